"""Measures the site beside its peers and writes what came out to bench/RESULTS.md.

    python -m bench [--runs 9] [--print] [PART ...]

Each part has a chapter there, with the day, the machine's load before and after, and the versions. Only the chapters of
the parts that are named are written anew; with none named, all. It takes most of an hour on two cores: times mean
something only while the machine does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from importlib import metadata
from pathlib import Path

from bench import engine, lighthouse, load, paint, start, weight
from bench.figures import Figure, table
from pathway.site import build

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# Results

Written by `make bench` (or `python -m bench PART` for some chapters). Absolute times depend on the machine and on its
neighbours; ratios of one run and bytes are what counts. Medians; "to reach" is what the project set itself, for the
ratio where there is a peer. What was tried and not kept: decision record 15.
"""
PARTS: Mapping[str, tuple[str, Callable[[int], list[Figure]]]] = {
    "start": ("Start of the tool in the browser", start.figures),
    "slow": ("The same, the browser slowed down four times", partial(start.figures, slow=True)),
    "paint": ("When a page can be read", paint.figures),
    "weight": ("Bytes of a page and all that it fetches", lambda runs: weight.figures()),
    "lighthouse": ("Lighthouse's model of a phone", lighthouse.figures),
    "load": ("Load on a plain host", load.figures),
    "engine": ("Decisions of the engine", engine.figures),
}


def chapter(part: str, runs: int) -> str:
    """The chapter of one part, measured now."""
    title, figures = PARTS[part]
    before = os.getloadavg()[0]
    found = figures(runs)
    load_ = f"load {before:.1f} before and {os.getloadavg()[0]:.1f} after"
    said = f"`python -m bench {part} --runs {runs}`, {date.today().isoformat()}, {load_}. {versions()}."
    return f"## {title}\n\n{said}\n\n{table(found)}\n"


def versions() -> str:
    """The machine and what was measured with, in one line."""
    packages = json.loads((build.ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    ours = [f"Pyodide {packages['node_modules/pyodide']['version']}"]
    ours += [f"{name} {metadata.version(name)}" for name in ("mkdocs-material", "zen-engine")]
    told = [shown(name, flag) for name, flag in (("chromium", "--version"), ("nginx", "-v"), ("node", "--version"))]
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return ", ".join([machine, *(words for words in told if words), *ours])


def shown(name: str, flag: str) -> str:
    """What a program says of its own version; empty if it is not here."""
    if not shutil.which(name):
        return ""
    ran = subprocess.run([name, flag], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", ran.stdout + ran.stderr)
    return f"{name} {found[0]}" if found else ""


def written(text: str, chapters: Mapping[str, str]) -> str:
    """The results with these chapters anew, by their title; the others as they were, in the order of the parts."""
    old = {found.split("\n", 1)[0].removeprefix("## "): found for found in re.split(r"^(?=## )", text, flags=re.M)[1:]}
    titles = [title for title, _ in PARTS.values()]
    known = {**old, **chapters}
    return "\n".join([HEAD, *(known[title].rstrip() + "\n" for title in titles if title in known)])


def main() -> None:
    """Nothing; measures, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--print", action="store_true", help="leave bench/RESULTS.md as it is")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if not (build.OUT / "index.html").is_file():
        parser.error("the site is not built: run `make build` first")
    for part in asked.parts or PARTS:
        print(f"== {PARTS[part][0]}", file=sys.stderr, flush=True)
        found = chapter(part, asked.runs)
        print(found, flush=True)
        if asked.print:
            continue
        before = RESULTS.read_text("utf-8") if RESULTS.is_file() else ""
        RESULTS.write_text(written(before, {PARTS[part][0]: found}), "utf-8")


if __name__ == "__main__":
    main()
