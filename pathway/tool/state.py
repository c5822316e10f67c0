"""What a reader has answered so far, as the page keeps it: text that only this module reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pathway.engine.advice import CONCERNS, Recommendation, ask
from pathway.engine.answers import LAST_ON, Circumstances
from pathway.engine.model import Library
from pathway.engine.terms import NONE_YET, NOT_SURE
from pathway.tool import day, outside
from pathway.words.places import ANSWER, AREA, ASK, CHECK, DAY, LETTER, VOICE

AHEAD = ""
"""The place where the walk goes on: the next question, or the answer."""

LONGEST_STATE = 100_000

STALE = "Some answers from before do not fit the questions of today. They were left out, and are asked again if needed."


@dataclass(frozen=True)
class State:
    """What the reader has entered, and where they are. `trail` holds the places visited, in order.

    `on` is the day that everything is counted from: empty while only a clock that is surely wrong has named one.
    """

    on: str = ""
    told: bool = False  # the reader said which day it is, so no clock counts
    voice: str = ""
    area: str = ""
    concerns: tuple[str, ...] | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    trail: tuple[str, ...] = (VOICE,)
    at: str = VOICE
    final: bool = False  # the reader asked for the answer so far
    checking: bool = False  # a change came from the page of all answers, and goes back to it
    what_if: bool = False  # the reader asked what would change the next step
    tried: tuple[str, str] | None = None  # a fact whose answer was changed to see what happens, and what it was


def advice(rules: Library, now: State) -> Recommendation | None:
    if not (now.voice and now.area):
        return None
    child = Circumstances(now.on or rules.reviewed, now.area, now.voice, now.concerns, now.given, now.done)
    return ask(rules, child, final=now.final and now.concerns is not None)


def all_places(rules: Library) -> frozenset[str]:
    """Every place that there can be."""
    steps = (f"{LETTER}{t.id}/{s.id}" for t in rules.trees.values() for s in t.steps.values() if s.papers)
    return frozenset((VOICE, AREA, CONCERNS, CHECK, DAY, ANSWER, *(ASK + f for f in rules.facts), *steps))


def place_before(now: State) -> str | None:
    at = now.trail.index(now.at) if now.at in now.trail else len(now.trail)
    return now.trail[at - 1] if at > 0 else None


def restored(rules: Library, text: str, on: str, anew: bool) -> tuple[State, bool, tuple[str, ...]]:
    """The state that the page kept, whether it could not be read, and what to say of what the rules know no more.

    Opened anew it counts from `on`, unless the reader said which day it is.
    """
    if not text:
        return State(on=on), False, ()
    try:
        if len(text) > LONGEST_STATE:
            raise ValueError("no state of ours is as long as this")
        kept = json.loads(text)
        before = day.believed(rules, kept["on"])
        told = bool(kept.get("told")) and bool(before)
        counted = before if told or (before and not anew) else on
        raw = {**dict(kept["given"]), **{key: kept[key] for key in ("voice", "area", CONCERNS, "done")}}
        found = outside.take(rules, raw, counted)
        tried = kept.get("tried")
        if tried is not None and not _can_be_put_back(rules, found.given, tried, counted):
            raise ValueError("not a change of ours")
        places = all_places(rules)
        at = kept["at"] if kept["at"] in places else AHEAD
        now = State(
            on=counted,
            told=told,
            voice=found.voice,
            area=found.area,
            concerns=found.concerns,
            given=found.given,
            done=found.done,
            trail=tuple(p for p in kept["trail"] if p in places) or (VOICE,),
            at=at,
            final=bool(kept["final"]),
            checking=bool(kept.get("checking")),
            what_if=bool(kept.get("what_if")),
            tried=(tried[0], tried[1]) if tried else None,
        )
        return now, False, (STALE,) if found.wrong else ()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return State(on=on), True, ()


def _can_be_put_back(rules: Library, given: Mapping[str, str], tried: Sequence[str], on: str) -> bool:
    """Whether `tried` names an answer to a fact that may stand in place of the one given."""
    name, before = tried
    return name in given and outside.take(rules, {name: before}, on).given == {name: before}


def as_data(now: State) -> dict[str, Any]:
    return {
        "on": now.on,
        "told": now.told,
        "voice": now.voice,
        "area": now.area,
        "concerns": None if now.concerns is None else list(now.concerns),
        "given": dict(now.given),
        "done": list(now.done),
        "trail": list(now.trail),
        "at": now.at,
        "final": now.final,
        "checking": now.checking,
        "what_if": now.what_if,
        "tried": list(now.tried) if now.tried else None,
    }


def as_entered(rules: Library, now: State, fact_id: str) -> dict[str, Sequence[str]]:
    """A canonical answer as the fields that would give it, so that a question shows what was answered before."""
    given = now.given.get(fact_id)
    if given is None:
        return {}
    kind = rules.facts[fact_id].kind
    if kind in ("choice", "yes or no"):
        return {"answer": (given,)}
    if kind == "several choices":
        return {"answer": tuple(given.split(", "))}
    if given in (NOT_SURE, NONE_YET):
        return {"other": (given,)}
    return in_parts(given) if kind == "date" else {"answer": (given,)}


def in_parts(iso: str) -> dict[str, Sequence[str]]:
    """A day as the three fields that would give it."""
    parts = zip(("year", "month", "day"), iso.split("-"), strict=False)
    return {name: (str(int(part)),) for name, part in parts} if iso else {}


def day_of(iso: str) -> date:
    """The day that answers are read on. While nobody knows it no day is asked for, and any serves."""
    return date.fromisoformat(iso) if iso else LAST_ON
