"""Every tree that applies -> one recommendation: what to do next, what else, what later, and what was assumed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pathway.engine.answers import Circumstances
from pathway.engine.calendar import Due, OutsideCalendar
from pathway.engine.model import (
    NONE_YET,
    NOT_SURE,
    NOTHING,
    RULE_KINDS,
    STRAIGHT_AWAY,
    TODAY,
    URGENCIES,
    Clock,
    Library,
    Step,
    Texts,
)
from pathway.engine.walk import MISSING, NOT_ASKED, UNSURE, Passed, Path, Walker

CONCERNS = "concerns"
"""What `ask_next` says while nobody has said what is happening."""


@dataclass(frozen=True)
class Deadline:
    """A clock as it runs for this child. `day` is None where the start is not known or has not come.

    `needs` names the start date that is still missing; `unknown` says that it is not known (or nobody was asked). A
    count of days that has gone past the clock is `overdue` without a `day`.
    """

    clock: str
    title: str
    words: str
    starts_from: str
    day: date | None = None
    exact: bool = True
    overdue: bool = False
    needs: str = ""
    unknown: bool = False
    running: bool = True


@dataclass(frozen=True)
class Advised:
    """One step that applies, why it does, and when it is due. `urgency` is now for a step whose clock has run out.

    `carries` are those of the step's clauses that hold where the child lives.
    """

    name: str
    step: Step
    urgency: str
    by: Deadline
    after: Deadline
    why: tuple[Passed, ...]
    carries: tuple[str, ...]
    kind: str

    @property
    def tree(self) -> str:
        """The tree that the step stands in."""
        return self.name.partition("/")[0]


@dataclass(frozen=True)
class Assumed:
    """A question that was answered by an assumption: the branch taken, or no date for a clock."""

    fact: str
    treated_as: str


@dataclass(frozen=True, eq=False)
class Recommendation:
    """The whole answer. While a needed answer is missing, `next` is None, unless a step stops everything.

    `clear` is then the step that will be next whatever the missing answers are, where that is certain already.
    """

    library: Library
    child: Circumstances
    next: Advised | None
    also: tuple[Advised, ...]
    so_far: tuple[Advised, ...]
    later: tuple[Deadline, ...]
    stage: str
    assumed: tuple[Assumed, ...]
    ask_next: str | None
    unanswered: tuple[str, ...]
    passed: tuple[Passed, ...]
    clear: Advised | None = None

    @property
    def advised(self) -> tuple[Advised, ...]:
        """Every step that applies, the most urgent first."""
        return ((self.next,) if self.next else ()) + self.also + self.so_far


def trees_for(library: Library, concerns: tuple[str, ...]) -> tuple[str, ...]:
    """The trees that these concerns walk, in order, each once; `not sure` stands for every concern."""
    named = tuple(library.concerns) if NOT_SURE in concerns else concerns
    return tuple(dict.fromkeys(tree for c in library.concerns if c in named for tree in library.concerns[c].trees))


def ask(library: Library, child: Circumstances, final: bool = False) -> Recommendation:
    """The recommendation for one child.

    Walks the trees that are always first, then those of the child's concerns. With `final`, every missing answer
    counts as `not sure` and is listed under `assumed`.
    """
    walker = Walker(library, child, final)
    concerns = child.concerns if child.concerns is not None else (NOT_SURE,) if final else ()
    stopped = False
    paths: list[Path] = []
    for tree in (*library.first, *(t for t in trees_for(library, concerns) if t not in library.first)):
        path = walker.walk(tree)
        paths.append(path)
        if path.end not in ("", NOTHING) and library.step(path.end).stops:
            stopped = True
            break
    needs = [p.needs for p in paths if p.needs]
    if not stopped and child.concerns is None and not final:
        needs.append(CONCERNS)
    advised = _advised(walker, paths)
    passed = tuple(dict.fromkeys(p for path in paths for p in path.passed))
    if not advised and not needs:
        advised = [_advise(walker, library.all_clear, passed)]
    if not needs and not stopped:
        needs += [d.needs for a in advised for d in _clocks(walker, a) if d.needs]
    needs = list(dict.fromkeys(needs))
    waiting = bool(needs) and not stopped
    first_trees = set(library.first)
    placed = [a for a in advised if a.tree not in first_trees] or advised
    return Recommendation(
        library=library,
        child=child,
        next=None if waiting or not advised else advised[0],
        also=() if waiting else tuple(advised[1:]),
        so_far=tuple(advised) if waiting else (),
        later=_later(walker, advised),
        stage=placed[0].step.stage if placed and not waiting else "",
        assumed=_assumed(passed, [d for a in advised for d in _clocks(walker, a)]),
        ask_next=needs[0] if waiting else None,
        unanswered=tuple(needs),
        passed=passed,
        clear=_clear(walker, advised, paths) if waiting and child.concerns is not None else None,
    )


def _clear(walker: Walker, advised: list[Advised], paths: list[Path]) -> Advised | None:
    """The first step, if it is for now and nothing that is still open can come before it.

    That is a tree that ranks before its own, a clock there that may have run out, or a step anywhere that stops.
    """
    if not advised or advised[0].urgency != "now":
        return None
    open_ends = (end for path in paths if path.needs for end in walker.open_ends(path.tree))
    if any(end != NOTHING and walker.library.step(end).stops for end in open_ends):
        return None
    waiting = {a.name for a in advised if a.by.needs}
    for path in paths:
        if path.needs:
            return None
        if path.end == advised[0].name:
            return advised[0]
        if waiting & set(_names(walker, path)):
            return None
    return None


def run(walker: Walker, clock: Clock, today: date | None = None) -> Deadline:
    """The clock as it runs for the walker's child. One that starts today starts on `today`, where that is given."""
    on = date.fromisoformat(walker.child.on)

    def read(**more: Any) -> Deadline:
        return Deadline(clock.id, clock.title, clock.words, clock.starts_from, **more)

    for fact_id, wanted in clock.only_if:
        seen = walker.see(walker.library.facts[fact_id])
        if seen is None or wanted not in seen[2]:
            return read(running=False)
    length = walker.ground.length(clock)
    start = today or on
    counts = clock.first_day_counts
    if clock.starts_from != TODAY:
        fact = walker.library.facts[clock.starts_from]
        seen = walker.see(fact)
        if seen is None:
            return read(needs=fact.id)
        if NOT_SURE in seen[2]:
            return read(unknown=True)
        if NONE_YET in seen[2]:
            return read(running=False)
        if fact.kind == "date":
            start = date.fromisoformat(seen[0])
        else:
            length, counts = length - (seen[3] or 0), False
            if length <= 0:
                return read(running=False, overdue=clock.limit == "at the latest" and length < 0)
    try:
        due: Due = walker.calendar.add(start, length, clock.unit, counts)
    except OutsideCalendar:
        return read()
    return read(day=due.day, exact=due.exact, overdue=clock.limit == "at the latest" and due.day < on)


