"""L2, not sure is safe, and L3, worse is never less urgent: one answer changed, the others as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise, product

from pathway.engine import advice, deadlines
from pathway.engine.advice import Advised, Recommendation
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.own import binds
from pathway.engine.terms import LATEST, NOT_SURE
from pathway.engine.walk import Walker
from pathway.proof.children import changed, later_answers, one_of_each, some
from pathway.proof.found import Found, holds, is_law, rank, stopped, title, to_whom

MOST_ANSWERS = 6
"""Answers to one fact that are looked at for one child; where it has more, other children have the others."""


def unticked(library: Library, child: Circumstances) -> Circumstances:
    """The child with no step ticked but emergencies: what was done for one answer says nothing of another."""
    return replace(child, done=tuple(step for step in child.done if library.step(step).emergency))


def l2(library: Library, child: Circumstances, name: str, number: int = -1) -> Iterator[Found]:
    """What some answer makes urgent by law or guidance, and what all answers give, `not sure` gives too.

    Instead of a step of law, one will do that is now or soon and finds out that very fact, if the fact says who knows.
    With the `number` of the child no more than some answers are looked at.
    """
    child = unticked(library, child)
    doubt = changed(child, name, NOT_SURE)
    unsure = advice.ask(library, doubt, brief=True)
    if unsure.ask_next or stopped(unsure):
        return
    every_answer = one_of_each(library, child.area, name, child.on)
    looked_at = every_answer if number < 0 else some(every_answer, MOST_ANSWERS, name, number)
    answers = [changed(child, name, a) for a in looked_at]
    sure = [(c, found) for c in answers if not (found := advice.ask(library, c, brief=True)).ask_next]
    if not sure:
        return
    every = set.intersection(*({a.name for a in found.advised} for _, found in sure))
    if len(looked_at) < len(every_answer):
        every = set()
    for step in sorted(every - {a.name for a in unsure.advised} - {library.all_clear, library.not_clear}):
        says = f"`{step}` comes with every answer to `{name}`, and not when it is not sure"
        yield Found("L2", "not given", (name, step), says, doubt, sure[0][0])
    if _finds_out(library, unsure, name, child.voice):
        return
    for other, found in sure:
        for a in found.advised:
            if a.urgency == "now" and is_law(library, a) and not holds(unsure, a, child.voice):
                words = f"`{title(a, child.voice)}` is now when `{name}` is `{other.given[name]}`"
                says = f"{words}; when it is not sure, nothing holds it or finds the answer out"
                yield Found("L2", "lost", (name, a.name), says, doubt, other)


def _finds_out(library: Library, unsure: Recommendation, name: str, voice: str) -> bool:
    """Whether a step that is now or soon finds a fact out, and the fact says who knows."""
    knows = library.facts[name].find_out_from
    steps = (a for a in unsure.advised if a.urgency in ("now", "soon"))
    return bool(knows and knows[voice]) and any(name in a.step.finds_out for a in steps)


def ladders(library: Library) -> tuple[str, ...]:
    """The facts that have a worse answer: those of `worse:`, and the dates from which a last day runs."""
    running = {c.starts_from for c in library.clocks.values() if c.limit in LATEST and binds(library, c.carries)}
    dates = [f.id for f in library.facts.values() if f.kind == "date" and f.id in running]
    return tuple(dict.fromkeys((*library.worse, *dates)))


def steps_down(library: Library, child: Circumstances, name: str) -> Iterator[tuple[str, str]]:
    """Pairs of answers, the better one first."""
    rungs = library.worse.get(name, ())
    if rungs and rungs[0] not in ("more", "less"):
        for i, one in enumerate(rungs):
            for other in rungs[i + 1 :]:
                yield from product(one.split(" or "), other.split(" or "))
    elif rungs:
        placed = later_answers(library, child, name)
        yield from pairwise(sorted(placed, key=lambda a: placed[a], reverse=rungs[0] == "less"))
    yield from _run_out(library, child, name)


def _run_out(library: Library, child: Circumstances, name: str) -> Iterator[tuple[str, str]]:
    """For each last day from a date: an answer with which it still runs, and one with which it is over."""
    answers = one_of_each(library, child.area, name, child.on)
    for clock in library.clocks.values():
        if clock.starts_from != name or clock.limit not in LATEST or not binds(library, clock.carries):
            continue
        if library.facts[name].kind != "date":
            continue
        on = date.fromisoformat(child.on)
        ends = {a: deadlines.run(Walker(library, changed(child, name, a)), clock) for a in answers}
        runs = [a for a, d in ends.items() if d.day and d.day >= on]
        over = [a for a, d in ends.items() if d.overdue and d.day]
        if runs and over:
            yield min(runs), max(over)


def l3(library: Library, child: Circumstances, name: str) -> Iterator[Found]:
    """Two children that differ in one answer: the worse off has nothing less urgent, and loses no step of law."""
    child = unticked(library, child)
    answered: dict[str, Recommendation] = {}

    def ask(answer: str) -> Recommendation:
        if answer not in answered:
            answered[answer] = advice.ask(library, changed(child, name, answer), brief=True)
        return answered[answer]

    for better, worse in steps_down(library, child, name):
        above, below = ask(better), ask(worse)
        if above.ask_next or below.ask_next or stopped(below):
            continue
        two = (changed(child, name, worse), changed(child, name, better))
        if above.next and below.next and rank(below.next) > rank(above.next):
            says = (
                f"`{name}` gets worse, from `{better}` to `{worse}`, and what is next gets less urgent: "
                f"{below.next.name} is {below.next.urgency}, {above.next.name} was {above.next.urgency}"
            )
            yield Found("L3", "less urgent", (name, above.next.name), says, *two)
        have = {a.name for a in above.advised}
        new = [a for a in below.advised if a.name not in have and a.urgency == "now" and is_law(library, a)]
        for a in above.advised:
            if a.urgency != "now" or not is_law(library, a) or a.step.emergency:
                continue
            if holds(below, a, child.voice) or _only_for_the_better(a, name):
                continue
            if not any(to_whom(n, child.voice) == to_whom(a, child.voice) for n in new):
                says = f"`{name}` gets worse, from `{better}` to `{worse}`, and `{title(a, child.voice)}` is lost"
                yield Found("L3", "lost", (name, a.name), says, *two)


def _only_for_the_better(advised: Advised, name: str) -> bool:
    """Whether the question about the fact cites a clause of the step: it holds only for that answer."""
    cited = {clause for p in advised.why if p.fact == name for clause in p.carries}
    return bool(cited & set(advised.carries))
