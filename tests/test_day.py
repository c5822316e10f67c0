"""A device whose clock is wrong: the tool asks for today's date before it gives one, and nothing stops it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from pathway.authoring import reader
from pathway.authoring.worked import Case
from pathway.engine import answers
from pathway.engine.advice import ask
from pathway.engine.calendar import FIRST_DAY
from pathway.tool import day, door
from pathway.tool.views import share_link
from pathway.words import phrases
from pathway.words.places import ANSWER, AREA, ASK, CHECK, DAY, VOICE
from tests.journeys import LIBRARY, TODAY, Journey, fields, library
from tests.test_door import ILL

REVIEWED = date.fromisoformat(library().reviewed)
WRONG: tuple[Any, ...] = (
    "0001-01-01", "1900-01-01", "1970-01-01", "1999-12-31", "2000-01-01", "2014-12-31", "2015-01-01", "2017-06-01",
    "2024-02-29", (REVIEWED - timedelta(days=day.AHEAD + 1)).isoformat(), "2034-01-01", "2036-01-01", "2099-12-31",
    "9999-12-31", "10000-01-01", "0000-00-00", "2026-02-30", "2026-W48-1", "20261126", "NaN-NaN-NaN", "", " ", "today",
    "26/11/2026", None, 0, 1e300, True, [], {}, "<b>",
)  # fmt: skip
RIGHT = (TODAY, REVIEWED.isoformat(), answers.LAST_ON.isoformat(), "2030-01-01")
MONTHS = re.compile(rf"\d{{1,2}} (?:{'|'.join(answers.MONTHS)}) \d{{4}}")
"""A date in words."""
DATED = {**ILL, "council-decision": "waiting", "council-asked-on": "2026-10-05"}


def on_a_device(clock: Any) -> Journey:
    """A reader whose device says that it is this day."""
    return Journey(library(), clock)


def to_the_answer(journey: Journey, given: dict[str, str], today: str = TODAY) -> list[str]:
    """The places on the way to the answer; asked for today's date, the reader gives it."""
    way = []
    while journey.place != ANSWER:
        before = journey.place
        assert before not in way, f"{before} is asked twice"
        way.append(before)
        if before == DAY:
            journey.submit(**by_hand(today))
        elif before.startswith(ASK):
            name = before.removeprefix(ASK)
            journey.submit(**fields(library().facts[name], given.get(name, "not sure")))
        else:
            journey.submit(answer={VOICE: ["parent"], AREA: ["kent"]}.get(before, ["health"]))
        assert not journey.reply["error"], journey.reply["html"]
    return way


def read_case(case: Case) -> answers.Circumstances | None:
    """The circumstances of a worked case."""
    return answers.read(
        library(),
        on=case.on,
        area=case.area,
        voice=case.voice,
        concerns=case.concerns,
        given=case.given,
        done=case.done,
    )[0]


def title(page: str) -> str:
    """The heading of a page."""
    return re.sub("<[^>]*>", "", re.findall(r"<h1.*?</h1>", page)[0])


def by_hand(iso: str) -> dict[str, list[str]]:
    """What a reader types into the three fields of a day."""
    year, month, of_month = iso.split("-")
    return {"day": [of_month], "month": [month], "year": [year]}


@pytest.mark.parametrize("clock", WRONG, ids=repr)
def test_a_clock_that_is_surely_wrong_is_asked_about_once_before_any_date_and_then_counts_no_more(clock):
    right = on_a_device(TODAY)
    way = to_the_answer(right, DATED)
    assert DAY not in way
    journey = on_a_device(clock)
    asked = to_the_answer(journey, DATED)
    assert [place for place in asked if place != DAY] == way
    assert asked.count(DAY) == 1
    assert asked.index(DAY) < asked.index("ask/council-asked-on")
    assert journey.reply["state"]["on"] == TODAY
    assert journey.reply["html"] == right.reply["html"]
    journey.send(do="open", on=clock, at=ANSWER)
    assert journey.reply["html"] == right.reply["html"]


@pytest.mark.parametrize("clock", RIGHT)
def test_a_clock_that_can_be_right_is_believed(clock):
    journey = on_a_device(clock)
    assert DAY not in to_the_answer(journey, ILL)
    assert journey.reply["state"]["on"] == clock


def test_no_page_shows_a_date_before_the_reader_said_which_day_it_is():
    journey = on_a_device("1970-01-01")
    while journey.place != DAY:
        assert not MONTHS.search(journey.reply["html"]), journey.place
        name = journey.place.removeprefix(ASK)
        fact = library().facts.get(name)
        own = {VOICE: ["parent"], AREA: ["kent"]}.get(journey.place, ["health"])
        journey.submit(**(fields(fact, ILL.get(name, "not sure")) if fact else {"answer": own}))
    assert "clock of this device is not right" in journey.reply["html"]


