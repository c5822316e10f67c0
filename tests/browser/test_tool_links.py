"""Links with answers, good and hostile, what leaves the page, and entries that are no answer."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from pathway.engine import answers
from pathway.engine.advice import ask
from pathway.engine.model import Library
from pathway.tool.views import share_link
from pathway.words.places import ANSWER, AREA, ASK, CHECK, CONCERNS, VOICE
from tests.browser.conftest import Open
from tests.browser.reader import PATH, READY
from tests.browser.test_tool_ways import DAYS, Held, answered, everything, go
from tests.journeys import TODAY, fields

Axe = Callable[[Page], list[str]]


def test_a_share_link_opens_the_same_answer_and_is_taken_out_of_the_address_bar(reads: Open, served: str) -> None:
    reader = reads()
    go(reader)
    link = reader.box.locator("a[href^='#v=']").get_attribute("href")
    assert link
    other = reads(path=PATH + link)
    other.comes_to(ANSWER)
    assert other.page.url == served + PATH
    assert other.titles() == reader.titles()
    assert "v=1" not in other.page.evaluate("JSON.stringify(history.state)")
    other.page.reload()
    other.comes_to(ANSWER)


def test_a_link_waits_for_python_without_showing_in_the_address_bar(reads: Open, served: str) -> None:
    held: list[Held] = []
    link = "#v=1&voice=school&area=england"
    reader = reads(lambda page: held.append(Held(page)), PATH + link)
    assert reader.page.url == served + PATH
    held[0].let_go()
    reader.leaves(VOICE)
    assert '"voice":"school"' in reader.kept()[0]["state"]


def test_the_link_is_copied_and_never_followed(reads: Open, served: str) -> None:
    reader = reads(permissions=["clipboard-read", "clipboard-write"])
    go(reader)
    link = reader.box.locator("a[href^='#v=']")
    address = link.evaluate("e => e.href")
    reader.box.locator(".tool-keep summary").click()
    link.click()
    expect(reader.page.locator("#tool-live")).not_to_be_empty()
    assert reader.page.evaluate("navigator.clipboard.readText()") == address
    assert reader.page.url == served + PATH


def test_where_nothing_can_be_copied_the_link_is_shown(reads: Open, served: str) -> None:
    reader = reads(lambda page: page.add_init_script("delete Navigator.prototype.clipboard"))
    go(reader)
    reader.box.locator(".tool-keep summary").click()
    reader.box.locator("a[href^='#v=']").click()
    expect(reader.box.locator(".tool-keep textarea")).to_be_focused()
    assert served in reader.box.locator(".tool-keep textarea").input_value()


MANGLED = {
    "its first letter large": lambda text: text.replace("v=1", "V=1"),
    "encoded as a whole": lambda text: quote(text, safe=""),
    "encoded as a whole, twice": lambda text: quote(quote(text, safe=""), safe=""),
    "written as HTML": lambda text: text.replace("&", "&amp;"),
    "its version last": lambda text: text.replace("v=1&", "") + "&v=1",
    "with a plus for a space": lambda text: text.replace("%20", "+"),
    "with a full stop": lambda text: text + ".",
    "in quotation marks": lambda text: text + "”",
    "watched by Outlook": lambda text: text + "&data=05%7C02%7Cx&sdata=a%2Fb%3D&reserved=0",
}


@pytest.mark.parametrize("how", MANGLED)
def test_a_link_that_a_mail_program_wrote_in_another_way_opens_the_same_answer_and_leaves_the_address_bar(
    reads: Open, served: str, rules: Library, how: str
) -> None:
    child, _ = answers.read(rules, on=TODAY, voice="parent", area="kent", concerns=["health"], given=everything())
    assert child
    text = share_link(ask(rules, child, final=True))
    reader = reads(path=f"{PATH}#{MANGLED[how](text)}")
    assert reader.page.url == served + PATH
    reader.comes_to(ANSWER)
    assert reader.child() == child
    assert reader.page.locator("#notes").count() == (how == "watched by Outlook")
    # The same in a tab where the tool is open already: the reader puts the link into the address bar.
    reader.restart()
    reader.page.evaluate("link => { location.hash = link; }", MANGLED[how](text))
    reader.comes_to(ANSWER)
    assert reader.page.url == served + PATH
    assert reader.child() == child


def test_a_cut_link_says_so_and_leads_over_all_answers(reads: Open, served: str) -> None:
    reader = reads()
    go(reader)
    link = reader.box.locator("a[href^='#v=']").get_attribute("href")
    assert link
    other = reads(path=PATH + link[:-1])
    other.problem.wait_for(timeout=READY)
    assert other.page.url == served + PATH
    assert "lost its end" in other.problem.inner_text()
    other.continue_()
    other.leaves(VOICE)
    while (place := other.place) != CHECK:
        other.submit(fields(other.library.facts[place.removeprefix(ASK)], "not sure"))
    assert other.focus() == "title"


def test_an_old_link_opens_with_one_line_that_a_screen_reader_hears_too(reads: Open, axe: Axe) -> None:
    reader = answered(reads)
    expect(reader.page.locator("#notes")).to_contain_text("may have lost its end")
    expect(reader.page.locator("#tool-live")).to_contain_text("may have lost its end")
    assert axe(reader.page) == []
    reader.page.locator("#notes a").click()
    reader.comes_to(CHECK)
    expect(reader.page.locator("#notes")).to_have_count(0)


def test_an_anchor_of_the_page_is_no_link(reads: Open, served: str) -> None:
    reader = reads(path=f"{PATH}#title")
    reader.submit({"answer": ["school"]})
    reader.comes_to(AREA)
    reader.page.evaluate("location.hash = '#page=2'")
    assert reader.page.url.endswith("#page=2")
    assert reader.place == AREA


def test_a_hostile_link_gets_a_message_and_what_is_good_in_it_is_kept(reads: Open) -> None:
    reader = reads(path=f"{PATH}#v=1&voice=parent&area=worcestershire&health-days-missed=%3Cscript%3E&no-such=1")
    reader.problem.wait_for()
    assert reader.focus() == "problem"
    assert reader.place == VOICE
    expect(reader.form.locator("[value=parent]")).to_be_checked()
    assert '"area":"worcestershire"' in reader.kept()[0]["state"]


def test_neither_the_address_nor_the_history_ever_holds_an_answer(reads: Open, served: str) -> None:
    reader = reads()
    own = {VOICE: ["parent"], AREA: ["worcestershire"], CONCERNS: ["health"]}
    while (place := reader.place) != ANSWER:
        name = place.removeprefix(ASK)
        answer = "no worry" if name == "safety" else "not sure"
        reader.submit({"answer": own[place]} if place in own else fields(reader.library.facts[name], answer))
        assert reader.page.url == served + PATH
        state = reader.page.evaluate("history.state")
        assert set(state) == {"journey", "place", "depth"}
        assert state["place"] == reader.place


def test_after_python_is_there_nothing_is_asked_of_any_server(reads: Open) -> None:
    reader = reads()
    reader.submit({"answer": ["parent"]})
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    go(reader)
    reader.box.locator("summary").first.click()
    assert not asked


def test_an_entry_that_is_no_answer_is_told_beside_the_field_and_loses_nothing(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    before = reader.page.title()
    kept = reader.kept()
    reader.fill({"answer": ["a fortnight"]})
    reader.continue_()
    reader.problem.wait_for()
    assert reader.focus() == "problem"
    assert reader.page.title() != before and before in reader.page.title()
    expect(reader.form.locator("#field")).to_have_value("a fortnight")
    words = reader.problem.locator("a").inner_text()
    assert words in reader.form.locator("#wrong").inner_text()
    assert reader.form.locator("fieldset").get_attribute("aria-describedby") == "hint wrong"
    reader.problem.locator("a").click()
    assert reader.focus() == "field"
    assert reader.kept()[0]["answers"] == kept[0]["answers"]
    reader.submit({"answer": ["16"]})
    assert reader.focus() == "title"
