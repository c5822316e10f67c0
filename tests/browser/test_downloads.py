"""The downloads opened from a disk in Chromium: the tool and Explore as one file each, the site out of its ZIP."""

from __future__ import annotations

import re
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from pathway.engine.model import Library
from pathway.site import build, downloads, postprocess
from pathway.words.places import AREA
from tests.browser.conftest import WATCH
from tests.browser.reader import READY, Reader, today

GIVEN = {"safety": "no worry", "age-or-year": "up to year 10", "health-days-missed": "16", "education-now": "none"}
OWN = ("file://", "data:", "blob:")
Opens = Callable[[Path], Page]


@pytest.fixture(scope="module")
def taken(site: Path) -> Path:
    """The folder with what the site offers to download."""
    return site.resolve() / downloads.FOLDER


@pytest.fixture(scope="module")
def unpacked(taken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site out of its ZIP."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(taken / downloads.SITE) as archive:
        archive.extractall(folder)
    return folder / downloads.TOP


@pytest.fixture
def opens(chromium: Browser) -> Iterator[Opens]:
    """Opens a file; afterwards no page may have asked for anything but files, nor have complained."""
    asked: list[str] = []
    wrong: list[str] = []
    context = chromium.new_context()
    context.add_init_script(WATCH)

    def opened(path: Path) -> Page:
        page = context.new_page()
        page.set_default_timeout(READY)
        today(page)
        page.on("request", lambda r: None if r.url.startswith(OWN) else asked.append(r.url))
        page.on("requestfailed", lambda r: wrong.append(f"failed: {r.url}"))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.goto(path.as_uri())
        return page

    yield opened
    context.close()
    assert not asked
    assert not wrong


def advised(reader: Reader) -> list[str]:
    """The steps that the tool shows, which are those of the engine here."""
    first, others = reader.steps()
    r = reader.recommended()
    assert r.next and (first, others) == (r.next.name, sorted(step.name for step in r.also))
    return [first, *others]


def go(reader: Reader) -> None:
    """Nothing; answers until there is an answer page."""
    reader.go_through("parent", "worcestershire", ["health"], GIVEN)


# The tool in one file


def test_the_tool_in_one_file_gives_the_engine_s_steps_and_what_can_be_taken_along(
    opens: Opens, taken: Path, rules: Library, axe: Callable[[Page], list[str]]
) -> None:
    page = opens(taken / downloads.TOOL)
    assert not axe(page)
    reader = Reader(page, rules)
    go(reader)
    assert advised(reader)
    assert not axe(page)
    for words, begins in {"Word file": b"PK", "Dates for": b"BEGIN:VCALENDAR", "Save the answers": b"{"}.items():
        with page.expect_download() as saving:
            page.get_by_role("button", name=words).first.click()
        assert saving.value.path().read_bytes().startswith(begins)
    dead = page.eval_on_selector_all("#tool a[href]", "all => all.map((a) => a.getAttribute('href'))")
    assert set(dead) == {"#"}
    page.reload()
    reader.comes_to("answer")
    assert advised(reader)


def test_a_letter_is_filled_in_from_the_one_file(opens: Opens, taken: Path, rules: Library) -> None:
    reader = Reader(opens(taken / downloads.TOOL), rules)
    go(reader)
    reader.box.locator("[data-go^='letter/']").first.click()
    expect(reader.box.locator(".letter").first).to_be_visible()
    assert not reader.box.locator("a[href^='..']").count()


def test_answers_given_before_python_is_there_and_without_storage_are_not_lost(
    chromium: Browser, taken: Path, rules: Library
) -> None:
    page = chromium.new_page()
    page.set_default_timeout(READY)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no', "
                         "'SecurityError'); }});")  # fmt: skip
    page.goto((taken / downloads.TOOL).as_uri())
    reader = Reader(page, rules)
    reader.submit({"answer": ["school"]})
    reader.comes_to(AREA)
    page.close()
    assert not wrong


