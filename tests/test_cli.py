"""The command line: what it answers, and that every mistake is answered in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pathway.authoring import reader
from pathway.cli import asking, terminal
from pathway.cli import commands as command_line
from pathway.cli.terminal import Entered
from pathway.engine import advice, contract, whatif
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.papers.handouts import plain
from pathway.proof import examples

ROOT = Path(__file__).parent.parent

FILES = {
    "pathway.yaml": """\
title: Small
reviewed: 2026-11-21
pages: pages
first: [safety]
all clear: rest/keep-going
stages:
  early: {number: 1, title: Early, in short: Early, says: Early., read: early.md, carries: [L-1]}
outcomes: {}
numbers:
  monitor-days: {value: 10, unit: school days, says: Days until the monitor, carries: [L-1]}
concerns:
  health: {title: Health, trees: [health]}
  exclusion: {title: Exclusion, trees: [health]}
""",
    "facts.yaml": """\
safe:
  kind: yes or no
  ask: {parent: Is your child safe?, school: Is the pupil safe?, agency: Is the child safe?}
  why: Safety comes first.
  find out from: Whoever saw the child last
days-missed: {kind: whole number, unit: school days, from: 0, to: 195, ask: How many days?, hint: Count them.}
in-place: {kind: several choices, ask: What is in place?, choices: {plan: A plan, visits: Home visits, work: Work}}
open-to: {kind: choice, ask: Open to whom?, choices: {early help: Early help, early years: Early years, nobody: Nobody}}
asked-on: {kind: date, may be: [past, none yet], unit: days, ask: When was it asked?}
""",
    "roles.yaml": "school: {name: The school, does: Teaches}\n",
    "clocks.yaml": """\
reply:
  title: An answer is due
  starts from: asked-on
  length: 5
  unit: working days
  document says: within
  first day counts: no
  limit: at the latest
  who: school
  words: five working days after it was asked
  carries: [L-1]
""",
    "sources.yaml": """\
the-law:
  title: The law
  publisher: Somebody
  dated: "2026"
  kind: law
  checked: 2026-11-21
  seen in: the document
  confidence: H
  clauses:
    L-1: {place: Section 1, says: Act.}
""",
    "areas/england.yaml": "{area: england, name: Anywhere else, council: The council, reviewed: 2026-11-21}\n",
    "areas/here.yaml": "{area: here, name: Here, council: Our council, reviewed: 2026-11-21}\n",
}
STEP = """\
    title: {title}
    stage: early
    lead: school
    by: {by}
    urgency: {urgency}
    consent: not needed
    do: Do it.
    read: early.md
    then: nothing
    if not done: {{after: straight away, go to: rest/keep-going}}
    carries: [L-1]
"""


def steps(**titles: str) -> str:
    return "steps:\n" + "".join(
        f"  {n}:\n{STEP.format(title=t, by='straight away', urgency='soon')}" for n, t in titles.items()
    )


TREES = {
    "safety": f"""\
tree: safety
title: Safety
in force from: 2026-11-21
reviewed: 2026-11-21
questions:
  q: {{ask: safe, carries: [L-1], if: {{yes: nothing, no: ring, not sure: ring}}}}
{steps(ring="Ring 999")}
examples:
  - {{name: Not safe, on: 2026-11-23, area: england, voice: parent, given: {{safe: no}}, reach: ring}}
  - {{name: Safe, on: 2026-11-23, area: england, voice: parent, given: {{safe: yes}}, reach: nothing}}
  - {{name: Who knows, on: 2026-11-23, area: england, voice: parent, given: {{safe: not sure}}, reach: ring}}
""",
    "health": f"""\
tree: health
title: Health
in force from: 2026-11-21
reviewed: 2026-11-21
questions:
  days: {{ask: days-missed, if: {{below monitor-days: have, monitor-days or more: monitor, not sure: have}}}}
  have: {{ask: in-place, if: {{includes plan: open, does not include plan: make, not sure: make}}}}
  open: {{ask: open-to, if: {{early help or early years: press, nobody: nothing, not sure: press}}}}
{steps(monitor="Start the monitor", make="Make a plan", press="Press for an answer")}
examples:
  - {{name: Ten days, on: 2026-11-23, area: here, voice: school, given: {{days-missed: 10}}, reach: monitor}}
""".replace("  press:\n    title: Press for an answer\n    stage: early\n    lead: school\n    by: straight away",
            "  press:\n    title: Press for an answer\n    stage: early\n    lead: school\n    by: reply"),
    "rest": f"""\
