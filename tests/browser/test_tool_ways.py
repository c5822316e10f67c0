"""The tool's page when things go another way: before Python is there, back, forward, again, in two tabs."""

from __future__ import annotations

import json
from functools import lru_cache
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from pathway.words.places import ANSWER, AREA, ASK, CONCERNS, VOICE
from tests.browser.conftest import Open
from tests.browser.reader import PATH, READY, TITLE, Reader, link
from tests.journeys import Journey, fields, library

RUNTIME = "**/*.wasm"
SAFETY = f"{ASK}safety"
GIVEN = {
    "safety": "no worry",
    "lives-in": "england",
    "age-or-year": "up to year 10",
    "health-days-missed": "16",
    "education-now": "none",
    "council-decision": "waiting",
    "council-asked-on": "2026-10-05",
}
DAYS = f"{ASK}health-days-missed"
AGAIN = {VOICE: ["parent"], AREA: ["worcestershire"], CONCERNS: ["health"]}


def go(reader: Reader, to: str = ANSWER) -> None:
    """Nothing; the reader answers as GIVEN says, up to the page `to`."""
    reader.go_through("parent", "worcestershire", ["health"], GIVEN, to)


@lru_cache(maxsize=1)
def everything() -> dict[str, str]:
    """GIVEN, and not sure for all else that is asked."""
    journey = Journey(library())
    journey.start("parent", "worcestershire")
    journey.go_through(["health"], GIVEN)
    return dict(json.loads(journey.state)["given"])


def answered(reads: Open, **options: object) -> Reader:
    """A reader at the recommendation for GIVEN, who came there by a link with all the answers."""
    reader = reads(path=link("parent", "worcestershire", ["health"], everything()), **options)
    reader.comes_to(ANSWER)
    return reader


class Held:
    """Requests that get no answer until they are let go."""

    def __init__(self, page: Page) -> None:
        self.routes: list[Route] = []
        self.holds = True
        page.route(RUNTIME, lambda route: self.routes.append(route) if self.holds else route.continue_())

    def let_go(self) -> None:
        """Nothing; all of them go on, and none is held any more."""
        self.holds = False
        for route in self.routes:
            route.continue_()


# --- before Python is there ---


def test_the_first_question_can_be_answered_before_python_is_there_and_nothing_is_lost(reads: Open) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    for place, answer in ((VOICE, "school"), (AREA, "worcestershire")):
        assert reader.place == place
        reader.submit({"answer": [answer]})
        assert reader.focus() == "title"
    reader.fill({"answer": ["no worry"]})
    reader.continue_()
    progress = reader.page.locator("#tool-progress")
    expect(progress.locator("progress")).to_be_in_viewport()
    expect(progress.locator("a[href$='plain/index.html']")).to_be_visible()
    expect(reader.page.locator("#tool-live")).not_to_be_empty()
    assert reader.place == SAFETY
    held[0].let_go()
    reader.leaves(SAFETY)
    expect(progress).to_be_hidden()
    assert reader.focus() == "title"
    assert (reader.child().voice, reader.child().area) == ("school", "worcestershire")
    reader.box.get_by_role("link", name="Back").click()
    reader.comes_to(SAFETY)
    expect(reader.form.locator("[value='no worry']")).to_be_checked()


def test_going_back_among_the_first_pages_needs_no_python_either(reads: Open) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    reader.submit({"answer": ["school"]})
    reader.submit({"answer": ["worcestershire"]})
    for place in (AREA, VOICE):
        reader.page.go_back()
        reader.comes_to(place)
    reader.submit({"answer": ["parent"]})
    assert "your child" in reader.box.inner_text()
    held[0].let_go()
    reader.submit({"answer": ["kent"]})
    reader.submit({"answer": ["no worry"]})
    assert (reader.child().voice, reader.child().area) == ("parent", "kent")


@pytest.mark.parametrize("wrong", [VOICE, AREA, SAFETY])
def test_nothing_chosen_is_told_before_python_is_there_too(reads: Open, wrong: str) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    for place, answer in ((VOICE, "school"), (AREA, "worcestershire"), (SAFETY, "")):
        if place == wrong:
            break
        reader.submit({"answer": [answer]})
    reader.continue_()
    reader.problem.wait_for()
    assert reader.focus() == "problem"
    assert reader.page.title() == f"Error: {TITLE}"
    assert reader.place == wrong
    reader.problem.get_by_role("link").click()
    assert reader.focus() == "field"


def test_an_answer_that_waits_for_python_is_kept_over_a_reload(reads: Open) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    reader.fill({"answer": ["agency"]})
    reader.continue_()
    held[0].routes.clear()
    reader.page.reload()
    held[0].let_go()
    reader.comes_to(AREA)
    reader.heard()
    assert reader.kept()[0]["answers"]


