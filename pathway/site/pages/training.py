"""The training cases -> their pages: a list, each story with its questions, and the engine's answer on its own page.

The answer stands apart, and out of the search, so that a room can work before it looks.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathway.authoring import guidance
from pathway.authoring.glossary import Glossary
from pathway.authoring.worked import Case, RoomQuestion
from pathway.engine import whatif
from pathway.engine.advice import Advised, Recommendation, ask, kinds, role_name
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.site.pages import blanks
from pathway.site.pages.markup import (
    between,
    cited,
    facts,
    front,
    heading,
    in_voices,
    markdown,
    pill,
    roles,
    spaced,
    step_link,
)
from pathway.tool import frame, views
from pathway.words import phrases, wording
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import URGENCY_NAMES, VOICE_NAMES
from pathway.words.wording import answer_words, by_words, sentence

FOLDER = "training/cases"
ROOT = "../../../"
"""From a case's page to the root of the site."""
LINES = 3
"""Lines to write on under each question."""


def pages(library: Library, cases: Sequence[Case], terms: Glossary) -> dict[str, str]:
    """The Markdown of every page by its path below docs/; nothing where no case is for training."""
    found = {c.id: (c, ask(library, _child(c))) for c in cases if c.training}
    made = {f"{FOLDER}/{name}.md": case_page(c, r, terms) for name, (c, r) in found.items()}
    made |= {f"{FOLDER}/{name}-answer.md": answer_page(c, r) for name, (c, r) in found.items()}
    return made | {f"{FOLDER}/index.md": list_page(library, list(found.values()))} if found else {}


