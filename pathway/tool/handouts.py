"""A recommendation to take away: as plain text, as dates for a calendar, as a file of answers."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from textwrap import fill

from pathway.engine.advice import CONCERNS, Advised, Deadline, Recommendation, kinds, role_name
from pathway.engine.answers import in_words
from pathway.engine.model import NOT_SURE, Clause, Fact, Library
from pathway.engine.walk import Passed

KIND_WORDS = {
    "law": "Law",
    "guidance": "Statutory guidance",
    "case": "Courts and Ombudsman",
    "advice": "Advice",
    "local": "Local arrangement",
    "suggestion": "Our suggestion",
}
EARLIEST = "“At the earliest”: the school's holidays are not known, so the true date may be later."
GIVE_BREAKS = ' Give them as term-breaks, for example term-breaks="21 12 2026 to 1 1 2027".'
"""What only the command line can add to that."""
URGENCY_WORDS = {"now": "Now", "soon": "Soon", "planned": "Planned"}
ASKED_WORDS = {
    "parent": "What is happening? Choose all that apply",
    "school": "What is happening with this pupil? Choose all that apply",
    "agency": "What is happening with this child? Choose all that apply",
}


CALENDAR_LINE = 75
"""Octets that a line of a calendar file may have (RFC 5545, 3.1)."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FAR = 14
"""Days from which a date gets a second, earlier reminder."""


@dataclass(frozen=True)
class Handout:
    """A file to keep, or a text to copy where `name` is empty. `content` is text, that of a Word file in base 64."""

    name: str
    type: str
    content: str

    def as_data(self) -> dict[str, str]:
        """The handout as the page gets it."""
        return {"name": self.name, "type": self.type, "content": self.content}


def take(r: Recommendation, what: str, step: str = "") -> tuple[Handout | None, str]:
    """What the reader asked for and what to say about it; nothing for a thing that there is not."""
    day = r.child.on
    if what in ("letter", "letter-text"):
        from pathway.tool import letters, word

        a = next((a for a in r.advised if a.name == step and letters.for_step(r, a)), None)
        if a is None:
            return None, ""
        if what == "letter-text":
            return Handout("", "text/plain", "\n\n".join(map(letters.text, letters.for_step(r, a)))), "Copied. "
        content = b64encode(word.docx(letters.document(r, a))).decode()
        return Handout(f"{a.step.letter}.docx", WORD, content), "The Word file is saved. "
    if what == "word":
        from pathway.tool import paper, word  # only now: most readers never ask for it

        content = b64encode(word.docx(paper.document(r))).decode()
        return Handout(f"next-step-{day}.docx", WORD, content), "The Word file is saved. "
    if what == "calendar":
        return Handout(f"dates-{day}.ics", "text/calendar", calendar(r)), "The dates are saved as a file. "
    if what == "answers":
        return Handout(f"answers-{day}.json", "application/json", saved(r)), "Your answers are saved as a file. "
    if what == "text":
        return Handout("", "text/plain", plain(r)), "Copied. "
    return None, ""


