"""A browser other than Chromium, driven by a program of its own: one act a line in, one answer a line out."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 120
"""Seconds without an answer after which the engine counts as stuck."""


def missing(name: str) -> str:
    """What this machine lacks to start the engine, in words; empty if it lacks nothing."""
    if name == "firefox":
        return "" if _firefox() else "Firefox is not on this machine (Debian: apt-get install firefox-esr)"
    lacks = [program for program in ("WebKitWebDriver", "Xvfb") if not shutil.which(program)]
    if not lacks and not _minibrowser():
        lacks = ["MiniBrowser"]
    where = "Debian: apt-get install webkit2gtk-driver xvfb"
    return f"WebKitGTK is not complete on this machine: no {' and no '.join(lacks)} ({where})" if lacks else ""


def command(name: str, site: str) -> list[str]:
    """What starts the engine's program."""
    if name == "firefox":
        return ["node", str(HERE / "firefox.mjs"), _firefox(), site]
    return [sys.executable, str(HERE / "webkit.py"), _minibrowser()]


def _firefox() -> str:
    return shutil.which("firefox-esr") or shutil.which("firefox") or ""


def _minibrowser() -> str:
    places = ("lib/*/webkit*gtk-*/MiniBrowser", "lib*/webkit*gtk-*/MiniBrowser", "libexec/webkit*gtk-*/MiniBrowser")
    return next((str(found) for place in places for found in sorted(Path("/usr").glob(place))), "")


class Failed(AssertionError):
    """The engine could not do what it was told."""


class Engine:
    """One page of one browser, and what it can be told to do. It keeps its profile from one test to the next."""

    def __init__(self, name: str, site: str) -> None:
        self.site = site
        self.program = subprocess.Popen(
            command(name, site), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"}
        )

    def act(self, *words: Any) -> Any:
        """What the engine answers to one act."""
        assert self.program.stdin and self.program.stdout
        self.program.stdin.write(json.dumps(words).encode() + b"\n")
        self.program.stdin.flush()
        if not select.select([self.program.stdout], [], [], PATIENCE)[0]:
            raise Failed(f"no answer within {PATIENCE} seconds to {words[0]}")
        line = self.program.stdout.readline()
        if not line:
            raise Failed(f"the engine ended at {words[0]}")
        answer = json.loads(line)
        if "failed" in answer:
            raise Failed(answer["failed"])
        return answer["is"]

    def open(self, path: str) -> None:
        """Nothing, once the page is loaded."""
        self.act("open", self.site + path)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self.act("run", expression)

    def until(self, expression: str) -> None:
        """Nothing, once the expression is true in the page."""
        self.act("until", expression)

    def click(self, selector: str) -> None:
        """Nothing; presses the mouse there."""
        self.act("click", selector)

    def fill(self, values: Mapping[str, list[str]]) -> None:
        """Nothing; puts these values into the fields of the tool's form."""
        types = self.run("Object.fromEntries(Array.from(document.querySelector('#tool form').elements, (e) => "
                         "[e.name, e.type]))")  # fmt: skip
        for name, wanted in values.items():
            for value in wanted:
                if types[name] in ("radio", "checkbox"):
                    self.click(f'#tool form [name="{name}"][value="{value}"]')
                else:
                    self.act("type", f'#tool form [name="{name}"]', value)

    def close(self) -> None:
        """Nothing; the browser is gone."""
        assert self.program.stdin
        self.program.stdin.close()
        try:
            self.program.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.program.kill()
