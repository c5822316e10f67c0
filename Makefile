# What to type. Needs Python 3.11 or newer, git and make; everything else is fetched into .venv and node_modules.

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
# What is rare and long is left out of `make test`.
RARELY ?= -m 'not rare'
# The tests that a change of words may break, and one walk in a browser.
OF_WORDS := tests/test_guidance.py tests/test_numbers.py tests/test_wordings.py tests/test_letters.py tests/test_blanks.py \
	tests/test_handouts.py tests/test_parent_answer.py tests/test_rooms.py tests/browser/test_tool_answer.py

PY := .venv/bin/python
# Takes only what a file in requirements/ names with its hash, so that what was changed on the way is refused.
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
STAMPS := .tools/stamps
SITE := build/site

# Node may come from PyPI into .venv, so that .venv/bin is looked at first.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export NO_MKDOCS_2_WARNING := 1
export PYTHONWARNINGS := ignore::DeprecationWarning:material

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test test-all quick laws check cases lint types format html links unit engines screenshots bench lock setup browser-setup clean

help: ## what each target does
	@echo 'Back to Learning. Targets:'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'
	@echo
	@echo 'The first run fetches what it needs (some minutes); later runs start at once.'

serve: setup ## build the site, serve it on this machine, rebuild on change (PORT=8000)
	@$(PY) -m pathway serve --port $(PORT)

build: setup ## build the whole site into build/site
	@echo '== building the site into $(SITE)'
	@$(PY) -m pathway build --out $(SITE)

test: setup browser-setup ## everything but what is rare and long: style, types, rules, cases, site, HTML, browser
	@$(MAKE) --no-print-directory lint types check cases build html links
	@echo '== tests (unit, the browser engine under Node, Chromium, Firefox, WebKitGTK)'
	@$(PY) -m pytest -n $(JOBS) --dist loadfile $(RARELY)

test-all: ## everything that `make test` runs, and what is rare and long; before a release
	@$(MAKE) --no-print-directory test RARELY=

laws: setup ## the ten laws over 20,000 children, each violation with the smallest child; before a release
	@echo '== the ten laws'
	@$(PY) -m pathway check --laws

quick: setup browser-setup ## after a change of words: style, types, rules, cases, texts, one walk in Chromium; under two minutes
	@$(MAKE) --no-print-directory lint types check cases build
	@$(PY) -m pytest -n $(JOBS) -m 'not rare' $(OF_WORDS)

unit: setup ## the tests that need neither Node nor a browser
	@$(PY) -m pytest -m 'not browser and not node and not engines and not rare' -n $(JOBS)

engines: setup browser-setup ## Firefox and WebKitGTK alone (needs `make build` first)
	@$(PY) -m pytest -m engines -rs

check: setup ## every problem in the rules, with file, line and a hint
	@echo '== checking the rules'
	@$(PY) -m pathway check --strict

cases: setup ## every example and worked case
	@echo '== running the worked cases'
	@$(PY) -m pathway cases

lint: setup ## style of the Python code
	@echo '== style (ruff)'
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

format: setup ## put the Python code into shape
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

types: setup ## types of the Python code
	@echo '== types (mypy)'
	@.venv/bin/mypy

html: setup browser-setup ## the built pages are valid HTML (needs `make build` first)
	@echo '== valid HTML (vnu)'
	@$(PY) -m tests.html $(SITE)

links: setup ## every link and anchor of the built pages leads somewhere (needs `make build` first)
	@echo '== links'
	@$(PY) -m tests.links $(SITE)

screenshots: setup browser-setup ## pictures of ten states into build/screenshots (needs `make build` first)
	@echo '== pictures'
	@$(PY) -m tests.screenshots

bench: setup browser-setup ## measure beside peers into bench/RESULTS.md (needs `make build` first; an hour, nothing else running)
	@$(PIP) -r requirements/bench.txt
	@$(PY) -m bench

lock: setup ## write requirements/ anew from pyproject.toml, with hashes; versions stay (UPGRADE=--upgrade: newest; UPGRADE='-P NAME': of one)
	@$(PIP) -r requirements/lock.txt
	@for name in setup node bench lock; do \
	    if [ $$name = setup ]; then from='pyproject.toml --extra site'; else from=''; fi; \
	    .venv/bin/uv pip compile $$from --group $$name $(UPGRADE) --output-file requirements/$$name.txt --quiet --no-config \
	        --universal --python-version 3.11 --generate-hashes --only-binary :all: --emit-build-options --no-annotate \
	        --custom-compile-command 'make lock' || exit 1; \
	done

setup: $(STAMPS)/python $(STAMPS)/node ## Python and Node packages only

browser-setup: $(STAMPS)/browser

$(STAMPS)/python: pyproject.toml requirements/setup.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Back to Learning needs Python 3.11 or newer. Name one: make PYTHON=python3.11")'
	@echo '== Python packages into .venv'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PIP) -r requirements/setup.txt
	@$(PY) -m pip install --quiet --no-index --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node: package.json package-lock.json $(STAMPS)/python
	@sh .ci/node
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/browser: .ci/browser $(STAMPS)/node
	@sh .ci/browser
	@mkdir -p $(STAMPS) && touch $@

clean: ## remove what was built (not what was fetched)
	@rm -rf build .tools/flowcharts .tools/squeezed .mypy_cache .ruff_cache .pytest_cache
