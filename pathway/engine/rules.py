"""The rules as they stand in one area on one day: what every reader of a library uses.

A library holds what authors wrote: named figures, texts that name them, values that change on a day. `rules` makes it
ready once: every phrase is read with the area's figures, every text has its figures filled in, and what is not in force
on the day is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from pathway.engine import bands
from pathway.engine.clocks import Lasting
from pathway.engine.model import Area, Branch, Clock, Fact, Library, Number, Tree
from pathway.engine.terms import EVERYWHERE, NOTHING

T = TypeVar("T")
FIGURE = re.compile(r"\{(?:(?P<area>[a-z][a-z0-9-]*): )?(?P<name>[A-Za-z][a-z0-9-]*)(?P<words> in words)?\}")
"""How a text names a figure: `{off-roll-days}`, `{off-roll-days in words}`, `{Off-roll-days in words}` where a sentence
begins with it, and of another area `{kent: NAME}`."""
PARTS = ("stages", "outcomes", "numbers", "concerns", "facts", "roles", "clocks", "areas", "trees", "duties")
WITH_TEXTS = (*PARTS, "letters")
"""The parts of a library whose texts may name figures. A source's `says` is the document's own, and names none."""


@dataclass(frozen=True)
class Node:
    """A question made ready: its fact, and for each branch what it covers, where it leads and what it cites."""

    id: str
    fact: Fact
    branches: tuple[tuple[bands.Cover, Branch, tuple[str, ...]], ...]


class Rules:
    """A library as it stands in one area on one day; made once by `rules`.

    `library` has its figures filled in and holds only what is in force. `values` are the named figures. `area` is None
    for pages that speak to every area: the figures are then those of areas that set none of their own.
    """

    def __init__(self, written: Library, area: str, day: str) -> None:
        then = _in_force(_amended(written, day), day)
        self.area: Area | None = then.areas.get(area)
        self.values = values(then, self.area)
        self.library = _filled(then, self.values)
        self.nodes: dict[str, dict[str, Node]] = {}
        self.clocks: dict[str, dict[str, Lasting]] = {}
        """For each fact the clocks that a phrase is about."""
        for tree in self.library.trees.values():
            ready = self.nodes[tree.id] = {}
            for question in tree.questions.values():
                fact = self.library.facts[question.fact]
                covers = [(bands.parse(b.phrase, fact, self.values), b) for b in question.branches]
                for name in (c.clock for c, _ in covers if c.clock):
                    clock = self.library.clocks[name]
                    self.clocks.setdefault(fact.id, {})[name] = (clock, self.length(clock))
                branches = tuple((c, b, self.cited(question.carries, c)) for c, b in covers)
                ready[question.id] = Node(question.id, fact, branches)

    def length(self, clock: Clock) -> int:
        """How many units a clock runs here."""
        return clock.length if isinstance(clock.length, int) else self.values[clock.length]

    def cited(self, carries: tuple[str, ...], cover: bands.Cover | None = None) -> tuple[str, ...]:
        """The clauses that hold here, those of a phrase's numbers and clock too: another council's own do not."""
        more = [c for n in cover.numbers for c in behind(self.library.numbers[n], self.area)] if cover else []
        if cover and cover.clock:
            more += self.library.clocks[cover.clock].carries
        clauses = (self.library.clauses[c] for c in dict.fromkeys((*carries, *more)))
        if self.area is None:
            return tuple(c.id for c in clauses)
        return tuple(c.id for c in clauses if c.kind != "local" or c.document in self.area.adopts)


def rules(written: Library, area: str, day: str) -> Rules:
    """The rules of an area (`EVERYWHERE` for pages that speak to all of them) on a day, made once for every stretch of
    days on which nothing changes. Raises KeyError for an area that there is not."""
    if area != EVERYWHERE and area not in written.areas:
        raise KeyError(area)
    return _made(written, area, since(written, day))


@lru_cache(maxsize=32)
def _made(written: Library, area: str, day: str) -> Rules:
    return Rules(written, area, day)


def everywhere(written: Library, day: str = "") -> Library:
    """The library for pages that speak to every area, as it stands on a day; without one, on that of its review."""
    return rules(written, EVERYWHERE, day or written.reviewed).library


@lru_cache(maxsize=8)
def as_of(written: Library, day: str) -> Library:
    """The library as it will stand on a day, for whatever day somebody asks."""
    then = _in_force(_amended(written, day), day)
    trees = {t.id: replace(t, in_force_from="", in_force_until="") for t in then.trees.values()}
    return replace(then, trees=trees, amendments={})


@lru_cache(maxsize=8)
def turns(written: Library) -> tuple[str, ...]:
    """The days on which some rule begins to hold or holds no longer, in order."""
    found = set(written.amendments)
    for library in (written, *(_amended(written, day) for day in written.amendments)):
        for tree in library.trees.values():
            found |= {tree.in_force_from} if tree.in_force_from else set()
            found |= {_after(tree.in_force_until)} if tree.in_force_until else set()
    return tuple(sorted(found))


def since(written: Library, day: str) -> str:
    """The last day up to `day` on which some rule changed; empty where none had yet."""
    days = turns(written)
    at = bisect_right(days, day)
    return days[at - 1] if at else ""


def values(library: Library, area: Area | None) -> Mapping[str, int]:
    """The figure of every named number in this area. For everybody, it is that of areas that set none of their own;
    where the documents of one area alone give a figure, that area's."""

    def value(number: Number) -> int:
        here = area or library.areas.get(of_one_area(library, number))
        return here.numbers.get(number.id, number.value) if here else number.value

    return {n.id: value(n) for n in library.numbers.values()}


