"""What people enter -> valid answers, or a message for the field.

A valid answer is a canonical string: `yes`, a choice's name, `12`, `89.5`, `2026-11-20`, `none yet`, `not sure`, or
several choices joined by ", ". Nothing is ever guessed, and every message says what to enter instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from pathway.engine.calendar import FIRST_DAY, LAST_DAY, Break
from pathway.engine.model import Fact, Library
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE, VOICES

LONGEST = 500
"""No answer is longer than this many characters, list of holidays included."""
LAST_ON = date(LAST_DAY.year - 2, 12, 31)
"""The last day that anything is worked out for: every count of days from it ends within the calendar."""
NOT_BOTH = "Select what is happening, or \u201cI am not sure\u201d: not both"

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]+([a-z]+|\d{1,2})[ ./,-]+(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RANGE = re.compile(r"\s+(?:to|until)\s+|\s*[\u2013\u2014]\s*", re.IGNORECASE)
_UNSEEN = re.compile(
    "[\\0-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]"
)
_WHOLE = re.compile(r"[+-]?(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})")
_PERCENTAGE = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,2})0*)?\s*(?:%|per\s?cent)?")


@dataclass(frozen=True)
class Message:
    """What is wrong with one field, in words that say what to enter. `field` is a fact, or on, area, voice ..."""

    field: str
    words: str


@dataclass(frozen=True)
class Circumstances:
    """A child's circumstances on one day: valid, canonical and complete enough to be asked about.

    `concerns` is None until somebody has said what is happening; `given` holds one canonical answer for a fact.
    """

    on: str
    area: str
    voice: str
    concerns: tuple[str, ...] | None
    given: Mapping[str, str]
    done: tuple[str, ...] = ()


class NotAnAnswer(ValueError):
    """An entry that is no answer; the text says what to enter."""


def read(
    library: Library,
    *,
    on: object,
    area: object = "england",
    voice: object = "parent",
    concerns: object = None,
    given: Mapping[str, object] | None = None,
    done: object = (),
) -> tuple[Circumstances | None, tuple[Message, ...]]:
    """The circumstances that raw entries describe, and every message about them; None if there is any message.

    `concerns` and `done` are lists of names or one text with commas; `given` maps facts to raw answers.
    """
    messages: list[Message] = []

    def known(field: str, name: object, names: Iterable[str], what: str) -> str:
        text, problem = _known(field, name, names, what)
        messages.extend(problem)
        return text

    today: date | None = None
    try:
        today = parse_date(as_text(on))
        if not FIRST_DAY <= today <= LAST_ON:
            raise NotAnAnswer(f"Enter a day from {FIRST_DAY.year} to {LAST_ON.year}")
    except NotAnAnswer as wrong:
        messages.append(Message("on", str(wrong)))
        today = None
    where = known("area", area, library.areas, "an area")
    who = known("voice", voice, VOICES, "a voice")
    happening, problems = happenings(library, concerns)
    messages.extend(problems)
    ticked = tuple(dict.fromkeys(several(done)))
    for name in ticked:
        tree, _, step = name.partition("/")
        if tree not in library.trees or step not in library.trees[tree].steps:
            steps = [f"{t.id}/{s}" for t in library.trees.values() for s in t.steps]
            messages.append(Message("done", f"{_shown(name)} is not a step. {did_you_mean(name, steps)}"))
    answers: dict[str, str] = {}
    for fact_id, raw in (given or {}).items():
        fact = library.facts.get(fact_id)
        if fact is None:
            name = as_text(fact_id)
            words = f"{_shown(name)} is not something that is asked. {did_you_mean(name, library.facts)}"
            messages.append(Message(name[:60], words))
            continue
        if today is None and fact.kind in ("date", "date ranges"):
            continue  # whether a date is in the past cannot be said before the day itself is right
        try:
            answers[fact_id] = answer(fact, raw, today or FIRST_DAY)
        except NotAnAnswer as wrong:
            messages.append(Message(fact_id, str(wrong)))
    if today is None or messages:
        return None, tuple(messages)
    return Circumstances(today.isoformat(), where, who, happening, answers, ticked), ()


def happenings(library: Library, raw: object) -> tuple[tuple[str, ...] | None, tuple[Message, ...]]:
    """The concerns that a raw entry names, and every message about them; None while nothing is said."""
    found = [_known("concerns", name, [*library.concerns, NOT_SURE], "a concern") for name in several(raw)]
    names = tuple(dict.fromkeys(name for name, _ in found))
    both = (Message("concerns", NOT_BOTH),) if NOT_SURE in names and len(names) > 1 else ()
    return names or None, (*(problem for _, problems in found for problem in problems), *both)


def answer(fact: Fact, raw: object, today: date) -> str:
    """The canonical answer that `raw` gives to `fact`; raises `NotAnAnswer` with what to enter instead."""
    if fact.answered_by_area:
        raise NotAnAnswer("The area answers this. Choose another area instead")
    text = ", ".join(as_text(r) for r in raw) if isinstance(raw, (list, tuple)) else as_text(raw)
    if len(text) > LONGEST:
        raise NotAnAnswer(f"This answer is too long. Use at most {LONGEST} characters")
    if text.casefold() == NOT_SURE:
        return NOT_SURE
    canonical = {
        "yes or no": _yes_or_no,
        "choice": _choice,
        "several choices": _choices,
        "whole number": _whole,
        "percentage": _percentage,
        "date": _date,
        "date ranges": _date_ranges,
    }[fact.kind](fact, text, today)
    if len(canonical) > LONGEST:  # written out in full it may be longer, and must still be an answer when it comes back
        raise NotAnAnswer(f"This answer is too long. Written out in full it may have {LONGEST} characters")
    return canonical


def parse_date(text: str, today: date | None = None) -> date:
    """The day that `text` names: 2026-11-23, 23 11 2026, 23/11/26, 23 Nov 2026 or today; raises `NotAnAnswer`."""
    words = text.strip().casefold()
    if words == "today" and today is not None:
        return today
    if found := _ISO.fullmatch(words):
        year, month, day = (int(g) for g in found.groups())
    elif found := _DAY_FIRST.fullmatch(words):
        day, year = int(found[1]), int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        name = found[2]
        if name.isdigit():
            month = int(name)
        else:
            months = [i for i, m in enumerate(MONTHS, 1) if len(name) >= 3 and m.casefold().startswith(name)]
            if not months:
                raise NotAnAnswer(f"{_shown(found[2])} is not a month. Enter a date, for example 27 3 2026")
            month = months[0]
    else:
        raise NotAnAnswer("Enter a date with a day, a month and a year, for example 27 3 2026")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotAnAnswer("That day does not exist. Enter a real date, for example 27 3 2026") from None


def breaks(canonical: str) -> tuple[Break, ...]:
    """The holidays that a canonical answer of kind `date ranges` lists."""
    if canonical in ("", NOT_SURE):
        return ()
    return tuple((a, b) for a, _, b in (part.partition(" to ") for part in canonical.split(", ")))


def in_words(day: date) -> str:
    """A date as people write it: 23 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or lists a few."""
    listed = list(names)
    near = get_close_matches(text[:60].casefold(), listed, 1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Known: {', '.join(listed[:12])}" + (" ..." if len(listed) > 12 else "")


def _known(field: str, name: object, names: Iterable[str], what: str) -> tuple[str, tuple[Message, ...]]:
    text = as_text(name)
    if text in (listed := list(names)):
        return text, ()
    return text, (Message(field, f"{_shown(text)} is not {what}. {did_you_mean(text, listed)}"),)


def _yes_or_no(fact: Fact, text: str, today: date) -> str:
    word = {"y": "yes", "n": "no", "true": "yes", "false": "no"}.get(text.casefold(), text.casefold())
    if word not in ("yes", "no"):
        raise NotAnAnswer("Select yes, no or not sure" if not text else f"{_shown(text)} is not yes, no or not sure")
    return word


def _choice(fact: Fact, text: str, today: date) -> str:
    names = [c.id for c in fact.choices]
    if not text:
        raise NotAnAnswer("Select one answer, or not sure")
    if text.casefold() not in names:
        raise NotAnAnswer(f"{_shown(text)} is not one of the answers. {did_you_mean(text, [*names, NOT_SURE])}")
    return text.casefold()


def _choices(fact: Fact, text: str, today: date) -> str:
    names = [c.id for c in fact.choices]
    chosen = [part.strip().casefold() for part in text.split(",") if part.strip()]
    if not chosen:
        raise NotAnAnswer("Select all that apply, or none of these, or not sure")
    if NONE_OF_THESE in chosen or NOT_SURE in chosen:
        if len(set(chosen)) > 1:
            raise NotAnAnswer("Select answers, or none of these, or not sure: not both")
        return chosen[0]
    for name in chosen:
        if name not in names:
            listed = [*names, NONE_OF_THESE, NOT_SURE]
            raise NotAnAnswer(f"{_shown(name)} is not one of the answers. {did_you_mean(name, listed)}")
    return ", ".join(name for name in names if name in chosen)


def _whole(fact: Fact, text: str, today: date) -> str:
    digits = text.casefold()
    for word in (fact.unit, fact.unit.removesuffix("s"), "days", "day"):
        digits = digits.removesuffix(word).rstrip() if word else digits
    if not _WHOLE.fullmatch(digits):
        raise NotAnAnswer(f"Enter a whole number{f' of {fact.unit}' if fact.unit else ''}, for example 12")
    value = int(digits.replace(",", ""))
    _within(fact, value, 1)
    return str(value)


def _percentage(fact: Fact, text: str, today: date) -> str:
    found = _PERCENTAGE.fullmatch(text.casefold())
    if found is None:
        raise NotAnAnswer("Enter a percentage with at most two decimals, for example 87.5")
    whole, part = int(found[1]), (found[2] or "").rstrip("0")
    _within(fact, whole * 100 + int(part.ljust(2, "0")), 100)
    return f"{whole}.{part}" if part else str(whole)


def _within(fact: Fact, value: int, scale: int) -> None:
    low, high = fact.low, fact.high
    if (low is not None and value < low * scale) or (high is not None and value > high * scale):
        if low is not None and high is not None:
            raise NotAnAnswer(f"Enter a number from {low} to {high}")
        raise NotAnAnswer(f"Enter {low} or more" if low is not None else f"Enter {high} or less")


def _date(fact: Fact, text: str, today: date) -> str:
    if text.casefold() == NONE_YET:
        if NONE_YET not in fact.may_be:
            raise NotAnAnswer("Enter a date, or not sure")
        return NONE_YET
    day = parse_date(text, today)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NotAnAnswer(f"Enter a date from {FIRST_DAY.year} to {LAST_DAY.year}")
    if day > today and "future" not in fact.may_be:
        raise NotAnAnswer("The date must be today or in the past")
    if day <= today and "past" not in fact.may_be:
        raise NotAnAnswer("The date must be in the future")
    return day.isoformat()


def _date_ranges(fact: Fact, text: str, today: date) -> str:
    spans: list[Break] = []
    for part in re.split(r"[,;\n]", text):
        if not part.strip():
            continue
        ends = _RANGE.split(part.strip())
        if len(ends) > 2:
            raise NotAnAnswer("Write each holiday as first day to last day, for example 21 12 2026 to 1 1 2027")
        first, last = parse_date(ends[0], today), parse_date(ends[-1], today)
        if last < first:
            raise NotAnAnswer(f"The holiday that starts on {in_words(first)} ends before it starts")
        if (last - first).days > 100:
            raise NotAnAnswer(f"The holiday that starts on {in_words(first)} is longer than 100 days. Check its dates")
        if first < FIRST_DAY or last > LAST_DAY:
            raise NotAnAnswer(f"Enter dates from {FIRST_DAY.year} to {LAST_DAY.year}")
        spans.append((first.isoformat(), last.isoformat()))
    if not spans:
        raise NotAnAnswer("Enter the first and last day of each holiday, for example 21 12 2026 to 1 1 2027")
    return ", ".join(f"{a} to {b}" for a, b in sorted(set(spans)))


def several(value: object) -> tuple[str, ...]:
    """The names in a list, or in a text with commas."""
    if isinstance(value, (list, tuple)):
        return tuple(as_text(v) for v in value)
    return tuple(part.strip() for part in as_text(value).split(",") if part.strip())


def as_text(value: object) -> str:
    """A raw entry as trimmed text with single spaces (line ends kept); anything that is no text becomes one.

    Control characters and the marks for direction that come with a copied date are dropped; what else cannot be shown
    stays visible as a replacement sign, so that nothing turns into another answer.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and abs(value) > 10**15:
        return "a very large number"  # Python refuses to write out the largest
    if not isinstance(value, (str, int, float, date)):
        return "neither a text nor a number"
    text = value if isinstance(value, str) else str(value)
    lines = (" ".join(_UNSEEN.sub("", line).split()) for line in text[: LONGEST * 4].splitlines())
    whole = "\n".join(line for line in lines if line)
    return whole if whole.isprintable() else "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in whole)


def _shown(text: str) -> str:
    """What somebody entered, short enough to quote."""
    flat = " ".join(text.split())
    return f"\u201c{flat[:40]}\u2026\u201d" if len(flat) > 41 else f"\u201c{flat}\u201d"
