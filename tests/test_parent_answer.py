"""The answer as a parent gets it, over many children: one thing to do, nothing lost, nothing twice, nothing of ours."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache

import pytest
from lxml import html

from pathway.authoring import reader
from pathway.engine.advice import Advised, Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.engine.calendar import calendar
from pathway.tool import card, emergency, views
from tests.journeys import LIBRARY, library

CODE = re.compile(r"\b(?:[A-Z]{2,4}\d*-\d+|[A-Z]\d\.\d)\b")
NEVER = re.compile(r"\bat the earliest\b|\bWho acts\b|\bPlanned\b|\bnot yet checked\b|\bchecked \d|\bStage \d", re.I)


@cache
def families() -> tuple[Recommendation, ...]:
    """What every worked case of a parent is advised, each as read by the parent; an emergency has a page of its own."""
    cases = (case for case in reader.read(LIBRARY).cases if case.voice == "parent")
    every = (
        ask(library(), Circumstances(c.on, c.area, "parent", c.concerns, c.given, c.done), final=True) for c in cases
    )
    return tuple(r for r in every if r.next and not emergency.is_page(r.next.step))


def page(r: Recommendation) -> html.HtmlElement:
    return html.fromstring(f"<main>{views.answer_page(r, '')}</main>")


def closed(r: Recommendation) -> html.HtmlElement:
    """The page as it stands before anything is opened."""
    seen = page(r)
    for details in seen.xpath("//details"):
        for child in details[1:]:
            details.remove(child)
    return seen


def test_there_is_one_filled_button_and_it_stands_in_the_first_turn():
    for r in families():
        seen = page(r)
        filled = seen.xpath("//*[contains(concat(' ', @class, ' '), ' btn ')][not(contains(@class, 'quiet'))]")
        assert len(filled) == 1, r.next
        assert filled[0].xpath("ancestor::li[@class='you']")


def test_a_parent_who_opens_nothing_reads_no_rule_number_and_no_word_of_our_workshop():
    for r in families():
        words = " ".join(closed(r).text_content().split())
        assert not CODE.findall(words), r.next
        assert not NEVER.findall(words), r.next


def test_every_step_that_the_engine_advises_stands_on_the_page_once():
    for r in families():
        titles = Counter(e.text_content() for e in page(r).xpath("//h1 | //ul[@class='also']/li/h3"))
        assert titles == Counter(a.step.move("parent") for a in r.advised)


def test_at_most_seven_steps_are_in_view():
    assert max(len(r.advised) for r in families()) > 7
    for r in families():
        assert len(closed(r).xpath("//h1 | //ul[@class='also']/li/h3")) <= 7


def test_no_two_cards_lead_to_the_same_letter():
    for r in families():
        ways = page(r).xpath("//a[starts-with(@data-go, 'letter/')]/@data-go")
        papers = [library().step(way.removeprefix("letter/")).paper("parent") for way in ways]
        assert len(set(papers)) == len(papers), r.next


@pytest.mark.parametrize("tree", sorted(library().trees))
def test_no_word_of_what_to_do_is_lost_between_the_first_turn_and_the_rest(tree):
    words = lambda text: [w for w in text.split() if w != "-"]  # noqa: E731
    r = families()[0]
    for step in library().trees[tree].steps.values():
        a = Advised("x/y", step, step.urgency, r.next.by, r.next.after, (), (), "")
        first, rest = card._first_words(a)
        assert words(f"{first} {rest}") == words(step.do["parent"])
        assert not first or first[-1] in ".?!:”)", step.id


def test_the_turn_that_is_the_readers_again_is_the_working_day_after_the_day_of_the_answer():
    dated = 0
    for r in families():
        due = r.next.expected
        if due is None or due.day is None:
            continue
        dated += 1
        on = date.fromisoformat(r.child.on)
        then = calendar(on).add(max(due.day, on), 1, "working days").day
        assert then > on and then > due.day and then.weekday() < 5
        said = page(r).xpath("//li[@class='else']/b")[0].text_content()
        assert f"{then.day}\u00a0" in said, r.next
    assert dated > 50


def test_what_binds_by_law_has_to_happen_and_what_does_not_should():
    strong = {"has to": 0, "should": 0}
    for r in families():
        for they in page(r).xpath("//li[@class='they']/p"):
            force = next(f for f in strong if f in they.text_content())
            strong[force] += 1
            due = r.next.expected
            assert (force == "has to") == bool(
                due and card.weakest(library(), library().clocks[due.clock].carries) == "law"
            )
    assert all(strong.values())