tree: rest
title: Rest
in force from: 2026-11-21
reviewed: 2026-11-21
{steps(**{"keep-going": "Keep going"})}
""",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that reads well."""
    return written(tmp_path_factory.mktemp("library"))


def written(root: Path) -> Path:
    for name, text in (*FILES.items(), *((f"trees/{n}.yaml", t) for n, t in TREES.items())):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def rules(folder: Path) -> Library:
    """The same, read."""
    return reader.read(folder).library


Output = pytest.CaptureFixture[str]
TOLD = ["on=2026-11-23", "concerns=health", "safe=yes", "days-missed=3", "in-place=plan", "open-to=nobody"]


def run(output: Output, *words: object) -> tuple[int, str, str]:
    """The exit status, and what went to standard output and standard error."""
    status = command_line.main([str(word) for word in words])
    return (status, *output.readouterr())


def wrong(output: Output, *words: object) -> str:
    """What a mistake is answered with: words on standard error alone, and exit 2."""
    status, out, err = run(output, *words)
    assert (status, out) == (2, "")
    assert err.endswith("\n")
    assert "Traceback" not in err
    return err


# Help


def test_without_a_command_the_commands_are_listed(capsys: Output) -> None:
    assert run(capsys)[0] == 2
    status, out, err = run(capsys, "--help")
    assert (status, err) == (0, "")
    assert all(f"  {name} " in out for name in command_line.COMMANDS)


@pytest.mark.parametrize("name", command_line.COMMANDS)
def test_every_command_shows_an_example_of_itself(name: str, capsys: Output) -> None:
    status, out, _ = run(capsys, name, "--help")
    assert status == 0
    assert f"  pathway {name}" in out.partition("example:")[2]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["chek"], "`check`"),
        (["whatif"], "`what-if`"),
        (["ask", "--jsno"], "`--json`"),
        (["ask", "--vioce", "parent"], "`--voice`"),
        (["check", "--clause"], "`--clauses`"),
        (["ask", "dayz-missed=3"], "days-missed"),
        (["ask", "open-to=nobdy"], "nobody"),
        (["ask", "voice=Parents"], "parent"),
        (["ask", "area=heer"], "here"),
        (["ask", "concerns=helth"], "health"),
        (["ask", "--done", "safety/rign"], "safety/ring"),
    ],
)
def test_a_word_that_is_misspelt_is_answered_with_the_nearest(
    words: list[str], meant: str, folder: Path, capsys: Output
) -> None:
    library = ["--library", str(folder)] if words[0] == "ask" else []
    assert meant in wrong(capsys, *words, *library)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["ask", "safe"],
        ["ask", "safe=yes", "safe=no"],
        ["ask", "on=2026-11-23", "--on", "2026-11-24"],
        ["ask", "on=31/2/2026"],
        ["ask", "days-missed=196"],
        ["ask", "=yes"],
        ["ask", "safe=\x00\x1b[2J\ud800"],
        ["ask", "x" * 100_000 + "=yes"],
        ["ask", "--on"],
        ["ask", "--given", "no-such-file.yaml"],
        ["ask", "--given", "."],
        ["ask", "--library", "no-such-folder"],
        ["check", "no-such-folder"],
        ["check", ".", "more"],
        ["cases", "no-such-folder"],
        ["serve", "--port", "many"],
    ],
)
def test_a_mistake_is_answered_in_words(words: list[str], folder: Path, capsys: Output) -> None:
    library = ["--library", str(folder)] if words[0] == "ask" and "--library" not in words else []
    assert len(wrong(capsys, *words, *library)) < 1_000


def test_every_wrong_answer_is_told_at_once(folder: Path, capsys: Output) -> None:
    err = wrong(capsys, "ask", "safe=maybe", "days-missed=many", "voice=parrot", "--library", folder)
    assert all(f"{field}:" in err for field in ("safe", "days-missed", "voice"))


# check and cases


def test_check_finds_nothing_in_a_good_library(capsys: Output) -> None:
    """The library that comes with the package."""
    assert run(capsys, "check")[:2] == (0, "")


def test_check_shows_every_problem_with_file_line_and_hint(tmp_path: Path, capsys: Output) -> None:
    root = written(tmp_path)
    (root / "roles.yaml").write_text("school: {name: The school, dose: Teaches}\n", "utf-8")
    status, out, err = run(capsys, "check", root)
    assert status == 1
    assert "roles.yaml:1: unknown-key" in out
    assert "hint:" in out
    assert "problems found" in err
    status, out, _ = run(capsys, "check", root, "--json")
    assert status == 1
    assert {"file", "line", "code", "message", "hint"} <= set(json.loads(out)[0])


