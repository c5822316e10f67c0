"""A host of the tests, which can be gone and come back, and a small site for it that can have a newer version."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

from pathway.site import offline, postprocess, serve

KEPT = "() => caches.keys().then((names) => names.length)"
"""How many versions are kept on the device."""
READY_TOOL = "() => document.dispatchEvent(new Event('tool-ready'))"
"""What the tool says once Python is there."""
FETCH_NEWER = """async () => {
    const kept = await navigator.serviceWorker.ready;
    const done = new Promise((done) => kept.addEventListener("updatefound", () => {
        const worker = kept.installing;
        worker.addEventListener("statechange", () => done(worker.state));
    }));
    await kept.update();
    return done;
}"""
"""What became of a newer version that the browser has looked for: `installed` or `redundant`."""
ASSETS = Path(__file__).parents[2] / "docs" / "assets"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; img-src data:"


class Host:
    """Serves a folder on a port of its own, which stays the same."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.asked: list[str] = []
        self.lines: list[socket.socket] = []
        self.port = 0
        self.server: serve.Server | None = None
        self.start()

    @property
    def address(self) -> str:
        """Where the site is, with its final slash."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Nothing; the host is there (again)."""
        host = self

        class Asked(serve.Handler):
            def setup(self) -> None:
                host.lines.append(self.request)
                super().setup()

            def do_GET(self) -> None:
                host.asked.append(self.path)
                super().do_GET()

        self.server = serve.Server(("127.0.0.1", self.port), partial(Asked, site=self.site.resolve()))
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Nothing; there is no network to this host any more."""
        assert self.server
        self.server.shutdown()
        self.server.server_close()
        self.server = None
        for line in self.lines:  # a browser keeps connections open, and asks on them after the server's end
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self.lines.clear()


def small(folder: Path, version: str) -> Path:
    """A site that says of every part from which version it is."""
    for name in ("", "a/", "b/", "about/offline/"):
        root = "../" * name.count("/")
        page = folder / name / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            f'<!doctype html><html lang="en-GB" data-page="{version}"><head><meta charset="utf-8"><title>{name}</title>'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><link rel="icon" href="data:,">'
            f'<script src="{root}assets/keep.js" defer></script>'
            f'<script src="{root}assets/mark.js" defer></script></head>'
            f'<body><aside class="danger">999</aside><h1>{name or "home"}</h1><a href="{root}a/">a</a></body></html>',
            "utf-8",
        )
    (folder / "assets").mkdir(exist_ok=True)
    for name in ("keep.js", "lost.js"):
        shutil.copyfile(ASSETS / name, folder / "assets" / name)
    (folder / "404.html").write_text(
        '<!doctype html><title>lost</title><script src="/assets/lost.js"></script>', "utf-8"
    )
    mark = f'document.documentElement.dataset.script = "{version}";'
    (folder / "assets" / "mark.js").write_text(mark, "utf-8")
    (folder / "assets" / "same.txt").write_text("the same in every version", "utf-8")
    (folder / "plain").mkdir(exist_ok=True)
    for name in ("index", "x.1"):
        plain = f'<!doctype html><html lang="en-GB" data-page="{version}" data-script="{version}"><title>{name}</title>'
        (folder / "plain" / f"{name}.html").write_text(plain, "utf-8")
    write_list(folder)
    return folder


def write_list(folder: Path) -> None:
    """Nothing; the list and the worker fit the folder."""
    offline.write(folder, postprocess.HASHED, postprocess.TO_SAVE)