def saved(r: Recommendation) -> str:
    """The answers as a file: what `pathway ask --given` reads, and what the tool opens again."""
    child = r.child
    concerns = {} if child.concerns is None else {CONCERNS: list(child.concerns)}
    done = {"done": list(child.done)} if child.done else {}
    kept = {"on": child.on, "area": child.area, "voice": child.voice, **concerns, **done, **child.given}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def calendar(r: Recommendation) -> str:
    """Every date of the recommendation as an iCalendar file (RFC 5545): days without a time, each with a reminder.

    A date that has passed is put on the day of the answer and says so. Made twice from the same answers it is the same,
    so that a calendar which reads it again replaces its entries.
    """
    on = date.fromisoformat(r.child.on)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Back to Learning//next step//EN", "CALSCALE:GREGORIAN"]
    for name, day, title, notes in _dates(r, on):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{name}-{r.child.on}@back-to-learning",
            f"DTSTAMP:{on:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            "TRANSP:TRANSPARENT",
            f"SUMMARY:{_calendar_text(title)}",
            f"DESCRIPTION:{_calendar_text(notes)}",
        ]
        # Nine in the morning of the day before; for a date far away also a week before.
        for hours in (15, *([159] if (day - on).days >= FAR else [])):
            reminder = ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{hours}H"]
            lines += [*reminder, f"DESCRIPTION:{_calendar_text(title)}", "END:VALARM"]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def _dates(r: Recommendation, on: date) -> Iterator[tuple[str, date, str, str]]:
    """The dates as (name, day, title, notes): each step at hand, what to do if it does not happen, every clock."""
    library, voice = r.library, r.child.voice
    steps: dict[str, list[Advised]] = {}
    for a in r.advised:
        if a.by.clock:
            steps.setdefault(a.by.clock, []).append(a)
        elif r.next and a.name == r.next.name:
            yield f"step-{a.name.replace('/', '-')}", on, a.step.title[voice], a.step.do[voice]
    for d in r.later:
        if d.day is None:
            continue
        about = [a.step.title[voice] for a in steps.get(d.clock, ())]
        if r.next and d.clock == r.next.after.clock and d.day == r.next.after.day:
            about.append(f"If it has not happened: {library.step(r.next.step.if_not_done.go_to).title[voice]}")
        notes = [*about, f"Counted: {d.words}.", "" if d.exact else EARLIEST]
        late = f"Overdue since {in_words(d.day)}: " if d.overdue else ""
        yield f"{d.clock}-{d.day}", on if d.overdue else d.day, late + d.title, "\n".join(n for n in notes if n)


def _calendar_text(text: str) -> str:
    """The text as a value of a calendar file (RFC 5545, 3.3.11)."""
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text


def _folded(line: str) -> str:
    """The line with its end, cut where it has too many octets, never within a character."""
    out, room = [""], CALENDAR_LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            out.append(" ")
            room = CALENDAR_LINE - 1
        out[-1] += character
        room -= size
    return "\r\n".join(out) + "\r\n"


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


def standing(clause: Clause) -> str:
    """How far a clause was checked: the day, and a warning where it was not read in the document itself."""
    words = f"checked {day_words(clause.checked)}"
    if clause.seen_in == "secondary pages":
        words += "; compiled from secondary pages, not yet checked in the document"
    if clause.check_current:
        words += "; check the current text"
    return words


def prose(text: str) -> Iterator[tuple[str, list[str]]]:
    """A rule's text as (words, items): blank lines part paragraphs, lines that start with `- ` are the items of one."""
    for part in text.strip().split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        words = " ".join(line for line in lines if not line.startswith("- "))
        yield words, [line.removeprefix("- ") for line in lines if line.startswith("- ")]


def who(library: Library, area: str, voice: str, role: str) -> str:
    """The name of a role in an area; to a parent who reads it, the parent's own part is theirs."""
    return "You, as parent or carer" if role == voice == "parent" else role_name(library, area, role)


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
        return deadline.words[:1].upper() + deadline.words[1:]
    return f"{due_words(deadline)}: {deadline.words}"


def due_words(deadline: Deadline) -> str:
    """The day that a deadline falls on, how sure that is, and whether it is past; for a deadline with a day."""
    assert deadline.day is not None
    day = in_words(deadline.day)
    if not deadline.exact:
        return f"{day} at the earliest" + (", so it may be overdue" if deadline.overdue else "")
    return f"Overdue, it was due by {day}" if deadline.overdue else day


