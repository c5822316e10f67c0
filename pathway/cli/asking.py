"""The commands that answer: ask, what-if, schema."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import fill

from pathway.authoring.problems import ProblemsFound
from pathway.authoring.reader import given
from pathway.cli.parser import EXAMPLE_FACT, Mistake, read_library, say
from pathway.cli.terminal import Entered, converse
from pathway.engine.advice import ask
from pathway.engine.answers import Circumstances
from pathway.engine.contract import as_json as answer_as_json
from pathway.engine.model import Library
from pathway.papers.handouts import plain
from pathway.words.wording import answer_words

ANSWER_SCHEMA = Path(__file__).parents[1] / "engine" / "answer.schema.json"

OWN_KEYS = ("on", "area", "voice", "concerns", "done")
"""What circumstances hold beside facts, on the command line and in a file alike."""

LISTS = ("concerns", "done")

CASE_KEYS = ("case", "story", "next", "advise", "never")

GIVE_BREAKS = ' Give them as term-breaks, for example term-breaks="21 12 2026 to 1 1 2027".'
"""How to give holidays here, said where a date rests on them."""

"""What a shell sees when a program writes to a pipe that nobody reads any more."""


def ask_once(args: argparse.Namespace) -> int:
    library = read_library(args.library, args.drafts).library
    entered = as_entered(args)
    child = read_child(library, entered)
    if sys.stdin.isatty() and sys.stdout.isatty() and not (args.json or args.final):
        print(f"\n{plain(converse(library, entered, typed_lines(), say), GIVE_BREAKS)}", end="")
        return 0
    found = ask(library, child, final=args.final)
    print(answer_as_json(found) if args.json else plain(found, GIVE_BREAKS), end="")
    if found.next and found.next.step.emergency and not args.json:
        say(f"\nhint: when you are ready, go on about school with --done {found.next.name}")
    if found.ask_next and not args.json:
        say("\nhint: give what is missing as FACT=VALUE (`not sure` is an answer), or add --final")
    return 0


def what_if(args: argparse.Namespace) -> int:
    from pathway.engine.contract import as_data
    from pathway.engine.whatif import changes

    library = read_library(args.library).library
    child = read_child(library, as_entered(args))
    base, found = ask(library, child, final=True), changes(library, child)
    if args.json:
        whole = as_data(base)
        keys = ("tree", "step", "title")
        told = {
            "contract": whole["contract"],
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
        say(f"\nnot known, so taken as not sure: {', '.join(a.fact for a in base.assumed)}")
    return 0


def schema(_: argparse.Namespace) -> int:
    print(ANSWER_SCHEMA.read_text("utf-8"), end="")
    return 0


def as_entered(args: argparse.Namespace) -> Entered:
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
    said = from_file(args.given) | options if args.given else options
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


def from_file(name: str) -> dict[str, object]:
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


def read_child(library: Library, entered: Entered) -> Circumstances:
    child, messages = entered.read(library)
    if child is None:
        raise Mistake("\n".join(["these circumstances cannot be used", *(f"{m.field}: {m.words}" for m in messages)]))
    return child


def typed_lines() -> Iterator[str]:
    """What is typed, a line at a time, after a prompt."""
    while True:
        print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        yield line
