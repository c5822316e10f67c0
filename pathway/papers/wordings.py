"""Wordings of a template: lines that stand only where a case says so.

    {if education-now is none}
    My child is not being taught at the moment.
    {or some}
    My child is taught for a few hours only.
    {or not sure}
    I believe that my child does not get a suitable education.
    {end if}

Each mark has a line to itself. `concern` stands for what is happening; a date is `known`, and so is a number but for
nought. `{or else}` is for every other answer, and for none. What nobody answered is never claimed, and what somebody
was not sure of neither: both have words of their own, or none. There is nothing inside one another, and no other
expression.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pathway.engine.advice import Recommendation
from pathway.engine.model import Fact, Library
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE
from pathway.papers.blanks import Flaw

CONCERN = "concern"
KNOWN = "known"
NAMED = ("yes or no", "choice", "several choices")
"""Kinds of facts whose answers have names; any other answer is `known`."""
ELSE = "else"
_MARK = re.compile(
    r"[ \t]*\{(?:(?P<opens>if) (?P<fact>[^{}]+?) is (?P<first>[^{}]+)|or (?P<next>[^{}]+)|(?P<ends>end if))\}"
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+\.) |#|\||\[\[ *\]\]")


@dataclass(frozen=True)
class Arm:
    """One wording: the answers it is for, and its lines."""

    answers: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wording:
    """The wordings for one fact, of which the first that holds is taken."""

    fact: str
    arms: list[Arm]

    def taken(self, said: Mapping[str, Collection[str]]) -> Arm | None:
        """The wording that holds for what was said, if one does."""
        told = set(said.get(self.fact, ()))
        return next((arm for arm in self.arms if ELSE in arm.answers or told & set(arm.answers)), None)


def parts(markdown: str) -> list[str | Wording]:
    """The lines of a text, and its wordings in their place; one that is never closed goes on to the end."""
    found: list[str | Wording] = []
    open_: Wording | None = None
    for line in markdown.split("\n"):
        mark = _MARK.fullmatch(line.rstrip())
        if mark is None:
            if open_:
                open_.arms[-1].lines.append(line)
            else:
                found.append(line)
        elif mark["opens"]:
            open_ = Wording(mark["fact"], [Arm(_answers(mark["first"]))])
            found.append(open_)
        elif mark["next"] and open_:
            open_.arms.append(Arm(_answers(mark["next"])))
        else:
            open_ = None
    return found


def of_case(markdown: str, said: Mapping[str, Collection[str]]) -> str:
    """The text with the wordings that hold for what was said: the answers to each fact, none where it is open."""
    out: list[str] = []
    for part in parts(markdown):
        if isinstance(part, str):
            out.append(part)
        elif arm := part.taken(said):
            out += arm.lines
    return "\n".join(out)


def left_out(markdown: str, said: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The facts of the wordings of which nothing stands, each once, in order."""
    gone = (p.fact for p in parts(markdown) if isinstance(p, Wording) and not p.taken(said))
    return tuple(dict.fromkeys(gone))


def as_form(markdown: str) -> str:
    """The text with every wording, each with a box to tick, for pages and files that know of no case.

    Every line keeps its place, so that a problem is told with the line of its author.
    """
    out: list[str] = []
    begins = False
    for line in markdown.split("\n"):
        mark = _MARK.fullmatch(line.rstrip())
        if mark is not None:
            out.append("")
            begins = not mark["ends"]
        elif begins and line.strip():
            out.append(line if _ITEM.match(line) else f"[[ ]] {line}")
            begins = False
        else:
            out.append(line)
    return "\n".join(out)


def told(r: Recommendation) -> dict[str, tuple[str, ...]]:
    """What the reader has answered, as the wordings ask for it. What only others are asked nobody has told."""
    said = {CONCERN: r.child.concerns or ()}
    for name, answer in r.child.given.items():
        fact = r.library.facts[name]
        if r.child.voice in fact.asked_of:
            said[name] = _named(fact, answer)
    return said


def _named(fact: Fact, answer: str) -> tuple[str, ...]:
    if answer in (NOT_SURE, NONE_YET) or fact.kind in NAMED:
        return tuple(answer.split(", "))
    return () if answer == "0" else (KNOWN,)


def answers(library: Library) -> dict[str, tuple[str, ...]]:
    """The answers that each fact can have in a wording."""
    found = {CONCERN: (*library.concerns, NOT_SURE)}
    for fact in library.facts.values():
        own = ("yes", "no") if fact.kind == "yes or no" else tuple(c.id for c in fact.choices) or (KNOWN, NONE_YET)
        found[fact.id] = (*own, NONE_OF_THESE, NOT_SURE)
    return found


def flaws(markdown: str, answers: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    """What is wrong with the wordings of a page, in order; `answers` are those that each fact can have."""
    fact, seen, opened = "", set[str](), 0
    for number, line in enumerate(markdown.split("\n"), 1):
        mark = _MARK.fullmatch(line.rstrip())
        if mark is None:
            if re.search(r"\{(?:if|or|end if)\b", line):
                yield Flaw(number, line.strip(), "a mark of a wording has a line to itself, as `{if FACT is ANSWER}`")
            continue
        if mark["opens"]:
            if opened:
                yield Flaw(number, line.strip(), f"the wording of line {opened} is still open")
            fact, seen, opened = mark["fact"], set(), number
            if fact not in answers:
                yield Flaw(number, line.strip(), f"there is no fact `{fact}`")
        elif not opened:
            yield Flaw(number, line.strip(), "no wording is open here")
            continue
        if mark["ends"]:
            opened = 0
            continue
        for answer in _answers(mark["first"] or mark["next"]):
            if fact in answers and answer not in (*answers[fact], ELSE):
                yield Flaw(number, line.strip(), f"`{fact}` is never `{answer}`")
            if answer in seen or ELSE in seen:
                yield Flaw(number, line.strip(), f"the wording for `{answer}` stands above already")
            seen.add(answer)
    if opened:
        yield Flaw(opened, "", "the wording has no `{end if}`")


def _answers(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(" or "))
