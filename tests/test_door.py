"""The tool's door: whatever the page sends, the reply is a page that says what to do, and no good answer is lost."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path

import pytest
from lxml import html as lxml_html

from pathway.engine import advice, answers
from pathway.tool import door, shell, state
from pathway.words import places
from pathway.words.html import escape, join, tag
from tests.journeys import TODAY, Journey, library

ROOT = Path(__file__).parent.parent
ILL = {
    "safety": "no worry",
    "lives-in": "england",
    "age-or-year": "up to year 10",
    "health-days-missed": "16",
    "education-now": "none",
    "council-decision": "not asked",
}


def ill(voice: str = "parent", area: str = "worcestershire") -> Journey:
    """A journey to the answer for a child who has missed sixteen days and is taught nothing."""
    journey = Journey(library())
    journey.start(voice, area)
    journey.go_through(["health"], ILL)
    return journey


def text(markup: str) -> str:
    return " ".join(lxml_html.fromstring(f"<div>{markup}</div>").text_content().split())


def elements(markup: str, path: str) -> list[lxml_html.HtmlElement]:
    found: list[lxml_html.HtmlElement] = lxml_html.fromstring(f"<div>{markup}</div>").xpath(path)
    return found


def test_the_first_page_in_the_built_site_is_the_page_that_the_door_opens_with():
    assert Journey(library()).reply["html"] == shell.first_pages(library())[places.VOICE]


@pytest.mark.parametrize("voice", answers.VOICES)
def test_every_page_of_a_journey_has_one_heading_one_form_and_labels_for_all_fields(voice):
    journey = Journey(library())
    journey.start(voice, "worcestershire")
    seen = set()
    while journey.place != "answer" and journey.place not in seen:
        seen.add(journey.place)
        page = journey.reply["html"]
        assert len(elements(page, "//h1[@id='title']")) == 1
        assert len(elements(page, "//h1")) == 1
        assert len(elements(page, "//form[@data-form]")) == 1
        labels = {e.get("for") for e in elements(page, "//label")}
        for entry in elements(page, "//input | //textarea"):
            assert entry.get("id") in labels or entry.get("aria-labelledby"), journey.place
        if journey.place.startswith("ask/"):
            fact = library().facts[journey.place.removeprefix("ask/")]
            journey.submit(**({"answer": ["not sure"]} if "choice" in fact.kind or fact.kind == "yes or no" else {"other": ["not sure"]}))  # fmt: skip # noqa: E501
        else:
            journey.submit(answer=["health"])
    assert journey.place == "answer"
    assert len(elements(journey.reply["html"], "//h1[@id='title']")) == 1


@pytest.mark.parametrize("area", sorted(library().areas))
@pytest.mark.parametrize("voice", answers.VOICES)
def test_the_answer_page_shows_every_step_that_the_engine_advises_and_no_other(voice, area):
    journey = ill(voice, area)
    kept = journey.reply["state"]
    child = answers.Circumstances(TODAY, area, voice, ("health",), kept["given"])
    recommendation = advice.ask(library(), child)
    assert recommendation.next is not None
    page = journey.reply["html"]
    assert [e.text_content() for e in elements(page, "//article//h1")] == [recommendation.next.step.title[voice]]
    also = [e.text_content() for e in elements(page, "//ul[@class='also']/li/h3")]
    assert sorted(also) == sorted(a.step.title[voice] for a in recommendation.also)


def test_a_question_that_was_answered_is_not_asked_again():
    assert len(ill().asked) == len(set(ill().asked))


@pytest.mark.parametrize(
    ("fact", "entered"),
    [
        ("health-days-missed", {"answer": ["-3"]}),
        ("health-days-missed", {"answer": ["400"]}),
        ("health-days-missed", {"answer": ["a fortnight"]}),
        ("health-days-missed", {"answer": [""]}),
        ("health-days-missed", {"answer": ["12"], "other": ["not sure"]}),
        ("health-days-missed", {"answer": ["9" * 100_000]}),
        ("health-days-missed", {"answer": ["1 6"]}),
        ("health-days-missed", {"answer": ["10 12"]}),
        ("health-days-missed", {"answer": ["1\u00a06"]}),
        ("health-days-missed", {"answer": ["1 6 school days"]}),
        ("attendance-year", {"answer": ["8 7.5"]}),
        ("attendance-year", {"answer": ["8 7 %"]}),
        ("council-asked-on", {"day": ["1 1"], "month": ["1"], "year": ["2026"]}),
        ("council-asked-on", {"day": [], "month": [], "year": []}),
        ("council-asked-on", {"day": ["31"], "month": ["2"], "year": ["2026"]}),
        ("council-asked-on", {"day": ["1"], "month": ["1"], "year": ["1900"]}),
        ("council-asked-on", {"day": ["1"], "month": ["1"], "year": ["2030"]}),
        ("council-asked-on", {"day": ["5"], "month": [""], "year": ["2026"]}),
        ("education-now", {}),
        ("education-now", {"answer": ["<script>alert(1)</script>"]}),
    ],
)
def test_a_bad_entry_is_told_beside_its_field_and_in_the_summary_and_loses_nothing(fact, entered):
    journey = ill()
    before = journey.reply["state"]["given"]
    journey.send(do="go", to=f"ask/{fact}")
    reply = journey.submit(**entered)
    assert reply["error"]
    assert reply["place"] == f"ask/{fact}"
    assert reply["focus"] == "#problem"
    assert reply["title"].startswith("Error: ")
    assert reply["state"]["given"] == before
    summary = elements(reply["html"], "//div[@id='problem']//a")
    beside = elements(reply["html"], "//*[@id='wrong']")
    assert len(summary) == 1 and summary[0].text_content() in beside[0].text_content()
    assert elements(reply["html"], f"//*[@id='{summary[0].get('data-focus')}']")
    assert not elements(reply["html"], "//script")


def test_what_was_typed_is_still_there_beside_the_message():
    journey = ill()
    journey.send(do="go", to="ask/health-days-missed")
    reply = journey.submit(answer=["12 <b>or</b> so"])
    assert elements(reply["html"], "//input[@name='answer']")[0].get("value") == "12 <b>or</b> so"


def test_back_retraces_the_way_to_the_first_question_and_shows_what_was_answered():
    journey = ill()
    way = [*journey.asked, "answer"]
    for place in reversed(way[:-1]):
        journey.send(do="back")
        assert journey.place == place
        if place.startswith("ask/"):
            assert elements(journey.reply["html"], "//input[@checked] | //input[@type='text'][@value!='']"), place
    journey.send(do="back")
    journey.send(do="back")
    assert journey.place == "voice"


def test_changing_an_answer_keeps_the_later_ones_and_asks_only_what_is_newly_needed():
    journey = ill()
    given = journey.reply["state"]["given"]
    journey.send(do="go", to="ask/education-now")
    journey.submit(answer=["suitable"])
    assert {**given, "education-now": "suitable"} == {k: journey.reply["state"]["given"][k] for k in given}


def test_starting_again_forgets_every_answer():
    journey = ill()
    reply = journey.send(do="restart")
    assert reply["place"] == "voice"
    assert reply["state"] == {**json.loads(json.dumps(state.as_data(state.State(on=TODAY))))}
    assert reply["kept"] == []


def test_a_step_that_is_ticked_as_done_gives_way_to_the_next_and_comes_back_when_unticked():
    journey = ill()
    first = elements(journey.reply["html"], "//article//button[@data-do='done']")[0].get("data-step")
    title = text(tag("p", elements(journey.reply["html"], "//article//h1")[0].text_content()))
    journey.send(do="done", step=first)
    journey.go_through(["health"], ILL)
    assert elements(journey.reply["html"], "//article//h1")[0].text_content() != title
    journey.send(do="undo", step=first)
    assert elements(journey.reply["html"], "//article//h1")[0].text_content() == title


def test_the_answer_so_far_can_be_had_before_the_last_question_and_the_questions_gone_on_with():
    journey = Journey(library())
    journey.start("parent", "england")
    for fact in ("safety", "lives-in", "age-or-year"):
        assert journey.place == f"ask/{fact}"
        journey.submit(answer=[ILL[fact]])
    journey.submit(answer=["health"])
    place = journey.place
    assert place.startswith("ask/")
    journey.send(do="finish")
    assert journey.place == "answer"
    journey.send(do="resume")
    assert journey.place == place


def test_a_share_link_opens_on_the_same_answer():
    journey = ill()
    link = elements(journey.reply["html"], "//a[starts-with(@href, '#v=1')]")[0].get("href")[1:]
    other = Journey(library())
    other.send(do="open", on=TODAY, link=link)
    assert other.place == "answer"
    assert other.reply["html"] == journey.reply["html"]


@pytest.mark.parametrize(
    "link",
    [
        "v=1&voice=parent&area=worcestershire&concerns=health&health-days-missed=999999",
        "v=1&voice=parent&area=worcestershire&concerns=health&a-fact-of-last-year=yes",
        "v=1&voice=parent&area=atlantis&concerns=health",
        "v=1&voice=parent&area=worcestershire&done=no-tree/no-step",
        "v=1&voice=%3Cscript%3E&area=%00",
        "v=1&council-asked-on=2026-02-31",
        "v=2&voice=parent",
        "v=1&voice=parent&panel-here=no",
        "v=%F0%28%8C%28",
        "x" * 100_000,
        "v=1&" + "&".join(f"k{i}=1" for i in range(500)),
    ],
)
def test_a_hostile_or_stale_link_says_what_could_not_be_used_and_keeps_the_rest(link):
    journey = Journey(library())
    reply = journey.send(do="open", on=TODAY, link=link)
    assert reply["error"]
    assert reply["place"] == "voice"
    assert not elements(reply["html"], "//script")
    if "voice=parent" in link and link.startswith("v=1"):
        assert reply["state"]["voice"] == "parent"


def test_no_state_and_no_event_makes_the_door_raise_or_answer_anything_but_a_page():
    rng = random.Random(20261121)
    good = ill().state
    pieces = ["null", "[]", "{}", '""', "1e999", "[" * 5000, '{"on":', good, good[:-9], "\x00"]
    pieces += [good.replace("16", "-16")]
    pieces += [json.dumps({"on": None, "voice": 3, "area": [], "concerns": 7, "given": [1], "done": {}, "trail": 1})]
    events = ["", "[]", "null", '{"do": "open"}', '{"do": []}', '{"do": "submit"}']
    events += ['{"do": "submit", "form": 5, "fields": 6}']
    events += [json.dumps({"do": d, "to": t, "step": t, "form": t, "on": o, "fields": {"answer": [t]}})
               for d in ("go", "submit", "done", "undo", "back", "finish", "resume", "restart", "fly")
               for t in ("answer", "ask/education-now", "ask/", "concerns", "x/y", "\u202e", "voice")
               for o in (TODAY, "1900-01-01", "9999-99-99", "")]  # fmt: skip
    for event in events:
        for kept in rng.sample(pieces, 5):
            reply = json.loads(door.reply(library(), kept, event))
            assert elements(reply["html"], "//h1[@id='title']")


def test_text_becomes_html_in_one_module_only():
    for path in (p for room in ("words", "papers", "tool") for p in (ROOT / "pathway" / room).glob("*.py")):
        made = [
            node
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Html"
        ]
        assert not made or path.name == "html.py", path.name


def test_whatever_is_shown_is_escaped_unless_it_was_made_by_tag():
    hostile = "<img src=x onerror=alert(1)> & \"'"
    page = join(tag("p", hostile, title=hostile), [hostile, tag("br")], None)
    assert len(elements(page, "//img")) == 0
    assert elements(page, "//p")[0].text_content() == hostile
    assert elements(page, "//p")[0].get("title") == hostile
    assert "\x00" not in escape("a\x00b")


def test_an_answer_that_is_tried_and_asks_for_more_stays_at_the_answer_and_can_be_put_back():
    journey = Journey(library())
    journey.start("parent", "worcestershire")
    journey.go_through(["health"], {"safety": "no worry", "age-or-year": "up to year 10", "education-now": "none"})
    before = journey.reply["html"]
    journey.send(do="try", fact="age-or-year", answer="below", on=journey.on)
    assert journey.place == places.ANSWER
    assert elements(journey.reply["html"], "//*[@data-do='put-back']")
    journey.send(do="put-back", on=journey.on)
    assert (journey.place, journey.reply["html"]) == (places.ANSWER, before)
