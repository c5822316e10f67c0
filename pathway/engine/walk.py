"""Answers -> a path through one tree, or the next question.

A `Ground` is the library as it stands in one area: every phrase read with that area's figures. A `Walker` stands on it
with one child's circumstances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pathway.engine import answers, bands
from pathway.engine.answers import Circumstances
from pathway.engine.calendar import Calendar, calendar
from pathway.engine.model import NONE_OF_THESE, NONE_YET, NOT_SURE, NOTHING, Area, Branch, Clock, Fact, Library

ANSWERED, BY_AREA, UNSURE, NOT_ASKED, MISSING = "answered", "by the area", "not sure", "not asked", "missing"


@dataclass(frozen=True)
class Passed:
    """One question that a walk passed: the answer, where it came from, and the branch taken."""

    tree: str
    question: str
    fact: str
    answer: str
    origin: str
    branch: str
    carries: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    """A walk through one tree.

    `end` is `TREE/STEP`, `nothing`, or empty while `needs` names the fact that is missing. `done` are the steps ticked
    as done that the walk went on from.
    """

    tree: str
    passed: tuple[Passed, ...]
    end: str
    needs: str = ""
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class Node:
    """A question made ready: its fact and the covers of its branches."""

    id: str
    fact: Fact
    branches: tuple[tuple[bands.Cover, Branch, tuple[str, ...]], ...]


class Ground:
    """A library as it stands in one area; made once by `ground`."""

    def __init__(self, library: Library, area: Area) -> None:
        self.library = library
        self.area = area
        self.values = values(library, area)
        self.nodes: dict[str, dict[str, Node]] = {}
        for tree in library.trees.values():
            ready = self.nodes[tree.id] = {}
            for question in tree.questions.values():
                fact = library.facts[question.fact]
                covers = [(bands.parse(b.phrase, fact, self.values), b) for b in question.branches]
                ready[question.id] = Node(
                    question.id,
                    fact,
                    tuple((c, b, self.cited(question.carries, c.numbers)) for c, b in covers),
                )

    def length(self, clock: Clock) -> int:
        """How many units a clock runs here."""
        return clock.length if isinstance(clock.length, int) else self.values[clock.length]

    def cited(self, carries: tuple[str, ...], numbers: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The clauses that hold here, those of the named numbers with them: another council's own practice does not."""
        more = (c for n in numbers for c in self.library.numbers[n].carries)
        clauses = (self.library.clauses[c] for c in dict.fromkeys((*carries, *more)))
        return tuple(c.id for c in clauses if c.kind != "local" or c.document in self.area.adopts)


def values(library: Library, area: Area) -> Mapping[str, int]:
    """The figure of every named number in this area."""
    return {n.id: area.numbers.get(n.id, n.value) for n in library.numbers.values()}


@lru_cache(maxsize=32)
def ground(library: Library, area: str) -> Ground:
    """The library made ready for one area, once."""
    return Ground(library, library.areas[area])


def target(tree: str, name: str) -> tuple[str, str]:
    """Where a branch of `tree` leads: (tree, node); the node is empty for another tree's start or for `nothing`."""
    if name == NOTHING:
        return "", ""
    if name.startswith("tree "):
        return name.removeprefix("tree "), ""
    return tree, name


