"""The built site without a network after one visit to the tool; what is fetched ahead; the page that removes it all."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pathway.engine.model import Library
from pathway.site import offline, postprocess
from tests.browser.conftest import Start
from tests.browser.host import FETCH_NEWER, KEPT, Host
from tests.browser.reader import PATH, READY, Reader, today

IN_CHARGE = (
    "() => navigator.serviceWorker.ready.then(({active}) => active.state === 'activated' || new Promise((done) => "
)
IN_CHARGE += "active.addEventListener('statechange', done, {once: true})))"
OFFLINE = "about/offline/"
LINE = (
    "Object.defineProperty(Navigator.prototype, 'connection', "
    "{{get: () => ({{saveData: {}, effectiveType: '{}', downlink: {}}})}});"
)
FAST = LINE.format("false", "4g", 10)
STORED = "() => [Object.keys(localStorage), Object.keys(sessionStorage)].flat()"
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(self, name, {get() { throw new DOMException("no", "SecurityError"); }});
if (self.CacheStorage) CacheStorage.prototype.keys = () => Promise.reject(new DOMException("no", "SecurityError"));
"""


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    """The built site on a host that can be gone."""
    host = Host(site)
    yield host
    if host.server:
        host.stop()


def visit(page: Page, host: Host, rules: Library) -> Reader:
    """A reader at the tool, whose device has begun to keep the site since Python is there."""
    today(page)
    page.goto(host.address + PATH)
    expect(page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    return Reader(page, rules)


def test_after_one_visit_to_the_tool_everything_works_without_a_network(
    host: Host, start: Start, rules: Library
) -> None:
    page = start()
    visit(page, host, rules)
    page.evaluate(IN_CHARGE)
    host.stop()

    page.goto(host.address)
    page.get_by_role("link", name="Find the next step").first.click()
    reader = Reader(page, rules)
    reader.go_through("parent", "kent", ["health"], {})
    first, others = reader.steps()
    r = reader.recommended()
    assert r.next and (first, others) == (r.next.name, sorted(advised.name for advised in r.also))

    page.goto(f"{host.address}parents/too-unwell/")
    expect(page.locator("main h1")).not_to_be_empty()
    assert page.evaluate("document.fonts.ready.then((f) => [...f].some((one) => one.status === 'loaded'))")

    page.goto(f"{host.address}search/#words=section+19")
    expect(page.locator(".found a").first).to_be_visible()

    page.goto(f"{host.address}toolkit/section-19-letter/")
    with page.expect_download() as download:
        page.locator("a[href$='.docx']").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")

    page.goto(f"{host.address}tool/explore/")
    page.locator("#cases").wait_for()
    page.locator("#cases option").nth(1).wait_for(state="attached")

    page.goto(f"{host.address}plain/")
    page.locator("ul.answers a").first.click()
    expect(page.locator("h1")).not_to_be_empty()

    page.goto(f"{host.address}no/such/page/")
    assert page.url == f"{host.address}{OFFLINE}#not-kept"


def test_answers_given_before_a_newer_version_are_there_after_it(
    tmp_path: Path, site: Path, start: Start, rules: Library
) -> None:
    copy = tmp_path / "site"
    others = shutil.ignore_patterns("plain", "download", "sw.js*", "offline.json*")
    shutil.copytree(site, copy, copy_function=os.link, ignore=others)
    offline.write(copy, postprocess.HASHED, postprocess.TO_SAVE)
    host = Host(copy)
    page = start()
    reader = visit(page, host, rules)
    page.evaluate(IN_CHARGE)
    reader.start("school", "lancashire")
    (copy / "new.txt").write_text("new", "utf-8")
    offline.write(copy, postprocess.HASHED, postprocess.TO_SAVE)
    assert page.evaluate(FETCH_NEWER) == "installed"
    with page.expect_event("load", lambda p: p.locator("#tool").count() > 0):
        page.get_by_role("button", name="Use the newer version").click()
    expect(page.locator("#tool-progress")).to_be_hidden(timeout=READY)
    assert page.evaluate("fetch('../new.txt').then((r) => r.text())") == "new"
    child = reader.child()
    assert (child.voice, child.area) == ("school", "lancashire")
    assert reader.place not in ("voice", "area")
    host.stop()


# Ahead of the reader


def parts(site: Path) -> list[str]:
    """The addresses of the tool's parts on the host."""
    made = json.loads((site / "tool" / "runtime.json").read_text("utf-8"))
    return [f"/tool/{part['name']}" for part in made["parts"]]


def idle(page: Page) -> None:
    """Nothing, once the page has nothing to do."""
    page.evaluate("() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)))")


@pytest.mark.parametrize("line", [("true", "4g", 10), ("false", "3g", 10), ("false", "4g", 4)])
def test_where_data_is_dear_or_the_line_is_slow_nothing_is_fetched_ahead(
    host: Host, start: Start, line: tuple[str, str, int]
) -> None:
    page = start(LINE.format(*line))
    page.goto(host.address)
    idle(page)
    page.goto(f"{host.address}parents/")
    idle(page)
    assert not [path for path in host.asked if path.startswith("/tool/")]
    assert page.evaluate(STORED) == []


def test_on_a_fast_line_all_parts_are_fetched_once_and_the_tool_fetches_none_again(
    host: Host, start: Start, rules: Library
) -> None:
    page = start(FAST)
    wanted = parts(host.site)
    page.goto(host.address)
    last = "(name) => new Promise((done) => new PerformanceObserver((list) => list.getEntries().some((e) => "
    last += "e.name.endsWith(name)) && done(true)).observe({type: 'resource', buffered: true}))"
    page.evaluate(last, wanted[-1])
    page.goto(f"{host.address}parents/")
    idle(page)
    visit(page, host, rules)
    asked = Counter(host.asked)
    assert {path: asked[path] for path in wanted} == dict.fromkeys(wanted, 1)


def test_the_plain_pages_and_the_page_of_the_tool_fetch_nothing_ahead(host: Host, start: Start) -> None:
    page = start(FAST)
    page.goto(f"{host.address}plain/")
    idle(page)
    assert not [path for path in host.asked if path.startswith("/tool/")]


# The page that shows and removes


def at_the_page(page: Page, host: Host) -> Page:
    page.goto(host.address + OFFLINE)
    expect(page.locator("[data-is=site]")).not_to_have_text("Looking")
    return page


def test_the_page_keeps_the_site_when_asked_says_what_is_kept_and_removes_all_of_it(
    host: Host, start: Start, axe: Callable[[Page], list[str]]
) -> None:
    page = at_the_page(start(LINE.format("true", "4g", 10)), host)
    assert page.evaluate(KEPT) == 0
    page.evaluate("() => { sessionStorage.setItem('journey one', '{}'); sessionStorage.setItem('other', '1'); }")
    page.get_by_role("button", name="Dark colours").click()
    page.get_by_role("button", name="Keep the site").click()
    expect(page.get_by_role("button", name="Keep the site")).to_be_hidden(timeout=READY)
    listed = json.loads((host.site / "offline.json").read_text("utf-8"))
    says = page.locator("[data-is=site]")
    expect(says).to_contain_text(f"{len(listed['files'])} files")
    expect(page.locator("[data-is=answers]")).to_contain_text("1")
    assert axe(page) == []
    host.stop()
    page.reload()
    expect(says).to_contain_text(f"{len(listed['files'])} files")
    page.get_by_role("button", name="Remove everything").click()
    expect(page.locator(".kept-here [role=status]")).not_to_be_empty()
    expect(page.get_by_role("button", name="Keep the site")).to_be_visible()
    assert page.evaluate(KEPT) == 0
    assert page.evaluate(STORED) == ["other"]
    assert page.evaluate("() => navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    host.start()
    page.goto(host.address)
    assert not page.evaluate("Boolean(navigator.serviceWorker.controller)")


def test_where_storage_is_forbidden_the_page_still_says_and_removes(host: Host, start: Start) -> None:
    page = at_the_page(start(NO_STORAGE), host)
    page.get_by_role("button", name="Remove everything").click()
    expect(page.locator(".kept-here [role=status]")).not_to_be_empty()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_and_the_line_about_a_newer_version_are_usable_by_everybody(
    host: Host, start: Start, axe: Callable[[Page], list[str]], width: int, scheme: str
) -> None:
    waits = "ServiceWorkerContainer.prototype.getRegistration = () => Promise.resolve(Object.assign(new EventTarget(), "
    waits += "{waiting: {}, active: {}, scope: ''})); Object.defineProperty(ServiceWorkerContainer.prototype, "
    waits += "'controller', {get: () => ({postMessage() {}})});"
    page = start(
        f"if (self.ServiceWorkerContainer) {{{waits}}}", color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    at_the_page(page, host)
    button = page.get_by_role("button", name="Use the newer version")
    expect(button).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 24
    page.emulate_media(media="print")
    expect(button).to_be_hidden()
