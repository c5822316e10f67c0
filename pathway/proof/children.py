"""Children drawn by chance, but always the same: child number 17 is the same child on every machine.

Every answer lies on one side of a cut that a phrase or a clock makes, or is a name; a child has answers to all that its
concerns may ask. What a child really was asked, `asked_only` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TypeVar
from zlib import crc32

from pathway.engine import advice, answers, bands, walk
from pathway.engine.advice import Recommendation
from pathway.engine.answers import Circumstances
from pathway.engine.calendar import Calendar, OutsideCalendar, calendar
from pathway.engine.clocks import last_day
from pathway.engine.model import Clock, Fact, Library, Step
from pathway.engine.rules import rules
from pathway.engine.terms import LATEST, NONE_YET, NOT_SURE, NOTHING, TODAY, VOICES
from pathway.proof.cells import Grid, grid

Item = TypeVar("Item")

DAYS = ("2026-11-23", "2026-12-24", "2026-08-31", "2027-03-29")
"""A Monday in term, and days beside Christmas, the end of a summer and Easter."""
EDGES = (-1, 0, 1, 14, 15, 56, 57)
"""Days from today on which a clock ends that starts on one of the days drawn."""
_MASK = (1 << 64) - 1
_BACK, _ON = 800, 400


class Draw:
    """Chance by hand (SplitMix64), so that no version of Python draws otherwise.

    It is seeded by what it is for: a new fact or concern changes no draw about another one.
    """

    def __init__(self, *about: object) -> None:
        words = " ".join(map(str, about)).encode()
        self._state = crc32(words) << 32 | crc32(words[::-1])

    def below(self, limit: int) -> int:
        """A whole number from 0 to below `limit`."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % limit

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def one_in(self, number: int) -> bool:
        """Whether a chance of one in so many comes."""
        return self.below(number) == 0


def some(names: Iterable[str], count: int, *about: object) -> tuple[str, ...]:
    """So many of the names, each as likely as another."""
    return tuple(sorted(names, key=lambda name: (Draw(*about, name).below(1 << 32), name))[:count])


