"""The checked-in table of bank holidays is the one that the `holidays` package gives."""

from datetime import date, timedelta

from pathway.authoring import bank_holidays as maker
from pathway.engine import bank_holidays as table


def test_the_table_equals_what_the_package_gives() -> None:
    """Nothing was edited by hand, and nothing changed upstream."""
    assert maker.days() == table.DAYS


def test_the_table_does_not_end_soon() -> None:
    """At the date of the last check, deadlines a year ahead can still be reckoned."""
    assert date(table.LAST_YEAR, 12, 31) - date.fromisoformat(table.CHECKED) > timedelta(days=366)


def test_the_one_off_holidays_are_there() -> None:
    """Proclaimed holidays (jubilee, funeral, coronation) count; Scotland's own do not."""
    assert {"2022-06-03", "2022-09-19", "2023-05-08"} <= set(table.DAYS)
    assert "2026-11-30" not in table.DAYS
