"""Clearing the answers: asked first where there are many, without Python too, and in other tabs that have the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pathway.tool.emergency import LEAVE
from pathway.words.places import ANSWER, ASK, CHECK, VOICE
from tests.browser.conftest import Open
from tests.browser.reader import READY, Reader
from tests.browser.test_tool_broken import limits
from tests.browser.test_tool_leave import weather
from tests.browser.test_tool_ways import DAYS, Held, answered, go

Axe = Callable[[Page], list[str]]
CLEAR, YES, NO = "Clear my answers", "Yes, clear them", "No, keep them"


def press(reader: Reader, name: str) -> None:
    """Nothing; presses this button."""
    reader.page.get_by_role("button", name=name).click()


def empty(reader: Reader) -> None:
    """Nothing, once the first page is there without any answer."""
    reader.comes_to(VOICE)
    assert reader.form.locator("input:checked").count() == 0
    assert reader.page.evaluate("sessionStorage.length") == 0


def second(reader: Reader) -> Reader:
    """The same reader in a duplicate of this tab, with a copy of its answers and of the state in its history."""
    with reader.page.expect_popup() as opened:
        reader.page.evaluate("void open(location.href)")
    other = Reader(opened.value, reader.library)
    other.page.set_default_timeout(READY)
    other.page.evaluate("history.replaceState(opener.history.state, '')")
    other.page.reload()
    return other


@pytest.mark.parametrize("place", [DAYS, CHECK, ANSWER])
def test_more_than_three_answers_are_cleared_only_after_a_yes(reads: Open, axe: Axe, place: str) -> None:
    reader = answered(reads)
    page = reader.page
    if place == CHECK:
        page.locator("#notes a").click()
        reader.comes_to(CHECK)
    if place == DAYS:
        reader.box.locator("details:has(dl.answers) > summary").click()
        reader.box.locator(f"a[data-go='{DAYS}']").click()
        reader.comes_to(DAYS)
    before = page.evaluate("history.length"), reader.kept()
    count = len(before[1][0]["answers"])
    press(reader, CLEAR)
    question = page.get_by_role("group", name=f"Clear all {count} answers?")
    expect(question).to_be_visible()
    assert reader.focus() == "sure"
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(page.get_by_role("button", name=CLEAR)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=YES)).to_be_focused()
    press(reader, NO)
    expect(page.get_by_role("button", name=CLEAR)).to_be_focused()
    assert (page.evaluate("history.length"), reader.kept()) == before
    press(reader, CLEAR)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    empty(reader)
    assert reader.focus() == "title"
    assert page.evaluate("history.length") == before[0]


def test_three_answers_are_cleared_at_once(reads: Open) -> None:
    reader = reads()
    go(reader, f"{ASK}age-or-year")
    assert len(reader.kept()[0]["answers"]) == 3
    press(reader, CLEAR)
    empty(reader)


def test_it_is_asked_before_python_is_there_too(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    held = Held(reader.page)
    reader.page.reload()
    press(reader, CLEAR)
    press(reader, NO)
    assert reader.kept()
    press(reader, CLEAR)
    press(reader, YES)
    empty(reader)
    held.let_go()
    expect(reader.page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    empty(reader)


def test_it_is_asked_where_python_cannot_go_on(reads: Open) -> None:
    reader = reads(limits(slow=1000))
    go(reader, DAYS)
    reader.page.evaluate("Worker.prototype.postMessage = () => {}")
    reader.fill({"answer": ["16"]})
    reader.continue_()
    expect(reader.box.locator("a.btn[href$='plain/index.html']")).to_be_visible(timeout=READY)
    press(reader, CLEAR)
    press(reader, NO)
    assert reader.kept()
    press(reader, CLEAR)
    press(reader, YES)
    empty(reader)


def test_clearing_clears_a_tab_that_was_opened_from_this_one(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    other = second(reader)
    other.comes_to(DAYS)
    assert other.kept() == reader.kept()
    expect(other.page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    reader.restart()
    empty(other)
    expect(other.page.locator("#tool-live")).to_contain_text("cleared")
    other.page.go_back() if other.page.evaluate("history.length") > 1 else None
    other.page.reload()
    empty(other)
    other.submit({"answer": ["school"]})
    assert len(other.kept()) == 1
    assert not reader.kept()


def test_clearing_leaves_a_tab_alone_that_has_other_answers(reads: Open) -> None:
    reader = reads()
    go(reader, f"{ASK}safety")
    other = second(reader)
    other.comes_to(f"{ASK}safety")
    other.restart()
    empty(reader)
    other.start("school", "england")
    reader.start("parent", "kent")
    kept = other.kept()
    reader.restart()
    assert other.kept() == kept
    assert other.place == f"{ASK}safety"


def test_leaving_quickly_clears_the_other_tab_too(reads: Open) -> None:
    reader = reads(weather, away=LEAVE)
    go(reader, f"{ASK}safety")
    other = second(reader)
    other.comes_to(f"{ASK}safety")
    reader.page.get_by_role("link", name="Leave this page quickly").click()
    reader.page.wait_for_url(LEAVE)
    empty(other)


def test_without_a_way_to_other_tabs_clearing_works_as_ever(reads: Open) -> None:
    reader = reads(lambda page: page.add_init_script("delete self.BroadcastChannel"))
    go(reader, DAYS)
    reader.restart()
    empty(reader)
