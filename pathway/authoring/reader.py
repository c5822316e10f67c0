"""YAML -> Library, every value with its file and line. The only module that imports yaml.

Nothing is loaded: the parser's events are looked at first (anchors, aliases, tags and second documents are refused),
then `yaml.compose` gives nodes with marks, and every value stays the words that were written. `Written` wraps a node
and knows the shapes; it notes what is wrong and gives back a blank, so that one run finds every problem of every file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from pathway.authoring.problems import Place, Problem, ProblemsFound, problem
from pathway.engine import answers, bands, bundle
from pathway.engine.model import (
    CLAUSE_FORMS,
    CONFIDENCES,
    DATE_WHENS,
    FACT_KINDS,
    LIMITS,
    NONE_OF_THESE,
    NONE_YET,
    NOT_SURE,
    NOTHING,
    RULE_KINDS,
    SEEN_IN,
    STRAIGHT_AWAY,
    TODAY,
    UNITS,
    URGENCIES,
    VOICES,
    Area,
    Branch,
    Choice,
    Clause,
    Clock,
    Concern,
    Fact,
    IfNotDone,
    Library,
    Number,
    Outcome,
    Question,
    Role,
    RoleHere,
    Source,
    Stage,
    Step,
    Texts,
    Tree,
)

LARGEST = 1_000_000
"""No file of a library is larger than this many bytes."""
DEEPEST = 20
SINGLE_FILES = ("pathway", "facts", "roles", "clocks", "sources")
FOLDERS = ("areas", "trees", "cases")
CONSENTS = ("needed", "asked for", "not needed")
WHOSE = ("child", "parents", "schools")
YES_NO = ("yes", "no")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CLAUSE_ID = re.compile(r"[A-Z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*")
# `reach: ?`, as `check` prints it for a person to fill in, is no YAML; quoted it is a text like any other.
_UNFILLED = re.compile(r"^( *(?:- )?(?:reach|next): )\?(?=\s*$)", re.MULTILINE)
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_RESERVED = (*YES_NO, NOT_SURE, NONE_YET, NOTHING, NONE_OF_THESE, TODAY)


@dataclass(frozen=True)
class Example:
    """A tree's own test: on this day, for these answers, this step is reached. `done` and `reach` are `TREE/STEP`."""

    tree: str
    name: str
    on: str
    area: str
    voice: str
    given: Mapping[str, str]
    done: tuple[str, ...]
    reach: str
    file: str
    line: int


@dataclass(frozen=True)
class Case:
    """A worked case: a story, its facts, the steps that must come out (each with its clause) and that must not."""

    id: str
    story: str
    on: str
    area: str
    voice: str
    concerns: tuple[str, ...]
    given: Mapping[str, str]
    done: tuple[str, ...]
    next: str
    advise: Mapping[str, str]
    never: Mapping[str, str]
    file: str
    line: int


@dataclass(frozen=True, eq=False)
class Authored:
    """A library as its authors wrote it: what it says, its examples and cases, and where every value stands.

    `places` maps paths such as `trees/health-early/questions/days/if/below 10` to the line. `pages` is the folder that
    `read:` looks in, where there is one.
    """

    library: Library
    examples: tuple[Example, ...]
    cases: tuple[Case, ...]
    places: Mapping[str, Place]
    pages: Path | None


@dataclass(frozen=True)
class Shape:
    """The keys that a map must have and may have; `what` names such a map in messages."""

    what: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


SHAPES = {
    "pathway": Shape(
        "pathway.yaml",
        ("title", "reviewed", "pages", "first", "all clear", "stages", "outcomes", "numbers", "concerns"),
        ("forbidden pairs",),
    ),
    "stage": Shape("a stage", ("number", "title", "in short", "says", "read"), ("carries",)),
    "outcome": Shape("an outcome", ("for", "says", "stages"), ("carries",)),
    "number": Shape("a named number", ("value", "unit", "says"), ("carries",)),
    "concern": Shape("a concern", ("title", "trees"), ("hint",)),
    "fact": Shape(
        "a fact",
        ("kind", "ask"),
        ("hint", "why", "find out from", "unit", "from", "to", "choices", "may be", "asked of", "answered by"),
    ),
    "role": Shape("a role", ("name", "does"), ("carries",)),
    "clock": Shape(
        "a clock",
        ("title", "starts from", "length", "unit", "first day counts", "limit", "who", "words"),
        ("only if", "carries"),
    ),
    "source": Shape(
        "a source",
        ("title", "publisher", "dated", "kind", "checked", "seen in", "confidence", "clauses"),
        ("address", "local to"),
    ),
    "clause": Shape("a clause", ("place", "says"), ("as", "kind", "checked", "seen in", "confidence", "check current")),
    "area": Shape(
        "an area",
        ("area", "name", "council", "reviewed"),
        ("says", "adopts", "answers", "roles", "numbers", "breaks"),
    ),
    "role here": Shape("a role of an area", ("name",), ("contact",)),
    "tree": Shape("a tree", ("tree", "title", "in force from", "reviewed"), ("questions", "steps", "examples")),
    "question": Shape("a question", ("ask", "if"), ("carries",)),
    "step": Shape(
        "a step",
        ("title", "stage", "lead", "by", "urgency", "consent", "do", "read", "then", "if not done"),
        ("with", "need", "caution", "letter", "also", "later", "stops", "carries"),
    ),
    "if not done": Shape("`if not done`", ("after", "go to")),
    "example": Shape("an example", ("name", "on", "area", "voice", "given", "reach"), ("done",)),
    "case": Shape(
        "a case", ("case", "story", "on", "area", "voice", "concerns", "given", "advise"), ("done", "next", "never")
    ),
}
# The keys of a fact that belong to one kind only: (required, optional).
KIND_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "yes or no": ((), ()),
    "choice": (("choices",), ()),
    "several choices": (("choices",), ()),
    "whole number": ((), ("unit", "from", "to")),
    "percentage": ((), ("unit", "from", "to")),
    "date": (("may be",), ("unit",)),
    "date ranges": ((), ()),
}


