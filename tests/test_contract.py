"""The JSON of an answer is what its schema and its page say, and what was promised once stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pathway.authoring.reader import read
from pathway.cli.commands import main
from pathway.engine import contract
from pathway.engine.contact import Contact
from pathway.engine.model import Library, RoleHere
from pathway.engine.terms import VOICES
from pathway.site.runtime.prepare import sources
from pathway.tool.door import asked
from tests.circumstances import circumstances

ROOT = Path(__file__).parents[1]
SCHEMA: dict[str, Any] = json.loads((ROOT / "pathway" / "engine" / "answer.schema.json").read_text("utf-8"))
PAGE = (ROOT / "docs" / "authors" / "json.md").read_text("utf-8")
SHAPES = {s["title"]: s for s in (SCHEMA, *SCHEMA["$defs"].values()) if "properties" in s}

PROMISED = {
    "The answer": "contract asked next also so_far later stage assumed ask_next unanswered coming",
    "What was asked": "on area voice concerns done library given",
    "A step": "tree step title stage urgency stops lead with by consent need do caution letter read carries "
    "if_not_done why kind outside ring you_do recipient who_then_acts purpose papers",
    "A role": "role name contact",
    "How to reach it": "telephone email page form post hours checked",
    "When it is due": "date words from overdue exact clock unless",
    "A clause": "clause document place kind checked seen_in confidence check_current",
    "If it is not done": "after tree step title date",
    "Why": "tree question fact answer branch carries",
    "Whom to ring": "heading who says",
    "Who answers": "role name call text",
    "A clock that runs": "date clock what from overdue words exact unless",
    "What was assumed": "fact treated_as find_out_from",
    "What changes on a day to come": "from begins ends",
    "A step by its name": "tree step title",
    "Three voices": "school parent agency",
}
"""The keys of contract 1. This list may only grow: a key that leaves it breaks the programs of others."""


@cache
def answers() -> tuple[dict[str, Any], ...]:
    """What a sample of children is answered, those left out whose circumstances cannot be used."""
    rules = read(ROOT / "pathway" / "library").library
    children = circumstances(rules, 150)
    told = [json.loads(asked(rules, child)) for child in children]
    otherwise = _reachable(_otherwise_next_year(rules))
    told += [json.loads(asked(otherwise, child)) for child in children[:20]]
    return tuple(answer for answer in told if "problems" not in answer)


def _otherwise_next_year(rules: Library) -> Library:
    """The same rules, but next year no tree is walked that does not come first."""
    held = {t.id: replace(t, in_force_until="2027-12-31") for t in rules.trees.values()}
    last = {name: rules.trees[name] for name in ("all-clear", "not-clear", "said-no")}
    return replace(rules, trees={**held, **last})


def _reachable(rules: Library) -> Library:
    """The same rules, each council with a number to call."""
    there = RoleHere("The council", Contact(telephone="0300 123 6701", checked="2026-11-25"))
    areas = {a.id: replace(a, roles={**a.roles, "council": there, "school": there}) for a in rules.areas.values()}
    return replace(rules, areas=areas)


def keys(value: Any, says: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key in a value, with the title of the shape that it stands in, as the schema leads there."""
    says = next((one for one in says.get("anyOf", ()) if one != {"type": "null"}), says)
    if "$ref" in says:
        says = SCHEMA["$defs"][says["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        for one in value:
            yield from keys(one, says["items"])
    elif isinstance(value, dict) and "properties" in says:
        for key, held in value.items():
            yield says["title"], key
            yield from keys(held, says["properties"].get(key, {}))


def rows() -> dict[str, dict[str, str]]:
    """What the page says of each key, by the heading that it stands under."""
    parts = re.split(r"^### (.+)$", PAGE, flags=re.M)
    row = re.compile(r"^\| `(\w+)` \| .+? \| (.+) \|$", re.M)
    return {heading: dict(row.findall(text)) for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_every_answer_in_every_voice_fits_the_schema() -> None:
    validator = Draft202012Validator(SCHEMA)
    assert {answer["asked"]["voice"] for answer in answers()} == set(VOICES)
    wrong = [f"{e.json_path}: {e.message}" for answer in answers() for e in validator.iter_errors(answer)]
    assert wrong == []


def test_what_occurs_in_answers_is_what_the_schema_describes() -> None:
    occurs = {pair for answer in answers() for pair in keys(answer, SCHEMA)}
    assert occurs == {(title, key) for title, shape in SHAPES.items() for key in shape["properties"]}


def test_no_key_of_contract_1_is_gone_and_each_is_always_there() -> None:
    assert contract.CONTRACT == SCHEMA["properties"]["contract"]["const"] == 1
    assert {title: shape["required"] for title, shape in SHAPES.items()} == {t: k.split() for t, k in PROMISED.items()}


@pytest.mark.parametrize("title", SHAPES)
def test_the_schema_lets_each_shape_grow_and_the_page_says_the_same_of_every_key(title: str) -> None:
    shape = SHAPES[title]
    assert shape["additionalProperties"] is True
    assert shape["required"] == list(shape["properties"])
    assert rows()[title] == {key: about["description"] for key, about in shape["properties"].items()}


def test_an_answer_that_lacks_a_key_does_not_fit() -> None:
    validator = Draft202012Validator(SCHEMA)
    answer = next(one for one in answers() if one["next"])
    for key in SCHEMA["required"]:
        assert not validator.is_valid({k: held for k, held in answer.items() if k != key}), key
    for key in SHAPES["A step"]["required"]:
        lacking = {k: held for k, held in answer["next"].items() if k != key}
        assert not validator.is_valid({**answer, "next": lacking}), key
    assert validator.is_valid({**answer, "new": 1, "next": {**answer["next"], "new": None}})


def test_the_schema_is_one_and_a_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


def test_the_schema_is_no_weight_in_the_browser() -> None:
    assert [name for name in sources(ROOT / "pathway") if "schema" in name] == []
