"""The commands of authors: check, cases, new."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from pathway.authoring.problems import ProblemsFound, as_json, render
from pathway.authoring.reader import Authored, given
from pathway.cli.parser import Mistake, counted, read_library, say
from pathway.proof import clauses

FAMILIES = Path(__file__).parents[2] / "tests" / "families" / "frequencies.yaml"
"""How often families of each kind come; only where the whole project is there."""

"""What a shell sees when a program writes to a pipe that nobody reads any more."""


def check(args: argparse.Namespace) -> int:
    from pathway.proof import check

    carried: list[dict[str, object]] = []
    broken, law_words = False, ""
    told_laws: list[dict[str, object]] | None = None
    try:
        authored = read_library(args.library, drafts=True)
        if args.write_examples and (written := check.write_examples(authored, Path(args.library))):
            words = "\n\n".join(f"{file}\n{sample.lines()}" for file, sample in written)
            say(words) if args.json else print(words, end="\n\n")
            say(f"{counted(len(written), 'example')} written: read each against the source, and mend what is wrong")
            authored = read_library(args.library, drafts=True)
        report = clauses.clauses(authored, authored.pages, date.today().isoformat())
        missing = report.missing_rules if args.strict else ()
        problems = sorted({*check.check(authored), *report.problems, *missing})
        if args.clauses and args.json:
            carried = [asdict(one) for one in report.carried]
        elif args.clauses:
            print(report, end="\n\n" if problems else "\n")
        broken, law_words, told_laws = try_laws(authored, args.laws, args.json)
    except ProblemsFound as found:
        problems = list(found.problems)
    if args.json and (args.clauses or told_laws is not None):
        told: dict[str, object] = {"clauses": carried} if args.clauses else {}
        told |= {"laws": told_laws} if told_laws is not None else {}
        told["problems"] = [asdict(found) for found in problems]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif args.json:
        print(as_json(problems), end="")
    elif problems:
        print(render(problems))
    if law_words:
        say(law_words)
    say(f"\n{counted(len(problems), 'problem')} found" if problems else "no problems found")
    return 1 if problems or broken else 0


def try_laws(authored: Authored, every: bool, quiet: bool) -> tuple[bool, str, list[dict[str, object]] | None]:
    """Whether a law is broken that fails the check, a line about the laws, and with `--laws` all that they found.

    Without `--laws` the quick ones are looked at over a few children, and their violations are counted only.
    """
    from pathway.proof import laws, report

    library = authored.library
    if not every:
        found = laws.quick(library)
        line = report.summary(found, laws.QUICK)
        broken = any(r.fails and r.found.law in laws.KEPT for r in found)
        shown = f"{report.in_words(library, [r for r in found if r.found.law in laws.KEPT])}\n\n" if broken else ""
        return broken, f"{shown}laws: {line} (`--laws` tries all ten, and shows what it finds)", None
    folder = FAMILIES
    weights = laws.weights(given(folder)) if folder.is_file() else None
    found = laws.tried(library, laws.Trial(weights=weights), authored.cases, say)
    if not quiet and found:
        print(report.in_words(library, found), end="\n\n")
    return any(r.fails for r in found), f"laws: {report.summary(found, laws.LAWS)}", report.as_data(found)


def cases(args: argparse.Namespace) -> int:
    from pathway.proof import examples

    ran = examples.run(read_library(args.library))
    failed = [one for one in ran if not one.passed]
    for one in failed:
        print(f"{one.file}:{one.line}: {one.name}\n    expected: {one.expected}\n    got:      {one.found}")
    print(f"{len(ran) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def new_file(args: argparse.Namespace) -> int:
    from pathway.cli import new

    library = read_library(args.library, drafts=True).library
    try:
        path, then = new.make(Path(args.library), library, args.kind, args.name, date.today().isoformat())
    except new.NotMade as wrong:
        raise Mistake(str(wrong), wrong.hint) from None
    print(path)
    say(f"next: {then}")
    return 0
