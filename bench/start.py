"""How long the tool takes to start in a real Chromium, beside Pyodide as it comes; both in the same run.

Medians of: milliseconds from navigation to the first answer painted (with a fresh profile, then with the same profile
in a new browser), the processor time that it took, which says more on a busy machine, milliseconds for one event of a
walk there and back and onto the page, and the bytes that the server sent. `slow` slows the browser's processes down
four times.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Page, Playwright, sync_playwright

from bench.figures import Figure
from pathway.authoring import reader
from pathway.engine import bundle
from pathway.site.runtime import in_pyodide, prepare
from pathway.tool import door

CACHE = prepare.PACKAGE.parent / ".tools"
PEER = "Pyodide as it comes"
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'"
TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}

PAGE = '<!doctype html><html lang="en"><title>start</title><p id="tool"></p><script src="page.js"></script></html>'
# Both workers speak as pathway/tool/web/worker.js does.
SCRIPT = """
const worker = new Worker(WORKER, { type: "module" });
let waiting;
const ask = (state, event) => new Promise((done) => {
  waiting = done;
  worker.postMessage({ id: 1, state, event: JSON.stringify(event) });
});
const on = "2026-11-23";
worker.onmessage = async ({ data }) => {
  if (data.problem) window.result = { problem: data.problem };
  if (data.id) return waiting(data);
  if (!data.ready) return;
  const { reply } = await ask("", { do: "open", on });
  document.getElementById("tool").innerHTML = reply.html;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const start = performance.now();
  window.started = true;
  await new Promise((done) => setTimeout(done, 500)); // so that the start's processor time is read before the walk
  const events = [];
  for (const [state, event] of WALK) {
    const sent = performance.now();
    const { reply } = await ask(state, JSON.parse(event));
    document.getElementById("tool").innerHTML = reply.html;
    events.push(performance.now() - sent);
  }
  window.result = { start, events };
};
worker.onerror = (error) => { window.result = { problem: String(error.message) }; };
"""
PLAIN_WORKER = """
import { loadPyodide } from "./pyodide.mjs";
const py = await loadPyodide({ indexURL: new URL(".", import.meta.url).href });
const archive = await fetch(new URL("app.zip", import.meta.url));
py.unpackArchive(await archive.arrayBuffer(), "zip");
const { answer } = py.pyimport("pathway.tool.door");
self.onmessage = ({ data }) =>
  self.postMessage({ id: data.id, reply: JSON.parse(answer(data.state, data.event)) });
self.postMessage({ ready: true });
"""


@dataclass
class Site:
    """A folder served with brotli and the site's policy; counts the bytes that it sends."""

    folder: Path
    sent: int = 0
    requests: int = 0
    bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, name: str) -> bytes:
        """The file as brotli sends it; kept in the cache, since the best compression is slow."""
        if name not in self.bodies:
            content = (self.folder / name).read_bytes()
            kept = CACHE / "bench" / hashlib.sha256(content).hexdigest()
            if not kept.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(brotli.compress(content, quality=11, lgwin=24))
            self.bodies[name] = kept.read_bytes()
        return self.bodies[name]


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of the site while it is served."""

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].lstrip("/") or "index.html"
            if not (site.folder / name).is_file():
                self.send_error(404)
                return
            body = site.body(name)
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(Path(name).suffix, "application/octet-stream"))
            self.send_header("Content-Encoding", "br")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            site.sent += len(body)
            site.requests += 1

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the figures are the output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def script(worker: str, library_json: str) -> str:
    """The page's script, with what a reader sends on two walks through the tool."""
    rules = bundle.load(library_json)
    sent: list[tuple[str, str]] = []

    def watched(state: str, event: str) -> str:
        sent.append((state, event))
        return door.reply(rules, state, event)

    in_pyodide.walk_through(watched, walks=2)
    return SCRIPT.replace("WORKER", json.dumps(worker)).replace("WALK", json.dumps(sent))


def ours(folder: Path, library_json: str) -> Site:
    """The tool's own runtime, as the site has it."""
    made = prepare.build(folder, library_json, cache=CACHE / "runtime")
    (folder / "page.js").write_text(script(made.worker, library_json))
    (folder / "index.html").write_text(PAGE)
    return Site(folder)


def plain(folder: Path, library_json: str) -> Site:
    """The same package on Pyodide as it comes from npm."""
    for name in (*prepare.FROM_PYODIDE, "python_stdlib.zip", "pyodide-lock.json"):
        shutil.copy(prepare.NODE_MODULES / "pyodide" / name, folder / name)
    files = prepare.sources(prepare.PACKAGE) | {"pathway/library.json": library_json.encode()}
    (folder / "app.zip").write_bytes(prepare.stored(files))
    (folder / "worker.js").write_text(PLAIN_WORKER)
    (folder / "page.js").write_text(script("worker.js", library_json))
    (folder / "index.html").write_text(PAGE)
    return Site(folder)


