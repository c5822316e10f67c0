"""Days, working days, school days and weeks: deadlines and elapsed time.

Working days are Monday to Friday less England's bank holidays (`pathway.engine.bank_holidays`). School days are working
days less the school's holidays. Where the holidays are not known for the whole stretch a date is marked as not exact:
it is then the earliest possible one. Nothing here reads the machine's clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pathway.engine.bank_holidays import DAYS, FIRST_YEAR, LAST_YEAR

FIRST_DAY = date(FIRST_YEAR, 1, 1)
LAST_DAY = date(LAST_YEAR, 12, 31)

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
    day of the last.
    """

    def __init__(self, on: date, breaks: tuple[Break, ...] = ()) -> None:
        self.on = on
        spans = sorted((date.fromisoformat(a).toordinal(), date.fromisoformat(b).toordinal()) for a, b in breaks)
        self._working = _working_days()
        self._school: tuple[int, ...] = self._working
        self._known = range(0)
        if spans:
            self._school = tuple(d for d in self._working if not any(a <= d <= b for a, b in spans))
            self._known = range(min(spans[0][0], on.toordinal()), max(b for _, b in spans) + 1)

    def add(self, start: date, length: int, unit: str, first_day_counts: bool = False) -> Due:
        """The day `length` `unit` after `start`.

        With `first_day_counts` the first day that can be counted (`start` itself, or the next working or school day)
        is day one. Raises `OutsideCalendar` where the answer lies outside the years of the bank-holiday table.
        """
        self._covered(start)
        if length <= 0:
            return Due(start)
        first = start.toordinal()
        listed = self._days(unit)
        if unit in ("days", "weeks"):
            last = first + length * (7 if unit == "weeks" else 1) - (1 if first_day_counts else 0)
        else:
            at = (bisect_left if first_day_counts else bisect_right)(listed, first) + length - 1
            last = listed[at] if at < len(listed) else LAST_DAY.toordinal() + 1
        if last > LAST_DAY.toordinal():
            raise OutsideCalendar(f"bank holidays are known to the end of {LAST_YEAR}")
        return Due(date.fromordinal(last), unit != "school days" or (first in self._known and last in self._known))

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


@lru_cache(maxsize=64)
def calendar(on: date, breaks: tuple[Break, ...] = ()) -> Calendar:
    """The calendar for these holidays on this day, made once."""
    return Calendar(on, breaks)