def list_page(library: Library, found: Sequence[tuple[Case, Recommendation]]) -> str:
    """Every training case under the stage where its child stands, with the concern and the area."""
    parts = [
        front(
            "Training cases",
            "Stories for a group to work through, by stage of the pathway, each with questions and an answer page.",
            reviewed=library.reviewed,
        ),
        heading(1, "Training cases"),
        f"{len(found)} stories without names. Each has questions for the room. The answer stands on a page of its own, "
        "so that nobody sees it by chance. [How to run a session](../index.md).",
        "The dates are part of the story. The tool counts from the day that the case names.",
    ]
    for stage in sorted(library.stages.values(), key=lambda s: s.number):
        rows = [_listed(library, c) for c, r in found if r.stage == stage.id]
        if rows:
            parts += [heading(2, f"Stage {stage.number}: {stage.title}", stage.id), "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def case_page(case: Case, r: Recommendation, terms: Glossary) -> str:
    """One case as a room gets it: the story, who sits at the table, the questions with space to write, the facts."""
    assert case.training
    library, link = r.library, views.share_link(r)
    known = wording.answers_in_words(library, case.voice, case.area, case.concerns, case.given)
    parts = [
        front(case.training.title, f"A training case: {_concerns(library, case)}.", reviewed=library.reviewed),
        heading(1, case.training.title),
        str(_setting(library, case)),
        markdown(written_out(case.story, terms)),
        heading(2, "Who sits in the room", "room"),
        "Share out these parts. One person can take two. Whoever has the child's part speaks for the child alone.",
        spaced(tag("ul", [_seat(r, name) for name in case.training.roles])),
        heading(2, "Questions for the room", "questions"),
        "\n\n".join(_asked(n, q) for n, q in enumerate(case.training.questions, 1)),
        heading(2, "Now answer it with the tool", "tool"),
        "Agree on your own next step first, and by when. Then see whether the tool says the same.",
        str(
            tag("p", tag("a", "Answer it with the tool", href=f"{ROOT}next-step/#{link}", class_="btn"), class_="take")
        ),
        str(tag("p", tag("a", "Change the answers in Explore", href=f"{ROOT}tool/explore/#{link}"))),
        f"[The answer, with the questions discussed]({case.id}-answer.md). [All training cases](index.md).",
        heading(2, "What is known", "known"),
        "These are the facts of the case as the tool asks for them. What is not here is not known.",
        spaced(tag("ul", [tag("li", question, " ", tag("b", answer)) for question, answer, _ in known])),
    ]
    return blanks.shown("\n\n".join(parts) + "\n")


def answer_page(case: Case, r: Recommendation) -> str:
    """What the engine advises in the case, what it leaves out and why, what would change it, and the questions."""
    assert case.training and r.next
    library = r.library
    stage = library.stages[r.stage]
    title = f"Answer: {case.training.title}"
    parts = [
        front(
            title, "What the tool advises in this training case.", reviewed=library.reviewed, search="{exclude: true}"
        ),
        heading(1, title),
        str(_setting(library, case)),
        f"Stage {stage.number} of {len(library.stages)}: [{markdown(stage.title)}](../../{stage.read}). "
        f"The steps are in the words for the one who asks. [Back to the case]({case.id}.md).",
        heading(2, "The next step", "next"),
        spaced(_next(r, r.next)),
        heading(2, "Why", "why"),
        spaced(_why(r, r.next)),
        "The step itself rests on:",
        spaced(cited(library, r.next.carries, ROOT)),
    ]
    if r.also:
        parts += [heading(2, "Also", "also"), spaced(tag("ul", [_also(r, a) for a in r.also]))]
    if later := [tag("li", tag("b", f"{by_words(d)}."), f" {sentence(d.title)}.") for d in r.later if d.day]:
        parts += [heading(2, "Dates that are running", "dates"), str(tag("ul", later))]
    if case.never:
        parts += [
            heading(2, "What must not be advised here", "never"),
            "Somebody in the room may have named one of these. The rule says why it is not in the answer.",
            spaced(tag("ul", [_left_out(r, step, clause) for step, clause in case.never.items()])),
        ]
    changes = [c for c in whatif.changes(library, r.child) if c.next.tree not in library.first]
    if changes:
        parts += [
            heading(2, "What would change the next step", "changes"),
            "Change one answer, leave the others, and another step comes first. Danger, and whether the rules hold for "
            "this child at all, come before everything else in every case, and are left out here.",
            spaced(tag("ul", [_change(r, c) for c in changes])),
        ]
    parts += [
        heading(2, "The questions, discussed", "questions"),
        spaced(tag("ol", [_discussed(library, q) for q in case.training.questions])),
    ]
    return "\n\n".join(parts) + "\n"


def written_out(story: str, terms: Glossary) -> str:
    """The story with each short name written out where it stands first."""
    for term in terms.values():
        if term.long and not term.known:
            story = guidance.short(term).sub(term.in_full.replace("\\", "\\\\"), story, count=1)
    return story


# The parts of the pages


def _child(case: Case) -> Circumstances:
    return Circumstances(case.on, case.area, case.voice, case.concerns, case.given, case.done)


def _setting(library: Library, case: Case) -> Html:
    return facts(
        (
            ("The day", phrases.day(case.on)),
            ("Where the child lives", library.areas[case.area].name),
            ("Who asks", VOICE_NAMES[case.voice]),
        )
    )


def _concerns(library: Library, case: Case) -> str:
    return "; ".join(phrases.within(library.concerns[c].title["agency"]) for c in case.concerns)


def _listed(library: Library, case: Case) -> str:
    assert case.training
    area, voice = library.areas[case.area].name, phrases.within(VOICE_NAMES[case.voice])
    about = f"{sentence(_concerns(library, case))}. {area}. Asked by: {voice}."
    return f"- [{markdown(case.training.title)}]({case.id}.md)<br>{markdown(about)}"


def _seat(r: Recommendation, name: str) -> Html:
    role = r.library.roles[name]
    return tag(
        "li",
        tag("a", role_name(r.library, r.child.area, name), href=f"{ROOT}protocol/roles/#{name}"),
        f". {role.does}",
    )


def _asked(number: int, question: RoomQuestion) -> str:
    return f"{number}. {markdown(question.ask)}\n\n    [[what we say to question {number} | {LINES}]]"


def _next(r: Recommendation, a: Advised) -> Html:
    library, step, voice = r.library, a.step, r.child.voice
    rows: list[tuple[str, Piece]] = [
        ("Who leads", _who(r, a)),
        ("By", by_words(a.by)),
        ("Consent", sentence(step.consent)),
    ]
    if step.with_:
        rows.append(("With", roles(library, step.with_, ROOT)))
    return tag(
        "div",
        tag("p", URGENCY_NAMES[a.urgency], class_="eyebrow"),
        tag("h3", step.title[voice], [join(" ", pill(kind)) for kind in kinds(library, a.carries)]),
        facts(rows),
        in_voices(step.do),
        tag("p", tag("b", "Take care: "), step.caution[voice]) if step.caution else None,
        _if_not(r, a),
        tag("p", tag("a", "Read more about this", href=ROOT + frame.page_address(step.read)), ". ",
            tag("a", "The tree as text", href=f"{ROOT}trees/{a.tree}/"), ".", class_="small"),
        class_=f"step-card {a.urgency}",
        data_step=a.name,
    )  # fmt: skip


def _also(r: Recommendation, a: Advised) -> Html:
    step, voice = a.step, r.child.voice
    return tag(
        "li",
        tag("p", tag("b", step.title[voice]), *_rules(r.library, a.carries)),
        tag("p", step.do[voice]),
        tag("p", tag("b", "Take care: "), step.caution[voice]) if step.caution else None,
        tag("p", tag("b", "Who leads: "), _who(r, a), ". ", tag("b", "By: "), f"{by_words(a.by)}. ",
            tag("b", "Consent: "), f"{sentence(step.consent)}."),
        _if_not(r, a),
        data_step=a.name,
    )  # fmt: skip


def _who(r: Recommendation, a: Advised) -> Html:
    name = a.step.lead
    return tag("a", role_name(r.library, r.child.area, name), href=f"{ROOT}protocol/roles/#{name}")


def _if_not(r: Recommendation, a: Advised) -> Html:
    then = r.library.step(a.step.if_not_done.go_to)
    return tag("p", tag("b", "If it does not happen: "), f"{then.title[r.child.voice]}. {by_words(a.after)}.")


def _why(r: Recommendation, a: Advised) -> Html:
    library, voice = r.library, r.child.voice
    if not a.why:
        return tag("p", "This holds whatever the other answers are.")
    # Two trees may pass the same question: here it stands once, with the rules of both.
    passed: dict[tuple[str, str], list[str]] = {}
    for p in a.why:
        passed.setdefault((p.fact, p.answer), []).extend(p.carries)
    rows = []
    for (name, answer), carries in passed.items():
        fact = library.facts[name]
        rules = _rules(library, tuple(dict.fromkeys(carries)))
        rows.append(tag("li", fact.ask[voice], " ", tag("b", answer_words(fact, answer, voice)), *rules))
    return tag("ul", rows)


def _rules(library: Library, clauses: Sequence[str]) -> tuple[Piece, ...]:
    """The clauses as links in small, with the kinds of rule before them."""
    known = tuple(c for c in clauses if c in library.clauses)
    links = [tag("a", c, href=f"{ROOT}{frame.clause_address(c)}") for c in known]
    return (*(join(" ", pill(kind)) for kind in kinds(library, known)), " ", *between(links, ", "))


def _left_out(r: Recommendation, step: str, name: str) -> Html:
    clause = r.library.clauses[name]
    home = r.library.sources[clause.document].local_to
    elsewhere = (
        f" That is the arrangement of {r.library.areas[home].name}, and the child lives elsewhere."
        if home and home != r.child.area
        else ""
    )
    return tag(
        "li",
        tag("b", step_link(r.library, step, ROOT)),
        tag("p", f"{clause.says}{elsewhere}", *_rules(r.library, (name,))),
        data_never=step,
    )


def _change(r: Recommendation, change: whatif.Change) -> Html:
    fact, voice = r.library.facts[change.fact], r.child.voice
    instead = tag("b", f"{answer_words(fact, change.instead, voice)}.")
    return tag("li", fact.ask[voice], " ", instead, f" Then: {change.next.step.title[voice]}.")


def _discussed(library: Library, question: RoomQuestion) -> Html:
    return tag("li", tag("p", tag("b", question.ask)), tag("p", question.answer, *_rules(library, question.carries)))
