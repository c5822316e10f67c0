"""What the reader sees: state -> HTML. Everything is built by `pathway.tool.html`, which escapes it.

Every page has one h1 with the id `title`; forms carry `data-form` (the place they belong to), links `data-go` (a place)
and buttons `data-do`. The page's script knows nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from pathway.engine.advice import CONCERNS, Advised, Deadline, Recommendation, kinds
from pathway.engine.answers import Message, in_words
from pathway.engine.model import NONE_OF_THESE, NONE_YET, NOT_SURE, VOICES, Fact, Library
from pathway.engine.whatif import Change
from pathway.tool import letters
from pathway.tool.handouts import KIND_WORDS, URGENCY_WORDS, answer_words, due_words, prose, reasons, standing, who
from pathway.tool.html import Html, Piece, join, tag

SITE = "../"
"""From the tool's page to the root of the site."""

QUIET, SLOW = "45000", "20000"
"""Milliseconds: without a sign of life from a Python that starts (a blocked file waits for ever), without a reply."""

LEAVE = "https://www.bbc.co.uk/weather"
"""Where "Leave quickly" goes: a page that anybody may be looking at (the one that GOV.UK's own button opens)."""

VOICE, AREA, CHECK, ANSWER = "voice", "area", "check", "answer"
ASK, LETTER = "ask/", "letter/"

VOICE_WORDS = {
    "parent": ("A parent or carer", "Or somebody who helps a family"),
    "school": ("A school", "SENCO, attendance, pastoral staff, head"),
    "agency": (
        "A council, health or social care service, or a trainer",
        "Officers, practitioners, multi-agency groups",
    ),
}
VOICE_NAMES = {"parent": "Parent or carer", "school": "School", "agency": "Council, health or social care"}
CHILD = {"parent": "your child", "school": "the pupil", "agency": "the child"}
KIND_CLASS = {"law": "law", "guidance": "guidance", "case": "case", "advice": "advice", "local": "local"}


@dataclass(frozen=True)
class Form:
    """A page that asks: what was entered before (for this place) and what is wrong with it."""

    place: str
    entered: Mapping[str, Sequence[str]]
    messages: tuple[Message, ...] = ()
    back: bool = False
    early: bool = False  # whether the answer so far may be asked for
    clear: str = ""  # the title of the next step, where no later answer can change it


def shell(library: Library, worker: str, plain: str) -> Html:
    """The tool's part of its page as built: the first question, ready to be answered before Python is.

    What tells of the start stands below the question, so that nothing moves under the reader's finger when it goes.
    `plain` is empty where there are no plain pages.
    """
    plain_pages = tag("a", "go on in the plain pages", href=plain)
    without = ("Without it, ", plain_pages, ".") if plain else None
    return join(
        tag("noscript", tag("p", "This page needs JavaScript. ", without, class_="unfinished")),
        tag("p", id="tool-live", class_="tool-unseen", role="status", aria_live="polite"),
        tag(
            "div",
            first_page(library),
            id="tool",
            data_worker=worker,
            data_plain=plain,
            data_leave=LEAVE,
            data_quiet=QUIET,
            data_slow=SLOW,
        ),
        tag(
            "div",
            tag("p", "You do not have to wait: ", plain_pages, ", which ask the same questions.") if plain else None,
            id="tool-progress",
            class_="tool-progress",
        ),
    )


def first_page(library: Library) -> Html:
    """The first question: who is asking."""
    return voice_page(Form(VOICE, {}))


def voice_page(form: Form) -> Html:
    """Who is asking."""
    options = [(v, *VOICE_WORDS[v]) for v in VOICES]
    choices = _choices(form, "Who are you?", "So that the questions and the answer fit you", options)
    saved = tag(
        "details",
        tag("summary", "Open answers that you saved before"),
        tag("p", tag("label", "The file with your answers (it ends in .json)", for_="saved")),
        tag("p", tag("input", type="file", id="saved", accept=".json,application/json")),
    )
    return join(_page(form, choices), tag("div", saved, class_="tool-help"))


def area_page(library: Library, form: Form, voice: str) -> Html:
    """Where the child lives."""
    options = [(a.id, a.name, "") for a in library.areas.values()]
    legend = f"Where does {CHILD[voice]} live?"
    hint = "The council where the child lives must act, even if the school is somewhere else"
    return _page(form, _choices(form, legend, hint, options))


