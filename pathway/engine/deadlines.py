"""Clocks as they run for one child: the last day, how sure it is, and whether it is past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pathway.engine.calendar import Due, OutsideCalendar
from pathway.engine.clocks import last_day
from pathway.engine.model import Clock
from pathway.engine.terms import LATEST, NONE_YET, NOT_SURE, STRAIGHT_AWAY, TODAY
from pathway.engine.walk import Walker


@dataclass(frozen=True)
class Deadline:
    """A clock as it runs for this child. `day` is None where the start is not known or has not come.

    `needs` names the start date that is still missing; `unknown` says that it is not known (or nobody was asked). A
    count of days that has gone past the clock is `overdue` without a `day`. `unless` is what makes another day count.
    """

    clock: str
    title: str
    words: str
    starts_from: str
    day: date | None = None
    exact: bool = True
    overdue: bool = False
    needs: str = ""
    unknown: bool = False
    running: bool = True
    unless: str = ""


def run(walker: Walker, clock: Clock, today: date | None = None) -> Deadline:
    """The clock as it runs for the walker's child. One that starts today starts on `today`, where that is given."""
    found = _run(walker, clock, today)
    if not clock.or_later or found.day is None:
        return found
    other = _run(walker, walker.library.clocks[clock.or_later], today)
    if other.day is None or other.day <= found.day:
        return found
    return replace(found, day=other.day, exact=found.exact and other.exact, overdue=found.overdue and other.overdue)


def _run(walker: Walker, clock: Clock, today: date | None) -> Deadline:
    """The clock as it runs by itself."""
    on = date.fromisoformat(walker.child.on)

    def read(**more: Any) -> Deadline:
        return Deadline(clock.id, clock.title, clock.words, clock.starts_from, unless=clock.unless, **more)

    for fact_id, wanted in clock.only_if:
        seen = walker.see(walker.library.facts[fact_id])
        if seen is None or wanted not in seen[2]:
            return read(running=False)
    length = walker.rules.length(clock)
    start = today or on
    if clock.starts_from != TODAY:
        fact = walker.library.facts[clock.starts_from]
        seen = walker.see(fact)
        if seen is None:
            return read(needs=fact.id)
        if NOT_SURE in seen[2]:
            return read(unknown=True)
        if NONE_YET in seen[2]:
            return read(running=False)
        if fact.kind == "date":
            start = date.fromisoformat(seen[0])
        else:
            length, clock = length - (seen[3] or 0), replace(clock, first_day_counts=False)
            if length <= 0:
                return read(running=False, overdue=clock.limit in LATEST and length < 0)
    try:
        due: Due = last_day((clock, length), start, walker.calendar)
    except OutsideCalendar:
        return read()
    return read(day=due.day, exact=due.exact, overdue=clock.limit in LATEST and due.day < on)


def deadline_of(walker: Walker, name: str, today: date | None = None) -> Deadline:
    if name == STRAIGHT_AWAY:
        return Deadline("", "", STRAIGHT_AWAY, TODAY, today or date.fromisoformat(walker.child.on))
    return run(walker, walker.library.clocks[name], today)


def after(walker: Walker, name: str, by: Deadline) -> Deadline:
    """When a step counts as not done: counted from the day it is due, if that is still to come."""
    if by.day is None or by.day <= date.fromisoformat(walker.child.on):
        return deadline_of(walker, name)
    after = deadline_of(walker, name, by.day)
    return replace(after, exact=after.exact and by.exact) if after.starts_from == TODAY else after