@pytest.mark.parametrize("clock", ["1970-01-01", "2099-01-01", None])
def test_in_danger_nothing_waits_for_the_date_and_no_wrong_date_is_shown(clock):
    for link in ("", "v=1&voice=parent&area=kent&safety=in%20danger&concerns=health&council-asked-on=2026-10-05"):
        journey = on_a_device(clock)
        if link:
            journey.send(do="open", on=clock, link=link)
        else:
            journey.start("parent", "kent")
            journey.submit(answer=["in danger"])
        assert journey.place == ANSWER
        assert "999" in journey.reply["html"]
        assert not re.search(r"1970|2099|Worked out for", journey.reply["html"])
        journey.send(do="what-if")
        assert journey.place == ANSWER
        assert journey.send(do="take", what="word")["place"] == DAY
        assert journey.submit(**by_hand(TODAY))["place"] == ANSWER
        assert journey.reply["state"]["on"] == TODAY


def test_an_emergency_among_other_steps_is_shown_without_the_days_that_nobody_knows():
    found = [
        (case, next_step)
        for case in reader.read(LIBRARY).cases
        if (child := read_case(case)) and (next_step := ask(library(), child, final=True).next)
        if next_step.step.emergency and not next_step.step.ring and any("on" in name for name in case.given)
    ]
    assert found
    for case, step in found:
        journey = on_a_device("1970-01-01")
        child = read_case(case)
        assert child
        journey.send(do="open", on="1970-01-01", link=share_link(ask(library(), child, final=True)))
        assert journey.place == ANSWER
        page = journey.reply["html"]
        for answered in case.given.values():  # the reader's own days may be repeated
            page = page.replace(phrases.day(answered), "")
        assert title(page) == step.step.title[case.voice]
        assert "Worked out without today" in page
        assert not MONTHS.search(re.sub(r"checked [^;]*", "", page.partition("Your answers")[0]))


def test_every_urgent_answer_to_the_question_about_danger_comes_before_the_date():
    for voice in answers.VOICES:
        for choice in library().facts["safety"].choices:
            journey, wrong = on_a_device(TODAY), on_a_device("1970-01-01")
            for one in (journey, wrong):
                one.start(voice, "kent")
                one.submit(answer=[choice.id])
            assert wrong.place == journey.place
            assert title(wrong.reply["html"]) == title(journey.reply["html"])
            # The day on which a source was checked is none of the reader's dates.
            assert not MONTHS.search(re.sub(r"checked [^;]*", "", wrong.reply["html"]))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("1", "1", "1970"), "Check the year"),
        (("23", "11", "2025"), "Check the year"),
        (("1", "1", "2034"), "to the end of 2033"),
        (("31", "2", "2027"), "does not exist"),
        (("", "", ""), "Enter a date"),
        (("23", "", "2026"), "Enter a date"),
        (("<b>", "x", "y"), "Enter a date"),
    ],
)
def test_a_date_that_cannot_be_today_is_asked_again_and_the_fields_keep_it(typed, words):
    journey = on_a_device("1970-01-01")
    journey.start("parent", "kent")
    journey.send(do="go", to=DAY)
    reply = journey.submit(**{name: [text] for name, text in zip(("day", "month", "year"), typed, strict=True)})
    assert (reply["place"], reply["error"], reply["focus"]) == (DAY, True, "#problem")
    assert words in reply["html"]
    assert not typed[0].isdigit() or f'value="{typed[0]}"' in reply["html"]
    assert journey.submit(**by_hand(TODAY))["state"]["on"] == TODAY


def test_the_date_can_be_changed_later_from_the_answer_and_from_the_page_of_all_answers():
    journey = on_a_device(TODAY)
    to_the_answer(journey, DATED)
    assert f'data-go="{DAY}"' in journey.reply["html"]
    journey.send(do="go", to=CHECK)
    assert f'data-go="{DAY}"' in journey.reply["html"]
    assert 'value="23"' in journey.send(do="go", to=DAY)["html"]
    assert journey.submit(**by_hand("2027-01-04"))["place"] == CHECK
    assert "4 January 2027" in journey.reply["html"]
    assert "Worked out for 4 January 2027" in journey.send(do="ahead")["html"]
    journey.send(do="open", on=TODAY, at=ANSWER)
    assert journey.reply["state"]["on"] == "2027-01-04"
    journey.send(do="restart", on=TODAY)
    assert (journey.reply["state"]["on"], journey.reply["state"]["told"]) == (TODAY, False)


