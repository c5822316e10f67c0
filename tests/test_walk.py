"""The path that a child's answers take through one tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pathway.engine import rules
from pathway.engine.model import Library
from pathway.engine.terms import NOT_SURE, NOTHING
from pathway.engine.walk import ANSWERED, BY_AREA, MISSING, NOT_ASKED, UNSURE, Path, Walker
from tests.small import area, ask, child, fact, library, step, tree

ILL = ask("ill", "ill", {"yes": "days", "no": "nothing", "not sure": "find-out"})
DAYS = ask("days", "days-missed", {"below 15": "watch", "15 or more": "return", "not sure": "watch"}, ("guidance-1",))
STEPS = [step("watch"), step("return", urgency="now"), step("find-out")]
FACTS = [fact("ill"), fact("days-missed", "whole number", unit="school days", low=0, high=195)]
HEALTH = library([tree("health", [ILL, DAYS], STEPS)], FACTS)


def walked(rules: Library, name: str, given: Mapping[str, str], *, final: bool = False, **more: Any) -> Path:
    """The path through one tree for these answers."""
    return Walker(rules, child(given, **more), final).walk(name)


def test_answers_lead_to_a_step_and_the_path_remembers_each_of_them() -> None:
    path = walked(HEALTH, "health", {"ill": "yes", "days-missed": "15"})
    assert path.end == "health/return"
    assert [(p.question, p.answer, p.branch, p.origin) for p in path.passed] == [
        ("ill", "yes", "yes", ANSWERED),
        ("days", "15", "15 or more", ANSWERED),
    ]
    assert path.passed[1].carries == ("guidance-1",)


@pytest.mark.parametrize(("days", "end"), [("0", "watch"), ("14", "watch"), ("15", "return"), ("195", "return")])
def test_the_threshold_decides_to_the_day(days: str, end: str) -> None:
    assert walked(HEALTH, "health", {"ill": "yes", "days-missed": days}).end == f"health/{end}"


def test_a_missing_answer_is_asked_for_and_nothing_is_advised() -> None:
    assert Walker(HEALTH, child()).walk("health") == Path("health", (), "", "ill")
    later = walked(HEALTH, "health", {"ill": "yes"})
    assert (later.end, later.needs) == ("", "days-missed")


def test_no_later_question_is_asked_before_an_earlier_one() -> None:
    assert walked(HEALTH, "health", {"days-missed": "15"}).needs == "ill"


def test_nothing_ends_a_walk_without_a_step() -> None:
    assert walked(HEALTH, "health", {"ill": "no"}).end == NOTHING


def test_not_sure_has_a_branch_of_its_own() -> None:
    path = walked(HEALTH, "health", {"ill": NOT_SURE})
    assert path.end == "health/find-out"
    assert path.passed[0].origin == UNSURE


def test_in_the_end_whatever_is_missing_counts_as_not_sure() -> None:
    path = walked(HEALTH, "health", {"ill": "yes"}, final=True)
    assert path.end == "health/watch"
    assert path.passed[1].origin == MISSING


def test_a_tree_without_questions_advises_its_first_step() -> None:
    assert walked(library([tree("only", steps=[step("a"), step("b")])]), "only", {}).end == "only/a"


def test_a_question_that_cannot_change_the_end_is_not_asked() -> None:
    """Both open answers lead to `act`, one of them through a further question."""
    early = ask("early", "early", {"yes": "late", "no": "act", "not sure": "act"})
    late = ask("late", "late", {"yes or no": "act", "not sure": "act"})
    kinds = [fact("early"), fact("late", "choice", choices=("yes", "no"))]
    rules = library([tree("settled", [early, late], [step("act")])], kinds)
    path = walked(rules, "settled", {})
    assert (path.end, path.needs, path.passed) == ("settled/act", "", ())


def test_a_known_answer_further_on_can_settle_a_question() -> None:
    early = ask("early", "early", {"yes": "late", "no": "act", "not sure": "act"})
    late = ask("late", "late", {"yes": "act", "no": "wait", "not sure": "act"})
    rules = library([tree("t", [early, late], [step("act"), step("wait")])], [fact("early"), fact("late")])
    assert walked(rules, "t", {"late": "yes"}).end == "t/act"
    assert walked(rules, "t", {}).needs == "early"
    assert walked(rules, "t", {"late": "no"}).needs == "early"


def test_a_question_is_settled_through_another_tree_too() -> None:
    into = ask("into", "early", {"yes": "tree other", "no": "tree other", "not sure": "tree other"})
    other = tree("other", [ask("q", "late", {"yes or no": "nothing", "not sure": "nothing"})])
    rules = library([tree("t", [into]), other], [fact("early"), fact("late", "choice", choices=("yes", "no"))])
    assert walked(rules, "t", {}).end == NOTHING


def test_a_voice_that_must_not_be_asked_counts_as_not_sure_whatever_it_said() -> None:
    harm = fact("harm", asked_of=("school", "agency"))
    leads = {"yes": "tell", "no": "nothing", "not sure": "talk"}
    rules = library([tree("t", [ask("q", "harm", leads)], [step("tell"), step("talk")])], [harm])
    assert walked(rules, "t", {"harm": "yes"}, voice="school").end == "t/tell"
    path = walked(rules, "t", {"harm": "yes"}, voice="parent")
    assert path.end == "t/talk"
    assert (path.passed[0].answer, path.passed[0].origin) == (NOT_SURE, NOT_ASKED)


def test_what_the_area_answers_nobody_is_asked() -> None:
    panel = fact("panel-here", answered_by_area=True)
    places = [area("here", answers={"panel-here": "yes"}), area("there", answers={"panel-here": "no"})]
    q = ask("q", "panel-here", {"yes": "refer", "no": "nothing"})
    rules = library([tree("t", [q], [step("refer")])], [panel], areas=places)
    path = walked(rules, "t", {}, where="here")
    assert path.end == "t/refer"
    assert path.passed[0].origin == BY_AREA
    assert walked(rules, "t", {}, where="there").end == NOTHING


def test_an_area_may_set_a_figure_of_its_own() -> None:
    q = ask("q", "days-missed", {"below trigger": "watch", "trigger or more": "return", "not sure": "watch"})
    here = area("here", numbers={"trigger": 10})
    rules = library([tree("t", [q], STEPS)], FACTS, numbers={"trigger": (15, "school days")}, areas=[here])
    assert walked(rules, "t", {"days-missed": "12"}, where="here").end == "t/return"
    assert walked(rules, "t", {"days-missed": "12"}, where="england").end == "t/watch"


def test_the_rule_behind_a_named_figure_is_cited_where_it_decides() -> None:
    q = ask("q", "days-missed", {"below trigger": "watch", "15 or more": "watch", "not sure": "watch"}, ("law-1",))
    here = area("here", adopts=("local",))
    rules = library([tree("t", [q], STEPS)], FACTS, numbers={"trigger": (15, "school days")}, areas=[here])
    assert walked(rules, "t", {"days-missed": "12"}, where="here").passed[0].carries == ("law-1", "local-1")
    assert walked(rules, "t", {"days-missed": "15"}, where="here").passed[0].carries == ("law-1",)
    assert walked(rules, "t", {"days-missed": "12"}, where="england").passed[0].carries == ("law-1",)


def test_a_branch_may_lead_on_into_another_tree() -> None:
    rules = library(
        [
            tree("one", [ask("q", "ill", {"yes": "tree two", "no": "nothing", "not sure": "nothing"})]),
            tree("two", [ask("r", "late", {"yes": "act", "no": "nothing", "not sure": "act"})], [step("act")]),
        ],
        [fact("ill"), fact("late")],
    )
    path = walked(rules, "one", {"ill": "yes", "late": "yes"})
    assert (path.tree, path.end) == ("one", "two/act")
    assert [(p.tree, p.question) for p in path.passed] == [("one", "q"), ("two", "r")]


def test_a_step_that_is_done_leads_on_to_what_comes_then() -> None:
    q = ask("q", "late", {"yes": "second", "no": "nothing", "not sure": "nothing"})
    start = ask("start", "ill", {"yes": "first", "no": "nothing", "not sure": "nothing"})
    steps = [step("first", then="q"), step("second", then="tree rest")]
    rules = library([tree("t", [start, q], steps)], [fact("ill"), fact("late")])
    assert walked(rules, "t", {"ill": "yes", "late": "yes"}).end == "t/first"
    assert walked(rules, "t", {"ill": "yes"}, done=("t/first",)).needs == "late"
    path = walked(rules, "t", {"ill": "yes", "late": "yes"}, done=("t/first",))
    assert (path.end, path.done) == ("t/second", ("t/first",))
    assert walked(rules, "t", {"ill": "yes", "late": "yes"}, done=("t/first", "t/second")).end == "rest/keep-going"
    assert walked(rules, "t", {"ill": "yes", "late": "no"}, done=("t/first",)).end == NOTHING


def test_a_step_that_is_done_elsewhere_changes_nothing_here() -> None:
    """`rest/watch` is another tree's step of the same name."""
    path = walked(HEALTH, "health", {"ill": "yes", "days-missed": "3"}, done=("rest/watch",))
    assert path.end == "health/watch"


