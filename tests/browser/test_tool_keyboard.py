"""From the home page to a printed recommendation with Tab, Space, Enter and the arrows, and nothing else."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from pathway.words.places import ANSWER, ASK
from tests.browser.conftest import Open
from tests.browser.reader import READY, Reader
from tests.browser.test_tool_ways import AGAIN, GIVEN
from tests.journeys import fields

PRINTED = "window.print = () => { document.documentElement.dataset.printed = 'yes'; };"


def tab_to(page: Page, selector: str) -> None:
    """Nothing; presses Tab until what the selector names has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the Tab key does not come to {selector}")


def by_keyboard(reader: Reader, values: dict[str, list[str]]) -> None:
    """Nothing; fills the form in and sends it with Tab, Space, arrows and Enter."""
    page = reader.page
    place = reader.place
    types = dict(reader.form.evaluate("f => Array.from(f.elements, (e) => [e.name, e.type])"))
    for name, wanted in values.items():
        for value in filter(None, wanted):
            if types[name] == "radio":
                tab_to(page, "#tool input[type=radio]")
                page.keyboard.press("Space")
                for _ in range(12):
                    if page.evaluate("document.activeElement.value") == value:
                        break
                    page.keyboard.press("ArrowDown")
                assert page.evaluate("document.activeElement.checked && document.activeElement.value") == value
            elif types[name] == "checkbox":
                tab_to(page, f'#tool input[name="{name}"][value="{value}"]')
                page.keyboard.press("Space")
            else:
                tab_to(page, f'#tool input[name="{name}"]')
                page.keyboard.type(value)
    tab_to(page, "#tool [type=submit]")
    page.keyboard.press("Enter")
    reader.leaves(place)


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


def test_the_keyboard_alone_leads_to_an_answer_and_the_focus_is_always_somewhere(reads: Open) -> None:
    reader = reads()
    while (place := reader.place) != ANSWER:
        if place in AGAIN:
            by_keyboard(reader, {"answer": AGAIN[place]})
        else:
            name = place.removeprefix(ASK)
            by_keyboard(reader, fields(reader.library.facts[name], GIVEN.get(name, "not sure")))
        assert reader.focus() == "title"
    tab_to(reader.page, "#tool summary")
    reader.page.keyboard.press("Enter")
    expect(reader.box.locator("details[open]")).to_have_count(1)


def test_the_keyboard_comes_from_the_error_to_the_field(reads: Open) -> None:
    reader = reads()
    reader.continue_()
    reader.problem.wait_for()
    assert reader.focus() == "problem"
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    assert reader.focus() == "field"


def test_what_is_wrong_with_an_answer_stays_said_when_python_comes_to_the_same_page(reads: Open) -> None:
    reader = reads()
    reader.fill({"answer": ["parent"]})
    reader.page.evaluate("for (const _ of [1, 2]) document.querySelector('#tool form').requestSubmit()")
    reader.problem.wait_for()
    reader.heard()
    reader.page.wait_for_function("!document.querySelector('#tool').ariaBusy && sessionStorage.length > 0")
    assert reader.problem.is_visible()
    assert reader.page.title().startswith("Error")
