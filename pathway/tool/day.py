"""Which day it is: by the device's clock where that can be right, else by what the reader says.

A clock can be wrong by years: a flat battery, a phone that was reset. One that is before the day on which the rules of
this site were reviewed, or beyond the years whose bank holidays are known, is surely wrong. Dates are then given only
once the reader has said what today's date is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from pathway.engine.advice import Advised, Recommendation
from pathway.engine.answers import LAST_ON, NotAnAnswer, in_words, parse_date
from pathway.engine.calendar import FIRST_DAY
from pathway.engine.deadlines import Deadline
from pathway.engine.model import Fact, Library
from pathway.engine.terms import NONE_YET, NOT_SURE

AHEAD = 7
"""Days that the day of review may be ahead of the day itself: authors write it by hand, before a site goes out."""


def believed(rules: Library, said: object) -> str:
    """The day in figures that a clock or a kept state names, where today can be that day; else nothing."""
    try:
        day = date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return ""
    return said if isinstance(said, str) and day and day.isoformat() == said and not _wrong(rules, day) else ""


def entered(rules: Library, typed: str) -> str:
    """The day that the reader typed as today's date; raises `NotAnAnswer` with what to enter instead."""
    day = parse_date(typed)
    if problem := _wrong(rules, day):
        raise NotAnAnswer(problem)
    return day.isoformat()


def _wrong(rules: Library, day: date) -> str:
    """Why today cannot be this day; empty where it can."""
    first = max(FIRST_DAY, date.fromisoformat(rules.reviewed) - timedelta(days=AHEAD))
    if day < first:
        return f"Today cannot be before {in_words(first)}, when these pages were made. Check the year"
    return f"Enter a date to the end of {LAST_ON.year}" if day > LAST_ON else ""


def counts(fact: Fact, answer: str = "") -> bool:
    """Whether this answer to a fact, or its question, means something only to who knows which day it is."""
    return fact.kind == "date" and answer not in (NOT_SURE, NONE_YET)


def at_once(r: Recommendation) -> bool:
    """Whether the next step must not wait for anything."""
    return r.next is not None and r.next.step.emergency


def dated(rules: Library, given: Mapping[str, str]) -> bool:
    """Whether one of the answers is a day."""
    return any(counts(rules.facts[name], answer) for name, answer in given.items())


def undated(r: Recommendation) -> Recommendation:
    """The recommendation without a day in it, for who does not know which day it is: how it is counted stays."""

    def bare(deadline: Deadline) -> Deadline:
        return replace(deadline, day=None, overdue=False) if deadline.clock else deadline

    def step(a: Advised) -> Advised:
        return replace(a, by=bare(a.by), after=bare(a.after), answer=bare(a.answer) if a.answer else None)

    following = step(r.next) if r.next else None
    return replace(r, child=replace(r.child, on=""), next=following, also=tuple(map(step, r.also)), later=())
