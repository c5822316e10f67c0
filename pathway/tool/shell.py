"""The tool's part of its page as built: the first question in place, and the pages that may come before Python does.

Who, where and danger are walked by the page's own script, and so is every emergency that an answer leads to: those
pages are finished here, from the same views that the door shows, so that nobody waits to be told whom to call.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pathway.engine import answers
from pathway.engine.answers import Message
from pathway.engine.calendar import FIRST_DAY
from pathway.engine.model import Fact, Library, Tree
from pathway.engine.terms import VOICES
from pathway.tool import emergency, forms
from pathway.tool.forms import Form
from pathway.words.html import Html, join, tag
from pathway.words.places import AREA, ASK, VOICE

QUIET, SLOW = "45000", "20000"
"""Milliseconds: without a sign of life from a Python that starts (a blocked file waits for ever), without a reply."""


def shell(library: Library, worker: str, plain: str) -> Html:
    """The first question, ready to be answered before Python is.

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
            forms.voice_page(Form(VOICE, {})),
            id="tool",
            data_worker=worker,
            data_plain=plain,
            data_leave=emergency.LEAVE,
            data_quiet=QUIET,
            data_slow=SLOW,
            data_first=json.dumps(first_pages(library), ensure_ascii=False, separators=(",", ":")),
        ),
        tag(
            "div",
            tag("p", "You do not have to wait: ", plain_pages, ", which ask the same questions.") if plain else None,
            id="tool-progress",
            class_="tool-progress",
        ),
    )


def first_pages(library: Library) -> dict[str, str]:
    """The pages that the page's own script walks, by name: `PLACE`, `PLACE VOICE` and, for an emergency that the first
    question of the first tree leads to, `PLACE VOICE: ANSWER`; with `!` at the end, the page when nothing was chosen.
    """
    return dict(_first_pages(library))


def _first_pages(library: Library) -> Iterator[tuple[str, str]]:
    yield VOICE, forms.voice_page(Form(VOICE, {}))
    yield f"{VOICE}!", forms.voice_page(Form(VOICE, {}, (Message(VOICE, forms.NOBODY_CHOSEN),)))
    for voice in VOICES:
        yield f"{AREA} {voice}", forms.area_page(library, Form(AREA, {}, back=True), voice)
        wrong = Form(AREA, {}, (Message(AREA, forms.NOWHERE_CHOSEN),), back=True)
        yield f"{AREA} {voice}!", forms.area_page(library, wrong, voice)
    for name in library.first[:1]:
        yield from _first_question(library, library.trees[name])


def _first_question(library: Library, tree: Tree) -> Iterator[tuple[str, str]]:
    """The first question of a tree that every child meets, and the emergencies that its answers lead to."""
    if not tree.questions:
        return
    question = tree.questions[tree.start]
    fact = library.facts[question.fact]
    place = ASK + fact.id
    for voice in VOICES:
        yield f"{place} {voice}", forms.fact_page(fact, Form(place, {}, back=True), voice)
        wrong = Form(place, {}, (Message(place, _nothing_chosen(fact)),), back=True)
        yield f"{place} {voice}!", forms.fact_page(fact, wrong, voice)
        for branch in question.branches:
            step = tree.steps.get(branch.target)
            if step is not None and emergency.is_page(step):
                page = emergency.in_tool(library, f"{tree.id}/{step.id}", voice)
                yield f"{place} {voice}: {branch.phrase}", page


def _nothing_chosen(fact: Fact) -> str:
    """What the form says when it comes back empty."""
    try:
        return answers.answer(fact, "", FIRST_DAY)
    except answers.NotAnAnswer as problem:
        return str(problem)
