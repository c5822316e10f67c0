"""The page for trainers and officers in a real browser: every change of an answer changes the advice at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pathway.engine import answers, whatif
from pathway.engine.advice import Recommendation, ask
from pathway.engine.model import Library
from pathway.words.places import ANSWER
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, READY, today
from tests.journeys import TODAY

EXPLORE = "tool/explore/"
CHILD: dict[str, Any] = {"area": "lancashire", "voice": "school", "concerns": ["health"], "given": {
    "safety": "no worry", "age-or-year": "up to year 10", "health-days-missed": "16",
    "education-now": "none"}}  # fmt: skip
Axe = Callable[[Page], list[str]]


class Explorer:
    """Somebody at the page: finds its parts, fills its fields."""

    def __init__(self, page: Page, library: Library) -> None:
        self.page = page
        self.library = library
        self.advice = page.locator("#explore .advice .child")
        expect(page.locator("#explore")).to_be_visible(timeout=READY)
        expect(self.field("voice")).to_be_visible()

    def field(self, name: str) -> Locator:
        """The field of a fact."""
        return self.page.locator(f"#explore .field [name='{name}']").first

    def give(self, child: dict[str, Any]) -> None:
        """Nothing; fills in a child's answers."""
        for name in ("voice", "area"):
            self.field(name).select_option(child[name])
        for concern in child["concerns"]:
            self.page.locator(f"#explore [name=concerns][value='{concern}']").check()
        for name, value in child["given"].items():
            self.set(name, value)

    def set(self, name: str, value: str) -> None:
        """Nothing; gives one answer."""
        if self.field(name).evaluate("e => e.tagName") == "SELECT":
            self.field(name).select_option(value)
        else:
            self.field(name).fill(value)

    def titles(self, child: int = 0) -> list[str]:
        """The steps shown for a child."""
        return self.advice.nth(child).locator(".steps > li > p > b").all_inner_texts()

    def shows(self, child: dict[str, Any], which: int = 0) -> None:
        """Nothing, once the steps shown are those of the engine for this child."""
        titles = [a.step.title[child["voice"]] for a in recommended(self.library, child).advised]
        expect(self.advice.nth(which).locator(".steps > li > p > b")).to_have_text(titles)


def recommended(library: Library, child: dict[str, Any]) -> Recommendation:
    """What the engine says of a child when what is missing counts as not sure."""
    raw = {key: child[key] for key in ("area", "voice", "concerns", "given")}
    known, messages = answers.read(library, on=child.get("on", TODAY), done=child.get("done", ()), **raw)
    assert known, messages
    return ask(library, known, final=True)


def changed(**given: str) -> dict[str, Any]:
    """The child with some other answers."""
    return {**CHILD, "given": {**CHILD["given"], **given}}


@pytest.fixture
def explorer(opened: Opened, rules: Library) -> Explorer:
    """Somebody at the page once it is ready."""
    found = Explorer(opened(EXPLORE, prepare=today), rules)
    found.give(CHILD)
    found.shows(CHILD)
    return found


def test_the_advice_follows_every_answer_and_says_so_to_a_screen_reader(explorer: Explorer) -> None:
    explorer.set("health-days-missed", "2")
    explorer.shows(changed(**{"health-days-missed": "2"}))
    live = explorer.page.locator("#tool-live")
    explorer.set("education-now", "suitable")
    child = changed(**{"health-days-missed": "2", "education-now": "suitable"})
    explorer.shows(child)
    expect(live).to_contain_text(explorer.titles()[0])
    explorer.set("education-now", "")
    explorer.field("voice").select_option("parent")
    given = {k: v for k, v in child["given"].items() if k != "education-now"}
    explorer.shows({**child, "voice": "parent", "given": given})


def test_typing_goes_on_while_the_advice_changes(explorer: Explorer) -> None:
    field = explorer.field("health-days-missed")
    field.fill("")
    field.press_sequentially("123")
    expect(field).to_have_value("123")
    expect(field).to_be_focused()
    explorer.shows(changed(**{"health-days-missed": "123"}))


