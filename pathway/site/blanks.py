"""The blanks of a template as a page shows them: labelled, to be filled in by pen on paper or in the Word file."""

from __future__ import annotations

import re

from pathway.tool.blanks import Blank, replaced
from pathway.tool.html import tag

_MARKDOWN = re.compile(r"[^\w ,;?/.'-]|_")

_STARTS = re.compile(r"(?:^|\n)[ \t]*(?:[-*+]|\d+\.)[ \t]+\Z")


def shown(markdown: str) -> str:
    """The Markdown with every blank as HTML.

    The words stay in square brackets, so that a letter copied from the page still shows what is missing in it.
    """
    return replaced(markdown, _shown)


def _shown(blank: Blank, place: re.Match[str]) -> str:
    if blank.is_tick:
        first = _STARTS.search(place.string, 0, place.start()) is not None
        return tag("span", "\u2610", class_="tick first" if first else "tick", role="img", aria_label="Tick box")
    kind = "blank lines" if blank.lines > 1 else "blank"
    words = _plain(blank.words)
    fact = f' data-fact="{_plain(blank.fact)}"' if blank.fact else ""
    rules = '<span class="ruled"></span>' * blank.lines if blank.lines > 1 else ""
    return (
        f'<span class="{kind}{_where(place)}" data-blank="{words}"{fact}>'
        f'<span class="words">&#91;{words}&#93;</span>{rules}</span>'
    )


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
