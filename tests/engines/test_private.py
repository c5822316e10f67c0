"""A whole journey in Firefox and in WebKitGTK: the site's own server is asked for files, and nobody for anything else.

What goes to other hosts the engine tells (Firefox), or a proxy that it must use for all of them (WebKit): see `seen`.
What the site's own server is sent stands in its record, so that answers cannot travel there either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pathway.site import serve
from pathway.tool.views import share_link
from pathway.words.places import LETTER
from tests.engines.engine import Engine
from tests.engines.reader import READY, Reader, authored


@dataclass(frozen=True)
class Sent:
    """A request as the server got it."""

    method: str
    address: str
    headers: dict[str, str]


@pytest.fixture(scope="module")
def record() -> list[Sent]:
    """Every request that the server got."""
    return []


@pytest.fixture(scope="module")
def served(site: Path, record: list[Sent]) -> Iterator[str]:
    """The address of the built site at a server that writes everything down."""

    class Watched(serve.Handler):
        def parse_request(self) -> bool:
            well = super().parse_request()
            if well:
                record.append(Sent(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
            return well

    with serve.running(site, Watched) as address:
        yield address


def tells(sent: Sent, site: Path) -> list[str]:
    """What a request says beside the file that it wants."""
    said = [f"{name}: {sent.headers[name]}" for name in ("cookie", "content-length") if name in sent.headers]
    # WebKit names the site itself, and no page of it, when it asks for the service worker.
    referer = sent.headers.get("referer", "")
    if referer not in ("", f"http://{sent.headers['host']}/"):
        said.append(f"referer: {referer}")
    if sent.method not in ("GET", "HEAD"):
        said.append(sent.method)
    parts = urlsplit(sent.address)
    if parts.query or parts.fragment or not serve.find(site, parts.path):
        said.append(sent.address)
    return said


# The address keeps no answer, and the page holds no cookie.
HERE = "[location.pathname, location.search, location.hash, document.cookie]"


def test_a_whole_journey_tells_nobody_anything(engine: Engine, record: list[Sent], site: Path) -> None:
    record.clear()
    engine.open("")
    engine.click("main a[href*='next-step']")
    engine.until("location.pathname.endsWith('/next-step/')")
    reader = Reader(engine, next(case for case in authored().cases if case.id == "fifteen-days-in-a-row"))
    reader.go_on()
    recommendation = reader.expects()
    assert recommendation.next
    assert engine.run(HERE) == ["/next-step/", "", "", ""]
    engine.click(f"#tool a[data-go^='{LETTER}']")
    engine.until(f"{READY} && document.querySelector('#tool section.letter')")
    assert engine.run(HERE) == ["/next-step/", "", "", ""]

    engine.open(f"tool/explore/#{share_link(recommendation)}")  # as the link that a reader may ask for
    engine.until(f"{READY} && document.querySelector('#explore .advice h2, #explore .advice h3')")
    assert engine.run(HERE) == ["/tool/explore/", "", "", ""]

    engine.open("search/")
    engine.until("!document.querySelector('form.search').hidden")
    engine.act("type", "#words", "a doctor's letter")
    engine.click("form.search [type=submit]")
    engine.until("document.querySelector('.found a')")
    engine.open("toolkit/section-19-letter/")
    assert engine.run(HERE) == ["/toolkit/section-19-letter/", "", "", ""]

    assert len({sent.address for sent in record}) > 20
    assert {sent.address: told for sent in record if (told := tells(sent, site))} == {}


def test_what_a_request_tells_is_seen(engine: Engine, record: list[Sent], site: Path) -> None:
    """Else the test above would find nothing in vain."""
    record.clear()
    engine.run("void (document.cookie = 'a=b')")
    engine.run("fetch('nowhere/?health=yes').then((r) => r.status)")
    engine.run("fetch('help/', {method: 'POST', body: 'health=yes'}).then((r) => r.status)")
    engine.run("void (document.cookie = 'a=; max-age=0')")
    told = [line for sent in record for line in tells(sent, site)]
    told += tells(Sent("GET", "/", {"host": "", "referer": engine.site}), site)  # no engine can be made to send one
    for part in ("cookie: ", "referer: ", "content-length: ", "POST", "/nowhere/?health=yes"):
        assert any(line.startswith(part) for line in told), part
