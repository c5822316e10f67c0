"""The letters of a page of the toolkit, with what is known already filled in: to show, to copy, or as blocks for Word.

A page is Markdown; each part of it in which a line starts with `Dear` is a letter. Letters are plain: paragraphs,
lists, bold, italic, links and blanks. Anything else belongs on a page, not in a letter. For a step the letter is made
from the case: only the wordings that hold stand in it, and what is known is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType

from pathway.engine.advice import Advised, Recommendation
from pathway.engine.model import Fact
from pathway.engine.terms import NONE_YET, NOT_SURE
from pathway.papers import blanks, wordings
from pathway.papers.blanks import Blank
from pathway.papers.word import LINKS, Block, Document, Listing, PageBreak, Paragraph, Piece, Pieces, Run, words
from pathway.words.html import Html, join, tag
from pathway.words.wording import answer_words, in_full

GREETING = "Dear "
NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
_PART = re.compile(r"^## +(.+?) *$", re.M)
_UNSEEN = re.compile(r"<!--\s*web only\s*-->.*?<!--\s*end\s*-->|<!--.*?-->", re.S)
_ITEM = re.compile(r"(?:(?P<number>\d+)\.|[-*+]) +")
_PIECE = re.compile(
    r"\[\[(?P<blank>[^\[\]]*)\]\]|\[(?P<link>[^\[\]]*)\]\((?P<to>[^()\s]*)[^()]*\)"
    r"|\\(?P<plain>[^\w\s])|(?P<bold>\*\*)|(?P<italic>\*(?=\S)|(?<=\S)\*)"
)
_CITATION = re.compile(r"sources\.md#")


@dataclass(frozen=True)
class Letter:
    """A letter: the heading that it has on its page, and what it says."""

    title: str
    blocks: tuple[Paragraph | Listing, ...]


def letters(markdown: str, known: Mapping[str, str], boxes: Mapping[str, str] = NOTHING_TYPED) -> tuple[Letter, ...]:
    """The letters of a page, a blank whose fact is `known` filled with its words, and a box with what was typed."""
    _, *parts = _PART.split(_UNSEEN.sub("", markdown.replace("\r\n", "\n")))
    filled = {**known, **{f"{blanks.BOX} {key}": words for key, words in boxes.items()}}
    return tuple(
        Letter(title, tuple(_blocks(part, filled)))
        for title, part in zip(parts[::2], parts[1::2], strict=True)
        if f"\n{GREETING}" in part
    )


def for_step(r: Recommendation, a: Advised, boxes: Mapping[str, str] = NOTHING_TYPED) -> tuple[Letter, ...]:
    """The letters that go with a step, made from the child's case; none where its page holds none.

    Of several letters on one page those are taken whose heading names whom the step turns to. Where the council or the
    day for an answer is not known, it is typed.
    """
    known = _known(r, a)

    def typed(blank: Blank, place: re.Match[str]) -> str:
        unknown = blank.fact in (blanks.COUNCIL, blanks.ANSWER_BY) and blank.fact not in known
        return f"[[{blank.words} = {blanks.BOX}]]" if unknown else place[0]

    page = wordings.of_case(r.library.letters.get(a.step.paper(r.child.voice), ""), wordings.told(r))
    found = letters(blanks.replaced(page, typed), known, boxes)
    role = a.step.recipient.get(r.child.voice, "")
    to = r.library.roles[role].side or role if role else ""
    return tuple(one for one in found if to and to in one.title.lower()) or found


def _known(r: Recommendation, a: Advised) -> dict[str, str]:
    """What fills the blanks of a step's letters but for what is typed."""
    given, voice, area = r.child.given, r.child.voice, r.child.area
    known = {name: in_a_letter(r.library.facts[name], answer, voice) for name, answer in given.items()}
    if (council := r.library.areas[area].council) != r.library.roles["council"].name:
        known[blanks.COUNCIL] = council
    if r.child.on:
        known[blanks.DAY] = in_full(date.fromisoformat(r.child.on))
    if a.expected and a.expected.day:
        known[blanks.ANSWER_BY] = in_full(a.expected.day)
    return known


def boxes(found: Iterable[Letter]) -> tuple[Blank, ...]:
    """What somebody types for these letters: each box once, in order."""
    first: dict[str, Blank] = {}
    for blank in (blank for letter in found for blank in every_blank(letter) if blank.box):
        first.setdefault(blank.box, blank)
    return tuple(first.values())


def every_blank(letter: Letter) -> Iterator[Blank]:
    """The blanks of a letter, in order, filled or not."""
    for block in letter.blocks:
        parts = (block,) if isinstance(block, Paragraph) else (b for item in block.items for b in item)
        yield from (p for b in parts if isinstance(b, Paragraph) for p in b.pieces if isinstance(p, Blank))


def document(r: Recommendation, a: Advised, boxes: Mapping[str, str] = NOTHING_TYPED) -> Document:
    """The letters of a step as a Word file, each on paper of its own."""
    blocks: list[Block] = []
    for letter in for_step(r, a, boxes):
        blocks += [PageBreak(bare=True)] if blocks else []
        blocks += (block for block in letter.blocks if not _is_left_out(block))
    return Document(title=a.step.title[r.child.voice], blocks=tuple(blocks), author=r.library.title, dated=r.child.on)


def in_a_letter(fact: Fact, answer: str, voice: str) -> str:
    """An answer as it fills a blank: a number with its unit, a day with its weekday; nothing where it is unknown."""
    if answer in (NOT_SURE, NONE_YET):
        return ""
    return in_full(date.fromisoformat(answer)) if fact.kind == "date" else answer_words(fact, answer, voice)


def text(letter: Letter) -> str:
    """The letter as plain text, an empty blank as its words in brackets."""
    return "\n\n".join(_lines(tuple(block for block in letter.blocks if not _is_left_out(block)))) + "\n"


