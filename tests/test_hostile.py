"""What comes from outside, a link or a saved file, gives a page or a message: never markup, never a guess."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from itertools import islice, product
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html as lxml_html

from pathway.engine.terms import NOT_SURE, VOICES
from pathway.tool import door, outside
from pathway.tool.state import STALE
from pathway.words.places import ANSWER, ASK, DAY, VOICE
from tests.journeys import TODAY, Journey, fields, library

GOOD = {
    "voice": "parent",
    "area": "kent",
    "concerns": "health",
    "safety": "no worry",
    "lives-in": "england",
    "health-days-missed": "16",
}
CONTENT = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "&lt;b&gt;&#60;b>",
    "\u202etnerap",
    "par\u200bent",
    "\x00\x1b[31m",
    "%FF%FE",
    "\ud800",
    "__proto__",
    "constructor",
    "toString",
    "${7*7}{{7*7}}",
    "=cmd|' /C calc'!A0",
    "9" * 400,
    "-1",
    "1e309",
    "NaN",
    "0x10",
    "\u0661\u0666",
    "not sure, not sure",
    "2026-02-30",
    "0000-00-00",
    "99999-01-01",
    "1900-01-01",
    "a" * 7_000,
    "a,b," * 900,
    " \n\t ",
    "\u00a0" * 50,
)
NAMES = ("voice", "area", "concerns", "done", "safety", "health-days-missed", "on", "v", "<b>", "__proto__")


def hostile_links() -> Iterator[str]:
    """Good answers with one of them, or its name, turned hostile; then links broken as a whole."""
    for name, content in product(NAMES, CONTENT):
        pairs = {"v": "1", **GOOD, name: content}
        yield "&".join(f"{quote(k)}={quote(v, errors='replace')}" for k, v in pairs.items())
    good = "&".join(f"{k}={quote(v)}" for k, v in {"v": "1", **GOOD}.items())
    yield from ("v=1", "v=2&" + good, "&" * 7_000, "=" * 7_000, "%" * 7_000, good * 200, good + "&" + good, good[:-3])


def hostile_files() -> Iterator[str]:
    """The same for saved files, and files of another shape altogether."""
    for name, content in product(NAMES, CONTENT):
        yield json.dumps({**GOOD, "concerns": ["health"], name: content})
    shapes: tuple[Any, ...] = (None, True, 7, 1e300, [], {}, [[]], {"a": {"b": {}}}, ["x"] * 2_000)
    for name, shape in product(("voice", "area", "concerns", "done", "safety", "health-days-missed"), shapes):
        yield json.dumps({**GOOD, name: shape})
    yield from ("", "{", "null", "[" * 50_000, '{"voice":' * 20_000, '{"voice":"parent","voice":"school"}', "\ufeff{}")


def looked_at(reply: str, entered: str) -> None:
    """Nothing; fails where the page holds anything that the tool does not write, or names an answer nobody gave."""
    told = json.loads(reply)
    page = lxml_html.fromstring(f"<div>{told['html']}</div>")
    assert not page.xpath("//script|//svg|//img|//b[contains(., 'alert')]"), entered[:200]
    assert not [a for e in page.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on")], entered[:200]
    assert not [e for e in page.xpath("//@href") if str(e).lower().lstrip().startswith("javascript")], entered[:200]
    rules, state = library(), told["state"]
    assert state["voice"] in ("", *VOICES)
    assert state["area"] in ("", *rules.areas)
    assert set(state["given"]) <= set(rules.facts)
    assert len(told["html"]) < 300_000


def spread(items: Iterator[str], count: int) -> list[str]:
    """Every so many of the items, about `count` of them."""
    whole = list(items)
    return list(islice(whole, 0, None, max(1, len(whole) // count)))


@pytest.mark.parametrize("part", range(4))
def test_a_hostile_link_gives_a_message_or_a_page_and_never_markup(part):
    for link in spread(hostile_links(), 120)[part::4]:
        looked_at(door.reply(library(), "", json.dumps({"do": "open", "on": TODAY, "link": link})), link)


@pytest.mark.parametrize("part", range(4))
def test_a_hostile_file_gives_a_message_or_a_page_and_never_markup(part):
    for file in spread(hostile_files(), 120)[part::4]:
        looked_at(door.reply(library(), "", json.dumps({"do": "open", "on": TODAY, "file": file})), file)


@pytest.mark.parametrize("content", [c for c in CONTENT if c.strip()])
def test_a_hostile_answer_in_a_link_is_refused_by_name_and_the_other_answers_are_kept(content):
    pairs = {"v": "1", **GOOD, "health-days-missed": content}
    link = "&".join(f"{quote(k)}={quote(v, errors='replace')}" for k, v in pairs.items())
    told = json.loads(door.reply(library(), "", json.dumps({"do": "open", "on": TODAY, "link": link})))
    assert told["error"], content[:60]
    if len(link) <= outside.link.LONGEST:
        assert told["state"]["area"] == "kent"
        assert "health-days-missed" not in told["state"]["given"]


# What no page of ours sends, and any page could


JUNK: tuple[Any, ...] = (
    None, True, -1, 1e300, 10**30, "", "x", "answer", "ask/panel-date", "letter/x", "\ud800", "1970-01-01",
    "2035-12-31", [], {}, [[]], [{}], {"a": 1}, ["council-asked-on", "9abc"], ["council-asked-on", ""], "a" * 3_000,
    float("nan"),
)  # fmt: skip
DOES = ("open", "submit", "go", "back", "ahead", "finish", "resume", "done", "undo", "voice", "what-if", "keep", "try",
        "put-back", "take", "restart", "explore", None, [])  # fmt: skip
TELLS = ("to", "step", "fact", "answer", "what", "at", "form", "link", "file", "what_if")
CHILD = ("voice", "area", "on", "concerns", "given", "done", "link")


def journey_of(concern: str) -> list[dict[str, Any]]:
    """The state at every place on the way to an answer."""
    journey = Journey(library())
    journey.start("parent", "kent")
    states = []
    while journey.place != ANSWER:
        states.append(journey.reply["state"])
        fact = library().facts.get(journey.place.removeprefix(ASK))
        journey.submit(**(fields(fact, GOOD.get(fact.id, NOT_SURE)) if fact else {"answer": [concern]}))
    return [*states, journey.reply["state"]]


def turned(choose: random.Random, state: dict[str, Any]) -> dict[str, Any]:
    """The state with some of it lost, or turned into anything."""
    other = copy.deepcopy(state)
    for key in choose.sample(sorted(other), choose.choice((0, 1, 2))):
        if choose.random() < 0.3:
            del other[key]
        elif key == "given":
            other[key][choose.choice(sorted(library().facts))] = choose.choice(JUNK)
        else:
            other[key] = choose.choice(JUNK)
    return other


@pytest.mark.parametrize("seed", range(8))
def test_whatever_a_page_sends_the_door_answers_with_a_page(seed):
    choose = random.Random(seed)
    states = journey_of("health")
    places = [VOICE, ANSWER, DAY, *(ASK + name for name in library().facts), "word", "calendar"]
    for _ in range(60):
        event: dict[str, Any] = {"do": choose.choice(DOES), "on": choose.choice((TODAY, TODAY, *JUNK))}
        event |= {key: choose.choice((*JUNK, *places)) for key in TELLS if choose.random() < 0.3}
        names = ("answer", "other", "day", "month", "year")
        event["fields"] = choose.choice(({name: choose.choice(JUNK) for name in names}, choose.choice(JUNK)))
        event["children"] = [{k: choose.choice(JUNK) for k in CHILD if choose.random() < 0.6} for _ in range(2)]
        state = turned(choose, choose.choice(states))
        reply = json.loads(door.reply(library(), json.dumps(state), json.dumps(event)))
        assert reply["children"] if event["do"] == "explore" else 'id="title"' in reply["html"]


def test_a_kept_state_loses_only_what_the_rules_know_no_more_and_stays_where_it_was():
    state = journey_of("health")[-1]
    steps = [f"{tree.id}/{step}" for tree in library().trees.values() for step in list(tree.steps)[:1]][:2]
    told = {**state, "given": {**state["given"], "asked-last-year": "yes"}, "done": [steps[0], "gone/gone", steps[1]]}
    reply = json.loads(door.reply(library(), json.dumps(told), json.dumps({"do": "open", "on": TODAY, "at": ANSWER})))
    assert reply["state"]["given"] == state["given"]
    assert reply["state"]["done"] == steps[:2]
    assert not reply["error"] and STALE in reply["html"]
    again = json.loads(door.reply(library(), json.dumps(reply["state"]), json.dumps({"do": "open", "on": TODAY})))
    assert STALE not in again["html"]


def test_from_a_place_that_is_gone_the_way_goes_on_where_it_would():
    state = {**journey_of("health")[-1], "at": "ask/asked-last-year"}
    reply = json.loads(door.reply(library(), json.dumps(state), json.dumps({"do": "open", "on": TODAY})))
    assert reply["place"] == ANSWER


@pytest.mark.parametrize("before", ["9abc", "", "2026-13-01", {"a": 1}, None])
def test_an_answer_to_put_back_that_is_none_is_not_believed(before):
    state = {**journey_of("health")[-1], "tried": ["council-asked-on", before]}
    state["given"] = {**state["given"], "council-asked-on": "2026-10-05"}
    reply = json.loads(door.reply(library(), json.dumps(state), json.dumps({"do": "open", "on": TODAY})))
    assert 'id="title"' in reply["html"]
    assert reply["state"]["tried"] is None
