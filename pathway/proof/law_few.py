"""L7, few: how many questions a family answers, and what it is then shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pathway.engine.advice import CONCERNS
from pathway.engine.model import Library
from pathway.proof.families import BEFORE, Walked
from pathway.proof.found import Found, to_whom

MEDIAN, NEARLY_ALL, MOST = 10, 15, 20
"""Questions to a clear step: of half of the families at most, of 95 in 100, and of all."""
STEPS = 7
"""Steps that an answer shows at first, at most."""


def l7(counts: Sequence[int]) -> Iterator[Found]:
    """Half of the families, and 95 in 100, answer few questions to a clear step."""
    counts = sorted(counts)
    if not counts:
        return
    half, nearly = counts[(len(counts) - 1) // 2], counts[(len(counts) * 95 + 99) // 100 - 1]
    for kind, figure, limit in (("median", half, MEDIAN), ("95 in 100", nearly, NEARLY_ALL)):
        if figure > limit:
            says = f"{figure} questions to a clear step ({kind} of {len(counts)} families); {limit} are enough"
            yield Found("L7", kind, (kind,), says)


def l7_of_one(library: Library, family: Walked) -> Iterator[Found]:
    """Nobody answers many questions, nor one twice; an answer has few steps, one for each person and purpose."""
    child, voice = family.child, family.child.voice
    if len(family.asked) > MOST:
        says = f"{len(family.asked)} questions to a clear step, more than {MOST}"
        yield Found("L7", "many questions", child.concerns or (), says, child)
    facts = [name for name in family.asked if name not in (*BEFORE, CONCERNS)]
    words = {name: library.facts[name].ask[voice] for name in facts}
    for one, other in pairwise(facts):
        if words[one] == words[other]:
            yield Found(
                "L7", "equal headings", (one, other), f"`{one}` and `{other}` ask in the same words in a row", child
            )
    for index, one in enumerate(facts):
        for other in facts[index + 2 :]:
            if words[one] == words[other]:
                yield Found("L7", "asked twice", (one, other), f"`{one}` and `{other}` ask in the same words", child)
    told = family.told.advised
    if len(told) > STEPS:
        yield Found("L7", "many steps", child.concerns or (), f"{len(told)} steps, more than {STEPS}", child)
    seen: dict[tuple[str, str], str] = {}
    for a in told:
        key = (to_whom(a, voice), a.step.purpose)
        if a.step.purpose and key in seen:
            says = f"`{seen[key]}` and `{a.name}` are both for {key[1]}, and turn to the {key[0]}"
            yield Found("L7", "one purpose twice", (seen[key], a.name), says, child)
        seen.setdefault(key, a.name)
