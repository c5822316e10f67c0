"""The answer as a parent gets it: whose turn it is and until when, how to go about it, why, and what else there is.

The first turn holds the one filled button. What is not needed today is folded, each fold with its count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from pathway.engine.advice import Advised, Recommendation, weakest
from pathway.engine.calendar import OutsideCalendar, calendar
from pathway.engine.deadlines import Deadline
from pathway.engine.model import Clause, Library
from pathway.engine.rules import in_words
from pathway.engine.terms import RULE_KINDS
from pathway.tool.frame import (
    SITE,
    clause_address,
    done_button,
    fold,
    how_to_reach,
    page_address,
    paragraphs,
    pill,
    where_to_send,
)
from pathway.tool.why import answers_behind, sources
from pathway.words.html import Html, join, tag
from pathway.words.places import ASK, LETTER
from pathway.words.wording import about, day_said, prose, sentence, spoken, unless

VOICE = "parent"
DO = {"now": "Do this today", "soon": "Do this within a week", "planned": "Do this next"}
WHEN = {"now": "Today", "soon": "Within a week", "planned": "When it is time"}
GROUPS = {"school": "To the school", "council": "To the council", "child": "With your child", "": "For yourself"}
OTHERS = "To others"
IN_VIEW = 6
"""Steps beside the first that stand open; the rest is folded."""
REASONS = 3
TURN_WORDS = 30
"""Words of the first turn: with them its button stands on the first screen of a phone."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


def card(r: Recommendation, a: Advised) -> Html:
    """The step and its turns: what the reader does and when, who has to act then, and what follows if nobody does."""
    now, _ = _first_words(a)
    return tag(
        "article",
        tag("p", DO[a.urgency], class_="eyebrow"),
        tag("h1", a.step.move(VOICE), id="title", tabindex="-1"),
        tag(
            "ol",
            _turn("you", _when(r, a), tag("p", now) if now else None, tag("p", main_button(r.library, a))),
            _they(r, a),
            _otherwise(r, a),
            class_="turns",
        ),
        tag("p", done_button(a, VOICE), class_="take"),
        class_=f"answer {a.urgency}",
    )


def how(r: Recommendation, a: Advised) -> Html:
    """How to go about the step: the rest of what to do, what to take care of, what is needed, what to say."""
    step = a.step
    _, rest = _first_words(a)
    consent = "" if step.consent.startswith("not needed") else f"Consent: {step.consent}."
    body = join(
        paragraphs(rest),
        tag("div", paragraphs(step.caution[VOICE]), class_="caution") if step.caution else None,
        tag("p", consent) if consent else None,
        fold(f"What you need: {things(len(step.need))}", tag("ul", [tag("li", n[VOICE]) for n in step.need]))
        if step.need
        else None,
    )
    where = None
    if step.paper(VOICE) not in r.library.letters:  # the letter's own page says it beside the letter
        where = where_to_send(r.library, r.child.area, step.recipient.get(VOICE, ""))
    body = join(body, where)
    return join(
        tag("section", tag("h2", "How to go about it"), body) if body else None,
        tag("section", tag("h2", "What to say", id="say", tabindex="-1"),
            tag("ol", [tag("li", line[VOICE]) for line in step.say], class_="points"),
            tag("p", "Afterwards, write down the name, the day and what was said."))
        if step.say
        else None,
        tag("p", tag("a", "Read more about this", href=SITE + page_address(step.read))),
    )  # fmt: skip


def why(r: Recommendation, a: Advised) -> Html:
    """The reasons in plain words, the strongest kind of rule first; folded, the answers behind it and the sources."""
    library = r.library
    shown = sorted((library.clauses[c] for c in a.carries), key=lambda c: RULE_KINDS.index(c.kind))
    rows = [_reason(library, a, c) for c in sorted(shown, key=lambda c: c.id not in a.step.reasons)[:REASONS]]
    counted = [d for d in (a.answer, a.after) if d and d.clock]
    ours = tag("p", f"How we count: {counted[0].words}.", class_="soft") if counted else None
    return tag(
        "section",
        tag("h2", "Why you can do this" if not a.step.recipient.get(VOICE) else "Why you can ask for this"),
        tag("ul", rows, class_="reasons"),
        ours,
        tag(
            "div",
            fold("What you told us that led here", answers_behind(library, VOICE, a, codes=False)),
            sources(library, a.carries, "Where this comes from, and how sure we are"),
            class_="folds",
        ),
    )


