"""The smallest changes of one answer that would change the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pathway.engine import whatif
from pathway.engine.model import Fact, Library
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE
from tests.small import area, ask, child, clock, fact, library, step, tree


def found(rules: Library, given: Mapping[str, str], **more: Any) -> list[tuple[str, str, str]]:
    """Each change as (fact, instead, next step)."""
    return [(c.fact, c.instead, c.next.name) for c in whatif.changes(rules, child(given, **more))]


def by_phrases(about: Fact, phrases: Mapping[str, str], **more: Any) -> Library:
    """One tree that asks for one fact; every phrase leads to a step of its own name."""
    steps = [step(name) for name in dict.fromkeys(phrases.values()) if name != "nothing"]
    return library([tree("t", [ask("q", about.id, phrases)], steps)], [about], **more)


DAYS = fact("days-missed", "whole number", unit="school days", low=0, high=195)
FROM_TEN = by_phrases(DAYS, {"below 10": "a", "10 to below 15": "b", "15 or more": "c", "not sure": "a"})


def test_the_nearest_number_on_each_side_is_found() -> None:
    assert found(FROM_TEN, {"days-missed": "12"}) == [("days-missed", "9", "t/a"), ("days-missed", "15", "t/c")]
    assert found(FROM_TEN, {"days-missed": "9"}) == [("days-missed", "10", "t/b"), ("days-missed", "15", "t/c")]
    assert found(FROM_TEN, {"days-missed": "195"}) == [("days-missed", "14", "t/b"), ("days-missed", "9", "t/a")]


def test_the_nearer_side_comes_first() -> None:
    assert [instead for _, instead, _ in found(FROM_TEN, {"days-missed": "14"})] == ["15", "9"]
    assert [instead for _, instead, _ in found(FROM_TEN, {"days-missed": "10"})] == ["9", "15"]


def test_a_percentage_changes_by_the_smallest_hundredth() -> None:
    share = fact("attendance", "percentage", low=0, high=100)
    rules = by_phrases(share, {"below 90": "a", "90 or less": "a", "more than 90": "b", "not sure": "a"})
    assert found(rules, {"attendance": "92.5"}) == [("attendance", "90", "t/a")]
    assert found(rules, {"attendance": "90"}) == [("attendance", "90.01", "t/b")]
    half = by_phrases(share, {"below 89.5": "a", "89.5 or more": "b", "not sure": "a"})
    assert found(half, {"attendance": "95"}) == [("attendance", "89.49", "t/a")]
    assert found(half, {"attendance": "3"}) == [("attendance", "89.5", "t/b")]


def test_a_date_changes_by_the_smallest_number_of_days() -> None:
    since = fact("since", "date", unit="weeks", may_be=("past", "none yet"))
    rules = by_phrases(
        since, {"6 weeks ago or less": "a", "more than 6 weeks ago": "b", "none yet": "c", "not sure": "a"}
    )
    assert found(rules, {"since": "2026-11-02"}) == [("since", "2026-10-11", "t/b"), ("since", NONE_YET, "t/c")]
    assert found(rules, {"since": "2026-09-01"})[0] == ("since", "2026-10-12", "t/a")


def test_a_date_in_working_days_lands_on_the_latest_day_that_does() -> None:
    """On Monday, three working days have gone by since the Wednesday before; Sunday has the same count as Friday."""
    asked = fact("asked-on", "date", unit="working days", may_be=("past",))
    rules = by_phrases(asked, {"less than 1 working days ago": "a", "1 working day ago or more": "b", "not sure": "a"})
    assert found(rules, {"asked-on": "2026-11-23"}) == [("asked-on", "2026-11-22", "t/b")]
    assert found(rules, {"asked-on": "2026-11-02"}) == [("asked-on", "2026-11-23", "t/a")]


def test_a_future_date_is_found_too() -> None:
    meeting = fact("meeting", "date", may_be=("past", "future"))
    rules = by_phrases(meeting, {"today or earlier": "a", "in the future": "b", "not sure": "a"})
    assert found(rules, {"meeting": "2026-11-20"}) == [("meeting", "2026-11-24", "t/b")]
    assert found(rules, {"meeting": "2027-01-04"}) == [("meeting", "2026-11-23", "t/a")]


def test_every_other_choice_with_another_step_is_found_and_not_sure_is_not_offered() -> None:
    open_to = fact("open-to", "choice", choices=("early help", "social care", "nobody"))
    rules = by_phrases(open_to, {"early help or nobody": "a", "social care": "b", "not sure": "c"})
    assert found(rules, {"open-to": "nobody"}) == [("open-to", "social care", "t/b")]


def test_among_several_choices_one_is_added_or_taken_away() -> None:
    have = fact("in-place", "several choices", choices=("plan", "work", "visits"))
    lacks = ask("q", "in-place", {"includes work": "r", "does not include work": "work", "not sure": "ask"})
    then = ask("r", "in-place", {"includes plan": "nothing", "does not include plan": "plan", "not sure": "ask"})
    rules = library([tree("t", [lacks, then], [step("work"), step("plan"), step("ask")])], [have])
    changed = found(rules, {"in-place": "plan, work, visits"})
    assert changed == [("in-place", "work, visits", "t/plan"), ("in-place", "plan, visits", "t/work")]
    assert found(rules, {"in-place": "work"})[1] == ("in-place", NONE_OF_THESE, "t/work")
    assert found(rules, {"in-place": NOT_SURE}) == [("in-place", "plan", "t/work"), ("in-place", "work", "t/plan")]


def test_none_of_these_is_one_of_the_answers_that_somebody_unsure_may_give() -> None:
    have = fact("in-place", "several choices", choices=("plan",))
    phrases = {"includes plan": "a", "does not include plan": "b", "not sure": "a"}
    assert found(by_phrases(have, phrases), {"in-place": NOT_SURE}) == [("in-place", NONE_OF_THESE, "t/b")]
    assert found(by_phrases(have, phrases), {"in-place": "plan"}) == [("in-place", NONE_OF_THESE, "t/b")]


def test_a_date_that_must_be_to_come_is_changed_to_none_that_is_past() -> None:
    meeting = fact("meeting", "date", may_be=("future", "none yet"))
    q = ask("q", "meeting", {"in the future": "x", "none yet": "y", "not sure": "y"})
    rules = library([tree("t", [q], [step("x", by="c"), step("y")])], [meeting], [clock("c", "meeting")])
    assert found(rules, {"meeting": "2026-12-01"}) == [("meeting", NONE_YET, "t/y")]


def test_who_is_not_sure_is_told_what_each_answer_would_do() -> None:
    assert [(i, n) for _, i, n in found(FROM_TEN, {"days-missed": NOT_SURE})] == [("10", "t/b"), ("15", "t/c")]


def test_an_unbounded_number_is_answered_by_one_that_can_be_entered() -> None:
    count = fact("count", "whole number")
    assert found(by_phrases(count, {"below 5": "a", "5 or more": "b", "not sure": "a"}), {"count": "7"}) == [
        ("count", "4", "t/a")
    ]
    rules = by_phrases(count, {"0 or more": "a", "below 0": "a", "not sure": "b"})
    assert found(rules, {"count": NOT_SURE}) == [("count", "-1", "t/a")]


def test_the_figures_are_those_of_the_area() -> None:
    here = area("here", numbers={"trigger": 8})
    phrases = {"below trigger": "a", "trigger or more": "b", "not sure": "a"}
    rules = by_phrases(DAYS, phrases, numbers={"trigger": (10, "school days")}, areas=[here])
    assert found(rules, {"days-missed": "3"}, where="here") == [("days-missed", "8", "t/b")]


def test_only_answers_that_were_given_and_used_are_changed() -> None:
    rules = library(
        [
            tree(
                "t",
                [
                    ask("q", "ill", {"yes": "r", "no": "stay", "not sure": "stay"}),
                    ask("r", "late", {"yes": "go", "no": "stay", "not sure": "stay"}),
                ],
                [step("go"), step("stay")],
            )
        ],
        [fact("ill"), fact("late"), fact("other")],
    )
    assert found(rules, {"ill": "no", "late": "yes", "other": "yes"}) == [("ill", "yes", "t/go")]
    assert found(rules, {"ill": "yes"}) == []
    assert found(rules, {}) == []


def test_a_change_in_an_earlier_tree_counts_by_what_is_next_over_all() -> None:
    rules = library(
        [
            tree("a", [ask("q", "ill", {"yes": "x", "no": "nothing", "not sure": "x"})], [step("x")]),
            tree("b", [ask("q", "late", {"yes": "y", "no": "nothing", "not sure": "y"})], [step("y", urgency="now")]),
        ],
        [fact("ill"), fact("late")],
    )
    assert found(rules, {"ill": "yes", "late": "yes"}) == [("late", "no", "a/x")]
    assert found(rules, {"ill": "yes", "late": "no"}) == [("ill", "no", "rest/keep-going"), ("late", "yes", "b/y")]


def test_a_start_date_is_changed_to_where_a_clock_has_just_run_out() -> None:
    """Five working days after Monday the 16th is Monday the 23rd: only from Friday the 13th back is it overdue."""
    since = fact("asked-on", "date", unit="weeks", may_be=("past",))
    rules = library(
        [
            tree("a", steps=[step("x")]),
            tree(
                "b",
                [ask("q", "asked-on", {"today or earlier": "y", "not sure": "y"})],
                [step("y", by="c", urgency="planned")],
            ),
        ],
        [since],
        [clock("c", "asked-on", 5)],
    )
    assert found(rules, {"asked-on": "2026-11-20"}) == [("asked-on", "2026-11-15", "b/y")]
    assert found(rules, {"asked-on": "2026-11-02"}) == [("asked-on", "2026-11-16", "a/x")]


def test_a_count_is_changed_to_where_it_has_just_gone_past_its_limit() -> None:
    rules = library(
        [
            tree("a", steps=[step("x")]),
            tree(
                "b",
                [ask("q", "days-missed", {"0 or more": "y", "not sure": "y"})],
                [step("y", by="c", urgency="planned")],
            ),
        ],
        [DAYS],
        [clock("c", "days-missed", 15, "school days")],
    )
    assert found(rules, {"days-missed": "3"}) == [("days-missed", "16", "b/y")]
    assert found(rules, {"days-missed": "30"}) == [("days-missed", "15", "a/x")]


def test_every_change_is_an_answer_that_can_be_entered_and_does_what_it_says() -> None:
    from datetime import date

    from pathway.engine.advice import ask as advise
    from pathway.engine.answers import answer

    for days in ("0", "9", "10", "14", "15", "195", NOT_SURE):
        for change in whatif.changes(FROM_TEN, child({"days-missed": days})):
            assert answer(DAYS, change.instead, date(2026, 11, 23)) == change.instead
            again = advise(FROM_TEN, child({"days-missed": change.instead}), final=True)
            assert again.next is not None
            assert again.next.name == change.next.name
