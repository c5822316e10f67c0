"""Each folder of tests/bad is the good library with one mistake, and the exact problems that it must give.

A folder holds only the files that differ from `_good` (`without.txt` lists those that are missing), and `expect.txt`
with a line `FILE:LINE CODE` for each problem.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pathway.authoring.problems import MESSAGES, Problem, ProblemsFound, render
from pathway.authoring.reader import read
from pathway.proof import check, clauses

BAD = Path(__file__).parent / "bad"
GOOD = BAD / "_good"
MISTAKES = sorted(folder.name for folder in BAD.iterdir() if folder.is_dir() and folder != GOOD)
SHOWN_ELSEWHERE = {
    "too-large": "a file of a megabyte is nothing to keep: tests/test_reader.py writes one",
    "bad-picture": "pictures belong to the site: tests/test_guidance.py draws some",
}
TODAY = "2026-11-23"
NOTES = ("expect.txt", "without.txt")


def problems(folder: Path) -> list[Problem]:
    """Everything that can be found wrong with a library."""
    try:
        authored = read(folder)
    except ProblemsFound as found:
        return list(found.problems)
    report = clauses.clauses(authored, authored.pages, TODAY)
    return sorted({*check.check(authored), *report.problems, *report.missing})


def overlaid(name: str, folder: Path) -> Path:
    """The good library with one folder's mistake laid over it."""
    shutil.copytree(GOOD, folder)
    shutil.copytree(BAD / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOTES))
    for line in _lines(BAD / name / "without.txt"):
        (folder / line).unlink()
    return folder


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_the_good_library_has_no_problem() -> None:
    """Nothing is found wrong where nothing is."""
    assert render(problems(GOOD)) == ""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_its_own_problems_and_no_others(name: str, tmp_path: Path) -> None:
    """Code, file and line are exactly those of `expect.txt`."""
    found = problems(overlaid(name, tmp_path / name))
    assert [f"{p.file}:{p.line} {p.code}" for p in found] == _lines(BAD / name / "expect.txt")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_problem_says_what_is_wrong_and_what_to_do(name: str, tmp_path: Path) -> None:
    """Every message is filled in, shows its line where it has one, and carries a hint."""
    folder = overlaid(name, tmp_path / name)
    for problem in problems(folder):
        assert problem.message and problem.hint
        assert not re.search(r"(?<!\{)\{[a-z]+\}", problem.message.replace("`", ""))
        if problem.code not in ("too-large", "no-file", "stray-file", "empty-file", "not-utf-8"):
            assert problem.text == (folder / problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_every_message_is_shown_by_a_mistake() -> None:
    """No message is dead words."""
    shown = {line.split()[-1] for name in MISTAKES for line in _lines(BAD / name / "expect.txt")}
    assert shown | set(SHOWN_ELSEWHERE) == set(MESSAGES)
    assert not shown & set(SHOWN_ELSEWHERE)


def test_the_authors_page_lists_every_message() -> None:
    """docs/authors/problems.md and the registry know the same codes, in the same order."""
    page = (Path(__file__).parents[1] / "docs" / "authors" / "problems.md").read_text(encoding="utf-8")
    assert re.findall(r"^### `([a-z0-9-]+)`$", page, re.MULTILINE) == list(MESSAGES)


def test_there_are_enough_mistakes() -> None:
    """At least forty, as promised."""
    assert len(MISTAKES) >= 40
