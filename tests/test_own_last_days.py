"""A last day that the reader's own side has to keep moves its step up; one that somebody else keeps moves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pathway.engine import advice
from pathway.engine.model import Library, Role
from pathway.engine.terms import NOT_SURE, SIDES, VOICES
from tests.small import TODAY, ask, child, clock, fact, library, step, tree

ROLES = {r: Role(r, f"the {r}", "acts", ()) for r in ("school", "council", "parent", "tribunal")}
ROLES["governors"] = Role("governors", "the governors", "decide", (), side="school")


def ago(days: int) -> str:
    """The day so many days before today."""
    return (date.fromisoformat(TODAY) - timedelta(days)).isoformat()


def rules(**appeal: Any) -> Library:
    """Two trees, the second of which advises to appeal within two weeks of a letter, or within three of another."""
    who = {"who": "parent", "carries": ("law-1", "suggestion-1"), **appeal}
    made = library(
        [
            tree("talk", steps=[step("meet", urgency="now"), step("wait", urgency="planned")]),
            tree("appeal", steps=[step("appeal", by="appeal-ends", urgency="soon")]),
            tree("comment", steps=[step("comment", later=("comments-end",), urgency="soon")]),
        ],
        [fact("letter-on", "date", may_be=("past", "none yet")), fact("draft-on", "date", may_be=("past", "none yet"))],
        [
            clock("appeal-ends", "letter-on", 14, "days", **who),
            clock("comments-end", "draft-on", 21, "days", **who),
        ],
    )
    return replace(made, roles=ROLES)


def told(made: Library, voice: str = "parent", letter: str = NOT_SURE, draft: str = NOT_SURE) -> list[tuple[str, str]]:
    """Every step and its urgency, in order."""
    found = advice.ask(made, child({"letter-on": letter, "draft-on": draft}, voice=voice))
    assert found.ask_next is None
    return [(a.name, a.urgency) for a in found.advised]


QUIET = [("talk/meet", "now"), ("appeal/appeal", "soon"), ("comment/comment", "soon")]


def test_a_step_whose_last_day_falls_within_a_fortnight_is_now_and_comes_first() -> None:
    assert told(rules()) == QUIET
    assert told(rules(), letter=ago(0))[:2] == [("appeal/appeal", "now"), ("talk/meet", "now")]
    assert told(rules(), letter=ago(14))[0] == ("appeal/appeal", "now")


def test_the_last_day_may_be_one_that_starts_to_run_with_the_step_or_the_day_to_send_it_by() -> None:
    assert told(rules(), draft=ago(6)) == QUIET
    assert told(rules(), draft=ago(7))[0] == ("comment/comment", "now")
    made = library([tree("t", steps=[step("go", send_by="c")])], [fact("d", "date")], [clock("c", "d", 9, "days")])
    held = replace(made.clocks["c"], carries=("guidance-1",))
    found = advice.ask(replace(made, clocks={"c": held}), child({"d": TODAY}, voice="school"))
    assert [(a.name, a.urgency) for a in found.advised] == [("t/go", "now")]


def test_of_two_last_days_the_earlier_comes_first() -> None:
    assert [name for name, _ in told(rules(), letter=ago(1), draft=ago(20))][:2] == ["comment/comment", "appeal/appeal"]
    assert [name for name, _ in told(rules(), letter=ago(14), draft=ago(20))][:2] == [
        "appeal/appeal",
        "comment/comment",
    ]


def test_a_last_day_that_has_passed_ranks_with_the_rest() -> None:
    assert told(rules(), letter=ago(15))[:2] == [("talk/meet", "now"), ("appeal/appeal", "now")]


@pytest.mark.parametrize("voice", ["school", "agency"])
def test_a_day_that_somebody_else_has_to_keep_moves_nothing_until_it_has_passed(voice: str) -> None:
    assert told(rules(), voice, letter=ago(3)) == QUIET
    assert told(rules(), voice, letter=ago(15)) == [("talk/meet", "now"), ("appeal/appeal", "now"), QUIET[2]]


@pytest.mark.parametrize(
    ("who", "voice"), [("school", "school"), ("governors", "school"), ("council", "agency"), ("parent", "parent")]
)
def test_whose_day_it_is_the_side_of_the_role_says(who: str, voice: str) -> None:
    for reader in VOICES:
        moved = told(rules(who=who), reader, letter=ago(3))[0] == ("appeal/appeal", "now")
        assert moved == (reader == voice)


def test_a_role_is_on_its_own_side_or_on_none_unless_it_says() -> None:
    assert [ROLES[r].stands for r in ("school", "council", "parent", "governors")] == [
        "school",
        "council",
        "parent",
        "school",
    ]
    assert ROLES["tribunal"].stands == "other" == SIDES[-1]
    assert told(rules(who="tribunal"), letter=ago(3)) == QUIET


def test_a_time_of_our_own_moves_nothing() -> None:
    assert told(rules(carries=("suggestion-1", "local-1")), letter=ago(3)) == QUIET
    assert told(rules(carries=("guidance-1",)), letter=ago(3)) != QUIET


def test_a_day_before_which_nothing_may_happen_moves_nothing() -> None:
    assert told(rules(limit="at the earliest"), letter=ago(3)) == QUIET


def test_an_emergency_still_comes_before_every_last_day() -> None:
    made = rules()
    ring = tree("ring", steps=[step("ring", urgency="now", emergency=True, then="tell"), step("tell", urgency="now")])
    made = replace(made, first=("ring",), trees={"ring": ring, **made.trees})
    assert told(made, letter=ago(3)) == [("ring/ring", "now")]


def test_while_a_last_day_can_still_come_first_no_step_is_clear() -> None:
    leads = {"yes": "tree appeal", "no": "nothing", "not sure": "nothing"}
    made = library(
        [
            tree("talk", steps=[step("meet", urgency="now")]),
            tree("paper", [ask("q", "came", leads)]),
            tree("appeal", steps=[step("appeal", by="appeal-ends")]),
        ],
        [fact("came"), fact("letter-on", "date", may_be=("past",))],
        [clock("appeal-ends", "letter-on", 14, "days", who="parent", carries=("law-1",))],
        concerns={"ill": ("talk", "paper")},
    )
    made = replace(made, roles=ROLES)
    assert advice.ask(made, child({}, voice="parent")).clear is None
    assert advice.ask(made, child({"came": "yes"}, voice="parent")).clear is None
    late = advice.ask(made, child({"letter-on": ago(60)}, voice="parent"))
    assert late.clear is not None and late.clear.name == "talk/meet"
    other = advice.ask(made, child({}, voice="school"))
    assert other.clear is not None and other.clear.name == "talk/meet"
