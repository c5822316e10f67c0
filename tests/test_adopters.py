"""What the pages promise to a council that adopts the site holds today, and local steps say what a no to them does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pathway.authoring.problems import Problem, ProblemsFound
from pathway.authoring.reader import read
from pathway.cli.commands import COMMANDS
from pathway.engine.advice import ask
from pathway.engine.answers import Circumstances
from pathway.proof.check import check
from tests.rare import some

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "pathway" / "library"
COMMAND = re.compile(r"(?:`|^)pathway ([a-z][a-z-]*)", re.M)
SAYS_WHAT_A_NO_DOES = re.compile(r"\bno\b")


def library_with(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of our library with one more area, made from the file for the rest of England as the page says."""
    copy = folder / "library"
    shutil.copytree(LIBRARY, copy)
    text = (copy / "areas" / "england.yaml").read_text(encoding="utf-8")
    here = (("area: england", "area: rutland"), ("name: Anywhere else in England", "name: Rutland"))
    for old, new in (*here, ("home-in-england: no", "home-in-england: yes"), *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    (copy / "areas" / "rutland.yaml").write_text(text, encoding="utf-8")
    return copy


def wrong(library: Path) -> tuple[Problem, ...]:
    """What reading or checking a library finds wrong with it."""
    try:
        return tuple(check(read(library)))
    except ProblemsFound as found:
        return found.problems


def test_every_command_that_a_page_names_exists() -> None:
    pages = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    named = {(m[1], p.name) for p in pages for m in COMMAND.finditer(p.read_text(encoding="utf-8"))}
    assert {name for name, _ in named} >= {"check", "ask", "host-check"}
    assert [one for one in sorted(named) if one[0] not in COMMANDS] == []


def test_a_council_with_nothing_of_its_own_is_one_file(tmp_path: Path) -> None:
    named = library_with(
        tmp_path,
        ("roles: {}", "roles: {early-help: The Rutland early help team}"),
        ("breaks: []", 'breaks: ["2026-12-21 to 2027-01-01"]'),
    )
    whole = read(named)
    assert check(whole) == []
    asked = Circumstances(
        "2026-12-18", "rutland", "school", ("health",), {"safety": "no worry", "health-days-missed": "2"}
    )
    at_home = [one.by.day for one in ask(whole.library, asked, final=True).advised if one.step.by == "next-school-day"]
    assert {str(day) for day in at_home} == {"2027-01-04"}  # the first school day after the holidays of the file


@pytest.mark.parametrize(
    "answer",
    some(["panel-here", "cme-panel-here", "section-f-checks-here", "attendance-returns-here", "five-stages-here"], 1),
)
def test_a_yes_alone_does_not_borrow_the_steps_of_another_council(tmp_path: Path, answer: str) -> None:
    claimed = library_with(tmp_path, (f" {answer}: no", f" {answer}: yes"))
    assert "local-step" in {one.code for one in wrong(claimed)}


def test_a_fact_for_an_arrangement_is_answered_by_every_area_or_has_a_default(tmp_path: Path) -> None:
    copy = library_with(tmp_path)
    new = "\nrutland-panel-here:\n  kind: yes or no\n  answered by: area\n  ask: Is there a panel of its own?\n"
    facts = copy / "facts.yaml"
    before = facts.read_text(encoding="utf-8")
    facts.write_text(before + new, encoding="utf-8")
    (silent,) = (one.message for one in wrong(copy) if one.code == "area-silent")
    assert f"(and in {len(list((copy / 'areas').glob('*.yaml'))) - 1} other places: areas/" in silent
    facts.write_text(f"{before}{new}  default: no\n", encoding="utf-8")
    assert {one.code for one in wrong(copy)} <= {"unused-fact"}


def test_taking_an_area_out_is_not_one_file_less(tmp_path: Path) -> None:
    copy = library_with(tmp_path)
    (copy / "areas" / "kent.yaml").unlink()
    (one,) = wrong(copy)
    words = re.search(r"in (\d+) other places", one.message)
    assert words is not None and int(words[1]) > 200


def test_a_local_step_says_what_a_no_to_it_does() -> None:
    library = read(LIBRARY).library
    silent = [
        f"{tree.id}/{step.id}"
        for tree in library.trees.values()
        for step in tree.steps.values()
        if any(library.clauses[c].kind == "local" for c in step.carries)
        and not step.consent.startswith("not needed")
        and not SAYS_WHAT_A_NO_DOES.search(step.consent)
    ]
    assert silent == []
