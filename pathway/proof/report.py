"""What the laws found, in words and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import fill

from pathway.engine.model import Library
from pathway.proof.children import command
from pathway.proof.laws import LAWS, MOST_ALLOWED, Report, unneeded


def in_words(library: Library, reports: Sequence[Report]) -> str:
    """Every kind of violation, with how often it came and the smallest child, law by law; then the exceptions."""
    parts = []
    for law, name in LAWS.items():
        own = [r for r in reports if r.found.law == law]
        if own:
            parts.append("\n\n".join([f"{law} {name}: {_sum(own)}", *map(_one, own)]))
    more = [
        f"`allowed` in pathway.yaml: nothing needs {a.law} at {', '.join(a.where)}" for a in unneeded(library, reports)
    ]
    if len(library.allowed) > MOST_ALLOWED:
        more.append(f"{len(library.allowed)} exceptions are allowed; more than {MOST_ALLOWED} need a decision record")
    return "\n\n".join([*parts, *more])


def summary(reports: Sequence[Report], laws: Iterable[str]) -> str:
    """One line: how many kinds of violation each law has."""
    counts = Counter(r.found.law for r in reports if r.allowed is None)
    return ", ".join(f"{law} {counts[law] or 'holds'}" for law in laws)


def as_data(reports: Iterable[Report]) -> list[dict[str, object]]:
    """The same for other programs."""
    return [
        {
            "law": r.found.law,
            "kind": r.found.kind,
            "names": list(r.found.names),
            "says": r.found.says,
            "count": r.count,
            "child": command(r.found.child) if r.found.child else None,
            "beside": command(r.found.beside) if r.found.beside else None,
            "allowed": r.allowed.why if r.allowed else None,
            "counted_only": r.counted_only,
        }
        for r in reports
    ]


def _sum(own: Sequence[Report]) -> str:
    allowed = sum(r.allowed is not None for r in own)
    words = [
        f"{len(own)} {'kind' if len(own) == 1 else 'kinds'} of violation",
        f"seen {sum(r.count for r in own)} times",
    ]
    words += [f"{allowed} allowed"] if allowed else []
    only = sum(r.counted_only for r in own)
    words += ["counted only"] if only == len(own) else [f"{only} of them counted only"] if only else []
    return ", ".join(words)


def _one(report: Report) -> str:
    found = report.found
    head = fill(
        f"{found.law} {found.kind}: {found.says} [{report.count}]",
        118,
        subsequent_indent="    ",
        break_on_hyphens=False,
    )
    lines = [head, *(f"    {command(child)}" for child in (found.child, found.beside) if child)]
    if report.allowed:
        lines.append(f"    allowed: {report.allowed.why} (case {report.allowed.case})")
    return "\n".join(lines)
