"""A page and all it needs in scripts that run from a disk, where a browser fetches nothing: made from the site's own
scripts, word for word, with `one_file.js` in place of the web."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pathway.site import postprocess
from pathway.tool.emergency import leaving
from pathway.words.html import Html, Piece, tag

WRAPPER = Path(__file__).with_name("one_file.js")

FROM_DISK = {
    "default-src": "'none'",
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "data:",
    "worker-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""The policy of a page in a folder of a disk: it can reach nothing, since it connects to nowhere. The modules of Python
come from `blob:`, which only our own scripts can fill, and its worker from `data:`, which inherits all this."""

IMPORTS = "importCarried"
"""What `import` is called in a wrapped script: a name that none of them has of its own."""
IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "\./[a-z]+\.js";\n', re.M)
EXPORT = re.compile(r"^export (?=class|function)", re.M)


@dataclass(frozen=True)
class Told:
    """What the build tells a carried page: where the site is (its published address, or empty where that is not known),
    whether the page stands in the folder of its site, and which parts must be there."""

    site: str = ""
    folder: bool = False
    parts: tuple[str, ...] = ()


def page_script(told: Told, worker: str, *scripts: str) -> str:
    """One classic script that does what these module scripts of the tool do, with Python from the parts."""
    own = "\n".join(EXPORT.sub("", IMPORT.sub("", script)) for script in scripts)
    return _closed(told, _function("work", f"self, {IMPORTS}", _local(worker)), own)


def small_script(script: str, parts: str) -> str:
    """One classic script that does what this script of a page in a folder does; `parts` carries what it fetches."""
    return parts + _closed(Told(folder=True), "function work() {}\n", script)


def parts_script(files: Mapping[str, str]) -> str:
    """The script that holds these files, which are `part`s by name."""
    rows = [f"carried[{json.dumps(name)}] = {json.dumps(part)};\n" for name, part in sorted(files.items())]
    return "globalThis.carried ??= {};\n" + "".join(rows)


def part(content: bytes) -> str:
    """A file as it is carried."""
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode("ascii")


def _closed(told: Told, work: str, script: str) -> str:
    rows = {"site": told.site, "folder": told.folder, "parts": told.parts}
    known = f"const told = {json.dumps(rows, sort_keys=True)};\n{work}{WRAPPER.read_text('utf-8')}\n"
    page = _function("page", f"Worker, fetch, {IMPORTS}", _local(script))
    start = "const { fetch, bring } = carry(carried);\npage(CarriedWorker, fetch, bring);\n"
    return f'(() => {{\n"use strict";\n{known}{page}{start}}})();\n'


def _function(name: str, takes: str, body: str) -> str:
    return f"function {name}({takes}) {{\n{body}\n}}\n"


def _local(script: str) -> str:
    """The script with its imports and its own address given to it, since text in a page has neither."""
    script = re.sub(r"(?<![\w.])import\(", f"{IMPORTS}(", script)
    return script.replace("import.meta.url", '"https://carried.invalid/tool/worker.js"')


# A page that is one file


def page(
    title: str, name: str, main: Html, foot: Piece, sheets: Iterable[str], scripts: Iterable[str], icon: str
) -> str:
    """One whole page without a link to another file. Its policy names its own style and scripts by their content, so
    that nothing else runs and a changed copy does not either."""
    style = "\n".join(sheets)
    codes = list(scripts)
    for text, ends in ((style, "</style"), *((code, end) for code in codes for end in ("</script", "<!--"))):
        if (at := text.lower().find(ends)) >= 0:
            raise postprocess.NotReady(f"{title}: this would end its style or script: {text[at : at + 60]}")
    policy = FROM_DISK | {
        "script-src": " ".join((*map(_sum, codes), "blob: 'wasm-unsafe-eval'")),
        "style-src": _sum(style),
        "img-src": "data:",
    }
    return "<!doctype html>\n" + tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=said(policy)),
            tag("meta", name="referrer", content="no-referrer"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", f"{title} - {name}"),
            tag("link", rel="icon", href=icon),
            tag("style", Html(style)),
        ),
        tag(
            "body",
            tag("header", tag("div", tag("span", name, class_="name"), leaving(), class_="wrap"), class_="top"),
            tag("aside", tag("div", _danger(), class_="wrap"), class_="danger", aria_label="Get help now"),
            main,
            tag("footer", tag("div", foot, class_="wrap"), class_="foot"),
            [tag("script", Html(code)) for code in codes],
            class_="asking",
        ),
        lang="en-GB",
    ) + "\n"  # fmt: skip


def _danger() -> Html:
    return tag("p", "In danger? ", tag("a", "Call 999", href="tel:999"), ". Self-harm, or worried? Call ",
               tag("a", "111", href="tel:111"), " and choose the mental health option.")  # fmt: skip


def said(policy: Mapping[str, str]) -> str:
    """A policy as a page says it."""
    return "; ".join(f"{key} {value}" for key, value in policy.items())


def _sum(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def inlined(content: bytes, kind: str) -> str:
    """A file as the address that holds it."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
