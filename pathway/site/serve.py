"""A local server with the types and headers of a good host; it rebuilds the site when a source file changes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pathway.site import build, postprocess

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
PACKED = (("br", ".br"), ("gzip", ".gz"))
WATCHED = ("docs", "pathway", "mkdocs.yml")
PAUSE = 1.0
"""Seconds between two looks at the source files."""


class PortInUse(Exception):
    """Another program listens on the port."""


class Handler(BaseHTTPRequestHandler):
    """Answers with files of the site, compressed where the browser takes it."""

    protocol_version = "HTTP/1.1"
    server_version = "BackToLearning"

    def __init__(self, *args: object, site: Path, **kwargs: object) -> None:
        self.site = site
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, its folder's index, or the page for what is not there."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """The same without the content."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a line for every file would hide what matters."""

    def _answer(self, with_body: bool) -> None:
        asked = unquote(urlsplit(self.path).path)
        path = find(self.site, asked)
        if path is not None and path.is_dir():
            self.send_response(301)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status = 200 if path else 404
        path = path or find(self.site, "/404.html")
        name = path.relative_to(self.site).as_posix() if path else ""
        encoding, path = self._packed(path) if path else ("", None)
        content = path.read_bytes() if path else b"Not found"
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(Path(name).suffix, "text/plain; charset=utf-8"))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Vary", "Accept-Encoding")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        for key, value in postprocess.headers_for(name).items():
            self.send_header(key, value)
        self.end_headers()
        if with_body:
            self.wfile.write(content)

    def _packed(self, path: Path) -> tuple[str, Path]:
        taken = {part.split(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")}
        for encoding, end in PACKED:
            packed = path.with_name(path.name + end)
            if encoding in taken and packed.is_file():
                return encoding, packed
        return "", path


class Server(ThreadingHTTPServer):
    """Serves this machine; a browser that goes away in the middle of a file is no error."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing for a closed connection; anything else as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def find(site: Path, asked: str) -> Path | None:
    """The file of the site for the path of an address; a folder comes back where the final slash is missing."""
    root = site.resolve()
    path = (root / asked.lstrip("/")).resolve()
    if root not in (path, *path.parents) or not path.exists():
        return None
    if path.is_dir():
        if not asked.endswith("/"):
            return path
        path = path / "index.html"
        return path if path.is_file() else None
    return path


def listen(site: Path, port: int, handler: type[Handler] = Handler) -> Server:
    """A server of this machine only, ready to run. Port 0 takes any that is free."""
    try:
        return Server(("127.0.0.1", port), partial(handler, site=site.resolve()))
    except OSError as wrong:
        hint = f"stop the other program, or take another port: make serve PORT={port + 1}"
        raise PortInUse(f"port {port} cannot be used ({wrong.strerror})\n  hint: {hint}") from wrong


@contextmanager
def running(site: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """The site's address, with its final slash, while it is served on a port that is free."""
    server = listen(site, 0, handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def serve(port: int = 8000, out: Path = build.OUT) -> None:
    """Nothing; builds the site, serves it and rebuilds it on change, until interrupted."""
    try:
        server = listen(out, port)
    except PortInUse as wrong:
        _say(f"pathway: {wrong}")
        raise SystemExit(1) from wrong
    built = _built(out)
    if not built and not out.is_dir():
        server.server_close()
        raise SystemExit(1)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _say(f"\nBack to Learning is at http://127.0.0.1:{port}/  (Ctrl+C stops it)")
    before = state(build.ROOT)
    wait = threading.Event()
    try:
        while not wait.wait(PAUSE):
            now = state(build.ROOT)
            if now == before:
                continue
            changed = sorted(p.relative_to(build.ROOT).as_posix() for p, _ in now.items() ^ before.items())
            changed = list(dict.fromkeys(changed))
            _say(f"\nchanged: {', '.join(changed[:5])}{' ...' if len(changed) > 5 else ''}")
            before = now
            if _built(out):
                _say("built: reload the page")
    except KeyboardInterrupt:
        _say("")
    finally:
        server.shutdown()
        server.server_close()


def state(root: Path) -> dict[Path, tuple[int, int]]:
    """When each source file last changed, and its size."""
    found = {}
    for path in _sources(root):
        try:
            seen = path.stat()
        except FileNotFoundError:  # gone between listing and looking
            continue
        found[path] = (seen.st_mtime_ns, seen.st_size)
    return found


def _sources(root: Path) -> Iterator[Path]:
    for name in WATCHED:
        found = (root / name).rglob("*") if (root / name).is_dir() else (root / name,)
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _built(out: Path) -> bool:
    """Whether a build went well. It runs as a program of its own, so that changed code counts too."""
    _say("building the site")
    ran = subprocess.run([sys.executable, "-m", "pathway", "build", "--out", str(out)], cwd=build.ROOT, check=False)
    if ran.returncode:
        _say(f"\nThe site was not built.{' The last good one is still served.' if out.is_dir() else ''}")
    return ran.returncode == 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
