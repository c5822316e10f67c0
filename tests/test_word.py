"""The Word files: what Word and other programs need, what a reader finds in them, and nothing lost from the page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document as opened
from lxml import etree, html
from lxml.etree import _Element as Element
from markdown import Markdown
from mkdocs.config import load_config

from pathway.authoring import reader
from pathway.authoring.guidance import Page
from pathway.engine.model import Library
from pathway.papers.blanks import Blank, found
from pathway.papers.word import LONGEST_TITLE, Document, Heading, Listing, PageBreak, Paragraph, Run, Table, docx
from pathway.proof import clauses
from pathway.site import build, word
from pathway.site.pages import blanks
from tests.small import library

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SMALL = library([])
# In the order of the standard (ECMA-376, part 1, 17.3 and 17.5): Word refuses some files that have another.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs spacing ind outlineLvl sectPr",
    "rPr": "rStyle rFonts b i color sz szCs u lang",
    "sdtPr": "alias tag id showingPlcHdr text checkbox",
    "tblPr": "tblStyle tblW tblBorders tblLayout tblCellMar tblLook",
    "sectPr": "footerReference pgSz pgMar",
    "style": "name basedOn next qFormat pPr rPr tblPr tblStylePr",
}
NASTY = "<w:p>&amp; ]]> \" '\x00\x0b\x1b\ud800\ufffe\uffff\u202eabc\u2066 {{x}} [[y]] é 漢 🙂"
CLEAN = "<w:p>&amp; ]]> \" 'abc {{x}} [[y]] é 漢 🙂"


def parts(content: bytes) -> dict[str, Element]:
    """Every part of a Word file, parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def made(*blocks: Any, **more: Any) -> Element:
    """The body of a Word file that holds these blocks."""
    content = docx(Document("A title", blocks, **more))
    opened(io.BytesIO(content))
    body = parts(content)["word/document.xml"].find(f"{W}body")
    assert body is not None
    return body


def words(element: Element) -> str:
    """The words in an element, with its line breaks."""
    return "".join(e.text or "" if e.tag == f"{W}t" else "\n" for e in element.iter(f"{W}t", f"{W}br"))


