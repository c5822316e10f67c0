"""Library -> the pages that list everything of one kind: every clock, every role, every clause and where it lives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from pathway.engine.model import Area, Clause, Clock, Library, Number, Role, Step
from pathway.engine.terms import TODAY
from pathway.proof.clauses import Carried, ClauseReport
from pathway.site.pages.markup import (
    ROOT,
    between,
    cited,
    counted,
    facts,
    front,
    heading,
    pill,
    roles,
    spaced,
    step_link,
    steps,
)
from pathway.tool import frame
from pathway.words import phrases
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import anchor
from pathway.words.wording import sentence

FORMS = {
    "rule": "As a rule",
    "step": "As a step",
    "role": "As a role",
    "page": "On a page",
    "outcome": "As an outcome",
    "tool": "As a tool",
    "": "Anywhere",
}
"""The forms that a clause is needed in, in words."""

_SEASONS = {
    "august": "A last day in August: to the first working day of September",
    "christmas": "A last day from 25 December to 1 January: to the next working day in January",
}


# Every clock


def clocks_page(library: Library) -> str:
    """Every clock, under who must act by it, then the figures that an area may set for itself."""
    groups: dict[str, list[Clock]] = {name: [] for name in library.roles}
    for clock in library.clocks.values():
        groups[clock.who].append(clock)
    used = _uses(library)
    parts = [
        front(
            "Every clock on one page",
            f"All {len(library.clocks)} deadlines of this site: what starts each, how long it runs, who must act, and "
            "the rule behind it.",
            reviewed=library.reviewed,
        ),
        heading(1, "Every clock on one page"),
        f"{counted(len(library.clocks), 'clock')}, put together by who must act. A clock is a day that somebody must "
        "keep to, or a day on which to look again. The tool works out the date from your answers.",
        "A local clock is never a reason to wait longer than a national one. Where no rule gives a time, the time is "
        "our own suggestion and is marked as one.",
    ]
    for name, clocks in groups.items():
        if clocks:
            parts.append(heading(2, library.roles[name].name, f"for-{name}"))
            parts += [spaced(_clock(library, clock, used[clock.id])) for clock in clocks]
    if library.numbers:
        parts += [
            heading(2, "Figures that an area may set", "figures"),
            "These stand in the rules by name, so that a council can set its own. Brackets show where one differs.",
        ]
        parts += [spaced(_number(library, number)) for number in library.numbers.values()]
    return "\n\n".join(parts) + "\n"


def _clock(library: Library, clock: Clock, used: Mapping[str, list[str]]) -> Html:
    rows: list[tuple[str, Piece]] = [
        ("What starts it", _start(library, clock)),
        ("How long", _length(library, clock)),
        *([("The first day", _first_day(library, clock))] if clock.length else []),
        ("Who must act", roles(library, (clock.who,), ROOT)),
    ]
    if clock.only_if:
        rows.append(("Only if", [tag("p", _condition(library, *pair)) for pair in clock.only_if]))
    if clock.document_says not in ("reaching", "nothing"):
        rows.append(("The document says", f"“{clock.document_says}”"))
    if clock.or_later:
        other = library.clocks[clock.or_later]
        rows.append(("Or, if later", tag("a", other.title, href=f"#{other.id}")))
    if clock.runs_on:
        rows.append(("Runs on", [tag("p", _SEASONS[season]) for season in clock.runs_on]))
    rest = [steps(library, names, says, ROOT) for says, names in used.items() if names]
    return tag(
        "div",
        tag("h3", clock.title, id=clock.id),
        tag("p", sentence(phrases.by_when(library, clock.id)), ". ", phrases.holds(library, clock)),
        facts(rows),
        rest or tag("p", "No step names it. It runs for every child whose start is known."),
        cited(library, clock.carries, ROOT),
        class_="entry",
    )


def _start(library: Library, clock: Clock) -> str:
    if clock.starts_from == TODAY:
        return "Today. For a step that is due later, the day on which it is due"
    fact = library.facts[clock.starts_from]
    asked = fact.ask["agency"]
    return f"The date given to: {asked}" if fact.kind == "date" else f"The count of days so far: {asked}"


def _length(library: Library, clock: Clock) -> str:
    if clock.length == 0:
        return "To the day before that date" if clock.limit == "before that day" else "To that day itself"
    return f"{phrases.figure(library, str(clock.length), clock.unit)}, {clock.limit}"


def _first_day(library: Library, clock: Clock) -> str:
    fact = library.facts.get(clock.starts_from)
    if fact and fact.kind != "date":
        return "Counted already: the clock rings when the count comes to this figure"
    return "Counts as day one" if clock.first_day_counts else "Does not count: day one is the day after"


def _condition(library: Library, name: str, answer: str) -> str:
    fact = library.facts[name]
    return f"{fact.ask['agency']} {phrases.in_words(library, fact, answer, 'agency')}"


def _uses(library: Library) -> dict[str, dict[str, list[str]]]:
    """For each clock what steps do with it, and which those are."""
    used: dict[str, dict[str, list[str]]] = {
        name: {"Sets the day for": [], "Says how long to wait after": [], "Begins to run with": []}
        for name in library.clocks
    }
    for name, step in _steps(library):
        for index, clocks in enumerate(((step.by,), (step.if_not_done.after,), step.later)):
            for clock in used.keys() & set(clocks):
                list(used[clock].values())[index].append(name)
    return used


def _number(library: Library, number: Number) -> Html:
    clocks = [c for c in library.clocks.values() if c.length == number.id]
    links = [tag("a", c.title, href=f"#{c.id}") for c in clocks]
    return tag(
        "div",
        tag("h3", phrases.figure(library, number.id, number.unit), id=f"number-{number.id}"),
        tag("p", number.says, ". ", phrases.holds(library, number)),
        tag("p", "Length of: ", between(links, ", "), ".") if links else None,
        cited(library, number.carries, ROOT),
        [_set_otherwise(library, number, area) for area in library.areas.values() if number.id in area.numbers],
        class_="entry",
    )


def _set_otherwise(library: Library, number: Number, area: Area) -> Html:
    """What an area has in place of a figure, on which day we read it there, and who says so."""
    here = f"In {area.name}: {area.numbers[number.id]} {number.unit}, as read on {phrases.day(area.reviewed)}."
    own = area.cites.get(number.id, ())
    return tag("div", tag("p", here), cited(library, own, ROOT) if own else None)


# Every role


def roles_page(library: Library) -> str:
    """Every role: what it does, its name in each area, the steps that it leads and those where it helps."""
    leads: dict[str, list[str]] = {name: [] for name in library.roles}
    helps: dict[str, list[str]] = {name: [] for name in library.roles}
    for name, step in _steps(library):
        leads[step.lead].append(name)
        for other in step.with_:
            helps[other].append(name)
    clocks = Counter(clock.who for clock in library.clocks.values())
    parts = [
        front(
            "Who does what",
            f"All {len(library.roles)} roles of this site: what each does, what each area calls it, and the steps that "
            "it leads.",
            reviewed=library.reviewed,
        ),
        heading(1, "Who does what"),
        f"{counted(len(library.roles), 'role')}. This site uses one name for each. Your council may have another: "
        "where a source gives it, it stands here. What a role does is said in our own words. It rests on the sources "
        "that stand under it; where none stands there, the description is ours.",
    ]
    for role in library.roles.values():
        parts.append(heading(2, role.name, role.id))
        parts.append(spaced(_role(library, role, leads[role.id], helps[role.id], clocks[role.id])))
    return "\n\n".join(parts) + "\n"


def _role(library: Library, role: Role, leads: list[str], helps: list[str], clocks: int) -> Html:
    here = [
        (f"In {area.name}", [found.name, frame.reached(found.contact) if found.contact else None])
        for area in library.areas.values()
        if (found := area.roles.get(role.id))
    ]
    due = f"Keeps to {counted(clocks, 'clock')}"
    return tag(
        "div",
        tag("p", role.does),
        facts(here) if here else None,
        steps(library, leads, "Leads", ROOT) if leads else None,
        steps(library, helps, "Helps with", ROOT) if helps else None,
        tag("p", tag("a", due, href=f"{ROOT}protocol/clocks/#for-{role.id}")) if clocks else None,
        cited(library, role.carries, ROOT) if role.carries else None,
        class_="entry",
    )


def _steps(library: Library) -> Iterator[tuple[str, Step]]:
    """Every step under its full name."""
    for tree in library.trees.values():
        for step in tree.steps.values():
            yield f"{tree.id}/{step.id}", step


# Every clause


def clauses_page(library: Library, report: ClauseReport, titles: Mapping[str, str]) -> str:
    """Every clause by document: what it says, the forms that it is needed in, and for each where it is carried.

    `report` is that of the command line, `titles` are those of the hand-written pages by their names in it.
    """
    wanted: dict[str, list[Carried]] = {name: [] for name in library.clauses}
    for one in report.carried:
        wanted[one.clause].append(one)
    left = len(report.missing)
    total = len(report.carried)
    figures = zip((total, total - left, left), ("wanted", "carried", "not yet"), strict=True)
    counts = between([join(tag("b", str(figure)), f" {words}") for figure, words in figures], ", ")
    parts = [
        front(
            "Where every clause lives",
            "Every clause of every document that this site rests on, and the question, step, clock, role or page that "
            "carries it.",
            reviewed=library.reviewed,
            search="{exclude: true}",
            hide="[toc]",
        ),
        heading(1, "Where every clause lives"),
        f"Was anything in the documents left behind? This page lists {len(library.clauses)} clauses in "
        "our own words, the forms in which each is needed, and where each is carried. The local documents and the "
        "school's policy come first, then national law and guidance.",
        str(tag("p", counts, ".", class_="counts")),
        spaced(_documents(library, wanted)),
    ]
    if left:
        parts.append(spaced(_missing(report)))
    for source in library.sources.values():
        clauses = [clause for clause in library.clauses.values() if clause.document == source.id]
        if clauses:
            parts.append(heading(2, source.title, f"document-{source.id}"))
            parts += [spaced(_clause(library, clause, wanted[clause.id], titles)) for clause in clauses]
    return "\n\n".join(parts) + "\n"


def page_titles(docs: Path) -> dict[str, str]:
    """The titles of the hand-written pages by their names in the report of clauses: `docs/for/schools.md`."""
    found = {}
    for path in sorted(docs.rglob("*.md")):
        if named := re.search(r"\A---\n(?:.+\n)*?title: (.+)\n", path.read_text("utf-8")):
            found[f"{docs.name}/{path.relative_to(docs).as_posix()}"] = named[1].strip().strip("\"'")
    return found


def _documents(library: Library, wanted: Mapping[str, list[Carried]]) -> Html:
    rows = []
    for source in library.sources.values():
        clauses = [clause.id for clause in library.clauses.values() if clause.document == source.id]
        forms = [one for name in clauses for one in wanted[name]]
        left = sum(not one.by for one in forms)
        said = f"{counted(len(clauses), 'clause')}, {len(forms)} wanted, {len(forms) - left} carried"
        if clauses:
            link = tag("a", source.title, href=f"#document-{source.id}")
            rows.append(tag("li", link, f": {said}", (", ", tag("b", f"{left} not yet")) if left else None, "."))
    return tag("ul", rows)


def _missing(report: ClauseReport) -> Html:
    rows: dict[str, list[str]] = {}
    for one in report.carried:
        if not one.by:
            rows.setdefault(one.clause, []).append(one.form)
    said = [
        tag("li", tag("a", name, href=f"#{anchor(name)}"), f": {', '.join(FORMS[f].lower() for f in forms)}")
        for name, forms in rows.items()
    ]
    return tag("details", tag("summary", "What is not carried yet"), tag("ul", said), class_="listed")


def _clause(library: Library, clause: Clause, wanted: list[Carried], titles: Mapping[str, str]) -> Html:
    rows = []
    for one in wanted:
        places = between(_places(library, one.by, titles), "; ")
        rows.append(tag("dt", FORMS[one.form]))
        rows.append(tag("dd", places or tag("b", "Not yet", class_="not-yet"), data_form=one.form))
    link = tag("a", clause.id, href=ROOT + frame.clause_address(clause.id))
    return tag(
        "div",
        tag("p", tag("b", link), " ", clause.place, " ", pill(clause.kind)),
        tag("p", clause.says),
        tag("dl", rows, class_="lives"),
        class_="clause",
        id=anchor(clause.id),
    )


def _places(library: Library, by: tuple[str, ...], titles: Mapping[str, str]) -> list[Html]:
    """The places that carry a clause, as the report names them, in words and linked; a tree's questions together."""
    found: dict[str, list[Html]] = {}
    for place in by:
        before, link = _place(library, place, titles)
        found.setdefault(before, []).append(link)
    return [join(before, " ", *between(links, ", ")) for before, links in found.items()]