def concerns_page(library: Library, form: Form, voice: str) -> Html:
    """What is happening: tick all that apply."""
    options = [(c.id, c.title[voice], c.hint[voice] if c.hint else "") for c in library.concerns.values()]
    legend = "What is happening? Select all that apply"
    return _page(form, _choices(form, legend, "", options, several=True, last=[(NOT_SURE, "I am not sure")]))


def fact_page(fact: Fact, form: Form, voice: str) -> Html:
    """One question about one fact."""
    legend, hint = fact.ask[voice], fact.hint[voice] if fact.hint else ""
    not_sure = [(NOT_SURE, "I am not sure")]
    if fact.kind == "yes or no":
        body = _choices(form, legend, hint, [("yes", "Yes", ""), ("no", "No", "")], last=not_sure)
    elif fact.kind in ("choice", "several choices"):
        options = [(c.id, c.label[voice], "") for c in fact.choices]
        several = fact.kind == "several choices"
        last = [(NONE_OF_THESE, "None of these"), *not_sure] if several else not_sure
        body = _choices(form, legend, hint, options, several=several, last=last)
    elif fact.kind == "date":
        last = ([(NONE_YET, "It has not happened yet")] if NONE_YET in fact.may_be else []) + not_sure
        body = _date(form, legend, hint, last)
    elif fact.kind == "date ranges":
        body = _lines(form, legend, hint)
    else:
        body = _number(form, fact, legend, hint, not_sure)
    help_: list[Piece] = []
    if fact.why:
        help_.append(tag("details", tag("summary", "Why we ask"), tag("p", fact.why[voice])))
    if fact.find_out_from:
        who = tag("p", fact.find_out_from[voice])
        help_.append(tag("details", tag("summary", "Not sure? Who would know"), who))
    leave = _leave() if fact.leave_quickly else None
    return join(leave, _page(form, body, tag("div", help_, class_="tool-help") if help_ else None))


def check_page(rows: Sequence[tuple[str, str, str]], back: bool) -> Html:
    """Every answer so far, each with a way to change it."""
    return join(
        _back() if back else None,
        tag("h1", "Check your answers", id="title", tabindex="-1"),
        tag("p", "Change anything that is not right. Your other answers stay. We ask more only if we need it."),
        tag("dl", [_row(*row) for row in rows], class_="answers"),
        tag("p", tag("button", "See the next step", type="button", class_="btn", data_do="ahead"),
            tag("button", "Save these answers to a file", type="button", class_="btn quiet", data_do="take",
                data_what="answers"), class_="take"),
        tag("p", _restart("link"), class_="ways"),
    )  # fmt: skip


def letter_page(r: Recommendation, a: Advised) -> Html:
    """The letter of a step with what is known filled in; names and addresses are blanks, to be written on paper."""
    found = letters.for_step(r, a)

    def take(words: str, what: str) -> Html:
        return tag("button", words, type="button", class_="btn quiet", data_do="take", data_what=what, data_step=a.name)

    return join(
        _back(),
        tag("h1", "A letter for this step", id="title", tabindex="-1"),
        tag("p", tag("b", a.step.title[r.child.voice])),
        tag("p", "What you told us is filled in. Names and addresses are left blank: write them on paper, or in the "
            "Word file. We never ask for them."),
        tag("p", tag("button", "Print this", type="button", class_="btn", data_do="print"), take("Word file", "letter"),
            take("Copy as text", "letter-text"), class_="take"),
        [
            tag("section", tag("h2", one.title) if len(found) > 1 else None, letters.shown(one), class_="letter")
            for one in found
        ],
        tag("p", tag("a", "About this letter, and what happens next",
                     href=SITE + page_address(f"toolkit/{a.step.letter}.md")), class_="take"),
    )  # fmt: skip


def answer_page(
    r: Recommendation,
    link: str,
    unfinished: bool = False,
    changes: Sequence[Change] | None = None,
    tried: tuple[str, str] | None = None,
) -> Html:
    """The recommendation: next, why, if it does not happen, also, later, where on the pathway, the answers.

    `unfinished` says that the reader asked for the answer before the last question; `changes` are shown where the
    reader asked for them; `tried` is the fact whose answer was changed to see what happens, and what it was.
    """
    assert r.next is not None
    library, voice, area = r.library, r.child.voice, r.child.area
    return join(
        _back(),
        _tried(r, *tried) if tried else None,
        _unfinished() if unfinished else None,
        _voices(voice),
        _next(r, r.next),
        tag("section", tag("h2", "Why"), _why(library, voice, r.next)),
        tag(
            "section", tag("h2", "If it does not happen"), tag("div", _if_not(library, voice, r.next), class_="if-not")
        ),
        tag("section", tag("h2", "Also"), tag("ul", [_also(library, area, voice, a) for a in r.also], class_="also"))
        if r.also
        else None,
        _later(r),
        tag("section", tag("h2", "Where this is on the pathway"), stages(library, r.stage)) if r.stage else None,
        _changes(r, changes, bool(r.child.given)),
        _assumed(r),
        _answers(r),
        _done(r),
        _keep(link),
    )  # fmt: skip


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


