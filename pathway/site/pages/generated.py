"""Library -> the pages that nobody writes by hand: trees, lists, sources, the tool, and what the theme must know.

They are Markdown with HTML in it, written beside a copy of docs/ for MkDocs to build. Every text of the library is
escaped where it enters a `tag`.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pathway.authoring.glossary import Glossary
from pathway.authoring.guidance import Page
from pathway.authoring.worked import Case
from pathway.engine.advice import kinds
from pathway.engine.model import Clause, Library, Question, Source, Step, Tree
from pathway.engine.terms import NOTHING, VOICES
from pathway.engine.walk import target
from pathway.proof.clauses import ClauseReport
from pathway.site import licences, word
from pathway.site.pages import guidance, house, lists, training
from pathway.site.pages.markup import (
    ROOT,
    between,
    cited,
    counted,
    facts,
    front,
    heading,
    in_voices,
    markdown,
    pill,
    roles,
    spaced,
    when,
)
from pathway.tool import emergency, explore, frame, shell
from pathway.words import phrases
from pathway.words.html import Html, Piece, escape, join, tag
from pathway.words.names import URGENCY_NAMES, VOICE_NAMES, anchor
from pathway.words.wording import sentence

WORKER = "../tool/"
"""From the tool's page to the folder of its files."""
PLAIN = "../plain/index.html"


def write(
    library: Library,
    terms: Glossary,
    report: ClauseReport,
    docs: Path,
    out: Path,
    drawn: Mapping[str, str],
    worker: str,
    cases: Sequence[Case] = (),
) -> None:
    """Nothing; makes `out` a copy of the folder `docs`, its pages made ready and the generated pages added."""
    shutil.copytree(docs, out)
    for name, text in guidance.pages(report.pages, terms).items():
        (out / name).write_text(text, "utf-8")
    word.write(library, report.pages, out)
    made = generated(library, report, lists.page_titles(docs), drawn, worker)
    made |= training.pages(library, cases, terms)
    made[guidance.GLOSSARY] = guidance.glossary_page(library, terms)
    made |= licences.pages()
    for name, text in made.items():
        path = out / name
        if path.exists():
            raise FileExistsError(f"{name} is made from the rules: remove docs/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def generated(
    library: Library, report: ClauseReport, titles: Mapping[str, str], drawn: Mapping[str, str], worker: str
) -> dict[str, str]:
    """The Markdown of every generated page by its path below docs/; `titles` as in `lists.clauses_page`, `worker` as
    in `tool_page`."""
    made = {f"trees/{tree.id}.md": tree_page(library, tree, drawn[tree.id]) for tree in library.trees.values()}
    made["trees/index.md"] = trees_page(library)
    made["protocol/clocks.md"] = lists.clocks_page(library)
    made["protocol/roles.md"] = lists.roles_page(library)
    made["about/sources.md"] = sources_page(library)
    made["about/clauses.md"] = lists.clauses_page(library, report, titles)
    made["authors/house.md"] = house.page()
    made["next-step.md"] = tool_page(library, worker)
    made["tool/explore.md"] = explore_page(library, worker)
    return made | emergency_pages(library)


def for_theme(library: Library, written: Sequence[Page] = ()) -> dict[str, Any]:
    """What the theme's templates read from `config.extra`: the stages for their picture, the day of the last check, and
    the foot of each written page."""
    stages = sorted(library.stages.values(), key=lambda s: s.number)
    return {
        "checked": phrases.day(library.reviewed),
        "stages": [
            {
                "number": s.number,
                "title": s.title,
                "in_short": s.in_short,
                "page": s.read,
                "url": frame.page_address(s.read),
            }
            for s in stages
        ],
        "stage_pages": [s.read for s in stages],
        "leaving": emergency.leaving(),
        "feet": guidance.feet(library, written),
    }


# Pages of trees


def tree_page(library: Library, tree: Tree, svg: str) -> str:
    """One tree: its questions and steps as linked text, its picture, and the dates that it stands for."""
    count = f"{counted(len(tree.questions), 'question')} and {counted(len(tree.steps), 'step')}"
    parts = [
        front(
            tree.title, f"{tree.title}: the decision tree as text and as a picture. {count}.", reviewed=tree.reviewed
        ),
        heading(1, tree.title),
        f"{phrases.holds(library, tree)}{count}. The wording is the one for professionals; "
        "the tool asks each reader in their own words.",
    ]
    if tree.questions:
        rows = [_outlined(library, tree, question) for question in tree.questions.values()]
        parts += [heading(2, "The questions", "questions"), spaced(tag("ol", rows, class_="outline"))]
    parts += [heading(2, "The tree as a picture", "picture"), _picture(svg, tree.title)]
    parts += [heading(2, "The steps", "steps")]
    parts += [spaced(step_card(library, tree, step)) for step in tree.steps.values()]
    return "\n\n".join(parts) + "\n"


