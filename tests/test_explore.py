"""The page that explores: what it shows for some answers is what the engine says of them, whatever the page sends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html as lxml_html

from pathway.engine import answers, whatif
from pathway.engine.advice import ask
from pathway.engine.terms import VOICES
from pathway.site.pages import flowchart
from pathway.tool import door, explore
from tests.journeys import TODAY, library

ILL = {
    "voice": "school",
    "area": "lancashire",
    "on": TODAY,
    "concerns": ["health"],
    "given": {"safety": "no worry", "health-days-missed": "16", "education-now": "none"},
    "done": [],
}


def shown(*children: Any, **more: Any) -> list[dict[str, Any]]:
    told = {"do": "explore", "on": TODAY, "children": list(children), **more}
    found: list[dict[str, Any]] = json.loads(door.reply(library(), "", json.dumps(told)))["children"]
    return found


def steps(advice: str) -> list[str]:
    return [e.text_content() for e in lxml_html.fromstring(f"<div>{advice}</div>").xpath("//ol/li/p[b]/b")]


def recommended(child: dict[str, Any]) -> Any:
    raw = {key: child[key] for key in ("on", "area", "voice", "concerns", "given")}
    known, _ = answers.read(library(), **raw)
    assert known is not None
    return ask(library(), known, final=True)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("area", ["worcestershire", "lancashire", "kent", "england"])
@pytest.mark.parametrize("concern", ["health", "off-roll", "exclusion"])
def test_the_steps_shown_are_those_that_the_engine_advises(voice, area, concern):
    child = {**ILL, "voice": voice, "area": area, "concerns": [concern]}
    (found,) = shown(child)
    assert steps(found["advice"]) == [a.step.title[voice] for a in recommended(child).advised]


def test_a_field_is_there_for_everything_that_is_asked_and_says_what_is_missing():
    (found,) = shown(ILL)
    state = {f["name"]: f["state"] for f in found["fields"]}
    assert state["health-days-missed"] == ""
    assert "missing" in state.values()
    missing = {p.fact for p in recommended(ILL).passed if p.origin == "missing"}
    assert {name for name, s in state.items() if s == "missing"} == missing


def test_an_answer_that_counts_no_more_stays_and_is_marked():
    child = {**ILL, "given": {**ILL["given"], "panel-date": "2026-11-02"}}
    (found,) = shown(child)
    assert {f["name"]: f["state"] for f in found["fields"]}["panel-date"] == "unused"


def test_a_wrong_answer_is_named_at_its_field_and_the_others_count():
    child = {**ILL, "given": {**ILL["given"], "health-days-missed": "lots"}}
    (found,) = shown(child)
    wrong = {f["name"]: f["wrong"] for f in found["fields"] if f["wrong"]}
    assert set(wrong) == {"health-days-missed"}
    without = {**ILL, "given": {k: v for k, v in ILL["given"].items() if k != "health-days-missed"}}
    assert found["advice"] == shown(without)[0]["advice"]


def test_what_would_change_the_next_step_is_what_the_engine_finds():
    (found,) = shown(ILL, what_if=True)
    offered = lxml_html.fromstring(f"<div>{found['advice']}</div>").xpath("//*[@data-for and @data-value]")
    raw = recommended(ILL).child
    assert [(e.get("data-for"), e.get("data-value")) for e in offered] == [
        (c.fact, c.instead) for c in whatif.changes(library(), raw)
    ]


def test_two_children_show_which_steps_only_one_of_them_has():
    other = {**ILL, "given": {**ILL["given"], "health-days-missed": "3"}}
    both = shown(ILL, other)
    names = [{a.step.title["school"] for a in recommended(c).advised} for c in (ILL, other)]
    for i, found in enumerate(both):
        page = lxml_html.fromstring(f"<div>{found['advice']}</div>")
        only = {e.xpath("../b")[0].text_content() for e in page.xpath("//*[@class='only']")}
        assert only == names[i] - names[1 - i]
    assert any(names[i] - names[1 - i] for i in (0, 1))


def test_every_question_line_and_end_that_is_lit_is_drawn_in_the_picture_of_its_tree():
    for concern in library().concerns:
        (found,) = shown({**ILL, "voice": "agency", "concerns": [concern]})
        assert found["lit"]
        for tree, names in found["lit"].items():
            dot = flowchart.dot(library(), library().trees[tree])
            for name in names:
                ends = name.split("->")
                assert all(json.dumps(end) in dot for end in ends), (tree, name)
                if len(ends) == 2:
                    assert f"{json.dumps(ends[0])} -> {json.dumps(ends[1])}" in dot


def test_the_advice_of_a_done_step_moves_on():
    before = steps(shown(ILL)[0]["advice"])
    first = recommended(ILL).advised[0].name
    assert steps(shown({**ILL, "done": [first]})[0]["advice"]) != before


@pytest.mark.parametrize(
    "children",
    [
        None,
        "x",
        [],
        [None],
        [{}],
        [{"given": []}],
        [{"given": {"safety": {"a": 1}, "constructor": "1", "__proto__": "x"}}],
        [{"voice": "<b>", "area": 7, "concerns": "health", "on": "1900-01-01", "done": "x"}],
        [{"on": "9999-12-31", "concerns": ["health", "nothing", None], "given": {"panel-date": "x" * 100_000}}],
        [{}] * 50,
    ],
)
def test_nothing_that_a_page_can_send_raises_and_nothing_of_it_becomes_markup(children):
    reply = json.loads(door.reply(library(), "", json.dumps({"do": "explore", "on": TODAY, "children": children})))
    assert 1 <= len(reply["children"]) <= explore.AT_MOST
    assert all("<b>" not in field["html"] for child in reply["children"] for field in child["fields"])


def test_a_hostile_answer_is_shown_as_text():
    hostile = "<img src=x onerror=alert(1)>"
    (found,) = shown({**ILL, "given": {**ILL["given"], "health-days-missed": hostile, "panel-date": hostile}})
    assert "<img" not in json.dumps([f["html"] for f in found["fields"]]) + found["advice"]


def test_a_day_stands_in_its_field_as_its_hint_writes_days_and_means_the_same_when_it_is_sent_back():
    given = {**ILL["given"], "council-decision": "waiting", "council-asked-on": "2026-10-05"}
    (found,) = shown({**ILL, "given": given})
    value = {f["name"]: f["value"] for f in found["fields"]}
    assert (value["on"], value["council-asked-on"]) == ("23 11 2026", "5 10 2026")
    given["council-asked-on"] = value["council-asked-on"]
    assert shown({**ILL, "on": value["on"], "given": given})[0]["link"] == found["link"]
