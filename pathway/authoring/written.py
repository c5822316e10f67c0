"""A value as an author wrote it, with its place, and the shapes that it can be asked for.

`Written` gives itself back in one shape, or notes what is wrong at the `Desk` and gives a blank, so that one run finds
every problem of every file. Nothing here knows of YAML: `pathway.authoring.reader` makes the values.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pathway.authoring import unseen
from pathway.authoring.problems import Place, Problem, problem
from pathway.engine import answers
from pathway.engine.model import Clock, Fact, Number, Texts
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE, NOTHING, TODAY, VOICES

YES_NO = ("yes", "no")
RESERVED = (*YES_NO, NOT_SURE, NONE_YET, NOTHING, NONE_OF_THESE, TODAY)
"""Words that mean something of their own, and so can name nothing else."""
UNFILLED = "?"

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WHOLE = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True)
class Shape:
    """The keys that a map must have and may have; `what` names such a map in messages."""

    what: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass
class Desk:
    """What one reading has found so far: problems, places, and the names that other values may refer to.

    A kind of name maps to None where a file could not be read at all, so that one broken file does not set off
    hundreds of unknown names. `figures` are the named numbers' values, for the library and for each area. `drafts` are
    the trees that are being written.
    """

    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    known: dict[str, Collection[str] | None] = field(default_factory=dict)
    pages: Path | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    numbers: dict[str, Number] = field(default_factory=dict)
    figures: dict[str, Mapping[str, int]] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()

    def note(self, code: str, place: Place, hint: str = "", **words: object) -> None:
        """Adds a problem."""
        self.problems.append(problem(code, place, hint, **words))

    def note_unseen(self, text: str, file: str) -> None:
        """Adds a problem for each character of a file that nobody sees."""
        for line, words, column, character in unseen.written(text):
            self.note("unseen-character", Place(file, line, words, column), name=unseen.called(character))


class Written:
    """A text, a list or a map as it was written. `what` names it in messages; blank where there is nothing."""

    __slots__ = ("at", "desk", "flow", "pairs", "parts", "quoted", "what", "words")

    def __init__(
        self,
        desk: Desk,
        at: Place,
        what: str,
        *,
        words: str | None = None,
        parts: list[Written] | None = None,
        pairs: list[tuple[Written, Written]] | None = None,
        quoted: bool = False,
        flow: bool = False,
    ) -> None:
        self.desk, self.at, self.what = desk, at, what
        self.words, self.parts, self.pairs = words, parts, pairs
        self.quoted, self.flow = quoted, flow

    def __bool__(self) -> bool:
        return not (self.words is None and self.parts is None and self.pairs is None)

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.pairs is not None:
            return "a map of keys and values"
        if self.parts is not None:
            return "a list"
        return "a text" if self.words else "empty"

    def note(self, code: str, hint: str = "", **words: object) -> None:
        """Adds a problem at this value."""
        self.desk.note(code, self.at, hint, **words)

    def text(self, may_be_empty: bool = False) -> str:
        """The words, or an empty text."""
        if not self:
            return ""
        if self.words is None:
            if self.flow:
                self.note("brace-value", what=self.what, brace="[" if self.pairs is None else "{")
            else:
                self.note("wrong-shape", what=self.what, wanted="a text", found=self.kind)
            return ""
        text = self.words.strip()
        if not text and not (may_be_empty and self.quoted):
            self.note("empty", what=self.what)
        return text

    def texts(self) -> Texts:
        """The words in three voices; a plain text stands for all of them."""
        if self.pairs is None:
            return dict.fromkeys(VOICES, self.text())
        keys = [key.words for key, _ in self.pairs]
        if self.flow and not set(keys) & set(VOICES):
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
        entries = self.entries()
        if self.pairs is None:
            return fields
        allowed = (*shape.required, *shape.optional)
        for key, value in entries:
            name = key.text(may_be_empty=True)
            if name in allowed:
                fields[name] = value
            else:
                hint = did_you_mean(name, allowed)
                key.note("unknown-key", hint, what=shape.what, name=name, allowed=", ".join(allowed))
        for name in shape.required:
            if name not in fields:
                self.note("missing-key", what=shape.what, name=name)
        return fields

    def entries(self) -> list[tuple[Written, Written]]:
        """The keys and values of a map, in order."""
        if self and self.pairs is None:
            self.note("wrong-shape", what=self.what, wanted="a map of keys and values", found=self.kind)
        return self.pairs or []

    def items(self) -> list[Written]:
        """The values of a list, in order."""
        if self and self.parts is None:
            self.note("wrong-shape", what=self.what, wanted="a list, as in `[one, two]`", found=self.kind)
        return self.parts or []

    def keys(self, *path: str) -> list[str]:
        """The keys of the map at the end of a path of keys, whatever else may be wrong with it; nothing is noted."""
        here: Written | None = self
        for name in path:
            here = next((v for k, v in (here.pairs or [] if here else []) if k.words == name), None)
        return [k.words or "" for k, _ in here.pairs or []] if here else []

    def name(self) -> str:
        """A name of our own making: lower case with hyphens."""
        text = self.text()
        if text in RESERVED:
            self.note("reserved-name", name=text)
        elif text and not _NAME.fullmatch(text):
            self.note("bad-name", name=text)
        return text

    def one_of(self, allowed: Collection[str]) -> str:
        """One word of a closed list."""
        text = self.text()
        if text and text not in allowed:
            shown = ", ".join(allowed)
            self.note("bad-value", did_you_mean(text, allowed), what=self.what, value=text, allowed=shown)
        return text

    def known(self, kind: str, more: Collection[str] = ()) -> str:
        """The name of something that stands elsewhere in the library, or one of `more`."""
        text = self.text()
        names = self.desk.known[kind]
        if text and text not in more and names is not None and text not in names:
            self.note(f"unknown-{kind}", did_you_mean(text, [*names, *more]), name=text)
        return text

    def all_known(self, kind: str) -> tuple[str, ...]:
        """A list of such names, each once."""
        return self.once([item.known(kind) for item in self.items()])

    def once(self, names: list[str]) -> tuple[str, ...]:
        """The names of this list's items, each noted that comes a second time."""
        for index, name in enumerate(names):
            if name and name in names[:index]:
                self.items()[index].note("listed-twice", name=name)
        return tuple(names)

    def published(self, tree: str, other: str) -> None:
        """Notes that a tree which is no draft leads to one that is."""
        if other in self.desk.drafts and tree not in self.desk.drafts:
            self.note("leads-to-draft", name=other)

    def step(self, tree: str = "", more: Collection[str] = ()) -> str:
        """A step as `TREE/STEP`; of `tree` itself the step's name alone will do."""
        text = self.text()
        if not text or text in more:
            return text
        if text == UNFILLED:
            self.note("unfilled", what=self.what.strip("`"))
            return text
        full = text if "/" in text or not tree else f"{tree}/{text}"
        trees = self.desk.known["tree"]
        if "/" in text and trees is not None and (other := text.partition("/")[0]) not in trees:
            self.note("unknown-tree", did_you_mean(other, trees), name=other)
            return full
        names = self.desk.known["step"] or ()
        if full not in names and f"{full.partition('/')[0]}/*" not in names:
            own = [n.removeprefix(f"{tree}/") for n in names]
            self.note("unknown-step", did_you_mean(text, [*own, *more]), name=text)
        return full

    def day(self) -> str:
        """A date, as 2026-11-21."""
        text = self.text()
        if text and not is_day(text):
            self.note("bad-date", value=text)
        return text

    def whole(self) -> int:
        """A whole number."""
        text = self.text()
        if is_whole(text):
            return int(text)
        if text:
            self.note("bad-whole-number", value=text)
        return 0

    def page(self, code: str, folder: str = "", ending: str = "") -> str:
        """A page (or letter) that exists in the pages' folder, where there is such a folder."""
        text = self.text()
        root = self.desk.pages
        if text and root is not None:
            path = f"{folder}{text.partition('#')[0]}{ending}"
            if ".." in path.split("/") or not (root / path).is_file():
                there = [p.relative_to(root / folder).as_posix() for p in (root / folder).rglob("*.md")]
                self.note(code, did_you_mean(text, [p.removesuffix(ending) for p in there]), name=text)
        return text

    def answer(self, fact: Fact | None, today: str = "") -> str:
        """A canonical answer to `fact`; empty where the fact itself is not known or broken."""
        raw: object = self.text() if self.parts is None else [item.text() for item in self.parts]
        if not raw or fact is None:
            return ""
        try:
            return answers.answer(fact, raw, date.fromisoformat(today) if is_day(today) else date(2026, 1, 1))
        except answers.NotAnAnswer as wrong:
            self.note("bad-answer", str(wrong), value=raw, name=fact.id)
            return ""


class Fields(dict[str, Written]):
    """A map's values by key; a key that is not there is a blank `Written`."""

    def __init__(self, owner: Written) -> None:
        super().__init__()
        self.owner = owner

    def __missing__(self, key: str) -> Written:
        return Written(self.owner.desk, self.owner.at, f"`{key}`")


def is_day(text: str) -> bool:
    """Whether the text is a date as we write it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_whole(text: str) -> bool:
    """Whether the text is a whole number in figures."""
    return _WHOLE.fullmatch(text) is not None


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """A hint with the nearest of some names, or an empty text where none is near."""
    near = get_close_matches(text, [n for n in names if n], 1)
    return f"did you mean `{near[0]}`?" if near else ""