def trees_page(library: Library) -> str:
    """The list of all trees, in the order in which they are walked."""
    parts = [
        front("The decision trees", "Every decision tree of this site, as a picture and as text.", hide="[toc]"),
        heading(1, "The decision trees"),
        "The tool walks short trees, one for each thing that somebody must do. Each stands here as text and as a "
        "picture, with the rule behind every question and step.",
        heading(2, "Always first", "always-first"),
        _tree_list(library, library.first),
    ]
    for concern in library.concerns.values():
        parts += [heading(2, concern.title["agency"], concern.id), _tree_list(library, concern.trees)]
    named = {*library.first, *(t for c in library.concerns.values() for t in c.trees)}
    others = tuple(name for name in library.trees if name not in named)
    if others:
        parts += [heading(2, "Reached from other trees", "others"), _tree_list(library, others)]
    return "\n\n".join(parts) + "\n"


def step_card(library: Library, tree: Tree, step: Step) -> Html:
    """Everything that the library says about one step, as on a tree's page."""
    go_to = step.if_not_done.go_to
    then = library.step(go_to)
    rows: list[tuple[str, Piece]] = [("Who leads", roles(library, (step.lead,), ROOT))]
    if step.with_:
        rows.append(("With", roles(library, step.with_, ROOT)))
    rows += [("By", when(library, step.by, ROOT)), ("Consent", sentence(step.consent))]
    if step.stage:
        rows.append(("Stage", library.stages[step.stage].title))
    need = [tag("li", n["agency"]) for n in step.need]
    also = [tag("li", _to_step(library, tree.id, name)) for name in step.also]
    return tag(
        "div",
        tag("p", URGENCY_NAMES[step.urgency], class_="eyebrow"),
        tag("h3", step.title["agency"], [join(" ", pill(kind)) for kind in kinds(library, step.carries)]),
        facts(rows),
        in_voices(step.do),
        (tag("p", tag("b", "What you need")), tag("ul", need)) if need else None,
        (tag("p", tag("b", "Take care")), in_voices(step.caution)) if step.caution else None,
        (tag("p", tag("b", "These go with it")), tag("ul", also)) if also else None,
        tag("p", tag("b", "If it does not happen"), f", {phrases.by_when(library, step.if_not_done.after)}: ",
            tag("a", then.title["agency"], href=step_address(tree.id, go_to))),
        _then(library, tree, step),
        tag("details", tag("summary", "Where this rule comes from"), cited(library, step.carries, ROOT)),
        tag("p", tag("a", "Read more about this", href=ROOT + frame.page_address(step.read)), class_="small"),
        class_=f"step-card {step.urgency}",
        id=step.id,
    )  # fmt: skip


def step_address(here: str, name: str) -> str:
    """From the page of the tree `here` to the step `TREE/STEP`, or to a step of the same tree."""
    tree, slash, step = name.rpartition("/")
    return f"#{step}" if not slash or tree == here else f"../{tree}/#{step}"


def _outlined(library: Library, tree: Tree, question: Question) -> Html:
    fact = library.facts[question.fact]
    ways = [
        tag(
            "li",
            tag("span", phrases.in_words(library, fact, branch.phrase, "agency"), class_="when"),
            tag("span", _goes(library, tree, branch.target), class_="goes"),
        )
        for branch in question.branches
    ]
    notes: list[Piece] = []
    if fact.answered_by_area:
        notes.append("Nobody is asked this: the area where the child lives answers it. ")
    elif fact.asked_of != VOICES:
        notes.append(f"Only asked of: {', '.join(VOICE_NAMES[v] for v in fact.asked_of)}. ")
    notes += [
        join("The time: ", tag("a", clock.title, href=f"{ROOT}protocol/clocks/#{clock.id}"), ". ")
        for clock in phrases.clocks_of(library, question)
    ]
    if question.carries:
        links = [tag("a", c, href=f"../../{frame.clause_address(c)}") for c in question.carries]
        notes.append(join("Rests on ", *between(links, ", "), "."))
    return tag(
        "li",
        tag("p", fact.ask["agency"]),
        tag("ul", ways),
        tag("p", notes, class_="cites") if notes else None,
        id=question.id,
    )


def _goes(library: Library, tree: Tree, leads: str) -> Html:
    if leads == NOTHING:
        return join("Nothing more in this tree")
    at, node = target(tree.id, leads)
    if at != tree.id or not node:
        return join("Go on: ", tag("a", library.trees[at].title, href=f"../{at}/"))
    if node in tree.steps:
        step = tree.steps[node]
        return join(tag("a", step.title["agency"], href=f"#{node}"), f" ({step.urgency})")
    number = list(tree.questions).index(node) + 1
    return tag("a", f"Question {number}", href=f"#{node}")


def _then(library: Library, tree: Tree, step: Step) -> Html | None:
    if step.then == NOTHING:
        return None
    at, node = target(tree.id, step.then)
    if at != tree.id or not node:
        link = tag("a", library.trees[at].title, href=f"../{at}/")
    elif node in tree.steps:
        link = tag("a", tree.steps[node].title["agency"], href=f"#{node}")
    else:
        link = tag("a", library.facts[tree.questions[node].fact].ask["agency"], href=f"#{node}")
    return tag("p", tag("b", "When it is done"), ", go on: ", link)


