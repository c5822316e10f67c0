"""L1, safety first, and L6, no false all-clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pathway.engine import advice, walk
from pathway.engine.advice import Recommendation
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.own import binds
from pathway.engine.rules import Rules, rules
from pathway.engine.still_open import WEEKS, keeps_open
from pathway.engine.terms import NOTHING
from pathway.proof.children import asked_only, changed, one_of_each
from pathway.proof.found import Found, stopped


def l1(library: Library, child: Circumstances, found: Recommendation) -> Iterator[Found]:
    """Danger is next until it is ticked, whichever concern asked about it; ticked, it undoes nothing."""
    ticked = [step for step in child.done if library.step(step).emergency]
    for name, dangers in library.danger.items():
        passed = next((p for p in found.passed if p.fact == name and p.answer in dangers), None)
        if passed is None:
            continue
        if not ticked and not stopped(found):
            says = f"`{name}` is `{passed.answer}`, and no safety step is next"
            yield Found("L1", "not next", (name, passed.answer), says, child)
        if ticked and child.given.get(name) == passed.answer:
            yield from _undone(library, child, found, name)


def _undone(library: Library, child: Circumstances, found: Recommendation, name: str) -> Iterator[Found]:
    """The steps that a danger takes away although the reader has gone on about school."""
    if name not in {q.fact for tree in library.first for q in library.trees[tree].questions.values()}:
        return  # inside the trees of a concern the answer decides more than safety
    for answer in one_of_each(library, child.area, name, child.on):
        if answer in library.danger[name]:
            continue
        calm = changed(child, name, answer)
        without = advice.ask(library, calm, brief=True)
        if stopped(found) or without.ask_next or stopped(without):
            continue
        have = {a.name for a in found.advised}
        for a in without.advised:
            if a.name not in have and a.name not in (library.all_clear, library.not_clear):
                says = f"`{a.name}` is there when `{name}` is `{answer}`, and not when danger has been ticked"
                yield Found("L1", "undone", (name, a.name), says, child, calm)


def l1_exact(library: Library) -> Iterator[Found]:
    """Every branch that an answer of danger takes leads to an emergency, through no question about anything else."""
    ready = rules(library, next(iter(library.areas)), library.reviewed)
    first = {q.fact for tree in library.first for q in library.trees[tree].questions.values()}
    for name, dangers in library.danger.items():
        for tree, nodes in ready.nodes.items():
            for node in nodes.values():
                if node.fact.id != name or (name in first and tree not in library.first):
                    continue  # a danger that the first trees ask about is known before any other tree is walked
                for answer in dangers:
                    end = _end(ready, tree, node.id, answer)
                    if end == NOTHING or "/" not in end or not library.step(end).emergency:
                        says = f"`{name}` is `{answer}` at `{tree}/{node.id}`, and that leads to `{end}`, no emergency"
                        yield Found("L1", "no emergency", (name, answer, f"{tree}/{node.id}"), says)


def _end(ready: Rules, tree: str, node: str, answer: str) -> str:
    """Where an answer leads: a step, `nothing`, or `TREE:QUESTION` where another fact is asked first."""
    name = ready.nodes[tree][node].fact.id
    while node in ready.nodes[tree]:
        here = ready.nodes[tree][node]
        if here.fact.id != name:
            return f"{tree}:{node}"
        taken = next((b for cover, b, _ in here.branches if cover.holds(frozenset({answer}), None)), None)
        at, node = walk.target(tree, taken.target) if taken else ("", "")
        if not at:
            return NOTHING
        tree, node = at, node or ready.library.trees[at].start
    return f"{tree}/{node}"


def l6(library: Library, child: Circumstances, found: Recommendation) -> Iterator[Found]:
    """All is not clear while a paper waits, a day is near, or a child whom a duty covers is not surely taught."""
    if found.next is None or found.next.name != library.all_clear:
        return
    child = asked_only(library, child, found)
    seen = {p.fact: p.answer for p in found.passed}
    for name, answers in library.never_clear.items():
        if seen.get(name) in answers:
            says = f"all is clear, though `{name}` is `{seen[name]}`"
            yield Found("L6", "not met", (name, seen[name]), says, child)
    on = date.fromisoformat(child.on)
    for deadline in advice.ask(library, child).later:
        clock = library.clocks[deadline.clock]
        if deadline.day is None or not keeps_open(clock):
            continue
        if binds(library, clock.carries) and on <= deadline.day <= on + timedelta(weeks=WEEKS):
            says = f"all is clear, though `{clock.id}` ({clock.title}) ends on {deadline.day}"
            yield Found("L6", "day to come", (clock.id,), says, child)
