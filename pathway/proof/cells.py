"""The answers to one fact, cut into cells wherever a phrase about it begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations, pairwise
from types import MappingProxyType

from pathway.engine import bands, walk
from pathway.engine.bands import BOTTOM, TOP, Band, Cover
from pathway.engine.calendar import Calendar
from pathway.engine.clocks import Lasting
from pathway.engine.model import Fact
from pathway.engine.terms import NONE_OF_THESE, NOT_SURE

_FAR = 1000
"""Days in which every clock that a phrase is about runs out."""


@dataclass(frozen=True)
class Cell:
    """Answers that no phrase of the library tells apart: names together, or a stretch of numbers.

    The names of a stretch of dates are the clocks that are over for it.
    """

    names: frozenset[str] = frozenset()
    band: Band | None = None

    def under(self, cover: Cover) -> bool:
        """Whether the phrase covers this cell."""
        if self.band is not None:
            inside = cover.band is not None and cover.band.low <= self.band.low and self.band.high <= cover.band.high
            return inside and (not cover.clock or (cover.clock in self.names) == cover.over)
        return cover.holds(self.names, None)


@dataclass(frozen=True)
class Grid:
    """All answers to one fact, cut into cells. `clocks` are those that a phrase about a date is about."""

    fact: Fact
    cells: tuple[Cell, ...]
    clocks: Mapping[str, Lasting] = field(default_factory=dict)

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
            if cell.names == names and (cell.band is None if point is None else cell.band and cell.band.holds(point)):
                return 1 << i
        return 0

    def pick(self, mask: int) -> Iterator[Cell]:
        """The cells of a mask."""
        return (cell for i, cell in enumerate(self.cells) if mask >> i & 1)

    def words(self, mask: int) -> str:
        """A mask in words: `10 to 14`, `yes`, `more than 12 weeks ago`."""
        said: list[str] = []
        stretches: dict[frozenset[str], list[Band]] = {}
        for cell in self.pick(mask):
            if cell.band is None:
                said.append(f"`{' and '.join(sorted(cell.names))}`")
                continue
            alike = stretches.setdefault(cell.names, [])
            if alike and alike[-1].high == cell.band.low:
                alike[-1] = Band(alike[-1].low, cell.band.high)
            else:
                alike.append(cell.band)
        pairs = [(over, stretch) for over, alike in stretches.items() for stretch in alike]
        dated = [", ".join([_stretch(self.fact, stretch), *self._when(over)]) for over, stretch in pairs]
        return " and ".join([*dated, *said])

    def _when(self, over: frozenset[str]) -> list[str]:
        """Which clocks still run, and which are over."""
        return [f"`{'after' if name in over else 'up to'} {name}`" for name in self.clocks]

    def answer(self, mask: int, days: Calendar) -> str | None:
        """One answer that falls under a mask, known ones before `not sure`; None where there is none to write."""
        cells = sorted(self.pick(mask), key=lambda c: NOT_SURE in c.names)
        return next((a for a in (_answer(self, c, days) for c in cells) if a is not None), None)


def grid(fact: Fact, covers: Iterable[Cover], clocks: Mapping[str, Lasting] = MappingProxyType({})) -> Grid:
    """The answers to `fact`, cut wherever one of the phrases begins or ends, and where one of its `clocks` does."""
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
        over = [frozenset(some) for n in range(len(clocks) + 1) for some in combinations(clocks, n)]
        stretches = (Band(a, b) for a, b in pairwise(edges))
        cells = [Cell(o, s) for s in stretches for o in (over if s.low >= (0, 0) else over[:1])] + cells
    return Grid(fact, tuple(cells), clocks)


def _dated(grid: Grid, cell: Cell, days: Calendar) -> str | None:
    """The latest date for which just the clocks of a cell are over."""
    for back in range(_FAR):
        day = (days.on - timedelta(back)).isoformat()
        names, point = walk.place(grid.fact, day, days, grid.clocks)
        if point is not None and cell.names == names and cell.band is not None and cell.band.holds(point):
            return day
    return None


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


def _answer(grid: Grid, cell: Cell, days: Calendar) -> str | None:
    """One answer in a cell, as somebody would enter it."""
    fact = grid.fact
    if grid.clocks and cell.band is not None and cell.band.low >= (0, 0):
        return _dated(grid, cell, days)
    if cell.band is None:
        return ", ".join(c.id for c in fact.choices if c.id in cell.names) or next(iter(cell.names))
    low, high = cell.band.low, cell.band.high
    value = low[0] + low[1] if low != BOTTOM else high[0] - 1 + high[1] if high != TOP else 0
    return written(fact, value, days) if cell.band.holds(value) else None


def amount(fact: Fact, point: int) -> str:
    """A point of a scale in words: `9 school days`, `89.9 per cent`, `41 days ago`."""
    words = _amount(fact, point)
    if fact.kind == "date":
        return f"{words} ago"
    return f"{words} {'per cent' if fact.kind == 'percentage' else fact.unit}".rstrip()


def written(fact: Fact, value: int, days: Calendar) -> str | None:
    """The answer that has this point of the fact's scale, as somebody would enter it; None where there is none."""
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
