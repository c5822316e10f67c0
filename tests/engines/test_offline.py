"""Firefox and WebKitGTK without a network after one visit to the tool, and with a newer version of a site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pathway.site.pages import walks
from tests.browser.host import FETCH_NEWER, READY_TOOL, Host, small
from tests.engines.engine import Engine
from tests.engines.reader import PATH, READY, Reader, case

CASE = "fifteen-days-in-a-row"
STEPS = "Array.from(document.querySelectorAll('#tool [data-do=done]'), (b) => b.dataset.step)"
KEPT = (
    "navigator.serviceWorker.ready.then(({active}) => active.state === 'activated' || new Promise((done) => "
    "active.addEventListener('statechange', () => done(true), {once: true})))"
)
VERSIONS = "[document.documentElement.dataset.page, document.documentElement.dataset.script]"


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[Host]:
    """The built site on a host that can be gone."""
    host = Host(site)
    yield host
    if host.server:
        host.stop()


@pytest.fixture(scope="module")
def served(host: Host) -> str:
    """The address of that host."""
    return host.address


def test_after_one_visit_to_the_tool_the_site_works_without_a_network(engine: Engine, host: Host) -> None:
    engine.open(PATH)
    engine.until(READY)
    engine.run(KEPT)
    host.stop()
    try:
        reader = Reader(engine, case(CASE))
        reader.go_on()
        advised = reader.expects().advised
        assert advised
        assert engine.run(STEPS) == [one.name for one in advised]
        engine.open("parents/too-unwell/")
        assert engine.run("document.querySelector('main h1').textContent")
        engine.open("search/#words=section+19")
        engine.until("document.querySelector('.found a')")
        engine.open(f"plain/{walks.end_of('health')}")
        assert engine.run("document.querySelector('h1').textContent")
        engine.open("no/such/page/")
        engine.until("location.pathname.endsWith('/about/offline/')")
    finally:
        host.start()
    engine.open("about/offline/")
    engine.until("!document.querySelector('.kept-here').hidden")
    engine.click("[data-do=remove]")
    engine.until("document.querySelector('.kept-here [role=status]').textContent")
    assert engine.run("caches.keys()") == []
    # The page still has the worker, whose store is gone: Firefox asks for the site's picture late, and has no answer.
    assert all("icon" in words for words in engine.act("seen")["wrong"])


def test_the_next_page_is_wholly_of_the_newer_version(started: Engine, tmp_path: Path) -> None:
    other = Host(small(tmp_path / "site", "1"))
    engine = started
    site, engine.site = engine.site, other.address
    try:
        engine.open("")
        engine.run(f"void ({READY_TOOL})()")
        engine.run(KEPT)
        engine.open("a/")
        assert engine.run(VERSIONS) == ["1", "1"]
        small(other.site, "2")
        assert engine.run(f"({FETCH_NEWER})()") == "installed"
        engine.open("b/")
        engine.until("document.documentElement.dataset.script")
        assert engine.run(VERSIONS) == ["2", "2"]
        other.stop()
        engine.open("a/")
        assert engine.run(VERSIONS) == ["2", "2"]
        assert engine.act("seen")["wrong"] == []
    finally:
        engine.site = site
        if other.server:
            other.stop()
