"""The server of this machine, asked over a socket in ways that no browser asks: by other names, with names that no file
can have, half, slowly, by many at once, in parts."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pathway.site import postprocess, serve

PAGE = b"<!doctype html><title>home</title>" + b"the same words " * 100
LARGE = bytes(range(256)) * 4096
LINK = "v=1&voice=parent&area=kent&safety=in%20danger"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page, the page for what is not there, and a large file to save."""
    site = tmp_path / "site"
    (site / "next-step").mkdir(parents=True)
    (site / "download").mkdir()
    (site / "index.html").write_bytes(PAGE)
    (site / "next-step" / "index.html").write_bytes(PAGE)
    (site / "404.html").write_bytes(b"<!doctype html><title>not here</title>")
    (site / "download" / "site.zip").write_bytes(LARGE)
    postprocess.squeeze(site, tmp_path / "cache")
    return site


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where it is."""
    with serve.running(site) as address:
        yield address


class Hasty(serve.Handler):
    """Waits for a moment only."""

    patience = 0.05


def line(address: str) -> socket.socket:
    """A connection to the server."""
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)


def said(address: str, request: str) -> bytes:
    """Everything that the server says to these bytes until it, or the request, closes the connection."""
    with line(address) as open_line:
        open_line.sendall(request.encode("latin-1"))
        open_line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: open_line.recv(1 << 16), b""))


def got(address: str, path: str, *headers: str, host: str = "localhost", method: str = "GET") -> tuple[int, str, bytes]:
    """Status, head and content of the one answer."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", ""]
    head, _, content = said(address, "\r\n".join(lines)).partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode("latin-1"), content


def is_closed(open_line: socket.socket) -> bool:
    """Whether the server ends the connection without a word."""
    try:
        return open_line.recv(1) == b""
    except ConnectionError:
        return True


def held(head: str, name: str) -> str:
    """The value of a header, or nothing."""
    found = re.search(rf"^{name}: (.*?)\r?$", head, re.M)
    return found[1] if found else ""


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LocalHost", "[::1]:9000", "127.0.0.1"])
def test_a_browser_of_this_machine_is_answered(address: str, host: str) -> None:
    assert got(address, "/", host=host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "a@localhost",
        "",
        "[::2]",
    ],
)
def test_a_site_that_gave_its_name_to_this_machine_reads_nothing(address: str, host: str) -> None:
    status, head, content = got(address, "/", host=host)
    assert (status, content) == (421, content)
    assert b"localhost" in content
    assert PAGE not in content
    assert held(head, "Content-Security-Policy")


