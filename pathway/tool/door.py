"""The one door between the page and the engine: (state, event) -> (state, html, announcement), as JSON text.

The page keeps the state as text and knows nothing of what is in it. Nothing that a person, a link or an old state can
send raises: it gives a page that says what to do, and loses no answer that was good.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pkgutil import get_data
from typing import Any
from urllib.parse import unquote

from pathway.engine import answers, bundle, whatif
from pathway.engine.advice import CONCERNS, Recommendation, as_json, ask
from pathway.engine.answers import Circumstances, Message
from pathway.engine.calendar import FIRST_DAY
from pathway.engine.model import NONE_YET, NOT_SURE, VOICES, Library
from pathway.tool import explore, handouts, views
from pathway.tool.html import Html
from pathway.tool.views import ANSWER, AREA, ASK, CHECK, LETTER, VOICE, Form

AHEAD = ""
"""The place where the walk goes on: the next question, or the answer."""

_SPACED = re.compile(r"(?<=\d)\s+(?=\d)")
LONGEST_LINK = 8_000
LONGEST_STATE = 100_000
LONGEST_FILE = 100_000
MOST_MESSAGES = 20
"""What is wrong with a link or a file, said at once; nobody reads more."""


@dataclass(frozen=True)
class State:
    """What the reader has entered, and where they are. `trail` holds the places visited, in order."""

    on: str = ""
    voice: str = ""
    area: str = ""
    concerns: tuple[str, ...] | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    trail: tuple[str, ...] = (VOICE,)
    at: str = VOICE
    final: bool = False  # the reader asked for the answer so far
    checking: bool = False  # a change came from the page of all answers, and goes back to it
    what_if: bool = False  # the reader asked what would change the next step
    tried: tuple[str, str] | None = None  # a fact whose answer was changed to see what happens, and what it was


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
    on = _today(told.get("on"))
    do = told.get("do")
    if do == "explore":
        return json.dumps(explore.reply(rules, told, on), ensure_ascii=False)
    now, lost = _restore(rules, state, on, anew=do == "open")
    messages: tuple[Message, ...] = ()
    entered: dict[str, tuple[str, ...]] | None = None
    announce = ""
    taken: handouts.Handout | None = None
    if do == "restart":
        now = State(on=on if told.get("on") else now.on)
        announce = "Your answers are cleared"
    elif do == "open" and told.get("link"):
        now, messages = _open_link(rules, str(told["link"]), now)
    elif do == "open" and "file" in told:
        now, messages = _open_file(rules, str(told["file"]), now)
    elif do == "open" and lost:
        messages = (Message("state", "What was kept from before could not be read, so please start again"),)
    elif do == "open":
        now = _go(rules, now, str(told.get("at", "")))
    elif do == "submit":
        now, messages, entered = _submit(rules, now, told)
    elif do == "go":
        to = str(told.get("to", ""))
        now = replace(_go(rules, now, to), checking=now.at == CHECK and to != ANSWER)
    elif do == "back":
        before = _before(now)
        now = replace(now, at=before or now.at)
    elif do == "ahead" and now.voice and now.area:
        now = replace(now, at=AHEAD, checking=False)
    elif do in ("finish", "resume") and now.voice and now.area:
        now = replace(now, final=do == "finish", at=AHEAD)
    elif do in ("done", "undo"):
        now, announce = _tick(rules, now, str(told.get("step", "")), do == "done")
    elif do == "voice":
        now, announce = _in_voice(rules, now, str(told.get("to", "")))
    elif do == "what-if" and now.at == ANSWER:
        now = replace(now, what_if=not now.what_if)
    elif do == "keep" and now.tried:
        now, announce = replace(now, tried=None), "Kept. "
    elif do in ("try", "put-back"):
        now, announce = _try(rules, now, str(told.get("fact", "")), str(told.get("answer", "")))
    elif do == "take":
        taken, announce = _take(rules, now, str(told.get("what", "")), str(told.get("step", "")))
    return _show(rules, now, messages, entered, announce, taken)


def _show(
    rules: Library,
    now: State,
    messages: tuple[Message, ...],
    entered: Mapping[str, tuple[str, ...]] | None,
    announce: str,
    taken: handouts.Handout | None = None,
) -> str:
    html: Html
    r = _ask(rules, now) if now.at in (AHEAD, ANSWER) or now.at.startswith((ASK, LETTER)) else None
    written = next((a for a in (r.advised if r else ()) if now.at == LETTER + a.name), None)
    if (
        now.at == AHEAD
        or (now.at == ANSWER and (r is None or r.next is None))
        or (now.at.startswith(LETTER) and (r is None or r.next is None or not written))
    ):
        ahead = _ahead(now, r)
        trail = (p for p in now.trail if p not in (ANSWER, CHECK) and not p.startswith(LETTER))
        now = replace(now, at=ahead, trail=tuple(dict.fromkeys((*trail, ahead))))
    place = now.at
    back = _before(now) is not None
    if place == ANSWER and r and r.next:
        changes = whatif.changes(rules, r.child) if now.what_if else None
        html = views.answer_page(r, views.share_link(r), now.final, changes, now.tried)
        title = r.next.step.title[now.voice]
    elif r and written:
        html, title = views.letter_page(r, written), "A letter for this step"
    elif place == CHECK and now.voice:
        rows = views.answers_in_words(rules, now.voice, now.area, now.concerns, now.given)
        html, title = views.check_page(rows, back), "Check your answers"
    elif place == AREA and now.voice:
        form = Form(AREA, entered or {"answer": (now.area,)}, messages, back)
        html, title = views.area_page(rules, form, now.voice), "Where the child lives"
    elif place == CONCERNS and now.voice:
        form = Form(CONCERNS, entered or {"answer": now.concerns or ()}, messages, back)
        html, title = views.concerns_page(rules, form, now.voice), "What is happening"
    elif place.startswith(ASK) and now.voice:
        fact = rules.facts[place.removeprefix(ASK)]
        early = now.concerns is not None and not now.final
        clear = r.clear.step.title[now.voice] if early and r and r.clear else ""
        form = Form(place, entered or _as_entered(rules, now, fact.id), messages, back, early, clear)
        html, title = views.fact_page(fact, form, now.voice), fact.ask[now.voice]
    else:
        place = VOICE
        now = replace(now, at=VOICE)
        form = Form(VOICE, entered or {"answer": (now.voice,)}, messages, back)
        html, title = views.voice_page(form), "Who are you?"
    error = "Error: " if messages else ""
    return json.dumps(
        {
            "state": _as_data(now),
            "place": place,
            "title": f"{error}{title} - {rules.title}",
            "html": html,
            "focus": "#problem" if messages else "#title",
            "announce": announce,
            "error": bool(messages),
            "handout": taken.as_data() if taken else None,
            "kept": [row[:2] for row in views.answers_in_words(rules, now.voice, now.area, now.concerns, now.given)],
        },
        ensure_ascii=False,
    )


def _submit(
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
        wrong = "" if len(chosen) == 1 and chosen[0] in VOICES else "Select who you are"
        changed = replace(now, voice=chosen[0]) if not wrong else now
    elif place == AREA and now.voice:
        wrong = "" if len(chosen) == 1 and chosen[0] in rules.areas else "Select where the child lives"
        changed = replace(now, area=chosen[0]) if not wrong else now
    elif place == CONCERNS and now.voice:
        known = [c for c in chosen if c in rules.concerns or c == NOT_SURE]
        if not known or len(known) < len(chosen):
            wrong = "Select what is happening, or “I am not sure”"
        elif NOT_SURE in known and len(known) > 1:
            wrong = "Select what is happening, or “I am not sure”: not both"
        else:
            changed = replace(now, concerns=tuple(known))
    elif place.startswith(ASK) and place.removeprefix(ASK) in rules.facts and now.voice and now.area:
        fact = rules.facts[place.removeprefix(ASK)]
        other = tuple(v for v in fields.get("other", ()) if v in (NOT_SURE, NONE_YET))
        dated = tuple(fields.get(part, ("",))[0].strip() for part in ("day", "month", "year"))
        typed = " ".join(part for part in dated if part) if fact.kind == "date" else ", ".join(chosen)
        if fact.kind in ("whole number", "percentage"):
            typed = _SPACED.sub("", typed)
        if other and (typed or len(other) > 1):
            wrong = "Give an answer or tick one of the boxes below it, not both"
        else:
            try:
                given = answers.answer(fact, other[0] if other else typed, _day(now.on))
                changed = replace(now, given={**now.given, fact.id: given})
            except answers.NotAnAnswer as problem:
                wrong = str(problem)
    else:
        return now, (), None
    if wrong:
        return replace(now, at=place), (Message(place, wrong),), fields
    trail = now.trail[: now.trail.index(place) + 1] if place in now.trail else (*now.trail, place)
    return replace(changed, at=AHEAD, trail=trail, tried=None, what_if=False), (), None


def _ahead(now: State, r: Recommendation | None) -> str:
    if r is None:
        return AREA if now.voice else VOICE
    if r.next is not None:
        return CHECK if now.checking else ANSWER
    if r.ask_next is None:
        return VOICE
    return r.ask_next if r.ask_next == CONCERNS else ASK + r.ask_next


def _ask(rules: Library, now: State) -> Recommendation | None:
    if not (now.voice and now.area):
        return None
    child = Circumstances(now.on, now.area, now.voice, now.concerns, now.given, now.done)
    return ask(rules, child, final=now.final and now.concerns is not None)


def _go(rules: Library, now: State, to: str) -> State:
    """To a place that the reader may see: one visited before, or a question that is asked."""
    known = to in _places(rules)
    if not known or (to != VOICE and not now.voice) or (to not in (VOICE, AREA) and not now.area):
        return now
    trail = now.trail if to in now.trail else (*now.trail, to)
    return replace(now, at=to, trail=trail)


def _places(rules: Library) -> frozenset[str]:
    """Every place that there can be."""
    steps = (f"{LETTER}{t.id}/{s.id}" for t in rules.trees.values() for s in t.steps.values() if s.letter)
    return frozenset((VOICE, AREA, CONCERNS, CHECK, ANSWER, *(ASK + f for f in rules.facts), *steps))


def _before(now: State) -> str | None:
    at = now.trail.index(now.at) if now.at in now.trail else len(now.trail)
    return now.trail[at - 1] if at > 0 else None


def _tick(rules: Library, now: State, step: str, done: bool) -> tuple[State, str]:
    tree, _, name = step.partition("/")
    if tree not in rules.trees or name not in rules.trees[tree].steps or not now.voice:
        return now, ""
    ticked = tuple(s for s in now.done if s != step) + ((step,) if done else ())
    return replace(now, done=ticked, at=AHEAD), "Marked as done. " if done else "Marked as not done. "


def _in_voice(rules: Library, now: State, voice: str) -> tuple[State, str]:
    """The same answer in the words of another voice. What only that voice is asked counts as not sure where missing."""
    if now.at != ANSWER or voice not in VOICES or now.concerns is None:
        return now, ""
    there = replace(now, voice=voice, final=False)
    r = _ask(rules, there)
    return replace(there, final=r is None or r.next is None), f"Now in the words for: {views.VOICE_WORDS[voice][0]}. "


def _try(rules: Library, now: State, name: str, instead: str) -> tuple[State, str]:
    """The answer to one fact changed to see what happens, or put back as it was (`name` empty)."""
    name, instead = (name, instead) if name else now.tried or ("", "")
    if name not in now.given or now.at != ANSWER:
        return now, ""
    try:
        given = answers.answer(rules.facts[name], instead, _day(now.on))
    except answers.NotAnAnswer:
        return now, ""
    before = now.tried[1] if now.tried and now.tried[0] == name else now.given[name]
    tried = None if given == before else (name, before)
    said = "Put back. " if tried is None else "Changed. "
    return replace(now, given={**now.given, name: given}, tried=tried, what_if=False, at=AHEAD), said


def _take(rules: Library, now: State, what: str, step: str) -> tuple[handouts.Handout | None, str]:
    """What the reader wants to keep or send, and what to say about it."""
    r = _ask(rules, now)
    if r is None or (r.next is None and what != "answers"):
        return None, ""
    return handouts.take(r, what, step)


def _open_file(rules: Library, text: str, now: State) -> tuple[State, tuple[Message, ...]]:
    """The state that a saved file describes, with the care that a link gets."""
    wrong = Message("file", "This is not a file of answers that was saved here. Choose one that ends in .json")
    if len(text) > LONGEST_FILE:
        return now, (wrong,)
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return now, (wrong,)
    if not isinstance(kept, dict) or "voice" not in kept:
        return now, (wrong,)
    raw: dict[str, Any] = {key: kept.pop(key, "") for key in ("voice", "area", CONCERNS, "done")}
    kept.pop("on", None)
    return _opened(rules, {**raw, "on": now.on, CONCERNS: raw[CONCERNS] or None}, kept, "file")


def _open_link(rules: Library, link: str, now: State) -> tuple[State, tuple[Message, ...]]:
    """The state that a link describes. What it holds that cannot be used is said, and the rest is kept."""
    if len(link) > LONGEST_LINK:
        return now, (Message("link", "This link is too long to be one of ours, so nothing was taken from it"),)
    pairs: dict[str, str] = {}
    for part in link.removeprefix("#").split("&"):
        key, _, value = part.partition("=")
        pairs[unquote(key)] = unquote(value)
    if pairs.pop("v", "") != "1":
        return now, (Message("link", "This link is not one of ours, or is damaged. Please start here"),)
    raw: dict[str, Any] = {
        "on": now.on,
        "voice": pairs.pop("voice", ""),
        "area": pairs.pop("area", ""),
        "concerns": pairs.pop(CONCERNS, "") or None,
        "done": pairs.pop("done", ""),
    }
    pairs.pop("on", None)
    return _opened(rules, raw, pairs, "link")


def _opened(
    rules: Library, raw: Mapping[str, Any], given: Mapping[str, Any], what: str
) -> tuple[State, tuple[Message, ...]]:
    """The state of answers from outside: at the answer where all are good, else at the start with messages."""
    opened, messages = _keep_good(rules, raw, given)
    facts = tuple(ASK + f for f in opened.given)
    steps = (
        VOICE,
        *((AREA,) if opened.voice else ()),
        *facts[:1],
        *((CONCERNS,) if opened.concerns else ()),
        *facts[1:],
    )
    opened = replace(opened, at=AHEAD, trail=steps)
    if messages:
        first = Message(what, f"Some of this {what} could not be used. Please check the answers")
        words = dict.fromkeys(Message(m.field, f"{_name_of(rules, m.field, opened)}: {m.words}") for m in messages)
        return replace(opened, at=VOICE), (first, *tuple(words)[:MOST_MESSAGES])
    return opened, ()


def _name_of(rules: Library, name: str, now: State) -> str:
    fact = rules.facts.get(name)
    return fact.ask[now.voice or "parent"] if fact else name


def _keep_good(rules: Library, raw: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[State, tuple[Message, ...]]:
    """The state made of everything that is valid, and a message for everything that is not."""
    messages: list[Message] = []
    good: dict[str, Any] = {"on": raw["on"], "area": next(iter(rules.areas)), "voice": VOICES[0], "given": {}}
    said = {key: raw[key] for key in ("voice", "area", "concerns", "done") if raw[key]}
    child, _ = answers.read(rules, **{**good, **said, "given": given})
    if child is None:  # something in it is wrong: each by itself
        for key, value in said.items():
            child, wrong = answers.read(rules, **{**good, key: value})
            messages += wrong
            if child is not None:
                good[key] = value
        for name, value in given.items():
            child, wrong = answers.read(rules, **{**good, "given": {name: value}})
            messages += wrong
            if child is not None:
                good["given"][name] = child.given[name]
        child, _ = answers.read(rules, **good)
    assert child is not None
    return State(
        on=child.on,
        voice=child.voice if raw["voice"] == child.voice else "",
        area=child.area if raw["area"] == child.area else "",
        concerns=child.concerns,
        given=child.given,
        done=child.done,
    ), tuple(messages)


def _restore(rules: Library, text: str, on: str, anew: bool) -> tuple[State, bool]:
    """The state that the page kept, and whether something had to be thrown away. Opened anew, it counts from `on`."""
    if not text:
        return State(on=on), False
    try:
        if len(text) > LONGEST_STATE:
            raise ValueError("no state of ours is as long as this")
        kept = json.loads(text)
        raw = {key: kept[key] for key in ("on", "voice", "area", "concerns", "done")}
        raw["on"] = on if anew or not raw["on"] else _today(raw["on"])
        now, messages = _keep_good(rules, raw, dict(kept["given"]))
        places = _places(rules)
        tried = kept.get("tried")
        if tried is not None and not (len(tried) == 2 and tried[0] in now.given and isinstance(tried[1], str)):
            raise ValueError("not a change of ours")
        trail = tuple(p for p in kept["trail"] if p in places) or (VOICE,)
        at = kept["at"] if kept["at"] in places else VOICE
        return replace(
            now,
            trail=trail,
            at=at,
            final=bool(kept["final"]),
            checking=bool(kept.get("checking")),
            what_if=bool(kept.get("what_if")),
            tried=(tried[0], tried[1]) if tried else None,
        ), bool(messages)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return State(on=on), True


def _as_data(now: State) -> dict[str, Any]:
    return {
        "on": now.on,
        "voice": now.voice,
        "area": now.area,
        "concerns": None if now.concerns is None else list(now.concerns),
        "given": dict(now.given),
        "done": list(now.done),
        "trail": list(now.trail),
        "at": now.at,
        "final": now.final,
        "checking": now.checking,
        "what_if": now.what_if,
        "tried": list(now.tried) if now.tried else None,
    }


def _as_entered(rules: Library, now: State, fact_id: str) -> dict[str, Sequence[str]]:
    """A canonical answer as the fields that would give it, so that a question shows what was answered before."""
    given = now.given.get(fact_id)
    if given is None:
        return {}
    kind = rules.facts[fact_id].kind
    if kind in ("choice", "yes or no"):
        return {"answer": (given,)}
    if kind == "several choices":
        return {"answer": tuple(given.split(", "))}
    if given in (NOT_SURE, NONE_YET):
        return {"other": (given,)}
    if kind == "date":
        year, month, day = given.split("-")
        return {"day": (str(int(day)),), "month": (str(int(month)),), "year": (year,)}
    return {"answer": (given,)}


def _today(value: Any) -> str:
    """The reader's own date, or the first that the calendar knows if their clock is beyond it."""
    try:
        return answers.parse_date(str(value), FIRST_DAY).isoformat()
    except answers.NotAnAnswer:
        return FIRST_DAY.isoformat()


def _day(iso: str) -> Any:
    return answers.parse_date(iso, FIRST_DAY)
