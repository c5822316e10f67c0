"""Markdown -> what a person reads of it: headings, paragraphs, items and cells without marks, and their sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_FRONT = re.compile(r"\A---\n.*?\n---(?=\n|\Z)", re.S)
_FENCE = re.compile(r"^[ \t]*(```+|~~~+)[^\n]*\n.*?^[ \t]*\1[ \t]*$", re.M | re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_GONE = re.compile(
    r"\[[^\[\]]*\]\([^()]*sources\.md#[^()]*\)"  # a citation
    r"|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)"  # code
    r"|</?[A-Za-z][^<>]*>"
    r"|\{:?[ ]*[.#][^{}]*\}"
    r"|\[\^[^\]]+\]:?"
    r"|^[ ]*(?:\*\[[^\]]+\]|\[[^\]]+\]): .*$",
    re.M,
)
_BLANK = re.compile(r"\[\[([^\[\]|=]*)[^\[\]]*\]\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()]*)\)(?:\{[^{}]*\})?")
_STRESS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_TIDY = re.compile(r"(?:\s*,)+(?=\s*[,.;:)])|\s+(?=[,.;:!?])|\(\s*\)")

_HEADING = re.compile(r" *#{1,6} +(.*?)[ #]*$")
_TITLE = re.compile(r" *(?:!!!|\?\?\?\+?|===) *[\w -]*?(?:\"(.*)\")? *$")
_ITEM = re.compile(r" *(?:[-*+]|\d+[.)]|:) +(?:\[[ xX]\] )?(.*)$")
_QUOTE = re.compile(r" *> ?(.*)$")
_RULE = re.compile(r"[\s|:=-]*$")

_STOP = re.compile(r"(?<=[.!?])[\"')\]\u201d\u2019]*\s+(?=[\"'(\[\u201c\u2018]*[A-Z0-9])")
WORD = re.compile(r"[A-Za-z0-9£][A-Za-z0-9'\u2019.,-]*[A-Za-z0-9]|[A-Za-z0-9]")


@dataclass(frozen=True)
class Passage:
    """A heading, a text (a paragraph or an item) or a cell. `starts` and `lines` say where each of its lines begins."""

    kind: str
    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line(self, at: int = 0) -> int:
        """The line of the page on which a place of the text stands."""
        return self.lines[bisect_right(self.starts, at) - 1]


@dataclass(frozen=True)
class Sentence:
    """A sentence and the line on which it begins."""

    text: str
    line: int

    @property
    def words(self) -> list[str]:
        """Its words; one with hyphens counts once."""
        return WORD.findall(self.text)


def passages(markdown: str) -> list[Passage]:
    """The passages of a page, in order; code, comments, citations and front matter are none."""
    found: list[Passage] = []
    kept: list[tuple[int, str]] = []

    def close(kind: str = "text") -> None:
        pieces = [(number, piece) for number, piece in kept if piece]
        kept.clear()
        if pieces:
            starts, at = [], 0
            for _, piece in pieces:
                starts.append(at)
                at += len(piece) + 1
            text = " ".join(piece for _, piece in pieces)
            found.append(Passage(kind, text, tuple(starts), tuple(number for number, _ in pieces)))

    for number, line in enumerate(_bare(markdown).split("\n"), 1):
        if quoted := _QUOTE.match(line):
            line = quoted[1]
        if not line.strip():
            close()
        elif heading := _HEADING.match(line) or _TITLE.match(line):
            close()
            kept.append((number, _tidy(heading[1] or "")))
            close("heading")
        elif line.lstrip().startswith("|"):
            close()
            for cell in () if _RULE.match(line) else line.strip().strip("|").split("|"):
                kept.append((number, _tidy(cell)))
                close("cell")
        elif item := _ITEM.match(line):
            close()
            kept.append((number, _tidy(item[1])))
        elif not _RULE.match(line):
            kept.append((number, _tidy(line)))
    close()
    return found


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage; it ends where the passage does, whatever its last sign."""
    at = 0
    for stop in [*_STOP.finditer(passage.text), None]:
        text = passage.text[at : stop.start() if stop else None].strip()
        if WORD.search(text):
            yield Sentence(text, passage.line(at))
        at = stop.end() if stop else at


def _bare(markdown: str) -> str:
    """The page without what is not read, every line in its place."""
    text = markdown.replace("\r\n", "\n")
    for pattern in (_FRONT, _FENCE, _COMMENT):
        text = pattern.sub(_lines_of, text)
    text = _BLANK.sub(lambda found: found[1].strip(), _GONE.sub(_lines_of, text))
    text = _LINK.sub(lambda found: found[1] + _lines_of(found, 2), text)
    return _STRESS.sub("", text)


def _lines_of(found: re.Match[str], group: int = 0) -> str:
    return "\n" * (found[group] or "").count("\n")


def _tidy(line: str) -> str:
    text = unescape(re.sub(r"\\([^\w\s])", r"\1", line))
    return _TIDY.sub("", " ".join(text.split())).strip()