def plain(recommendation: Recommendation, how: str = "") -> str:
    """The recommendation as text of at most 88 columns, readable without colour; `how` says how to give holidays."""
    r, library, voice = recommendation, recommendation.library, recommendation.child.voice
    lines: list[str] = []
    if r.next:
        lines += ["DO THIS NEXT", *_step(library, r.child.area, voice, r.next, whole=True)]
    if r.also:
        lines += ["", "ALSO"]
        for advised in r.also:
            lines += ["", *_step(library, r.child.area, voice, advised, whole=False)]
    if r.so_far:
        lines += ["CERTAIN SO FAR, while some answers are missing"]
        for advised in r.so_far:
            lines += ["", *_step(library, r.child.area, voice, advised, whole=False)]
    if r.later and not r.so_far:
        lines += ["", "LATER"]
        lines += [_wrap(f"{by_words(d)}. {d.title}", "  - ", "    ") for d in r.later]
    if r.stage:
        stage = library.stages[r.stage]
        lines += ["", f"STAGE {stage.number} OF {len(library.stages)}: {stage.title}"]
    if r.assumed:
        lines += ["", "WHAT WE ASSUMED, because the answer is not known"]
        for assumed in r.assumed:
            fact = library.facts[assumed.fact]
            who = (fact.find_out_from or {}).get(voice, "")
            lines.append(_wrap(f"{fact.ask[voice]} Find out from: {who}" if who else fact.ask[voice], "  - ", "    "))
    if r.unanswered:
        lines += ["", "STILL TO ANSWER"]
        for name in r.unanswered:
            asked = ASKED_WORDS[voice] if name == CONCERNS else library.facts[name].ask[voice]
            lines.append(_wrap(f"{name}: {asked}", "  - ", "    "))
    if any(d.day and not d.exact for a in r.advised for d in (a.by, a.after)):
        lines += ["", _wrap(EARLIEST + how, "", "")]
    return "\n".join(lines).strip("\n") + "\n"


def _step(library: Library, area: str, voice: str, advised: Advised, whole: bool) -> list[str]:
    step = advised.step
    after = advised.after
    then = library.step(step.if_not_done.go_to).title[voice]
    lines = [
        _wrap(step.title[voice], "", ""),
        " ".join(
            (f"  [{URGENCY_WORDS[advised.urgency]}]", *(f"[{KIND_WORDS[k]}]" for k in kinds(library, advised.carries)))
        ),
        _wrap(f"Who: {who(library, area, voice, step.lead)}", "  ", "    "),
        _wrap(f"By: {by_words(advised.by)}", "  ", "    "),
    ]
    if whole:
        if step.with_:
            lines.append(_wrap(f"With: {', '.join(who(library, area, voice, w) for w in step.with_)}", "  ", "    "))
        lines.append(_wrap(f"Consent: {step.consent}", "  ", "    "))
        if step.need:
            lines.append(_wrap(f"You need: {'; '.join(n[voice] for n in step.need)}", "  ", "    "))
        lines += ["", _wrap(step.do[voice], "  ", "  ")]
        if step.caution:
            lines += ["", _wrap(f"Take care: {step.caution[voice]}", "  ", "  ")]
        if advised.why:
            lines += ["", "  Why:"]
            for p in reasons(advised):
                fact = library.facts[p.fact]
                cited = f" [{', '.join(p.carries)}]" if p.carries else ""
                words = f"{fact.ask[voice]} {answer_words(fact, p.answer, voice)}{cited}"
                lines.append(_wrap(words, "   - ", "     "))
        lines += ["", "  Sources:"]
        for name in advised.carries:
            clause = library.clauses[name]
            where = f"{library.sources[clause.document].title}, {clause.place}"
            words = f"{name} {KIND_WORDS[clause.kind]}: {where} (checked {clause.checked})"
            lines.append(_wrap(words, "   - ", "     "))
        lines.append("")
    lines.append(_wrap(f"If it does not happen: {then}", "  ", "    "))
    if after.clock:
        lines.append(_wrap(by_words(after), "    ", "    "))
    return lines


def _wrap(text: str, first: str, rest: str) -> str:
    return fill(" ".join(text.split()), 88, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
