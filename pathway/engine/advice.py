"""Every tree that applies -> one recommendation: what to do next, what else, what later, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pathway.engine.answers import Circumstances
from pathway.engine.contact import Contact
from pathway.engine.deadlines import Deadline, after, deadline_of, run
from pathway.engine.model import Clock, Library, Step
from pathway.engine.own import SOON_ENOUGH, binds, own_clocks
from pathway.engine.rules import as_of, turns
from pathway.engine.still_open import days_to_come, unmet
from pathway.engine.terms import EVERYTHING, NOT_SURE, NOTHING, RULE_KINDS, TODAY, URGENCIES
from pathway.engine.walk import MISSING, NOT_ASKED, UNSURE, Passed, Path, Walker, ended

CONCERNS = "concerns"
"""What `ask_next` says while nobody has said what is happening."""


@dataclass(frozen=True)
class Advised:
    """One step that applies, why it does, and when it is due.

    `last_day` is the first day within a fortnight that the reader's own side has to keep by law or guidance. `urgency`
    is now for a step that has one, and for one whose clock has run out. `carries` are those of the step's clauses that
    hold where the child lives. `answer` is when whoever has to act then should have answered, where a rule says so.
    """

    name: str
    step: Step
    urgency: str
    by: Deadline
    after: Deadline
    why: tuple[Passed, ...]
    carries: tuple[str, ...]
    kind: str
    last_day: date | None = None
    answer: Deadline | None = None

    @property
    def tree(self) -> str:
        """The tree that the step stands in."""
        return self.name.partition("/")[0]

    @property
    def expected(self) -> Deadline | None:
        """By when whoever has to act then should have done it: as a rule says, else when the step counts as not done.

        None where no day can be told.
        """
        named = self.answer and (self.answer.clock or not self.after.clock)
        due = self.answer if named else self.after
        return due if due and due.clock else None


@dataclass(frozen=True)
class Assumed:
    """A question that was answered by an assumption: the branch taken, or no date for a clock."""

    fact: str
    treated_as: str


@dataclass(frozen=True)
class Coming:
    """What of an answer changes on a day, by rules that are written already: steps that begin to hold or will be
    otherwise, and steps that end. The child's own days count as on the day asked; only the rules are those to come."""

    day: str
    begins: tuple[Advised, ...]
    ends: tuple[Advised, ...]


