"""What the site ships that others made: its version, its licence with the whole text, and where its source is.

All of it is read from the packages that the site is built of, so that it is true of what is shipped. Pyodide's package
carries no text, and Python comes inside Pyodide: their texts come from packages under the same licence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from pathway.site.pages.markup import front, heading, spaced
from pathway.site.postprocess import NotReady
from pathway.site.runtime import prepare
from pathway.words.html import Html, tag

PAGE = "about/licences.md"
TEXTS = "about/licences/"
"""Where the texts are, each a file: the page is the index of that folder."""
OURS = prepare.PACKAGE.parent / "LICENSE"
OUR_TEXT = "back-to-learning.txt"

FONT = "@fontsource/atkinson-hyperlegible-next"
MATERIAL = "mkdocs-material"
LIKE_PYODIDE = ("pathspec", "licenses/LICENSE")
LIKE_PYTHON = ("typing-extensions", "licenses/LICENSE")
LIKE_ICONS = ("packaging", "licenses/LICENSE.APACHE")
"""Packages, and where in them the text of the same licence is."""
INSIDE = (
    ("hiwire", "MPL-2.0, as Pyodide", "https://github.com/pyodide/hiwire"),
    ("Emscripten's runtime and MiniLZ4", "MIT", "https://github.com/emscripten-core/emscripten"),
    ("musl", "MIT", "https://musl.libc.org/"),
    ("libc++, libc++abi and compiler-rt", "Apache-2.0 with LLVM's exceptions", "https://github.com/llvm/llvm-project"),
    ("libffi", "MIT", "https://github.com/libffi/libffi"),
    ("zlib", "Zlib", "https://zlib.net/"),
    ("bzip2", "a licence like BSD's", "https://sourceware.org/bzip2/"),
    ("liblzma", "public domain", "https://tukaani.org/xz/"),
    ("Zstandard", "BSD-3-Clause", "https://github.com/facebook/zstd"),
    ("SQLite", "public domain", "https://www.sqlite.org/"),
    ("stackframe and error-stack-parser", "MIT", "https://github.com/stacktracejs"),
)
"""What Pyodide's own makefiles link into its files beside Python."""


@dataclass(frozen=True)
class Work:
    """Something that others made: what it does here, what its package says of it, and the package, if it has one."""

    name: str
    does: str
    version: str
    licence: str
    source: str
    text: str
    package: str = ""

    @property
    def file(self) -> str:
        """The name of the file that holds its licence."""
        return f"{self.name.lower().replace(' ', '-')}.txt"


@cache
def shipped() -> tuple[Work, ...]:
    """Every work of others that the site ships."""
    version, licence, source = _of_node("pyodide")
    source = f"{source}/tree/{version}"
    pyodide = Work("Pyodide", "runs Python in the browser", version, licence, source, _file(*LIKE_PYODIDE), "pyodide")
    version = json.loads((folder("pyodide") / "pyodide-lock.json").read_text("utf-8"))["info"]["python"]
    licence = metadata.metadata(LIKE_PYTHON[0])["License-Expression"]
    source = f"https://github.com/python/cpython/tree/v{version}"
    python = Work("CPython", "Python and its standard library", version, licence, source, _file(*LIKE_PYTHON))
    material = _of_python(MATERIAL)
    styles = Work("Material for MkDocs", "styles", *material, _file(MATERIAL, "licenses/LICENSE"), MATERIAL)
    text = f"{_file(MATERIAL, '.icons/material/LICENSE')}\n\n{_file(*LIKE_ICONS)}"
    source = "https://pictogrammers.com/"
    version = f"in Material {material[0]}"
    icons = Work("Material Design Icons", "signs beside notes", version, "Apache-2.0", source, text)
    return (
        pyodide,
        python,
        Work("Atkinson Hyperlegible Next", "the letters", *_of_node(FONT), _text(FONT), FONT),
        styles,
        icons,
        Work("fflate", "fills in the school policy", *_of_node("fflate"), _text("fflate"), "fflate"),
        Work("Papa Parse", "reads a provider directory", *_of_node("papaparse"), _text("papaparse"), "papaparse"),
        Work("uqr", "draws a link as a square of dots", *_of_node("uqr"), _text("uqr"), "uqr"),
    )


def of(package: str) -> Work:
    """What is known of a package whose code the site ships."""
    for work in shipped():
        if work.package == package:
            return work
    raise NotReady(f"{package} would be shipped without its licence\n  hint: name it in pathway/site/licences.py")


def folder(package: str) -> Path:
    """Where a package of Node's is."""
    found = prepare.NODE_MODULES / package
    if not found.is_dir():
        raise NotReady(f"{package} is not in node_modules\n  hint: run `npm ci` in {prepare.NODE_MODULES.parent.name}")
    return found


