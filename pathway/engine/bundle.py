"""Library <-> JSON: how the library travels to the browser, and the hash that names its content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any

from pathway.engine import model
from pathway.engine.contact import Contact
from pathway.engine.model import Library

# What each mapping or tuple of a dataclass holds, where that is a dataclass itself.
_PARTS: dict[tuple[type, str], type] = {
    (Library, "stages"): model.Stage,
    (Library, "outcomes"): model.Outcome,
    (Library, "numbers"): model.Number,
    (Library, "concerns"): model.Concern,
    (Library, "facts"): model.Fact,
    (Library, "roles"): model.Role,
    (Library, "clocks"): model.Clock,
    (Library, "sources"): model.Source,
    (Library, "clauses"): model.Clause,
    (Library, "areas"): model.Area,
    (Library, "trees"): model.Tree,
    (Library, "duties"): model.Duty,
    (Library, "allowed"): model.Allowed,
    (model.Fact, "choices"): model.Choice,
    (model.Area, "roles"): model.RoleHere,
    (model.RoleHere, "contact"): Contact,
    (model.Tree, "questions"): model.Question,
    (model.Tree, "steps"): model.Step,
    (model.Question, "branches"): model.Branch,
    (model.Step, "if_not_done"): model.IfNotDone,
    (model.Step, "ring"): model.Ring,
    (model.Step, "point"): model.Point,
}


def dump(library: Library) -> str:
    """The library as JSON text, its hash included."""
    return json.dumps(_out(library), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Library:
    """The library that `dump` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return _in(Library, json.loads(text))  # type: ignore[no-any-return]


def sealed(library: Library) -> Library:
    """The same library with its `hash` set: the first 16 hex digits of the SHA-256 of its content."""
    content = dump(replace(library, hash=""))
    return replace(library, hash=sha256(content.encode()).hexdigest()[:16])


def _out(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _out(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {k: _out(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return [_out(v) for v in value]
    return value


def _in(kind: type, data: Any) -> Any:
    if not isinstance(data, dict):
        raise TypeError(f"{kind.__name__} should be an object")
    known: dict[str, Any] = {}
    for name, value in data.items():
        part = _PARTS.get((kind, name))
        if (kind, name) == (Library, "amendments"):
            known[name] = {day: {p: _items(p, items) for p, items in parts.items()} for day, parts in value.items()}
        elif part is None:
            known[name] = _plain(value)
        elif isinstance(value, list):
            known[name] = tuple(_in(part, v) for v in value)
        elif part in (model.IfNotDone, model.Point, Contact):
            known[name] = None if value is None else _in(part, value)
        else:
            known[name] = {k: _in(part, v) for k, v in value.items()}
    return kind(**known)


def _items(part: str, items: dict[str, Any]) -> dict[str, Any]:
    """Some items of a part of the library."""
    return {name: _in(_PARTS[Library, part], item) for name, item in items.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(v) for name, v in value.items()}
    return tuple(_plain(v) for v in value) if isinstance(value, list) else value
