"""The tool's runtime as the site gets it, and its Python run under Node."""

from __future__ import annotations

import ast
import json
import sys
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pathway.authoring import reader
from pathway.engine import bundle
from pathway.engine.model import Library
from pathway.site.build import CACHE
from pathway.site.runtime import prepare

ROOT = Path(__file__).parent.parent
RUN = Path(__file__).parent / "node" / "run.mjs"
PYODIDE = prepare.NODE_MODULES / "pyodide"
RUNTIMES = CACHE / "runtime"
SHIPPED = ("pathway.engine", "pathway.words", "pathway.papers", "pathway.register", "pathway.tool")
"""The rooms that ship."""


@lru_cache(maxsize=1)
def library() -> Library:
    """The library that the site is built from."""
    return reader.read(ROOT / "pathway" / "library").library


@lru_cache(maxsize=1)
def made() -> tuple[Path, prepare.Runtime]:
    """The tool's folder as the site has it, made from the working tree, and what was made."""
    folder = Path(tempfile.mkdtemp(prefix="tool-"))
    return folder, prepare.build(folder, bundle.dump(library()), cache=RUNTIMES)


def run(task: str, *arguments: Path | str, tool: Path | None = None, lines: Iterable[str] = ()) -> list[str]:
    """The lines that one task of run.mjs prints; `tool` is another folder than the site's own."""
    folder = tool or made()[0]
    given = "".join(f"{line}\n" for line in lines)
    return prepare.run_node(RUN, PYODIDE, folder, task, *arguments, given=given).splitlines()


def ask(circumstances: Iterable[object], tool: Path | None = None) -> list[str]:
    """What the browser's engine answers to each of these circumstances."""
    return [json.loads(line) for line in run("ask", tool=tool, lines=map(json.dumps, circumstances))]


def plain_tests() -> list[str]:
    """The modules of tests/ that need no more than our shipped rooms, pytest and the standard library."""
    return [f"tests.{path.stem}" for path in sorted((ROOT / "tests").glob("test_*.py")) if _is_plain(path, set())]


def _is_plain(path: Path, seen: set[Path]) -> bool:
    seen.add(path)
    for name in _imported(path):
        top, _, rest = name.partition(".")
        if top == "tests":
            beside = ROOT / "tests" / f"{rest.partition('.')[0]}.py"
            if not rest or (beside not in seen and not (beside.is_file() and _is_plain(beside, seen))):
                return False
        elif top == "pathway":
            if not name.startswith(SHIPPED):
                return False
        elif top not in (*sys.stdlib_module_names, "pytest"):
            return False
    return True


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = node.module in ("pathway", "tests")
            names.update(f"{node.module}.{alias.name}" for alias in node.names) if whole else names.add(node.module)
    return names