def _deadline(walker: Walker, name: str, today: date | None = None) -> Deadline:
    if name == STRAIGHT_AWAY:
        return Deadline("", "", STRAIGHT_AWAY, TODAY, today or date.fromisoformat(walker.child.on))
    return run(walker, walker.library.clocks[name], today)


def _after(walker: Walker, name: str, by: Deadline) -> Deadline:
    """When a step counts as not done: counted from the day it is due, if that is still to come."""
    if by.day is None or by.day <= date.fromisoformat(walker.child.on):
        return _deadline(walker, name)
    after = _deadline(walker, name, by.day)
    return replace(after, exact=after.exact and by.exact) if after.starts_from == TODAY else after


def _advise(walker: Walker, name: str, why: tuple[Passed, ...]) -> Advised:
    step = walker.library.step(name)
    by = _deadline(walker, step.by)
    carries = walker.ground.cited(step.carries)
    return Advised(
        name=name,
        step=step,
        urgency="now" if by.overdue else step.urgency,
        by=by,
        after=_after(walker, step.if_not_done.after, by),
        why=why,
        carries=carries,
        kind=weakest(walker.library, carries),
    )


def weakest(library: Library, clauses: tuple[str, ...]) -> str:
    """The weakest kind of rule among some clauses: a mixture is no stronger than its weakest part."""
    return max((library.clauses[c].kind for c in clauses), key=RULE_KINDS.index, default="suggestion")


