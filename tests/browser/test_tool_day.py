"""The tool in a browser whose clock is wrong: it asks for today's date, and counts from what the reader says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pathway.words.places import ANSWER, CHECK, DAY
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, READY, link, today
from tests.browser.test_explore import CHILD, EXPLORE, Explorer
from tests.browser.test_tool_ways import GIVEN, everything, go
from tests.journeys import TODAY, fields

Axe = Callable[[Page], list[str]]
NOW = {"day": ["23"], "month": ["11"], "year": ["2026"]}


@pytest.mark.parametrize("clock", ["1970-01-01", "2014-01-01", "2099-06-30"])
def test_a_wrong_clock_is_asked_about_and_the_answer_counts_from_what_the_reader_says(
    reads: Open, axe: Axe, clock: str
) -> None:
    reader = reads(lambda page: today(page, clock))
    go(reader, DAY)
    expect(reader.box.locator("h1")).to_have_text("What is today's date?")
    assert reader.focus() == "title"
    assert axe(reader.page) == []
    reader.fill({"day": ["1"], "month": ["1"], "year": ["1970"]})
    reader.continue_()
    reader.problem.wait_for()
    reader.submit(NOW)
    go(reader)
    assert reader.child().on == TODAY
    assert reader.titles()[0] == reader.recommended().next.step.title["parent"]  # type: ignore[union-attr]
    reader.page.reload()
    expect(reader.page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    reader.comes_to(ANSWER)
    assert reader.child().on == TODAY
    expect(reader.box).to_contain_text("Worked out for 23 November 2026")
    reader.box.locator(f"[data-go={DAY}]").click()
    reader.comes_to(DAY)
    reader.submit({**NOW, "day": ["24"]})
    expect(reader.box).to_contain_text("Worked out for 24 November 2026")


def test_a_link_opened_under_a_wrong_clock_asks_for_the_date_and_then_opens(reads: Open, served: str) -> None:
    path = link("parent", "worcestershire", ["health"], everything())
    reader = reads(lambda page: today(page, "2000-01-01"), path)
    reader.comes_to(DAY)
    assert reader.page.url == served + PATH
    reader.submit(NOW)
    reader.comes_to(ANSWER)
    assert reader.child().given == everything()
    assert reader.child().on == TODAY


def test_in_danger_no_date_is_asked_for(reads: Open) -> None:
    reader = reads(lambda page: today(page, "1970-01-01"))
    reader.start("parent", "kent")
    reader.submit(fields(reader.library.facts["safety"], "in danger"))
    expect(reader.page.locator("#tool, main").get_by_text("999").first).to_be_visible()
    assert reader.page.locator(f"form[data-form={DAY}]").count() == 0


def test_what_is_taken_away_before_the_date_is_known_asks_for_it_first(reads: Open) -> None:
    reader = reads(lambda page: today(page, "1970-01-01"))
    reader.go_through("parent", "worcestershire", ["health"], GIVEN, "ask/health-days-missed")
    reader.box.get_by_role("link", name="Check your answers").click()
    reader.comes_to(CHECK)
    reader.box.get_by_role("button", name="Save these answers to a file").click()
    reader.comes_to(DAY)
    assert reader.focus() == "title"
    reader.submit(NOW)
    assert reader.child().on == TODAY


def test_explore_asks_for_the_day_under_a_wrong_clock(opened: Opened, reads: Open) -> None:
    rules = reads().library
    page = opened(EXPLORE, prepare=lambda page: today(page, "2014-01-01"))
    explorer = Explorer(page, rules)
    explorer.give(CHILD)
    expect(explorer.field("on")).to_have_attribute("aria-invalid", "true")
    expect(explorer.advice.locator(".steps")).to_have_count(0)
    explorer.set("on", "23 11 2026")
    explorer.shows(CHILD)
