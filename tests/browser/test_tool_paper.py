"""The answer on paper: what stands there, on two sides, and the page unchanged after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from pathway.engine.model import Library
from pathway.words.places import ANSWER
from tests.browser.conftest import Open
from tests.browser.reader import Reader, link
from tests.browser.test_tool import EVERY
from tests.browser.test_tool_ways import GIVEN

Axe = Callable[[Page], list[str]]


@pytest.fixture
def reader(reads: Open) -> Reader:
    """A reader at the first question."""
    return reads()


def test_on_paper_stand_the_step_its_sources_the_dates_and_the_answers_and_no_buttons(reader: Reader) -> None:
    reader.go_through("parent", "worcestershire", ["health"], GIVEN)
    page = reader.page
    title, also = reader.titles()
    dates = [" ".join(b.split()) for b in reader.box.locator("ol.line b").all_text_contents()]
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = " ".join(page.evaluate("document.body.innerText").split())
    for words in (title, *also, *dates):
        assert words in shown
    for part in (".turns p", ".reasons li", ".sources li", "dl.answers dt", ".else details p"):
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
    reader = reads(path=link(child.voice, child.area, child.concerns, child.given))
    reader.comes_to(ANSWER)
    assert len(reader.steps()[1]) >= 6
    paper = reader.page.pdf(format="A4", prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 2


def test_printing_does_not_change_the_page(reader: Reader) -> None:
    reader.go_through("school", "england", ["health"], GIVEN)
    before = reader.box.inner_html()
    reader.page.pdf(format="A4")
    assert reader.box.inner_html() == before
