"""What a browser keeps so that the site works without a network: the list, and the service worker that goes by it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from pathway.site.runtime import prepare

SCRIPT = Path(__file__).with_name("sw.js")
WORKER = "sw.js"
LIST = "offline.json"
PLAIN = "plain/"
PLAIN_PAGES = "plain/pages.txt"
"""All plain pages in one file: thousands of small ones, nearly alike, come as one that is small."""
FOR_HOSTS = ("_headers", "robots.txt", "sitemap.xml", WORKER, LIST)
PACKED = (".br", ".gz")


def write(site: Path, hashed: re.Pattern[str], left_out: re.Pattern[str]) -> None:
    """Nothing; writes the list of what is kept, the plain pages as one file, and the service worker.

    `hashed` says which addresses are named by their content, `left_out` which are not kept. The same site gives the
    same bytes.
    """
    (site / PLAIN_PAGES).unlink(missing_ok=True)
    files = kept(site, left_out)
    pages = {name: files.pop(name) for name in list(files) if name.startswith(PLAIN) and _is_page(files[name])}
    told: dict[str, object] = {"forever": hashed.pattern, "plain": {"file": "", "index": 0}}
    if pages:
        index, content = one_file({name: path.read_bytes() for name, path in pages.items()})
        files[PLAIN_PAGES] = site / PLAIN_PAGES
        files[PLAIN_PAGES].write_bytes(content)
        told["plain"] = {"file": PLAIN_PAGES, "index": index}
    held = {name: path.read_bytes() for name, path in sorted(files.items())}
    listed = {
        "bytes": sum(len(content) for content in held.values()),
        "pages": sum(_is_page(path) for path in files.values()) + len(pages),
        "files": {name: integrity(content) for name, content in held.items()},
    }
    content = (json.dumps(listed, indent=0) + "\n").encode()
    script = SCRIPT.read_text("utf-8")
    told |= {"list": integrity(content), "version": prepare.digest(content, script.encode())}
    (site / LIST).write_bytes(content)
    (site / WORKER).write_text(prepare.with_told(script, told), "utf-8")


def kept(site: Path, left_out: re.Pattern[str]) -> dict[str, Path]:
    """The files that a reader needs, by their address; a folder's page has that of the folder."""
    found = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or path.suffix in PACKED or name in FOR_HOSTS or left_out.match(name):
            continue
        found[quote(name.removesuffix("index.html") if path.name == "index.html" else name)] = path
    return found


def one_file(contents: Mapping[str, bytes]) -> tuple[int, bytes]:
    """The length of the list at its beginning, and the file: the list says where each content starts behind it."""
    places = {}
    start = 0
    for name, content in sorted(contents.items()):
        places[name] = (start, len(content))
        start += len(content)
    index = json.dumps(places, separators=(",", ":")).encode() + b"\n"
    return len(index), index + b"".join(content for _, content in sorted(contents.items()))


def integrity(content: bytes) -> str:
    """The hash of the content in the form that browsers check."""
    return f"sha256-{b64encode(sha256(content).digest()).decode()}"


def _is_page(path: Path) -> bool:
    return path.suffix == ".html"
