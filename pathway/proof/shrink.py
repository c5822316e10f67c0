"""The smallest child to whom the same thing happens: concerns, ticks and answers are left out while it still does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from pathway.engine import advice
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.proof.children import asked_only
from pathway.proof.found import Found

Again = Callable[[Circumstances], Iterable[Found]]
"""What a law says of another child."""


def shrunk(library: Library, found: Found, again: Again) -> Found:
    """The same violation of a child of whom nothing more can be left out."""
    if found.child is None:
        return found

    def still(child: Circumstances) -> Found | None:
        return next((one for one in again(child) if one.key == found.key), None)

    best = still(found.child) or found
    for concern in found.child.concerns or ():
        best = still(_without_concern(best, concern)) or best
    for step in found.child.done:
        best = still(_without(best, done=(step,))) or best
    best = still(_without(best, given=_never_asked(library, best))) or best
    for name in tuple(best.child.given) if best.child else ():
        best = still(_without(best, given=(name,))) or best
    return best


def _without_concern(found: Found, concern: str) -> Circumstances:
    assert found.child is not None
    left = tuple(c for c in found.child.concerns or () if c != concern)
    return replace(found.child, concerns=left or found.child.concerns)


def _without(found: Found, given: Collection[str] = (), done: Collection[str] = ()) -> Circumstances:
    child = found.child
    assert child is not None
    answers = {name: answer for name, answer in child.given.items() if name not in given}
    return replace(child, given=answers, done=tuple(step for step in child.done if step not in done))


def _never_asked(library: Library, found: Found) -> frozenset[str]:
    """The answers that neither child was asked for."""
    both = [asked_only(library, c, advice.ask(library, c, brief=True)) for c in (found.child, found.beside) if c]
    names = {name for one in both for name in one.given}
    return frozenset(found.child.given if found.child else ()) - names