def test_the_one_file_can_reach_nothing(chromium: Browser, taken: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        page = chromium.new_page()
        page.add_init_script(WATCH)
        page.goto((taken / downloads.TOOL).as_uri())
        expect(page.locator("#tool-progress")).to_be_hidden(timeout=READY)
        page.evaluate(
            "(at) => { new Image().src = at; navigator.sendBeacon(at); new WebSocket(at.replace('http', 'ws'));"
            "return fetch(at).catch(() => 0); }",
            f"http://127.0.0.1:{door.getsockname()[1]}/",
        )
        page.wait_for_function("() => brokenPolicy.length >= 4")
        broken = {line.split()[0] for line in page.evaluate("brokenPolicy")}
        page.close()
        with pytest.raises(BlockingIOError):
            door.accept()
    assert broken == {"img-src", "connect-src"}


def test_a_file_that_knows_where_the_site_is_leads_there(
    opens: Opens, site: Path, rules: Library, tmp_path: Path
) -> None:
    address = "https://learning.example/"
    carried = downloads.Carried(site, build.CACHE / "downloads")
    path = tmp_path / downloads.TOOL
    path.write_text(downloads.tool_file(carried, rules, address)[0], "utf-8")
    page = opens(path)
    reader = Reader(page, rules)
    go(reader)
    links = page.eval_on_selector_all("#tool a[href]:not([href='#'])", "all => all.map((a) => a.href)")
    leading = [link for link in links if link.startswith(address)]
    assert len(leading) > 5
    assert links == leading
    shared = page.locator("[data-do=copy]").get_attribute("href") or ""
    assert shared.startswith(f"{address}next-step/#v=1&")
    page.get_by_text("Make a link with these answers").click()
    page.get_by_role("button", name="Show it as a picture").click()
    expect(page.locator("svg.qr path")).to_be_attached()


@pytest.mark.parametrize("fault", ["cut off", "changed"])
def test_a_copy_that_is_not_whole_says_so(chromium: Browser, taken: Path, tmp_path: Path, fault: str) -> None:
    content = (taken / downloads.TOOL).read_text("utf-8")
    at = content.index('carried["pyodide.asm.wasm"]') + 100_000
    other = "A" if content[at] != "A" else "B"
    copy = tmp_path / "copy.html"
    copy.write_text(content[:at] if fault == "cut off" else content[:at] + other + content[at + 1 :], "utf-8")
    page = chromium.new_page()
    page.goto(copy.as_uri())
    expect(page.locator("#tool h1")).to_be_focused(timeout=READY)
    assert "not whole" in page.locator("#tool").inner_text()
    assert not page.locator("#tool a[href]").count()
    page.close()


# Explore in one file


def test_explore_in_one_file_shows_a_case_with_its_advice_and_its_tree(
    opens: Opens, taken: Path, axe: Callable[[Page], list[str]]
) -> None:
    page = opens(taken / downloads.EXPLORE)
    page.locator("#cases option").nth(2).wait_for(state="attached")
    page.locator("#cases").select_option(index=2)
    expect(page.locator("#explore .steps li b").first).to_be_visible()
    expect(page.locator("#explore .drawn .lit").first).to_be_attached()
    assert not page.locator("#explore a[href]").count()
    assert not axe(page)


# The site out of its ZIP


def test_every_link_of_the_unpacked_site_leads_to_a_file_and_none_to_a_folder(unpacked: Path) -> None:
    assert postprocess.broken_links(unpacked) == []
    folders = []
    for path in unpacked.rglob("*.html"):
        for link in re.findall(r'\shref="([^"#]*)', path.read_text("utf-8")):
            parts = urlsplit(link)
            if parts.path and not (parts.scheme or parts.netloc) and (path.parent / unquote(parts.path)).is_dir():
                folders.append(f"{path}: {link}")
    assert not folders


def test_the_unpacked_site_is_read_from_the_first_page_to_a_step_by_clicks(opens: Opens, unpacked: Path) -> None:
    page = opens(unpacked / "index.html")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Parents").click()
    expect(page.locator("h1")).to_be_visible()
    page.get_by_role("link", name="Plain pages").click()
    for _ in range(60):
        if page.locator("[data-step]").count():
            break
        with page.expect_navigation():
            page.locator("main ul a").first.click()
    assert page.locator("[data-step]").count()
    assert page.evaluate("document.fonts.ready.then((all) => [...all].some((f) => f.status === 'loaded'))")


def test_every_kind_of_page_opens_without_complaint(opens: Opens, unpacked: Path) -> None:
    for name in (
        "about/download",
        "about/licences",
        "about/offline",
        "protocol/funding",
        "toolkit/provider-directory",
        "trees/said-no",
    ):
        page = opens(unpacked / name / "index.html")
        page.wait_for_load_state("load")
        page.close()


def test_the_tool_of_the_unpacked_site_gives_the_engine_s_steps_and_leads_to_its_pages(
    opens: Opens, unpacked: Path, rules: Library
) -> None:
    page = opens(unpacked / "next-step" / "index.html")
    reader = Reader(page, rules)
    go(reader)
    assert advised(reader)
    links = page.eval_on_selector_all("#tool a[href]:not([href^='#'])", "all => all.map((a) => a.href)")
    missing = [link for link in links if not Path(unquote(urlsplit(link).path)).is_file()]
    assert links
    assert not missing
    assert not page.locator("[data-do=copy]").count()
    page.locator("#tool a[href*='sources/']").first.evaluate("a => a.click()")
    expect(page.locator(":target")).to_be_attached()


def test_search_explore_and_the_policy_work_in_the_unpacked_site(opens: Opens, unpacked: Path) -> None:
    page = opens(unpacked / "search" / "index.html")
    page.locator("#words").fill("part-time timetable")
    page.locator("#words").press("Enter")
    page.locator(".found a").first.click()
    expect(page.locator("article h1")).to_be_visible()
    page.close()
    page = opens(unpacked / "toolkit" / "school-policy" / "index.html")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Word").click()
    assert zipfile.is_zipfile(saving.value.path())
    page.close()
    page = opens(unpacked / "tool" / "explore" / "index.html")
    page.locator("#cases option").nth(2).wait_for(state="attached")
    page.locator("#cases").select_option(index=2)
    page.get_by_role("link", name="Open in the tool").click()
    expect(page.locator("#tool article.answer, #tool form[data-form]").first).to_be_visible()
    assert page.url.startswith((unpacked / "next-step" / "index.html").as_uri())
    page.wait_for_function("() => Object.values(sessionStorage).some((text) => text.includes('area'))")


def test_the_page_of_downloads_names_what_is_there_with_its_size(chromium: Browser, served: str, taken: Path) -> None:
    page = chromium.new_page()
    page.goto(f"{served}about/download/")
    for path in taken.iterdir():
        link = page.locator(f"a[href$='{path.name}']")
        assert downloads.size_words(path.stat().st_size) in link.locator("xpath=..").inner_text()
        with page.expect_download() as saving:
            link.click()
        assert saving.value.suggested_filename == path.name
        assert saving.value.path().stat().st_size == path.stat().st_size
    page.close()
