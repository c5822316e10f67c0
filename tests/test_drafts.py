"""A tree that is being written is for its authors: `check` proves it, and nobody else meets it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pathway.authoring.problems import ProblemsFound
from pathway.authoring.reader import Authored, read
from pathway.cli import commands
from pathway.proof.check import check
from pathway.site import build

GOOD = Path(__file__).parent / "bad" / "_good"
DRAFT = """\
tree: visits
title: Visits
status: draft
reviewed: 2026-11-21
questions:
  harm:
    ask: harm
    if: {yes: visit, no: nothing, not sure: tree waiting}
steps:
  visit:
    title: Visit
    stage: later
    lead: school
    by: straight away
    urgency: now
    consent: not needed
    do: Visit
    read: later.md
    then: nothing
    if not done: {after: straight away, go to: visit}
    carries: [A-1]
examples:
  - {name: Harm, on: 2026-11-23, area: here, voice: school, given: {harm: yes}, reach: visit}
  - {name: No harm, on: 2026-11-23, area: here, voice: school, given: {harm: no}, reach: nothing}
  - {name: Nobody knows, on: 2026-11-23, area: here, voice: parent, given: {setting: none}, reach: nothing}
"""


def drafted(folder: Path, text: str = DRAFT, walked: bool = True) -> Path:
    """A copy of the good library with a draft, which a concern walks."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    (folder / "trees" / "visits.yaml").write_text(text, encoding="utf-8")
    if walked:
        path = folder / "pathway.yaml"
        path.write_text(path.read_text("utf-8").replace("[attendance]", "[visits, attendance]"), encoding="utf-8")
    return folder


def codes(authored: Authored) -> list[str]:
    """What is found wrong."""
    return [f"{p.file} {p.code}" for p in check(authored)]


@pytest.mark.parametrize("walked", [True, False])
def test_check_proves_a_draft(tmp_path: Path, walked: bool) -> None:
    assert codes(read(drafted(tmp_path, walked=walked), drafts=True)) == []
    gap = DRAFT.replace("no: nothing, not", "not")
    found = codes(read(drafted(tmp_path, gap, walked=walked), drafts=True))
    assert "trees/visits.yaml gap" in found


def test_other_readers_do_not_meet_it(tmp_path: Path) -> None:
    plain, authored = read(GOOD), read(drafted(tmp_path))
    assert authored.library.hash == plain.library.hash
    assert authored.examples == plain.examples
    whole = read(tmp_path, drafts=True)
    assert "visits" in whole.library.trees
    assert whole.library.concerns["low"].trees == ("visits", "attendance")


def test_a_concern_that_only_a_draft_answers_is_left_out(tmp_path: Path) -> None:
    drafted(tmp_path)
    path = tmp_path / "pathway.yaml"
    text = path.read_text("utf-8").replace(
        "forbidden pairs:", "  new:\n    title: New\n    trees: [visits]\nforbidden pairs:"
    )
    path.write_text(text, encoding="utf-8")
    assert "new" not in read(tmp_path).library.concerns
    assert codes(read(tmp_path, drafts=True)) == []


def test_what_only_a_draft_uses_is_used(tmp_path: Path) -> None:
    drafted(tmp_path, DRAFT.replace("ask: harm", "ask: shut").replace("harm: ", "shut: "))
    with (tmp_path / "facts.yaml").open("a", encoding="utf-8") as file:
        file.write("shut:\n  kind: yes or no\n  ask: Is it shut?\n")
    (tmp_path / "trees" / "visits.yaml").write_text(
        (tmp_path / "trees" / "visits.yaml")
        .read_text("utf-8")
        .replace("{setting: none}", "{shut: not sure, setting: none}"),
        encoding="utf-8",
    )
    assert codes(read(tmp_path, drafts=True)) == []
    assert codes(read(tmp_path)) == []
    build.checked(tmp_path, tmp_path / "docs")


def test_a_broken_draft_stops_its_authors_only(tmp_path: Path) -> None:
    drafted(tmp_path, DRAFT.replace("ask: harm", "ask: horm"))
    assert read(tmp_path).library.hash == read(GOOD).library.hash
    with pytest.raises(ProblemsFound, match="unknown-fact"):
        read(tmp_path, drafts=True)


def test_a_preview_has_it(tmp_path: Path) -> None:
    drafted(tmp_path)
    assert "visits" not in build.checked(tmp_path, tmp_path / "docs")[0].library.trees
    preview = build.checked(tmp_path, tmp_path / "docs", drafts=True)[0].library
    assert build._marked(preview).trees["visits"].title == "Visits (draft)"
    assert build._marked(read(GOOD).library).hash == read(GOOD).library.hash


def test_ask_walks_it_where_it_is_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafted(
        tmp_path,
        DRAFT.replace("ask: harm", "ask: setting").replace("yes: visit, no", "none: visit, mainstream or special"),
    )
    words = ["ask", "area=here", "voice=school", "concerns=low", "harm=no", "setting=none", "attendance-term=95"]
    assert commands.main([*words, "--library", str(tmp_path)]) == 0
    assert "Visit" not in capsys.readouterr().out
    commands.main([*words, "--drafts", "--library", str(tmp_path)])
    assert "Visit" in capsys.readouterr().out
