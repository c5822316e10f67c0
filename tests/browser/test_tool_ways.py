"""The tool's page when things go another way: early, back, again, by keyboard, without Python, with a hostile link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from pathway.tool.views import ANSWER, AREA, ASK, CONCERNS, VOICE
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, READY, Reader
from tests.journeys import fields

RUNTIME = "**/*.wasm"
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
    reader.fill({"answer": ["school"]})
    reader.continue_()
    progress = reader.page.locator("#tool-progress")
    expect(progress.locator("progress")).to_be_in_viewport()
    expect(progress.locator("a[href$='plain/index.html']")).to_be_visible()
    expect(reader.page.locator("#tool-live")).not_to_be_empty()
    assert reader.place == VOICE
    held[0].let_go()
    reader.comes_to(AREA)
    expect(progress).to_be_hidden()
    assert reader.focus() == "title"
    reader.box.get_by_role("link", name="Back").click()
    reader.comes_to(VOICE)
    expect(reader.form.locator("[value=school]")).to_be_checked()


def test_an_answer_that_waits_for_python_is_kept_over_a_reload(reads: Open) -> None:
    held: list[Held] = []
    reader = reads(lambda page: held.append(Held(page)))
    reader.fill({"answer": ["agency"]})
    reader.continue_()
    held[0].routes.clear()
    reader.page.reload()
    held[0].let_go()
    reader.comes_to(AREA)
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
    titles = []
    for place in reversed(way[:-1]):
        reader.page.go_back()
        reader.comes_to(place)
        assert reader.focus() == "title"
        titles.append(reader.page.title())
        filled = reader.form.locator("input:checked, input[type=text]:not([value=''])")
        assert filled.count() > 0, place
    assert len(set(titles)) == len(titles)
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
    reader.answer.get_by_role("link", name="Read more about this").click()
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


# --- links, and what leaves the page ---


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
        reader.submit({"answer": own[place]} if place in own else fields(reader.library.facts[name], "not sure"))
        assert reader.page.url == served + PATH
        state = reader.page.evaluate("history.state")
        assert set(state) == {"journey", "place"}
        assert state["place"] == reader.place


def test_after_python_is_there_nothing_is_asked_of_any_server(reads: Open) -> None:
    reader = reads()
    reader.submit({"answer": ["parent"]})
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    go(reader)
    reader.box.locator("summary").first.click()
    assert not asked


# --- errors, and the keyboard ---


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
    assert reader.box.locator("details[open]").count() == 1


def test_the_keyboard_comes_from_the_error_to_the_field(reads: Open) -> None:
    reader = reads()
    reader.continue_()
    reader.problem.wait_for()
    assert reader.focus() == "problem"
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    assert reader.focus() == "field"


# --- without Python ---


def no_web_assembly(route: Route) -> None:
    """Nothing; gives the worker to a browser that has no WebAssembly."""
    response = route.fetch()
    route.fulfill(response=response, body=f"delete self.WebAssembly;\n{response.text()}")


def cut_short(route: Route) -> None:
    """Nothing; gives the first half of the file."""
    response = route.fetch()
    body = response.body()
    route.fulfill(status=200, content_type="application/wasm", body=body[: len(body) // 2])


BROKEN: dict[str, tuple[str, Callable[[Route], object]]] = {
    "no WebAssembly": ("**/worker.js", no_web_assembly),
    "Python blocked": ("**/pyodide.asm.wasm", lambda route: route.abort()),
    "Python of the wrong type": (
        "**/pyodide.asm.wasm",
        lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Blocked by your school</p>"),
    ),
    "Python never comes": ("**/pyodide.asm.wasm", lambda route: None),
    "no worker": ("**/worker.js", lambda route: route.fulfill(status=404, body="")),
    "no loader": ("**/pyodide.mjs", lambda route: route.abort()),
    "half a library": ("**/std.wasm", cut_short),
    "no rules": ("**/app.wasm", lambda route: route.fulfill(status=404, body="")),
}


def limits(**milliseconds: int) -> Callable[[Page], None]:
    """Shortens the time limits of the page before its script reads them."""
    lines = "".join(f"tool.dataset.{name} = {n};" for name, n in milliseconds.items())
    script = f"const tool = document.getElementById('tool'); if (tool) {{ {lines} }}"
    return lambda page: page.add_init_script(f"addEventListener('readystatechange', () => {{ {script} }}, true)")


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest) -> Iterator[tuple[str, Callable[[Route], object]]]:
    """One way in which Python does not start."""
    yield BROKEN[request.param]


def test_where_python_cannot_start_the_reader_is_led_to_the_plain_pages_with_the_answers_so_far(
    reads: Open, broken: tuple[str, Callable[[Route], object]]
) -> None:
    pattern, answer = broken
    reader = reads()
    reader.start("parent", "worcestershire")
    place = reader.place
    kept = reader.kept()[0]["answers"]
    reader.page.route(pattern, answer)
    limits(quiet=2000)(reader.page)
    reader.page.reload()
    way = reader.box.locator("a.btn[href$='plain/index.html']")
    expect(way).to_be_visible(timeout=READY)
    assert reader.focus() == "title"
    assert reader.form.count() == 0
    assert [
        [row.locator("dt").inner_text(), row.locator("dd").inner_text()] for row in reader.box.locator("dl > div").all()
    ] == kept
    way.click()
    reader.page.wait_for_url("**/plain/index.html")
    # The file is there again: the tool goes on where it stopped.
    reader.page.unroute(pattern)
    reader.page.go_back()
    reader.comes_to(place)
    reader.submit(fields(reader.library.facts[place.removeprefix(ASK)], "no worry"))


def test_an_answer_that_waited_in_vain_is_shown_too(reads: Open) -> None:
    reader = reads(lambda page: (limits(quiet=2000)(page), page.route("**/std.wasm", lambda route: None)))
    reader.fill({"answer": ["parent"]})
    reader.continue_()
    row = reader.box.locator("dl > div")
    expect(row).to_have_count(1, timeout=READY)
    reader.box.get_by_role("button", name="Clear my answers").click()
    reader.comes_to(VOICE)
    assert reader.page.evaluate("sessionStorage.length") == 0


def test_python_that_stops_answering_is_told_and_the_answers_stand(reads: Open) -> None:
    reader = reads(limits(slow=1000))
    reader.submit({"answer": ["parent"]})
    reader.page.evaluate("Worker.prototype.postMessage = () => {}")
    reader.fill({"answer": ["england"]})
    reader.continue_()
    expect(reader.box.locator("a.btn[href$='plain/index.html']")).to_be_visible(timeout=READY)
    assert reader.box.locator("dl > div").count() == 1


def test_without_a_script_the_tool_leads_to_the_plain_pages(opened: Opened) -> None:
    page = opened(PATH, java_script_enabled=False)
    link = page.locator("main a[href$='plain/index.html']").first
    assert link.is_visible()
    link.click()
    assert page.locator("a[data-concern]").count() > 0
