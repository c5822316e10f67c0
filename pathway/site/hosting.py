"""What a web server needs to be a good host of the site: nginx's configuration, and a look at a host that runs.

Both say what `postprocess.headers_for` and `serve.TYPES` say. `python -m pathway.site.hosting` writes
`hosting/nginx.conf`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from pathway.site import postprocess, serve

NGINX = Path(__file__).parents[2] / "hosting" / "nginx.conf"
LOST = "#|%(?:25)*23"
"""What `%23` in a link is to nginx, which undoes one layer of it."""
PATIENCE = 20
"""Seconds for which a host may be silent."""
NOT_THERE = ("no/such/page/", "next-step/%23v=1", f"next-step/%23v=1&{'x' * 300}")
"""Addresses at which nothing is: one, one of a link with answers that a mail program changed, and one that no file can
have for a name. What stands here in the place of answers says nothing."""
TELLING = {
    "set-cookie": "set no cookie: the privacy page promises that there are none",
    "nel": "turn off what makes browsers report errors: they would send the address of the page",
    "report-to": "turn off what makes browsers send reports: they would send the address of the page",
    "reporting-endpoints": "turn off what makes browsers send reports: they would send the address of the page",
}
"""Headers that make a browser tell more than it must, and what to do about each."""
OWN_SCRIPT = re.compile(rb'src="([^"]*)assets/lost\.js"')
ALSO_FRESH = re.compile(r"\bno-cache\b|\bmax-age=0\b")
"""What hosts send that asks for the same as a bare `no-cache`."""


# nginx


def nginx() -> str:
    """The configuration of a server for the whole site."""
    types = "\n".join(f'        "{kind}" {end.removeprefix(".")};' for end, kind in serve.TYPES.items())
    headers = "\n".join(f'    add_header {key} "{value}" always;' for key, value in postprocess.HEADERS.items())
    return f"""\
# Back to Learning on nginx. Made by `python -m pathway.site.hosting`: to change it, change that.
# Set server_name and root, put the file into /etc/nginx/conf.d/, then: nginx -t && systemctl reload nginx

map $uri $back_to_learning_cache {{
    default "no-cache";
    "{_pattern(postprocess.HASHED.pattern)}" "{postprocess.FOR_EVER}";
}}

# A header without a value is not sent.
map $uri $back_to_learning_saves {{
    default "";
    "{_pattern(postprocess.TO_SAVE.pattern)}" "attachment";
}}

server {{
    listen 80;
    listen [::]:80;
    server_name learning.example.org;
    root /var/www/back-to-learning;
    index index.html;

    # No log of who read what, or looked for what is not there. Other errors are logged, with the address that met them.
    # certbot makes a second server for http:// and copies none of this into it: write the next two lines there too.
    access_log off;
    log_not_found off;
    server_tokens off;
    absolute_redirect off;

    types {{
{types}
    }}
    default_type "text/plain; charset=utf-8";

    # The build has compressed the files already. Take brotli's line out where nginx lacks the module
    # (Debian: libnginx-mod-http-brotli-static).
    gzip off;
    gzip_static on;
    gzip_vary on;
    gzip_proxied any;
    brotli_static on;

    sendfile on;
    tcp_nopush on;
    open_file_cache max=10000 inactive=5m;
    open_file_cache_valid 10s;

    # All headers stand here and none in a location: nginx inherits all of them or none.
{headers}
    add_header Cache-Control $back_to_learning_cache always;
    add_header Content-Disposition $back_to_learning_saves always;

    error_page 404 /404.html;
    error_page 403 =404 /404.html;

    # Mail programs turn the # of a link into %23. Then the answers behind it, which a browser keeps to itself, are sent
    # here. Nothing of them is looked up or written down; the page for what is not there puts the # back.
    location ~ "{LOST}" {{
        error_log /dev/null emerg;
        return 404;
    }}
    location = /404.html {{
        error_log /dev/null emerg;
    }}
}}
"""


def _pattern(name: str) -> str:
    """A pattern of a file's name as one of the path in an address."""
    return f"~^/{name.removeprefix('^')}"


# A host that runs


@dataclass(frozen=True)
class Fault:
    """Something that a host does wrong: where, what is wrong, what came instead, and what to do about it."""

    address: str
    message: str
    found: str
    hint: str

    def __str__(self) -> str:
        return f"{self.address}: {self.message}\n    {self.found}\nhint: {self.hint}"


class NoHost(Exception):
    """Nothing answers at the address, or it is no address."""


@dataclass(frozen=True)
class Answer:
    """What a host sent; the names of its headers are in small letters."""

    address: str
    status: int
    headers: dict[str, str]
    body: bytes


