"""When a page can be read, beside the same page of stock Material: largest paint, on a fast line and on Slow 4G.

On the tool's page the first question is part of the page: its largest paint is when it can be read, and from then on
it can be answered, Python or not. Chromium, a fresh profile each time, ours and its in turn from the same server. On
Slow 4G ours carries its font, which stock Material here has not; what is to be reached there is in bench/lighthouse.py.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.figures import Figure
from bench.stock import stock
from pathway.site import build, serve

PEER = "stock Material"
PAGES = {"the first question": "next-step/", "a guidance page": "parents/too-unwell/", "home": ""}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const paint = list.getEntries().at(-1);
  setTimeout(() => done(paint.startTime), 300); // a later and larger one would have its own entry by then
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


def painted(chromium: Browser, address: str, slow: bool) -> float:
    """Milliseconds until the largest paint."""
    context = chromium.new_context(viewport={"width": 375, "height": 812})
    page = context.new_page()
    if slow:
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_4G)
    page.goto(address, wait_until="load")
    found = float(page.evaluate(PAINT))
    context.close()
    return found


def figures(runs: int, site: Path = build.OUT) -> list[Figure]:
    """Ours beside stock Material's, page by page and line by line."""
    found: dict[tuple[str, bool], tuple[list[float], list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        its = Path(folder) / "stock"
        stock(its)
        chromium = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        with serve.running(site) as here, serve.running(its) as there:
            for _ in range(runs):
                for name, path in PAGES.items():
                    for slow in (False, True):
                        both = found.setdefault((name, slow), ([], []))
                        for times, address in zip(both, (here, there), strict=True):
                            times.append(painted(chromium, address + path, slow))
        chromium.close()
    return [
        Figure(
            f"{name} can be read, {'Slow 4G' if slow else 'fast line'}",
            "ms",
            statistics.median(mine),
            PEER,
            statistics.median(its_times),
            None if slow else 1,
        )
        for (name, slow), (mine, its_times) in found.items()
    ]