@dataclass
class Desk:
    """What one reading has found so far: problems, places, and the names that other values may refer to.

    A kind of name maps to None where a file could not be read at all, so that one broken file does not set off
    hundreds of unknown names.
    """

    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    known: dict[str, Collection[str] | None] = field(default_factory=dict)
    pages: Path | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    figures: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def note(self, code: str, place: Place, hint: str = "", **words: object) -> None:
        """Adds a problem."""
        self.problems.append(problem(code, place, hint, **words))

    def place(self, file: str, mark: Any) -> Place:
        """Where a mark of the parser stands."""
        lines = self.lines[file]
        return Place(file, mark.line + 1, lines[mark.line] if mark.line < len(lines) else "", mark.column + 1)


class Written:
    """A value as it was written. Each method gives it back in one shape, or notes what is wrong and gives a blank."""

    __slots__ = ("at", "desk", "node", "what")

    def __init__(self, desk: Desk, node: yaml.Node | None, at: Place, what: str) -> None:
        self.desk, self.node, self.at, self.what = desk, node, at, what

    def __bool__(self) -> bool:
        return self.node is not None

    def note(self, code: str, hint: str = "", **words: object) -> None:
        """Adds a problem at this value."""
        self.desk.note(code, self.at, hint, **words)

    def text(self, may_be_empty: bool = False) -> str:
        """The words, or an empty text."""
        if self.node is None:
            return ""
        if not isinstance(self.node, yaml.ScalarNode):
            if isinstance(self.node, yaml.CollectionNode) and self.node.flow_style:
                self.note("brace-value", what=self.what, brace="{" if isinstance(self.node, yaml.MappingNode) else "[")
            else:
                self.note("wrong-shape", what=self.what, wanted="a text", found=_kind(self.node))
            return ""
        text = str(self.node.value).strip()
        if not text and not (may_be_empty and self.node.style):
            self.note("empty", what=self.what)
        return text

    def texts(self) -> Texts:
        """The words in three voices; a plain text stands for all of them."""
        if not isinstance(self.node, yaml.MappingNode):
            return dict.fromkeys(VOICES, self.text())
        keys = [str(k.value) for k, _ in self.node.value]
        if self.node.flow_style and not set(keys) & set(VOICES):
            self.note("brace-value", what=self.what, brace="{")
            return dict.fromkeys(VOICES, "")
        for voice in VOICES:
            if voice not in keys:
                self.note("missing-voice", what=self.what, voice=voice)
        found = self.map(Shape(self.what, (), VOICES))
        return {voice: found[voice].text() for voice in VOICES}

    def map(self, shape: Shape) -> Fields:
        """The values by key, unknown and missing keys noted; a key that is not there gives a blank."""
        fields = Fields(self)
        if not self._is(yaml.MappingNode, "a map of keys and values"):
            return fields
        allowed = (*shape.required, *shape.optional)
        for key, value in self.entries():
            name = key.text(may_be_empty=True)
            if name in allowed:
                fields[name] = value
            else:
                hint = _did_you_mean(name, allowed)
                key.note("unknown-key", hint, what=shape.what, name=name, allowed=", ".join(allowed))
        for name in shape.required:
            if name not in fields:
                self.note("missing-key", what=shape.what, name=name)
        return fields

    def entries(self) -> list[tuple[Written, Written]]:
        """The keys and values of a map, in order."""
        if not self._is(yaml.MappingNode, "a map of names and values"):
            return []
        assert isinstance(self.node, yaml.MappingNode)
        found = []
        for key, value in self.node.value:
            at = self.desk.place(self.at.file, key.start_mark)
            found.append((Written(self.desk, key, at, "this key"), Written(self.desk, value, at, f"`{key.value}`")))
        return found

    def items(self) -> list[Written]:
        """The values of a list, in order."""
        if not self._is(yaml.SequenceNode, "a list, as in `[one, two]`"):
            return []
        assert isinstance(self.node, yaml.SequenceNode)
        return [
            Written(self.desk, node, self.desk.place(self.at.file, node.start_mark), f"this item of {self.what}")
            for node in self.node.value
        ]

    def _is(self, kind: type[yaml.Node], wanted: str) -> bool:
        if self.node is None:
            return False
        if isinstance(self.node, kind):
            return True
        self.note("wrong-shape", what=self.what, wanted=wanted, found=_kind(self.node))
        return False

    def name(self) -> str:
        """A name of our own making: lower case with hyphens."""
        text = self.text()
        if text in _RESERVED:
            self.note("reserved-name", name=text)
        elif text and not _NAME.fullmatch(text):
            self.note("bad-name", name=text)
        return text

    def one_of(self, allowed: Collection[str]) -> str:
        """One word of a closed list."""
        text = self.text()
        if text and text not in allowed:
            shown = ", ".join(allowed)
            self.note("bad-value", _did_you_mean(text, allowed), what=self.what, value=text, allowed=shown)
        return text

    def known(self, kind: str, more: Collection[str] = ()) -> str:
        """The name of something that stands elsewhere in the library, or one of `more`."""
        text = self.text()
        names = self.desk.known[kind]
        if text and text not in more and names is not None and text not in names:
            self.note(f"unknown-{kind}", _did_you_mean(text, [*names, *more]), name=text)
        return text

    def all_known(self, kind: str) -> tuple[str, ...]:
        """A list of such names, each once."""
        return self.once([item.known(kind) for item in self.items()])

    def once(self, names: list[str]) -> tuple[str, ...]:
        """The names, each noted that is listed a second time."""
        for index, name in enumerate(names):
            if name and name in names[:index]:
                self.items()[index].note("listed-twice", name=name)
        return tuple(names)

    def step(self, tree: str = "", more: Collection[str] = ()) -> str:
        """A step as `TREE/STEP`; of `tree` itself the step's name alone will do."""
        text = self.text()
        if not text or text in more:
            return text
        if text == "?":
            self.note("unfilled", what=self.what.strip("`"))
            return text
        full = text if "/" in text or not tree else f"{tree}/{text}"
        names = self.desk.known["step"]
        if names is not None and full not in names and f"{full.partition('/')[0]}/*" not in names:
            own = [n.removeprefix(f"{tree}/") for n in names]
            self.note("unknown-step", _did_you_mean(text, [*own, *more]), name=text)
        return full

    def day(self) -> str:
        """A date, as 2026-11-21."""
        text = self.text()
        if text and not _is_day(text):
            self.note("bad-date", value=text)
        return text

    def whole(self) -> int:
        """A whole number."""
        text = self.text()
        if text and not _WHOLE.fullmatch(text):
            self.note("bad-whole-number", value=text)
            return 0
        return int(text or 0)

    def page(self, code: str, folder: str = "", ending: str = "") -> str:
        """A page (or letter) that exists in the pages' folder, where there is such a folder."""
        text = self.text()
        root = self.desk.pages
        if text and root is not None:
            path = f"{folder}{text.partition('#')[0]}{ending}"
            if ".." in path.split("/") or not (root / path).is_file():
                there = [
                    p.relative_to(root / folder).as_posix().removesuffix(ending) for p in (root / folder).rglob("*.md")
                ]
                self.note(code, _did_you_mean(text, there), name=text)
        return text

    def answer(self, fact: Fact | None, today: str) -> str:
        """A canonical answer to `fact`."""
        raw: object = (
            [item.text() for item in self.items()] if isinstance(self.node, yaml.SequenceNode) else self.text()
        )
        if not raw or fact is None:
            return ""
        try:
            return answers.answer(fact, raw, date.fromisoformat(today) if _is_day(today) else date(2026, 1, 1))
        except answers.NotAnAnswer as wrong:
            self.note("bad-answer", f"{wrong}", value=raw, name=fact.id)
            return ""


