"""What each command takes, and how a mistake in its use is said."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from pathway.authoring.reader import Authored, read

LIBRARY = Path(__file__).parents[1] / "library"

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


EXAMPLE_FACT = "`pathway ask safety='no worry' health-days-missed=12`"


def takes_nothing(parser: Parser) -> None:
    """No option but --help."""


def takes_library(parser: Parser) -> None:
    parser.add_argument("library", nargs="?", default=LIBRARY, metavar="LIBRARY", help="its folder (the one installed)")


def takes_check(parser: Parser) -> None:
    takes_library(parser)
    parser.add_argument(
        "--clauses", action="store_true", help="list which clause is carried where, and which is not yet"
    )
    parser.add_argument(
        "--strict", action="store_true", help="a clause that no rule, step, role or outcome carries is a problem"
    )
    parser.add_argument("--laws", action="store_true", help="try the ten laws over 20,000 children; takes some minutes")
    parser.add_argument("--json", action="store_true", help="the problems as JSON")
    parser.add_argument(
        "--write-examples", action="store_true", help="write the examples that are lacking into the trees, to be read"
    )


def takes_new(parser: Parser) -> None:
    parser.add_argument("kind", metavar="KIND", help="area, tree or case")
    parser.add_argument("name", metavar="NAME", help="lower case with hyphens; the file is named so too")
    parser.add_argument("--library", default=LIBRARY, metavar="DIR", help="the folder of the rules (the one installed)")


def takes_circumstances(parser: Parser) -> None:
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


def takes_ask(parser: Parser) -> None:
    takes_circumstances(parser)
    parser.add_argument("--final", action="store_true", help="answer now: whatever is missing counts as not sure")
    parser.add_argument("--drafts", action="store_true", help="with the trees that are being written")


def takes_build(parser: Parser) -> None:
    parser.add_argument("--out", default="build/site", metavar="DIR", help="where to (build/site)")
    parser.add_argument("--drafts", action="store_true", help="a preview, with the trees that are being written")


def takes_serve(parser: Parser) -> None:
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port (8000)")


def takes_host_check(parser: Parser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help="where the first page of the site is")


def read_library(folder: str | Path, drafts: bool = False) -> Authored:
    if not Path(folder).is_dir():
        raise Mistake(f"there is no folder `{folder}`", "name the folder that holds pathway.yaml")
    return read(Path(folder), drafts)


def near(word: str, names: Sequence[str] | dict[str, Command], otherwise: str) -> str:
    near = get_close_matches(word, list(names), 1)
    return f"did you mean `{near[0]}`?" if near else otherwise


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
