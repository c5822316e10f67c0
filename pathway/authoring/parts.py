"""The parts of a library, each from the words that its author wrote: which keys it has, and what they must say."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pathway.authoring.areas import area_of
from pathway.authoring.documents import sources_of
from pathway.authoring.facts import clock_of, fact_of
from pathway.authoring.problems import Place
from pathway.authoring.shapes import EXCUSABLE, MORE_OR_LESS, SHAPES, WHOSE, carries_of, telephone_of, texts_of
from pathway.authoring.trees import tree_of
from pathway.authoring.worked import Case, Example, case
from pathway.authoring.written import Desk, Written, did_you_mean
from pathway.engine import bands
from pathway.engine.model import Allowed, Concern, Duty, Library, Number, Outcome, Role, Stage
from pathway.engine.terms import SIDES, SUBJECTS

SINGLE_FILES = ("pathway", "facts", "roles", "clocks", "sources")

FOLDERS = ("areas", "trees", "cases")


def library(files: Mapping[str, Written], desk: Desk) -> tuple[Library, tuple[Example, ...], tuple[Case, ...]]:
    """The library, its examples and its cases; `files` are the files that could be read, by name without ending."""
    blank = Written(desk, Place("pathway.yaml", 1), "pathway.yaml")
    single = {name: files.get(name, blank) for name in SINGLE_FILES}
    pathway = single["pathway"].map(SHAPES["pathway"])
    desk.numbers = {k.name(): _number(k, v) for k, v in pathway["numbers"].entries()}
    desk.facts = {fact.id: fact for k, v in single["facts"].entries() if (fact := fact_of(k, v)) is not None}
    desk.clocks = {k.name(): clock_of(k, v) for k, v in single["clocks"].entries()}
    sources, clauses = sources_of(single["sources"])
    areas = {stem: area_of(stem, root) for stem, root in _folder(files, "areas")}
    base = {n.id: n.value for n in desk.numbers.values()}
    desk.figures = {"": base, **{f" (in {a.id})": {**base, **a.numbers} for a in areas.values()}}
    grown = {stem: tree_of(stem, root) for stem, root in _folder(files, "trees")}
    made = Library(
        title=pathway["title"].text(),
        reviewed=pathway["reviewed"].day(),
        first=pathway["first"].all_known("tree"),
        all_clear=_all_clear(pathway["all clear"]),
        not_clear=_all_clear(pathway["not clear"]) if "not clear" in pathway else "",
        stages=_stages(pathway["stages"]),
        outcomes={k.name(): _outcome(k, v) for k, v in pathway["outcomes"].entries()},
        numbers=desk.numbers,
        concerns={k.name(): _concern(k, v) for k, v in pathway["concerns"].entries()},
        forbidden=tuple(_pair(item) for item in pathway["forbidden pairs"].items()),
        facts=desk.facts,
        roles={k.name(): _role(k, v) for k, v in single["roles"].entries()},
        clocks=desk.clocks,
        sources=sources,
        clauses=clauses,
        areas=areas,
        trees={stem: tree for stem, (tree, _) in grown.items()},
        duties={k.name(): _duty(k, v) for k, v in pathway["duties"].entries()},
        purposes={k.name(): v.text() for k, v in pathway["purposes"].entries()},
        worse={k.known("fact"): _ladder(k, v) for k, v in pathway["worse"].entries()},
        danger=_answers(pathway["danger"]),
        never_clear=_answers(pathway["never clear"]),
        allowed=tuple(_exception(item) for item in pathway["allowed"].items()),
    )
    examples = tuple(e for _, own in grown.values() for e in own)
    return made, examples, tuple(case(stem, root) for stem, root in _folder(files, "cases"))


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
        "duty": of("pathway", "duties"),
        "purpose": of("pathway", "purposes"),
        "case": stems["cases"],
        "helpline": [r for r in of("roles") or () if {"call", "text"} & {*(of("roles", r) or ())}],
        "clause": None if documents is None else [c for d in documents for c in of("sources", d, "clauses") or ()],
        "area": stems["areas"],
        "tree": stems["trees"],
        "step": steps,
    }
    desk.drafts = frozenset(s for s in stems["trees"] if f"trees/{s}" in files and _is_draft(files[f"trees/{s}"]))


def _is_draft(written: Written) -> bool:
    return any(k.words == "status" and v.words == "draft" for k, v in written.pairs or ())


def _folder(files: Mapping[str, Written], folder: str) -> list[tuple[str, Written]]:
    return [(name.partition("/")[2], root) for name, root in files.items() if name.startswith(f"{folder}/")]


def _all_clear(written: Written) -> str:
    name = written.step()
    written.published("", name.partition("/")[0])
    return name


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
            carries=carries_of(f),
        )
    numbers = sorted(s.number for s in stages.values())
    if numbers != list(range(1, len(numbers) + 1)):
        written.note("stage-numbers", numbers=", ".join(map(str, numbers)))
    return dict(sorted(stages.items(), key=lambda pair: pair[1].number))


def _outcome(key: Written, value: Written) -> Outcome:
    f = value.map(SHAPES["outcome"])
    return Outcome(key.text(), f["for"].one_of(WHOSE), f["says"].text(), f["stages"].all_known("stage"), carries_of(f))


def _number(key: Written, value: Written) -> Number:
    f = value.map(SHAPES["number"])
    return Number(key.text(), f["value"].whole(), f["unit"].text(), f["says"].text(), carries_of(f))


def _concern(key: Written, value: Written) -> Concern:
    f = value.map(SHAPES["concern"])
    subject = f["subject"].one_of(SUBJECTS) if f["subject"] else SUBJECTS[0]
    return Concern(key.text(), f["title"].texts(), texts_of(f["hint"]), f["trees"].all_known("tree"), subject)


def _pair(written: Written) -> tuple[str, str]:
    items = written.items()
    if len(items) != 2:
        if written.parts is not None:
            written.note("wrong-shape", what="this item", wanted="two steps", found=f"a list of {len(items)}")
        return "", ""
    return items[0].step(), items[1].step()


def _ladder(key: Written, value: Written) -> tuple[str, ...]:
    """The answers to a fact from better to worse, those of one rung joined by ` or `; or which way of it is worse."""
    fact = key.desk.facts.get(key.text())
    if value.parts is None or (fact is not None and bands.domain(fact) is not None):
        return (value.one_of(MORE_OR_LESS),)
    for item in value.items():
        for name in item.text().split(" or "):
            if fact is not None and name and name not in bands.names(fact):
                allowed = ", ".join(bands.names(fact))
                item.note(
                    "bad-value", did_you_mean(name, bands.names(fact)), what="a rung", value=name, allowed=allowed
                )
    return value.once([item.text() for item in value.items()])


def _answers(written: Written) -> dict[str, tuple[str, ...]]:
    """For each fact some of its answers."""
    found = {}
    for key, value in written.entries():
        fact = key.desk.facts.get(key.known("fact"))
        names = bands.names(fact) if fact else ()
        found[key.text()] = value.once([item.one_of(names) if fact else item.text() for item in value.items()])
    return found


def _exception(written: Written) -> Allowed:
    f = written.map(SHAPES["exception"])
    if not f["clause"] and not f["reason"]:
        written.note("missing-key", what="an exception without a `clause`", name="reason")
    if f["where"].parts == []:
        f["where"].note("empty", what="`where`")
    return Allowed(
        law=f["law"].one_of(EXCUSABLE),
        where=f["where"].once([_place_of_law(item) for item in f["where"].items()]),
        why=f["clause"].known("clause") or f["reason"].text(),
        case=f["case"].known("case"),
    )


def _place_of_law(written: Written) -> str:
    """The name of a fact, a clock, a step or a question, as violations name them."""
    text = written.text()
    tree, _, node = text.partition("/")
    desk = written.desk
    if node:
        if desk.known["tree"] is not None and tree not in desk.known["tree"]:
            written.note("unknown-tree", name=tree)
        return text
    known = [desk.known[kind] for kind in ("fact", "clock", "tree", "clause")]
    if text and None not in known and not any(text in (names or ()) for names in known):
        every = [name for names in known for name in names or ()]
        written.note("unknown-fact", did_you_mean(text, every), name=text)
    return text


def _role(key: Written, value: Written) -> Role:
    f = value.map(SHAPES["role"])
    return Role(
        id=key.text(),
        name=f["name"].text(),
        does=f["does"].text(),
        carries=carries_of(f),
        call=telephone_of(f["call"]),
        text=telephone_of(f["text"]),
        side=f["side"].one_of(SIDES),
    )


def _duty(key: Written, value: Written) -> Duty:
    f = value.map(SHAPES["duty"])
    return Duty(key.text(), f["says"].text(), carries_of(f))
