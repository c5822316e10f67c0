"""The browser's Python, reading the bundle, says exactly what CPython says, reading the YAML."""

from __future__ import annotations

import contextlib
import io
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from pathway.cli import asking
from pathway.cli import commands as command_line
from pathway.engine import bands
from pathway.engine.terms import VOICES
from pathway.site.runtime import in_pyodide
from pathway.tool import door
from tests.circumstances import Circumstances, answer, circumstances, concern_sets, offsets
from tests.under_node import ask, library, run

HOW_MANY = 2000


@pytest.fixture(scope="module")
def children() -> list[Circumstances]:
    return circumstances(library(), HOW_MANY)


def first_difference(children: list[Any], ours: list[str], theirs: list[str]) -> str:
    """The first child that the two disagree about, and what each says; empty if there is none."""
    assert len(ours) == len(theirs) == len(children)
    for child, here, there in zip(children, ours, theirs, strict=True):
        if here != there:
            at = next(
                (i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there))
            )
            around = slice(max(0, at - 200), at + 200)
            return f"{json.dumps(child, indent=2)}\n\nCPython: ...{here[around]}\n\nbrowser: ...{there[around]}"
    return ""


@pytest.mark.node
def test_the_browser_s_python_answers_byte_for_byte_as_cpython_does(children: list[Circumstances]) -> None:
    ours = [door.asked(library(), child) for child in children]
    difference = first_difference(children, ours, ask(children))
    assert not difference, difference


@pytest.mark.node
def test_the_browser_s_door_shows_the_very_pages_that_cpython_s_shows() -> None:
    sent: list[tuple[str, str]] = []
    ours: list[str] = []

    def watched(state: str, event: str) -> str:
        sent.append((state, event))
        ours.append(door.reply(library(), state, event))
        return ours[-1]

    in_pyodide.walk_through(watched, walks=12)
    theirs = [json.loads(line) for line in run("door", lines=map(json.dumps, sent))]
    difference = first_difference(sent, ours, theirs)
    assert not difference, difference


def test_the_command_line_prints_the_same(
    children: list[Circumstances], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "read_library", lru_cache(maxsize=1)(asking.read_library))
    asked = 0
    for child in children[::200]:
        expected = door.asked(library(), child)
        if '"problems"' in expected[:20]:
            continue
        given = tmp_path / "given.yaml"
        words = {key: child[key] for key in ("on", "area", "voice", "done")} | child["given"]
        if child["concerns"]:
            words["concerns"] = child["concerns"]
        given.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            status = command_line.main(
                ["ask", "--json", "--given", str(given), *(["--final"] if child["final"] else [])]
            )
        assert (status, printed.getvalue()) == (0, expected), child
        asked += 1
    assert asked >= 5


def test_the_circumstances_hold_every_threshold_pair_of_concerns_area_and_voice(children: list[Circumstances]) -> None:
    rules = library()
    assert {(str(c["area"]), str(c["voice"])) for c in children} >= {(a, v) for a in rules.areas for v in VOICES}
    said = {tuple(c["concerns"]) for c in children if isinstance(c["concerns"], list)}
    assert said >= {tuple(some) for some in concern_sets(rules) if some is not None}
    assert {bool(c["final"]) for c in children} == {True, False}
    assert any(c["done"] for c in children)
    assert any("problems" in json.loads(door.asked(rules, c)) for c in children)
    for fact in rules.facts.values():
        inner = bands.domain(fact)
        for offset in offsets(rules, fact.id):
            if isinstance(offset, int) and (inner is None or not inner.holds(offset)):
                continue
            raws = [(c, c["given"].get(fact.id)) for c in children if isinstance(c["given"].get(fact.id), str)]
            assert any(_is(rules, fact.id, offset, c, raw) for c, raw in raws) or fact.answered_by_area, (
                fact.id,
                offset,
            )


def _is(rules: Any, name: str, offset: str | int, child: Circumstances, raw: str) -> bool:
    try:
        return raw == answer(rules, rules.facts[name], offset, child["on"])
    except (ValueError, TypeError):  # the day itself is one of the mistakes
        return False


def test_circumstances_are_always_the_same() -> None:
    assert circumstances(library(), 60) == circumstances(library(), 60)
