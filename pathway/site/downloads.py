"""What readers take away whole: the tool as one file, Explore as one file, the site as a ZIP that opens from a disk.

All are made of the built site, so that they say what it says; the same site gives the same bytes.
"""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as release
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pathway.engine.model import Library
from pathway.site import licences, one_file, postprocess
from pathway.site.runtime import prepare
from pathway.tool import explore, shell
from pathway.words import phrases
from pathway.words.html import Html, tag

FOLDER = "download"
TOOL, EXPLORE, SITE = "back-to-learning.html", "back-to-learning-explore.html", "back-to-learning-site.zip"
"""Their names stay the same from version to version, so that links to them do too."""
PAGE = "about/download/index.html"
"""The page that tells of them. The build writes their sizes into its places `<span data-made="NAME"></span>`."""
TOP = "back-to-learning"
"""The one folder in the ZIP."""

RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "std.wasm", "app.wasm")
CARRIES = {
    "assets/search.js": ("search/search_index.json",),
    "assets/policy.js": ("assets/vendor/fflate.js", "toolkit/school-policy.docx"),
}
"""The page scripts that fetch something, and what: in the ZIP it is in the script."""
LEFT_OUT = re.compile(
    r"(?:download|tool/(?:py|rt)-[^/]+|tool/trees)/|.*\.(?:br|gz|webmanifest)$|_headers$|404\.html$|assets/lost\.js$"
    r"|sw\.js$|robots\.txt$|sitemap\.xml$|tool/(?:python\.js|qr\.mjs|runtime\.json|cases\.json)$|search/search_index\.json$"
    r"|assets/vendor/fflate\.js$"
)
"""What has no use in the ZIP: what only a host or a worker fetches, and what a script carries."""


@dataclass(frozen=True)
class Made:
    """Something to download: its name, its size in bytes, and its version."""

    name: str
    size: int
    version: str


def write(site: Path, library: Library, address: str, cache: Path) -> list[Made]:
    """What was made in the site's folder `download`; the page that tells of it then has the sizes.

    `address` is where the site is published, with its final slash, or empty where that is not known.
    """
    carried = Carried(site, cache)
    out = site / FOLDER
    out.mkdir()
    pages = {
        TOOL: tool_file(carried, library, address),
        EXPLORE: explore_file(carried, library, address),
    }
    made = []
    for name, (text, version) in pages.items():
        (out / name).write_text(text, "utf-8", newline="\n")
        made.append(Made(name, (out / name).stat().st_size, version))
    told = site / PAGE
    if told.is_file():
        told.write_text(_filled(told.read_text("utf-8"), made), "utf-8")
    zipped = _site(carried, library)
    (out / SITE).write_bytes(zipped)
    made.append(Made(SITE, len(zipped), _version(zipped)))
    if told.is_file():
        told.write_text(_filled(told.read_text("utf-8"), made[-1:]), "utf-8")
    return made


def size_words(size: int) -> str:
    """A size as readers know it: 7.1 MB."""
    return f"{size / 1_000_000:.1f} MB"


def _filled(page: str, made: Iterable[Made]) -> str:
    for one in made:
        words = f"({size_words(one.size)}, version {one.version})"
        page = page.replace(f'<span data-made="{one.name}"></span>', words)
    return page


def _version(*contents: bytes) -> str:
    """The release and what the contents are: two downloads with the same version are the same."""
    return f"{release('back-to-learning')}-{prepare.digest(*contents)[:8]}"


