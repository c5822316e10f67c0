"""Whole-library judgements, area by area: is every answer answered, every rule cited, every promise kept?

`check` proves it with boxes (`pathway.proof.boxes`), not by trying cases, so that what it does not report is not
there. `clauses` says which clause of the sources is carried where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pathway.authoring.pasting import Sample
from pathway.authoring.problems import Problem, gathered, problem
from pathway.authoring.reader import Authored, Case
from pathway.engine.model import Library
from pathway.engine.rules import Rules, holds, rules, turns
from pathway.engine.terms import DOCUMENT_SAYS
from pathway.proof import figures, samples
from pathway.proof.boxes import Land
from pathway.proof.clauses import forms, place_of, used
from pathway.proof.examples import run_case
from pathway.proof.reach import branches, loops_in, proved, reached

_OWN_TIMES = ("local", "suggestion")
"""The kinds of rule whose times need no words of a document."""

_YES_NO = {True: "yes", False: "no"}


def write_examples(authored: Authored, folder: Path) -> list[tuple[str, Sample]]:
    """The examples that were lacking, each with its file, now that they stand there; none while a walk is a circle."""
    return [] if loops_in(authored) else samples.write(folder, authored, lands_of(authored.library))


def check(authored: Authored) -> list[Problem]:
    """Every problem of a library that reads well, sorted by file and line."""
    library = authored.library
    loops = loops_in(authored)
    lands = lands_of(library)
    found = [
        *loops,
        *branches(authored, lands),
        *reached(authored, lands),
        *_all_clear(authored),
        *_unused(authored),
        *_local(authored, lands),
        *_forbidden(authored, lands),
        *forms(authored),
        *_counted(authored),
        *figures.problems(authored),
    ]
    if not loops:
        found += [*_examples(authored, lands), *_cases(authored)]
    return list(gathered(found))


def lands_of(library: Library) -> list[Land]:
    """Every area in every stretch of days, with every walk."""
    return [Land(ready, proved(ready.library)) for area in library.areas for ready in _stretches(library, area)]


def _stretches(library: Library, area: str) -> list[Rules]:
    """The rules of an area in every stretch of days in which they stay the same."""
    return [rules(library, area, day) for day in ("", *turns(library))]


def _cases(authored: Authored) -> Iterator[Problem]:
    """What the worked cases expect and the engine does not advise, or advises though it must not.

    A case knows nothing of a draft, unless it names one of its steps.
    """
    for case in authored.cases:
        place = place_of(authored, f"cases/{case.id}/case")
        named = {name.partition("/")[0] for name in (case.next, *case.advise) if name}
        ended = [name for name in sorted(named) if not holds(authored.whole.trees[name], case.on)]
        if ended:
            yield problem("dated-outside", place, on=case.on, tree=ended[0])
            continue
        try:
            ran = run_case(_library_of(authored, case), case)
        except ValueError:  # a gap, which is reported where it stands
            continue
        for one in ran:
            if not one.passed:
                yield problem("case-fails", place, expected=one.expected, found=one.found)


def _library_of(authored: Authored, case: Case) -> Library:
    trees = authored.published.trees
    named = (case.next, *case.advise, *case.never, *case.done)
    known = all(name.partition("/")[0] in trees for name in named if name)
    known = known and set(case.concerns) <= set(authored.published.concerns)
    return authored.published if known else authored.library


def _unused(authored: Authored) -> Iterator[Problem]:
    library = authored.library
    facts, clocks, numbers = used(authored.whole)
    for fact in library.facts.values():
        if fact.id not in facts and fact.kind != "date ranges":
            yield problem("unused-fact", place_of(authored, f"facts/{fact.id}"), name=fact.id)
    for clock in library.clocks:
        if clock not in clocks:
            yield problem("unused-clock", place_of(authored, f"clocks/{clock}"), name=clock)
    for number in library.numbers:
        if number not in numbers:
            yield problem("unused-number", place_of(authored, f"pathway/numbers/{number}"), name=number)


def _counted(authored: Authored) -> Iterator[Problem]:
    """Clocks that count otherwise than the document does whose words they give, or that leave its words out.

    A suggestion of ours may count the first day too: it then ends a day sooner, never later.
    """
    for clock in authored.library.clocks.values():
        first, before = DOCUMENT_SAYS[clock.document_says], clock.document_says == "before"
        if first is None:
            strong = [c for name in clock.carries if (c := authored.library.clauses[name]).kind not in _OWN_TIMES]
            if strong:
                place = place_of(authored, f"clocks/{clock.id}/document says")
                yield problem("no-document-words", place, kind=strong[0].kind, name=strong[0].id)
            continue
        careful = any(authored.library.clauses[name].kind == "suggestion" for name in clock.carries)
        counts = first or (clock.first_day_counts and careful)
        pairs = [("first day counts", _YES_NO[clock.first_day_counts], _YES_NO[counts])]
        if before != (clock.limit == "before that day"):
            pairs.append(("limit", clock.limit, "before that day" if before else "at the latest"))
        for key, value, wanted in pairs:
            if value != wanted:
                words = {"says": clock.document_says, "key": key, "value": value, "wanted": wanted}
                yield problem("counts-otherwise", place_of(authored, f"clocks/{clock.id}/{key}"), **words)


def _local(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Steps that rest on another area's own practice alone, and are advised all the same."""
    library = authored.library
    for land in lands:
        adopted = library.areas[land.area].adopts
        reached: dict[str, str] = {}
        for root in land.roots:
            for end in land.ends[root]:
                for name in land.advised(end):
                    reached.setdefault(name, "" if name == end.step else f" with `{end.step}`")
        for name in tuple(reached):
            reached.setdefault(library.step(name).if_not_done.go_to, f" when `{name}` is not done")
        for name, how in reached.items():
            rests_on = [library.clauses[c] for c in library.step(name).carries]
            if all(c.kind == "local" and c.document not in adopted for c in rests_on):
                place = place_of(authored, f"trees/{name.replace('/', '/steps/', 1)}")
                yield problem("local-step", place, name=name, area=library.areas[land.area].name, how=how)


