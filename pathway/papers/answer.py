"""A recommendation as a Word document: what the printed page says, to be edited and sent on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathway.engine.advice import Advised, Recommendation, contact, kinds
from pathway.papers.word import Block, Document, Heading, Listing, Paragraph, Piece, Run, Table
from pathway.words import rings
from pathway.words.names import KIND_NAMES, URGENCY_NAMES
from pathway.words.reach import in_text
from pathway.words.wording import (
    answer_words,
    answers_in_words,
    by_words,
    coming,
    day_words,
    prose,
    reasons,
    sentence,
    standing,
    who,
)

FOOT = "Back to Learning. General guidance for England, not legal advice."


def document(r: Recommendation) -> Document:
    """The recommendation with its reasons, dates, answers and sources; for one that has a next step."""
    assert r.next is not None
    title = r.next.step.title[r.child.voice]
    return Document(
        title=title,
        blocks=tuple(_blocks(r, r.next)),
        about=f"The next step, worked out for {day_words(r.child.on)}.",
        author=r.library.title,
        dated=r.child.on,
        foot=f"{FOOT} Worked out for {day_words(r.child.on)}.",
    )


def _blocks(r: Recommendation, first: Advised) -> Iterator[Block]:
    library, voice = r.library, r.child.voice
    yield Heading(0, _text(first.step.title[voice]))
    yield Paragraph(_text(f"Do this next. Worked out for {day_words(r.child.on)}."), "Small")
    yield from _prose(first.step.do[voice])
    if first.step.ring:
        yield _listing(rings.in_text(library, first.step, voice))
    if first.step.caution:
        yield Paragraph((Run("Take care: ", bold=True), Run(first.step.caution[voice])), "Note")
    yield Table(tuple((_bold(name), _text(said)) for name, said in _facts(r, first)), header=False)
    if first.step.need:
        yield Heading(2, _text("What you need"))
        yield _listing(need[voice] for need in first.step.need)
    yield Heading(2, _text("Why"))
    yield from _why(r, first)
    yield Heading(2, _text("If it does not happen"))
    yield Paragraph(_text(_if_not(r, first)))
    if r.also:
        yield Heading(1, _text("Also"))
        head = tuple(_bold(words) for words in ("What", "Who", "By"))
        rows = [
            (
                (Run(a.step.title[voice], bold=True), Run(f" ({URGENCY_NAMES[a.urgency]}) {a.step.do[voice]}")),
                _text(who(library, r.child.area, voice, a.step.lead)),
                _text(by_words(a.by)),
            )
            for a in r.also
        ]
        yield Table((head, *rows))
    if r.later:
        yield Heading(1, _text("Dates that are running"))
        rows2 = [(_text(by_words(d)), _text(d.title)) for d in r.later]
        yield Table(((_bold("When"), _bold("What")), *rows2))
    if r.coming:
        yield Paragraph((Run("About to change: ", bold=True), Run(coming(r))), "Note")
    if r.stage:
        stage = library.stages[r.stage]
        yield Paragraph(_text(f"Stage {stage.number} of {len(library.stages)} of the pathway: {stage.title}."))
    yield Heading(1, _text("Your answers"))
    answers = answers_in_words(library, voice, r.child.area, r.child.concerns, r.child.given)
    yield Table(tuple((_text(question), _bold(answer)) for question, answer, _ in answers), header=False)
    yield Heading(1, _text("Where these rules come from"))
    cited = dict.fromkeys(name for a in r.advised for name in a.carries)
    yield _listing(_source(r, name) for name in cited)


def _facts(r: Recommendation, a: Advised) -> Iterator[tuple[str, str]]:
    library, area, voice = r.library, r.child.area, r.child.voice
    yield "Who acts", who(library, area, voice, a.step.lead)
    if a.step.with_:
        yield "Together with", ", ".join(who(library, area, voice, w) for w in a.step.with_)
    to = a.step.recipient.get(voice, "")
    if found := contact(library, area, to):
        yield f"Reach {who(library, area, voice, to)}", in_text(found)
    yield "By", by_words(a.by)
    yield "Consent", sentence(a.step.consent)
    yield "Kind of rule", ", ".join(KIND_NAMES[kind] for kind in kinds(library, a.carries))


def _why(r: Recommendation, a: Advised) -> Iterator[Block]:
    if not a.why:
        yield Paragraph(_text("This holds whatever the other answers are."))
        return
    rows = []
    for p in reasons(a):
        fact = r.library.facts[p.fact]
        cited = f" ({', '.join(p.carries)})" if p.carries else ""
        answer = answer_words(fact, p.answer, r.child.voice)
        rows.append((Run(f"{fact.ask[r.child.voice]} "), Run(answer, bold=True), Run(cited)))
    yield Listing(tuple((Paragraph(row),) for row in rows))


def _if_not(r: Recommendation, a: Advised) -> str:
    then = r.library.step(a.step.if_not_done.go_to)
    when = by_words(a.after)
    return f"{when}. {then.title[r.child.voice]}. {then.do[r.child.voice]}"


def _source(r: Recommendation, name: str) -> str:
    clause = r.library.clauses[name]
    where = f"{r.library.sources[clause.document].title}, {clause.place}"
    return f"{name}, {KIND_NAMES[clause.kind]}: {where} ({standing(clause)})"


def _prose(text: str) -> Iterator[Block]:
    """A rule's text as paragraphs and lists."""
    for words, items in prose(text):
        if words:
            yield Paragraph(_text(words))
        if items:
            yield _listing(items)


def _listing(items: Iterator[str] | Sequence[str]) -> Listing:
    return Listing(tuple((Paragraph(_text(item)),) for item in items))


def _text(words: str) -> tuple[Piece, ...]:
    return (Run(words),)


def _bold(words: str) -> tuple[Piece, ...]:
    return (Run(words, bold=True),)