def also(r: Recommendation) -> Html:
    """What else applies, together for each whom it goes to; what does not stand in view is folded."""
    papers = {r.next.step.paper(VOICE)} if r.next else set()
    rows = {a.name: _beside(r, a, papers) for a in r.also}
    open_, later = r.also[:IN_VIEW], r.also[IN_VIEW:]
    return join(
        [
            tag("section", tag("h2", heading, " ", tag("small", things(len(steps), "thing"))),
                tag("ul", [rows[a.name] for a in steps], class_="also"))
            for heading, steps in grouped(r.library, open_)
        ],
        fold(f"And {len(later)} more for later", tag("ul", [rows[a.name] for a in later], class_="also"), on_paper=True)
        if later
        else None,
    )  # fmt: skip


def grouped(library: Library, steps: Sequence[Advised]) -> list[tuple[str, list[Advised]]]:
    """The steps by whom they go to, in the order in which each is first met."""
    named = [(_group(library, a), a) for a in steps]
    order = list(dict.fromkeys(heading for heading, _ in named))
    named.sort(key=lambda pair: order.index(pair[0]))
    return [(heading, [a for _, a in some]) for heading, some in groupby(named, key=lambda pair: pair[0])]


def later(r: Recommendation) -> Html | None:
    """The dates that run, folded."""
    if not r.later:
        return None
    on = date.fromisoformat(r.child.on)
    rows = [tag("li", tag("b", _day_of(d, on), " ", _overdue(d)), " ", d.title) for d in r.later]
    holidays = [f.id for f in r.library.facts.values() if f.kind == "date ranges"]
    add = tag("a", "Enter the school's holidays", href="#", data_go=ASK + holidays[0]) if holidays else None
    inexact = any(d.day and not d.exact for d in r.later)
    return fold(
        f"Later: {things(len(rows), 'date')}",
        tag("ol", rows, class_="line"),
        tag("p", "We do not know the school's holidays. ", add, " to make these days exact.")
        if inexact and add
        else None,
        on_paper=True,
    )


def main_button(library: Library, a: Advised) -> Html:
    """The one filled button of the first turn: the paper that does it, else the words to say, else more about it."""
    step = a.step
    paper = step.paper(VOICE)
    if paper in library.letters:
        return tag("a", "Make the letter", href="#", class_="btn", data_go=LETTER + a.name)
    if step.say:
        return tag("a", "What to say", href="#say", class_="btn", data_focus="say")
    if paper:
        return tag("a", "Open the page to fill in", href=SITE + page_address(f"toolkit/{paper}.md"), class_="btn")
    return tag("a", "How this works", href=SITE + page_address(step.read), class_="btn")


# --- the turns ---


def _turn(whose: str, day: str, *parts: Html | None) -> Html:
    return tag("li", tag("b", day, class_="day"), *parts, class_=whose)


def _when(r: Recommendation, a: Advised) -> str:
    """When the reader's own move is due."""
    on = date.fromisoformat(r.child.on) if r.child.on else None
    if on and a.last_day:
        return f"By {day_said(a.last_day, on)}"
    if on and a.by.day and a.by.clock and a.by.overdue:
        return f"Today, {day_said(on, on)}. The day for it was {day_said(a.by.day, on)}"
    if on and a.step.lead == VOICE and a.by.clock and a.by.day:
        return sentence(f"by {about(a.by, on)}")
    return f"{WHEN[a.urgency]}, {day_said(on, on)}" if on and a.urgency == "now" else WHEN[a.urgency]


def _they(r: Recommendation, a: Advised) -> Html | None:
    """The turn of whoever has to act then."""
    role = a.step.who_then_acts.get(VOICE, "")
    if not role:
        return None
    due = a.expected
    force = _force(r.library, due)
    day = sentence(f"by {about(due, date.fromisoformat(r.child.on))}") if due and due.day and r.child.on else "Then"
    verb = "answer" if a.step.recipient.get(VOICE) else "act"
    return _turn("they", day, tag("p", tag("b", spoken(r.library, r.child.area, role)), f" {force} {verb}."))


def _force(library: Library, due: Deadline | None) -> str:
    """What the verb says of how strong the rule about the day is."""
    kind = weakest(library, library.clocks[due.clock].carries) if due and due.clock in library.clocks else ""
    return "has to" if kind == "law" else "should"


