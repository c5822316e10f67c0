"""The blanks of a template as a page shows them: labelled, to be filled in by pen on paper or in the Word file."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from pathway.papers.blanks import Blank, replaced
from pathway.words.html import tag

_MARKDOWN = re.compile(r"[^\w ,;?/.'-]|_")

_BLANK = re.compile(r"\[\[[^\[\]]*\]\]")
_MARKUP = re.compile(r"<[^>]*>|\]\([^)]*\)|[^\w ,;:?/.'-]|_")
_STARTS = re.compile(r"(?:^|\n)[ \t]*(?:[-*+]|\d+\.)[ \t]+\Z")


def shown(markdown: str) -> str:
    """The Markdown with every blank as HTML.

    The words stay in square brackets, so that a letter copied from the page still shows what is missing in it.
    """
    return replaced(markdown, _shown)


def _shown(blank: Blank, place: re.Match[str]) -> str:
    if blank.is_tick:
        first = _STARTS.search(place.string, 0, place.start()) is not None
        return tag("span", "\u2610", class_="tick first" if first else "tick", role="img", aria_label=_named(place))
    kind = "blank lines" if blank.lines > 1 else "blank"
    words = _plain(blank.words)
    fact = f' data-fact="{_plain(blank.fact)}"' if blank.fact else ""
    rules = '<span class="ruled"></span>' * blank.lines if blank.lines > 1 else ""
    return (
        f'<span class="{kind}{_where(place)}" data-blank="{words}"{fact}>'
        f'<span class="words">&#91;{words}&#93;</span>{rules}</span>'
    )


def _named(place: re.Match[str]) -> str:
    """What a box to tick is called: in a table by its row and its column, elsewhere words stand beside it."""
    *above, before = place.string[: place.start()].split("\n")
    after, _, _ = place.string[place.end() :].partition("\n")
    if not before.lstrip().startswith("|"):
        return "Tick box"
    rows = [*takewhile(lambda line: line.lstrip().startswith("|"), reversed(above))]
    row = (cell for cell in _cells(before + after) if re.search(r"[^\W\d]", cell))
    column = _cells(rows[-1])[len(_cells(before)) - 1 :] if rows else []
    said = ", ".join(filter(None, (*islice(row, 1), *column[:1])))
    return f"Tick box: {said}" if said else "Tick box"


def _cells(line: str) -> list[str]:
    """The words of each cell of a line of a table, blanks and markup left out."""
    return [_MARKUP.sub("", cell).strip() for cell in _BLANK.sub("", line).strip().removeprefix("|").split("|")]


def _where(place: re.Match[str]) -> str:
    """` cell` for a blank that fills a cell of a table, ` whole` for one alone on its line, ` end` at its end."""
    start, end = place.string.rfind("\n", 0, place.start()) + 1, place.string.find("\n", place.end())
    before = place.string[start : place.start()].strip()
    after = place.string[place.end() : end if end >= 0 else None].strip()
    if before.endswith("|") and after.startswith("|"):
        return " cell"
    return "" if after else " end" if before else " whole"


def _plain(words: str) -> str:
    """The words with everything that Markdown or HTML would take for its own as character references."""
    return _MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", words)
