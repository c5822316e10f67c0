"""Blocks of text -> a Word file: headings, lists, tables, and blanks as form fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pathway.papers.blanks import Blank
from pathway.papers.docx import LEVELS, MARGIN, PAGE, STEP, indent, package, safe, section

LINKS = ("https:", "http:", "mailto:", "tel:", "sms:")
"""What a link may start with; any other is shown as plain text."""
LONGEST_TITLE = 64
"""Word takes no longer title of a form field."""
WEIGHTS = (9, 36)
"""The least and the most, in characters, that a column counts when the width of a table is shared out."""
OPEN_WEIGHT = 24
"""What a column counts at least where people write in it."""
CHARACTER = 125
"""The width of a bold character at 11 points, in twentieths of a point."""
ROOM = "\xa0" * 10
"""The room behind the words of a blank, for a pen."""
RULED = ("Normal", "ListParagraph", "ListContinue", "Note", "Quote")
"""The styles in which a blank at the end of a paragraph gets a rule to write on."""
_SPLIT = re.compile(r"([\n\t])")
_CHARACTERS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_TICK = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
_BOX = (
    '<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr>'
    "<w:t>\u2610</w:t></w:r>"
)


@dataclass(frozen=True)
class Run:
    """Some words of a paragraph; a line break in them stays one."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Piece = Run | Blank
Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; level 0 is the title of the document."""

    level: int
    pieces: Pieces


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is Normal, Note (with a bar beside it), Quote or Small."""

    pieces: Pieces
    style: str = "Normal"


