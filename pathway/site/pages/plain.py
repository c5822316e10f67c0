"""The plain pages: the same questions and steps as linked pages, without script, for any browser and any connection.

A reader walks one concern at a time: first the trees that are always walked, then those of the concern. Each page knows
which tree comes after it, and which duties the reader's answers have ended. Walking them reaches exactly the steps that
the tool gives as next and also. Addresses and titles say nothing: a browser keeps them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pathway.engine.calendar import calendar
from pathway.engine.model import Area, Concern, Library, Question, Step, Texts
from pathway.engine.rules import rules
from pathway.engine.terms import NOT_SURE, NOTHING, STRAIGHT_AWAY, VOICES
from pathway.engine.walk import place as answer_place
from pathway.site.pages import markup
from pathway.site.pages.walks import ASIDE, ROOT, START, Place, Walks, end_of
from pathway.tool import emergency, frame
from pathway.words import phrases
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import URGENCY_NAMES, VOICE_NAMES
from pathway.words.wording import sentence

ROLES, SHEET, FONT = "roles.html", "plain.css", "assets/fonts/atkinson-400.woff2"


def write(library: Library, out: Path) -> None:
    """Nothing; writes every plain page into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text in generated(library).items():
        (out / name).write_text(text, "utf-8")
    (out / SHEET).write_text((Path(__file__).parent / SHEET).read_text("utf-8"), "utf-8")


def generated(library: Library) -> dict[str, str]:
    """The HTML of every plain page by its file."""
    walks = Walks(library)
    made = {START: start_page(library, walks), ROLES: roles_page(library)}
    for walk in (w for w in walks.trees if w != ASIDE):
        made[end_of(walk)] = end_page(library, walks, walk)
    for place in walks.all():
        tree = library.trees[place.tree]
        if place.node in tree.questions:
            made[place.page] = question_page(library, walks, place, tree.questions[place.node])
        elif emergency.is_page(tree.steps[place.node]):
            made[place.page] = emergency_page(library, walks, place, tree.steps[place.node])
        else:
            made[place.page] = step_page(library, walks, place, tree.steps[place.node])
    return made


def page(library: Library, *body: Piece, kind: str = "", at: Place | None = None) -> str:
    """One whole page; `at` marks the place in it."""
    calm = kind != "emergency"
    return "<!doctype html>\n" + tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("meta", name="description", content=f"{library.title}: a question a page, no script needed."),
            tag("title", library.title),
            tag("link", rel="icon", href=f"{ROOT}assets/icon.svg", type="image/svg+xml"),
            tag("link", rel="stylesheet", href=SHEET),
        ),
        tag(
            "body",
            tag("header", tag("p", tag("a", library.title, href=START), " ",
                              tag("a", "Leave this page", href=emergency.LEAVE, rel="noreferrer", target="_top",
                                  class_="leave", title="Opens the weather. Back shows this page again."))),
            tag(
                "aside",
                tag("p", "In danger? ", tag("a", "Call 999", href="tel:999"), ". Self-harm, or worried? ",
                    tag("a", "Get help now", href=f"{ROOT}help/")),
                aria_label="Get help now",
            )
            if calm else None,
            tag("main", body, id="main", class_=kind or None, data_place=f"{at.tree}/{at.node}" if at else None),
            tag(
                "footer",
                tag("p", tag("a", "Start again", href=START), " ", tag("a", "Who is who", href=ROLES), " ",
                    tag("a", "The whole site", href=ROOT)),
                tag("p", f"Rules last checked {phrases.day(library.reviewed)}. "
                    "General guidance for England, not legal advice."),
                tag("p", "“Leave this page” opens the weather. Press Back there, and this page can be seen again."),
            )
            if calm else None,
        ),
        lang="en-GB",
    ) + "\n"  # fmt: skip