def of_one_area(library: Library, number: Number) -> str:
    """The area whose documents alone give a figure; empty where one of every area does, or nothing is cited."""
    of = {library.sources[library.clauses[name].document].local_to for name in number.carries}
    return of.pop() if len(of) == 1 else ""


def behind(number: Number, area: Area | None) -> tuple[str, ...]:
    """The clauses that set a figure in this area."""
    return area.cites.get(number.id, number.carries) if area else number.carries


def _amended(written: Library, day: str) -> Library:
    """The library with every amendment in it that has begun by `day`; those that have not stay what they are."""
    begun = [start for start in sorted(written.amendments) if start <= day]
    if not begun:
        return written
    changed: dict[str, Any] = {}
    for start in begun:
        for part, items in written.amendments[start].items():
            changed[part] = {**changed.get(part, getattr(written, part)), **items}
    later = {start: parts for start, parts in written.amendments.items() if start not in begun}
    return replace(written, **changed, amendments=later)


def _in_force(library: Library, day: str) -> Library:
    """The library without the trees that hold from a later day only, or hold no longer."""
    trees = {t.id: t for t in library.trees.values() if holds(t, day)}
    if len(trees) == len(library.trees):
        return library

    def leads(branch: Branch) -> Branch:
        gone = branch.target.startswith("tree ") and branch.target.removeprefix("tree ") not in trees
        return replace(branch, target=NOTHING) if gone else branch

    def held(step: str) -> str:
        return step if step.partition("/")[0] in trees else library.all_clear

    for tree in trees.values():
        questions = {q.id: replace(q, branches=tuple(map(leads, q.branches))) for q in tree.questions.values()}
        steps = {
            s.id: replace(
                s,
                then=leads(Branch("", s.then)).target,
                if_not_done=replace(s.if_not_done, go_to=held(s.if_not_done.go_to)),
                also=tuple(name for name in s.also if "/" not in name or name.partition("/")[0] in trees),
            )
            for s in tree.steps.values()
        }
        trees[tree.id] = replace(tree, questions=questions, steps=steps)
    concerns = {
        c.id: replace(c, trees=tuple(name for name in c.trees if name in trees)) for c in library.concerns.values()
    }
    first = tuple(name for name in library.first if name in trees)
    return replace(library, trees=trees, concerns=concerns, first=first)


def holds(tree: Tree, day: str) -> bool:
    """Whether a tree is walked on a day."""
    return tree.in_force_from <= day and (not tree.in_force_until or day <= tree.in_force_until)


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _filled(library: Library, figures: Mapping[str, int]) -> Library:
    """The library with the figures in its texts; only what is known to name one is looked at."""
    changed: dict[str, dict[str, Any]] = {}
    for part, name in library.with_figures:
        items = getattr(library, part)
        if name in items:
            changed.setdefault(part, dict(items))[name] = _with(items[name], lambda text: fill(text, library, figures))
    return replace(library, **changed) if changed else library  # type: ignore[arg-type]


def fill(text: str, library: Library, figures: Mapping[str, int]) -> str:
    """The text with its figures. A number in words gets a capital where its name has one."""

    def put(found: re.Match[str]) -> str:
        own = figures if found["area"] is None else values(library, library.areas.get(found["area"]))
        name = found["name"].lower()
        if name not in own:
            return found[0]
        value = own[name]
        if not found["words"]:
            return str(value)
        words = in_words(value)
        return words[0].upper() + words[1:] if name != found["name"] else words

    return FIGURE.sub(put, text)


def for_everybody(value: T, library: Library) -> T:
    """A page or another text that speaks to every area, with its figures: those of areas that set none of their own."""
    return _with(value, lambda text: fill(text, library, values(library, None)))


def named(part: object) -> list[re.Match[str]]:
    """Every figure that some text of a part of the library names."""
    found: list[re.Match[str]] = []

    def note(text: str) -> str:
        found.extend(FIGURE.finditer(text))
        return text

    _with(part, note)
    return found


def _with(value: T, change: Any) -> T:
    """The same value with every text in it changed, whatever it is made of."""
    made: Any = value
    if isinstance(value, str):
        made = change(value) if "{" in value else value
    elif isinstance(value, tuple):
        made = tuple(_with(v, change) for v in value)
    elif isinstance(value, Mapping):
        made = {name: _with(v, change) for name, v in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: (old, _with(old, change)) for f in fields(value) for old in (getattr(value, f.name),)}
        new = {name: after for name, (before, after) in parts.items() if after != before}
        made = replace(value, **new) if new else value
    return made  # type: ignore[no-any-return]


_UNITS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """A number in words up to 999; a larger one, or one below zero, in figures."""
    if not 0 <= number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    below = _UNITS[rest] if rest < 20 else _TENS[tens] + (f"-{_UNITS[ones]}" if ones else "")
    if not hundreds:
        return below
    return f"{_UNITS[hundreds]} hundred" + (f" and {below}" if rest else "")
