"""Deadlines and elapsed time, over weekends, bank holidays and school holidays."""

from __future__ import annotations

from datetime import date

import pytest

from pathway.engine.calendar import FIRST_DAY, LAST_DAY, Calendar, OutsideCalendar, calendar

MONDAY = date(2026, 11, 23)
CHRISTMAS = (("2026-12-21", "2027-01-01"),)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "length", "unit", "due"),
    [
        ("2026-11-23", 3, "days", "2026-11-26"),
        ("2026-11-23", 6, "weeks", "2027-01-04"),
        ("2026-11-23", 3, "working days", "2026-11-26"),
        ("2026-11-20", 1, "working days", "2026-11-23"),
        ("2026-11-21", 1, "working days", "2026-11-23"),
        ("2026-11-22", 1, "working days", "2026-11-23"),
        ("2025-12-24", 1, "working days", "2025-12-29"),
        ("2025-12-24", 3, "working days", "2025-12-31"),
        ("2026-12-24", 1, "working days", "2026-12-29"),
        ("2026-04-02", 3, "working days", "2026-04-09"),
        ("2026-05-01", 1, "working days", "2026-05-05"),
        ("2023-05-05", 1, "working days", "2023-05-09"),
        ("2026-11-23", 0, "working days", "2026-11-23"),
        ("2026-11-21", 0, "working days", "2026-11-21"),
        ("2028-02-28", 1, "days", "2028-02-29"),
    ],
)
def test_the_day_after_which_counting_begins_does_not_count(start: str, length: int, unit: str, due: str) -> None:
    assert Calendar(MONDAY).add(day(start), length, unit).day == day(due)


@pytest.mark.parametrize(
    ("start", "length", "unit", "due"),
    [
        ("2026-11-23", 6, "school days", "2026-11-30"),
        ("2026-11-21", 1, "school days", "2026-11-23"),
        ("2026-11-23", 1, "working days", "2026-11-23"),
        ("2026-11-23", 1, "days", "2026-11-23"),
        ("2026-11-23", 1, "weeks", "2026-11-29"),
        ("2026-11-23", 0, "days", "2026-11-23"),
        ("2026-11-21", 0, "working days", "2026-11-21"),
    ],
)
def test_where_the_first_day_counts_it_is_day_one(start: str, length: int, unit: str, due: str) -> None:
    """The sixth school day of a suspension that begins on a Monday is the Monday after."""
    assert Calendar(MONDAY).add(day(start), length, unit, first_day_counts=True).day == day(due)


def test_school_days_skip_the_holidays_that_are_known() -> None:
    due = Calendar(day("2026-12-17"), CHRISTMAS).add(day("2026-12-17"), 2, "school days")
    assert due.day == day("2027-01-04")
    assert not due.exact  # the fourth of January lies after the last holiday that is known
    due = Calendar(day("2026-12-17"), (*CHRISTMAS, ("2027-02-15", "2027-02-19"))).add(
        day("2026-12-17"), 2, "school days"
    )
    assert due.day == day("2027-01-04")
    assert due.exact


def test_working_days_go_on_in_the_school_holidays() -> None:
    due = Calendar(day("2026-12-18"), CHRISTMAS).add(day("2026-12-18"), 1, "working days")
    assert due.day == day("2026-12-21")


def test_without_known_holidays_a_school_day_is_the_earliest_possible() -> None:
    due = Calendar(MONDAY).add(MONDAY, 5, "school days")
    assert due.day == day("2026-11-30")
    assert not due.exact
    assert Calendar(MONDAY).add(MONDAY, 5, "working days").exact


def test_holidays_are_known_from_today_or_from_the_first_of_them() -> None:
    """A start before both lies where a holiday may have been missed."""
    known = Calendar(MONDAY, CHRISTMAS)
    assert known.add(MONDAY, 5, "school days").exact
    assert not known.add(day("2026-11-20"), 5, "school days").exact
    half_term = (("2026-10-26", "2026-10-30"), *CHRISTMAS)
    assert Calendar(MONDAY, half_term).add(day("2026-10-26"), 5, "school days").exact


def test_nothing_is_known_after_the_last_day_of_the_last_holiday() -> None:
    """With Thursday off, Wednesday is sure and Friday is anybody's guess."""
    thursday = Calendar(MONDAY, (("2026-11-26", "2026-11-26"),))
    for length, due, exact in ((1, "2026-11-24", True), (2, "2026-11-25", True), (3, "2026-11-27", False)):
        found = thursday.add(MONDAY, length, "school days")
        assert (found.day, found.exact) == (day(due), exact)


def test_the_order_of_the_holidays_does_not_matter() -> None:
    spans = (("2027-02-15", "2027-02-19"), *CHRISTMAS)
    one, other = Calendar(MONDAY, spans), Calendar(MONDAY, spans[::-1])
    assert one.add(MONDAY, 40, "school days") == other.add(MONDAY, 40, "school days")


@pytest.mark.parametrize(
    ("start", "unit", "gone"),
    [
        ("2026-11-23", "days", 0),
        ("2026-11-22", "days", 1),
        ("2026-10-12", "weeks", 42),
        ("2026-11-23", "working days", 0),
        ("2026-11-22", "working days", 1),
        ("2026-11-20", "working days", 1),
        ("2026-11-19", "working days", 2),
        ("2026-11-24", "days", -1),
        ("2026-11-30", "working days", -7),
        ("2026-11-20", "", 3),
    ],
)
def test_elapsed_time_counts_the_days_after_the_start(start: str, unit: str, gone: int) -> None:
    assert Calendar(MONDAY).elapsed(day(start), unit) == gone


def test_elapsed_school_days_leave_out_holidays_and_bank_holidays() -> None:
    after = Calendar(day("2027-01-05"), CHRISTMAS)
    assert after.elapsed(day("2026-12-17"), "school days") == 3
    assert after.elapsed(day("2026-12-17"), "working days") == 10


@pytest.mark.parametrize("start", [date(2014, 12, 31), date(1900, 1, 1), date(2036, 1, 1)])
def test_outside_the_table_of_bank_holidays_nothing_is_guessed(start: date) -> None:
    for count in ("days", "working days", "school days", "weeks"):
        with pytest.raises(OutsideCalendar):
            Calendar(MONDAY).add(start, 1, count)
        with pytest.raises(OutsideCalendar):
            Calendar(MONDAY).elapsed(start, count)


@pytest.mark.parametrize("unit", ["days", "working days", "school days", "weeks"])
def test_a_deadline_beyond_the_table_is_refused_however_far(unit: str) -> None:
    for length in (8_000, 10**12):
        with pytest.raises(OutsideCalendar):
            Calendar(MONDAY).add(MONDAY, length, unit)


def test_the_last_days_of_the_table_can_be_reached() -> None:
    assert Calendar(MONDAY).add(LAST_DAY, 0, "days").day == LAST_DAY
    assert Calendar(MONDAY).add(date(2035, 12, 28), 1, "working days").day == LAST_DAY
    assert Calendar(MONDAY).elapsed(date(2015, 1, 1), "days") == (MONDAY - FIRST_DAY).days
    for unit in ("working days", "school days"):
        with pytest.raises(OutsideCalendar):
            Calendar(MONDAY).add(LAST_DAY, 1, unit)
    with pytest.raises(OutsideCalendar):
        Calendar(MONDAY).add(LAST_DAY, 1, "days")


def test_the_calendar_of_a_day_is_made_once() -> None:
    assert calendar(MONDAY, CHRISTMAS) is calendar(date(2026, 11, 23), CHRISTMAS)
