"""The worked cases in a real browser: the tool's page, the command line and the plain pages give the same steps."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from pathway.authoring import reader as yaml
from pathway.authoring.reader import Case
from pathway.cli import asking
from pathway.cli import commands as command_line
from pathway.engine.advice import ask
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.terms import NOT_SURE
from pathway.site.build import LIBRARY, ROOT
from pathway.words.places import ANSWER
from tests import plain_walk
from tests.browser.reader import PATH, READY, Reader, today
from tests.journeys import Journey
from tests.rare import some


@lru_cache(maxsize=1)
def authored() -> yaml.Authored:
    """The library that the site is built from, with its worked cases."""
    return yaml.read(LIBRARY)


ENOUGH = 24


def chosen() -> dict[str, Case]:
    """Every worked case with a new concern, or a new voice in an area; and the first ones with a new next step.

    None with steps that are ticked as done already: they have a test of their own.
    """
    found: dict[str, Case] = {}
    seen: set[object] = set()
    for case in authored().cases:
        if case.done:
            continue
        child = Circumstances(case.on, case.area, case.voice, case.concerns, case.given, case.done)
        first = ask(authored().library, child).next
        here: set[object] = {(case.voice, case.area), *case.concerns}
        step = first.name if first else ""
        if not here <= seen or (step not in seen and len(found) < ENOUGH):
            found[case.id] = case
            seen |= here | {step}
    return found


CASES = chosen()
EVERY = {case.id: case for case in authored().cases}


@cache
def told(case: str) -> dict[str, Any]:
    """What the command line says of a worked case."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
        patch.setattr(asking, "read_library", lambda *_: authored())
        assert command_line.main(["ask", "--given", str(LIBRARY / EVERY[case].file), "--json"]) == 0
    found: dict[str, Any] = json.loads(printed.getvalue())
    return found


class InBrowser(Mapping[str, html.HtmlElement]):
    """The plain pages as a browser without JavaScript gets them, each fetched when a walk first comes to it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.seen: dict[str, html.HtmlElement] = {}

    def __getitem__(self, name: str) -> html.HtmlElement:
        if name not in self.seen:
            self.page.goto(self.address + name)
            self.seen[name] = html.fromstring(self.page.content())
        return self.seen[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.seen)

    def __len__(self) -> int:
        return len(self.seen)


@pytest.fixture(scope="module")
def rules() -> Library:
    """The library that the site is built from."""
    return authored().library


@pytest.fixture(scope="module")
def tool(chromium: Browser, served: str) -> Iterator[Page]:
    """One page of the tool for all cases, so that Python starts once."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(READY)
    today(page)
    page.goto(served + PATH)
    yield page
    context.close()


@pytest.fixture(scope="module")
def plain(chromium: Browser, served: str) -> Iterator[InBrowser]:
    """The plain pages without JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    yield InBrowser(context.new_page(), f"{served}plain/")
    context.close()


def walked(tool: Page, rules: Library, case: Case) -> Reader:
    """The reader who has answered everything as the case says, from the first question on."""
    today(tool, case.on)
    reader = Reader(tool, rules)
    if reader.place != "voice":
        reader.restart()
    reader.go_through(case.voice, case.area, list(case.concerns), case.given)
    return reader


@pytest.mark.parametrize("case", some(sorted(CASES), 14))
def test_the_page_the_command_line_and_the_plain_pages_give_the_same_steps(
    tool: Page, plain: InBrowser, rules: Library, case: str
) -> None:
    child = CASES[case]
    said = told(case)
    reader = walked(tool, rules, child)

    assert reader.titles() == (said["next"]["title"], sorted(step["title"] for step in said["also"]))
    names = [f"{step['tree']}/{step['step']}" for step in (said["next"], *said["also"])]
    assert reader.steps() == (names[0], sorted(names[1:]))
    # The page asks the same questions in the same order as the door does here, and gives the answers on as given.
    journey = Journey(rules, child.on)
    journey.start(child.voice, child.area)
    given = {"safety": "no worry", **child.given}  # the page asks it where a case about a whole school need not say it
    journey.go_through(list(child.concerns), given)
    assert reader.asked[2:] == journey.asked
    kept = json.loads(reader.kept()[0]["state"])["given"]
    assert {name: answer for name, answer in kept.items() if answer != NOT_SURE}.items() <= given.items()

    circumstances = Circumstances(child.on, child.area, child.voice, child.concerns, child.given)
    if not child.done:
        assert plain_walk.steps(rules, plain, circumstances) == set(names)


def test_the_cases_lead_to_many_steps_from_every_voice_and_area_and_by_every_concern(rules: Library) -> None:
    reached = {(said["next"]["tree"], said["next"]["step"]) for said in map(told, CASES)}
    assert len(reached) >= 12
    assert {case.voice for case in CASES.values()} == {"parent", "school", "agency"}
    assert {case.area for case in CASES.values()} == set(rules.areas)
    assert {concern for case in CASES.values() for concern in case.concerns} == set(rules.concerns)


def test_the_site_was_built_from_these_rules(tool: Page, rules: Library) -> None:
    """Else the pages and the command line would be compared in vain."""
    said = told(sorted(CASES)[0])
    assert said["asked"]["library"] == rules.hash


def test_a_step_that_is_done_makes_way_for_the_next_on_the_page_as_on_the_command_line(
    tool: Page, rules: Library
) -> None:
    case = EVERY["told-to-wait-for-the-panel"]
    reader = walked(tool, rules, case)
    title, _ = reader.titles()
    first, _ = reader.steps()
    reader.answer.get_by_role("button", name="This is done").click()
    reader.box.get_by_role("button", name="Not done after all").wait_for()
    command = [sys.executable, "-m", "pathway", "ask", "--given", str(LIBRARY / case.file), "--json", "--done", first]
    said = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    assert reader.place == ANSWER
    assert reader.titles() == (said["next"]["title"], sorted(step["title"] for step in said["also"]))
    reader.box.get_by_role("button", name="Not done after all").click()
    reader.box.get_by_role("button", name="Not done after all").wait_for(state="detached")
    assert reader.titles()[0] == title


def test_what_the_page_prints_as_dates_are_those_of_the_command_line(tool: Page, rules: Library) -> None:
    case = EVERY["told-to-wait-for-the-panel"]
    reader = walked(tool, rules, case)
    said = told(case.id)
    shown = reader.box.locator("ol.line > li").count()
    assert shown == len(said["later"]) > 0
