"""The parts of a Word file and the zip that they lie in. The same parts give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

PAGE = (11906, 16838)
"""A4, in twentieths of a point."""
MARGIN = 1021
STEP = 360
"""How far each level of a list stands in."""
LEVELS = 3

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_NAMES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" xmlns:w14="{_WORD_2010}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
# What XML cannot hold, and what would turn round the text that follows a name pasted from elsewhere.
_FORBIDDEN = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2029\\u202f-\\u2065\\u206a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)


def safe(words: str) -> str:
    """The words as XML text: markup escaped, characters left out that XML forbids or that turn text round."""
    for plain, said in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        words = words.replace(plain, said)
    return _FORBIDDEN.sub("", words)


def package(body: str, foot: str, links: Mapping[str, str], lists: int, wide: bool, about: Mapping[str, str]) -> bytes:
    """A Word file with this XML for its body and foot.

    `links` are the addresses by the names that the body has for them, `lists` how many numbered lists it has (from 2
    on; list 1 are the bullets), `about` the words of Dublin Core; `wide` turns the paper.
    """
    own = {name: (name, f"{name}.xml", "") for name in ("styles", "numbering", "settings")}
    outward = {name: ("hyperlink", address, ' TargetMode="External"') for name, address in links.items()}
    return _zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations({"document": ("officeDocument", "word/document.xml", "")}, with_core=True),
            "docProps/core.xml": _core(about),
            "word/document.xml": f"<w:document {_NAMES}><w:body>{body}{section(wide, True)}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations({**own, "foot": ("footer", "footer.xml", ""), **outward}),
            "word/footer.xml": f"<w:ftr {_NAMES}>{foot}</w:ftr>",
            "word/numbering.xml": _numbering(lists),
            "word/settings.xml": _settings(),
            "word/styles.xml": _styles(),
        }
    )


def section(wide: bool, foot: bool) -> str:
    """The paper of a part of the document, and whether it has the foot."""
    width, height = PAGE[::-1] if wide else PAGE
    turned = ' w:orient="landscape"' if wide else ""
    named = '<w:footerReference w:type="default" r:id="foot"/>' * foot
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{named}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar {sides} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def indent(depth: int, hanging: int = 0) -> str:
    """How far a paragraph at some depth of a list stands in, and its first line out."""
    return f'<w:ind w:left="{STEP * depth}" w:hanging="{hanging}"/>'


def _content_types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"document": "document.main", "footer": "footer"} | {n: n for n in ("numbering", "settings", "styles")}
    rows = [f'<Override PartName="/word/{n}.xml" ContentType="{kind}.{k}+xml"/>' for n, k in parts.items()]
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(rows)}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _relations(parts: Mapping[str, tuple[str, str, str]], with_core: bool = False) -> str:
    rows = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{safe(to)}"{mode}/>'
        for name, (kind, to, mode) in parts.items()
    ]
    core = f'{_PACKAGE}/relationships/metadata/core-properties"'
    rows += [f'<Relationship Id="core" Type="{core} Target="docProps/core.xml"/>'] * with_core
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _core(about: Mapping[str, str]) -> str:
    """The properties of the file; `date` is an ISO date."""
    said = [f"<dc:{name}>{safe(words)}</dc:{name}>" for name, words in about.items() if words and name != "date"]
    for name in ("created", "modified") if about.get("date") else ():
        day = safe(about["date"])
        said.append(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>')
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{"".join(said)}</cp:coreProperties>'
    )


def _numbering(lists: int) -> str:
    """Bullets as list 1, and every numbered list as one of its own that starts at 1."""
    kinds = ""
    for kind, (form, marks) in enumerate((("bullet", "•◦•"), ("decimal", ("%1.", "%2.", "%3.")))):
        levels = [
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr>{indent(n + 1, STEP)}</w:pPr></w:lvl>'
            for n, mark in enumerate(marks)
        ]
        kinds += f'<w:abstractNum w:abstractNumId="{kind}">{"".join(levels)}</w:abstractNum>'
    start = "".join(f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in range(LEVELS))
    own = [f'<w:num w:numId="{n + 2}"><w:abstractNumId w:val="1"/>{start}</w:num>' for n in range(lists)]
    bullets = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f"<w:numbering {_NAMES}>{kinds}{bullets}{''.join(own)}</w:numbering>"


def _settings() -> str:
    """Tells Word that the file is of its present kind, so that it does not open for compatibility."""
    return (
        f'<w:settings {_NAMES}><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
    )


def _styles() -> str:
    """The styles: Arial, 11 points, British English."""
    text = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/><w:sz w:val="22"/>'
    edge = 'w:val="single" w:sz="{}" w:space="{}" w:color="{}"'
    lines = edge.format(4, 0, "7F7F7F")
    sides = "".join(f"<w:{side} {lines}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    box = "".join(f"<w:{s} {edge.format(4, 4, '7F7F7F')}/>" for s in ("top", "left", "bottom", "right"))
    bar = f"<w:pBdr><w:left {edge.format(24, 8, '0B5A5E')}/></w:pBdr>"
    keep = "<w:keepNext/><w:keepLines/>"
    rows = [
        _style("Title", "Title", keep + _space(0, 160), "<w:b/>" + _size(40), following=True),
        _style("Heading1", "heading 1", keep + _space(260, 80), "<w:b/>" + _size(30), level=0),
        _style("Heading2", "heading 2", keep + _space(220, 60), "<w:b/>" + _size(25), level=1),
        _style("Heading3", "heading 3", keep + _space(200, 60), "<w:b/>" + _size(22), level=2),
        _style("ListParagraph", "List Paragraph", _space(20, 60)),
        _style("ListContinue", "List Continue", _space(20, 60)),
        _style("Note", "Note", f'{bar}{_space(60, 60)}<w:ind w:left="200"/>'),
        _style("Quote", "Quote", f'{_space(80, 80)}<w:ind w:left="400" w:right="400"/>'),
        _style(
            "Box", "Box", f'<w:keepLines/><w:pBdr>{box}</w:pBdr>{_space(100, 160)}<w:ind w:left="100" w:right="100"/>'
        ),
        _style("Cell", "Cell", _space(50, 50, 240)),
        _style("CellHead", "Cell Head", "<w:keepNext/>" + _space(50, 50, 240), "<w:b/>"),
        _style("Small", "Small", _space(20, 40, 250), _size(18)),
        _style("Footer", "footer", _space(0, 0), '<w:color w:val="404040"/>' + _size(17)),
    ]
    marks = {
        "PlaceholderText": ("Placeholder Text", '<w:color w:val="595959"/>'),
        "Hyperlink": ("Hyperlink", '<w:color w:val="0B5A5E"/><w:u w:val="single"/>'),
    }
    rows += [
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{said}"/><w:rPr>{look}</w:rPr></w:style>'
        for name, (said, look) in marks.items()
    ]
    first = '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EFEE"/></w:tcPr>'
    space = '<w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
    return (
        f'<w:styles {_NAMES}><w:docDefaults><w:rPrDefault><w:rPr>{text}<w:szCs w:val="22"/><w:lang w:val="en-GB" '
        'w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{_space(80, 80)}</w:pPr></w:style>{''.join(rows)}"
        f'<w:style w:type="table" w:styleId="Table"><w:name w:val="Table"/><w:tblPr><w:tblBorders>{sides}'
        f"</w:tblBorders><w:tblCellMar>{space}</w:tblCellMar></w:tblPr>{first}</w:tblStylePr></w:style></w:styles>"
    )


def _style(name: str, said: str, place: str, look: str = "", level: int | None = None, following: bool = False) -> str:
    after = '<w:next w:val="Normal"/>' if level is not None or following else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/><w:basedOn w:val="Normal"/>{after}'
        f"<w:qFormat/><w:pPr>{place}{outline}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _space(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _zipped(files: Mapping[str, str]) -> bytes:
    import zipfile  # here, because the first answer need not wait for it

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, so that the same text gives the same bytes
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode())
    return out.getvalue()
