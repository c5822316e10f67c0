"""The blanks of templates: read from Markdown, shown on pages, and what is wrong with one said with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from markdown import markdown

from pathway.papers.blanks import MOST_LINES, Blank, flaws, found
from pathway.site.pages.blanks import shown

EXTENSIONS = ["tables", "attr_list", "md_in_html", "pymdownx.superfences"]
NAMED = (("Getting up", "Easy"), ("Getting up", "Not yet"), ("Easy",))
NASTY = "<b>\"&amp;'</b> *x* _y_ `z` \\ {#a} !(b) #c @d"


def page(text: str) -> HtmlElement:
    """The page that a browser gets of some Markdown with blanks."""
    return html.fragment_fromstring(markdown(shown(text), extensions=EXTENSIONS), create_parent="div")


def blanks_on(text: str) -> list[HtmlElement]:
    return page(text).find_class("blank")


def test_a_blank_has_its_words_its_lines_and_its_fact() -> None:
    assert found("[[ ]] [[name]] [[what happened | 4]] [[first day = absent-since]] [[a\n b | 2 = c]]") == (
        Blank(),
        Blank("name"),
        Blank("what happened", 4),
        Blank("first day", 1, "absent-since"),
        Blank("a b", 2, "c"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "`[[a]]`",
        "``[[a]] ` b``",
        "```\n[[a]]\n```",
        "~~~ yaml\n[[a]]\n~~~",
        "<!-- [[a]] -->",
        "---\ntitle: [[a]]\n---\n",
    ],
)
def test_code_comments_and_front_matter_stay_as_they_are(text: str) -> None:
    assert not found(text)
    assert shown(text) == text


@settings(deadline=None)
@given(st.text(alphabet="ab[]` \n|=-#*~<>!\ue000", max_size=60))
def test_a_text_without_blanks_is_shown_as_it_is_written(text: str) -> None:
    if not found(text):
        assert shown(text) == text


def test_a_blank_is_shown_with_its_words_where_it_stands() -> None:
    blank = blanks_on("Dear [[name of the head = head]],")[0]
    assert blank.text_content() == "[name of the head]"
    assert (blank.get("data-blank"), blank.get("data-fact")) == ("name of the head", "head")
    assert page("Dear [[name]],").text_content() == "Dear [name],"


@pytest.mark.parametrize("lines", [2, 7, MOST_LINES])
def test_a_blank_of_several_lines_has_that_many_to_write_on(lines: int) -> None:
    assert len(blanks_on(f"[[what | {lines}]]")[0].find_class("ruled")) == lines


def test_blanks_keep_the_table_and_the_list_that_they_stand_in() -> None:
    made = page("| a | b |\n|---|---|\n| [[x | 3]] | [[ ]] yes [[y]] |\n\n- [[ ]] one\n- two [[z]]\n")
    assert [len(row.findall("td")) for row in made.iter("tr")] == [0, 2]
    assert [cell.get("data-blank") for cell in made.find_class("cell")] == ["x"]
    assert [len(item.find_class("first")) for item in made.iter("li")] == [1, 0]


def test_a_box_to_tick_is_said_and_can_be_copied() -> None:
    (tick,) = page("[[ ]] yes").find_class("tick")
    assert tick.get("aria-label")
    assert tick.get("role") == "img"
    assert tick.text == "\u2610"


def test_a_box_to_tick_in_a_table_is_named_by_its_row_and_its_column_and_no_two_are_alike() -> None:
    table = (
        "| What | Easy | Not *yet* |\n|---|---|---|\n| [Getting](a.md) up | [[ ]] | [[x | 3]] [[ ]] |\n| 2 | [[ ]] |"
    )
    names = [tick.get("aria-label") for tick in page(table).find_class("tick")]
    assert [all(word in name for word in words) for name, words in zip(names, NAMED, strict=True)] == [True] * 3
    assert len(set(names)) == 3


def test_the_words_of_a_blank_stay_words_whatever_is_in_them() -> None:
    (blank,) = blanks_on(f"a [[{NASTY}]] b")
    assert blank.get("data-blank") == NASTY
    assert blank.text_content() == f"[{NASTY}]"
    assert {element.tag for element in blank.iter()} == {"span"}


@pytest.mark.parametrize(
    "blank",
    ["[[ | 3]]", "[[= absent-since]]", "[[a | 0]]", f"[[a | {MOST_LINES + 1}]]", "[[a | many]]", "[[a |]]", "[[a | ²]]",
     "[[a = nobody-knows]]", "[[a =]]", "[[a", "[[a] b]]"],
)  # fmt: skip
def test_what_is_wrong_with_a_blank_is_said_with_its_line(blank: str) -> None:
    wrong = list(flaws(f"one [[good]]\n\nthree {blank} more\n\n[[good]]", ["absent-since"]))
    assert [flaw.line for flaw in wrong] == [3]
    assert wrong[0].says


def test_a_good_blank_has_no_flaw() -> None:
    text = f"[[a]] [[b | 1]] [[c | {MOST_LINES} = absent-since]] [[ ]] [[]] `[[bad | 99]]` [link](to.md)"
    assert not list(flaws(text, ["absent-since"]))
