"""A clock and the day that starts it -> the last day, and whether that day is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pathway.engine.calendar import Calendar, Due, OutsideCalendar
from pathway.engine.model import Clock

Lasting = tuple[Clock, int]
"""A clock, and how many of its units it runs here."""


def last_day(lasting: Lasting, start: date, days: Calendar) -> Due:
    """The day on which a clock ends that starts on `start`. Raises `OutsideCalendar`."""
    clock, length = lasting
    due = days.add(start, length, clock.unit, clock.first_day_counts)
    day = due.day - timedelta(days=1) if clock.limit == "before that day" else due.day
    return replace(due, day=days.run_on(day, clock.runs_on))


def is_over(lasting: Lasting, start: date, days: Calendar) -> bool:
    """Whether the last day of a clock has gone by; not known for certain, it has not."""
    try:
        return last_day(lasting, start, days).day < days.on
    except OutsideCalendar:
        return False
