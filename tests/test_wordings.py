"""Wordings of letters: only what the case carries, softened where it is not sure, nothing blank that is known."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest

from pathway.authoring import reader
from pathway.engine.advice import Advised, Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.engine.terms import NOT_SURE
from pathway.papers import blanks, letters, wordings
from pathway.words.wording import in_full
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
        due = a.expected.day if a.expected else None
        for blank in letters.every_blank(letter):
            given = r.child.given.get(blank.fact, NOT_SURE)
            assert blank.value or given in (NOT_SURE, "none yet"), (a.name, blank)
            assert blank.fact not in (blanks.COUNCIL, blanks.ANSWER_BY, blanks.DAY) or blank.value, (a.name, blank)
            assert blank.fact != blanks.ANSWER_BY or (due and blank.value == in_full(due)), (a.name, blank)
        wanted = {blank.words for blank in letters.boxes((letter,))}
        assert ("name of your council" in wanted) <= (r.child.area == "england"), a.name
        page = library().letters[a.step.paper("parent")]
        days = {blank.words for blank in blanks.found(page) if blank.fact == blanks.ANSWER_BY}
        assert not (due and days & wanted), a.name


@cache
def by_chance() -> tuple[tuple[Recommendation, Advised, letters.Letter], ...]:
    """The letters of every third worked case with answers, chosen by chance, that nobody is sure of."""
    choose = Random(20261127)
    found = []
    for c in [c for c in reader.read(LIBRARY).cases if c.voice == "parent"][::3]:
        given = {name: NOT_SURE if name != "safety" and choose.random() < 0.3 else c.given[name] for name in c.given}
        r = ask(library(), Circumstances(c.on, c.area, "parent", c.concerns, given, c.done), final=True)
        found += [(r, a, letter) for a in r.advised for letter in letters.for_step(r, a)]
    return tuple(found)


def test_no_letter_states_what_the_case_does_not_say() -> None:
    """Each line of a wording is looked for in the letters of cases for which that wording does not hold."""
    tried = 0
    for r, a, letter in (*written(), *by_chance()):
        said, text = wordings.told(r), letters.text(letter)
        for part in wordings.parts(r.library.letters[a.step.paper("parent")]):
            if isinstance(part, str):
                continue
            taken = part.taken(said)
            right = set(taken.lines) if taken else set()
            for line in {line for arm in part.arms for line in arm.lines} - right:
                plain = line.strip()
                if "[[" in plain or not plain[:1].isupper() or len(plain) < 25:
                    continue
                tried += 1
                assert plain not in text, (a.name, part.fact, plain)
    assert tried > 1000


def test_what_somebody_is_not_sure_of_is_softened_or_not_said() -> None:
    """No answer of a fact that stands in a wording is taken where the answer was not sure."""
    unsure = 0
    for r, a, _ in by_chance():
        said = wordings.told(r)
        for part in wordings.parts(r.library.letters[a.step.paper("parent")]):
            if isinstance(part, str) or said.get(part.fact) != (NOT_SURE,):
                continue
            unsure += 1
            taken = part.taken(said)
            assert taken is None or {NOT_SURE, wordings.ELSE} & set(taken.answers), (a.name, part.fact)
    assert unsure > 100


def test_a_letter_of_a_plausible_case_is_short() -> None:
    lengths: dict[str, list[int]] = {}
    for _, a, letter in written():
        lengths.setdefault(a.step.paper("parent"), []).append(len(letters.text(letter).split()))
    for name, counts in lengths.items():
        assert sorted(counts)[len(counts) // 2] <= 300, name
        assert max(counts) <= 390, name


def test_no_fact_has_the_name_of_what_fills_a_blank_by_itself() -> None:
    assert not {*blanks.OWN, wordings.CONCERN} & set(library().facts)


def test_a_paragraph_for_a_box_that_may_stay_empty_stands_once_something_is_typed() -> None:
    page = "## A\n\nDear you\n\nI send with this: [[papers = box or nothing]]\n\nBye"
    (empty,), (full,) = letters.letters(page, {}), letters.letters(page, {}, {"papers": "a note"})
    assert "I send" not in letters.text(empty)
    assert "I send with this: a note" in letters.text(full)
    assert letters.shown(empty).count("hidden") == 1
    assert "hidden" not in letters.shown(full)


def test_what_is_left_out_is_named_by_its_fact() -> None:
    assert wordings.left_out(TEXT, {"taught": ("none",)}) == ("told",)
    assert wordings.left_out(TEXT, {"told": ("no",)}) == ("taught",)


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
