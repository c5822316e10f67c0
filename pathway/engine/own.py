"""Whose last day it is: the clocks of law and guidance that the reader's own side has to keep."""

from __future__ import annotations

from collections.abc import Iterable

from pathway.engine.model import Clock, Library, Step
from pathway.engine.terms import BINDING, LATEST, SIDES, TODAY, VOICES

SOON_ENOUGH = 14
"""Days before a last day of the reader's own from which its step is for now. The figure is ours."""


def binds(library: Library, clauses: Iterable[str]) -> bool:
    """Whether law or guidance is among some clauses."""
    return any(library.clauses[c].kind in BINDING for c in clauses)


def is_own(library: Library, clock: Clock, voice: str) -> bool:
    """Whether a clock gives a last day, by law or guidance, that the side of this voice has to keep.

    A clock that starts today has no day yet that could be missed.
    """
    if clock.limit not in LATEST or clock.starts_from == TODAY or not binds(library, clock.carries):
        return False
    return library.roles[clock.who].stands == SIDES[VOICES.index(voice)]


def own_clocks(library: Library, step: Step, voice: str) -> tuple[Clock, ...]:
    """The own last days that a step is about: those of its move, and those that start to run with it."""
    named = (name for name in dict.fromkeys((step.by, step.send_by, *step.later)) if name in library.clocks)
    return tuple(c for name in named if is_own(library, c := library.clocks[name], voice))
