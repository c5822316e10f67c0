"""Leaving the tool quickly, and clearing the answers while Python works on one."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from pathway.tool.emergency import LEAVE
from pathway.words.places import ASK, CHECK, VOICE
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, READY, Reader
from tests.browser.test_tool_ways import DAYS, GIVEN, Held, go

SAFETY = f"{ASK}safety"


def weather(page: Page) -> None:
    """Nothing; "leave quickly" finds its page, and what was left behind at that moment is noted."""
    rain = "<title>Weather</title><p>Rain</p>"
    page.route(LEAVE, lambda route: route.fulfill(status=200, content_type="text/html", body=rain))
    page.add_init_script(
        "addEventListener('pagehide', () => {"
        "  if (location.protocol !== 'about:')"
        "    localStorage.left = document.documentElement.childNodes.length + sessionStorage.length;"
        "})"
    )


def by_link(page: Page) -> None:
    """Nothing; presses the link that leaves."""
    page.get_by_role("link", name="Leave this page quickly").click()


def by_shift(page: Page) -> None:
    """Nothing; presses Shift three times."""
    for _ in range(3):
        page.keyboard.press("Shift")


def while_python_works(page: Page) -> None:
    """Nothing; answers and leaves before the answer's page is there."""
    page.evaluate(
        "document.querySelector('#tool [type=submit]').click(), document.querySelector('[data-leave-now]').click()"
    )


def at_safety(reader: Reader) -> None:
    """Nothing; stands at the question about danger, with an answer half given."""
    go(reader, SAFETY)
    reader.fill({"answer": ["no worry"]})


def in_danger(reader: Reader) -> None:
    """Nothing; reads whom to call."""
    go(reader, SAFETY)
    reader.fill({"answer": ["in danger"]})
    reader.continue_()
    reader.page.locator(".sos").wait_for()


def at_the_answer(reader: Reader) -> None:
    """Nothing; reads the recommendation."""
    go(reader)


def at_all_answers(reader: Reader) -> None:
    """Nothing; reads every answer on one page."""
    go(reader)
    reader.box.locator("details:has(dl.answers) > summary").click()
    reader.box.get_by_role("link", name="Check all your answers").click()
    reader.comes_to(CHECK)


def at_a_letter(reader: Reader) -> None:
    """Nothing; reads a letter."""
    go(reader)
    reader.box.locator("[data-go^='letter/']").first.click()
    reader.page.locator(".letter").first.wait_for()


def after_a_reload(reader: Reader) -> None:
    """Nothing; has read the recommendation, and the page was loaded again on the way."""
    go(reader, DAYS)
    reader.page.reload()
    reader.comes_to(DAYS)
    reader.asked.clear()
    go(reader)


@pytest.mark.parametrize("leave", [by_link, by_shift, while_python_works])
@pytest.mark.parametrize("where", [at_safety, in_danger, at_the_answer, at_all_answers, at_a_letter, after_a_reload])
def test_leaving_blanks_the_page_at_once_and_one_press_of_back_shows_nothing_of_the_tool(
    reads: Open, where: Callable[[Reader], None], leave: Callable[[Page], None]
) -> None:
    if leave is while_python_works and where is not at_safety:
        pytest.skip("only a form has an answer to be worked on")
    reader = reads(weather, path="parents/", away=LEAVE)
    page = reader.page
    page.goto(page.url.replace("parents/", PATH))
    where(reader)
    leave(page)
    page.wait_for_url(LEAVE)
    page.go_back()
    page.wait_for_url("**/parents/")
    assert page.evaluate("localStorage.left") == "0"
    # Further on, the tool is there again, and knows nothing.
    page.goto(page.url.replace("parents/", PATH))
    reader.comes_to(VOICE)
    assert reader.form.locator("input:checked").count() == 0
    assert page.evaluate("sessionStorage.length") == 0


def test_from_a_tool_that_was_opened_first_of_all_back_leads_nowhere_after_leaving(reads: Open) -> None:
    reader = reads(weather, away=LEAVE)
    in_danger(reader)
    by_link(reader.page)
    reader.page.wait_for_url(LEAVE)
    reader.page.go_back()
    assert "#tool" not in reader.page.content()


def test_shift_pressed_to_write_does_not_leave(reads: Open) -> None:
    reader = reads()
    go(reader, SAFETY)
    for _ in range(2):
        reader.page.keyboard.press("Shift")
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Shift+Tab")
    assert reader.place == SAFETY


def test_explore_can_be_left_and_clears_the_answers_of_this_tab(reads: Open) -> None:
    reader = reads(weather, away=LEAVE)
    go(reader, DAYS)
    page = reader.page
    page.goto(page.url.partition(PATH)[0] + "tool/explore/")
    by_shift(page)
    page.wait_for_url(LEAVE)
    assert page.evaluate("document.title") == "Weather"
    page.go_back()
    assert page.evaluate("localStorage.left") == "0"


@pytest.mark.parametrize("path", ["plain/index.html", "next-step/now/", "next-step/talk/", PATH, "tool/explore/"])
def test_without_a_script_the_way_out_is_a_link_that_moves_the_whole_window(opened: Opened, path: str) -> None:
    page = opened(path, java_script_enabled=False)
    link = page.get_by_role("link", name="Leave this page")
    assert link.get_attribute("href") == LEAVE
    assert link.get_attribute("rel") == "noreferrer"
    assert link.get_attribute("target") == "_top"
    assert link.is_visible()


def test_clearing_while_python_works_on_an_answer_clears_that_answer_too(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    reader.fill({"answer": ["16"]})
    clear = "document.querySelector('[data-do=restart]').click()"
    yes = "document.querySelector('.sure .btn').click()"
    reader.page.evaluate(f"document.querySelector('#tool [type=submit]').click(), {clear}, {yes}")
    reader.comes_to(VOICE)
    expect(reader.box).not_to_have_attribute("aria-busy", "true")
    assert reader.page.evaluate("sessionStorage.length") == 0
    reader.page.go_back()
    reader.comes_to(VOICE)
    assert reader.form.locator("input:checked").count() == 0


def test_a_saved_file_waits_for_python(reads: Open) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    kept = {"voice": "school", "area": "england", "concerns": ["health"], **GIVEN}
    reader.box.get_by_text("Open answers that you saved before").click()
    content = json.dumps(kept).encode()
    reader.page.locator("#saved").set_input_files(FilePayload(name="a.json", mimeType="text/plain", buffer=content))
    held[0].let_go()
    reader.leaves(VOICE)
    reader.page.wait_for_load_state(timeout=READY)
    assert reader.child().given.items() <= GIVEN.items()
