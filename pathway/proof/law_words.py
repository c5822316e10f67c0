"""L9, days as the law counts them, and L10, every move has its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pathway.engine import walk
from pathway.engine.calendar import Calendar, calendar
from pathway.engine.model import Clock, Library
from pathway.engine.own import binds
from pathway.engine.rules import Node, rules
from pathway.engine.terms import DOCUMENT_SAYS, LATEST, VOICES
from pathway.proof.children import DAYS, last_start
from pathway.proof.found import Found
from pathway.words.wording import to_say

CLOSE = 3
"""Days on either side of a clock's end in which a branch of another day is no accident."""
MOVES = ("Ask", "Tell", "Write", "Say", "Send", "Complain")
"""The verbs with which somebody turns to somebody else, so that they need words."""


def l9(library: Library) -> Iterator[Found]:
    """A clock counts its first day as its document does, and no tree counts other days beside it."""
    for clock in library.clocks.values():
        first = DOCUMENT_SAYS[clock.document_says]
        if first is None:
            if binds(library, clock.carries):
                yield Found("L9", "no words", (clock.id,), f"`{clock.id}` does not say how its document puts the time")
            continue
        careful = any(library.clauses[c].kind == "suggestion" for c in clock.carries)
        if clock.first_day_counts != first and not (clock.first_day_counts and careful):
            says = f"the document says `{clock.document_says}`, and `{clock.id}` counts the first day otherwise"
            yield Found("L9", "counts otherwise", (clock.id,), says)
        if (clock.document_says == "before") != (clock.limit == "before that day"):
            yield Found(
                "L9", "counts otherwise", (clock.id,), f"`{clock.id}` does not end on the day that its document says"
            )
    yield from _beside(library)


def _beside(library: Library) -> Iterator[Found]:
    """Questions that part the days close to the end of a clock of law or guidance, but not where it ends."""
    clocks: dict[str, list[Clock]] = {}
    for clock in library.clocks.values():
        if clock.limit in LATEST and binds(library, clock.carries) and clock.starts_from in library.facts:
            clocks.setdefault(clock.starts_from, []).append(clock)
    for tree in library.trees.values():
        for question in tree.questions.values():
            for clock in clocks.get(question.fact, ()):
                if set(clock.carries) & set(question.carries) and _parts_elsewhere(
                    library, tree.id, question.id, clock
                ):
                    says = f"`{tree.id}/{question.id}` parts the days beside the end of `{clock.id}`, not where it ends"
                    yield Found("L9", "beside a clock", (f"{tree.id}/{question.id}", clock.id), says)


def _parts_elsewhere(library: Library, tree: str, question: str, clock: Clock) -> bool:
    """Whether, on some day and in some area, a branch begins within a few days of the clock's end and not at it."""
    for area in library.areas:
        ready = rules(library, area, library.reviewed)
        node = ready.nodes[tree][question]
        if node.fact.kind != "date":
            return False
        for on in DAYS:
            over = last_start(library, area, clock, on, -1)
            if not over:
                continue
            days = calendar(date.fromisoformat(on), library.areas[area].breaks)

            def taken(back: int, days: Calendar = days, start: str = over, node: Node = node) -> str:
                day = (date.fromisoformat(start) + timedelta(days=back)).isoformat()
                names, point = walk.place(node.fact, day, days, ready.clocks.get(node.fact.id, {}))  # noqa: B023
                return next((b.phrase for cover, b, _ in node.branches if cover.holds(names, point)), "")

            if taken(0) == taken(1) and len({taken(back) for back in range(-CLOSE, CLOSE + 2)}) > 1:
                return True
    return False


def l10(library: Library) -> Iterator[Found]:
    """A step that turns to somebody has a paper for that voice, or words of its own for the telephone."""
    for tree in library.trees.values():
        for step in tree.steps.values():
            for voice in VOICES:
                verb = step.move(voice).split(" ", 1)[0].rstrip(",:")
                if verb in MOVES and not step.papers.get(voice) and not to_say(step, voice) and not step.ring:
                    says = (
                        f"`{tree.id}/{step.id}` ({step.move(voice)}) has no paper for the {voice} and no words to say"
                    )
                    yield Found("L10", "no words", (f"{tree.id}/{step.id}", voice), says)
