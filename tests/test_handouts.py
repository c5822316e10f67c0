"""What a reader takes away: every date, every step and every answer is in it, and nothing that would break it."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import docx
import icalendar
import pytest

from pathway.engine import answers
from pathway.engine.advice import Recommendation, ask
from pathway.papers import answer, handouts, word
from pathway.tool import door
from pathway.words import wording
from tests.journeys import TODAY, library

ILL = {
    "safety": "no worry",
    "lives-in": "england",
    "age-or-year": "up to year 10",
    "on-roll": "yes",
    "health-days-missed": "16",
    "education-now": "none",
    "council-decision": "not asked",
}
TITLE = "Ask; or, else\\ a <b>word</b>, " + "\u00e4\u20ac" * 60


def recommended(given: dict[str, str] = ILL, voice: str = "parent", on: str = TODAY) -> Recommendation:
    child, wrong = answers.read(library(), on=on, area="worcestershire", voice=voice, concerns=["health"], given=given)
    assert child is not None, wrong
    return ask(library(), child, final=True)


def events(r: Recommendation) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(handouts.calendar(r)).walk("VEVENT"))


@pytest.mark.parametrize("voice", answers.VOICES)
def test_every_running_date_and_the_next_step_are_in_the_calendar(voice):
    r = recommended(voice=voice)
    found = events(r)
    days = {e.start for e in found}
    on = date.fromisoformat(TODAY)
    assert {d.day if not d.overdue else on for d in r.later if d.day} <= days
    assert any(str(e["SUMMARY"]) == r.next.step.title[voice] for e in found)


def test_a_date_that_has_passed_stands_on_the_day_of_the_answer_and_says_so():
    r = recommended()
    late = next(d for d in r.later if d.day)
    overdue = replace(late, day=date(2026, 11, 2), overdue=True)
    e = next(e for e in events(replace(r, later=(overdue,))) if str(e["UID"]).startswith(late.clock))
    assert e.start == date.fromisoformat(TODAY)
    assert "2 November 2026" in str(e["SUMMARY"])


def test_every_date_has_a_reminder_before_it_and_one_far_away_has_two():
    on = date.fromisoformat(TODAY)
    for e in events(recommended()):
        alarms = e.walk("VALARM")
        assert all(a["TRIGGER"].dt < timedelta(0) for a in alarms)
        assert len(alarms) == (2 if (e.start - on).days >= handouts.FAR else 1)


def test_lines_of_the_calendar_are_short_enough_and_its_words_come_back_as_they_were():
    r = recommended()
    hostile = replace(r.next, step=replace(r.next.step, title=dict.fromkeys(answers.VOICES, TITLE)))
    made = handouts.calendar(replace(r, next=hostile))
    assert made.endswith("\r\n")
    assert all(len(line.encode()) <= handouts.CALENDAR_LINE for line in made.split("\r\n"))
    assert any(str(e["SUMMARY"]) == TITLE for e in events(replace(r, next=hostile)))


def test_no_text_ends_a_line_of_the_calendar_or_holds_a_control():
    r = recommended()
    for control in "\r\x00\x0b\x1b\x7f":
        hostile = replace(
            r.next, step=replace(r.next.step, title=dict.fromkeys(answers.VOICES, f"A{control}END:VCALENDAR"))
        )
        made = handouts.calendar(replace(r, next=hostile))
        assert "AEND:VCALENDAR" in made
        assert control not in made.replace("\r\n", "")


def test_the_same_answers_make_the_same_calendar_and_each_entry_has_its_own_name():
    assert handouts.calendar(recommended()) == handouts.calendar(recommended())
    names = [str(e["UID"]) for e in events(recommended())]
    assert len(set(names)) == len(names)


def test_saved_answers_come_back_as_they_were():
    r = recommended(voice="school")
    kept = handouts.saved(r)
    opened = json.loads(door.reply(library(), "", json.dumps({"do": "open", "on": TODAY, "file": kept})))
    state = opened["state"]
    assert not opened["error"]
    assert (state["voice"], state["area"], state["concerns"]) == ("school", "worcestershire", ["health"])
    assert state["given"] == dict(r.child.given)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"a": 1}', '"voice"', "[" * 50_000, '{"voice": ["parent"]' + " " * 100_000 + "}"],
)
def test_a_file_that_is_not_one_of_ours_is_refused_in_words_and_nothing_is_lost(content):
    before = json.loads(door.reply(library(), "", json.dumps({"do": "open", "on": TODAY})))
    event = json.dumps({"do": "open", "on": TODAY, "file": content})
    after = json.loads(door.reply(library(), json.dumps(before["state"]), event))
    assert after["error"]
    assert after["state"]["given"] == before["state"]["given"]


def test_what_is_right_in_a_damaged_file_is_kept_and_what_is_wrong_is_named():
    kept = json.loads(handouts.saved(recommended())) | {"health-days-missed": "lots", "no-such-thing": "1"}
    event = json.dumps({"do": "open", "on": TODAY, "file": json.dumps(kept)})
    after = json.loads(door.reply(library(), "", event))
    assert after["error"]
    assert after["state"]["given"]["education-now"] == "none"
    assert "health-days-missed" not in after["state"]["given"]


@pytest.mark.parametrize("voice", answers.VOICES)
def test_the_word_file_holds_every_step_answer_and_clause_of_the_recommendation(voice):
    r = recommended(voice=voice)
    opened = docx.Document(io.BytesIO(word.docx(answer.document(r))))
    said = "\n".join(
        [p.text for p in opened.paragraphs] + [c.text for t in opened.tables for row in t.rows for c in row.cells]
    )
    assert opened.core_properties.title == r.next.step.title[voice]
    for a in r.advised:
        assert a.step.title[voice] in said
        assert all(name in said for name in a.carries)
    for d in r.later:
        assert d.title in said
    assert r.library.facts["education-now"].ask[voice] in said


def test_what_is_taken_comes_with_the_page_and_only_where_there_is_an_answer():
    state = json.loads(handouts.saved(recommended()))
    opened = door.reply(library(), "", json.dumps({"do": "open", "on": TODAY, "file": json.dumps(state)}))
    at = json.dumps(json.loads(opened)["state"] | {"at": "answer", "final": True})
    for what, kind in (("calendar", "text/calendar"), ("word", handouts.WORD), ("answers", "application/json")):
        reply = json.loads(door.reply(library(), at, json.dumps({"do": "take", "what": what})))
        assert reply["handout"]["type"] == kind
        assert reply["place"] == "answer"
    assert base64.b64decode(
        json.loads(door.reply(library(), at, json.dumps({"do": "take", "what": "word"})))["handout"]["content"]
    ).startswith(b"PK")
    assert json.loads(door.reply(library(), at, json.dumps({"do": "take", "what": "nothing"})))["handout"] is None
    assert json.loads(door.reply(library(), "", json.dumps({"do": "take", "what": "word"})))["handout"] is None


def test_an_answer_that_several_trees_asked_for_is_one_reason_with_every_clause_that_it_met():
    advised = [a for voice in answers.VOICES for a in recommended(voice=voice).advised]
    assert any(len(wording.reasons(a)) < len(a.why) for a in advised)
    for a in advised:
        told = {p.fact: set(p.carries) for p in wording.reasons(a)}
        assert list(told) == list(dict.fromkeys(p.fact for p in a.why))
        for fact, carried in told.items():
            assert carried == {clause for p in a.why if p.fact == fact for clause in p.carries}


@pytest.mark.parametrize("voice", answers.VOICES)
def test_only_a_parent_who_reads_of_the_parents_part_is_spoken_to(voice):
    said = {role: wording.who(library(), "kent", voice, role) for role in library().roles}
    spoken = {role for role, name in said.items() if name.startswith("You")}
    assert spoken == ({"parent"} if voice == "parent" else set())
