"""Words of danger put who to call above every result, at once and without a network; no other words do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import crisis_words, reading
from tests.browser.conftest import Opened
from tests.browser.test_search import EVERYDAY, SEARCHES

PROMISED = sorted({words for page in reading.pages() for words in page.find})
ORDINARY = {*crisis_words.ORDINARY, *crisis_words.ORDINARY_LATER, *SEARCHES, *EVERYDAY, *PROMISED} - {
    *crisis_words.ALSO_CRISIS
}
CRISIS = (*crisis_words.CRISIS, *crisis_words.CRISIS_LATER, *crisis_words.ALSO_CRISIS)
LEAST = 44
"""How many pixels high and wide a thing to press is at least."""

# What the page shows for each of these searches: whether who to call is shown, and above the results; which numbers are
# named; which of the two ways on; and what the status says.
SHOWN = """async (asked) => {
  const form = document.querySelector("form.search");
  const status = form.querySelector("[role=status]");
  const help = form.querySelector(".gethelp");
  const seen = [];
  for (const words of asked) {
    status.replaceChildren();
    form.elements.words.value = words;
    form.requestSubmit();
    const atOnce = !help.hidden;
    for (let turn = 0; !status.textContent; turn++) {
      if (turn > 10_000) throw new Error(`no answer to: ${words}`);
      await new Promise((done) => setTimeout(done));
    }
    const open = (selector) => [...help.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    seen.push({
      shown: !help.hidden,
      atOnce,
      above: Boolean(help.compareDocumentPosition(form.querySelector(".found")) & Node.DOCUMENT_POSITION_FOLLOWING),
      numbers: open("li a").map((link) => link.getAttribute("href").split(":")[1]),
      own: open("[data-own]").map((way) => way.dataset.own),
      said: status.textContent,
      nothing: !form.querySelector(".nothing").hidden,
    });
  }
  return seen;
}"""
Seen = Callable[[tuple[str, ...]], dict[str, dict[str, object]]]


@pytest.fixture(scope="module")
def seen(chromium: Browser, served: str) -> Iterator[Seen]:
    """What the search page shows for some words, by the words."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served}search/")

    def ask(phrases: tuple[str, ...]) -> dict[str, dict[str, object]]:
        return dict(zip(phrases, page.evaluate(SHOWN, list(phrases)), strict=True))

    yield ask
    context.close()


def test_the_lists_are_as_long_as_the_promise() -> None:
    assert len(set(CRISIS)) >= 120
    assert len(ORDINARY) >= 300
    assert not set(CRISIS) & ORDINARY


def test_words_of_danger_show_who_to_call_at_once_and_never_that_nothing_was_found(seen: Seen) -> None:
    answers = seen(CRISIS)
    assert [words for words, answer in answers.items() if not (answer["shown"] and answer["atOnce"])] == []
    assert all(answer["above"] for answer in answers.values())
    assert [words for words, a in answers.items() if a["nothing"] or "Nothing" in str(a["said"])] == []
    assert {words for words, answer in answers.items() if "999" not in answer["numbers"]} == set()  # type: ignore[operator]


def test_no_ordinary_search_shows_who_to_call(seen: Seen) -> None:
    shown = [words for words, answer in seen(tuple(sorted(ORDINARY))).items() if answer["shown"]]
    assert not shown, shown


def test_who_is_named_depends_on_what_the_words_are_about(seen: Seen) -> None:
    for words, answer in seen(crisis_words.TO_ONESELF).items():
        assert answer["numbers"] == ["999", "111", "08001111", "116123", "85258"], words
    for words, answer in seen(crisis_words.BY_OTHERS).items():
        assert answer["numbers"] == ["999", "08001111", "08088005000", "101"], words


def test_the_way_on_is_for_whoever_the_words_are_of(seen: Seen) -> None:
    assert [words for words, a in seen(crisis_words.YOUNG).items() if a["own"] != ["yes"]] == []
    assert [words for words, a in seen(crisis_words.ABOUT_OTHERS).items() if a["own"] != ["no"]] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "my son is suixidal",
        "she keeps cuting herslef",
        "i wanna diee",
        "dad hitts me",
        "overdosse",
        "selfharmm",
        "stepdad hiting me",
    ],
)
def test_a_slip_of_the_finger_hides_nobody(seen: Seen, wrong: str) -> None:
    assert seen((wrong,))[wrong]["shown"]


def ask(page: Page, words: str) -> None:
    """Somebody types these words and presses Enter."""
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")


