"""`pathway new` writes files that `pathway check` reads, and never over one that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pathway.authoring.reader import read
from pathway.cli import commands
from pathway.proof.check import check

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "tests" / "bad" / "_good"
LIBRARY = ROOT / "pathway" / "library"


@pytest.fixture(params=["good", "ours"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the good library, or of our own."""
    folder = tmp_path / "library"
    shutil.copytree(GOOD if request.param == "good" else LIBRARY, folder)
    return folder


def new(library: Path, kind: str, name: str) -> int:
    return commands.main(["new", kind, name, "--library", str(library)])


def test_a_new_area_and_a_new_tree_are_without_a_problem(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(library, "area", "new-forest") == 0
    said = capsys.readouterr()
    assert said.out == f"{library / 'areas' / 'new-forest.yaml'}\n"
    assert said.err.startswith("next: ")
    assert new(library, "tree", "home-visits") == 0
    text = "".join((library / f).read_text("utf-8") for f in ("areas/new-forest.yaml", "trees/home-visits.yaml"))
    assert ": ?" not in text
    authored = read(library, drafts=True)
    assert check(authored) == []
    assert authored.library.trees["home-visits"].draft
    assert set(authored.library.areas["new-forest"].answers) == {
        f.id for f in authored.library.facts.values() if f.answered_by_area
    }
    assert "home-visits" not in read(library).library.trees


def test_a_new_case_says_which_answers_are_missing(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "library")
    assert new(tmp_path / "library", "case", "a-new-one") == 0
    found = check(read(tmp_path / "library"))
    assert {p.file for p in found} == {"cases/a-new-one.yaml"}
    assert [p.code for p in found] == ["case-fails"]
    assert "no answer to days-missed" in found[0].message


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("area", "here", "there is already `areas/here.yaml`"),
        ("tree", "Home", "`Home` is not a name"),
        ("case", "../up", "`../up` is not a name"),
        ("rule", "visits", "`rule` is nothing that can be made"),
    ],
)
def test_what_cannot_be_made_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str, says: str
) -> None:
    shutil.copytree(GOOD, tmp_path / "library")
    before = (tmp_path / "library" / "areas" / "here.yaml").read_bytes()
    assert new(tmp_path / "library", kind, name) == 2
    assert says in capsys.readouterr().err
    assert (tmp_path / "library" / "areas" / "here.yaml").read_bytes() == before


def test_an_area_has_the_usual_answers(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "library")
    assert new(tmp_path / "library", "area", "rutland") == 0
    area = read(tmp_path / "library").library.areas["rutland"]
    assert (area.name, area.council) == ("Rutland", "The council of Rutland")
    assert area.answers["home-in-england"] == "yes"
    assert area.answers["panel-here"] == "no"
