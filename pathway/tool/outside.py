"""Answers that come from outside, by a link, a saved file or the state that a page kept: what of them can be used.

What is good is kept, and everything else has a line that says so, in words which a parent reads. The names that the
rules use among themselves never stand in one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pathway.engine import answers
from pathway.engine.advice import CONCERNS
from pathway.engine.answers import LAST_ON, Message, NotAnAnswer
from pathway.engine.calendar import FIRST_DAY
from pathway.engine.model import Fact, Library
from pathway.engine.terms import VOICES
from pathway.tool import link

LONGEST_FILE = 100_000
MOST_MESSAGES = 20
"""What is wrong with a link or a file, said at once; nobody reads more."""

NO_FILE = "This is not a file of answers that was saved here. Choose one that ends in .json"
NO_LINK = "This link is not one of ours, or is damaged. Please start here"
LONG_LINK = "This link is too long to be one of ours, so nothing was taken from it"
CUT = "This link lost its end, or was changed on its way. Check the answers, or ask for the link again"
PARTLY = "Some of this {} could not be used. Please check the answers"
TWICE = "Two different answers to this came with it, so neither was used. Answer it again"

END_UNKNOWN = "This link may have lost its end. Check the answers."
ADDED = "Something was added to this link on its way. It was left out."
GONE = "Something in these answers belongs to another version of this site. It was left out."


@dataclass(frozen=True)
class Answers:
    """What could be used. `wrong` says what could not, and must be looked at; `notes` are worth a line."""

    voice: str = ""
    area: str = ""
    concerns: tuple[str, ...] | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    wrong: tuple[Message, ...] = ()
    notes: tuple[str, ...] = ()
    ours: bool = True  # whether it was made here at all


def from_link(rules: Library, text: str, on: str) -> Answers:
    """What a link says. `on` is the day, or empty where nobody knows it."""
    if len(text) > link.LONGEST:
        return Answers(wrong=(Message("link", LONG_LINK),), ours=False)
    found = link.read(text, rules.facts)
    if found is None:
        return Answers(wrong=(Message("link", NO_LINK),), ours=False)
    raw: dict[str, Any] = dict(found.said)
    taken = take(rules, raw, on, exact=True, whole=found.whole is True)
    voice = taken.voice or VOICES[0]
    wrong = [*taken.wrong, *(Message(name, f"{_called(rules, name, voice)} {TWICE}") for name in found.twice)]
    if found.whole is False:
        wrong.insert(0, Message("link", CUT))
    elif wrong:
        wrong.insert(0, Message("link", PARTLY.format("link")))
    end = (END_UNKNOWN,) if found.whole is None else ()
    added = (ADDED,) if found.added else ()
    return replace(taken, wrong=tuple(wrong)[: MOST_MESSAGES + 1], notes=(*end, *added, *taken.notes))


def from_file(rules: Library, text: str, on: str) -> Answers:
    """What a saved file says."""
    twice: list[str] = []

    def read(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice.extend(key for key, value in pairs if dict(pairs)[key] != value)
        return {key: value for key, value in pairs if key not in twice}

    try:
        kept = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=read) if len(text) <= LONGEST_FILE else None
    except (ValueError, RecursionError):
        kept = None
    if not isinstance(kept, dict) or "voice" not in (*kept, *twice):
        return Answers(wrong=(Message("file", NO_FILE),), ours=False)
    taken = take(rules, kept, on, whole=True)
    voice = taken.voice or VOICES[0]
    wrong = [*taken.wrong, *(Message(name, f"{_called(rules, name, voice)} {TWICE}") for name in dict.fromkeys(twice))]
    if wrong:
        wrong.insert(0, Message("file", PARTLY.format("file")))
    return replace(taken, wrong=tuple(wrong)[: MOST_MESSAGES + 1])


def take(rules: Library, raw: Mapping[str, Any], on: str, *, exact: bool = False, whole: bool = False) -> Answers:
    """What can be used of raw answers: voice, area, concerns and done by these names, and facts by theirs.

    With `exact` an answer counts only as the tool itself writes it, since a part of it may be an answer too. What is
    known to be `whole` and has a name that is not known comes from another version of the rules, which does no harm.
    """
    wrong: list[Message] = []
    notes: list[str] = []

    def gone(name: str) -> None:
        if whole:
            notes.append(GONE)
        else:
            wrong.append(Message(name, "A part of it is not known here, and was left out"))

    def one(key: str, names: Iterable[str]) -> str:
        value = raw.get(key)
        if value in ("", None):
            return ""
        found = next((name for name in names if value == name), "")
        if not found:
            wrong.append(Message(key, f"{_called(rules, key, '')} Select it again"))
        return found

    voice = one("voice", VOICES)
    area = one("area", rules.areas)
    happening = raw.get(CONCERNS)
    concerns, problems = answers.happenings(rules, happening)
    if problems:
        both = any(m.words == answers.NOT_BOTH for m in problems)
        words = answers.NOT_BOTH if both else "Select it again"
        wrong.append(Message(CONCERNS, f"{_called(rules, CONCERNS, '')} {words}"))
        concerns = None
    done: list[str] = []
    for name in answers.several(raw.get("done")):
        tree, _, step = name.partition("/")
        if tree in rules.trees and step in rules.trees[tree].steps:
            done.append(name)
        else:
            gone("done")
    given: dict[str, str] = {}
    for name, value in raw.items():
        fact = rules.facts.get(name)
        if name in link.OWN:
            continue
        if fact is None:
            gone(name)
            continue
        try:
            given[name] = _answer(fact, value, on, exact)
        except NotAnAnswer as problem:
            wrong.append(Message(name, f"{_called(rules, name, voice)} {in_plain_words(fact, problem)}"))
    said, more = tuple(dict.fromkeys(wrong)), tuple(dict.fromkeys(notes))
    return Answers(voice, area, concerns, given, tuple(dict.fromkeys(done)), said, more)


def in_plain_words(fact: Fact, problem: NotAnAnswer) -> str:
    """What is wrong with an answer, for who reads it on a page: without the names of its choices in the rules."""
    if fact.answered_by_area or fact.kind not in ("choice", "several choices"):
        return str(problem)
    several = fact.kind == "several choices"
    return "Select all that apply, or none of these, or not sure" if several else "Select one answer, or not sure"


def _answer(fact: Fact, value: object, on: str, exact: bool) -> str:
    """The canonical answer. Where nobody knows which day it is, one that is right on one day is good for now."""
    found: list[str] = []
    problem: NotAnAnswer | None = None
    for day in (date.fromisoformat(on),) if on else (LAST_ON, FIRST_DAY):
        try:
            found.append(answers.answer(fact, value, day))
        except NotAnAnswer as wrong:
            problem = problem or wrong
    if not found and problem:
        raise problem
    if len(set(found)) > 1 or (exact and found[0] != value):
        raise NotAnAnswer("A part of this answer may be lost. Answer it again")
    return found[0]


def _called(rules: Library, name: str, voice: str) -> str:
    """What a part of the answers is about, as the page that asks for it says it."""
    fact = rules.facts.get(name)
    if fact:
        return fact.ask[voice or VOICES[0]]
    own = {"voice": "Who are you?", "area": "Where does the child live?", CONCERNS: "What is happening?"}
    return own.get(name, "What is done?")
