"""What the build lets the browser's own Python do under Node: compile, and record what is imported.

`runtime.mjs` puts this file on the path inside Pyodide; nothing else imports it, and it never ships. Compiling there
gives byte code of exactly the version that will read it, whichever Python the build machine has.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import marshal
import random
import re
import sys
import zipfile
from pathlib import Path

# Python reaches for these only when something unusual happens (a zip with old names, an error to be shown, a text that
# is not UTF-8), which recording a normal run cannot see.
SAFETY = (
    "__future__",
    "_colorize",
    "encodings.ascii",
    "encodings.cp437",
    "encodings.latin_1",
    "encodings.utf_8_sig",
    "linecache",
    "textwrap",
    "tokenize",
    "traceback",
    "warnings",
)


def compiled(sources: str, out: str, optimize: int) -> None:
    """Nothing; writes the zip `sources` as the zip `out` with every .py replaced by its .pyc."""
    with zipfile.ZipFile(sources) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            if name.endswith("/"):
                continue
            content = old.read(name)
            if name.endswith(".py"):
                code = compile(content, name, "exec", dont_inherit=True, optimize=optimize)
                # Flags 1: valid by hash, never checked against a source, which is not there.
                head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(content)
                content, name = head + marshal.dumps(code), name + "c"
            new.writestr(zipfile.ZipInfo(name), content)


def named(folder: str) -> set[str]:
    """The modules that the sources below `folder` name in any import, wherever in the file it stands."""
    names: set[str] = set()
    for path in sorted(Path(folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def known(name: str) -> bool:
    """Whether there is a module of this name (`from a import b` may name a thing that is none)."""
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def needed(sources: str, folder: str, door: str) -> str:
    """The standard library's modules that the package in the zip `sources` needs, found by using it; a JSON list."""
    with zipfile.ZipFile(sources) as archive:
        archive.extractall(folder)
    sys.path.insert(0, folder)
    for name in [*SAFETY, *sorted(named(folder))]:
        if known(name):
            importlib.import_module(name)
    walk_through(door)
    library = next(path for path in sys.path if path.endswith(".zip"))
    origins = {name: getattr(module.__spec__, "origin", None) for name, module in list(sys.modules.items())}
    return json.dumps(sorted(name for name, origin in origins.items() if str(origin).startswith(f"{library}/")))


FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|textarea|select|option)\b[^>]*>")
ATTRIBUTE = re.compile(r"([\w-]+)(?:=\"([^\"]*)\")?")


def fields_of(html: str, choose: random.Random) -> dict[str, list[str]]:
    """What a reader might send with this form: one of each group of radio buttons, some ticks, some figures."""
    offered: dict[str, list[str]] = {}
    typed: dict[str, list[str]] = {}
    select = ""
    for tag in FIELD.findall(html):
        have = dict(ATTRIBUTE.findall(tag[1:-1]))
        name = have.get("name", "")
        if tag.startswith("<select"):
            select = name
        elif tag.startswith("<option"):
            offered.setdefault(select, []).append(have.get("value", ""))
        elif have.get("type") in ("radio", "checkbox"):
            offered.setdefault(name, []).append(have.get("value", "on"))
        elif have.get("type") == "hidden":
            typed[name] = [have.get("value", "")]
        elif name:
            typed[name] = [choose.choice(("", "1", "11", "2026", "2026-11-02", "words"))]
    ticked = {name: [choose.choice(values)] for name, values in offered.items() if name}
    return typed | ticked


def walk_through(door: str, walks: int = 40, pages: int = 40) -> None:
    """Nothing; leaves behind every import that readers cause who walk through the door in many ways."""
    answer = importlib.import_module(door).answer
    choose = random.Random(1)
    for _ in range(walks):
        reply = json.loads(answer("", json.dumps({"do": "open", "on": "2026-11-23"})))
        for _ in range(pages):
            forms = FORM.findall(reply["html"])
            events: list[dict[str, object]] = [
                {"do": "submit", "form": dict(ATTRIBUTE.findall(head)).get("data-form", ""), "fields": fields}
                for head, body in forms
                for fields in [fields_of(head + body, choose)]
            ] * 4
            events += [{"do": "go", "to": place} for place in re.findall(r'data-go="([^"]*)"', reply["html"])]
            steps = re.findall(r'data-do="(done|undo)"[^>]*data-step="([^"]*)"', reply["html"])
            events += [{"do": do, "step": step} for do, step in steps]
            events.append({"do": "back"})
            reply = json.loads(answer(json.dumps(reply["state"]), json.dumps(choose.choice(events))))
    # What a stale or hostile link and a damaged store send.
    for state, event in [
        ("{", '{"do": "open", "on": "2026-11-23"}'),
        ("", '{"do": "open", "on": "tomorrow", "link": "a=b&v=%FF"}'),
        ("", '{"do": "open", "on": "2026-11-23", "link": "a=b"}'),
        ("", '{"do": "go", "to": "nowhere"}'),
        ("", "[]"),
    ]:
        answer(state, event)
