"""A local server with the types and headers of a good host; it rebuilds the site when a source file changes."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

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
PATIENCE = 30.0
"""Seconds for which a browser may take to send a request, or to take a piece of an answer."""
MOST = 200
"""Browsers' connections at the same time."""
PIECE = 1 << 18
THIS_MACHINE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.I)
"""What a browser on this machine calls it. Any port: one that is forwarded here has another."""
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class PortInUse(Exception):
    """Another program listens on the port."""


class Incoming(socket.SocketIO):
    """What a browser sends, up to a moment after which it has taken too long, however little it sends at a time."""

    until = 0.0

    def __init__(self, line: socket.socket) -> None:
        super().__init__(line, "r")
        self.line = line

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        """The next bytes; raises `TimeoutError` once it is too late."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.line.settimeout(left)
        return super().readinto(buffer)


class Handler(BaseHTTPRequestHandler):
    """Answers with files of the site, compressed where the browser takes it."""

    protocol_version = "HTTP/1.1"
    server_version = "BackToLearning"
    patience = PATIENCE

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

    def setup(self) -> None:
        """Nothing; what the browser sends is read with a limit."""
        super().setup()
        self.rfile.close()
        self.incoming = Incoming(self.connection)
        self.rfile = io.BufferedReader(self.incoming)

    def handle_one_request(self) -> None:
        """Nothing; answers one request, which has to be here in time."""
        self.incoming.until = time.monotonic() + self.patience
        super().handle_one_request()

    def _answer(self, with_body: bool) -> None:
        self.connection.settimeout(self.patience)
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # nothing that comes with a question is read
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not self.path.startswith("/"):
            return self._refuse(400, "The request is not one that a browser makes of this server.")
        if not THIS_MACHINE.fullmatch(hosts[0]):
            # Another name that leads here belongs to a site that wants to read what is on this machine.
            return self._refuse(421, "This server answers this machine only, by the name of localhost or 127.0.0.1.")
        asked = self.path.partition("?")[0].partition("#")[0]
        path = find(self.site, unquote(asked))
        if path is not None and path.is_dir():
            self.send_response(301)
            self.send_header("Location", f"{asked}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        opened = self._opened(path)
        found = opened or self._opened(find(self.site, "/404.html"))
        if not found:
            return self._refuse(404, "Not found")
        name, encoding, file = found
        with file:
            size = os.fstat(file.fileno()).st_size
            part = self._part(size) if opened and with_body and not encoding else range(size)
            status = 404 if not opened else 200 if len(part) == size else 206 if part else 416
            self.send_response(status)
            self.send_header("Content-Type", TYPES.get(Path(name).suffix, "text/plain; charset=utf-8"))
            self.send_header("Content-Length", str(len(part)))
            self.send_header("Vary", "Accept-Encoding")
            if encoding:
                self.send_header("Content-Encoding", encoding)
            else:
                self.send_header("Accept-Ranges", "bytes")
            if status in (206, 416):
                said = f"{part.start}-{part.stop - 1}" if part else "*"
                self.send_header("Content-Range", f"bytes {said}/{size}")
            for key, value in postprocess.headers_for(name).items():
                self.send_header(key, value)
            self.end_headers()
            if with_body:
                self._send(file, part)
        return None

    def _refuse(self, status: int, words: str) -> None:
        content = f"{words}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for key, value in postprocess.headers_for("").items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _opened(self, path: Path | None) -> tuple[str, str, BinaryIO] | None:
        """A file's name in the site, how it is packed, and the file, if it can be read."""
        if path is None:
            return None
        encoding, packed = self._packed(path)
        try:
            return path.relative_to(self.site).as_posix(), encoding, packed.open("rb")
        except OSError:
            return None

    def _part(self, size: int) -> range:
        """The bytes that the browser wants: all of them unless it asks for one part; none if there are no such."""
        wanted = RANGE.fullmatch(self.headers.get("Range", ""))
        if not wanted or not (wanted[1] or wanted[2]) or "If-Range" in self.headers:
            return range(size)
        if not wanted[1]:
            return range(max(0, size - int(wanted[2])), size)
        first, last = int(wanted[1]), int(wanted[2] or size)
        return range(size) if last < first else range(min(first, size), min(last + 1, size))

    def _send(self, file: BinaryIO, part: range) -> None:
        """Nothing; piece by piece, so that a slow browser has as long as it takes and one that is gone has not."""
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(PIECE, left))):
            self.wfile.write(piece)
            left -= len(piece)
        self.close_connection |= bool(left)  # a build has made the file shorter meanwhile

    def _packed(self, path: Path) -> tuple[str, Path]:
        taken = {part.split(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")}
        for encoding, end in PACKED:
            packed = path.with_name(path.name + end)
            if encoding in taken and packed.is_file():
                return encoding, packed
        return "", path


class Server(ThreadingHTTPServer):
    """Serves this machine; a browser that goes away in the middle of a file is no error."""

    most = MOST

    def __init__(self, *args: object) -> None:
        self.free = threading.Semaphore(self.most)
        super().__init__(*args)  # type: ignore[arg-type]

    def process_request(self, request: object, client_address: object) -> None:
        """Nothing; answers on a thread of its own, as long as there are not too many."""
        if not self.free.acquire(blocking=False):
            return self.shutdown_request(request)  # type: ignore[arg-type]
        try:
            super().process_request(request, client_address)  # type: ignore[arg-type]
        except RuntimeError:  # this machine has no thread left
            self.free.release()
            raise
        return None

    def process_request_thread(self, request: object, client_address: object) -> None:
        """Nothing; what runs on that thread."""
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self.free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing for a closed connection; anything else as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def find(site: Path, asked: str) -> Path | None:
    """The file of the site for the path of an address; a folder comes back where the final slash is missing."""
    root = site.resolve()
    try:
        path = (root / asked.lstrip("/")).resolve()
        if root not in (path, *path.parents) or not path.exists():
            return None
    except (OSError, ValueError):  # no file has such a name: too long, or with a NUL in it
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
