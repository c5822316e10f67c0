"""The answer of a parent on a phone: what stands on the first screen, how long it is, what its buttons do."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pathway.words.places import ANSWER, LETTER
from tests.browser.conftest import Open
from tests.browser.reader import Reader, link
from tests.browser.test_tool import EVERY

PHONE = {"width": 375, "height": 812}
SCREENS = 7
"""Screens of a phone that the longest of these answers may take with nothing opened, the site's footer among them."""
FAMILIES = (
    "a-note-for-every-headache", "fifteen-days-first-they-said", "suspended-twice-with-a-plan-in-another-county",
    "story-half-days-with-a-plan-in-kent", "fear-that-has-become-illness", "a-fine-comes-while-she-is-ill",
    "did-my-email-take-her-out", "named-in-the-plan-and-turned-away", "story-the-ombudsman-found-for-us",
)  # fmt: skip


def opened(reads: Open, case: str) -> Reader:
    """A parent on a phone who has answered as a worked case says."""
    child = EVERY[case]
    reader = reads(path=link("parent", child.area, child.concerns, child.given), **PHONE)
    reader.comes_to(ANSWER)
    return reader


def bottom(reader: Reader, part: str) -> float:
    return float(reader.box.locator(part).first.evaluate("e => e.getBoundingClientRect().bottom + scrollY"))


@pytest.mark.parametrize("case", FAMILIES)
def test_what_to_do_its_button_and_the_day_of_the_answer_stand_on_the_first_screen(reads: Open, case: str) -> None:
    reader = opened(reads, case)
    for part in ("h1", ".you .day", ".you .btn", ".turns > li:nth-child(2) .day"):
        assert bottom(reader, part) <= 812, part
    page = reader.page
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * 812
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_button_of_a_step_with_a_letter_opens_it_and_the_way_back_returns(reads: Open) -> None:
    reader = opened(reads, "a-fine-comes-while-she-is-ill")
    button = reader.box.locator(".you .btn")
    assert str(button.get_attribute("data-go")).startswith(LETTER)
    button.click()
    expect(reader.box.locator("section.letter").first).to_be_visible()
    reader.page.go_back()
    reader.comes_to(ANSWER)


def test_the_button_of_a_step_that_is_spoken_leads_to_the_words(reads: Open) -> None:
    reader = opened(reads, "suspended-twice-with-a-plan-in-another-county")
    reader.box.locator(".you .btn").click()
    expect(reader.box.locator("#say")).to_be_focused()
    expect(reader.box.locator("#say + ol li").first).to_be_in_viewport()


def test_what_can_wait_is_folded_and_opens(reads: Open) -> None:
    reader = opened(reads, "suspended-twice-with-a-plan-in-another-county")
    dates = reader.box.locator("ol.line li").first
    expect(dates).not_to_be_visible()
    reader.box.get_by_text("Later:").click()
    expect(dates).to_be_visible()
