"""Rights that are lost if they are not used in time, papers that must be answered, and what stands beside them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pathway.authoring import reader
from pathway.engine import advice
from pathway.engine.answers import Circumstances
from pathway.engine.model import Step
from pathway.engine.terms import VOICES
from tests.journeys import library

ROOT = Path(__file__).parent.parent
CASES = {case.id: case for case in reader.read(ROOT / "pathway" / "library").cases}
PAPERS = library().trees["court-papers"]
EDGES = ("2026-11-04", "2026-11-05", "2026-11-13")


def advised(case: str, **changed: str) -> dict[str, advice.Advised]:
    """What a worked case is told, with some answers changed."""
    c = CASES[case]
    given = {**c.given, **{name.replace("_", "-"): value for name, value in changed.items()}}
    child = Circumstances(c.on, c.area, c.voice, c.concerns, given, c.done)
    return {a.name: a for a in advice.ask(library(), child, final=True).advised}


def words(step: Step, voice: str) -> str:
    """What one reader is told in the step, its caution included."""
    return " ".join(text[voice] for text in (step.do, step.caution) if text)


def cites(page: Path, clause: str) -> bool:
    """Whether the text of the page cites the clause where it says so."""
    return f"sources.md#{clause.lower()})" in page.read_text()


@pytest.mark.parametrize(
    ("case", "step", "last"),
    [
        # six months, with the day itself as the first (DIS-1, OS-230)
        ("six-months-for-a-claim", "disability-claim/ask-about-a-claim-today", date(2026, 12, 7)),
        # 15 school days from the governors' letter, and from the decision on a claim (EX-7, EX-21)
        ("an-expert-asked-for-in-the-same-letter", "exclusion-review/ask-for-a-review", date(2026, 12, 15)),
        ("a-review-after-the-claim", "exclusion-review/ask-for-a-review-after-the-claim", date(2026, 12, 3)),
        # 21 days with the day on the paper as the first (ENF-3, ENF-9, OS-231)
        ("a-penalty-notice-and-he-was-ill", "court-papers/answer-the-penalty-notice", date(2026, 12, 6)),
        ("a-single-justice-notice-on-the-mat", "court-papers/answer-the-single-justice-notice", date(2026, 11, 30)),
        # the day that the paper names goes before every count of ours
        ("a-summons-for-january", "court-papers/get-legal-help-before-the-hearing", date(2027, 1, 14)),
        # at least 20 school days to appeal against a refused place (ADM-2)
        ("a-refused-place", "admissions/appeal-against-the-no", date(2026, 12, 18)),
    ],
)
def test_the_last_day_is_the_one_that_the_source_gives(case: str, step: str, last: date) -> None:
    by = advised(case)[step].by
    assert by.day == last


@pytest.mark.parametrize("applied", EDGES)
def test_an_answer_about_a_place_is_pressed_for_on_the_sixteenth_school_day_and_not_before(applied: str) -> None:
    """Fifteen school days at most (ADM-1, ADM-3); 5 November is the fifteenth before 26 November."""
    told = advised("nine-school-days-after-applying", applied_on=applied)
    late = applied == "2026-11-04"
    assert ("admissions/press-for-the-answer" in told) == late
    assert ("admissions/keep-on-with-the-application" in told) != late


@pytest.mark.parametrize("letter", ["2026-11-04", "2026-10-20", "2026-03-16"])
def test_nobody_is_told_to_ask_for_a_review_after_its_days(letter: str) -> None:
    """However late: nothing that was seen says that a late request can be taken (EX-7, section D of the facts)."""
    told = advised("weeks-too-late-for-a-review", governors_letter_on=letter)
    assert "exclusion-review/ask-for-a-review" not in told
    assert "exclusion-review/ask-what-is-still-open" in told


HARSH = [*PAPERS.steps.values(), library().trees["attendance-legal"].steps["weigh-a-penalty-notice"]]


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("step", HARSH, ids=lambda step: step.id)
def test_no_step_about_a_fine_or_a_court_stands_without_the_defence_of_illness(step: Step, voice: str) -> None:
    """The law of the defence is cited, and each reader finds it in the step itself (AT-13)."""
    assert "AT-13" in step.carries
    assert re.search(r"\bill(ness)?\b|\bsick(ness)?\b", words(step, voice))


ELSEWHERE = [
    "attendance-codes/find-the-reason",
    "attendance-codes/settle-the-code",
    "attendance-legal/count-the-sessions",
    "attendance-legal/put-the-codes-right",
    "attendance-legal/see-that-help-came-first",
    "attendance-legal/show-the-health-reason",
    "attendance-legal-here/ask-social-care-before-legal-advice",
    "attendance-lines/act-on-persistent-absence",
    "attendance-lines/act-on-severe-absence",
    "attendance-order/act-on-the-order",
    "attendance-order/ask-how-the-child-is-taught",
    "attendance-order/ask-where-the-order-stands",
    "attendance-order/offer-help-once-more",
    "attendance-order/serve-the-notice",
    "attendance-order/start-the-order",
    "attendance-order/use-the-days-of-the-notice",
    "attendance-order/weigh-what-doctors-say",
    "attendance-return/look-in-the-register",
    "attendance-return/name-the-pupil",
    "attendance-return/report-the-absence",
    "order-answered/ask-whether-the-council-is-satisfied",
    "order-answered/say-which-school-you-want",
    "order-assessment/refer-for-an-assessment",
    "order-home/say-that-it-was-no-free-choice",
    "order-home/show-that-the-education-is-suitable",
    "register-name/check-the-twenty-days",
    "register-name/keep-the-name-on",
]
"""Other steps that can go against a family whose child is ill."""


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("name", ELSEWHERE)
def test_no_harsh_step_stands_without_its_defence(name: str, voice: str) -> None:
    """Illness is no offence and is authorised, has to be weighed before an order, and is no ground for a deletion."""
    step = library().step(name)
    assert {"AT-13", "AT-6", "AT-29", "SAO-3", "REG-2", "REG-3"} & set(step.carries)
    assert re.search(r"\b(ill|illness|sick|sickness|health|doctors?|medical|anxiety)\b", words(step, voice))


def test_every_paper_about_a_fine_or_a_court_has_a_step_of_its_own() -> None:
    question = next(q for q in PAPERS.questions.values() if q.fact == "legal-paper")
    targets = [b.target for b in question.branches if b.phrase != "none"]
    assert len(set(targets)) == len(targets) == len(library().facts["legal-paper"].choices)


PAGES = [page for page in (ROOT / "docs").rglob("*.md") if "authors" not in page.parts]
BESIDE = {
    "a managed move, that it needs the agreement of the parents (EX-24)": ("EX-18", "EX-24"),
    "a review, that the expert is asked for together with it (EX-20)": ("EX-7", "EX-20"),
    "the governors as the last door, that the Department comes after them (CMP-1)": ("OS-7", "CMP-1"),
    "a part-time timetable, that a parent's agreement is law in some schools (AT-36)": ("AT-8", "AT-36"),
}


@pytest.mark.parametrize("what", BESIDE)
def test_a_page_that_says_one_of_these_says_the_other_too(what: str) -> None:
    rule, beside = BESIDE[what]
    assert not [page.name for page in PAGES if cites(page, rule) and not cites(page, beside)]


@pytest.mark.parametrize("what", BESIDE)
def test_a_step_that_says_one_of_these_leads_to_the_other(what: str) -> None:
    """By itself, or by the step that comes after it."""
    rule, beside = BESIDE[what]
    silent = []
    for tree in library().trees.values():
        for step in tree.steps.values():
            after = [tree.steps[s] for s in (step.then, step.if_not_done.go_to) if s in tree.steps]
            if rule in step.carries and not any(beside in s.carries for s in (step, *after)):
                silent.append(f"{tree.id}/{step.id}")
    assert not silent


def test_a_managed_move_is_named_nowhere_without_the_agreement_that_it_needs() -> None:
    pages = [page.name for page in PAGES if "managed move" in page.read_text() and not cites(page, "EX-24")]
    steps = [
        f"{tree.id}/{step.id}"
        for tree in library().trees.values()
        for step in tree.steps.values()
        if "managed move" in words(step, "parent") and "EX-24" not in step.carries
    ]
    assert not pages and not steps
