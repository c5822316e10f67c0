"""The library travels as JSON and arrives as the same library."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pathway.engine import advice, bundle, contract
from pathway.engine.contact import Contact
from pathway.engine.model import RoleHere, Stage
from tests.small import area, ask, child, clock, fact, library, step, tree, voices

HERE = area(
    "here",
    roles={"school": RoleHere("The Academy", Contact(post="by the gate", checked="2026-11-21"))},
    numbers={"trigger": 8},
    breaks=(("2026-12-21", "2027-01-01"),),
    answers={"panel-here": "yes"},
)
RULES = library(
    [
        tree("first", [ask("q", "panel-here", {"yes": "act", "no": "nothing"})], [step("act", emergency=True)]),
        tree(
            "t",
            [ask("q", "days-missed", {"below trigger": "nothing", "trigger or more": "act", "not sure": "act"})],
            [
                step("act", need=(voices("pen"), voices("paper")), caution=voices("slowly"), by="c", also=("act-too",)),
                step("act-too"),
            ],
        ),
    ],
    [
        fact("panel-here", answered_by_area=True),
        fact("days-missed", "whole number", low=0, high=195, unit="school days"),
        fact("in-place", "several choices", choices=("plan", "work"), hint=voices("tick")),
        fact("since", "date"),
    ],
    [clock("c", "since", "trigger", only_if=(("in-place", "plan"), ("panel-here", "yes")))],
    numbers={"trigger": (10, "school days")},
    areas=[replace(HERE, id="there", answers={"panel-here": "no"}), HERE],
)
RULES = replace(
    RULES, areas={k: replace(a, answers={"panel-here": "yes", **a.answers}) for k, a in RULES.areas.items()}
)


def test_what_is_dumped_is_loaded_again_whole() -> None:
    again = bundle.load(bundle.dump(RULES))
    assert {name: getattr(again, name) for name in vars(RULES)} == vars(RULES)


def test_the_loaded_library_gives_the_same_answer_byte_for_byte() -> None:
    again = bundle.load(bundle.dump(bundle.sealed(RULES)))
    for days in ("7", "8", "10", "not sure"):
        for where in ("england", "here", "there"):
            asked = child({"days-missed": days, "since": "2026-11-20", "in-place": "plan"}, where=where)
            one, other = (
                contract.as_json(advice.ask(rules, asked, final=True)) for rules in (bundle.sealed(RULES), again)
            )
            assert one == other


def test_the_hash_names_the_content_and_nothing_else() -> None:
    sealed = bundle.sealed(RULES)
    assert len(sealed.hash) == 16
    assert bundle.sealed(sealed).hash == sealed.hash
    assert bundle.sealed(bundle.load(bundle.dump(sealed))).hash == sealed.hash
    assert bundle.sealed(bundle.load(bundle.dump(RULES))).hash == sealed.hash


def test_any_change_of_the_content_changes_the_hash() -> None:
    stages = {**RULES.stages, "early": Stage("early", 1, "Early!", "early", "early", "x.md", ())}
    assert bundle.sealed(replace(RULES, stages=stages)).hash != bundle.sealed(RULES).hash


def test_texts_travel_as_they_are() -> None:
    words = '\u201cCaf\u00e9\u201d \u2013 \U0001f600 \u2028 "quoted" \\ \x1f'
    again = bundle.load(bundle.dump(replace(RULES, title=words)))
    assert again.title == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "3",
        '"text"',
        "{}",
        '{"title": "x"}',
        '{"trees": []}',
        '{"trees": {"t": 3}}',
        '{"more": 1}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        bundle.load(text)


def test_a_bundle_that_was_cut_off_or_changed_in_shape_is_refused() -> None:
    text = bundle.dump(RULES)
    data = json.loads(text)
    data["areas"]["here"]["roles"]["school"] = "The Academy"
    for wrong in (text[:-1], json.dumps(data)):
        with pytest.raises((KeyError, TypeError, ValueError)):
            bundle.load(wrong)
