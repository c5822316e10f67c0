"""The one door between the page and the engine: (state, event) -> (state, html, announcement), as JSON text.

The page keeps the state as text and knows nothing of what is in it. Nothing that a person, a link or an old state can
send raises: it gives a page that says what to do, and loses no answer that was good.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pkgutil import get_data
from typing import Any

from pathway.engine import answers, bundle, whatif
from pathway.engine.advice import CONCERNS, Recommendation, ask
from pathway.engine.answers import Message
from pathway.engine.contract import as_json
from pathway.engine.model import Library
from pathway.engine.rules import rules as rules_of
from pathway.engine.terms import EVERYWHERE
from pathway.papers import handouts
from pathway.tool import day, emergency, explore, forms, letter, outside, views
from pathway.tool.events import go, in_voice, opened, submit, take, tick, try_answer
from pathway.tool.forms import Form
from pathway.tool.state import AHEAD, State, advice, as_data, as_entered, in_parts, place_before, restored
from pathway.words import wording
from pathway.words.html import Html, join
from pathway.words.places import ANSWER, AREA, ASK, CHECK, DAY, LETTER, VOICE

TITLE = "Find the next step"
"""What every page of the tool is called: the browser keeps it, so it says nothing of what was answered."""


@lru_cache(maxsize=1)
def library() -> Library:
    """The library that was built into the site."""
    return bundle.load((get_data("pathway", "library.json") or b"").decode())


def answer(state: str, event: str) -> str:
    """The reply to one event of the page, as JSON text. Never raises for anything that a page can send."""
    return reply(library(), state, event)


def ask_json(circumstances: str) -> str:
    """What `pathway ask --json` prints for raw circumstances (a JSON object), or `{"problems": [...]}`."""
    return asked(library(), json.loads(circumstances))


def asked(rules: Library, raw: Mapping[str, Any]) -> str:
    """The published JSON for raw circumstances: on, area, voice, concerns, given, done, final."""
    child, messages = answers.read(
        rules,
        on=raw.get("on"),
        area=raw.get("area", "england"),
        voice=raw.get("voice", "parent"),
        concerns=raw.get("concerns"),
        given=raw.get("given") or {},
        done=raw.get("done") or (),
    )
    if child is None:
        problems = [{"field": m.field, "words": m.words} for m in messages]
        return json.dumps({"problems": problems}, ensure_ascii=False, indent=2) + "\n"
    return as_json(ask(rules, child, final=bool(raw.get("final"))))


def reply(rules: Library, state: str, event: str) -> str:
    """`answer` for a given library."""
    try:
        told = json.loads(event)
    except (ValueError, RecursionError):
        told = {}
    if not isinstance(told, dict):
        told = {}
    on = day.believed(rules, told.get("on"))
    do = told.get("do")
    if do == "explore":
        return json.dumps(explore.reply(rules, told, on), ensure_ascii=False)
    now, lost, notes = restored(rules, state, on, anew=do == "open")
    messages: tuple[Message, ...] = ()
    entered: dict[str, tuple[str, ...]] | None = None
    announce = ""
    taken: handouts.Handout | None = None
    if do == "restart":
        now = State(on=on if told.get("on") else now.on)
        announce = "Your answers are cleared"
    elif do == "open" and told.get("link"):
        now, messages, notes = opened(rules, now, outside.from_link(rules, str(told["link"]), now.on))
    elif do == "open" and "file" in told:
        now, messages, notes = opened(rules, now, outside.from_file(rules, str(told["file"]), now.on))
    elif do == "open" and lost:
        messages = (Message("state", "What was kept from before could not be read, so please start again"),)
    elif do == "open":
        now = go(rules, now, str(told.get("at", "")))
    elif do == "submit":
        now, messages, entered = submit(rules, now, told)
    elif do == "go" or (do == "take" and not now.on):
        to = DAY if do == "take" else str(told.get("to", ""))
        now = replace(go(rules, now, to), checking=now.at == CHECK and to != ANSWER)
    elif do == "back":
        before = place_before(now)
        now = replace(now, at=before or now.at)
    elif do == "ahead" and now.voice and now.area:
        now = replace(now, at=AHEAD, checking=False)
    elif do in ("finish", "resume") and now.voice and now.area:
        now = replace(now, final=do == "finish", at=AHEAD)
    elif do in ("done", "undo"):
        now, announce = tick(rules, now, str(told.get("step", "")), do == "done")
    elif do == "voice":
        now, announce = in_voice(rules, now, str(told.get("to", "")))
    elif do == "what-if" and now.at == ANSWER:
        now = replace(now, what_if=not now.what_if)
    elif do == "keep" and now.tried:
        now, announce = replace(now, tried=None), "Kept. "
    elif do in ("try", "put-back"):
        now, announce = try_answer(rules, now, str(told.get("fact", "")), str(told.get("answer", "")))
    elif do == "take":
        taken, announce = take(rules, now, told)
    return _show(rules, now, messages, entered, announce, taken, notes if do == "open" else ())


def _show(
    rules: Library,
    now: State,
    messages: tuple[Message, ...],
    entered: Mapping[str, tuple[str, ...]] | None,
    announce: str,
    taken: handouts.Handout | None = None,
    notes: tuple[str, ...] = (),
) -> str:
    html: Html
    r = advice(rules, now) if now.at in (AHEAD, ANSWER) or now.at.startswith((ASK, LETTER)) else None
    written = next((a for a in (r.advised if r else ()) if now.at == LETTER + a.name), None)
    if (
        now.at == AHEAD
        or (now.at == ANSWER and (r is None or r.next is None))
        or (now.at.startswith(LETTER) and (r is None or r.next is None or not written))
    ):
        ahead = _ahead(now, r)
        trail = (p for p in now.trail if p not in (ANSWER, CHECK) and not p.startswith(LETTER))
        now = replace(now, at=ahead, trail=tuple(dict.fromkeys((*trail, ahead))))
    if _needs_day(rules, now, r):
        now = replace(now, at=DAY, trail=tuple(p for p in now.trail if p != now.at))
    place = now.at
    back = place_before(now) is not None
    known = rules_of(rules, now.area or EVERYWHERE, now.on or rules.reviewed).library
    if r and not now.on:
        r = day.undated(r)
    if place == ANSWER and r and r.next:
        changes = whatif.changes(rules, r.child) if now.what_if and now.on else None
        html = views.answer_page(r, views.share_link(r), now.final, changes, now.tried)
    elif r and written:
        html = letter.page(r, written)
    elif place == CHECK and now.voice:
        rows = wording.answers_in_words(known, now.voice, now.area, now.concerns, now.given)
        html = forms.check_page([*rows, forms.day_row(now.on)], back)
    elif place == DAY and now.voice:
        html = forms.day_page(Form(DAY, entered or in_parts(now.on), messages, back), bool(now.on))
    elif place == AREA and now.voice:
        form = Form(AREA, entered or {"answer": (now.area,)}, messages, back)
        html = forms.area_page(rules, form, now.voice)
    elif place == CONCERNS and now.voice:
        form = Form(CONCERNS, entered or {"answer": now.concerns or ()}, messages, back)
        html = forms.concerns_page(known, form, now.voice)
    elif place.startswith(ASK) and now.voice:
        fact = known.facts[place.removeprefix(ASK)]
        early = now.concerns is not None and not now.final
        clear = r.clear.step.title[now.voice] if early and r and r.clear else ""
        form = Form(place, entered or as_entered(rules, now, fact.id), messages, back, early, clear)
        html = forms.fact_page(fact, form, now.voice)
    else:
        place = VOICE
        now = replace(now, at=VOICE)
        form = Form(VOICE, entered or {"answer": (now.voice,)}, messages, back)
        html = forms.voice_page(form)
    error = "Error: " if messages else ""
    return json.dumps(
        {
            "state": as_data(now),
            "place": place,
            "title": f"{error}{TITLE} - {rules.title}",
            "html": join(views.notes(notes, bool(now.area)), html),
            "still": place == ANSWER and r is not None and r.next is not None and emergency.is_page(r.next.step),
            "focus": "#problem" if messages else "#title",
            "announce": " ".join((announce, *notes)).strip() if notes else announce,
            "error": bool(messages),
            "handout": taken.as_data() if taken else None,
            "kept": [row[:2] for row in wording.answers_in_words(known, now.voice, now.area, now.concerns, now.given)],
        },
        ensure_ascii=False,
    )


def _ahead(now: State, r: Recommendation | None) -> str:
    if r is None:
        return AREA if now.voice else VOICE
    if r.next is not None:
        return CHECK if now.checking and not day.at_once(r) else ANSWER
    if r.ask_next is None:
        return VOICE
    return r.ask_next if r.ask_next == CONCERNS else ASK + r.ask_next


def _needs_day(rules: Library, now: State, r: Recommendation | None) -> bool:
    """Whether the place cannot be shown before the reader says which day it is. What is urgent never waits for that."""
    if now.on or not (now.voice and now.area) or now.at in (VOICE, AREA, CHECK, DAY):
        return False
    fact = rules.facts.get(now.at.removeprefix(ASK))
    first = {question.fact for tree in rules.first for question in rules.trees[tree].questions.values()}
    if (fact and fact.id in first) or (now.at == ANSWER and r and day.at_once(r)):
        return False
    return (
        now.at == ANSWER or now.at.startswith(LETTER) or bool(fact and day.counts(fact)) or day.dated(rules, now.given)
    )
