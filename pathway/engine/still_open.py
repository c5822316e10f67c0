"""What keeps all from being clear: a day to come that law or guidance sets, and an answer with which it never is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pathway.engine.deadlines import Deadline, run
from pathway.engine.model import Clock
from pathway.engine.own import binds
from pathway.engine.terms import TODAY
from pathway.engine.walk import Passed, Walker

WEEKS = 8
"""All is not clear while a day that law or guidance sets falls within so many weeks. The figure is ours."""
A_YEAR = 12
"""A time of so many months or more, such as that of the Ombudsman, is no reason by itself."""


def keeps_open(clock: Clock) -> bool:
    """Whether a day of this clock can keep all from being clear: a day by which somebody has to act."""
    long = clock.unit == "months" and isinstance(clock.length, int) and clock.length >= A_YEAR
    return clock.starts_from != TODAY and clock.limit != "at the earliest" and not long


def days_to_come(walker: Walker) -> tuple[Deadline, ...]:
    """The days of law and guidance that run for this child and end within the next weeks, the soonest first."""
    library, on = walker.library, date.fromisoformat(walker.child.on)
    clocks = (c for c in library.clocks.values() if keeps_open(c) and binds(library, c.carries))
    found = (run(walker, clock) for clock in clocks if clock.starts_from in walker.child.given)
    near = [d for d in found if d.day is not None and on <= d.day <= on + timedelta(weeks=WEEKS)]
    return tuple(sorted(near, key=lambda d: d.day or on))


def unmet(walker: Walker, passed: Iterable[Passed]) -> bool:
    """Whether an answer was passed with which all is never clear."""
    never = walker.library.never_clear
    return any(p.answer in never.get(p.fact, ()) for p in passed)
