"""What a reader can do on a page of the tool, each as a function from one state to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pathway.engine import answers
from pathway.engine.advice import CONCERNS
from pathway.engine.answers import Message
from pathway.engine.model import Library
from pathway.engine.terms import NONE_YET, NOT_SURE, VOICES
from pathway.papers import handouts
from pathway.tool import day, emergency, forms, outside
from pathway.tool.state import AHEAD, State, advice, all_places, as_entered, day_of
from pathway.words.names import VOICE_NAMES
from pathway.words.places import ANSWER, AREA, ASK, DAY, VOICE

MOST_BOXES, LONGEST_BOX = 40, 1500
"""What a page can send of what was typed for a letter: boxes, and letters of each."""


def submit(
    rules: Library, now: State, told: Mapping[str, Any]
) -> tuple[State, tuple[Message, ...], dict[str, tuple[str, ...]] | None]:
    place = str(told.get("form", ""))
    raw = told.get("fields")
    fields = {
        str(k): tuple(str(v)[: answers.LONGEST * 4] for v in (vs if isinstance(vs, list) else [vs]))
        for k, vs in (raw.items() if isinstance(raw, dict) else ())
    }
    chosen = tuple(v for v in fields.get("answer", ()) if v.strip())
    changed = now
    wrong = ""
    if place == VOICE:
        wrong = "" if len(chosen) == 1 and chosen[0] in VOICES else forms.NOBODY_CHOSEN
        changed = replace(now, voice=chosen[0]) if not wrong else now
    elif place == AREA and now.voice:
        wrong = "" if len(chosen) == 1 and chosen[0] in rules.areas else forms.NOWHERE_CHOSEN
        changed = replace(now, area=chosen[0]) if not wrong else now
    elif place == CONCERNS and now.voice:
        known, problems = answers.happenings(rules, chosen)
        if answers.NOT_BOTH in (m.words for m in problems):
            wrong = answers.NOT_BOTH
        elif problems or not known:
            wrong = "Select what is happening, or “I am not sure”"
        else:
            changed = replace(now, concerns=known)
    elif place == DAY and now.voice:
        try:
            changed = replace(now, on=day.entered(rules, _typed(fields, "day", "month", "year")), told=True)
        except answers.NotAnAnswer as problem:
            wrong = str(problem)
    elif place.startswith(ASK) and place.removeprefix(ASK) in rules.facts and now.voice and now.area:
        fact = rules.facts[place.removeprefix(ASK)]
        other = tuple(v for v in fields.get("other", ()) if v in (NOT_SURE, NONE_YET))
        typed = _typed(fields, "day", "month", "year") if fact.kind == "date" else ", ".join(chosen)
        if other and (typed or len(other) > 1):
            wrong = "Give an answer or tick one of the boxes below it, not both"
        else:
            try:
                given = answers.answer(fact, other[0] if other else typed, day_of(now.on))
                changed = replace(now, given={**now.given, fact.id: given})
            except answers.NotAnAnswer as problem:
                wrong = outside.in_plain_words(fact, problem) if typed else str(problem)
    else:
        return now, (), None
    if wrong:
        return replace(now, at=place), (Message(place, wrong),), fields
    trail = now.trail[: now.trail.index(place) + 1] if place in now.trail else (*now.trail, place)
    changed = replace(changed, at=AHEAD, trail=trail, tried=None, what_if=False)
    return on_that_day(rules, changed) if place == DAY else (changed, (), None)


def _typed(fields: Mapping[str, Sequence[str]], *names: str) -> str:
    """What stands in these fields together."""
    return " ".join(" ".join(part for name in names for part in fields.get(name, ())[:1]).split())


def on_that_day(rules: Library, now: State) -> tuple[State, tuple[Message, ...], dict[str, tuple[str, ...]] | None]:
    """The state once today's date is another one: an answer that cannot be right on that day is asked for again."""
    found = outside.take(rules, now.given, now.on)
    if not found.wrong:
        return now, (), None
    place, said = found.wrong[0].field, found.wrong[0].words
    entered = {name: tuple(values) for name, values in as_entered(rules, now, place).items()}
    return replace(now, given=found.given, at=ASK + place), (Message(ASK + place, said),), entered