def test_check_says_which_clause_is_carried_where(capsys: Output) -> None:
    status, out, _ = run(capsys, "check", "--clauses", "--json")
    told = json.loads(out)
    assert status == 0
    assert told["problems"] == []
    assert {"clause", "form", "by"} == set(told["clauses"][0])
    missing = [one for one in told["clauses"] if not one["by"] and one["form"] not in ("page", "tool")]
    status, out, _ = run(capsys, "check", "--strict", "--json")
    assert (status == 1) == bool(missing)
    assert len(json.loads(out)) == len(missing)


def test_a_library_with_problems_answers_nobody(tmp_path: Path, capsys: Output) -> None:
    root = written(tmp_path)
    (root / "roles.yaml").unlink()
    for words in (["ask", "--library", root], ["what-if", "--library", root], ["cases", root]):
        status, out, err = run(capsys, *words)
        assert (status, out) == (1, "")
        assert "no-file" in err


def test_cases_count_what_passes(folder: Path, capsys: Output) -> None:
    assert run(capsys, "cases", folder)[:2] == (0, "4 passed, 0 failed\n")


def test_a_case_that_fails_is_shown_with_its_place_what_was_expected_and_what_came(
    tmp_path: Path, capsys: Output
) -> None:
    root = written(tmp_path)
    tree = root / "trees" / "health.yaml"
    tree.write_text(tree.read_text("utf-8").replace("days-missed: 10}", "days-missed: 9}"), "utf-8")
    (root / "cases").mkdir()
    (root / "cases" / "one.yaml").write_text(
        "case: one\nstory: A story.\non: 2026-11-23\narea: here\nvoice: school\nconcerns: [health]\n"
        "given: {safe: yes, days-missed: 12}\nnext: health/make\n"
        "advise: {health/make: L-1, health/monitor: L-1}\nnever: {health/monitor: L-1, health/press: L-1}\n",
        "utf-8",
    )
    status, out, _ = run(capsys, "cases", root)
    line = (
        tree.read_text("utf-8")
        .splitlines()
        .index(next(x for x in tree.read_text("utf-8").splitlines() if "Ten days" in x))
    )
    assert status == 1
    assert f"trees/health.yaml:{line + 1}: Ten days" in out
    assert out.endswith("5 passed, 4 failed\n")
    failed = [r for r in examples.run(reader.read(root)) if not r.passed]
    assert [(r.expected, r.found) for r in failed if r.name == "one"] == [
        ("next: health/make", "next: health/monitor"),
        ("health/make, because of L-1", "health/monitor"),
        ("not health/monitor, because of L-1", "health/monitor"),
    ]


# ask


def test_ask_prints_the_published_json_and_nothing_else(folder: Path, rules: Library, capsys: Output) -> None:
    status, out, err = run(capsys, "ask", *TOLD, "voice=school", "area=here", "--json", "--library", folder)
    given = {"safe": "yes", "days-missed": "3", "in-place": "plan", "open-to": "nobody"}
    child = Circumstances("2026-11-23", "here", "school", ("health",), given)
    assert (status, err) == (0, "")
    assert out == contract.as_json(advice.ask(rules, child))


def test_options_and_words_say_the_same(folder: Path, capsys: Output) -> None:
    by_words = run(capsys, "ask", *TOLD, "voice=school", "done=safety/ring", "--json", "--library", folder)
    options = ["--done", "safety/ring", *TOLD[2:4], "--concerns", "health", *TOLD[4:], "--voice", "school"]
    by_options = run(capsys, "ask", "--json", "--library", folder, *options, "--on", "2026-11-23")
    assert by_words == by_options


def test_a_missing_answer_leaves_the_next_step_open_unless_the_answer_is_final(folder: Path, capsys: Output) -> None:
    told = ["ask", *TOLD[:3], "--json", "--library", folder]
    asked = json.loads(run(capsys, *told)[1])
    assert (asked["next"], asked["ask_next"]) == (None, "days-missed")
    final = json.loads(run(capsys, *told, "--final")[1])
    assert (final["next"]["step"], final["ask_next"]) == ("make", None)


def test_ask_is_plain_text_without_json_and_says_how_to_go_on(folder: Path, rules: Library, capsys: Output) -> None:
    status, out, err = run(capsys, "ask", *TOLD[:3], "--library", folder)
    child = Circumstances("2026-11-23", "england", "parent", ("health",), {"safe": "yes"})
    assert (status, out) == (0, plain(advice.ask(rules, child)))
    assert "--final" in err


