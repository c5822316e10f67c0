"""No page of the site asks anything of another host, keeps anything or breaks its own policy, before a reader acts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from pathway.site import serve
from tests.browser.conftest import WATCH
from tests.rare import some

SEED = 20261122
PLAIN_PAGES = 200
AT_ONCE = 4
"""How many pages load at the same time."""
KEPT = "[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(Boolean)"


def visited(site: Path) -> list[str]:
    """The addresses to look at: every page but the plain ones, which have no script, and some of those."""
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    plain = [page for page in pages if page.startswith("plain/")]
    chosen = random.Random(SEED).sample(plain, PLAIN_PAGES)
    others = [page for page in pages if not page.startswith(("plain/", "download/"))]
    return [page.removesuffix("index.html") for page in others + chosen]


def crawled(browser: Browser, host: str, addresses: Sequence[str]) -> list[str]:
    """What the pages at these addresses did that no page may do, one line each."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    wrong: list[str] = []

    def answered(response: Response) -> None:
        if response.status >= 400:
            wrong.append(f"status {response.status}: {response.url}")

    context.on("request", lambda r: None if r.url.startswith((host, "data:")) else wrong.append(f"asked: {r.url}"))
    context.on("response", answered)
    context.on("console", lambda m: wrong.append(f"said: {m.text}") if m.type in ("error", "warning") else None)
    context.on("weberror", lambda e: wrong.append(f"failed: {e.error}"))
    pages = [context.new_page() for _ in range(AT_ONCE)]
    for first in range(0, len(addresses), AT_ONCE):
        opened = list(zip(pages, addresses[first : first + AT_ONCE], strict=False))
        for page, address in opened:
            page.goto(host + address, wait_until="commit")
        for page, address in opened:
            wrong += [f"{address}: {fault}" for fault in looked_at(page, host + address)]
    wrong += [f"cookie: {cookie['name']}" for cookie in context.cookies()]
    context.close()
    return wrong


def looked_at(page: Page, address: str) -> Iterator[str]:
    """What is wrong with a page once it is loaded."""
    page.wait_for_load_state("load")
    yield from (f"kept: {name}" for name in page.evaluate(KEPT))
    yield from (f"policy: {broken}" for broken in page.evaluate("brokenPolicy"))
    if page.url != address:
        yield f"address: {page.url}"


@pytest.mark.parametrize("one_in", some([4, 1], 1))
def test_no_page_leaves_the_site_or_keeps_anything_or_breaks_its_policy(
    chromium: Browser, served: str, site: Path, one_in: int
) -> None:
    addresses = visited(site)
    assert len(addresses) > PLAIN_PAGES + 150
    assert crawled(chromium, served, addresses[::one_in]) == []


@contextmanager
def planted(folder: Path, words: str) -> Iterator[str]:
    """The address of a site of one page that holds these words and a script that does as they say."""
    (folder / "index.html").write_text(f"<!doctype html><title>x</title><link rel=icon href=data:,>{words}", "utf-8")
    with serve.running(folder) as address:
        yield address


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("fetch('http://localhost:1/').catch(() => 0)", "policy: connect-src"),
        ("new Image().src = 'http://localhost:1/a.png'", "policy: img-src"),
        ("eval('1')", "failed: "),
        ("document.cookie = 'a=b'", "cookie: a"),
        ("localStorage.setItem('a', 'b')", "kept: a"),
        ("sessionStorage.setItem('a', 'b')", "kept: a"),
        ("history.replaceState(null, '', '?health=yes')", "address: "),
        ("console.error('a')", "said: a"),
        ("throw new Error('a')", "failed: "),
        ("fetch('nowhere')", "status 404"),
        ("window.open('http://localhost:1/')", "asked: http://localhost:1/"),
    ],
)
def test_what_a_page_may_not_do_is_seen(chromium: Browser, tmp_path: Path, script: str, found: str) -> None:
    """Else the test above would find nothing in vain."""
    (tmp_path / "a.js").write_text(script, "utf-8")
    with planted(tmp_path, '<script src="a.js"></script>') as address:
        assert any(found in fault for fault in crawled(chromium, address, [""]))


def test_an_inline_script_is_seen_and_does_not_run(chromium: Browser, tmp_path: Path) -> None:
    with planted(tmp_path, "<script>document.cookie = 'a=b'</script>") as address:
        faults = crawled(chromium, address, [""])
    assert any("policy: script-src" in fault for fault in faults)
    assert not any("cookie" in fault for fault in faults)
