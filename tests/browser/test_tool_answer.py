"""What a reader does with the answer: checks the answers it rests on, tries other words and other answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pathway.engine import whatif
from pathway.tool.views import VOICES
from pathway.words.places import ANSWER, ASK, CHECK, CONCERNS, DAY
from tests.browser.conftest import Open
from tests.browser.reader import Reader
from tests.browser.test_tool_ways import DAYS, answered, go
from tests.journeys import fields

SAFETY = f"{ASK}safety"


# --- every answer on one page ---


def to_check(reader: Reader) -> None:
    """Nothing; opens the page of all answers from the recommendation."""
    reader.box.locator("details:has(dl.answers) > summary").click()
    reader.box.locator(f"a[data-go={CHECK}]").click()
    reader.comes_to(CHECK)


def test_every_answer_stands_on_one_page_and_each_can_be_changed_from_there(reads: Open) -> None:
    reader = reads()
    go(reader)
    asked = list(reader.asked)
    to_check(reader)
    assert reader.focus() == "title"
    shown = [a.get_attribute("data-go") for a in reader.box.locator("dl.answers a").all()]
    assert len(shown) == len(asked) + 1 and set(shown) == {*asked, DAY}
    assert reader.box.locator("dl.answers > div").count() == len(reader.kept()[0]["answers"]) + 1
    for place in asked:
        reader.box.locator(f"dl.answers a[data-go='{place}']").click()
        reader.comes_to(place)
        reader.page.go_back()
        reader.comes_to(CHECK)


def test_a_change_made_on_the_page_of_all_answers_leads_back_to_it_and_loses_no_other_answer(reads: Open) -> None:
    reader = reads()
    go(reader)
    before = dict(reader.child().given)
    to_check(reader)
    reader.box.locator(f"a[data-go='{DAYS}']").click()
    reader.comes_to(DAYS)
    reader.submit({"answer": ["17"]})
    reader.comes_to(CHECK)
    assert dict(reader.child().given) == {**before, "health-days-missed": "17"}
    expect(reader.box.locator("dl.answers > div", has=reader.page.locator(f"a[data-go='{DAYS}']"))).to_contain_text(
        "17"
    )
    reader.box.get_by_role("button", name="See the next step").click()
    reader.comes_to(ANSWER)


def test_a_change_that_needs_new_answers_asks_only_for_those_and_then_comes_back(reads: Open) -> None:
    reader = reads()
    go(reader)
    before = set(reader.asked)
    to_check(reader)
    reader.box.locator(f"a[data-go={CONCERNS}]").click()
    reader.comes_to(CONCERNS)
    reader.submit({"answer": ["health", "said-no"]})
    asked = []
    while reader.place != CHECK:
        asked.append(reader.place)
        reader.submit(fields(reader.library.facts[asked[-1].removeprefix(ASK)], "not sure"))
    assert not before & set(asked)


# --- other words, other answers ---


@pytest.mark.parametrize("voice", VOICES)
def test_the_answer_can_be_read_in_the_words_of_every_voice_and_the_focus_stays(reads: Open, voice: str) -> None:
    reader = answered(reads)
    for to in (voice, "parent"):
        button = reader.box.locator(f"[data-do=voice][data-to={to}]")
        button.focus()
        reader.page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(reader.page.locator("#tool-live")).not_to_be_empty()
        expect(button).to_be_focused()
        assert reader.box.locator("[aria-pressed=true]").count() == 1
        r = reader.recommended()
        assert r.child.voice == to and r.next
        assert reader.titles() == (r.next.step.title[to], sorted(a.step.title[to] for a in r.also))


def what_if(reader: Reader) -> None:
    """Nothing; asks what would change the next step, as a school, for a parent is not offered it."""
    assert reader.box.locator("[data-do=what-if]").count() == 0
    reader.box.locator("[data-do=voice][data-to=school]").click()
    reader.box.get_by_role("button", name="See what would change this").click()
    expect(reader.box.locator("#changes")).to_be_focused()


def test_what_would_change_the_next_step_is_what_the_engine_finds(reads: Open) -> None:
    reader = answered(reads)
    what_if(reader)
    found = whatif.changes(reader.library, reader.child())
    assert found
    shown = reader.box.locator(".changes [data-do=try]").evaluate_all(
        "b => b.map(({dataset: d}) => [d.fact, d.answer])"
    )
    assert shown == [[c.fact, c.instead] for c in found]
    titles = reader.box.locator(".changes b:last-child").all_inner_texts()
    assert titles[-1] == found[-1].next.step.title["school"]


def test_another_answer_is_tried_and_put_back_and_nothing_else_has_changed(reads: Open) -> None:
    reader = answered(reads)
    what_if(reader)
    before, given = reader.titles(), reader.child().given
    change = whatif.changes(reader.library, reader.child())[0]
    reader.box.locator("[data-do=try]").first.click()
    expect(reader.answer.locator("h1")).to_have_text(change.next.step.title["school"])
    assert reader.child().given == {**given, change.fact: change.instead}
    assert reader.focus() == "title"
    reader.box.get_by_role("button", name="Put it back").click()
    expect(reader.answer.locator("h1")).to_have_text(before[0])
    assert reader.titles() == before
    assert reader.child().given == given
    expect(reader.box.locator("[data-do=put-back]")).to_have_count(0)


def test_another_answer_that_was_tried_can_be_kept(reads: Open) -> None:
    reader = answered(reads)
    what_if(reader)
    change = whatif.changes(reader.library, reader.child())[0]
    reader.box.locator("[data-do=try]").first.click()
    reader.box.get_by_role("button", name="Keep it").click()
    expect(reader.box.locator("[data-do=keep]")).to_have_count(0)
    reader.page.reload()
    expect(reader.answer.locator("h1")).to_have_text(change.next.step.title["school"])
    assert reader.child().given[change.fact] == change.instead
