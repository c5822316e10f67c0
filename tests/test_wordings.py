"""Wordings of letters: only what the case carries, softened where it is not sure, nothing blank that is known."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pathway.authoring import reader
from pathway.engine.advice import Advised, Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.engine.terms import NOT_SURE
from pathway.papers import blanks, letters, wordings
from tests.journeys import LIBRARY, library

TEXT = """Before.
{if taught is none}
Nothing is taught.
{or some or part}
A little is taught.
{or not sure}
I believe that little is taught.
{end if}

1. one
{if told is no}
2. two
{end if}
3. three
{if since is known}

Since then.
{or else}

No day.
{end if}
"""
FACTS = {"taught": ("none", "some", "part", "not sure"), "told": ("yes", "no"), "since": ("known", "not sure")}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"taught": ("none",)}, "Nothing is taught."),
        ({"taught": ("part",)}, "A little is taught."),
        ({"taught": ("not sure",)}, "I believe that little is taught."),
    ],
)
def test_the_wording_that_holds_stands_and_no_other(said: dict[str, tuple[str, ...]], words: str) -> None:
    made = wordings.of_case(TEXT, said)
    every = ("Nothing is taught.", "A little is taught.", "I believe that little is taught.")
    assert [one for one in every if one in made] == [words]
    assert "{" not in made


def test_what_nobody_answered_is_not_claimed() -> None:
    made = wordings.of_case(TEXT, {})
    assert "taught" not in made and "two" not in made
    assert "No day." in made


def test_lines_around_a_wording_that_does_not_hold_stay_together() -> None:
    assert "1. one\n3. three" in wordings.of_case(TEXT, {})
    assert "1. one\n2. two\n3. three" in wordings.of_case(TEXT, {"told": ("no",)})


def test_a_form_has_every_wording_with_a_box_to_tick_and_every_line_where_it_was() -> None:
    form = wordings.as_form(TEXT)
    assert form.count("\n") == TEXT.count("\n")
    assert form.count("[[ ]] ") == 5
    assert "[[ ]] 2. two" not in form and "2. two" in form
    assert "{" not in form


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{if nothing is yes}\na\n{end if}", 1),
        ("{if told is maybe}\na\n{end if}", 1),
        ("{if told is no}\na\n{or no}\nb\n{end if}", 3),
        ("{if told is no}\na\n{or else}\nb\n{or yes}\nc\n{end if}", 5),
        ("{if told is no}\na\n{if taught is none}\nb\n{end if}", 3),
        ("{if told is no}\na", 1),
        ("a\n{end if}", 2),
        ("a\n{or else}\n", 2),
        ("a {if told is no} b {end if}", 1),
    ],
)
def test_what_is_wrong_with_a_wording_is_told_with_its_line(text: str, line: int) -> None:
    assert [flaw.line for flaw in wordings.flaws(text, FACTS)] == [line]
    assert not list(wordings.flaws(TEXT, FACTS))


# The letters of this site


@cache
def written() -> tuple[tuple[Recommendation, Advised, letters.Letter], ...]:
    """Every letter of every step that a worked case of a parent is advised."""
    found = []
    for c in reader.read(LIBRARY).cases:
        if c.voice == "parent":
            r = ask(library(), Circumstances(c.on, c.area, "parent", c.concerns, c.given, c.done), final=True)
            found += [(r, a, letter) for a in r.advised for letter in letters.for_step(r, a)]
    return tuple(found)


def test_no_blank_stands_in_a_letter_whose_value_is_known() -> None:
    assert len(written()) > 200
    for r, a, letter in written():
        for blank in letters._blanks(letter):
            given = r.child.given.get(blank.fact, NOT_SURE)
            assert blank.value or given in (NOT_SURE, "none yet"), (a.name, blank)
            if blank.fact == blanks.COUNCIL:
                assert bool(blank.value) == (r.child.area != "england")
            if blank.fact == blanks.ANSWER_BY and a.expected and a.expected.day:
                assert f"{a.expected.day.day} " in blank.value


def test_no_letter_states_what_the_case_does_not_say() -> None:
    claims = {
        "is not being taught at the moment": ("education-now", "none"),
        "gets some teaching": ("education-now", "some"),
        "is permanently excluded": ("exclusion-kind", "permanent exclusion"),
        "has no school at the moment": ("on-roll", "no"),
        "the school has not told you": ("council-told", "no"),
        "is disabled": ("disability", "yes"),
        "has an education, health and care (EHC) plan": ("ehc-plan", "in force"),
        "You have refused": ("council-decision", "refused"),
        "I believe that my child does not get": ("education-now", NOT_SURE),
    }
    stated = dict.fromkeys(claims, 0)
    for r, a, letter in written():
        said = letters.text(letter)
        for words, (fact, answer) in claims.items():
            if words in said:
                stated[words] += 1
                assert r.child.given.get(fact) == answer, (a.name, words)
        assert ("Health keeps my child" in said) <= ("health" in (r.child.concerns or ())), a.name
    assert sum(1 for count in stated.values() if count) >= 6


def test_a_letter_is_short_and_has_at_most_five_boxes_of_one_line_before_it_can_be_sent() -> None:
    for _, a, letter in written():
        assert len(letters.text(letter).split()) <= 340, a.name
        names = [
            b for b in letters.boxes((letter,)) if b.lines == 1 and b.words.startswith(("your", "name of", "class"))
        ]
        assert 2 <= len(names) <= 5, (a.name, names)


def test_a_letter_to_nobody_by_name_ends_faithfully() -> None:
    for _, a, letter in written():
        said = letters.text(letter)
        assert ("Dear Sir or Madam" in said) == ("Yours faithfully" in said), a.name


def test_no_mark_of_a_wording_is_left_in_a_letter_a_page_or_a_word_file() -> None:
    for name, page in library().letters.items():
        assert not re.search(r"\{(?:if|or|end)\b", wordings.as_form(page)), name
    for _, a, letter in written():
        assert "{" not in letters.text(letter), a.name


def test_what_was_typed_stands_in_the_letter_as_text_and_nothing_of_it_is_markup() -> None:
    r, a, _ = written()[0]
    nasty = "<script>alert(1)</script> **x** [[y]]"
    (letter, *_) = letters.for_step(r, a, {"your-name": nasty})
    assert nasty in letters.text(letter)
    assert "<script>" not in letters.shown(letter)
