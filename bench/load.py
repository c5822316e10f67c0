"""How much one nginx holds: requests a second and the slowest in a hundred, beside stock Material on the same nginx.

Both sites are served by the configuration that we ship, compressed beforehand. wrk asks in turn, on the same machine:
for one page again and again, and for all files that a first visit to it fetches.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from lxml import html

from bench.figures import Figure
from bench.stock import stock
from bench.weight import sent
from pathway.site import build
from tests import nginx

PEER = "stock Material"
PAGE = "parents/too-unwell/"
AT_ONCE = 64
"""Connections that are kept open."""
WORKERS = 2
FETCHED = (
    "//link[@rel='stylesheet' or @rel='preload' or @rel='modulepreload' or contains(@rel, 'icon')]/@href",
    "//script/@src",
)
ASKS = """
local paths = {{{paths}}}
local next = 0
wrk.headers["Accept-Encoding"] = "br"
function request()
  next = next % #paths + 1
  return wrk.format("GET", paths[next])
end
"""
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Held:
    """What a host held: requests a second, and the milliseconds within which 99 in 100 were answered."""

    rate: float
    slow: float


def visit(site: Path, page: str) -> list[str]:
    """The paths of everything that a first visit to a page fetches, the page first."""
    root = html.fromstring((site / page / "index.html").read_bytes())
    names = dict.fromkeys(str(name) for path in FETCHED for name in root.xpath(path))
    return [f"/{page}", *(urljoin(f"/{page}", name) for name in names)]


def weight(site: Path, paths: list[str]) -> int:
    """The bytes of the files at these paths, as sent."""
    files = (site / path.lstrip("/") for path in paths)
    return sum(sent(file / "index.html" if file.is_dir() else file) for file in files)


def asked(address: str, paths: list[str], seconds: int, folder: Path) -> Held:
    """What the host at the address holds while it is asked for these paths in turn."""
    script = folder / "asks.lua"
    script.write_text(ASKS.format(paths=", ".join(map(json.dumps, paths))))
    command = ["wrk", "-t1", f"-c{AT_ONCE}", f"-d{seconds}s", "--latency", "-s", str(script), address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, slow = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if not rate or not slow or "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"the host did not hold:\n{said}")
    return Held(float(rate[1]), float(slow[1]) * UNITS[slow[2]])


def figures(runs: int, seconds: int = 5, site: Path = build.OUT) -> list[Figure]:
    """Ours beside stock Material's."""
    if nginx.MISSING or not shutil.which("wrk"):
        raise SystemExit(nginx.MISSING or "wrk is not on this machine (Debian: apt-get install wrk)")
    found: dict[str, tuple[list[Held], list[Held]]] = {"one page": ([], []), "a first visit": ([], [])}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites = (site, folder / "stock")
        stock(sites[1])
        hosts = []
        for number, one in enumerate(sites):
            (folder / str(number)).mkdir()
            hosts.append(stack.enter_context(nginx.running(one, folder / str(number), WORKERS)))
        visits = [visit(one, PAGE) for one in sites]
        weights = [[weight(one, paths[:last]) for one, paths in zip(sites, visits, strict=True)] for last in (1, None)]
        for _ in range(runs):
            for what, both in found.items():
                for held, address, paths in zip(both, hosts, visits, strict=True):
                    held.append(asked(address, paths[:1] if what == "one page" else paths, seconds, folder))
    made = []
    for (what, (ours, its)), (our_weight, its_weight) in zip(found.items(), weights, strict=True):
        counts = (1, 1) if what == "one page" else (len(visits[0]), len(visits[1]))
        rates = [statistics.median(h.rate for h in held) / n for held, n in zip((ours, its), counts, strict=True)]
        slow = [statistics.median(h.slow for h in held) for held in (ours, its)]
        made += [
            Figure(f"{what} ({counts[0]} files, its {counts[1]})", "a second", rates[0], PEER, rates[1], more=True),
            Figure(f"{what}: 99 of 100 requests answered within", "ms", slow[0], PEER, slow[1]),
            Figure(f"{what}: bytes sent", "B", our_weight, PEER, its_weight),
        ]
    return made
