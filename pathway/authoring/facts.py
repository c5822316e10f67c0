"""Facts and the clocks that start from them, from the words of facts.yaml and clocks.yaml."""

from __future__ import annotations

from dataclasses import replace

from pathway.authoring.shapes import KIND_KEYS, SHAPES, carries_of, texts_of
from pathway.authoring.written import RESERVED, YES_NO, Written, is_whole
from pathway.engine.calendar import SEASONS
from pathway.engine.model import Choice, Clock, Fact
from pathway.engine.terms import (
    CLOCK_UNITS,
    DATE_WHENS,
    DOCUMENT_SAYS,
    FACT_KINDS,
    LIMITS,
    NOT_SURE,
    TODAY,
    UNITS,
    VOICES,
)


def fact_of(key: Written, value: Written) -> Fact | None:
    before = len(key.desk.problems)
    f = value.map(SHAPES["fact"])
    kind = f["kind"].one_of(FACT_KINDS)
    required, optional = KIND_KEYS.get(kind, ((), ()))
    if kind in KIND_KEYS:
        for name in ("unit", "from", "to", "choices", "may be"):
            if f[name] and name not in (*required, *optional):
                f[name].note("key-not-here", name=name, kind=kind)
            elif not f[name] and name in required:
                value.note("missing-key", what=f"a fact of kind `{kind}`", name=name)
    low = f["from"].whole() if f["from"] else None
    high = f["to"].whole() if f["to"] else None
    if low is not None and high is not None and low > high:
        f["from"].note("bad-bounds", low=low, high=high)
    unit = f["unit"].one_of(UNITS) if kind == "date" else f["unit"].text()
    fact = Fact(
        id=key.name(),
        kind=kind,
        ask=f["ask"].texts(),
        hint=texts_of(f["hint"]),
        why=texts_of(f["why"]),
        find_out_from=texts_of(f["find out from"]),
        unit=unit or ("days" if kind == "date" else ""),
        low=low,
        high=high,
        choices=tuple(Choice(choice_name(k), v.texts()) for k, v in f["choices"].entries()),
        may_be=f["may be"].once([item.one_of(DATE_WHENS) for item in f["may be"].items()]),
        asked_of=f["asked of"].once([item.one_of(VOICES) for item in f["asked of"].items()]) or VOICES,
        answered_by_area=bool(f["answered by"]) and f["answered by"].one_of(("area",)) == "area",
    )
    if f["default"] and not fact.answered_by_area:
        f["default"].note("not-area-fact", name=fact.id)
    elif f["default"]:
        fact = replace(fact, default=area_answer(f["default"], fact))
    # A fact that is itself broken would only make every phrase about it a second problem.
    return fact if len(key.desk.problems) == before else None


def choice_name(key: Written) -> str:
    text = key.text()
    reason = ""
    if text in RESERVED:
        reason = "it has a meaning of its own"
    elif "," in text or " or " in text:
        reason = "it has a comma or ` or ` in it"
    elif text != text.casefold():
        reason = "it has capital letters"
    if reason:
        key.note("bad-choice-name", name=text, reason=reason)
    return text


def clock_of(key: Written, value: Written) -> Clock:
    f = value.map(SHAPES["clock"])
    desk = key.desk
    start = f["starts from"].known("fact", (TODAY,))
    unit = f["unit"].one_of(CLOCK_UNITS)
    fact = desk.facts.get(start)
    if fact is not None and fact.kind not in ("date", "whole number"):
        f["starts from"].note("not-a-start", name=start, kind=fact.kind)
    if fact is not None and fact.kind == "whole number" and fact.unit.rstrip("s") != unit.rstrip("s"):
        f["unit"].note("wrong-unit", name=start, theirs=fact.unit, ours=unit)
    length: int | str = f["length"].text()
    if is_whole(f["length"].words or ""):
        length = int(length)
    elif length:
        f["length"].known("number")
        number = desk.numbers.get(str(length))
        if number is not None and number.unit.rstrip("s") != unit.rstrip("s"):
            f["length"].note("wrong-unit", name=number.id, theirs=number.unit, ours=unit)
    only_if = []
    for fact_key, answer in f["only if"].entries():
        name = fact_key.known("fact")
        condition = desk.facts.get(name)
        if condition is not None and condition.answered_by_area:
            condition = replace(condition, answered_by_area=False)
        only_if.append((name, answer.answer(condition, "")))
    return Clock(
        id=key.name(),
        title=f["title"].text(),
        starts_from=start,
        length=length,
        unit=unit,
        first_day_counts=f["first day counts"].one_of(YES_NO) == "yes",
        limit=f["limit"].one_of(LIMITS),
        who=f["who"].known("role"),
        words=f["words"].text(),
        carries=carries_of(f),
        only_if=tuple(only_if),
        document_says=f["document says"].one_of(tuple(DOCUMENT_SAYS)),
        runs_on=f["runs on from"].once([item.one_of(tuple(SEASONS)) for item in f["runs on from"].items()]),
        or_later=f["or later"].known("clock"),
        unless=f["unless"].text(),
    )


def area_answer(written: Written, fact: Fact) -> str:
    """An answer that an area gives: it is never unsure."""
    answer = written.answer(replace(fact, answered_by_area=False), "")
    if answer == NOT_SURE:
        written.note("bad-answer", "an area knows", value=NOT_SURE, name=fact.id)
    return answer
