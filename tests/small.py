"""Tiny libraries made by hand, so that a test says everything that it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pathway.engine.answers import Circumstances
from pathway.engine.model import (
    Area,
    Branch,
    Choice,
    Clause,
    Clock,
    Concern,
    Fact,
    IfNotDone,
    Library,
    Number,
    Question,
    Role,
    Source,
    Stage,
    Step,
    Tree,
)
from pathway.engine.terms import NOTHING, RULE_KINDS, STRAIGHT_AWAY, VOICES

TODAY = "2026-11-23"
"""A Monday in term."""


def voices(words: str) -> dict[str, str]:
    """Other words for each voice, so that a text in the wrong voice is noticed."""
    return {voice: f"{words}, says the {voice}" for voice in VOICES}


def fact(name: str, kind: str = "yes or no", **more: Any) -> Fact:
    """A fact; `choices` may be plain names."""
    if "choices" in more:
        more["choices"] = tuple(Choice(c, voices(c)) for c in more["choices"])
    if kind == "date":
        more = {"unit": "days", "may_be": ("past", "none yet"), **more}
    return Fact(name, kind, voices(f"{name}?"), find_out_from=voices(f"who knows {name}"), **more)


def ask(name: str, about: str, leads: Mapping[str, str], carries: tuple[str, ...] = ()) -> Question:
    """A question and where each phrase leads."""
    return Question(name, about, tuple(Branch(phrase, target) for phrase, target in leads.items()), carries)


def step(name: str, **more: Any) -> Step:
    """A step that is soon due and ends its walk, unless `more` says otherwise."""
    usual: dict[str, Any] = {
        "title": voices(f"do {name}"),
        "stage": "early",
        "lead": "school",
        "with_": (),
        "by": STRAIGHT_AWAY,
        "urgency": "soon",
        "consent": "not needed",
        "need": (),
        "do": voices(f"how to {name}"),
        "caution": None,
        "read": "pathway/early.md",
        "also": (),
        "later": (),
        "then": NOTHING,
        "if_not_done": IfNotDone(STRAIGHT_AWAY, "rest/keep-going"),
        "carries": ("law-1",),
    }
    return Step(id=name, **(usual | more))


def tree(
    name: str, questions: Iterable[Question] = (), steps: Iterable[Step] = (), rests_on: tuple[str, ...] = ()
) -> Tree:
    """A tree of these questions and steps, which rests on these duties."""
    by_name = ({q.id: q for q in questions}, {s.id: s for s in steps})
    return Tree(name, f"Tree {name}", TODAY, *by_name, rests_on)


def clock(
    name: str, starts_from: str = "today", length: int | str = 3, unit: str = "working days", **more: Any
) -> Clock:
    """A clock that says at the latest when something must be done, unless `more` says otherwise."""
    usual: dict[str, Any] = {
        "title": f"{name} rings",
        "first_day_counts": False,
        "limit": "at the latest",
        "who": "school",
        "words": f"when {name} rings",
        "carries": (),
    }
    return Clock(id=name, starts_from=starts_from, length=length, unit=unit, **(usual | more))


def area(name: str, **more: Any) -> Area:
    """A council that says nothing of its own, unless `more` does."""
    usual: dict[str, Any] = {"adopts": (), "answers": {}, "roles": {}, "numbers": {}, "breaks": ()}
    return Area(name, name.capitalize(), f"{name} council", TODAY, **(usual | more))


def library(
    trees: Iterable[Tree],
    facts: Iterable[Fact] = (),
    clocks: Iterable[Clock] = (),
    *,
    first: tuple[str, ...] = (),
    concerns: Mapping[str, tuple[str, ...]] | None = None,
    numbers: Mapping[str, tuple[int, str]] | None = None,
    areas: Iterable[Area] = (),
) -> Library:
    """A library of these parts. The concern `ill` walks every tree that is not a first one, unless `concerns` says."""
    given = [*trees, tree("rest", steps=[step("keep-going", urgency="planned", stage="late")])]
    walked = concerns or {"ill": tuple(t.id for t in given[:-1] if t.id not in first)}
    return Library(
        title="Small",
        reviewed=TODAY,
        first=first,
        all_clear="rest/keep-going",
        stages={s: Stage(s, n, s.capitalize(), s, s, "x.md", ()) for n, s in enumerate(("early", "late"), 1)},
        outcomes={},
        numbers={n: Number(n, value, unit, n, ("local-1",)) for n, (value, unit) in (numbers or {}).items()},
        concerns={c: Concern(c, voices(c), None, names) for c, names in walked.items()},
        forbidden=(),
        facts={f.id: f for f in facts},
        roles={r: Role(r, f"the {r}", "acts", ()) for r in ("school", "council")},
        clocks={c.id: c for c in clocks},
        sources={k: Source(k, f"The {k}", "somebody", "2026", "", k) for k in RULE_KINDS},
        clauses={f"{k}-1": Clause(f"{k}-1", k, "1", k, k, (), TODAY, "the document", "H", False) for k in RULE_KINDS},
        areas={a.id: a for a in (area("england"), *areas)},
        trees={t.id: t for t in given},
    )


def child(
    given: Mapping[str, str] | None = None,
    *,
    on: str = TODAY,
    where: str = "england",
    voice: str = "school",
    concerns: tuple[str, ...] | None = ("ill",),
    done: tuple[str, ...] = (),
) -> Circumstances:
    """A child's circumstances, these answers given."""
    return Circumstances(on, where, voice, concerns, dict(given or {}), done)