@dataclass(frozen=True, eq=False)
class Recommendation:
    """The whole answer. While a needed answer is missing, `next` is None, unless it is an emergency.

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
    coming: Coming | None = None

    @property
    def advised(self) -> tuple[Advised, ...]:
        """Every step that applies, the most urgent first."""
        return ((self.next,) if self.next else ()) + self.also + self.so_far


def trees_for(library: Library, concerns: tuple[str, ...]) -> tuple[str, ...]:
    """The trees that these concerns walk, in order, each once; `not sure` stands for every concern."""
    named = tuple(library.concerns) if NOT_SURE in concerns else concerns
    return tuple(dict.fromkeys(tree for c in library.concerns if c in named for tree in library.concerns[c].trees))


def first_for(library: Library, child: Circumstances) -> tuple[str, ...]:
    """The trees that are walked before those of the child's concerns.

    Where every concern is about a whole school nobody is asked about one child first. What was said all the same, such
    as that a child is in danger, still counts.
    """
    concerns = child.concerns or ()
    named = [library.concerns[c] for c in concerns if c in library.concerns]
    if not named or NOT_SURE in concerns or any(c.subject != "school" for c in named):
        return library.first
    return tuple(name for name in library.first if _first_fact(library, name) in child.given)


def _first_fact(library: Library, tree: str) -> str:
    """What a tree asks for first; nothing where it asks for nothing."""
    question = library.trees[tree].questions.get(library.trees[tree].start)
    return question.fact if question else ""


def ask(library: Library, child: Circumstances, final: bool = False, brief: bool = False) -> Recommendation:
    """The recommendation for one child, or for one school where every concern is about a whole school.

    Walks the trees that are always first, then those of the child's concerns. An emergency ends the walk, and what is
    left of it once the reader has gone on only ranks first. A child is outside the duties that a step of the first
    trees names, ticked or not. With `final`, every missing answer counts as `not sure` and is listed under `assumed`. A
    `brief` answer leaves `later` and `coming` empty, for readers who look at the steps alone.
    """
    written = library
    walker = Walker(library, child, final)
    library = walker.library
    concerns = child.concerns if child.concerns is not None else (NOT_SURE,) if final else ()
    stopped = False
    paths: list[Path] = []
    outside: list[str] = []
    for tree in (*first_for(library, child), *(t for t in trees_for(library, concerns) if t not in library.first)):
        if not walker.covers(tree):
            continue
        path = walker.walk(tree)
        paths.append(path)
        if _emergency(library, path.end) and not any(_emergency(library, step) for step in path.done):
            stopped = True
            break
        if tree in library.first:
            ends = [step for step in (*path.done, path.end) if _outside(library, step)]
            walker.leave(duty for step in ends for duty in _outside(library, step))
            outside += ends
            if any(EVERYTHING in _outside(library, step) for step in ends):
                break
    needs = [p.needs for p in paths if p.needs]
    everything = any(EVERYTHING in _outside(library, step) for step in outside)
    if not stopped and child.concerns is None and not final and not everything:
        needs.append(CONCERNS)
    advised = _advised(walker, paths)
    passed = tuple(dict.fromkeys(p for path in paths for p in path.passed))
    if not advised and not needs:
        advised = [_advise(walker, outside[-1], passed) if outside else _nothing_more(walker, passed)]
    if not needs and not stopped:
        needs += [d.needs for a in advised for d in _clocks(walker, a) if d.needs]
    needs = list(dict.fromkeys(needs))
    waiting = bool(needs) and not stopped
    if waiting:
        unsettled = frozenset(duty for end in _open(walker, paths) for duty in _outside(library, end))
        advised = [a for a in advised if not ended(library, a.tree, unsettled)]
    first_trees = set(library.first)
    placed = [a for a in advised if a.tree not in first_trees] or advised
    return Recommendation(
        library=library,
        child=child,
        next=None if waiting or not advised else advised[0],
        also=() if waiting else tuple(advised[1:]),
        so_far=tuple(advised) if waiting else (),
        later=() if brief else _later(walker, advised),
        stage=placed[0].step.stage if placed and not waiting else "",
        assumed=_assumed(passed, [d for a in advised for d in _clocks(walker, a)]),
        ask_next=needs[0] if waiting else None,
        unanswered=tuple(needs),
        passed=passed,
        clear=_clear(walker, advised, paths) if waiting and child.concerns is not None else None,
        coming=None if brief or waiting else _coming(written, child, final, advised),
    )


def _nothing_more(walker: Walker, passed: tuple[Passed, ...]) -> Advised:
    """The step when no tree has one: all is clear, or the soonest day that is still to come."""
    library, days = walker.library, days_to_come(walker)
    if not library.not_clear or not (days or unmet(walker, passed)):
        return _advise(walker, library.all_clear, passed)
    found = _advise(walker, library.not_clear, passed)
    return replace(found, by=days[0]) if days else found


def _coming(written: Library, child: Circumstances, final: bool, now: list[Advised]) -> Coming | None:
    """The first day on which rules that are written already change these steps."""
    for day in turns(written):
        if day > child.on:
            then = ask(as_of(written, day), child, final, brief=True).advised
            begins = tuple(a for a in then if not any(_alike(a, b) for b in now))
            ends = tuple(a for a in now if a.name not in {b.name for b in then})
            if begins or ends:
                return Coming(day, begins, ends)
    return None


def _alike(one: Advised, other: Advised) -> bool:
    """Whether two answers say the same of a step: its words, how urgent it is and by which day."""
    return (one.step, one.urgency, one.by, one.after) == (other.step, other.urgency, other.by, other.after)


def _clear(walker: Walker, advised: list[Advised], paths: list[Path]) -> Advised | None:
    """The first step, if it is for now and nothing that is still open can come before it.

    That is a tree that ranks before its own, a clock there that may have run out, or, anywhere, an emergency or a last
    day of the reader's own.
    """
    if not advised or advised[0].urgency != "now":
        return None
    ends = set(_open(walker, paths))
    if any(_emergency(walker.library, end) for end in ends):
        return None
    first = advised[0]
    if not first.step.emergency:
        open_steps = {name for end in ends for name in _with(walker, end)} - {first.name}
        if any(_may_come_before(walker, walker.library.step(name), first.last_day) for name in open_steps):
            return None
        if not all(
            _settled(walker, c) for a in advised[1:] for c in own_clocks(walker.library, a.step, walker.child.voice)
        ):
            return None
        if first.last_day is not None:
            mine = own_clocks(walker.library, first.step, walker.child.voice)
            return first if all(_settled(walker, c) for c in mine) else None
    waiting = {a.name for a in advised if a.by.needs}
    for path in paths:
        if path.needs:
            return None
        if path.end == advised[0].name:
            return advised[0]
        if waiting & set(_with(walker, path.end)):
            return None
    return None


def _may_come_before(walker: Walker, step: Step, day: date | None) -> bool:
    """Whether a last day of the reader's own may bring a step before one that has such a `day`, or has none."""
    clocks = own_clocks(walker.library, step, walker.child.voice)
    if not all(_settled(walker, clock) for clock in clocks):
        return True
    own = _last_day(walker, step)
    return own is not None and (day is None or own <= day)


