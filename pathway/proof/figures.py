"""Figures in texts: a named number is named, so that it stands in one place and can be set otherwise there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from pathway.authoring import prose
from pathway.authoring.guidance import Page
from pathway.authoring.problems import Place, Problem, problem
from pathway.authoring.reader import Authored
from pathway.engine.model import Library, Number
from pathway.engine.rules import FIGURE, WITH_TEXTS, behind, in_words, named, of_one_area
from pathway.words.names import anchor

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
    for part, name, carries, item in _citing(authored):
        shared = part in ("areas", "glossary")
        yield from _stale(library, _texts(item), carries, _place(authored, part, name), shared)


def in_pages(authored: Authored, pages: Iterable[Page], folder: Path) -> Iterator[Problem]:
    """The same of the written pages, each passage by the clauses that it cites.

    A page speaks to every area, so a figure that only one council's document gives is named with that area. A figure
    that is also a clock's own, by a clause of the same passage, may be that one.
    """
    library = authored.library
    titles = re.compile("|".join(re.escape(page.title) for page in pages if page.title), re.I)
    for page in pages:
        lines = page.text.split("\n")
        for passage in prose.passages(page.text) if page.is_guidance else ():
            first = passage.lines[0]
            place = Place(f"{folder.name}/{page.name}", first, lines[first - 1])
            for found in FIGURE.finditer(passage.text):
                number = library.numbers.get(found["name"].lower())
                if number is None or found["area"] not in (None, *library.areas):
                    yield problem("unknown-figure", place, name=found[0].strip("{}"))
                elif found["area"] is None and (whose := of_one_area(library, number)):
                    yield problem("figure-of-one-area", place, name=found["name"], area=whose)
            anchors = page.cited_on(first, passage.lines[-1])
            cited = tuple(name for name in library.clauses if anchor(name) in anchors)
            of_clocks = {c.length for c in library.clocks.values() if set(cited) & set(c.carries)}
            yield from _stale(library, [titles.sub("", passage.text)], cited, place, True, of_clocks)


def _stale(
    library: Library,
    texts: Iterable[str],
    carries: tuple[str, ...],
    place: Place,
    shared: bool,
    but: Collection[int | str] = (),
) -> Iterator[Problem]:
    """Figures that are written out although a number of the same clause has them, each once. A text that is `shared`
    speaks to every area; the figures in `but` may be others."""
    numbers = [n for n in library.numbers.values() if set(n.carries) & set(carries) and n.value not in but]
    found: dict[str, list[str]] = {}
    for text in texts:
        for number in numbers:
            if stale := re.search(_literal(number), text, re.I):
                whose = of_one_area(library, number) if shared else ""
                called = f"{whose}: {number.id}" if whose else number.id
                found.setdefault(stale[0].lower(), []).append(f"`{{{called}}}`")
    for words, names in found.items():
        yield problem("stale-figure", place, words=words, names=" or ".join(dict.fromkeys(names)))


def _differing(authored: Authored) -> Iterator[Problem]:
    """Numbers of the library or of an area that are not what the clauses behind them say."""
    library = authored.library
    for area in (None, *library.areas.values()):
        for name, value in (area.numbers if area else {n.id: n.value for n in library.numbers.values()}).items():
            number = library.numbers[name]
            for clause in (library.clauses[c] for c in behind(number, area)):
                elsewhere = (
                    area is not None
                    and name not in area.cites
                    and clause.kind == "local"
                    and clause.document not in area.adopts
                )
                said = re.findall(_ANY_FIGURE + _unit(number), clause.says, re.I)
                same = {value, 100 - value} if _is_share(number) else {value}
                found = {word.lower() for word in re.findall(_ANY_FIGURE + r"\b", clause.says, re.I)}
                if said and not elsewhere and not {w for v in same for w in (str(v), in_words(v))} & found:
                    part, path = ("areas", f"{area.id}/numbers/{name}") if area else ("pathway", f"numbers/{name}")
                    words = {"name": name, "value": value, "clause": clause.id, "said": said[0]}
                    yield problem("figure-differs", _place(authored, part, path), **words)


def _citing(authored: Authored) -> Iterator[tuple[str, str, tuple[str, ...], Any]]:
    """What has texts: the part of the library and the path that it stands at, the clauses behind it, and itself."""
    library = authored.library
    for tree in library.trees.values():
        for question in tree.questions.values():
            yield "trees", f"{tree.id}/questions/{question.id}", question.carries, replace(question, branches=())
        for step in tree.steps.values():
            yield "trees", f"{tree.id}/steps/{step.id}", step.carries, step
    for part in ("stages", "outcomes", "duties", "roles", "clocks"):
        for name, item in getattr(library, part).items():
            yield part, name, item.carries, item
    for area in library.areas.values():
        adopted = tuple(c.id for c in library.clauses.values() if c.document in area.adopts)
        yield "areas", area.id, adopted, area.says
    for term in authored.glossary.values():
        yield "glossary", term.name, term.carries, term.says


def _texts(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
        return
    for field in fields(item):
        if field.name not in _NO_TEXTS:
            yield from strings(getattr(item, field.name))


def strings(value: object) -> Iterator[str]:
    """Every text of a value, whatever it is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


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
