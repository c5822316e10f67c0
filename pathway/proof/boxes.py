"""What each path through the trees allows, exactly, as boxes.

Every phrase about a fact cuts the fact's answers into cells (`pathway.proof.cells`): each name is one, and so is
each stretch between two cuts. A box maps facts to the cells that a path still allows, as bits, so that a gap, an
overlap or two steps at once is one intersection of whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pathway.engine import walk
from pathway.engine.bands import Cover
from pathway.engine.calendar import calendar
from pathway.engine.model import Branch, Fact, Library
from pathway.engine.rules import Rules
from pathway.engine.terms import NOTHING, VOICES
from pathway.proof.cells import Grid, grid

Box = Mapping[str, int]
VOICE = " voice"
"""The key of a box that says, as bits, which voices can have given its answers. No fact can have this name."""
ALL_VOICES = (1 << len(VOICES)) - 1


@dataclass(frozen=True)
class End:
    """One way to the end of a walk from the tree `root`: a step as `TREE/STEP`, or `nothing`."""

    root: str
    step: str
    box: Box
    done: frozenset[str]


@dataclass(frozen=True)
class Ahead:
    """What may still come from a place on: the facts asked, and whether a step of a forbidden pair may be advised."""

    facts: frozenset[str]
    guarded: bool


@lru_cache(maxsize=4)
def ahead(library: Library) -> dict[tuple[str, str], Ahead]:
    """For every question and step, as (tree, node), what may still come from there on."""
    guarded = {step for pair in library.forbidden for step in pair}
    found: dict[tuple[str, str], Ahead] = {}
    onward: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for tree in library.trees.values():
        for question in tree.questions.values():
            found[tree.id, question.id] = Ahead(frozenset({question.fact}), False)
            onward[tree.id, question.id] = {walk.target(tree.id, b.target) for b in question.branches}
        for step in tree.steps.values():
            advises = {f"{tree.id}/{step.id}", *(n if "/" in n else f"{tree.id}/{n}" for n in step.also)}
            found[tree.id, step.id] = Ahead(frozenset(), bool(advises & guarded))
            onward[tree.id, step.id] = {walk.target(tree.id, step.then)}
    changed = True
    while changed:
        changed = False
        for place, targets in onward.items():
            next_ = [found[at, node or library.trees[at].start] for at, node in targets if at]
            facts = found[place].facts.union(*(n.facts for n in next_))
            more = Ahead(facts, found[place].guarded or any(n.guarded for n in next_))
            changed = changed or more != found[place]
            found[place] = more
    return found


@dataclass
class Land:
    """The rules of one area with every walk of every tree: where the walks come, and what is wrong on the way.

    `visits` holds, for each root and each (tree, question), the boxes in which a walk comes there. `live` are the
    branches that some walk takes, `gaps` the cells that no branch covers, `overlaps` those that two cover; these three
    count the walks from `roots` alone.
    """

    rules: Rules
    roots: tuple[str, ...]
    grids: dict[str, Grid] = field(default_factory=dict)
    full: dict[str, int] = field(default_factory=dict)
    visits: dict[str, dict[tuple[str, str], list[tuple[Box, frozenset[str]]]]] = field(default_factory=dict)
    live: set[tuple[str, str, str]] = field(default_factory=set)
    gaps: dict[tuple[str, str], int] = field(default_factory=dict)
    overlaps: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    ends: dict[str, list[End]] = field(default_factory=dict)

    @property
    def library(self) -> Library:
        """The library as it stands there."""
        return self.rules.library

    @property
    def area(self) -> str:
        """The area's name."""
        assert self.rules.area is not None
        return self.rules.area.id

    def __post_init__(self) -> None:
        covers: dict[str, list[Cover]] = {}
        for nodes in self.rules.nodes.values():
            for node in nodes.values():
                covers.setdefault(node.fact.id, []).extend(c for c, _, _ in node.branches)
        for name, listed in covers.items():
            fact = self.library.facts[name]
            self.grids[name] = grid(fact, listed, self.rules.clocks.get(name, {}))
            self.full[name] = self.grids[name].full
            if fact.answered_by_area:
                self.full[name] = self.grids[name].at(
                    *walk.place(fact, self.rules.library.areas[self.area].answers[name], calendar(_SOME_DAY))
                )
        self._branches: dict[tuple[str, str], tuple[tuple[int, Branch], ...]] = {
            (tree, node.id): tuple((self.grids[node.fact.id].mask(c), b) for c, b, _ in node.branches)
            for tree, nodes in self.rules.nodes.items()
            for node in nodes.values()
        }
        self._ahead = ahead(self.library)
        for root in self.library.trees:
            self.visits[root], self.ends[root] = {}, []
            self._seen: set[object] = set()
            self._walk(root, root, self.library.trees[root].start, {}, frozenset(), ())
        self._advising: dict[str, list[End]] = {}
        for root in self.roots:
            for end in self.ends[root]:
                for step in dict.fromkeys(self.advised(end)):
                    self._advising.setdefault(step, []).append(end)

    def _walk(
        self, root: str, tree: str, node: str, box: Box, done: frozenset[str], stack: tuple[tuple[str, str], ...]
    ) -> None:
        if (tree, node) in stack:  # a circle; reported on its own
            return
        key: tuple[object, ...] = (tree, node, done, frozenset(box.items()))
        if done and not self._ahead[tree, node].guarded:
            # What went before can only matter through the facts that are asked from here on: one walk stands for all.
            facts = self._ahead[tree, node].facts
            key = (tree, node, frozenset((f, m) for f, m in box.items() if f in facts or f == VOICE))
        if key in self._seen:
            return
        self._seen.add(key)
        stack = (*stack, (tree, node))
        if node in self.library.trees[tree].steps:
            step = f"{tree}/{node}"
            self.ends[root].append(End(root, step, box, done))
            self._follow(root, tree, self.library.trees[tree].steps[node].then, box, done | {step}, stack)
            return
        self.visits[root].setdefault((tree, node), []).append((box, done))
        fact = self.library.facts[self.library.trees[tree].questions[node].fact]
        here = box.get(fact.id, self.full[fact.id])
        counts = root in self.roots
        seen = 0
        for index, (mask, branch) in enumerate(self._branches[tree, node]):
            if counts and (both := mask & here & seen):
                for earlier, other in self._branches[tree, node][:index]:
                    if earlier & both:
                        pair = (tree, node, other.phrase, branch.phrase)
                        self.overlaps[pair] = self.overlaps.get(pair, 0) | earlier & both
            seen |= mask & here
            inside = self.branch(box, fact.id, mask)
            if inside is not None:
                if counts:
                    self.live.add((tree, node, branch.phrase))
                self._follow(root, tree, branch.target, inside, done, stack)
        if counts and here & ~seen:
            self.gaps[tree, node] = self.gaps.get((tree, node), 0) | here & ~seen

    def _follow(
        self, root: str, tree: str, name: str, box: Box, done: frozenset[str], stack: tuple[tuple[str, str], ...]
    ) -> None:
        at, node = walk.target(tree, name)
        if at:
            self._walk(root, at, node or self.library.trees[at].start, box, done, stack)
        else:
            self.ends[root].append(End(root, NOTHING, box, done))

    def branch(self, box: Box, fact: str, mask: int) -> Box | None:
        """The part of a box that goes on under a phrase, or None where nothing does."""
        here = mask & box.get(fact, self.full[fact])
        return self.meet(box, {fact: here, VOICE: self._voices(self.library.facts[fact], here)})

    def _voices(self, fact: Fact, mask: int) -> int:
        """Who can have given such an answer: whoever is never asked can only be unsure."""
        if mask & self.grids[fact.id].unsure():
            return ALL_VOICES
        return sum(1 << i for i, voice in enumerate(VOICES) if voice in fact.asked_of)

    def meet(self, one: Box, two: Box) -> Box | None:
        """What both boxes allow, or None where nothing does."""
        met = dict(one)
        for name, mask in two.items():
            whole = ALL_VOICES if name == VOICE else self.full[name]
            met[name] = met.get(name, whole) & mask
            if not met[name]:
                return None
        return met

    def given(self, box: Box, on: str) -> tuple[str, dict[str, str]]:
        """A voice, and one answer for each fact that the box is about, as somebody would enter them on that day."""
        voices = box.get(VOICE, ALL_VOICES)
        voice = next(v for i, v in enumerate(VOICES) if voices >> i & 1)
        days = calendar(date.fromisoformat(on), self.library.areas[self.area].breaks)
        answers: dict[str, str] = {}
        for name, mask in box.items():
            fact = None if name == VOICE else self.library.facts[name]
            if fact is None or fact.answered_by_area or voice not in fact.asked_of:
                continue
            answers[name] = self.grids[name].answer(mask, days) or "?"
        return voice, answers

    def together(self, one: str, two: str) -> Box | None:
        """A box in which both steps are advised at once, or None where none is."""
        for first in self._advising.get(one, ()):
            for second in self._advising.get(two, ()):
                if first.root == second.root and first is not second:
                    continue
                done = first.done | second.done
                if {one, two, first.step, second.step} & done:
                    continue
                box = self.meet(first.box, second.box)
                if box is not None and (found := self._unstopped(box, (first, second), done)) is not None:
                    return found
        return None

    def advised(self, end: End) -> tuple[str, ...]:
        """The steps that an end advises: its own, and those that go with it."""
        if end.step == NOTHING:
            return ()
        return (end.step, *self.library.step(end.step).also)

    def _unstopped(self, box: Box, ends: Collection[End], done: frozenset[str]) -> Box | None:
        """The part of a box in which no tree that is walked before keeps these ends from being reached."""
        order = {root: i for i, root in enumerate(self.roots)}
        last = max(order[e.root] for e in ends)
        trees = {tree for e in ends for tree in (e.root, e.step.partition("/")[0]) if tree != NOTHING}

        def keeps(end: End) -> bool:
            """Whether the walk does not go on from here, or not to these ends."""
            if order[end.root] < last and self._emergency(end.step) and not any(map(self._emergency, end.done)):
                return True
            outside = frozenset(
                duty
                for step in (end.step, *end.done)
                if end.root in self.library.first and step != NOTHING
                for duty in self.library.step(step).outside
            )
            return any(walk.ended(self.library, tree, outside) for tree in trees)

        if any(map(keeps, ends)):
            return None
        before = [r for r in self.library.first if order[r] < last and r not in {e.root for e in ends}]

        def pass_by(index: int, inside: Box) -> Box | None:
            if index == len(before):
                return inside
            for end in self.ends[before[index]]:
                if not end.done <= done or end.step in done or keeps(end):
                    continue
                met = self.meet(inside, end.box)
                if met is not None and (found := pass_by(index + 1, met)) is not None:
                    return found
            return None

        return pass_by(0, box)

    def _emergency(self, step: str) -> bool:
        return step != NOTHING and self.library.step(step).emergency


_SOME_DAY = date(2026, 11, 23)
