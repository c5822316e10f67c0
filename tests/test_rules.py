"""The rules of an area on a day: figures in texts, values that change on a day, trees that hold for a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pathway.authoring.reader import read
from pathway.engine import bundle
from pathway.engine.advice import ask
from pathway.engine.contract import as_json
from pathway.engine.model import IfNotDone, Library
from pathway.engine.rules import EVERYWHERE, everywhere, in_words, rules, turns
from pathway.engine.terms import NOTHING
from pathway.papers.handouts import plain
from pathway.tool import views
from pathway.words import phrases, wording
from tests.small import area, child, clock, fact, library, step, tree, voices
from tests.small import ask as question

GOOD = Path(__file__).parent / "bad" / "_good"
DAYS = fact("days", "whole number", unit="school days")


def waits(text: str = "Wait {limit} days", **more: Any) -> Library:
    """Two areas, one with a limit of its own, and a step that names the limit in its text."""
    walked = tree(
        "wait",
        [question("q", "days", {"limit or more": "act", "below limit": NOTHING, "not sure": "act"})],
        [step("act", title=voices(text))],
    )
    made = library(
        [walked],
        [DAYS],
        (clock("c", length="limit", unit="school days"),),
        numbers={"limit": (15, "school days")},
        areas=[area("here", numbers={"limit": 45})],
    )
    return replace(made, with_figures=(("trees", "wait"),), **more)


def title(rules_of: Library, where: str, on: str = "2026-11-23", days: str = "50") -> str:
    """The title of the next step for so many days away."""
    found = ask(rules_of, child({"days": days}, where=where, on=on)).next
    assert found is not None
    return found.step.title["parent"].removesuffix(", says the parent")


@pytest.mark.parametrize(("where", "said"), [("england", "Wait 15 days"), ("here", "Wait 45 days")])
def test_a_text_gives_the_figure_of_the_area(where: str, said: str) -> None:
    assert title(waits(), where) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{Limit in words} days are over", "Forty-five days are over"),
        ("within {limit in words} days", "within forty-five days"),
        ("After {limit in words} days", "After forty-five days"),
        ("In England {england: limit}, here {limit}", "In England 15, here 45"),
        ("{no such figure}", "{no such figure}"),
    ],
)
def test_a_figure_can_stand_in_words_and_be_that_of_another_area(text: str, said: str) -> None:
    assert title(waits(text), "here") == said


def test_a_page_for_everybody_gives_the_figure_of_areas_that_set_none() -> None:
    assert everywhere(waits()).step("wait/act").title["school"] == "Wait 15 days, says the school"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "none"), (1, "one"), (21, "twenty-one"), (60, "sixty"), (110, "one hundred and ten")]
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_rules_are_made_once_for_the_days_on_which_nothing_changes() -> None:
    changing = waits(amendments={"2027-01-01": {"numbers": {}}})
    assert rules(changing, "here", "2026-11-01") is rules(changing, "here", "2026-12-31")
    assert rules(changing, "here", "2026-12-31") is not rules(changing, "here", "2027-01-01")
    assert rules(changing, EVERYWHERE, "2026-11-01").area is None
    with pytest.raises(KeyError):
        rules(changing, "nowhere", "2026-11-01")


def test_a_figure_that_changes_on_a_day_changes_phrase_and_text_on_that_day() -> None:
    was = waits()
    later = {"2027-01-01": {"numbers": {"limit": replace(was.numbers["limit"], value=20)}}}
    changing = replace(was, amendments=later)
    assert [title(changing, "england", on, "20") for on in ("2026-12-31", "2027-01-01")] == [
        "Wait 15 days",
        "Wait 20 days",
    ]
    assert [title(changing, "england", on, "18") for on in ("2026-12-31", "2027-01-01")] == [
        "Wait 15 days",
        "do keep-going",
    ]


@pytest.mark.parametrize(
    ("on", "reached"),
    [("2026-12-31", "rest/keep-going"), ("2027-01-01", "wait/act"), ("2027-02-01", "rest/keep-going")],
)
def test_a_tree_is_walked_only_while_it_holds(on: str, reached: str) -> None:
    was = waits()
    held = replace(was.trees["wait"], in_force_from="2027-01-01", in_force_until="2027-01-31")
    now = replace(was, trees={**was.trees, "wait": held})
    assert turns(now) == ("2027-01-01", "2027-02-01")
    found = ask(now, child({"days": "50"}, on=on)).next
    assert found is not None and found.name == reached


def test_a_branch_into_a_tree_that_does_not_hold_leads_nowhere() -> None:
    held = replace(tree("later", steps=[step("act")]), in_force_from="2027-01-01")
    first = tree("first", [question("q", "ill", {"yes": "tree later", "no": NOTHING, "not sure": NOTHING})])
    both = library([first, held], [fact("ill")], concerns={"ill": ("first",)})
    reached = [ask(both, child({"ill": "yes"}, on=on)).next for on in ("2026-12-31", "2027-01-01")]
    assert [a and a.name for a in reached] == ["rest/keep-going", "later/act"]


def test_a_step_that_is_not_done_leads_to_no_tree_that_does_not_hold() -> None:
    held = replace(tree("later", steps=[step("act")]), in_force_from="2027-01-01")
    first = tree("first", steps=[step("try", if_not_done=IfNotDone("straight away", "later/act"))])
    both = library([first, held], [fact("ill")], concerns={"ill": ("first",)})
    then = [
        rules(both, "england", on).library.step("first/try").if_not_done.go_to for on in ("2026-12-31", "2027-01-01")
    ]
    assert then == ["rest/keep-going", "later/act"]


def written(tmp_path: Path, file: str, old: str, new: str) -> Library:
    """The small good library as it would be read with one text of one file changed."""
    for path in GOOD.rglob("*"):
        if path.is_file():
            to = tmp_path / path.relative_to(GOOD)
            to.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8")
            if path.relative_to(GOOD).as_posix() == file:
                assert old in text
                text = text.replace(old, new, 1)
            to.write_text(text, "utf-8")
    return read(tmp_path).library


def test_a_value_written_for_a_later_day_changes_nothing_until_then_and_everything_then(tmp_path: Path) -> None:
    dated = "value: [{is: 10}, {from: 2027-01-01, is: 12}]"
    changing = written(tmp_path, "pathway.yaml", "value: 10", dated)
    assert turns(changing)[-1] == "2027-01-01"
    found = [rules(changing, "elsewhere", on).values["monitor-days"] for on in ("2026-12-31", "2027-01-01")]
    assert found == [10, 12]
    again = bundle.load(bundle.dump(changing))
    assert rules(again, "elsewhere", "2027-01-01").values["monitor-days"] == 12


def test_a_whole_step_can_be_written_for_a_later_day(tmp_path: Path) -> None:
    changing = written(
        tmp_path,
        "trees/waiting.yaml",
        "    title: Ask why it takes so long\n",
        "    title: [{is: Ask why it takes so long}, {from: 2027-01-01, is: Ask again}]\n",
    )
    titles = [
        rules(changing, "here", on).library.step("waiting/ask-why").title["parent"]
        for on in ("2026-12-31", "2027-01-01")
    ]
    assert titles == ["Ask why it takes so long", "Ask again"]


def test_an_answer_says_what_changes_on_which_day_and_what_stays_is_not_said() -> None:
    """For a parent on the page, as text and for other programs."""
    was = waits()
    tomorrow = {"2027-01-01": {"numbers": {"limit": replace(was.numbers["limit"], value=20)}}}
    changing = replace(was, amendments=tomorrow)
    shorter, longer = (
        ask(changing, child({"days": "16"}, voice="parent")),
        ask(changing, child({"days": "50"}, voice="parent")),
    )
    assert shorter.coming is not None and longer.coming is not None
    assert (shorter.coming.day, [a.name for a in shorter.coming.ends]) == ("2027-01-01", ["wait/act"])
    assert [a.step.title["parent"] for a in longer.coming.begins] == ["Wait 20 days, says the parent"]
    for made in (wording.coming(longer), plain(longer), str(views.answer_page(longer, "")), as_json(longer)):
        assert "1 January 2027" in made or "2027-01-01" in made
        assert "Wait 20 days, says the parent" in made
    assert ask(changing, child({"days": "5"})).coming is None
    assert ask(changing, child({"days": "50"}, on="2027-01-01")).coming is None
    assert ask(was, child({"days": "50"})).coming is None


def test_pages_say_from_when_until_when_and_that_a_figure_will_be_another() -> None:
    was = waits()
    held = replace(was.trees["wait"], in_force_from="2026-09-01", in_force_until="2027-08-31")
    said = phrases.holds(was, held)
    assert "from 1 September 2026" in said and "until 31 August 2027" in said
    later = {"2027-01-01": {"numbers": {"limit": replace(was.numbers["limit"], value=20)}}}
    said = phrases.holds(replace(was, amendments=later), was.numbers["limit"])
    assert "Until 31 December 2026" in said and "From 1 January 2027: 20 school days" in said
    assert phrases.holds(was, was.numbers["limit"]) == ""