class Carried:
    """The files of a built site as scripts and pages carry them."""

    def __init__(self, site: Path, cache: Path) -> None:
        self.site = site
        self.cache = cache
        told = json.loads((site / "tool" / "runtime.json").read_text("utf-8"))
        self.worker = self.text(f"tool/{told['worker']}")
        self.runtime = {row["name"].rpartition("/")[2]: f"tool/{row['name']}" for row in told["parts"]}

    def text(self, name: str) -> str:
        """The file as text."""
        return (self.site / name).read_text("utf-8")

    def part(self, name: str) -> str:
        """The file as scripts carry it."""
        content = (self.site / name).read_bytes()
        kept = self.cache / f"{prepare.digest(content)}.part"
        return prepare.kept(kept, lambda new: new.write_text(one_file.part(content), "ascii")).read_text("ascii")

    def parts(self, names: Iterable[str]) -> dict[str, str]:
        """The files by the end of their names, as scripts ask for them."""
        return {name.rpartition("/")[2]: self.part(name) for name in names}

    def python(self) -> dict[str, str]:
        """What Python and the tool need."""
        return self.parts([*(self.runtime[name] for name in RUNTIME), "tool/qr.mjs"])

    def drawings(self) -> dict[str, str]:
        """What Explore needs besides."""
        trees = sorted(path.relative_to(self.site).as_posix() for path in (self.site / "tool" / "trees").glob("*.svg"))
        return self.parts(["tool/cases.json", *trees])

    def script(self, name: str, told: one_file.Told) -> str:
        """The script of a page of the tool, `tool.js` or `explore.js`."""
        shared = [self.text(f"tool/{one}.js") for one in ("first", "leave", "python", "typed")]
        return one_file.page_script(told, self.worker, *shared, self.text(f"tool/{name}"))

    def sheet(self, name: str) -> str:
        """A style sheet with its fonts in it."""
        folder = (self.site / name).parent

        def font(found: re.Match[str]) -> str:
            return f'url("{one_file.inlined((folder / found[1]).read_bytes(), "font/woff2")}")'

        return re.sub(r'url\("([^"]+\.woff2)"\)', font, self.text(name))


# One file each


def tool_file(carried: Carried, library: Library, address: str) -> tuple[str, str]:
    """The tool in one file, and its version."""
    plain = f"{address}plain/index.html" if address else ""
    main = tag("main", shell.shell(library, "", plain), id="main", class_="tool", tabindex="-1")
    return _one_file(carried, library, address, "Find the next step", main, "tool.js", {}, ())


def explore_file(carried: Carried, library: Library, address: str) -> tuple[str, str]:
    """Explore in one file, and its version."""
    plain = f"{address}plain/index.html" if address else ""
    main = tag("main", explore.shell(library, "", plain), id="main", class_="tool explore", tabindex="-1")
    drawn = carried.drawings()
    return _one_file(carried, library, address, "Explore", main, "explore.js", drawn, ("tool/explore.css",))


def _one_file(
    carried: Carried,
    library: Library,
    address: str,
    title: str,
    main: Html,
    script: str,
    more: Mapping[str, str],
    sheets: tuple[str, ...],
) -> tuple[str, str]:
    """The page and its version."""
    parts = {**carried.python(), **more}
    styles = [carried.sheet(name) for name in ("assets/material.css", "assets/site.css", "tool/tool.css", *sheets)]
    told = one_file.Told(site=address, parts=tuple(sorted(parts)))
    # The tool first: it can then say so where the file was cut off after it.
    scripts = [carried.script(script, told), one_file.parts_script(parts)]
    icon = one_file.inlined((carried.site / "assets" / "icon.svg").read_bytes(), "image/svg+xml")
    taken = licences.at_the_foot()
    version = _version(*(text.encode() for text in (main, taken, *styles, *scripts)))
    where = ("The guidance is at ", tag("a", address, href=address), ". ") if address else None
    foot = tag(
        "p",
        f"Version {version}. Rules last checked {phrases.day(library.reviewed)}. General guidance for England, not "
        "legal advice. This file fetches nothing and sends nothing. ",
        where,
    )
    return one_file.page(title, library.title, main, (foot, taken), styles, scripts, icon), version


# The site as a ZIP

ADDRESS = re.compile(r'(\s(?:href|src|action|data-plain|data-worker|data-index))="([^"]*)"')
HINTED = re.compile(r'<link rel="(?:preload|modulepreload|manifest)"[^>]*>\n?')
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*"')
MODULE = re.compile(r'<script type="module" src="([^"]*)(tool|explore)\.js"></script>')
DOWNLOAD = re.compile(r'<a\b[^>]*\shref="(?:\.\./)*download/[^"]*"[^>]*>(.*?)</a>', re.S)
OF_ITSELF = re.compile(r'<span data-made="[^"]*"></span>')