def page_address(read: str) -> str:
    """The address, from the site's root, of a page that a rule names by its Markdown file."""
    return read.removesuffix(".md").removesuffix("index").rstrip("/") + "/"


def clause_address(clause: str) -> str:
    """The address, from the site's root, of a clause on the page of sources."""
    return f"about/sources/#{clause.lower().replace('.', '-')}"


def share_link(r: Recommendation) -> str:
    """The answers as the part of a link after the `#`."""
    pairs = [("v", "1"), ("on", r.child.on), ("voice", r.child.voice), ("area", r.child.area)]
    if r.child.concerns is not None:
        pairs.append((CONCERNS, ", ".join(r.child.concerns)))
    if r.child.done:
        pairs.append(("done", ", ".join(r.child.done)))
    pairs += r.child.given.items()
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs)


def running(r: Recommendation) -> Html:
    """Every date that is running, as a list with the day first."""
    rows = []
    for d in r.later:
        note = "" if d.exact or not d.day else " at the earliest"
        overdue = tag("span", "Overdue" if d.exact else "May be overdue", class_="urgency now") if d.overdue else None
        when = in_words(d.day) if d.day else _sentence(d.words)
        counted = tag("span", _sentence(d.words), class_="counted") if d.day else None
        rows.append(tag("li", tag("b", when, note, " ", overdue), " ", d.title, " ", counted))
    return tag("ol", rows, class_="line")


# The parts of the answer


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
        tag("p", _restart("btn quiet"), class_="take"),
        class_="tool-keep",
    )  # fmt: skip


def _unfinished() -> Html:
    words = "This is the answer so far. What you have not answered counts as not sure, so more may apply. "
    return tag("p", words, tag("button", "Go on with the questions", type="button", class_="link", data_do="resume"),
               class_="unfinished")  # fmt: skip


def _next(r: Recommendation, a: Advised) -> Html:
    library, voice, area = r.library, r.child.voice, r.child.area
    facts: list[tuple[str, str, str]] = [
        ("Who acts", who(library, area, voice, a.step.lead), ""),
        ("By", _by(a.by), "overdue" if a.by.overdue else ""),
        ("How it is counted", _counted(a.by), ""),
        ("Consent", _sentence(a.step.consent), ""),
    ]
    with_ = [tag("li", who(library, area, voice, w)) for w in a.step.with_]
    return tag(
        "article",
        tag("p", "Do this next", class_="eyebrow"),
        tag("h1", a.step.title[voice], id="title", tabindex="-1"),
        tag(
            "p",
            tag("span", URGENCY_WORDS[a.urgency], class_=f"urgency {a.urgency}"),
            " ",
            _pills(library, a.carries),
        ),
        _prose(a.step.do[voice]),
        tag("div", tag("h2", "Take care"), _prose(a.step.caution[voice]), class_="caution") if a.step.caution else None,
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
        _sources(library, a.carries),
        tag(
            "p",
            tag("button", "Print this", type="button", class_="btn", data_do="print"),
            tag("a", "Read more about this", href=SITE + page_address(a.step.read), class_="btn quiet"),
            _letter(library, a, voice),
            _done_button(a, voice),
            class_="take",
        ),
        class_=f"answer {a.urgency}",
    )


def _also(library: Library, area: str, voice: str, a: Advised) -> Html:
    return tag(
        "li",
        tag("h3", a.step.title[voice]),
        tag("p", tag("span", URGENCY_WORDS[a.urgency], class_=f"urgency {a.urgency}"), " ", _pills(library, a.carries)),
        tag("p", tag("b", "Who: "), who(library, area, voice, a.step.lead), tag("br"), tag("b", "By: "), _by(a.by),
            class_="who"),
        tag(
            "details",
            tag("summary", "What to do, and why", tag("span", f": {a.step.title[voice]}", class_="tool-unseen")),
            _prose(a.step.do[voice]),
            tag("p", tag("b", "Take care: "), a.step.caution[voice]) if a.step.caution else None,
            tag("p", tag("b", "Consent: "), _sentence(a.step.consent)),
            tag("p", tag("b", "Why")),
            _why(library, voice, a),
            tag("p", tag("b", "If it does not happen")),
            _if_not(library, voice, a),
            _sources(library, a.carries),
            tag("p", tag("a", "Read more about this", href=SITE + page_address(a.step.read))),
        ),
        tag("p", _letter(library, a, voice), _done_button(a, voice), class_="take"),
        class_=a.urgency,
    )  # fmt: skip


