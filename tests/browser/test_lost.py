"""The page for what is not there: a link that a mail program changed finds its way back, and nothing else is moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pathway.site import serve
from pathway.words.places import ANSWER
from tests.browser.conftest import Open, Opened, Start
from tests.browser.host import ASSETS
from tests.browser.reader import PATH, READY, link
from tests.browser.test_tool_ways import go

ANSWERS = "v=1&voice=parent&area=kent&safety=in%20danger"
AGAIN = "v%3D1%26voice%3Dparent%26area%3Dkent%26safety%3Din%2520danger"


def test_a_link_whose_sign_was_changed_opens_the_same_answer(reads: Open, served: str) -> None:
    """As Safe Links make it: the sign alone, everything, or the sign twice."""
    reader = reads()
    go(reader)
    answers = str(reader.box.locator("a[href^='#v=']").get_attribute("href")).removeprefix("#")
    sent: list[str] = []
    for changed in (f"%23{answers}", f"%2523{answers.replace('%', '%25')}"):
        other = reads(lambda page: page.on("request", lambda r: sent.append(r.url)), PATH + changed)
        other.comes_to(ANSWER)
        assert other.titles() == reader.titles()
        assert other.page.url == served + PATH
    first = [url for url in sent if "v=1" in url]
    assert len(first) == 2  # what the changed link itself asks for; nothing after it carries an answer


@pytest.fixture
def below(tmp_path: Path, start: Start) -> Callable[[str], Page]:
    """Opens an address of a site that lies in a folder of its host, and waits for its end."""
    site = tmp_path / "host" / "learning"
    (site / "assets").mkdir(parents=True)
    (site / "assets" / "lost.js").write_bytes((ASSETS / "lost.js").read_bytes())
    for folder in (site / "next-step", site / "tool" / "explore", site.parent / "other"):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(f"<!doctype html><title>{folder.name}</title>", "utf-8")
    lost = '<!doctype html><title>lost</title><script src="/learning/assets/lost.js"></script>'
    (site.parent / "404.html").write_text(lost, "utf-8")

    def open_page(path: str) -> Page:
        page = start()
        with serve.running(site.parent) as address:
            page.goto(address.rstrip("/") + path)
            page.wait_for_load_state("networkidle")
        return page

    return open_page


def ended(page: Page) -> str:
    """Where the page is, without its host."""
    return str(page.evaluate("location.pathname + location.search + location.hash"))


@pytest.mark.parametrize(
    ("path", "right"),
    [
        (f"/learning/next-step/%23{ANSWERS}", f"/learning/next-step/#{ANSWERS}"),
        (f"/learning/next-step%23{ANSWERS}", f"/learning/next-step/#{ANSWERS}"),
        (f"/learning/tool/explore/%23{ANSWERS}", f"/learning/tool/explore/#{ANSWERS}"),
        (f"/learning/next-step/%23{AGAIN}", f"/learning/next-step/#{ANSWERS}"),
        (f"/learning/next-step/%2523{ANSWERS}", "/learning/next-step/#v=1&voice=parent&area=kent&safety=in%20danger"),
        (f"/learning/next-step/%2523{ANSWERS.replace('%', '%25')}", f"/learning/next-step/#{ANSWERS}"),
        (f"/learning/next-step/%252523{AGAIN.replace('%', '%2525')}", f"/learning/next-step/#{ANSWERS}"),
        (f"/learning/next-step/%23{ANSWERS}%2", f"/learning/next-step/#{ANSWERS}%2"),
        (f"/learning/next-step/%23{ANSWERS}?sdata=x", f"/learning/next-step/#{ANSWERS}"),
        (f"/learning/next-step/%23{ANSWERS}.", f"/learning/next-step/#{ANSWERS}."),
    ],
)
def test_in_a_folder_of_a_host_too_the_sign_is_put_back(below: Callable[[str], Page], path: str, right: str) -> None:
    assert ended(below(path)) == right


@pytest.mark.parametrize(
    "path",
    [
        f"/other/%23{ANSWERS}",
        f"//evil.example/%23{ANSWERS}",
        f"/learningmore/%23{ANSWERS}",
        "/learning/next-step/%23top",
        "/learning/next-step/%23",
        "/learning/next-step/%23voice=parent",
        "/learning/next-step/%23javascript:alert(1)",
        "/learning/nowhere/",
    ],
)
def test_no_other_address_is_changed(below: Callable[[str], Page], path: str) -> None:
    """Not one outside the site, and not one that holds no answers of ours."""
    page = below(path)
    assert ended(page) == path
    assert page.title() == "lost"


def test_a_changed_link_to_a_page_that_is_not_there_ends(below: Callable[[str], Page]) -> None:
    page = below(f"/learning/nowhere/%23{ANSWERS}")
    assert ended(page) == f"/learning/nowhere/#{ANSWERS}"
    assert page.title() == "lost"


def test_without_a_script_the_page_says_what_to_do_with_the_link(opened: Opened) -> None:
    page = opened(link("parent", "kent", ["health"], {}).replace("#", "%23"), java_script_enabled=False)
    words = page.get_by_role("main").inner_text()
    assert "%23" in words
    assert "mail program" in words
    page.get_by_role("main").get_by_role("link", name="Find the next step").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=READY)
