"""What the examples leave out is found, and can be written into the trees; what is there stays as it is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pathway.authoring.pasting import Sample, with_examples
from pathway.authoring.reader import read
from pathway.cli import commands
from pathway.proof.check import check

GOOD = Path(__file__).parent / "bad" / "_good"
ONE = Sample(
    "waiting", "since, none yet: never", "2026-11-23", "here", "parent", {"helped-by": "early help, social care"}
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the good library."""
    return Path(shutil.copytree(GOOD, tmp_path / "library"))


def without(path: Path, *words: str) -> str:
    """Takes each line out that holds some of these words, and gives what is left."""
    lines = [line for line in path.read_text("utf-8").splitlines(keepends=True) if not any(w in line for w in words)]
    path.write_text("".join(lines), encoding="utf-8")
    return "".join(lines)


def write(library: Path) -> int:
    return commands.main(["check", "--write-examples", str(library)])


def test_what_is_lacking_is_written_once_in_the_files_own_style(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting, attendance = library / "trees" / "waiting.yaml", library / "trees" / "attendance.yaml"
    before = without(waiting, "A day more", "It will meet")
    attendance.write_text(attendance.read_text("utf-8").partition("\nexamples:")[0], encoding="utf-8")
    codes = [p.code for p in check(read(library))]
    assert codes.count("one-sided-cut") == 1
    assert set(codes) == {"one-sided-cut", "untested-branch"}
    assert write(library) == 0
    said = capsys.readouterr()
    assert "read each against the source" in said.err
    after = waiting.read_text("utf-8")
    assert after.startswith(before)
    new = after.removeprefix(before).splitlines()
    assert [line.partition(":")[0] for line in new] == ["  - {name"] * len(new)
    assert any("absent-since: 2026-10-11" in line and "more than waiting-weeks ago" in line for line in new)
    assert "\n\nexamples:\n  - name: " in attendance.read_text("utf-8")
    assert check(read(library)) == []
    texts = [path.read_bytes() for path in sorted(library.rglob("*.yaml"))]
    assert write(library) == 0
    assert [path.read_bytes() for path in sorted(library.rglob("*.yaml"))] == texts
    assert "written" not in capsys.readouterr().err


def test_a_figure_that_moves_leaves_no_example_as_it_was(library: Path) -> None:
    path = library / "pathway.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 6, unit: weeks", "value: 5, unit: weeks"), encoding="utf-8")
    assert {p.code for p in check(read(library))} & {"example-fails", "example-incomplete"}


def test_a_cut_of_percentages_wants_the_number_and_a_tenth_less(library: Path) -> None:
    path, tree = library / "pathway.yaml", library / "trees" / "attendance.yaml"
    number = "numbers:\n  line: {value: 90, unit: '%', says: A line, carries: [L3]}\n"
    path.write_text(path.read_text("utf-8").replace("numbers:\n", number), encoding="utf-8")
    facts = library / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("kind: percentage\n", "kind: percentage\n  unit: '%'\n"), "utf-8")
    text = tree.read_text("utf-8").replace("50 to below 90", "50 to below line").replace("90 or more", "line or more")
    tree.write_text(text, encoding="utf-8")
    found = [p for p in check(read(library)) if p.code == "one-sided-cut"]
    assert [(p.line, "at 89.9 per cent" in p.message, "reach: ?" in p.hint) for p in found] == [(11, True, True)]
    assert write(library) == 0
    assert "attendance-term: 89.9}" in tree.read_text("utf-8")


def test_a_side_on_which_nobody_can_stand_is_not_asked_for(library: Path) -> None:
    """No day is below none."""
    path = library / "pathway.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 10, unit: school", "value: 195, unit: school"), "utf-8")
    facts = library / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("to: 195", "to: 194"), encoding="utf-8")
    assert not [p for p in check(read(library)) if p.code == "one-sided-cut" and "195" in p.message]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: b\n", "a: b\n\nexamples:\n"),
        ("a: b\nexamples: []\n", "a: b\nexamples:\n"),
        ("examples:\n- name: x\n  on: y\n\nb: c\n", "examples:\n- name: x\n  on: y\n"),
        ("examples:\n    - {name: x}\n# the end\n", "examples:\n    - {name: x}\n# the end\n"),
    ],
)
def test_examples_are_put_after_those_that_are_there(text: str, wanted: str) -> None:
    made = with_examples(text, [ONE])
    assert made.startswith(wanted)
    indent = {"- n": "", "   ": "    "}.get(text.partition("examples:\n")[2][:3], "  ")
    new = ONE.line(indent) if "{" in text else ONE.lines(indent)
    assert new in made
    assert made.endswith("b: c\n" if "b: c" in text else f"{new}\n")


def test_words_that_yaml_would_take_for_something_else_are_quoted() -> None:
    assert ONE.lines().splitlines()[0] == '  - name: "since, none yet: never"'
    assert "given: {helped-by: [early help, social care]}" in ONE.line()
    other = replace(ONE, name="since, none yet")
    assert other.lines().startswith("  - name: since, none yet\n")
    assert other.line().startswith('  - {name: "since, none yet", on')


def test_a_list_in_brackets_is_left_alone() -> None:
    with pytest.raises(ValueError, match="brackets"):
        with_examples("examples: [{name: x}]\n", [ONE])
