"""A written page -> the page that MkDocs builds: short names linked, blanks and pictures in place, and its foot."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from posixpath import dirname, relpath
from xml.etree import ElementTree

from pathway.authoring import guidance
from pathway.authoring.glossary import Glossary, Term
from pathway.authoring.guidance import PICTURE, PICTURES, Page
from pathway.engine.advice import kinds
from pathway.engine.model import Library
from pathway.site.pages import blanks
from pathway.site.pages.markup import between, front, heading
from pathway.tool import frame
from pathway.words import phrases
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import anchor
from pathway.words.wording import sentence

GLOSSARY = "about/glossary.md"
FOLDED = 8
"""A longer list of sources is folded away."""
FORCES = {
    "law": "Law: this must be done",
    "guidance": "Statutory guidance: to be followed unless there is a good reason",
    "case": "What courts and the Ombudsman said",
    "advice": "Advice",
    "local": "Local arrangements: one council's own",
    "suggestion": "Our own suggestions",
}
"""The kinds of rule, strongest first, as the foot of a page names them."""

WEIGHTS = {"parents/": 1.3, "help/": 1.3, "authors/": 0.3, "decisions/": 0.3, "trees/": 0.6, "about/glossary/": 0.8}
"""How much more or less than a page of guidance the pages of some folders weigh in the search: what anybody may type
leads to the page for families first."""
FIND = {
    "next-step.md": ("what should happen next", "what do I do now", "where do I start", "questions", "quiz", "tool"),
    "protocol/clocks.md": (
        "deadlines",
        "how long does the council have",
        "time limits",
        "how many days",
        "by when",
        "dates",
    ),
    "protocol/roles.md": ("who is responsible", "who must do what", "named officer", "job roles", "whom do I ask"),
    "trees/index.md": ("flowcharts", "decision trees", "rules"),
    "about/sources.md": ("law", "guidance", "legislation", "references", "where does this come from"),
    "about/licences.md": ("licences", "license", "open source", "copyright", "may I copy this", "creative commons"),
    GLOSSARY: ("glossary", "what does it stand for", "abbreviations", "acronyms", "jargon"),
}
"""What people type for pages that come out of the rules."""

_NOT_PROSE = re.compile(
    r"\A---\n.*?\n---(?=\n|\Z)"
    r"|^[ \t]*(?P<fence>```+|~~~+)[^\n]*\n.*?^[ \t]*(?P=fence)[ \t]*$"
    r"|^[ ]*\#[^\n]*$"
    r"|^[ ]*(?:!!!|\?\?\?\+?|===)[^\n]*$"
    r"|(?<!`)(?P<code>`+)(?!`)[^\n]*?(?<!`)(?P=code)(?!`)"
    r"|<!--.*?-->"
    r"|<(?P<block>a|abbr|button|code|div|form|label|p|section|span|svg|table)\b(?![^>]*\bmarkdown)[^>]*>.*?</(?P=block)>"
    r"|<[^<>]*>"
    r"|\[\[[^\[\]]*\]\]"
    r"|!?\[[^\[\]]*\]\([^()]*\)"
    r"|\{:?[ ]*[.\#][^{}]*\}",
    re.M | re.S,
)
_DESCRIBED = re.compile(r'<meta name="description" content="([^"]*)">')
_SVG = "http://www.w3.org/2000/svg"


def pages(written: Sequence[Page], terms: Glossary, pictures: Path = PICTURES) -> dict[str, str]:
    """The Markdown of every written page of guidance by its name, ready for MkDocs."""
    drawn = {path.stem: picture(path.stem, path.read_text("utf-8")) for path in sorted(pictures.glob("*.svg"))}
    return {page.name: ready(page, terms, drawn) for page in written if page.is_guidance}


def ready(page: Page, terms: Glossary, drawn: Mapping[str, str]) -> str:
    """One page: its short names linked to the glossary, its blanks shown, its pictures drawn."""
    text = blanks.shown(linked(page, terms))
    return PICTURE.sub(lambda found: f"\n{drawn[found[1]]}\n", text)


# Short names


def linked(page: Page, terms: Glossary) -> str:
    """The page with a link at the first use of a short name after it is written out, and again in each section."""
    short = {term.name: term for term in terms.values() if term.long and not term.known}
    if not short:
        return page.text
    names = "|".join(map(re.escape, sorted(short, key=len, reverse=True)))
    wanted = re.compile(rf"{_NOT_PROSE.pattern}|(?<![\w.#@/!-])(?P<term>{names})(?=s?(?![\w@-])|s?-[a-z])", re.M | re.S)
    known: set[str] = set()
    here: set[str] = set()
    root = relpath(GLOSSARY, dirname(page.name) or ".")

    def put(found: re.Match[str]) -> str:
        name = found["term"]
        if name is None:
            if found[0].lstrip().startswith("## "):
                here.clear()
            # Written out in a heading or a link, it is known from there on.
            if not found[0].startswith("---\n"):
                known.update(n for n in short if re.search(rf"\b{re.escape(n)}\b", found[0]))
            return found[0]
        if name not in known:
            known.add(name)
            return found[0]
        if name in here:
            return found[0]
        here.add(name)
        return f'[{name}]({root}#{short[name].anchor} "{short[name].long}"){{ .term }}'

    return wanted.sub(put, page.text)


# Pictures


def picture(name: str, svg: str) -> str:
    """A drawing as one line of HTML, its ids the page's own."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)
    ids = {i: i if i.startswith(f"{name}-") else f"{name}-{i}" for e in root.iter() if (i := e.get("id"))}
    for number, part in enumerate(child for child in root if child.tag in (f"{{{_SVG}}}title", f"{{{_SVG}}}desc")):
        ids.setdefault(part.get("id") or "", "")
        part.set("id", ids.get(part.get("id") or "") or f"{name}-says-{number}")
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id" and value in ids:
                element.set(key, ids[value])
            elif key in ("aria-labelledby", "aria-describedby"):
                element.set(key, " ".join(ids.get(part) or part for part in value.split()))
            elif value.startswith("#"):
                element.set(key, f"#{ids.get(value[1:]) or value[1:]}")
            else:
                element.set(key, re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{ids.get(m[1]) or m[1]})", value))
    if "aria-labelledby" not in root.attrib and "aria-label" not in root.attrib:
        root.set("aria-labelledby", f"{name}-says-0")
    drawing = re.sub(r"\s+", " ", ElementTree.tostring(root, encoding="unicode"))
    return f'<div class="picture">{drawing}</div>'


