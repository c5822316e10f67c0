"""The written pages: what each says of itself, and what is wrong with it, from front matter to last sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

from pathway.authoring import prose, unseen
from pathway.authoring.glossary import Glossary, Term
from pathway.authoring.problems import Place
from pathway.authoring.prose import Passage
from pathway.authoring.reader import front_matter
from pathway.authoring.written import YES_NO, Desk, Fields, Shape, did_you_mean
from pathway.engine.terms import VOICES
from pathway.papers import blanks, wordings

EVERYONE = "everyone"
OWNERS = (*VOICES, EVERYONE)
"""Who a page may be written for."""
LONGEST_SENTENCE = 30
"""No sentence of a page for parents has more words than this."""
PICTURES = Path(__file__).parents[1] / "site" / "pictures"
"""Where the pictures are that `<!-- picture: NAME -->` names."""
PICTURE = re.compile(r"<!-- *picture: *([^ ]*?) *-->")

OF_THE_SITE = ("template", "hide", "search", "status")
"""Keys that MkDocs and the theme read."""
OWN = ("title", "description", "voice", "reviewed", "carries", "find", "word", "script", "next step")
TEMPLATES = "toolkit/"
"""The pages that hold templates."""
TECHNICAL = ("authors/", "decisions/", "search.md")
"""Pages that are no guidance: for those who write the rules and the code, and the search itself."""
HOME = "index.md"
WITH_TOOLS = ("toolkit/", "training/")
"""Folders whose pages are something to use, and so carry a clause as a tool."""

BANNED = (
    (r"simply", "take it out: nothing here is simple for the reader"),
    (r"refus(?:e[sd]?|ing) (?:to (?:go to|attend) )?school", "write `cannot attend school`"),
    (r"school[- ]refusers?", "write `a child who cannot attend school`"),
    (r"(?:odds|chances?|likelihood|probability) of (?:winning|success|succeeding)", "say what to do, not how it ends"),
    (
        r"\d+ ?(?:%|per ?cent)(?: of)? (?:chance|likel\w+|appeals? (?:succeed|win)\w*)",
        "say what to do, not how it ends",
    ),
)
"""Words that no page uses, and what to do instead."""
_BANNED = tuple((re.compile(rf"\b{words}\b", re.I), hint) for words, hint in BANNED)

_SHORT = re.compile(r"(?<![\w.#@/!-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?=s?(?![\w@]))(?![-.]?\d)(?!s?\.[a-z])")
_ROMAN = re.compile(r"[IVX]+")
_CITED = re.compile(r"\[[^\[\]]*\]\([^()]*sources\.md#([a-z0-9-]+)\)")


@dataclass(frozen=True)
class Page:
    """A written page. `name` is its path in the pages' folder; `cited` are the anchors of the clauses in its text."""

    name: str
    title: str = ""
    description: str = ""
    voice: str = ""
    reviewed: str = ""
    carries: tuple[str, ...] = ()
    find: tuple[str, ...] = ()
    script: str = ""
    word: bool = False
    next_step: bool = True
    cited: tuple[str, ...] = ()
    text: str = field(default="", repr=False)

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which it carries a clause."""
        return ("page", "tool") if self.name.startswith(WITH_TOOLS) or self.script else ("page",)

    def cited_on(self, first: int, last: int) -> tuple[str, ...]:
        """The anchors of the clauses that are cited from one line to another, both counted from 1."""
        return tuple(_CITED.findall("\n".join(self.text.split("\n")[first - 1 : last])))

    @property
    def is_guidance(self) -> bool:
        """Whether it says something to families and professionals, so that it must meet the rules for that."""
        return is_guidance(self.name)


def is_guidance(name: str) -> bool:
    """Whether the page of that name is held to the rules for guidance."""
    return not name.startswith(TECHNICAL)


def read(
    pages: Path,
    desk: Desk,
    terms: Glossary,
    today: str = "",
    pictures: Path = PICTURES,
    answers: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[Page, ...]:
    """Every page under `pages`; what is wrong with one is noted. A review after `today` is, where a day is given.

    A template stands on its page with all its wordings; `answers` are those that a fact can have in one.
    """
    drawn = {path.stem: path for path in sorted(pictures.glob("*.svg"))}
    found = []
    for path in sorted(pages.rglob("*.md")):
        name = path.relative_to(pages).as_posix()
        desk.note_unseen(path.read_text("utf-8", errors="replace"), f"{pages.name}/{name}")
        page = _page(path, name, f"{pages.name}/{name}", desk, today)
        if page is not None:
            found.append(page)
            if answers and page.name.startswith(TEMPLATES):
                lines = path.read_text("utf-8").splitlines()
                for flaw in wordings.flaws("\n".join(lines), answers):
                    place = Place(f"{pages.name}/{name}", flaw.line, lines[flaw.line - 1])
                    desk.note("bad-wording", place, says=flaw.says)
            if page.is_guidance:
                _body(page, f"{pages.name}/{name}", desk, terms, drawn)
    _drawings(drawn, desk)
    return tuple(found)


# The front matter


def _page(path: Path, name: str, file: str, desk: Desk, today: str) -> Page | None:
    before = len(desk.problems)
    head = front_matter(path, file, desk)
    if len(desk.problems) > before:
        return None
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    text = wordings.as_form(text) if name.startswith(TEMPLATES) else text
    if head is None:
        if is_guidance(name):
            desk.note("no-front-matter", Place(file, 1, text.partition("\n")[0]))
        return Page(name, text=text)
    if not is_guidance(name):  # keys of MkDocs' own are not ours to judge there
        carries = next((value for key, value in head.entries() if key.words == "carries"), None)
        return Page(name, carries=carries.all_known("clause") if carries else (), text=text)
    f = head.map(Shape("the front matter", _wanted(name), (*OWN, *OF_THE_SITE)))
    reviewed = f["reviewed"].day()
    if today and reviewed > today:
        f["reviewed"].note("future-date", value=reviewed)
    return Page(
        name=name,
        title=f["title"].text(),
        description=f["description"].text(),
        voice=f["voice"].one_of(OWNERS) or EVERYONE,
        reviewed=reviewed,
        carries=f["carries"].all_known("clause"),
        find=f["find"].once([item.text() for item in f["find"].items()]),
        script=_script(f, path.parents[name.count("/")]),
        word=f["word"].one_of(YES_NO) == "yes",
        next_step=f["next step"].one_of(YES_NO) != "no",
        cited=tuple(dict.fromkeys(_CITED.findall(text))),
        text=text,
    )


def _wanted(name: str) -> tuple[str, ...]:
    if name == HOME:
        return ("title", "description")
    wanted = ("title", "description", "voice", "reviewed")
    return wanted if name.startswith("about/") else (*wanted, "carries")


def _script(f: Fields, pages: Path) -> str:
    name = f["script"].text()
    if name and not (pages / "assets" / f"{name}.js").is_file():
        there = [path.stem for path in (pages / "assets").glob("*.js")]
        f["script"].note("unknown-script", did_you_mean(name, there), name=name)
    return name


# The text


def _body(page: Page, file: str, desk: Desk, terms: Glossary, drawn: Mapping[str, Path]) -> None:
    lines = page.text.split("\n")

    def note(code: str, line: int, hint: str = "", **words: object) -> None:
        desk.note(code, Place(file, line, lines[line - 1]), hint, **words)

    for number, text in enumerate(lines, 1):
        for named in PICTURE.finditer(text):
            if named[1] not in drawn:
                note("unknown-picture", number, did_you_mean(named[1], drawn), name=named[1])
    for flaw in blanks.flaws(page.text, desk.known["fact"] or ()):
        note("bad-blank", flaw.line, says=flaw.says)
    passages = prose.passages(page.text)
    for passage in passages:
        for pattern, hint in _BANNED:
            for found in pattern.finditer(passage.text):
                note("banned-word", passage.line(found.start()), hint, words=found[0])
        if page.voice == "parent":
            for sentence in prose.sentences(passage):
                if (count := len(sentence.words)) > LONGEST_SENTENCE:
                    note("long-sentence", sentence.line, count=count, limit=LONGEST_SENTENCE, begins=_begin(sentence))
    whole = Whole(passages)
    for name, line in unexplained(whole, terms):
        if name in terms:
            note("abbreviation", line, f"write `{terms[name].in_full}` here", name=name)
        else:
            note("abbreviation", line, name=name)
    for term, line in outdated(whole, terms):
        note("old-name", line, name=term.name, now=term.now)


def _begin(sentence: prose.Sentence) -> str:
    return " ".join(sentence.text.split()[:6])


class Whole:
    """The passages of a page as one text, in which every place knows its line."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self.starts: list[int] = []
        at = 0
        for passage in passages:
            self.starts.append(at)
            at += len(passage.text) + 2
        self.text = "\n\n".join(passage.text for passage in passages)

    def passage(self, at: int) -> Passage:
        """The passage that holds a place."""
        return self.passages[bisect_right(self.starts, at) - 1]

    def line(self, at: int) -> int:
        """The line of the page on which a place stands."""
        index = bisect_right(self.starts, at) - 1
        return self.passages[index].line(at - self.starts[index])


