"""What each path through the trees allows, exactly, as boxes.

Every phrase about a fact cuts the fact's answers into cells: each name is one, and so is each stretch between two cuts.
A box maps facts to the cells that a path still allows, as bits, so that a gap, an overlap or two steps at once is one
intersection of whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, pairwise

from pathway.engine import bands, walk
from pathway.engine.bands import BOTTOM, TOP, Band, Cover
from pathway.engine.calendar import Calendar, calendar
from pathway.engine.model import NONE_OF_THESE, NOT_SURE, NOTHING, VOICES, Branch, Fact, Library

Box = Mapping[str, int]
VOICE = " voice"
"""The key of a box that says, as bits, which voices can have given its answers. No fact can have this name."""
ALL_VOICES = (1 << len(VOICES)) - 1


@dataclass(frozen=True)
class Cell:
    """Answers that no phrase of the library tells apart: names together, or a stretch of numbers."""

    names: frozenset[str] = frozenset()
    band: Band | None = None

    def under(self, cover: Cover) -> bool:
        """Whether the phrase covers this cell."""
        if self.band is not None:
            return cover.band is not None and cover.band.low <= self.band.low and self.band.high <= cover.band.high
        return cover.holds(self.names, None)


@dataclass(frozen=True)
class Grid:
    """All answers to one fact, cut into cells."""

    fact: Fact
    cells: tuple[Cell, ...]

    @property
    def full(self) -> int:
        """The mask of every cell."""
        return (1 << len(self.cells)) - 1

    def mask(self, cover: Cover) -> int:
        """The cells that a phrase covers."""
        return sum(1 << i for i, cell in enumerate(self.cells) if cell.under(cover))

    def unsure(self) -> int:
        """The mask of `not sure`."""
        return sum(1 << i for i, cell in enumerate(self.cells) if NOT_SURE in cell.names)

    def at(self, names: frozenset[str], point: int | None) -> int:
        """The mask of the one cell that an answer falls in."""
        if self.fact.kind == "several choices":
            asked = frozenset().union(*(cell.names for cell in self.cells))
            names = names & asked or frozenset({NONE_OF_THESE})
        for i, cell in enumerate(self.cells):
            if cell.names == names if point is None else cell.band is not None and cell.band.holds(point):
                return 1 << i
        return 0

    def pick(self, mask: int) -> Iterator[Cell]:
        """The cells of a mask."""
        return (cell for i, cell in enumerate(self.cells) if mask >> i & 1)

    def words(self, mask: int) -> str:
        """A mask in words: `10 to 14`, `yes`, `more than 12 weeks ago`."""
        said: list[str] = []
        stretches: list[Band] = []
        for cell in self.pick(mask):
            if cell.band is None:
                said.append(f"`{' and '.join(sorted(cell.names))}`")
            elif stretches and stretches[-1].high == cell.band.low:
                stretches[-1] = Band(stretches[-1].low, cell.band.high)
            else:
                stretches.append(cell.band)
        return " and ".join([*(_stretch(self.fact, s) for s in stretches), *said])

    def answer(self, mask: int, days: Calendar) -> str | None:
        """One answer that falls under a mask, known ones before `not sure`; None where there is none to write."""
        cells = sorted(self.pick(mask), key=lambda c: NOT_SURE in c.names)
        return next((a for a in (_answer(self.fact, c, days) for c in cells) if a is not None), None)


def grid(fact: Fact, covers: Iterable[Cover]) -> Grid:
    """The answers to `fact`, cut wherever one of the phrases begins or ends."""
    listed = list(covers)
    names = bands.names(fact)
    if fact.kind == "several choices":
        asked = sorted({c.choice for c in listed if c.choice not in ("", "*")})
        sets = [frozenset(s) for n in range(len(asked) + 1) for s in combinations(asked, n)]
        cells = [Cell(s or frozenset({NONE_OF_THESE})) for s in sets]
        cells += [Cell(frozenset({NOT_SURE}))] if NOT_SURE in names else []
        return Grid(fact, tuple(cells))
    cells = [Cell(frozenset({name})) for name in names]
    whole = bands.domain(fact)
    if whole is not None:
        cuts = {c for cover in listed if cover.band for c in (cover.band.low, cover.band.high)}
        edges = sorted({whole.low, whole.high, *(c for c in cuts if whole.low < c < whole.high)})
        cells = [Cell(band=Band(a, b)) for a, b in pairwise(edges)] + cells
    return Grid(fact, tuple(cells))


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
    """One area with every walk of every tree: where the walks come, and what is wrong on the way.

    `visits` holds, for each root and each (tree, question), the boxes in which a walk comes there. `live` are the
    branches that some walk takes, `gaps` the cells that no branch covers, `overlaps` those that two cover; these three
    count the walks from `roots` alone.
    """

    library: Library
    area: str
    roots: tuple[str, ...]
    grids: dict[str, Grid] = field(default_factory=dict)
    full: dict[str, int] = field(default_factory=dict)
    visits: dict[str, dict[tuple[str, str], list[tuple[Box, frozenset[str]]]]] = field(default_factory=dict)
    live: set[tuple[str, str, str]] = field(default_factory=set)
    gaps: dict[tuple[str, str], int] = field(default_factory=dict)
    overlaps: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    ends: dict[str, list[End]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ground = walk.ground(self.library, self.area)
        covers: dict[str, list[Cover]] = {}
        for nodes in ground.nodes.values():
            for node in nodes.values():
                covers.setdefault(node.fact.id, []).extend(c for c, _, _ in node.branches)
        for name, listed in covers.items():
            fact = self.library.facts[name]
            self.grids[name] = grid(fact, listed)
            self.full[name] = self.grids[name].full
            if fact.answered_by_area:
                self.full[name] = self.grids[name].at(*walk.place(fact, ground.area.answers[name], calendar(_SOME_DAY)))
        self._branches: dict[tuple[str, str], tuple[tuple[int, Branch], ...]] = {
            (tree, node.id): tuple((self.grids[node.fact.id].mask(c), b) for c, b, _ in node.branches)
            for tree, nodes in ground.nodes.items()
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
        for end in ends:
            if order[end.root] < last and end.step != NOTHING and self.library.step(end.step).stops:
                return None
        before = [r for r in self.library.first if order[r] < last and r not in {e.root for e in ends}]

        def pass_by(index: int, inside: Box) -> Box | None:
            if index == len(before):
                return inside
            for end in self.ends[before[index]]:
                if not end.done <= done or end.step in done:
                    continue
                if end.step != NOTHING and self.library.step(end.step).stops:
                    continue
                met = self.meet(inside, end.box)
                if met is not None and (found := pass_by(index + 1, met)) is not None:
                    return found
            return None

        return pass_by(0, box)


_SOME_DAY = date(2026, 11, 23)


def _stretch(fact: Fact, band: Band) -> str:
    """A stretch of numbers in words."""
    ago = " ago" if fact.kind == "date" else ""
    low = None if band.low == BOTTOM else band.low
    high = None if band.high == TOP else band.high
    if fact.kind == "date" and high is not None and high <= (0, 0):
        return "a day to come"
    if not bands.is_dense(fact):
        first = None if low is None else low[0] + low[1]
        last = None if high is None else high[0] - 1 + high[1]
        if first is None and last is None:
            return "any day" if ago else "any number"
        if first == last:
            return f"{_amount(fact, first)}{ago}"
        if first is None:
            return f"{_amount(fact, last)}{ago} or less"
        if last is None:
            return f"{_amount(fact, first)}{ago} or more"
        return f"{_amount(fact, first)} to {_amount(fact, last)}{ago}"
    if low is not None and high is not None and low[0] == high[0]:
        return _amount(fact, low[0])
    begin = "" if low is None else f"{'more than ' if low[1] else ''}{_amount(fact, low[0])}"
    end = "" if high is None else f"{'' if high[1] else 'below '}{_amount(fact, high[0])}"
    return " to ".join(p for p in (begin, end) if p)


def _amount(fact: Fact, value: int | None) -> str:
    assert value is not None
    if fact.kind == "percentage":
        return _hundredths(value)
    if fact.kind == "date":
        unit = "days" if fact.unit == "weeks" and value % 7 else fact.unit
        return f"{value // 7 if unit == 'weeks' else value} {unit}"
    return str(value)


def _hundredths(value: int) -> str:
    whole, part = divmod(value, 100)
    return f"{whole}.{part:02}".rstrip("0") if part else str(whole)


def _answer(fact: Fact, cell: Cell, days: Calendar) -> str | None:
    """One answer in a cell, as somebody would enter it."""
    if cell.band is None:
        return ", ".join(c.id for c in fact.choices if c.id in cell.names) or next(iter(cell.names))
    low, high = cell.band.low, cell.band.high
    value = low[0] + low[1] if low != BOTTOM else high[0] - 1 + high[1] if high != TOP else 0
    if not cell.band.holds(value):
        return None
    if fact.kind == "percentage":
        return _hundredths(value)
    if fact.kind != "date":
        return str(value)
    if value < 0 or fact.unit in ("days", "weeks"):
        return (days.on - timedelta(value)).isoformat()
    for back in range(3 * value + 60):
        day = days.on - timedelta(back)
        if days.elapsed(day, fact.unit) == value:
            return day.isoformat()
    return None
