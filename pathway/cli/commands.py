"""The command line. Data goes to standard output, words about it to standard error.

Ends with 0, with 1 where problems were found, or with 2 where it was used wrongly. Only here is the clock of the
machine read. What a command needs is imported when it runs.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pathway.authoring.problems import ProblemsFound, render
from pathway.cli.asking import ask_once, schema, what_if
from pathway.cli.checking import cases, check, new_file
from pathway.cli.parser import (
    Command,
    Mistake,
    Parser,
    counted,
    near,
    say,
    takes_ask,
    takes_build,
    takes_check,
    takes_circumstances,
    takes_host_check,
    takes_library,
    takes_new,
    takes_nothing,
    takes_serve,
)

BROKEN_PIPE = 141

"""What a shell sees when a program writes to a pipe that nobody reads any more."""


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
        say(f"pathway: {wrong}")
        return 2
    except ProblemsFound as found:
        say(f"{render(found.problems)}\n\npathway: the rules have problems, so nothing was done")
        return 1
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        say("")
        return 130
    except OSError as wrong:
        say(f"pathway: {wrong.filename or 'a file'}: {(wrong.strerror or str(wrong)).lower()}")
        return 2


def _run(argv: list[str]) -> int:
    if not argv or argv[0] in ("-h", "--help", "help"):
        (print if argv else say)(_overview())
        return 0 if argv else 2
    name, *rest = argv
    command = COMMANDS.get(name)
    if command is None:
        raise Mistake(f"there is no command `{name}`", near(name, COMMANDS, "`pathway --help` lists the commands"))
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
        raise Mistake(f"{what} `{wrong}`", near(wrong, options, f"`{parser.prog} --help` shows how it is used"))
    return command.run(args)


def _overview() -> str:
    lines = ["usage: pathway COMMAND ...", "", "What should happen next for a child who is missing school.", ""]
    lines += [f"  {name:<10} {command.says[:1].lower()}{command.says[1:]}" for name, command in COMMANDS.items()]
    lines += ["", "`pathway COMMAND --help` says more about one of them, with an example."]
    return "\n".join(lines)


def _build(args: argparse.Namespace) -> int:
    from pathway.site.build import BuildProblem, build

    try:
        build(Path(args.out), drafts=args.drafts)
    except BuildProblem as wrong:
        say(f"pathway: {wrong}")
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
    say(f"{counted(len(found), 'fault')} found" if found else "nothing is wrong with this host")
    return 1 if found else 0


COMMANDS = {
    "check": Command(
        "Show every problem in the rules, with file, line and a hint",
        "  pathway check\n  pathway check my-library --json\n  pathway check --laws",
        takes_check,
        check,
    ),
    "new": Command(
        "Make a file for a new area, tree or case, ready to be filled in",
        "  pathway new area rutland\n  pathway new tree home-visits\n  pathway new case a-long-flu",
        takes_new,
        new_file,
    ),
    "ask": Command(
        "Show what should happen next; in a terminal, ask what is missing",
        "  pathway ask\n"
        "  pathway ask voice=school area=worcestershire concerns=health health-days-missed=12 --final\n"
        "  pathway ask --given child.yaml --done safety/tell-social-care --on 2026-11-23 --json",
        takes_ask,
        ask_once,
    ),
    "what-if": Command(
        "Show which change of one answer would change the next step",
        "  pathway what-if voice=school concerns=health health-days-missed=12",
        takes_circumstances,
        what_if,
    ),
    "schema": Command(
        "Print the JSON Schema of what `pathway ask --json` prints",
        "  pathway schema > answer.schema.json",
        takes_nothing,
        schema,
    ),
    "cases": Command("Run every example and worked case", "  pathway cases", takes_library, cases),
    "build": Command("Build the whole site", "  pathway build --out build/site", takes_build, _build),
    "serve": Command(
        "Build the site, serve it here, rebuild on change", "  pathway serve --port 8000", takes_serve, _serve
    ),
    "host-check": Command(
        "Show what a web server that runs the site does wrong",
        "  pathway host-check https://learning.example.org/",
        takes_host_check,
        _host_check,
    ),
}