def test_an_answer_that_cannot_be_right_on_the_day_that_was_told_is_asked_again():
    journey = on_a_device("2030-01-01")
    to_the_answer(journey, {**DATED, "council-asked-on": "2029-10-05"})
    journey.send(do="go", to=DAY)
    reply = journey.submit(**by_hand(TODAY))
    assert (reply["place"], reply["error"]) == ("ask/council-asked-on", True)
    assert "council-asked-on" not in reply["state"]["given"]
    assert 'value="2029"' in reply["html"] and "today or in the past" in reply["html"]
    assert set(DATED) - set(reply["state"]["given"]) == {"council-asked-on", "lives-in"}  # the area says the second


@pytest.mark.parametrize("clock", WRONG, ids=repr)
def test_a_link_and_a_file_opened_on_such_a_device_keep_every_answer_and_ask_for_the_date(clock):
    child, _ = answers.read(library(), on=TODAY, area="kent", voice="parent", concerns=["health"], given=DATED)
    assert child
    link = share_link(ask(library(), child, final=True))
    file = json.dumps({"voice": "parent", "area": "kent", "concerns": ["health"], **DATED})
    straight = on_a_device(TODAY)
    straight.send(do="open", on=TODAY, link=link)
    for what in ({"link": link}, {"file": file}):
        journey = on_a_device(clock)
        reply = journey.send(do="open", on=clock, **what)
        assert (reply["place"], reply["error"]) == (DAY, False)
        assert reply["state"]["given"] == DATED
        journey.submit(**by_hand(TODAY))
        assert journey.place == straight.place
        assert journey.reply["html"] == straight.reply["html"]


def test_a_day_in_a_link_that_is_still_to_come_is_told_once_today_is_known():
    journey = on_a_device("1970-01-01")
    given = "safety=no%20worry&age-or-year=up%20to%20year%2010&concerns=health&council-asked-on=2027-01-05"
    journey.send(do="open", on="1970-01-01", link=f"v=1&voice=parent&area=kent&{given}")
    assert journey.place == DAY
    reply = journey.submit(**by_hand(TODAY))
    assert (reply["place"], reply["error"]) == ("ask/council-asked-on", True)


@pytest.mark.parametrize("clock", WRONG, ids=repr)
def test_a_kept_state_with_any_day_in_it_stops_no_later_event(clock):
    journey = on_a_device(TODAY)
    to_the_answer(journey, DATED)
    for told in (False, True):
        kept = json.dumps({**journey.reply["state"], "on": clock, "told": told})
        for event in ({"do": "open", "on": TODAY, "at": ANSWER}, {"do": "what-if", "on": TODAY}, {"do": "back"}):
            reply = json.loads(door.reply(library(), kept, json.dumps(event)))
            assert reply["state"]["given"] == journey.reply["state"]["given"]
            assert reply["state"]["on"] == event.get("on", "")
            assert not reply["error"]


@pytest.mark.parametrize("clock", WRONG, ids=repr)
def test_explore_asks_for_the_day_and_gives_no_advice_before_it(clock):
    child = {"voice": "parent", "area": "kent", "concerns": ["health"], "given": DATED, "done": [], "on": ""}

    def shown(**more: str) -> dict[str, Any]:
        event = {"do": "explore", "on": clock, "what_if": True, "children": [{**child, **more}]}
        found: dict[str, Any] = json.loads(door.reply(library(), "", json.dumps(event)))["children"][0]
        return found

    before = shown()
    fields = {field["name"]: field for field in before["fields"]}
    assert "Enter today's date" in fields["on"]["wrong"] and fields["on"]["value"] == ""
    assert not MONTHS.search(before["advice"])
    assert not [name for name, field in fields.items() if field["wrong"] and name != "on"]
    after = shown(on="23 11 2026")
    assert not {field["name"]: field["wrong"] for field in after["fields"]}["on"]
    assert MONTHS.search(after["advice"])
    assert shown(on="1900-01-01")["advice"] == before["advice"]


def test_the_first_day_of_the_calendar_and_the_day_of_review_are_no_traps():
    assert day.believed(library(), FIRST_DAY.isoformat()) == ""
    assert day.believed(library(), library().reviewed) == library().reviewed
    assert (REVIEWED - timedelta(days=day.AHEAD)).isoformat() <= TODAY, "the day of these tests is before the review"
