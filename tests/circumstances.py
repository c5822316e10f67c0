"""Children's circumstances made by chance, but always the same: for every way of reading the rules that must agree.

Each is what `pathway.tool.door.asked` takes: on, area, voice, concerns, given, done, final. Over all of them every
value on and beside every threshold of every fact occurs, every concern alone and with every other, every area and every
voice. Some are answered question by question as a reader would, so that walks go deep; some hold what nobody should
enter.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from pathway.engine import advice, answers, bands
from pathway.engine.calendar import FIRST_DAY, LAST_DAY, Calendar
from pathway.engine.model import Fact, Library
from pathway.engine.rules import values as figures
from pathway.engine.terms import NOT_SURE, VOICES

Circumstances = dict[str, Any]

DAYS = ("2026-11-23", "2026-11-20", "2026-11-21", "2026-12-24", "2027-01-04", "2027-03-29", "2028-02-29", "2026-08-31")
"""A Monday in term, a Friday, a Saturday, days beside bank holidays, a leap day and the last day of a summer."""

HOLIDAYS = ("2026-12-21 to 2027-01-01", "2026-10-26 to 2026-10-30, 2026-12-21 to 2027-01-01, 2027-02-15 to 2027-02-19")

MISTAKES: tuple[tuple[str, Any], ...] = (
    ("on", "2026-02-30"),
    ("on", "1901-01-01"),
    ("on", "yesterday"),
    ("on", None),
    ("on", 20261123),
    ("area", "atlantis"),
    ("area", ""),
    ("voice", "teacher"),
    ("voice", ["parent", "school"]),
    ("concerns", ["helth"]),
    ("concerns", "health, weather"),
    ("done", ["nowhere/no-step"]),
    ("done", "scope"),
    ("no-such-fact", "yes"),
    ("<script>alert(1)</script>", "yes"),
    ("", "yes"),
)
ODD_ANSWERS: tuple[Any, ...] = (
    "", " ", "maybe", "YES", "Not Sure", "none yet", "-1", "1000000000000", "12.5", "12,5", "1e3", "NaN", "100.001",
    "31/2/2026", "2026-02-29", "29 2 2028", "1 Nov 26", "today", "tomorrow", "in the future", "\u0664\u0662", "\u2028",
    "\u202eyes", "caf\u00e9", "a\nb", "x" * 600, True, False, None, 7, 7.5, 10**30, 1e300, [], ["yes", "no"], {"a": 1},
    "2026-12-21 to 2026-12-01", "2026-12-21 to 2027-01-01 to 2027-01-05",
)  # fmt: skip


def circumstances(library: Library, count: int = 2000, seed: int = 20261123) -> list[Circumstances]:
    """So many circumstances, the same ones for the same library and seed."""
    choose = random.Random(seed)
    concerns = itertools.cycle(concern_sets(library))
    places = itertools.cycle([(area, voice) for area in library.areas for voice in VOICES])
    edges = {fact.id: _cycled(choose, len(offsets(library, fact.id))) for fact in library.facts.values()}
    made: list[Circumstances] = []
    for number in range(count):
        area, voice = next(places)
        child: Circumstances = {
            "on": DAYS[0] if number % 3 else choose.choice(DAYS),
            "area": area,
            "voice": voice,
            "concerns": next(concerns),
            "given": {},
            "done": [],
            "final": choose.random() < 0.2,
        }
        if number % 2:
            _answer_everything(library, child, edges, choose)
        else:
            _answer_as_asked(library, child, choose)
        if number % 10 == 9:
            _go_wrong(library, child, choose)
        made.append(child)
    return made


def concern_sets(library: Library) -> list[list[str] | None]:
    """No concern, each alone, each with each other and all of them, `not sure`, and nothing said yet."""
    names = tuple(library.concerns)
    sets = [list(some) for n in (0, 1, 2, len(names)) for some in itertools.combinations(names, n)]
    return [*sets, [NOT_SURE], None]


@cache
def offsets(library: Library, name: str) -> tuple[str | int, ...]:
    """A fact's answers of interest: names as they are, points of its scale on and beside each threshold."""
    fact = library.facts[name]
    points: set[int] = set()
    reach = bands.domain(fact)
    for cut in (reach.low, reach.high) if reach else ():
        points.update(range(cut[0] - 1, cut[0] + 2))
    for area in library.areas.values():
        known = figures(library, area)
        for question in (q for tree in library.trees.values() for q in tree.questions.values() if q.fact == fact.id):
            for branch in question.branches:
                band = bands.parse(branch.phrase, fact, known).band
                for cut in (band.low, band.high) if band else ():
                    points.update(range(cut[0] - 1, cut[0] + 2))
        for clock in library.clocks.values():
            if clock.starts_from == fact.id:
                length = (clock.length if isinstance(clock.length, int) else known[clock.length]) * bands.scale(fact)
                if clock.unit == "months":  # of 28 to 31 days, less one where the first day counts
                    points.update(range(length * 30 - 2, length * 31 + 2))
                else:
                    points.update(range(length - 1, length + 2))
    if reach is not None:
        points.update((0, 1, 2, 365))
    names = list(bands.names(fact))
    if fact.kind == "several choices":
        names += [", ".join(pair) for pair in itertools.combinations([c.id for c in fact.choices], 2)]
    if fact.kind == "date ranges":
        names += HOLIDAYS
    return (*names, *sorted(point for point in points if abs(point) < 10**6))


