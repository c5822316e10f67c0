"""How problems are shown: one for one cause, with a mark below the place that is meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pathway.authoring.problems import Place, Problem, ProblemsFound, gathered, problem, render
from pathway.authoring.reader import read
from pathway.cli import commands
from pathway.proof.check import check

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "pathway" / "library"
GOOD = ROOT / "tests" / "bad" / "_good"


def wrong(library: Path) -> tuple[Problem, ...]:
    """What reading or checking a library finds wrong with it."""
    try:
        return tuple(check(read(library, drafts=True)))
    except ProblemsFound as found:
        return found.problems


def copied(folder: Path) -> Path:
    """A copy of our library, with its pages where they are."""
    copy = Path(shutil.copytree(LIBRARY, folder / "library"))
    path = copy / "pathway.yaml"
    path.write_text(path.read_text("utf-8").replace("pages: ../../docs", f"pages: {ROOT / 'docs'}"), encoding="utf-8")
    return copy


def test_an_area_that_is_taken_out_is_one_problem(tmp_path: Path) -> None:
    library = copied(tmp_path)
    (library / "areas" / "kent.yaml").unlink()
    (one,) = wrong(library)
    assert one.code == "unknown-area"
    assert "`kent` (and in " in one.message
    assert " other places: cases/" in one.message
    assert one.message.endswith(" more files)")


def test_a_tree_that_is_taken_out_is_one_problem(tmp_path: Path) -> None:
    library = copied(tmp_path)
    (library / "trees" / "monitor.yaml").unlink()
    assert [(p.code, "`monitor`" in p.message) for p in wrong(library)] == [("unknown-tree", True)]


def test_a_new_tree_that_no_case_answers_is_one_problem_more(tmp_path: Path) -> None:
    library = copied(tmp_path)
    before = wrong(library)
    assert commands.main(["new", "tree", "newest", "--library", str(library)]) == 0
    assert wrong(library) == before
    path = library / "trees" / "newest.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if "status:" not in line)
    asked = text.partition("ask: ")[2].partition("\n")[0]
    path.write_text(text.replace(asked, "is-it-new"), encoding="utf-8")
    with (library / "facts.yaml").open("a", encoding="utf-8") as file:
        file.write("\nis-it-new:\n  kind: yes or no\n  ask: Is it new?\n")
    whole = library / "pathway.yaml"
    whole.write_text(whole.read_text("utf-8").replace("trees: [", "trees: [newest, "), encoding="utf-8")
    (more,) = set(wrong(library)) - set(before)
    assert more.code == "case-fails"
    assert "no answer to" in more.message
    assert "is-it-new" in more.message
    assert " other places: cases/" in more.message


def test_a_few_places_are_shown_one_by_one() -> None:
    few = [problem("unknown-area", Place(f"cases/{n}.yaml", 3), name="kent") for n in range(3)]
    assert gathered(few) == tuple(few)
    other = problem("unknown-area", Place("cases/9.yaml", 3), name="kant")
    many = [*few, problem("unknown-area", Place("cases/2.yaml", 9), name="kent"), other]
    first, last = gathered(many)
    assert first.message.endswith("`kent` (and in 3 other places: cases/1.yaml, cases/2.yaml)")
    assert last == other


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("trees/absence.yaml", "ask: days-missed", "ask: days-misssed", "ask: days-misssed"),
        ("trees/absence.yaml", "with: [parent]", "with: [parant]", "with: [parant]"),
        ("trees/absence.yaml", "below monitor-days:", "belaw monitor-days:", "belaw monitor-days: nothing"),
        ("trees/absence.yaml", "urgency: now", "urgency: nuw", "urgency: nuw"),
        ("trees/waiting.yaml", "    consent: needed", "    consant: needed", "consant: needed"),
    ],
)
def test_a_mark_stands_below_the_place(tmp_path: Path, file: str, old: str, new: str, line: str) -> None:
    folder = Path(shutil.copytree(GOOD, tmp_path / "library"))
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    meant = next(word.strip("[]:") for word in new.split() if word.strip("[]:") not in old)
    said = render(p for p in wrong(folder) if p.text.strip() == line).splitlines()
    at = said.index(f"    {line}")
    assert said[at + 1] == " " * (4 + line.index(meant)) + "^"
    assert said[at + 2].startswith("hint: ")


def test_of_a_long_line_the_part_around_the_mark_is_shown() -> None:
    text = f"  given: {{{', '.join(f'fact-{n}: yes' for n in range(40))}}}"
    column = text.index("fact-30") + 1
    said = render([problem("unknown-fact", Place("cases/a.yaml", 2, text, column), name="fact-30")]).splitlines()
    assert len(said[1]) <= 120
    assert said[1][said[2].index("^") :].startswith("fact-30: yes")


def test_yaml_that_cannot_be_read_has_a_mark_too(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOOD, tmp_path / "library"))
    (folder / "roles.yaml").write_text("school: {name: a: b}\n", encoding="utf-8")
    assert render(wrong(folder)).splitlines()[2].strip() == "^"


def test_a_place_without_a_column_has_no_mark() -> None:
    assert "^" not in render([problem("unknown-fact", Place("a.yaml", 2, "ask: it"), name="it")])
