"""The library as frozen data: what can be asked, what can be advised, and where each rule comes from.

Everything here is plain immutable data. Texts come in three voices (`Texts`); answers are always canonical
strings (`pathway.engine.answers`). The reader (`pathway.authoring.reader`) makes a `Library` from YAML, and
`pathway.engine.bundle` carries it to the browser as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pathway.engine.contact import Contact
from pathway.engine.terms import SIDES, VOICES

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
    """Something that a person (or the area file) can tell us. `default` is the answer of an area that is silent."""

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
    default: str = ""


@dataclass(frozen=True)
class Role:
    """A body or post with a part to play; the area gives it its local name.

    `call` and `text` are the national numbers, as people write them, by which anybody reaches it. `side` is one of
    `SIDES`; left empty, a role that has the name of a side is on that one, and every other on none (`other`).
    """

    id: str
    name: str
    does: str
    carries: tuple[str, ...]
    call: str = ""
    text: str = ""
    side: str = ""

    @property
    def stands(self) -> str:
        """The side that it is on."""
        return self.side or (self.id if self.id in SIDES else SIDES[-1])


@dataclass(frozen=True)
class Duty:
    """A duty of law that not every child is covered by; trees rest on it, and an `outside` step ends it."""

    id: str
    says: str
    carries: tuple[str, ...]


@dataclass(frozen=True)
class Clock:
    """A deadline or a date to come: `length` `unit` after `starts_from`.

    `starts_from` is `TODAY`, a date fact, or a whole-number fact (days so far: the clock then rings when the count
    reaches `length`). `length` is a number or the id of a named number. `only_if` lists (fact, answer) pairs that
    must hold for the clock to run. `document_says` is how the document puts it (`DOCUMENT_SAYS`). A last day in one of
    the seasons that it `runs_on` from becomes the first working day after it. Where the clock `or_later` ends later,
    that one's day counts. `unless` is what makes another day count.
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
    document_says: str = "nothing"
    runs_on: tuple[str, ...] = ()
    or_later: str = ""
    unless: str = ""


@dataclass(frozen=True)
class Branch:
    """A phrase and where it leads: a question or step of the same tree, `tree NAME`, or `nothing`."""

    phrase: str
    target: str


@dataclass(frozen=True)
class Question:
    """A place in a tree that asks for a fact. `short` names it in a picture, in at most 28 characters.

    `headlines` say to a reader what their answer means, by phrase.
    """

    id: str
    fact: str
    branches: tuple[Branch, ...]
    carries: tuple[str, ...] = ()
    short: str = ""
    headlines: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True)
class Ring:
    """Whom to ring or text, and when: roles with a number. `heading` and `says` may be left out."""

    roles: tuple[str, ...]
    heading: Texts | None = None
    says: Texts | None = None


@dataclass(frozen=True)
class IfNotDone:
    """Where to go when a step is refused, ignored or late: after a clock, to a step (`TREE/STEP`)."""

    after: str
    go_to: str


@dataclass(frozen=True)
class Point:
    """What a step adds to a message that holds several: a line of a few words, and the sentences below it."""

    line: Texts
    says: Texts


