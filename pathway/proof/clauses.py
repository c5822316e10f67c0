"""Where each clause is carried, and which stand nowhere, or in no form that they need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pathway.authoring import guidance
from pathway.authoring.problems import Place, Problem, problem
from pathway.authoring.reader import Authored
from pathway.authoring.written import Desk
from pathway.engine.model import Library
from pathway.engine.rules import rules
from pathway.engine.terms import STRAIGHT_AWAY, TODAY
from pathway.papers import wordings
from pathway.proof import figures

# Where a clause is cited, and the form that it is carried in there.
WHERE = {
    "rule": "on a question, a number or a clock that is used",
    "step": "on a step",
    "role": "on a role, in roles.yaml",
    "outcome": "on an outcome or a stage",
    "page": "under `carries:` in the front matter of a page",
    "tool": "under `carries:` of a page of the toolkit or the training, or of one with a `script:`",
    "": "anywhere",
}


@dataclass(frozen=True)
class Carried:
    """A clause in one form that it is needed in (empty: in any), and every place that carries it there."""

    clause: str
    form: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class ClauseReport:
    """Which clause is carried where.

    `problems` are those of the pages. `missing` is what is carried nowhere; `missing_rules` leaves out of
    it the forms that guidance carries (page, tool), which may follow the rules. `pages` are those that were read.
    """

    carried: tuple[Carried, ...]
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...]
    missing_rules: tuple[Problem, ...]
    pages: tuple[guidance.Page, ...] = ()

    def __str__(self) -> str:
        """The report in words, a line for each clause and form, what is missing first."""
        lines = [f"{c.clause:<10} {c.form or 'anywhere':<9} {', '.join(c.by) or 'NOT YET'}" for c in self.carried]
        lines.sort(key=lambda line: not line.endswith("NOT YET"))
        left = len(self.missing)
        lines.append(f"{len(self.carried)} wanted, {len(self.carried) - left} carried, {left} not yet")
        return "\n".join(lines)


def clauses(authored: Authored, pages: Path | None = None, today: str = "") -> ClauseReport:
    """Which clause is carried where, and what is wrong with the pages under `pages`; no review is after `today`."""
    library = authored.library
    cited: dict[tuple[str, str], list[str]] = {}
    for form, where, carries, _ in citations(library):
        for name in carries:
            cited.setdefault((name, form), []).append(where)
    desk = Desk(known={"clause": library.clauses, "fact": library.facts})
    answers = wordings.answers(library)
    written = guidance.read(pages, desk, authored.glossary, today, answers=answers) if pages is not None else ()
    for page in written:
        for name in page.carries:
            for form in page.forms:
                cited.setdefault((name, form), []).append(f"{pages.name if pages else ''}/{page.name}")
    carried = []
    missing = []
    missing_rules = []
    for clause in library.clauses.values():
        for form in clause.forms or ("",):
            forms = (form,) if form else ("rule", "step", "role", "outcome", "page")
            by = tuple(dict.fromkeys(w for f in forms for w in cited.get((clause.id, f), ())))
            carried.append(Carried(clause.id, form, by))
            if not by:
                place = place_of(authored, f"sources/{clause.document}/clauses/{clause.id}")
                words = {"name": clause.id, "form": f"as {form}" if form else "anywhere", "where": WHERE[form]}
                missing.append(problem("not-carried", place, **words))
                if form not in ("page", "tool"):
                    missing_rules.append(missing[-1])
    stale = figures.in_pages(authored, written, pages) if pages is not None else ()
    problems = tuple(sorted({*desk.problems, *stale}))
    return ClauseReport(tuple(carried), problems, tuple(sorted(missing)), tuple(sorted(missing_rules)), written)


def place_of(authored: Authored, path: str) -> Place:
    """Where a value stands; for one that is not written out, where its owner does."""
    while path not in authored.places and "/" in path:
        path = path.rpartition("/")[0]
    return authored.places.get(path, Place(f"{path}.yaml", 1))


def used(library: Library) -> tuple[set[str], set[str], set[str]]:
    """The facts, clocks and numbers that something uses."""
    asked = {q.fact for tree in library.trees.values() for q in tree.questions.values()}
    clocks = {c.id for c in library.clocks.values() if c.starts_from in asked}
    for tree in library.trees.values():
        for step in tree.steps.values():
            clocks |= {step.by, step.send_by, step.answer_by, step.if_not_done.after, *step.later}
    clocks -= {STRAIGHT_AWAY, ""}
    clocks |= {other for c in clocks if (other := library.clocks[c].or_later)}
    running = [library.clocks[c] for c in clocks]
    numbers = {c.length for c in running if isinstance(c.length, str)}
    for area in library.areas:
        for nodes in rules(library, area, library.reviewed).nodes.values():
            numbers |= {n for node in nodes.values() for cover, _, _ in node.branches for n in cover.numbers}
    facts = asked | {c.starts_from for c in running} | {f for c in running for f, _ in c.only_if}
    return facts - {TODAY}, clocks, numbers


def citations(library: Library) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Every place that cites: the form it carries a clause in, its name, what it cites, and its path."""
    _, clocks, numbers = used(library)
    for tree in library.trees.values():
        for question in tree.questions.values():
            yield "rule", f"{tree.id}/{question.id}", question.carries, f"trees/{tree.id}/questions/{question.id}"
        for step in tree.steps.values():
            yield "step", f"{tree.id}/{step.id}", step.carries, f"trees/{tree.id}/steps/{step.id}"
    for number in library.numbers.values():
        if number.id in numbers:
            yield "rule", f"number {number.id}", number.carries, f"pathway/numbers/{number.id}"
    for area in library.areas.values():
        for name, cites in area.cites.items():
            if name in numbers:
                yield "rule", f"number {name}", cites, f"areas/{area.id}/numbers/{name}"
    for clock in library.clocks.values():
        if clock.id in clocks:
            yield "rule", f"clock {clock.id}", clock.carries, f"clocks/{clock.id}"
    for role in library.roles.values():
        yield "role", f"role {role.id}", role.carries, f"roles/{role.id}"
    for outcome in library.outcomes.values():
        yield "outcome", f"outcome {outcome.id}", outcome.carries, f"pathway/outcomes/{outcome.id}"
    for stage in library.stages.values():
        yield "outcome", f"stage {stage.id}", stage.carries, f"pathway/stages/{stage.id}"


def forms(authored: Authored) -> Iterator[Problem]:
    """Clauses that are cited, but in none of the forms that they are needed in."""
    library = authored.library
    cited: dict[str, list[tuple[str, str]]] = {}
    for form, _, carries, path in citations(library):
        for index, name in enumerate(carries):
            cited.setdefault(name, []).append((form, f"{path}/carries/{index}"))
    names = {
        "rule": "a question, number or clock",
        "step": "a step",
        "role": "a role",
        "outcome": "a stage or an outcome",
    }
    for clause in library.clauses.values():
        places = cited.get(clause.id, [])
        wanted = [f for f in clause.forms if f in names]
        have = {form for form, _ in places}
        lacking = [f for f in wanted if f not in have]
        misplaced = [(form, path) for form, path in places if form not in clause.forms]
        if clause.forms and misplaced and (lacking or not wanted):
            form, path = misplaced[0]
            forms = " and ".join(lacking or clause.forms)
            words = {"name": clause.id, "on": names[form], "forms": forms, "where": WHERE[(lacking or clause.forms)[0]]}
            yield problem("wrong-form", place_of(authored, path), **words)
