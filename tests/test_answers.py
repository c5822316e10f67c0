"""Raw entries become canonical answers, or a message that says what to enter. Nothing is guessed, nothing breaks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pathway.engine import answers
from pathway.engine.answers import NotAnAnswer
from pathway.engine.model import Fact
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE
from tests.small import TODAY, ask, fact, library, step, tree

MONDAY = date(2026, 11, 23)
SAFE = fact("safe")
OPEN_TO = fact("open-to", "choice", choices=("early help", "social care"))
IN_PLACE = fact("in-place", "several choices", choices=("plan", "early help", "work"))
MISSED = fact("days-missed", "whole number", unit="school days", low=0, high=195)
COUNT = fact("count", "whole number")
SHARE = fact("attendance", "percentage", low=0, high=100)
SINCE = fact("since", "date", may_be=("past", "none yet"))
MEETING = fact("meeting", "date", may_be=("future",))
BREAKS = fact("term-breaks", "date ranges")
ALL = (SAFE, OPEN_TO, IN_PLACE, MISSED, COUNT, SHARE, SINCE, MEETING, BREAKS)

RULES = library(
    [tree("first", [ask("q", "safe", {"yes": "act", "no": "nothing", "not sure": "nothing"})], [step("act")])],
    [*ALL, fact("panel-here", answered_by_area=True)],
)


def refused(about: Fact, raw: object) -> str:
    """The message for an entry; fails if it was taken."""
    try:
        taken = answers.answer(about, raw, MONDAY)
    except NotAnAnswer as wrong:
        return str(wrong)
    raise AssertionError(f"taken as {taken}")


def messages(**raw: Any) -> dict[str, str]:
    """What `read` says about each field; fails if there is nothing to say."""
    child, said = answers.read(RULES, **({"on": TODAY} | raw))
    assert child is None
    assert said
    return {m.field: m.words for m in said}


@pytest.mark.parametrize(
    ("about", "raw", "canonical"),
    [
        (SAFE, "yes", "yes"),
        (SAFE, " YES ", "yes"),
        (SAFE, "n", "no"),
        (SAFE, True, "yes"),
        (SAFE, False, "no"),
        (SAFE, "Not  sure", NOT_SURE),
        (SAFE, ["yes"], "yes"),
        (OPEN_TO, "Early Help", "early help"),
        (IN_PLACE, "work, plan", "plan, work"),
        (IN_PLACE, ["work", "plan", "work"], "plan, work"),
        (IN_PLACE, "none of these", NONE_OF_THESE),
        (IN_PLACE, ["not sure"], NOT_SURE),
        (MISSED, "12", "12"),
        (MISSED, 12, "12"),
        (MISSED, "012", "12"),
        (MISSED, "12 school days", "12"),
        (MISSED, "1 school day", "1"),
        (MISSED, "12 days", "12"),
        (MISSED, "12days", "12"),
        (MISSED, "0", "0"),
        (MISSED, "195", "195"),
        (COUNT, "1,500", "1500"),
        (COUNT, "-3", "-3"),
        (COUNT, "999999999", "999999999"),
        (SHARE, "87.5", "87.5"),
        (SHARE, "87.50 %", "87.5"),
        (SHARE, "87 per cent", "87"),
        (SHARE, "87.05", "87.05"),
        (SHARE, "87.000", "87"),
        (SHARE, 87.5, "87.5"),
        (SHARE, "0", "0"),
        (SHARE, "100", "100"),
        (SINCE, "2026-11-23", "2026-11-23"),
        (SINCE, "today", "2026-11-23"),
        (SINCE, "None yet", NONE_YET),
        (SINCE, "3/4/26", "2026-04-03"),
        (SINCE, "03.04.2026", "2026-04-03"),
        (SINCE, "3 4 2026", "2026-04-03"),
        (SINCE, "23 nov 2026", "2026-11-23"),
        (SINCE, "23rd November, 2026", "2026-11-23"),
        (SINCE, "2026-1-5", "2026-01-05"),
        (SINCE, "29 2 2024", "2024-02-29"),
        (MEETING, "2026-11-24", "2026-11-24"),
        (BREAKS, "21/12/2026 to 1/1/2027", "2026-12-21 to 2027-01-01"),
        (BREAKS, "21/12/2026 TO 1/1/2027", "2026-12-21 to 2027-01-01"),
        (BREAKS, "21/12/2026\u20131/1/2027\n26/10/2026", "2026-10-26 to 2026-10-26, 2026-12-21 to 2027-01-01"),
        (BREAKS, "21/12/2026 to 1/1/2027;\n,", "2026-12-21 to 2027-01-01"),
        (BREAKS, "not sure", NOT_SURE),
    ],
)
def test_what_people_write_becomes_one_canonical_answer(about: Fact, raw: object, canonical: str) -> None:
    assert answers.answer(about, raw, MONDAY) == canonical
    assert answers.answer(about, canonical, MONDAY) == canonical


@pytest.mark.parametrize(
    ("about", "raw"),
    [
        (SAFE, "maybe"),
        (SAFE, ""),
        (SAFE, None),
        (SAFE, ["yes", "no"]),
        (OPEN_TO, ""),
        (OPEN_TO, "early help, social care"),
        (IN_PLACE, ""),
        (IN_PLACE, []),
        (IN_PLACE, "plan, none of these"),
        (IN_PLACE, "plan, not sure"),
        (IN_PLACE, "plan, parachute"),
        (MISSED, ""),
        (MISSED, "-1"),
        (MISSED, "196"),
        (MISSED, "12.5"),
        (MISSED, "twelve"),
        (MISSED, "12 weeks"),
        (COUNT, "1234567890"),
        (COUNT, "1e3"),
        (COUNT, "\u0661\u0662"),
        (SHARE, "100.01"),
        (SHARE, "87.125"),
        (SHARE, "87,5"),
        (SHARE, "-1"),
        (SHARE, ".5"),
        (SHARE, "nan"),
        (SHARE, float("inf")),
        (SINCE, "2026-11-24"),
        (SINCE, "31 February 2026"),
        (SINCE, "2026-02-31"),
        (SINCE, "29 2 2026"),
        (SINCE, "0 1 2026"),
        (SINCE, "1 13 2026"),
        (SINCE, "23 no 2026"),
        (SINCE, "23 brumaire 2026"),
        (SINCE, "1900-01-01"),
        (SINCE, "0000-01-01"),
        (SINCE, "9999-12-31"),
        (SINCE, "yesterday"),
        (SINCE, ""),
        (MEETING, "2026-11-23"),
        (MEETING, "none yet"),
        (BREAKS, ""),
        (BREAKS, "1/1/2027 to 21/12/2026"),
        (BREAKS, "1/1/2026 to 1/7/2026"),
        (BREAKS, "1/1/2026 to 2/1/2026 to 3/1/2026"),
        (BREAKS, "1/1/1999 to 2/1/1999"),
        (fact("panel-here", answered_by_area=True), "yes"),
    ],
)
def test_anything_else_gets_a_message(about: Fact, raw: object) -> None:
    assert refused(about, raw)


def test_a_list_of_figures_is_not_run_together_into_one() -> None:
    """[1, 2] days and `1 2` days are no twelve days, and 1,5 is no fifteen."""
    for raw in ([1, 2], "1 2", "1,2", "1,5", "12 12"):
        assert refused(COUNT, raw)
    for raw in ([8, 7], "8 7", "8%7"):
        assert refused(SHARE, raw)


def test_an_entry_that_is_too_long_is_refused_whatever_it_says() -> None:
    assert answers.answer(IN_PLACE, "plan, " * 80, MONDAY) == "plan"
    assert refused(IN_PLACE, "plan, " * 90)


def test_an_answer_is_canonical_however_long_it_grows() -> None:
    """Many short holidays, written out, would be too long to come back as the answer that they are."""
    assert refused(BREAKS, ",".join(f"{n}/1/26" for n in range(1, 32)))


@pytest.mark.parametrize("about", ALL)
def test_hostile_entries_get_a_short_message_or_a_valid_answer(about: Fact) -> None:
    nested: object = "deep"
    for _ in range(50_000):
        nested = [nested]
    hostile: list[object] = [
        "x" * 10_000_000,
        "1" * 10_000_000,
        10**6000,
        -(10**6000),
        [[10**6000]],
        nested,
        {"a": {"b": "c"}},
        b"yes",
        [None, None],
        ["yes"] * 100_000,
        "\x00",
        "\x00\x1b[2Jyes?",
        "\u202eyes\u202c!",
        "\ud800",
        "<script>alert(1)</script>",
        "2026-11-23T00:00:00",
        "' or 1=1 --",
        float("nan"),
        object(),
    ]
    for raw in hostile:
        assert len(refused(about, raw)) < 300


def test_what_cannot_be_seen_does_not_spoil_an_answer() -> None:
    """Copied dates often carry marks for the direction of writing."""
    assert answers.answer(SINCE, "\u200e23/11/2026\u200f", MONDAY) == "2026-11-23"
    assert answers.answer(SAFE, "yes\x00", MONDAY) == "yes"
    assert answers.answer(OPEN_TO, "early\u00a0help", MONDAY) == "early help"


def test_what_cannot_be_shown_never_turns_into_another_answer() -> None:
    """A shell that does not know UTF-8 hands on halves of letters; `n` with something lost is no `no`."""
    for raw in ("n\udcc3\udca4", "yes\ue000", "no\uffff", "n\u0334"):
        assert refused(SAFE, raw).encode("utf-8")


def test_a_message_never_repeats_more_than_a_little_of_the_entry() -> None:
    assert len(refused(SAFE, "x" * 400)) < 120


def test_the_message_offers_the_nearest_answer() -> None:
    assert "social care" in refused(OPEN_TO, "Social Cares")
    assert "work" in refused(IN_PLACE, "plan, worc")


def test_circumstances_are_read_as_a_whole() -> None:
    child, said = answers.read(
        RULES,
        on="23 11 2026",
        area="england",
        voice="agency",
        concerns="ill,ill",
        given={"safe": "No", "days-missed": 3},
        done=["first/act", "first/act"],
    )
    assert not said
    assert child == answers.Circumstances(
        TODAY, "england", "agency", ("ill",), {"safe": "no", "days-missed": "3"}, ("first/act",)
    )


def test_nobody_has_said_what_is_happening_until_somebody_does() -> None:
    said_nothing: tuple[object, ...] = (None, "", [], " , ")
    for nothing in said_nothing:
        child, _ = answers.read(RULES, on=TODAY, concerns=nothing)
        assert child is not None
        assert child.concerns is None


def test_every_wrong_field_is_told_at_once() -> None:
    said = messages(
        area="atlantis",
        voice="Parents",
        concerns=["sick"],
        given={"safe": "maybe", "panel-here": "yes", "sfae": "yes"},
        done=["first/nothing", "act"],
    )
    assert set(said) == {"area", "voice", "concerns", "safe", "panel-here", "sfae", "done"}
    assert "parent?" in said["voice"]
    assert "safe?" in said["sfae"]


@pytest.mark.parametrize(
    "on", ["2014-12-31", "2034-01-01", "31 2 2026", "", None, "today", "0000-00-00", 10**400, [[]]]
)
def test_the_day_must_be_one_that_deadlines_can_be_reckoned_from(on: object) -> None:
    """Today is a matter for whoever has a clock; the engine has none."""
    assert set(messages(on=on)) == {"on"}


@pytest.mark.parametrize("field", ["area", "voice", "concerns", "done"])
def test_a_hostile_field_gets_short_messages(field: str) -> None:
    for raw in ([[]], [{}], {"a": "b"}, 10**6000, "x" * 10_000_000, "\x00?\u202e", [None], 3.5, object()):
        assert all(len(words) < 600 for words in messages(**{field: raw}).values())


def test_a_wrong_day_does_not_make_a_good_date_wrong() -> None:
    assert set(messages(on="yesterday", given={"since": "2026-11-20", "safe": "yes"})) == {"on"}
    assert set(messages(on="yesterday", given={"since": "2026-11-20", "safe": "maybe"})) == {"on", "safe"}


def test_what_is_asked_for_by_a_name_nobody_knows_is_told_briefly() -> None:
    assert all(len(field) <= 60 for field in messages(given={"y" * 10_000_000: "yes"}))


def test_holidays_come_back_as_they_were_given() -> None:
    spans = (("2026-10-26", "2026-10-30"), ("2026-12-21", "2027-01-01"))
    assert answers.breaks("2026-10-26 to 2026-10-30, 2026-12-21 to 2027-01-01") == spans
    assert answers.breaks(NOT_SURE) == answers.breaks("") == ()


def test_a_date_in_words_can_be_read_back() -> None:
    assert answers.parse_date(answers.in_words(MONDAY)) == MONDAY
