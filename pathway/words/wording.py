"""Answers, days, clocks and reasons in words, as they stand on the page, in text and on paper alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pathway.engine.advice import CONCERNS, Advised, Recommendation, role_name
from pathway.engine.answers import in_words
from pathway.engine.deadlines import Deadline
from pathway.engine.model import Clause, Fact, Library, Step
from pathway.engine.terms import NOT_SURE
from pathway.engine.walk import Passed
from pathway.words.names import VOICE_NAMES
from pathway.words.places import AREA, ASK, VOICE

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EARLIEST = "“At the earliest”: the school's holidays are not known, so the true date may be later."


def answers_in_words(
    library: Library,
    voice: str,
    area: str,
    concerns: Sequence[str] | None,
    given: Mapping[str, str],
) -> list[tuple[str, str, str]]:
    """Every answer so far as (question, answer, place), in words; empty until somebody has said who they are."""
    if not voice:
        return []
    rows = [("Who you are", VOICE_NAMES[voice], VOICE)]
    if area:
        rows.append(("Where the child lives", library.areas[area].name, AREA))
    if concerns is not None:
        titles = [library.concerns[c].title[voice] if c != NOT_SURE else "Not sure" for c in concerns]
        rows.append(("What is happening", "; ".join(titles), CONCERNS))
    facts = [library.facts[name] for name in given]
    return rows + [(f.ask[voice], answer_words(f, given[f.id], voice), ASK + f.id) for f in facts]


def answer_words(fact: Fact, answer: str, voice: str) -> str:
    """An answer as people read it: a choice's label, a date in words, a number with its unit."""
    if answer == NOT_SURE:
        return "Not sure"
    if fact.kind in ("choice", "several choices"):
        labels = {c.id: c.label[voice] for c in fact.choices}
        return "; ".join(labels.get(name, name.capitalize()) for name in answer.split(", "))
    if fact.kind == "date" and answer[0].isdigit():
        return day_words(answer)
    if fact.kind == "date ranges":
        return "; ".join(" to ".join(day_words(end) for end in span.split(" to ")) for span in answer.split(", "))
    if fact.kind == "whole number":
        unit = fact.unit.removesuffix("s") if answer == "1" else fact.unit
        return f"{answer} {unit}".strip()
    if fact.kind == "percentage":
        return f"{answer}%"
    return answer.capitalize()


def day_words(iso: str) -> str:
    """An ISO date in words: 23 November 2026."""
    return in_words(date.fromisoformat(iso))


def day_said(day: date, on: date) -> str:
    """A day as people say it: Wednesday 2 December, with its year where that may be mistaken for another one.

    Its parts stay on one line.
    """
    month = in_words(day).split(" ")
    far = abs((day - on).days) > 300
    return f"{WEEKDAYS[day.weekday()]} " + "\u00a0".join(month if far else month[:2])


def in_full(day: date) -> str:
    """A day as a letter gives it: Wednesday 2 December 2026."""
    return f"{WEEKDAYS[day.weekday()]} {in_words(day)}"


def about(deadline: Deadline, on: date) -> str:
    """The day of a deadline as people say it, and what may move it; for one with a day."""
    assert deadline.day is not None
    day = day_said(deadline.day, on)
    return (day if deadline.exact else f"about {day}, later if there are school holidays") + unless(deadline)


def standing(clause: Clause) -> str:
    """How far a clause was checked: the day, and a warning where it was not read in the document itself."""
    words = f"checked {day_words(clause.checked)}"
    if clause.seen_in == "secondary pages":
        words += "; compiled from secondary pages, not yet checked in the document"
    if clause.check_current:
        words += "; check the current text"
    return words


def sentence(words: str) -> str:
    """The words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def listed(things: Sequence[str]) -> str:
    """Things as one names them: a, b and c."""
    return " and ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))


def prose(text: str) -> Iterator[tuple[str, list[str]]]:
    """A rule's text as (words, items): blank lines part paragraphs, lines that start with `- ` are the items of one."""
    for part in text.strip().split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        words = " ".join(line for line in lines if not line.startswith("- "))
        yield words, [line.removeprefix("- ") for line in lines if line.startswith("- ")]


def who(library: Library, area: str, voice: str, role: str) -> str:
    """The name of a role in an area; to a parent who reads it, the parent's own part is theirs."""
    return "You, as parent or carer" if role == voice == "parent" else role_name(library, area, role)


def spoken(library: Library, area: str, role: str) -> str:
    """Whoever has to act, as one says it to a parent: The council, Your child, The headteacher."""
    if role == "council":
        return "The council"
    return "Your child" if role == "child" else role_name(library, area, role).replace("The child's ", "Your child's ")


def reasons(a: Advised) -> list[Passed]:
    """The answers that led to a step, each once although several trees asked for it, with all the clauses it met."""
    found: dict[str, Passed] = {}
    for p in a.why:
        before = found.get(p.fact, p)
        found[p.fact] = replace(before, carries=tuple(dict.fromkeys((*before.carries, *p.carries))))
    return list(found.values())


def by_words(deadline: Deadline) -> str:
    """When a step is due, in words: the date where it is known, and how it is counted."""
    if not deadline.clock:
        return f"{deadline.words.capitalize()}"
    if deadline.day is None:
        return sentence(deadline.words) + unless(deadline)
    return f"{due_words(deadline)}: {deadline.words}"


def due_words(deadline: Deadline) -> str:
    """The day that a deadline falls on, how sure that is, and whether it is past; for a deadline with a day."""
    assert deadline.day is not None
    day = in_words(deadline.day)
    if not deadline.exact:
        return f"{day} at the earliest" + (", so it may be overdue" if deadline.overdue else "")
    return (f"Overdue, it was due by {day}" if deadline.overdue else day) + unless(deadline)


def unless(deadline: Deadline) -> str:
    """What makes another day count, as it stands behind the day or the words; empty where nothing does."""
    return f", unless {deadline.unless}" if deadline.unless else ""


def to_say(step: Step, voice: str) -> tuple[str, ...]:
    """What to say on the telephone. A line that all voices share is a parent's, and nobody else's."""
    return tuple(line[voice] for line in step.say if voice == "parent" or line[voice] != line["parent"])


def coming(r: Recommendation) -> str:
    """What of this answer changes on which day, by rules that are written already; empty where nothing does."""
    if not r.coming:
        return ""
    titles = [[a.step.title[r.child.voice] for a in steps] for steps in (r.coming.begins, r.coming.ends)]
    said = [
        f"{before}: {'; '.join(found)}." for before, found in zip(("Then", "No longer"), titles, strict=True) if found
    ]
    return f"From {day_words(r.coming.day)} the rules change. {' '.join(said)}"