def faults(address: str) -> Iterator[Fault]:
    """Everything that the host at this address does wrong; `address` is that of the site's first page."""
    site = address.rstrip("/") + "/"
    home = fetched(site)
    if home.status != 200:
        hint = "give the address of the first page as the browser shows it, and put the content of build/site there"
        yield Fault(site, "the first page is not here", f"status {home.status}", hint)
        return
    parts = urlsplit(site)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        hint = "get a certificate (certbot does it for nginx) and send http:// on to https://"
        yield Fault(site, "the page travels unencrypted", "http://", hint)
    if parts.path != "/":
        hint = (
            "give it a host name of its own: what readers enter is kept for the name, and its other pages can read it"
        )
        yield Fault(site, "the site shares its host name with other pages", f"the path {parts.path}", hint)
    yield from _wrong(home, "index.html")
    yield from _compression(home)
    yield from _kept_fresh(home)

    told = fetched(urljoin(site, "tool/runtime.json"))
    yield from _wrong(told, "tool/runtime.json")
    if told.status == 200:
        for part in json.loads(told.body)["parts"]:
            name = f"tool/{part['name']}"
            answer = fetched(urljoin(site, name), method="HEAD")
            yield from _wrong(answer, name)
            yield from _compression(answer)

    own = fetched(urljoin(site, "404.html")).body
    for name in NOT_THERE:
        yield from _lost(fetched(urljoin(site, name)), own)
    built = OWN_SCRIPT.search(own)
    if built and urljoin(site, built[1].decode()) != site:
        found, hint = f"it belongs to {built[1].decode()}", f"build the site with SITE_URL={site}"
        yield Fault(urljoin(site, "404.html"), "the page for what is not there belongs to another address", found, hint)

    folder = fetched(urljoin(site, "next-step"))
    to = urljoin(folder.address, folder.headers.get("location", ""))
    if folder.status not in (301, 308) or to != urljoin(site, "next-step/"):
        hint = "let the server send a folder without its last slash on to the one with it"
        yield Fault(folder.address, "a folder without its slash is not found", f"status {folder.status}, {to}", hint)


def fetched(address: str, method: str = "GET", **headers: str) -> Answer:
    """What the host answers, redirects not followed; brotli or gzip only where it is not read here."""
    parts = urlsplit(address)
    makes = {"http": HTTPConnection, "https": HTTPSConnection}.get(parts.scheme)
    if not makes or not parts.hostname:
        raise NoHost(f"`{address}` is not the address of a site")
    accept = {"Accept-Encoding": "br, gzip"} if method == "HEAD" else {}
    connection = makes(parts.hostname, parts.port, timeout=PATIENCE)
    try:
        connection.request(method, parts.path or "/", headers=accept | headers)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(address, answer.status, said, answer.read())
    except (OSError, HTTPException) as wrong:
        raise NoHost(f"`{address}` does not answer: {wrong}") from wrong
    finally:
        connection.close()


def _wrong(answer: Answer, name: str) -> Iterator[Fault]:
    """What is wrong with the answer for a file that is there."""
    if answer.status != 200:
        hint = "put the whole content of build/site there, hidden files too"
        yield Fault(answer.address, "this file is not here", f"status {answer.status}", hint)
        return
    wanted, got = serve.TYPES[Path(name).suffix], answer.headers.get("content-type", "none")
    if got.partition(";")[0].strip() != wanted.partition(";")[0]:
        yield Fault(answer.address, "the type is wrong", f"Content-Type: {got}", f"send it as {wanted}")
    yield from _headers(answer, name)


def _headers(answer: Answer, name: str) -> Iterator[Fault]:
    for header, wanted in postprocess.headers_for(name).items():
        got = answer.headers.get(header.lower())
        if got != wanted and not (wanted == "no-cache" and got and ALSO_FRESH.search(got)):
            found = f"{header}: {got}" if got else f"no {header}"
            yield Fault(answer.address, "a header is missing or other", found, f"send {header}: {wanted}")
    for header, hint in TELLING.items():
        if header in answer.headers:
            found = f"{header}: {answer.headers[header]}"
            yield Fault(answer.address, "a header makes browsers tell more than they must", found, hint)


def _lost(answer: Answer, own: bytes) -> Iterator[Fault]:
    """What is wrong with the answer for a page that is not there; `own` is the site's page for that."""
    if answer.status != 404:
        hint = "let the server answer 404 with the page 404.html for what is not there, whatever its name is"
        yield Fault(
            answer.address, "a page that is not there is not said to be missing", f"status {answer.status}", hint
        )
    elif answer.body != own:
        hint = "name 404.html as the page for error 404"
        yield Fault(answer.address, "the page for what is not there is not the site's own", "status 404", hint)
    yield from _headers(answer, "404.html")


def _compression(answer: Answer) -> Iterator[Fault]:
    if answer.status != 200:
        return
    squeezed = fetched(answer.address, method="HEAD").headers
    if squeezed.get("content-encoding") != "br":
        found = f"Content-Encoding: {squeezed.get('content-encoding', 'none')}"
        hint = "send the file beside it that ends in .br, or in .gz, to browsers that take it"
        yield Fault(answer.address, "it is not sent as small as it could be", found, hint)


def _kept_fresh(home: Answer) -> Iterator[Fault]:
    tag = home.headers.get("etag") or home.headers.get("last-modified")
    key = "If-None-Match" if "etag" in home.headers else "If-Modified-Since"
    again = fetched(home.address, **{key: tag}) if tag else home
    if again.status != 304:
        hint = "send an ETag or Last-Modified, and 304 to a browser that has that version"
        yield Fault(home.address, "a page that has not changed is sent again", f"status {again.status}", hint)


if __name__ == "__main__":
    NGINX.parent.mkdir(exist_ok=True)
    NGINX.write_text(nginx(), "utf-8")
