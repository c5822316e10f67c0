"""How every state of the tool looks: to axe, at any width, in both schemes, to a finger, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from pathway.engine.model import Library
from pathway.tool import views
from pathway.tool.views import ANSWER, AREA, ASK, CHECK, CONCERNS, LETTER, VOICE
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, Reader
from tests.browser.test_tool import EVERY
from tests.browser.test_tool_ways import GIVEN
from tests.journeys import fields

Axe = Callable[[Page], list[str]]

# What somebody may have to hit with a finger: whether it is 44 pixels high and wide, or else named.
SMALL = """() => [...document.querySelectorAll("#tool :is(input, button, .btn, summary, textarea, .back)")]
  .filter((e) => e.checkVisibility())
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([e, box]) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 30)} ${box.width}x${box.height}`)"""

SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_tool(reader: Reader, axe: Axe, scheme: str) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    found = {}
    count = 0
    for state in states(reader):
        count += 1
        for width in (1280, 375, 320):
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


# WCAG 1.4.12: with these nothing may be lost.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
    p {margin-bottom: 2em !important}`);
  document.adoptedStyleSheets = [sheet];
}"""

# Lines of text that lie on each other, and text that its own box cuts off.
LOST = """() => {
  const UNSEEN = ".tool-unseen, .unseen, .tick, option, textarea";
  const lines = [], lost = [];
  const walk = document.createTreeWalker(document.querySelector("#tool"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility()) continue;
    if (e.closest(".tool-unseen, .unseen, .tick, option, textarea")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) lines.push([node, box]);
    for (let over = e; over.id !== "tool"; over = over.parentElement) {
      if (getComputedStyle(over).overflow === "visible") continue;
      const room = over.scrollWidth <= over.clientWidth + 1 && over.scrollHeight <= over.clientHeight + 1;
      if (!room) lost.push(`cut: ${node.data}`);
    }
  }
  lines.forEach(([one, a], i) => lines.slice(i + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (one !== other && wide > 2 && high > Math.min(a.height, b.height) / 2) lost.push(`${one.data} | ${other.data}`);
  }));
  return lost.slice(0, 5);
}"""


def test_with_wider_spacing_of_text_nothing_is_cut_off_and_nothing_overlaps_at_any_width(reader: Reader) -> None:
    lost = {}
    reader.page.evaluate(SPACING)
    for state in states(reader):
        for width in (1280, 320):
            reader.page.set_viewport_size({"width": width, "height": 800})
            if found := reader.page.evaluate(LOST):
                lost[f"{state} at {width}"] = found
            if reader.page.evaluate(SIDEWAYS):
                lost[f"{state} at {width}, sideways"] = [
                    str(reader.page.evaluate("document.documentElement.scrollWidth"))
                ]
    assert not lost


def test_where_motion_is_not_wanted_nothing_moves(reader: Reader) -> None:
    reader.page.emulate_media(reduced_motion="reduce")
    reader.go_through("parent", "worcestershire", ["health"], GIVEN)
    moving = (
        "document.getAnimations().length + [...document.querySelectorAll('*')].filter((e) => "
        "parseFloat(getComputedStyle(e).transitionDuration) > 0.01).length"
    )
    assert reader.page.evaluate(moving) == 0


# Everything that a screen reader would name: whether anything that can be used has no name or the wrong place.
def test_to_a_screen_reader_every_state_has_one_heading_a_named_group_and_no_control_without_a_name(
    reader: Reader,
) -> None:
    wrong: dict[str, str] = {}
    for state in states(reader):
        tree = reader.box.aria_snapshot()
        heading = reader.box.get_by_role("heading", level=1)
        if heading.count() != 1:
            wrong[state] = "h1"
            continue
        for line in tree.splitlines():
            role, _, rest = line.strip().removeprefix("- ").partition(" ")
            bare = role.rstrip(":")
            if bare in ("button", "link", "radio", "checkbox", "textbox", "img") and not rest.startswith(('"', "/")):
                wrong[state] = line
        if reader.form.count():
            group = reader.form.get_by_role("group").first
            expect(group).to_have_accessible_name(heading.inner_text())
            if state.endswith("error"):
                message = reader.problem.get_by_role("link").first.inner_text()
                assert message in reader.problem.get_by_role("alert").inner_text()
                assert message in group.evaluate(
                    "g => g.getAttribute('aria-describedby').split(' ')"
                    ".map((i) => document.getElementById(i).textContent).join(' ')"
                )
                assert reader.page.title().startswith("Error")
        assert reader.page.get_by_role("status").count() == 1, state
    assert not wrong


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


HEAVY = ("told-to-wait-for-the-panel", "low-attendance-suspended-and-ill")
"""The worked cases with the most steps, dates and answers."""


@pytest.mark.parametrize("case", HEAVY)
def test_the_answer_of_a_heavy_case_takes_two_sides_of_paper(reads: Open, rules: Library, case: str) -> None:
    child = EVERY[case]
    given = [("v", "1"), ("voice", child.voice), ("area", child.area), (CONCERNS, ", ".join(child.concerns))]
    link = "&".join(f"{key}={views.quote(value, safe='')}" for key, value in (*given, *child.given.items()))
    reader = reads(path=f"{PATH}#{link}")
    reader.comes_to(ANSWER)
    assert len(reader.steps()[1]) >= 6
    paper = reader.page.pdf(format="A4", prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 2


def test_printing_does_not_change_the_page(reader: Reader) -> None:
    reader.go_through("school", "england", ["health"], GIVEN)
    before = reader.box.inner_html()
    reader.page.pdf(format="A4")
    assert reader.box.inner_html() == before
