"""The toolkit's pages as Word files, made from the same Markdown as the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement
from markdown import Markdown
from mkdocs.config import load_config

from pathway.authoring.guidance import Page
from pathway.engine.model import Library
from pathway.papers import word
from pathway.papers.blanks import Blank
from pathway.papers.letters import GREETING
from pathway.papers.word import Block, Document, Heading, Listing, PageBreak, Paragraph, Piece, Pieces, Run, Table
from pathway.site.pages import blanks
from pathway.words import phrases
from pathway.words.names import KIND_NAMES, anchor

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
NARROW = 6
"""A table of more columns turns the paper."""
FOR_YOU = "What follows is for you. Take it out before you send the letter."
FORCES = tuple(KIND_NAMES)
"""The kinds of rule, strongest first."""
_SOURCES = re.compile(r"about/sources\.md#[a-z0-9-]+$")
_NOT_IN_WORD = re.compile(r"\A---\n.*?\n---\n|<!--\s*web only\s*-->.*?<!--\s*end\s*-->\n?", re.S)
_NEW_PAGE = re.compile(r"<!--\s*new page\s*-->")
_BREAK = "\u2028"
# A citation while a paragraph is put together, so that several in a row can share their brackets.
_CITED, _END = "\ue010", "\ue011"
_NO_TEXT = ("svg", "img", "script", "style", "input", "button")
_INLINE = ("a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "q", "small", "span", "strong", "sub", "sup")


def write(library: Library, written: Sequence[Page], out: Path, config: Path = CONFIG) -> None:
    """Nothing; makes a Word file in `out` of every written page that wants one, and a line about it on that page.

    `out` holds the pages as they will be built.
    """
    settings = load_config(config_file=str(config), docs_dir=str(out))
    turn = Markdown(extensions=settings.markdown_extensions, extension_configs=settings.mdx_configs)
    for page in written:
        if page.word:
            place = out / page.name
            made = document(library, page, settings.site_name, lambda text: turn.reset().convert(text))
            content = word.docx(made)
            place.with_suffix(".docx").write_bytes(content)
            place.write_text(offered(place.read_text("utf-8"), place.stem, len(content)), "utf-8")


def offered(markdown: str, name: str, size: int) -> str:
    """The page with a line under its title that offers the Word file."""
    line = f"[Word file ({max(1, round(size / 1000))} KB)]({name}.docx), or print this page.\n{{ .take-word }}"
    return re.sub(r"^# .+$", lambda title: f"{title[0]}\n\n{line}\n", markdown, count=1, flags=re.M)


def document(library: Library, page: Page, site: str, turn: Callable[[str], str]) -> Document:
    """The Word document of a page; `turn` makes HTML of Markdown."""
    text = _NEW_PAGE.sub('<div class="new-page"></div>', _NOT_IN_WORD.sub("", page.text.replace("\r\n", "\n")))
    root = html.fragment_fromstring(turn(blanks.shown(text)), create_parent="div")
    body = tuple(_letters_first(tuple(_blocks(root))))
    reviewed = f"Reviewed {phrases.day(page.reviewed)}." if page.reviewed else ""
    return Document(
        title=page.title,
        blocks=(*body, *_comes_from(library, _clauses(library, page))),
        about=page.description,
        author=site,
        dated=page.reviewed,
        foot=f"{site}: {page.title}. {reviewed}".strip(),
        wide=any(isinstance(block, Table) and len(block.rows[0]) > NARROW for block in body),
    )


def _letters_first(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The letters of a page, each on its own paper and without its heading, then what is said about them."""
    starts = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    parts = [blocks[start:end] for start, end in zip([0, *starts], [*starts, len(blocks)], strict=True)]
    letters = [part[1:] for part in parts if any(_is_greeting(block) for block in part)]
    for number, letter in enumerate(letters):
        yield from (*([PageBreak()] if number else []), *letter)
    if letters:
        yield from (PageBreak(bare=True), Paragraph((Run(FOR_YOU, italic=True),)))
    for part in parts:
        if part[1:] not in letters:
            yield from part


def _is_greeting(block: Block) -> bool:
    return isinstance(block, Paragraph) and word.words(block.pieces).startswith(GREETING)


# Where it comes from


def _clauses(library: Library, page: Page) -> tuple[str, ...]:
    """The clauses that a page cites, in order, and then those that it only carries."""
    named = {anchor(name): name for name in library.clauses}
    return tuple(dict.fromkeys((*(named[a] for a in page.cited if a in named), *page.carries)))


def _comes_from(library: Library, names: tuple[str, ...]) -> Iterator[Block]:
    """The rules by document, kind and how far each was checked."""
    if names:
        yield Heading(1, (Run("Where this comes from"),))
    together: dict[tuple[str, str, str], list[str]] = {}
    for clause in sorted((library.clauses[name] for name in names), key=lambda c: FORCES.index(c.kind)):
        source = library.sources[clause.document]
        where = f" in {library.areas[source.local_to].name}" if source.local_to else ""
        key = (source.title, KIND_NAMES[clause.kind] + where, phrases.standing(clause))
        together.setdefault(key, []).append(f"{clause.id} {clause.place}")
    for (title, kind, standing), places in together.items():
        yield Paragraph((Run(title, bold=True), Run(f" ({kind}). {'; '.join(places)}. {standing}.")), "Small")


# HTML -> blocks


