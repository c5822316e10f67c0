"""The tool in Firefox and in WebKitGTK: the same steps as the command line's Python, nothing for axe, nothing sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

import pytest

from pathway.authoring import reader as yaml
from pathway.authoring.reader import Case
from pathway.engine.advice import Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.engine.model import NOT_SURE
from pathway.site.build import LIBRARY
from pathway.tool.views import ANSWER, AREA, ASK, CHECK, CONCERNS, VOICE, share_link
from tests.browser.conftest import AXE
from tests.engines.engine import Engine, Failed, missing
from tests.journeys import fields

PATH = "next-step/"
READY = "document.getElementById('tool-progress').hidden && !document.querySelector('#tool[aria-busy]')"
PLACE = f"(document.querySelector('#tool form[data-form]')?.dataset.form ?? '{ANSWER}')"
ENTERED = "Array.from(new FormData(document.querySelector('#tool form')), ([name, value]) => [name, value])"
FOCUS = "document.activeElement.id"
STEPS = "Array.from(document.querySelectorAll('#tool [data-do=done]'), (b) => b.dataset.step)"
STATE = "Object.entries(sessionStorage).filter(([k]) => k === `journey ${history.state.journey}`)[0][1]"
VIOLATIONS = (
    "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => "
    "violations.map(({id, nodes}) => `${id}: ${nodes.map((n) => n.target).slice(0, 5)}`))"
)
GUIDANCE = "parents/too-unwell/"
CASES = ("fifteen-days-in-a-row", "a-fourth-suspension-and-no-other-needs", "sixty-school-days-without-a-school")


@lru_cache(maxsize=1)
def authored() -> yaml.Authored:
    """The library that the site is built from, with its worked cases."""
    return yaml.read(LIBRARY)


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def started(request: pytest.FixtureRequest, served: str) -> Iterator[Engine]:
    """One browser for all tests, so that it starts once."""
    if lacks := missing(request.param):
        pytest.skip(lacks)
    engine = Engine(request.param, served)
    yield engine
    engine.close()


@pytest.fixture
def engine(started: Engine) -> Iterator[Engine]:
    """The browser; afterwards nothing may have left the site, no cookie be kept, and no script have failed."""
    started.act("size", 1280, 900)
    started.open("")  # the tool's page, opened where it stands already, would go on with the answers before
    yield started
    assert started.act("seen") == {"elsewhere": [], "wrong": [], "cookies": []}


class Reader:
    """Someone who answers what is asked; what the case does not hold is not sure."""

    def __init__(self, engine: Engine, case: Case) -> None:
        self.engine = engine
        self.case = case
        self.answered: dict[str, dict[str, list[str]]] = {}
        engine.open(PATH)
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


@pytest.mark.parametrize("name", CASES)
def test_the_steps_are_those_of_cpython_after_an_error_a_step_back_and_a_reload(engine: Engine, name: str) -> None:
    reader = Reader(engine, case(name))
    reader.go_on(CONCERNS)
    reader.errs()
    assert engine.run(FOCUS) == "problem"
    assert str(engine.run("document.title")).startswith("Error")

    reader.go_on()
    recommendation = reader.expects()
    assert recommendation.next
    names = [advised.name for advised in recommendation.advised]
    assert engine.run(STEPS) == names
    assert engine.run(FOCUS) == "title"

    engine.act("back")
    last = list(reader.answered)[-1]
    reader.comes_to(last)
    assert reader.entered() == reader.answered[last]
    reader.continue_()
    reader.comes_to(ANSWER)
    engine.act("reload")
    reader.comes_to(ANSWER)
    assert engine.run(STEPS) == names


def test_axe_finds_nothing_on_a_wide_page_and_on_a_phone(engine: Engine) -> None:
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        engine.run(f"(() => {{ if (!window.axe) {{ {AXE.read_text('utf-8')} }} }})()")
        for width in (1280, 375):
            engine.act("size", width, 900)
            engine.until(f"innerWidth === {width}")
            if wrong := engine.run(VIOLATIONS):
                found[f"{state} at {width}"] = wrong

    reader = Reader(engine, case(CASES[0]))
    assert engine.run("matchMedia('(prefers-color-scheme: light)').matches")
    look("the first question")
    reader.errs()
    look("an error")
    reader.go_on()
    look("the answer")
    link = share_link(reader.expects())
    engine.click(f"#tool details:has([data-go={CHECK}]) > summary")
    engine.click(f"#tool [data-go={CHECK}]")
    engine.until("document.querySelector('#tool h1 ~ dl.answers')")
    look("the answers to check")
    engine.open(f"tool/explore/#{link}")
    engine.until(f"{READY} && document.querySelector('#explore .advice h2, #explore .advice h3')")
    look("Explore")
    for page in ("", GUIDANCE):
        engine.open(page)
        look(page or "home")
    assert not found


def test_what_a_page_does_wrong_is_seen(engine: Engine) -> None:
    """Else the other tests would find nothing in vain."""
    other = engine.site.replace("127.0.0.1", "localhost")
    engine.open("")
    engine.run(f"void fetch('{other}').catch(() => 0)")
    engine.run("void (document.cookie = 'a=b')")
    engine.run("void setTimeout(() => { document.title = 'done'; throw new Error('planted'); }, 0)")
    engine.until("document.title === 'done'")
    with suppress(Failed):  # WebKit's proxy does not answer
        engine.act("open", other)
    seen = engine.act("seen")
    assert any("planted" in words for words in seen["wrong"])
    assert any("connect-src" in words for words in seen["wrong"])
    assert any("localhost" in address for address in seen["elsewhere"])
    engine.open("")
    assert [cookie["name"] for cookie in engine.act("seen")["cookies"]] == ["a"]
    engine.run("void (document.cookie = 'a=; max-age=0')")
