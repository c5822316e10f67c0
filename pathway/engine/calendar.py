"""Days, working days, school days, weeks and months: deadlines and elapsed time.

Working days are Monday to Friday less England's bank holidays (`pathway.engine.bank_holidays`). School days are working
days less the school's holidays. Where the holidays are not known for the whole stretch a date is marked as not exact:
it is then the earliest possible one. A list of holidays says nothing of those that are not on it: where it leaves more
school in one piece than schools in England have, they are not known either. Nothing here reads the machine's clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pathway.engine.bank_holidays import DAYS, FIRST_YEAR, LAST_YEAR

FIRST_DAY = date(FIRST_YEAR, 1, 1)
LAST_DAY = date(LAST_YEAR, 12, 31)

LONGEST_WITHOUT_BREAK = 63
"""More days than this from one listed holiday to the next: then one between them is missing from the list.

The figure is ours: nine weeks. Half a term in England has five to eight weeks, and a whole term with its half-term
holiday left out has more than ten.
"""
SHORTEST_HOLIDAY = 4
"""Fewer days than this are a day or two for training, and say nothing of where a holiday lies. Ours too."""

SEASONS = {"august": ((8, 1), (8, 31)), "christmas": ((12, 25), (1, 1))}
"""Times of the year that a limit may run on from: the first and the last (month, day), both of them inside."""

Break = tuple[str, str]
"""The first and last day of a school holiday, as ISO dates."""


class OutsideCalendar(ValueError):
    """A date for which the bank holidays are not known."""


@dataclass(frozen=True)
class Due:
    """A day that was worked out. Where not `exact`, it is the earliest possible one."""

    day: date
    exact: bool = True


@lru_cache(maxsize=1)
def _working_days() -> tuple[int, ...]:
    closed = {date.fromisoformat(d).toordinal() for d in DAYS}
    return tuple(
        day
        for day in range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1)
        if (day - 1) % 7 < 5 and day not in closed  # ordinal 1 was a Monday
    )


class Calendar:
    """Counts for one school's holidays, as seen on one day.

    The holidays are taken to be known from the first day of the first (or from `on`, if that is earlier) to the last
    day of the last, but for stretches of more than `LONGEST_WITHOUT_BREAK` days without a holiday.
    """

    def __init__(self, on: date, breaks: tuple[Break, ...] = ()) -> None:
        self.on = on
        spans = sorted((date.fromisoformat(a).toordinal(), date.fromisoformat(b).toordinal()) for a, b in breaks)
        self._working = _working_days()
        self._school: tuple[int, ...] = self._working
        self._known: tuple[range, ...] = ()
        if spans:
            self._school = tuple(d for d in self._working if not any(a <= d <= b for a, b in spans))
            self._known = _known(spans, on.toordinal())

    def add(self, start: date, length: int, unit: str, first_day_counts: bool = False) -> Due:
        """The day `length` `unit` after `start`.

        With `first_day_counts` the first day that can be counted (`start` itself, or the next working or school day)
        is day one. A month ends on the day with the same number (with `first_day_counts` on the day before it); where
        the last month has no such day, on its last one. Raises `OutsideCalendar` where the answer lies outside the
        years of the bank-holiday table.
        """
        self._covered(start)
        if length <= 0:
            return Due(start)
        first = start.toordinal()
        listed = self._days(unit)
        if unit == "months":
            last = _months_on(start, length, first_day_counts)
        elif unit in ("days", "weeks"):
            last = first + length * (7 if unit == "weeks" else 1) - (1 if first_day_counts else 0)
        else:
            at = (bisect_left if first_day_counts else bisect_right)(listed, first) + length - 1
            last = listed[at] if at < len(listed) else LAST_DAY.toordinal() + 1
        if last > LAST_DAY.toordinal():
            raise OutsideCalendar(f"bank holidays are known to the end of {LAST_YEAR}")
        return Due(date.fromordinal(last), unit != "school days" or any(first in k and last in k for k in self._known))

    def run_on(self, day: date, seasons: tuple[str, ...]) -> date:
        """The last day of a limit that would end on `day`: in one of `seasons`, the first working day after it."""
        last = day
        while any(_in_season(last, season) for season in seasons):
            last += timedelta(days=1)
        if last == day:
            return day
        at = bisect_left(self._working, last.toordinal())
        if at == len(self._working):
            raise OutsideCalendar(f"bank holidays are known to the end of {LAST_YEAR}")
        return date.fromordinal(self._working[at])

    def elapsed(self, start: date, unit: str) -> int:
        """How many points of the scale went by since `start`: days for `weeks`, and below zero for a day to come."""
        self._covered(start)
        first, last = start.toordinal(), self.on.toordinal()
        if first > last or unit in ("days", "weeks", ""):
            return last - first
        listed = self._days(unit)
        return bisect_right(listed, last) - bisect_right(listed, first)

    def _days(self, unit: str) -> tuple[int, ...]:
        return self._school if unit == "school days" else self._working

    def _covered(self, day: date) -> None:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise OutsideCalendar(f"bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}")


def _known(spans: list[tuple[int, int]], on: int) -> tuple[range, ...]:
    """The stretches of days for which the list of holidays can be whole."""
    begin, end = min(spans[0][0], on), max(b for _, b in spans)
    holidays = [(a, b) for a, b in spans if b - a + 1 >= SHORTEST_HOLIDAY]
    known, start, before = [], begin, begin - 1
    for first, last in [*holidays, (end + 1, end)]:
        if first - before - 1 > LONGEST_WITHOUT_BREAK:
            known.append(range(start, before + 1))
            start = first
        before = max(before, last)
    return (*known, range(start, end + 1))


def _months_on(start: date, length: int, first_day_counts: bool) -> int:
    """The last day of so many months, as an ordinal; past the calendar, some day past it."""
    year, month = divmod(start.year * 12 + start.month - 1 + length, 12)
    if year > LAST_YEAR:
        return LAST_DAY.toordinal() + 1
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1).toordinal()
    there = date(year, month + 1, 1).toordinal() + start.day - 1
    return first_of_next - 1 if there >= first_of_next else there - (1 if first_day_counts else 0)


def _in_season(day: date, season: str) -> bool:
    first, last = SEASONS[season]
    at = (day.month, day.day)
    return first <= at <= last if first <= last else at >= first or at <= last


@lru_cache(maxsize=64)
def calendar(on: date, breaks: tuple[Break, ...] = ()) -> Calendar:
    """The calendar for these holidays on this day, made once."""
    return Calendar(on, breaks)
