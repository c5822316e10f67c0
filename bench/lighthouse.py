"""What Lighthouse says of each kind of page on a phone, and how soon the page is painted in its model of Slow 4G.

Prints medians: the performance score, the largest paint, the time that the page stands still, how far it shifts, and
the bytes.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures import Figure
from pathway.site import build, serve
from pathway.site.pages import walks

SCRIPT = Path(__file__).with_suffix(".mjs")
TRIES = 3
"""Chromium now and then loses the trace of a page; Lighthouse then says that it went wrong."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = {
    "home": "",
    "guidance": "parents/",
    "get help now": "help/",
    "stage": "pathway/interim/",
    "toolkit": "toolkit/section-19-letter/",
    "tree": "trees/education-now/",
    "plain question": f"plain/{walks.Place('health', 0, 'safety', 'danger').page}",
    "plain step": f"plain/{walks.Place('health', 1, 'scope', 'before-school-age').page}",
    "tool": "next-step/",
    "explore": "tool/explore/",
    "search": "search/",
    "training cases": "training/cases/",
    "not there": "404.html",
}
"""An address of each kind of page."""
MEASURED = ("home", "guidance", "tree", "plain question", "tool", "explore", "search")
SHOWN: dict[str, tuple[str, str, float | None]] = {
    "lcp": ("largest paint, Slow 4G", "ms", 2000),
    "tbt": ("time that it stands still", "ms", None),
    "cls": ("shift", "", None),
    "bytes": ("bytes", "B", None),
}
"""Of each page beside its score: what it is called, its unit, and what is to be reached."""


@dataclass(frozen=True)
class Audit:
    """What Lighthouse found on one page: scores from 0 to 1 by category, what failed in words, milliseconds."""

    scores: dict[str, float]
    failed: tuple[str, ...]
    numbers: dict[str, float]


@contextmanager
def auditor(*categories: str) -> Iterator[Any]:
    """A function that audits the page at an address; one browser for all."""
    browser = next(path for name in BROWSERS if (path := shutil.which(name)))
    program = subprocess.Popen(
        ["node", str(SCRIPT), browser, *categories],
        cwd=build.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdin and program.stdout
    reads, writes = program.stdout, program.stdin

    def audit(address: str) -> Audit:
        for _ in range(TRIES):
            writes.write(f"{address}\n")
            writes.flush()
            found = json.loads(reads.readline())
            if not found["error"]:
                break
        else:
            raise RuntimeError(f"{address}: {found['error']}")
        numbers = {name: found[name] for name in SHOWN if found[name] is not None}
        return Audit(found["scores"], tuple(found["failed"]), numbers)

    try:
        yield audit
    finally:
        writes.close()
        try:
            program.wait(timeout=20)
        except subprocess.TimeoutExpired:
            program.kill()


def figures(runs: int, site: Path = build.OUT) -> list[Figure]:
    """The medians of the kinds of page that readers come to first; the figure to reach is the largest paint's."""
    audits: dict[str, list[Audit]] = {kind: [] for kind in MEASURED}
    with serve.running(site) as host, auditor("performance") as audit:
        for _ in range(runs):
            for kind, found in audits.items():
                found.append(audit(host + PAGES[kind]))
    made = []
    for kind, found in audits.items():
        score = statistics.median(audit.scores["performance"] for audit in found)
        made.append(Figure(f"{kind}: performance", "of 100", 100 * score, more=True))
        for name, (says, unit, reach) in SHOWN.items():
            median = statistics.median(audit.numbers[name] for audit in found)
            made.append(Figure(f"{kind}: {says}", unit, median, reach=reach))
    return made