def _all_clear(authored: Authored) -> Iterator[Problem]:
    """Days set on a tree whose step is left when nothing else is advised."""
    library = authored.library
    for name in filter(None, (library.all_clear, library.not_clear)):
        tree = library.trees[name.partition("/")[0]]
        for key, day in (("in force from", tree.in_force_from), ("in force until", tree.in_force_until)):
            if day:
                yield problem("all-clear-dated", place_of(authored, f"trees/{tree.id}/{key}"))


def _forbidden(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Pairs of steps that must never be advised together, and are, each with somebody whom that happens to."""
    library = authored.library
    for index, (one, two) in enumerate(library.forbidden):
        for land in lands:
            box = land.together(one, two)
            if box is not None:
                voice, given = land.given(box, library.reviewed)
                witness = ", ".join([f"voice {voice}", *(f"{f}: {a}" for f, a in given.items())])
                place = place_of(authored, f"pathway/forbidden pairs/{index}")
                area = library.areas[land.area].name
                yield problem("forbidden-pair", place, one=one, two=two, area=area, witness=witness)
                break


def _examples(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Examples that do not hold, and what no example shows, with an example ready to be filled in."""
    shown = samples.Shown()
    for tree in authored.library.trees:
        for index, example in enumerate(e for e in authored.examples if e.tree == tree):
            held = authored.library.trees[tree]
            if not holds(held, example.on):
                place = place_of(authored, f"trees/{tree}/examples/{index}")
                yield problem("dated-outside", place, on=example.on, tree=tree)
                example = replace(example, on=held.in_force_from or held.in_force_until)
            walker, path = samples.walked(authored.library, example)
            if path is None:
                continue
            shown.add(walker, path)
            place = place_of(authored, f"trees/{tree}/examples/{index}")
            if path.needs:
                yield problem("example-incomplete", place, name=path.needs)
            elif path.end != example.reach:
                own = f"{example.tree}/"
                words = {"found": path.end.removeprefix(own), "wanted": example.reach.removeprefix(own)}
                yield problem("example-fails", place, **words)
    for one in samples.lacking(authored, lands, shown):
        place = place_of(authored, f"trees/{one.tree}/questions/{one.question}/if/{one.phrase}")
        example_words = one.sample.lines() if one.sample else ""
        if one.side:
            yield problem("one-sided-cut", place, at=one.at, number=one.side.number, example=example_words)
        else:
            hint = "" if one.sample else "add an example that comes here from the tree's first question"
            yield problem("untested-branch", place, hint, phrase=one.phrase, example=example_words)
