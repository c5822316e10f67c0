"""Answers -> a path through one tree, or the next question.

A `Walker` takes one child's circumstances through the rules of the child's area, as they are on the child's day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pathway.engine import answers
from pathway.engine.answers import Circumstances
from pathway.engine.calendar import Calendar, calendar
from pathway.engine.clocks import Lasting, is_over
from pathway.engine.model import Fact, Library
from pathway.engine.rules import rules
from pathway.engine.terms import EVERYTHING, NONE_OF_THESE, NONE_YET, NOT_SURE, NOTHING

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
        self.rules = rules(library, child.area, child.on)
        self.library = self.rules.library
        self.child = child
        self.final = final
        self.area = self.library.areas[child.area]
        known = answers.breaks(next((child.given[f] for f in _holidays(library) if f in child.given), ""))
        self.calendar: Calendar = calendar(date.fromisoformat(child.on), known or self.area.breaks)
        self._outside: frozenset[str] = frozenset()
        self._seen: dict[str, tuple[str, str, frozenset[str], int | None] | None] = {}
        self._ends: dict[tuple[str, str], frozenset[str]] = {}

    def leave(self, duties: Iterable[str]) -> None:
        """Nothing; the child is outside these duties (or `EVERYTHING`), so no tree that rests on them is walked."""
        self._outside = self._outside.union(duties)
        self._ends = {}

    def covers(self, tree: str) -> bool:
        """Whether the child is inside every duty that a tree rests on. The trees that are always first rest on none."""
        return not ended(self.library, tree, self._outside)

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
            question = self.rules.nodes[at].get(node)
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
            answer, origin = self.area.answers[fact.id], BY_AREA
        elif self.child.voice not in fact.asked_of:
            answer, origin = NOT_SURE, NOT_ASKED
        elif fact.id in self.child.given:
            answer = self.child.given[fact.id]
            origin = UNSURE if answer == NOT_SURE else ANSWERED
        elif self.final:
            answer, origin = NOT_SURE, MISSING
        else:
            return None
        names, point = place(fact, answer, self.calendar, self.rules.clocks.get(fact.id, {}))
        return answer, origin, names, point

    def _follow(self, tree: str, name: str) -> tuple[str, str]:
        at, node = target(tree, name)
        if not at or (at != tree and not self.covers(at)):
            return "", ""
        return at, node or self.library.trees[at].start

    def open_ends(self, tree: str) -> frozenset[str]:
        """Every end that the walk of a tree may still come to."""
        return self._open_ends(tree, self.library.trees[tree].start)

    def _open_ends(self, tree: str, node: str) -> frozenset[str]:
        """Every end that some answers to the missing questions still reach from here."""
        key = (tree, node)
        if key not in self._ends:
            self._ends[key] = frozenset()  # a loop adds nothing; `check` refuses it anyway
            question = self.rules.nodes[tree].get(node)
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


def ended(library: Library, tree: str, outside: frozenset[str]) -> bool:
    """Whether one of the duties that a child is `outside` ends this tree for them."""
    if EVERYTHING in outside:
        return tree not in library.first
    return not outside.isdisjoint(library.trees[tree].rests_on)


def place(
    fact: Fact, answer: str, days: Calendar, clocks: Mapping[str, Lasting] = MappingProxyType({})
) -> tuple[frozenset[str], int | None]:
    """The names that a canonical answer stands for, and its point on the fact's scale (None for a name).

    The names of a date are those of the `clocks` that are over for it.
    """
    if answer in (NOT_SURE, NONE_YET, NONE_OF_THESE):
        return frozenset({answer}), None
    if fact.kind == "whole number":
        return frozenset(), int(answer)
    if fact.kind == "percentage":
        whole, _, part = answer.partition(".")
        return frozenset(), int(whole) * 100 + int(part.ljust(2, "0") or "0")
    if fact.kind == "date":
        start = date.fromisoformat(answer)
        over = frozenset(name for name, lasting in clocks.items() if is_over(lasting, start, days))
        return over, days.elapsed(start, fact.unit)
    return frozenset(answer.split(", ")), None


def _holidays(library: Library) -> tuple[str, ...]:
    return tuple(f.id for f in library.facts.values() if f.kind == "date ranges")
