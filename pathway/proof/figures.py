"""Figures in texts: a named number is named, so that it stands in one place and can be set otherwise there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from pathway.authoring.problems import Place, Problem, problem
from pathway.authoring.reader import Authored
from pathway.engine.model import Clock, Library, Number, Step
from pathway.engine.rules import WITH_TEXTS, in_words, named

_ANY_FIGURE = rf"\b(\d+|{'|'.join(in_words(n) for n in range(1, 61))})"
_NO_TEXTS = ("id", "carries", "reasons", "by", "then", "also", "later", "read", "papers", "stage", "lead", "purpose")
"""What of a step or a clock nobody reads as a sentence; a reason tells what its clause says, the document's own."""


def problems(authored: Authored) -> Iterator[Problem]:
    """Names in braces that stand for no figure, and figures that are written out although they have a name."""
    library = authored.library
    for part in WITH_TEXTS:
        for name, item in getattr(library, part).items():
            for found in named(item):
                if found["name"].lower() not in library.numbers or found["area"] not in (None, *library.areas):
                    yield problem("unknown-figure", _place(authored, part, name), name=found[0].strip("{}"))
    yield from _differing(authored)
    for part, name, item in _citing(library):
        texts = tuple(_texts(item))
        for number in library.numbers.values():
            if set(number.carries) & set(item.carries):
                stale = re.compile(_literal(number), re.I)
                for text in texts:
                    if found_here := stale.search(text):
                        place = _place(authored, part, name)
                        yield problem("stale-figure", place, words=found_here[0], name=number.id)


def _differing(authored: Authored) -> Iterator[Problem]:
    """Numbers of the library or of an area that are not what the clauses behind them say."""
    library = authored.library
    for area in (None, *library.areas.values()):
        for name, value in (area.numbers if area else {n.id: n.value for n in library.numbers.values()}).items():
            number = library.numbers[name]
            for clause in (library.clauses[c] for c in number.carries):
                elsewhere = area is not None and clause.kind == "local" and clause.document not in area.adopts
                said = re.findall(_ANY_FIGURE + _unit(number), clause.says, re.I)
                same = {value, 100 - value} if _is_share(number) else {value}
                found = {word.lower() for word in re.findall(_ANY_FIGURE + r"\b", clause.says, re.I)}
                if said and not elsewhere and not {w for v in same for w in (str(v), in_words(v))} & found:
                    part, path = ("areas", f"{area.id}/numbers/{name}") if area else ("pathway", f"numbers/{name}")
                    words = {"name": name, "value": value, "clause": clause.id, "said": said[0]}
                    yield problem("figure-differs", _place(authored, part, path), **words)


def _citing(library: Library) -> Iterator[tuple[str, str, Step | Clock]]:
    """Steps and clocks, with the part of the library and the path that they stand at."""
    for tree in library.trees.values():
        for step in tree.steps.values():
            yield "trees", f"{tree.id}/steps/{step.id}", step
    for clock in library.clocks.values():
        yield "clocks", clock.id, clock


def _texts(item: Step | Clock) -> Iterator[str]:
    for field in fields(item):
        if field.name not in _NO_TEXTS:
            yield from _strings(getattr(item, field.name))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))


def _literal(number: Number) -> str:
    """What a text would say that writes the figure out: in digits or in words, with its unit."""
    return rf"\b(?:{number.value}|{in_words(number.value)}){_unit(number)}"


def _unit(number: Number) -> str:
    """What follows a figure of this number, as a pattern: `days` for days of every kind."""
    if _is_share(number):
        return r" ?(?:%|per cent)"
    unit = number.unit.rpartition(" ")[2].removesuffix("s")
    return rf"(?:-| | (?:school|working|calendar) ){unit}s?\b"


def _is_share(number: Number) -> bool:
    """Whether a number is a share in per cent, which a document may give as the share that was missed."""
    return "cent" in number.unit or "%" in number.unit


def _place(authored: Authored, part: str, name: str) -> Place:
    """The line of an item, or the library's first where it has none of its own."""
    return authored.places.get(f"{part}/{name}") or Place("pathway.yaml", 1)
