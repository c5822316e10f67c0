"""All is not clear while a day of law or guidance is to come, or while an answer stands with which it never is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathway.engine.advice import Advised, ask
from pathway.engine.model import Library
from tests.small import ask as question
from tests.small import child, clock, fact, library, step, tree

CLOCK = clock("answer", starts_from="sent", length=10, unit="days", carries=("law-1",))


def rules(**more: object) -> Library:
    """Nothing to do for anybody, a clock that runs from a letter, and a step for what is still open."""
    asked = question("q", "taught", {"yes": "nothing", "no": "nothing", "not sure": "nothing"})
    facts = [fact("taught"), replace(fact("sent", "date"), may_be=("past",))]
    made = library(
        [tree("t", [asked], []), tree("open", steps=[step("watch")])], facts, (CLOCK,), concerns={"ill": ("t",)}
    )
    return replace(made, **{"not_clear": "open/watch", "never_clear": {"taught": ("no",)}, **more})  # type: ignore[arg-type]


def told(library: Library, **given: str) -> Advised:
    found = ask(library, child({"taught": "yes", **given}, on="2026-11-23")).next
    assert found is not None
    return found


def test_a_day_to_come_is_named_and_is_that_of_the_step() -> None:
    found = told(rules(), sent="2026-11-20")
    assert found.name == "open/watch"
    assert found.by.day is not None and found.by.day.isoformat() == "2026-11-30"


@pytest.mark.parametrize("sent", ["2026-11-01", "2026-11-12"])
def test_a_day_that_has_passed_keeps_nothing_open(sent: str) -> None:
    assert told(rules(), sent=sent).name == "rest/keep-going"


def test_an_answer_with_which_all_is_never_clear_is_enough() -> None:
    assert told(rules(), taught="no").name == "open/watch"
    assert told(rules(), taught="yes").name == "rest/keep-going"


def test_a_far_day_one_of_our_own_and_a_library_without_the_step_say_that_all_is_clear() -> None:
    far = {"answer": replace(CLOCK, length=57)}
    ours = {"answer": replace(CLOCK, carries=("suggestion-1",))}
    assert told(rules(clocks={"answer": replace(CLOCK, length=56)}), sent="2026-11-23").name == "open/watch"
    assert told(rules(clocks=far), sent="2026-11-23").name == "rest/keep-going"
    assert told(rules(clocks=ours), sent="2026-11-20").name == "rest/keep-going"
    assert told(rules(not_clear=""), sent="2026-11-20").name == "rest/keep-going"
