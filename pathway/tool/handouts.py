"""A recommendation as plain text, for the terminal and to take away."""

from __future__ import annotations

from datetime import date
from textwrap import fill

from pathway.engine.advice import CONCERNS, Advised, Deadline, Recommendation, kinds, role_name
from pathway.engine.answers import in_words
from pathway.engine.model import NOT_SURE, Fact, Library

KIND_WORDS = {
    "law": "Law",
    "guidance": "Statutory guidance",
    "case": "Courts and Ombudsman",
    "advice": "Advice",
    "local": "Local arrangement",
    "suggestion": "Our suggestion",
}
URGENCY_WORDS = {"now": "Now", "soon": "Soon", "planned": "Planned"}
EARLIEST = (
    "“At the earliest”: the school's holidays are not known, so the true date may be later. Give them as term-breaks, "
    'for example term-breaks="21 12 2026 to 1 1 2027".'
)
ASKED_WORDS = {
    "parent": "What is happening? Choose all that apply",
    "school": "What is happening with this pupil? Choose all that apply",
    "agency": "What is happening with this child? Choose all that apply",
}


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


def plain(recommendation: Recommendation) -> str:
    """The recommendation as text of at most 88 columns, readable without colour."""
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
        lines += ["", _wrap(EARLIEST, "", "")]
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
        _wrap(f"Who: {role_name(library, area, step.lead)}", "  ", "    "),
        _wrap(f"By: {by_words(advised.by)}", "  ", "    "),
    ]
    if whole:
        if step.with_:
            lines.append(_wrap(f"With: {', '.join(role_name(library, area, w) for w in step.with_)}", "  ", "    "))
        lines.append(_wrap(f"Consent: {step.consent}", "  ", "    "))
        if step.need:
            lines.append(_wrap(f"You need: {'; '.join(n[voice] for n in step.need)}", "  ", "    "))
        lines += ["", _wrap(step.do[voice], "  ", "  ")]
        if step.caution:
            lines += ["", _wrap(f"Take care: {step.caution[voice]}", "  ", "  ")]
        if advised.why:
            lines += ["", "  Why:"]
            for p in advised.why:
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