class Fields(dict[str, Written]):
    """A map's values by key; a key that is not there is a blank `Written`."""

    def __init__(self, owner: Written) -> None:
        super().__init__()
        self.owner = owner

    def __missing__(self, key: str) -> Written:
        return Written(self.owner.desk, None, self.owner.at, f"`{key}`")


def read(folder: Path) -> Authored:
    """The library in `folder`; raises `ProblemsFound` with every problem of every file."""
    desk = Desk()
    roots: dict[str, Written] = {}
    for name in _files(folder, desk):
        if (root := _compose(folder, name, desk)) is not None:
            roots[name.removesuffix(".yaml")] = root
    blank = Written(desk, None, Place("pathway.yaml", 1), "pathway.yaml")
    files = {name: roots.get(name, blank) for name in SINGLE_FILES}
    _know(desk, folder, files, roots)
    pathway = files["pathway"].map(SHAPES["pathway"])
    if pages := pathway["pages"].text():
        desk.pages = folder / pages if (folder / pages).is_dir() else None
    desk.numbers = {k.name(): _number(k, v) for k, v in pathway["numbers"].entries()}
    desk.facts = {fact.id: fact for k, v in files["facts"].entries() if (fact := _fact(k, v)) is not None}
    sources, clauses = _sources(files["sources"])
    areas = {n.partition("/")[2]: _area(n, root) for n, root in roots.items() if n.startswith("areas/")}
    base = {n.id: n.value for n in desk.numbers.values()}
    desk.figures = {"": base, **{f" (in {a.id})": {**base, **a.numbers} for a in areas.values()}}
    trees: dict[str, Tree] = {}
    examples: list[Example] = []
    for name, root in roots.items():
        if name.startswith("trees/"):
            tree, own = _tree(name.partition("/")[2], root)
            trees[tree.id] = tree
            examples += own
    library = Library(
        title=pathway["title"].text(),
        reviewed=pathway["reviewed"].day(),
        first=pathway["first"].all_known("tree"),
        all_clear=pathway["all clear"].step(),
        stages=_stages(pathway["stages"]),
        outcomes={k.name(): _outcome(k, v) for k, v in pathway["outcomes"].entries()},
        numbers=desk.numbers,
        concerns={k.name(): _concern(k, v) for k, v in pathway["concerns"].entries()},
        forbidden=tuple(_pair(item) for item in pathway["forbidden pairs"].items()),
        facts=desk.facts,
        roles={k.name(): _role(k, v) for k, v in files["roles"].entries()},
        clocks={k.name(): _clock(k, v) for k, v in files["clocks"].entries()},
        sources=sources,
        clauses=clauses,
        areas=areas,
        trees=trees,
    )
    cases = tuple(_case(n.partition("/")[2], root) for n, root in roots.items() if n.startswith("cases/"))
    if desk.problems:
        raise ProblemsFound(desk.problems)
    return Authored(bundle.sealed(library), tuple(examples), cases, desk.places, desk.pages)