def test_a_done_step_does_not_hide_that_a_question_is_settled() -> None:
    q = ask("q", "ill", {"yes": "first", "no": "second", "not sure": "second"})
    rules = library([tree("t", [q], [step("first", then="second"), step("second")])], [fact("ill")])
    assert walked(rules, "t", {}).needs == "ill"
    assert walked(rules, "t", {}, done=("t/first",)).end == "t/second"


def test_a_walk_that_would_never_end_is_stopped() -> None:
    rules = library([tree("t", steps=[step("a", then="b"), step("b", then="a")])])
    with pytest.raises(ValueError):
        walked(rules, "t", {}, done=("t/a", "t/b"))


def test_an_answer_that_no_branch_covers_is_never_passed_over() -> None:
    q = ask("q", "ill", {"yes": "act", "not sure": "act"})
    rules = library([tree("t", [q], [step("act")])], [fact("ill")])
    with pytest.raises(ValueError):
        walked(rules, "t", {"ill": "no"})


def test_holidays_that_somebody_entered_replace_those_of_the_area() -> None:
    q = ask(
        "q", "since", {"5 school days ago or more": "act", "less than 5 school days ago": "wait", "not sure": "wait"}
    )
    facts = [fact("since", "date", unit="school days", may_be=("past",)), fact("breaks", "date ranges")]
    here = area("here", breaks=(("2026-11-16", "2026-11-20"),))
    rules = library([tree("t", [q], [step("act"), step("wait")])], facts, areas=[here])
    since = {"since": "2026-11-13"}
    assert walked(rules, "t", since).end == "t/act"
    assert walked(rules, "t", since, where="here").end == "t/wait"
    assert walked(rules, "t", {**since, "breaks": NOT_SURE}, where="here").end == "t/wait"
    entered = {**since, "breaks": "2026-10-26 to 2026-10-30"}
    assert walked(rules, "t", entered, where="here").end == "t/act"


def test_the_library_is_made_ready_once_for_each_area() -> None:
    assert rules.rules(HEALTH, "england", "2026-11-23") is rules.rules(HEALTH, "england", "2027-01-01")
