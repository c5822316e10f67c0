"""A monkey at the tool: whatever it clicks, types, goes back to or reloads, the steps shown are the engine's."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from pathway.words.places import ANSWER
from tests.browser.conftest import Open
from tests.browser.reader import PATH, READY, Reader
from tests.rare import some

SEEDS = (11, 23, 47, 89)
ACTIONS = 500
"""For each seed: 2,000 in all."""

TYPED = (
    "16",
    "0",
    "15 days",
    "1 2",
    "87 %",
    "100",
    "-3",
    "3/4/26",
    "27",
    "mar",
    "2026",
    "today",
    "<b>x</b>",
    "",
    "\u202e9",
)

# One thing done as a reader could do it; `r` says which. Saving, printing and leaving have tests of their own.
CLICK = """([r, what, typed]) => {
  const shown = [...document.querySelectorAll(`#tool :is(${what})`)].filter((e) => e.checkVisibility());
  const one = shown[Math.floor(r * shown.length)];
  if (!one) return "nothing";
  if (typed === null) one.click();
  else one.value = typed;
  return one.dataset.do ?? one.dataset.go ?? one.value ?? one.textContent;
}"""
CHOICE, FIELD = "input[type=radio], input[type=checkbox]", "input[type=text], textarea"
GO_ON, WAY = (
    "[type=submit]",
    "a[data-go], a[data-do=back], summary, [data-do=finish], [data-do=resume], [data-do=ahead]",
)
ACT = ", ".join(f"[data-do={do}]" for do in ("done", "undo", "voice", "what-if", "try", "put-back", "keep"))
CLEAR = "[data-do=restart], .sure button"
TIMES = {CHOICE: 36, FIELD: 12, GO_ON: 34, WAY: 9, ACT: 7, CLEAR: 0.4, "back": 3, "forward": 2, "reload": 0.6}


def acts(page: Page, choose: random.Random) -> str:
    """What was done."""
    [what] = choose.choices(list(TIMES), list(TIMES.values()))
    if what == "back":
        page.go_back()
        if PATH not in page.url:  # out of the tool: in again by its front door
            page.go_forward()
    elif what == "forward":
        page.go_forward()
    elif what == "reload":
        page.reload()
    else:
        typed = choose.choice(TYPED) if what == FIELD else None
        return f"{what}: {page.evaluate(CLICK, [choose.random(), what, typed])}"
    return what


@pytest.mark.parametrize("seed", some(SEEDS, 1))
def test_whatever_a_monkey_does_the_steps_shown_are_those_of_the_engine(reads: Open, seed: int) -> None:
    choose = random.Random(seed)
    reader = reads()
    page = reader.page
    idle = page.locator("body:has(#tool-progress[hidden]):has(#tool:not([aria-busy]))")
    did: list[str] = []
    compared = 0
    for _ in range(ACTIONS):
        did.append(acts(page, choose))
        expect(idle).to_have_count(1, timeout=READY)
        trail = did[-12:]
        assert page.locator("#tool h1#title").count() == 1, trail
        if reader.answer.count():
            assert same(reader), trail
            compared += 1
    assert compared > ACTIONS // 25
    assert reader.place


def same(reader: Reader) -> bool:
    """Whether the page shows the steps that the engine gives for the answers which the tab keeps."""
    assert reader.place == ANSWER
    r = reader.recommended()
    assert r.next
    voice = r.child.voice
    titles = r.next.step.title[voice], sorted(a.step.title[voice] for a in r.also)
    return reader.titles() == titles and reader.steps() == (r.next.name, sorted(a.name for a in r.also))