def _done_button(a: Advised, voice: str) -> Html:
    hidden = tag("span", f": {a.step.title[voice]}", class_="tool-unseen")
    return tag("button", "This is done", hidden, type="button", class_="btn quiet", data_do="done", data_step=a.name)


def _letter(library: Library, a: Advised, voice: str) -> Html | None:
    """The way to the letter for a step, or to the form where there is no letter but a form to fill in."""
    if not a.step.letter:
        return None
    hidden = tag("span", f": {a.step.title[voice]}", class_="tool-unseen")
    if a.step.letter not in library.letters:
        page = SITE + page_address(f"toolkit/{a.step.letter}.md")
        return tag("a", "A form for this", hidden, href=page, class_="btn quiet")
    words = "A letter for this" if voice == "parent" else "A letter that parents can send"
    return tag("a", words, hidden, href="#", class_="btn quiet", data_go=LETTER + a.name)


def _others(a: Advised, voice: str) -> Html:
    rows = [(VOICE_NAMES[v], a.step.do[v]) for v in VOICES if v != voice]
    parts = [join(tag("h3", name), _prose(words)) for name, words in rows]
    return tag("details", tag("summary", "What the others do"), parts, data_print=True)


def _why(library: Library, voice: str, a: Advised) -> Html:
    rows = []
    for p in reasons(a):
        fact = library.facts[p.fact]
        cited = [c for c in p.carries if c in library.clauses]
        rows.append(
            tag(
                "li",
                fact.ask[voice],
                " ",
                tag("b", answer_words(fact, p.answer, voice)),
                tag("span", _pills(library, tuple(cited)), " ", _cite(cited), class_="cite") if cited else None,
            )
        )
    return tag("ul", rows, class_="why") if rows else tag("p", "This holds whatever the other answers are.")


def _cite(clauses: Sequence[str]) -> Html:
    links = [tag("a", c, href=SITE + clause_address(c)) for c in clauses]
    return join(
        "Rule" if len(links) == 1 else "Rules", " ", [join(", " if i else "", link) for i, link in enumerate(links)]
    )


def _if_not(library: Library, voice: str, a: Advised) -> Html:
    then = library.step(a.step.if_not_done.go_to)
    after = a.after
    when = (
        "Straight away" if not after.clock else f"After {in_words(after.day)}" if after.day else _sentence(after.words)
    )
    counted = tag("span", _sentence(after.words), class_="counted") if after.clock and after.day else None
    return join(
        tag("p", tag("b", f"{when}: "), then.title[voice], " ", counted),
        tag("details", tag("summary", "How", tag("span", f": {then.title[voice]}", class_="tool-unseen")),
            _prose(then.do[voice]),
            tag("p", tag("a", "Read more", tag("span", f": {then.title[voice]}", class_="tool-unseen"),
                         href=SITE + page_address(then.read))),
            data_print=True),
    )  # fmt: skip


def _sources(library: Library, carries: Sequence[str]) -> Html:
    rows = []
    for name in carries:
        clause = library.clauses[name]
        source = library.sources[clause.document]
        rows.append(
            tag(
                "li",
                _pill(clause.kind),
                " ",
                tag("a", f"{source.title}, {clause.place}", href=SITE + clause_address(name)),
                f" ({name}; {standing(clause)})",
            )
        )
    return tag(
        "details", tag("summary", "Where this rule comes from"), tag("ul", rows), class_="sources", data_print=True
    )


def _pills(library: Library, clauses: tuple[str, ...]) -> Html:
    return join([join(" " if i else "", _pill(kind)) for i, kind in enumerate(kinds(library, clauses))])


def _pill(kind: str) -> Html:
    return tag("span", KIND_WORDS[kind], class_=f"kind {kind}")


def _later(r: Recommendation) -> Html | None:
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


