"""How hard each page is to read: `python -m tests.reading [docs/parents/index.md ...]`; without a name all of them.

The grade is Flesch and Kincaid's, with syllables as pyphen parts words for British English, over the sentences of
paragraphs and items. Headings, tables, code, citations and front matter are not read.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyphen

from pathway.authoring import guidance, prose
from pathway.authoring.written import Desk
from pathway.site import build

MOST = {"parent": 7.0}
"""The highest grade of a page by its voice."""
ELSEWHERE = 11.0
_PARTS = pyphen.Pyphen(lang="en_GB", left=1, right=1)


@dataclass(frozen=True)
class Reading:
    """What was measured: sentences, the words of the longest, the grade, and the grade that the page may have."""

    page: str
    voice: str
    sentences: int
    longest: int
    grade: float
    most: float

    @property
    def is_plain(self) -> bool:
        """Whether the page is as easy to read as it has to be."""
        return self.grade <= self.most


def read(page: guidance.Page) -> Reading:
    """How hard a page is to read."""
    counts = [
        (len(words), sum(map(syllables, words)))
        for passage in prose.passages(page.text)
        if passage.kind == "text"
        for sentence in prose.sentences(passage)
        if len(words := sentence.words) > 2  # a label or a name is no sentence
    ]
    return Reading(
        page=page.name,
        voice=page.voice,
        sentences=len(counts),
        longest=max((words for words, _ in counts), default=0),
        grade=grade(counts),
        most=MOST.get(page.voice, ELSEWHERE),
    )


def grade(sentences: list[tuple[int, int]]) -> float:
    """The grade of some sentences, each as its number of words and of syllables."""
    words = sum(count for count, _ in sentences)
    if not words:
        return 0.0
    return 0.39 * words / len(sentences) + 11.8 * sum(count for _, count in sentences) / words - 15.59


@cache
def syllables(word: str) -> int:
    """About how many syllables a word has: a floor, for a program that parts words leaves some whole."""
    parts = [part for part in re.split(r"[^a-z]+", word.lower()) if part]
    return sum(max(len(_PARTS.positions(part)) + 1, 1) for part in parts) or 1


def pages() -> tuple[guidance.Page, ...]:
    """Every page of guidance."""
    desk = Desk(known={"clause": None, "fact": None})  # what is wrong with them, `pathway check` says
    return tuple(page for page in guidance.read(build.DOCS, desk, {}) if page.is_guidance)


def main(names: list[str]) -> int:
    """0 where every page is plain enough, else 1; prints a line for each."""
    wanted = {Path(name).resolve() for name in names}
    known = {(build.DOCS / page.name).resolve(): page for page in pages()}
    if unknown := sorted(wanted - known.keys()):
        print(f"no page of guidance: {', '.join(str(path) for path in unknown)}", file=sys.stderr)
        return 2
    readings = [read(page) for path, page in known.items() if not wanted or path in wanted]
    print(f"{'page':<42} {'voice':<9} sentences longest grade most")
    for one in readings:
        flag = "" if one.is_plain else "  too hard"
        figures = f"{one.sentences:>9} {one.longest:>7} {one.grade:>5.1f} {one.most:>4.0f}"
        print(f"{one.page:<42} {one.voice:<9} {figures}{flag}")
    return 0 if all(one.is_plain for one in readings) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
