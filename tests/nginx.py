"""Debian's nginx over a site with the configuration that we ship, in a folder of its own and without root's rights."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pathway.site import hosting

PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
MODULE = next((str(path) for path in Path("/usr").glob("*/nginx/modules/ngx_http_brotli_static_module.so")), "")
MISSING = (
    ""
    if PROGRAM and MODULE
    else "nginx with its brotli module is not on this machine "
    "(Debian: apt-get install nginx-light libnginx-mod-http-brotli-static)"
)
# What Debian has around a server in conf.d/, a log of visits too, with nothing outside the folder.
AROUND = """
{user}
load_module {module};
daemon off;
worker_processes {workers};
pid {folder}/pid;
error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
    access_log {folder}/visits;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def configured(site: Path, port: int) -> str:
    """The shipped configuration for a folder and a port; each line that is exchanged must stand in it once."""
    text = hosting.NGINX.read_text("utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("    listen [::]:80;\n", ""),
        ("root /var/www/back-to-learning;", f"root {site.resolve()};"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@contextmanager
def running(site: Path, folder: Path, workers: int = 1) -> Iterator[str]:
    """The address of the site while nginx serves it; `folder` takes what nginx writes."""
    assert PROGRAM
    # nginx takes over the socket, so that a call before it is ready waits and no port is lost to others.
    with socket.create_server(("127.0.0.1", 0), backlog=511) as door:
        port, number = door.getsockname()[1], door.fileno()
        (folder / "site.conf").write_text(configured(site, port), "utf-8")
        # Root's workers would become a user who may not read the folders of a test.
        user = "user root;" if os.geteuid() == 0 else ""
        around = AROUND.format(user=user, module=MODULE, folder=folder, workers=workers)
        (folder / "nginx.conf").write_text(around, "utf-8")
        server = subprocess.Popen(
            [PROGRAM, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")],
            env={**os.environ, "NGINX": f"{number};"},
            pass_fds=(number,),
        )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=10)
