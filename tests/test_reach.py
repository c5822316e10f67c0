"""How to reach somebody: as a source gives it, on the answer, in papers and in the JSON; else how to find it out."""

from __future__ import annotations

from dataclasses import replace

from pathway.engine.advice import ask
from pathway.engine.contact import Contact
from pathway.engine.contract import as_data
from pathway.engine.model import Library, RoleHere
from pathway.engine.terms import VOICES
from pathway.papers import answer
from pathway.papers.handouts import plain
from pathway.tool import views
from pathway.words import reach
from tests.small import area, child, fact, library, step, tree, voices
from tests.small import ask as question

TEAM = Contact(telephone="0300 123 6701", email="team@council.gov.uk", hours="in the mornings", checked="2026-11-25")


def told(contact: Contact | None) -> Library:
    """A step that turns to the council, which one area lets itself be reached."""
    write = replace(step("write", title=voices("Write")), recipient=dict.fromkeys(VOICES, "council"))
    walked = tree("t", [question("q", "ill", {"yes": "write", "no": "nothing", "not sure": "write"})], [write])
    made = library([walked], [fact("ill")])
    return replace(made, areas={"england": replace(area("england"), roles={"council": RoleHere("The team", contact)})})


def page(rules: Library, voice: str) -> str:
    return str(views.answer_page(ask(rules, child({"ill": "yes"}, voice=voice)), ""))


def test_a_telephone_and_an_address_can_be_pressed_by_every_reader() -> None:
    for voice in VOICES:
        shown = page(told(TEAM), voice)
        assert 'href="tel:03001236701"' in shown and 'href="mailto:team@council.gov.uk"' in shown
        assert "in the mornings" in shown and "25 November 2026" in shown
        assert reach.FIND_OUT not in shown


def test_where_no_source_gives_an_address_the_reader_is_told_how_to_find_one() -> None:
    for voice in VOICES:
        shown = page(told(None), voice)
        assert reach.FIND_OUT in shown and "mailto:" not in shown


def test_the_way_stands_in_the_text_in_the_word_file_and_in_the_json() -> None:
    found = ask(told(TEAM), child({"ill": "yes"}))
    assert "team@council.gov.uk" in plain(found)
    assert any("team@council.gov.uk" in str(block) for block in answer.document(found).blocks)
    assert as_data(found)["next"]["recipient"]["contact"]["email"] == "team@council.gov.uk"
    assert as_data(ask(told(None), child({"ill": "yes"})))["next"]["recipient"]["contact"] is None


def test_what_is_no_link_is_shown_as_words() -> None:
    found = Contact(form="Form EE1", post="County Hall", checked="2026-11-25")
    assert [(way.words, way.leads) for way in reach.ways(found)] == [("Form EE1", ""), ("County Hall", "")]


def test_a_professional_is_shown_the_words_that_are_theirs_and_no_parent_s() -> None:
    lines = (dict.fromkeys(VOICES, "Please help my child"), {v: f"Please decide, says the {v}" for v in VOICES})
    rules = told(None)
    write = replace(rules.step("t/write"), say=lines)
    rules = replace(rules, trees={**rules.trees, "t": replace(rules.trees["t"], steps={"write": write})})
    assert "Please help my child" in page(rules, "parent")
    for voice in ("school", "agency"):
        assert f"Please decide, says the {voice}" in page(rules, voice)
        assert "Please help my child" not in page(rules, voice)
