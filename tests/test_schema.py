"""The JSON Schemas for editors agree with the reader: what the reader takes they take, and they know the same keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from pathway.authoring import glossary
from pathway.authoring.shapes import KIND_KEYS, SHAPES

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "pathway" / "library"
GOOD = ROOT / "tests" / "bad" / "_good"
STRUCTURAL = {
    "bad-choice-name",
    "bad-clause-id",
    "bad-consent",
    "bad-date",
    "bad-name",
    "bad-value",
    "bad-whole-number",
    "brace-value",
    "empty",
    "empty-tree",
    "key-not-here",
    "listed-twice",
    "missing-key",
    "missing-voice",
    "reserved-name",
    "uncited-step",
    "unknown-key",
    "wrong-shape",
}
"""Codes of mistakes that can be seen without knowing the other files."""
PLACES = {
    "pathway": (),
    "stage": ("properties", "stages", "additionalProperties"),
    "outcome": ("properties", "outcomes", "additionalProperties"),
    "number": ("properties", "numbers", "additionalProperties"),
    "duty": ("properties", "duties", "additionalProperties"),
    "exception": ("properties", "allowed", "items"),
    "concern": ("properties", "concerns", "additionalProperties"),
    "fact": ("additionalProperties",),
    "role": ("additionalProperties",),
    "clock": ("additionalProperties",),
    "source": ("additionalProperties",),
    "clause": ("additionalProperties", "properties", "clauses", "additionalProperties"),
    "area": (),
    "contact": ("properties", "roles", "additionalProperties", "anyOf", 1, "properties", "contact"),
    "number here": ("properties", "numbers", "additionalProperties", "anyOf", 1),
    "role here": ("properties", "roles", "additionalProperties", "anyOf", 1),
    "tree": (),
    "question": ("properties", "questions", "additionalProperties"),
    "step": ("properties", "steps", "additionalProperties", "anyOf", 0),
    "ring": ("properties", "steps", "additionalProperties", "anyOf", 0, "properties", "ring", "items"),
    "point": ("properties", "steps", "additionalProperties", "anyOf", 0, "properties", "point"),
    "if not done": ("properties", "steps", "additionalProperties", "anyOf", 0, "properties", "if not done"),
    "example": ("properties", "examples", "items"),
    "case": (),
    "training": ("properties", "training"),
    "room question": ("properties", "training", "properties", "questions", "items"),
    "term": ("additionalProperties",),
}
FILES = {
    "pathway": ("pathway", "stage", "outcome", "number", "concern", "exception"),
    "facts": ("fact",),
    "roles": ("role",),
    "clocks": ("clock",),
    "sources": ("source", "clause"),
    "glossary": ("term",),
    "area": ("area", "role here"),
    "tree": ("tree", "question", "step", "if not done", "example"),
    "case": ("case", "training", "room question"),
}
SHAPE_FILES = [(shape, file) for file, shapes in FILES.items() for shape in shapes]


class Editor(yaml.CSafeLoader):
    """Reads as YAML 1.2 editors do: figures are numbers, and `yes`, `no` and dates stay words."""

    yaml_implicit_resolvers: ClassVar = {
        sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp", ":merge"))]
        for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def schema(name: str) -> dict[str, Any]:
    """One of the schemas."""
    found: dict[str, Any] = json.loads((LIBRARY / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def schema_for(path: Path) -> str:
    """The name of the schema that a file of a library follows."""
    return {"areas": "area", "trees": "tree", "cases": "case"}.get(path.parent.name, path.stem)


def errors(path: Path, loader: type) -> list[str]:
    """What the schema says against a file, read as words (`CBaseLoader`) or as editors do."""
    validator = Draft202012Validator(schema(schema_for(path)), format_checker=FormatChecker())
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.YAMLError as wrong:  # a key that is a list, for one
        return [str(wrong)]
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(found)]


def library_files(folder: Path) -> list[Path]:
    """The YAML files of a library."""
    return sorted(folder.rglob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_a_schema(name: str) -> None:
    """Each is valid itself, and says what it is."""
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["title"]


@pytest.mark.parametrize(
    "path", [*library_files(LIBRARY), *library_files(GOOD)], ids=lambda p: f"{p.parent.name}/{p.name}"
)
@pytest.mark.parametrize("loader", [yaml.CBaseLoader, Editor], ids=["words", "editor"])
def test_every_file_that_the_reader_takes_passes(path: Path, loader: type) -> None:
    """Nobody is shown a mistake in an editor that is none."""
    assert errors(path, loader) == []


def structural() -> list[Path]:
    """The files of tests/bad with a mistake that a schema can see."""
    found = []
    for expect in sorted((ROOT / "tests" / "bad").glob("*/expect.txt")):
        for line in expect.read_text(encoding="utf-8").splitlines():
            place, code = line.split()
            if code in STRUCTURAL and ".yaml:" in place:  # pages have no schema
                found.append(expect.parent / place.rpartition(":")[0])
    return sorted(set(found))


@pytest.mark.parametrize("path", structural(), ids=lambda p: f"{p.relative_to(ROOT / 'tests' / 'bad')}")
def test_a_structural_mistake_fails_in_the_editor_too(path: Path) -> None:
    """A misspelt key or a missing voice is underlined while it is typed."""
    assert errors(path, Editor) != []


@pytest.mark.parametrize(("shape", "file"), SHAPE_FILES, ids=[s for s, _ in SHAPE_FILES])
def test_schema_and_reader_know_the_same_keys(shape: str, file: str) -> None:
    """A key of the reader that the schema does not know (or the other way round) would be a trap."""
    part: Any = schema(file)
    for key in PLACES[shape]:
        part = part[key]
    known = {**SHAPES, "term": glossary.SHAPE}[shape]
    assert set(part["properties"]) == {*known.required, *known.optional}
    uncited = {"carries"} if shape == "step" else set()  # the reader has a code of its own for it
    assert set(part["required"]) == {*known.required} | uncited
    assert part["additionalProperties"] is False


def test_every_shape_of_the_reader_has_a_schema() -> None:
    """No part of the format is left without help in the editor."""
    assert set(PLACES) == {*SHAPES, "term"}


@pytest.mark.parametrize("kind", KIND_KEYS)
def test_schema_and_reader_agree_what_belongs_to_a_kind_of_fact(kind: str) -> None:
    """Choices belong to choices, bounds to numbers."""
    rules = schema("facts")["additionalProperties"]["allOf"]
    then = next(r["then"] for r in rules if r["if"]["properties"]["kind"]["const"] == kind)
    required, optional = KIND_KEYS[kind]
    refused = {key for key, rule in then["properties"].items() if rule is False}
    assert refused == {"unit", "from", "to", "choices", "may be"} - {*required, *optional}
    assert set(then.get("required", ())) == set(required)
