"""The phrases of the trees in words for people: the figures of named numbers filled in, choices by their labels."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pathway.engine.model import Clause, Clock, Fact, Library, Number, Question, Tree
from pathway.engine.rules import values
from pathway.engine.terms import NONE_YET, NOT_SURE
from pathway.words import wording

PLAIN = {"yes": "Yes", "no": "No", NOT_SURE: "Not sure", NONE_YET: "Not yet"}

_FIGURE = r"(-?\d+(?:\.\d+)?|[a-z][a-z0-9-]*)"
_NUMBERS = (
    (re.compile(rf"below {_FIGURE}"), "Fewer than {0}", "Below {0}"),
    (re.compile(rf"{_FIGURE} or (?:less|fewer)"), "{0} or fewer", "{0} or less"),
    (re.compile(rf"more than {_FIGURE} to {_FIGURE}"), "More than {0}, up to {1}", "More than {0}, up to {1}"),
    (re.compile(rf"more than {_FIGURE}"), "More than {0}", "More than {0}"),
    (re.compile(rf"{_FIGURE} or more"), "{0} or more", "{0} or more"),
    (re.compile(rf"exactly {_FIGURE}"), "Exactly {0}", "Exactly {0}"),
    (re.compile(rf"{_FIGURE} to below {_FIGURE}"), "From {0} to fewer than {1}", "From {0} to below {1}"),
    (re.compile(rf"{_FIGURE} to {_FIGURE}"), "From {0} to {1}", "From {0} to {1}"),
)
_DATES = (
    (re.compile(rf"less than {_FIGURE}(?: [a-z ]+?)? ago"), "Less than {0} ago"),
    (re.compile(rf"more than {_FIGURE}(?: [a-z ]+?)? ago"), "More than {0} ago"),
    (re.compile(rf"{_FIGURE}(?: [a-z ]+?)? ago or less"), "{0} ago or less"),
    (re.compile(rf"{_FIGURE}(?: [a-z ]+?)? ago or more"), "{0} ago or more"),
)
_CLOCK = re.compile(r"(up to|after) ([a-z][a-z0-9-]*)")
_TIMES = {"up to": "Still in time", "after": "No longer in time"}


def in_words(library: Library, fact: Fact, phrase: str, voice: str) -> str:
    """What a branch covers, as the reader of one voice would say it. An area's own figures stand in brackets."""
    if phrase in PLAIN:
        return PLAIN[phrase]
    if fact.kind == "choice":
        labels = {choice.id: choice.label[voice] for choice in fact.choices}
        first, *others = (labels[name] for name in phrase.split(" or "))
        return ", or ".join([first, *(within(label) for label in others)])
    if fact.kind == "several choices":
        labels = {choice.id: choice.label[voice] for choice in fact.choices}
        without = phrase.removeprefix("does not include ")
        return f"Not: {labels[without]}" if without != phrase else labels[phrase.removeprefix("includes ")]
    if fact.kind == "date":
        if found := _CLOCK.fullmatch(phrase):
            clock = library.clocks[found[2]]
            return f"{_TIMES[found[1]]} ({figure(library, str(clock.length), clock.unit)})"
        for pattern, words in _DATES:
            if found := pattern.fullmatch(phrase):
                return words.format(figure(library, found[1], fact.unit))
        return phrase.capitalize()
    for pattern, counted, measured in _NUMBERS:
        if found := pattern.fullmatch(phrase):
            percent = fact.kind == "percentage"
            units = ["" for _ in found.groups()[1:]] + [fact.unit]
            figures = [figure(library, f, "%" if percent else u) for f, u in zip(found.groups(), units, strict=True)]
            return (measured if percent else counted).format(*figures)
    return phrase


def clocks_of(library: Library, question: Question) -> tuple[Clock, ...]:
    """The clocks that a question's phrases are about."""
    found = (_CLOCK.fullmatch(branch.phrase) for branch in question.branches)
    names = dict.fromkeys(match[2] for match in found if match)
    return tuple(library.clocks[name] for name in names if library.facts[question.fact].kind == "date")


def figure(library: Library, text: str, unit: str) -> str:
    """A figure with its unit: `10 school days`, and for a named number the areas where it differs."""
    number = library.numbers.get(text)
    if number is None:
        return _with_unit(text, unit)
    value = values(library, None)[text]
    here = _with_unit(str(value), unit)
    differing = [a for a in library.areas.values() if a.numbers.get(text, value) != value]
    others = [f"in {area.name} {area.numbers[text]}" for area in differing]
    return f"{here} ({'; '.join(others)})" if others else here


def within(text: str) -> str:
    """The text as it stands within a sentence: without its capital, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() or text[:2] == "I " else text[:1].lower() + text[1:]


def by_when(library: Library, name: str) -> str:
    """When a step is due, in words: the clock's own, or `straight away`."""
    clock: Clock | None = library.clocks.get(name)
    return _counted(clock) if clock else name


def _counted(clock: Clock) -> str:
    return f"{clock.words}, unless {clock.unless}" if clock.unless else clock.words


def standing(clause: Clause) -> str:
    """How far a clause was checked: the day, and a warning where it was not read in the document itself."""
    return wording.sentence(wording.standing(clause))


def day(iso: str) -> str:
    """A day in words: `21 November 2026`; what is not a day comes back as it is."""
    return wording.day_words(iso) if re.fullmatch(r"\d{4}-\d\d-\d\d", iso) else iso


def holds(library: Library, part: Tree | Clock | Number) -> str:
    """From when and until when a rule holds, and when it will be otherwise; empty for one that simply holds."""
    said = []
    if isinstance(part, Tree) and part.in_force_from:
        said.append(f"In force from {day(part.in_force_from)}. ")
    if isinstance(part, Tree) and part.in_force_until:
        said.append(f"In force until {day(part.in_force_until)}. ")
    name = {Tree: "trees", Clock: "clocks", Number: "numbers"}[type(part)]
    for turn, parts in library.amendments.items():
        then = parts.get(name, {}).get(part.id)
        if isinstance(then, Number) and isinstance(part, Number):
            said.append(f"Until {day(_before(turn))}. From {day(turn)}: {then.value} {then.unit}. ")
        elif then is not None:
            said.append(f"From {day(turn)} it is otherwise. ")
    return "".join(said)


def _before(iso: str) -> str:
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()


def _with_unit(text: str, unit: str) -> str:
    if unit == "%":
        return f"{text}%"
    singular = text == "1" and unit.endswith("s")
    return f"{text} {unit[:-1] if singular else unit}".strip()