@pytest.mark.parametrize(
    "request_",
    [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://[evil/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_a_request_that_names_no_host_or_two_is_refused(address: str, request_: str) -> None:
    assert said(address, request_).split()[1] == b"400"


@pytest.mark.parametrize(
    "path",
    [
        "/a%00b",
        "/%00",
        "/" + "a" * 300,
        "/" + "a" * 5_000,
        "/" + "a/" * 3_000,
        f"/next-step/%23{LINK}",
        f"/next-step/%2523{LINK}",
        f"/next-step/%23{LINK}&given={'9' * 400}",
        "/%zz",
        "/%",
        "/%f",
        "/%ff%fe",
        "/%c0%ae%c0%ae/",
        "/\xe9",
        "//[evil",
        "/index.html/a",
    ],
    ids=lambda path: path[:30],
)
def test_a_name_that_no_file_can_have_gets_our_page_and_no_word_on_the_screen(
    address: str, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for method in ("GET", "HEAD"):
        status, _, content = got(address, path, method=method)
        assert status in (400, 404)
        assert (b"not here" in content) is (method == "GET")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "start", ["", "GET /", "GET / HTTP/1.1\r\nHost: localhost\r\n", "GET / HTTP/1.1\r\nHost: localhost"]
)
def test_half_a_request_is_waited_for_only_so_long(site: Path, start: str, capfd: pytest.CaptureFixture[str]) -> None:
    with serve.running(site, Hasty) as address, line(address) as half:
        half.sendall(start.encode())
        assert is_closed(half)
    assert capfd.readouterr() == ("", "")


def test_a_request_that_comes_letter_by_letter_has_no_longer(site: Path) -> None:
    """Each letter is in time, and all of them together are not."""
    with serve.running(site, Hasty) as address, line(address) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nX: ")
        slow.settimeout(Hasty.patience / 5)
        for _ in range(500):
            try:
                assert is_closed(slow)
                break
            except TimeoutError:
                slow.sendall(b"x")
        else:
            pytest.fail("the server still waits")


def test_a_connection_that_is_kept_open_serves_one_request_after_another(address: str) -> None:
    one = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert said(address, one * 3).count(PAGE) == 3


def test_what_comes_with_a_request_is_no_request(address: str) -> None:
    inside = "GET /download/site.zip HTTP/1.1\r\nHost: localhost\r\n\r\n"
    whole = f"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(inside)}\r\n\r\n{inside}"
    assert said(address, whole).count(b"HTTP/1.1 ") == 1


def test_more_connections_than_it_can_bear_are_closed_and_later_ones_answered(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve.Server, "most", 2)
    with serve.running(site) as address:
        with line(address) as first, line(address) as second:
            first.sendall(b"GET ")
            second.sendall(b"GET ")
            with line(address) as third:
                assert is_closed(third)
        for _ in range(1_000):
            try:
                if said(address, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"):
                    break
            except OSError:  # it closed the connection, before or after the request was sent
                continue
        else:
            pytest.fail("it answers nobody any more")


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("bytes=0-3", range(4)),
        ("bytes=100-", range(100, len(LARGE))),
        ("bytes=-5", range(len(LARGE) - 5, len(LARGE))),
        (f"bytes={len(LARGE) - 1}-{len(LARGE) * 2}", range(len(LARGE) - 1, len(LARGE))),
    ],
)
def test_a_part_of_a_large_file_is_sent_by_itself(address: str, wanted: str, part: range) -> None:
    status, head, content = got(address, "/download/site.zip", f"Range: {wanted}")
    assert (status, content) == (206, LARGE[part.start : part.stop])
    assert held(head, "Content-Range") == f"bytes {part.start}-{part.stop - 1}/{len(LARGE)}"
    assert held(head, "Content-Length") == str(len(part))


@pytest.mark.parametrize("wanted", [f"bytes={len(LARGE)}-", f"bytes={len(LARGE)}-{len(LARGE) + 5}", "bytes=-0"])
def test_a_part_that_is_not_there_is_said_not_to_be(address: str, wanted: str) -> None:
    status, head, content = got(address, "/download/site.zip", f"Range: {wanted}")
    assert (status, content, held(head, "Content-Range")) == (416, b"", f"bytes */{len(LARGE)}")


@pytest.mark.parametrize(
    "headers",
    [
        ["Range: bytes=5-2"],
        ["Range: bytes=-"],
        ["Range: bytes=0-1,4-5"],
        ["Range: lines=0-1"],
        [f"Range: bytes=0-{'9' * 5000}"],
        ["Range: bytes=0-1", 'If-Range: "x"'],
        [],
    ],
    ids=lambda headers: " ".join(headers)[:30],
)
def test_any_other_wish_gets_the_whole_file(address: str, headers: list[str]) -> None:
    status, head, content = got(address, "/download/site.zip", *headers)
    assert (status, content, held(head, "Accept-Ranges")) == (200, LARGE, "bytes")


def test_parts_are_of_files_as_they_are(address: str) -> None:
    """Not of one that is sent small, and not of the page for what is not there."""
    status, head, content = got(address, "/", "Range: bytes=0-3", "Accept-Encoding: br")
    assert (status, held(head, "Content-Encoding"), len(content) > 4) == (200, "br", True)
    assert got(address, "/nowhere", "Range: bytes=0-3")[0] == 404
