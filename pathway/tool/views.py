"""What the reader sees: state -> HTML. Everything is built by `pathway.words.html`, which escapes it.

Every page has one h1 with the id `title`; forms carry `data-form` (the place they belong to), links `data-go` (a place)
and buttons `data-do`. The page's script knows nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathway.engine.advice import CONCERNS, Advised, Recommendation
from pathway.engine.deadlines import Deadline
from pathway.engine.model import Library
from pathway.engine.terms import VOICES
from pathway.engine.whatif import Change
from pathway.tool import card, emergency
from pathway.tool.frame import (
    SITE,
    answer_row,
    change_link,
    clear_button,
    day_shown,
    done_button,
    fold,
    how_to_reach,
    page_address,
    paragraphs,
    pills,
    way_back,
    where_to_send,
)
from pathway.tool.link import made
from pathway.tool.why import answers_behind, assumptions, dates, if_not_done, sources, stages, unknown
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import URGENCY_NAMES, VOICE_NAMES
from pathway.words.places import CHECK, DAY, LETTER
from pathway.words.wording import answer_words, answers_in_words, coming, due_words, sentence, to_say, unless, who


def notes(lines: Sequence[str], answers: bool) -> Html | None:
    """What is worth a line above a page, with the way to all answers where there are any."""
    if not lines:
        return None
    check = tag("a", "Check your answers", href="#", data_go=CHECK) if answers else None
    return tag("p", " ".join(lines), " ", check, class_="unfinished", id="notes")


def answer_page(
    r: Recommendation,
    link: str,
    unfinished: bool = False,
    changes: Sequence[Change] | None = None,
    tried: tuple[str, str] | None = None,
) -> Html:
    """The recommendation: next, why, if it does not happen, also, later, where on the pathway, the answers. An
    emergency has a page of its own.

    `unfinished` says that the reader asked for the answer before the last question; `changes` are shown where the
    reader asked for them; `tried` is the fact whose answer was changed to see what happens, and what it was.
    """
    assert r.next is not None
    library, voice, area = r.library, r.child.voice, r.child.area
    if emergency.is_page(r.next.step):
        return emergency.in_tool(library, r.next.name, voice)
    above = join(
        way_back(),
        [emergency.reminder(library, step) for step in r.child.done if emergency.is_page(library.step(step))],
        _tried(r, *tried) if tried else None,
        _unfinished() if unfinished else None,
    )
    if voice == "parent":
        return _for_a_parent(r, r.next, above, link)
    return join(
        above,
        _voices(voice),
        _next(r, r.next),
        tag("section", tag("h2", "Why"), answers_behind(library, voice, r.next)),
        tag("section", tag("h2", "If it does not happen"),
            tag("div", if_not_done(library, voice, r.next), class_="if-not")),
        tag("section", tag("h2", "Also"), tag("ul", [_also(library, area, voice, a) for a in r.also], class_="also"))
        if r.also
        else None,
        dates(r),
        about_to_change(r),
        tag("section", tag("h2", "Where this is on the pathway"), stages(library, r.stage)) if r.stage else None,
        _changes(r, changes, bool(r.child.given)),
        assumptions(r),
        _answers(r),
        _done(r),
        _keep(link),
    )  # fmt: skip


def about_to_change(r: Recommendation) -> Html | None:
    """What of the answer changes on a day to come, where rules of that day are written already."""
    said = coming(r)
    return tag("section", tag("h2", "About to change"), tag("div", tag("p", said), class_="if-not")) if said else None


def _for_a_parent(r: Recommendation, first: Advised, above: Html, link: str) -> Html:
    """The same for a parent: whose turn it is first, and what can wait folded."""
    rows = _answer_rows(r)
    return join(
        above,
        card.card(r, first),
        about_to_change(r),
        card.how(r, first),
        card.why(r, first),
        card.also(r),
        tag(
            "div",
            card.later(r),
            fold(f"What we assumed: {card.things(len(r.assumed))}", unknown(r)) if r.assumed else None,
            fold(
                f"What you told us: {card.things(len(rows), 'answer')}",
                _answers_list(rows),
                on_paper=True,
            ),
            class_="folds",
        ),
        _worked_out(r),
        _done(r),
        _keep(link),
        _voices(r.child.voice),
    )


def share_link(r: Recommendation) -> str:
    """The answers as the part of a link after the `#`."""
    pairs = [("on", r.child.on)] if r.child.on else []
    pairs += [("voice", r.child.voice), ("area", r.child.area)]
    if r.child.concerns is not None:
        pairs.append((CONCERNS, ", ".join(r.child.concerns)))
    if r.child.done:
        pairs.append(("done", ", ".join(r.child.done)))
    return made((*pairs, *r.child.given.items()))


def _voices(voice: str) -> Html:
    """The same answer in the words of another voice, in its place."""
    buttons = [
        tag("button", VOICE_NAMES[v], type="button", data_do="voice", data_to=v,
            aria_pressed="true" if v == voice else "false")
        for v in VOICES
    ]  # fmt: skip
    return tag("div", tag("span", "Read this as:", id="words-for"), buttons, class_="voices-here", role="group",
               aria_labelledby="words-for")  # fmt: skip


def _tried(r: Recommendation, name: str, before: str) -> Html:
    fact, voice = r.library.facts[name], r.child.voice
    now = answer_words(fact, r.child.given[name], voice)
    return tag(
        "div",
        tag("p", "You are trying another answer. ", fact.ask[voice], " ", tag("b", now), " instead of ",
            tag("b", answer_words(fact, before, voice)), "."),
        tag("p", tag("button", "Put it back", type="button", class_="link", data_do="put-back"),
            tag("button", "Keep it", type="button", class_="link", data_do="keep"), class_="ways"),
        class_="unfinished",
    )  # fmt: skip


def _changes(r: Recommendation, changes: Sequence[Change] | None, any_answers: bool) -> Html | None:
    """What would change the next step: asked for, because it takes a moment to work out."""
    if not any_answers:
        return None
    voice = r.child.voice
    if changes is None:
        ask = tag("button", "See what would change this", type="button", class_="btn quiet", data_do="what-if")
        side = tag("a", "Explore these answers", href=f"{SITE}tool/explore/#{share_link(r)}", class_="btn quiet")
        body: Piece = tag("p", ask, side, class_="take")
    elif not changes:
        body = tag("p", "The next step stays the same, whichever one answer you change.")
    else:
        rows = []
        for c in changes:
            fact = r.library.facts[c.fact]
            hidden = tag("span", f": {answer_words(fact, c.instead, voice)}", class_="tool-unseen")
            try_it = tag("button", "Try it", hidden, type="button", class_="btn quiet", data_do="try",
                         data_fact=c.fact, data_answer=c.instead)  # fmt: skip
            words = (fact.ask[voice], " ", tag("b", answer_words(fact, c.instead, voice)), " instead of ",
                     answer_words(fact, c.answer, voice), ".")  # fmt: skip
            then = tag("p", "The next step would be: ", tag("b", c.next.step.title[voice]))
            rows.append(tag("li", tag("div", tag("p", *words), then), tag("p", try_it)))
        body = join(tag("p", "If just one answer were different:"), tag("ul", rows, class_="changes"))
    return tag("section", tag("h2", "What would change this", id="changes", tabindex="-1"), body, class_="what-if")


def _keep(link: str) -> Html:
    def take(words: str, what: str) -> Html:
        return tag("button", words, type="button", class_="btn quiet", data_do="take", data_what=what)

    return tag(
        "section",
        tag("h2", "Take it with you"),
        tag("p", "Everything is made in your browser. Nothing is sent anywhere."),
        tag("p", tag("button", "Print this", type="button", class_="btn quiet", data_do="print"),
            take("Word file", "word"), take("Dates for your calendar", "calendar"), take("Copy as text", "text"),
            take("Save the answers to a file", "answers"), class_="take"),
        tag("p", "Your answers stay in this tab of this device until you close it or clear them."),
        tag("details", tag("summary", "Make a link with these answers"),
            tag("p", "Anyone who has this link can see your answers. It holds no names."),
            tag("p", tag("a", "Copy the link", href=f"#{link}", class_="btn quiet", data_do="copy",
                         data_done="The link is copied"),
                tag("button", "Show it as a picture to scan", type="button", class_="btn quiet", data_do="picture"),
                class_="take")),
        tag("p", clear_button("btn quiet"), class_="take"),
        class_="tool-keep",
    )  # fmt: skip


def _unfinished() -> Html:
    words = "This is the answer so far. What you have not answered counts as not sure, so more may apply."
    more = tag("button", "Go on with the questions", type="button", class_="link", data_do="resume")
    return tag("div", tag("p", words), tag("p", more, class_="ways"), class_="unfinished")


def _next(r: Recommendation, a: Advised) -> Html:
    library, voice, area = r.library, r.child.voice, r.child.area
    facts: list[tuple[str, str, str]] = [
        ("Who acts", who(library, area, voice, a.step.lead), ""),
        ("By", _by(a.by), "overdue" if a.by.overdue else ""),
        ("How it is counted", _counted(a.by), ""),
        ("Consent", sentence(a.step.consent), ""),
    ]
    with_ = [tag("li", who(library, area, voice, w)) for w in a.step.with_]
    said = to_say(a.step, voice)
    return tag(
        "article",
        tag("p", "Do this next", class_="eyebrow"),
        tag("h1", a.step.title[voice], id="title", tabindex="-1"),
        tag(
            "p",
            tag("span", URGENCY_NAMES[a.urgency], class_=f"urgency {a.urgency}"),
            " ",
            pills(library, a.carries),
        ),
        paragraphs(a.step.do[voice]),
        where_to_send(library, area, a.step.recipient.get(voice, "")),
        tag("div", tag("h2", "Take care"), paragraphs(a.step.caution[voice]), class_="caution")
        if a.step.caution
        else None,
        join(tag("h2", "What to say"), tag("ul", [tag("li", line) for line in said])) if said else None,
        tag(
            "dl",
            [tag("div", tag("dt", term), tag("dd", words), class_=own or None) for term, words, own in facts if words],
            tag("div", tag("dt", "Together with"), tag("dd", tag("ul", with_)), class_="with") if with_ else None,
            class_="facts",
        ),
        tag("div", tag("h2", "What you need"), tag("ul", [tag("li", n[voice]) for n in a.step.need]))
        if a.step.need
        else None,
        _others(a, voice),
        sources(library, a.carries),
        tag(
            "p",
            tag("button", "Print this", type="button", class_="btn", data_do="print"),
            tag("a", "Read more about this", href=SITE + page_address(a.step.read), class_="btn quiet"),
            _letter(library, a, voice),
            done_button(a, voice),
            class_="take",
        ),
        class_=f"answer {a.urgency}",
    )


def _also(library: Library, area: str, voice: str, a: Advised) -> Html:
    said = to_say(a.step, voice)
    return tag(
        "li",
        tag("h3", a.step.title[voice]),
        tag("p", tag("span", URGENCY_NAMES[a.urgency], class_=f"urgency {a.urgency}"), " ", pills(library, a.carries)),
        tag("p", tag("b", "Who: "), who(library, area, voice, a.step.lead), tag("br"), tag("b", "By: "), _by(a.by),
            class_="who"),
        tag(
            "details",
            tag("summary", "What to do, and why", tag("span", f": {a.step.title[voice]}", class_="tool-unseen")),
            paragraphs(a.step.do[voice]),
            how_to_reach(library, area, a.step.recipient.get(voice, "")),
            tag("p", tag("b", "Take care: "), a.step.caution[voice]) if a.step.caution else None,
            tag("p", tag("b", "What to say")) if said else None,
            tag("ul", [tag("li", line) for line in said]) if said else None,
            tag("p", tag("b", "Consent: "), sentence(a.step.consent)),
            tag("p", tag("b", "Why")),
            answers_behind(library, voice, a),
            tag("p", tag("b", "If it does not happen")),
            if_not_done(library, voice, a),
            sources(library, a.carries),
            tag("p", tag("a", "Read more about this", href=SITE + page_address(a.step.read))),
        ),
        tag("p", _letter(library, a, voice), done_button(a, voice), class_="take"),
        class_=a.urgency,
    )  # fmt: skip


def _letter(library: Library, a: Advised, voice: str) -> Html | None:
    """The way to the letter for a step, or to the form where there is no letter but a form to fill in."""
    name = a.step.paper(voice)
    if not name:
        return None
    hidden = tag("span", f": {a.step.title[voice]}", class_="tool-unseen")
    if name not in library.letters:
        page = SITE + page_address(f"toolkit/{name}.md")
        return tag("a", "A form for this", hidden, href=page, class_="btn quiet")
    words = "A letter for this" if voice == "parent" else "A letter that parents can send"
    return tag("a", words, hidden, href="#", class_="btn quiet", data_go=LETTER + a.name)


def _others(a: Advised, voice: str) -> Html:
    rows = [(VOICE_NAMES[v], a.step.do[v]) for v in VOICES if v != voice]
    parts = [join(tag("h3", name), paragraphs(words)) for name, words in rows]
    return tag("details", tag("summary", "What the others do"), parts, data_print=True)


def _answers(r: Recommendation) -> Html:
    items, day = _answer_rows(r), _worked_out(r)
    return tag(
        "section",
        tag("h2", "Your answers"),
        day,
        tag("details", tag("summary", f"See or change your {len(items)} answers"), _answers_list(items),
            data_print=True),
    )  # fmt: skip


def _answer_rows(r: Recommendation) -> list[Html]:
    """The answers that the page rests on, each with the way to change it."""
    used = {p.fact for p in r.passed} | {d.starts_from for d in r.later} | {a.fact for a in r.assumed}
    used |= {f.id for f in r.library.facts.values() if f.kind == "date ranges"}
    child = r.child
    given = {name: answer for name, answer in child.given.items() if name in used}
    rows = answers_in_words(r.library, child.voice, child.area, child.concerns, given)
    return [answer_row(*row) for row in rows]


def _answers_list(items: Sequence[Html]) -> Html:
    check = tag("a", "Check all your answers on one page", href="#", data_go=CHECK)
    return join(tag("dl", items, class_="answers"), tag("p", check, class_="take"))


def _worked_out(r: Recommendation) -> Html:
    on = f"Worked out for {day_shown(r.child.on)}. " if r.child.on else "Worked out without today's date. "
    return tag("p", on, change_link(DAY, "today's date"))


def _done(r: Recommendation) -> Html | None:
    if not r.child.done:
        return None
    rows = []
    for name in r.child.done:
        title = r.library.step(name).title[r.child.voice]
        hidden = tag("span", f": {title}", class_="tool-unseen")
        undo = tag("button", "Not done after all", hidden, type="button", class_="link", data_do="undo", data_step=name)
        rows.append(tag("li", title, " ", undo))
    return tag("section", tag("h2", "Done"), tag("ul", rows))


def _by(deadline: Deadline) -> str:
    if not deadline.clock:
        return "Straight away"
    if deadline.day is None:
        return sentence(deadline.words) + unless(deadline)
    return due_words(deadline)


def _counted(deadline: Deadline) -> str:
    return sentence(deadline.words) if deadline.clock and deadline.day else ""