def _place(library: Library, by: str, titles: Mapping[str, str]) -> tuple[str, Html]:
    """What a place is, and a link to it."""
    if by.endswith(".md"):
        return "Page:", tag("a", titles.get(by, by), href=ROOT + frame.page_address(by.partition("/")[2]).lstrip("/"))
    kind, _, name = by.partition(" ")
    if kind == "number":
        words = phrases.figure(library, name, library.numbers[name].unit)
        return "Figure:", tag("a", words, href=f"{ROOT}protocol/clocks/#number-{name}")
    if kind == "clock":
        return "Clock:", tag("a", library.clocks[name].title, href=f"{ROOT}protocol/clocks/#{name}")
    if kind == "role":
        return "Role:", roles(library, (name,), ROOT)
    if kind == "stage":
        return "Stage:", tag("a", library.stages[name].title, href=ROOT + frame.page_address(library.stages[name].read))
    if kind == "outcome":
        outcome = library.outcomes[name]
        return "Outcome:", tag(
            "a", outcome.says, href=ROOT + frame.page_address(library.stages[outcome.stages[0]].read)
        )
    tree, _, node = by.partition("/")
    if node in library.trees[tree].steps:
        return "Step:", step_link(library, by, ROOT)
    number = list(library.trees[tree].questions).index(node) + 1
    return f"{library.trees[tree].title}:", tag("a", f"question {number}", href=f"{ROOT}trees/{tree}/#{node}")
