"""The questions of `pathway ask` in a terminal: a conversation over lines of text.

Nothing here reads or writes: the lines come from an iterator and the words go to a callback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from textwrap import fill

from pathway.engine import answers
from pathway.engine.advice import CONCERNS, Recommendation, ask
from pathway.engine.answers import NotAnAnswer
from pathway.engine.model import Library
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE, VOICES
from pathway.papers.handouts import plain
from pathway.tool import emergency
from pathway.words.names import CHILD, CONCERNS_ASKED, VOICE_NAMES

VOICE, AREA = "voice", "area"
BACK, STOP, WHY, ON = "back", "stop", "?", "on"
GO_ON = "When you are ready, type on, to go on about school. Anything else ends here."
HOW = "Answer with a number, a name or its beginning. Or type: not sure, ? (why we ask), back, stop."


@dataclass(frozen=True)
class Entered:
    """Raw entries, as they come from the command line, a file and the conversation; None where nothing was said."""

    on: object
    area: object = None
    voice: object = None
    concerns: object = None
    given: Mapping[str, object] = field(default_factory=dict)
    done: tuple[object, ...] = ()

    def read(self, library: Library) -> tuple[answers.Circumstances | None, tuple[answers.Message, ...]]:
        """The circumstances, a parent anywhere in England where nobody has said otherwise, or the messages."""
        return answers.read(
            library,
            on=self.on,
            area="england" if self.area is None else self.area,
            voice=VOICES[0] if self.voice is None else self.voice,
            concerns=self.concerns,
            given=self.given,
            done=list(self.done),
        )


@dataclass(frozen=True)
class Asked:
    """One question in words. `options` are (name, label); `several` may be chosen; without any it is a figure or date.

    `words` are the answers that may be typed beside them, such as `none yet`.
    """

    name: str
    legend: str
    hint: str = ""
    why: str = ""
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    words: tuple[str, ...] = ()


def converse(library: Library, start: Entered, lines: Iterator[str], show: Callable[[str], None]) -> Recommendation:
    """The recommendation at the end of the conversation, or what is certain where it was stopped.

    `start` must be readable. Questions that it answers are not asked, and `back` never goes behind it.
    """
    show(HOW)
    trail: list[tuple[str, str]] = []
    while True:
        now = _entered(library, start, trail)
        child, _ = now.read(library)
        assert child is not None
        found = ask(library, child)
        name = VOICE if now.voice is None else AREA if now.area is None else found.ask_next
        if name is None and found.next and emergency.is_page(found.next.step):
            # Nothing else is asked until the reader says so; what was certain before stands.
            show(f"\n{plain(found)}\n{GO_ON}")
            if next(lines, STOP).strip().casefold() != ON:
                return found
            start = replace(start, done=(*start.done, found.next.name))
            continue
        if name is None:
            return found
        asked = question(found.library, name, child.voice)
        show(_shown(asked))
        while True:
            line = next(lines, STOP).strip()
            word = line.casefold()
            if word == STOP:
                return found
            if word == BACK:
                if trail:
                    trail.pop()
                    break
                show("This is the first question. Type stop to end.")
            elif word == WHY:
                show(_wrap(asked.why or "This decides what should happen next."))
            else:
                try:
                    trail.append((name, _taken(library, now, asked, line)))
                    break
                except NotAnAnswer as wrong:
                    show(_wrap(f"{str(wrong).rstrip('.')}."))


def question(library: Library, name: str, voice: str) -> Asked:
    """What to ask about a fact, or about the voice, the area or the concerns, in the words of this voice."""
    if name == VOICE:
        return Asked(
            name,
            "Who are you?",
            why="The questions and the answer are put in your words.",
            options=tuple((v, VOICE_NAMES[v]) for v in VOICES),
        )
    if name == AREA:
        return Asked(
            name,
            f"Where does {CHILD[voice]} live?",
            why="The council where the child lives must act, even if the school is somewhere else.",
            options=tuple((a.id, a.name) for a in library.areas.values()),
        )
    if name == CONCERNS:
        return Asked(
            name,
            CONCERNS_ASKED[voice],
            why="This decides which rules we go through with you.",
            options=tuple((c.id, c.title[voice]) for c in library.concerns.values()),
            several=True,
            words=(NOT_SURE,),
        )
    fact = library.facts[name]
    who = f"Who would know: {fact.find_out_from[voice]}" if fact.find_out_from else ""
    options = tuple((c.id, c.label[voice]) for c in fact.choices)
    words: tuple[str, ...] = (NOT_SURE,)
    if fact.kind == "yes or no":
        options = (("yes", "Yes"), ("no", "No"))
    elif fact.kind == "several choices":
        words = (NONE_OF_THESE, NOT_SURE)
    elif fact.kind == "date" and NONE_YET in fact.may_be:
        words = (NONE_YET, NOT_SURE)
    return Asked(
        name,
        fact.ask[voice],
        fact.hint[voice] if fact.hint else "",
        "\n".join(part for part in (fact.why[voice] if fact.why else "", who) if part),
        options,
        fact.kind == "several choices",
        words,
    )


def chosen(asked: Asked, text: str) -> str:
    """The option that a number, a name or a unique beginning of a name or label means; else the text itself."""
    word = " ".join(text.split()).casefold()
    if word.isdecimal() and 1 <= int(word[:9]) <= len(asked.options):
        return asked.options[int(word) - 1][0]
    known = [*asked.options, *((w, w) for w in asked.words)]
    for names in (
        [name for name, label in known if word in (name.casefold(), label.casefold())],
        [
            name
            for name, label in known
            if word and (name.casefold().startswith(word) or label.casefold().startswith(word))
        ],
    ):
        if len(names) == 1:
            return names[0]
        if names:
            raise NotAnAnswer(f"“{text}” could be {' or '.join(names)}. Type more of it, or its number")
    if word.isdecimal():
        raise NotAnAnswer(f"Enter a number from 1 to {len(asked.options)}")
    return text


def _taken(library: Library, now: Entered, asked: Asked, line: str) -> str:
    """The canonical answer that a line gives; raises `NotAnAnswer`."""
    text = line
    if asked.options:
        parts = [part for part in line.split(",") if part.strip()] if asked.several else [line]
        text = ", ".join(chosen(asked, part) for part in parts)
    if asked.name in library.facts:
        day = answers.parse_date(str(now.on))
        return answers.answer(library.facts[asked.name], text, day)
    if not text.strip():
        raise NotAnAnswer("Choose one of the answers")
    child, messages = _with(now, asked.name, text).read(library)
    if child is None:
        raise NotAnAnswer(messages[0].words)
    return text


def _with(entered: Entered, name: str, value: str) -> Entered:
    if name == VOICE:
        return replace(entered, voice=value)
    if name == AREA:
        return replace(entered, area=value)
    if name == CONCERNS:
        return replace(entered, concerns=value)
    return replace(entered, given={**entered.given, name: value})


def _entered(library: Library, start: Entered, trail: list[tuple[str, str]]) -> Entered:
    now = start
    for name, value in trail:
        now = _with(now, name, value)
    return now


def _shown(asked: Asked) -> str:
    lines = ["", _wrap(asked.legend)]
    if asked.hint:
        lines.append(_wrap(f"({asked.hint})"))
    lines += [fill(label, 88, initial_indent=f"  {n}. ", subsequent_indent="     ")
              for n, (_, label) in enumerate(asked.options, 1)]  # fmt: skip
    more = " or ".join(asked.words)
    if asked.several:
        lines.append(f"  Several with commas, as in 1, 2; or {more}")
    elif more:
        lines.append(f"  Or {more}")
    return "\n".join(lines)


def _wrap(text: str) -> str:
    return "\n".join(fill(line, 88) for line in text.split("\n"))
