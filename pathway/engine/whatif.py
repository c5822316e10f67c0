"""The smallest changes of one answer that would change the next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pathway.engine import bands
from pathway.engine.advice import Advised, Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.engine.calendar import FIRST_DAY, LAST_DAY, OutsideCalendar
from pathway.engine.clocks import last_day
from pathway.engine.model import Clock, Fact, Library
from pathway.engine.terms import LATEST, NONE_OF_THESE, NOT_SURE
from pathway.engine.walk import ANSWERED, UNSURE, Walker, place


@dataclass(frozen=True)
class Change:
    """One answer changed, as little as it takes, and the step that would then be next."""

    fact: str
    answer: str
    instead: str
    next: Advised


def changes(library: Library, child: Circumstances) -> tuple[Change, ...]:
    """For every answer that was given and used: the nearest other answers with another next step, one for each step.

    Missing answers count as `not sure`. In the order in which the questions were passed.
    """
    base = ask(library, child, final=True)
    used = dict.fromkeys(p.fact for p in base.passed if p.origin in (ANSWERED, UNSURE))
    found: list[Change] = []
    for fact_id in used:
        fact, answer = library.facts[fact_id], child.given[fact_id]
        seen = {_name(base)}
        for instead in _others(library, child, fact, answer):
            changed = ask(library, replace(child, given={**child.given, fact_id: instead}), final=True)
            # That danger would come first is no advice about school.
            if changed.next and not changed.next.step.emergency and _name(changed) not in seen:
                seen.add(_name(changed))
                found.append(Change(fact_id, answer, instead, changed.next))
    return tuple(found)


def _name(recommendation: Recommendation) -> str:
    return recommendation.next.name if recommendation.next else ""


def _others(library: Library, child: Circumstances, fact: Fact, answer: str) -> list[str]:
    """One answer for every other cell that phrases and clocks cut the fact into, the nearest to `answer` first."""
    if fact.kind == "several choices":
        return _one_more_or_less(fact, answer)
    names = [n for n in bands.names(fact) if n not in (answer, NOT_SURE)]
    whole = bands.domain(fact)
    if whole is None:
        return names
    walker = Walker(library, child)
    cuts = {
        cut
        for ready in walker.rules.nodes.values()
        for node in ready.values()
        if node.fact.id == fact.id
        for cover, _, _ in node.branches
        if cover.band
        for cut in (cover.band.low, cover.band.high)
    }
    clocks = [c for c in walker.library.clocks.values() if c.starts_from == fact.id and c.limit in LATEST]
    if fact.kind == "whole number":  # a count that goes past the clock's length has run out
        cuts |= {(walker.rules.length(clock), 1) for clock in clocks}
    edges = [whole.low, *sorted(cut for cut in cuts if whole.low < cut < whole.high), whole.high]
    point = place(fact, answer, walker.calendar)[1]
    found: list[str] = []
    for low, high in pairwise(edges):
        if point is not None and bands.Band(low, high).holds(point):
            continue
        instead = _inside(fact, low, high, point, child, walker)
        if instead is not None:
            found.append(instead)
    if fact.kind == "date" and "past" in fact.may_be:
        found += [day for clock in clocks for day in _rings(clock, child, walker)]
    found = [instead for instead in dict.fromkeys(found) if instead != answer]
    if point is not None:
        found.sort(key=lambda instead: abs((place(fact, instead, walker.calendar)[1] or 0) - point))
    return found + names


def _one_more_or_less(fact: Fact, answer: str) -> list[str]:
    """The answers with one choice ticked that was not, or not ticked that was."""
    chosen = set() if answer in (NOT_SURE, NONE_OF_THESE) else set(answer.split(", "))
    wanted = (chosen ^ {choice.id} for choice in fact.choices)
    found = [", ".join(c.id for c in fact.choices if c.id in names) or NONE_OF_THESE for names in wanted]
    return [*found, NONE_OF_THESE] if answer == NOT_SURE else found


def _rings(clock: Clock, child: Circumstances, walker: Walker) -> list[str]:
    """The last start from which the clock has run out, and the first from which it has not."""
    on = date.fromisoformat(child.on)
    lasting = (clock, walker.rules.length(clock))
    start = on
    try:
        while last_day(lasting, start, walker.calendar).day >= on:
            start -= timedelta(days=1)
    except OutsideCalendar:
        return []
    return [day.isoformat() for day in (start, start + timedelta(days=1)) if day <= on]


def _inside(
    fact: Fact, low: bands.Cut, high: bands.Cut, point: int | None, child: Circumstances, walker: Walker
) -> str | None:
    """The answer between two cuts that lies nearest to `point`."""
    first = low[0] + low[1]
    last = high[0] - 1 + high[1]
    if first > last:
        return None
    value = first if point is None or point < first else last
    if low == bands.BOTTOM:
        value = last if high != bands.TOP else 0
    if fact.kind == "whole number":
        return str(value)
    if fact.kind == "percentage":
        whole, part = divmod(value, 100)
        return f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return _day(fact, value, child, walker)


def _day(fact: Fact, value: int, child: Circumstances, walker: Walker) -> str | None:
    """The latest day from which `value` days of the fact's unit have gone by."""
    on = date.fromisoformat(child.on)
    if value < 0 or fact.unit in ("days", "weeks", ""):
        day = on - timedelta(days=value)
        return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else None
    day = on
    while day >= FIRST_DAY:
        gone = walker.calendar.elapsed(day, fact.unit)
        if gone == value:
            return day.isoformat()
        if gone > value:
            return None
        day -= timedelta(days=1)
    return None
