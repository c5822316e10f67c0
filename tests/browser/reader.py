"""A reader at the tool's page in a real browser: fills in what is asked, the way a mouse does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from pathway.engine.advice import Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.terms import NOT_SURE
from pathway.words.places import ANSWER, AREA, ASK, CHECK, CONCERNS, VOICE
from tests.journeys import TODAY, fields

PATH = "next-step/"
TITLE = "Find the next step - Back to Learning"
"""What every page of the tool is called, whatever was answered."""
READY = 60_000
"""Milliseconds that Python may take to start on a busy machine."""
SIGNS = {ANSWER: "article.answer", CHECK: "[data-do=ahead]"}
"""What only the page of a place has that is no form."""


def link(voice: str, area: str, concerns: Sequence[str], given: Mapping[str, str]) -> str:
    """The way to the tool's page with these answers."""
    pairs = [("v", "1"), ("voice", voice), ("area", area), (CONCERNS, ", ".join(concerns)), *given.items()]
    return f"{PATH}#" + "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs)


def today(page: Page, on: str = TODAY) -> None:
    """Nothing; it is noon of that day for the page. First to be said before the page goes anywhere."""
    page.clock.set_fixed_time(datetime.combine(date.fromisoformat(on), time(12)))


class Reader:
    """What a reader sees and does. Waits for what must come, never for a time."""

    def __init__(self, page: Page, library: Library) -> None:
        self.page = page
        self.library = library
        self.box = page.locator("#tool")
        self.form = page.locator("#tool form[data-form]")
        self.answer = page.locator("#tool article.answer")
        self.problem = page.locator("#problem")
        self.asked: list[str] = []

    @property
    def place(self) -> str:
        """The place whose page is shown."""
        form = "document.querySelector('#tool form[data-form]')?.dataset.form"
        signs = [place for place, sign in SIGNS.items() if self.box.locator(sign).count()]
        return str(self.page.evaluate(form) or (signs or [ANSWER])[0])

    def fill(self, values: Mapping[str, list[str]]) -> None:
        """Nothing; puts these values, and no others, into the fields of the form."""
        types = dict(self.form.evaluate("f => Array.from(f.elements, (e) => [e.name, e.type])"))
        for name, wanted in values.items():
            for value in wanted:
                if types[name] in ("radio", "checkbox"):
                    self.form.locator(f'[name="{name}"][value="{value}"]').check()
                else:
                    self.form.locator(f'[name="{name}"]').fill(value)

    def continue_(self) -> None:
        """Nothing; presses Continue."""
        self.form.locator("[type=submit]").click()

    def submit(self, values: Mapping[str, list[str]]) -> None:
        """Nothing; fills the form in and goes on to the next page."""
        place = self.place
        self.fill(values)
        self.continue_()
        self.leaves(place)

    def leaves(self, place: str) -> None:
        """Nothing, once the page of this place is gone."""
        expect(self._sign(place)).to_have_count(0, timeout=READY)

    def comes_to(self, place: str) -> None:
        """Nothing, once the page of this place is there."""
        expect(self._sign(place)).to_have_count(1, timeout=READY)

    def _sign(self, place: str) -> Locator:
        return self.box.locator(SIGNS.get(place, f'form[data-form="{place}"]'))

    def child(self) -> Circumstances:
        """The circumstances that the tab keeps for the answers shown."""
        self.heard()
        kept = self.page.evaluate("JSON.parse(sessionStorage.getItem('journey ' + history.state.journey)).state")
        state = json.loads(kept)
        concerns = None if state["concerns"] is None else tuple(state["concerns"])
        on, area, voice = state["on"], state["area"], state["voice"]
        return Circumstances(on, area, voice, concerns, state["given"], tuple(state["done"]))

    def recommended(self) -> Recommendation:
        """What the engine, here and not in the browser, says to these circumstances."""
        return ask(self.library, self.child(), final=True)

    def start(self, voice: str, area: str) -> None:
        """Nothing; says who is asking and where the child lives."""
        self.submit({"answer": [voice]})
        self.submit({"answer": [area]})
        self.heard()

    def heard(self) -> None:
        """Nothing, once Python knows what was answered on the first pages, which the page's own script walks."""
        expect(self.page.locator("#tool-progress")).to_have_attribute("hidden", "", timeout=READY)
        expect(self.box).not_to_have_attribute("aria-busy", "true", timeout=READY)

    def go_through(
        self, voice: str, area: str, concerns: list[str], given: Mapping[str, str], to: str = ANSWER
    ) -> None:
        """Nothing; answers what is asked until the page `to`. Not sure is what `given` lacks, but for danger."""
        given = {"safety": "no worry", **given}
        own = {VOICE: [voice], AREA: [area], CONCERNS: concerns}
        while (place := self.place) != to:
            assert place != ANSWER, f"{to} is not asked"
            assert place not in self.asked, f"{place} is asked twice"
            self.asked.append(place)
            if place in own:
                self.submit({"answer": own[place]})
            else:
                name = place.removeprefix(ASK)
                self.submit(fields(self.library.facts[name], given.get(name, NOT_SURE)))

    def restart(self) -> None:
        """Nothing; clears the answers, and means it where that is asked."""
        self.page.get_by_role("button", name="Clear my answers").click()
        if (sure := self.page.get_by_role("button", name="Yes, clear them")).count():
            sure.click()
        self.comes_to(VOICE)

    def titles(self) -> tuple[str, list[str]]:
        """The title of the next step, and those of the others, sorted: a parent sees them by whom they go to."""
        return self.answer.locator("h1").inner_text(), sorted(self.box.locator(".also h3").all_text_contents())

    def steps(self) -> tuple[str, list[str]]:
        """The same by their names in the library, the others sorted."""
        marks = self.box.locator("[data-do=done]").evaluate_all("all => all.map((b) => b.dataset.step)")
        return marks[0], sorted(marks[1:])

    def kept(self) -> list[dict[str, Any]]:
        """Everything that the tab keeps."""
        return [json.loads(text) for text in self.page.evaluate("Object.values(sessionStorage)")]

    def focus(self) -> str:
        """The id of what has the focus, or its element's name."""
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.tagName"))