def front_matter(text: str, file: str, desk: Desk) -> Written | None:
    """The map between the two `---` lines at the head of a page, or None where it has none."""
    if not text.startswith("---\n") or (end := text.find("\n---", 3)) < 0:
        return None
    desk.lines[file] = text[: end + 1].splitlines()
    try:
        node = yaml.compose(text[: end + 1], Loader=_LOADER)
    except yaml.YAMLError as wrong:
        line, reason = _reason(wrong)
        desk.note("front-matter", Place(file, line, desk.lines[file][line - 1]), reason=reason)
        return None
    if node is None:
        return None
    _survey(desk, file, f"pages/{file}", node)
    return Written(desk, node, desk.place(file, node.start_mark), "the front matter")


# --- files ---


def _files(folder: Path, desk: Desk) -> Iterator[str]:
    """The files of the library that are there, in order; what is missing or does not belong is noted."""
    found = sorted(
        p.relative_to(folder).as_posix()
        for p in folder.rglob("*")
        if p.is_file() and p.suffix in (".yaml", ".yml") and not p.name.startswith(".")
    )
    for name in SINGLE_FILES:
        if f"{name}.yaml" not in found:
            desk.note("no-file", Place(f"{name}.yaml", 1), name=f"{name}.yaml")
    for name in found:
        parent, _, stem = name.removesuffix(".yaml").rpartition("/")
        if not name.endswith(".yaml") or (parent not in FOLDERS if parent else stem not in SINGLE_FILES):
            desk.note("stray-file", Place(name, 1), name=name)
        else:
            yield name


def _compose(folder: Path, name: str, desk: Desk) -> Written | None:
    """One file's nodes, or None where it cannot be read at all."""
    path = folder / name
    if path.stat().st_size > LARGEST:
        desk.note("too-large", Place(name, 1), limit="1 MB")
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        desk.note("not-utf-8", Place(name, line), byte=f"{wrong.object[wrong.start]:#04x}")
        return None
    lines = desk.lines[name] = text.splitlines()
    text = _UNFILLED.sub(r'\1"?"', text)
    try:
        if _refused(text, name, desk):
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as wrong:
        number, reason = _reason(wrong)
        number = max(min(number, len(lines)), 1)
        text = lines[number - 1] if lines else ""
        desk.note("not-yaml", Place(name, number, text), _mend(text, reason), reason=reason)
        return None
    if node is None:
        desk.note("empty-file", Place(name, 1))
        return None
    _survey(desk, name, name.removesuffix(".yaml"), node)
    return Written(desk, node, desk.place(name, node.start_mark), "the file")


