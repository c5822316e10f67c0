"""The reader takes words as they were written, knows where each stands, and finds every problem at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.authoring import reader
from pathway.authoring.problems import ProblemsFound, as_json, render
from pathway.authoring.reader import Authored, read
from pathway.proof.check import check

GOOD = Path(__file__).parent / "bad" / "_good"
LIBRARY = Path(__file__).parents[1] / "pathway" / "library"


def changed(folder: Path, file: str, change: Callable[[str], str]) -> Path:
    """A copy of the good library with one file changed."""
    shutil.copytree(GOOD, folder)
    path = folder / file
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode("utf-8"))
    return folder


def codes(folder: Path) -> list[str]:
    """The codes of the problems that reading a library gives, in order."""
    with pytest.raises(ProblemsFound) as found:
        read(folder)
    return [p.code for p in found.value.problems]


def good() -> Authored:
    """The good library."""
    return read(GOOD)


def test_yes_no_dates_and_figures_stay_words() -> None:
    """YAML would make true, a date and a float of them."""
    danger = good().library.trees["danger"]
    assert [b.phrase for b in danger.questions["harm"].branches] == ["yes", "no", "not sure"]
    assert danger.reviewed == "2026-11-21"
    assert good().examples[0].given == {"days-missed": "9"}
    assert {e.given["attendance-term"] for e in good().examples if e.tree == "attendance"} >= {"49.99", "90"}


def test_every_value_knows_its_line() -> None:
    """A path of keys leads to file, line and the words there."""
    authored = good()
    place = authored.places["trees/absence/questions/days/if/below monitor-days"]
    assert (place.file, place.text.strip()) == ("trees/absence.yaml", "below monitor-days: nothing")
    lines = (GOOD / place.file).read_text(encoding="utf-8").splitlines()
    assert lines[place.line - 1] == place.text
    example = authored.examples[0]
    assert "Nine days" in (GOOD / example.file).read_text(encoding="utf-8").splitlines()[example.line - 1]


def test_steps_are_named_in_full_wherever_they_are_meant() -> None:
    """A step's own tree may be left out in the file, never in the library."""
    authored = good()
    monitor = authored.library.step("absence/monitor")
    assert monitor.also == ("danger/tell-somebody", "absence/log-it")
    assert monitor.if_not_done.go_to == "absence/share-the-days"
    assert {e.reach for e in authored.examples} >= {"absence/monitor", "nothing"}
    assert {d for e in authored.examples for d in e.done} == {"absence/monitor"}


def test_a_plain_text_stands_for_all_three_voices() -> None:
    """So that nobody writes the same words three times."""
    step = good().library.step("attendance/act")
    assert step.title == {"parent": "Act together", "school": "Act together", "agency": "Act together"}


def test_a_clause_has_what_its_document_says_unless_it_says_otherwise() -> None:
    """Kind, day and confidence are written once for a document."""
    first, second = (good().library.clauses[name] for name in ("A-1", "A-2"))
    assert (first.kind, first.confidence, first.check_current) == ("law", "M", False)
    assert (second.kind, second.confidence, second.check_current) == ("guidance", "L", True)
    assert first.checked == second.checked == "2026-11-20"


def test_comments_on_their_own_line_and_after_lists_and_quotes_are_fine(tmp_path: Path) -> None:
    """Only text that a comment cuts off is a mistake."""
    folder = changed(
        tmp_path / "x",
        "roles.yaml",
        lambda t: "# a comment\n" + t.replace("name: The parent", 'name: "The parent # one"  # said') + "  # the end\n",
    )
    assert read(folder).library.roles["parent"].name == "The parent # one"
    folder = changed(tmp_path / "y", "areas/here.yaml", lambda t: t.replace("[local-paper]", "[local-paper]  # ours"))
    assert read(folder).library.areas["here"].adopts == ("local-paper",)


def test_a_figure_sign_inside_a_word_is_no_comment(tmp_path: Path) -> None:
    """`page.md#part` and `C#` are text."""
    folder = changed(tmp_path / "x", "roles.yaml", lambda t: t.replace("Knows the child", "Knows C#"))
    assert read(folder).library.roles["parent"].does == "Knows C#"
    assert good().library.step("absence/share-the-days").read == "early.md#days"


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_ends_and_a_byte_order_mark_change_nothing(ending: str, tmp_path: Path) -> None:
    """Files from any editor read alike."""
    folder = changed(tmp_path / "x", "roles.yaml", lambda t: "\ufeff" + t.replace("\n", ending))
    assert read(folder).library.hash == good().library.hash


def test_a_word_on_a_wrapped_line_is_found_on_its_line(tmp_path: Path) -> None:
    """A comment that cuts off the last of three lines is reported there."""
    text = "does: Knows\n    the child\n    well # and long"
    folder = changed(tmp_path / "x", "roles.yaml", lambda t: t.replace("does: Knows the child", text))
    with pytest.raises(ProblemsFound) as found:
        read(folder)
    assert [(p.code, p.text) for p in found.value.problems] == [("cut-off", "    well # and long")]


def test_the_hash_is_the_contents() -> None:
    """The same words give the same hash, read twice."""
    assert good().library.hash == good().library.hash != ""