def unexplained(whole: Whole, terms: Glossary) -> Iterator[tuple[str, int]]:
    """Each short name that is used before it is written out, and the line of its first use."""
    first: dict[str, int] = {}
    for found in _SHORT.finditer(whole.text):
        if not _ROMAN.fullmatch(found[0]):
            first.setdefault(found[0], found.start())
    for term in terms.values():
        if term.long and term.name not in first and (used := used_first(term, whole.text)) is not None:
            first[term.name] = used
    for name, at in sorted(first.items(), key=lambda pair: pair[1]):
        term = terms.get(name) or Term(name, "abbreviation", "")
        if not term.known and introduced(term, whole.text, at) is None:
            yield name, whole.line(at)


def used_first(term: Term, text: str) -> int | None:
    """Where a short name stands first in a text."""
    found = short(term).search(text)
    return found.start() if found else None


def short(term: Term) -> re.Pattern[str]:
    """The short name as a word of its own, in the singular or plural."""
    return re.compile(rf"(?<![\w.#@/!-]){re.escape(term.name)}(?=s?(?![\w@-])|s?-[a-z])")


def introduced(term: Term, text: str, at: int) -> int | None:
    """Where the words end that write out the short name at a place, if some do (`long form (SHORT)`)."""
    if term.long:
        full = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", term.long))).replace("coordinator", "co-?ordinator")
        before = rf"\b{full}s?(?:\s+[\w-]+){{0,3}}\s*\([^()]*"
        after = rf"[^.!?\n]{{0,25}}\b{full}"
    else:  # not in the glossary: some words of lower case before the bracket must do
        before, after = r"\b[a-z][\w'-]+(?:\s+[\w'-]+)*\s*\(", r"s?\s+\([a-z][^()]+\)"
    end = at + len(term.name)
    if re.search(before + r"\Z", text[:at], re.I if term.long else 0):
        return end
    found = re.compile(after, re.I if term.long else 0).match(text, end)
    return found.end() if found else None


