"""Every telephone number of the guidance is one of the sources, is cited where it stands, and can be pressed."""

from __future__ import annotations

import re

import pytest

from pathway.authoring.guidance import Page
from pathway.site import build
from pathway.words.names import anchor
from tests import reading
from tests.journeys import library

CLAUSES = {
    "999": ("GEN-2", "GEN-4"),
    "101": ("GEN-2",),
    "111": ("GEN-4",),
    "18001111": ("GEN-4",),
    "08001111": ("GEN-5",),
    "116123": ("GEN-6",),
    "85258": ("GEN-7",),
    "08088005000": ("GEN-8",),
    "08088025544": ("GEN-9",),
}
"""Who says so, by number."""
IN_DANGER = {number for number, clauses in CLAUSES.items() if "GEN-9" not in clauses}
"""The numbers for a crisis: that of GEN-9 was seen on old pages only, and may have changed."""
LOOK_AFTER_YOURSELF = "parents/help.md"
CALLED = re.compile(r"\]\((?:tel|sms):([^)]+)\)|href=\"(?:tel|sms):([^\"]+)\"")
LINKED = re.compile(r"\[[^\[\]]*\]\((?:tel|sms):[^)]*\)|\A---\n.*?\n---\n", re.S)
BARE = re.compile(
    r"\b(?:999|111|18001 111|0800 ?1111|116 ?123|85258|0808 ?80\d ?\d{4})\b|\b[Cc]all (?:the police on )?101\b"
)


def called(text: str) -> list[str]:
    """The numbers that the links of a page call or text."""
    return [found[1] or found[2] for found in CALLED.finditer(text)]


PAGES = [page for page in reading.pages() if called(page.text)]


def test_a_clause_names_each_number() -> None:
    clauses = library().clauses
    for number, names in CLAUSES.items():
        for name in names:
            assert number in re.sub(r"(?<=\d) (?=\d)", "", clauses[name].says), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_calls_only_numbers_of_clauses_that_it_cites(page: Page) -> None:
    """In the text too, but on the pages for an emergency, where nothing else stands."""
    for number in called(page.text):
        carried = set(CLAUSES[number]) & set(page.carries)
        cited = {name for name in CLAUSES[number] if anchor(name) in page.cited}
        assert carried or page.name.startswith("about/"), f"{number}: `carries` lacks its clause"
        assert cited or page.name.startswith("next-step/"), f"{number} without its clause"


def test_every_number_can_be_pressed() -> None:
    bare = {page.name: found for page in reading.pages() if (found := BARE.findall(LINKED.sub(" ", page.text)))}
    assert bare == {}


def test_a_number_that_may_have_changed_stands_on_one_page_only() -> None:
    assert [page.name for page in PAGES if not set(called(page.text)) <= IN_DANGER] == [LOOK_AFTER_YOURSELF]
    assert "check that it is open" in (build.DOCS / LOOK_AFTER_YOURSELF).read_text("utf-8")


def test_the_search_names_numbers_for_a_crisis_only() -> None:
    named = called((build.ROOT / "pathway" / "site" / "theme" / "search.html").read_text("utf-8"))
    assert len(named) == len(set(named)) == 7
    assert set(named) <= IN_DANGER


def test_between_999_and_an_appointment_stands_111_wherever_a_child_may_not_want_to_live() -> None:
    """Its number, or the page that has it."""
    speaks = re.compile(r"not want(?:ing)? to live|hurts? themselves|self-harm|suicid", re.I)
    for page in reading.pages():
        text = LINKED.sub(lambda found: "" if found[0].startswith("---") else found[0], page.text)
        if speaks.search(text):
            assert "tel:111" in text or "help.md" in text, page.name