def test_a_wrong_answer_is_told_at_its_field_and_the_advice_stands_without_it(explorer: Explorer) -> None:
    explorer.set("health-days-missed", "a fortnight")
    field = explorer.field("health-days-missed")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("whole number"))
    explorer.shows({**CHILD, "given": {k: v for k, v in CHILD["given"].items() if k != "health-days-missed"}})
    explorer.set("health-days-missed", "16")
    expect(field).to_have_attribute("aria-invalid", "false")


def test_two_children_stand_beside_each_other_and_only_what_differs_is_marked(explorer: Explorer) -> None:
    page = explorer.page
    page.get_by_role("button", name="Compare with a second child").click()
    expect(explorer.advice).to_have_count(2)
    expect(page.locator("#explore .only")).to_have_count(0)
    explorer.field("area").select_option("kent")
    explorer.set("education-now", "suitable")
    other = {**changed(**{"education-now": "suitable"}), "area": "kent"}
    explorer.shows(CHILD, 0)
    explorer.shows(other, 1)
    one, two = ({a.name for a in recommended(explorer.library, c).advised} for c in (CHILD, other))
    expect(page.locator("#explore .only")).to_have_count(len(one ^ two))
    page.get_by_role("button", name="Child A").click()
    expect(explorer.field("area")).to_have_value("lancashire")
    page.get_by_role("button", name="Back to one child").click()
    expect(explorer.advice).to_have_count(1)
    explorer.shows(CHILD)


def test_what_would_change_the_next_step_can_be_clicked_and_changes_it(explorer: Explorer) -> None:
    explorer.page.get_by_role("button", name="See what would change the next step").click()
    offered = explorer.advice.locator(".what-if [data-for]")
    expect(offered.first).to_be_visible()
    pairs = offered.evaluate_all("b => b.map(({dataset: d}) => [d.for, d.value])")
    assert pairs == [
        [c.fact, c.instead] for c in whatif.changes(explorer.library, recommended(explorer.library, CHILD).child)
    ]
    fact, instead = pairs[-1]
    offered.last.click()
    explorer.shows(changed(**{fact: instead}))
    expect(explorer.field(fact)).to_have_value(instead)


def test_a_step_ticked_as_done_makes_way_and_can_be_undone(explorer: Explorer) -> None:
    first = recommended(explorer.library, CHILD).advised[0].name
    explorer.advice.locator(".steps > li summary").first.click()
    explorer.advice.locator(f"[data-done='{first}']").click()
    explorer.shows({**CHILD, "done": [first]})
    explorer.advice.get_by_role("button", name="Undo what is done").click()
    explorer.shows(CHILD)


