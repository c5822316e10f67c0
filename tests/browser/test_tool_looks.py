"""How every state of the tool looks: to axe, at any width, in both schemes, to a finger, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from pathway.engine.model import Library
from pathway.tool.views import ANSWER, AREA, ASK, CONCERNS, VOICE
from tests.browser.conftest import Opened
from tests.browser.reader import PATH, READY, Reader, today
from tests.browser.test_tool_ways import GIVEN
from tests.journeys import fields, library

Axe = Callable[[Page], list[str]]

# What somebody may have to hit with a finger: whether it is 44 pixels high and wide, or else named.
SMALL = """() => [...document.querySelectorAll("#tool :is(input, button, .btn, summary, textarea, .back)")]
  .filter((e) => e.checkVisibility())
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([e, box]) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 30)} ${box.width}x${box.height}`)"""

SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def rules() -> Library:
    """The library that the site is built from."""
    return library()


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
    yield "answer, details open"
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


STATES = 16
"""The least that the walk must come to: else the checks would see too little."""


@pytest.fixture
def reader(opened: Opened, rules: Library) -> Reader:
    """A reader at the first question."""

    def ready(page: Page) -> None:
        page.set_default_timeout(READY)
        today(page)

    return Reader(opened(PATH, prepare=ready), rules)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_tool(reader: Reader, axe: Axe, scheme: str) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    found = {}
    count = 0
    for state in states(reader):
        count += 1
        for width in (1280, 375):
            reader.page.set_viewport_size({"width": width, "height": 800})
            if wrong := axe(reader.page):
                found[f"{state} at {width}"] = wrong
    assert not found
    assert count >= STATES


def test_no_state_is_wider_than_a_small_phone_or_400_per_cent_and_all_targets_are_large(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 320, "height": 640})
    wide, small = [], {}
    for state in states(reader):
        if reader.page.evaluate(SIDEWAYS):
            wide.append(state)
        if found := reader.page.evaluate(SMALL):
            small[state] = found
    assert not wide
    assert not small


def test_axe_finds_nothing_while_python_starts_or_where_it_cannot(opened: Opened, axe: Axe) -> None:
    page = opened(PATH, prepare=lambda page: page.route("**/std.wasm", lambda route: None))
    assert axe(page) == []
    page = opened(PATH, prepare=lambda page: page.route("**/worker.js", lambda route: route.abort()))
    expect(page.locator("#tool a.btn[href$='plain/index.html']")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []


def test_the_tool_stands_alone_in_one_column_of_text_of_18_pixels(reader: Reader) -> None:
    page = reader.page
    assert page.locator("main").bounding_box()["width"] <= 44 * 16  # type: ignore[index]
    assert page.locator("main ~ nav, .beside, .contents").count() == 0
    label = reader.form.locator("label").first
    assert label.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") == 18
    assert page.locator("h1").count() == 1


def test_continue_can_be_seen_on_a_phone_without_scrolling(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 375, "height": 667})
    expect(reader.form.locator("[type=submit]")).to_be_in_viewport()


def test_in_forced_colours_what_is_chosen_can_be_seen(reader: Reader) -> None:
    reader.page.emulate_media(forced_colors="active")
    box = reader.form.locator("input").first
    before = box.screenshot()
    box.check()
    reader.form.locator("input").nth(1).focus()
    assert box.screenshot() != before


def test_on_paper_stand_the_step_its_sources_the_dates_and_the_answers_and_no_buttons(reader: Reader) -> None:
    reader.go_through("parent", "worcestershire", ["health"], GIVEN)
    page = reader.page
    title, also = reader.titles()
    dates = reader.box.locator("ol.line b").all_inner_texts()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = page.evaluate("document.body.innerText")
    for words in (title, *also, *dates):
        assert words in shown
    for part in (".sources li", "dl.answers dt", "ol.stages li", ".if-not details p"):
        assert reader.box.locator(part).first.is_visible(), part
    for part in ("button", ".btn", ".back", ".also details p", ".top nav", ".tool-keep", ".change"):
        assert not any(one.is_visible() for one in page.locator(part).all()), part
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert reader.box.locator("details[open]").count() == 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_printing_does_not_change_the_page(reader: Reader) -> None:
    reader.go_through("school", "england", ["health"], GIVEN)
    before = reader.box.inner_html()
    reader.page.pdf(format="A4")
    assert reader.box.inner_html() == before
