"""The tool as the reader's own settings want it: forced colours, less motion; and how it comes and stands alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from pathway.words.places import ANSWER, CONCERNS, VOICE
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, Reader
from tests.browser.test_tool_ways import DAYS, GIVEN

Axe = Callable[[Page], list[str]]


@pytest.fixture
def reader(reads: Open) -> Reader:
    """A reader at the first question."""
    return reads()


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


def test_where_motion_is_not_wanted_nothing_moves(reader: Reader) -> None:
    reader.page.emulate_media(reduced_motion="reduce")
    reader.go_through("parent", "worcestershire", ["health"], GIVEN)
    moving = (
        "document.getAnimations().length + [...document.querySelectorAll('*')].filter((e) => "
        "parseFloat(getComputedStyle(e).transitionDuration) > 0.01).length"
    )
    assert reader.page.evaluate(moving) == 0


def test_in_forced_colours_what_is_chosen_can_be_seen(reader: Reader) -> None:
    page = reader.page
    page.emulate_media(forced_colors="active")

    def changes(box: Locator, act: Callable[[], object]) -> bool:
        before = box.screenshot()
        act()
        box.blur()
        return box.screenshot() != before

    assert changes(reader.form.locator("[type=radio]").first, lambda: reader.form.locator("[type=radio]").first.check())
    reader.go_through("parent", "worcestershire", [], {}, CONCERNS)
    box = reader.form.locator("[type=checkbox]").first
    assert changes(box, box.check)
    reader.go_through("parent", "worcestershire", ["health"], GIVEN)
    button = reader.box.locator("[data-do=voice][data-to=school]")

    def press() -> None:
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    assert changes(button, press)


# What shows where a control or a message begins when colours of backgrounds and shadows are gone: a line of some kind.
EDGELESS = """(selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()).filter((e) => {
  const {borderTopWidth, borderTopStyle, borderLeftWidth, borderLeftStyle, textDecorationLine} = getComputedStyle(e);
  const top = parseFloat(borderTopWidth) >= 1 && borderTopStyle !== "none";
  const left = parseFloat(borderLeftWidth) >= 1 && borderLeftStyle !== "none";
  return !top && !left && !textDecorationLine.includes("underline");
}).map((e) => e.outerHTML.slice(0, 80))"""
OUTLINED = """(e) => {
  e.focus();
  const {outlineStyle, outlineWidth} = getComputedStyle(e);
  return document.activeElement !== e || outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
}"""
USED = "#tool :is(input, textarea, button, summary, a)"
KINDS = {
    "a radio button": "[type=radio]", "a box to tick": "[type=checkbox]", "a text field": "input[type=text]",
    "a button": ".btn", "a button that is a link": "button.link", "a link": "a[data-go]", "a voice": "[data-do=voice]",
    "what opens": "summary", "the list of errors": "#problem", "the bar at a wrong field": ".bad",
    "what is urgent": ".urgency", "a kind of rule": ".kind", "a word of care": ".caution",
}  # fmt: skip


def test_in_forced_colours_every_kind_of_control_has_a_line_and_the_focus_a_ring(reader: Reader) -> None:
    page = reader.page
    page.emulate_media(forced_colors="active")
    wrong: dict[str, object] = {}
    met: set[str] = set()

    def look(state: str) -> None:
        page.keyboard.press("Tab")  # by keys the focus is shown
        met.update(kind for kind, selector in KINDS.items() if reader.box.locator(selector).count())
        if found := page.evaluate(EDGELESS, ", ".join(f"#tool {selector}" for selector in KINDS.values())):
            wrong[state] = found
        bare = [one.evaluate("e => e.outerHTML.slice(0, 80)") for one in page.locator(USED).all()
                if one.is_visible() and not one.evaluate(OUTLINED)]  # fmt: skip
        if bare:
            wrong[f"{state}, focus"] = bare

    for place in (VOICE, CONCERNS, DAYS):
        reader.go_through("parent", "worcestershire", ["health"], GIVEN, place)
        look(place)
        reader.continue_()
        reader.problem.wait_for()
        look(f"{place}, error")
    reader.go_through("parent", "worcestershire", ["health"], GIVEN)
    look(ANSWER)
    assert not wrong
    assert met == set(KINDS)
