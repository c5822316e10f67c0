"""From the home page to a printed recommendation with Tab, Space, Enter and the arrows, and nothing else."""

from __future__ import annotations

from playwright.sync_api import expect

from pathway.tool.views import ANSWER, ASK
from tests.browser.conftest import Open
from tests.browser.reader import READY, Reader
from tests.browser.test_tool_ways import AGAIN, GIVEN, by_keyboard, tab_to
from tests.journeys import fields

PRINTED = "window.print = () => { document.documentElement.dataset.printed = 'yes'; };"


def test_the_keyboard_alone_leads_from_the_home_page_to_a_printed_recommendation(reads: Open) -> None:
    reader = reads(lambda page: page.add_init_script(PRINTED), path="")
    page = reader.page
    tab_to(page, "a.btn[href*='next-step']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/next-step/")
    while (place := reader.place) != ANSWER:
        name = place.removeprefix(ASK)
        own = {"answer": AGAIN[place]} if place in AGAIN else fields(reader.library.facts[name], given(name))
        by_keyboard(reader, own)
        seen(reader)
    tab_to(page, "#tool [data-do=print]")
    page.keyboard.press("Enter")
    expect(page.locator("html[data-printed=yes]")).to_have_count(1)
    assert page.pdf(format="A4").startswith(b"%PDF")


def given(name: str) -> str:
    """The answer to a fact."""
    return GIVEN.get(name, "not sure")


def seen(reader: Reader) -> None:
    """Nothing; the focus is on the title of what came."""
    expect(reader.box.locator("h1#title")).to_be_focused(timeout=READY)
