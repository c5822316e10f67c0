"""A link with answers after mail programs had it: it opens with the same answers, or says that it does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest

from pathway.authoring import reader
from pathway.engine import answers
from pathway.engine.advice import ask
from pathway.engine.answers import NOT_BOTH
from pathway.tool import door, link, outside
from pathway.tool.outside import Answers
from pathway.tool.views import share_link
from pathway.words.places import ANSWER, CHECK, VOICE
from tests.journeys import LIBRARY, TODAY, Journey, library

MARKS = (*".,)>]\"”;*_!?:'}|…»\u2019\n\u200b", ".)", ">.", "**", "%22", "%3E", "%0D%0A", "%20", "%E2%80%9D")
BREAKS = {"term-breaks": "2026-10-26 to 2026-10-30, 2026-12-21 to 2027-01-01"}

ON = max(TODAY, *(case.on for case in reader.read(LIBRARY).cases))
"""A day on which no answer of a worked case is still to come."""


@cache
def links() -> tuple[str, ...]:
    """Some sixty real links: those of every so many of the worked cases, which together have answers of every kind, and
    of two with a ticked step."""
    cases = reader.read(LIBRARY).cases
    found = []
    for number, case in enumerate((*cases[:: len(cases) // 60][:60], *[case for case in cases if case.done][:2])):
        given = {**case.given, **(BREAKS if number % 10 == 0 else {})}
        child, messages = answers.read(
            library(), on=case.on, area=case.area, voice=case.voice, concerns=case.concerns, given=given,
            done=case.done,
        )  # fmt: skip
        assert child, messages
        found.append(share_link(ask(library(), child, final=True)))
    return tuple(found)


def old(text: str) -> str:
    """The link as it was made before links had a sum."""
    return re.sub(r"sum=\w+&", "", text)


def read(text: str, on: str = ON) -> Answers:
    return outside.from_link(library(), text, on)


def told(found: Answers) -> tuple[Any, ...]:
    return found.voice, found.area, found.concerns, dict(found.given), found.done


def opened(text: str) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(door.reply(library(), "", json.dumps({"do": "open", "on": ON, "link": text})))
    return reply


def test_the_links_have_answers_of_every_kind_and_open_without_a_word():
    kinds = {library().facts[name].kind for text in links() for name in read(text).given}
    assert kinds == {fact.kind for fact in library().facts.values()}
    assert any(read(text).done for text in links())
    for text in links():
        assert not read(text).wrong and not read(text).notes


def test_no_fact_has_a_name_that_means_something_else_in_a_link():
    assert not set(library().facts) & set(link.OWN)
    for name in library().facts:
        assert link.read(f"v=1&{name}=yes", library().facts) == link.Link({name: "yes"}, None)


@pytest.mark.parametrize("text", links())
def test_a_link_that_lost_its_end_is_always_said_to_be_cut_and_no_answer_in_it_is_another_one(text):
    whole = read(text)
    for end in range(1, 81):
        cut = read(text[:-end])
        assert cut.wrong[0].words == outside.CUT, text[-end:]
        assert cut.given.items() <= whole.given.items(), text[-end:]
        assert cut.voice in ("", whole.voice) and cut.area in ("", whole.area)
        assert cut.concerns in (None, whole.concerns)
        assert set(cut.done) <= set(whole.done)


@pytest.mark.parametrize("text", links())
def test_an_old_link_opens_and_each_that_may_be_cut_says_so(text):
    assert told(read(old(text))) == told(read(text))
    for end in range(81):
        cut = read(old(text)[: len(old(text)) - end])
        assert cut.wrong or outside.END_UNKNOWN in cut.notes


@pytest.mark.parametrize("text", links())
def test_a_mark_behind_a_link_changes_nothing(text):
    for mark in MARKS:
        assert (told(read(text + mark)), read(text + mark).wrong, read(text + mark).notes) == (told(read(text)), (), ())
        assert (told(read(old(text) + mark)), read(old(text) + mark).wrong) == (told(read(text)), ()), mark


MANGLED: dict[str, Callable[[str], str]] = {
    "with its sign": lambda text: f"#{text}",
    "with its sign twice, once encoded": lambda text: f"#%23{text}",
    "encoded as a whole": lambda text: quote(text, safe=""),
    "encoded as a whole, twice": lambda text: quote(quote(text, safe=""), safe=""),
    "its values encoded twice": lambda text: text.replace("%", "%25"),
    "its values encoded three times": lambda text: text.replace("%", "%2525"),
    "its first letter large": lambda text: text.replace("v=1", "V=1"),
    "its names large": lambda text: re.sub(r"(?:^|&)[^=]+", lambda name: name[0].upper(), text),
    "in another order": lambda text: "&".join([*text.split("&")[1:], "v=1"]),
    "backwards": lambda text: "&".join(reversed(text.split("&"))),
    "written as HTML": lambda text: text.replace("&", "&amp;"),
    "written as HTML, twice": lambda text: text.replace("&", "&amp;amp;"),
    "with a plus for a space": lambda text: text.replace("%20", "+"),
    "with spaces as they are": lambda text: text.replace("%20", " "),
    "as a mail is sent": lambda text: text.replace("=", "=3D"),
    "between brackets": lambda text: f"<{text}>",
    "with its answers twice": lambda text: f"{text}&{text}",
    "with an anchor behind it": lambda text: f"{text}#title",
    "with a text to find behind it": lambda text: f"{text}:~:text=next",
    "without its version": lambda text: text.removeprefix("v=1&"),
}  # fmt: skip


@pytest.mark.parametrize("how", MANGLED)
def test_a_link_that_a_program_wrote_in_another_way_opens_with_the_same_answers(how):
    for text in links():
        found = read(MANGLED[how](text))
        assert (told(found), found.wrong, found.notes) == (told(read(text)), (), ()), text
        before = read(MANGLED[how](old(text)))
        assert (told(before), before.wrong, before.notes) == (told(read(text)), (), (outside.END_UNKNOWN,)), text


@pytest.mark.parametrize(
    "added",
    [
        "utm_source=mail&utm_medium=x",
        "data=05%7C02%7Cx%40y.example%7C0&sdata=aB%2Fc%3D&reserved=0",
        "fbclid=IwAR0",
        "&gt;",
    ],
)
def test_what_a_program_adds_to_a_link_is_left_out_and_said_in_one_line(added):
    for text in links():
        assert told(read(f"{text}&{added}")) == told(read(f"{old(text)}&{added}")) == told(read(text))
        assert (read(f"{text}&{added}").wrong, read(f"{text}&{added}").notes) == ((), (outside.ADDED,))
        assert not read(f"{old(text)}&{added}").wrong
    reply = opened(f"{links()[0]}&{added}")
    assert reply["place"] == ANSWER
    assert reply["announce"] == outside.ADDED


def test_anything_at_all_that_is_added_to_a_whole_link_is_left_out():
    for added in ("health-days-missed=1", "voice=school", "zzz=1", "safety=in%20danger", "k"):
        for text in links():
            assert told(read(f"{text}&{added}")) == told(read(text))
            assert not read(f"{text}&{added}").wrong


def test_a_whole_link_from_other_rules_opens_and_says_what_was_left_out():
    pairs = [("voice", "parent"), ("area", "kent"), ("asked-last-year", "yes"), ("done", "no-tree/gone")]
    found = read(link.made(pairs))
    assert (found.voice, found.area, found.wrong, found.notes) == ("parent", "kent", (), (outside.GONE,))
    assert read(old(link.made(pairs))).wrong


@pytest.mark.parametrize("text", links()[::6])
def test_no_character_of_a_link_can_be_lost_or_become_another_without_a_word(text):
    whole = read(text)
    for at in range(len(text)):
        for instead in ("", "x", "1"):
            found = read(text[:at] + instead + text[at + 1 :])
            assert found.wrong or told(found) == told(whole), (at, instead)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("concern-raised-on=2026-11-1", "concern-raised-on"),
        ("concern-raised-on=1 11 2026", "concern-raised-on"),
        ("concern-raised-on=today", "concern-raised-on"),
        ("pupil-without-education=n", "pupil-without-education"),
        ("pupil-without-education=y", "pupil-without-education"),
        ("pupil-without-education=no", ""),
        ("health-days-missed=16 days", "health-days-missed"),
        ("health-days-missed=016", "health-days-missed"),
        ("attendance-year=87.50", "attendance-year"),
        ("safety=in dan", "safety"),
        ("safety=No worry", "safety"),
        ("health-days-missed=16&health-days-missed=3", "health-days-missed"),
        ("health-days-missed=16&health-days-missed=16", ""),
        ("area=kent&area=lancashire", "area"),
        ("voice=parent&voice=school", "voice"),
    ],
)
def test_an_answer_counts_only_as_the_tool_writes_it_and_never_where_there_are_two(text, name):
    found = read(f"v=1&{text}" if "voice" in text else f"v=1&voice=parent&{text}")
    assert [m.field for m in found.wrong] == (["link", name] if name else [])
    assert name not in found.given
    assert (name != "area" or not found.area) and (name != "voice" or not found.voice)


def test_not_sure_beside_another_concern_is_refused_in_the_words_of_the_form():
    form = Journey(library())
    form.start("parent", "kent")
    form.send(do="go", to="concerns")
    said = form.submit(answer=["health", "not sure"])["html"]
    assert NOT_BOTH in said
    for concerns in ("health,not sure", "health%2C%20not%20sure"):
        reply = opened(f"v=1&voice=parent&area=kent&concerns={concerns}")
        assert NOT_BOTH in reply["html"]
        assert reply["state"]["concerns"] is None


@pytest.mark.parametrize(
    "text",
    [
        "v=1&voice=mother&area=atlantis&concerns=nothing&done=a/b&safety=x&pupil-without-education=perhaps",
        "v=1&voice=parent&no-such=1&area=kent&education-now=other&school-in-place=a,b&panel-here=no",
        "v=1&voice=parent&area=kent&health-days-missed=999&council-asked-on=2026-02-31&term-breaks=x",
    ],
)
def test_what_is_wrong_with_a_link_is_told_without_a_name_that_only_the_rules_use(text):
    names = [n for n in (*library().facts, *library().trees, *library().areas, *library().concerns) if "-" in n]
    names += [choice.id for fact in library().facts.values() for choice in fact.choices if "-" in choice.id]
    found = read(text)
    assert len(found.wrong) > 2
    for message in found.wrong:
        assert not [name for name in (*names, "Known:", "Did you mean") if name in message.words], message.words


def test_from_a_damaged_link_the_way_leads_over_the_page_of_all_answers():
    text = next(text for text in links() if "health-days-missed" in text)
    journey = Journey(library(), ON)
    reply = journey.send(do="open", on=ON, link=text[:-1])
    assert (reply["place"], reply["error"], reply["focus"]) == (VOICE, True, "#problem")
    journey.submit(answer=[reply["state"]["voice"]])
    while journey.place != CHECK:
        name = journey.place.removeprefix("ask/")
        several = library().facts[name].kind not in ("date", "whole number", "percentage", "date ranges")
        journey.submit(**{"answer" if several else "other": ["not sure"]})
    assert journey.send(do="ahead")["place"] == ANSWER


def test_danger_in_a_damaged_link_is_shown_at_once_and_nothing_else_is_said():
    pairs = [("voice", "parent"), ("area", "kent"), ("safety", "in danger"), ("health-days-missed", "16")]
    for text in (link.made(pairs)[:-1], old(link.made(pairs)), "v=1&voice=parent&area=kent&safety=in danger&x=1"):
        reply = opened(text)
        assert (reply["place"], reply["error"], reply["announce"]) == (ANSWER, False, "")
        assert "999" in reply["html"]


def test_an_old_link_opens_on_its_answer_with_one_line_and_the_way_to_check():
    reply = opened(old(links()[0]))
    assert reply["place"] == ANSWER and not reply["error"]
    assert outside.END_UNKNOWN in reply["html"] and outside.END_UNKNOWN in reply["announce"]
    assert reply["html"].count(f'data-go="{CHECK}"') == opened(links()[0])["html"].count(f'data-go="{CHECK}"') + 1


@pytest.mark.parametrize("how", ["twice", "marked", "moved on"])
def test_a_saved_file_gets_the_same_care(how):
    kept = {"voice": "parent", "area": "kent", "concerns": ["health"], "health-days-missed": "16"}
    text = json.dumps(kept)
    if how == "twice":
        found = outside.from_file(library(), text[:-1] + ', "health-days-missed": "3"}', TODAY)
        assert [m.field for m in found.wrong] == ["file", "health-days-missed"]
        assert not found.given
    elif how == "marked":
        assert told(outside.from_file(library(), f"\ufeff{text}", TODAY)) == told(
            outside.from_file(library(), text, TODAY)
        )
        assert not outside.from_file(library(), f"\ufeff{text}", TODAY).wrong
    else:
        other = {**kept, "asked-last-year": "yes", "done": ["no-tree/gone"]}
        found = outside.from_file(library(), json.dumps(other), TODAY)
        assert (found.wrong, found.notes) == ((), (outside.GONE,))
        assert found.given == {"health-days-missed": "16"}
