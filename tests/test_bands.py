"""What each phrase covers, at its threshold and just beside it."""

from __future__ import annotations

from datetime import date

import pytest

from pathway.engine import bands, walk
from pathway.engine.calendar import Calendar
from pathway.engine.model import Fact, Number
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE
from tests.small import TODAY, fact

COUNT = fact("days-missed", "whole number", unit="school days", low=0, high=195)
SHARE = fact("attendance", "percentage", low=0, high=100)
SINCE = fact("since", "date", unit="days", may_be=("past", "future", "none yet"))
WEEKS = fact("tried-since", "date", unit="weeks", may_be=("past", "future", "none yet"))
CHOICE = fact("open-to", "choice", choices=("early help", "social care", "nobody"))
SEVERAL = fact("in-place", "several choices", choices=("plan", "early help"))
FIGURES = {"trigger": 60, "limit": 12}


def covers(phrase: str, about: Fact, answer: str) -> bool:
    """Whether the phrase covers a canonical answer, as a walk would see it."""
    names, point = walk.place(about, answer, Calendar(date.fromisoformat(TODAY)))
    return bands.parse(phrase, about, FIGURES).holds(names, point)


def refused(phrase: str, about: Fact, numbers: dict[str, Number] | None = None) -> str:
    """The hint that a phrase is refused with."""
    try:
        bands.parse(phrase, about, FIGURES, numbers)
    except bands.PhraseError as wrong:
        return wrong.hint
    raise AssertionError(f"{phrase} was taken")


