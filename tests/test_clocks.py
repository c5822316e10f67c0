"""The last day of a clock, to the day, and the trees that part where it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pathway.engine.calendar import Calendar
from pathway.engine.clocks import is_over, last_day
from pathway.engine.walk import Walker
from pathway.papers.handouts import plain
from pathway.site.pages import plain as plain_pages
from pathway.words import phrases
from pathway.words.wording import by_words
from tests.small import area, ask, child, clock, fact, library, step, tree
from tests.test_advice import due, given

MONDAY = date(2026, 11, 23)


def ends(start: str, length: int, unit: str, **more: Any) -> str:
    """The last day of a clock that starts on a day."""
    lasting = (clock("c", "since", length, unit, **more), length)
    return last_day(lasting, date.fromisoformat(start), Calendar(MONDAY)).day.isoformat()


def test_fifteen_days_that_begin_with_the_day_of_service_end_a_fortnight_later() -> None:
    assert ends("2026-11-10", 15, "days", first_day_counts=True) == "2026-11-24"
    assert ends("2026-11-10", 15, "days") == "2026-11-25"


def test_what_is_due_before_a_day_is_due_the_day_before() -> None:
    assert ends("2027-03-31", 0, "days", limit="before that day") == "2027-03-30"
    assert ends("2027-03-01", 0, "days", limit="before that day") == "2027-02-28"


def test_a_limit_of_months_runs_on_from_august_only_where_it_says_so() -> None:
    assert ends("2026-06-10", 2, "months", runs_on=("august", "christmas")) == "2026-09-01"
    assert ends("2026-06-10", 2, "months") == "2026-08-10"
    assert ends("2026-10-25", 2, "months", runs_on=("august", "christmas")) == "2027-01-04"
    assert ends("2026-10-24", 2, "months", runs_on=("august", "christmas")) == "2026-12-24"


def test_a_clock_is_over_the_day_after_its_last() -> None:
    lasting = (clock("c", "since", 15, "days", first_day_counts=True), 15)
    on = date(2026, 11, 10)
    assert not is_over(lasting, on, Calendar(date(2026, 11, 24)))
    assert is_over(lasting, on, Calendar(date(2026, 11, 25)))


def test_a_clock_whose_end_nobody_can_work_out_is_not_over() -> None:
    assert not is_over((clock("c", "since", 12, "months"), 12), date(2035, 6, 1), Calendar(date(2035, 12, 31)))


def test_of_two_limits_the_later_counts_and_only_where_the_other_is_known() -> None:
    facts = (fact("letter", "date", may_be=("past",)), fact("certificate", "date", may_be=("past", "none yet")))
    timed = (clock("c", "letter", 2, "months", or_later="d"), clock("d", "certificate", 1, "months"))
    rules = library([tree("t", steps=[step("act", by="c")])], facts, timed)
    by = {c: due(rules, {"letter": "2026-09-24", "certificate": c}) for c in ("2026-10-20", "2026-11-10", "none yet")}
    assert [str(d.day) for d in by.values()] == ["2026-11-24", "2026-12-10", "2026-11-24"]
    assert str(due(rules, {"letter": "2026-09-24"}).day) == "2026-11-24"
    late = {"letter": "2026-09-01", "certificate": "2026-11-10"}
    assert not due(rules, late).overdue
    assert due(rules, {**late, "certificate": "2026-10-10"}).overdue


SINCE = fact("since", "date", may_be=("past", "none yet"))
LEADS = {"up to c": "act", "after c": "tree rest", "none yet": "nothing", "not sure": "nothing"}


def test_a_tree_parts_on_the_very_day_on_which_the_clock_ends() -> None:
    """For a clock of every unit, with and without the first day, on every day around its end."""
    for unit, length in (("days", 15), ("weeks", 2), ("working days", 10), ("school days", 10), ("months", 2)):
        for counts in (True, False):
            timed = clock("c", "since", length, unit, first_day_counts=counts, runs_on=("christmas",))
            rules = library([tree("t", [ask("q", "since", LEADS)], [step("act", by="c")])], (SINCE,), (timed,))
            last = last_day((timed, length), date(2026, 10, 26), Calendar(MONDAY)).day
            for beside in range(-3, 4):
                on = last + timedelta(days=beside)
                walker = Walker(rules, child({"since": "2026-10-26"}, on=on.isoformat()))
                assert walker.walk("t").end == ("t/act" if beside <= 0 else "rest/keep-going"), (unit, counts, on)


def test_a_phrase_about_a_clock_follows_the_figure_of_the_area() -> None:
    timed = clock("c", "since", "wait", "days", first_day_counts=True)
    rules = library(
        [tree("t", [ask("q", "since", LEADS)], [step("act", by="c")])],
        (SINCE,),
        (timed,),
        numbers={"wait": (15, "days")},
        areas=[area("here", numbers={"wait": 20})],
    )
    found = {where: Walker(rules, child({"since": "2026-11-08"}, where=where)).walk("t").end for where in rules.areas}
    assert found == {"england": "rest/keep-going", "here": "t/act"}


def test_the_rule_behind_the_clock_is_cited_where_it_decides() -> None:
    timed = clock("c", "since", 15, "days", carries=("guidance-1",))
    rules = library([tree("t", [ask("q", "since", LEADS, carries=("law-1",))], [step("act")])], (SINCE,), (timed,))
    (passed,) = Walker(rules, child({"since": "2026-11-20"})).walk("t").passed
    assert passed.carries == ("law-1", "guidance-1")


@pytest.mark.parametrize("overdue", [False, True])
def test_a_date_that_a_paper_may_move_says_so_everywhere(overdue: bool) -> None:
    """Beside the day itself, late or not, and beside the words where there is no day."""
    timed = clock("c", "since", 15, "days", first_day_counts=True, unless="the notice gives a later date")
    rules = library([tree("t", steps=[step("act", by="c")])], (SINCE,), (timed,))
    answers = {"since": "2026-10-10" if overdue else "2026-11-10"}
    by = due(rules, answers)
    assert by.overdue is overdue
    assert "unless the notice gives a later date" in by_words(by)
    assert "unless the notice gives a later date" in by_words(due(rules, {"since": "not sure"}))
    assert "unless the notice gives a later date" in " ".join(plain(given(rules, answers)).split())


def test_the_pages_without_script_say_how_the_time_of_a_question_is_counted() -> None:
    """Each reader there must judge for themselves whether a day has passed."""
    timed = clock("c", "since", 15, "days", first_day_counts=True, words="15 days, the first of them day 1")
    rules = library([tree("t", [ask("q", "since", LEADS)], [step("act")])], (SINCE,), (timed,))
    pages = [" ".join(text.split()) for text in plain_pages.generated(rules).values()]
    asking = [text for text in pages if f"<h1>{SINCE.ask['parent']}" in text]
    assert asking
    assert all("How the time is counted: 15 days, the first of them day 1." in text for text in asking)
    words = [phrases.in_words(rules, SINCE, phrase, "parent") for phrase in LEADS]
    assert all("15 days" in said for said in words[:2])
    assert len(set(words)) == len(words)