@dataclass(frozen=True)
class Listing:
    """A list. Each item is some blocks, of which the first is a paragraph; one that starts with a box to tick has no
    bullet."""

    items: tuple[tuple[Block, ...], ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table; its first row is repeated on every page if it is a header."""

    rows: tuple[tuple[Pieces, ...], ...]
    header: bool = True


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page. `bare` takes the foot away from the pages before it."""

    bare: bool = False


Block = Heading | Paragraph | Listing | Table | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole file. `dated` is an ISO date, `foot` stands at the foot of each page, `wide` turns the paper."""

    title: str
    blocks: tuple[Block, ...]
    about: str = ""
    author: str = ""
    dated: str = ""
    foot: str = ""
    wide: bool = False


def docx(document: Document) -> bytes:
    """The document as a Word file."""
    width = PAGE[document.wide] - 2 * MARGIN
    writer = _Writer(width, document.wide)
    body = "".join(writer.blocks(document.blocks))
    names = ("title", "description", "creator", "date")
    about = dict(zip(names, (document.title, document.about, document.author, document.dated), strict=True))
    foot = _foot(document.foot, width)
    return package(body, foot, writer.links, writer.lists, document.wide, about | {"language": "en-GB"})


def words(pieces: Pieces) -> str:
    """The words of some pieces, those of an empty blank in brackets."""
    return "".join(p.text if isinstance(p, Run) else "" if p.is_tick else p.value or f"[{p.words}]" for p in pieces)


class _Writer:
    """Blocks -> XML, and what it met on the way: links by their names, numbered lists, form fields."""

    def __init__(self, width: int, wide: bool) -> None:
        self.width = width
        self.wide = wide
        self.links: dict[str, str] = {}
        self.lists = 0
        self.fields = 0
        self.boxes = 0
        self.new_page = self.after_table = False

    def blocks(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, PageBreak) and block.bare:
                yield f'<w:p><w:pPr><w:pStyle w:val="Small"/>{section(self.wide, False)}</w:pPr></w:p>'
            elif isinstance(block, PageBreak):
                self.new_page = True
            elif isinstance(block, Heading):
                yield self.paragraph(block.pieces, f"Heading{block.level}" if block.level else "Title")
            elif isinstance(block, Paragraph):
                yield from self.boxed(block.pieces, "ListContinue" if depth else block.style, depth)
            elif isinstance(block, Listing):
                yield from self.listing(block, depth)
            else:
                yield from self.table(block)
        if self.after_table and not depth:
            yield "<w:p/>"  # Word wants a paragraph after the last table

    def paragraph(self, pieces: Pieces, style: str, bullet: str = "", place: str = "", keep: bool = False) -> str:
        """One paragraph; `bullet` and `place` are XML that says how it stands in a list, and how far in."""
        page = "<w:keepNext/>" * keep + "<w:pageBreakBefore/>" * self.new_page
        space = '<w:spacing w:before="160"/>' * (self.after_table and not style.startswith("H"))
        ruled = style in RULED and bool(pieces) and _is_line(pieces[-1])
        rule = f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{self.width}"/></w:tabs>' * ruled
        self.new_page = self.after_table = False
        look = f'<w:pPr><w:pStyle w:val="{style}"/>{page}{bullet}{rule}{space}{place}</w:pPr>'
        return f"<w:p>{look}{''.join(self.pieces(pieces, ruled))}</w:p>"

    def boxed(self, pieces: Pieces, style: str, depth: int) -> Iterator[str]:
        """A paragraph in which each blank of several lines is a box of its own."""
        place = indent(depth) if depth else ""
        some: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Blank) and piece.lines > 1:
                if words(tuple(some)).strip():
                    yield self.paragraph(tuple(some), style, place=place, keep=True)
                some = []
                self.boxes += 1  # two boxes that stand in alike would become one
                left = STEP * depth + 100 + 2 * (self.boxes % 2)
                yield self.paragraph((piece,), "Box", place=f'<w:ind w:left="{left}" w:right="100"/>')
            else:
                some.append(piece)
        if words(tuple(some)).strip() or any(isinstance(piece, Blank) for piece in some):
            yield self.paragraph(tuple(some), style, place=place)

    def listing(self, listing: Listing, depth: int) -> Iterator[str]:
        self.lists += listing.numbered
        number = self.lists + 1 if listing.numbered else 1
        bullet = f'<w:numPr><w:ilvl w:val="{min(depth, LEVELS - 1)}"/><w:numId w:val="{number}"/></w:numPr>'
        for item in listing.items:
            first = item[0].pieces if item and isinstance(item[0], Paragraph) else ()
            ticked = bool(first) and isinstance(first[0], Blank) and first[0].is_tick
            how = ("", indent(depth + 1, STEP)) if ticked else (bullet, "")
            yield self.paragraph(first, "ListParagraph", *how)
            yield from self.blocks(item[1:] if first else item, depth + 1)

    def table(self, table: Table) -> Iterator[str]:
        if self.after_table:
            yield "<w:p/>"  # two tables would become one
            self.after_table = False
        count = max(len(row) for row in table.rows)
        rows = [(*row, *((),) * (count - len(row))) for row in table.rows]
        widths = _widths(rows, self.width)
        lines = ""
        for number, row in enumerate(rows):
            head = table.header and number == 0
            pen = '<w:trHeight w:val="480" w:hRule="atLeast"/>' * any(_is_open(cell) for cell in row)
            lines += f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * head or pen}</w:trPr>"
            for cell, width in zip(row, widths, strict=True):
                lines += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                lines += f"{self.paragraph(cell, 'CellHead' if head else 'Cell')}</w:tc>"
            lines += "</w:tr>"
        self.after_table = True
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06{"2" if table.header else "0"}0" '
            f'w:firstRow="{int(table.header)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
            f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'
        )

    def pieces(self, pieces: Pieces, ruled: bool) -> Iterator[str]:
        for place, piece in enumerate(pieces):
            if isinstance(piece, Run):
                yield self.run(piece)
            elif piece.is_tick:
                beside = words(pieces[place + 1 :]).strip() or words(pieces[:place]).strip()
                yield self.field(beside or "Tick box", "", _TICK, _BOX)
            else:
                last = place == len(pieces) - 1
                yield self.blank(piece, "\t" if ruled and last else "" if len(pieces) == 1 else ROOM)

    def run(self, run: Run) -> str:
        look = "<w:b/>" * run.bold + "<w:i/>" * run.italic
        if not run.link.lower().startswith(LINKS):
            return _run(run.text, look)
        name = next((n for n, to in self.links.items() if to == run.link), f"link{len(self.links) + 1}")
        self.links[name] = run.link
        said = _run(run.text, '<w:rStyle w:val="Hyperlink"/>' + look)
        return f'<w:hyperlink r:id="{name}" w:history="1">{said}</w:hyperlink>'

    def blank(self, blank: Blank, room: str) -> str:
        """A form field. Its words stand in it until somebody types, with room for a pen behind or below them."""
        below = _run("\n" * (blank.lines - 1)) if blank.lines > 1 else ""
        kind = '<w:text w:multiLine="1"/>' if below else "<w:text/>"
        if blank.value:
            return self.field(blank.words, blank.fact, kind, _run(blank.value))
        look = '<w:rStyle w:val="PlaceholderText"/>'
        behind = _run(room, look + '<w:u w:val="single"/>' * (room == ROOM)) if room and not below else ""
        said = _run(f"[{blank.words}]", look) + behind
        return self.field(blank.words, blank.fact, f"<w:showingPlcHdr/>{kind}", said) + below

    def field(self, title: str, name: str, kind: str, content: str) -> str:
        self.fields += 1
        tag = f'<w:tag w:val="{safe(name[:LONGEST_TITLE])}"/>' if name else ""
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{safe(" ".join(title.split())[:LONGEST_TITLE])}"/>{tag}'
            f'<w:id w:val="{self.fields}"/>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )


def _run(said: str, look: str = "") -> str:
    parts = (
        _CHARACTERS.get(part) or f'<w:t xml:space="preserve">{safe(part)}</w:t>' for part in _SPLIT.split(said) if part
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' * bool(look)}{''.join(parts)}</w:r>"


def _is_blank(piece: Piece) -> bool:
    return isinstance(piece, Blank) and not piece.is_tick


def _is_line(piece: Piece) -> bool:
    return isinstance(piece, Blank) and not piece.is_tick and not piece.value and piece.lines == 1


def _is_open(cell: Pieces) -> bool:
    """Whether there is something to write in a cell: then its row is high enough for a pen."""
    return not cell or any(map(_is_blank, cell))


def _widths(rows: list[tuple[Pieces, ...]], width: int) -> list[int]:
    """The width of each column: room for its longest word, and of the rest the more the more there is in it."""
    columns = list(zip(*rows, strict=True))
    needs = [CHARACTER * (max(_longest(cell) for cell in column) + 2) for column in columns]
    weights = [max(_weight(cell) for cell in column) for column in columns]
    spare = width - sum(needs)
    if spare < 0:
        return [width * need // sum(needs) for need in needs]
    return [need + spare * weight // sum(weights) for need, weight in zip(needs, weights, strict=True)]


def _longest(cell: Pieces) -> int:
    return max((len(word) for word in words(cell).split()), default=0)


def _weight(cell: Pieces) -> int:
    least, most = WEIGHTS
    return max(least, min(most, len(words(cell))), OPEN_WEIGHT * any(map(_is_blank, cell)))


def _foot(said: str, width: int) -> str:
    page, pages = (
        f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>' for name in ("PAGE", "NUMPAGES")
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs></w:pPr>'
        f"{_run(said)}<w:r><w:tab/></w:r>{_run('Page ')}{page}{_run(' of ')}{pages}</w:p>"
    )