def kinds(library: Library, clauses: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of rule among some clauses, each once, the strongest first."""
    found = {library.clauses[c].kind for c in clauses}
    return tuple(kind for kind in RULE_KINDS if kind in found)


def _advised(walker: Walker, paths: list[Path]) -> list[Advised]:
    """The steps that the paths reached, and those that go with them, each once, the most urgent first."""
    found: dict[str, Advised] = {}
    for path in paths:
        for name in _names(walker, path):
            if name not in found:
                found[name] = _advise(walker, name, path.passed)
    return sorted(found.values(), key=lambda a: (not a.step.stops, URGENCIES.index(a.urgency)))


def _names(walker: Walker, path: Path) -> tuple[str, ...]:
    """The step that a path reached, and those that go with it and are not done."""
    if path.end in ("", NOTHING):
        return ()
    tree = path.end.partition("/")[0]
    also = (name if "/" in name else f"{tree}/{name}" for name in walker.library.step(path.end).also)
    return (path.end, *(name for name in also if name not in walker.child.done))


def _clocks(walker: Walker, advised: Advised) -> tuple[Deadline, ...]:
    return (advised.by, *(_deadline(walker, c) for c in advised.step.later))


def _later(walker: Walker, advised: list[Advised]) -> tuple[Deadline, ...]:
    """The clocks that run for this child: those that a step names, and those whose start is known. Soonest first.

    A local or suggested clock that no step names here is left out where one that a step names runs from the same start
    to the same day. A clock by law or guidance never is.
    """
    named = [d for a in advised for d in (*_clocks(walker, a), a.after) if d.clock]
    counted = {(d.starts_from, d.day) for d in named if d.starts_from != TODAY and d.running and d.day}
    known = (
        run(walker, clock)
        for clock in walker.library.clocks.values()
        if clock.starts_from != TODAY and clock.starts_from in walker.child.given
    )
    today = date.fromisoformat(walker.child.on)
    unnamed = (
        k
        for k in known
        if k.day and k.day >= today and ((k.starts_from, k.day) not in counted or not _mild(walker.library, k.clock))
    )
    running = [d for d in (*named, *unnamed) if d.running and not d.needs]
    found = {
        (d.clock, d.day): d for d in running
    }  # a clock from today may run from the days that several steps are due
    return tuple(sorted(found.values(), key=lambda d: (d.day is None, d.day or today, d.clock)))


def _mild(library: Library, clock: str) -> bool:
    """Whether a clock rests on local practice or on our own suggestion."""
    return weakest(library, library.clocks[clock].carries) in ("local", "suggestion")


def _assumed(passed: tuple[Passed, ...], clocks: list[Deadline]) -> tuple[Assumed, ...]:
    found = {p.fact: p.branch for p in passed if p.origin in (UNSURE, NOT_ASKED, MISSING)}
    for deadline in clocks:
        if deadline.unknown:
            found.setdefault(deadline.starts_from, "no date")
    return tuple(Assumed(fact, branch) for fact, branch in found.items())


def as_json(recommendation: Recommendation) -> str:
    """The recommendation as the command line prints it and the browser returns it: two-space indent, final newline."""
    return json.dumps(as_data(recommendation), ensure_ascii=False, indent=2) + "\n"


def as_data(recommendation: Recommendation) -> dict[str, Any]:
    """The recommendation as plain data, its keys in the order of the published contract."""
    r, library, child = recommendation, recommendation.library, recommendation.child
    voice = child.voice

    def role(name: str) -> dict[str, str]:
        return {"role": name, "name": role_name(library, child.area, name)}

    def texts(value: Texts | None) -> dict[str, str] | None:
        return None if value is None else {v: value[v] for v in ("school", "parent", "agency")}

    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    def step(a: Advised) -> dict[str, Any]:
        s, go_to = a.step, library.step(a.step.if_not_done.go_to)
        tree, _, name = a.step.if_not_done.go_to.partition("/")
        return {
            "tree": a.tree,
            "step": s.id,
            "title": s.title[voice],
            "stage": s.stage,
            "urgency": a.urgency,
            "stops": s.stops,
            "lead": role(s.lead),
            "with": [role(w) for w in s.with_],
            "by": {
                "date": day(a.by.day),
                "words": a.by.words,
                "from": a.by.starts_from,
                "overdue": a.by.overdue,
                "exact": a.by.exact,
                "clock": a.by.clock or None,
            },
            "consent": s.consent,
            "need": [n[voice] for n in s.need],
            "do": texts(s.do),
            "caution": texts(s.caution),
            "letter": s.letter or None,
            "read": s.read,
            "carries": [_clause(library, c) for c in a.carries],
            "if_not_done": {
                "after": a.after.words,
                "tree": tree,
                "step": name,
                "title": go_to.title[voice],
                "date": day(a.after.day),
            },
            "why": [
                {
                    "tree": p.tree,
                    "question": p.question,
                    "fact": p.fact,
                    "answer": p.answer,
                    "branch": p.branch,
                    "carries": list(p.carries),
                }
                for p in a.why
            ],
            "kind": a.kind,
        }

    return {
        "asked": {
            "on": child.on,
            "area": child.area,
            "voice": voice,
            "concerns": list(child.concerns or ()),
            "done": list(child.done),
            "library": library.hash,
            "given": dict(sorted(child.given.items())),
        },
        "next": step(r.next) if r.next else None,
        "also": [step(a) for a in r.also],
        "so_far": [step(a) for a in r.so_far],
        "later": [
            {
                "date": day(d.day),
                "clock": d.clock,
                "what": d.title,
                "from": d.starts_from,
                "overdue": d.overdue,
                "words": d.words,
                "exact": d.exact,
            }
            for d in r.later
        ],
        "stage": r.stage,
        "assumed": [
            {
                "fact": a.fact,
                "treated_as": a.treated_as,
                "find_out_from": (library.facts[a.fact].find_out_from or {}).get(voice, ""),
            }
            for a in r.assumed
        ],
        "ask_next": r.ask_next,
        "unanswered": list(r.unanswered),
    }


def role_name(library: Library, area: str, role: str) -> str:
    """What the area calls a role, or its neutral name."""
    here = library.areas[area].roles.get(role)
    return here.name if here else library.roles[role].name


def _clause(library: Library, name: str) -> dict[str, Any]:
    c = library.clauses[name]
    return {
        "clause": c.id,
        "document": library.sources[c.document].title,
        "place": c.place,
        "kind": c.kind,
        "checked": c.checked,
        "seen_in": c.seen_in,
        "confidence": c.confidence,
        "check_current": c.check_current,
    }