def test_a_file_that_cannot_be_read_sets_off_no_other_problem(tmp_path: Path) -> None:
    """One mistake in facts.yaml does not make every question of every tree a mistake."""
    for name in ("facts.yaml", "sources.yaml", "pathway.yaml", "roles.yaml", "clocks.yaml", "trees/waiting.yaml"):
        folder = changed(tmp_path / name.replace("/", "-"), name, lambda t: t + "\n\t: oops\n")
        assert codes(folder) == ["not-yaml"], name


def test_problems_of_all_files_come_at_once_and_in_order(tmp_path: Path) -> None:
    """Sorted by file, then by line."""
    folder = changed(tmp_path / "x", "roles.yaml", lambda t: t.replace("name: The panel", "nam: The panel"))
    path = folder / "trees" / "danger.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("lead: school", "lead: scool"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read(folder)
    places = [(p.file, p.line) for p in found.value.problems]
    assert places == sorted(places)
    assert {file for file, _ in places} == {"roles.yaml", "trees/danger.yaml"}


def test_a_file_of_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    """Before it is parsed."""
    folder = changed(tmp_path / "x", "trees/danger.yaml", lambda t: t + "# " + "x" * reader.LARGEST + "\n")
    assert codes(folder) == ["too-large"]


def test_a_file_of_aliases_upon_aliases_is_refused(tmp_path: Path) -> None:
    """A few lines that would unfold into millions never do."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    folder = changed(tmp_path / "x", "roles.yaml", lambda t: bomb)
    assert set(codes(folder)) == {"anchor", "alias"}


def test_a_file_of_brackets_upon_brackets_is_refused(tmp_path: Path) -> None:
    """However deep it goes."""
    folder = changed(tmp_path / "x", "roles.yaml", lambda t: "panel: " + "[" * 50_000)
    assert codes(folder) == ["not-yaml"]


def test_pages_are_looked_for_only_where_there_are_pages(tmp_path: Path) -> None:
    """A library on its own, without its site, still reads."""
    folder = changed(tmp_path / "x", "pathway.yaml", lambda t: t.replace("pages: docs", "pages: nowhere"))
    assert read(folder).pages is None
    assert good().pages == GOOD / "docs"


def test_a_page_cannot_lie_outside_the_pages(tmp_path: Path) -> None:
    """`..` leads nowhere."""
    folder = changed(
        tmp_path / "x", "trees/danger.yaml", lambda t: t.replace("read: later.md", "read: ../docs/later.md")
    )
    assert codes(folder) == ["unknown-page"]


def test_a_problem_is_shown_in_three_parts(tmp_path: Path) -> None:
    """Place and message, the line itself, and a hint; as JSON too."""
    folder = changed(tmp_path / "x", "roles.yaml", lambda t: t.replace("  name: The panel", "  nam: The panel"))
    with pytest.raises(ProblemsFound) as found:
        read(folder)
    missing, unknown = sorted(found.value.problems, key=lambda p: p.code)
    first, line, mark, hint = render([unknown]).split("\n")
    assert first.startswith(f"roles.yaml:{unknown.line}: unknown-key ")
    assert line == "    nam: The panel"
    assert mark == "    ^"
    assert hint == "hint: did you mean `name`?"
    told = json.loads(as_json([missing, unknown]))
    assert [p["code"] for p in told] == ["missing-key", "unknown-key"]
    assert set(told[0]) == {"file", "line", "code", "message", "text", "hint", "column"}


def test_circumstances_are_read_as_words(tmp_path: Path) -> None:
    """A file for `pathway ask --given` holds words, lists of words, and one map of facts."""
    path = tmp_path / "child.yaml"
    path.write_text("on: 2026-11-23\nconcerns: [health]\ngiven: {on-roll: yes, days: 12}\n", encoding="utf-8")
    said = reader.given(path)
    assert said == {"on": "2026-11-23", "concerns": ["health"], "given": {"on-roll": "yes", "days": "12"}}
    path.write_text("on: &a x\n", encoding="utf-8")
    with pytest.raises(ProblemsFound):
        reader.given(path)


def test_the_library_reads() -> None:
    """The real one, with all its examples and cases."""
    authored = read(LIBRARY)
    assert authored.library.trees and authored.examples and authored.cases
    assert authored.pages == LIBRARY / "../../docs"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(p.relative_to(GOOD).as_posix() for p in GOOD.rglob("*.yaml"))),
    st.integers(0, 10_000),
    st.text(st.sampled_from("{}[]:,#&*!|>\"'%@`?-= \t\n\x00aZ9é\u202e\u2028"), min_size=1, max_size=3),
)
def test_no_slip_of_a_key_is_more_than_a_problem(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, slip: str
) -> None:
    """Whatever is typed anywhere into any file, the author gets problems (or none), never a crash."""
    folder = changed(
        tmp_path_factory.mktemp("slip") / "x", name, lambda t: t[: at % len(t)] + slip + t[at % len(t) + len(slip) :]
    )
    try:
        check(read(folder))
    except ProblemsFound as found:
        assert found.problems
