"""What the examples of the trees leave out, and examples for it, ready to be read against the source.

Every branch is to be taken by an example, and every named number that a phrase cuts at is to have an example on both
sides of it, the one as near as there can be, so that a figure that moves cannot leave them as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from pathway.authoring.pasting import Sample, with_examples
from pathway.authoring.reader import Authored
from pathway.authoring.worked import Example
from pathway.engine import bands, walk
from pathway.engine.answers import Circumstances
from pathway.engine.bands import Cover, Cut
from pathway.engine.model import Fact, Library
from pathway.engine.rules import Rules
from pathway.proof import cells
from pathway.proof.boxes import Land

_TRIES = 40
"""So many ways to a place are tried before it counts as one that no example can come to."""
_PER_CENT = 10
"""How near to a cut an example of percentages stands, in hundredths: a tenth, as registers give them."""

BranchKey = tuple[str, str, str]
"""A tree, a question and a phrase."""


@dataclass(frozen=True)
class Side:
    """One side of the place where a question cuts at a named number. `below` is the side of the smaller numbers.

    `beyond` tells "below N" from "N or less".
    """

    tree: str
    question: str
    number: str
    beyond: Cut
    below: bool


@dataclass(frozen=True)
class Lacking:
    """What no example shows: a branch, or one side of a cut; with an example, where there is one.

    `phrase` is the branch that it is about, `at` the answer where it is a side of a cut.
    """

    tree: str
    question: str
    phrase: str
    sample: Sample | None
    side: Side | None = None
    at: str = ""


@dataclass
class Shown:
    """What some examples show: the branches that they take, and the sides of cuts that they stand on."""

    branches: set[BranchKey] = field(default_factory=set)
    sides: set[Side] = field(default_factory=set)

    def add(self, walker: walk.Walker, path: walk.Path) -> None:
        """Adds what a walk shows."""
        for one in path.passed:
            self.branches.add((one.tree, one.question, one.branch))
            fact = walker.library.facts[one.fact]
            seen = walker.see(fact)
            if seen is not None and seen[3] is not None:
                for side, points in sides(walker.rules, one.tree, one.question):
                    if seen[3] in points:
                        self.sides.add(side)


def sides(rules: Rules, tree: str, question: str) -> Iterator[tuple[Side, range]]:
    """The sides of every cut that a question makes at a named number, with the points that stand for each."""
    node = rules.nodes[tree][question]
    for cover, branch, _ in node.branches:
        for number, cut in _cuts(node.fact, branch.phrase, cover, rules.values):
            beyond = (cut[0] - rules.values[number] * bands.scale(node.fact), cut[1])
            step = _PER_CENT if bands.is_dense(node.fact) else 1
            for below in (True, False):
                yield Side(tree, question, number, beyond, below), _points(cut, below, step)


def _points(cut: Cut, below: bool, step: int) -> range:
    """The points of a scale that stand for a side of a cut: the number itself, or those within a step of it."""
    value, after = cut
    if below:
        return range(value, value + 1) if after else range(value - step, value)
    return range(value + 1, value + step + 1) if after else range(value, value + 1)


def _cuts(fact: Fact, phrase: str, cover: Cover, values: Mapping[str, int]) -> Iterator[tuple[str, Cut]]:
    """The ends of a phrase that a named number moves."""
    for number in dict.fromkeys(cover.numbers):
        for other in (values[number] + 1, values[number] - 1):
            try:
                moved = bands.parse(phrase, fact, {**values, number: other})
            except bands.PhraseError:  # it would cover nothing then
                continue
            assert cover.band is not None and moved.band is not None
            if cover.band.low != moved.band.low:
                yield number, cover.band.low
            if cover.band.high != moved.band.high:
                yield number, cover.band.high
            break


def walked(library: Library, example: Example | Sample) -> tuple[walk.Walker, walk.Path | None]:
    """The walk of an example; no path where the tree does not hold on its day, or has no branch for an answer."""
    child = Circumstances(example.on, example.area, example.voice, (), dict(example.given), example.done)
    walker = walk.Walker(library, child)
    try:
        return walker, walker.walk(example.tree) if example.tree in walker.library.trees else None
    except ValueError:  # a gap, which is reported where it stands
        return walker, None


def lacking(authored: Authored, lands: list[Land], shown: Shown) -> Iterator[Lacking]:
    """What the examples do not show, in the order of the trees."""
    live = {key for land in lands for key in land.live}
    # A question with a gap or an overlap cuts in the wrong place.
    broken = {key[:2] for land in lands for key in (*land.gaps, *land.overlaps)}
    for tree in authored.library.trees.values():
        for question in tree.questions.values():
            for branch in question.branches:
                key = (tree.id, question.id, branch.phrase)
                if key in live and key not in shown.branches:
                    yield Lacking(*key, _for_branch(authored, lands, *key))
            if (tree.id, question.id) not in broken:
                yield from _one_sided(authored, lands, tree.id, question.id, shown)


def _one_sided(authored: Authored, lands: list[Land], tree: str, question: str, shown: Shown) -> Iterator[Lacking]:
    ours = [land for land in lands if tree in land.library.trees]
    known = {side for land in ours for side, _ in sides(land.rules, tree, question)}
    for side in sorted(known, key=lambda s: (s.number, s.beyond, not s.below)):
        # Where there is no such example, no answer can stand there.
        if side not in shown.sides and (found := _for_side(authored, ours, side)) is not None:
            yield found


# --- examples for what is lacking ---


def _for_branch(authored: Authored, lands: list[Land], tree: str, question: str, phrase: str) -> Sample | None:
    """An example that takes the branch."""
    fact = authored.library.trees[tree].questions[question].fact
    for land in (one for one in lands if tree in one.library.trees):
        covers = land.rules.nodes[tree][question].branches
        mask = next((land.grids[fact].mask(c) for c, b, _ in covers if b.phrase == phrase), 0)
        name = f"{question}, {phrase}"
        found = next(_ways(authored, land, tree, question, mask, name), None)
        if found is not None:
            return found
    return None


def _ways(authored: Authored, land: Land, tree: str, question: str, mask: int, name: str) -> Iterator[Sample]:
    """Examples that come to the question with such an answer."""
    fact = authored.library.trees[tree].questions[question].fact
    on = _day(authored, tree)
    for box, done in land.visits[tree].get((tree, question), ()):
        met = land.branch(box, fact, mask)
        if met is None:
            continue
        # An example answers every question to the end of its walk.
        whole = [w for end in land.ends[tree] if end.done == done and (w := land.meet(met, end.box)) is not None]
        for one in islice(whole or [met], _TRIES):
            voice, given = land.given(one, on)
            if "?" not in given.values():
                yield Sample(tree, name, on, land.area, voice, given, tuple(sorted(done)))


def _day(authored: Authored, tree: str) -> str:
    return next((e.on for e in authored.examples if e.tree == tree), authored.library.reviewed)


def _for_side(authored: Authored, lands: list[Land], side: Side) -> Lacking | None:
    """An example that stands on this side of the cut: a neighbour of one that is there, or else a new one."""
    examples = [e for e in authored.examples if e.tree == side.tree]
    fact = authored.library.trees[side.tree].questions[side.question].fact
    for example in examples:
        walker, path = walked(authored.library, example)
        here = path and next((p for p in path.passed if (p.tree, p.question) == (side.tree, side.question)), None)
        if path and here and here.answer != "not sure" and side.tree in walker.rules.nodes:
            point = _nearest(walker.rules, side)
            same = Sample(side.tree, "", example.on, example.area, example.voice, dict(example.given), example.done)
            if point is not None and (found := _standing(authored, same, side, point)) is not None:
                return found
    for land in lands:
        point = _nearest(land.rules, side)
        if point is None:
            continue
        grid = land.grids[fact]
        mask = sum(1 << i for i, cell in enumerate(grid.cells) if cell.band is not None and cell.band.holds(point))
        for sample in islice(_ways(authored, land, side.tree, side.question, mask, ""), _TRIES):
            if (found := _standing(authored, sample, side, point)) is not None:
                return found
    return None


def _nearest(rules: Rules, side: Side) -> int | None:
    """The point that an example on this side is to have; for a percentage the one that has a decimal."""
    points = next((points for one, points in sides(rules, side.tree, side.question) if one == side), None)
    if points is None:
        return None
    return points[0] if side.below or len(points) == 1 else points[-1]


def _standing(authored: Authored, sample: Sample, side: Side, point: int) -> Lacking | None:
    """The example with this point for its answer, if its walk then comes to the question and to an end."""
    library = authored.library
    fact = library.facts[library.trees[side.tree].questions[side.question].fact]
    answer = cells.written(fact, point, walked(library, sample)[0].calendar)
    if answer is None:
        return None
    sample = replace(sample, given={**sample.given, fact.id: answer})
    walker, path = walked(library, sample)
    if path is None or path.needs:
        return None
    here = next((p for p in path.passed if (p.tree, p.question) == (side.tree, side.question)), None)
    shown = Shown()
    shown.add(walker, path)
    if here is None or side not in shown.sides:
        return None
    asked = {p.fact for p in path.passed}
    given = {name: a for name, a in sample.given.items() if name in asked or library.facts[name].kind == "date ranges"}
    if len(given) != len(sample.given) and walked(library, replace(sample, given=given))[1] != path:
        given = dict(sample.given)
    at = cells.amount(fact, point)
    sample = replace(sample, given=given, name=f"{side.question} at {at}, {here.branch}")
    return Lacking(side.tree, side.question, here.branch, sample, side, at)


# --- written into the files ---


def write(folder: Path, authored: Authored, lands: list[Land]) -> list[tuple[str, Sample]]:
    """The examples that were lacking and now stand in the files of their trees, each with what its walk reaches."""
    shown = Shown()
    for example in authored.examples:
        walker, path = walked(authored.library, example)
        if path is not None:
            shown.add(walker, path)
    new: dict[str, list[Sample]] = {}
    for one in lacking(authored, lands, shown):
        if one.sample is None:
            continue
        key = (one.tree, one.question, one.phrase)
        if one.side in shown.sides if one.side else key in shown.branches:
            continue  # an example that was made for something else shows it
        walker, path = walked(authored.library, one.sample)
        if path is None or path.needs:
            continue
        shown.add(walker, path)
        names = {e.name for e in authored.examples if e.tree == one.tree} | {s.name for s in new.get(one.tree, ())}
        name = next(n for n in (one.sample.name, *(f"{one.sample.name} ({i})" for i in range(2, 99))) if n not in names)
        new.setdefault(one.tree, []).append(replace(one.sample, name=name, reach=path.end))
    put = [tree for tree in new if _put(folder / "trees" / f"{tree}.yaml", new[tree])]
    return [(f"trees/{tree}.yaml", sample) for tree in put for sample in new[tree]]


def _put(path: Path, samples: list[Sample]) -> bool:
    """Whether a tree's file has these examples now; it cannot where its list stands in brackets."""
    raw = path.read_bytes().decode("utf-8")
    try:
        text = with_examples(raw.replace("\r\n", "\n"), samples)
    except ValueError:
        return False
    path.write_text(text, encoding="utf-8", newline="\r\n" if "\r\n" in raw else "\n")
    return True
