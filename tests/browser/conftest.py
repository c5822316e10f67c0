"""A real Chromium, and the built site served to it with the headers of a good host."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from pathway.engine.model import Library
from pathway.site import build, serve
from tests.browser.reader import PATH, READY, Reader, today
from tests.journeys import library

AXE = build.ROOT / "node_modules" / "axe-core" / "axe.min.js"

# What a page must never do: break its own security policy, or ask anything of another host. A line of unknown speed, so
# that no page fetches ahead: what that would fetch depends on the machine (test_offline.py says what line it has).
WATCH = """
Object.defineProperty(Navigator.prototype, "connection", {get: () => undefined, configurable: true});
window.brokenPolicy = [];
addEventListener("securitypolicyviolation", (e) => window.brokenPolicy.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site: that of `make build`, or the one that PATHWAY_SITE names."""
    built = Path(os.environ.get("PATHWAY_SITE") or build.OUT)
    if not (built / "index.html").is_file():
        pytest.fail(f"{built} is not built: run `make build` first")
    return built


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the built site, with its final slash."""
    with serve.running(site) as address:
        yield address


Opened = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, served: str) -> Iterator[Opened]:
    """Opens a page of the site in a fresh profile; afterwards no page may have broken its policy or left the site.

    `prepare` is called with the page before it goes anywhere. `away` is the one address that it may leave the site for.
    """
    contexts = []
    pages: list[Page] = []
    elsewhere: list[str] = []
    wrong: list[str] = []

    def open_page(
        path: str,
        width: int = 1280,
        height: int = 900,
        prepare: Callable[[Page], object] | None = None,
        away: str = served,
        **options: Any,
    ) -> Page:
        # Keeping the whole site on the device is tested by itself (test_offline.py); here it would only take time.
        options.setdefault("service_workers", "block")
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        own = (served, away, "data:", "blob:")
        page.on("request", lambda r: None if r.url.startswith(own) else elsewhere.append(r.url))
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        if prepare:
            prepare(page)
        page.goto(served + path)
        pages.append(page)
        return page

    yield open_page
    scripted = [p for p in pages if p.evaluate("typeof brokenPolicy === 'object'")]
    broken = [line for p in scripted for line in p.evaluate("brokenPolicy")]
    for context in contexts:
        context.close()
    assert not broken
    assert not elsewhere
    assert not wrong


Start = Callable[..., Page]


@pytest.fixture
def start(chromium: Browser) -> Iterator[Start]:
    """Opens pages in a fresh profile; afterwards no page may have failed."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def new_page(script: str = WATCH, **options: object) -> Page:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.add_init_script(script)
        context.set_default_timeout(READY)
        context.on("weberror", lambda e: wrong.append(str(e.error)))
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
    assert not wrong


Open = Callable[..., Reader]


@pytest.fixture(scope="session")
def rules() -> Library:
    """The library that the site is built from."""
    return library()


@pytest.fixture
def reads(opened: Opened, rules: Library) -> Open:
    """A reader who opens the tool on a day of the tests."""

    def reader(prepare: Callable[[Page], object] | None = None, path: str = PATH, **options: object) -> Reader:
        def ready(page: Page) -> None:
            page.set_default_timeout(READY)
            today(page)
            if prepare:
                prepare(page)

        return Reader(opened(path, prepare=ready, **options), rules)

    return reader


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Finds what axe has against the page as it is now, one line a rule."""
    source = AXE.read_text("utf-8")

    def found(page: Page) -> list[str]:
        page.evaluate(source)
        rules = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        return [f"{rule['id']}: {[node['target'] for node in rule['nodes']][:5]}" for rule in rules]

    return found
