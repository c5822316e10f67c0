"""The page of a letter: what is typed fills it at once, goes into the file that is asked for, and is kept nowhere."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from pathway.words.places import ANSWER, LETTER
from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.browser.test_tool_ways import answered

NAME = "Zephyrine Quillfeather"
HOSTILE = '<img src=x onerror=alert(1)> & "quoted"'
KEPT = """() => JSON.stringify([{...sessionStorage}, {...localStorage}, location.href, history.state])"""
Axe = Callable[[Page], list[str]]


def at_letter(reads: Open, **options: object) -> Reader:
    """A parent at the first letter of an answer."""
    reader = answered(reads, **options)
    reader.box.locator(f"a[data-go^='{LETTER}']").first.click()
    reader.box.locator("section.letter").first.wait_for()
    return reader


def typed(reader: Reader, words: str = NAME) -> None:
    reader.box.get_by_label("Your name", exact=True).fill(words)


def test_what_is_typed_stands_in_the_letter_at_once_wherever_it_is_wanted(reads: Open) -> None:
    reader = at_letter(reads)
    places = reader.box.locator(".letter [data-box=your-name] .words")
    empty = places.first.inner_text()
    assert places.count() >= 2
    typed(reader)
    for place in places.all():
        expect(place).to_have_text(NAME)
    typed(reader, "")
    expect(places.first).to_have_text(empty)
    typed(reader, HOSTILE)
    expect(places.first).to_have_text(HOSTILE)
    assert reader.box.locator(".letter img").count() == 0


def test_what_is_typed_is_kept_nowhere_and_is_there_again_on_the_way_back_to_the_letter(reads: Open) -> None:
    reader = at_letter(reads)
    typed(reader)
    reader.box.get_by_role("button", name="Word file").click()
    reader.heard()
    reader.page.go_back()
    reader.comes_to(ANSWER)
    assert NAME not in reader.page.evaluate(KEPT)
    assert NAME not in reader.page.content()
    reader.page.go_forward()
    expect(reader.box.get_by_label("Your name", exact=True)).to_have_value(NAME)
    expect(reader.box.locator(".letter [data-box=your-name] .words").first).to_have_text(NAME)
    assert NAME not in reader.page.evaluate(KEPT)
    reader.page.reload()
    expect(reader.box.get_by_label("Your name", exact=True)).to_have_value("")


def test_the_word_file_and_the_copy_hold_what_was_typed_and_the_saved_answers_do_not(reads: Open) -> None:
    reader = at_letter(reads, permissions=["clipboard-read", "clipboard-write"])
    typed(reader, f"{NAME} {HOSTILE}")
    with reader.page.expect_download() as download:
        reader.box.get_by_role("button", name="Word file").click()
    file = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert NAME in "".join(file.element.body.itertext())
    reader.box.get_by_role("button", name="Copy the letter").click()
    expect(reader.box.locator(".tool-copied")).to_be_visible()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert f"{NAME} {HOSTILE}" in copied
    reader.page.go_back()
    reader.comes_to(ANSWER)
    with reader.page.expect_download() as download:
        reader.box.get_by_role("button", name="Save the answers to a file").click()
    saved = Path(download.value.path()).read_text("utf-8")
    assert json.loads(saved) and NAME not in saved


def test_clearing_the_answers_clears_what_was_typed(reads: Open) -> None:
    reader = at_letter(reads)
    typed(reader)
    kept = "import('../tool/typed.js').then((m) => JSON.stringify(m.whatWasTyped()))"
    assert NAME in reader.page.evaluate(kept)
    reader.page.go_back()
    reader.comes_to(ANSWER)
    reader.restart()
    assert reader.page.evaluate(kept) == "{}"


@pytest.mark.parametrize("width", [375, 1280])
def test_the_page_of_a_letter_is_named_fits_and_is_reached_by_keyboard(reads: Open, axe: Axe, width: int) -> None:
    reader = at_letter(reads, width=width)
    assert not axe(reader.page)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    reader.page.keyboard.press("Tab")
    boxes = reader.box.locator("[data-fill]:visible")
    assert 2 <= boxes.count() <= 5
    boxes.first.focus()
    for _ in range(boxes.count()):
        assert reader.page.evaluate("document.activeElement.labels[0].innerText.length") > 3
        reader.page.keyboard.press("Tab")
    filled = reader.box.locator(".btn:not(.quiet)")
    assert filled.count() == 1


def test_on_paper_stands_the_letter_alone(reads: Open) -> None:
    reader = at_letter(reads)
    typed(reader)
    reader.page.emulate_media(media="print")
    expect(reader.box.locator("section.letter").first).to_be_visible()
    for part in (".boxes", "h1", "button", ".folds"):
        assert not any(one.is_visible() for one in reader.box.locator(part).all()), part