class Walker:
    """Walks the trees for one child. `final` takes every missing answer as `not sure`."""

    def __init__(self, library: Library, child: Circumstances, final: bool = False) -> None:
        self.ground = ground(library, child.area)
        self.library = library
        self.child = child
        self.final = final
        known = answers.breaks(next((child.given[f] for f in _holidays(library) if f in child.given), ""))
        self.calendar: Calendar = calendar(date.fromisoformat(child.on), known or self.ground.area.breaks)
        self._seen: dict[str, tuple[str, str, frozenset[str], int | None] | None] = {}
        self._ends: dict[tuple[str, str], frozenset[str]] = {}

    def walk(self, tree: str) -> Path:
        """The path that this child's answers take through `tree`.

        A question whose every open answer leads to the same end is passed over, so that only what can still change the
        advice is asked.
        """
        passed: list[Passed] = []
        done: list[str] = []
        at, node = tree, self.library.trees[tree].start
        been: set[tuple[str, str]] = set()
        while at:
            if (at, node) in been:
                raise ValueError(f"{at}/{node} leads back to itself: run `pathway check`")
            been.add((at, node))
            question = self.ground.nodes[at].get(node)
            if question is None:
                step = f"{at}/{node}"
                if step not in self.child.done:
                    return Path(tree, tuple(passed), step, done=tuple(done))
                done.append(step)
                at, node = self._follow(at, self.library.trees[at].steps[node].then)
                continue
            seen = self.see(question.fact)
            if seen is None:
                ends = self._open_ends(at, node)
                if len(ends) == 1:
                    return Path(tree, tuple(passed), next(iter(ends)), done=tuple(done))
                return Path(tree, tuple(passed), "", question.fact.id, tuple(done))
            answer, origin, names, point = seen
            for cover, branch, carries in question.branches:
                if cover.holds(names, point):
                    passed.append(Passed(at, node, question.fact.id, answer, origin, branch.phrase, carries))
                    at, node = self._follow(at, branch.target)
                    break
            else:
                raise ValueError(f"{at}/{node} has no branch for {answer}: run `pathway check`")
        return Path(tree, tuple(passed), NOTHING, done=tuple(done))

    def see(self, fact: Fact) -> tuple[str, str, frozenset[str], int | None] | None:
        """The answer, its origin, its names and its point on the fact's scale; None while it is missing."""
        if fact.id not in self._seen:
            self._seen[fact.id] = self._look(fact)
        return self._seen[fact.id]

    def _look(self, fact: Fact) -> tuple[str, str, frozenset[str], int | None] | None:
        if fact.answered_by_area:
            answer, origin = self.ground.area.answers[fact.id], BY_AREA
        elif self.child.voice not in fact.asked_of:
            answer, origin = NOT_SURE, NOT_ASKED
        elif fact.id in self.child.given:
            answer = self.child.given[fact.id]
            origin = UNSURE if answer == NOT_SURE else ANSWERED
        elif self.final:
            answer, origin = NOT_SURE, MISSING
        else:
            return None
        names, point = place(fact, answer, self.calendar)
        return answer, origin, names, point

    def _follow(self, tree: str, name: str) -> tuple[str, str]:
        at, node = target(tree, name)
        return (at, node or self.library.trees[at].start) if at else ("", "")

    def open_ends(self, tree: str) -> frozenset[str]:
        """Every end that the walk of a tree may still come to."""
        return self._open_ends(tree, self.library.trees[tree].start)

    def _open_ends(self, tree: str, node: str) -> frozenset[str]:
        """Every end that some answers to the missing questions still reach from here."""
        key = (tree, node)
        if key not in self._ends:
            self._ends[key] = frozenset()  # a loop adds nothing; `check` refuses it anyway
            question = self.ground.nodes[tree].get(node)
            if question is None:
                if f"{tree}/{node}" in self.child.done:
                    self._ends[key] = self._ends_at(tree, self.library.trees[tree].steps[node].then)
                else:
                    self._ends[key] = frozenset({f"{tree}/{node}"})
            else:
                seen = self.see(question.fact)
                self._ends[key] = frozenset().union(
                    *(
                        self._ends_at(tree, branch.target)
                        for cover, branch, _ in question.branches
                        if seen is None or cover.holds(seen[2], seen[3])
                    )
                )
        return self._ends[key]

    def _ends_at(self, tree: str, name: str) -> frozenset[str]:
        at, node = self._follow(tree, name)
        return self._open_ends(at, node) if at else frozenset({NOTHING})


def place(fact: Fact, answer: str, days: Calendar) -> tuple[frozenset[str], int | None]:
    """The names that a canonical answer stands for, and its point on the fact's scale (None for a name)."""
    if answer in (NOT_SURE, NONE_YET, NONE_OF_THESE):
        return frozenset({answer}), None
    if fact.kind == "whole number":
        return frozenset(), int(answer)
    if fact.kind == "percentage":
        whole, _, part = answer.partition(".")
        return frozenset(), int(whole) * 100 + int(part.ljust(2, "0") or "0")
    if fact.kind == "date":
        return frozenset(), days.elapsed(date.fromisoformat(answer), fact.unit)
    return frozenset(answer.split(", ")), None


def _holidays(library: Library) -> tuple[str, ...]:
    return tuple(f.id for f in library.facts.values() if f.kind == "date ranges")
