"""The parts of a library, each from the words that its author wrote: which keys it has, and what they must say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pathway.authoring.problems import Place
from pathway.authoring.written import RESERVED, YES_NO, Desk, Fields, Shape, Written, did_you_mean, is_day, is_whole
from pathway.engine import bands
from pathway.engine.model import (
    CLAUSE_FORMS,
    CONFIDENCES,
    DATE_WHENS,
    FACT_KINDS,
    LIMITS,
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

SINGLE_FILES = ("pathway", "facts", "roles", "clocks", "sources")
FOLDERS = ("areas", "trees", "cases")
CONSENTS = ("needed", "asked for", "not needed")
WHOSE = ("child", "parents", "schools")

_CLAUSE_ID = re.compile(r"[A-Z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*")


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
class RoomQuestion:
    """A question for the people in a room, what a good answer holds, and the clauses that it rests on."""

    ask: str
    answer: str
    carries: tuple[str, ...]


@dataclass(frozen=True)
class Training:
    """What makes a worked case a training case: its title, the roles that sit in the room, and their questions."""

    title: str
    roles: tuple[str, ...]
    questions: tuple[RoomQuestion, ...]


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
    training: Training | None = None


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
        (
            *("hint", "why", "find out from", "unit", "from", "to", "choices", "may be", "asked of", "answered by"),
            "leave quickly",
        ),
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
        "a case",
        ("case", "story", "on", "area", "voice", "concerns", "given", "advise"),
        ("done", "next", "never", "training"),
    ),
    "training": Shape("`training`", ("title", "roles", "questions")),
    "room question": Shape("a question for the room", ("ask", "answer", "carries")),
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


def library(files: Mapping[str, Written], desk: Desk) -> tuple[Library, tuple[Example, ...], tuple[Case, ...]]:
    """The library, its examples and its cases; `files` are the files that could be read, by name without ending."""
    blank = Written(desk, Place("pathway.yaml", 1), "pathway.yaml")
    single = {name: files.get(name, blank) for name in SINGLE_FILES}
    pathway = single["pathway"].map(SHAPES["pathway"])
    desk.numbers = {k.name(): _number(k, v) for k, v in pathway["numbers"].entries()}
    desk.facts = {fact.id: fact for k, v in single["facts"].entries() if (fact := _fact(k, v)) is not None}
    sources, clauses = _sources(single["sources"])
    areas = {stem: _area(stem, root) for stem, root in _folder(files, "areas")}
    base = {n.id: n.value for n in desk.numbers.values()}
    desk.figures = {"": base, **{f" (in {a.id})": {**base, **a.numbers} for a in areas.values()}}
    grown = {stem: _tree(stem, root) for stem, root in _folder(files, "trees")}
    made = Library(
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
        roles={k.name(): _role(k, v) for k, v in single["roles"].entries()},
        clocks={k.name(): _clock(k, v) for k, v in single["clocks"].entries()},
        sources=sources,
        clauses=clauses,
        areas=areas,
        trees={stem: tree for stem, (tree, _) in grown.items()},
    )
    examples = tuple(e for _, own in grown.values() for e in own)
    return made, examples, tuple(_case(stem, root) for stem, root in _folder(files, "cases"))


def know(files: Mapping[str, Written], names: Collection[str], desk: Desk) -> None:
    """Collects every name that another value may refer to, before any value is read; `names` are all files."""
    stems = {folder: [n.partition("/")[2] for n in names if n.startswith(f"{folder}/")] for folder in FOLDERS}

    def of(file: str, *path: str) -> list[str] | None:
        return files[file].keys(*path) if file in files else None

    documents = of("sources")
    steps = []
    for stem in stems["trees"]:
        own = of(f"trees/{stem}", "steps")
        steps += [f"{stem}/*"] if own is None else [f"{stem}/{step}" for step in own]
    desk.known = {
        **{kind: of(f"{kind}s") for kind in ("fact", "role", "clock", "source")},
        **{kind: of("pathway", f"{kind}s") for kind in ("number", "stage", "concern")},
        "clause": None if documents is None else [c for d in documents for c in of("sources", d, "clauses") or ()],
        "area": stems["areas"],
        "tree": stems["trees"],
        "step": steps,
    }


def _folder(files: Mapping[str, Written], folder: str) -> list[tuple[str, Written]]:
    return [(name.partition("/")[2], root) for name, root in files.items() if name.startswith(f"{folder}/")]


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
        if written.parts is not None:
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
        leave_quickly=f["leave quickly"].one_of(YES_NO) == "yes",
    )
    # A fact that is itself broken would only make every phrase about it a second problem.
    return fact if len(key.desk.problems) == before else None


def _choice_name(key: Written) -> str:
    text = key.text()
    reason = ""
    if text in RESERVED:
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
    if is_whole(f["length"].words or ""):
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


def _area(stem: str, written: Written) -> Area:
    f = written.map(SHAPES["area"])
    desk = written.desk
    name = _own_name(f["area"], stem)
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
    if written.pairs is None:
        return RoleHere(written.text())
    f = written.map(SHAPES["role here"])
    return RoleHere(f["name"].text(), f["contact"].text())


def _break(written: Written) -> tuple[str, str]:
    text = written.text()
    first, _, last = text.partition(" to ")
    if text and not (is_day(first) and is_day(last) and first <= last):
        written.note("bad-dates", value=text)
    return first, last


def _tree(stem: str, written: Written) -> tuple[Tree, list[Example]]:
    f = written.map(SHAPES["tree"])
    name = _own_name(f["tree"], stem)
    questions, steps = f["questions"].entries(), f["steps"].entries()
    if written.pairs is not None and not questions and not steps:
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
        for where, figures in desk.figures.items():
            if fact is None or desk.known["number"] is None:
                break
            try:
                bands.parse(branches[-1].phrase, fact, figures, desk.numbers)
            except bands.PhraseError as wrong:
                phrase.note("bad-phrase", wrong.hint, reason=f"{wrong}{where}")
                break
    if f["if"].pairs is not None and not branches:
        f["if"].note("empty", what="`if`")
    return Question(key.text(), name, tuple(branches), _carries(f))


def _target(written: Written, nodes: Collection[str]) -> str:
    text = written.text()
    trees = written.desk.known["tree"] or ()
    allowed = [*nodes, NOTHING, *(f"tree {t}" for t in trees)]
    if text and text not in allowed:
        if text.startswith("tree "):
            other = text.removeprefix("tree ")
            written.note("unknown-tree", did_you_mean(other, trees), name=other)
        else:
            written.note("unknown-target", did_you_mean(text, allowed), name=text)
    return text


def _step(key: Written, value: Written, tree: str, nodes: Collection[str]) -> Step:
    f = value.map(SHAPES["step"])
    not_done = f["if not done"].map(SHAPES["if not done"])
    consent = f["consent"].text()
    if consent and not any(consent == c or consent.startswith(f"{c}, ") for c in CONSENTS):
        f["consent"].note("bad-consent", value=consent)
    carries = _carries(f)
    if value.pairs is not None and not carries and not (f["carries"] and f["carries"].items()):
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
        training=_training(f["training"]) if f["training"] else None,
    )


def _training(written: Written) -> Training:
    f = written.map(SHAPES["training"])
    for some in (f["roles"], f["questions"]):
        if some and some.parts == []:
            some.note("empty", what=some.what)
    return Training(
        title=f["title"].text(),
        roles=f["roles"].all_known("role"),
        questions=tuple(_room_question(item) for item in f["questions"].items()),
    )


def _room_question(written: Written) -> RoomQuestion:
    f = written.map(SHAPES["room question"])
    return RoomQuestion(f["ask"].text(), f["answer"].text(), _carries(f))


def _own_name(written: Written, stem: str) -> str:
    name = written.name()
    if name and name != stem:
        written.note("name-is-not-file", file=stem, name=name)
    return stem


def _texts(written: Written) -> Texts | None:
    return written.texts() if written else None