def test_while_python_starts_nothing_moves_and_what_is_chosen_stays(reads: Open) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    reader.fill({"answer": ["agency"]})
    first = reader.form.locator("[type=submit]").bounding_box()
    held[0].let_go()
    expect(reader.page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    assert reader.form.locator("[type=submit]").bounding_box() == first
    expect(reader.form.locator("[value=agency]")).to_be_checked()


# --- back, forward, reload, tabs, clearing ---


def test_a_reload_shows_the_same_page_at_once_and_goes_on_with_the_same_answers(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    held = Held(reader.page)
    reader.page.reload()
    assert reader.place == DAYS
    reader.fill({"answer": ["12"]})
    held.let_go()
    expect(reader.page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    expect(reader.form.locator("#field")).to_have_value("12")
    reader.asked.clear()
    go(reader)
    assert reader.asked[0] == DAYS


def test_back_and_forward_of_the_browser_go_question_by_question(reads: Open) -> None:
    reader = reads()
    go(reader)
    way = [*reader.asked, ANSWER]
    for place in reversed(way[:-1]):
        reader.page.go_back()
        reader.comes_to(place)
        assert reader.focus() == "title"
        assert reader.page.title() == TITLE
        filled = reader.form.locator("input:checked, input[type=text]:not([value=''])")
        assert filled.count() > 0, place
    for place in way[1:]:
        reader.page.go_forward()
        reader.comes_to(place)
    assert urlsplit(reader.page.url).fragment == ""


def test_two_steps_back_at_once_end_at_the_right_question(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    reader.page.evaluate("history.back(); history.back()")
    reader.comes_to(reader.asked[-2])


def test_coming_back_from_another_page_of_the_site_finds_the_place(reads: Open) -> None:
    reader = reads()
    go(reader)
    title = reader.titles()
    reader.box.get_by_role("link", name="Read more about this").first.click()
    reader.page.wait_for_url("**/protocol/**" if "/protocol/" in reader.page.url else lambda url: PATH not in url)
    reader.page.go_back()
    reader.comes_to(ANSWER)
    assert reader.titles() == title
    reader.page.evaluate("history.go(-2)")
    reader.comes_to(reader.asked[-2])


def test_changing_an_answer_shows_it_and_leads_to_the_answer_again(reads: Open) -> None:
    reader = reads()
    go(reader)
    reader.box.locator("details:has(dl.answers) > summary").click()
    reader.box.locator(f"a[data-go='{DAYS}']").click()
    reader.comes_to(DAYS)
    expect(reader.form.locator("#field")).to_have_value("16")
    reader.submit({"answer": ["17"]})
    reader.comes_to(ANSWER)
    assert reader.kept()[0]["state"].count('"17"') == 1


def test_where_answers_are_missing_the_place_of_the_answer_leads_to_the_next_question_and_out_again(
    reads: Open,
) -> None:
    reader = reads()
    go(reader)
    reader.box.locator("details:has(dl.answers) > summary").click()
    reader.box.locator(f"a[data-go={CONCERNS}]").click()
    reader.comes_to(CONCERNS)
    reader.submit({"answer": ["said-no"]})
    asked = reader.place
    assert asked.startswith(ASK)
    reader.page.go_back()
    reader.comes_to(CONCERNS)
    reader.page.go_back()
    reader.comes_to(asked)
    reader.box.get_by_role("link", name="Back").click()
    reader.leaves(asked)


def test_two_tabs_do_not_mix(reads: Open) -> None:
    one = reads()
    one.start("parent", "worcestershire")
    other = Reader(one.page.context.new_page(), one.library)
    other.page.set_default_timeout(READY)
    other.page.goto(one.page.url)
    other.start("school", "england")
    for reader, voice in ((one, "parent"), (other, "school")):
        reader.page.reload()
        reader.submit(fields(reader.library.facts[reader.place.removeprefix(ASK)], "no worry"))
        assert len(reader.kept()) == 1
        assert f'"voice":"{voice}"' in reader.kept()[0]["state"]


def test_clearing_leaves_nothing_behind_and_the_history_leads_nowhere(reads: Open) -> None:
    reader = reads()
    go(reader)
    reader.restart()
    assert reader.page.evaluate("sessionStorage.length") == 0
    assert reader.focus() == "title"
    for _ in range(4):
        reader.page.go_back()
        reader.comes_to(VOICE)
        assert reader.form.locator("input:checked").count() == 0
    reader.page.reload()
    reader.submit({"answer": ["school"]})
    reader.comes_to(AREA)


def test_clearing_works_before_python_is_there(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    Held(reader.page)
    reader.page.reload()
    reader.restart()
    assert reader.page.evaluate("sessionStorage.length") == 0
    assert reader.form.locator("input:checked").count() == 0


def test_a_page_that_the_browser_kept_whole_is_not_shown_after_its_answers_were_cleared(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    with reader.page.expect_navigation():
        reader.page.evaluate(
            "sessionStorage.clear(); dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        )
    assert reader.place == VOICE


def test_the_link_past_the_header_does_not_lose_the_answers(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    reader.page.locator("a.skip").focus()
    reader.page.keyboard.press("Enter")
    reader.page.reload()
    reader.comes_to(DAYS)
