"""What can be typed at a question, and how a question comes: nothing chosen, its own title, the focus on it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pathway.words.places import ANSWER, AREA, ASK, CONCERNS, VOICE
from tests.browser.conftest import Open
from tests.browser.reader import TITLE
from tests.browser.test_tool_ways import DAYS, GIVEN, go
from tests.journeys import fields

ASKED_ON = f"{ASK}council-asked-on"
DATES = [
    (("3/4/26", "", ""), "2026-04-03"),
    (("03.04.2026", "", ""), "2026-04-03"),
    (("2026-04-03", "", ""), "2026-04-03"),
    (("3 Apr 2026", "", ""), "2026-04-03"),
    (("3", "mar", "2026"), "2026-03-03"),
    (("3", "MARCH", "26"), "2026-03-03"),
    ((" 3rd", "3", "2026 "), "2026-03-03"),
]
NUMBERS = [("12", "12"), (" 16 ", "16"), ("16 days", "16"), ("16 school days", "16")]
SHARES = [("87 %", "87"), ("87%", "87"), (" 87.5", "87.5"), ("87.50 per cent", "87.5")]


def test_a_date_counts_alike_whether_typed_in_three_fields_or_pasted_into_the_first(reads: Open) -> None:
    reader = reads()
    go(reader, ASKED_ON)
    for (day, month, year), meant in DATES:
        reader.fill({"day": [day], "month": [month], "year": [year]})
        reader.continue_()
        reader.leaves(ASKED_ON)
        assert reader.child().given["council-asked-on"] == meant, (day, month, year)
        reader.page.go_back()
        reader.comes_to(ASKED_ON)
        assert reader.form.locator("[name=year]").input_value() == meant[:4]


def test_a_number_counts_alike_with_spaces_around_it_and_with_its_unit(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    for typed, meant in NUMBERS:
        reader.submit({"answer": [typed]})
        assert reader.child().given["health-days-missed"] == meant, typed
        reader.page.go_back()
        reader.comes_to(DAYS)


def test_a_percentage_counts_alike_with_spaces_around_it_and_with_its_sign(reads: Open) -> None:
    reader = reads()
    share = f"{ASK}attendance-year"
    given = {"safety": "no worry", "lives-in": "england", "age-or-year": "up to year 10"}
    reader.go_through("school", "worcestershire", ["low-attendance"], given, share)
    for typed, meant in SHARES:
        reader.submit({"answer": [typed]})
        assert reader.child().given["attendance-year"] == meant, typed
        reader.page.go_back()
        reader.comes_to(share)


@pytest.mark.parametrize("concern", ["health", "low-attendance", "exclusion"])
def test_every_question_comes_with_nothing_chosen_a_title_that_tells_nothing_and_the_focus_on_it(
    reads: Open, concern: str
) -> None:
    reader = reads()
    own = {VOICE: ["agency"], AREA: ["worcestershire"], CONCERNS: [concern]}
    while (place := reader.place) != ANSWER:
        expect(reader.form.locator("input:checked")).to_have_count(0)
        for field in reader.form.locator("input[type=text], textarea").all():
            expect(field).to_have_value("")
        assert reader.page.title() == TITLE
        assert reader.focus() == "title" or place == VOICE  # the first question came with the page itself
        fact = reader.library.facts.get(place.removeprefix(ASK))
        reader.submit({"answer": own[place]} if fact is None else fields(fact, GIVEN.get(fact.id, "not sure")))
    assert reader.page.title() == TITLE


def test_a_reload_at_any_question_loses_no_answer(reads: Open) -> None:
    reader = reads()
    go(reader, f"{ASK}education-now")
    for place in reversed(reader.asked[3:]):
        kept = reader.child()
        reader.page.reload()
        expect(reader.page.locator("#tool-progress")).to_be_hidden(timeout=60_000)
        assert reader.child() == kept
        reader.page.go_back()
        reader.comes_to(place)
        expect(reader.form.locator("input:checked, input[type=text]:not([value=''])")).not_to_have_count(0)