def _site(carried: Carried, library: Library) -> bytes:
    """The ZIP: the same files give the same bytes."""
    files = _files(carried, library)
    key = prepare.digest(*(part for name in sorted(files) for part in (name.encode(), files[name])))

    def make(new: Path) -> None:
        new.write_bytes(_zip(files))

    return prepare.kept(carried.cache / f"site-{key}.zip", make).read_bytes()


def _files(carried: Carried, library: Library) -> dict[str, bytes]:
    """Every file of the ZIP by its name, made ready to be opened from a disk."""
    site = carried.site
    folders = frozenset(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    files: dict[str, bytes] = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if LEFT_OUT.match(name):
            continue
        if path.suffix == ".html":
            files[name] = page_from_disk(path.read_text("utf-8"), name, folders).encode()
        elif path.suffix == ".css":
            files[name] = carried.sheet(name).encode()
        elif name in CARRIES:
            known = one_file.parts_script(carried.parts(CARRIES[name]))
            files[name] = one_file.small_script(carried.text(name), known).encode()
        else:
            files[name] = path.read_bytes()
    python, drawn = carried.python(), carried.drawings()
    for script, parts in {"tool.js": python, "explore.js": python | drawn}.items():
        told = one_file.Told(folder=True, parts=tuple(sorted(parts)))
        files[f"tool/{script}"] = carried.script(script, told).encode()
    files["tool/python.js"] = one_file.parts_script(python).encode()
    files["tool/trees.js"] = one_file.parts_script(drawn).encode()
    files["READ-ME.txt"] = _read_me(library).encode()
    files["LICENCE.txt"] = licences.OURS.read_bytes()
    return files


def page_from_disk(page: str, name: str, folders: frozenset[str]) -> str:
    """The page as it works from a disk: links to folders name their index, and nothing asks for what is not there."""
    here = name.rpartition("/")[0]

    def led(found: re.Match[str]) -> str:
        key, link = found.groups()
        if key.strip() == "data-worker":
            return f'{key}=""'
        if key.strip() == "data-index":  # the name is all that the script needs
            return f'{key}="data:,/{link.rpartition("/")[2]}"'
        return f'{key}="{_to_file(here, link, folders)}"'

    page = HINTED.sub("", DOWNLOAD.sub(r"\1", OF_ITSELF.sub("(you have it here)", page)))
    page, times = POLICY.subn(lambda m: f'{m[1]}{one_file.said(one_file.FROM_DISK)}"', page)
    if times != 1:
        raise postprocess.NotReady(f"{name} has {times} security policies")
    return MODULE.sub(_classic, ADDRESS.sub(led, page))


def _classic(found: re.Match[str]) -> str:
    folder, script = found.groups()
    names = [script, *(["trees"] if script == "explore" else []), "python"]
    return "".join(f'<script src="{folder}{name}.js"></script>' for name in names)


@lru_cache(maxsize=100_000)
def _to_file(here: str, link: str, folders: frozenset[str]) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return link
    path = parts.path
    if posixpath.normpath(posixpath.join(here, unquote(path))) in folders:
        return parts._replace(path=f"{path.rstrip('/')}/index.html").geturl()
    return link


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{TOP}/{name}")  # without a date
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=9)
    return out.getvalue()


def _read_me(library: Library) -> str:
    return f"""{library.title}
{"=" * len(library.title)}

This folder is the whole site. It works without the internet.

To begin, open index.html.

  index.html             the first page
  next-step/index.html   the tool: a few questions, then the next step for one child
  plain/index.html       the same questions as plain pages, for any browser

Unpack the ZIP first: pages that are opened inside it cannot find each other.
Keep the folder together. You can copy it to a memory stick or a shared drive.

Nothing that you enter leaves your device. Enter no names.

The rules were last checked {phrases.day(library.reviewed)}. Rules change: look for a newer copy from time to time.
This is general guidance for England, not legal advice.

LICENCE.txt says on which terms you may pass it on; about/licences/index.html
says what in it others made, on which terms, and where the source is.

A child in immediate danger? Call 999.
""".replace("\n", "\r\n")