# The foot


def foot(library: Library, page: Page) -> Html:
    """Where a page comes from, by force, and the way to the next step."""
    root = "../" * (page.name.count("/") + (not page.name.endswith("index.md")))
    by_anchor = {anchor(name): name for name in library.clauses}
    names = dict.fromkeys((*page.carries, *(by_anchor[a] for a in page.cited if a in by_anchor)))
    groups: list[Piece] = []
    for kind in kinds(library, tuple(names)):
        of_kind = tuple(name for name in names if library.clauses[name].kind == kind)
        groups += [tag("h3", FORCES[kind]), _documents(library, of_kind, root)]
    rest: list[Piece] = []
    if len(names) > FOLDED:
        groups = [tag("details", tag("summary", f"All {len(names)} rules behind this page"), groups)]
    if groups:
        title = tag("h2", "Where this comes from", id="where-this-comes-from")
        rest.append(tag("section", title, groups, class_="rests"))
    if page.next_step:
        rest.append(tag("p", tag("a", "Find the next step", href=f"{root}next-step/", class_="btn"), class_="onward"))
    return join(*rest)


def _documents(library: Library, names: Sequence[str], root: str) -> Html:
    """The rules of one kind by document and by how far each was checked, places that share both together."""
    together: dict[tuple[str, str], list[Html]] = {}
    for name in names:
        clause = library.clauses[name]
        link = tag("a", clause.place, href=root + frame.clause_address(name))
        together.setdefault((clause.document, phrases.standing(clause)), []).append(
            join(link, " ", tag("span", f"({name})", class_="id"))
        )
    rows = []
    for (document, standing), places in together.items():
        source = library.sources[document]
        area = f" ({library.areas[source.local_to].name} only)" if source.local_to else ""
        checked = tag("span", f". {standing}.", class_="soft")
        rows.append(tag("li", tag("b", source.title), f"{area}: ", between(places, "; "), checked))
    return tag("ul", rows)


def feet(library: Library, written: Sequence[Page]) -> dict[str, str]:
    """The foot of every page of guidance by its name."""
    return {p.name: str(foot(library, p)) for p in written if p.is_guidance and p.name != guidance.HOME}


# Words under which the search finds a page


def add_to_search(site: Path, written: Sequence[Page]) -> None:
    """Nothing; adds to the search's index what people type for a page (`find:`), its description and its weight."""
    index = site / "search" / "search_index.json"
    told = json.loads(index.read_text("utf-8"))
    wanted = {**FIND, **{page.name: page.find for page in written if page.find}}
    find = {frame.page_address(name).lstrip("/"): list(said) for name, said in wanted.items()}
    # The words in a drawing of a tree stand in its text already.
    told["docs"] = [doc for doc in told["docs"] if not doc["location"].endswith("#picture")]
    for doc in told["docs"]:
        at = doc["location"]
        if at in find:
            doc["find"] = find[at]
        if "#" not in at and (described := _DESCRIBED.search((site / at / "index.html").read_text("utf-8"))):
            doc["says"] = unescape(described[1])
        for folder, weight in WEIGHTS.items():
            if at.startswith(folder):
                doc.setdefault("boost", weight)
    index.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), "utf-8")


# The glossary


def glossary_page(library: Library, terms: Glossary) -> str:
    """Every short name, word and old name, each under its own anchor."""
    parts = [
        front(
            "Glossary",
            "What the short names, the words and the old names on this site mean.",
            reviewed=library.reviewed,
            hide="[toc]",
        ),
        heading(1, "Glossary"),
        "Short names, words that not everybody uses, and names that have changed.",
    ]
    for kind, title in (("abbreviation", "Short names"), ("word", "Words"), ("old name", "Names that have changed")):
        of_kind = sorted((t for t in terms.values() if t.kind == kind and not t.known), key=lambda t: t.name.lower())
        if of_kind:
            parts.append(heading(2, title, kind.replace(" ", "-")))
            parts += [_entry(library, term) for term in of_kind]
    return "\n\n".join(parts) + "\n"


def _entry(library: Library, term: Term) -> str:
    links = [tag("a", c, href=f"../../{frame.clause_address(c)}") for c in term.carries]
    says = tag(
        "p",
        tag("b", sentence(term.long), ". ") if term.long else None,
        tag("b", f"Now: {term.now}. ") if term.now else None,
        term.says,
        (" ", between(links, ", ")) if links else None,
        class_="term-says",
    )
    return heading(3, sentence(term.name), term.anchor) + "\n\n" + says