def value(element: Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val") or element.get(f"{W14}val"))


def fields(body: Element, kind: str = f"{W}text") -> list[Element]:
    """The form fields of one kind."""
    return [sdt for sdt in body.iter(f"{W}sdt") if sdt.find(f"{W}sdtPr/{kind}") is not None]


def title(field: Element) -> str:
    return value(field.find(f"{W}sdtPr/{W}alias"))


# One block at a time


def test_a_file_has_its_title_its_day_and_its_language() -> None:
    content = docx(Document("A title", (), about="What it is", author="Us", dated="2026-11-21"))
    core = opened(io.BytesIO(content)).core_properties
    assert (core.title, core.comments, core.author, core.language) == ("A title", "What it is", "Us", "en-GB")
    assert str(core.created) == "2026-11-21 00:00:00+00:00"
    languages = {value(lang) for lang in parts(content)["word/styles.xml"].iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_a_heading_is_a_heading_to_word_too() -> None:
    content = docx(Document("t", tuple(Heading(level, (Run(f"h{level}"),)) for level in range(4))))
    styles = [p.style.name for p in opened(io.BytesIO(content)).paragraphs if p.style]
    assert styles == ["Title", "Heading 1", "Heading 2", "Heading 3"]


def test_a_header_row_is_marked_and_repeated_and_only_where_there_is_one() -> None:
    rows = (((Run("Day"),), (Run("What"),)), ((Run("Monday"),), (Blank("what"),)))
    with_header = made(Table(rows))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in with_header.iter(f"{W}tr")] == [True, False]
    assert not list(made(Table(rows, header=False)).iter(f"{W}tblHeader"))


def test_a_table_with_short_rows_is_as_wide_as_the_paper_and_every_row_is_whole() -> None:
    rows = (((Run("a"),), (Run("a very much longer cell than the others"),)), ((Run("b"),),))
    for wide in (False, True):
        body = made(Table(rows), wide=wide)
        assert [len(list(row.iter(f"{W}tc"))) for row in body.iter(f"{W}tr")] == [2, 2]
        widths = [int(column.get(f"{W}w") or 0) for column in body.iter(f"{W}gridCol")]
        paper = body.find(f"{W}sectPr/{W}pgSz")
        margins = body.find(f"{W}sectPr/{W}pgMar")
        assert paper is not None and margins is not None
        room = int(paper.get(f"{W}w") or 0) - int(margins.get(f"{W}left") or 0) - int(margins.get(f"{W}right") or 0)
        assert room - 2 <= sum(widths) <= room
        assert widths[0] < widths[1]


def test_a_long_word_has_a_column_that_it_fits_in_and_too_many_columns_share_the_paper() -> None:
    long = "a" * 30
    body = made(Table((((Run(long),), *((Run("some words of more or less the usual length"),) for _ in range(4))),)))
    first, *others = [int(column.get(f"{W}w") or 0) for column in body.iter(f"{W}gridCol")]
    assert first > len(long) * 110  # an Arial `a` is 6.1 points wide at 11 points
    assert all(first > other for other in others)
    crowded = made(Table((tuple((Run(long),) for _ in range(9)),)))
    widths = [int(column.get(f"{W}w") or 0) for column in crowded.iter(f"{W}gridCol")]
    assert len(set(widths)) == 1
    assert sum(widths) < 11906 - 2 * 1000  # A4 without its margins


def test_two_tables_stay_two_and_a_paragraph_ends_the_file() -> None:
    table = Table((((Run("a"),),),))
    tags = [child.tag.removeprefix(W) for child in made(table, table)]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_every_numbered_list_starts_at_one() -> None:
    item = (Paragraph((Run("x"),)),)
    inner = Listing((item,), numbered=True)
    listed = Listing(((*item, inner), item), numbered=True)
    content = docx(Document("t", (listed, Listing((item,)), listed)))
    body, numbering = (parts(content)[f"word/{name}.xml"] for name in ("document", "numbering"))
    used = [(value(n.find(f"{W}numId")), value(n.find(f"{W}ilvl"))) for n in body.iter(f"{W}numPr")]
    known = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
    assert {number for number, _ in used} == set(known)
    first, nested, again, bullet, *second = used
    assert first == again
    assert nested[1] == "1"
    assert len({first[0], nested[0], bullet[0], second[0][0], second[1][0]}) == 5
    for number, _ in (first, nested, second[0]):
        starts = [value(start) for start in known[number].iter(f"{W}startOverride")]
        assert set(starts) == {"1"}


def test_a_blank_is_a_form_field_named_by_its_words() -> None:
    body = made(Paragraph((Run("Dear "), Blank("name of the head", 1, "head"), Run(","))))
    (field,) = fields(body)
    assert title(field) == "name of the head"
    assert value(field.find(f"{W}sdtPr/{W}tag")) == "head"
    assert field.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    assert words(field).strip("\xa0") == "[name of the head]"
    assert words(body).replace("\xa0", "") == "Dear [name of the head],"


def test_a_blank_that_is_filled_already_shows_what_fills_it_and_nothing_else() -> None:
    (field,) = fields(made(Paragraph((Blank("first day", 1, "absent-since", "2 November 2026"),))))
    assert words(field) == "2 November 2026"
    assert field.find(f"{W}sdtPr/{W}showingPlcHdr") is None


@pytest.mark.parametrize("lines", [2, 6])
def test_a_blank_of_several_lines_takes_them_and_has_room_for_them(lines: int) -> None:
    body = made(Paragraph((Run("It began so: "), Blank("what happened", lines), Run("Then."))))
    (field,) = fields(body)
    text = field.find(f"{W}sdtPr/{W}text")
    assert text is not None and text.get(f"{W}multiLine") == "1"
    paragraphs = list(body.iter(f"{W}p"))
    assert [len(list(p.iter(f"{W}br"))) for p in paragraphs] == [0, lines - 1, 0]


def test_boxes_that_follow_each_other_stay_apart() -> None:
    body = made(Paragraph((Blank("a", 3),)), Paragraph((Blank("b", 3),)))
    first, second = ({**indent.attrib} for indent in body.iter(f"{W}ind"))
    assert first != second


def test_a_box_to_tick_is_a_box_to_tick_named_by_what_it_stands_at() -> None:
    yes = (Blank(), Run(" Yes"))
    body = made(Paragraph(yes), Listing(((Paragraph(yes),), (Paragraph((Run("b"),)),))))
    assert [title(field) for field in fields(body, f"{W14}checkbox")] == ["Yes", "Yes"]
    bulleted = [p.find(f"{W}pPr/{W}numPr") is not None for p in body.iter(f"{W}p")]
    assert bulleted == [False, False, True]


def test_a_form_field_has_a_number_of_its_own_and_a_title_that_word_takes() -> None:
    body = made(*(Paragraph((Blank("words " * 30), Blank(), Run("x" * 90))) for _ in range(3)))
    ids = [value(i) for i in body.iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == 6
    assert all(0 < len(title(field)) <= LONGEST_TITLE for field in body.iter(f"{W}sdt"))


@pytest.mark.parametrize("link", ["https://example.org/?a=1&b=2", "mailto:a@example.org", "tel:999"])
def test_a_link_out_leads_there(link: str) -> None:
    content = docx(Document("t", (Paragraph((Run("here", link=link), Run("there", link=link))),)))
    (target,) = {rel.target_ref for rel in opened(io.BytesIO(content)).part.rels.values() if rel.is_external}
    assert target == link


@pytest.mark.parametrize("link", ["javascript:alert(1)", "../a.md", "file:///etc/passwd", "#here"])
def test_any_other_link_is_plain_words(link: str) -> None:
    content = docx(Document("t", (Paragraph((Run("here", link=link),)),)))
    assert not any(rel.is_external for rel in opened(io.BytesIO(content)).part.rels.values())


def test_hostile_text_stays_text_everywhere() -> None:
    nasty, kind = (parts(docx(all_of(text))) for text in (NASTY, "x"))
    assert [words(p) for p in nasty["word/document.xml"].iter(f"{W}p")][:3] == [CLEAN, CLEAN, CLEAN]
    for name, root in nasty.items():
        assert [e.tag for e in root.iter()] == [e.tag for e in kind[name].iter()]


def all_of(text: str) -> Document:
    """A document that holds a text in every place there is."""
    run = (Run(text),)
    table = Table(((run,), ((Blank(text, 2, text), Blank(), *run),)))
    filled = Paragraph((Blank(text, 1, "", text),))
    return Document(text, (Heading(1, run), Paragraph(run), table, filled), text, text, text, text)


def test_the_same_blocks_give_the_same_bytes() -> None:
    assert docx(all_of("a")) == docx(all_of("a"))


def test_letters_are_on_paper_of_their_own_without_a_foot() -> None:
    body = made(Paragraph((Run("Dear"),)), PageBreak(bare=True), Paragraph((Run("For you"),)), foot="Us")
    sections = list(body.iter(f"{W}sectPr"))
    assert [section.find(f"{W}footerReference") is not None for section in sections] == [False, True]
    assert [section.getparent().tag for section in sections] == [f"{W}pPr", f"{W}body"]


def test_a_page_break_belongs_to_what_follows() -> None:
    body = made(Paragraph((Run("a"),)), PageBreak(), Paragraph((Run("b"),)), Paragraph((Run("c"),)))
    broken = [p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in body.iter(f"{W}p")]
    assert broken == [False, True, False]


# A page of Markdown


@lru_cache(maxsize=1)
def turn() -> Callable[[str], str]:
    """Markdown as the site turns it."""
    settings = load_config(config_file=str(word.CONFIG), docs_dir=str(build.DOCS))
    made = Markdown(extensions=settings.markdown_extensions, extension_configs=settings.mdx_configs)
    return lambda text: made.reset().convert(text)


def of_page(text: str, **more: Any) -> Document:
    """The document of a page with this Markdown."""
    return word.document(SMALL, Page("toolkit/a.md", "A page", text=text, **more), "The site", turn())


def said(text: str) -> list[str]:
    """The words of each paragraph of a page."""
    return [words(p) for p in made(*of_page(text).blocks).iter(f"{W}p")]


def test_a_page_keeps_its_words_and_loses_its_markup() -> None:
    page = "# T\n\nOne **two** *three* `four`\nfive <b>six</b>.\nLine  \nbroken.\n\n> said\n\n- a\n    - b\n"
    assert said(page) == ["T", "One two three four five six. Line\nbroken.", "said", "a", "b"]


def test_a_citation_is_named_once_in_brackets() -> None:
    a, b = "[HN-2](../about/sources.md#hn-2)", "[W2.1](../about/sources.md#w2-1)"
    assert said(f"# T\n\nOne {a}. Two {a}, {b}. Three ({b}). Four {a} and {b}, {a}.")[1] == (
        "One (HN-2). Two (HN-2, W2.1). Three (W2.1). Four (HN-2 and W2.1, HN-2)."
    )


def test_a_link_within_the_site_is_its_words_and_a_link_out_a_link() -> None:
    blocks = of_page("# T\n\n[The log](work-log.md), [here](#t), [out](https://example.org/).").blocks
    (line,) = [block for block in blocks if isinstance(block, Paragraph)]
    assert word.word.words(line.pieces) == "The log, here, out."
    assert [piece.link for piece in line.pieces if isinstance(piece, Run) and piece.link] == ["https://example.org/"]


def test_what_is_for_the_web_only_is_left_out() -> None:
    page = "# T\n\na\n\n<!-- web only -->\n\nb [[c]]\n\n<!-- end -->\n\nd\n\n<!-- picture: stages -->\n\n<!-- e -->\n"
    assert said(page) == ["T", "a", "d"]


def test_a_note_a_folded_note_and_a_choice_keep_their_words_in_order() -> None:
    page = (
        '# T\n\n!!! warning "First"\n    one\n\n    - two\n\n??? note "Then"\n    three\n\n'
        '=== "School"\n    four\n\n=== "Parent"\n    five\n'
    )
    assert said(page) == ["T", "First", "one", "two", "Then", "three", "School", "four", "Parent", "five"]


def test_the_letter_of_a_page_comes_first_without_its_heading() -> None:
    blocks = of_page("# T\n\nAbout it.\n\n## One\n\nDear [[name]]\n\nPlease.\n\n## Next\n\nWait.\n").blocks
    body = [words(p).replace("\xa0", "") for p in made(*blocks).iter(f"{W}p")]
    assert body == ["Dear [name]", "Please.", "", word.FOR_YOU, "T", "About it.", "Next", "Wait."]


def test_blanks_on_lines_of_their_own_are_lines_of_their_own() -> None:
    assert said("# T\n\n[[a]]\n[[b]]\nand [[c]] too") == ["T", "[a]", "[b]", "and [c]" + word.word.ROOM + " too"]


def test_where_a_page_comes_from_stands_at_its_end_strongest_first() -> None:
    page = "# T\n\nA [local-1](../about/sources.md#local-1)."
    document = of_page(page, cited=("local-1",), carries=("law-1",), reviewed="2026-11-21")
    *_, heading, first, second = document.blocks
    assert isinstance(heading, Heading)
    for block, name in ((first, "law-1"), (second, "local-1")):
        clause = SMALL.clauses[name]
        assert isinstance(block, Paragraph)
        text = word.word.words(block.pieces)
        assert name in text
        assert SMALL.sources[clause.document].title in text
        assert clause.place in text


def test_a_table_of_many_columns_turns_the_paper() -> None:
    row = "|".join("abcdefgh")
    assert of_page(f"# T\n\n{row}\n{'|'.join('-' * 8)}\n{row}\n").wide
    assert not of_page("# T\n\na|b\n-|-\nc|d\n").wide


def test_a_page_offers_its_file_right_under_its_title() -> None:
    page = word.offered("---\ntitle: a\n---\n\n# A\n\nText\n\n# B\n", "name", 7400)
    lines = [line for line in page.split("\n") if line]
    assert lines.index("# A") + 1 == next(n for n, line in enumerate(lines) if "(name.docx)" in line)
    assert page.count("name.docx") == 1
    assert "7 KB" in page


# The pages of this site


@lru_cache(maxsize=1)
def site() -> tuple[Library, tuple[Page, ...]]:
    """The rules and the pages that have a Word file."""
    authored = reader.read(build.LIBRARY)
    return authored.library, tuple(page for page in clauses.clauses(authored, build.DOCS).pages if page.word)


@lru_cache(maxsize=1)
def documents() -> dict[str, tuple[Page, bytes]]:
    """Every Word file of the site by the name of its page."""
    rules, pages = site()
    return {page.name: (page, docx(word.document(rules, page, "The site", turn()))) for page in pages}


def everything() -> Iterator[tuple[str, Page, bytes]]:
    assert documents()
    yield from ((name, page, content) for name, (page, content) in documents().items())


def shown(page: Page) -> Any:
    """The page as HTML, without what is for the web only."""
    text = re.sub(r"\A---\n.*?\n---\n|<!-- web only -->.*?<!-- end -->", "", page.text, flags=re.S)
    return html.fragment_fromstring(turn()(blanks.shown(text)), create_parent="div")


def test_every_page_s_headings_tables_and_blanks_are_in_its_file() -> None:
    for name, page, content in everything():
        root = shown(page)
        file = opened(io.BytesIO(content))
        styled = [(p.style.name if p.style else "", p.text) for p in file.paragraphs]
        headings = [text for style, text in styled if style.startswith(("Title", "Heading"))]
        letters = sum(text.startswith("Dear ") for _, text in styled)
        wanted = [" ".join(h.text_content().split()) for h in root.iter("h1", "h2", "h3", "h4")]
        assert len(headings) == len(wanted) + 1 - letters, name  # one more says where it comes from
        assert len(file.tables) == len(list(root.iter("table"))), name
        body = parts(content)["word/document.xml"]
        text = re.sub(r"<!-- web only -->.*?<!-- end -->", "", page.text, flags=re.S)
        in_page = sorted(" ".join(b.words.split())[:LONGEST_TITLE] for b in found(text) if not b.is_tick)
        assert sorted(title(field) for field in fields(body)) == in_page, name
        ticks = sum(b.is_tick for b in found(text))
        assert len(fields(body, f"{W14}checkbox")) == ticks, name


def test_every_file_is_as_the_standard_has_it() -> None:
    for name, _, content in everything():
        for part, root in parts(content).items():
            for kind, order in ORDER.items():
                ranks = {tag: rank for rank, tag in enumerate(order.split())}
                for element in root.iter(f"{W}{kind}"):
                    found_here = [ranks[etree.QName(child).localname] for child in element]
                    assert found_here == sorted(found_here), f"{name} {part} {kind}"
        body = parts(content)["word/document.xml"]
        styles = {s.get(f"{W}styleId") for s in parts(content)["word/styles.xml"].iter(f"{W}style")}
        used = {value(e) for e in body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
        assert used <= styles, name
        relations = {r.get("Id") for r in parts(content)["word/_rels/document.xml.rels"]}
        assert {e.get(f"{R}id") for e in body.iter() if e.get(f"{R}id")} <= relations, name


def test_no_file_uses_empty_paragraphs_for_space() -> None:
    for name, _, content in everything():
        body = parts(content)["word/document.xml"].find(f"{W}body")
        assert body is not None
        before = ""
        for child in body:
            if child.tag == f"{W}p" and not words(child).strip() and child.find(f".//{W}sdt") is None:
                # Only what keeps two tables apart, and the end of a letter's paper.
                assert before == f"{W}tbl" or child.find(f"{W}pPr/{W}sectPr") is not None, name
            before = child.tag


def test_two_builds_give_the_same_files() -> None:
    before = {name: content for name, _, content in everything()}
    documents.cache_clear()
    assert before == {name: content for name, _, content in everything()}


def test_no_file_shows_markdown_or_a_way_that_leads_nowhere() -> None:
    for name, _, content in everything():
        said = words(parts(content)["word/document.xml"])
        assert not re.search(r"\]\(|\.md\b|\[\[|\]\]|\*\*|<!--|&#\d+;|[\ue000-\uf8ff]", said), name


def test_libreoffice_opens_every_file(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    for name, _, content in everything():
        (tmp_path / name.replace("/", "-").replace(".md", ".docx")).write_bytes(content)
    given = sorted(tmp_path.glob("*.docx"))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, given)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    for path in given:
        assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF-"), path.stem
