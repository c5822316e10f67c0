"""Every tree that applies -> one recommendation, and the published JSON that carries it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pathway.engine import advice
from pathway.engine.advice import CONCERNS, Recommendation
from pathway.engine.contract import as_data, as_json
from pathway.engine.deadlines import Deadline
from pathway.engine.model import Clock, Fact, IfNotDone, Library, RoleHere
from pathway.engine.terms import NONE_YET, NOT_SURE
from tests.small import TODAY, area, ask, child, clock, fact, library, step, tree, voices


def given(rules: Library, answers: Mapping[str, str], *, final: bool = False, **more: Any) -> Recommendation:
    """The recommendation for these answers."""
    return advice.ask(rules, child(answers, **more), final)


def one_step(clocks: tuple[Clock, ...] = (), facts: tuple[Fact, ...] = (), **more: Any) -> Library:
    """A library whose only tree advises `act` at once."""
    return library([tree("t", steps=[step("act", **more), step("other")])], facts, clocks)


def due(rules: Library, answers: Mapping[str, str] | None = None, **more: Any) -> Deadline:
    """When the only step is due."""
    found = given(rules, answers or {}, **more)
    return found.advised[0].by


def yes_no(name: str, about: str, target: str) -> Any:
    return ask(name, about, {"yes": target, "no": "nothing", "not sure": "nothing"})


SAFE = tree(
    "safety", [yes_no("q", "danger", "ring")], [step("ring", urgency="now", emergency=True, then="tell"), step("tell")]
)
HEALTH = tree("health", [yes_no("q", "ill", "plan")], [step("plan", urgency="planned"), step("also-this")])
COUNCIL = tree("council", [yes_no("q", "taught", "decide")], [step("decide", urgency="now")])
RULES = library(
    [SAFE, HEALTH, COUNCIL],
    [fact("danger"), fact("ill"), fact("taught")],
    first=("safety",),
    concerns={"health": ("health", "council"), "exclusion": ("council",)},
)
SOUND = {"danger": "no", "ill": "yes", "taught": "yes"}


def names(found: Recommendation) -> list[str]:
    return [a.name for a in found.advised]


# Which steps, in which order


def test_the_most_urgent_step_is_next_and_the_others_go_with_it() -> None:
    found = given(RULES, SOUND, concerns=("health",))
    assert found.next is not None
    assert found.next.name == "council/decide"
    assert [a.name for a in found.also] == ["health/plan"]
    assert (found.so_far, found.ask_next, found.unanswered) == ((), None, ())


def test_equally_urgent_steps_stand_in_the_order_of_the_trees() -> None:
    rules = library([tree("b", steps=[step("x")]), tree("a", steps=[step("y")])], concerns={"ill": ("b", "a")})
    assert names(given(rules, {})) == ["b/x", "a/y"]


def test_a_tree_that_two_concerns_share_is_walked_once() -> None:
    found = given(RULES, SOUND, concerns=("health", "exclusion"))
    assert names(found) == ["council/decide", "health/plan"]
    assert advice.trees_for(RULES, ("exclusion", "health")) == ("health", "council")


def test_two_trees_that_lead_to_one_step_advise_it_once() -> None:
    rules = library(
        [
            tree("a", [yes_no("q", "ill", "tree c")]),
            tree("b", [yes_no("q", "ill", "tree c")]),
            tree("c", steps=[step("x")]),
        ],
        [fact("ill")],
    )
    assert names(given(rules, {"ill": "yes"})) == ["c/x"]


def test_who_is_not_sure_what_is_happening_is_asked_about_everything() -> None:
    assert advice.trees_for(RULES, (NOT_SURE,)) == ("health", "council")
    assert names(given(RULES, SOUND, concerns=(NOT_SURE,))) == ["council/decide", "health/plan"]


def test_the_order_in_which_concerns_are_ticked_does_not_matter() -> None:
    one, other = (given(RULES, SOUND, concerns=c) for c in (("health", "exclusion"), ("exclusion", "health")))
    assert names(one) == names(other)


def test_steps_that_go_with_a_step_come_with_it_unless_they_are_done() -> None:
    rules = one_step(also=("other", "rest/keep-going"))
    assert names(given(rules, {})) == ["t/act", "t/other", "rest/keep-going"]
    assert names(given(rules, {}, done=("t/other",))) == ["t/act", "rest/keep-going"]


def test_a_step_that_goes_with_another_is_ranked_by_its_own_urgency() -> None:
    rules = library([tree("t", steps=[step("act", also=("first",)), step("first", urgency="now")])])
    assert names(given(rules, {})) == ["t/first", "t/act"]


def test_when_nothing_is_advised_all_is_clear() -> None:
    found = given(RULES, {"danger": "no", "ill": "no", "taught": "no"}, concerns=("health",))
    assert found.next is not None
    assert found.next.name == "rest/keep-going"
    assert [p.fact for p in found.next.why] == ["danger", "ill", "taught"]
    assert found.stage == "late"


def test_all_is_not_clear_while_an_answer_is_missing() -> None:
    found = given(RULES, {"danger": "no", "ill": "no"}, concerns=("health",))
    assert (found.next, found.so_far, found.stage) == (None, (), "")


# What stops everything


def test_a_step_that_stops_is_shown_at_once_whatever_is_unanswered() -> None:
    found = given(RULES, {"danger": "yes"}, concerns=None)
    assert found.next is not None
    assert found.next.name == "safety/ring"
    assert (found.also, found.ask_next) == ((), None)


def test_nothing_comes_after_a_step_that_stops_until_it_is_done() -> None:
    danger = {**SOUND, "danger": "yes"}
    assert names(given(RULES, danger, concerns=("health",))) == ["safety/ring"]
    after = given(RULES, danger, concerns=("health",), done=("safety/ring",))
    assert names(after) == ["council/decide", "safety/tell", "health/plan"]


def test_a_step_that_stops_comes_before_every_other_even_if_a_later_tree_reaches_it() -> None:
    rules = library([COUNCIL, SAFE], [fact("danger"), fact("taught")])
    found = given(rules, {"taught": "yes", "danger": "yes"})
    assert names(found) == ["safety/ring", "council/decide"]


def test_no_start_date_is_asked_for_while_a_step_stops() -> None:
    rules = library(
        [tree("t", steps=[step("act", emergency=True, by="c")])],
        [fact("since", "date", may_be=("past",))],
        [clock("c", "since")],
    )
    found = given(rules, {})
    assert names(found) == ["t/act"]
    assert (found.ask_next, found.unanswered) == (None, ())


# What is asked


def test_a_concern_about_a_whole_school_asks_nothing_about_one_child_first() -> None:
    whole = {**RULES.concerns, "exclusion": replace(RULES.concerns["exclusion"], subject="school")}
    rules = replace(RULES, concerns=whole)
    assert given(rules, {}, concerns=("exclusion",)).ask_next == "taught"
    assert names(given(rules, {"taught": "yes"}, concerns=("exclusion",))) == ["council/decide"]


def test_what_was_said_about_danger_counts_whatever_the_concern_is_about() -> None:
    whole = {**RULES.concerns, "exclusion": replace(RULES.concerns["exclusion"], subject="school")}
    found = given(replace(RULES, concerns=whole), {"danger": "yes"}, concerns=("exclusion",))
    assert names(found) == ["safety/ring"] and found.ask_next is None


@pytest.mark.parametrize("concerns", [("health", "exclusion"), (NOT_SURE,), ("exclusion", NOT_SURE), None])
def test_beside_anything_else_safety_still_comes_first(concerns: tuple[str, ...] | None) -> None:
    whole = {**RULES.concerns, "exclusion": replace(RULES.concerns["exclusion"], subject="school")}
    assert given(replace(RULES, concerns=whole), {}, concerns=concerns).ask_next == "danger"


def test_what_is_happening_is_asked_after_the_trees_that_are_always_first() -> None:
    assert given(RULES, {}, concerns=None).ask_next == "danger"
    then = given(RULES, {"danger": "no"}, concerns=None)
    assert (then.ask_next, then.unanswered) == (CONCERNS, (CONCERNS,))


def test_while_an_answer_is_missing_what_is_certain_stands_so_far() -> None:
    found = given(RULES, {"danger": "no", "taught": "yes"}, concerns=("health",))
    assert (found.next, found.also) == (None, ())
    assert [a.name for a in found.so_far] == ["council/decide"]
    assert (found.ask_next, found.unanswered) == ("ill", ("ill",))
    assert found.stage == ""


def test_a_fact_that_two_trees_need_is_asked_once() -> None:
    rules = library(
        [tree("a", [yes_no("q", "ill", "x")], [step("x")]), tree("b", [yes_no("q", "ill", "y")], [step("y")])],
        [fact("ill")],
    )
    assert given(rules, {}).unanswered == ("ill",)


def test_in_the_end_everything_missing_is_assumed_and_listed() -> None:
    found = given(RULES, {}, concerns=None, final=True)
    assert found.next is not None
    assert found.ask_next is None
    assert {a.fact for a in found.assumed} == {"danger", "ill", "taught"}


def test_start_dates_are_asked_after_everything_that_decides_between_steps() -> None:
    rules = library(
        [tree("t", [yes_no("q", "ill", "act")], [step("act", by="c", later=("d",))])],
        [fact("ill"), fact("since", "date", may_be=("past",)), fact("met-on", "date", may_be=("past",))],
        [clock("c", "since"), clock("d", "met-on")],
    )
    assert given(rules, {}).unanswered == ("ill",)
    assert given(rules, {"ill": "yes"}).unanswered == ("since", "met-on")
    assert given(rules, {"ill": "yes", "since": TODAY}).ask_next == "met-on"
    assert given(rules, {"ill": "yes", "since": TODAY, "met-on": NOT_SURE}).ask_next is None
    assert given(rules, {"ill": "no"}).ask_next is None


def test_no_start_date_is_asked_while_another_tree_is_open() -> None:
    rules = library(
        [tree("a", steps=[step("x", by="c")]), HEALTH],
        [fact("ill"), fact("since", "date", may_be=("past",))],
        [clock("c", "since")],
    )
    assert given(rules, {}).unanswered == ("ill",)
    assert given(rules, {"ill": "no"}).unanswered == ("since",)


def test_the_next_step_is_clear_early_once_nothing_that_ranks_before_it_is_open() -> None:
    rules = library(
        [COUNCIL, HEALTH, tree("far", [yes_no("q", "away", "go")], [step("go", urgency="now")])],
        [fact("ill"), fact("taught"), fact("away")],
    )
    clear = given(rules, {"taught": "yes"}).clear
    assert clear is not None
    assert clear.name == "council/decide"
    assert given(rules, {"away": "yes"}).clear is None
    assert given(rules, {"taught": "no", "ill": "yes"}).clear is None
    assert given(rules, {"taught": "no", "ill": "no", "away": "yes"}).clear is None
    assert given(rules, {}).clear is None
    assert given(rules, {"taught": "yes"}, concerns=None).clear is None


def test_a_step_that_is_not_for_now_is_never_clear_early() -> None:
    assert given(library([HEALTH, COUNCIL], [fact("ill"), fact("taught")]), {"ill": "yes"}).clear is None


def test_nothing_is_clear_while_a_later_tree_may_still_stop_everything() -> None:
    rules = library([COUNCIL, SAFE], [fact("danger"), fact("taught")])
    assert given(rules, {"taught": "yes"}).clear is None
    assert given(rules, {"taught": "yes"}).so_far


def test_nothing_is_clear_while_a_date_may_still_make_an_earlier_step_overdue() -> None:
    rules = library(
        [tree("a", steps=[step("x", by="c")]), COUNCIL, HEALTH],
        [fact("since", "date", may_be=("past",)), fact("taught"), fact("ill")],
        [clock("c", "since")],
    )
    assert given(rules, {"taught": "yes"}).clear is None
    clear = given(rules, {"taught": "yes", "since": TODAY}).clear
    assert clear is not None
    assert clear.name == "council/decide"
    late = given(rules, {"taught": "yes", "since": "2026-11-02"}).clear
    assert late is not None
    assert late.name == "a/x"


# Deadlines


def test_a_clock_from_today_gives_a_date() -> None:
    by = due(one_step((clock("c"),), by="c"))
    assert (by.day, by.exact, by.overdue) == (date(2026, 11, 26), True, False)


def test_straight_away_is_today_and_no_clock() -> None:
    by = due(one_step())
    assert (by.day, by.clock, by.overdue) == (date(2026, 11, 23), "", False)


@pytest.mark.parametrize(
    ("since", "overdue"), [("2026-11-17", True), ("2026-11-18", False), ("2026-11-19", False), ("2026-11-23", False)]
)
def test_a_clock_has_run_out_the_day_after_it_was_due(since: str, overdue: bool) -> None:
    rules = one_step((clock("c", "since"),), (fact("since", "date", unit="working days", may_be=("past",)),), by="c")
    assert due(rules, {"since": since}).overdue is overdue


@pytest.mark.parametrize("limit", ["at the earliest", "on that day"])
def test_only_what_is_due_at_the_latest_can_be_overdue(limit: str) -> None:
    rules = one_step((clock("c", "since", limit=limit),), (fact("since", "date", may_be=("past",)),), by="c")
    assert not due(rules, {"since": "2020-01-06"}).overdue


def test_a_step_whose_clock_has_run_out_ranks_as_now() -> None:
    rules = library(
        [tree("a", steps=[step("x")]), tree("b", steps=[step("y", urgency="planned", by="c")])],
        [fact("since", "date", may_be=("past",))],
        [clock("c", "since")],
    )
    assert names(given(rules, {"since": "2026-11-20"})) == ["a/x", "b/y"]
    late = given(rules, {"since": "2026-11-02"})
    assert names(late) == ["b/y", "a/x"]
    assert late.advised[0].urgency == "now"


def test_the_sixth_school_day_counts_the_first() -> None:
    begins = clock("c", "since", 6, "school days", first_day_counts=True, limit="on that day")
    by = due(one_step((begins,), (fact("since", "date", may_be=("past",)),), by="c"), {"since": "2026-11-23"})
    assert (by.day, by.exact) == (date(2026, 11, 30), False)


def test_holidays_that_are_known_move_a_school_deadline_and_make_it_exact() -> None:
    facts = (fact("term-breaks", "date ranges"),)
    rules = one_step((clock("c", length=25, unit="school days"),), facts, by="c")
    assert due(rules).day == date(2026, 12, 30)
    assert not due(rules).exact
    known = due(rules, {"term-breaks": "2026-12-21 to 2027-01-01, 2027-02-15 to 2027-02-19"})
    assert (known.day, known.exact) == (date(2027, 1, 11), True)


def test_an_area_that_gives_its_holidays_needs_no_entry() -> None:
    here = area("here", breaks=(("2026-11-24", "2026-11-25"), ("2026-12-21", "2027-01-01")))
    rules = library([tree("t", steps=[step("act", by="c")])], clocks=[clock("c", unit="school days")], areas=[here])
    assert due(rules, where="here").day == date(2026, 11, 30)
    assert due(rules, where="here").exact


def count_of_days(limit: str = "on that day", **more: Any) -> Library:
    facts = (fact("days-missed", "whole number", unit="school days", low=0), fact("goes-on"))
    return one_step((clock("c", "days-missed", 15, "school days", limit=limit, **more),), facts, by="c")


@pytest.mark.parametrize(("missed", "day"), [("14", "2026-11-24"), ("10", "2026-11-30"), ("0", "2026-12-14")])
def test_an_absence_that_goes_on_has_a_day_fifteen(missed: str, day: str) -> None:
    """Days missed so far take in today; each school day to come is one more."""
    by = due(count_of_days(), {"days-missed": missed})
    assert by.day == date.fromisoformat(day)
    assert not by.exact


def test_a_count_that_is_reached_has_no_day_to_come() -> None:
    for missed in ("15", "40"):
        by = due(count_of_days(), {"days-missed": missed})
        assert (by.day, by.running, by.overdue) == (None, False, False)


def test_a_count_that_went_past_its_limit_is_overdue_though_nobody_knows_since_when() -> None:
    for missed, overdue in (("14", False), ("15", False), ("16", True)):
        found = given(count_of_days("at the latest"), {"days-missed": missed})
        assert found.advised[0].by.overdue is overdue
        assert (found.advised[0].urgency == "now") is overdue
    assert as_data(found)["next"]["by"]["date"] is None


def test_a_clock_runs_only_where_its_condition_holds() -> None:
    rules = count_of_days(only_if=(("goes-on", "yes"),))
    assert due(rules, {"days-missed": "10", "goes-on": "yes"}).day == date(2026, 11, 30)
    for answer in ({"goes-on": "no"}, {"goes-on": NOT_SURE}, {}):
        by = due(rules, {"days-missed": "10", **answer})
        assert (by.day, by.running) == (None, False)


def test_an_area_may_lengthen_a_clock() -> None:
    rules = library(
        [tree("t", steps=[step("act", by="c")])],
        clocks=[clock("c", length="wait")],
        numbers={"wait": (3, "working days")},
        areas=[area("here", numbers={"wait": 5})],
    )
    assert due(rules).day == date(2026, 11, 26)
    assert due(rules, where="here").day == date(2026, 11, 30)


def test_a_clock_whose_start_is_unknown_is_shown_in_words_and_assumed() -> None:
    rules = one_step((clock("c", "since"),), (fact("since", "date", may_be=("past", "none yet")),), by="c")
    found = given(rules, {"since": NOT_SURE})
    assert found.next is not None
    assert (found.next.by.day, found.next.by.words) == (None, "when c rings")
    assert [(a.fact, a.treated_as) for a in found.assumed] == [("since", "no date")]
    assert [d.clock for d in found.later] == ["c"]


def test_a_clock_whose_start_has_not_come_does_not_run() -> None:
    rules = one_step((clock("c", "since"),), (fact("since", "date"),), by="c")
    found = given(rules, {"since": NONE_YET})
    assert found.next is not None
    assert not found.next.by.running
    assert (found.assumed, found.later) == ((), ())


def test_a_date_beyond_the_table_of_bank_holidays_is_left_in_words() -> None:
    found = given(one_step((clock("c", length=900),), by="c"), {}, on="2033-12-30")
    assert found.next is not None
    assert (found.next.by.day, found.next.by.unknown) == (None, False)
    assert json.loads(as_json(found))["assumed"] == []


def test_a_year_too_far_ahead_to_reckon_does_not_break_the_answer() -> None:
    for unit in ("days", "weeks", "working days", "school days"):
        assert due(one_step((clock("c", length=10**9, unit=unit),), by="c")).day is None


def test_later_stands_in_the_order_of_days_and_what_has_no_day_last() -> None:
    far, soon, unknown = clock("far", length=9), clock("soon", length=1), clock("unknown", "since")
    rules = one_step(
        (far, soon, unknown), (fact("since", "date", may_be=("past",)),), later=("far", "unknown"), by="soon"
    )
    assert [d.clock for d in given(rules, {"since": NOT_SURE}).later] == ["soon", "far", "unknown"]


def test_a_clock_that_no_step_names_is_shown_while_it_runs() -> None:
    rules = one_step((clock("c", "since"),), (fact("since", "date", may_be=("past",)),))
    assert [d.clock for d in given(rules, {"since": "2026-11-20"}).later] == ["c"]
    assert [d.clock for d in given(rules, {"since": "2026-11-18"}).later] == ["c"]  # it rings today
    assert given(rules, {"since": "2026-11-02"}).later == ()
    assert given(one_step((clock("c"),)), {}).later == ()
    assert given(rules, {"since": NOT_SURE}).later == ()
    assert given(rules, {}).later == ()


def test_a_local_clock_that_ends_with_the_one_a_step_names_is_not_shown_twice() -> None:
    since = (fact("since", "date", may_be=("past",)),)

    def clocks(*more: Clock) -> list[str]:
        rules = one_step((clock("c", "since", carries=("suggestion-1",)), *more), since, by="c")
        return [d.clock for d in given(rules, {"since": "2026-11-20"}).later]

    assert clocks(clock("d", "since", carries=("local-1",))) == ["c"]
    assert clocks(clock("d", "since", carries=("law-1",))) == ["c", "d"]
    assert clocks(clock("d", "since", 5, carries=("local-1",))) == ["c", "d"]


def test_what_to_do_if_nothing_happens_has_a_clock_of_its_own() -> None:
    rules = one_step((clock("wait", length=5),), if_not_done=IfNotDone("wait", "rest/keep-going"))
    found = given(rules, {})
    assert found.next is not None
    assert found.next.after.day == date(2026, 11, 30)
    assert [d.clock for d in found.later] == ["wait"]


def test_a_step_cannot_be_left_undone_before_it_is_due() -> None:
    """Ten school days to act, and three working days more for an answer."""
    clocks = (clock("c", length=10, unit="school days"), clock("wait", length=3))
    found = given(one_step(clocks, by="c", if_not_done=IfNotDone("wait", "rest/keep-going")), {})
    assert found.next is not None
    assert (found.next.by.day, found.next.after.day) == (date(2026, 12, 7), date(2026, 12, 10))
    assert not found.next.after.exact
    at_once = given(one_step(clocks, by="c"), {}).advised[0]
    assert at_once.after.day == at_once.by.day


def test_a_step_that_is_overdue_has_waited_long_enough() -> None:
    clocks = (clock("c", "since"), clock("wait", length=3))
    rules = one_step(
        clocks,
        (fact("since", "date", may_be=("past",)),),
        by="c",
        if_not_done=IfNotDone("wait", "rest/keep-going"),
    )
    assert given(rules, {"since": "2026-11-02"}).advised[0].after.day == date(2026, 11, 26)


def test_a_clock_that_runs_from_two_days_is_shown_for_both() -> None:
    wait = IfNotDone("wait", "rest/keep-going")
    steps = [step("act", also=("act-too",), if_not_done=wait), step("act-too", by="c", if_not_done=wait)]
    rules = library([tree("t", steps=steps)], clocks=[clock("c", length=10), clock("wait", length=3)])
    waits = [d.day for d in given(rules, {}).later if d.clock == "wait"]
    assert waits == [date(2026, 11, 26), date(2026, 12, 10)]


# What it rests on


@pytest.mark.parametrize(
    ("carries", "kind"),
    [
        (("law-1",), "law"),
        (("law-1", "guidance-1"), "guidance"),
        (("local-1", "law-1"), "local"),
        (("suggestion-1", "local-1", "law-1"), "suggestion"),
        (("case-1", "advice-1"), "advice"),
        ((), "suggestion"),
    ],
)
def test_a_mixture_is_no_stronger_than_its_weakest_part(carries: tuple[str, ...], kind: str) -> None:
    assert advice.weakest(RULES, carries) == kind


def test_another_council_s_own_practice_is_neither_cited_nor_weakens_a_rule() -> None:
    here = area("here", adopts=("local",))
    q = ask("q", "ill", {"yes": "act", "no": "nothing", "not sure": "nothing"}, ("local-1", "law-1"))
    t = tree("t", [q], [step("act", carries=("local-1", "guidance-1"))])
    rules = library([t], [fact("ill")], areas=[here])
    for where, kind, carries, why in (
        ("here", "local", ["local-1", "guidance-1"], ["local-1", "law-1"]),
        ("england", "guidance", ["guidance-1"], ["law-1"]),
    ):
        data = as_data(given(rules, {"ill": "yes"}, where=where))["next"]
        assert (data["kind"], [c["clause"] for c in data["carries"]], data["why"][0]["carries"]) == (kind, carries, why)


def test_the_kinds_of_a_mixture_stand_strongest_first_each_once() -> None:
    assert advice.kinds(RULES, ("local-1", "law-1", "local-1", "case-1")) == ("law", "case", "local")


def test_the_stage_is_that_of_the_most_urgent_step_beyond_the_first_trees() -> None:
    worry = tree("worry", [yes_no("q", "danger", "tell")], [step("tell", urgency="now", stage="early")])
    rules = library(
        [worry, tree("t", [yes_no("q", "ill", "act")], [step("act", stage="late")])],
        [fact("danger"), fact("ill")],
        first=("worry",),
    )
    assert given(rules, {"danger": "yes", "ill": "yes"}).stage == "late"
    assert given(rules, {"danger": "yes", "ill": "no"}).stage == "early"


def test_every_answer_that_led_to_a_step_is_told_with_its_branch() -> None:
    found = given(RULES, SOUND, concerns=("health",))
    assert found.next is not None
    assert [(p.fact, p.answer, p.branch) for p in found.next.why] == [("taught", "yes", "yes")]


def test_what_a_voice_was_not_asked_is_listed_as_assumed() -> None:
    harm = fact("harm", asked_of=("school", "agency"))
    rules = library(
        [tree("t", [ask("q", "harm", {"yes": "act", "no": "other", "not sure": "act"})], [step("act"), step("other")])],
        [harm],
    )
    found = given(rules, {}, voice="parent")
    assert found.next is not None
    assert [(a.fact, a.treated_as) for a in found.assumed] == [("harm", NOT_SURE)]


# The published JSON


CONTRACT = [
    *("contract", "asked", "next", "also", "so_far", "later", "stage", "assumed", "ask_next", "unanswered", "coming")
]
STEP_KEYS = [
    *("tree", "step", "title", "stage", "urgency", "stops", "lead", "with", "by", "consent", "need", "do", "caution"),
    *("letter", "read", "carries", "if_not_done", "why"),
]


def test_the_keys_of_the_json_stand_in_the_published_order() -> None:
    data = json.loads(as_json(given(RULES, SOUND, concerns=("health",))))
    assert list(data) == CONTRACT
    assert list(data["next"])[: len(STEP_KEYS)] == STEP_KEYS
    assert list(data["also"][0]) == list(data["next"])
    assert list(data["asked"])[:6] == ["on", "area", "voice", "concerns", "done", "library"]
    assert list(data["next"]["by"])[:4] == ["date", "words", "from", "overdue"]


def test_the_json_is_utf_8_with_two_spaces_and_ends_with_one_line_end() -> None:
    text = as_json(given(one_step(title=voices("Caf\u00e9")), {}))
    assert "Caf\u00e9" in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("voice", ["parent", "school", "agency"])
def test_titles_are_in_the_asked_voice_and_what_to_do_in_all_three(voice: str) -> None:
    data = as_data(given(one_step(need=(voices("pen"),), caution=voices("slowly")), {}, voice=voice))["next"]
    assert data["title"].endswith(voice)
    assert data["need"][0].endswith(voice)
    assert data["if_not_done"]["title"].endswith(voice)
    assert list(data["do"]) == list(data["caution"]) == ["school", "parent", "agency"]
    assert data["do"]["agency"].endswith("agency")


def test_roles_have_the_name_that_the_area_gives_them() -> None:
    here = area("here", roles={"school": RoleHere("The Academy")})
    rules = library([tree("t", steps=[step("act", with_=("council",))])], areas=[here])
    data = as_data(given(rules, {}, where="here"))["next"]
    assert data["lead"] == {"role": "school", "name": "The Academy", "contact": None}
    assert data["with"] == [{"role": "council", "name": "the council", "contact": None}]


def test_the_json_does_not_depend_on_the_order_of_the_answers() -> None:
    turned = dict(reversed(SOUND.items()))
    assert as_json(given(RULES, SOUND)) == as_json(given(RULES, turned))


def test_what_a_step_does_not_have_is_null_in_the_json() -> None:
    bare = as_data(given(one_step(), {}, concerns=("ill",)))
    assert (bare["next"]["letter"], bare["next"]["caution"], bare["next"]["by"]["clock"]) == (None, None, None)
    assert bare["asked"]["concerns"] == ["ill"]
    papers = {"school": ("ask",)}
    full = as_data(given(one_step((clock("c"),), by="c", papers=papers, caution=voices("slowly")), {}))
    assert (full["next"]["letter"], full["next"]["by"]["clock"]) == ("ask", "c")
    assert as_data(given(one_step(), {}, concerns=None))["asked"]["concerns"] == []


def test_what_is_assumed_names_who_would_know() -> None:
    data = as_data(given(RULES, {"ill": NOT_SURE}, final=True, concerns=("health",), voice="agency"))
    assert data["assumed"][0]["find_out_from"].endswith("agency")