def test_the_day_is_today_unless_somebody_says_another(folder: Path, capsys: Output) -> None:
    for words in ([], ["on=today"], ["--on", "Today"]):
        before = date.today().isoformat()
        asked = json.loads(run(capsys, "ask", *words, "--final", "--json", "--library", folder)[1])["asked"]
        assert before <= asked["on"] <= date.today().isoformat()
        assert (asked["area"], asked["voice"]) == ("england", "parent")


def test_answers_come_from_a_file_too_and_the_command_line_wins(folder: Path, tmp_path: Path, capsys: Output) -> None:
    nested, flat, case = (tmp_path / f"{name}.yaml" for name in ("nested", "flat", "case"))
    nested.write_text(
        "on: 2026-11-23\nvoice: agency\narea: here\nconcerns: [health]\ndone: [safety/ring]\n"
        "given: {safe: no, days-missed: 3, in-place: [work, plan]}\n",
        "utf-8",
    )
    flat.write_text(
        "on: 2026-11-23\nvoice: agency\narea: here\nconcerns: health\ndone: safety/ring\n"
        "safe: no\ndays-missed: 3\nin-place: work, plan\n",
        "utf-8",
    )
    case.write_text("case: case\nstory: S\nadvise: {a/b: C-1}\n" + nested.read_text("utf-8"), "utf-8")
    told = [run(capsys, "ask", "--given", f, "--json", "--library", folder) for f in (nested, flat, case)]
    assert told[0] == told[1] == told[2]
    asked = json.loads(told[0][1])["asked"]
    assert asked["given"] == {"days-missed": "3", "in-place": "plan, work", "safe": "no"}
    more = ["--given", nested, "days-missed=12", "voice=school", "--json", "--library", folder]
    asked = json.loads(run(capsys, "ask", *more)[1])["asked"]
    assert (asked["voice"], asked["given"]["days-missed"]) == ("school", "12")


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x\n", "a: [", "safe: yes\nsafe: no\n", "- safe\n", "safe: {a: {b: c}}\n", "\xff"]
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(
    text: str, folder: Path, tmp_path: Path, capsys: Output
) -> None:
    file = tmp_path / "child.yaml"
    file.write_bytes(text.encode("latin-1"))
    assert "child.yaml:" in wrong(capsys, "ask", "--given", file, "--library", folder)


# what-if


def test_what_if_tells_which_answer_would_change_the_next_step(folder: Path, rules: Library, capsys: Output) -> None:
    status, out, _ = run(capsys, "what-if", *TOLD, "--json", "--library", folder)
    told = json.loads(out)
    given = {"safe": "yes", "days-missed": "3", "in-place": "plan", "open-to": "nobody"}
    found = whatif.changes(rules, Circumstances("2026-11-23", "england", "parent", ("health",), given))
    assert status == 0
    assert list(told) == ["contract", "asked", "next", "changes"]
    assert told["next"] == {"tree": "rest", "step": "keep-going", "title": "Keep going"}
    assert [(c["fact"], c["instead"], c["next"]["step"]) for c in told["changes"]] == [
        (c.fact, c.instead, c.next.step.id) for c in found
    ]
    assert ("days-missed", "10", "monitor") in [(c["fact"], c["instead"], c["next"]["step"]) for c in told["changes"]]
    status, out, _ = run(capsys, "what-if", *TOLD, "--library", folder)
    assert status == 0
    assert "10 school days" in out
    assert "Start the monitor" in out


# How it ends


def test_ctrl_c_ends_it_without_a_word(folder: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "ask", interrupted)
    assert run(capsys, "ask", "--library", folder)[:2] == (130, "")


def program(*words: object) -> list[str]:
    return [sys.executable, "-m", "pathway", *(str(word) for word in words)]


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    told = program("ask", *TOLD, "--json", "--library", folder)
    ended = subprocess.run(told, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_the_output_is_utf_8_whatever_the_machine_thinks(folder: Path) -> None:
    told = program("ask", "safe=n\u00e4", "--library", folder)
    ended = subprocess.run(
        told,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        cwd=ROOT,
    )
    assert ended.returncode == 2
    assert "\u201c" in ended.stderr.decode("utf-8")


# The conversation


def talk(rules: Library, *lines: str, start: Entered | None = None) -> tuple[advice.Recommendation, list[str]]:
    """Where a conversation ended, and what was shown."""
    shown: list[str] = []
    end = terminal.converse(rules, start or Entered("2026-11-23"), iter(lines), shown.append)
    return end, shown


def test_who_asks_and_where_the_child_lives_come_first_then_each_question(rules: Library) -> None:
    end, shown = talk(rules, "parent", "here", "yes", "health", "3", "none of these")
    assert end.next is not None
    assert end.next.name == "health/make"
    assert (end.child.voice, end.child.area, end.child.concerns) == ("parent", "here", ("health",))
    asked = [words for words in shown if words.startswith("\n")]
    assert len(asked) == 6
    assert "Is your child safe?" in asked[2]
    assert "(Count them.)" in asked[4]


@pytest.mark.parametrize("concern", ["1", "health", "HEALTH", "hea", "1, 2", "health, exc"])
def test_a_choice_is_made_by_number_name_or_beginning(rules: Library, concern: str) -> None:
    end, _ = talk(rules, "2", "england", "1", concern, "3", "1, 3", "early y", "none yet")
    assert end.child.voice == "school"
    assert end.child.given == {
        "safe": "yes", "days-missed": "3", "in-place": "plan, work", "open-to": "early years", "asked-on": "none yet"
    }  # fmt: skip
    assert end.next is not None


def test_an_unclear_or_wrong_answer_is_told_and_the_question_stays(rules: Library) -> None:
    wrong = ["early", "9", "0", "", "somebody", "\x00", "x" * 10_000]
    end, shown = talk(rules, "s", "here", "y", "health", "many", "-1", "3", "plan, parrot", "plan", *wrong, "nobody")
    assert end.next is not None
    assert end.child.given["open-to"] == "nobody"
    assert any("early help or early years" in words for words in shown)
    assert len(shown) == 1 + 7 + 3 + len(wrong)
    assert max(map(len, shown)) < 1_000


def test_a_question_mark_tells_why_it_is_asked_and_who_would_know(rules: Library) -> None:
    _, shown = talk(rules, "parent", "here", "?", "stop")
    assert "Safety comes first." in shown[-1]
    assert "Whoever saw the child last" in shown[-1]


def test_back_takes_the_last_answer_back(rules: Library) -> None:
    end, _ = talk(rules, "parent", "here", "no", "back", "yes", "health", "12")
    assert end.child.given == {"safe": "yes", "days-missed": "12"}
    end, shown = talk(rules, "back", "agency", "back", "school", "stop")
    assert end.child.voice == "school"
    assert "first question" in shown[2]


def test_not_sure_is_an_answer(rules: Library) -> None:
    end, _ = talk(rules, "parent", "here", "not sure", "not sure", "not sure", "not s", "Not sure", "not sure")
    assert set(end.child.given.values()) == {"not sure"}
    assert end.child.concerns == ("not sure",)
    assert end.next is not None


def test_stop_or_the_end_of_the_input_gives_what_is_certain_so_far(rules: Library) -> None:
    for lines in (["parent", "here", "no", "health", "stop"], ["parent", "here", "no", "health"], ["STOP"], []):
        end, _ = talk(rules, *lines)
        assert end.next is None
        assert [a.name for a in end.so_far] == (["safety/ring"] if lines[2:] else [])


def test_what_was_given_is_not_asked_and_back_does_not_go_behind_it(rules: Library) -> None:
    start = Entered("2026-11-23", area="here", voice="school", concerns="health", given={"safe": "yes"})
    end, shown = talk(rules, "back", "12", start=start)
    assert end.next is not None
    assert end.next.name == "health/monitor"
    assert "How many days?" in shown[1]


def test_in_a_terminal_it_asks(folder: Path) -> None:
    """A real pseudo-terminal: everything typed beforehand, everything shown read back."""
    ours, theirs = os.openpty()
    told = program("ask", "on=2026-11-23", "--library", folder)
    with subprocess.Popen(told, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as running:
        os.close(theirs)
        os.write(ours, b"school\nhere\nmaybe\nyes\nhealth\n12\n")
        shown = b"".join(chunks(ours)).decode()
    os.close(ours)
    assert running.returncode == 0
    assert "Is the pupil safe?" in shown
    assert "not yes, no or not sure" in shown
    assert shown.index("How many days?") < shown.index("DO THIS NEXT") < shown.index("Start the monitor")


def chunks(terminal: int) -> Iterator[bytes]:
    """What a pseudo-terminal shows until its other end is closed (which Linux reports as an error)."""
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:
            return
        if not chunk:
            return
        yield chunk
