"""Two sets of answers in one tab: what Python or the reader was still busy with in one never gets into the other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from pathway.words.places import ASK, VOICE
from tests.browser.conftest import Open
from tests.browser.reader import READY, Reader
from tests.browser.test_tool_ways import DAYS, GIVEN, Held, go

LINK = "#v=1&voice=school&area=kent"
THERE = f"{ASK}safety"
"""What is asked first of the reader of the link: who asks and where the child lives are known."""
BUSY = "#tool[aria-busy=true]"


class Slow:
    """A Python that works on what it is given until it is let go."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate("""() => {
            const post = Worker.prototype.postMessage;
            const held = [];
            Worker.prototype.postMessage = function (...what) { held.push(() => post.apply(this, what)); };
            window.letGo = () => {
                Worker.prototype.postMessage = post;
                held.forEach((go) => go());
            };
        }""")

    def let_go(self) -> None:
        """Nothing; it answers, now and from now on."""
        self.page.evaluate("letGo()")


def open_link(page: Page) -> None:
    """Nothing; follows a link with the answers of another reader, in the same tab."""
    page.evaluate("(link) => { location.hash = link; }", LINK)


def open_file(page: Page) -> None:
    """Nothing; opens a file with those answers."""
    content = json.dumps({"voice": "school", "area": "kent"}).encode()
    page.locator("#saved").set_input_files(FilePayload(name="a.json", mimeType="text/plain", buffer=content))


def journeys(page: Page) -> list[dict[str, Any]]:
    """The state of each set of answers that the tab keeps, in the order of their making."""
    kept = page.evaluate("Object.values(sessionStorage)")
    states = [json.loads(state) for text in kept if (state := json.loads(text)["state"])]
    return sorted(states, key=lambda state: str(state["voice"]))


def idle(reader: Reader) -> None:
    """Nothing, once Python has nothing more to do."""
    expect(reader.page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    expect(reader.page.locator(BUSY)).to_have_count(0, timeout=READY)


def test_a_link_opened_while_python_works_on_an_answer_shows_its_own_answers_and_keeps_no_other(reads: Open) -> None:
    reader = reads()
    go(reader, DAYS)
    reader.fill({"answer": ["16"]})
    slow = Slow(reader.page)
    reader.continue_()
    expect(reader.page.locator(BUSY)).to_have_count(1)
    open_link(reader.page)
    slow.let_go()
    reader.comes_to(THERE)
    idle(reader)
    assert reader.place == THERE
    parent, school = journeys(reader.page)
    assert (school["voice"], school["area"], school["given"]) == ("school", "kent", {})
    assert (parent["voice"], parent["area"]) == ("parent", "worcestershire")
    reader.page.go_back()
    reader.comes_to(DAYS)
    assert "health-days-missed" not in parent["given"]
    assert parent["given"]["safety"] == GIVEN["safety"]


@pytest.mark.parametrize("open_other", [open_link, open_file])
def test_back_to_earlier_answers_while_python_works_on_later_ones_leaves_both_as_they_were(
    reads: Open, open_other: Any
) -> None:
    reader = reads()
    reader.start("parent", "worcestershire")
    if open_other is open_file:
        reader.page.go_back()
        reader.page.go_back()
        reader.comes_to(VOICE)
    before = reader.place
    open_other(reader.page)
    reader.comes_to(THERE)
    idle(reader)
    earlier, _ = journeys(reader.page)
    reader.fill({"answer": ["no worry"]})
    slow = Slow(reader.page)
    reader.continue_()
    expect(reader.page.locator(BUSY)).to_have_count(1)
    reader.page.go_back()
    slow.let_go()
    reader.comes_to(before)
    idle(reader)
    assert reader.place == before
    assert reader.child().voice == "parent"
    now, other = journeys(reader.page)
    assert (now["voice"], now["area"], now["given"]) == (earlier["voice"], earlier["area"], earlier["given"])
    assert (other["voice"], other["given"]) == ("school", {})


def test_an_answer_that_waits_for_python_is_not_taken_over_into_other_answers_that_are_gone_back_to(
    reads: Open,
) -> None:
    reader = reads()
    reader.start("parent", "worcestershire")
    asked = reader.place
    open_link(reader.page)
    reader.comes_to(THERE)
    idle(reader)
    held = Held(reader.page)
    reader.page.reload()
    reader.fill({"answer": ["not sure"]})
    reader.continue_()
    reader.page.go_back()
    held.let_go()
    idle(reader)
    reader.comes_to(asked)
    parent, _ = journeys(reader.page)
    assert (parent["voice"], parent["area"], parent["given"]) == ("parent", "worcestershire", {})
    reader.page.go_forward()
    reader.leaves(THERE)
    idle(reader)
    _, school = journeys(reader.page)
    assert (school["voice"], school["given"]) == ("school", {"safety": "not sure"})