def _assumed(r: Recommendation) -> Html | None:
    if not r.assumed:
        return None
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
                [" ", _change(ASK + fact.id, fact.ask[voice])] if asked else None,
            )
        )
    count = "One answer is not known" if len(rows) == 1 else f"{len(rows)} answers are not known"
    return tag(
        "section",
        tag("h2", "What is not known yet"),
        tag(
            "details", tag("summary", f"{count}: who would know, and how to add it"), tag("ul", rows, class_="unknown")
        ),
    )


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
    rows = [("Who you are", VOICE_WORDS[voice][0], VOICE)]
    if area:
        rows.append(("Where the child lives", library.areas[area].name, AREA))
    if concerns is not None:
        titles = [library.concerns[c].title[voice] if c != NOT_SURE else "Not sure" for c in concerns]
        rows.append(("What is happening", "; ".join(titles), CONCERNS))
    facts = [library.facts[name] for name in given]
    return rows + [(f.ask[voice], answer_words(f, given[f.id], voice), ASK + f.id) for f in facts]


def _answers(r: Recommendation) -> Html:
    used = {p.fact for p in r.passed} | {d.starts_from for d in r.later} | {a.fact for a in r.assumed}
    used |= {f.id for f in r.library.facts.values() if f.kind == "date ranges"}
    child = r.child
    given = {name: answer for name, answer in child.given.items() if name in used}
    rows = answers_in_words(r.library, child.voice, child.area, child.concerns, given)
    items = [_row(*row) for row in rows]
    return tag(
        "section",
        tag("h2", "Your answers"),
        tag("p", f"Worked out for {_day(child.on)}."),
        tag("details", tag("summary", f"See or change your {len(items)} answers"), tag("dl", items, class_="answers"),
            tag("p", tag("a", "Check all your answers on one page", href="#", data_go=CHECK), class_="take"),
            data_print=True),
    )  # fmt: skip


def _row(question: str, answer: str, place: str) -> Html:
    """One answer in a list of them, with a way to change it."""
    return tag("div", tag("dt", question), tag("dd", answer), tag("dd", _change(place, question), class_="change"))


def _change(place: str, question: str) -> Html:
    return tag("a", "Change", tag("span", f": {question}", class_="tool-unseen"), href="#", data_go=place)


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
        return _sentence(deadline.words)
    return due_words(deadline)


def _counted(deadline: Deadline) -> str:
    return _sentence(deadline.words) if deadline.clock and deadline.day else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day(iso: str) -> str:
    return in_words(date.fromisoformat(iso))


# The parts of a question


def _page(form: Form, *body: Piece) -> Html:
    return join(
        _back() if form.back else None,
        _clear(form.clear) if form.early and form.clear else None,
        _summary(form),
        tag("form", body, tag("p", tag("button", "Continue", type="submit", class_="btn"), class_="take"),
            data_form=form.place, novalidate=True, method="post", autocomplete="off"),
        tag(
            "p",
            tag("button", "See the answer so far", type="button", class_="link", data_do="finish")
            if form.early and not form.clear
            else None,
            tag("a", "Check your answers", href="#", class_="link", data_go=CHECK) if form.early else None,
            _restart("link"),
            class_="ways",
        )
        if form.back
        else None,
    )  # fmt: skip


def _clear(title: str) -> Html:
    """Nobody needs to finish the questions to learn what is certain."""
    see = tag("button", "See it now", type="button", class_="link", data_do="finish")
    more = ", or go on to find out what else applies."
    return tag("p", "Your next step is already clear: ", tag("b", title), ". ", see, more, class_="clear")


def _leave() -> Html:
    """A way out at once, for somebody who must not be seen here; the page's script takes three presses of Shift too."""
    button = tag("button", "Leave this page quickly", type="button", class_="btn leave", data_leave_now=True)
    words = "Opens a page about the weather and clears your answers. Your browser's history may still show this site."
    keys = tag("span", " Or press Shift three times.", class_="keys")
    return tag("div", button, tag("p", words, keys), class_="leaving")


def _restart(look: str) -> Html:
    return tag("button", "Clear my answers and start again", type="button", class_=look, data_do="restart")


def _back() -> Html:
    return tag("p", tag("a", "Back", href="#", class_="back", data_do="back"))


def _summary(form: Form) -> Html | None:
    if not form.messages:
        return None
    items = [tag("li", tag("a", m.words, href="#field", data_focus="field")) for m in form.messages]
    inner = tag("div", tag("h2", "There is a problem"), tag("ul", items), role="alert")
    return tag("div", inner, class_="summary", id="problem", tabindex="-1")


