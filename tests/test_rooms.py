"""The rooms of the house: which may import which, and what the engine and the tool keep away from."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathway.site.pages import house

PACKAGE = Path(__file__).parent.parent / "pathway"
ROOMS = ("library", *house.ROOMS, "__main__")
SHIPPED = ("engine", "words", "papers", "tool")
"""What runs in the browser: the standard library is all there is."""
SLOW = (
    "calendar", "decimal", "fractions", "importlib.metadata", "locale", "pathlib", "statistics", "typing_extensions",
    "zoneinfo", "_strptime", "http", "urllib.request", "asyncio", "logging", "subprocess",
)  # fmt: skip
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def room(path: Path) -> str:
    """The room that a file stands in; what stands beside the rooms belongs to the command line."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else "__main__"


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it stands the import; `from pathway import b` is `pathway.b`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by dots"
            module = node.module or ""
            if module == "pathway":
                yield from (f"{module}.{alias.name}" for alias in node.names)
            else:
                yield module


def rank(module: str) -> int:
    """The place of a module's room in the order."""
    name = module.split(".")[1] if "." in module else "__main__"
    return ROOMS.index(name) if name in ROOMS else ROOMS.index("__main__")


def test_every_folder_of_the_package_is_a_room() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and not p.name.startswith((".", "__"))}
    assert folders <= set(ROOMS)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_before_it(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        assert not list(imports(path))
    for module in imports(path):
        if module.split(".")[0] == "pathway":
            assert rank(module) <= ROOMS.index(room(path)), f"{path.name} imports {module}"


@pytest.mark.parametrize("path", [p for p in FILES if room(p) in SHIPPED], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_what_ships_to_the_browser_needs_the_standard_library_only(path: Path) -> None:
    known = {*sys.stdlib_module_names, "pathway"}
    assert {module.split(".")[0] for module in imports(path)} <= known


@pytest.mark.parametrize("path", [p for p in FILES if room(p) == "engine"], ids=lambda p: p.name)
def test_the_engine_keeps_away_from_modules_that_are_slow_to_import(path: Path) -> None:
    assert not set(imports(path)) & set(SLOW)


@pytest.mark.parametrize("path", [p for p in FILES if room(p) == "tool"], ids=lambda p: p.name)
def test_the_tool_keeps_away_from_modules_that_are_slow_to_import(path: Path) -> None:
    assert not set(imports(path)) & (set(SLOW) - {"pathlib"})  # the door opens one file


@pytest.mark.parametrize("path", [p for p in FILES if room(p) in SHIPPED], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_answer_depends_on_the_clock_of_a_machine(path: Path) -> None:
    """Nor on `strptime`, which is slow and follows the locale."""
    tree = ast.parse(path.read_text("utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not called & {"strptime", "today", "now", "utcnow"}
    assert "time" not in set(imports(path))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_no_modules_use_each_other_in_a_circle() -> None:
    uses = {
        f"pathway.{room}.{house.name_of(PACKAGE, room, path).replace('/', '.')}": set(house.imports(path))
        for room in house.rooms()
        for path in house.modules(PACKAGE, room)
    }
    assert not house.circle(uses)
    assert house.circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


def test_the_page_of_the_rooms_names_every_room_and_every_module() -> None:
    page = house.page()
    for room in house.rooms():
        assert f"## {room}/" in page
        assert all(
            f"<code>{house.name_of(PACKAGE, room, path)}</code>" in page for path in house.modules(PACKAGE, room)
        )


def test_only_the_reader_imports_yaml() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in FILES for m in imports(path) if m.split(".")[0] == "yaml"}
    assert found <= {"authoring/reader.py"}