def descendants(parent: int) -> list[int]:
    """The processes below this one."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            above = int(stat.read_text().rpartition(")")[2].split()[1])
            below.setdefault(above, []).append(int(stat.parent.name))
    found, front = [], [parent]
    while front:
        front = [child for process in front for child in below.get(process, [])]
        found += front
    return found


def processor_ms() -> float:
    """The processor time that our child processes have used so far."""
    ticks = 0
    for process in descendants(os.getpid()):
        with suppress(OSError):
            after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def slowed(slow: bool) -> Iterator[None]:
    """While it lasts our child processes run one millisecond in four."""
    over = threading.Event()

    def send(sign: signal.Signals, processes: list[int]) -> None:
        for process in processes:
            with suppress(OSError):
                os.kill(process, sign)

    def duty() -> None:
        children = descendants(os.getpid())
        while not over.is_set():
            send(signal.SIGSTOP, children)
            began = time.perf_counter()
            children = descendants(os.getpid())  # while they stand still: a page may have come in a process of its own
            send(signal.SIGSTOP, children)
            time.sleep(max(0.0, 0.03 - (time.perf_counter() - began)))
            send(signal.SIGCONT, children)
            time.sleep(0.01)

    thread = threading.Thread(target=duty)
    if slow:
        thread.start()
    yield
    over.set()
    if slow:
        thread.join()


def until(page: Page, expression: str) -> Any:
    """The value of the expression, once it has one; None after two minutes."""
    for _ in range(2400):
        value = page.evaluate(f"() => ({expression}) || null")
        if value:
            return value
        time.sleep(0.05)
    return None


def visit(play: Playwright, profile: str, address: str, slow: bool) -> dict[str, Any]:
    """What the page measured in a new browser on this profile."""
    browser = play.chromium.launch_persistent_context(
        profile, executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    page = browser.new_page()
    before = processor_ms()
    with slowed(slow):
        page.goto(address)
        until(page, "window.started || window.result")
        used = processor_ms() - before
        result = until(page, "window.result")
    browser.close()
    if not result or "problem" in result:
        raise SystemExit(f"no answer from {address}: {result}")
    return {**result, "processor": used}


def measured(sites: dict[str, Site], runs: int, slow: bool, scratch: Path) -> dict[str, dict[str, list[float]]]:
    """What was measured of each site in so many runs, one after the other in turn."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in sites}
    with sync_playwright() as play:
        for run in range(runs):
            for name, site in sites.items():
                profile = f"{scratch}/profile-{name}-{run}"
                with served(site) as address:
                    for visited in ("first", "second"):
                        before = site.sent
                        result = visit(play, profile, address, slow)
                        here = found[name]
                        here.setdefault(f"{visited} ms", []).append(float(result["start"]))
                        here.setdefault(f"{visited} processor", []).append(float(result["processor"]))
                        here.setdefault(f"{visited} bytes", []).append(site.sent - before)
                        here.setdefault("event", []).extend(result["events"])
                shutil.rmtree(profile, ignore_errors=True)
    return found


def figures(runs: int, slow: bool = False) -> list[Figure]:
    """Ours beside plain Pyodide's."""
    library_json = bundle.dump(reader.read(prepare.PACKAGE / "library").library)
    with tempfile.TemporaryDirectory() as scratch:
        sites = {}
        for name, make in (("plain", plain), ("ours", ours)):
            folder = Path(scratch) / name
            folder.mkdir()
            sites[name] = make(folder, library_json)
        found = measured(sites, runs, slow, Path(scratch))
    mine, its = found["ours"], found["plain"]

    def middle(what: str, unit: str, key: str, reach: float | None = None) -> Figure:
        return Figure(what, unit, statistics.median(mine[key]), PEER, statistics.median(its[key]), reach)

    events = sorted(mine["event"]), sorted(its["event"])
    late = [of[int(0.95 * len(of))] for of in events]
    most = (60, 150) if slow else (16, 50)
    how = ", four times slower" if slow else ""
    return [
        middle(f"first visit, to the first answer painted{how}", "ms", "first ms", None if slow else 0.43),
        middle(f"the same, of the processor{how}", "ms", "first processor"),
        middle(f"second visit, new browser{how}", "ms", "second ms", None if slow else 0.52),
        middle(f"the same, of the processor{how}", "ms", "second processor"),
        middle("first visit, with brotli", "bytes", "first bytes"),
        Figure("first visit, with brotli", "bytes", statistics.median(mine["first bytes"]), reach=4_200_000),
        Figure("second visit", "bytes", statistics.median(mine["second bytes"]), reach=0),
        Figure(f"an event there and back, median{how}", "ms", statistics.median(events[0]), reach=most[0]),
        Figure(f"an event there and back, 95 of 100{how}", "ms", late[0], reach=most[1]),
        Figure(f"the same on the peer's, 95 of 100{how}", "ms", late[1]),
    ]
