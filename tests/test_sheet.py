"""Material's style sheet without what no page can use."""

from __future__ import annotations

import pytest

from pathway.site.sheet import trimmed

PAGE = '<body class="guidance"><p class="note" id="first" data-open="yes">words</p></body>'


@pytest.mark.parametrize(
    "rule", [".note{a:b}", "#first{a:b}", "[data-open]{a:b}", "p:not(.gone){a:b}", "p>a:hover{a:b}"]
)
def test_a_rule_that_may_match_stays(rule: str) -> None:
    assert trimmed(rule, [PAGE]) == rule


@pytest.mark.parametrize(
    "rule", [".gone{a:b}", ".note .gone{a:b}", "#gone{a:b}", "[data-gone]{a:b}", "p:not(:is(a,b)).gone{a:b}"]
)
def test_a_rule_that_names_what_is_on_no_page_goes(rule: str) -> None:
    assert trimmed(rule, [PAGE]) == ""


def test_of_several_selectors_those_that_may_match_stay() -> None:
    assert trimmed(".gone,.note,p:is(.gone,.note){a:b}", [PAGE]) == ".note,p:is(.gone,.note){a:b}"


def test_a_query_stays_with_what_is_left_in_it_and_goes_when_that_is_nothing() -> None:
    assert trimmed("@media print{.gone{a:b}.note{a:b}}@media screen{.gone{a:b}}", [PAGE]) == "@media print{.note{a:b}}"


def test_a_property_goes_with_the_last_that_reads_it() -> None:
    sheet = ":root{--read:1;--by-idle:2;--idle:var(--by-idle);--beside:3}.note{a:var(--read)}"
    assert trimmed(sheet, [PAGE], others="p{a:var(--beside)}") == ":root{--read:1;--beside:3}.note{a:var(--read)}"


def test_what_a_script_adds_counts_as_on_a_page() -> None:
    assert trimmed(".late{a:b}", [PAGE, 'e.classList.add("late")']) == ".late{a:b}"
