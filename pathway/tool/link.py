"""The text of a link with answers: how it is made, and how it is read after mail programs have had it in their hands.

A link carries the sum of its pairs, near its beginning, so that one which lost its end can never pass for a whole one
(docs/decisions/0017-sum-of-a-link.md). Names, values and the sum hold no mark that a program adds or writes in another
way, so that all of those can be undone without a guess.
"""

from __future__ import annotations

import re
from binascii import crc32
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

LONGEST = 8_000
"""No link of ours has more characters."""

VERSION, SUM = "v", "sum"
OWN = (VERSION, SUM, "on", "voice", "area", "concerns", "done")
"""The names in a link that are no facts."""

_ROUNDS = 4
"""How many times over a link may have been encoded."""
_AROUND = (
    " \t\r\n\0.,;:!?()<>[]{}\"'*_~|\\/#`^"
    + "".join(map(chr, (0xA0, 0xAB, 0xAD, 0xBB, *range(0x2018, 0x2020), 0x2026, 0xFEFF, 0xFFFD)))
    + "".join(map(chr, (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070))))
)
"""What stands around a link in a text and is taken for a part of it. No name and no value begins or ends with any."""
_ADDED = re.compile(r"utm_\w+|s?data|reserved|\w{1,3}clid|mc_[ce]id|igsh\w*|mkt_tok|ref|source|si|quot|[gl]t|nbsp")
"""The names that mail programs and counters of clicks add to a link, and marks as HTML writes them."""
_MOST_ADDED = 20
"""More than this nobody adds; a link with more pairs after its own counts as one that was changed."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Link:
    """What a link says. `whole` is None where it has no sum, so that nothing can tell."""

    said: Mapping[str, str]
    whole: bool | None
    added: bool = False  # something that is not of ours stands in it
    twice: tuple[str, ...] = ()  # what has two different answers in it, of which none is taken


def made(pairs: Iterable[Pair]) -> str:
    """The part of an address after its `#` that says these pairs."""
    pairs = list(pairs)
    told = [(VERSION, "1"), (SUM, _sum(pairs)), *pairs]
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in told)


def read(text: str, facts: Container[str]) -> Link | None:
    """What a link says; None for what is no link of ours. `facts` are the names that are asked."""
    pairs = _pairs(text)
    versions = {value for key, value in pairs if key == VERSION}
    if versions - {"1"} or not (versions or any(key == "voice" for key, _ in pairs)):
        return None
    sums = {value.lower() for key, value in pairs if key == SUM}
    rest = [pair for pair in pairs if pair[0] not in (VERSION, SUM)]
    known = [pair for pair in rest if pair[0] in OWN or pair[0] in facts]
    for ours in _tries(rest, known) if sums else ():
        if _sum(ours) in sums and len(dict(ours)) == len(set(ours)):
            return Link(dict(ours), True, added=not set(rest) <= set(ours))
    ours = [pair for pair in rest if pair in known or not _ADDED.fullmatch(pair[0])]
    added = len(ours) < len(rest)
    said, twice = dict(ours), tuple(dict.fromkeys(key for key, value in ours if dict(ours)[key] != value))
    if sums and ours:  # where it is cut its last answer may be another one than it was
        said.pop(ours[-1][0])
    return Link({k: v for k, v in said.items() if k not in twice}, False if sums else None, added, twice)


def _tries(pairs: Sequence[Pair], known: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """What may be ours of these pairs: those with a name that we know, else all before what somebody added."""
    yield known
    for end in range(len(pairs), max(0, len(pairs) - _MOST_ADDED), -1):
        yield pairs[:end]


def _pairs(text: str) -> list[Pair]:
    """The pairs of a link in plain characters, whatever was done to it that can be undone."""
    for _ in range(_ROUNDS):
        text = unquote(text)
    while "&amp;" in text:
        text = text.replace("&amp;", "&")
    if re.search(r"\bv=3D1", text):  # a mail that shows how it was sent
        text = re.sub(r"=[ \t]*\r?\n", "", text).replace("=3D", "=")
    text = text.partition(":~:")[0].strip(_AROUND).partition("#")[0]
    parts = (part.replace("+", " ").partition("=") for part in text.split("&"))
    found = [(key.strip(_AROUND).lower(), value.strip(_AROUND)) for key, _, value in parts]
    return [(key, value) for key, value in found if key]


def _sum(pairs: Iterable[Pair]) -> str:
    """Eight figures and letters that change with every character of the pairs, and not with their order."""
    text = "&".join(sorted({f"{key}={value}" for key, value in pairs}))
    return f"{crc32(text.encode('utf-8', 'replace')):08x}"
