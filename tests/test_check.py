"""The judgements of `check` agree with the engine that they are about."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pathway.authoring.reader import Authored, read
from pathway.engine import advice, bands, walk
from pathway.engine.answers import Circumstances, answer
from pathway.engine.calendar import calendar
from pathway.engine.model import Choice, Fact
from pathway.engine.rules import rules
from pathway.engine.terms import NOT_SURE, NOTHING
from pathway.proof import reach
from pathway.proof.boxes import ALL_VOICES, VOICE, Box, Land
from pathway.proof.cells import grid
from pathway.proof.check import check
from pathway.proof.clauses import clauses
from tests.test_bad import overlaid

GOOD = Path(__file__).parent / "bad" / "_good"
LIBRARY = Path(__file__).parents[1] / "pathway" / "library"
ON = "2026-11-23"
WORDS = dict.fromkeys(("parent", "school", "agency"), "words")
MONDAY = calendar(date(2026, 11, 23))


def authored(name: str) -> Authored:
    """The small good library, or the real one."""
    return read(GOOD if name == "good" else LIBRARY)


def lands(whole: Authored) -> list[Land]:
    """Every area of a library, walked."""
    roots = reach.roots(whole.library)
    return [Land(rules(whole.library, area, whole.library.reviewed), roots) for area in whole.library.areas]


@pytest.mark.parametrize("name", ["good", "real"])
def test_a_library_that_is_right_has_no_problem(name: str) -> None:
    """Neither the small one nor ours."""
    assert check(authored(name)) == []


@pytest.mark.parametrize("name", ["good", "real"])
def test_the_engine_comes_to_every_end_that_the_boxes_foretell(name: str) -> None:
    """Answers picked from a box lead to that box's end, in every area, from every tree, with the steps done."""
    whole = authored(name)
    ends = done = 0
    for land in lands(whole):
        for root in whole.library.trees:
            for end in land.ends[root]:
                voice, given = land.given(end.box, ON)
                if "?" in given.values():  # between two answers that can be written
                    continue
                child = Circumstances(ON, land.area, voice, (), given, tuple(sorted(end.done)))
                path = walk.Walker(whole.library, child).walk(root)
                assert (path.end, path.needs) == (end.step, ""), (root, given, end.done)
                ends += 1
                done += bool(end.done)
    assert ends > 20
    assert done > 5


def meet(boxes: list[Box], facts: list[str]) -> bool:
    """Whether any two of the boxes have a circumstance in common; found fact by fact, not pair by pair."""
    if len(boxes) < 2:
        return False
    facts = [f for f in facts if len({box[f] for box in boxes}) > 1]
    if not facts:
        return True  # no fact tells them apart
    every = {bit for box in boxes for bit in range(box[facts[0]].bit_length())}
    beside = {tuple(i for i, box in enumerate(boxes) if box[facts[0]] >> bit & 1) for bit in every}
    return any(meet([boxes[i] for i in those], facts[1:]) for those in beside)


