"""The blanks of a template: how they are written in its Markdown, and what can be wrong with one.

`[[the school's name]]` is a line to fill in, `[[what happened | 4]]` four lines, `[[the first day = absent-since]]` a
line that the tool can fill from a fact, `[[ ]]` a box to tick. `= box` is typed on the page of the letter and stays in
the tab, and where it is `= box or nothing` its paragraph stands only once something is typed. `= council` is the
council's name, `= today` the day, `= answer by` the day for an answer. In code, comments and front matter nothing is a
blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

MOST_LINES = 20
BOX, OPTIONAL, COUNCIL, DAY, ANSWER_BY = "box", "box or nothing", "council", "today", "answer by"
OWN = (BOX, OPTIONAL, COUNCIL, DAY, ANSWER_BY)
"""What fills a blank that no fact fills; no fact has such a name."""
_COUNTS = {str(count): count for count in range(1, MOST_LINES + 1)}
_TOKEN = re.compile(
    r"\A---\n.*?\n---(?=\n|\Z)"
    r"|^[ \t]*(?P<fence>```+|~~~+)[^\n]*\n.*?^[ \t]*(?P=fence)[ \t]*$"
    r"|(?<!`)(?P<code>`+)(?!`)[^\n]*?(?<!`)(?P=code)(?!`)"
    r"|<!--.*?-->"
    r"|\[\[(?P<inside>[^\[\]]*)\]\]"
    r"|(?P<open>\[\[)[^\n]*",
    re.M | re.S,
)


@dataclass(frozen=True)
class Blank:
    """A place to fill in. Without words it is a box to tick; `fact` names the fact that may fill it, `value` is what
    does."""

    words: str = ""
    lines: int = 1
    fact: str = ""
    value: str = ""

    @property
    def is_tick(self) -> bool:
        """Whether it is a box to tick."""
        return not self.words

    @property
    def box(self) -> str:
        """The name of the box whose words fill it, or nothing where it is not typed."""
        return key(self.words) if self.fact in (BOX, OPTIONAL) else ""

    @property
    def is_left_out(self) -> bool:
        """Whether its paragraph does not stand, because nobody typed what need not be said."""
        return self.fact == OPTIONAL and not self.value


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a blank: its line in the text, the blank as it is written, and words about it."""

    line: int
    text: str
    says: str


def replaced(markdown: str, put: Callable[[Blank, re.Match[str]], str]) -> str:
    """The text with each blank replaced by what `put` makes of it; it also gets the place where the blank stands."""
    return _TOKEN.sub(
        lambda match: match[0] if match["inside"] is None else put(read(match["inside"]), match), markdown
    )


def key(words: str) -> str:
    """The name by which the page knows the box of a blank: every blank with these words is filled by the same box."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def found(markdown: str) -> tuple[Blank, ...]:
    """Every blank of the text, in order."""
    return tuple(read(match["inside"]) for match in _TOKEN.finditer(markdown) if match["inside"] is not None)


def read(inside: str) -> Blank:
    """The blank that is written as `inside` between its brackets; a number of lines that is none counts as one."""
    words, lines, fact = _parts(inside)
    return Blank(words, _COUNTS.get(lines, 1), fact)


def flaws(markdown: str, facts: Collection[str]) -> Iterator[Flaw]:
    """What is wrong with the blanks of a page, in order; `facts` are the ids of the facts there are."""
    for match in _TOKEN.finditer(markdown):
        line = markdown.count("\n", 0, match.start()) + 1
        if match["open"]:
            yield Flaw(line, match[0], "a blank opens and does not close")
        elif match["inside"] is not None:
            for says in _wrong(match["inside"], facts):
                yield Flaw(line, match[0], says)


def _wrong(inside: str, facts: Collection[str]) -> Iterator[str]:
    words, lines, fact = _parts(inside)
    if inside.strip() and not words:
        yield "the blank has no words"
    if "|" in inside and lines not in _COUNTS:
        yield f"a blank has 1 to {MOST_LINES} lines, not `{lines}`"
    if "=" in inside and fact not in facts and fact not in OWN:
        yield f"there is no fact `{fact}`"


def _parts(inside: str) -> tuple[str, str, str]:
    rest, _, fact = " ".join(inside.split()).partition("=")
    words, _, lines = rest.partition("|")
    return words.strip(), lines.strip(), fact.strip()
