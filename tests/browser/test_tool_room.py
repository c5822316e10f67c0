"""Every state of the tool: room for wide text on a narrow page, for a finger, and names for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, expect

from pathway.engine.model import Library
from tests.browser.reader import PATH, READY, Reader, today
from tests.browser.test_tool_looks import STATES, states

# What somebody may have to hit with a finger: whether it is 44 pixels high and wide, or else named.
SMALL = """() => [...document.querySelectorAll("#tool :is(input, button, .btn, summary, textarea, .back)")]
  .filter((e) => e.checkVisibility())
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([e, box]) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 30)} ${box.width}x${box.height}`)"""

SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"


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
    if (e.closest(UNSEEN)) continue;
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


@dataclass
class Seen:
    """What is wrong in the states of the tool, by their names."""

    wide: list[str] = field(default_factory=list)
    small: dict[str, object] = field(default_factory=dict)
    lost: dict[str, object] = field(default_factory=dict)
    unnamed: dict[str, str] = field(default_factory=dict)
    count: int = 0


@pytest.fixture(scope="module")
def seen(chromium: Browser, served: str, rules: Library) -> Iterator[Seen]:
    """One walk through the states."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(READY)
    today(page)
    page.goto(served + PATH)
    reader, found = Reader(page, rules), Seen()
    for state in states(reader):
        found.count += 1
        look(reader, state, found)
    yield found
    context.close()


def look(reader: Reader, state: str, found: Seen) -> None:
    """Nothing; adds what is wrong in a state."""
    page = reader.page
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate(SIDEWAYS):
        found.wide.append(state)
    if small := page.evaluate(SMALL):
        found.small[state] = small
    page.evaluate(SPACING)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if lost := page.evaluate(LOST):
            found.lost[f"{state} at {width}"] = lost
        if page.evaluate(SIDEWAYS):
            found.lost[f"{state} at {width}, sideways"] = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate("void (document.adoptedStyleSheets = [])")
    if unnamed := nameless(reader, state):
        found.unnamed[state] = unnamed


NAMES = ("button", "link", "radio", "checkbox", "textbox", "img")


def nameless(reader: Reader, state: str) -> str:
    """What a screen reader would have no name for, or not in its place; empty where all is well."""
    heading = reader.box.get_by_role("heading", level=1)
    if heading.count() != 1 or reader.page.get_by_role("status").count() != 1:
        return "not one heading, or not one status"
    for line in reader.box.aria_snapshot().splitlines():
        role, _, rest = line.strip().removeprefix("- ").partition(" ")
        if role.rstrip(":") in NAMES and not rest.startswith(('"', "/")):
            return line
    if not reader.form.count():
        return ""
    group = reader.form.get_by_role("group").first
    expect(group).to_have_accessible_name(heading.inner_text())
    if state.endswith("error"):
        message = reader.problem.get_by_role("link").first.inner_text()
        described = group.evaluate(DESCRIBED)
        if message not in reader.problem.get_by_role("alert").inner_text() or message not in described:
            return message
        if not reader.page.title().startswith("Error"):
            return reader.page.title()
    return ""


DESCRIBED = """(group) => group.getAttribute("aria-describedby").split(" ")
  .map((id) => document.getElementById(id).textContent).join(" ")"""


def test_no_state_is_wider_than_a_small_phone_or_400_per_cent(seen: Seen) -> None:
    assert not seen.wide
    assert seen.count >= STATES


def test_what_a_finger_has_to_hit_is_44_pixels_high_and_wide(seen: Seen) -> None:
    assert not seen.small


def test_with_wider_spacing_of_text_nothing_is_cut_off_and_nothing_overlaps_at_any_width(seen: Seen) -> None:
    assert not seen.lost


def test_to_a_screen_reader_every_state_has_one_heading_a_named_group_and_no_control_without_a_name(seen: Seen) -> None:
    assert not seen.unnamed