def start_page(library: Library, walks: Walks) -> str:
    """Where a reader begins: what is happening to the child?"""
    return page(
        library,
        tag("h1", "What should happen next for a child who cannot get to school"),
        tag("p", "Choose what is happening. Then answer one question on each page. Some answers lead to a step: what "
            "to do, who does it, by when and why. Read it, print it if you like, and go on to the next question."),
        tag("p", "Nothing you choose is kept, so a question may come again: give the same answer. More than one "
            "thing is happening? Take them one after the other. Not sure? Begin with the first, and at its end go on "
            "to the next."),
        tag("p", "Has a letter with a last day come? Take it first." if walks.alone else None),
        tag("h2", "What is happening?"),
        _concerns(library, walks),
        tag("p", "Have you got a newer browser? ", tag("a", "The tool", href=f"{ROOT}next-step/"),
            " asks the same questions, works out the dates and gives one answer.", class_="soft"),
    )  # fmt: skip


def question_page(library: Library, walks: Walks, place: Place, question: Question) -> str:
    """One question; every answer is a link."""
    fact = library.facts[question.fact]
    answers: list[Html] = []
    if fact.answered_by_area:
        head: Piece = tag("h1", "Where does the child live?")
        for area in _areas(library):
            if fact.id in area.answers:
                leads = _branch_for(library, question, place.tree, area)
                answers.append(_answer(walks, place, leads, area.name, data_area=area.id))
    else:
        head = (tag("h1", fact.ask["parent"]), _other_voices(fact.ask))
        for branch in question.branches:
            words = [phrases.in_words(library, fact, branch.phrase, v) for v in VOICES]
            if branch.phrase == NOT_SURE and fact.asked_of != VOICES:
                others = " or ".join(VOICE_NAMES[v].lower() for v in VOICES if v not in fact.asked_of)
                words = [f"Not sure, or you are the {others}"]
            said = words[0] if len(set(words)) == 1 else f"{words[0]} ({'; '.join(dict.fromkeys(words[1:]))})"
            answers.append(_answer(walks, place, branch.target, said, data_branch=branch.phrase))
    said_once = [texts["parent"] for texts in (fact.hint,) if texts]
    said_once += [
        f"How the time is counted: {phrases.by_when(library, c.id)}." for c in phrases.clocks_of(library, question)
    ]
    return page(
        library,
        _progress(library, walks, place),
        head,
        [tag("p", said, class_="soft") for said in said_once],
        tag("ul", answers, class_="answers"),
        (tag("h2", "Why we ask"), _paragraphs(fact.why)) if fact.why else None,
        (tag("h2", "Who would know"), _paragraphs(fact.find_out_from)) if fact.find_out_from else None,
        (tag("h2", "The rule behind it"), markup.cited(library, question.carries, ROOT)) if question.carries else None,
        kind="question",
        at=place,
    )


def step_page(library: Library, walks: Walks, place: Place, step: Step) -> str:
    """One step with those that go with it, and the way on."""
    name = f"{place.tree}/{step.id}"
    also = walks.also(place, step)
    return page(
        library,
        _progress(library, walks, place),
        _step(library, walks, place, name, 1),
        tag("h2", "These go with it") if also else None,
        [_step(library, walks, place, other, 2) for other in also],
        _onward(library, walks, place, step),
        kind="leaf",
        at=place,
    )


def emergency_page(library: Library, walks: Walks, place: Place, step: Step) -> str:
    """One emergency: who to call, what to say, and the way on; in the parent's words, the others' folded below."""
    name = walks.full(place, step.id)
    then = walks.follow(place, step.then)
    go_on = tag(
        "a", emergency.GO_ON, href=then.page if then else end_of(place.walk), class_="btn quiet", data_done=True
    )
    rows = [
        tag("a", o.words, href=walks.step(place, o.step).page, class_="go")
        for o in emergency.others(library, name, "parent")
    ]
    others = [
        tag("details", tag("summary", f"If you are: {VOICE_NAMES[v].lower()}"), emergency.prose_of(step.do[v]))
        for v in VOICES[1:]
    ]
    ways = emergency.Ways(go_on, tuple(rows), scripted=False)
    shown = emergency.page(library, name, "parent", ways)
    return page(library, tag("div", shown, data_step=name), others, kind="emergency", at=place)