def _group(form: Form, legend: str, hint: str, *fields: Piece) -> Html:
    described = " ".join(i for i, on in (("hint", hint), ("wrong", form.messages)) if on) or None
    inside = tag(
        "fieldset",
        tag("legend", tag("h1", legend, id="title", tabindex="-1")),
        tag("p", hint, class_="hint", id="hint") if hint else None,
        _wrong(form),
        fields,
        aria_describedby=described,
    )
    return tag("div", inside, class_="bad" if form.messages else None)


def _wrong(form: Form) -> Html | None:
    if not form.messages:
        return None
    hidden = tag("span", "Error: ", class_="tool-unseen")
    return tag("p", hidden, "; ".join(m.words for m in form.messages), class_="wrong", id="wrong")


def _choices(
    form: Form,
    legend: str,
    hint: str,
    options: Sequence[tuple[str, str, str]],
    several: bool = False,
    last: Sequence[tuple[str, str]] = (),
) -> Html:
    chosen = form.entered.get("answer", ())
    kind = "checkbox" if several else "radio"
    boxes = [_box(kind, "answer", i, *option, option[0] in chosen) for i, option in enumerate(options)]
    ends = [_box(kind, "answer", len(options) + i, v, words, "", v in chosen) for i, (v, words) in enumerate(last)]
    hint = hint or ("Select all that apply" if several and "all that apply" not in legend else "")
    return _group(form, legend, hint, boxes, tag("p", "or", class_="or") if ends else None, ends)


def _box(kind: str, name: str, number: int, value: str, words: str, small: str, checked: bool) -> Html:
    own = "field" if number == 0 else f"field-{number}"
    return tag(
        "div",
        tag("input", type=kind, name=name, id=own, value=value, checked=checked),
        tag("label", words, tag("small", small) if small else None, for_=own),
        class_="choice",
    )


def _others_boxes(form: Form, last: Sequence[tuple[str, str]]) -> Html:
    chosen = form.entered.get("other", ())
    boxes = [_box("checkbox", "other", i + 1, v, words, "", v in chosen) for i, (v, words) in enumerate(last)]
    return join(tag("p", "or", class_="or"), boxes)


def _number(form: Form, fact: Fact, legend: str, hint: str, last: Sequence[tuple[str, str]]) -> Html:
    unit = "%" if fact.kind == "percentage" else fact.unit
    entered = "".join(form.entered.get("answer", ())[:1])
    box = tag(
        "p",
        tag("input", type="text", inputmode="decimal" if unit == "%" else "numeric", name="answer", id="field",
            size=str(max(6, len(entered) + 1)), class_="num", maxlength="20", value=entered,
            aria_labelledby="title field-unit" if unit else "title", aria_invalid="true" if form.messages else None),
        tag("span", f" {unit}", id="field-unit") if unit else None,
    )  # fmt: skip
    return _group(form, legend, hint, box, _others_boxes(form, last))


def _date(form: Form, legend: str, hint: str, last: Sequence[tuple[str, str]]) -> Html:
    def part(name: str, label: str, own: str, size: str) -> Html:
        entered = "".join(form.entered.get(name, ())[:1])
        field = tag("input", type="text", inputmode="numeric" if name != "month" else None, name=name, id=own,
                    size=size, maxlength="20", class_="num", value=entered,
                    aria_invalid="true" if form.messages else None)  # fmt: skip
        return tag("div", tag("label", label, for_=own), field)

    fields = tag(
        "div", part("day", "Day", "field", "2"), part("month", "Month", "field-month", "4"),
        part("year", "Year", "field-year", "4"), class_="date",
    )  # fmt: skip
    example = "For example, 27\u00a03\u00a02026"
    hint = f"{hint.removesuffix('.')}. {example}" if hint else example
    return _group(form, legend, hint, fields, _others_boxes(form, last))


def _lines(form: Form, legend: str, hint: str) -> Html:
    shown = "".join(form.entered.get("answer", ())[:1]).replace(", ", "\n")
    area = tag("textarea", shown, name="answer", id="field", rows="6", maxlength="500", aria_labelledby="title")
    hint = hint or "One holiday a line, first day to last day, for example 21 12 2026 to 1 1 2027"
    return _group(form, legend, hint, tag("p", area))


def _prose(text: str) -> Html:
    """A rule's text as paragraphs and lists."""
    return join(
        [
            (tag("p", words) if words else None, tag("ul", [tag("li", item) for item in items]) if items else None)
            for words, items in prose(text)
        ]
    )
