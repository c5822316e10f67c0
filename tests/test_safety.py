"""Safety comes before everything, and no tick switches on a duty that does not cover the child."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pathway.cli import terminal
from pathway.engine import advice
from pathway.engine.advice import Recommendation
from pathway.engine.model import Library
from pathway.engine.terms import EVERYTHING, NOT_SURE, VOICES
from tests.journeys import library as real
from tests.small import ask, child, fact, library, step, tree


def given(rules: Library, answers: Mapping[str, str], **more: Any) -> Recommendation:
    """The recommendation for these answers."""
    return advice.ask(rules, child(answers, **more))


def yes_no(name: str, about: str, target: str) -> Any:
    return ask(name, about, {"yes": target, "no": "nothing", "not sure": "nothing"})


def names(found: Recommendation) -> list[str]:
    return [a.name for a in found.advised]


# Duties that do not cover every child


COVERED = library(
    [
        tree(
            "where", [yes_no("q", "abroad", "ask-there")], [step("ask-there", outside=(EVERYTHING,), urgency="planned")]
        ),
        tree(
            "age", [yes_no("q", "old", "ask-college")], [step("ask-college", outside=("teaching",), urgency="planned")]
        ),
        tree("taught", [yes_no("q", "teach", "teach")], [step("teach", urgency="now")], rests_on=("teaching",)),
        tree("heard", [yes_no("q", "governed", "tree taught")], [], rests_on=()),
        tree("held", [], [step("hear", also=("taught/teach",))]),
    ],
    [fact(name) for name in ("abroad", "old", "teach", "governed")],
    first=("where", "age"),
)
OLD = {"abroad": "no", "old": "yes", "teach": "yes", "governed": "yes"}


def test_a_child_outside_a_duty_meets_no_tree_that_rests_on_it_by_any_way() -> None:
    assert "taught/teach" in names(given(COVERED, {**OLD, "old": "no"}))
    assert names(given(COVERED, OLD)) == ["held/hear", "age/ask-college"]


def test_the_facts_of_a_duty_that_does_not_cover_the_child_are_not_asked() -> None:
    assert "teach" not in given(COVERED, {"abroad": "no", "old": "yes"}).unanswered
    assert "teach" in given(COVERED, {"abroad": "no", "old": "no"}).unanswered


def test_ticking_a_step_outside_a_duty_brings_no_duty_back() -> None:
    assert names(given(COVERED, OLD, done=("age/ask-college",))) == ["held/hear"]
    for done in ((), ("where/ask-there",)):
        found = given(COVERED, {"abroad": "yes"}, concerns=None, done=done)
        assert (names(found), found.ask_next) == (["where/ask-there"], None)


def test_while_it_is_open_whether_a_duty_covers_the_child_its_steps_are_not_certain() -> None:
    found = given(COVERED, {"abroad": "no", "teach": "yes", "governed": "no"})
    assert [a.name for a in found.so_far] == ["held/hear"]
    assert found.clear is None


# Safety before everything, in the rules as they are


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("age", ["below", "up to year 10", "over"])
@pytest.mark.parametrize(
    ("safety", "first"),
    [
        ("in danger", "safety/call-999"),
        ("self-harm", "safety/call-for-help"),
        ("worried", "safety/tell-social-care"),
        (NOT_SURE, "safety/talk-it-over"),
    ],
)
def test_any_answer_about_danger_but_no_shows_its_step_before_anything_else(
    voice: str, age: str, safety: str, first: str
) -> None:
    rules = real()
    for lives in ("england", "another country"):
        told = {"safety": safety, "lives-in": lives, "age-or-year": age, "ehc-plan": "none"}
        for concerns in (None, *((c,) for c in rules.concerns)):
            found = given(rules, told, concerns=concerns, voice=voice)
            assert (names(found), found.ask_next) == ([first], None)
            after = given(rules, told, concerns=concerns, voice=voice, done=(first,))
            assert first not in names(after)
            assert after.ask_next or after.next


def test_what_is_left_to_do_about_danger_ranks_first_and_stops_no_question() -> None:
    told = {"safety": "in danger", "lives-in": "england", "age-or-year": "up to year 10"}
    found = given(real(), told, concerns=("health",), done=("safety/call-999",))
    assert found.ask_next is not None
    assert found.advised[0].name == "safety/tell-social-care"


def test_in_the_terminal_whom_to_call_is_shown_at_once_and_the_questions_go_on_when_the_reader_is_ready() -> None:
    for lines, asked in ((["parent", "kent", "2"], 3), (["parent", "kent", "2", "on"], 4)):
        shown: list[str] = []
        end = terminal.converse(real(), terminal.Entered("2026-11-26"), iter(lines), shown.append)
        [calls] = [words for words in shown if "116 123" in words]
        assert "0800 1111" in calls and "999" in calls
        assert len(shown) == 1 + asked + 1
        assert ("safety/call-for-help" in end.child.done) == (asked == 4)
