"""The library as frozen data: what can be asked, what can be advised, and where each rule comes from.

Everything here is plain immutable data. Texts come in three voices (`Texts`); answers are always canonical
strings (`pathway.engine.answers`). The reader (`pathway.authoring.reader`) makes a `Library` from YAML, and
`pathway.engine.bundle` carries it to the browser as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VOICES = ("parent", "school", "agency")
URGENCIES = ("now", "soon", "planned")
FACT_KINDS = ("yes or no", "choice", "several choices", "whole number", "percentage", "date", "date ranges")
DATE_WHENS = ("past", "future", "none yet")
UNITS = ("days", "working days", "school days", "weeks")
LIMITS = ("at the latest", "at the earliest", "on that day")
# Strongest first: where a step rests on several, the weakest of them is what the reader is shown.
RULE_KINDS = ("law", "guidance", "case", "advice", "local", "suggestion")
CLAUSE_FORMS = ("rule", "step", "role", "page", "outcome", "tool")
SEEN_IN = ("the document", "secondary pages", "our own")
CONFIDENCES = ("H", "M", "L")

NOT_SURE = "not sure"
NONE_YET = "none yet"
NONE_OF_THESE = "none of these"
NOTHING = "nothing"
TODAY = "today"
STRAIGHT_AWAY = "straight away"

Texts = Mapping[str, str]
"""One text for each voice of `VOICES`; where an author writes a single string it stands for all three."""


@dataclass(frozen=True)
class Clause:
    """A numbered part of a document. `forms` says where a reader must be able to find it (`CLAUSE_FORMS`)."""

    id: str
    document: str
    place: str
    kind: str
    says: str
    forms: tuple[str, ...]
    checked: str
    seen_in: str
    confidence: str
    check_current: bool


@dataclass(frozen=True)
class Source:
    """A published document. `local_to` names the area whose own practice it is, or is empty."""

    id: str
    title: str
    publisher: str
    dated: str
    address: str
    kind: str
    local_to: str = ""


@dataclass(frozen=True)
class Stage:
    """One of the five stages of the pathway, in order of `number`."""

    id: str
    number: int
    title: str
    in_short: str
    says: str
    read: str
    carries: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """Something that the pathway is meant to achieve. `whose` is child, parents or schools."""

    id: str
    whose: str
    says: str
    stages: tuple[str, ...]
    carries: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A named threshold, so that an area can set its own figure and the pages can show it."""

    id: str
    value: int
    unit: str
    says: str
    carries: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One answer that a choice fact allows, and how each voice reads it."""

    id: str
    label: Texts


@dataclass(frozen=True)
class Fact:
    """Something that a person (or the area file) can tell us."""

    id: str
    kind: str
    ask: Texts
    hint: Texts | None = None
    why: Texts | None = None
    find_out_from: Texts | None = None
    unit: str = ""
    low: int | None = None
    high: int | None = None
    choices: tuple[Choice, ...] = ()
    may_be: tuple[str, ...] = ()
    asked_of: tuple[str, ...] = VOICES
    answered_by_area: bool = False
    leave_quickly: bool = False


@dataclass(frozen=True)
class Role:
    """A body or post with a part to play; the area gives it its local name."""

    id: str
    name: str
    does: str
    carries: tuple[str, ...]


@dataclass(frozen=True)
class Clock:
    """A deadline or a date to come: `length` `unit` after `starts_from`.

    `starts_from` is `TODAY`, a date fact, or a whole-number fact (days so far: the clock then rings when the count
    reaches `length`). `length` is a number or the id of a named number. `only_if` lists (fact, answer) pairs that
    must hold for the clock to run.
    """

    id: str
    title: str
    starts_from: str
    length: int | str
    unit: str
    first_day_counts: bool
    limit: str
    who: str
    words: str
    carries: tuple[str, ...]
    only_if: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Branch:
    """A phrase and where it leads: a question or step of the same tree, `tree NAME`, or `nothing`."""

    phrase: str
    target: str


@dataclass(frozen=True)
class Question:
    """A place in a tree that asks for a fact."""

    id: str
    fact: str
    branches: tuple[Branch, ...]
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class IfNotDone:
    """Where to go when a step is refused, ignored or late: after a clock, to a step (`TREE/STEP`)."""

    after: str
    go_to: str


@dataclass(frozen=True)
class Step:
    """What to do: the end of a path. `by` and `if_not_done.after` are clocks or `STRAIGHT_AWAY`."""

    id: str
    title: Texts
    stage: str
    lead: str
    with_: tuple[str, ...]
    by: str
    urgency: str
    consent: str
    need: tuple[Texts, ...]
    do: Texts
    caution: Texts | None
    letter: str
    read: str
    also: tuple[str, ...]
    later: tuple[str, ...]
    then: str
    if_not_done: IfNotDone
    carries: tuple[str, ...]
    stops: bool = False


@dataclass(frozen=True)
class Tree:
    """A short decision tree. The walk starts at the first question, or at the first step if there is none."""

    id: str
    title: str
    in_force_from: str
    reviewed: str
    questions: Mapping[str, Question]
    steps: Mapping[str, Step]

    @property
    def start(self) -> str:
        """The node where every walk of this tree starts."""
        return next(iter(self.questions or self.steps))


@dataclass(frozen=True)
class Concern:
    """What is happening to the child, answered by one or more trees, walked in order."""

    id: str
    title: Texts
    hint: Texts | None
    trees: tuple[str, ...]


@dataclass(frozen=True)
class RoleHere:
    """What an area calls a role, and how to reach it where a source says so."""

    name: str
    contact: str = ""


@dataclass(frozen=True)
class Area:
    """One council, the one where the child lives: its names, figures, sources and holidays.

    `breaks` are the school holidays that a source gives, each (first day, last day) as ISO dates; they are known from
    the first day of the first to the last day of the last.
    """

    id: str
    name: str
    council: str
    reviewed: str
    adopts: tuple[str, ...]
    answers: Mapping[str, str]
    roles: Mapping[str, RoleHere]
    numbers: Mapping[str, int]
    breaks: tuple[tuple[str, str], ...]
    says: str = ""


@dataclass(frozen=True, eq=False)
class Library:
    """All of it. Compared and hashed by identity: `hash` is the content's own."""

    title: str
    reviewed: str
    first: tuple[str, ...]
    all_clear: str
    stages: Mapping[str, Stage]
    outcomes: Mapping[str, Outcome]
    numbers: Mapping[str, Number]
    concerns: Mapping[str, Concern]
    forbidden: tuple[tuple[str, str], ...]
    facts: Mapping[str, Fact]
    roles: Mapping[str, Role]
    clocks: Mapping[str, Clock]
    sources: Mapping[str, Source]
    clauses: Mapping[str, Clause]
    areas: Mapping[str, Area]
    trees: Mapping[str, Tree]
    letters: Mapping[str, str] = field(default_factory=dict)
    """The Markdown of each page that a step names as its letter; a form, which holds no letter, is not here."""
    hash: str = field(default="", compare=False)

    def step(self, name: str) -> Step:
        """The step that `TREE/STEP` names."""
        tree, _, step = name.partition("/")
        return self.trees[tree].steps[step]
