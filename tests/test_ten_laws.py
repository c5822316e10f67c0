"""Each of the ten laws catches a tiny library that breaks it and lets one pass that does not; and the real rules.

How the laws read is in docs/authors/laws.md; `pathway check --laws` tries them over many more children.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pathway.authoring.reader import Authored, given, read
from pathway.engine import advice
from pathway.engine.answers import Circumstances
from pathway.engine.model import Allowed, Clause, Library, Role
from pathway.engine.terms import NOT_SURE
from pathway.proof import children, families, laws, report
from pathway.proof.found import Found
from pathway.proof.law_doubt import l2, l3
from pathway.proof.law_few import l7, l7_of_one
from pathway.proof.law_order import l4, l5, l8
from pathway.proof.law_safety import l1, l1_exact, l6
from pathway.proof.law_words import l9, l10
from pathway.proof.shrink import shrunk
from tests.small import TODAY, area, ask, child, clock, fact, library, step, tree

ROOT = Path(__file__).parents[1]
FREQUENCIES = ROOT / "tests" / "families" / "frequencies.yaml"

MOST = {
    "L1": 0,
    "L2": 40,
    "L3": 0,
    "L4": 297,
    "L5": 16,
    "L6": 0,
    "L7": 136,
    "L8": 0,
    "L9": 0,
    "L10": 86,
}
"""Kinds of violation that each law finds in the rules as they are. A figure may only fall."""


def kinds(found: Any) -> list[tuple[str, tuple[str, ...]]]:
    """What was found, without the words."""
    return [(one.kind, one.names) for one in found]


def told(made: Library, answers: Mapping[str, str], **more: Any) -> tuple[Circumstances, advice.Recommendation]:
    """A child of a parent who gives these answers, and what they are told."""
    one = child(answers, **{"voice": "parent", **more})
    found = advice.ask(made, one)
    assert found.ask_next is None
    return one, found


# L1, safety first


def with_danger(**more: Any) -> Library:
    """A worry that is asked first, and harm that a later tree asks about."""
    ring = {"urgency": "now", "emergency": True, **more}
    harm = {"yes": "tell", "no": "nothing", "not sure": "nothing"}
    made = library(
        [
            tree(
                "safe",
                [ask("q", "worry", {"yes": "ring", "no": "nothing", "not sure": "ring"})],
                [step("ring", **ring)],
            ),
            tree("ill", [ask("q", "harm", harm)], [step("tell", **ring)]),
            tree("work", steps=[step("work", urgency="now")]),
        ],
        [fact("worry"), fact("harm")],
        first=("safe",),
    )
    return replace(made, danger={"worry": ("yes", NOT_SURE), "harm": ("yes",)})


@pytest.mark.parametrize("answers", [{"worry": "yes", "harm": "no"}, {"worry": "no", "harm": "yes"}])
def test_l1_a_danger_comes_first_whichever_tree_asks_about_it(answers: dict[str, str]) -> None:
    good, bad = with_danger(), with_danger(emergency=False)
    [(name, answer)] = [pair for pair in answers.items() if pair[1] == "yes"]
    assert not list(l1_exact(good)) and not list(l1(good, *told(good, answers)))
    assert kinds(l1(bad, *told(bad, answers))) == [("not next", (name, answer))]
    assert ("no emergency", (name, answer, {"worry": "safe/q", "harm": "ill/q"}[name])) in kinds(l1_exact(bad))


def test_l1_a_question_about_something_else_may_not_stand_before_the_safety_step() -> None:
    made = with_danger()
    asks = ask("more", "more", {"yes": "tell", "no": "nothing", "not sure": "tell"})
    ill = made.trees["ill"]
    first = ask("q", "harm", {"yes": "more", "no": "nothing", "not sure": "nothing"})
    broken = replace(ill, questions={"q": first, "more": asks})
    made = replace(made, trees={**made.trees, "ill": broken}, facts={**made.facts, "more": fact("more")})
    assert kinds(l1_exact(made)) == [("no emergency", ("harm", "yes", "ill/q"))]


def test_l1_a_danger_that_was_ticked_undoes_nothing() -> None:
    good = with_danger()
    ticked = told(good, {"worry": "yes", "harm": "no"}, done=("safe/ring",))
    assert not list(l1(good, *ticked))
    asks = ask("q", "worry", {"yes": "nothing", "no": "work", "not sure": "nothing"})
    bad = replace(good, trees={**good.trees, "work": tree("work", [asks], [step("work", urgency="now")])})
    ticked = told(bad, {"worry": "yes", "harm": "no"}, done=("safe/ring",))
    assert kinds(l1(bad, *ticked)) == [("undone", ("worry", "work/work"))]


# L2, not sure is safe


def taught(unsure: str, **more: Any) -> Library:
    """Teaching is asked for at once where there is none; what happens where nobody is sure is `unsure`."""
    usual = {"urgency": "now", "recipient": {"parent": "council"}, "purpose": "teaching"}
    leads = {"yes": "nothing", "no": "ask-for-it", "not sure": unsure}
    return library(
        [
            tree(
                "t",
                [ask("q", "taught", leads)],
                [
                    step("ask-for-it", **usual),
                    step("ask-again", **{**usual, **more}),
                    step("look", urgency="soon", finds_out=("taught",)),
                ],
            )
        ],
        [fact("taught")],
    )


@pytest.mark.parametrize("unsure", ["ask-for-it", "ask-again", "look"])
def test_l2_who_is_not_sure_gets_the_step_one_that_holds_it_or_one_that_finds_out(unsure: str) -> None:
    assert not list(l2(taught(unsure), child({"taught": "no"}, voice="parent"), "taught"))


@pytest.mark.parametrize(
    ("unsure", "more"),
    [("nothing", {}), ("ask-again", {"urgency": "soon"}), ("ask-again", {"purpose": "plan"}),
     ("ask-again", {"recipient": {"parent": "school"}})],
)  # fmt: skip
def test_l2_the_mild_branch_is_found(unsure: str, more: dict[str, Any]) -> None:
    found = list(l2(taught(unsure, **more), child({"taught": "yes"}, voice="parent"), "taught"))
    assert kinds(found) == [("lost", ("taught", "t/ask-for-it"))]
    assert found[0].child and found[0].beside
    assert (found[0].child.given["taught"], found[0].beside.given["taught"]) == (NOT_SURE, "no")


def test_l2_what_every_answer_gives_not_sure_gives() -> None:
    leads = {"yes": "plan", "no": "plan", "not sure": "nothing"}
    made = library([tree("t", [ask("q", "taught", leads)], [step("plan")])], [fact("taught")])
    assert kinds(l2(made, child({"taught": "yes"}), "taught")) == [("not given", ("taught", "t/plan"))]


# L3, worse is never less urgent


def getting_worse(worst: str, carries: tuple[str, ...] = ()) -> Library:
    """Some teaching is pressed for at once; what follows where there is none is `worst`."""
    leads = {"all": "nothing", "some": "press", "none": worst, "not sure": "press"}
    now = {"urgency": "now", "lead": "council"}
    made = library(
        [tree("t", [ask("q", "taught", leads, carries)],
              [step("press", **now), step("demand", **now), step("plan", urgency="planned")])],
        [fact("taught", "choice", choices=("all", "some", "none"))],
    )  # fmt: skip
    return replace(made, worse={"taught": ("all", "some", "none")})


@pytest.mark.parametrize("worst", ["press", "demand"])
def test_l3_the_worse_off_get_the_step_or_one_of_law_to_the_same_person(worst: str) -> None:
    assert not list(l3(getting_worse(worst), child({"taught": "all"}), "taught"))


def test_l3_less_for_the_worse_off_is_found() -> None:
    found = kinds(l3(getting_worse("plan"), child({"taught": "all"}), "taught"))
    assert found == [("less urgent", ("taught", "t/press")), ("lost", ("taught", "t/press"))]


def test_l3_a_clause_that_holds_only_for_the_better_answer_is_cited_where_it_branches() -> None:
    found = kinds(l3(getting_worse("plan", ("law-1",)), child({"taught": "all"}), "taught"))
    assert found == [("less urgent", ("taught", "t/press"))]


def test_l3_a_rung_may_hold_two_answers_and_a_figure_gets_worse_one_way() -> None:
    made = replace(getting_worse("plan"), worse={"taught": ("all", "some or none")})
    assert not list(l3(made, child({"taught": "all"}), "taught"))
    leads = {"below 10": "nothing", "10 to 20": "act", "more than 20": "nothing", "not sure": "act"}
    days = library(
        [tree("t", [ask("q", "days", leads)], [step("act", urgency="now")])],
        [fact("days", "whole number", low=0, high=100)],
    )
    for which, count in (("more", 2), ("less", 2)):
        found = list(l3(replace(days, worse={"days": (which,)}), child({"days": "15"}), "days"))
        assert len(found) == count and {one.kind for one in found} == {"less urgent", "lost"}


def test_l3_a_last_day_that_has_passed_is_worse_than_one_that_runs() -> None:
    for after, found in (
        ("late", []),
        ("plan", [("less urgent", ("letter", "t/appeal")), ("lost", ("letter", "t/appeal"))]),
    ):
        leads = {"up to ends": "appeal", "after ends": after, "not sure": "appeal"}
        made = library(
            [tree("t", [ask("q", "letter", leads)],
                  [step("appeal", urgency="now", carries=("guidance-1",)), step("late", urgency="now"),
                   step("plan", urgency="planned")])],
            [fact("letter", "date", may_be=("past",))],
            [clock("ends", "letter", 14, "days", carries=("law-1",))],
        )  # fmt: skip
        assert kinds(l3(made, child({"letter": TODAY}), "letter")) == found


# L4, no duty hides another


def clause(made: Library, name: str, kind: str = "law") -> Library:
    """The library with another clause."""
    one = Clause(name, kind, "2", kind, "says", (), TODAY, "the document", "H", False)
    return replace(made, clauses={**made.clauses, name: one})


def test_l4_a_duty_waits_for_the_tick_of_a_step_only_where_a_clause_says_so() -> None:
    for more, found in (
        ({}, [("behind a step", ("t/first", "t/second"))]),
        ({"then_because": ("law-1",)}, []),
        ({"carries": ("law-2", "suggestion-1")}, []),
    ):
        first = step("first", **{"then": "second", "carries": ("suggestion-1",), **more})
        made = clause(library([tree("t", steps=[first, step("second", carries=("law-2",))])]), "law-2")
        assert kinds(l4(made)) == found


def test_l4_two_duties_in_series_are_found() -> None:
    def series(second: tuple[str, ...], cites: tuple[str, ...]) -> Library:
        questions = [
            ask("told", "told", {"yes": "met", "no": "tell", "not sure": "tell"}, cites),
            ask("met", "met", {"yes": "nothing", "no": "meet", "not sure": "meet"}, second),
        ]
        steps = [step("tell"), step("meet", carries=second)]
        return clause(library([tree("t", questions, steps)], [fact("told"), fact("met")]), "law-2")

    assert kinds(l4(series(("law-2",), ("law-1",)))) == [("behind a duty", ("t/told",))]
    assert kinds(l4(series(("law-1",), ("law-1",)))) == []
    assert kinds(l4(series(("law-2",), ()))) == [("behind a question", ("t/told",))] * 2


# L5, a last day moves a step up


def last_day(who: str = "parent", **more: Any) -> Library:
    made = library(
        [
            tree("talk", steps=[step("meet", urgency="now")]),
            tree("t", steps=[step("appeal", **{"by": "ends", **more})]),
        ],
        [fact("letter", "date", may_be=("past",))],
        [clock("ends", "letter", 14, "days", who=who, carries=("law-1",))],
    )
    return replace(made, roles={**made.roles, "parent": Role("parent", "the parent", "acts", ())})


def test_l5_the_engine_keeps_the_order_and_the_law_would_notice_if_it_did_not() -> None:
    made = last_day()
    one, found = told(made, {"letter": TODAY})
    assert [a.name for a in found.advised] == ["t/appeal", "talk/meet"]
    assert not list(l5(made, one, found))
    appeal, meet = found.advised
    wrong = replace(found, next=meet, also=(replace(appeal, urgency="soon"),))
    assert kinds(l5(made, one, wrong)) == [("not now", ("t/appeal",)), ("out of order", ("t/appeal",))]
    other = last_day("school")
    one, found = told(other, {"letter": TODAY})
    assert not list(l5(other, one, found))
    moved = replace(found, also=tuple(replace(a, urgency="now") for a in found.also))
    assert kinds(l5(other, one, moved)) == [("moved", ("t/appeal",))]


def test_l5_a_last_day_that_no_step_holds_is_found() -> None:
    made = last_day(by="straight away")
    asks = ask("q", "letter", {"0 days ago or more": "meet", "not sure": "meet"})
    made = replace(made, trees={**made.trees, "talk": tree("talk", [asks], [step("meet", urgency="now")])})
    assert kinds(l5(made, *told(made, {"letter": TODAY}))) == [("no step", ("ends", "letter"))]


# L6, no false all-clear


def test_l6_all_is_not_clear_while_a_child_is_not_taught_or_a_day_is_near() -> None:
    quiet = {"yes": "nothing", "no": "nothing", "not sure": "nothing"}
    dated = {"0 days ago or more": "nothing", "not sure": "nothing"}
    for never, length, unit, found in (
        ({}, 15, "months", []),
        ({"taught": ("no", NOT_SURE)}, 15, "months", [("not met", ("taught", "no"))]),
        ({}, 12, "months", []),
        ({}, 8, "weeks", [("day to come", ("ends",))]),
        ({}, 9, "weeks", []),
    ):
        made = library(
            [tree("t", [ask("q", "taught", quiet)]), tree("d", [ask("q", "letter", dated)])],
            [fact("taught"), fact("letter", "date", may_be=("past",))],
            [clock("ends", "letter", length, unit, carries=("guidance-1",))],
        )
        made = replace(made, never_clear=never)
        one, answer = told(made, {"taught": "no", "letter": TODAY})
        assert answer.next is None or answer.next.name == "rest/keep-going"
        assert kinds(l6(made, one, answer)) == found


# L7, few questions, few steps


def test_l7_counts_the_questions_to_a_clear_step() -> None:
    made = last_day()
    walked = families.walked(made, child({"letter": TODAY}, voice="parent"))
    assert walked.asked == ("voice", "area", "concerns", "letter")
    assert not list(l7_of_one(made, walked))
    assert not list(l7([10] * 10 + [15] * 9))
    assert kinds(l7([9] * 9 + [11] * 11)) == [("median", ("median",))]
    assert kinds(l7([9] * 18 + [16] * 2)) == [("95 in 100", ("95 in 100",))]
    long = replace(walked, asked=("voice",) * 21)
    assert kinds(l7_of_one(made, long)) == [("many questions", ("ill",))]


def test_l7_equal_words_many_steps_and_one_purpose_twice_are_found() -> None:
    same = fact("one").ask
    leads = {"yes": "nothing", "no": "nothing", "not sure": "act"}
    made = library(
        [tree("a", [ask("q", "one", leads)], [step("act")]), tree("b", [ask("q", "two", leads)], [step("act")]),
         *(tree(f"t{n}", steps=[step("go", purpose="plan" if n < 2 else "")]) for n in range(8))],
        [replace(fact("one"), ask=same), replace(fact("two"), ask=same)],
    )  # fmt: skip
    found = kinds(l7_of_one(made, families.walked(made, child({"one": "yes", "two": "yes"}, voice="parent"))))
    assert found == [
        ("equal headings", ("one", "two")),
        ("many steps", ("ill",)),
        ("one purpose twice", ("t0/go", "t1/go")),
    ]


# L8, local never hides national


def test_l8_a_duty_of_law_that_a_council_leaves_out_is_found() -> None:
    for instead, found in (("here", [("hidden", ("kent", "t/there", "law-1"))]), ("there", [])):
        made = library(
            [tree("t", [ask("q", "own", {"yes": instead, "no": "there"})],
                  [step("there"), step("here", carries=("local-1",))])],
            [fact("own", answered_by_area=True)],
            areas=[area("kent", answers={"own": "yes"}, adopts=("local",))],
        )  # fmt: skip
        made = replace(made, areas={**made.areas, "england": area("england", answers={"own": "no"})})
        assert kinds(l8(made, *told(made, {}, where="kent"))) == found


# L9, days as the law counts them


def test_l9_a_clock_that_counts_otherwise_than_its_document_is_found() -> None:
    ways: tuple[tuple[dict[str, Any], list[str]], ...] = (
        ({"document_says": "within"}, []),
        ({"document_says": "beginning with"}, ["counts otherwise"]),
        ({"document_says": "beginning with", "first_day_counts": True}, []),
        ({"document_says": "within", "first_day_counts": True}, ["counts otherwise"]),
        ({"document_says": "within", "first_day_counts": True, "carries": ("law-1", "suggestion-1")}, []),
        ({"document_says": "before"}, ["counts otherwise"]),
        ({}, ["no words"]),
    )
    for more, found in ways:
        made = library([tree("t", steps=[step("act")])], clocks=[clock("c", **{"carries": ("law-1",), **more})])
        assert [one.kind for one in l9(made)] == found


def test_l9_a_question_that_parts_a_day_beside_the_end_of_a_clock_is_found() -> None:
    for phrases, found in (
        (("up to ends", "after ends"), []),
        (("14 days ago or less", "more than 14 days ago"), []),
        (("less than 14 days ago", "14 days ago or more"), [("beside a clock", ("t/q", "ends"))]),
        (("less than 60 days ago", "60 days ago or more"), []),
    ):
        leads = {phrases[0]: "act", phrases[1]: "nothing", "not sure": "act"}
        made = library(
            [tree("t", [ask("q", "letter", leads, ("law-1",))], [step("act")])],
            [fact("letter", "date", may_be=("past",))],
            [clock("ends", "letter", 14, "days", carries=("law-1",), document_says="within")],
        )
        assert kinds(l9(made)) == found


# L10, every move has its words


def test_l10_who_turns_to_somebody_has_a_paper_or_words_to_say() -> None:
    title = dict.fromkeys(("parent", "school", "agency"), "Ask the council to decide")
    papers = dict.fromkeys(title, ("a-letter",))
    for more, found in (
        ({"title": title}, 3),
        ({"title": title, "papers": {"parent": ("a-letter",)}}, 2),
        ({"title": title, "papers": papers}, 0),
        ({"title": title, "say": (title,)}, 2),  # what all voices share is a parent's
        ({"title": title, "say": ({v: f"Please decide, says the {v}" for v in title},)}, 0),
        ({"title": dict.fromkeys(title, "Asking is easy")}, 0),
        ({"title": dict.fromkeys(title, "Look again")}, 0),
        ({"title": dict.fromkeys(title, "Look again"), "you_do": title}, 3),
    ):
        assert len(list(l10(library([tree("t", steps=[step("act", **more)])])))) == found


# Children, exceptions and reports


@cache
def real() -> Authored:
    """The library that the site is built from."""
    return read(ROOT / "pathway" / "library")


def test_a_number_is_always_the_same_child_and_all_voices_areas_and_counts_of_concerns_come() -> None:
    made = real().library
    some = [children.drawn(made, number) for number in range(60)]
    assert some == [children.drawn(made, number) for number in range(60)]
    assert {(c.area, c.voice) for c in some} == {(a, v) for a in made.areas for v in ("parent", "school", "agency")}
    assert {len(c.concerns or ()) for c in some} == {1, 2, 3}
    assert sum(bool(c.done) for c in some) > 5
    draw = children.Draw("the same", 17, "on every machine")
    assert [draw.below(1000) for _ in range(5)] == [151, 407, 715, 699, 707]


def test_a_brief_answer_lacks_nothing_but_what_comes_later() -> None:
    made = real().library
    for number in range(24):
        one = children.drawn(made, number)
        whole, brief = advice.ask(made, one), advice.ask(made, one, brief=True)
        assert brief.later == ()
        assert (whole.advised, whole.assumed, whole.ask_next) == (brief.advised, brief.assumed, brief.ask_next)


def test_values_lie_on_both_sides_of_every_cut_of_phrases_and_clocks() -> None:
    made = last_day()
    found = children.values(made, "england", "letter", TODAY)
    assert {"2026-11-08", "2026-11-09", "2026-11-10", "2026-11-23"} <= set(found)
    leads = {"below 10": "act", "10 or more": "nothing", "not sure": "act"}
    days = library(
        [tree("t", [ask("q", "days", leads)], [step("act")])], [fact("days", "whole number", low=0, high=12)]
    )
    assert set(children.values(days, "england", "days", TODAY)) == {"0", "1", "9", "10", "11", "12"}


def test_the_smallest_child_has_nothing_that_can_be_left_out() -> None:
    made = taught("nothing")
    more = tree("u", [ask("q", "other", {"yes": "x", "no": "nothing", "not sure": "x"})], [step("x")])
    made = replace(made, trees={**made.trees, "u": more}, facts={**made.facts, "other": fact("other")})
    made = replace(made, concerns={**made.concerns, "away": replace(made.concerns["ill"], id="away", trees=("u",))})
    one = child({"taught": "yes", "other": "yes"}, voice="parent", concerns=("ill", "away"), done=("u/x",))
    [found] = l2(made, one, "taught")
    small = shrunk(made, found, lambda c: l2(made, c, "taught"))
    assert small.child == child({"taught": NOT_SURE}, voice="parent")
    assert (
        children.command(small.child)
        == "pathway ask on=2026-11-23 voice=parent area=england concerns=ill taught='not sure'"
    )


def test_an_exception_is_counted_and_shown_and_fails_nothing() -> None:
    made = taught("nothing")
    trial = laws.Trial(("L2",), 24, processes=1)
    [found] = laws.tried(made, trial)
    assert found.fails and found.count > 1
    allowed = Allowed("L2", ("taught", "t/ask-for-it"), "law-1", "a-case")
    kept = replace(made, allowed=(allowed, Allowed("L3", ("taught",), "law-1", "a-case")))
    [found] = laws.tried(kept, trial)
    assert (found.fails, found.allowed) == (False, allowed)
    words = report.in_words(kept, [found])
    assert "1 allowed" in words and "case a-case" in words and "nothing needs L3 at taught" in words
    assert report.summary([found], ("L2", "L3")) == "L2 holds, L3 holds"


def test_every_fact_and_answer_of_the_families_is_one_of_the_library() -> None:
    made = real().library
    said = laws.weights(given(FREQUENCIES))
    assert set(said) - {"area", "concerns", "second concern"} <= set(made.facts)
    assert set(said["concerns"]) <= set(made.concerns)
    some = [families.drawn(made, said, number) for number in range(40)]
    assert some == [families.drawn(made, said, number) for number in range(40)]


def test_the_check_says_what_the_quick_laws_found_and_how_to_see_the_rest() -> None:
    good = ROOT / "tests" / "bad" / "_good"
    ran = subprocess.run(
        [sys.executable, "-m", "pathway", "check", str(good)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert "laws: L1 " in ran.stderr and "--laws" in ran.stderr


# The rules as they are


@cache
def found_in_the_rules() -> tuple[laws.Report, ...]:
    trial = laws.Trial(
        children=2_000, weights=laws.weights(given(FREQUENCIES)), families=200, processes=2, smallest=False
    )
    return laws.tried(real().library, trial, real().cases)


@pytest.mark.parametrize("law", laws.LAWS)
def test_no_law_is_broken_in_more_ways_than_it_was(law: str) -> None:
    """The table `MOST` above may only fall."""
    counts = Counter(r.found.law for r in found_in_the_rules() if r.allowed is None)
    assert counts[law] <= MOST[law], report.in_words(
        real().library, [r for r in found_in_the_rules() if r.found.law == law and r.allowed is None]
    )


def test_the_table_knows_every_law() -> None:
    assert list(MOST) == list(laws.LAWS)


def test_found_words_are_sentences() -> None:
    for one in found_in_the_rules():
        assert isinstance(one.found, Found) and one.found.says and one.found.names