def test_boxes_meet_where_every_fact_allows_a_cell_of_both() -> None:
    assert meet([{"a": 0b011, "b": 0b10}, {"a": 0b110, "b": 0b11}], ["a", "b"])
    assert meet([{"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 1}], ["a", "b"])
    assert not meet([{"a": 0b011, "b": 0b10}, {"a": 0b110, "b": 0b01}, {"a": 0b100, "b": 0b10}], ["a", "b"])
    assert not meet([{"a": 1}], ["a"])


@pytest.mark.parametrize("name", ["good", "real"])
def test_boxes_of_one_tree_share_nothing_and_leave_nothing_out(name: str) -> None:
    """With nothing done yet, the boxes of a tree's ends are a partition of all circumstances.

    A tree that only others lead to stands within theirs: it has branches for what they leave open, and no more.
    """
    whole = authored(name)
    for land in lands(whole):
        for root in land.roots:
            first = [e for e in land.ends[root] if not e.done]
            facts = sorted({f for e in first for f in e.box} - {VOICE})
            volume = 0
            assert not meet([{VOICE: ALL_VOICES} | land.full | e.box for e in first], [VOICE, *land.full])
            for end in first:
                size = 1
                for fact in facts:
                    size *= end.box.get(fact, land.full[fact]).bit_count()
                volume += size
            whole_size = 1
            for fact in facts:
                whole_size *= land.full[fact].bit_count()
            assert volume == whole_size, (land.area, root)


def test_the_witness_of_a_forbidden_pair_is_advised_both(tmp_path: Path) -> None:
    """The circumstances that `check` prints really give both steps."""
    whole = read(overlaid("forbidden-pair", tmp_path / "x"))
    (one, two), *_ = whole.library.forbidden
    for land in lands(whole):
        box = land.together(one, two)
        assert box is not None
        voice, given = land.given(box, ON)
        child = Circumstances(ON, land.area, voice, (NOT_SURE,), given)
        names = {a.name for a in advice.ask(whole.library, child, final=True).advised}
        assert {one, two} <= names


def test_steps_behind_one_that_stops_are_not_advised_with_it() -> None:
    """Nothing after a step that stops is shown, so the two come together only where another step brings it along."""
    elsewhere, here = sorted(lands(authored("good")), key=lambda land: land.area)
    assert (elsewhere.area, here.area) == ("elsewhere", "here")
    assert elsewhere.together("danger/tell-somebody", "attendance/act") is None
    assert here.together("danger/tell-somebody", "attendance/act") is not None


def test_a_step_is_not_advised_with_what_follows_once_it_is_done(tmp_path: Path) -> None:
    """Two trees come to the same step; what is behind it is advised only when it is done, in both."""
    folder = tmp_path / "x"
    shutil.copytree(GOOD, folder)
    other = {
        "tree: attendance": "tree: again",
        "below 50: act": "below 50: tree absence",
    }
    text = (folder / "trees" / "attendance.yaml").read_text(encoding="utf-8").partition("examples:")[0]
    for old, new in other.items():
        text = text.replace(old, new)
    (folder / "trees" / "again.yaml").write_text(text, encoding="utf-8")
    path = folder / "pathway.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace("[attendance/act, attendance/talk]", "[absence/monitor, waiting/ask-why]")
        .replace("trees: [absence, waiting]", "trees: [absence]")
        .replace("trees: [attendance]", "trees: [attendance, again]"),
        encoding="utf-8",
    )
    for land in lands(read(folder)):
        assert land.together("absence/monitor", "waiting/ask-why") is None


def test_the_example_that_is_offered_takes_the_branch(tmp_path: Path) -> None:
    """Pasted in and filled in, it mends the problem that offered it."""
    folder = overlaid("untested-branch", tmp_path / "x")
    (found,) = check(read(folder))
    assert found.code == "untested-branch"
    path = folder / found.file
    example = found.hint.partition("\n")[2]
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n" + example + "\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="unfilled"):
        read(folder)
    path.write_text(text.replace("reach: ?", f"reach: {NOTHING}"), encoding="utf-8")
    assert check(read(folder)) == []


def test_every_example_that_is_offered_can_be_pasted(tmp_path: Path) -> None:
    """With no example at all, those that are offered cover every branch and every cut."""
    folder = tmp_path / "x"
    overlaid("untested-branch", folder)
    for path in (folder / "trees").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").partition("examples:")[0], encoding="utf-8")
    offered = [p for p in check(read(folder)) if p.code in ("untested-branch", "one-sided-cut")]
    for path in (folder / "trees").glob("*.yaml"):
        blocks = [p.hint.partition("\n")[2] for p in offered if p.file == f"trees/{path.name}"]
        if blocks:
            body = "\n".join(blocks).replace("reach: ?", f"reach: {NOTHING}")
            path.write_text(f"{path.read_text(encoding='utf-8')}examples:\n{body}\n", encoding="utf-8")
    assert {p.code for p in check(read(folder))} <= {"example-fails"}


def test_a_clock_may_end_a_day_sooner_by_a_suggestion_of_ours_and_by_nothing_else(tmp_path: Path) -> None:
    """The same clock, which counts a first day that its document does not count, with and without the suggestion."""
    folder = tmp_path / "x"
    shutil.copytree(GOOD, folder)
    clocks = folder / "clocks.yaml"
    first, rest = clocks.read_text(encoding="utf-8").split("panel-reply:", 1)
    careful = first.replace("first day counts: no", "first day counts: yes") + "panel-reply:" + rest
    clocks.write_text(careful, encoding="utf-8")
    assert check(read(folder)) == []
    clocks.write_text(careful.replace("carries: [O1]", "carries: [L2]"), encoding="utf-8")
    assert "counts-otherwise" in {p.code for p in check(read(folder))}


def test_a_clause_is_reported_with_every_place_that_carries_it() -> None:
    """For each form that it is needed in, or for none in particular."""
    whole = authored("good")
    report = clauses(whole, whole.pages)
    carried = {(c.clause, c.form): c.by for c in report.carried}
    assert carried["L4", "role"] == ("role panel",)
    assert carried["L4", "step"] == ("absence/monitor",)
    assert carried["L5", "rule"] == ("clock panel-reply",)
    assert carried["L6", "tool"] == ("docs/toolkit/share-the-days.md",)
    assert "attendance/act" in carried["A-1", ""]
    assert not report.missing and not report.problems


def test_without_pages_what_pages_carry_is_not_carried() -> None:
    """The report says what is missing; only `--strict` makes a problem of it."""
    whole = authored("good")
    missing = {p.message.split("`")[1] for p in clauses(whole).missing}
    assert missing == {"L1", "L6"}
    assert check(whole) == []


def fact(kind: str, **more: object) -> Fact:
    """A fact of a kind."""
    return Fact("a-fact", kind, WORDS, **more)  # type: ignore[arg-type]


CUTS = [
    (
        fact("whole number", low=0, high=195),
        ("below 10", "10 to 14", "15 or more"),
        ["0 to 9", "10 to 14", "15 to 195"],
    ),
    (fact("whole number"), ("below 10", "exactly 10", "more than 10"), ["9 or less", "10", "11 or more"]),
    (fact("percentage", low=0, high=100), ("below 90", "90 or more"), ["0 to below 90", "90 to 100"]),
    (fact("percentage", low=0, high=100), ("89.5 or less",), ["0 to 89.5", "more than 89.5 to 100"]),
    (
        fact("date", may_be=("past", "future"), unit="weeks"),
        ("6 weeks ago or less", "in the future"),
        ["a day to come", "0 weeks to 6 weeks ago", "43 days ago or more"],
    ),
    (fact("yes or no"), ("yes", "no", "not sure"), ["`yes`", "`no`", "`not sure`"]),
]


@pytest.mark.parametrize(("one", "phrases", "words"), CUTS, ids=[c[0].kind for c in CUTS])
def test_cells_are_cut_where_the_phrases_cut(one: Fact, phrases: tuple[str, ...], words: list[str]) -> None:
    """No finer, and no coarser."""
    cut = grid(one, [bands.parse(phrase, one, {}) for phrase in phrases])
    found = [cut.words(1 << i) for i in range(len(cut.cells))]
    assert [w for w in found if w in words] == words
    assert set(found) - set(words) <= {"`not sure`", "`none yet`"}


@pytest.mark.parametrize("unit", ["days", "working days", "school days", "weeks"])
def test_an_answer_from_a_cell_falls_into_it(unit: str) -> None:
    """Dates are counted back in the fact's own unit."""
    one = fact("date", may_be=("past", "future", "none yet"), unit=unit)
    cut = grid(one, [bands.parse(f"{n} {unit} ago or less", one, {}) for n in (0, 1, 5, 40)])
    for index in range(len(cut.cells)):
        raw = cut.answer(1 << index, MONDAY)
        assert raw is not None
        canonical = answer(one, raw, MONDAY.on)
        assert cut.at(*walk.place(one, canonical, MONDAY)) == 1 << index


def test_several_choices_are_cut_into_every_set_that_is_asked_about() -> None:
    """Two questions about two choices leave four sets and `not sure`."""
    one = fact("several choices", choices=tuple(Choice(c, WORDS) for c in ("early help", "social care", "police")))
    cut = grid(one, [bands.parse(p, one, {}) for p in ("includes early help", "does not include police", "not sure")])
    assert len(cut.cells) == 5
    assert cut.mask(bands.parse("not sure", one, {})).bit_count() == 1
    assert cut.mask(bands.parse("includes police", one, {})).bit_count() == 2
    assert cut.at(frozenset({"social care"}), None) == cut.at(frozenset({"none of these"}), None)


def test_a_voice_that_is_never_asked_can_only_be_unsure() -> None:
    """A box with a known answer leaves the voices that may give it."""
    whole = authored("good")
    land = lands(whole)[0]
    harmed = next(e for e in land.ends["danger"] if e.step == "danger/tell-somebody")
    assert harmed.box[VOICE] == 0b110
    unsure = next(e for e in land.ends["danger"] if e.box["harm"] == land.grids["harm"].unsure())
    assert unsure.box[VOICE] == ALL_VOICES
