"""What a law finds, and what all laws ask of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from pathway.engine.advice import Advised, Recommendation
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.own import binds
from pathway.engine.terms import URGENCIES


@dataclass(frozen=True)
class Found:
    """One violation. `names` are what it is about: facts, steps, clocks; those of one law and kind with the same names
    are one. `child` is somebody whom it happens to, `beside` the other child where two are compared.
    """

    law: str
    kind: str
    names: tuple[str, ...]
    says: str
    child: Circumstances | None = None
    beside: Circumstances | None = None

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two violations the same one."""
        return self.law, self.kind, self.names


def is_law(library: Library, advised: Advised) -> bool:
    """Whether a step rests on law or guidance where the child lives."""
    return binds(library, advised.carries)


def rank(advised: Advised | None) -> int:
    """How urgent a step is: less is more urgent, and an emergency most of all."""
    if advised is None:
        return len(URGENCIES)
    return -1 if advised.step.emergency else URGENCIES.index(advised.urgency)


def to_whom(advised: Advised, voice: str) -> str:
    """Whom the reader turns to with a step."""
    return advised.step.recipient.get(voice) or advised.step.lead


def holds(found: Recommendation, held: Advised, voice: str) -> bool:
    """Whether an answer has a step, or one of its purpose to the same person that is as urgent."""
    return any(
        a.name == held.name
        or (
            bool(held.step.purpose)
            and a.step.purpose == held.step.purpose
            and to_whom(a, voice) == to_whom(held, voice)
            and rank(a) <= rank(held)
        )
        for a in found.advised
    )


def stopped(found: Recommendation) -> bool:
    """Whether an emergency stands in for all the rest."""
    return found.next is not None and found.next.step.emergency


def title(advised: Advised, voice: str) -> str:
    """A step by its name and its title."""
    return f"{advised.name} ({advised.step.move(voice)})"
