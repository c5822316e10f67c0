"""The command line. Data goes to standard output, words about it to standard error.

Ends with 0, with 1 where problems were found, or with 2 where it was used wrongly. Only here is the clock of the
machine read. What a command needs is imported when it runs.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import NoReturn

from pathway.authoring.problems import ProblemsFound, as_json, render
from pathway.authoring.reader import Authored, given, read
from pathway.engine.advice import as_json as answer_as_json
from pathway.engine.advice import ask
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.terminal import Entered, converse
from pathway.tool.handouts import GIVE_BREAKS, answer_words, plain

LIBRARY = Path(__file__).parent / "library"
OWN_KEYS = ("on", "area", "voice", "concerns", "done")
"""What circumstances hold beside facts, on the command line and in a file alike."""
LISTS = ("concerns", "done")
CASE_KEYS = ("case", "story", "next", "advise", "never")
BROKEN_PIPE = 141
"""What a shell sees when a program writes to a pipe that nobody reads any more."""


class Mistake(Exception):
    """Something that the person at the keyboard can mend: what is wrong, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message + (f"\nhint: {hint}" if hint else ""))


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are mistakes like all others."""

    def error(self, message: str) -> NoReturn:
        raise Mistake(message, f"`{self.prog} --help` shows how it is used")


@dataclass(frozen=True)
class Command:
    """One command: what it does, an example, what it takes and what runs it."""

    says: str
    example: str
    takes: Callable[[Parser], object]
    run: Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status, after the command has run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        status = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
        return status
    except SystemExit as ended:  # argparse, after --help
        return ended.code if isinstance(ended.code, int) else 0
    except Mistake as wrong:
        _say(f"pathway: {wrong}")
        return 2
    except ProblemsFound as found:
        _say(f"{render(found.problems)}\n\npathway: the rules have problems, so nothing was done")
        return 1
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        _say("")
        return 130
    except OSError as wrong:
        _say(f"pathway: {wrong.filename or 'a file'}: {(wrong.strerror or str(wrong)).lower()}")
        return 2


def _run(argv: list[str]) -> int:
    if not argv or argv[0] in ("-h", "--help", "help"):
        (print if argv else _say)(_overview())
        return 0 if argv else 2
    name, *rest = argv
    command = COMMANDS.get(name)
    if command is None:
        raise Mistake(f"there is no command `{name}`", _near(name, COMMANDS, "`pathway --help` lists the commands"))
    parser = Parser(
        prog=f"pathway {name}",
        description=command.says,
        epilog=f"example:\n{command.example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.takes(parser)
    args, more = parser.parse_known_intermixed_args(rest)
    if more:
        # An unknown option comes first: the word after it may be its value.
        wrong = next((word for word in more if word.startswith("-")), more[0]).partition("=")[0]
        options = [option for action in parser._actions for option in action.option_strings]
        what = "there is no option" if wrong.startswith("-") else "there is nothing to do with"
        raise Mistake(f"{what} `{wrong}`", _near(wrong, options, f"`{parser.prog} --help` shows how it is used"))
    return command.run(args)


def _overview() -> str:
    lines = ["usage: pathway COMMAND ...", "", "What should happen next for a child who is missing school.", ""]
    lines += [f"  {name:<10} {command.says[:1].lower()}{command.says[1:]}" for name, command in COMMANDS.items()]
    lines += ["", "`pathway COMMAND --help` says more about one of them, with an example."]
    return "\n".join(lines)


# --- check and cases ---


def _check(args: argparse.Namespace) -> int:
    from pathway.authoring import check

    carried: list[dict[str, object]] = []
    try:
        authored = _authored(args.library)
        report = check.clauses(authored, authored.pages, date.today().isoformat())
        missing = report.missing_rules if args.strict else ()
        problems = sorted({*check.check(authored), *report.problems, *missing})
        if args.clauses and args.json:
            carried = [asdict(one) for one in report.carried]
        elif args.clauses:
            print(report, end="\n\n" if problems else "\n")
    except ProblemsFound as found:
        problems = list(found.problems)
    if args.json and args.clauses:
        told = {"clauses": carried, "problems": [asdict(found) for found in problems]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif args.json:
        print(as_json(problems), end="")
    elif problems:
        print(render(problems))
    _say(f"\n{_count(len(problems), 'problem')} found" if problems else "no problems found")
    return 1 if problems else 0


def _cases(args: argparse.Namespace) -> int:
    from pathway.authoring import cases

    ran = cases.run(_authored(args.library))
    failed = [one for one in ran if not one.passed]
    for one in failed:
        print(f"{one.file}:{one.line}: {one.name}\n    expected: {one.expected}\n    got:      {one.found}")
    print(f"{len(ran) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


# --- ask and what-if ---


def _ask(args: argparse.Namespace) -> int:
    library = _authored(args.library).library
    entered = _entered(args)
    child = _read(library, entered)
    if sys.stdin.isatty() and sys.stdout.isatty() and not (args.json or args.final):
        print(f"\n{plain(converse(library, entered, _lines(), _say), GIVE_BREAKS)}", end="")
        return 0
    found = ask(library, child, final=args.final)
    print(answer_as_json(found) if args.json else plain(found, GIVE_BREAKS), end="")
    if found.ask_next and not args.json:
        _say("\nhint: give what is missing as FACT=VALUE (`not sure` is an answer), or add --final")
    return 0


def _what_if(args: argparse.Namespace) -> int:
    from pathway.engine.advice import as_data
    from pathway.engine.whatif import changes

    library = _authored(args.library).library
    child = _read(library, _entered(args))
    base, found = ask(library, child, final=True), changes(library, child)
    if args.json:
        whole = as_data(base)
        keys = ("tree", "step", "title")
        told = {
            "asked": whole["asked"],
            "next": {key: whole["next"][key] for key in keys} if base.next else None,
            "changes": [
                {
                    "fact": c.fact,
                    "answer": c.answer,
                    "instead": c.instead,
                    "next": {
                        "tree": c.next.tree,
                        "step": c.next.step.id,
                        "title": c.next.step.title[child.voice],
                        "urgency": c.next.urgency,
                    },
                }
                for c in found
            ],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    if base.next:
        print(f"Next: {base.next.step.title[child.voice]}\n")
    print("What would change it:" if found else "No change of a single answer would change it.")
    for name in dict.fromkeys(change.fact for change in found):
        fact, same = library.facts[name], [change for change in found if change.fact == name]
        was = answer_words(fact, same[0].answer, child.voice)
        print(f"\n{fill(f'{fact.ask[child.voice]} Now: {was}', 88)}")
        for change in same:
            words = f"{answer_words(fact, change.instead, child.voice)} -> {change.next.step.title[child.voice]}"
            print(fill(f"{words} [{change.next.urgency}]", 88, initial_indent="  - ", subsequent_indent="    "))
    if base.assumed:
        _say(f"\nnot known, so taken as not sure: {', '.join(a.fact for a in base.assumed)}")
    return 0


def _entered(args: argparse.Namespace) -> Entered:
    """Everything that a file, the options and the FACT=VALUE words say; what is said on the command line wins."""
    options: dict[str, object] = {k: getattr(args, k) for k in ("on", "area", "voice") if getattr(args, k) is not None}
    words = list(args.facts)
    for name in LISTS:
        # `--done a/b fact=value`: the list ends where a FACT=VALUE begins.
        listed = getattr(args, name)
        words += [word for word in listed or () if "=" in word]
        if listed is not None:
            options[name] = [n for word in listed if "=" not in word for n in word.split(",") if n.strip()]
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise Mistake(f"`{word}` is not FACT=VALUE", f"write it as in {EXAMPLE_FACT}")
        if name in options:
            raise Mistake(f"`{name}` is given twice", "leave one of the two out")
        options[name] = value
    said = _from_file(args.given) | options if args.given else options
    own = {name: said.pop(name) for name in OWN_KEYS if name in said}
    on = own.get("on", "today")
    done = own.get("done", ())
    return Entered(
        on=date.today().isoformat() if isinstance(on, str) and on.strip().casefold() == "today" else on,
        area=own.get("area"),
        voice=own.get("voice"),
        concerns=own.get("concerns"),
        given=said,
        done=tuple(done) if isinstance(done, list) else tuple(n for n in str(done or "").split(",") if n.strip()),
    )


def _from_file(name: str) -> dict[str, object]:
    """What a file of circumstances (or a worked case) says, its facts beside the rest."""
    if not Path(name).is_file():
        raise Mistake(f"there is no file `{name}`", "name a YAML file that holds answers, one `fact: answer` a line")
    try:
        said = given(Path(name))
    except ProblemsFound as found:
        raise Mistake(f"the file cannot be used\n\n{found}") from None
    facts = said.pop("given", {})
    if "case" in said:
        said = {key: value for key, value in said.items() if key not in CASE_KEYS}
    return said | (facts if isinstance(facts, dict) else {"given": facts})


def _read(library: Library, entered: Entered) -> Circumstances:
    child, messages = entered.read(library)
    if child is None:
        raise Mistake("\n".join(["these circumstances cannot be used", *(f"{m.field}: {m.words}" for m in messages)]))
    return child


def _lines() -> Iterator[str]:
    """What is typed, a line at a time, after a prompt."""
    while True:
        print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line


# --- build and serve ---


def _build(args: argparse.Namespace) -> int:
    from pathway.site.build import BuildProblem, build

    try:
        build(Path(args.out))
    except BuildProblem as wrong:
        _say(f"pathway: {wrong}")
        return 1
    return 0


def _serve(args: argparse.Namespace) -> int:
    from pathway.site.serve import PortInUse, serve

    try:
        serve(args.port)
    except PortInUse as wrong:
        raise Mistake(str(wrong)) from None
    return 0


def _host_check(args: argparse.Namespace) -> int:
    from pathway.site import hosting

    try:
        found = list(hosting.faults(args.address))
    except hosting.NoHost as wrong:
        raise Mistake(str(wrong), "give the whole address, as in https://learning.example.org/") from None
    for fault in found:
        print(f"{fault}\n")
    _say(f"{_count(len(found), 'fault')} found" if found else "nothing is wrong with this host")
    return 1 if found else 0


# --- what the commands take ---

EXAMPLE_FACT = "`pathway ask safety='no worry' health-days-missed=12`"


def _takes_library(parser: Parser) -> None:
    parser.add_argument("library", nargs="?", default=LIBRARY, metavar="LIBRARY", help="its folder (the one installed)")


def _takes_check(parser: Parser) -> None:
    _takes_library(parser)
    parser.add_argument(
        "--clauses", action="store_true", help="list which clause is carried where, and which is not yet"
    )
    parser.add_argument(
        "--strict", action="store_true", help="a clause that no rule, step, role or outcome carries is a problem"
    )
    parser.add_argument("--json", action="store_true", help="the problems as JSON")


def _takes_circumstances(parser: Parser) -> None:
    add = parser.add_argument
    add("facts", nargs="*", metavar="FACT=VALUE", help="an answer; on=, area=, voice=, concerns= and done= work too")
    add("--given", metavar="FILE.yaml", help="a file of answers, or a worked case")
    add("--on", metavar="DATE", help="the day to count from (today)")
    add("--area", help="where the child lives (england)")
    add("--voice", help="parent, school or agency (parent)")
    add("--concerns", nargs="+", metavar="NAME", help="what is happening")
    add("--done", nargs="+", metavar="TREE/STEP", help="steps that are done")
    add("--json", action="store_true", help="as JSON")
    add("--library", default=LIBRARY, metavar="DIR", help="the folder of the rules (the one installed)")


def _takes_ask(parser: Parser) -> None:
    _takes_circumstances(parser)
    parser.add_argument("--final", action="store_true", help="answer now: whatever is missing counts as not sure")


def _takes_build(parser: Parser) -> None:
    parser.add_argument("--out", default="build/site", metavar="DIR", help="where to (build/site)")


def _takes_serve(parser: Parser) -> None:
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port (8000)")


def _takes_host_check(parser: Parser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help="where the first page of the site is")


COMMANDS = {
    "check": Command(
        "Show every problem in the rules, with file, line and a hint",
        "  pathway check\n  pathway check my-library --json",
        _takes_check,
        _check,
    ),
    "ask": Command(
        "Show what should happen next; in a terminal, ask what is missing",
        "  pathway ask\n"
        "  pathway ask voice=school area=worcestershire concerns=health health-days-missed=12 --final\n"
        "  pathway ask --given child.yaml --done safety/tell-social-care --on 2026-11-23 --json",
        _takes_ask,
        _ask,
    ),
    "what-if": Command(
        "Show which change of one answer would change the next step",
        "  pathway what-if voice=school concerns=health health-days-missed=12",
        _takes_circumstances,
        _what_if,
    ),
    "cases": Command("Run every example and worked case", "  pathway cases", _takes_library, _cases),
    "build": Command("Build the whole site", "  pathway build --out build/site", _takes_build, _build),
    "serve": Command(
        "Build the site, serve it here, rebuild on change", "  pathway serve --port 8000", _takes_serve, _serve
    ),
    "host-check": Command(
        "Show what a web server that runs the site does wrong",
        "  pathway host-check https://learning.example.org/",
        _takes_host_check,
        _host_check,
    ),
}


def _authored(folder: str | Path) -> Authored:
    if not Path(folder).is_dir():
        raise Mistake(f"there is no folder `{folder}`", "name the folder that holds pathway.yaml")
    return read(Path(folder))


def _near(word: str, names: Sequence[str] | dict[str, Command], otherwise: str) -> str:
    near = get_close_matches(word, list(names), 1)
    return f"did you mean `{near[0]}`?" if near else otherwise


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
