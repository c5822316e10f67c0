"""The page of an emergency: who to call, what to say, and the way on. Finished HTML, which needs no answer but one.

It stands in the tool in place of the question that led to it, in the tool's own page before Python is there, as a page
of the site, and among the plain pages; so nothing of it depends on a day, an area or another answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from pathway.engine.model import Library, Ring, Step
from pathway.engine.terms import STRAIGHT_AWAY
from pathway.words.html import Html, join, tag
from pathway.words.rings import numbers
from pathway.words.wording import prose

LEAVE = "https://www.bbc.co.uk/weather"
"""Where "Leave this page" goes: a page that anybody may be looking at (the one that GOV.UK's own button opens)."""

CALL = "btn call"
FILLED = {"emergency-services": CALL, "nhs-111": "btn"}
"""The roles whose button is filled: those who come, or answer at once."""
GO_ON = "Go on about school"
LONG = 40
"""Letters from which a title is set smaller."""
WAY_OUT = "“Leave this page” clears your answers and opens the weather. Your browser may still remember this site."
PLAIN_WAY_OUT = "“Leave this page” opens the weather. Press Back there, and this page can be seen again."


@dataclass(frozen=True)
class Other:
    """Another answer to the question that led here, and the emergency that it leads to."""

    fact: str
    answer: str
    words: str
    step: str


@dataclass(frozen=True)
class Ways:
    """What the controls of the page are where it stands: the way on, and the way to the step of each other answer."""

    go_on: Html
    others: tuple[Html, ...] = ()
    scripted: bool = True


def leaving() -> Html:
    """The way out in the head of a page of the tool: a link, which the page's script makes clear the answers too."""
    words = ("Leave", tag("span", " this page", class_="more"), tag("span", " quickly", class_="unseen"))
    return tag("a", words, href=LEAVE, class_="leave", rel="noreferrer", target="_top", data_leave_now=True)


def is_page(step: Step) -> bool:
    """Whether a step is shown on a page of this kind: an emergency with somebody to ring."""
    return step.emergency and bool(step.ring)


def others(library: Library, name: str, voice: str) -> tuple[Other, ...]:
    """What somebody in haste may have meant instead, for a step `TREE/STEP` that is one call and nothing else.

    These are the other answers to its tree's first question that lead to an emergency; `not sure` is left out.
    """
    tree = library.trees[name.partition("/")[0]]
    step = library.step(name)
    if not tree.questions or any(ring.heading for ring in step.ring):
        return ()
    question = tree.questions[tree.start]
    labels = {c.id: c.label[voice] for c in library.facts[question.fact].choices}
    return tuple(
        Other(question.fact, branch.phrase, labels[branch.phrase], f"{tree.id}/{branch.target}")
        for branch in question.branches
        if branch.phrase in labels and branch.target != step.id and branch.target in tree.steps
        if is_page(tree.steps[branch.target])
    )


def in_tool(library: Library, name: str, voice: str) -> Html:
    """The page as the tool shows it."""
    go_on = tag("button", GO_ON, type="button", class_="btn quiet", data_do="done", data_step=name)
    rows = [
        tag("button", o.words, type="button", class_="go", data_do="answer", data_fact=o.fact, data_answer=o.answer)
        for o in others(library, name, voice)
    ]
    return page(library, name, voice, Ways(go_on, tuple(rows)))


def page(library: Library, name: str, voice: str, ways: Ways) -> Html:
    """The whole page of the emergency `TREE/STEP`, below the header of the site."""
    step = library.step(name)
    alone = [ring for ring in step.ring if not ring.heading]
    grouped = [ring for ring in step.ring if ring.heading]
    title = step.title[voice]
    keys = tag("span", " Or press Shift three times.", class_="keys") if ways.scripted else None
    return tag(
        "div",
        tag("h1", title, id="title", tabindex="-1", class_="long" if len(title) > LONG else None),
        [tag("p", _buttons(library, ring), class_="first") for ring in alone],
        prose_of(step.do[voice]),
        tag("p", step.caution[voice], class_="soft") if step.caution else None,
        [_ring(library, ring, voice) for ring in grouped],
        (tag("h2", "If it is something else"), tag("ul", [tag("li", row) for row in ways.others], class_="rows"))
        if ways.others
        else None,
        _no_answer(library, step, voice),
        tag("div", tag("h2", "When you are ready, go on about school"), tag("p", ways.go_on), class_="aside"),
        tag("p", WAY_OUT if ways.scripted else PLAIN_WAY_OUT, keys, class_="soft"),
        class_="sos",
    )


def _no_answer(library: Library, step: Step, voice: str) -> Html | None:
    """What to do if nobody comes back to the reader, for a step that leaves time for that."""
    if step.if_not_done.after == STRAIGHT_AWAY:
        return None
    then = library.step(step.if_not_done.go_to)
    when = library.clocks[step.if_not_done.after].words
    title = tag("p", tag("b", f"{then.title[voice]}, {when}."))
    return tag("details", tag("summary", "If nobody comes back to you"), title, prose_of(then.do[voice]))


def reminder(library: Library, name: str) -> Html:
    """The line that stays on the answer once the reader has gone on about school, with a way back to the page."""
    again = tag("button", "Show that page again", type="button", class_="link", data_do="undo", data_step=name)
    return tag("p", tag("b", "Help at any time: "), links(library, library.step(name)), ". ", again, class_="help-line")


def links(library: Library, step: Step) -> Html:
    """Everybody whom a step says to ring, in one line."""
    calls = [number for ring in step.ring for number in numbers(library, ring)]
    return join([(" · " if i else "", tag("a", n.words, href=n.leads)) for i, n in enumerate(calls)])


def _ring(library: Library, ring: Ring, voice: str) -> Html:
    says = tag("p", ring.says[voice]) if ring.says else None
    calls = tag("p", _buttons(library, ring), class_="calls")
    filled = any(role in FILLED for role in ring.roles)
    parts = (calls, says) if filled else (says, calls)
    red = any(FILLED.get(role) == CALL for role in ring.roles)
    heading = tag("h2", ring.heading[voice]) if ring.heading else None
    return tag("section", heading, *parts, class_="ring red" if red else "ring")


def _buttons(library: Library, ring: Ring) -> list[Html]:
    return [
        tag("a", n.name, " ", tag("span", n.number), href=n.leads, class_=FILLED.get(n.role, "btn quiet"))
        for n in numbers(library, ring)
    ]


def prose_of(text: str) -> Html:
    """What to say and do, the items of a list as lines of their own."""
    return join(
        [
            (
                tag("p", words) if words else None,
                tag("ul", [tag("li", item) for item in items], class_="lines") if items else None,
            )
            for words, items in prose(text)
        ]
    )