def _settled(walker: Walker, clock: Clock) -> bool:
    """Whether no answer that is still missing can change the day of a clock."""
    later = (walker.library.clocks[clock.or_later],) if clock.or_later else ()
    facts = {f for c in (clock, *later) for f in (c.starts_from, *(f for f, _ in c.only_if)) if f != TODAY}
    return all(walker.see(walker.library.facts[f]) is not None for f in facts)


def _last_day(walker: Walker, step: Step) -> date | None:
    """The first day within a fortnight that the reader's own side has to keep with this step."""
    on = date.fromisoformat(walker.child.on)
    days = (run(walker, clock).day for clock in own_clocks(walker.library, step, walker.child.voice))
    return min((d for d in days if d and on <= d <= on + timedelta(days=SOON_ENOUGH)), default=None)


def _open(walker: Walker, paths: list[Path]) -> Iterator[str]:
    """Every end that the walks which wait for an answer may still come to."""
    return (end for path in paths if path.needs for end in walker.open_ends(path.tree))


def _emergency(library: Library, end: str) -> bool:
    return end not in ("", NOTHING) and library.step(end).emergency


def _outside(library: Library, end: str) -> tuple[str, ...]:
    """The duties that do not cover a child whose walk comes to this end."""
    return () if end in ("", NOTHING) else library.step(end).outside


def _advise(walker: Walker, name: str, why: tuple[Passed, ...]) -> Advised:
    step = walker.library.step(name)
    by = deadline_of(walker, step.by)
    carries = walker.rules.cited(step.carries)
    last_day = _last_day(walker, step)
    return Advised(
        name=name,
        step=step,
        urgency="now" if by.overdue or last_day else step.urgency,
        by=by,
        after=after(walker, step.if_not_done.after, by),
        why=why,
        carries=carries,
        kind=weakest(walker.library, carries),
        last_day=last_day,
        answer=deadline_of(walker, step.answer_by) if step.answer_by else None,
    )


def weakest(library: Library, clauses: tuple[str, ...]) -> str:
    """The weakest kind of rule among some clauses: a mixture is no stronger than its weakest part."""
    return max((library.clauses[c].kind for c in clauses), key=RULE_KINDS.index, default="suggestion")


def kinds(library: Library, clauses: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of rule among some clauses, each once, the strongest first."""
    found = {library.clauses[c].kind for c in clauses}
    return tuple(kind for kind in RULE_KINDS if kind in found)


def _advised(walker: Walker, paths: list[Path]) -> list[Advised]:
    """The steps that the paths reached, and those that go with them, each once, the most urgent first.

    That is an emergency, then what has a last day of the reader's own, the earliest first, then what else is for now.
    """
    found: dict[str, Advised] = {}
    for path in paths:
        for name in _with(walker, path.end):
            if name not in found:
                found[name] = _advise(walker, name, path.passed)
    return sorted(
        found.values(), key=lambda a: (not a.step.emergency, a.last_day or date.max, URGENCIES.index(a.urgency))
    )


def _with(walker: Walker, end: str) -> tuple[str, ...]:
    """The step at an end, and those that go with it and are not done."""
    if end in ("", NOTHING):
        return ()
    tree = end.partition("/")[0]
    also = (name if "/" in name else f"{tree}/{name}" for name in walker.library.step(end).also)
    return (end, *(n for n in also if n not in walker.child.done and walker.covers(n.partition("/")[0])))


def _clocks(walker: Walker, advised: Advised) -> tuple[Deadline, ...]:
    return (advised.by, *(deadline_of(walker, c) for c in advised.step.later))


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
    return not binds(library, library.clocks[clock].carries) and (
        weakest(library, library.clocks[clock].carries) in ("local", "suggestion")
    )


def _assumed(passed: tuple[Passed, ...], clocks: list[Deadline]) -> tuple[Assumed, ...]:
    found = {p.fact: p.branch for p in passed if p.origin in (UNSURE, NOT_ASKED, MISSING)}
    for deadline in clocks:
        if deadline.unknown:
            found.setdefault(deadline.starts_from, "no date")
    return tuple(Assumed(fact, branch) for fact, branch in found.items())


def role_name(library: Library, area: str, role: str) -> str:
    """What the area calls a role, or its neutral name."""
    here = library.areas[area].roles.get(role)
    return here.name if here else library.roles[role].name


def contact(library: Library, area: str, role: str) -> Contact | None:
    """How a role is reached in an area, where a source says it."""
    here = library.areas[area].roles.get(role)
    return here.contact if here else None
