"""The ten laws that every library must obey, and how they are tried.

Laws about the words and the shape of the rules are read off them, exactly. Laws about what children are told are tried
over children drawn by chance that is always the same (`pathway.proof.children`). Each violation is shown with the
smallest child to whom it happens. An exception is written under `allowed:` in pathway.yaml, with its reason and a case.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pathway.authoring.worked import Case
from pathway.engine import advice
from pathway.engine.answers import Circumstances
from pathway.engine.model import Allowed, Library
from pathway.proof import children, families
from pathway.proof.families import Weights
from pathway.proof.found import Found
from pathway.proof.law_doubt import l2, l3, ladders
from pathway.proof.law_few import l7, l7_of_one
from pathway.proof.law_order import l4, l5, l8
from pathway.proof.law_safety import l1, l1_exact, l6
from pathway.proof.law_words import l9, l10
from pathway.proof.shrink import shrunk

LAWS = {
    "L1": "Safety first",
    "L2": "Not sure is safe",
    "L3": "Worse is never less urgent",
    "L4": "No duty hides another",
    "L5": "A last day moves a step up",
    "L6": "No false all-clear",
    "L7": "Few questions, few steps",
    "L8": "Local never hides national",
    "L9": "Days as the law counts them",
    "L10": "Every move has its words",
}
"""Every law with its name; what each says stands at the function that tries it, and in docs/authors/laws.md."""
COUNTED_ONLY = ("L7", "L10")
"""The laws whose violations are counted and shown, and are no fault for now."""
FOR_A_PERSON = (("L5", "no step"),)
"""Kinds that a person judges, so that they are counted only too: the day may have been kept already."""
QUICK = ("L1", "L3", "L5", "L6", "L8", "L9", "L10")
"""The laws that a check without `--laws` looks at too, over a few children."""
KEPT = ("L1", "L3", "L8", "L9")
"""The quick laws that hold, so that breaking one fails every check. A law joins them once its count is nothing."""
MANY, FEW = 20_000, 250
"""Children over whom the laws are tried: with `--laws`, and without."""
FAMILIES = 500
"""Families drawn for L7, beside the parents' cases."""
MOST_ALLOWED = 10
"""More exceptions than these need a decision record."""

_CHUNK = 250


@dataclass(frozen=True)
class Report:
    """One kind of violation: to how many it happens (children, places, families), the smallest, and the exception."""

    found: Found
    count: int
    allowed: Allowed | None = None

    @property
    def fails(self) -> bool:
        """Whether it is a fault."""
        return self.allowed is None and not self.counted_only

    @property
    def counted_only(self) -> bool:
        """Whether it is counted and shown, and is no fault."""
        return self.found.law in COUNTED_ONLY or self.found.key[:2] in FOR_A_PERSON


@dataclass(frozen=True)
class Trial:
    """What the laws are tried on: which of them, over how many children, on how many processors."""

    laws: tuple[str, ...] = tuple(LAWS)
    children: int = MANY
    families: int = FAMILIES
    weights: Weights | None = None
    processes: int = 0
    smallest: bool = True
    """Whether each violation is shown with the smallest child; it takes its time."""


Say = Callable[[str], None]
Given = TypeVar("Given")
Made = TypeVar("Made")


def exact(library: Library, laws: Iterable[str]) -> Iterator[Found]:
    """What those of the laws find that are read off the rules themselves."""
    read = {"L1": l1_exact, "L4": l4, "L9": l9, "L10": l10}
    for law in laws:
        if law in read:
            yield from read[law](library)


def of_child(library: Library, child: Circumstances, laws: Iterable[str], number: int = 0) -> Iterator[Found]:
    """What the laws find in what one child is told; L2 and L3 change one of the answers that were asked for."""
    found = advice.ask(library, child, brief=True)
    if found.ask_next:
        return
    names = tuple(children.asked_only(library, child, found).given) if {"L2", "L3"} & set(laws) else ()
    for law in laws:
        if law in ("L1", "L5", "L6", "L8"):
            yield from {"L1": l1, "L5": l5, "L6": l6, "L8": l8}[law](library, child, found)
        elif law == "L2":
            for name in children.some(names, 1, "L2", number):
                yield from l2(library, child, name, number)
        elif law == "L3":
            for name in children.some(set(names) & set(ladders(library)), 1, "L3", number):
                yield from l3(library, child, name)


def again(library: Library, found: Found, child: Circumstances) -> Iterable[Found]:
    """What the same law finds in another child, the same answer changed."""
    if found.law in ("L2", "L3"):
        name = found.names[0]
        return (l2 if found.law == "L2" else l3)(library, child, name) if name in child.given else ()
    return of_child(library, child, (found.law,)) if found.law != "L7" else ()


