"""As much of pytest as the engine's tests use, for the browser's Python, which has none.

`mark.parametrize`, `param`, `raises`, `fixture` (of the module, of conftest.py, and `tmp_path`) and `skip`. `run` is
what the runner calls. Tests that need more are written for CPython alone.
"""

from __future__ import annotations

import inspect
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any


class Skipped(Exception):
    """A test that does not apply here."""


def skip(reason: str = "", **_: Any) -> None:
    """Never returns."""
    raise Skipped(reason)


class Raised:
    """What `raises` caught, as `value`."""

    value: BaseException

    def match(self, pattern: str) -> bool:
        """True, or an AssertionError if the error does not say so."""
        assert re.search(pattern, str(self.value)), f"{pattern!r} is not in {str(self.value)!r}"
        return True


@contextmanager
def raises(expected: type[BaseException] | tuple[type[BaseException], ...], match: str = "") -> Iterator[Raised]:
    """A context that must raise the error."""
    raised = Raised()
    try:
        yield raised
    except expected as error:
        raised.value = error
        raised.match(match)
    else:
        raise AssertionError(f"nothing raised {expected}")


def fixture(function: Any = None, **_: Any) -> Any:
    """The function, marked as one that makes a value for tests."""

    def marked(function: Any) -> Any:
        function.makes = True
        return function

    return marked(function) if callable(function) else marked


class Row(tuple[Any, ...]):
    """What `param` gives: one row for `parametrize`."""


def param(*values: Any, **_: Any) -> Row:
    """One row for `parametrize`."""
    return Row(values)


class _Mark:
    def parametrize(self, names: str | Iterable[str], rows: Iterable[Any], **_: Any) -> Callable[[Any], Any]:
        wanted = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
        whole = [row if len(wanted) > 1 or isinstance(row, Row) else (row,) for row in rows]
        cases = [dict(zip(wanted, row, strict=True)) for row in whole]

        def marked(function: Any) -> Any:
            before = getattr(function, "cases", [{}])
            function.cases = [{**one, **case} for one in before for case in cases]
            return function

        return marked

    def __getattr__(self, name: str) -> Any:
        # Any other mark (browser, node, skipif ...): the test is not for this runner.
        def marked(function: Any = None, *_: Any, **__: Any) -> Any:
            if not callable(function):
                return marked
            function.elsewhere = name
            return function

        return marked


mark = _Mark()


class Values:
    """Fixture values, each made once for a module."""

    def __init__(self, *modules: ModuleType) -> None:
        self.makers = {k: v for m in modules for k, v in vars(m).items() if getattr(v, "makes", False)}
        self.made: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """The value of a fixture; raises Skipped for one that is not known here."""
        if name == "tmp_path":
            return Path(tempfile.mkdtemp())
        if name not in self.makers:
            raise Skipped(f"needs the fixture {name}")
        if name not in self.made:
            maker = self.makers[name]
            value = maker(**{n: self.get(n) for n in inspect.signature(maker).parameters})
            self.made[name] = next(value) if inspect.isgenerator(value) else value
        return self.made[name]


def run(module: ModuleType, *shared: ModuleType) -> Iterator[tuple[str, Mapping[str, Any], Exception | None]]:
    """Every case of every test of the module, and the error where it failed (`Skipped` where it cannot run here)."""
    values = Values(*shared, module)
    whole = getattr(module, "pytestmark", None)
    for name, function in list(vars(module).items()):
        if not name.startswith("test_") or not callable(function):
            continue
        for case in getattr(function, "cases", [{}]):
            try:
                if whole is not None or hasattr(function, "elsewhere"):
                    raise Skipped("marked for another runner")
                wanted = [n for n in inspect.signature(function).parameters if n not in case]
                function(**case, **{n: values.get(n) for n in wanted})
            except Exception as error:
                yield name, case, error
            else:
                yield name, case, None