def _otherwise(r: Recommendation, a: Advised) -> Html:
    """The turn that is the reader's again, where nothing has happened."""
    then = r.library.step(a.step.if_not_done.go_to)
    due = a.expected
    day = _next_working(r, due.day) if due and due.day and r.child.on else ""
    nothing = "if nothing has come" if a.step.recipient.get(VOICE) else "if it has not happened"
    hidden = tag("span", f": {then.move(VOICE)}", class_="tool-unseen")
    return _turn(
        "else",
        f"{day}, {nothing}" if day else sentence(nothing),
        tag("p", then.move(VOICE) + "."),
        fold(join("See how", hidden), join(paragraphs(then.do[VOICE]), tag("p", tag(
            "a", "Read more", hidden, href=SITE + page_address(then.read)))), on_paper=True),
    )  # fmt: skip


def _next_working(r: Recommendation, due: date) -> str:
    """The working day after a day, as people say it; nothing beyond the years whose bank holidays are known."""
    on = date.fromisoformat(r.child.on)
    try:
        return day_said(calendar(on).add(max(due, on), 1, "working days").day, on)
    except OutsideCalendar:
        return ""


def _first_words(a: Advised) -> tuple[str, str]:
    """What to do, as the sentences of the first turn and the text that is left; a list is never taken apart."""
    text = a.step.do[VOICE].strip()
    words, items = next(prose(text), ("", []))
    if items:
        return "", text
    head = text.split("\n\n", 1)[0]
    taken: list[str] = []
    sentences = _SENTENCE.split(words)
    for said in sentences:
        if taken and len(" ".join([*taken, said]).split()) > TURN_WORDS:
            break
        taken.append(said)
    rest = " ".join(sentences[len(taken) :])
    return " ".join(taken), "\n\n".join(part for part in (rest, text[len(head) :].strip()) if part)


# --- why, and what else ---


def _reason(library: Library, a: Advised, clause: Clause) -> Html:
    source = library.sources[clause.document]
    said = a.step.reasons.get(clause.id) or _SENTENCE.split(clause.says)[0]
    where = tag("a", f"{source.title}, {clause.place}", href=SITE + clause_address(clause.id))
    return tag("li", sentence(said.rstrip(".")), ". ", tag("span", pill(clause.kind), " ", where, class_="from"))


def _beside(r: Recommendation, a: Advised, papers: set[str]) -> Html:
    """A step beside the first: what, to whom and by when; how and why on demand. A paper stands on one card only."""
    paper = a.step.paper(VOICE)
    first = paper in r.library.letters and paper not in papers
    papers.add(paper)
    hidden = tag("span", f": {a.step.move(VOICE)}", class_="tool-unseen")
    letter = tag("a", "Make the letter", hidden, href="#", class_="btn quiet", data_go=LETTER + a.name)
    role = a.step.recipient.get(VOICE, "")
    to = f"To: {spoken(r.library, r.child.area, role)}" if role not in GROUPS else None
    return tag(
        "li",
        tag("h3", a.step.move(VOICE)),
        tag("p", tag("b", f"{_when(r, a)}. "), to, class_="who"),
        tag(
            "details",
            tag("summary", "How, and why", hidden),
            paragraphs(a.step.do[VOICE]),
            tag("p", tag("b", "Take care: "), a.step.caution[VOICE]) if a.step.caution else None,
            how_to_reach(r.library, r.child.area, role),
            tag("p", tag("b", "What to say")) if a.step.say else None,
            tag("ol", [tag("li", line[VOICE]) for line in a.step.say], class_="points") if a.step.say else None,
            answers_behind(r.library, VOICE, a, codes=False),
            sources(r.library, a.carries, "Where this comes from, and how sure we are"),
            tag("p", tag("a", "Read more about this", hidden, href=SITE + page_address(a.step.read))),
            tag("p", done_button(a, VOICE), class_="take"),
        ),
        tag("p", letter, class_="take") if first else None,
        class_=a.urgency,
    )


def _group(library: Library, a: Advised) -> str:
    """The heading under which a step stands: whom it goes to."""
    role = a.step.recipient.get(VOICE, "")
    if role in GROUPS:
        return GROUPS[role]
    return GROUPS.get(library.roles[role].side or OTHERS, OTHERS)


def _day_of(d: Deadline, on: date) -> str:
    return sentence(about(d, on)) if d.day else sentence(d.words) + unless(d)


def _overdue(d: Deadline) -> Html | None:
    return tag("span", "Overdue" if d.exact else "May be overdue", class_="urgency now") if d.overdue else None


def things(count: int, what: str = "thing") -> str:
    """A count of things in words: one thing, four dates."""
    return f"{in_words(count)} {what}{'' if count == 1 else 's'}"