def shown(letter: Letter) -> Html:
    """The letter as HTML."""
    return join(*(_shown(block) for block in letter.blocks))


# Markdown -> blocks


def _blocks(part: str, known: Mapping[str, str]) -> Iterator[Paragraph | Listing]:
    items: list[tuple[Paragraph]] = []
    numbered = False
    for chunk in re.split(r"\n(?:[ \t]*\n)+", part.strip("\n")):
        first = _ITEM.match(chunk)
        if items and (first is None or bool(first["number"]) != numbered):
            yield Listing(tuple(items), numbered)
            items = []
        if first is not None:
            numbered = bool(first["number"])
            parts = re.split(r"\n(?=(?:\d+\.|[-*+]) )", chunk)
            items += [(Paragraph(_pieces(_ITEM.sub("", item, count=1), known)),) for item in parts]
        else:
            yield from (Paragraph(pieces) for lines in _alone(chunk) if (pieces := _pieces(lines, known)))
    if items:
        yield Listing(tuple(items), numbered)


def _alone(chunk: str) -> Iterator[str]:
    """A paragraph taken apart where a blank stands alone on its line."""
    some: list[str] = []
    for line in chunk.split("\n"):
        if re.fullmatch(r"\s*\[\[[^\[\]]*[^\[\]\s][^\[\]]*\]\]\s*", line):
            yield "\n".join(some)
            yield line
            some = []
        else:
            some.append(line)
    yield "\n".join(some)


def _pieces(lines: str, known: Mapping[str, str]) -> Pieces:
    """The words, links and blanks of a paragraph; a line that ends in two spaces is broken there."""
    whole = " ".join(line.strip() + ("\n" if line.endswith("  ") else "") for line in lines.split("\n"))
    whole = re.sub(r" *\n *", "\n", re.sub(" +", " ", whole)).strip()
    out: list[Piece] = []
    bold = italic = False
    at = 0
    for match in _PIECE.finditer(whole):
        _add(out, Run(whole[at : match.start()], bold, italic))
        at = match.end()
        if match["blank"] is not None:
            blank = blanks.read(match["blank"])
            name = f"{blanks.BOX} {blank.box}" if blank.box else blank.fact
            out.append(replace(blank, value=known.get(name, "") if name else ""))
        elif match["link"] is not None:
            link = match["to"] if match["to"].lower().startswith(LINKS) else ""
            said = f"({match['link']})" if _CITATION.search(match["to"]) else match["link"]
            _add(out, Run(said, bold, italic, link))
        elif match["plain"]:
            _add(out, Run(match["plain"], bold, italic))
        elif match["bold"]:
            bold = not bold
        else:
            italic = not italic
    _add(out, Run(whole[at:], bold, italic))
    return tuple(out)


def _add(out: list[Piece], run: Run) -> None:
    """Adds words to those before them where they look the same."""
    last = out[-1] if out else None
    if isinstance(last, Run) and replace(last, text="") == replace(run, text=""):
        out[-1] = replace(last, text=last.text + run.text)
    elif run.text:
        out.append(run)


# Blocks -> text and HTML


def _lines(blocks: tuple[Paragraph | Listing, ...]) -> Iterator[str]:
    """The paragraphs of a text; lines with a box to tick that follow each other are one list."""
    for ticks, some in groupby(blocks, key=_has_a_tick):
        plain = map(_plain, some)
        yield from ("\n".join(plain),) if ticks else plain


def _is_left_out(block: Block) -> bool:
    """Whether a paragraph does not stand, because nothing was typed into what it is for."""
    pieces = block.pieces if isinstance(block, Paragraph) else ()
    return any(isinstance(piece, Blank) and piece.is_left_out for piece in pieces)


def _has_a_tick(block: Paragraph | Listing) -> bool:
    first = block.pieces[0] if isinstance(block, Paragraph) and block.pieces else None
    return isinstance(first, Blank) and first.is_tick


def _plain(block: Paragraph | Listing) -> str:
    if isinstance(block, Paragraph):
        return _said(block.pieces)
    items = ((n, item[0]) for n, item in enumerate(block.items, 1) if isinstance(item[0], Paragraph))
    return "\n".join(f"{f'{n}.' if block.numbered else '-'} {_said(p.pieces)}" for n, p in items)


def _said(pieces: Pieces) -> str:
    return "".join("[ ]" if isinstance(p, Blank) and p.is_tick else words((p,)) for p in pieces)


def _shown(block: Block) -> Html:
    if isinstance(block, Paragraph):
        return tag("p", [_piece(piece) for piece in block.pieces], hidden=_is_left_out(block))
    if isinstance(block, Listing):
        items = (
            tag("li", [_piece(p) for b in item if isinstance(b, Paragraph) for p in b.pieces]) for item in block.items
        )
        return tag("ol" if block.numbered else "ul", items)
    return join()


def _piece(piece: Piece) -> Html:
    if isinstance(piece, Run):
        lines = piece.text.split("\n")
        said = join(lines[0], [(tag("br"), line) for line in lines[1:]])
        said = tag("a", said, href=piece.link) if piece.link else said
        said = tag("em", said) if piece.italic else said
        return tag("b", said) if piece.bold else said
    if piece.is_tick:
        return tag("span", "\u2610", class_="tick", role="img", aria_label="Tick box")
    ruled = piece.lines if piece.lines > 1 and not piece.value else 0
    return tag(
        "span",
        tag("span", words((piece,)), class_="words"),
        [tag("span", class_="ruled")] * ruled,
        class_="blank filled" if piece.value else "blank lines" if ruled else "blank",
        data_box=piece.box or None,
        data_optional=piece.fact == blanks.OPTIONAL,
    )