def test_a_worked_case_opens_with_its_story_and_its_steps(explorer: Explorer) -> None:
    page = explorer.page
    cases = json.loads(page.request.get(page.url.replace("explore/", "cases.json")).text())
    for case in cases[:: max(1, len(cases) // 5)]:
        page.get_by_label("Open a worked case").select_option(case["case"])
        explorer.shows(case)
        expect(page.locator("#explore .story")).not_to_be_empty()


def test_in_the_tree_the_path_that_was_taken_is_lit_and_no_other(explorer: Explorer) -> None:
    page = explorer.page
    frame = page.locator("#explore .frame")
    r = recommended(explorer.library, CHILD)
    tree = r.advised[0].tree
    page.get_by_label("The tree with the path lit").select_option(tree)
    expect(frame.locator(f".lit[data-node='{r.advised[0].name.partition('/')[2]}']")).to_have_count(1)
    lit = set(frame.locator(".lit[data-node]").evaluate_all("n => n.map((e) => e.dataset.node)"))
    passed = {p.question for p in r.passed if p.tree == tree}
    assert passed <= lit
    assert not (set(explorer.library.trees[tree].questions) - passed) & lit
    assert frame.locator(".lit[data-line]").count() == len(passed)


def test_the_tree_moves_and_zooms_by_keys_and_by_mouse_and_comes_back_whole(explorer: Explorer) -> None:
    page = explorer.page
    frame = page.locator("#explore .frame")
    drawn = frame.locator(".drawn")
    expect(drawn).to_be_visible()
    look = "e => e.style.transform"
    frame.focus()
    seen = [drawn.evaluate(look)]
    for key in ("ArrowRight", "ArrowDown", "+", "-", "+", "0"):
        page.keyboard.press(key)
        assert drawn.evaluate(look) != seen[-1], key
        seen.append(drawn.evaluate(look))
    whole, edge = drawn.bounding_box(), frame.bounding_box()
    assert whole and edge
    assert whole["width"] <= edge["width"] + 1 and whole["height"] <= edge["height"] + 1
    frame.scroll_into_view_if_needed()
    edge = frame.bounding_box()
    assert edge
    page.mouse.move(edge["x"] + 100, edge["y"] + 50)
    page.mouse.down()
    page.mouse.move(edge["x"] + 160, edge["y"] + 90)
    page.mouse.up()
    assert drawn.evaluate(look) != seen[-1]
    page.get_by_role("button", name="Whole tree").click()
    assert drawn.evaluate(look) == seen[-1]
    page.get_by_role("button", name="Zoom in").click()
    assert drawn.evaluate(look) != seen[-1]


def test_as_the_page_becomes_narrow_the_tree_stays_in_its_frame(explorer: Explorer) -> None:
    page = explorer.page
    frame, drawn = page.locator("#explore .frame"), page.locator("#explore .frame .drawn")
    expect(drawn).to_be_visible()
    page.set_viewport_size({"width": 375, "height": 800})
    page.wait_for_function(
        "() => { const [a, b] = ['.frame', '.drawn'].map((s) => document.querySelector(`#explore ${s}`)"
        ".getBoundingClientRect()); return b.left >= a.left - 1 && b.left < a.left + a.width / 4; }"
    )
    assert frame.bounding_box()["width"] < 375  # type: ignore[index]


def test_large_type_is_larger_and_comes_off_again(explorer: Explorer) -> None:
    button = explorer.page.get_by_role("button", name="Large type")
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    step = explorer.advice.locator(".steps b").first
    before = step.evaluate(size)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert step.evaluate(size) > before * 1.3
    button.click()
    assert step.evaluate(size) == before


def test_the_answers_open_in_the_tool_on_the_same_next_step_and_come_back(explorer: Explorer, reads: Open) -> None:
    page = explorer.page
    link = page.get_by_role("link", name="Open in the tool").get_attribute("href")
    assert link
    page.get_by_role("link", name="Open in the tool").click()
    page.wait_for_url(f"**/{PATH}")
    page.locator("article.answer, form[data-form^='ask/']").wait_for(timeout=READY)
    page.goto("about:blank")
    reader = reads(path=EXPLORE + "#" + link.partition("#")[2])
    again = Explorer(reader.page, explorer.library)
    again.shows(CHILD)
    assert reader.page.url.endswith(EXPLORE)
    assert ANSWER


def test_clearing_empties_every_field(explorer: Explorer) -> None:
    clear = explorer.page.get_by_role("button", name="Clear the answers")
    clear.click()
    explorer.page.keyboard.press("Escape")
    expect(clear).to_be_focused()
    explorer.shows(CHILD)
    clear.click()
    explorer.page.get_by_role("button", name="Yes, clear them").click()
    expect(explorer.advice.locator(".steps")).to_have_count(0)
    expect(explorer.page.locator("#explore .fields input:checked")).to_have_count(0)
    assert explorer.page.evaluate("sessionStorage.length + localStorage.length") == 0


SMALL = """() => [...document.querySelectorAll("#explore :is(button, select, input, summary, a)")]
  .filter((e) => e.checkVisibility())
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => {
    const least = e.matches("button, select, summary, input[type=text]") ? 43.5 : 23.5;
    return box.height < least || box.width < 23.5;
  })
  .map(([e, box]) => `${e.tagName} ${e.textContent.slice(0, 30)} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("children", [1, 2])
def test_axe_finds_nothing_nothing_is_too_wide_and_targets_are_large(
    explorer: Explorer, axe: Axe, children: int, scheme: str
) -> None:
    page = explorer.page
    page.emulate_media(color_scheme=scheme)
    if children == 2:
        page.get_by_role("button", name="Compare with a second child").click()
        expect(explorer.advice).to_have_count(2)
        explorer.set("education-now", "suitable")
        expect(page.locator("#explore .only").first).to_be_visible()
    explorer.set("health-days-missed", "lots")
    expect(explorer.field("health-days-missed")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="See what would change the next step").first.click()
    expect(page.locator(".what-if").first).to_be_visible()
    for details in page.locator("#explore details").all():
        details.evaluate("e => e.open = true")
    for width in (1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == [], width