def test_who_to_call_needs_neither_the_index_nor_a_network(opened: Opened) -> None:
    def block(page: Page) -> None:
        page.route("**/search_index.json", lambda route: route.abort())

    page = opened("search/", prepare=block)
    ask(page, "my son is suicidal")
    expect(page.get_by_role("main").get_by_role("link", name="Call 999")).to_be_visible()
    expect(page.locator("form.search [role=status]")).to_have_text(
        "The search could not be loaded. All pages are listed below."
    )
    expect(page.get_by_role("main").get_by_role("link", name="Call 999")).to_be_visible()
    ask(page, "study skills")
    expect(page.get_by_role("main").get_by_role("link", name="Call 999")).to_be_hidden()


def test_who_to_call_does_not_wait_for_an_index_that_never_comes(opened: Opened) -> None:
    held: list[Route] = []

    def hold(page: Page) -> None:
        page.route("**/search_index.json", lambda route: held.append(route))

    page = opened("search/", prepare=hold)
    ask(page, "i want to die")
    expect(page.get_by_role("link", name="Call Childline, 0800 1111")).to_be_visible()
    for route in held:
        route.abort()


def test_nothing_is_fetched_for_who_to_call(opened: Opened) -> None:
    asked: list[str] = []
    page = opened("search/")
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "overdose")
    page.locator("form.search [role=status]:not(:empty)").wait_for()
    assert {url.rpartition("/")[2] for url in asked} - {"icon.svg"} == {"search_index.json"}


def test_the_reader_is_led_to_it_and_goes_on_by_keyboard(opened: Opened) -> None:
    page = opened("search/")
    ask(page, "she keeps cutting herself")
    assert page.evaluate("document.activeElement.matches('section.gethelp')")
    assert page.get_by_role("region", name="Get help now").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "tel:999"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["my son is suicidal", "my dad hits me"])
def test_on_a_phone_all_of_it_is_on_the_first_screen_and_every_row_can_be_pressed(
    opened: Opened, axe: Callable[[Page], list[str]], scheme: str, words: str
) -> None:
    page = opened("search/", width=375, height=812, color_scheme=scheme)
    ask(page, words)
    page.locator("form.search [role=status]:not(:empty)").wait_for()
    box = page.locator(".gethelp").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 812
    for link in page.locator(".gethelp a:visible").all():
        size = link.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= LEAST
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert axe(page) == []


def test_it_has_an_edge_where_a_reader_chooses_the_colours(opened: Opened) -> None:
    page = opened("search/", forced_colors="active")
    ask(page, "i want to die")
    assert page.locator(".gethelp").evaluate("(e) => parseFloat(getComputedStyle(e).borderTopWidth)") >= 2


# Words that were searched for

SECRETS = ("wants to die", "fined for absence")
KEPT = """() => JSON.stringify([location.href, history.length, history.state, document.title, document.cookie, name,
  Object.entries(sessionStorage), Object.entries(localStorage)])"""


def test_words_that_were_searched_for_enter_neither_the_address_nor_the_history(opened: Opened) -> None:
    page = opened("search/")
    before = page.evaluate(KEPT)
    for words in SECRETS:
        ask(page, words)
        page.locator("form.search [role=status]:not(:empty)").wait_for()
        assert page.evaluate(KEPT) == before
    page.locator(".found a").first.click()
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    page.wait_for_url("**/search/")
    kept = json.loads(page.evaluate(KEPT))
    assert kept[0].endswith("/search/")
    assert kept[2:] == json.loads(before)[2:]


def test_a_link_of_an_earlier_version_finds_its_words_and_loses_them_from_the_address(opened: Opened) -> None:
    page = opened("search/#words=wants+to+die")
    expect(page.get_by_role("main").get_by_role("link", name="Call 999")).to_be_visible()
    assert page.get_by_role("searchbox").input_value() == "wants to die"
    assert page.url.endswith("/search/")
    length = page.evaluate("history.length")
    page.evaluate("location.hash = 'words=penalty+notice'")
    expect(page.locator(".found a").first).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Call 999")).to_be_hidden()
    assert page.url.endswith("/search/")
    assert page.evaluate("history.length") == length + 1  # the link's own step, without its words
    page.go_back()
    assert page.url.endswith("/search/")


def test_nothing_found_says_what_to_do_next(opened: Opened) -> None:
    page = opened("search/")
    ask(page, "xyzzyx")
    expect(page.locator("form.search [role=status]")).to_have_text("Nothing found.")
    expect(page.locator(".nothing a[href$='next-step/']")).to_be_visible()
    ask(page, "penalty notice")
    expect(page.locator(".nothing")).to_be_hidden()
