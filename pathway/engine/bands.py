"""The phrases of the trees ("60 or more", "6 weeks ago or less") as exact sets of answers.

A phrase covers names (`yes`, a choice, `not sure`, `none yet`) or a band of numbers. A band lies between two cuts, and
a cut lies just before or just after a value, so that gaps and overlaps are exact, single points included. Every number
is a whole number here: percentages count in hundredths of a per cent, dates in days (or working or school days) gone
by since, with the future below zero. A phrase about a clock (`up to appeal-limit`) covers the dates from which that
clock still runs, or has ended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pathway.engine.model import Fact, Number
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE

Cut = tuple[int, int]
"""A value, and 0 for just before it or 1 for just after it."""

BOTTOM: Cut = (-(10**9), 0)
TOP: Cut = (10**9, 1)

_FIGURE = r"(?P<{0}>-?\d+(?:\.\d+)?|[a-z][a-z0-9-]*)"
_A, _B = _FIGURE.format("a"), _FIGURE.format("b")
_NUMBER_PHRASES = (
    (re.compile(rf"below {_A}"), "< a"),
    (re.compile(rf"{_A} or (?:less|fewer)"), "<= a"),
    (re.compile(rf"more than {_A} to {_B}"), "a < <= b"),
    (re.compile(rf"more than {_A}"), "> a"),
    (re.compile(rf"{_A} or more"), ">= a"),
    (re.compile(rf"exactly {_A}"), "= a"),
    (re.compile(rf"{_A} to below {_B}"), "a <= < b"),
    (re.compile(rf"{_A} to {_B}"), "a <= <= b"),
)
_UNIT = r"(?: (?P<unit>days?|working days?|school days?|weeks?))?"
_DATE_PHRASES = (
    (re.compile(rf"less than {_A}{_UNIT} ago"), "< a"),
    (re.compile(rf"more than {_A}{_UNIT} ago"), "> a"),
    (re.compile(rf"{_A}{_UNIT} ago or less"), "<= a"),
    (re.compile(rf"{_A}{_UNIT} ago or more"), ">= a"),
)
_CLOCK = re.compile(r"(?P<when>up to|after) (?P<clock>[a-z][a-z0-9-]*)")
_SEVERAL = re.compile(r"(?P<not>does not include|includes) (?P<choice>.+)")

PHRASES = {
    "yes or no": "yes, no",
    "choice": "the name of a choice, or several: `early help or social care`",
    "several choices": "includes CHOICE, does not include CHOICE",
    "whole number": "below N, N or less, N or fewer, more than N, N or more, exactly N, N to below M, more than N to M",
    "percentage": "below N, N or less, more than N, N or more, exactly N, N to below M, more than N to M",
    "date": "less than N UNIT ago, N UNIT ago or less, N UNIT ago or more, more than N UNIT ago, up to CLOCK, "
    "after CLOCK, today or earlier, in the future, none yet",
}


class PhraseError(ValueError):
    """A phrase that does not fit its fact. `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Band:
    """The whole numbers (or, on a dense scale, all numbers) between two cuts."""

    low: Cut
    high: Cut

    def holds(self, value: int) -> bool:
        """Whether `value` lies between the cuts."""
        return self.low <= (value, 0) and (value, 1) <= self.high


@dataclass(frozen=True)
class Cover:
    """What a phrase covers: some names, or a band. `choice` is the one that a several-choices phrase is about.

    `numbers` are the named numbers that the phrase uses. `clock` is the one that a date phrase is about: the dates of
    its band from which the clock is `over`, or is not; the names of a date are those of the clocks that are over.
    """

    names: frozenset[str] = frozenset()
    band: Band | None = None
    choice: str = ""
    numbers: tuple[str, ...] = ()
    clock: str = ""
    over: bool = False

    def holds(self, names: frozenset[str], point: int | None) -> bool:
        """Whether an answer falls under the phrase: its names, or its point on the scale."""
        if NOT_SURE in names or NOT_SURE in self.names:
            return NOT_SURE in names and NOT_SURE in self.names
        if self.choice:
            return ("includes" in self.names) == (self.choice in names)
        if point is not None:
            fits = not self.clock or (self.clock in names) == self.over
            return fits and self.band is not None and self.band.holds(point)
        return bool(self.names & names)


def scale(fact: Fact) -> int:
    """How many points of the scale make one of the fact's units: 100 for a per cent, 7 for a week, else 1."""
    if fact.kind == "percentage":
        return 100
    return 7 if fact.kind == "date" and fact.unit == "weeks" else 1


def is_dense(fact: Fact) -> bool:
    """Whether there are values between the whole points of the fact's scale (percentages)."""
    return fact.kind == "percentage"


def domain(fact: Fact) -> Band | None:
    """The band of every numeric answer that the fact allows, or None where it has no scale."""
    if fact.kind in ("whole number", "percentage"):
        low = BOTTOM if fact.low is None else (fact.low * scale(fact), 0)
        high = TOP if fact.high is None else (fact.high * scale(fact), 1)
        return _settled(fact, low, high)
    if fact.kind == "date":
        low = BOTTOM if "future" in fact.may_be else (0, 0)
        high = TOP if "past" in fact.may_be else (0, 0)
        return Band(low, high) if low < high else None
    return None


def names(fact: Fact) -> tuple[str, ...]:
    """The answers that the fact allows by name, `not sure` last (unless the area answers it)."""
    if fact.kind == "yes or no":
        own: tuple[str, ...] = ("yes", "no")
    elif fact.kind in ("choice", "several choices"):
        own = tuple(c.id for c in fact.choices)
        if fact.kind == "several choices":
            own += (NONE_OF_THESE,)
    elif fact.kind == "date" and NONE_YET in fact.may_be:
        own = (NONE_YET,)
    else:
        own = ()
    return own if fact.answered_by_area else (*own, NOT_SURE)


def parse(phrase: str, fact: Fact, values: Mapping[str, int], numbers: Mapping[str, Number] | None = None) -> Cover:
    """What `phrase` covers for `fact`; `values` are the area's figures for the named numbers.

    `numbers`, where given, also checks that a named number's unit is the fact's. Raises `PhraseError`.
    """
    if phrase == NOT_SURE:
        if fact.answered_by_area:
            raise PhraseError(
                f"`{fact.id}` is answered by the area, so nobody can be unsure", "take the `not sure` branch out"
            )
        return Cover(frozenset({NOT_SURE}))
    if fact.kind in ("yes or no", "choice"):
        return _choice(phrase, fact)
    if fact.kind == "several choices":
        return _several(phrase, fact)
    if fact.kind == "date":
        return _date(phrase, fact, values, numbers)
    if fact.kind in ("whole number", "percentage"):
        found = _match(phrase, _NUMBER_PHRASES)
        if found is None:
            raise _unknown(phrase, fact)
        return _band(phrase, fact, *found, values, numbers)
    raise PhraseError(f"no tree can ask for `{fact.id}`, which is of kind `{fact.kind}`", "ask for another fact")


def _choice(phrase: str, fact: Fact) -> Cover:
    allowed = [name for name in names(fact) if name != NOT_SURE]
    wanted = phrase.split(" or ")
    for name in wanted:
        if name not in allowed:
            raise _unknown(phrase, fact, name, allowed)
    if len(set(wanted)) < len(wanted):
        raise PhraseError(f"`{phrase}` names a choice twice", "write each choice once")
    return Cover(frozenset(wanted))


def _several(phrase: str, fact: Fact) -> Cover:
    found = _SEVERAL.fullmatch(phrase)
    allowed = [c.id for c in fact.choices]
    if found is None:
        raise _unknown(phrase, fact)
    if found["choice"] not in allowed:
        raise _unknown(phrase, fact, found["choice"], allowed)
    return Cover(frozenset({"includes" if found["not"] == "includes" else "without"}), choice=found["choice"])


def _date(phrase: str, fact: Fact, values: Mapping[str, int], numbers: Mapping[str, Number] | None) -> Cover:
    if phrase == NONE_YET:
        if NONE_YET not in fact.may_be:
            raise PhraseError(f"`{fact.id}` may not be `none yet`", f"its `may be` says: {', '.join(fact.may_be)}")
        return Cover(frozenset({NONE_YET}))
    whole = domain(fact)
    if phrase in ("today or earlier", "in the future"):
        when = "future" if phrase == "in the future" else "past"
        if when not in fact.may_be or whole is None:
            raise PhraseError(f"`{fact.id}` may not be in the {when}", f"its `may be` says: {', '.join(fact.may_be)}")
        return Cover(band=Band(BOTTOM, (0, 0)) if when == "future" else Band((0, 0), TOP))
    found, about = _match(phrase, _DATE_PHRASES), _CLOCK.fullmatch(phrase)
    if found is None and about is None:
        raise _unknown(phrase, fact)
    if "past" not in fact.may_be:
        raise PhraseError(f"`{fact.id}` may not be in the past", f"its `may be` says: {', '.join(fact.may_be)}")
    if about is not None:
        return Cover(band=Band((0, 0), TOP), clock=about["clock"], over=about["when"] == "after")
    assert found is not None
    cover = _band(phrase, fact, *found, values, numbers)
    assert cover.band is not None
    low = max(cover.band.low, (0, 0))
    if low >= cover.band.high:
        raise PhraseError(f"`{phrase}` covers nothing", "it begins today and never takes in the future")
    return Cover(band=Band(low, cover.band.high), numbers=cover.numbers)


def _match(phrase: str, table: tuple[tuple[re.Pattern[str], str], ...]) -> tuple[str, re.Match[str]] | None:
    for pattern, form in table:
        if found := pattern.fullmatch(phrase):
            return form, found
    return None


def _band(
    phrase: str,
    fact: Fact,
    form: str,
    found: re.Match[str],
    values: Mapping[str, int],
    numbers: Mapping[str, Number] | None,
) -> Cover:
    groups = found.groupdict()
    used: list[str] = []
    unit = groups.get("unit")
    if unit and unit.rstrip("s") != fact.unit.rstrip("s"):
        raise PhraseError(
            f"`{phrase}` counts in {unit}, but `{fact.id}` counts in {fact.unit or 'no unit'}",
            f"write it in {fact.unit}, or give the fact `unit: {unit if unit.endswith('s') else unit + 's'}`",
        )

    def figure(text: str) -> int:
        if text[0].isalpha():
            if text not in values:
                near = get_close_matches(text, values, 1)
                hint = f"did you mean `{near[0]}`?" if near else "the named numbers stand in pathway.yaml"
                raise PhraseError(f"`{text}` is neither a figure nor a named number", hint)
            if numbers is not None and fact.unit and numbers[text].unit.rstrip("s") != fact.unit.rstrip("s"):
                raise PhraseError(
                    f"`{text}` counts in {numbers[text].unit}, but `{fact.id}` counts in {fact.unit}",
                    f"use a number in {fact.unit}",
                )
            used.append(text)
            return values[text] * scale(fact)
        if fact.kind == "date" and not unit:
            raise PhraseError(f"`{phrase}` names no unit", f"write `{phrase.replace(text, f'{text} {fact.unit}')}`")
        whole, _, part = text.partition(".")
        if part and (fact.kind != "percentage" or len(part) > 2):
            raise PhraseError(f"`{text}` has too many decimals", "a percentage has at most two, other numbers none")
        return int(whole) * scale(fact) + (int(part.ljust(2, "0")) if part else 0)

    a = figure(groups["a"])
    b = figure(groups["b"]) if groups.get("b") else a
    low, high = {
        "< a": (BOTTOM, (a, 0)),
        "<= a": (BOTTOM, (a, 1)),
        "> a": ((a, 1), TOP),
        ">= a": ((a, 0), TOP),
        "= a": ((a, 0), (a, 1)),
        "a <= < b": ((a, 0), (b, 0)),
        "a < <= b": ((a, 1), (b, 1)),
        "a <= <= b": ((a, 0), (b, 1)),
    }[form]
    if low >= high:
        raise PhraseError(f"`{phrase}` covers nothing", "the smaller figure comes first")
    return Cover(band=_settled(fact, low, high), numbers=tuple(used))


def _settled(fact: Fact, low: Cut, high: Cut) -> Band:
    """On a scale of whole points, just after 9 and just before 10 are the same cut."""
    if is_dense(fact):
        return Band(low, high)

    def settle(cut: Cut) -> Cut:
        return cut if cut in (BOTTOM, TOP) or cut[1] == 0 else (cut[0] + 1, 0)

    return Band(settle(low), settle(high))


def _unknown(phrase: str, fact: Fact, part: str = "", allowed: list[str] | None = None) -> PhraseError:
    near = get_close_matches(part or phrase, allowed or [], 1)
    if near:
        hint = f"did you mean `{near[0]}`?"
    elif allowed:
        hint = f"it may be: {', '.join(allowed)}"
    else:
        hint = f"a phrase for this kind: {PHRASES.get(fact.kind, 'none')}, not sure"
    what = f"`{part or phrase}`"
    return PhraseError(f"{what} is no answer to `{fact.id}`, which is of kind `{fact.kind}`", hint)