def end_page(library: Library, walks: Walks, walk: str) -> str:
    """The end of a walk: what to do with the steps, and what else may be happening."""
    nothing = library.step(library.all_clear).title["parent"]
    said = {urgency: f'"{words}"' for urgency, words in URGENCY_NAMES.items()}
    others = _concerns(library, walks, walk)
    return page(
        library,
        tag("h1", "The end of these questions"),
        tag("p", "Did a page give you a step?"),
        tag("ul",
            tag("li", tag("b", "Yes."), f" Start with those marked {said['now']}, then {said['soon']}, then "
                f"{said['planned']}. Come back when something changes."),
            tag("li", tag("b", "No, none did."), " ",
                tag("a", nothing, href=walks.all_clear(walk).page, data_all_clear=True))),
        tag("h2", "Is something else happening?"),
        others,
        kind="end",
    )  # fmt: skip


def roles_page(library: Library) -> str:
    """Who is who: every role, what it does, and its name in each area."""
    rows = []
    for role in library.roles.values():
        here = [(area, area.roles[role.id]) for area in _areas(library) if role.id in area.roles]
        names = [
            tag("li", f"{area.name}: {found.name}", frame.reached(found.contact) if found.contact else None)
            for area, found in here
        ]
        rows.append(
            tag(
                "section",
                tag("h2", role.name),
                tag("p", role.does),
                tag("ul", names) if names else None,
                id=role.id,
            )
        )
    return page(
        library, tag("h1", "Who is who"),
        tag("p", "The pages use one name for each role. Your council may have another. Where we know it, we say it."),
        rows,
    )  # fmt: skip


def _step(library: Library, walks: Walks, place: Place, name: str, level: int) -> Html:
    step = library.step(name)
    after = phrases.by_when(library, step.if_not_done.after)
    other = walks.instead(place, name)
    leads = tag("a", library.step(f"{other.tree}/{other.node}").title["parent"], href=other.page)
    below = f"h{level + 1}"
    facts: list[tuple[str, Piece]] = [("Who leads", _role(library, step.lead))]
    if step.with_:
        facts.append(("With", [(", " if i else "", _role(library, w)) for i, w in enumerate(step.with_)]))
    facts += [("By", sentence(phrases.by_when(library, step.by))), ("Consent", sentence(step.consent))]
    papers = dict.fromkeys(name for voice in VOICES for name in step.papers.get(voice, ()))
    need = [tag("li", " / ".join(dict.fromkeys(n[v] for v in VOICES))) for n in step.need]
    return tag(
        "article",
        tag("p", URGENCY_NAMES[step.urgency], class_="eyebrow"),
        tag(f"h{level}", step.title["parent"]),
        _other_voices(step.title),
        tag("dl", [tag("div", tag("dt", k), tag("dd", v)) for k, v in facts]),
        _by_voice(step.do, below),
        (tag(below, "What you need"), tag("ul", need)) if need else None,
        (tag(below, "Take care"), _paragraphs(step.caution)) if step.caution else None,
        [tag("p", tag("a", "A letter for this", href=f"{ROOT}toolkit/{name}/")) for name in papers],
        tag(below, "If it does not happen"),
        tag("p", "Straight away: " if after == STRAIGHT_AWAY else f"{sentence(after)}: ", leads),
        tag(below, "Why"),
        markup.cited(library, step.carries, ROOT),
        tag("p", tag("a", "Read more about this", href=ROOT + frame.page_address(step.read))),
        class_=f"step {step.urgency}",
        data_step=name,
    )  # fmt: skip


