"""Deadlines and elapsed time, over weekends, bank holidays and school holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pathway.engine.calendar import FIRST_DAY, LAST_DAY, LONGEST_WITHOUT_BREAK, Calendar, OutsideCalendar, calendar
from pathway.engine.terms import CLOCK_UNITS

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


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-09-24", 2, "2026-11-24"),
        ("2026-10-26", 1, "2026-11-26"),
        ("2026-11-23", 12, "2027-11-23"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-11-30", 13, "2027-12-30"),
    ],
)
def test_a_month_ends_on_the_day_with_the_same_number_or_on_its_last(start: str, length: int, due: str) -> None:
    assert Calendar(MONDAY).add(day(start), length, "months").day == day(due)


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-02-09", 12, "2027-02-08"),
        ("2026-03-01", 12, "2027-02-28"),
        ("2027-03-01", 12, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-01-01", 12, "2026-12-31"),
        ("2027-01-31", 1, "2027-02-28"),
    ],
)
def test_twelve_months_that_begin_with_a_day_end_the_day_before_its_anniversary(
    start: str, length: int, due: str
) -> None:
    assert Calendar(MONDAY).add(day(start), length, "months", first_day_counts=True).day == day(due)


@pytest.mark.parametrize(
    ("last", "runs_on"),
    [
        ("2026-07-31", "2026-07-31"),
        ("2026-08-01", "2026-09-01"),
        ("2026-08-31", "2026-09-01"),
        ("2026-09-01", "2026-09-01"),
        ("2029-08-15", "2029-09-03"),  # the first of September is a Saturday
        ("2026-12-24", "2026-12-24"),
        ("2026-12-25", "2027-01-04"),  # the first is a Friday and a bank holiday
        ("2026-12-31", "2027-01-04"),
        ("2027-01-01", "2027-01-04"),
        ("2027-01-02", "2027-01-02"),
        ("2027-12-25", "2028-01-04"),  # the first is a Saturday, and the third a bank holiday for it
        ("2030-01-01", "2030-01-02"),
    ],
)
def test_a_limit_runs_on_from_august_and_from_christmas_and_from_no_day_beside_them(last: str, runs_on: str) -> None:
    assert Calendar(MONDAY).run_on(day(last), ("august", "christmas")) == day(runs_on)


def test_a_limit_runs_on_only_from_the_seasons_that_are_named() -> None:
    assert Calendar(MONDAY).run_on(day("2026-08-10"), ("christmas",)) == day("2026-08-10")
    assert Calendar(MONDAY).run_on(day("2026-12-25"), ()) == day("2026-12-25")


def test_a_limit_that_would_run_on_beyond_the_table_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        Calendar(MONDAY).run_on(LAST_DAY, ("christmas",))


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


CHRISTMAS_AND_EASTER = (*CHRISTMAS, ("2027-03-26", "2027-04-09"))
HALF_TERM = ("2027-02-15", "2027-02-19")


def test_a_holiday_that_is_missing_in_the_middle_makes_the_date_the_earliest_possible() -> None:
    """With half-term left out fifteen school days from 1 February end on 22 February: a week early, so not exact."""
    start = day("2027-02-01")
    hole = Calendar(start, CHRISTMAS_AND_EASTER).add(start, 15, "school days")
    assert (hole.day, hole.exact) == (day("2027-02-22"), False)
    whole = Calendar(start, (*CHRISTMAS_AND_EASTER, HALF_TERM)).add(start, 15, "school days")
    assert (whole.day, whole.exact) == (day("2027-03-01"), True)


def test_on_either_side_of_a_hole_the_holidays_are_known() -> None:
    """A date is exact where it lies, start and end, in one stretch without a hole."""
    october = ("2026-10-26", "2026-10-30")
    known = Calendar(day("2026-11-02"), (october, *CHRISTMAS_AND_EASTER, ("2027-05-31", "2027-06-04")))
    assert known.add(day("2026-11-02"), 15, "school days").exact
    assert known.add(day("2027-04-12"), 15, "school days").exact
    assert not known.add(day("2026-12-18"), 2, "school days").exact
    assert not known.add(day("2027-02-01"), 3, "school days").exact
    assert not known.add(day("2026-12-18"), 90, "school days").exact


def test_from_today_to_the_first_listed_holiday_one_may_be_missing_too() -> None:
    """Who lists only Christmas in September has left the autumn half-term out."""
    start = day("2026-09-07")
    assert not Calendar(start, CHRISTMAS).add(start, 5, "school days").exact
    assert Calendar(start, (("2026-10-26", "2026-10-30"), *CHRISTMAS)).add(start, 5, "school days").exact


def test_a_day_or_two_off_fill_no_hole() -> None:
    """A training day in the middle of the term is no half-term holiday."""
    start = day("2027-02-01")
    training = ("2027-02-12", "2027-02-12")
    assert not Calendar(start, (*CHRISTMAS_AND_EASTER, training)).add(start, 15, "school days").exact


@pytest.mark.parametrize(("days", "exact"), [(LONGEST_WITHOUT_BREAK, True), (LONGEST_WITHOUT_BREAK + 1, False)])
def test_the_longest_stretch_without_a_holiday_counts_the_days_between_two(days: int, exact: bool) -> None:
    first = day("2027-01-01")
    second = first + timedelta(days=days + 1)
    known = Calendar(day("2027-01-04"), (*CHRISTMAS, (second.isoformat(), (second + timedelta(days=6)).isoformat())))
    assert known.add(day("2027-01-04"), 5, "school days").exact is exact


@pytest.mark.parametrize(
    "year",
    [
        # Three years such as schools in England have them, with an early and a late Easter.
        ("2023-10-23 2023-10-27", "2023-12-25 2024-01-05", "2024-02-12 2024-02-16", "2024-03-29 2024-04-12",
         "2024-05-27 2024-05-31", "2024-07-24 2024-09-02"),
        ("2024-10-28 2024-11-01", "2024-12-23 2025-01-03", "2025-02-17 2025-02-21", "2025-04-14 2025-04-25",
         "2025-05-27 2025-05-30", "2025-07-23 2025-09-01"),
        ("2026-10-26 2026-10-30", "2026-12-21 2027-01-01", "2027-02-15 2027-02-19", "2027-03-26 2027-04-09",
         "2027-06-01 2027-06-04", "2027-07-22 2027-08-31"),
    ],
)  # fmt: skip
def test_a_whole_school_year_has_no_hole_and_with_any_holiday_left_out_it_has_one(year: tuple[str, ...]) -> None:
    spans = tuple((a, b) for a, b in (span.split() for span in year))
    start = day(spans[0][0])
    assert Calendar(start, spans).add(start, 140, "school days").exact
    for left_out in range(1, len(spans) - 1):
        some = (*spans[:left_out], *spans[left_out + 1 :])
        assert not Calendar(start, some).add(start, 140, "school days").exact, spans[left_out]


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


@pytest.mark.parametrize("unit", CLOCK_UNITS)
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
