"""Trees with their questions and steps, from the words of their files."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pathway.authoring.shapes import CONSENTS, SHAPES, STATUSES, carries_of, own_name, texts_of
from pathway.authoring.worked import Example, example
from pathway.authoring.written import YES_NO, Fields, Shape, Written, did_you_mean
from pathway.engine import bands
from pathway.engine.model import Branch, Clock, Fact, IfNotDone, Point, Question, Ring, Step, Tree
from pathway.engine.terms import EVERYTHING, NOBODY, NOTHING, STRAIGHT_AWAY, URGENCIES, VOICES


def ring_of(written: Written) -> Ring:
    f = written.map(SHAPES["ring"])
    return Ring(f["who"].all_known("helpline"), texts_of(f["heading"]), texts_of(f["says"]))


def tree_of(stem: str, written: Written) -> tuple[Tree, list[Example]]:
    f = written.map(SHAPES["tree"])
    name = own_name(f["tree"], stem)
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
        in_force_until=f["in force until"].day(),
        reviewed=f["reviewed"].day(),
        rests_on=f["rests on"].all_known("duty"),
        draft=f["status"].one_of(STATUSES) == "draft",
        questions={k.text(): question_of(k, v, stem, nodes) for k, v in questions},
        steps={k.text(): step_of(k, v, stem, nodes) for k, v in steps},
    )
    return tree, [example(item, stem) for item in f["examples"].items()]


def question_of(key: Written, value: Written, tree: str, nodes: Collection[str]) -> Question:
    f = value.map(SHAPES["question"])
    desk = key.desk
    fact = desk.facts.get(name := f["ask"].known("fact"))
    if fact is not None and fact.kind == "date ranges":
        f["ask"].note("not-asked", name=fact.id, kind=fact.kind)
        fact = None
    branches = []
    for phrase, leads_to in f["if"].entries():
        branches.append(Branch(phrase.text(), target_of(leads_to, tree, nodes)))
        for where, figures in desk.figures.items():
            if fact is None or desk.known["number"] is None:
                break
            try:
                cover = bands.parse(branches[-1].phrase, fact, figures, desk.numbers)
                if cover.clock and desk.known["clock"] is not None:
                    check_clock(branches[-1].phrase, fact, desk.clocks, cover.clock)
            except bands.PhraseError as wrong:
                phrase.note("bad-phrase", wrong.hint, reason=f"{wrong}{where}")
                break
    if f["if"].pairs is not None and not branches:
        f["if"].note("empty", what="`if`")
    headlines = {k.text(): v.texts() for k, v in f["headline"].entries()}
    for phrase, _ in f["headline"].entries():
        phrase.one_of([b.phrase for b in branches])
    return Question(key.text(), name, tuple(branches), carries_of(f), f["short"].text(), headlines)


def check_clock(phrase: str, fact: Fact, clocks: Mapping[str, Clock], name: str) -> None:
    """Raises `PhraseError` for a phrase about a clock that cannot cut this date."""
    own = [clock.id for clock in clocks.values() if clock.starts_from == fact.id]
    if name not in own:
        hint = did_you_mean(name, own) or "name a clock that starts from this fact"
        raise bands.PhraseError(f"no clock `{name}` starts from `{fact.id}`", hint)
    if clocks[name].only_if:
        hint = "ask for what its `only if` says in a question of its own"
        raise bands.PhraseError(f"`{phrase}` names a clock that runs only for some", hint)


def target_of(written: Written, tree: str, nodes: Collection[str]) -> str:
    text = written.text()
    written.published(tree, text.removeprefix("tree "))
    trees = written.desk.known["tree"] or ()
    allowed = [*nodes, NOTHING, *(f"tree {t}" for t in trees)]
    if text and text not in allowed:
        if text.startswith("tree "):
            other = text.removeprefix("tree ")
            written.note("unknown-tree", did_you_mean(other, trees), name=other)
        else:
            written.note("unknown-target", did_you_mean(text, allowed), name=text)
    return text


def step_of(key: Written, value: Written, tree: str, nodes: Collection[str]) -> Step:
    f = value.map(SHAPES["step"])
    not_done = f["if not done"].map(SHAPES["if not done"])
    consent = f["consent"].text()
    if consent and not any(consent == c or consent.startswith(f"{c}, ") for c in CONSENTS):
        f["consent"].note("bad-consent", value=consent)
    carries = carries_of(f)
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
        caution=texts_of(f["caution"]),
        read=f["read"].page("unknown-page"),
        also=f["also"].once([beside(item, tree) for item in f["also"].items()]),
        later=f["later"].all_known("clock"),
        then=target_of(f["then"], tree, nodes),
        if_not_done=IfNotDone(not_done["after"].known("clock", (STRAIGHT_AWAY,)), beside(not_done["go to"], tree)),
        carries=carries,
        emergency=f["emergency"].one_of(YES_NO) == "yes",
        outside=f["outside"].once([item.known("duty", (EVERYTHING,)) for item in f["outside"].items()]),
        ring=tuple(ring_of(item) for item in f["ring"].items()),
        you_do=texts_of(f["you do"]),
        recipient=by_voice(f["recipient"]),
        who_then_acts=by_voice(f["who then acts"]),
        purpose=f["purpose"].known("purpose"),
        send_by=f["send by"].known("clock", (STRAIGHT_AWAY,)),
        answer_by=f["answer by"].known("clock", (STRAIGHT_AWAY,)),
        point=point_of(f["point"]) if f["point"] else None,
        say=tuple(item.texts() for item in f["say"].items()),
        reasons={k.known("clause"): v.text() for k, v in f["reasons"].entries()},
        papers=papers_of(f["papers"]),
        no_paper=texts_of(f["no paper"]),
        finds_out=f["finds out"].all_known("fact"),
        then_because=f["then because"].all_known("clause"),
    )


def beside(written: Written, tree: str) -> str:
    """A step that another one leads to or goes with, as `TREE/STEP`."""
    name = written.step(tree)
    written.published(tree, name.partition("/")[0])
    return name


def by_voice(written: Written) -> dict[str, str]:
    """A role for each voice: one for all, or those of some voices; `nobody` is no role."""
    if written.pairs is None:
        name = written.known("role", (NOBODY,)) if written else NOBODY
        return {} if name == NOBODY else dict.fromkeys(VOICES, name)
    found = written.map(Shape(written.what, (), VOICES))
    names = {voice: value.known("role", (NOBODY,)) for voice, value in found.items()}
    return {voice: name for voice, name in names.items() if name != NOBODY}


def papers_of(written: Written) -> dict[str, tuple[str, ...]]:
    """The pages of the toolkit for each voice that has any."""
    found = written.map(Shape("`papers`", (), VOICES)) if written else Fields(written)
    return {
        voice: value.once([item.page("unknown-letter", "toolkit/", ".md") for item in value.items()])
        for voice, value in found.items()
    }


def point_of(written: Written) -> Point:
    f = written.map(SHAPES["point"])
    return Point(f["line"].texts(), f["says"].texts())
