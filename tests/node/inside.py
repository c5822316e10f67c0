"""Runs tests in the browser's own Python, on the very files that the site serves.

Called by run.mjs inside Pyodide. The checkout is mounted at /checkout, so that tests find each other; the whole
standard library lies at the end of the path for what only tests import. The product itself may import nothing but what
ships: `guarded` sees to that.
"""

from __future__ import annotations

import builtins
import importlib
import json
import sys
import traceback
from typing import Any

SHIPPED_ROOMS = ("pathway.engine", "pathway.words", "pathway.papers", "pathway.register", "pathway.tool")


def guarded(shipped: tuple[str, ...]) -> Any:
    """An `__import__` that refuses to our shipped modules whatever does not lie in one of the shipped places."""
    plain = builtins.__import__

    def look(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        module = plain(name, globals, locals, fromlist, level)
        importer = (globals or {}).get("__name__", "")
        if not level and importer.startswith(SHIPPED_ROOMS):
            origin = getattr(sys.modules[name].__spec__, "origin", None) or "built-in"
            if origin not in ("built-in", "frozen") and not origin.startswith(shipped):
                raise ModuleNotFoundError(f"{importer} imports {name}, which does not ship ({origin})")
        return module

    return look


def run_tests(names: str, whole_library: str) -> str:
    """What the tests of these modules of tests/ came to, as JSON: passed, skipped and failed."""
    shipped = tuple(f"{path}/" for path in sys.path if path.endswith(".zip"))
    sys.dont_write_bytecode = True
    sys.path += ["/checkout/tests/node", "/checkout", whole_library]
    runner = importlib.import_module("pytest")
    builtins.__import__ = guarded(shipped)
    told: dict[str, list[str]] = {"passed": [], "skipped": [], "failed": []}
    shared = [importlib.import_module(name) for name in json.loads(names) if name.endswith("conftest")]
    for name in json.loads(names):
        module = importlib.import_module(name)
        for test, case, error in runner.run(module, *shared):
            words = f"{name}.{test} {case or ''}".strip()
            if error is None:
                told["passed"].append(words)
            elif isinstance(error, runner.Skipped):
                told["skipped"].append(f"{words}: {error}")
            else:
                told["failed"].append(f"{words}\n{''.join(traceback.format_exception(error))}")
    return json.dumps(told)
