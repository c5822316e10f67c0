"""Runs the examples of the trees and the worked cases: what was expected, and what came."""

from __future__ import annotations

from dataclasses import dataclass

from pathway.authoring.reader import Authored, Case, Example
from pathway.engine.advice import Advised, ask
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.terms import NOTHING
from pathway.engine.walk import Walker


@dataclass(frozen=True)
class Ran:
    """One example or case that was run. It passed where what was `expected` is what was `found`."""

    file: str
    line: int
    name: str
    expected: str
    found: str

    @property
    def passed(self) -> bool:
        """Whether it came out as a person said it must."""
        return self.expected == self.found


def run(authored: Authored) -> tuple[Ran, ...]:
    """Every example and every case, in the order of files and lines."""
    library = authored.library
    ran = [run_example(library, e) for e in authored.examples] + [
        r for c in authored.cases for r in run_case(library, c)
    ]
    return tuple(sorted(ran, key=lambda r: (r.file, r.line)))


def run_example(library: Library, example: Example) -> Ran:
    """What the example's own tree reaches for its answers."""
    child = Circumstances(example.on, example.area, example.voice, None, example.given, example.done)
    path = Walker(library, child).walk(example.tree)
    found = path.end or f"a question that it does not answer: {path.needs}"
    return Ran(example.file, example.line, example.name, example.reach, found)


def run_case(library: Library, case: Case) -> tuple[Ran, ...]:
    """What the whole library says about the case: one result for each thing that it expects."""
    r = ask(library, Circumstances(case.on, case.area, case.voice, case.concerns, case.given, case.done))
    advised = {a.name: a for a in r.advised}
    ran: list[tuple[str, str]] = []
    if r.ask_next:
        ran.append(("an answer to every question", f"no answer to {', '.join(r.unanswered)}"))
    elif case.next:
        ran.append((f"next: {case.next}", f"next: {r.next.name if r.next else NOTHING}"))
    every = ", ".join(advised) or NOTHING
    for step, clause in case.advise.items():
        wanted = f"{step}, because of {clause}"
        if step not in advised:
            found = every
        else:
            found = wanted if clause in _rests_on(library, advised[step]) else f"{step}, which does not cite {clause}"
        ran.append((wanted, found))
    for step, clause in case.never.items():
        wanted = f"not {step}, because of {clause}"
        ran.append((wanted, every if step in advised else wanted))
    return tuple(Ran(case.file, case.line, case.id, wanted, found) for wanted, found in ran)


def _rests_on(library: Library, advised: Advised) -> frozenset[str]:
    """The clauses that a step, the answers that led to it and its clocks cite."""
    clocks = (library.clocks[name] for name in (advised.by.clock, *advised.step.later) if name)
    cited = (advised.carries, *(p.carries for p in advised.why), *(c.carries for c in clocks))
    return frozenset(clause for clauses in cited for clause in clauses)