@pytest.mark.parametrize(
    ("phrase", "inside", "outside"),
    [
        ("below 15", ("0", "14"), ("15", "16")),
        ("15 or less", ("0", "15"), ("16",)),
        ("15 or fewer", ("0", "15"), ("16",)),
        ("more than 15", ("16", "195"), ("15", "0")),
        ("15 or more", ("15", "195"), ("14",)),
        ("exactly 15", ("15",), ("14", "16")),
        ("10 to below 15", ("10", "14"), ("9", "15")),
        ("more than 10 to 15", ("11", "15"), ("10", "16")),
        ("10 to 15", ("10", "15"), ("9", "16")),
        ("trigger or more", ("60", "61"), ("59",)),
        ("limit to below trigger", ("12", "59"), ("11", "60")),
        ("not sure", (NOT_SURE,), ("0", "15")),
    ],
)
def test_a_number_phrase_covers_its_threshold_and_no_more(
    phrase: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    assert all(covers(phrase, COUNT, answer) for answer in inside)
    assert not any(covers(phrase, COUNT, answer) for answer in outside)
    assert phrase == NOT_SURE or not covers(phrase, COUNT, NOT_SURE)


@pytest.mark.parametrize(
    ("phrase", "inside", "outside"),
    [
        ("below 90", ("0", "89.99"), ("90", "90.01")),
        ("90 or less", ("90", "89.99"), ("90.01",)),
        ("more than 90", ("90.01", "100"), ("90",)),
        ("89.5 or more", ("89.5", "89.51"), ("89.49",)),
        ("89.55 or more", ("89.55",), ("89.54",)),
        ("75 to below 90", ("75", "89.99"), ("74.99", "90")),
        ("more than 75 to 90", ("75.01", "90"), ("75", "90.01")),
        ("exactly 0", ("0",), ("0.01",)),
    ],
)
def test_percentages_are_exact_to_the_hundredth(phrase: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    assert all(covers(phrase, SHARE, answer) for answer in inside)
    assert not any(covers(phrase, SHARE, answer) for answer in outside)


@pytest.mark.parametrize(
    ("phrase", "inside", "outside"),
    [
        ("less than 6 weeks ago", ("2026-11-23", "2026-10-13"), ("2026-10-12", "2026-11-24")),
        ("6 weeks ago or less", ("2026-11-23", "2026-10-12"), ("2026-10-11", "2026-11-24")),
        ("6 weeks ago or more", ("2026-10-12", "2026-10-11"), ("2026-10-13",)),
        ("more than 6 weeks ago", ("2026-10-11", "2020-01-01"), ("2026-10-12",)),
        ("limit ago or less", ("2026-08-31",), ("2026-08-30",)),
        ("more than limit ago", ("2026-08-30",), ("2026-08-31",)),
        ("more than 1 week ago", ("2026-11-15",), ("2026-11-16",)),
        ("today or earlier", ("2026-11-23", "2020-01-01"), ("2026-11-24",)),
        ("in the future", ("2026-11-24",), ("2026-11-23",)),
        ("none yet", (NONE_YET,), ("2026-11-23", "2026-11-24")),
    ],
)
def test_a_date_phrase_is_exact_to_the_day_and_the_past_never_holds_the_future(
    phrase: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    assert all(covers(phrase, WEEKS, answer) for answer in inside)
    assert not any(covers(phrase, WEEKS, answer) for answer in (*outside, NOT_SURE))


def test_working_days_ago_leave_out_the_weekend() -> None:
    """Friday is one working day before Monday, and so are the two days between."""
    worked = fact("asked-on", "date", unit="working days")
    assert covers("1 working day ago or less", worked, "2026-11-20")
    assert not covers("1 working day ago or less", worked, "2026-11-19")
    assert covers("less than 1 working days ago", worked, "2026-11-23")
    assert not covers("less than 1 working days ago", worked, "2026-11-20")


def test_a_choice_phrase_covers_the_choices_that_it_names() -> None:
    assert covers("early help or social care", CHOICE, "social care")
    assert not covers("early help or social care", CHOICE, "nobody")
    assert not covers("nobody", CHOICE, NOT_SURE)


def test_includes_looks_for_one_choice_among_all_that_were_made() -> None:
    assert covers("includes plan", SEVERAL, "plan, early help")
    assert not covers("includes plan", SEVERAL, "early help")
    assert covers("does not include plan", SEVERAL, "early help")
    assert not covers("does not include plan", SEVERAL, "plan")


def test_none_of_these_includes_nothing() -> None:
    assert covers("does not include plan", SEVERAL, NONE_OF_THESE)
    assert not covers("includes plan", SEVERAL, NONE_OF_THESE)


def test_being_unsure_is_neither_to_include_nor_not_to() -> None:
    assert not covers("includes plan", SEVERAL, NOT_SURE)
    assert not covers("does not include plan", SEVERAL, NOT_SURE)
    assert covers("not sure", SEVERAL, NOT_SURE)


@pytest.mark.parametrize(
    ("phrase", "about"),
    [
        ("15 days", COUNT),
        ("15.5 or more", COUNT),
        ("90.125 or more", SHARE),
        ("more than trigggger", COUNT),
        ("15 to 10", COUNT),
        ("10 to below 10", COUNT),
        ("yes", CHOICE),
        ("nobody or nobody", CHOICE),
        ("early help", SEVERAL),
        ("includes social care", SEVERAL),
        ("soon", WEEKS),
        ("6 ago or less", WEEKS),
        ("6 school days ago or less", WEEKS),
        ("1 school day ago or less", WEEKS),
        ("less than 0 days ago", SINCE),
        ("maybe", fact("safe")),
        ("", fact("safe")),
        ("none yet", fact("started", "date", may_be=("past",))),
        ("in the future", fact("started", "date", may_be=("past",))),
        ("today or earlier", fact("starts", "date", may_be=("future",))),
        ("3 days ago or more", fact("starts", "date", may_be=("future",))),
        ("2026-12-21 to 2027-01-01", fact("breaks", "date ranges")),
        ("not sure", fact("panel-here", answered_by_area=True)),
    ],
)
def test_a_phrase_that_does_not_fit_its_fact_is_refused_with_a_hint(phrase: str, about: Fact) -> None:
    assert refused(phrase, about)


def test_the_hint_names_what_was_probably_meant() -> None:
    assert "`social care`" in refused("social cares", CHOICE)
    assert "`trigger`" in refused("triggr or more", COUNT)
    assert "6 weeks ago or less" in refused("6 ago or less", WEEKS)
    assert "early help, social care, nobody" in refused("zzz", CHOICE)
    assert "N UNIT ago or less" in refused("soon", WEEKS)


def test_a_named_number_counts_in_the_unit_of_the_fact() -> None:
    assert refused("trigger or more", COUNT, {"trigger": Number("trigger", 60, "weeks", "", ())})
    right = {"trigger": Number("trigger", 60, "school days", "", ())}
    assert bands.parse("trigger or more", COUNT, FIGURES, right).numbers == ("trigger",)


def test_a_phrase_follows_the_figure_of_the_area() -> None:
    assert not bands.parse("trigger or more", COUNT, {"trigger": 60}).holds(frozenset(), 59)
    assert bands.parse("trigger or more", COUNT, {"trigger": 59}).holds(frozenset(), 59)


def test_on_whole_points_two_phrases_that_meet_share_one_cut() -> None:
    """`14 or less` and `below 15` are the same band; for percentages they are not."""
    assert bands.parse("14 or less", COUNT, {}).band == bands.parse("below 15", COUNT, {}).band
    assert bands.parse("14 or less", SHARE, {}).band != bands.parse("below 14.01", SHARE, {}).band


def test_the_domain_is_what_the_fact_allows() -> None:
    whole, share = bands.domain(COUNT), bands.domain(SHARE)
    assert whole and whole.holds(0) and whole.holds(195) and not whole.holds(-1) and not whole.holds(196)
    assert share and share.holds(10_000) and not share.holds(10_001)
    past = bands.domain(fact("since", "date", may_be=("past",)))
    assert past and past.holds(0) and not past.holds(-1)
    coming = bands.domain(fact("starts", "date", may_be=("future",)))
    assert coming and coming.holds(-1) and not coming.holds(0)
    assert bands.domain(CHOICE) is None
    assert bands.domain(fact("never", "date", may_be=("none yet",))) is None


def test_the_names_are_what_can_be_answered_without_a_number() -> None:
    assert bands.names(fact("safe")) == ("yes", "no", NOT_SURE)
    assert bands.names(SEVERAL) == ("plan", "early help", NONE_OF_THESE, NOT_SURE)
    assert bands.names(WEEKS) == (NONE_YET, NOT_SURE)
    assert bands.names(fact("panel-here", answered_by_area=True)) == ("yes", "no")
    assert bands.names(COUNT) == (NOT_SURE,)
