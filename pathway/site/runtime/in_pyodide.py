"""What the build lets the browser's own Python do under Node: compile, and record what is imported.

`prepare.mjs` puts this file on the path inside Pyodide; nothing else imports it, and it never ships. Compiling there
gives byte code of exactly the version that will read it, whichever Python the build machine has.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import importlib.util
import json
import marshal
import random
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType

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


def unpacked(sources: str, folder: str) -> None:
    """Nothing; the package in the zip `sources` can be imported from `folder`."""
    with zipfile.ZipFile(sources) as archive:
        archive.extractall(folder)
    sys.path.insert(0, folder)


def methods(sources: str, folder: str, door: str) -> bytes:
    """The code that dataclasses compile while `door` is imported from the zip `sources`, by its source; marshalled."""
    unpacked(sources, folder)
    made: dict[str, CodeType] = {}

    def watched(text: str, names: dict[str, object], found: dict[str, object]) -> None:
        made[text] = compile(text, "<dataclass>", "exec", dont_inherit=True)
        exec(made[text], names, found)

    vars(dataclasses)["exec"] = watched
    importlib.import_module(door)
    return marshal.dumps(made)


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
    unpacked(sources, folder)
    for name in [*SAFETY, *sorted(named(folder))]:
        if known(name):
            importlib.import_module(name)
    walk_through(importlib.import_module(door).answer)
    library = next(path for path in sys.path if path.endswith(".zip"))
    origins = {name: getattr(module.__spec__, "origin", None) for name, module in list(sys.modules.items())}
    return json.dumps(sorted(name for name, origin in origins.items() if str(origin).startswith(f"{library}/")))


FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|textarea|select|option)\b[^>]*>")
PRESSED = re.compile(r"<(?:a|button)\b[^>]*>")
ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
TOLD = ("step", "to", "fact", "answer", "what")
"""What a button tells besides what it does, each as `data-` and its name."""


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


def ticks(html: str) -> list[str]:
    """What the boxes of a page stand for."""
    found = (dict(ATTRIBUTE.findall(tag[1:-1])) for tag in FIELD.findall(html))
    return [have["value"] for have in found if have.get("type") == "checkbox" and "value" in have]


def events_on(html: str, choose: random.Random) -> list[dict[str, object]]:
    """What a reader can do on this page: send a form (four times as often as all else), press a link or a button."""
    events: list[dict[str, object]] = []
    if 'class="sos"' in html:  # whoever walks here has seen whom to call, and goes on
        html = "".join(tag for tag in PRESSED.findall(html) if 'data-do="done"' in tag)
    for head, body in FORM.findall(html):
        form = dict(ATTRIBUTE.findall(head)).get("data-form", "")
        events += [{"do": "submit", "form": form, "fields": fields_of(head + body, choose)} for _ in range(4)]
    for tag in PRESSED.findall(html):
        have = dict(ATTRIBUTE.findall(tag))
        if "data-go" in have:
            events.append({"do": "go", "to": have["data-go"]})
        elif have.get("data-do") == "answer":
            events.append(
                {"do": "submit", "form": f"ask/{have['data-fact']}", "fields": {"answer": [have["data-answer"]]}}
            )
        elif "data-do" in have:
            told = {key: have[f"data-{key}"] for key in TOLD if f"data-{key}" in have}
            events.append({"do": have["data-do"], **told})
    return events or [{"do": "back"}]


def walk_through(answer: Callable[[str, str], str], walks: int = 100, pages: int = 60) -> set[str]:
    """The places that were seen on many walks through the door, with what stale and hostile links send besides."""
    choose = random.Random(1)
    seen: set[str] = set()
    opened = json.dumps({"do": "open", "on": "2026-11-23"})
    for turn in range(walks):
        reply = json.loads(answer("", opened))
        for _ in range(pages):
            seen.add(reply["place"])
            done = choose.choice([e for e in events_on(reply["html"], choose) if e["do"] != "restart"])
            if done.get("form") == "concerns":  # each in its turn, so that none is left to chance
                done["fields"] = {"answer": [(offered := ticks(reply["html"]))[turn % len(offered)]]}
            reply = json.loads(answer(json.dumps(reply["state"]), json.dumps(done)))
    for state, event in [
        ("{", opened),
        ("", '{"do": "open", "on": "tomorrow", "link": "v=1&voice=%FF"}'),
        ("", '{"do": "open", "on": "2026-11-23", "link": "v=1&voice=parent&on-roll=maybe&none=such"}'),
        ("", '{"do": "go", "to": "nowhere"}'),
        ("", '{"do": "restart"}'),
        ("", "[]"),
    ]:
        answer(state, event)
    return seen
