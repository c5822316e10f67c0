"""Letters: the same words as on the page, filled with what is known, and never more than that."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from pathway.authoring.guidance import Page
from pathway.papers.blanks import OWN, Blank, found
from pathway.papers.letters import GREETING, Letter, in_a_letter, letters, shown, text
from pathway.papers.word import Listing, PageBreak, Paragraph, words
from pathway.papers.wordings import as_form
from pathway.site import build, word
from tests.small import fact, library
from tests.test_word import turn

PAGES = sorted(p for p in build.DOCS.glob("toolkit/*.md") if f"\n{GREETING}" in p.read_text("utf-8"))
PAGE = """---
title: A page
---

# A page

Dear nobody: this is no letter, it is about one.

## The letter

[[your name]]
[[your address | 3]]

Dear [[name]]

Since [[first day = absent-since]] my child has been away for **[[days = health-days-missed]]** days.

1. one
2. two [[ ]]
   and on

[HN-2](../about/sources.md#hn-2) *says* so. <!-- not this -->

## Next

Wait.
"""


def only(known: dict[str, str]) -> Letter:
    (letter,) = letters(PAGE, known)
    return letter


def test_a_letter_is_the_part_of_a_page_that_greets_somebody() -> None:
    letter = only({})
    assert letter.title == "The letter"
    assert "Wait" not in text(letter)
    assert "no letter" not in text(letter)
    assert not letters("# A form\n\n## The form\n\n[[name]]\n", {})


def test_what_is_known_fills_its_blank_and_what_is_not_keeps_its_words() -> None:
    said = text(only({"absent-since": "2 November 2026"}))
    assert "Since 2 November 2026 my child has been away for [days] days." in said
    assert "[your name]" in said


def test_a_fact_of_another_name_fills_nothing() -> None:
    assert text(only({"name": "x", "": "y", "your name": "z"})) == text(only({}))


def test_a_letter_as_text_keeps_its_lists_and_loses_its_markup() -> None:
    lines = text(only({})).split("\n")
    assert "1. one" in lines
    assert "2. two [ ] and on" in lines
    assert "(HN-2) says so." in lines
    assert "not this" not in text(only({}))


def test_lines_with_a_box_to_tick_are_one_list_in_a_text_and_paragraphs_stay_apart() -> None:
    (letter,) = letters("## A\n\nDear you\n\nWhy:\n\n[[ ]] one\n\n[[ ]] two\n\nEnd", {})
    assert text(letter) == "Dear you\n\nWhy:\n\n[ ] one\n[ ] two\n\nEnd\n"


def test_a_blank_of_several_lines_has_that_many_to_write_on_until_it_is_filled() -> None:
    empty = html.fragment_fromstring(str(shown(only({}))), create_parent="div")
    assert [len(blank.find_class("ruled")) for blank in empty.find_class("lines")] == [3]


def test_what_fills_a_letter_stays_text() -> None:
    nasty = '<script>alert(1)</script> **x** [a](b) [[c]] & "'
    letter = only({"absent-since": nasty})
    assert f"Since {nasty} my" in text(letter)
    page = html.fragment_fromstring(str(shown(letter)), create_parent="div")
    assert nasty in page.text_content()
    assert {str(e.tag) for e in page.iter()} <= {"div", "p", "span", "b", "em", "ol", "li"}


def test_a_letter_as_html_says_what_it_says_as_text() -> None:
    letter = only({"absent-since": "2 November 2026", "health-days-missed": "16"})
    page = html.fragment_fromstring(str(shown(letter)), create_parent="div")
    said = " ".join(page.text_content().replace("\u2610", "[ ]").split())
    assert "".join(said.split()) == "".join(text(letter).replace("1. ", "").replace("2. ", "").split())


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        ("whole number", "16", "16 days"),
        ("whole number", "1", "1 day"),
        ("percentage", "82", "82%"),
        ("date", "2026-11-02", "Monday 2 November 2026"),
        ("date", "none yet", ""),
        ("date", "not sure", ""),
        ("yes or no", "yes", "Yes"),
    ],
)
def test_an_answer_fills_a_blank_as_a_letter_says_it(kind: str, answer: str, said: str) -> None:
    assert (
        in_a_letter(fact("a", kind, **({"unit": "days"} if kind == "whole number" else {})), answer, "parent") == said
    )


# The letters of this site


def test_there_are_letters() -> None:
    assert PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_letter_says_the_same_as_in_the_word_file_of_its_page(path: Path) -> None:
    """The few rules for letters read every letter as Markdown in full does, so nothing in one is beyond them."""
    page = as_form(path.read_text("utf-8"))
    blocks: list[Paragraph | Listing | str] = []
    for letter in letters(page, {}):
        blocks += [*letter.blocks, "the next"]
    whole = word.document(library([]), Page("toolkit/a.md", "A page", text=page), "The site", turn()).blocks
    end = whole.index(PageBreak(bare=True))
    in_word = ["the next" if isinstance(block, PageBreak) else block for block in whole[: end + 1]]
    assert blocks == in_word


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_fact_that_a_letter_asks_for_can_fill_it(path: Path) -> None:
    page = as_form(path.read_text("utf-8"))
    wanted = {blank.fact for blank in found(page) if blank.fact and blank.fact not in OWN}
    said = "".join(text(letter) for letter in letters(page, {name: f"<{name}>" for name in wanted}))
    assert all(f"<{name}>" in said for name in wanted)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_line_of_a_letter_asks_for_in_one_line_stands_on_it(path: Path) -> None:
    for letter in letters(as_form(path.read_text("utf-8")), {}):
        for before, block in pairwise(letter.blocks):
            if isinstance(before, Paragraph) and isinstance(block, Paragraph) and words(before.pieces).endswith(":"):
                assert [p.lines for p in block.pieces if isinstance(p, Blank) and block.pieces == (p,)] != [1], before