def drawn(library: Library, index: int, seed: int = 1) -> Circumstances:
    """Child number `index`: every area and voice in turn, one to three concerns, and for some of them ticked steps."""
    draw = Draw(seed, index)
    areas = tuple(library.areas)
    chosen = frozenset(some(library.concerns, 1 + draw.below(3), seed, index))
    area, on = areas[index % len(areas)], draw.pick(DAYS)
    facts = may_be_asked(library, chosen)
    given = {name: answered(library, area, name, on, Draw(seed, index, name)) for name in facts}
    voice = VOICES[index // len(areas) % len(VOICES)]
    child = Circumstances(on, area, voice, tuple(c for c in library.concerns if c in chosen), given)
    if not draw.one_in(8):
        child = _let_go_on(library, child, draw)
    for _ in range(draw.below(3) if draw.one_in(3) else 0):
        found = advice.ask(library, child, brief=True)
        if found.next is None or found.next.name in (*child.done, library.all_clear, library.not_clear):
            break
        child = replace(child, done=(*child.done, found.next.name))
    return child


def answered(library: Library, area: str, name: str, on: str, draw: Draw) -> str:
    """One answer to a fact; one in nine is not sure."""
    found = values(library, area, name, on)
    return NOT_SURE if draw.one_in(9) or not found else draw.pick(found)


def _let_go_on(library: Library, child: Circumstances, draw: Draw) -> Circumstances:
    """The child with other answers to the trees that are always first, where these end the walk or a duty."""
    for tree in rules(library, child.area, child.on).library.first:
        path = walk.Walker(library, child).walk(tree)
        if path.end in ("", NOTHING) or not path.passed:
            continue
        asked = [p.fact for p in path.passed if p.fact in child.given]
        for name in reversed(asked):
            others = [*values(library, child.area, name, child.on), NOT_SURE]
            start = draw.below(len(others))
            ways = (changed(child, name, answer) for answer in others[start:] + others[:start])
            calm = next((c for c in ways if walk.Walker(library, c).walk(tree).end in ("", NOTHING)), None)
            if calm is not None:
                child = calm
                break
    return child


@lru_cache(maxsize=1024)
def may_be_asked(library: Library, concerns: frozenset[str]) -> tuple[str, ...]:
    """The facts that the walks of these concerns may ask for, in the order of the library."""
    trees = [*library.first, *advice.trees_for(library, tuple(c for c in library.concerns if c in concerns))]
    facts: set[str] = set()
    clocks: list[str] = []
    for tree in trees:  # grows while it is gone through
        here = library.trees[tree]
        facts |= {q.fact for q in here.questions.values()}
        targets = [b.target for q in here.questions.values() for b in q.branches] + [
            s.then for s in here.steps.values()
        ]
        more = [walk.target(tree, target)[0] for target in targets]
        for step in here.steps.values():
            more += [name.partition("/")[0] for name in step.also if "/" in name]
            clocks += clocks_of(step)
        trees += [t for t in dict.fromkeys(more) if t and t not in trees]
    facts |= {f for name in clocks if name in library.clocks for f in needed(library, library.clocks[name])}
    return tuple(f.id for f in library.facts.values() if f.id in facts and not f.answered_by_area)


def clocks_of(step: Step) -> tuple[str, ...]:
    """Every clock that a step names, and `straight away` where it does."""
    return (step.by, step.send_by, step.answer_by, step.if_not_done.after, *step.later)


def needed(library: Library, clock: Clock) -> set[str]:
    """The facts that decide when a clock ends."""
    facts = {f for f in (clock.starts_from, *(f for f, _ in clock.only_if)) if f != TODAY}
    return facts | (needed(library, library.clocks[clock.or_later]) if clock.or_later else set())


def asked_only(library: Library, child: Circumstances, found: Recommendation) -> Circumstances:
    """The child with those answers alone that the walks passed, or that the clocks of the advice rest on."""
    names = {p.fact for p in found.passed}
    for a in found.advised:
        names |= {f for c in clocks_of(a.step) if c in library.clocks for f in needed(library, library.clocks[c])}
    return replace(child, given={f: a for f, a in child.given.items() if f in names})


# --- the answers to one fact ---


@cache
def grid_of(library: Library, area: str, name: str) -> Grid:
    """The answers to a fact, cut wherever a phrase of the library cuts them in this area."""
    ready = rules(library, area, library.reviewed)
    nodes = (node for tree in ready.nodes.values() for node in tree.values() if node.fact.id == name)
    covers = [cover for node in nodes for cover, _, _ in node.branches]
    return grid(library.facts[name], covers, ready.clocks.get(name, {}))


@cache
def one_of_each(library: Library, area: str, name: str, on: str) -> tuple[str, ...]:
    """One answer for each cell that the phrases cut, and for each clock that has run out, but not `not sure`."""
    days, cells = _days(library, area, on), grid_of(library, area, name)
    found = [cells.answer(1 << i, days) for i in range(len(cells.cells))]
    found += [last_start(library, area, clock, on, -1) for clock in _clocks(library, name) if clock.limit in LATEST]
    return _valid(library.facts[name], [a for a in found if a and a != NOT_SURE], on)


@cache
def values(library: Library, area: str, name: str, on: str) -> tuple[str, ...]:
    """Every answer of interest to a fact but `not sure`: names, and both sides of every cut of a phrase or a clock."""
    fact = library.facts[name]
    found = [n for n in bands.names(fact) if n != NOT_SURE]
    if fact.kind == "several choices":
        found.append(", ".join(c.id for c in fact.choices))
    reach = bands.domain(fact)
    if reach is None:
        return tuple(found)
    days = _days(library, area, on)
    cuts = {cut for cell in grid_of(library, area, name).cells if cell.band for cut in (cell.band.low, cell.band.high)}
    points = {value + side for value, _ in cuts - {bands.BOTTOM, bands.TOP} for side in (-1, 0, 1)} | {0, 1}
    if fact.kind == "date":
        found += [last_start(library, area, clock, on, edge) for clock in _clocks(library, name) for edge in EDGES]
        found += [day for point in sorted(points) if (day := _day(fact, point, days))]
    elif fact.kind == "whole number":
        ready = rules(library, area, library.reviewed)
        points |= {ready.length(clock) + side for clock in _clocks(library, name) for side in (-1, 0, 1)}
        found += [str(point) for point in sorted(points)]
    else:
        found += [f"{point // 100}.{point % 100:02}" for point in sorted(points) if point >= 0]
    return _valid(fact, found, on)


def _clocks(library: Library, name: str) -> Iterator[Clock]:
    return (clock for clock in library.clocks.values() if clock.starts_from == name)


def _days(library: Library, area: str, on: str) -> Calendar:
    return calendar(date.fromisoformat(on), library.areas[area].breaks)


def _valid(fact: Fact, found: list[str], on: str) -> tuple[str, ...]:
    """The answers that a reader could give, each once, as the engine writes them."""
    kept = []
    for raw in found:
        try:
            kept.append(answers.answer(fact, raw, date.fromisoformat(on)))
        except answers.NotAnAnswer:
            continue
    return tuple(dict.fromkeys(kept))


def _day(fact: Fact, point: int, days: Calendar) -> str:
    """The latest day from which so many days of the fact's unit have gone by, or nothing."""
    if point < 0 or fact.unit in ("days", "weeks"):
        return (days.on - timedelta(days=point)).isoformat()
    for back in range(3 * point + 60):
        day = days.on - timedelta(days=back)
        if days.elapsed(day, fact.unit) >= point:
            return day.isoformat()
    return ""


@cache
def last_start(library: Library, area: str, clock: Clock, on: str, edge: int) -> str:
    """The last day from which a clock ends no later than so many days from today, if it starts from a date."""
    if clock.starts_from == TODAY or library.facts[clock.starts_from].kind != "date":
        return ""
    days, length = _days(library, area, on), rules(library, area, library.reviewed).length(clock)
    low, high = -_BACK, _ON
    while low < high:
        middle = (low + high + 1) // 2
        try:
            ends = last_day((clock, length), days.on + timedelta(days=middle), days).day
        except OutsideCalendar:
            ends = date.max
        low, high = (middle, high) if ends <= days.on + timedelta(days=edge) else (low, middle - 1)
    return (days.on + timedelta(days=low)).isoformat()


def command(child: Circumstances) -> str:
    """The child as a command to paste."""

    def word(name: str, value: str) -> str:
        return f"{name}='{value}'" if set(value) & set(" ,'") else f"{name}={value}"

    words = [word("on", child.on), word("voice", child.voice), word("area", child.area)]
    if child.concerns:
        words.append(word("concerns", ",".join(child.concerns)))
    if child.done:
        words.append(word("done", ",".join(child.done)))
    return " ".join(["pathway ask", *words, *(word(n, a) for n, a in child.given.items())])


def size(child: Circumstances | None) -> int:
    """How much there is to a child."""
    return len(child.given) + len(child.concerns or ()) + len(child.done) if child else 0


def changed(child: Circumstances, name: str, answer: str) -> Circumstances:
    """The child with one other answer."""
    return replace(child, given={**child.given, name: answer})


def later_answers(library: Library, child: Circumstances, name: str) -> Mapping[str, int]:
    """Each answer of interest to a figure or date with how much of it there is: for a date, how long ago it was."""
    fact = library.facts[name]
    days = _days(library, child.area, child.on)
    placed = {
        a: walk.place(fact, a, days)[1] for a in one_of_each(library, child.area, name, child.on) if a != NONE_YET
    }
    return {a: point for a, point in placed.items() if point is not None}
