"""A recommendation to take away: as plain text, as dates for a calendar, as a file of answers."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import fill
from types import MappingProxyType

from pathway.engine.advice import CONCERNS, Advised, Recommendation, contact, kinds
from pathway.engine.answers import in_words
from pathway.engine.model import Library
from pathway.words import rings
from pathway.words.names import CONCERNS_ASKED, KIND_NAMES, URGENCY_NAMES
from pathway.words.reach import in_text
from pathway.words.wording import EARLIEST, answer_words, by_words, coming, prose, reasons, who

CALENDAR_LINE = 75
"""Octets that a line of a calendar file may have (RFC 5545, 3.1)."""
_CONTROLS = {n: None for n in (*range(32), 127) if chr(n) not in "\n\t"}
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


def take(
    r: Recommendation, what: str, step: str = "", boxes: Mapping[str, str] = MappingProxyType({})
) -> tuple[Handout | None, str]:
    """What the reader asked for and what to say about it; nothing for a thing that there is not.

    `boxes` is what was typed for a letter.
    """
    day = r.child.on
    if what in ("letter", "letter-text"):
        from pathway.papers import letters, word

        a = next((a for a in r.advised if a.name == step and letters.for_step(r, a)), None)
        if a is None:
            return None, ""
        if what == "letter-text":
            return Handout("", "text/plain", "\n\n".join(map(letters.text, letters.for_step(r, a, boxes)))), "Copied. "
        content = b64encode(word.docx(letters.document(r, a, boxes))).decode()
        return Handout(f"{a.step.paper(r.child.voice)}.docx", WORD, content), "The Word file is saved. "
    if what == "word":
        from pathway.papers import answer, word  # only now: most readers never ask for it

        content = b64encode(word.docx(answer.document(r))).decode()
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
        unless = f"Another day may count: look whether {d.unless}." if d.unless else ""
        notes = [*about, f"Counted: {d.words}.", unless, "" if d.exact else EARLIEST]
        late = f"Overdue since {in_words(d.day)}: " if d.overdue else ""
        yield f"{d.clock}-{d.day}", on if d.overdue else d.day, late + d.title, "\n".join(n for n in notes if n)


def _calendar_text(text: str) -> str:
    """The text as a value of a calendar file (RFC 5545, 3.3.11), which has no place for controls."""
    text = text.translate(_CONTROLS)
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
    if r.coming:
        lines += ["", "ABOUT TO CHANGE", _wrap(coming(r), "", "")]
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
            asked = CONCERNS_ASKED[voice] if name == CONCERNS else library.facts[name].ask[voice]
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
            (f"  [{URGENCY_NAMES[advised.urgency]}]", *(f"[{KIND_NAMES[k]}]" for k in kinds(library, advised.carries)))
        ),
        _wrap(f"Who: {who(library, area, voice, step.lead)}", "  ", "    "),
        _wrap(f"By: {by_words(advised.by)}", "  ", "    "),
    ]
    found = contact(library, area, step.recipient.get(voice, ""))
    lines += [_wrap(f"Reach them: {in_text(found)}", "  ", "    ")] if found else []
    if whole:
        if step.with_:
            lines.append(_wrap(f"With: {', '.join(who(library, area, voice, w) for w in step.with_)}", "  ", "    "))
        lines.append(_wrap(f"Consent: {step.consent}", "  ", "    "))
        if step.need:
            lines.append(_wrap(f"You need: {'; '.join(n[voice] for n in step.need)}", "  ", "    "))
        lines.append("")
        for words, items in prose(step.do[voice]):
            lines += [_wrap(words, "  ", "  ")] if words else []
            lines += [_wrap(item, "   - ", "     ") for item in items]
        lines += [_wrap(said, "   - ", "     ") for said in rings.in_text(library, step, voice)]
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
            words = f"{name} {KIND_NAMES[clause.kind]}: {where} (checked {clause.checked})"
            lines.append(_wrap(words, "   - ", "     "))
        lines.append("")
    lines.append(_wrap(f"If it does not happen: {then}", "  ", "    "))
    if after.clock:
        lines.append(_wrap(by_words(after), "    ", "    "))
    return lines


def _wrap(text: str, first: str, rest: str) -> str:
    return fill(" ".join(text.split()), 88, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
