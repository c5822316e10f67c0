"""The last days that the law gives a family, to the day, as our own rules work them out."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pathway.authoring.reader import read
from pathway.engine import deadlines
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.walk import Walker
from pathway.proof.check import DOCUMENT_SAYS
from pathway.words.wording import due_words


@cache
def rules() -> Library:
    return read(Path(__file__).parents[1] / "pathway" / "library").library


def runs(clock: str, on: str, **given: str) -> deadlines.Deadline:
    """One clock, for a child who lives in Kent, looked at on a day."""
    answers = {name.replace("_", "-"): answer for name, answer in given.items()}
    child = Circumstances(on, "kent", "parent", (), answers)
    return deadlines.run(Walker(rules(), child), rules().clocks[clock])


NO_CERTIFICATE = {"mediation_certificate_on": "none yet"}


@pytest.mark.parametrize(
    ("clock", "start", "last"),
    [
        ("order-notice-ends", {"order_notice_on": "2026-11-10"}, "2026-11-24"),  # SAO-4
        ("amendment-comments", {"amendment_notice_on": "2026-11-10"}, "2026-11-24"),  # EHC-18
        ("draft-comments", {"draft_plan_on": "2026-11-10"}, "2026-11-24"),  # EHC-14
        ("amended-plan", {"amendment_notice_on": "2026-11-10"}, "2027-01-05"),  # EHC-19: of the day, not from it
        ("ombudsman-limit", {"problem_since": "2026-02-09"}, "2027-02-08"),  # OMB-3
        ("ombudsman-limit", {"problem_since": "2024-02-29"}, "2025-02-28"),
        ("ombudsman-limit", {"problem_since": "2023-03-01"}, "2024-02-29"),
        ("phase-plan", {"phase_plan_due": "2027-02-15"}, "2027-02-14"),  # EHC-20
        ("phase-plan", {"phase_plan_due": "2027-03-31"}, "2027-03-30"),
        ("mediation-contact", {"ehc_letter_on": "2026-09-24", **NO_CERTIFICATE}, "2026-11-24"),  # EHC-21
        (
            "mediation-contact",
            {"ehc_letter_on": "2026-06-10", **NO_CERTIFICATE},
            "2026-08-10",
        ),  # no page says it runs on
        ("disability-claim-last-day", {"claim_act_on": "2026-06-08"}, "2026-12-07"),  # DIS-1, OS-230
        ("disability-claim-ends", {"excluded_since": "2026-08-31"}, "2027-02-28"),
        ("disability-claim-school-ends", {"school_refused_on": "2026-05-27"}, "2026-11-26"),
        ("ombudsman-near", {"problem_since": "2025-12-27"}, "2026-11-26"),  # OS-302
        ("appeal-limit", {"ehc_letter_on": "2026-09-24"}, "2026-11-24"),  # EHC-17
        ("appeal-limit", {"ehc_letter_on": "2025-12-31"}, "2026-02-28"),
        ("appeal-limit", {"ehc_letter_on": "2026-06-10"}, "2026-09-01"),  # EHC-23
        ("appeal-limit", {"ehc_letter_on": "2026-10-27"}, "2027-01-04"),
        ("appeal-after-mediation", {"mediation_certificate_on": "2026-07-20"}, "2026-09-01"),
    ],
)
def test_the_last_day_is_the_one_that_the_law_gives(clock: str, start: dict[str, str], last: str) -> None:
    """And it is late only from the day after."""
    day = date.fromisoformat(last)
    found = runs(clock, last, **start)
    assert (found.day, found.overdue) == (day, False)
    after = date.fromordinal(day.toordinal() + 1).isoformat()
    assert runs(clock, after, **start).overdue


def test_the_later_of_two_months_and_one_month_counts() -> None:
    letter = "2026-09-24"
    assert str(runs("appeal-limit", "2026-11-20", ehc_letter_on=letter).day) == "2026-11-24"
    later = runs("appeal-limit", "2026-11-20", ehc_letter_on=letter, mediation_certificate_on="2026-11-16")
    assert str(later.day) == "2026-12-16"


def test_what_a_dated_paper_may_move_says_so_beside_the_day() -> None:
    for clock, start in (
        ("order-notice-ends", {"order_notice_on": "2026-11-10"}),
        ("amendment-comments", {"amendment_notice_on": "2026-11-10"}),
        ("draft-comments", {"draft_plan_on": "2026-11-10"}),
    ):
        words = due_words(runs(clock, "2026-11-20", **start))
        assert words.startswith("24 November 2026, unless the ")
        assert words.endswith("gives a later date")


def test_every_clock_of_law_guidance_or_a_court_says_how_its_document_counts() -> None:
    """The two that begin with the day of service, and the Ombudsman's year, are among those whose first day counts."""
    strong = {"law", "guidance", "case", "advice"}
    kinds = {c.id: {rules().clauses[name].kind for name in c.carries} for c in rules().clocks.values()}
    for clock in rules().clocks.values():
        assert not kinds[clock.id] & strong or DOCUMENT_SAYS[clock.document_says] is not None, clock.id
    first = {c.id for c in rules().clocks.values() if c.document_says == "beginning with"}
    assert first >= {"order-notice-ends", "amendment-comments", "draft-comments", "ombudsman-limit"}


def test_for_section_i_alone_no_day_for_the_mediation_adviser_is_shown() -> None:
    """EHC-21: an appeal that is only about Section I needs no certificate, so nobody has to call by a day."""
    letter = {"ehc_letter_on": "2026-10-25"}  # two months end on 25 December, and the appeal's last day moves on
    assert not runs("mediation-contact", "2026-11-26", **letter).running
    assert not runs("mediation-contact", "2026-11-26", **letter, mediation_certificate_on="not sure").running
    assert runs("appeal-limit", "2026-11-26", **letter).running
