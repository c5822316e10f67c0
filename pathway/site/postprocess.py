"""The built site, made ready to be published: pages that need no inline code, security headers, links checked, files
compressed beforehand.

Every change says how often it must match, so that a change of the theme cannot undo it in silence.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
from lxml import html

from pathway.site import offline

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""No inline script and no inline style: no hashes are needed. Python in the browser needs 'wasm-unsafe-eval'."""

DENIED = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
"""What no page may use. Only names that browsers know: others make them complain."""

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{k} {v}" for k, v in {**POLICY, "frame-ancestors": "'none'"}.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose folder is named by their content."""
HASHED = re.compile(r"^tool/(?:py|rt)-[0-9a-f]{16}/")
TO_SAVE = re.compile(r"^download/")
"""Files that a browser saves and does not open."""

COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".txt", ".xml", ".wasm", ".zip", ".ics"}
LEAST = 500
"""Smaller files are not worth a second one."""
VERY_LARGE = 12_000_000
"""From this size on, the best that brotli can do takes a minute and gains next to nothing."""
SHOWN = 30
"""How many links that lead nowhere are named at once."""

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I)
INLINE_STYLE = re.compile(r"<style\b|<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=", re.I)
ALIGNED = re.compile(r'(<t[hd])\s+style="text-align:\s*(left|center|right);?"', re.I)
TABLE = re.compile(r"<table>.*?</table>", re.S)
CHARSET = '<meta charset="utf-8">'


class NotReady(Exception):
    """The built site is not fit to be published; the words say which page and why."""


def prepare(site: Path) -> None:
    """Nothing; makes the built pages ready in their place."""
    for path in sorted(site.rglob("*.html")):
        path.write_text(ready(path.read_text("utf-8"), path.relative_to(site).as_posix()), "utf-8")


def finish(site: Path, cache: Path, address: str = "") -> None:
    """Nothing; checks the site and writes what a host needs. `address` is where it will be, if known."""
    (site / "_headers").write_text(headers(), "utf-8")
    if wrong := broken_links(site, address):
        more = f"\n  and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise NotReady("links that lead nowhere:\n  " + "\n  ".join(wrong[:SHOWN]) + more)
    offline.write(site, HASHED, TO_SAVE)
    squeeze(site, cache)


def ready(page: str, name: str) -> str:
    """The page with its security policy, cells aligned by class, and what may be wide in reach of the keyboard."""
    page = ALIGNED.sub(lambda m: f'{m[1]} class="{"centre" if m[2].lower() == "center" else m[2].lower()}"', page)
    page = TABLE.sub(lambda m: f'<div class="scroll" tabindex="0" role="group" aria-label="Table">{m[0]}</div>', page)
    page = page.replace("<pre>", '<pre tabindex="0">')
    if found := INLINE_SCRIPT.search(page) or INLINE_STYLE.search(page):
        raise NotReady(f"{name} holds inline code or style, which the security policy forbids: {found[0][:80]}")
    policy = "; ".join(f"{key} {value}" for key, value in POLICY.items())
    # For hosts that cannot send headers.
    metas = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="referrer" content="{HEADERS["Referrer-Policy"]}">'
    )
    return once(page, CHARSET, CHARSET + metas, name)


def once(text: str, old: str, new: str, name: str) -> str:
    """The text with `old`, which must stand in it exactly once, replaced by `new`."""
    if text.count(old) != 1:
        raise NotReady(f"{name}: expected `{old}` once, found it {text.count(old)} times")
    return text.replace(old, new)


def rescaled(sheet: str) -> str:
    """Material's style sheet in the reader's own rem: it counts 20 px to the rem and grows on wide screens."""
    sheet, grown = re.subn(r"@media screen and \(min-width:1\d\dem\)\{html\{font-size:1\d\d(?:\.5)?%\}\}", "", sheet)
    if grown != 2 or sheet.count("font-size:125%") != 1:
        raise NotReady("Material's style sheet has changed: look at `rescaled`")
    sheet = sheet.replace("font-size:125%", "font-size:100%")
    sheet = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", sheet)
    return re.sub(r"(?<![\w#])(\d*\.?\d+)rem\b", lambda m: f"{float(m[1]) * 1.25:.6g}rem", sheet)