def _of_node(package: str) -> tuple[str, str, str]:
    """The version of a package, its licence, and where its source is."""
    told = json.loads((folder(package) / "package.json").read_text("utf-8"))
    source = told["repository"] if isinstance(told["repository"], str) else told["repository"]["url"]
    return told["version"], told["license"], source.removeprefix("git+").removesuffix(".git")


def _of_python(package: str) -> tuple[str, str, str]:
    """The version of a package, its licence, and where its source is."""
    told = metadata.metadata(package)
    links = dict(link.split(", ", 1) for link in told.get_all("Project-URL") or ())
    return told["Version"], told["License-Expression"], links["Source"]


def _text(package: str) -> str:
    return (folder(package) / "LICENSE").read_text("utf-8").strip()


def _file(package: str, end: str) -> str:
    """The text of the file of a Python package whose path ends so."""
    for file in metadata.files(package) or ():
        if file.as_posix().endswith(f"/{end}"):
            return Path(str(file.locate())).read_text("utf-8").strip()
    raise NotReady(f"{package} has no file {end}\n  hint: say in pathway/site/licences.py where its licence is")


# What the site says


def pages() -> dict[str, str]:
    """The page of licences, and every text as a file, by their names below docs/."""
    texts = {work.file: work.text for work in shipped()} | {OUR_TEXT: OURS.read_text("utf-8").strip()}
    return {PAGE: page()} | {TEXTS + name: f"{text}\n" for name, text in texts.items()}


def page() -> str:
    """What is ours, what others made, and where the source of it is."""
    pyodide, python = shipped()[:2]
    paths = sorted(path.relative_to(prepare.STAND_INS).with_suffix("") for path in prepare.STAND_INS.rglob("*.py"))
    stand_ins = [f"`{'.'.join(path.parts)}`" for path in paths]
    unchanged = [f"`{name}`" for name in prepare.FROM_PYODIDE]
    says = "What this site is made of, who made it, on which terms you may pass it on, and where the source is."
    parts = [
        front("Licences", says, search="{boost: 0.3}"),
        heading(1, "Licences"),
        "You may copy this site, change it and pass it on. This page says on which terms, for our own work and for "
        "what others made. The download of the whole site has this page and all the texts in it. A download that is "
        "one file has them at its foot.",
        heading(2, "What is ours", "ours"),
        "The code is under the MIT licence. The guidance and the words of the rules are under Creative Commons "
        f"Attribution 4.0 (CC BY 4.0). [The text](licences/{OUR_TEXT}).",
        heading(2, "What others made", "others"),
        spaced(_table()),
        heading(2, "Where the source of Pyodide is", "source"),
        "Pyodide is under the Mozilla Public License 2.0. You can get its source at no charge, at "
        f"<{pyodide.source}>, and that of its part hiwire at <{INSIDE[0][2]}>. The files {_listed(unchanged)} are "
        "those of its package, unchanged. Of the standard library the site ships the modules that the tool uses, "
        f"compiled; short modules of ours take the place of {_listed(stand_ins)}.",
        heading(2, "Inside Pyodide", "inside"),
        "Pyodide's files hold these parts as well. Its package brings no texts of their licences: those are with the "
        "source of each. What Python holds in itself, such as Expat, libmpdec and mimalloc, is in [its own list]"
        f"(https://docs.python.org/{python.version.rpartition('.')[0]}/license.html).",
        spaced(tag("ul", [tag("li", name, ": ", licence, ". ", _link(source)) for name, licence, source in INSIDE])),
    ]
    return "\n\n".join(parts) + "\n"


def _table() -> Html:
    heads = ("What", "Version", "Licence", "Source")
    rows = [
        tag(
            "tr",
            tag("td", tag("b", work.name), ": ", work.does),
            tag("td", work.version),
            tag("td", tag("a", work.licence, href=work.file)),
            tag("td", _link(work.source)),
        )
        for work in shipped()
    ]
    return tag("table", tag("thead", tag("tr", [tag("th", words) for words in heads])), tag("tbody", rows))


def _link(address: str) -> Html:
    return tag("a", address.removeprefix("https://").rstrip("/"), href=address)


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def at_the_foot() -> Html:
    """All of it for a page that is one file: closed until somebody opens it."""
    told = [(f"{work.name} {work.version}: {work.licence}. Its source: {work.source}", work.text) for work in shipped()]
    rows = [("Back to Learning", OURS.read_text("utf-8").strip()), *told]
    texts = [tag("div", tag("p", words), tag("pre", text)) for words, text in rows]
    return tag("details", tag("summary", "Licences, and where the source is"), texts)