def _onward(library: Library, walks: Walks, place: Place, step: Step) -> Html:
    then = walks.done(place, step) if step.then != NOTHING else None
    if place.walk == ASIDE:
        lines = [tag("p", "Go back in your browser to go on where you were.")]
        lines += [tag("p", "Already done? ", tag("a", "See what comes after it", href=then.page))] if then else []
        start = tag("p", tag("a", "Start again", href=START), class_="go")
        return tag("nav", tag("h2", "And then"), lines, start, aria_label="And then")
    if place.number == len(walks.trees[place.walk]):
        return tag("p", tag("a", "Start again", href=START), class_="go")
    after = walks.onward(place)
    way_on = after.page if after else end_of(place.walk)
    if step.emergency:
        lines = [tag("p", "Do this first. The questions go on when it is done.")]
        leads = then.page if then else way_on
        lines.append(tag("p", tag("a", "It is done: go on", href=leads, data_done=True), class_="go"))
    else:
        lines = [tag("p", tag("a", "Go on with the questions", href=way_on, data_on=True), class_="go")]
        if then:
            lines.append(
                tag("p", "Already done? ", tag("a", "See what comes after it", href=then.page, data_done=True))
            )
    return tag("nav", tag("h2", "And then"), lines, aria_label="And then")


def _answer(walks: Walks, place: Place, leads: str, words: str, **marks: str) -> Html:
    after = walks.follow(place, leads)
    return tag("li", tag("a", words, href=after.page if after else end_of(place.walk), **marks))


def _branch_for(library: Library, question: Question, tree: str, area: Area) -> str:
    here = rules(library, area.id, library.reviewed).nodes[tree][question.id]
    names, point = answer_place(here.fact, area.answers[here.fact.id], calendar(date.fromisoformat(library.reviewed)))
    return next(branch.target for cover, branch, _ in here.branches if cover.holds(names, point))


def _areas(library: Library) -> list[Area]:
    return sorted(library.areas.values(), key=lambda a: (not a.adopts, a.name))


def _concerns(library: Library, walks: Walks, besides: str = "") -> Html:
    rows = [_concern(walks, concern, bool(besides)) for concern in library.concerns.values() if concern.id != besides]
    return tag("ul", rows, class_="answers")


def _concern(walks: Walks, concern: Concern, again: bool) -> Html | None:
    start = walks.start(concern.id, walks.beyond_first(concern.id) if again else 0)
    if start is None:
        return None
    others = [concern.title[v] for v in VOICES[1:] if concern.title[v] != concern.title["parent"]]
    return tag(
        "li",
        tag("a", concern.title["parent"], href=start.page, data_concern=concern.id),
        tag("small", concern.hint["parent"]) if concern.hint else None,
        tag("small", "School or agency: ", "; ".join(dict.fromkeys(others))) if others else None,
    )


def _progress(library: Library, walks: Walks, place: Place) -> Html:
    number, of = place.number + 1, len(walks.trees[place.walk])
    if number > of:
        return join()
    return tag("p", f"Part {number} of {of}: {library.trees[place.tree].title}", class_="soft")


def _role(library: Library, name: str) -> Html:
    return tag("a", library.roles[name].name, href=f"{ROLES}#{name}")


def _other_voices(texts: Texts) -> Html | None:
    """How the others would read what stands in the parent's words, where that differs."""
    others = [(v, texts[v]) for v in VOICES[1:] if texts[v] != texts["parent"]]
    if not others:
        return None
    if len(others) == 2 and others[0][1] == others[1][1]:
        return tag("p", tag("b", "School or agency: "), others[0][1], class_="soft")
    return tag("p", [(tag("b", f"{_short(v)}: "), text, " ") for v, text in others], class_="soft")


def _by_voice(texts: Texts, level: str) -> Html:
    if len({texts[v] for v in VOICES}) == 1:
        return tag("p", texts["parent"])
    return join([(tag(level, f"If you are: {VOICE_NAMES[v].lower()}"), tag("p", texts[v])) for v in VOICES])


def _paragraphs(texts: Texts) -> Html:
    if len({texts[v] for v in VOICES}) == 1:
        return tag("p", texts["parent"])
    return join([tag("p", tag("b", f"{_short(v)}: "), texts[v]) for v in VOICES])


def _short(voice: str) -> str:
    return {"parent": "Parent or carer", "school": "School", "agency": "Agency"}[voice]