def _blocks(parent: HtmlElement, style: str = "Normal") -> Iterator[Block]:
    """The blocks that an element holds; words that stand in it without a paragraph of their own make one."""
    loose: list[Piece] = list(_words(parent.text))
    for child in parent:
        if "whole" in _kinds(child):
            yield from _paragraph(loose, style)
            yield from _paragraph(_inline(child), style)
            loose = list(_words(child.tail))
            continue
        if child.tag in _INLINE:
            loose += [*_inline(child), *_words(child.tail)]
            continue
        yield from _paragraph(loose, style)
        yield from _block(child, style)
        loose = list(_words(child.tail))
    yield from _paragraph(loose, style)


def _block(element: HtmlElement, style: str) -> Iterator[Block]:
    name = element.tag if isinstance(element.tag, str) else ""
    kinds = _kinds(element)
    if not name or name in _NO_TEXT or name == "hr":
        return
    if name[0] == "h" and name[1:].isdigit():
        yield Heading(min(int(name[1:]) - 1, 3), _tidy(_pieces(element)))
    elif name in ("p", "dd"):
        yield from _blocks(element, style)
    elif name in ("dt", "summary") or "admonition-title" in kinds:
        yield Paragraph(_tidy(_bold(_pieces(element))), style)
    elif name in ("ul", "ol"):
        yield Listing(
            tuple(tuple(_blocks(item)) for item in element.iter("li") if item.getparent() is element), name == "ol"
        )
    elif name == "table":
        yield from _table(element)
    elif name == "pre":
        yield Paragraph((Run(element.text_content().rstrip("\n")),), style)
    elif "new-page" in kinds:
        yield PageBreak()
    elif "admonition" in kinds or name == "details":
        yield from _blocks(element, "Note")
    elif "tabbed-set" in kinds:
        for label, block in zip(element.iter("label"), element.find_class("tabbed-block"), strict=True):
            yield Paragraph(_tidy(_bold(_pieces(label))), style)
            yield from _blocks(block, style)
    else:
        yield from _blocks(element, "Quote" if name == "blockquote" else style)


def _table(element: HtmlElement) -> Iterator[Block]:
    rows = [tuple(_tidy(_pieces(cell)) for cell in row.iter("th", "td")) for row in element.iter("tr")]
    header = element.find("thead") is not None and any(rows[0])
    rows = rows if header or any(rows[0]) else rows[1:]
    if rows:
        yield Table(tuple(rows), header)


def _paragraph(loose: Iterable[Piece], style: str) -> Iterator[Block]:
    if pieces := _tidy(loose):
        yield Paragraph(pieces, style)


# HTML -> words


def _pieces(element: HtmlElement) -> Iterator[Piece]:
    yield from _words(element.text)
    for child in element:
        yield from _inline(child)
        yield from _words(child.tail)


def _inline(element: HtmlElement) -> Iterator[Piece]:
    name = element.tag if isinstance(element.tag, str) else ""
    kinds = _kinds(element)
    link = element.get("href", "")
    if not name or name in _NO_TEXT or "footnote-backref" in kinds:
        return
    if "tick" in kinds:
        yield Blank()
    elif "blank" in kinds:
        lines = len(element.find_class("ruled")) or 1
        yield Blank(element.get("data-blank", ""), lines, element.get("data-fact", ""))
    elif name == "br":
        yield Run(_BREAK)
    elif name == "a" and _SOURCES.search(link):
        yield Run(f"{_CITED}{element.text_content()}{_END}")
    elif name == "a" and link.lower().startswith(word.LINKS):
        yield from (Run(p.text, p.bold, p.italic, link) if isinstance(p, Run) else p for p in _pieces(element))
    elif name in ("b", "strong"):
        yield from _bold(_pieces(element))
    elif name in ("em", "i"):
        yield from (Run(p.text, p.bold, True, p.link) if isinstance(p, Run) else p for p in _pieces(element))
    else:
        yield from _pieces(element)


def _bold(pieces: Iterable[Piece]) -> Iterator[Piece]:
    yield from (Run(p.text, True, p.italic, p.link) if isinstance(p, Run) else p for p in pieces)


def _kinds(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _words(text: str | None) -> Iterator[Run]:
    if text:
        yield Run(re.sub(r"[ \t\r\n]+", " ", text))


def _tidy(pieces: Iterable[Piece]) -> Pieces:
    """The pieces with neighbours of one look joined, no space at either end, and citations in brackets."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, Run) and isinstance(last, Run) and _look(piece) == _look(last):
            joined[-1] = Run(last.text + piece.text, *_look(last))
        else:
            joined.append(piece)
    tidy = [Run(_bracketed(p.text), *_look(p)) if isinstance(p, Run) else p for p in joined]
    if tidy and isinstance(tidy[0], Run):
        tidy[0] = Run(tidy[0].text.lstrip(" \n"), *_look(tidy[0]))
    if tidy and isinstance(tidy[-1], Run):
        tidy[-1] = Run(tidy[-1].text.rstrip(" \n"), *_look(tidy[-1]))
    return tuple(p for p in tidy if isinstance(p, Blank) or p.text)


def _look(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.link


def _bracketed(text: str) -> str:
    """Citations in one pair of brackets, where the page does not have one already; breaks as they are written."""
    text = re.sub(f"{_END}(,? |, and | and ){_CITED}", r"\1", text)
    text = re.sub(rf"\({_CITED}([^{_END}]*){_END}\)", r"(\1)", text)
    text = text.replace(_CITED, "(").replace(_END, ")")
    return re.sub(f" ?{_BREAK} ?", "\n", text)
