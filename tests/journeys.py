"""A reader who goes through the tool's pages, answer by answer, by way of the door alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pathway.authoring import reader
from pathway.engine.model import Fact, Library
from pathway.engine.terms import NONE_YET, NOT_SURE
from pathway.tool import door
from pathway.words.places import ANSWER, AREA, ASK, VOICE

LIBRARY = Path(__file__).parent.parent / "pathway" / "library"
TODAY = "2026-11-23"


@lru_cache(maxsize=1)
def library() -> Library:
    """The library that the site is built from."""
    return reader.read(LIBRARY).library


def fields(fact: Fact, answer: str) -> dict[str, list[str]]:
    """What a reader fills into the form that asks for `fact` to give a canonical answer."""
    if fact.kind in ("yes or no", "choice"):
        return {"answer": [answer]}
    if fact.kind == "several choices":
        return {"answer": answer.split(", ")}
    if answer in (NOT_SURE, NONE_YET):
        return {"other": [answer]}
    if fact.kind == "date":
        day = date.fromisoformat(answer)
        return {"day": [str(day.day)], "month": [str(day.month)], "year": [str(day.year)]}
    return {"answer": [answer]}


class Journey:
    """The page's side of the door: keeps the state as text, sends events, remembers the last reply."""

    def __init__(self, rules: Library, on: str = TODAY) -> None:
        self.rules = rules
        self.on = on
        self.state = ""
        self.reply: dict[str, Any] = {}
        self.asked: list[str] = []
        self.send(do="open", on=on)

    def send(self, **event: Any) -> dict[str, Any]:
        """The reply to one event."""
        self.reply = json.loads(door.reply(self.rules, self.state, json.dumps(event)))
        self.state = json.dumps(self.reply["state"])
        return self.reply

    def submit(self, **values: list[str]) -> dict[str, Any]:
        """Continue, with these fields."""
        return self.send(do="submit", form=self.place, fields=values, on=self.on)

    @property
    def place(self) -> str:
        """Where the reader is."""
        return str(self.reply["place"])

    def start(self, voice: str, area: str) -> None:
        """Says who is asking and where the child lives."""
        self.submit(answer=[voice])
        self.submit(answer=[area])

    def go_through(self, concerns: list[str], given: Mapping[str, str]) -> None:
        """Answers whatever is asked until there is an answer page; what `given` does not hold is not sure."""
        while self.place != ANSWER:
            before = self.place
            assert before not in (VOICE, AREA)
            self.asked.append(before)
            if before.startswith(ASK):
                fact = self.rules.facts[before.removeprefix(ASK)]
                self.submit(**fields(fact, given.get(fact.id, NOT_SURE)))
            else:
                self.submit(answer=concerns)
            assert not self.reply["error"], self.reply["html"][:400]
            assert self.place != before, f"{before} is asked twice"
