"""The tool where Python cannot start or stops, and where there is no script at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from pathway.words.places import ASK, VOICE
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH, READY
from tests.journeys import fields


def no_web_assembly(route: Route) -> None:
    """Nothing; gives the worker to a browser that has no WebAssembly."""
    response = route.fetch()
    route.fulfill(response=response, body=f"delete self.WebAssembly;\n{response.text()}")


def cut_short(route: Route) -> None:
    """Nothing; gives the first half of the file."""
    response = route.fetch()
    body = response.body()
    route.fulfill(status=200, content_type="application/wasm", body=body[: len(body) // 2])


BROKEN: dict[str, tuple[str, Callable[[Route], object]]] = {
    "no WebAssembly": ("**/worker.js", no_web_assembly),
    "Python blocked": ("**/pyodide.asm.wasm", lambda route: route.abort()),
    "Python of the wrong type": (
        "**/pyodide.asm.wasm",
        lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Blocked by your school</p>"),
    ),
    "Python never comes": ("**/pyodide.asm.wasm", lambda route: None),
    "no worker": ("**/worker.js", lambda route: route.fulfill(status=404, body="")),
    "no loader": ("**/pyodide.mjs", lambda route: route.abort()),
    "half a library": ("**/std.wasm", cut_short),
    "no rules": ("**/app.wasm", lambda route: route.fulfill(status=404, body="")),
}


def limits(when: str = "true", **milliseconds: int) -> Callable[[Page], None]:
    """Shortens the time limits of the page before its script reads them, on visits of which `when` is true."""
    lines = "".join(f"tool.dataset.{name} = {n};" for name, n in milliseconds.items())
    script = f"const tool = document.getElementById('tool'); if (tool && {when}) {{ {lines} }}"
    return lambda page: page.add_init_script(f"addEventListener('readystatechange', () => {{ {script} }}, true)")


@pytest.fixture(params=BROKEN)
def broken(request: pytest.FixtureRequest) -> Iterator[tuple[str, Callable[[Route], object]]]:
    """One way in which Python does not start."""
    yield BROKEN[request.param]


def test_where_python_cannot_start_the_reader_is_led_to_the_plain_pages_with_the_answers_so_far(
    reads: Open, broken: tuple[str, Callable[[Route], object]]
) -> None:
    pattern, answer = broken
    reader = reads()
    reader.start("parent", "worcestershire")
    place = reader.place
    kept = reader.kept()[0]["answers"]
    reader.page.route(pattern, answer)
    limits("window.name !== 'patient'", quiet=2000)(reader.page)
    reader.page.reload()
    way = reader.box.locator("a.btn[href$='plain/index.html']")
    expect(way).to_be_visible(timeout=READY)
    assert reader.focus() == "title"
    assert reader.form.count() == 0
    assert [
        [row.locator("dt").inner_text(), row.locator("dd").inner_text()] for row in reader.box.locator("dl > div").all()
    ] == kept
    way.click()
    reader.page.wait_for_url("**/plain/index.html")
    # The file is there again: the tool goes on where it stopped.
    reader.page.unroute(pattern)
    reader.page.evaluate("window.name = 'patient'")
    reader.page.go_back()
    reader.comes_to(place)
    reader.submit(fields(reader.library.facts[place.removeprefix(ASK)], "no worry"))


def test_an_answer_that_waited_in_vain_is_shown_too(reads: Open) -> None:
    reader = reads(lambda page: (limits(quiet=2000)(page), page.route("**/std.wasm", lambda route: None)))
    reader.fill({"answer": ["parent"]})
    reader.continue_()
    row = reader.box.locator("dl > div")
    expect(row).to_have_count(1, timeout=READY)
    reader.box.get_by_role("button", name="Clear my answers").click()
    reader.comes_to(VOICE)
    assert reader.page.evaluate("sessionStorage.length") == 0


def test_python_that_stops_answering_is_told_and_the_answers_stand(reads: Open) -> None:
    reader = reads(limits(slow=1000))
    reader.submit({"answer": ["parent"]})
    reader.page.evaluate("Worker.prototype.postMessage = () => {}")
    reader.fill({"answer": ["england"]})
    reader.continue_()
    expect(reader.box.locator("a.btn[href$='plain/index.html']")).to_be_visible(timeout=READY)
    assert reader.box.locator("dl > div").count() == 1


def test_without_a_script_the_tool_leads_to_the_plain_pages(opened: Opened) -> None:
    page = opened(PATH, java_script_enabled=False)
    link = page.locator("main a[href$='plain/index.html']").first
    assert link.is_visible()
    link.click()
    expect(page.locator("a[data-concern]")).not_to_have_count(0)