def _refused(text: str, name: str, desk: Desk) -> bool:
    """Whether the file uses what no file may use; each such place is noted."""
    before = len(desk.problems)
    documents = depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        here = desk.place(name, event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                desk.note("several-documents", here)
        elif isinstance(event, yaml.AliasEvent):
            desk.note("alias", here, name=event.anchor)
        elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            if event.anchor:
                desk.note("anchor", here, name=event.anchor)
            if event.tag:
                desk.note("tag", here, name=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == DEEPEST:
                desk.note("not-yaml", here, reason="it is nested too deep")
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return len(desk.problems) > before


def _survey(desk: Desk, file: str, path: str, node: yaml.Node) -> None:
    """Notes the place of every value, keys written twice or merged, and text that a comment cuts off."""
    if isinstance(node, yaml.ScalarNode):
        end = desk.place(file, node.end_mark)
        if not node.style and (rest := re.match(r"\s+(#.*)", end.text[end.column - 1 :])):
            desk.note("cut-off", end, text=str(node.value), rest=rest[1].replace('"', "'"))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            desk.places[f"{path}/{index}"] = desk.place(file, item.start_mark)
            _survey(desk, file, f"{path}/{index}", item)
    elif isinstance(node, yaml.MappingNode):
        first: dict[str, int] = {}
        kept = []
        for key, value in node.value:
            here = desk.place(file, key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                desk.note("wrong-shape", here, what="a key", wanted="a text", found=_kind(key))
                continue
            name = str(key.value)
            if name == "<<":
                desk.note("merge-key", here)
                continue
            if name in first:
                desk.note("double-key", here, name=name, first=first[name])
                continue
            first[name] = here.line
            kept.append((key, value))
            desk.places[f"{path}/{name}"] = here
            _survey(desk, file, path, key)
            _survey(desk, file, f"{path}/{name}", value)
        node.value = kept


def _know(desk: Desk, folder: Path, files: Mapping[str, Written], roots: Mapping[str, Written]) -> None:
    """Collects every name that another value may refer to, before any value is read."""

    def part(owner: Written, *path: str) -> yaml.Node | None:
        node = owner.node
        for key in path:
            entries = node.value if isinstance(node, yaml.MappingNode) else ()
            node = next((v for k, v in entries if k.value == key), None)
        return node

    def keys(node: yaml.Node | None) -> list[str]:
        return [str(k.value) for k, _ in node.value] if isinstance(node, yaml.MappingNode) else []

    def unless_broken(name: str, names: list[str]) -> list[str] | None:
        return names if files[name] else None

    stems = {kind: [p.stem for p in sorted((folder / kind).glob("*.yaml"))] for kind in FOLDERS}
    steps = []
    for stem in stems["trees"]:
        root = roots.get(f"trees/{stem}")
        steps += [f"{stem}/*"] if root is None else [f"{stem}/{s}" for s in keys(part(root, "steps"))]
    desk.known = {
        "fact": unless_broken("facts", keys(part(files["facts"]))),
        "role": unless_broken("roles", keys(part(files["roles"]))),
        "clock": unless_broken("clocks", keys(part(files["clocks"]))),
        "source": unless_broken("sources", keys(part(files["sources"]))),
        "clause": unless_broken(
            "sources", [c for s in keys(part(files["sources"])) for c in keys(part(files["sources"], s, "clauses"))]
        ),
        **{
            kind: unless_broken("pathway", keys(part(files["pathway"], f"{kind}s")))
            for kind in ("number", "stage", "concern")
        },
        "area": stems["areas"],
        "tree": stems["trees"],
        "step": steps,
    }


# --- the parts of a library ---


def _carries(fields: Fields) -> tuple[str, ...]:
    return fields["carries"].all_known("clause")


def _stages(written: Written) -> dict[str, Stage]:
    stages = {}
    for key, value in written.entries():
        f = value.map(SHAPES["stage"])
        stages[key.text()] = Stage(
            id=key.name(),
            number=f["number"].whole(),
            title=f["title"].text(),
            in_short=f["in short"].text(),
            says=f["says"].text(),
            read=f["read"].page("unknown-page"),
            carries=_carries(f),
        )
    numbers = sorted(s.number for s in stages.values())
    if numbers != list(range(1, len(numbers) + 1)):
        written.note("stage-numbers", numbers=", ".join(map(str, numbers)))
    return dict(sorted(stages.items(), key=lambda pair: pair[1].number))


def _outcome(key: Written, value: Written) -> Outcome:
    f = value.map(SHAPES["outcome"])
    return Outcome(key.text(), f["for"].one_of(WHOSE), f["says"].text(), f["stages"].all_known("stage"), _carries(f))


def _number(key: Written, value: Written) -> Number:
    f = value.map(SHAPES["number"])
    return Number(key.text(), f["value"].whole(), f["unit"].text(), f["says"].text(), _carries(f))


def _concern(key: Written, value: Written) -> Concern:
    f = value.map(SHAPES["concern"])
    return Concern(key.text(), f["title"].texts(), _texts(f["hint"]), f["trees"].all_known("tree"))


def _pair(written: Written) -> tuple[str, str]:
    items = written.items()
    if len(items) != 2:
        if isinstance(written.node, yaml.SequenceNode):
            written.note("wrong-shape", what="this item", wanted="two steps", found=f"a list of {len(items)}")
        return "", ""
    return items[0].step(), items[1].step()


def _fact(key: Written, value: Written) -> Fact | None:
    before = len(key.desk.problems)
    f = value.map(SHAPES["fact"])
    kind = f["kind"].one_of(FACT_KINDS)
    required, optional = KIND_KEYS.get(kind, ((), ()))
    if kind in KIND_KEYS:
        for name in ("unit", "from", "to", "choices", "may be"):
            if f[name] and name not in (*required, *optional):
                f[name].note("key-not-here", name=name, kind=kind)
            elif not f[name] and name in required:
                value.note("missing-key", what=f"a fact of kind `{kind}`", name=name)
    low = f["from"].whole() if f["from"] else None
    high = f["to"].whole() if f["to"] else None
    if low is not None and high is not None and low > high:
        f["from"].note("bad-bounds", low=low, high=high)
    unit = f["unit"].one_of(UNITS) if kind == "date" else f["unit"].text()
    fact = Fact(
        id=key.name(),
        kind=kind,
        ask=f["ask"].texts(),
        hint=_texts(f["hint"]),
        why=_texts(f["why"]),
        find_out_from=_texts(f["find out from"]),
        unit=unit or ("days" if kind == "date" else ""),
        low=low,
        high=high,
        choices=tuple(Choice(_choice_name(k), v.texts()) for k, v in f["choices"].entries()),
        may_be=f["may be"].once([item.one_of(DATE_WHENS) for item in f["may be"].items()]),
        asked_of=f["asked of"].once([item.one_of(VOICES) for item in f["asked of"].items()]) or VOICES,
        answered_by_area=bool(f["answered by"]) and f["answered by"].one_of(("area",)) == "area",
    )
    # A fact that is itself broken would only make every phrase about it a second problem.
    return fact if len(key.desk.problems) == before else None


def _choice_name(key: Written) -> str:
    text = key.text()
    reason = ""
    if text in _RESERVED:
        reason = "it has a meaning of its own"
    elif "," in text or " or " in text:
        reason = "it has a comma or ` or ` in it"
    elif text != text.casefold():
        reason = "it has capital letters"
    if reason:
        key.note("bad-choice-name", name=text, reason=reason)
    return text


def _role(key: Written, value: Written) -> Role:
    f = value.map(SHAPES["role"])
    return Role(key.text(), f["name"].text(), f["does"].text(), _carries(f))


def _clock(key: Written, value: Written) -> Clock:
    f = value.map(SHAPES["clock"])
    desk = key.desk
    start = f["starts from"].known("fact", (TODAY,))
    unit = f["unit"].one_of(UNITS)
    fact = desk.facts.get(start)
    if fact is not None and fact.kind not in ("date", "whole number"):
        f["starts from"].note("not-a-start", name=start, kind=fact.kind)
    if fact is not None and fact.kind == "whole number" and fact.unit.rstrip("s") != unit.rstrip("s"):
        f["unit"].note("wrong-unit", name=start, theirs=fact.unit, ours=unit)
    length: int | str = f["length"].text()
    if _WHOLE.fullmatch(str(length)):
        length = int(length)
    elif length:
        f["length"].known("number")
        number = desk.numbers.get(str(length))
        if number is not None and number.unit.rstrip("s") != unit.rstrip("s"):
            f["length"].note("wrong-unit", name=number.id, theirs=number.unit, ours=unit)
    only_if = []
    for fact_key, answer in f["only if"].entries():
        name = fact_key.known("fact")
        condition = desk.facts.get(name)
        if condition is not None and condition.answered_by_area:
            condition = replace(condition, answered_by_area=False)
        only_if.append((name, answer.answer(condition, "")))
    return Clock(
        id=key.name(),
        title=f["title"].text(),
        starts_from=start,
        length=length,
        unit=unit,
        first_day_counts=f["first day counts"].one_of(YES_NO) == "yes",
        limit=f["limit"].one_of(LIMITS),
        who=f["who"].known("role"),
        words=f["words"].text(),
        carries=_carries(f),
        only_if=tuple(only_if),
    )


def _sources(written: Written) -> tuple[dict[str, Source], dict[str, Clause]]:
    sources: dict[str, Source] = {}
    clauses: dict[str, Clause] = {}
    for key, value in written.entries():
        f = value.map(SHAPES["source"])
        source = Source(
            id=key.name(),
            title=f["title"].text(),
            publisher=f["publisher"].text(),
            dated=f["dated"].text(),
            address=f["address"].text(may_be_empty=True),
            kind=f["kind"].one_of(RULE_KINDS),
            local_to=f["local to"].known("area"),
        )
        sources[source.id] = source
        usual = (f["checked"].day(), f["seen in"].one_of(SEEN_IN), f["confidence"].one_of(CONFIDENCES))
        for clause_key, clause_value in f["clauses"].entries():
            clause = _clause(clause_key, clause_value, source, *usual)
            if clause.id in clauses:
                clause_key.note("two-of-a-name", name=clause.id, other=f"a clause of `{clauses[clause.id].document}`")
            clauses[clause.id] = clause
    return sources, clauses


def _clause(key: Written, value: Written, source: Source, checked: str, seen_in: str, confidence: str) -> Clause:
    f = value.map(SHAPES["clause"])
    name = key.text()
    if not _CLAUSE_ID.fullmatch(name):
        key.note("bad-clause-id", name=name)
    return Clause(
        id=name,
        document=source.id,
        place=f["place"].text(),
        kind=f["kind"].one_of(RULE_KINDS) or source.kind,
        says=f["says"].text(),
        forms=f["as"].once([item.one_of(CLAUSE_FORMS) for item in f["as"].items()]),
        checked=f["checked"].day() or checked,
        seen_in=f["seen in"].one_of(SEEN_IN) or seen_in,
        confidence=f["confidence"].one_of(CONFIDENCES) or confidence,
        check_current=f["check current"].one_of(YES_NO) == "yes",
    )


def _area(file: str, written: Written) -> Area:
    f = written.map(SHAPES["area"])
    desk = written.desk
    name = _own_name(f["area"], file.partition("/")[2])
    given: dict[str, str] = {}
    for key, value in f["answers"].entries():
        fact_id = key.known("fact")
        fact = desk.facts.get(fact_id)
        if fact is not None and not fact.answered_by_area:
            key.note("not-area-fact", name=fact_id)
        elif fact is not None:
            given[fact_id] = value.answer(replace(fact, answered_by_area=False), "")
            if given[fact_id] == NOT_SURE:
                value.note("bad-answer", "an area knows", value=NOT_SURE, name=fact_id)
    for fact in desk.facts.values():
        if fact.answered_by_area and not any(k.text() == fact.id for k, _ in f["answers"].entries()):
            (f["answers"] or f["area"]).note("area-silent", name=fact.id)
    return Area(
        id=name,
        name=f["name"].text(),
        council=f["council"].text(),
        reviewed=f["reviewed"].day(),
        adopts=f["adopts"].all_known("source"),
        answers=given,
        roles={k.known("role"): _role_here(v) for k, v in f["roles"].entries()},
        numbers={k.known("number"): v.whole() for k, v in f["numbers"].entries()},
        breaks=tuple(_break(item) for item in f["breaks"].items()),
        says=f["says"].text(),
    )


def _role_here(written: Written) -> RoleHere:
    if not isinstance(written.node, yaml.MappingNode):
        return RoleHere(written.text())
    f = written.map(SHAPES["role here"])
    return RoleHere(f["name"].text(), f["contact"].text())


def _break(written: Written) -> tuple[str, str]:
    text = written.text()
    first, _, last = text.partition(" to ")
    if text and not (_is_day(first) and _is_day(last) and first <= last):
        written.note("bad-dates", value=text)
    return first, last


def _tree(stem: str, written: Written) -> tuple[Tree, list[Example]]:
    f = written.map(SHAPES["tree"])
    name = _own_name(f["tree"], stem)
    questions, steps = f["questions"].entries(), f["steps"].entries()
    if isinstance(written.node, yaml.MappingNode) and not questions and not steps:
        written.note("empty-tree")
    nodes: dict[str, str] = {}
    for kind, entries in (("a question", questions), ("a step", steps)):
        for key, _ in entries:
            node = key.name()
            if node in nodes:
                key.note("two-of-a-name", name=node, other=f"{nodes[node]} of this tree")
            nodes[node] = kind
    tree = Tree(
        id=name,
        title=f["title"].text(),
        in_force_from=f["in force from"].day(),
        reviewed=f["reviewed"].day(),
        questions={k.text(): _question(k, v, nodes) for k, v in questions},
        steps={k.text(): _step(k, v, stem, nodes) for k, v in steps},
    )
    return tree, [_example(item, stem) for item in f["examples"].items()]


def _question(key: Written, value: Written, nodes: Collection[str]) -> Question:
    f = value.map(SHAPES["question"])
    desk = key.desk
    fact = desk.facts.get(name := f["ask"].known("fact"))
    if fact is not None and fact.kind == "date ranges":
        f["ask"].note("not-asked", name=fact.id, kind=fact.kind)
        fact = None
    branches = []
    for phrase, leads_to in f["if"].entries():
        branches.append(Branch(phrase.text(), _target(leads_to, nodes)))
        for where, figures in desk.figures.items() if fact is not None else ():
            assert fact is not None
            try:
                bands.parse(branches[-1].phrase, fact, figures, desk.numbers)
            except bands.PhraseError as wrong:
                phrase.note("bad-phrase", wrong.hint, reason=f"{wrong}{where}")
                break
    if isinstance(f["if"].node, yaml.MappingNode) and not branches:
        f["if"].note("empty", what="`if`")
    return Question(key.text(), name, tuple(branches), _carries(f))


def _target(written: Written, nodes: Collection[str]) -> str:
    text = written.text()
    trees = written.desk.known["tree"] or ()
    allowed = [*nodes, NOTHING, *(f"tree {t}" for t in trees)]
    if text and text not in allowed:
        if text.startswith("tree "):
            other = text.removeprefix("tree ")
            written.note("unknown-tree", _did_you_mean(other, trees), name=other)
        else:
            written.note("unknown-target", _did_you_mean(text, allowed), name=text)
    return text


def _step(key: Written, value: Written, tree: str, nodes: Collection[str]) -> Step:
    f = value.map(SHAPES["step"])
    not_done = f["if not done"].map(SHAPES["if not done"])
    consent = f["consent"].text()
    if consent and not any(consent == c or consent.startswith(f"{c}, ") for c in CONSENTS):
        f["consent"].note("bad-consent", value=consent)
    carries = _carries(f)
    if isinstance(value.node, yaml.MappingNode) and not carries and not (f["carries"] and f["carries"].items()):
        key.note("uncited-step", name=key.text())
    return Step(
        id=key.text(),
        title=f["title"].texts(),
        stage=f["stage"].known("stage"),
        lead=f["lead"].known("role"),
        with_=f["with"].all_known("role"),
        by=f["by"].known("clock", (STRAIGHT_AWAY,)),
        urgency=f["urgency"].one_of(URGENCIES),
        consent=consent,
        need=tuple(item.texts() for item in f["need"].items()),
        do=f["do"].texts(),
        caution=_texts(f["caution"]),
        letter=f["letter"].page("unknown-letter", "toolkit/", ".md"),
        read=f["read"].page("unknown-page"),
        also=f["also"].once([item.step(tree) for item in f["also"].items()]),
        later=f["later"].all_known("clock"),
        then=_target(f["then"], nodes),
        if_not_done=IfNotDone(not_done["after"].known("clock", (STRAIGHT_AWAY,)), not_done["go to"].step(tree)),
        carries=carries,
        stops=f["stops"].one_of(YES_NO) == "yes",
    )


def _example(written: Written, tree: str) -> Example:
    f = written.map(SHAPES["example"])
    on = f["on"].day()
    return Example(
        tree=tree,
        name=f["name"].text(),
        on=on,
        area=f["area"].known("area"),
        voice=f["voice"].one_of(VOICES),
        given=_given(f["given"], on),
        done=f["done"].once([item.step(tree) for item in f["done"].items()]),
        reach=f["reach"].step(tree, (NOTHING,)),
        file=written.at.file,
        line=written.at.line,
    )


def _given(written: Written, on: str) -> dict[str, str]:
    given = {}
    for key, value in written.entries():
        name = key.known("fact")
        fact = written.desk.facts.get(name)
        if fact is not None and fact.answered_by_area:
            key.note("area-answers", name=name)
        else:
            given[name] = value.answer(fact, on)
    return given


def _case(stem: str, written: Written) -> Case:
    f = written.map(SHAPES["case"])
    on = f["on"].day()
    return Case(
        id=_own_name(f["case"], stem),
        story=f["story"].text(),
        on=on,
        area=f["area"].known("area"),
        voice=f["voice"].one_of(VOICES),
        concerns=f["concerns"].all_known("concern"),
        given=_given(f["given"], on),
        done=f["done"].once([item.step() for item in f["done"].items()]),
        next=f["next"].step(),
        advise={k.step(): v.known("clause") for k, v in f["advise"].entries()},
        never={k.step(): v.known("clause") for k, v in f["never"].entries()},
        file=written.at.file,
        line=written.at.line,
    )


# --- words ---


def _own_name(written: Written, stem: str) -> str:
    name = written.name()
    if name and name != stem:
        written.note("name-is-not-file", file=stem, name=name)
    return stem


def _texts(written: Written) -> Texts | None:
    return written.texts() if written else None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a map of keys and values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "a text" if node.value else "empty"


def _did_you_mean(text: str, names: Iterable[str]) -> str:
    near = get_close_matches(text, [n for n in names if n], 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def _reason(wrong: yaml.YAMLError) -> tuple[int, str]:
    """The line that a YAML error is about, and what it says."""
    mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
    parts = [p for p in (getattr(wrong, "context", None), getattr(wrong, "problem", None)) if p]
    if not parts:
        parts = [str(wrong).splitlines()[0]]
    return (mark.line + 1 if mark is not None else 1), ", ".join(parts)


def _mend(line: str, reason: str) -> str:
    """A better hint for the mistakes that are made most."""
    if "\t" in line:
        return "use spaces, not tabs, at the start of a line"
    if "mapping values" in reason:
        return "a text with `: ` in it goes in quotes, or after `|`; else look at how far the line is indented"
    if re.search(r"(:|-)\s+[{\[*&!%@`\"'>|]", line):
        return "a text that starts with a special sign: use | or quotes"
    return ""


def given(path: Path) -> dict[str, object]:
    """What a file of circumstances says: texts, lists of texts, and one map of facts; raises `ProblemsFound`."""
    desk = Desk()
    root = _compose(Path(), str(path), desk)
    said: dict[str, object] = {}
    for key, value in root.entries() if root is not None else ():
        facts = value.entries() if isinstance(value.node, yaml.MappingNode) else []
        said[key.text()] = {k.text(): _said(v) for k, v in facts} if facts else _said(value)
    if desk.problems:
        raise ProblemsFound(desk.problems)
    return said


def _said(written: Written) -> object:
    listed = isinstance(written.node, yaml.SequenceNode)
    return [item.text() for item in written.items()] if listed else written.text(may_be_empty=True)
