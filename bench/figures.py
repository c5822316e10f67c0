"""What a bench prints: figures, each beside its peer's from the same run, and what the project set itself to reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One thing measured. `reach` is the most that ours may be, as a share of the peer's where there is a peer.

    Where `more` is true ours is better the larger it is, and `reach` the least.
    """

    what: str
    unit: str
    ours: float
    peer: str = ""
    its: float | None = None
    reach: float | None = None
    more: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours as a share of the peer's."""
        return self.ours / self.its if self.its else None

    @property
    def judged(self) -> float:
        """What is held against `reach`."""
        return self.ours if self.ratio is None else self.ratio

    @property
    def verdict(self) -> str:
        """Whether it is reached, in a word; empty where nothing was set."""
        if self.reach is None:
            return ""
        met = self.judged >= self.reach if self.more else self.judged <= self.reach
        return "reached" if met else "not reached"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table of Markdown."""
    head = ["| what | ours | peer | its | ours / its | to reach | |", "|---|--:|---|--:|--:|--:|---|"]
    return "\n".join([*head, *map(row, figures)])


def row(figure: Figure) -> str:
    """One line of the table."""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    wanted = "" if figure.reach is None else f"{'≥' if figure.more else '≤'} {number(figure.reach)}"
    its = "" if figure.its is None else number(figure.its)
    what = f"{figure.what}, {figure.unit}" if figure.unit else figure.what
    cells = (what, number(figure.ours), figure.peer, its, ratio, wanted, figure.verdict)
    return f"| {' | '.join(cells)} |"


def number(value: float) -> str:
    """The value with as many places as it has meaning."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
