"""Ten states of the site at two widths in both colour schemes, as pictures: `python -m tests.screenshots`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from pathway.site import build, serve
from pathway.words.places import ANSWER, CHECK
from tests.browser.reader import PATH, READY, Reader, link, today
from tests.browser.test_tool import EVERY
from tests.browser.test_tool_ways import DAYS, GIVEN, go
from tests.conftest import NAMES
from tests.journeys import library

OUT = build.ROOT / "build" / "screenshots"
WIDTHS = (1280, 375)
CASE = "told-to-wait-for-the-panel"


def answered(page: Page, address: str) -> Reader:
    """A reader at the answer of a case with many steps."""
    child = EVERY[CASE]
    today(page, child.on)
    page.goto(address + link(child.voice, child.area, child.concerns, child.given))
    reader = Reader(page, library())
    reader.comes_to(ANSWER)
    return reader


def asked(page: Page, address: str, place: str) -> Reader:
    """A reader at a question."""
    today(page)
    page.goto(address + PATH)
    reader = Reader(page, library())
    go(reader, place)
    return reader


def home(page: Page, address: str) -> None:
    """The first page."""
    page.goto(address)


def danger(page: Page, address: str) -> None:
    """A question that can be left quickly."""
    asked(page, address, "ask/safety")


def number(page: Page, address: str) -> None:
    """A number with an error."""
    reader = asked(page, address, DAYS)
    reader.fill({"answer": ["a fortnight"]})
    reader.continue_()
    reader.problem.wait_for()


def day(page: Page, address: str) -> None:
    """A question for a date."""
    assert GIVEN["council-decision"] == "waiting"
    asked(page, address, "ask/council-asked-on")


def answer(page: Page, address: str) -> None:
    """The recommendation."""
    answered(page, address)


def what_if(page: Page, address: str) -> None:
    """What would change the next step, and the link as a picture."""
    reader = answered(page, address)
    reader.box.locator("[data-do=voice][data-to=school]").click()
    reader.box.locator("[data-do=what-if]").click()
    reader.box.locator(".changes").wait_for()
    reader.box.get_by_text("Make a link with these answers").click()
    reader.box.locator("[data-do=picture]").click()
    reader.box.locator(".qr").wait_for()


def check(page: Page, address: str) -> None:
    """Every answer on one page."""
    reader = answered(page, address)
    reader.box.locator("details:has(dl.answers) > summary").click()
    reader.box.locator(f"a[data-go={CHECK}]").click()
    reader.comes_to(CHECK)


def letter(page: Page, address: str) -> None:
    """A letter with what is known filled in."""
    reader = answered(page, address)
    reader.box.locator("a[data-go^='letter/']").first.click()
    reader.box.locator("section.letter").first.wait_for()


def explore(page: Page, address: str) -> None:
    """A worked case with its tree."""
    today(page)
    page.goto(f"{address}tool/explore/")
    page.get_by_label("Open a worked case").select_option(CASE, timeout=READY)
    expect(page.locator("#explore .frame .lit").first).to_be_attached()


def two(page: Page, address: str) -> None:
    """Two children beside each other."""
    explore(page, address)
    page.get_by_role("button", name="Compare with a second child").click()
    page.locator("#explore .field [name=area]").select_option("kent")
    expect(page.locator("#explore .only").first).to_be_visible()


STATES: tuple[Callable[[Page, str], None], ...] = (
    home, danger, number, day, answer, what_if, check, letter, explore, two,
)  # fmt: skip


def taken(browser: Browser, address: str, only: set[str]) -> int:
    """How many pictures were made."""
    count = 0
    for state in STATES:
        if only and state.__name__ not in only:
            continue
        page = browser.new_page()
        page.set_default_timeout(READY)
        state(page, address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                page.screenshot(path=OUT / f"{state.__name__.replace('_', '-')}-{width}-{scheme}.png", full_page=True)
                count += 1
        page.close()
    return count


def main(only: set[str]) -> int:
    """0; the pictures are in `build/screenshots`. `only` names states, all of them where it is empty."""
    site = Path(os.environ.get("PATHWAY_SITE") or build.OUT)
    if not (site / "index.html").is_file():
        print("run `make build` first", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    with serve.running(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        count = taken(browser, address, only)
        browser.close()
    print(f"{count} pictures in {OUT.relative_to(build.ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(set(sys.argv[1:])))
