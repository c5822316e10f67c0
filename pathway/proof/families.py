"""Families as they may come: the parents' cases of a library, and families drawn with given frequencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pathway.authoring.worked import Case
from pathway.engine import advice, answers
from pathway.engine.advice import CONCERNS, Recommendation
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.terms import NOT_SURE
from pathway.proof.children import DAYS, Draw, answered, may_be_asked

Weights = Mapping[str, Mapping[str, int]]
"""For a fact, `area`, `concerns` or `second concern`: how often each answer comes, beside the others."""
_RANGE = re.compile(r"(\d+) to (\d+)")
"""A figure, or so many days ago."""
BEFORE = ("voice", "area")
"""The pages with a question that come before everything that the rules ask."""


@dataclass(frozen=True)
class Walked:
    """What one family was asked until its next step was clear, in order, and what it was told once all was asked."""

    child: Circumstances
    asked: tuple[str, ...]
    told: Recommendation


def of_cases(cases: Iterable[Case]) -> tuple[Circumstances, ...]:
    """The families of the worked cases that a parent tells."""
    told = (c for c in cases if c.voice == "parent")
    return tuple(Circumstances(c.on, c.area, c.voice, c.concerns, c.given, c.done) for c in told)


def drawn(library: Library, weights: Weights, index: int) -> Circumstances:
    """Family number `index`, by these frequencies; what they do not name comes as likely as anything else."""
    area = _weighed(weights.get("area", {}), tuple(library.areas), Draw("area", index))
    on = Draw("on", index).pick(DAYS)
    concern = _weighed(weights.get("concerns", {}), tuple(library.concerns), Draw("concern", index))
    second = _weighed(weights.get("second concern", {}), ("none",), Draw("second concern", index))
    concerns = tuple(c for c in library.concerns if c in (concern, second))
    given = {}
    for name in may_be_asked(library, frozenset(concerns)):
        draw = Draw(name, index)
        fact = library.facts[name]
        raw = _weighed(weights.get(name, {}), (), draw)
        if found := _RANGE.fullmatch(raw):
            low, high = int(found[1]), int(found[2])
            number = low + draw.below(high - low + 1)
            raw = (date.fromisoformat(on) - timedelta(days=number)).isoformat() if fact.kind == "date" else str(number)
        given[name] = (
            answers.answer(fact, raw, date.fromisoformat(on)) if raw else answered(library, area, name, on, draw)
        )
    return Circumstances(on, area, "parent", concerns, given)


def _weighed(weights: Mapping[str, int], otherwise: tuple[str, ...], draw: Draw) -> str:
    """One name by its weight; without weights one of the others, or nothing."""
    if not weights:
        return draw.pick(otherwise) if otherwise else ""
    at = draw.below(sum(weights.values()))
    for name, weight in weights.items():
        at -= weight
        if at < 0:
            return name
    raise AssertionError("weights that add up to less than their sum")


def walked(library: Library, child: Circumstances) -> Walked:
    """The pages with a question that a family goes through until its next step is clear."""
    now = replace(child, given={}, concerns=None)
    asked = list(BEFORE)
    clear = 0
    while True:
        found = advice.ask(library, now, brief=True)
        if not clear and (found.clear is not None or (found.next is not None and found.ask_next is None)):
            clear = len(asked)
        name = found.ask_next
        if name is None:
            return Walked(child, tuple(asked[:clear]), found)
        asked.append(name)
        if name == CONCERNS:
            now = replace(now, concerns=child.concerns)
        else:
            now = replace(now, given={**now.given, name: child.given.get(name, NOT_SURE)})
