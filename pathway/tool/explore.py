"""The page for trainers and officers: every answer on one side, the live advice on the other, for one child or two.

Like `door`, it takes what the page sends and gives text: it keeps nothing, and nothing that a page can send raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pathway.engine import answers, whatif
from pathway.engine.advice import CONCERNS, Advised, Recommendation, ask, first_for, trees_for
from pathway.engine.answers import Circumstances, NotAnAnswer
from pathway.engine.model import Fact, Library
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE, NOTHING, VOICES
from pathway.engine.walk import BY_AREA, MISSING, NOT_ASKED
from pathway.tool import outside, views, why
from pathway.tool.emergency import LEAVE, links
from pathway.tool.shell import QUIET, SLOW
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import URGENCY_NAMES, VOICE_NAMES
from pathway.words.wording import answer_words, by_words, reasons, who

AT_MOST = 2
"""Children beside each other."""

SITE = "../../"
"""From the page to the root of the site."""


def reply(rules: Library, told: Mapping[str, Any], on: str) -> dict[str, Any]:
    """What the page shows for the children it sent: for each its fields, its advice, and the path lit in its trees.

    `on` is the day, or empty where the device's clock is surely wrong. A child who comes as the text of a link is told
    back as answers, with what there is to say about the link.
    """
    raw = told.get("children")
    children = [c if isinstance(c, dict) else {} for c in raw[:AT_MOST]] if isinstance(raw, list) and raw else [{}]
    linked = [_linked(rules, c, on) if "link" in c else None for c in children]
    children = [c[0] if c else child for c, child in zip(linked, children, strict=True)]
    opened = [_child(rules, c, on) for c in children]
    found = [ask(rules, child, final=True) for child, _ in opened]
    what_if = told.get("what_if")
    shown = []
    for i, (r, (_, wrong)) in enumerate(zip(found, opened, strict=True)):
        others = {a.name for j, other in enumerate(found) if j != i for a in other.advised}
        known = not (wrong.get("on") and not on)
        changes = whatif.changes(rules, r.child) if what_if is True and known else None
        shown.append(
            {
                "child": children[i] if linked[i] else None,
                "said": (linked[i] or ({}, ""))[1],
                "fields": list(_fields(r, wrong, known)),
                "advice": _advice(r, others if len(found) > 1 else None, changes) if known else _no_day(),
                "trees": [[tree, rules.trees[tree].title] for tree in _walked(r)],
                "lit": _lit(r),
                "link": views.share_link(r),
            }
        )
    return {"children": shown}


def shell(library: Library, worker: str, plain: str) -> Html:
    """The page as built, which says what it is for until Python is there. `plain` is empty without plain pages."""
    without = ("The ", tag("a", "plain pages", href=plain), " do not.") if plain else None
    return join(
        tag("h1", "Explore", id="title", tabindex="-1"),
        tag("p", "Change any answer and see the advice change. For training, for casework, for two children side by "
            "side. Enter no names. Nothing leaves this device."),
        tag("noscript", tag("p", "This page needs JavaScript. ", without, class_="unfinished")),
        tag("p", id="tool-live", class_="tool-unseen", role="status", aria_live="polite"),
        tag("div", id="tool-progress", class_="tool-progress"),
        tag("div", id="explore", hidden=True, data_worker=worker, data_plain=plain, data_leave=LEAVE,
            data_quiet=QUIET, data_slow=SLOW, data_trees="../trees/", data_cases="../cases.json",
            data_tool=f"{SITE}next-step/"),
    )  # fmt: skip


# What the page sends


def _child(rules: Library, raw: Mapping[str, Any], on: str) -> tuple[Circumstances, dict[str, str]]:
    """The circumstances in everything that is right, and a message for each field that is not."""
    wrong: dict[str, str] = {}
    voice = next((v for v in VOICES if v == raw.get("voice")), "agency")
    area = next((a for a in rules.areas if a == raw.get("area")), next(iter(rules.areas)))
    concerns = raw.get(CONCERNS)
    known = [c for c in (*rules.concerns, NOT_SURE) if isinstance(concerns, list) and c in concerns]
    if NOT_SURE in known and len(known) > 1:
        known, wrong[CONCERNS] = [], answers.NOT_BOTH
    day, typed = on, str(raw.get("on") or on)
    try:
        day = answers.parse_date(typed).isoformat()
        if answers.read(rules, on=day)[0] is None:
            day, wrong["on"] = on, "This day is outside the calendar that we know"
    except NotAnAnswer as problem:
        wrong["on"] = str(problem) if typed else "The clock of this device is not right. Enter today's date"
    read_on = answers.parse_date(day) if day else answers.LAST_ON
    day = day or rules.reviewed
    given: dict[str, str] = {}
    said = raw.get("given")
    for name, value in said.items() if isinstance(said, dict) else ():
        fact = rules.facts.get(str(name))
        if fact is None or not str(value).strip():
            continue
        try:
            given[fact.id] = answers.answer(fact, value, read_on)
        except NotAnAnswer as problem:
            wrong[fact.id] = str(problem)
    done = raw.get("done")
    ticked = dict.fromkeys(str(s) for s in (done if isinstance(done, list) else ()) if _is_step(rules, s))
    return Circumstances(day, str(area), str(voice), tuple(known) or None, given, tuple(ticked)), wrong


def _linked(rules: Library, raw: Mapping[str, Any], on: str) -> tuple[dict[str, Any], str]:
    """The child of a link, as the page would send it, and what to say about the link."""
    found = outside.from_link(rules, str(raw["link"]), on)
    child: dict[str, Any] = {"voice": found.voice, "area": found.area, "on": "", "given": dict(found.given)}
    said = " ".join(f"{line.rstrip('.')}." for line in (*(m.words for m in found.wrong), *found.notes))
    return {**child, CONCERNS: list(found.concerns or ()), "done": list(found.done)}, said


def _is_step(rules: Library, name: object) -> bool:
    tree, _, step = str(name).partition("/")
    return tree in rules.trees and step in rules.trees[tree].steps


# The answers


def _fields(r: Recommendation, wrong: Mapping[str, str], known: bool) -> Iterator[dict[str, Any]]:
    """One field for each thing that is asked of this child now, then what was given and counts no more.

    `known` says whether the day that the advice is worked out for is one that somebody knows.
    """
    library, child = r.library, r.child
    voices = [(v, VOICE_NAMES[v]) for v in VOICES]
    yield _select("voice", "Who reads the answer", voices, child.voice)
    yield _select("area", "Where the child lives", [(a.id, a.name) for a in library.areas.values()], child.area)
    day = _as_typed(child.on if known else "")
    yield _text("on", "Worked out for the day", day, wrong.get("on", ""), "for example 27 3 2026", ())
    concerns = [*((c.id, c.title[child.voice]) for c in library.concerns.values()), (NOT_SURE, "Not sure")]
    yield _ticks(CONCERNS, "What is happening", concerns, child.concerns or (), wrong.get(CONCERNS, ""))
    if child.concerns is None:
        return
    origin = {p.fact: p.origin for p in r.passed}
    asked = [f for f, o in origin.items() if o not in (BY_AREA, NOT_ASKED)]
    clocks = [a.fact for a in r.assumed if child.voice in library.facts[a.fact].asked_of]
    dates = [d.starts_from for d in r.later if d.starts_from in library.facts]
    wanted = dict.fromkeys((*asked, *clocks, *dates))
    for name in dict.fromkeys((*wanted, *child.given, *wrong)):
        if name in library.facts:
            fact = library.facts[name]
            made = _field(fact, child.voice, child.given.get(name, ""), wrong.get(name, ""))
            state = "" if name in wanted else "unused"
            yield {**made, "state": "missing" if origin.get(name) == MISSING else state}


def _field(fact: Fact, voice: str, answer: str, wrong: str) -> dict[str, Any]:
    label = fact.ask[voice]
    if fact.kind == "yes or no":
        return _select(fact.id, label, [("", "Not answered"), ("yes", "Yes"), ("no", "No"), (NOT_SURE, "Not sure")],
                       answer, wrong)  # fmt: skip
    choices = [(c.id, c.label[voice]) for c in fact.choices]
    if fact.kind == "choice":
        return _select(fact.id, label, [("", "Not answered"), *choices, (NOT_SURE, "Not sure")], answer, wrong)
    if fact.kind == "several choices":
        last = [(NONE_OF_THESE, "None of these"), (NOT_SURE, "Not sure")]
        return _ticks(fact.id, label, [*choices, *last], answer.split(", ") if answer else (), wrong)
    words = {NOT_SURE: "Not sure"} | ({NONE_YET: "Not yet"} if NONE_YET in fact.may_be else {})
    hint = {"date": "for example 27 3 2026", "percentage": "%", "date ranges": "first day to last day"}
    typed = _as_typed(answer) if fact.kind == "date" and answer not in words else answer
    return _text(fact.id, label, typed, wrong, hint.get(fact.kind, fact.unit), tuple(words.items()))


def _select(name: str, label: str, options: Sequence[tuple[str, str]], value: str, wrong: str = "") -> dict[str, Any]:
    # Which option is chosen is told beside the HTML, so that the field stays the same element while it is used.
    choices = [tag("option", words, value=key) for key, words in options]
    return _made(name, tag("label", label, for_=_id(name)), tag("select", choices, id=_id(name), name=name),
                 value=value, wrong=wrong)  # fmt: skip


def _text(name: str, label: str, value: str, wrong: str, hint: str, words: Sequence[tuple[str, str]]) -> dict[str, Any]:
    buttons = [
        tag("button", shown, tag("span", f": {label}", class_="tool-unseen"), type="button", class_="btn quiet",
            data_for=name, data_value=key)
        for key, shown in words
    ]  # fmt: skip
    field = tag("input", type="text", id=_id(name), name=name, autocomplete="off", maxlength="500",
                aria_describedby=f"{_id(name)}-hint {_id(name)}-wrong")  # fmt: skip
    row = tag("span", field, tag("small", hint, id=f"{_id(name)}-hint"), buttons, class_="typed")
    return _made(name, tag("label", label, for_=_id(name)), row, value=value, wrong=wrong)


def _ticks(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: Sequence[str], wrong: str
) -> dict[str, Any]:
    boxes = [
        tag("span", tag("input", type="checkbox", name=name, value=key, id=f"{_id(name)}-{i}"),
            tag("label", words, for_=f"{_id(name)}-{i}"), class_="option")
        for i, (key, words) in enumerate(options)
    ]  # fmt: skip
    return _made(name, tag("fieldset", tag("legend", label), boxes), value=list(chosen), wrong=wrong)


def _made(name: str, *pieces: Piece, value: object, wrong: str) -> dict[str, Any]:
    html = join(*pieces, tag("span", id=f"{_id(name)}-wrong", class_="wrong"))
    return {"name": name, "html": html, "value": value, "wrong": wrong, "state": ""}


def _as_typed(day: str) -> str:
    """A day in figures, as the hint beside its field has it; nothing where there is none."""
    return " ".join(str(int(part)) for part in reversed(day.split("-"))) if day else ""


def _id(name: str) -> str:
    return f"answer-{name}"


# The advice


def _advice(r: Recommendation, others: set[str] | None, changes: Sequence[whatif.Change] | None) -> Html:
    """The steps, the dates and what was assumed. `others` are the steps of the child beside, where there is one."""
    library, child = r.library, r.child
    voice = child.voice
    if child.concerns is None:
        return tag("p", "Say what is happening, and the advice appears here.", class_="soft")
    steps = [_step(r, a, "Do this next" if i == 0 else "", others) for i, a in enumerate(r.advised)]
    unknown = [library.facts[a.fact].ask[voice] for a in r.assumed if voice in library.facts[a.fact].asked_of]
    stage = library.stages[r.stage] if r.stage else None
    count = f"{len(library.stages)}"
    return join(
        tag("p", tag("b", f"Stage {stage.number} of {count}: {stage.title}")) if stage else None,
        tag("ol", steps, class_="steps"),
        (tag("h3", "Dates that are running"), why.running(r)) if r.later else None,
        tag("details", tag("summary", f"{len(unknown)} not answered or not sure"),
            tag("ul", [tag("li", words) for words in unknown])) if unknown else None,
        _what_if(r, changes),
    )  # fmt: skip


def _no_day() -> Html:
    return tag("p", "Say which day it is, and the advice appears here.", class_="soft")


def _step(r: Recommendation, a: Advised, eyebrow: str, others: set[str] | None) -> Html:
    library, child = r.library, r.child
    only = tag("span", "Only here", class_="only") if others is not None and a.name not in others else None
    done = tag("button", "Done", tag("span", f": {a.step.title[child.voice]}", class_="tool-unseen"), type="button",
               class_="btn quiet", data_done=a.name)  # fmt: skip
    return tag(
        "li",
        tag("p", eyebrow, class_="eyebrow") if eyebrow else None,
        tag("p", tag("b", a.step.title[child.voice]), " ", only),
        tag("p", tag("span", URGENCY_NAMES[a.urgency], class_=f"urgency {a.urgency}"), " ",
            who(library, child.area, child.voice, a.step.lead), ". ", by_words(a.by), ".", class_="who"),
        tag("p", links(library, a.step)) if a.step.ring else None,
        tag("details", tag("summary", "Why, and what if not"),
            tag("ul", [tag("li", library.facts[p.fact].ask[child.voice], " ",
                           tag("b", answer_words(library.facts[p.fact], p.answer, child.voice)))
                       for p in reasons(a)]),
            tag("p", tag("b", "If it does not happen: "),
                library.step(a.step.if_not_done.go_to).title[child.voice]),
            tag("p", tag("a", "The tree as text", href=f"{SITE}trees/{a.tree}/"), " ", done)),
        class_=a.urgency,
    )  # fmt: skip


def _what_if(r: Recommendation, changes: Sequence[whatif.Change] | None) -> Html:
    if changes is None:
        ask_for = tag("button", "See what would change the next step", type="button", class_="btn quiet",
                      data_what_if=True)  # fmt: skip
        return tag("p", ask_for)
    facts, voice = r.library.facts, r.child.voice
    rows = [
        tag("li", tag("button", facts[c.fact].ask[voice], " ", tag("b", answer_words(facts[c.fact], c.instead, voice)),
                      type="button", class_="link", data_for=c.fact, data_value=c.instead),
            " leads to: ", c.next.step.title[voice])
        for c in changes
    ]  # fmt: skip
    return join(
        tag("h3", "What would change the next step"),
        tag("ul", rows, class_="what-if") if rows else tag("p", "No other answer to any one question."),
    )


# The trees


def _walked(r: Recommendation) -> list[str]:
    """The trees that this child's walk goes through, those with advice first, each once."""
    named = (*first_for(r.library, r.child), *trees_for(r.library, r.child.concerns or ()))
    first = [a.tree for a in r.advised]
    return list(dict.fromkeys((*first, *(p.tree for p in r.passed), *named)))


def _lit(r: Recommendation) -> dict[str, list[str]]:
    """For each tree the names, in its picture, of the questions passed, the lines taken and the ends reached."""
    lit: dict[str, list[str]] = {}
    for p in r.passed:
        tree = r.library.trees[p.tree]
        for branch in tree.questions[p.question].branches:
            if branch.phrase == p.branch:
                shared = branch.target == NOTHING or branch.target.startswith("tree ")
                end = f"{p.question} to {branch.target}" if shared else branch.target
                lit.setdefault(p.tree, []).extend((p.question, f"{p.question}->{end}", end))
    for a in r.advised:
        lit.setdefault(a.tree, []).append(a.name.partition("/")[2])
    return {tree: list(dict.fromkeys(names)) for tree, names in lit.items()}
