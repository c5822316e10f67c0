"""Laws that hold for every answer, every phrase and every day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pathway.engine import advice, answers, bands, bundle, contract, walk, whatif
from pathway.engine.calendar import FIRST_DAY, LAST_DAY, Calendar
from pathway.engine.model import Fact
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE, UNITS, VOICES
from tests.small import area, ask, child, clock, fact, library, step, tree

# A busy machine is no failure, and a run that failed can be run again just so.
settings.register_profile("pathway", deadline=None, derandomize=True)
settings.load_profile("pathway")

DAYS = st.dates(date(2016, 1, 1), date(2033, 12, 31))
MONDAY = date(2026, 11, 23)

FACTS = (
    fact("danger"),
    fact("open-to", "choice", choices=("early help", "social care", "nobody")),
    fact("in-place", "several choices", choices=("plan", "work", "visits")),
    fact("days-missed", "whole number", unit="school days", low=0, high=195),
    fact("attendance", "percentage", low=0, high=100),
    fact("since", "date", unit="weeks", may_be=("past", "future", "none yet")),
    fact("asked-on", "date", unit="working days", may_be=("past",)),
    fact("term-breaks", "date ranges"),
)
BY_NAME = {f.id: f for f in FACTS}
SAFETY = tree(
    "safety",
    [ask("q", "danger", {"yes": "ring", "no": "nothing", "not sure": "talk"})],
    [step("ring", urgency="now", emergency=True), step("talk", urgency="now")],
)
SINCE_WHEN = {
    "less than 6 weeks ago": "watch",
    "6 weeks ago or more": "act",
    "in the future": "nothing",
    "none yet": "plan",
    "not sure": "watch",
}
HEALTH = tree(
    "health",
    [
        ask("days", "days-missed", {"below trigger": "plan", "trigger or more": "since", "not sure": "since"}),
        ask("since", "since", SINCE_WHEN),
        ask("plan", "in-place", {"includes plan": "share", "does not include plan": "make", "not sure": "make"}),
        ask("share", "attendance", {"below 90": "watch", "90 or more": "tree other", "not sure": "watch"}),
    ],
    [
        step("watch", by="wait"),
        step("act", urgency="now", by="reply", then="plan"),
        step("make", also=("watch",)),
    ],
)
OTHER = tree(
    "other",
    [ask("q", "open-to", {"early help or social care": "tell", "nobody": "nothing", "not sure": "tell"})],
    [step("tell", urgency="planned", by="reply")],
)
RULES = bundle.sealed(
    library(
        [SAFETY, HEALTH, OTHER],
        FACTS,
        [clock("wait", "days-missed", 15, "school days"), clock("reply", "asked-on", 5)],
        first=("safety",),
        concerns={"ill": ("health",), "late": ("other", "health")},
        numbers={"trigger": (10, "school days")},
        areas=[area("here", numbers={"trigger": 12}, breaks=(("2026-12-21", "2027-01-01"),))],
    )
)


def canonical(about: Fact) -> st.SearchStrategy[str]:
    """Every canonical answer to a fact."""
    kinds: dict[str, st.SearchStrategy[str]] = {
        "yes or no": st.sampled_from(["yes", "no"]),
        "choice": st.sampled_from([c.id for c in about.choices] or [""]),
        "several choices": st.sets(st.sampled_from([c.id for c in about.choices] or [""])).map(
            lambda chosen: ", ".join(c.id for c in about.choices if c.id in chosen) or NONE_OF_THESE
        ),
        "whole number": st.integers(about.low or 0, about.high or 10**9 - 1).map(str),
        "percentage": st.integers(0, 10_000).map(lambda n: f"{n // 100}.{n % 100:02}".rstrip("0").rstrip(".")),
        "date": st.dates(
            FIRST_DAY if "past" in about.may_be else MONDAY + timedelta(days=1),
            LAST_DAY if "future" in about.may_be else MONDAY,
        ).map(date.isoformat),
        "date ranges": st.lists(st.tuples(DAYS, st.integers(0, 30)), min_size=1, max_size=5).map(
            lambda spans: ", ".join(f"{a} to {b}" for a, b in sorted({(a, a + timedelta(days=n)) for a, n in spans}))
        ),
    }
    own = kinds[about.kind]
    return st.one_of(own, st.just(NOT_SURE), *([st.just(NONE_YET)] if NONE_YET in about.may_be else []))


GIVEN = st.fixed_dictionaries({}, optional={f.id: canonical(f) for f in FACTS})
CONCERNS = st.sampled_from([None, ("ill",), ("late",), ("ill", "late"), (NOT_SURE,)])
DONE = st.sets(st.sampled_from([f"{t.id}/{s}" for t in RULES.trees.values() for s in t.steps])).map(
    lambda ticked: tuple(sorted(ticked))
)
CHILDREN = st.builds(
    lambda given, voice, where, concerns, done: child(given, voice=voice, where=where, concerns=concerns, done=done),
    GIVEN,
    st.sampled_from(VOICES),
    st.sampled_from(list(RULES.areas)),
    CONCERNS,
    DONE,
)


@given(DAYS, st.integers(0, 100), st.sampled_from(UNITS))
def test_to_add_a_length_and_count_it_again_gives_the_length(start: date, length: int, unit: str) -> None:
    due = Calendar(MONDAY).add(start, length, unit).day
    assert Calendar(due).elapsed(start, unit) == length * (7 if unit == "weeks" else 1)


@given(DAYS, st.integers(1, 250), st.sampled_from(("days", "working days", "school days")))
def test_where_the_first_day_counts_a_deadline_is_one_counted_day_sooner(start: date, length: int, unit: str) -> None:
    """Day one is the start, or the first day after it that counts."""
    days = Calendar(MONDAY)
    begins = days.add(start, 1, unit, first_day_counts=True).day
    assert days.add(start, length, unit, first_day_counts=True).day == days.add(begins, length - 1, unit).day


@given(DAYS, st.integers(0, 100), st.integers(1, 60))
def test_a_holiday_never_brings_a_school_deadline_forward(start: date, length: int, holiday: int) -> None:
    spans = (((start + timedelta(days=3)).isoformat(), (start + timedelta(days=3 + holiday)).isoformat()),)
    assert (
        Calendar(start, spans).add(start, length, "school days").day
        >= Calendar(start).add(start, length, "school days").day
    )


@given(DAYS, DAYS, st.sampled_from(UNITS))
def test_elapsed_time_never_shrinks_as_the_start_moves_back(on: date, start: date, unit: str) -> None:
    assume(start <= on)
    days = Calendar(on)
    assert days.elapsed(start - timedelta(days=1), unit) >= days.elapsed(start, unit) >= 0


@given(st.sampled_from(FACTS).flatmap(lambda f: st.tuples(st.just(f), canonical(f))))
def test_a_canonical_answer_is_an_answer_and_stays_what_it_is(pair: tuple[Fact, str]) -> None:
    about, text = pair
    assert answers.answer(about, text, MONDAY) == text


@given(st.sampled_from(FACTS), st.text(max_size=60))
def test_whatever_is_typed_gives_a_message_or_an_answer_that_stays_what_it_is(about: Fact, text: str) -> None:
    try:
        taken = answers.answer(about, text, MONDAY)
    except answers.NotAnAnswer as wrong:
        assert str(wrong)
    else:
        assert answers.answer(about, taken, MONDAY) == taken


COMPLEMENTS = st.sampled_from(
    [
        ("below {0}", "{0} or more"),
        ("{0} or less", "more than {0}"),
        ("below {0}", "exactly {0}", "more than {0}"),
        ("below {0}", "{0} to below {1}", "{1} or more"),
        ("{0} or less", "more than {0} to {1}", "more than {1}"),
        ("below {0}", "{0} to {1}", "more than {1}"),
    ]
)
WHOLE, SHARE, SINCE, COMING = (BY_NAME[n] for n in ("days-missed", "attendance", "asked-on", "since"))


@given(COMPLEMENTS, st.integers(1, 97), st.integers(1, 97), canonical(WHOLE), canonical(SHARE))
def test_phrases_that_complement_each_other_cover_every_number_once(
    phrases: tuple[str, ...], one: int, other: int, days: str, share: str
) -> None:
    low, high = sorted((one, other + (one == other)))
    for about, text in ((WHOLE, days), (SHARE, share)):
        names, point = walk.place(about, text, Calendar(MONDAY))
        covers = [bands.parse(p.format(low, high), about, {}) for p in (*phrases, NOT_SURE)]
        assert sum(cover.holds(names, point) for cover in covers) == 1


@given(st.booleans(), st.integers(1, 400), canonical(SINCE), canonical(COMING))
def test_phrases_that_complement_each_other_cover_every_date_once(strict: bool, n: int, past: str, date_: str) -> None:
    near, far = ("less than {0} ago", "{0} ago or more") if strict else ("{0} ago or less", "more than {0} ago")
    for about, text, more in ((SINCE, past, ()), (COMING, date_, ("in the future", "none yet"))):
        names, point = walk.place(about, text, Calendar(MONDAY))
        covers = [bands.parse(p.format(f"{n} {about.unit}"), about, {}) for p in (near, far, NOT_SURE, *more)]
        assert sum(cover.holds(names, point) for cover in covers) == 1


@given(CHILDREN, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_never_matters(asked: answers.Circumstances, order: object) -> None:
    pairs = list(asked.given.items())
    order.shuffle(pairs)  # type: ignore[attr-defined]
    turned = answers.Circumstances(asked.on, asked.area, asked.voice, asked.concerns, dict(pairs), asked.done)
    for final in (False, True):
        assert contract.as_json(advice.ask(RULES, asked, final)) == contract.as_json(advice.ask(RULES, turned, final))


AGAIN = bundle.load(bundle.dump(RULES))


@given(CHILDREN, st.booleans())
def test_a_library_that_travelled_answers_alike(asked: answers.Circumstances, final: bool) -> None:
    assert contract.as_json(advice.ask(RULES, asked, final)) == contract.as_json(advice.ask(AGAIN, asked, final))


@given(CHILDREN)
def test_there_is_a_next_step_or_something_to_ask_and_never_both(asked: answers.Circumstances) -> None:
    found = advice.ask(RULES, asked)
    assert (found.next is None) == (found.ask_next is not None)
    assert advice.ask(RULES, asked, final=True).next is not None


@given(CHILDREN)
def test_nothing_is_asked_that_was_answered_and_asking_comes_to_an_end(asked: answers.Circumstances) -> None:
    """Whoever answers what is asked, always `not sure`, reaches what `final` says the next step is."""
    now = asked
    for _ in range(len(FACTS) + 2):
        found = advice.ask(RULES, now)
        if found.ask_next is None:
            break
        assert found.ask_next not in now.given
        concerns = (NOT_SURE,) if found.ask_next == advice.CONCERNS else now.concerns
        given = now.given if found.ask_next == advice.CONCERNS else {**now.given, found.ask_next: NOT_SURE}
        now = answers.Circumstances(now.on, now.area, now.voice, concerns, given, now.done)
    final = advice.ask(RULES, asked, final=True)
    assert found.next is not None and final.next is not None
    assert found.next.name == final.next.name
    assert [a.name for a in found.advised] == [a.name for a in final.advised]


@given(CHILDREN)
def test_what_is_certain_so_far_stays_certain(asked: answers.Circumstances) -> None:
    before = {a.name for a in advice.ask(RULES, asked).so_far}
    after = {a.name for a in advice.ask(RULES, asked, final=True).advised}
    stopped = "safety/ring" in after
    assert before <= after or stopped


@given(CHILDREN)
def test_every_change_is_one_valid_answer_that_leads_to_another_next_step(asked: answers.Circumstances) -> None:
    base = advice.ask(RULES, asked, final=True)
    assert base.next is not None
    for change in whatif.changes(RULES, asked):
        assert answers.answer(BY_NAME[change.fact], change.instead, MONDAY) == change.instead
        given = {**asked.given, change.fact: change.instead}
        changed = answers.Circumstances(asked.on, asked.area, asked.voice, asked.concerns, given, asked.done)
        found = advice.ask(RULES, changed, final=True)
        assert found.next is not None
        assert found.next.name == change.next.name != base.next.name


@given(CHILDREN, st.lists(GIVEN, min_size=1, max_size=5))
def test_what_is_clear_early_is_next_whatever_the_missing_answers_are(
    asked: answers.Circumstances, more: list[dict[str, str]]
) -> None:
    clear = advice.ask(RULES, asked).clear
    for others in more if clear is not None else ():
        given = {**others, **asked.given}
        whole = answers.Circumstances(asked.on, asked.area, asked.voice, asked.concerns, given, asked.done)
        found = advice.ask(RULES, whole, final=True)
        assert clear is not None
        assert found.next is not None
        assert found.next.name == clear.name
