"""Somebody who answers in Firefox or in WebKitGTK."""

from __future__ import annotations

import json
from functools import lru_cache

from pathway.authoring import reader as yaml
from pathway.authoring.reader import Case
from pathway.engine.advice import Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.engine.terms import NOT_SURE
from pathway.site.build import LIBRARY
from pathway.words.places import ANSWER, AREA, ASK, CONCERNS, VOICE
from tests.engines.engine import Engine
from tests.journeys import fields

PATH = "next-step/"
READY = "document.getElementById('tool-progress').hidden && !document.querySelector('#tool[aria-busy]')"
PLACE = f"(document.querySelector('#tool form[data-form]')?.dataset.form ?? '{ANSWER}')"
ENTERED = "Array.from(new FormData(document.querySelector('#tool form')), ([name, value]) => [name, value])"
STATE = "Object.entries(sessionStorage).filter(([k]) => k === `journey ${history.state.journey}`)[0][1]"


@lru_cache(maxsize=1)
def authored() -> yaml.Authored:
    """The library that the site is built from, with its worked cases."""
    return yaml.read(LIBRARY)


class Reader:
    """Someone who answers what is asked; what the case does not hold is not sure."""

    def __init__(self, engine: Engine, case: Case, path: str = PATH) -> None:
        self.engine = engine
        self.case = case
        self.answered: dict[str, dict[str, list[str]]] = {}
        engine.open(path)
        engine.until(READY)

    @property
    def place(self) -> str:
        """Where the reader is."""
        return str(self.engine.run(PLACE))

    def answers(self, place: str) -> dict[str, list[str]]:
        """What is filled in at a place."""
        case = self.case
        if place in (VOICE, AREA, CONCERNS):
            return {"answer": {VOICE: [case.voice], AREA: [case.area], CONCERNS: list(case.concerns)}[place]}
        name = place.removeprefix(ASK)
        return fields(authored().library.facts[name], case.given.get(name, NOT_SURE))

    def continue_(self) -> None:
        """Nothing; presses Continue."""
        self.engine.click("#tool form [type=submit]")

    def leaves(self, place: str) -> None:
        """Nothing, once another page is there."""
        self.engine.until(f"{PLACE} !== '{place}'")

    def comes_to(self, place: str) -> None:
        """Nothing, once the page of this place is there and the tool is ready."""
        self.engine.until(f"{READY} && {PLACE} === '{place}'")

    def go_on(self, to: str = ANSWER) -> None:
        """Nothing; answers what is asked until the page `to`."""
        while (place := self.place) != to:
            assert place != ANSWER, f"{to} is not asked"
            assert place not in self.answered, f"{place} is asked twice"
            self.answered[place] = self.answers(place)
            self.engine.fill(self.answered[place])
            self.continue_()
            self.leaves(place)

    def errs(self) -> None:
        """Nothing; presses Continue with nothing filled in."""
        self.continue_()
        self.engine.until("document.getElementById('problem')")

    def restart(self, case: Case) -> None:
        """Nothing; clears the answers, to answer as another case says."""
        self.case = case
        self.answered = {}
        self.engine.click("#tool [data-do=restart]")
        sure = "#tool .sure .btn"
        if self.engine.run(f"document.querySelector('{sure}') !== null"):
            self.engine.click(sure)
        self.comes_to(VOICE)

    def entered(self) -> dict[str, list[str]]:
        """What stands in the form."""
        found: dict[str, list[str]] = {}
        for name, value in self.engine.run(ENTERED):
            if value:
                found.setdefault(name, []).append(value)
        return found

    def expects(self) -> Recommendation:
        """What CPython says to the same answers, on the day that the browser took for today."""
        given = {
            place.removeprefix(ASK): self.case.given.get(place.removeprefix(ASK), NOT_SURE)
            for place in self.answered
            if place.startswith(ASK)
        }
        on = json.loads(json.loads(self.engine.run(STATE))["state"])["on"]
        case = self.case
        return ask(authored().library, Circumstances(on, case.area, case.voice, case.concerns, given))


def case(name: str) -> Case:
    """A worked case."""
    return next(case for case in authored().cases if case.id == name)
