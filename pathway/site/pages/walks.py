"""The walks of the plain pages: which places they have, which pages those are, and where each answer leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pathway.engine.model import Library, Step
from pathway.engine.terms import EVERYTHING, NOTHING, VOICES
from pathway.engine.walk import ended, target
from pathway.tool import emergency

ROOT = "../"
"""From the plain pages to the root of the site."""

ASIDE = ""
"""The walk of whoever reads what to do if a step does not happen. Its pages are the same wherever they came from."""
START = "index.html"
"""The first page."""


@dataclass(frozen=True)
class Place:
    """Where a reader stands: whose walk, the how-manieth of its trees they came by, a question or step, and the duties
    that do not cover the child."""

    walk: str
    number: int
    tree: str
    node: str
    outside: frozenset[str] = frozenset()

    @property
    def page(self) -> str:
        """The file of this place."""
        return neutral(self.walk, str(self.number), self.tree, self.node, *sorted(self.outside))


def neutral(*names: str) -> str:
    """A file whose name tells nobody what stands in it, the same for the same page as long as that is there."""
    return f"{sha256(' '.join(names).encode()).hexdigest()[:12]}.html"


class Walks:
    """Every walk of a library and its trees in order."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.alone = {c.trees[0]: c.id for c in library.concerns.values() if len(c.trees) == 1}
        """The trees that are walked by themselves, before any other walk that has them too, and in which walk."""
        self.trees: dict[str, tuple[str, ...]] = {ASIDE: ()}
        for concern in library.concerns.values():
            first = () if concern.subject == "school" else library.first
            trees = dict.fromkeys((*first, *concern.trees))
            self.trees[concern.id] = tuple(t for t in trees if self.alone.get(t, concern.id) == concern.id)
        self._rests = duties_that_end(library)

    def before(self, walk: str) -> list[str]:
        """The walks to take before this one: those of trees that its concern has, and that are walked by themselves."""
        concern = self.library.concerns.get(walk)
        names = (self.alone[t] for t in concern.trees if t in self.alone) if concern else ()
        return [name for name in names if name != walk]

    def beyond_first(self, walk: str) -> int:
        """The number of the walk's first tree that is its own concern's."""
        return sum(tree in self.library.first for tree in self.trees[walk])

    def start(self, walk: str, number: int = 0, outside: frozenset[str] = frozenset()) -> Place | None:
        """The first page of the walk's next tree, from this number on, that covers the child; None after the last."""
        for at, tree in enumerate(self.trees[walk]):
            if at >= number and not ended(self.library, tree, outside):
                return self.place(walk, at, tree, self.library.trees[tree].start, outside)
        return None

    def place(self, walk: str, number: int, tree: str, node: str, outside: frozenset[str]) -> Place:
        """The place, with those of the duties that are `outside` on which anything rests that may still come."""
        rest = self._rests[tree].union(*(self._rests[t] for t in self.trees[walk][number + 1 :]))
        return Place(walk, number, tree, node, outside & (rest | {EVERYTHING}))

    def all_clear(self, walk: str) -> Place:
        """The step for a child for whom no tree of the walk has anything to advise. It comes after the last tree."""
        tree, _, step = self.library.all_clear.partition("/")
        return Place(walk, len(self.trees[walk]), tree, step)

    def follow(self, place: Place, leads: str) -> Place | None:
        """Where a branch, or the `then` of a step, leads from here; None for the end of the walk."""
        tree, node = target(place.tree, leads)
        if not tree or (tree != place.tree and ended(self.library, tree, place.outside)):
            return self.onward(place)
        start = node or self.library.trees[tree].start
        return self.place(place.walk, place.number, tree, start, self.outside(place))

    def onward(self, place: Place) -> Place | None:
        """The next tree of the walk."""
        return self.start(place.walk, place.number + 1, self.outside(place))

    def outside(self, place: Place) -> frozenset[str]:
        """The duties that do not cover the child once the reader has read this page."""
        step = self.library.trees[place.tree].steps.get(place.node)
        return place.outside.union(step.outside) if step else place.outside

    def also(self, place: Place, step: Step) -> list[str]:
        """The full names of the steps that go with a step, of trees that cover the child."""
        names = [self.full(place, name) for name in step.also]
        return [name for name in names if not ended(self.library, name.partition("/")[0], place.outside)]

    def all(self) -> Iterator[Place]:
        """Every place that some answers reach, each once."""
        todo = [start for walk in self.trees if (start := self.start(walk))]
        todo += [self.all_clear(walk) for walk in self.trees if walk != ASIDE]
        seen = set(todo)
        while todo:
            place = todo.pop()
            yield place
            for after in self.after(place):
                if after not in seen:
                    seen.add(after)
                    todo.append(after)

    def after(self, place: Place) -> list[Place]:
        """Every place that this one links to."""
        tree = self.library.trees[place.tree]
        if place.node in tree.questions:
            found = [self.follow(place, branch.target) for branch in tree.questions[place.node].branches]
        else:
            step = tree.steps[place.node]
            found = [self.onward(place), self.done(place, step)]
            if emergency.is_page(step):
                others = emergency.others(self.library, self.full(place, step.id), VOICES[0])
                found += [self.step(place, other.step) for other in others]
            else:
                names = (self.full(place, step.id), *self.also(place, step))
                found += [self.instead(place, name) for name in names]
        return [after for after in found if after]

    def step(self, place: Place, name: str) -> Place:
        """The page of another step, seen from here."""
        tree, _, step = self.full(place, name).partition("/")
        return self.place(place.walk, place.number, tree, step, place.outside)

    def done(self, place: Place, step: Step) -> Place | None:
        """Where a step leads that is done already: another tree is read aside, unless nothing else matters first."""
        after = self.follow(place, step.then)
        if after is None or step.then == NOTHING or after.tree == place.tree or step.emergency:
            return after
        return self.place(ASIDE, 0, after.tree, after.node, after.outside)

    def instead(self, place: Place, name: str) -> Place:
        """The page of what to do if a step does not happen."""
        tree, _, _ = name.partition("/")
        other, _, step = self.full(Place(ASIDE, 0, tree, ""), self.library.step(name).if_not_done.go_to).partition("/")
        return self.place(ASIDE, 0, other, step, place.outside)

    def full(self, place: Place, name: str) -> str:
        """The full name `TREE/STEP` of a step that a step of this tree names."""
        return name if "/" in name else f"{place.tree}/{name}"


def end_of(walk: str) -> str:
    """The file of the page at the end of a walk; after what was read aside that is the first of all."""
    return START if walk == ASIDE else neutral(walk, "end")


def duties_that_end(library: Library) -> dict[str, frozenset[str]]:
    """For each tree the duties on which it rests, or any tree that its pages lead to."""
    leads: dict[str, set[str]] = {}
    for tree in library.trees.values():
        named = [b.target for q in tree.questions.values() for b in q.branches]
        named += [step.then for step in tree.steps.values()]
        steps = [n for step in tree.steps.values() for n in (*step.also, step.if_not_done.go_to) if "/" in n]
        leads[tree.id] = {target(tree.id, name)[0] for name in named} | {n.partition("/")[0] for n in steps}
        leads[tree.id] -= {"", tree.id}
    found = {}
    for name in library.trees:
        seen, todo = {name}, [name]
        while todo:
            for other in leads[todo.pop()] - seen:
                seen.add(other)
                todo.append(other)
        found[name] = frozenset(duty for tree in seen for duty in library.trees[tree].rests_on)
    return found
