"""Each state of the tool in Firefox and WebKitGTK: nothing for axe, names for a screen reader, room for wide text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from pathway.authoring.reader import Case
from pathway.engine.advice import CONCERNS
from pathway.tool.views import share_link
from pathway.words.places import ANSWER, ASK, CHECK, LETTER, VOICE
from tests.browser.conftest import AXE
from tests.browser.test_tool_room import LOST, SIDEWAYS, SPACING
from tests.browser.test_tool_ways import GIVEN
from tests.engines.conftest import NOTHING
from tests.engines.engine import Engine
from tests.engines.reader import READY, Reader
from tests.journeys import TODAY

WIDTHS = (1280, 375, 320)
SCHEMES = ("light", "dark")
DAYS, ASKED_ON = f"{ASK}health-days-missed", f"{ASK}council-asked-on"
VIOLATIONS = (
    "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => "
    "violations.map(({id, nodes}) => `${id}: ${nodes.map((n) => n.target).slice(0, 5)}`))"
)
GUIDANCE = "parents/too-unwell/"
# No colour is on its way from one scheme to the other while it is looked at.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""
CHILD = Case("a-child", "", TODAY, "worcestershire", "parent", ("health",), GIVEN, (), "", {}, {}, "", 0)

# What has a name in a state, as (selector, role, name): the name is what the page shows.
NAMED = """() => {
  const said = (e) => e.innerText.replace(/\\s+/g, " ").trim();
  const title = document.querySelector("#tool h1");
  const rows = [["#title", "heading", said(title)]];
  const form = document.querySelector("#tool form");
  if (form) rows.push(["#tool fieldset", "group", said(title)], ["#tool [type=submit]", "button", "Continue"]);
  for (const input of form?.querySelectorAll("input") ?? []) {
    const role = input.type === "text" ? "textbox" : input.type;
    const by = input.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id));
    rows.push([`#${input.id}`, role, (by ?? [input.labels[0]]).map(said).join(" ")]);
  }
  const error = document.querySelector("#problem a");
  if (error) rows.push(["#problem [role=alert]", "alert", null], ["#problem a", "link", said(error)]);
  for (const button of document.querySelectorAll("#tool [data-do=voice]")) {
    rows.push([`#tool [data-do=voice][data-to=${button.dataset.to}]`, "button", said(button)]);
  }
  return [...rows, ["#tool-live", "status", null]];
}"""


@dataclass
class Seen:
    """What was found in the states of one browser, by their names."""

    states: list[str] = field(default_factory=list)
    axe: dict[str, list[str]] = field(default_factory=dict)
    lost: dict[str, object] = field(default_factory=dict)
    unnamed: dict[str, object] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    wrong: object = None


def look(engine: Engine, seen: Seen, state: str, tool: bool = True) -> None:
    """Nothing; adds what is found in a state."""
    seen.states.append(state)
    engine.run(f"(() => {{ if (!window.axe) {{ {AXE.read_text('utf-8')} }} }})()")
    for width in WIDTHS:
        engine.run(f"({STILL})()")
        engine.act("size", width, 900)
        engine.until(f"innerWidth === {width}")
        for scheme in SCHEMES:
            engine.run(f"void (document.documentElement.dataset.scheme = '{scheme}')")
            if found := engine.run(VIOLATIONS):
                seen.axe[f"{state}, {scheme}, {width}"] = found
        if tool:
            engine.run(f"({SPACING})()")
            if found := engine.run(f"({LOST})()"):
                seen.lost[f"{state}, {width}"] = found
            if engine.run(f"({SIDEWAYS})()"):
                seen.lost[f"{state}, {width}, sideways"] = True
            engine.run("void (document.adoptedStyleSheets = [])")
    if tool:
        for selector, role, name in engine.run(f"({NAMED})()"):
            if found := engine.act("named", selector, role, name):
                seen.unnamed[f"{state}, {selector}"] = found


@pytest.fixture(scope="module")
def seen(started: Engine) -> Iterator[Seen]:
    """One walk through the states."""
    seen = Seen()
    engine = started
    reader = Reader(engine, CHILD)
    for place in (VOICE, CONCERNS, DAYS, ASKED_ON):
        reader.go_on(place)
        look(engine, seen, place)
        reader.errs()
        look(engine, seen, f"{place}, error")
    reader.go_on()
    look(engine, seen, ANSWER)
    link = share_link(reader.expects())
    engine.click("#tool [data-do=voice][data-to=school]")
    engine.until("document.querySelector('[data-to=school]').ariaPressed === 'true'")
    seen.said.append(engine.run("document.getElementById('tool-live').textContent"))
    engine.click("#tool [data-do=voice][data-to=parent]")
    engine.until("document.querySelector('[data-to=parent]').ariaPressed === 'true'")
    engine.click(f"#tool [data-go^='{LETTER}']")
    engine.until("document.querySelector('#tool section.letter')")
    look(engine, seen, "a letter")
    engine.act("back")
    engine.until("document.querySelector('#tool article.answer')")
    engine.click(f"#tool details:has([data-go={CHECK}]) > summary")
    engine.click(f"#tool [data-go={CHECK}]")
    engine.until("document.querySelector('#tool h1 ~ dl.answers')")
    look(engine, seen, CHECK)
    engine.open(f"tool/explore/#{link}")
    engine.until(f"{READY} && document.querySelector('#explore .advice h2, #explore .advice h3')")
    look(engine, seen, "Explore", tool=False)
    for page in ("", GUIDANCE):
        engine.open(page)
        look(engine, seen, page or "home", tool=False)
    seen.wrong = engine.act("seen")
    yield seen


def test_axe_finds_nothing_in_any_state_at_three_widths_in_both_schemes(seen: Seen) -> None:
    assert not seen.axe
    assert len(seen.states) == len(set(seen.states)) == 14


def test_with_wider_spacing_of_text_nothing_is_cut_off_nothing_overlaps_and_nothing_is_too_wide(seen: Seen) -> None:
    assert not seen.lost


def test_headings_groups_fields_errors_and_status_have_the_role_and_the_name_that_the_page_shows(seen: Seen) -> None:
    assert not seen.unnamed


def test_a_change_in_place_is_told_to_a_screen_reader(seen: Seen) -> None:
    assert all(seen.said)


def test_no_state_sends_anything_keeps_a_cookie_or_fails(seen: Seen) -> None:
    assert seen.wrong == NOTHING


def test_a_role_or_a_name_that_is_not_there_is_told(started: Engine) -> None:
    """Else the names would be held in vain."""
    started.open("next-step/")
    assert not started.act("named", "#title", "heading", started.run("document.querySelector('h1').innerText"))
    assert started.act("named", "#title", "heading", "Another title")
    assert started.act("named", "#title", "button", None)