@dataclass(frozen=True)
class Step:
    """What to do: the end of a path. `by` and `if_not_done.after` are clocks or `STRAIGHT_AWAY`.

    The `title` is the reader's own move in each voice; `you_do` says it where the title cannot. `recipient` and
    `who_then_acts` are roles by voice, empty where there is nobody: whom the reader turns to, and who has to act then.
    `purpose` is a name of `Library.purposes`. `finds_out` are the facts that the reader knows once it is done.
    `send_by` and `answer_by` are clocks or `STRAIGHT_AWAY`. `say` are lines for the telephone, `reasons` the clauses in
    plain words. `papers` are pages of the toolkit by voice; where there is none, `no_paper` says why. `then_because`
    are the clauses that make what `then` names wait for this step.

    An `emergency` is shown at once, before everything else, until the reader goes on. `outside` names the duties that
    do not cover a child who comes to this step, or `EVERYTHING`. `ring` is who answers now.
    """

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
    read: str
    also: tuple[str, ...]
    later: tuple[str, ...]
    then: str
    if_not_done: IfNotDone
    carries: tuple[str, ...]
    emergency: bool = False
    outside: tuple[str, ...] = ()
    ring: tuple[Ring, ...] = ()
    you_do: Texts | None = None
    recipient: Mapping[str, str] = field(default_factory=dict)
    who_then_acts: Mapping[str, str] = field(default_factory=dict)
    purpose: str = ""
    send_by: str = ""
    answer_by: str = ""
    point: Point | None = None
    say: tuple[Texts, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_paper: Texts | None = None
    finds_out: tuple[str, ...] = ()
    then_because: tuple[str, ...] = ()

    def move(self, voice: str) -> str:
        """What the reader does, in this voice."""
        return (self.you_do or self.title)[voice]

    def paper(self, voice: str) -> str:
        """The first paper for this voice, or nothing."""
        return (*self.papers.get(voice, ()), "")[0]


@dataclass(frozen=True)
class Tree:
    """A short decision tree. The walk starts at the first question, or at the first step if there is none.

    A child whom one of the duties that it `rests_on` does not cover never walks it. Where a source says so, it holds
    from a day on, or up to one. A `draft` is being written: it is for its authors alone.
    """

    id: str
    title: str
    reviewed: str
    questions: Mapping[str, Question]
    steps: Mapping[str, Step]
    rests_on: tuple[str, ...] = ()
    in_force_from: str = ""
    in_force_until: str = ""
    draft: bool = False

    @property
    def start(self) -> str:
        """The node where every walk of this tree starts."""
        return next(iter(self.questions or self.steps))


@dataclass(frozen=True)
class Concern:
    """What is happening to the child, answered by one or more trees, walked in order.

    `subject` is `school` where it is about a whole school: then nobody is asked about one child first.
    """

    id: str
    title: Texts
    hint: Texts | None
    trees: tuple[str, ...]
    subject: str = "child"


@dataclass(frozen=True)
class RoleHere:
    """What an area calls a role, and how to reach it where a source says so."""

    name: str
    contact: Contact | None = None


@dataclass(frozen=True)
class Area:
    """One council, the one where the child lives: its names, figures, sources and holidays.

    `cites` are the clauses behind a figure of its own, where another document set it.
    `breaks` are the school holidays that a source gives, each (first day, last day) as ISO dates; where they count as
    known, `pathway.engine.calendar` says.
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
    cites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Allowed:
    """An exception from one of the laws of `pathway.proof`: where it holds, why, and the case that shows it harmless.

    `where` names steps, facts, questions or clocks: a violation is allowed that names all of them."""

    law: str
    where: tuple[str, ...]
    why: str
    case: str


@dataclass(frozen=True, eq=False)
class Library:
    """All of it. Compared and hashed by identity: `hash` is the content's own. `not_clear` may be empty."""

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
    duties: Mapping[str, Duty] = field(default_factory=dict)
    purposes: Mapping[str, str] = field(default_factory=dict)
    """What a step is for, in one word and in a sentence: two steps of one purpose to one recipient are one."""
    amendments: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """What is otherwise from a day on: by day and by part of the library, the items as they then are."""
    with_figures: tuple[tuple[str, str], ...] = ()
    """The items, as (part, name), whose texts name a figure."""
    worse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a fact its answers from better to worse, or `more` or `less` where that is the worse one."""
    danger: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The answers that say that a child is, or may be, in danger."""
    never_clear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The answers with which all is not clear: a paper that nobody has answered, education that is not enough."""
    not_clear: str = ""
    allowed: tuple[Allowed, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    """The Markdown of each page that a step names as its letter; a form, which holds no letter, is not here."""
    hash: str = field(default="", compare=False)

    def step(self, name: str) -> Step:
        """The step that `TREE/STEP` names."""
        tree, _, step = name.partition("/")
        return self.trees[tree].steps[step]