def go(rules: Library, now: State, to: str) -> State:
    """To a place that the reader may see: one visited before, or a question that is asked."""
    known = to in all_places(rules)
    if not known or (to != VOICE and not now.voice) or (to not in (VOICE, AREA) and not now.area):
        return now
    trail = now.trail if to in now.trail else (*now.trail, to)
    return replace(now, at=to, trail=trail)


def tick(rules: Library, now: State, step: str, done: bool) -> tuple[State, str]:
    tree, _, name = step.partition("/")
    if tree not in rules.trees or name not in rules.trees[tree].steps or not now.voice:
        return now, ""
    ticked = tuple(s for s in now.done if s != step) + ((step,) if done else ())
    said = "" if emergency.is_page(rules.step(step)) else "Marked as done. " if done else "Marked as not done. "
    return replace(now, done=ticked, at=AHEAD), said


def in_voice(rules: Library, now: State, voice: str) -> tuple[State, str]:
    """The same answer in the words of another voice. What only that voice is asked counts as not sure where missing."""
    if now.at != ANSWER or voice not in VOICES or now.concerns is None:
        return now, ""
    there = replace(now, voice=voice, final=False)
    r = advice(rules, there)
    return replace(there, final=r is None or r.next is None), f"Now in the words for: {VOICE_NAMES[voice]}. "


def try_answer(rules: Library, now: State, name: str, instead: str) -> tuple[State, str]:
    """The answer to one fact changed to see what happens, or put back as it was (`name` empty).

    What only the other answer asks counts as not sure, so that the reader stays at the answer and can put it back.
    """
    name, instead = (name, instead) if name else now.tried or ("", "")
    if name not in now.given or now.at != ANSWER:
        return now, ""
    try:
        given = answers.answer(rules.facts[name], instead, day_of(now.on))
    except answers.NotAnAnswer:
        return now, ""
    before = now.tried[1] if now.tried and now.tried[0] == name else now.given[name]
    tried = None if given == before else (name, before)
    said = "Put back. " if tried is None else "Changed. "
    there = replace(now, given={**now.given, name: given}, tried=tried, what_if=False, at=AHEAD, final=False)
    r = advice(rules, there)
    return replace(there, final=r is None or r.next is None), said


def take(rules: Library, now: State, told: Mapping[str, Any]) -> tuple[handouts.Handout | None, str]:
    """What the reader wants to keep or send, and what to say about it. What was typed for a letter is used once."""
    r, what = advice(rules, now), str(told.get("what", ""))
    if r is None or (r.next is None and what != "answers"):
        return None, ""
    raw = told.get("boxes")
    typed = {str(k)[:LONGEST_BOX]: v for k, v in list(raw.items())[:MOST_BOXES]} if isinstance(raw, dict) else {}
    boxes = {k: answers.as_text(str(v)[:LONGEST_BOX]) for k, v in typed.items()}
    return handouts.take(r, what, str(told.get("step", "")), boxes)


def opened(rules: Library, now: State, found: outside.Answers) -> tuple[State, tuple[Message, ...], tuple[str, ...]]:
    """The state of answers from outside: at the answer where all are good, else at the start with messages.

    From there the way leads over the page of all answers, since one may be missing that nobody misses. Where what is
    good says that there is danger, nothing else is said.
    """
    if not found.ours:
        return now, found.wrong, ()
    facts = tuple(ASK + f for f in found.given)
    steps = (VOICE, *((AREA,) if found.voice else ()), *facts[:1], *((CONCERNS,) if found.concerns else ()), *facts[1:])
    opened = State(
        on=now.on,
        told=now.told,
        voice=found.voice,
        area=found.area,
        concerns=found.concerns,
        given=found.given,
        done=found.done,
        at=VOICE if found.wrong else AHEAD,
        trail=steps,
        checking=bool(found.wrong),
    )
    r = advice(rules, opened)
    return (replace(opened, at=AHEAD), (), ()) if r and day.at_once(r) else (opened, found.wrong, found.notes)
