"""Values that change on a day, wherever in a library a value may stand: `[{is: 60}, {from: 2027-01-01, is: 45}]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pathway.authoring.written import Shape, Written, is_day
from pathway.engine.model import Library
from pathway.engine.rules import PARTS, WITH_TEXTS, named

SHAPE = Shape("a value in time", ("is",), ("from",))


def days(files: Mapping[str, Written]) -> tuple[str, ...]:
    """The days on which some value changes, in order. Notes what is wrong with the way in which a value is dated."""
    found: set[str] = set()
    for root in files.values():
        for listed in _dated(root):
            before = ""
            for index, item in enumerate(listed.parts or ()):
                day = item.map(SHAPE)["from"].day()
                if (index and not day) or (not index and day) or (is_day(day) and day <= before):
                    item.note("dated-value")
                before = day
                found |= {day} if is_day(day) else set()
    return tuple(sorted(found))


def on(written: Written, day: str) -> Written:
    """The same value as it is on a day."""
    if _is_dated(written):
        items = written.parts or []
        held = [item for item in items[1:] if (_part(item, "from") or "") <= day]
        return on(next(v for k, v in [*items[:1], *held][-1].pairs or () if k.words == "is"), day)
    parts = None if written.parts is None else [on(item, day) for item in written.parts]
    pairs = None if written.pairs is None else [(key, on(value, day)) for key, value in written.pairs]
    if parts is None and pairs is None:
        return written
    more: Any = {"words": written.words, "quoted": written.quoted, "flow": written.flow}
    return Written(written.desk, written.at, written.what, parts=parts, pairs=pairs, **more)


def amendments(first: Library, later: Mapping[str, Library]) -> dict[str, dict[str, dict[str, Any]]]:
    """By day and part of the library the items that are otherwise from that day on."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    before = first
    for day, library in later.items():
        changed = {
            part: {name: item for name, item in getattr(library, part).items() if item != getattr(before, part)[name]}
            for part in PARTS
        }
        found[day] = {part: items for part, items in changed.items() if items}
        before = library
    return found


def with_figures(library: Library) -> tuple[tuple[str, str], ...]:
    """The items whose texts name a figure, now or from some day on."""
    found: dict[tuple[str, str], None] = {}
    for part in WITH_TEXTS:
        for name, item in getattr(library, part).items():
            later = [parts.get(part, {}).get(name) for parts in library.amendments.values()]
            if any(named(one) for one in (item, *later)):
                found[part, name] = None
    return tuple(found)


def _dated(written: Written) -> Iterator[Written]:
    if _is_dated(written):
        yield written
    for value in (*(written.parts or ()), *(v for _, v in written.pairs or ())):
        yield from _dated(value)


def _is_dated(written: Written) -> bool:
    return bool(written.parts) and all(_part(item, "is") is not None for item in written.parts or ())


def _part(written: Written, key: str) -> str | None:
    """The words of a map's value; empty where the value is no text, nothing where there is no such key."""
    return next((v.words or "" for k, v in written.pairs or () if k.words == key), None)
