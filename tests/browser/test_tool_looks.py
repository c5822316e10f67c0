"""Every state of the tool, and what axe finds in it at any width in both schemes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from pathway.words.places import ANSWER, AREA, ASK, CHECK, CONCERNS, LETTER, VOICE
from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.browser.test_tool_ways import GIVEN
from tests.journeys import fields

Axe = Callable[[Page], list[str]]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def states(reader: Reader) -> Iterator[str]:
    """Walks to the answer and beyond; stops, with its name, at each state that looks unlike those before it."""
    own = {VOICE: ["parent"], AREA: ["worcestershire"], CONCERNS: ["health"]}
    page = reader.page
    kinds: set[str] = set()
    while (place := reader.place) != ANSWER:
        fact = reader.library.facts.get(place.removeprefix(ASK))
        kind = fact.kind if fact else place
        if kind not in kinds:
            kinds.add(kind)
            yield kind
            reader.continue_()
            reader.problem.wait_for()
            yield f"{kind}, error"
        given = GIVEN.get(place.removeprefix(ASK), "not sure")
        reader.submit({"answer": own[place]} if fact is None else fields(fact, given))
    yield "answer"
    for details in reader.box.locator("details").all():
        details.evaluate("e => e.open = true")
    yield "answer of a parent, all open"
    reader.box.locator("[data-do=voice][data-to=school]").click()
    reader.box.locator("[data-do=what-if]").click()
    reader.box.locator(".changes").wait_for()
    for details in reader.box.locator("details").all():
        details.evaluate("e => e.open = true")
    reader.box.locator("[data-do=picture]").click()
    reader.box.locator(".qr").wait_for()
    yield "answer, all open"
    reader.box.locator("[data-do=try]").first.click()
    reader.box.locator("[data-do=put-back]").wait_for()
    yield "another answer tried"
    reader.box.locator("[data-do=put-back]").click()
    reader.box.locator("[data-do=put-back]").wait_for(state="detached")
    reader.box.locator("[data-do=voice][data-to=parent]").click()
    reader.box.locator(f"a[data-go^='{LETTER}']").first.click()
    reader.box.locator("section.letter").first.wait_for()
    yield "letter"
    page.go_back()
    reader.comes_to(ANSWER)
    reader.box.locator("details:has(dl.answers)").evaluate("e => e.open = true")
    reader.box.locator(f"a[data-go={CHECK}]").click()
    reader.comes_to(CHECK)
    yield "check"
    page.go_back()
    reader.comes_to(ANSWER)
    for details in reader.box.locator("details").all():
        details.evaluate("e => e.open = true")
    reader.box.locator("[data-go='ask/term-breaks']").first.click()
    reader.comes_to(f"{ASK}term-breaks")
    yield "date ranges"
    reader.fill({"answer": ["21 12 2026 to 20 12 2026"]})
    reader.continue_()
    reader.problem.wait_for()
    yield "date ranges, error"
    page.go_back()
    reader.comes_to(ANSWER)
    first, _ = reader.steps()
    reader.answer.locator("[data-do=done]").click()
    expect(page.locator(f"article [data-step='{first}']")).to_have_count(0)
    yield "a step done"


STATES = 22
"""The least that the walk must come to: else the checks would see too little."""


@pytest.fixture
def reader(reads: Open) -> Reader:
    """A reader at the first question."""
    return reads()


def test_axe_finds_nothing_in_any_state_of_the_tool(reader: Reader, axe: Axe) -> None:
    found = {}
    count = 0
    for state in states(reader):
        count += 1
        for width in (1280, 375, 320):
            reader.page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                reader.page.emulate_media(color_scheme=scheme)
                if wrong := axe(reader.page):
                    found[f"{state} at {width}, {scheme}"] = wrong
    assert not found
    assert count >= STATES
