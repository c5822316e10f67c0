"""New files of a library, ready to be filled in: an area, a tree, a worked case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from pathway.authoring.written import RESERVED
from pathway.engine import bands
from pathway.engine.model import Clause, Fact, Library
from pathway.engine.terms import STRAIGHT_AWAY, VOICES

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class NotMade(ValueError):
    """Why there is no new file. `hint` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Kind(NamedTuple):
    """A kind of file: its folder, what writes it (a library, a name, today), and what its author does next."""

    folder: str
    text: Callable[[Library, str, str], str]
    next: str


def make(folder: Path, library: Library, kind: str, name: str, today: str) -> tuple[Path, str]:
    """The new file, and what to do next. Raises `NotMade`; never writes over a file."""
    if kind not in KINDS:
        raise NotMade(f"`{kind}` is nothing that can be made", f"write {', '.join(KINDS)} and then its name")
    if name in RESERVED or not _NAME.fullmatch(name):
        raise NotMade(f"`{name}` is not a name", "a name is lower case with hyphens, as in `ten-day-monitor`")
    made = KINDS[kind]
    path = folder / made.folder / f"{name}.yaml"
    schema = folder / "schema" / f"{kind}.json"
    head = f"# yaml-language-server: $schema=../schema/{kind}.json\n" if schema.is_file() else ""
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(head + made.text(library, name, today))
    except FileExistsError:
        raise NotMade(
            f"there is already `{made.folder}/{name}.yaml`", "choose another name, or edit that file"
        ) from None
    return path, made.next.format(name=name)


def _title(name: str) -> str:
    words = name.replace("-", " ")
    return words[0].upper() + words[1:]


def _area(library: Library, name: str, today: str) -> str:
    title = name.replace("-", " ").title()
    asked = [fact for fact in library.facts.values() if fact.answered_by_area]
    lines = [line for fact in asked for line in (f"  # {fact.ask[VOICES[0]]}", f"  {fact.id}: {_usual(library, fact)}")]
    answers = "\n".join(["answers:", *lines]) if lines else "answers: {}"
    return f"""\
area: {name}
# As people call it.
name: {title}
# As the council calls itself.
council: The council of {title}
reviewed: {today}
# The documents of sources.yaml that are this council's own.
adopts: []
# What it has and does. Change an answer only where a source says so.
{answers}
# What this council calls the roles of roles.yaml: a name, or {{name: ..., contact: ...}}.
roles: {{}}
# The named numbers of pathway.yaml that are others here.
numbers: {{}}
# The school holidays, as in "2026-12-21 to 2027-01-01".
breaks: []
"""


def _usual(library: Library, fact: Fact) -> str:
    """What an area answers of which nobody has read anything."""
    elsewhere: Mapping[str, str] = library.areas["england"].answers if "england" in library.areas else {}
    names = bands.names(fact)
    plain = "no" if fact.kind == "yes or no" else (*names, str(fact.low or 0))[0]
    answer = fact.default or elsewhere.get(fact.id, plain)
    return f"[{answer}]" if ", " in answer else answer


def _tree(library: Library, name: str, today: str) -> str:
    stage = next(iter(library.stages.values()))
    clause = _own_clause(library)
    fact = next((f for f in library.facts.values() if _anybody_says(f)), None)
    area = next(iter(library.areas))
    questions = "" if fact is None else _QUESTIONS.format(fact=fact.id)
    answers = (None,) if fact is None else ("yes", "no", "not sure")
    examples = "".join(
        _EXAMPLE.format(
            name=f"The answer is {answer}" if fact else "It is always advised",
            today=today,
            area=area,
            given=f"{{{fact.id}: {answer}}}" if fact else "{}",
            reach="nothing" if answer == "no" else "act",
        )
        for answer in answers
    )
    return f"""\
tree: {name}
title: {_title(name)}
# Take this line out once the tree may advise people.
status: draft
reviewed: {today}

{questions}# What to do. `docs/authors/format.md` has every key of a step; write in the words of each reader.
steps:
  act:
    title: {{parent: Say what the parent does, school: Say what the school does, agency: Say what the agency does}}
    stage: {stage.id}
    lead: {next(iter(library.roles))}
    by: {STRAIGHT_AWAY}
    urgency: soon
    consent: not needed
    do: {{parent: Say how to the parent, school: Say how to the school, agency: Say how to the agency}}
    read: {stage.read}
    then: nothing
    if not done:
      after: {STRAIGHT_AWAY}
      go to: act
    # The clauses that say so: put in your own.
    carries: [{clause.id}]

# What must come out, from the source. Each branch has one, and each figure one on both sides of it.
examples:
{examples}"""


_QUESTIONS = """\
# The walk begins at the first question: the name of a fact of facts.yaml, and where each answer leads.
questions:
  first:
    ask: {fact}
    if:
      yes: act
      no: nothing
      not sure: act

"""
_EXAMPLE = """\
  - name: {name}
    on: {today}
    area: {area}
    voice: parent
    given: {given}
    reach: {reach}
"""


def _anybody_says(fact: Fact) -> bool:
    return fact.kind == "yes or no" and not fact.answered_by_area and "parent" in fact.asked_of


def _own_clause(library: Library) -> Clause:
    """A clause that a step may cite, of our own suggestions where there are any."""
    fit = [c for c in library.clauses.values() if not c.forms or "step" in c.forms] or [*library.clauses.values()]
    return min(fit, key=lambda clause: (clause.kind != "suggestion", clause.kind == "local"))


def _case(library: Library, name: str, today: str) -> str:
    return f"""\
case: {name}
# What happened, from the source or from life, in the words of the person who has it and without names.
story: >-
  Write here what happened.
on: {today}
area: {next(iter(library.areas))}
voice: parent
# What is happening: one or more of {", ".join(library.concerns)}.
concerns: [{next(iter(library.concerns))}]
# An answer to every question, as in `fact: answer`. `pathway check` names those that are missing.
given: {{}}
done: []
# The steps that must come out, each with the clause that says so, as in `tree/step: CLAUSE`.
advise: {{}}
# The steps that must not.
never: {{}}
"""


KINDS = {
    "area": Kind(
        "areas", _area, "put in the council's own names and holidays, then run `pathway check`; docs/about/areas.md"
    ),
    "tree": Kind(
        "trees",
        _tree,
        "write it from the source, run `pathway check`, try it with `pathway ask --drafts`; then list `{name}` under a"
        " concern of pathway.yaml and take `status: draft` out",
    ),
    "case": Kind("cases", _case, "write the story, then run `pathway check`: it names every answer that is missing"),
}
