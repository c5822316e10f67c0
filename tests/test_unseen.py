"""What nobody sees is found wherever it is written, shown as its number, and in no file of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.authoring import guidance, reader, unseen
from pathway.authoring.problems import ProblemsFound, render
from pathway.site import build

TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NO_WIDTH = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2064\ufe00\ufe0f\ufeff\U000e0100"
LIKE_SPACE = "\u115f\u1160\u2800\u3164\uffa0"
TAGS = "\U000e0001\U000e0041\U000e007f"
NOT_FOR_TEXT = "\x00\x07\x1b\x7f\x85\x9b\u2028\u2029\ue000\ufdd0\ufffe\uffff\U0001fffe"
SEEN = (
    "a\u00e9\u00a3\u2013\u2014\u201c\u201d\u2019\u2026\u2022\u2713\u2610\u00bd\u2192\u00a0\u202f\t\n\r\u4e2d\U0001f600"
)
OURS = ("pathway", "docs", "tests", "bench", "hosting", "*.md", "*.yml", "*.toml", "*.json", "Makefile")


@pytest.mark.parametrize("character", TURNS + NO_WIDTH + LIKE_SPACE + TAGS + NOT_FOR_TEXT)
def test_each_character_that_nobody_sees_is_found_at_its_place_and_named(character: str) -> None:
    [(line, words, column, found)] = unseen.written(f"One line\nand an{character}other")
    assert (line, words, column, found) == (2, f"and an{character}other", 7, character)
    assert unseen.called(found).startswith(f"U+{ord(character):04X} ")
    assert unseen.shown(f"a{character}b") == f"a<U+{ord(character):04X}>b"


@pytest.mark.parametrize("written", ["&shy;", "&shy", "&rlm;", "&ZeroWidthSpace;", "&#8238;", "&#x202E;", "&#x202e"])
def test_a_name_or_number_of_html_hides_nothing(written: str) -> None:
    assert len(list(unseen.written(f"a {written} b"))) == 1


def test_what_is_seen_is_left_alone() -> None:
    assert list(unseen.written(SEEN + " &amp; &nbsp; &eacute; &#233; AT&T")) == []
    assert unseen.shown(SEEN) == SEEN


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_what_is_shown_of_any_text_has_nothing_unseen(text: str) -> None:
    assert unseen.unseen(unseen.shown(text)) == []


def test_a_problem_on_the_screen_shows_what_is_there_and_steers_no_terminal(tmp_path: Path) -> None:
    """The line of a problem is quoted, whatever is in it."""
    path = tmp_path / "child.yaml"
    path.write_text("on: \x1b[2J\u202e*a\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        reader.given(path)
    said = render(found.value.problems)
    assert "<U+001B>[2J<U+202E>" in said
    assert not unseen.unseen(said.replace("\n", ""))


def test_a_file_of_circumstances_may_hold_the_marks_that_come_with_a_copied_date(tmp_path: Path) -> None:
    """Answers are cleaned; only what is published must not need it."""
    path = tmp_path / "child.yaml"
    path.write_text("given: {absent-since: \u200e23/11/2026}\n", encoding="utf-8")
    assert reader.given(path) == {"given": {"absent-since": "\u200e23/11/2026"}}


def test_a_picture_with_words_that_are_turned_round_is_refused() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>{}</title><desc>d</desc></svg>'
    assert not guidance.picture_flaw(drawing.format("Start"))
    for words in ("St\u202eart", "St&#x202e;art"):
        assert "U+202E" in guidance.picture_flaw(drawing.format(words))


def test_no_file_of_this_repository_hides_a_character() -> None:
    """Beyond what `pathway check` reads: programs, templates, settings and tests, but for the mistakes of tests/bad."""
    found = []
    for name in OURS:
        for path in sorted(build.ROOT.glob(f"{name}/**/*") if (build.ROOT / name).is_dir() else build.ROOT.glob(name)):
            inside = path.relative_to(build.ROOT)
            if not path.is_file() or inside.parts[:2] == ("tests", "bad") or "__pycache__" in inside.parts:
                continue
            try:
                text = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
            found += [f"{inside}:{n} {unseen.called(c)}" for n, line in enumerate(text.split("\n"), 1)
                      for c in unseen.unseen(line)]  # fmt: skip
    assert found == []
