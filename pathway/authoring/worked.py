"""Examples of trees, worked cases and what trains with them, from the words that their authors wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pathway.authoring.shapes import SHAPES, carries_of, own_name
from pathway.authoring.written import Written
from pathway.engine.terms import NOTHING, VOICES


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


def example(written: Written, tree: str) -> Example:
    f = written.map(SHAPES["example"])
    on = f["on"].day()
    return Example(
        tree=tree,
        name=f["name"].text(),
        on=on,
        area=f["area"].known("area"),
        voice=f["voice"].one_of(VOICES),
        given=given_of(f["given"], on),
        done=f["done"].once([item.step(tree) for item in f["done"].items()]),
        reach=f["reach"].step(tree, (NOTHING,)),
        file=written.at.file,
        line=written.at.line,
    )


def given_of(written: Written, on: str) -> dict[str, str]:
    given = {}
    for key, value in written.entries():
        name = key.known("fact")
        fact = written.desk.facts.get(name)
        if fact is not None and fact.answered_by_area:
            key.note("area-answers", name=name)
        else:
            given[name] = value.answer(fact, on)
    return given


def case(stem: str, written: Written) -> Case:
    f = written.map(SHAPES["case"])
    on = f["on"].day()
    return Case(
        id=own_name(f["case"], stem),
        story=f["story"].text(),
        on=on,
        area=f["area"].known("area"),
        voice=f["voice"].one_of(VOICES),
        concerns=f["concerns"].all_known("concern"),
        given=given_of(f["given"], on),
        done=f["done"].once([item.step() for item in f["done"].items()]),
        next=f["next"].step(),
        advise={k.step(): v.known("clause") for k, v in f["advise"].entries()},
        never={k.step(): v.known("clause") for k, v in f["never"].entries()},
        file=written.at.file,
        line=written.at.line,
        training=training_of(f["training"]) if f["training"] else None,
    )


def training_of(written: Written) -> Training:
    f = written.map(SHAPES["training"])
    for some in (f["roles"], f["questions"]):
        if some and some.parts == []:
            some.note("empty", what=some.what)
    return Training(
        title=f["title"].text(),
        roles=f["roles"].all_known("role"),
        questions=tuple(room_question(item) for item in f["questions"].items()),
    )


def room_question(written: Written) -> RoomQuestion:
    f = written.map(SHAPES["room question"])
    return RoomQuestion(f["ask"].text(), f["answer"].text(), carries_of(f))