def headers_for(name: str) -> dict[str, str]:
    """What a good host says beside type and length when it sends the file of this name."""
    more = {"Cache-Control": FOR_EVER if HASHED.match(name) else "no-cache"}
    if TO_SAVE.match(name):
        more["Content-Disposition"] = "attachment"
    return HEADERS | more


def headers() -> str:
    """The same in the form that static hosts read (`_headers`)."""
    lines = ["/*", *(f"  {key}: {value}" for key, value in HEADERS.items())]
    lines += ["/tool/py-*", f"  Cache-Control: {FOR_EVER}", "/tool/rt-*", f"  Cache-Control: {FOR_EVER}"]
    lines += ["/download/*", "  Content-Disposition: attachment"]
    return "\n".join(lines) + "\n"


# Links

LINKING = ("href", "src", "action", "data-worker", "data-plain", "data-index")
"""The attributes that name another file."""
ANSWERS = "v=1&"
"""How the part of a link after `#` begins that carries answers to the tool, and so names no place on the page."""


def broken_links(site: Path, address: str = "") -> list[str]:
    """Every link or anchor of the built pages that leads nowhere, and everything that a page loads from elsewhere.

    Where the site has an `address`, links may begin with it, and those that begin with `/` have to begin with its path.
    """
    site, base = site.resolve(), urlsplit(address).path or "/"
    wrong: list[str] = []
    ids: dict[Path, frozenset[str]] = {}
    links: list[tuple[Path, str, str]] = []
    for path in sorted(site.rglob("*.html")):
        root = html.fromstring(path.read_bytes())
        elements = [e for e in root.iter() if isinstance(e.tag, str)]
        ids[path] = frozenset(e.get("id", "") for e in elements)
        links += [(path, str(e.tag), e.get(key, "")) for e in elements for key in LINKING if key in e.attrib]
    for path, name, link in links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            own = address and link.startswith(address)
            if name != "a" and parts.scheme != "data" and not own:
                wrong.append(f"{path.relative_to(site)}: <{name}> loads {link}")
            continue
        target = _file(site, path, unquote(parts.path), base) if parts.path else path
        if target is None:
            wrong.append(f"{path.relative_to(site)}: {link}")
        elif parts.fragment and target.suffix == ".html" and parts.fragment not in ids[target]:
            if parts.fragment.startswith(ANSWERS):
                continue
            wrong.append(f"{path.relative_to(site)}: {link} (no such anchor)")
    return sorted(set(wrong))


def _file(site: Path, page: Path, link: str, base: str) -> Path | None:
    if link.startswith("/") and not link.startswith(base):
        return None
    start = site if link.startswith("/") else page.parent
    target = Path(os.path.normpath(start / link.removeprefix(base).lstrip("/")))
    if link.endswith("/") or target.is_dir():
        target = target / "index.html"
    return target if target.is_relative_to(site) and target.is_file() else None


# Compression


def squeeze(site: Path, cache: Path) -> None:
    """Nothing; puts a .br and a .gz beside every file that gains by it, out of the cache where it is known."""
    cache.mkdir(parents=True, exist_ok=True)
    for path in _worth(site):
        content = path.read_bytes()
        name = hashlib.sha256(content).hexdigest()[:32]
        for end, make in ((".br", _brotli), (".gz", _gzip)):
            kept = cache / (name + end)
            if not kept.exists():
                new = kept.with_suffix(f"{end}.{os.getpid()}")  # two builds may share the cache
                new.write_bytes(make(content))
                new.replace(kept)
            path.with_name(path.name + end).write_bytes(kept.read_bytes())


def _worth(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        saved = TO_SAVE.match(path.relative_to(site).as_posix())  # these are compressed in themselves
        if path.suffix in COMPRESSED and not saved and path.is_file() and path.stat().st_size >= LEAST:
            yield path


def _brotli(content: bytes) -> bytes:
    squeezed: bytes = brotli.compress(content, quality=11 if len(content) < VERY_LARGE else 9, lgwin=24)
    return squeezed


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)
