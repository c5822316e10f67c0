"""What a reader does with the answer: checks it, tries other words and other answers, takes it away, leaves."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import icalendar
import pytest
from playwright.sync_api import FilePayload, Page, expect

from pathway.engine import whatif
from pathway.engine.answers import in_words
from pathway.tool import handouts
from pathway.tool.views import ANSWER, ASK, CHECK, CONCERNS, LEAVE, LETTER, VOICE, VOICES
from tests.browser.conftest import Open
from tests.browser.reader import PATH, READY, Reader
from tests.browser.test_tool_ways import DAYS, GIVEN, Held, go
from tests.journeys import fields

SAFETY = f"{ASK}safety"


# --- every answer on one page ---


def to_check(reader: Reader) -> None:
    """Nothing; opens the page of all answers from the recommendation."""
    reader.box.locator("details:has(dl.answers) > summary").click()
    reader.box.locator(f"a[data-go={CHECK}]").click()
    reader.comes_to(CHECK)


def test_every_answer_stands_on_one_page_and_each_can_be_changed_from_there(reads: Open) -> None:
    reader = reads()
    go(reader)
    asked = list(reader.asked)
    to_check(reader)
    assert reader.focus() == "title"
    shown = [a.get_attribute("data-go") for a in reader.box.locator("dl.answers a").all()]
    assert len(shown) == len(asked) and set(shown) == set(asked)
    assert reader.box.locator("dl.answers > div").count() == len(reader.kept()[0]["answers"])
    for place in asked:
        reader.box.locator(f"dl.answers a[data-go='{place}']").click()
        reader.comes_to(place)
        reader.page.go_back()
        reader.comes_to(CHECK)


def test_a_change_made_on_the_page_of_all_answers_leads_back_to_it_and_loses_no_other_answer(reads: Open) -> None:
    reader = reads()
    go(reader)
    before = dict(reader.child().given)
    to_check(reader)
    reader.box.locator(f"a[data-go='{DAYS}']").click()
    reader.comes_to(DAYS)
    reader.submit({"answer": ["17"]})
    reader.comes_to(CHECK)
    assert dict(reader.child().given) == {**before, "health-days-missed": "17"}
    expect(reader.box.locator("dl.answers > div", has=reader.page.locator(f"a[data-go='{DAYS}']"))).to_contain_text(
        "17"
    )
    reader.box.get_by_role("button", name="See the next step").click()
    reader.comes_to(ANSWER)


def test_a_change_that_needs_new_answers_asks_only_for_those_and_then_comes_back(reads: Open) -> None:
    reader = reads()
    go(reader)
    before = set(reader.asked)
    to_check(reader)
    reader.box.locator(f"a[data-go={CONCERNS}]").click()
    reader.comes_to(CONCERNS)
    reader.submit({"answer": ["health", "said-no"]})
    asked = []
    while reader.place != CHECK:
        asked.append(reader.place)
        reader.submit(fields(reader.library.facts[asked[-1].removeprefix(ASK)], "not sure"))
    assert not before & set(asked)


# --- other words, other answers ---


@pytest.mark.parametrize("voice", VOICES)
def test_the_answer_can_be_read_in_the_words_of_every_voice_and_the_focus_stays(reads: Open, voice: str) -> None:
    reader = reads()
    go(reader)
    for to in (voice, "parent"):
        button = reader.box.locator(f"[data-do=voice][data-to={to}]")
        button.focus()
        reader.page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(reader.page.locator("#tool-live")).not_to_be_empty()
        expect(button).to_be_focused()
        assert reader.box.locator("[aria-pressed=true]").count() == 1
        r = reader.recommended()
        assert r.child.voice == to and r.next
        assert reader.titles() == (r.next.step.title[to], [a.step.title[to] for a in r.also])


def what_if(reader: Reader) -> None:
    """Nothing; asks what would change the next step."""
    reader.box.get_by_role("button", name="See what would change this").click()
    expect(reader.box.locator("#changes")).to_be_focused()


def test_what_would_change_the_next_step_is_what_the_engine_finds(reads: Open) -> None:
    reader = reads()
    go(reader)
    what_if(reader)
    found = whatif.changes(reader.library, reader.child())
    assert found
    shown = reader.box.locator(".changes [data-do=try]").evaluate_all(
        "b => b.map(({dataset: d}) => [d.fact, d.answer])"
    )
    assert shown == [[c.fact, c.instead] for c in found]
    titles = reader.box.locator(".changes b:last-child").all_inner_texts()
    assert titles[-1] == found[-1].next.step.title["parent"]


def test_another_answer_is_tried_and_put_back_and_nothing_else_has_changed(reads: Open) -> None:
    reader = reads()
    go(reader)
    before, given = reader.titles(), reader.child().given
    what_if(reader)
    change = whatif.changes(reader.library, reader.child())[0]
    reader.box.locator("[data-do=try]").first.click()
    expect(reader.answer.locator("h1")).to_have_text(change.next.step.title["parent"])
    assert reader.child().given == {**given, change.fact: change.instead}
    assert reader.focus() == "title"
    reader.box.get_by_role("button", name="Put it back").click()
    expect(reader.answer.locator("h1")).to_have_text(before[0])
    assert reader.titles() == before
    assert reader.child().given == given
    expect(reader.box.locator("[data-do=put-back]")).to_have_count(0)


def test_another_answer_that_was_tried_can_be_kept(reads: Open) -> None:
    reader = reads()
    go(reader)
    what_if(reader)
    change = whatif.changes(reader.library, reader.child())[0]
    reader.box.locator("[data-do=try]").first.click()
    reader.box.get_by_role("button", name="Keep it").click()
    expect(reader.box.locator("[data-do=keep]")).to_have_count(0)
    reader.page.reload()
    expect(reader.answer.locator("h1")).to_have_text(change.next.step.title["parent"])
    assert reader.child().given[change.fact] == change.instead


# --- what is taken away ---


def taken(reader: Reader, button: str) -> tuple[str, bytes]:
    """The name and the content of the file that a button gives."""
    with reader.page.expect_download() as download:
        reader.box.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_calendar_file_holds_the_dates_of_the_page_each_with_a_reminder(reads: Open) -> None:
    reader = reads()
    go(reader)
    name, content = taken(reader, "Dates for your calendar")
    assert name.endswith(".ics")
    assert content.decode() == handouts.calendar(reader.recommended())
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    days = {in_words(event["DTSTART"].dt) for event in events}
    for when in reader.box.locator("ol.line b").all_inner_texts():
        overdue = "verdue" in when
        assert (in_words(date.fromisoformat(reader.child().on)) if overdue else when.strip()) in days or any(
            when.startswith(day) for day in days
        )
    assert all(event.walk("VALARM") for event in events)


def test_the_word_file_opens_and_holds_the_steps_of_the_page(reads: Open) -> None:
    reader = reads()
    go(reader)
    name, content = taken(reader, "Word file")
    assert name.endswith(".docx")
    opened = docx.Document(io.BytesIO(content))
    said = "\n".join(
        [p.text for p in opened.paragraphs] + [c.text for t in opened.tables for row in t.rows for c in row.cells]
    )
    title, also = reader.titles()
    for words in (title, *also):
        assert words in said


def test_the_saved_file_holds_the_answers_and_opens_again_on_the_same_recommendation(
    reads: Open, tmp_path: Path
) -> None:
    reader = reads()
    go(reader)
    name, content = taken(reader, "Save the answers to a file")
    assert name.endswith(".json")
    kept = json.loads(content)
    child = reader.child()
    assert child.given.items() <= kept.items()
    file = tmp_path / name
    file.write_bytes(content)
    other = reads()
    other.box.get_by_text("Open answers that you saved before").click()
    other.page.locator("#saved").set_input_files(file)
    other.comes_to(ANSWER)
    assert other.focus() == "title"
    assert other.titles() == reader.titles()
    assert other.child() == child
    other.page.reload()
    other.comes_to(ANSWER)
    assert other.titles() == reader.titles()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1]", b'{"voice": "parent"' + b" " * 200_000 + b"}"])
def test_a_file_that_is_not_ours_is_told_and_the_tool_goes_on(reads: Open, content: bytes) -> None:
    reader = reads()
    reader.box.get_by_text("Open answers that you saved before").click()
    reader.page.locator("#saved").set_input_files(FilePayload(name="x.json", mimeType="text/plain", buffer=content))
    reader.problem.wait_for()
    assert reader.focus() == "problem"
    reader.submit({"answer": ["school"]})


def test_the_text_to_copy_is_the_one_of_the_command_line(reads: Open) -> None:
    reader = reads(permissions=["clipboard-read", "clipboard-write"])
    go(reader)
    reader.box.get_by_role("button", name="Copy as text").click()
    expect(reader.page.locator("#tool-live")).not_to_be_empty()
    assert reader.page.evaluate("navigator.clipboard.readText()") == handouts.plain(reader.recommended())


def test_the_link_as_a_picture_is_drawn_here_and_has_a_name(reads: Open) -> None:
    reader = reads()
    go(reader)
    reader.box.get_by_text("Make a link with these answers").click()
    reader.box.get_by_role("button", name="Show it as a picture to scan").click()
    picture = reader.box.get_by_role("img", name="The link with these answers")
    expect(picture).to_be_visible()
    # The three corners by which a camera finds it: a ring of seven dark squares within four light ones.
    size, dark = picture.evaluate(
        "s => [s.viewBox.baseVal.width, s.querySelector('path').getAttribute('d').match(/M\\d+ \\d+/g)]"
    )
    squares = {tuple(map(int, at[1:].split())) for at in dark}
    far = int(size) - 11
    for x, y in ((4, 4), (far, 4), (4, far)):
        ring = {(x + i, y) for i in range(7)} | {(x + i, y + 6) for i in range(7)}
        assert ring <= squares
        assert not {(x + 1 + i, y + 1) for i in range(5)} & squares
    assert not {(i, j) for i in range(4) for j in range(int(size))} & squares


def test_a_letter_holds_what_is_known_leaves_names_blank_and_can_be_taken_away(reads: Open) -> None:
    reader = reads(permissions=["clipboard-read", "clipboard-write"])
    go(reader)
    way = reader.box.locator(f"a[data-go^='{LETTER}']").first
    place = way.get_attribute("data-go")
    way.click()
    letter = reader.box.locator("section.letter")
    expect(letter.first).to_be_visible()
    assert reader.focus() == "title"
    assert reader.box.locator("input, textarea").count() == 0
    assert "Dear" in letter.first.inner_text()
    name, content = taken(reader, "Word file")
    assert name.endswith(".docx")
    assert any("Dear" in p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    reader.box.get_by_role("button", name="Copy as text").click()
    expect(reader.box.locator(".tool-copied")).to_be_visible()
    assert "Dear" in reader.page.evaluate("navigator.clipboard.readText()")
    reader.page.reload()
    expect(letter.first).to_be_visible()
    assert reader.page.evaluate("history.state.place") == place
    reader.page.go_back()
    reader.comes_to(ANSWER)


# --- leaving quickly, and clearing while Python works ---


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