def tried(library: Library, trial: Trial, cases: Sequence[Case] = (), say: Say | None = None) -> tuple[Report, ...]:
    """Every kind of violation of the laws, by law, the most frequent first."""
    kinds: dict[tuple[str, str, tuple[str, ...]], tuple[int, Found]] = {}

    def take(founds: Iterable[tuple[int, Found]]) -> None:
        for count, one in founds:
            before, best = kinds.get(one.key, (0, one))
            smaller = children.size(one.child) < children.size(best.child)
            kinds[one.key] = (before + count, one if smaller else best)

    take((1, one) for one in exact(library, trial.laws))
    ranges = [(at, min(at + _CHUNK, trial.children)) for at in range(0, trial.children, _CHUNK)]
    with _Pool(library, trial) as pool:
        for number, founds in enumerate(pool.map(partial(_chunk, laws=trial.laws), ranges), 1):
            take(founds)
            if say is not None:
                say(f"laws: {min(number * _CHUNK, trial.children)} of {trial.children} children")
        if "L7" in trial.laws:
            told = families.of_cases(cases)
            if trial.weights:
                told += tuple(families.drawn(library, trial.weights, i) for i in range(trial.families))
            walked = list(pool.map(_walked, told))
            take((1, one) for _, founds in walked for one in founds)
            take((1, one) for one in l7([count for count, _ in walked]))
        if trial.smallest:
            if say is not None:
                say(f"laws: looking for the smallest child of {len(kinds)} kinds")
            for one in pool.map(_shrunk, [one for _, one in kinds.values()]):
                kinds[one.key] = (kinds[one.key][0], one)
    reports = [Report(one, count, _allowed(library, one)) for count, one in kinds.values()]
    order = list(LAWS)
    return tuple(sorted(reports, key=lambda r: (order.index(r.found.law), r.found.kind, -r.count, r.found.names)))


def quick(library: Library, say: Say | None = None) -> tuple[Report, ...]:
    """What the quick laws find over a few children."""
    return tried(library, Trial(QUICK, FEW, 0, processes=1, smallest=False), say=say)


def weights(said: Mapping[str, object]) -> Weights:
    """The frequencies that a file says: for each fact its answers, each with a whole number."""
    return {
        name: {answer: int(str(weight)) for answer, weight in answers.items()}
        for name, answers in said.items()
        if isinstance(answers, dict)
    }


def unneeded(library: Library, reports: Iterable[Report]) -> tuple[Allowed, ...]:
    """The exceptions that allow nothing."""
    used = {r.allowed for r in reports}
    return tuple(a for a in library.allowed if a not in used)


def _allowed(library: Library, found: Found) -> Allowed | None:
    """The exception under which a violation falls."""
    names = {*found.names, *(name.partition("/")[0] for name in found.names)}
    return next((a for a in library.allowed if a.law == found.law and a.where and set(a.where) <= names), None)


# --- on several processors ---

_library: Library


def _begin(library: Library) -> None:
    global _library
    _library = library


def _chunk(numbers: tuple[int, int], laws: tuple[str, ...]) -> list[tuple[int, Found]]:
    """What the laws find in the children of these numbers: each kind, how often, and the child with least to say."""
    kinds: dict[tuple[str, str, tuple[str, ...]], tuple[int, Found]] = {}
    for number in range(*numbers):
        for one in of_child(_library, children.drawn(_library, number), laws, number):
            count, best = kinds.get(one.key, (0, one))
            smaller = children.size(one.child) < children.size(best.child)
            kinds[one.key] = (count + 1, one if smaller else best)
    return list(kinds.values())


def _walked(child: Circumstances) -> tuple[int, list[Found]]:
    """How many questions a family answers, and what the law finds in that."""
    walked = families.walked(_library, child)
    return len(walked.asked), list(l7_of_one(_library, walked))


def _shrunk(found: Found) -> Found:
    return shrunk(_library, found, partial(again, _library, found))


class _Pool:
    """Some processes that know the library, or this one alone."""

    def __init__(self, library: Library, trial: Trial) -> None:
        self._library = library
        count = trial.processes or os.cpu_count() or 1
        self._pool = ProcessPoolExecutor(count, initializer=_begin, initargs=(library,)) if count > 1 else None

    def __enter__(self) -> _Pool:
        _begin(self._library)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, do: Callable[[Given], Made], items: Iterable[Given]) -> Iterable[Made]:
        """What `do` makes of each item, in their order."""
        return map(do, items) if self._pool is None else self._pool.map(do, items, chunksize=1)
