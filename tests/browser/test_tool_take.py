"""What a reader takes away from the answer: a calendar, a Word file, the answers, a text, a picture, a letter."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from datetime import date
from pathlib import Path

import docx
import icalendar
import pytest
import zxingcpp
from playwright.sync_api import FilePayload, Page, expect

from pathway.papers import handouts
from pathway.words.places import ANSWER, ASK, LETTER
from pathway.words.wording import day_said
from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.browser.test_tool_ways import answered
from tests.journeys import TODAY

SAFETY = f"{ASK}safety"


def taken(reader: Reader, button: str) -> tuple[str, bytes]:
    """The name and the content of the file that a button gives."""
    with reader.page.expect_download() as download:
        reader.box.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_the_calendar_file_holds_the_dates_of_the_page_each_with_a_reminder(reads: Open) -> None:
    reader = answered(reads)
    name, content = taken(reader, "Dates for your calendar")
    assert name.endswith(".ics")
    assert content.decode() == handouts.calendar(reader.recommended())
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    days = {day_said(event["DTSTART"].dt, date.fromisoformat(TODAY)) for event in events}
    shown = reader.box.locator("ol.line b").all_text_contents()
    assert shown
    for when in shown:
        overdue = "verdue" in when
        assert overdue or any(day in when for day in days), when
    assert all(event.walk("VALARM") for event in events)


def test_the_word_file_opens_and_holds_the_steps_of_the_page(reads: Open) -> None:
    reader = answered(reads)
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
    reader = answered(reads)
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


NOT_OURS = (b"", b"{", b"\xff\xfe\x00", b"[1]", b'{"voice": "parent"' + b" " * 200_000 + b"}")


def test_a_file_that_is_not_ours_is_told_and_the_tool_goes_on(reads: Open) -> None:
    reader = reads()
    for content in NOT_OURS:
        reader.box.get_by_text("Open answers that you saved before").click()
        reader.page.locator("#saved").set_input_files(FilePayload(name="x.json", mimeType="text/plain", buffer=content))
        reader.problem.wait_for()
        assert reader.focus() == "problem"
        reader.submit({"answer": ["school"]})
        reader.restart()


def test_the_text_to_copy_is_the_one_of_the_command_line(reads: Open) -> None:
    reader = answered(reads, permissions=["clipboard-read", "clipboard-write"])
    reader.box.get_by_role("button", name="Copy as text").click()
    expect(reader.page.locator("#tool-live")).to_contain_text("Copied")
    assert reader.page.evaluate("navigator.clipboard.readText()") == handouts.plain(reader.recommended())


# A picture that the browser took, as its grey values: made on a page without a policy.
GREY = """async (png) => {
  const seen = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(seen.width, seen.height).getContext("2d");
  canvas.drawImage(seen, 0, 0);
  const {data} = canvas.getImageData(0, 0, seen.width, seen.height);
  return [seen.width, seen.height, Array.from({length: data.length / 4}, (_, i) => data[4 * i])];
}"""


def scanned(page: Page, png: bytes) -> list[str]:
    """What a camera reads in a picture."""
    other = page.context.new_page()
    width, height, grey = other.evaluate(GREY, b64encode(png).decode())
    other.close()
    seen = memoryview(bytes(grey)).cast("B", (height, width))
    return [code.text for code in zxingcpp.read_barcodes(seen)]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_picture_to_scan_has_a_name_and_a_camera_reads_the_link_in_it(reads: Open, width: int, scheme: str) -> None:
    reader = answered(reads, width=width, color_scheme=scheme)
    reader.box.get_by_text("Make a link with these answers").click()
    link = reader.box.locator("a[href^='#v=']").evaluate("e => e.href")
    reader.box.get_by_role("button", name="Show it as a picture to scan").click()
    picture = reader.box.get_by_role("img", name="The link with these answers")
    expect(picture).to_be_visible()
    assert scanned(reader.page, picture.screenshot()) == [link]


def test_a_letter_holds_what_is_known_and_can_be_taken_away(reads: Open) -> None:
    reader = answered(reads, permissions=["clipboard-read", "clipboard-write"])
    way = reader.box.locator(f"a[data-go^='{LETTER}']").first
    place = way.get_attribute("data-go")
    way.click()
    letter = reader.box.locator("section.letter")
    expect(letter.first).to_be_visible()
    assert reader.focus() == "title"
    assert "Dear" in letter.first.inner_text()
    name, content = taken(reader, "Word file")
    assert name.endswith(".docx")
    assert any("Dear" in p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
    reader.box.get_by_role("button", name="Copy the letter").click()
    expect(reader.box.locator(".tool-copied")).to_be_visible()
    assert "Dear" in reader.page.evaluate("navigator.clipboard.readText()")
    reader.page.reload()
    expect(letter.first).to_be_visible()
    assert reader.page.evaluate("history.state.place") == place
    reader.page.go_back()
    reader.comes_to(ANSWER)
