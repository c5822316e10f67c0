"""Leaving the tool quickly, and clearing the answers while Python works on one."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from pathway.tool.views import ASK, LEAVE, VOICE
from tests.browser.conftest import Open
from tests.browser.reader import PATH, READY
from tests.browser.test_tool_ways import DAYS, GIVEN, Held, go

SAFETY = f"{ASK}safety"


def weather(page: Page) -> None:
    """Nothing; "leave quickly" finds its page, and what was left behind at that moment is noted."""
    rain = "<title>Weather</title><p>Rain</p>"
    page.route(LEAVE, lambda route: route.fulfill(status=200, content_type="text/html", body=rain))
    page.add_init_script(
        "addEventListener('pagehide', () => {"
        "  localStorage.left = document.documentElement.childNodes.length + sessionStorage.length;"
        "})"
    )


def by_button(page: Page) -> None:
    """Nothing; presses the button that leaves."""
    page.get_by_role("button", name="Leave this page quickly").click()


def by_shift(page: Page) -> None:
    """Nothing; presses Shift three times."""
    for _ in range(3):
        page.keyboard.press("Shift")


def while_python_works(page: Page) -> None:
    """Nothing; answers and leaves before the answer's page is there."""
    page.evaluate(
        "document.querySelector('#tool [type=submit]').click(), document.querySelector('[data-leave-now]').click()"
    )


@pytest.mark.parametrize("leave", [by_button, by_shift, while_python_works])
def test_leaving_quickly_blanks_the_page_at_once_and_no_answer_comes_back(
    reads: Open, leave: Callable[[Page], None]
) -> None:
    reader = reads(weather, away=LEAVE)
    go(reader, SAFETY)
    reader.fill({"answer": ["no worry"]})
    page = reader.page
    leave(page)
    page.wait_for_url(LEAVE)
    page.go_back()
    reader.comes_to(VOICE)
    assert page.evaluate("localStorage.left") == "0"
    assert reader.form.locator("input:checked").count() == 0
    assert page.evaluate("sessionStorage.length") == 0
    page.go_forward()
    page.go_back()
    reader.comes_to(VOICE)


def test_shift_pressed_to_write_does_not_leave(reads: Open) -> None:
    reader = reads()
    go(reader, SAFETY)
    for _ in range(2):
        reader.page.keyboard.press("Shift")
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Shift+Tab")
    assert reader.place == SAFETY


def test_where_no_question_touches_on_harm_shift_does_nothing(reads: Open) -> None:
    reader = reads()
    by_shift(reader.page)
    assert reader.place == VOICE
    assert PATH in reader.page.url


def test_clearing_while_python_works_on_an_answer_clears_that_answer_too(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    reader.fill({"answer": ["16"]})
    reader.page.evaluate(
        "document.querySelector('#tool [type=submit]').click(), document.querySelector('[data-do=restart]').click()"
    )
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
