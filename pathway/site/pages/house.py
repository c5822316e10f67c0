"""The page of the rooms: what each folder of the code is for, and what it imports, read from the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from pathway.site.pages.markup import front, heading, spaced
from pathway.words.html import tag

PACKAGE = Path(__file__).parents[2]
STAND_INS = "stand_ins"
ROOMS = ("engine", "words", "papers", "register", "tool", "authoring", "proof", "exchange", "site", "cli")
"""The rooms in order: each imports from those before it, and from no other."""


def page(package: Path = PACKAGE) -> str:
    """The page in Markdown."""
    parts = [
        front("The rooms of the code", "What each folder of the code is for, and which other folders it uses."),
        heading(1, "The rooms of the code"),
        "The code stands in rooms. A room uses only rooms that stand before it in this list, so that each can be read "
        "without those behind it. Made from the code when the site was built.",
    ]
    for room in rooms(package):
        uses = [f"`{other}`" for other in ROOMS if other in used(package, room)]
        rows = [
            tag("li", tag("code", name_of(package, room, path)), ": ", said(path).removesuffix("."), ".")
            for path in modules(package, room)
        ]
        parts += [heading(2, f"{room}/", room), said(package / room / "__init__.py")]
        parts += [f"Uses {', '.join(uses)}." if uses else "Uses no other room.", spaced(tag("ul", rows))]
    return "\n\n".join(parts) + "\n"


def rooms(package: Path = PACKAGE) -> list[str]:
    """The rooms that there are, in their order."""
    return [room for room in ROOMS if (package / room / "__init__.py").is_file()]


def modules(package: Path, room: str) -> list[Path]:
    """The modules of a room, those in its folders too; what is put in the place of another module stands for itself."""
    found = (path for path in (package / room).rglob("*.py") if path.name != "__init__.py")
    return sorted(path for path in found if STAND_INS not in path.parts)


def name_of(package: Path, room: str, path: Path) -> str:
    """What a module is called in its room: `check`, and in a folder `runtime/prepare`."""
    return path.relative_to(package / room).with_suffix("").as_posix()


def said(path: Path) -> str:
    """The first paragraph of what a module says of itself, on one line."""
    words = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(words.partition("\n\n")[0].split())


def used(package: Path, room: str) -> set[str]:
    """The other rooms that a room imports from."""
    found = {module.split(".")[1] for path in modules(package, room) for module in imports(path)}
    return found - {room}


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, at its head or later, each as `pathway.ROOM.MODULE`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pathway."):
            whole = str(node.module)
            is_folder = (PACKAGE.parent / whole.replace(".", "/")).is_dir()
            yield from ([f"{whole}.{alias.name}" for alias in node.names] if is_folder else [whole])


def circle(uses: Mapping[str, set[str]]) -> list[str]:
    """A way from a module back to itself, if there is one."""
    finished: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in finished:
            return []
        found = next((way for other in sorted(uses.get(name, ())) if (way := visit(other, (*trail, name)))), [])
        finished.add(name)
        return found

    return next((way for name in sorted(uses) if (way := visit(name, ()))), [])