def outdated(whole: Whole, terms: Glossary) -> Iterator[tuple[Term, int]]:
    """Each old name whose first use does not say today's, and the line of it."""
    for term in terms.values():
        if not term.now:
            continue
        names = [re.escape(name) for name in (term.name, term.long) if name]
        found = re.search(rf"\b(?:{'|'.join(names)})s?\b", whole.text)
        if found and term.now.lower() not in whole.passage(found.start()).text.lower():
            yield term, whole.line(found.start())


# Pictures


def _drawings(drawn: Mapping[str, Path], desk: Desk) -> None:
    for name, path in drawn.items():
        if says := picture_flaw(path.read_text("utf-8")):
            desk.note("bad-picture", Place(f"{path.parent.name}/{path.name}", 1), name=name, says=says)


def picture_flaw(svg: str) -> str:
    """What is wrong with a picture, or an empty text."""
    if hidden := next(unseen.written(svg), None):
        return f"it holds a character that nobody sees, {unseen.called(hidden[3])}, on line {hidden[0]}"
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as wrong:
        return f"it is no XML: {wrong}"
    names = {element.tag.rpartition("}")[2] for element in root.iter() if isinstance(element.tag, str)}
    keys = {key for element in root.iter() for key in element.attrib}
    if not root.tag.endswith("}svg"):
        return "it is no SVG with the name space of SVG"
    if root.get("role") != "img" or not {"title", "desc"} <= {child.tag.rpartition("}")[2] for child in root}:
        return 'it wants `role="img"`, and `<title>` and `<desc>` as its first elements'
    if names & {"script", "style", "image", "foreignObject"} or any(k == "style" or k.startswith("on") for k in keys):
        return "it holds a script, a style or another file, which the pages' security policy forbids"
    return ""
