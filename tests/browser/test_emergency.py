"""Danger and self-harm: whom to call stands there at once, and nothing that the browser keeps tells of it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page, expect

from pathway.engine.terms import VOICES
from pathway.site.pages import plain, walks
from pathway.words.places import ASK, VOICE
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, TITLE, Reader
from tests.browser.test_tool_ways import Held

SAFETY = f"{ASK}safety"
NUMBERS = {
    "999": "GEN-2",
    "101": "GEN-2",
    "111": "GEN-4",
    "18001111": "GEN-4",
    "08001111": "GEN-5",
    "116123": "GEN-6",
    "85258": "GEN-7",
    "08088005000": "GEN-8",
}
"""The numbers of the facts sheet, and the clause of each."""
STEPS = {
    "in danger": "safety/call-999",
    "self-harm": "safety/call-for-help",
    "worried": "safety/tell-social-care",
    "not sure": "safety/talk-it-over",
}
STATIC = ("next-step/now/", "next-step/talk/", "next-step/listen/")


def come_to(reader: Reader, answer: str, voice: str = "parent") -> None:
    """Nothing; answers who, where and danger."""
    reader.submit({"answer": [voice]})
    reader.submit({"answer": ["kent"]})
    reader.fill({"answer": [answer]})
    reader.continue_()


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("answer", STEPS)
def test_each_answer_but_no_shows_whom_to_call_at_once_without_python_or_an_entry_in_the_history(
    reads: Open, answer: str, voice: str
) -> None:
    held: list[Held] = []
    asked: list[str] = []
    reader = reads(lambda page: held.append(Held(page)))
    page = reader.page
    reader.submit({"answer": [voice]})
    reader.submit({"answer": ["kent"]})
    reader.fill({"answer": [answer]})
    before = page.evaluate("[history.length, location.href]")
    page.on("request", lambda request: asked.append(request.url))
    reader.continue_()
    step = reader.library.step(STEPS[answer])
    expect(reader.box.locator("h1")).to_have_text(step.title[voice])
    assert page.evaluate("[history.length, location.href]") == before
    assert reader.focus() == "title"
    assert page.title() == TITLE
    assert not [url for url in asked if not url.endswith(".wasm")]
    # Python comes to the same page, and the questions go on when the reader says so.
    shown = reader.box.inner_html()
    held[0].let_go()
    reader.heard()
    assert reader.box.inner_html() == shown
    assert page.evaluate("[history.length, location.href]") == before
    reader.box.get_by_role("button", name="Go on about school").click()
    reader.comes_to(f"{ASK}age-or-year")
    assert reader.child().done == (STEPS[answer],)
    page.go_back()
    reader.comes_to(SAFETY)


def test_who_took_the_wrong_answer_in_haste_is_one_press_from_the_right_one(reads: Open) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    come_to(reader, "in danger")
    reader.box.get_by_role("button", name="hurting themselves").click()
    expect(reader.box.locator("h1")).to_have_text(reader.library.step(STEPS["self-harm"]).title["parent"])
    held[0].let_go()
    reader.heard()
    assert reader.child().given["safety"] == "self-harm"


def test_an_emergency_page_stays_where_python_cannot_start(reads: Open) -> None:
    reader = reads(lambda page: page.route("**/pyodide.asm.wasm", lambda route: route.abort()))
    expect(reader.page.locator("#tool a.btn[href$='plain/index.html']")).to_be_visible()
    reader.page.reload()
    held = Held(reader.page)
    reader.page.reload()
    reader.comes_to(VOICE)
    come_to(reader, "self-harm")
    held.holds = False
    for route in held.routes:
        route.abort()
    expect(reader.page.locator("#tool-progress")).to_be_hidden()
    assert reader.box.locator("a[href='tel:111']").is_visible()
    reader.box.get_by_role("button", name="Go on about school").click()
    expect(reader.box.locator("a.btn[href$='plain/index.html']")).to_be_visible()


def test_the_line_with_the_numbers_stays_on_the_answer_and_the_page_can_be_seen_again(reads: Open) -> None:
    reader = reads()
    come_to(reader, "self-harm")
    reader.box.get_by_role("button", name="Go on about school").click()
    reader.comes_to(f"{ASK}age-or-year")
    reader.go_through("parent", "kent", ["said-no"], {"age-or-year": "up to year 10"})
    line = reader.box.locator(".help-line")
    for number in ("999", "111", "08001111", "116123"):
        expect(line.locator(f"a[href='tel:{number}']")).to_be_visible()
    line.get_by_role("button", name="Show that page again").click()
    expect(reader.box.locator(".sos h1")).to_have_text(reader.library.step(STEPS["self-harm"]).title["parent"])


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("answer", STEPS)
def test_an_emergency_page_has_its_call_first_and_nothing_beside_it(
    reads: Open, axe: Callable[[Page], list[str]], answer: str, width: int, scheme: str
) -> None:
    reader = reads(width=width, height=812, color_scheme=scheme)
    come_to(reader, answer)
    page = reader.page
    page.locator(".sos").wait_for()
    for gone in ("nav", ".menu", "footer", "aside", "[data-do=print]", "[data-do=what-if]"):
        assert not [e for e in page.locator(gone).all() if e.is_visible()], gone
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = """() => [...document.querySelectorAll('.sos :is(a, button, summary), .top .leave')]
      .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML)"""
    assert not page.evaluate(small)
    assert not axe(page)
    if answer in ("in danger", "self-harm"):
        last = page.locator("a[href='tel:999'], a[href='tel:111']").last.bounding_box()
        assert last is not None
        assert width == 320 or last["y"] + last["height"] <= 560


def test_every_number_shown_is_in_the_facts_and_every_page_of_an_emergency_leads_by_telephone(
    reads: Open, opened: Opened
) -> None:
    found: dict[str, set[str]] = {}

    def read(page: Page, name: str) -> None:
        links = page.locator("main a[href^='tel:'], main a[href^='sms:']").evaluate_all("all => all.map((a) => a.href)")
        found[name] = {link.partition(":")[2] for link in links}
        words = page.locator("main").inner_text()
        assert not [n for n in NUMBERS if n not in found[name] and len(n) > 3 and n in words.replace(" ", "")], name

    for path in (*STATIC, "help/"):
        read(opened(path), path)
    reader = reads()
    for answer in STEPS:
        reader.page.goto(reader.page.url.partition("#")[0])
        reader.restart() if reader.place != VOICE else None
        come_to(reader, answer)
        reader.page.locator(".sos").wait_for()
        read(reader.page, answer)
        reader.page.evaluate("sessionStorage.clear()")
    assert all(numbers and numbers <= set(NUMBERS) for numbers in found.values()), found
    assert {"999", "111", "08001111", "85258", "116123"} <= found["self-harm"]
    assert {"999", "111", "08001111", "85258", "116123"} <= found["next-step/talk/"]
    assert {"999", "111", "08001111", "85258", "116123", "101"} <= found["next-step/listen/"]


@pytest.mark.parametrize("path", STATIC)
def test_the_pages_of_an_emergency_have_neutral_titles_and_nothing_beside_them(opened: Opened, path: str) -> None:
    page = opened(path, java_script_enabled=False)
    assert page.title() == "Back to Learning"
    for gone in ("nav", "footer", "aside", ".menu"):
        assert page.locator(gone).count() == 0
    assert page.locator("h1").count() == 1


# --- what the browser keeps ---


@pytest.fixture
def profile(playwright_type: BrowserType, tmp_path: Path) -> Iterator[tuple[Any, Path]]:
    """A Chromium with a history of its own, and the folder that it is kept in."""
    found = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    context = playwright_type.launch_persistent_context(
        tmp_path / "profile", executable_path=found, args=["--no-sandbox"], service_workers="block"
    )
    yield context, tmp_path / "profile"
    context.close()


@pytest.fixture
def playwright_type(chromium: Any) -> BrowserType:
    """How a Chromium is started."""
    kind: BrowserType = chromium.browser_type
    return kind


def test_the_history_of_chromium_tells_nothing_of_what_was_answered_searched_or_read(
    profile: tuple[Any, Path], served: str, rules: Any
) -> None:
    context, folder = profile
    page = context.pages[0]

    def tool(answer: str) -> Reader:
        page.goto("about:blank")
        page.goto(served + PATH)
        page.evaluate("sessionStorage.clear()")
        page.reload()
        reader = Reader(page, rules)
        reader.comes_to(VOICE)
        come_to(reader, answer)
        return reader

    for answer in STEPS:
        tool(answer).page.locator(".sos").wait_for()
    reader = tool("no worry")
    reader.leaves(SAFETY)
    reader.go_through("parent", "kent", ["health"], {"age-or-year": "up to year 10", "education-now": "none"})
    reader.box.locator("[data-go^='letter/']").first.click()
    page.locator(".letter").first.wait_for()
    page.goto(f"{served}search/")
    page.get_by_role("searchbox").fill("my son is suicidal")
    page.keyboard.press("Enter")
    page.locator("form.search [role=status]:not(:empty)").wait_for()
    start = walks.Place("health", 0, "safety", "danger")
    page.goto(f"{served}plain/{plain.START}")
    page.locator("a[data-concern=health]").click()
    expect(page).to_have_url(re.compile(f"{re.escape(start.page)}$"))
    page.locator("a[data-branch='self-harm']").click()
    page.locator(".sos").wait_for()
    page.goto("about:blank")
    context.close()

    with sqlite3.connect(folder / "Default" / "History") as kept:
        rows = kept.execute("select url, title from urls").fetchall()
    titles = {title for _, title in rows if title}
    addresses = [url.removeprefix(served) for url, _ in rows]
    assert titles == {TITLE, "Search - Back to Learning", "Back to Learning"}
    plain_pages = [url for url in addresses if url.startswith("plain/")]
    assert len(plain_pages) == 3
    assert {url for url in addresses if url not in plain_pages} <= {PATH, "search/", "about:blank"}
    telling = ("safety", "danger", "harm", "suicid", "health", "letter", "call", "#")
    assert not [url for url in addresses for word in telling if word in url]