def _to_step(library: Library, here: str, name: str) -> Html:
    full = name if "/" in name else f"{here}/{name}"
    return tag("a", library.step(full).title["agency"], href=step_address(here, full))


def _tree_list(library: Library, names: tuple[str, ...]) -> str:
    rows = []
    for name in names:
        tree = library.trees[name]
        said = f"{counted(len(tree.questions), 'question')}, {counted(len(tree.steps), 'step')}"
        rows.append(f"- [{markdown(tree.title)}]({name}.md) ({said})")
    return "\n".join(rows)


def _picture(svg: str, title: str) -> str:
    # One line: a blank line inside the picture would end the HTML block.
    said = escape(f"Flowchart: {title}")
    return f'<div class="flow" tabindex="0" role="region" aria-label="{said}">{" ".join(svg.split())}</div>'


# The page of sources


def sources_page(library: Library) -> str:
    """Every document and every clause that the rules and pages rest on, each clause under its own anchor."""
    parts = [
        front(
            "Sources",
            "Every law, guidance, decision and local document that this site rests on, and when each was checked.",
            reviewed=library.reviewed,
            search="{boost: 0.5}",
        ),
        heading(1, "Sources"),
        "Every rule on this site names the part of a document that it comes from. Here they all are, in our own words, "
        "with the day on which each was checked. The kinds of rule are not the same:",
        str(_kinds()),
    ]
    for source in library.sources.values():
        parts += [heading(2, source.title, f"source-{source.id}"), str(_source(library, source))]
        parts += [spaced(_clause(clause)) for clause in library.clauses.values() if clause.document == source.id]
    return "\n\n".join(parts) + "\n"


def _kinds() -> Html:
    said = {
        "law": "must be followed.",
        "guidance": "statutory guidance: to be followed unless there is a good reason not to.",
        "case": "what courts or the Ombudsman have said the law means.",
        "advice": "good practice that a public body recommends.",
        "local": "one council's own arrangement. It never takes away a national right.",
        "suggestion": "our own, where no rule gives a time or a way.",
    }
    return tag("ul", [tag("li", pill(kind), " ", words) for kind, words in said.items()], class_="clauses")


def _source(library: Library, source: Source) -> Html:
    facts = [source.publisher, phrases.day(source.dated) if source.dated else ""]
    if source.local_to:
        facts.append(f"practice of {library.areas[source.local_to].name} only")
    said = ". ".join(sentence(f) for f in facts if f)
    where = tag("a", "The document", href=source.address) if source.address.startswith("https://") else None
    return tag("p", pill(source.kind), " ", said, ". ", where)


def _clause(clause: Clause) -> Html:
    return tag(
        "div",
        tag("p", tag("b", clause.id), " ", clause.place, " ", pill(clause.kind)),
        tag("p", clause.says),
        tag("p", phrases.standing(clause), ".", class_="small soft"),
        class_="clause",
        id=anchor(clause.id),
    )


# The tool's page


def tool_page(library: Library, worker: str) -> str:
    """The page of the tool, which holds the first question already; `worker` is a path in the tool's folder."""
    says = "Answer a few questions about a child who is missing school, and see the next step."
    return _tool_page("Find the next step", says, "tool.html", shell.shell(library, WORKER + worker, PLAIN))


EMERGENCIES = {"now": "safety/call-999", "talk": "safety/call-for-help"}
"""The emergencies that have an address of their own below the tool's, one that says nothing."""


def emergency_pages(library: Library) -> dict[str, str]:
    """The Markdown of the pages that say who to call, for whoever comes from a search, a link or a page."""
    known = {name: step for name, step in EMERGENCIES.items() if _known(library, step)}
    addresses = {step: name for name, step in known.items()}
    made = {}
    for name, step in known.items():
        rows = [
            tag("a", other.words, href=f"../{addresses[other.step]}/", class_="go")
            for other in emergency.others(library, step, VOICES[0])
            if other.step in addresses
        ]
        if name == "talk":
            rows.append(tag("a", "This is about me", href="../listen/", class_="go"))
        go_on = tag("a", "Find the next step about school", href="../", class_="btn quiet")
        made[f"next-step/{name}.md"] = _emergency_page(
            emergency.page(library, step, VOICES[0], emergency.Ways(go_on, tuple(rows), scripted=False))
        )
    return made


def _known(library: Library, name: str) -> bool:
    tree, _, step = name.partition("/")
    return tree in library.trees and step in library.trees[tree].steps


def _emergency_page(made: Html) -> str:
    says = "Who to call when a child is in danger, or does not want to live."
    return _tool_page("Back to Learning", says, "emergency.html", made)


def explore_page(library: Library, worker: str) -> str:
    """The page that explores answers and advice; `worker` is a path in the tool's folder."""
    says = "For trainers and officers: change any answer and watch advice and path change, for one child or two."
    return _tool_page("Explore", says, "explore.html", explore.shell(library, f"../{worker}", f"../{PLAIN}"))


def _tool_page(title: str, says: str, template: str, made: Html) -> str:
    # One line: a blank line inside would end the HTML block.
    return front(title, says, template=template, hide="[navigation, toc, footer]") + " ".join(made.split()) + "\n"