def answer(library: Library, fact: Fact, offset: str | int, on: str) -> str:
    """The raw answer for one of the offsets: itself, a number in figures, or the day that lies so far back."""
    if isinstance(offset, str):
        return offset
    if fact.kind == "percentage":
        sign, (whole, part) = "-" if offset < 0 else "", divmod(abs(offset), 100)
        return f"{sign}{whole}.{part:02d}"
    if fact.kind == "whole number":
        return str(offset)
    return _day(on, fact.unit, offset)


@cache
def _day(on: str, unit: str, gone: int) -> str:
    """The latest day from which so many days of the unit have gone by; the days beside it come with other offsets."""
    today = date.fromisoformat(on)
    day = today - timedelta(days=gone)
    if gone > 0 and unit in ("working days", "school days"):
        calendar, day = Calendar(today), today
        while day > FIRST_DAY and calendar.elapsed(day, unit) < gone:
            day -= timedelta(days=1)
    return max(FIRST_DAY, min(day, LAST_DAY)).isoformat()


def _cycled(choose: random.Random, length: int) -> Iterator[int]:
    """Every index below `length` in a new order each time round, for ever."""
    while length:
        yield from choose.sample(range(length), length)


def _answer_everything(
    library: Library, child: Circumstances, edges: Mapping[str, Iterator[int]], choose: random.Random
) -> None:
    """Gives most facts an answer of interest, each in its turn; mostly such that the first trees let the walk go on."""
    told = choose.choice((1.0, 0.95, 0.7, 0.3))
    for fact in library.facts.values():
        if not fact.answered_by_area and choose.random() < told:
            raw = answer(library, fact, offsets(library, fact.id)[next(edges[fact.id])], child["on"])
            if _may_stand(fact, raw, child["on"], choose):
                child["given"][fact.id] = raw
    first = {q.fact for tree in library.first for q in library.trees[tree].questions.values()}
    if choose.random() < 0.7:
        for fact_id in first:
            child["given"].pop(fact_id, None)
        _answer_as_asked(library, child, choose, only=first)


def _may_stand(fact: Fact, raw: str, on: str, choose: random.Random) -> bool:
    """Whether to use an answer. One just outside the fact's bounds spoils all the rest, so few of those are."""
    try:
        answers.answer(fact, raw, date.fromisoformat(on))
    except answers.NotAnAnswer:
        return choose.random() < 0.03
    return True


def _answer_as_asked(
    library: Library, child: Circumstances, choose: random.Random, only: set[str] | None = None
) -> None:
    """Answers what is asked till nothing is, of two answers the one that leads to more questions; ticks steps off."""
    found = _asked(library, child)
    for _ in range(60):
        if found is None:
            return
        name = found.ask_next or ""
        if name in library.facts and (only is None or name in only):
            fact = library.facts[name]
            for _ in range(2):
                raw = answer(library, fact, choose.choice(offsets(library, name)), child["on"])
                if _may_stand(fact, raw, child["on"], choose):
                    child["given"][name] = raw
                    found = _asked(library, child)
                    if found is not None and found.ask_next:
                        break
            if choose.random() < 0.01:
                return
        elif found.next is not None and only is None and choose.random() < 0.4:
            child["done"].append(found.next.name)
            found = _asked(library, child)
        else:
            return


def _asked(library: Library, child: Circumstances) -> advice.Recommendation | None:
    """What the engine says of the child so far, or None where it refuses an entry."""
    read, _ = answers.read(library, **{key: value for key, value in child.items() if key != "final"})
    return advice.ask(library, read) if read else None


def _go_wrong(library: Library, child: Circumstances, choose: random.Random) -> None:
    """Puts one, two or three things in that nobody should enter."""
    for _ in range(choose.randint(1, 3)):
        if choose.random() < 0.4:
            name, value = choose.choice(MISTAKES)
            (child if name in child else child["given"])[name] = value
        else:
            child["given"][choose.choice(tuple(library.facts))] = choose.choice(ODD_ANSWERS)
