"""L4, no duty hides another, L5, a last day moves a step up, and L8, local never hides national."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from pathway.engine import advice, deadlines, walk
from pathway.engine.advice import Recommendation
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.own import SOON_ENOUGH, binds
from pathway.engine.terms import LATEST, SIDES, STRAIGHT_AWAY, TODAY, VOICES
from pathway.engine.walk import Walker
from pathway.proof.children import asked_only
from pathway.proof.found import Found, stopped

NATIONAL = "england"
"""The area in which no council has rules of its own."""


def l4(library: Library) -> Iterator[Found]:
    """Every link that puts a step of law or guidance behind another step or another duty, and cites nothing for it."""
    for tree in library.trees.values():
        for step in tree.steps.values():
            at, node = walk.target(tree.id, step.then)
            if not at:
                continue
            for behind in sorted(_steps_from(library, at, node or library.trees[at].start)):
                law = _law(library, library.step(behind).carries)
                if law and not step.then_because and not law & set(step.carries):
                    says = f"`{behind}` waits until `{tree.id}/{step.id}` is ticked, and no clause of law says so"
                    yield Found("L4", "behind a step", (f"{tree.id}/{step.id}", behind), says)
        for question in tree.questions.values():
            own, name = _law(library, question.carries), f"{tree.id}/{question.id}"
            ways = [_ends_of(library, tree.id, b.target) for b in question.branches]
            for behind in sorted(set().union(*ways) - frozenset.intersection(*ways) if ways else ()):
                law = _law(library, library.step(behind).carries)
                if not law:
                    continue
                if not question.carries:
                    says = f"`{behind}` stands behind the question `{name}`, which cites nothing"
                    yield Found("L4", "behind a question", (name,), says)
                elif not law & own and (before := _own_steps(library, ways, own, behind)):
                    says = (
                        f"`{behind}` is reached only where `{name}` does not lead to `{before}`: two duties in series"
                    )
                    yield Found("L4", "behind a duty", (name,), says)


def _own_steps(library: Library, ways: list[frozenset[str]], own: set[str], behind: str) -> str:
    """A step of the question's own duty on a branch that does not come to `behind`, and no duty of that step's own."""
    law = _law(library, library.step(behind).carries)
    for way in ways:
        if behind in way:
            continue
        for step in sorted(way):
            theirs = _law(library, library.step(step).carries)
            if theirs & own and not theirs & law:
                return step
    return ""


def _law(library: Library, clauses: tuple[str, ...]) -> set[str]:
    """Those of some clauses that are law or guidance."""
    return {c for c in clauses if binds(library, (c,))}


def _ends_of(library: Library, tree: str, name: str) -> frozenset[str]:
    at, node = walk.target(tree, name)
    return _steps_from(library, at, node or library.trees[at].start) if at else frozenset()


@cache
def _steps_from(library: Library, tree: str, node: str) -> frozenset[str]:
    """The steps that a walk can end at from a place on while nothing is ticked."""
    here = library.trees[tree]
    if node in here.steps:
        also = (name if "/" in name else f"{tree}/{name}" for name in here.steps[node].also)
        return frozenset((f"{tree}/{node}", *also))
    return frozenset().union(*(_ends_of(library, tree, b.target) for b in here.questions[node].branches))


def l5(library: Library, child: Circumstances, found: Recommendation) -> Iterator[Found]:
    """Own last days within a fortnight are now, in their order; nobody else's day moves anything before it is over."""
    on = date.fromisoformat(child.on)
    walker = Walker(library, child)
    side = SIDES[VOICES.index(child.voice)]
    own: dict[str, date] = {}
    ticked = [library.step(step) for step in child.done]
    held = {c for step in ticked for c in (step.by, step.send_by, *step.later)}
    for a in found.advised:
        named = [c for c in (a.step.by, a.step.send_by, *a.step.later) if c not in ("", STRAIGHT_AWAY)]
        held |= set(named)
        for clock in (library.clocks[c] for c in named):
            mine = clock.limit in LATEST and library.roles[clock.who].stands == side and clock.starts_from != TODAY
            day = deadlines.run(walker, clock).day if mine and binds(library, clock.carries) else None
            if day and on <= day <= on + timedelta(days=SOON_ENOUGH):
                own[a.name] = min(day, own.get(a.name, day))
        if a.name in own and a.urgency != "now":
            says = f"`{a.name}` has a last day of its reader's own, {own[a.name]}, and is {a.urgency}"
            yield Found("L5", "not now", (a.name,), says, child)
        elif a.name not in own and a.urgency != a.step.urgency and not a.by.overdue:
            yield Found(
                "L5", "moved", (a.name,), f"`{a.name}` is {a.urgency}, and no day of its reader's says so", child
            )
    order = [(not a.step.emergency, own.get(a.name, date.max)) for a in found.advised]
    if order != sorted(order):
        late = next(a.name for i, a in enumerate(found.advised) if i and order[i] < order[i - 1])
        yield Found(
            "L5", "out of order", (late,), f"`{late}` has an earlier last day than what stands before it", child
        )
    if stopped(found):
        return
    child = asked_only(library, child, found)
    for clock in library.clocks.values():
        mine = clock.limit in LATEST and library.roles[clock.who].stands == side and clock.starts_from in child.given
        if not mine or clock.id in held or not binds(library, clock.carries):
            continue
        day = deadlines.run(walker, clock).day
        if day and on <= day <= on + timedelta(days=SOON_ENOUGH):
            says = f"`{clock.id}` ({clock.title}) ends on {day}, and no step that is advised holds it"
            yield Found("L5", "no step", (clock.id, clock.starts_from), says, child)


def l8(library: Library, child: Circumstances, found: Recommendation) -> Iterator[Found]:
    """What the law asks for a child anywhere in England, it asks for that child in every area."""
    if NATIONAL not in library.areas or child.area == NATIONAL or stopped(found):
        return
    there = replace(child, area=NATIONAL)
    national = advice.ask(library, there, brief=True)
    if national.ask_next or stopped(national):
        return
    here = {c for a in found.advised for c in a.carries}
    for a in national.advised:
        for clause in a.carries:
            if library.clauses[clause].kind == "law" and clause not in here:
                says = f"`{clause}` asks for `{a.name}` in {NATIONAL}, and for nothing in {child.area}"
                yield Found("L8", "hidden", (child.area, a.name, clause), says, child, there)
