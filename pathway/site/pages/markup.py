"""The pieces that several generated pages are made of: front matter, headings, links, kinds of rule, lists of steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pathway.engine.model import Clause, Library, Texts
from pathway.engine.terms import VOICES
from pathway.tool import frame
from pathway.words import phrases
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import KIND_NAMES, VOICE_NAMES
from pathway.words.wording import sentence

ROOT = "../../"
"""From a page in a folder of the site, such as `about/sources/`, to the root of the site."""
FEW = 4
"""A longer list of steps is folded away, and put together by tree."""


# Text


def front(title: str, description: str, **more: str) -> str:
    """The head of a generated page."""
    lines = [f"title: {_quoted(title)}", f"description: {_quoted(description)}"]
    lines += [f"{key}: {value}" for key, value in more.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def heading(level: int, text: str, name: str = "") -> str:
    """A heading in Markdown. `name` is its anchor."""
    plain = re.sub(r"([\\`*_{}\[\]<>#!|])", r"\\\1", text)
    return f"{'#' * level} {plain}" + (f" {{ #{name} }}" if name else "")


def markdown(text: str) -> str:
    """The text with everything that Markdown would take for its own made plain."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


def spaced(html: Html) -> str:
    """The HTML with each block on a line of its own: the search takes words from it, and must not run two together."""
    return re.sub(r"(</(?:p|li|dt|dd|dl|div|h3|ul|ol|summary)>)", r"\1\n", html).rstrip()


def counted(count: int, what: str) -> str:
    """A number of things: `1 step`, `2 steps`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def between(pieces: Iterable[Piece], what: str) -> list[Piece]:
    """The pieces with `what` between any two."""
    out: list[Piece] = []
    for piece in pieces:
        out += [what, piece] if out else [piece]
    return out


# Rules and where they come from


def pill(kind: str) -> Html:
    """The outlined word for a kind of rule."""
    return tag("span", KIND_NAMES[kind], class_=f"kind {kind}")


def cited(library: Library, clauses: tuple[str, ...], root: str) -> Html:
    """The rules that something rests on: kind, document, place, and how far each was checked."""
    return tag("ul", [tag("li", *_cited(library, library.clauses[c], root)) for c in clauses], class_="clauses")


def _cited(library: Library, clause: Clause, root: str) -> tuple[Piece, ...]:
    source = library.sources[clause.document]
    return (
        pill(clause.kind),
        " ",
        tag("a", f"{source.title}, {clause.place}", href=root + frame.clause_address(clause.id)),
        tag("span", f" ({clause.id}). {phrases.standing(clause)}.", class_="soft"),
    )


# Texts, roles, clocks and steps


def in_voices(texts: Texts) -> Html:
    """A text of the library: once where all voices read the same, else under the name of each voice."""
    if len({texts[v] for v in VOICES}) == 1:
        return tag("p", texts[VOICES[0]])
    said = [(tag("dt", VOICE_NAMES[v]), tag("dd", texts[v])) for v in VOICES]
    return tag("dl", said, class_="voices")


def facts(rows: Iterable[tuple[str, Piece]]) -> Html:
    """Short facts side by side, each under its name."""
    return tag("dl", [tag("div", tag("dt", name), tag("dd", said)) for name, said in rows], class_="facts")


def roles(library: Library, names: tuple[str, ...], root: str) -> Html:
    """The neutral names of some roles in a row, each a link to what it does."""
    words = [phrases.within(library.roles[n].name) if i else library.roles[n].name for i, n in enumerate(names)]
    links = [tag("a", w, href=f"{root}protocol/roles/#{n}") for w, n in zip(words, names, strict=True)]
    return join(*between(links, ", "))


def when(library: Library, name: str, root: str) -> Html:
    """When something is due, in words: a link to the clock, or `straight away`."""
    words = sentence(phrases.by_when(library, name))
    return tag("a", words, href=f"{root}protocol/clocks/#{name}") if name in library.clocks else join(words)


def step_link(library: Library, name: str, root: str) -> Html:
    """A link to the step `TREE/STEP` on the page of its tree."""
    tree, _, step = name.partition("/")
    return tag("a", library.step(name).title["agency"], href=f"{root}trees/{tree}/#{step}")


def steps(library: Library, names: Sequence[str], says: str, root: str) -> Html:
    """Some steps after words and their number (`Leads 3 steps`): a few in the open, many folded away and by tree."""
    count = f"{says} {counted(len(names), 'step')}"
    if len(names) <= FEW:
        return tag("p", tag("b", f"{count}: "), between([step_link(library, name, root) for name in names], "; "), ".")
    by_tree: dict[str, list[str]] = {}
    for name in names:
        by_tree.setdefault(name.partition("/")[0], []).append(name)
    rows = [
        tag(
            "li",
            tag("b", library.trees[tree].title),
            tag("ul", [tag("li", step_link(library, name, root)) for name in found]),
        )
        for tree, found in by_tree.items()
    ]
    return tag("details", tag("summary", count), tag("ul", rows), class_="listed")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
