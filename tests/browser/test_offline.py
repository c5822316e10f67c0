"""Without a network: everything works after one visit to the tool, versions never mix, and all of it can be removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pathway.site import postprocess
from tests.browser.conftest import Start
from tests.browser.host import FETCH_NEWER, KEPT, READY_TOOL, Host, small

IN_CHARGE = "() => navigator.serviceWorker.ready.then(() => true)"
REGISTER = """async () => {
    const { installing } = await navigator.serviceWorker.register("sw.js");
    return new Promise((done) => installing.addEventListener("statechange", () => done(installing.state)));
}"""


def versions(page: Page) -> tuple[str, str]:
    """From which version the page is, and from which its script."""
    found = page.evaluate("[document.documentElement.dataset.page, document.documentElement.dataset.script]")
    return found[0], found[1]


def goes(page: Page, address: str) -> tuple[str, str]:
    """The versions of the page that stands there in the end."""
    page.goto(address, wait_until="commit")
    expect(page.locator("html[data-script]")).to_have_count(1)
    return versions(page)


def keep(page: Page) -> None:
    """Nothing, once the site is kept and the page is answered by what is kept."""
    page.evaluate(READY_TOOL)
    page.evaluate(IN_CHARGE)
    page.evaluate("() => navigator.serviceWorker.controller ?? new Promise((done) => "
                  "navigator.serviceWorker.addEventListener('controllerchange', done, {once: true}))")  # fmt: skip


def fetch_newer(page: Page) -> str:
    """What became of the newer version that the browser has looked for: `installed` or `redundant`."""
    return str(page.evaluate(FETCH_NEWER))


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """The host of the small site, with a page that was visited and is kept."""
    host = Host(small(tmp_path / "site", "1"))
    yield host
    if host.server:
        host.stop()


@pytest.fixture
def visitor(host: Host, start: Start) -> Page:
    """Somebody whose device keeps version 1."""
    page = start()
    page.goto(host.address)
    keep(page)
    return page


def test_a_page_that_was_kept_opens_however_it_is_asked_for(host: Host, visitor: Page) -> None:
    host.stop()
    for address in ("", "a/", "a", "a/index.html", "a/?from=elsewhere#part", "plain/", "plain/x.1.html", "index.html"):
        assert goes(visitor, host.address + address) == ("1", "1"), address
        assert "offline" not in visitor.url, address
    assert visitor.goto(f"{host.address}a").url == f"{host.address}a/"  # type: ignore[union-attr]


def test_a_link_that_a_mail_program_changed_is_mended_here_and_never_sent(host: Host, visitor: Page) -> None:
    """With a host and without one: its answers stay on the device that keeps the site."""
    for _ in range(2):
        host.asked.clear()
        visitor.goto(f"{host.address}a/%23v=1&voice=parent&safety=in%20danger", wait_until="commit")
        visitor.wait_for_url(f"{host.address}a/#v=1&voice=parent&safety=in%20danger")
        expect(visitor.locator("html[data-script]")).to_have_count(1)
        assert versions(visitor) == ("1", "1")
        assert not [path for path in host.asked if "voice" in path]
        if host.server:
            host.stop()


def test_what_is_kept_comes_with_the_security_headers_of_the_host(host: Host, visitor: Page) -> None:
    host.stop()
    for address in ("a/", "plain/x.1.html"):
        response = visitor.goto(host.address + address)
        assert response
        assert response.headers["content-security-policy"] == postprocess.HEADERS["Content-Security-Policy"]
        assert response.headers["content-type"].startswith("text/html")


def test_a_page_that_is_not_kept_gives_the_page_that_says_so(host: Host, visitor: Page) -> None:
    host.stop()
    visitor.goto(f"{host.address}nowhere/deep/")
    assert visitor.url == f"{host.address}about/offline/#not-kept"


def test_with_a_network_what_is_not_kept_comes_from_the_host(host: Host, visitor: Page) -> None:
    (host.site / "new.txt").write_text("new", "utf-8")
    answer = visitor.goto(f"{host.address}new.txt")
    assert answer
    assert answer.text() == "new"
    missing = visitor.goto(f"{host.address}nowhere/")
    assert missing
    assert missing.status == 404


def test_the_site_is_kept_below_the_folder_that_a_host_gives_it(tmp_path: Path, start: Start) -> None:
    small(tmp_path / "root" / "x" / "y", "1")
    host = Host(tmp_path / "root")
    page = start()
    page.goto(f"{host.address}x/y/a/")
    keep(page)
    host.stop()
    for address in ("x/y/", "x/y/b/", "x/y/plain/x.1.html"):
        assert goes(page, host.address + address) == ("1", "1")
        assert page.url == host.address + address


# A newer version


def test_with_one_tab_the_next_page_is_wholly_of_the_newer_version(host: Host, visitor: Page) -> None:
    small(host.site, "2")
    assert fetch_newer(visitor) == "installed"
    assert goes(visitor, f"{host.address}a/") == ("2", "2")
    host.stop()
    assert goes(visitor, f"{host.address}b/") == ("2", "2")
    assert visitor.evaluate(KEPT) == 1


def test_a_file_that_did_not_change_is_not_fetched_again(host: Host, visitor: Page) -> None:
    small(host.site, "2")
    host.asked.clear()
    assert fetch_newer(visitor) == "installed"
    assert "/assets/mark.js" in host.asked
    assert "/assets/same.txt" not in host.asked
    assert "/assets/keep.js" not in host.asked


def test_with_two_tabs_no_page_has_two_versions_and_the_last_tab_gets_the_newer(host: Host, visitor: Page) -> None:
    second = visitor.context.new_page()
    assert goes(second, f"{host.address}a/") == ("1", "1")
    small(host.site, "2")
    assert fetch_newer(visitor) == "installed"
    for page in (visitor, second, visitor):
        assert goes(page, f"{host.address}b/") == ("1", "1")
    with visitor.expect_event("load", lambda p: p.locator("html[data-script]").count()):
        visitor.get_by_role("button", name="Use the newer version").click()
    assert versions(visitor) == ("1", "1")
    assert versions(second) == ("1", "1")
    second.close()
    visitor.get_by_role("button", name="Use the newer version").click()
    expect(visitor.locator("html[data-script='2']")).to_have_count(1)
    assert versions(visitor) == ("2", "2")


def test_a_second_tab_opened_while_a_newer_version_waits_leaves_the_first_as_it_is(host: Host, visitor: Page) -> None:
    small(host.site, "2")
    assert fetch_newer(visitor) == "installed"
    second = visitor.context.new_page()
    assert goes(second, f"{host.address}a/") == ("1", "1")
    assert '"1"' in visitor.evaluate("fetch('assets/mark.js').then((r) => r.text())")


def test_a_newer_version_that_comes_while_a_page_is_read_is_announced_and_taken_by_a_press(
    host: Host, visitor: Page
) -> None:
    visitor.evaluate("history.replaceState({journey: 'x'}, '')")
    small(host.site, "2")
    assert fetch_newer(visitor) == "installed"
    note = visitor.get_by_role("status")
    expect(note.get_by_role("button")).to_be_visible()
    assert versions(visitor) == ("1", "1")
    note.get_by_role("button").press("Enter")
    expect(visitor.locator("html[data-script='2']")).to_have_count(1)
    assert versions(visitor) == ("2", "2")
    assert visitor.evaluate("history.state") == {"journey": "x"}
    expect(note).to_have_count(0)


def corrupt(site: Path) -> None:
    (site / "assets" / "mark.js").write_text("document.documentElement.dataset.script = 'broken'", "utf-8")


def remove(site: Path) -> None:
    (site / "b" / "index.html").unlink()


def old_list(site: Path) -> None:
    (site / "offline.json").write_text('{"files": {}}', "utf-8")


@pytest.mark.parametrize("harm", [corrupt, remove, old_list])
def test_a_download_that_breaks_leaves_the_version_that_works(
    host: Host, visitor: Page, harm: Callable[[Path], None]
) -> None:
    small(host.site, "2")
    harm(host.site)
    assert fetch_newer(visitor) == "redundant"
    assert visitor.evaluate(KEPT) == 1
    host.stop()
    for address in ("", "b/", "plain/"):
        assert goes(visitor, host.address + address) == ("1", "1")


def test_a_device_that_is_full_uses_the_site_online(tmp_path: Path, start: Start) -> None:
    host = Host(small(tmp_path / "site", "1"))
    page = start()
    page.goto(host.address)
    tools = page.context.new_cdp_session(page)
    origin = host.address.rstrip("/")
    tools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1000})
    assert page.evaluate(REGISTER) == "redundant"
    assert page.evaluate(KEPT) == 0
    assert goes(page, f"{host.address}a/") == ("1", "1")
    host.stop()


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get: () => undefined})",
        "if (self.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = "
        "() => Promise.reject(new DOMException('no', 'SecurityError'))",
        "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})})",
    ],
    ids=["no service workers", "forbidden", "data is dear"],
)
def test_where_nothing_can_or_should_be_kept_the_site_works_online(host: Host, start: Start, script: str) -> None:
    page = start(script)
    page.goto(host.address)
    page.evaluate(READY_TOOL)
    assert goes(page, f"{host.address}a/") == ("1", "1")
    assert page.evaluate(KEPT) == 0
    assert "/sw.js" not in host.asked
