"""Why a step applies, what was assumed, which dates run, and what if it does not happen."""

from __future__ import annotations

from collections.abc import Sequence

from pathway.engine.advice import Advised, Recommendation
from pathway.engine.answers import in_words
from pathway.engine.model import Library
from pathway.tool.frame import (
    SITE,
    change_link,
    clause_address,
    page_address,
    paragraphs,
    pill,
    pills,
)
from pathway.words.html import Html, join, tag
from pathway.words.places import ASK
from pathway.words.wording import answer_words, reasons, sentence, standing, unless


def stages(library: Library, here: str = "", root: str = SITE) -> Html:
    """The stages of the pathway as a picture made of links; `here` is the one where the child stands."""
    return tag(
        "ol",
        [
            tag(
                "li",
                tag("a", s.title, tag("span", " (you are here)", class_="tool-unseen") if s.id == here else None,
                    href=root + page_address(s.read)),
                tag("span", s.in_short),
                class_=f"s{s.number}" + (" here" if s.id == here else ""),
            )
            for s in library.stages.values()
        ],
        class_="stages",
    )  # fmt: skip


def running(r: Recommendation) -> Html:
    """Every date that is running, as a list with the day first."""
    rows = []
    for d in r.later:
        note = unless(d) if d.exact or not d.day else " at the earliest"
        overdue = tag("span", "Overdue" if d.exact else "May be overdue", class_="urgency now") if d.overdue else None
        when = in_words(d.day) if d.day else sentence(d.words)
        counted = tag("span", sentence(d.words), class_="counted") if d.day else None
        rows.append(tag("li", tag("b", when, note, " ", overdue), " ", d.title, " ", counted))
    return tag("ol", rows, class_="line")


def answers_behind(library: Library, voice: str, a: Advised, codes: bool = True) -> Html:
    """The answers that led to a step; with `codes`, each with the rules that it met."""
    rows = []
    for p in reasons(a):
        fact = library.facts[p.fact]
        known = tuple(c for c in p.carries if c in library.clauses)
        rows.append(
            tag(
                "li",
                fact.ask[voice],
                " ",
                tag("b", answer_words(fact, p.answer, voice)),
                tag("span", pills(library, known), " ", cited(known), class_="cite") if known and codes else None,
            )
        )
    return tag("ul", rows, class_="why") if rows else tag("p", "This holds whatever the other answers are.")


def cited(clauses: Sequence[str]) -> Html:
    links = [tag("a", c, href=SITE + clause_address(c)) for c in clauses]
    return join(
        "Rule" if len(links) == 1 else "Rules", " ", [join(", " if i else "", link) for i, link in enumerate(links)]
    )


def if_not_done(library: Library, voice: str, a: Advised) -> Html:
    then = library.step(a.step.if_not_done.go_to)
    after = a.after
    when = (
        "Straight away" if not after.clock else f"After {in_words(after.day)}" if after.day else sentence(after.words)
    )
    counted = tag("span", sentence(after.words), class_="counted") if after.clock and after.day else None
    return join(
        tag("p", tag("b", f"{when}: "), then.title[voice], " ", counted),
        tag("details", tag("summary", "How", tag("span", f": {then.title[voice]}", class_="tool-unseen")),
            paragraphs(then.do[voice]),
            tag("p", tag("a", "Read more", tag("span", f": {then.title[voice]}", class_="tool-unseen"),
                         href=SITE + page_address(then.read))),
            data_print=True),
    )  # fmt: skip


def sources(library: Library, carries: Sequence[str], words: str = "Where this rule comes from") -> Html:
    """The clauses of a step with their documents and how far each was checked, behind these words."""
    rows = []
    for name in carries:
        clause = library.clauses[name]
        source = library.sources[clause.document]
        rows.append(
            tag(
                "li",
                pill(clause.kind),
                " ",
                tag("a", f"{source.title}, {clause.place}", href=SITE + clause_address(name)),
                f" ({name}; {standing(clause)})",
            )
        )
    return tag("details", tag("summary", tag("span", words)), tag("ul", rows), class_="sources", data_print=True)


def dates(r: Recommendation) -> Html | None:
    if not r.later:
        return None
    inexact = any(d.day and not d.exact for d in r.later)
    holidays = [f.id for f in r.library.facts.values() if f.kind == "date ranges"]
    add = tag("a", "Enter the school's holidays", href="#", data_go=ASK + holidays[0]) if holidays else join()
    return tag(
        "section",
        tag("h2", "Dates that are running"),
        running(r),
        tag("p", "“At the earliest”: we do not know the school's holidays. ", add, " to make these dates exact.")
        if inexact and holidays
        else None,
    )


def assumptions(r: Recommendation) -> Html | None:
    """What is not known yet, as a part of the page."""
    if not r.assumed:
        return None
    count = "One answer is not known" if len(r.assumed) == 1 else f"{len(r.assumed)} answers are not known"
    return tag(
        "section",
        tag("h2", "What is not known yet"),
        tag("details", tag("summary", f"{count}: who would know, and how to add it"), unknown(r)),
    )


def unknown(r: Recommendation) -> Html:
    """What was not known, with who would know it and the way to add it."""
    voice = r.child.voice
    rows = []
    for a in r.assumed:
        fact = r.library.facts[a.fact]
        asked = voice in fact.asked_of
        who = (fact.find_out_from or {}).get(voice, "")
        rows.append(
            tag(
                "li",
                tag("b", fact.ask[voice]) if asked else tag("b", "A question that only professionals are asked."),
                f" Find out from: {who}" if who and asked else None,
                [" ", change_link(ASK + fact.id, fact.ask[voice])] if asked else None,
            )
        )
    return tag("ul", rows, class_="unknown")
