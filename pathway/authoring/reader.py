"""YAML -> Library, every value with its file and line. The only module that imports yaml.

Nothing is loaded: the parser's events are looked at first (anchors, aliases, tags and second documents are refused),
then `yaml.compose` gives nodes with marks, and every value stays the words that were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from pathway.authoring import dated, glossary, parts, unseen
from pathway.authoring.glossary import Glossary
from pathway.authoring.problems import Place, ProblemsFound
from pathway.authoring.worked import Case, Example
from pathway.authoring.written import UNFILLED, Desk, Written
from pathway.engine import bundle
from pathway.engine.model import Library
from pathway.papers.letters import GREETING

__all__ = ["Authored", "Case", "Example", "front_matter", "given", "read"]

LARGEST = 1_000_000
"""No file of a library is larger than this many bytes."""
OPTIONAL_FILES = ("glossary",)
"""What a library may have beside the files that every library has."""
DEEPEST = 20
"""No value stands deeper than this many maps and lists."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# `reach: ?`, as `check` prints it for a person to fill in, is no YAML; quoted it is a text like any other.
_UNFILLED = re.compile(r"^( *(?:- )?(?:reach|next): )\?(?=\s*$)", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Authored:
    """A library as its authors wrote it: what it says, its examples and cases, and where every value stands.

    `places` maps paths such as `trees/health-early/questions/days/if/below 10` to the line. `pages` is the folder that
    `read:` looks in, where there is one. `library` is what was asked for; `published` has no draft in it, and `whole`
    has all of them.
    """

    library: Library
    published: Library
    whole: Library
    examples: tuple[Example, ...]
    cases: tuple[Case, ...]
    places: Mapping[str, Place]
    pages: Path | None
    glossary: Glossary


def read(folder: Path, drafts: bool = False) -> Authored:
    """The library in `folder`, with its drafts or without; raises `ProblemsFound` with every problem of every file.

    Without its drafts, what is wrong with them alone stops nobody.
    """
    desk = Desk()
    names = [name.removesuffix(".yaml") for name in _files(folder, desk)]
    files = {name: root for name in names if (root := _compose(folder / f"{name}.yaml", f"{name}.yaml", desk))}
    parts.know(files, names, desk)
    if "pathway" in files:
        pages = next((v.words for k, v in files["pathway"].pairs or () if k.words == "pages"), None)
        desk.pages = folder / pages if pages and (folder / pages).is_dir() else None
    later = {}
    for day in dated.days(files):
        later[day], _, _ = parts.library({name: dated.on(root, day) for name, root in files.items()}, desk)
    library, examples, cases = parts.library({name: dated.on(root, "") for name, root in files.items()}, desk)
    terms = glossary.terms(files.get("glossary"))
    ours = {f"trees/{name}.yaml" for name in desk.drafts if not drafts}
    problems = [found for found in dict.fromkeys(desk.problems) if found.file not in ours]
    if problems:
        raise ProblemsFound(problems)
    broken = len(desk.problems) > len(problems)
    published = whole = _finished(_published(library), {day: _published(one) for day, one in later.items()}, desk)
    if desk.drafts and not broken:
        whole = _finished(library, later, desk)
    if not drafts:
        examples = tuple(e for e in examples if e.tree not in desk.drafts)
        cases = tuple(c for c in cases if _is_published(c, published, desk.drafts))
    return Authored(whole if drafts else published, published, whole, examples, cases, desk.places, desk.pages, terms)


def _finished(library: Library, later: Mapping[str, Library], desk: Desk) -> Library:
    """The library with its letters, its changes to come and its hash."""
    library = replace(library, letters=_letters(library, desk.pages), amendments=dated.amendments(library, later))
    return bundle.sealed(replace(library, with_figures=dated.with_figures(library)))


def _published(library: Library) -> Library:
    """The library without its drafts, and without the concerns that only drafts answer."""
    drafts = {tree.id for tree in library.trees.values() if tree.draft}
    if not drafts:
        return library

    def without(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name.partition("/")[0] not in drafts)

    left = {c.id: replace(c, trees=without(c.trees)) for c in library.concerns.values()}
    return replace(
        library,
        trees={t.id: t for t in library.trees.values() if not t.draft},
        concerns={c.id: c for c in left.values() if c.trees or not library.concerns[c.id].trees},
        first=without(library.first),
        forbidden=tuple(pair for pair in library.forbidden if len(without(pair)) == len(pair)),
    )


def _is_published(case: Case, library: Library, drafts: frozenset[str]) -> bool:
    """Whether a case neither names a step of a draft nor is about a concern that only drafts answer."""
    named = (case.next, *case.advise, *case.never, *case.done)
    return set(case.concerns) <= set(library.concerns) and drafts.isdisjoint(n.partition("/")[0] for n in named)


def _letters(library: Library, pages: Path | None) -> dict[str, str]:
    """The letters that steps name, without their front matter; a page where no line starts with `Dear` is no letter."""
    steps = [s for t in library.trees.values() for s in t.steps.values()]
    names = sorted({name for s in steps for some in s.papers.values() for name in some})
    texts = {name: (pages / "toolkit" / f"{name}.md").read_text("utf-8") for name in names} if pages else {}
    bodies = {name: text.partition("\n---\n")[2] for name, text in texts.items()}
    return {name: body for name, body in bodies.items() if f"\n{GREETING}" in body}


def given(path: Path) -> dict[str, object]:
    """What a file of circumstances says: texts, lists of texts, and maps of facts; raises `ProblemsFound`."""
    desk = Desk()
    root = _compose(path, str(path), desk, ours=False)
    said: dict[str, object] = {}
    for key, value in root.entries() if root is not None else ():
        facts = value.pairs
        said[key.text()] = {k.text(): _said(v) for k, v in facts} if facts else _said(value)
    if desk.problems:
        raise ProblemsFound(desk.problems)
    return said


def _said(written: Written) -> object:
    listed = written.parts is not None
    return [item.text() for item in written.items()] if listed else written.text(may_be_empty=True)


def front_matter(path: Path, file: str, desk: Desk) -> Written | None:
    """The map between the two `---` lines at the head of a page, or None where it has none."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        desk.note("not-utf-8", Place(file, 1), byte=f"{wrong.object[wrong.start]:#04x}")
        return None
    if not text.startswith("---\n") or (end := text.find("\n---", 3)) < 0:
        return None
    lines = text[: end + 1].splitlines()
    try:
        node = yaml.compose(text[: end + 1], Loader=_LOADER)
    except yaml.YAMLError as wrong:
        line, reason, column = _reason(wrong)
        desk.note("front-matter", Place(file, line, lines[min(line, len(lines)) - 1], column), reason=reason)
        return None
    page = _Page(file, lines, desk)
    return None if node is None else page.written(node, f"pages/{file}", "the front matter")


def _files(folder: Path, desk: Desk) -> Iterator[str]:
    """The files of the library that are there, in order; what is missing or does not belong is noted."""
    found = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
    )
    for name in parts.SINGLE_FILES:
        if f"{name}.yaml" not in found:
            desk.note("no-file", Place(f"{name}.yaml", 1), name=f"{name}.yaml")
    for name in found:
        parent, _, stem = name.removesuffix(".yaml").rpartition("/")
        if not name.endswith(".yaml") or (
            parent not in parts.FOLDERS if parent else stem not in (*parts.SINGLE_FILES, *OPTIONAL_FILES)
        ):
            desk.note("stray-file", Place(name, 1), name=name)
        else:
            yield name


def _compose(path: Path, name: str, desk: Desk, ours: bool = True) -> Written | None:
    """One file's values, or None where it cannot be read at all. Only what is `ours` is published."""
    if path.stat().st_size > LARGEST:
        desk.note("too-large", Place(name, 1), limit="1 MB")
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        desk.note("not-utf-8", Place(name, line), byte=f"{wrong.object[wrong.start]:#04x}")
        return None
    if ours:
        desk.note_unseen(text, name)
    page = _Page(name, text.splitlines(), desk, ours)
    text = _UNFILLED.sub(rf'\1"{UNFILLED}"', text)
    try:
        if page.refuses(text):
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as wrong:
        number, reason, column = _reason(wrong)
        number = max(min(number, len(page.lines)), 1)
        line_text = page.lines[number - 1] if page.lines else ""
        desk.note("not-yaml", Place(name, number, line_text, column), _mend(line_text, reason), reason=reason)
        return None
    if node is None:
        desk.note("empty-file", Place(name, 1))
        return None
    return page.written(node, name.removesuffix(".yaml"), "the file")


class _Page:
    """The lines of one file, and the desk that its problems go to. Nothing in what is `ours` may be unseen."""

    def __init__(self, name: str, lines: list[str], desk: Desk, ours: bool = True) -> None:
        self.name, self.lines, self.desk, self.ours = name, lines, desk, ours

    def place(self, mark: Any) -> Place:
        """Where a mark of the parser stands."""
        text = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return Place(self.name, mark.line + 1, text, mark.column + 1)

    def refuses(self, text: str) -> bool:
        """Whether the file uses what no file may use; each such place is noted."""
        before = len(self.desk.problems)
        documents = depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            here = self.place(event.start_mark)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self.desk.note("several-documents", here)
            elif isinstance(event, yaml.AliasEvent):
                self.desk.note("alias", here, name=event.anchor)
            elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
                if event.anchor:
                    self.desk.note("anchor", here, name=event.anchor)
                if event.tag:
                    self.desk.note("tag", here, name=event.tag.replace("tag:yaml.org,2002:", "!!"))
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth == DEEPEST:
                    self.desk.note("not-yaml", here, reason="it is nested too deep")
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        return len(self.desk.problems) > before

    def written(self, node: yaml.Node, path: str, what: str, at: Place | None = None) -> Written:
        """The value of a node, its place noted; so are keys written twice, and text that a comment cuts off."""
        at = at or self.place(node.start_mark)
        self.desk.places[path] = at
        if isinstance(node, yaml.SequenceNode):
            items = [self.written(n, f"{path}/{i}", f"this item of {what}") for i, n in enumerate(node.value)]
            return Written(self.desk, at, what, parts=items, flow=bool(node.flow_style))
        if isinstance(node, yaml.MappingNode):
            pairs = list(self._pairs(node, path))
            return Written(self.desk, at, what, pairs=pairs, flow=bool(node.flow_style))
        assert isinstance(node, yaml.ScalarNode)
        if not node.style:
            end = self.place(node.end_mark)
            if rest := re.match(r"\s+(#.*)", end.text[end.column - 1 :]):
                self.desk.note("cut-off", end, text=node.value, rest=rest[1].replace('"', "'"))
        if node.style == '"' and self.ours:
            here = "".join(self.lines[node.start_mark.line : node.end_mark.line + 1])
            for character in unseen.unseen(node.value):
                if character not in here:  # written as `\u202e`; what stands here itself is noted already
                    self.desk.note("unseen-character", at, name=unseen.called(character))
        return Written(self.desk, at, what, words=node.value, quoted=bool(node.style))

    def _pairs(self, node: yaml.MappingNode, path: str) -> Iterator[tuple[Written, Written]]:
        first: dict[str, int] = {}
        for key_node, value in node.value:
            here = self.place(key_node.start_mark)
            key = self.written(key_node, f"{path}/{key_node.value}", "this key")
            if key.words is None:
                self.desk.note("wrong-shape", here, what="a key", wanted="a text", found=key.kind)
            elif key.words == "<<":
                self.desk.note("merge-key", here)
            elif key.words in first:
                self.desk.note("double-key", here, name=key.words, first=first[key.words])
            else:
                first[key.words] = here.line
                yield key, self._value(value, f"{path}/{key.words}", f"`{key.words}`", here)

    def _value(self, node: yaml.Node, path: str, what: str, key: Place) -> Written:
        """A value of a map: it stands where it begins, or at its key where it begins on another line."""
        begins = self.place(node.start_mark)
        value = self.written(node, path, what, begins if begins.line == key.line else key)
        self.desk.places[path] = key
        return value


def _reason(wrong: yaml.YAMLError) -> tuple[int, str, int]:
    """The line that a YAML error is about, what it says, and the column."""
    mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
    parts = [p for p in (getattr(wrong, "context", None), getattr(wrong, "problem", None)) if p]
    if not parts:
        parts = [str(wrong).splitlines()[0]]
    return (mark.line + 1 if mark is not None else 1), ", ".join(parts), (mark.column + 1 if mark is not None else 0)


def _mend(line: str, reason: str) -> str:
    """A better hint for the mistakes that are made most."""
    if "\t" in line:
        return "use spaces, not tabs, at the start of a line"
    if "mapping values" in reason:
        return "a text with `: ` in it goes in quotes, or after `|`; else look at how far the line is indented"
    if re.search(r"(:|-)\s+[{\[*&!%@`\"'>|]", line):
        return "a text that starts with a special sign: use | or quotes"
    return ""
