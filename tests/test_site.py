"""The finished site: what is changed after MkDocs, what is checked, how it is served; a bad build changes nothing."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from pathway.authoring.problems import ProblemsFound
from pathway.site import build, postprocess, serve
from tests.rare import some

ROOT = Path(__file__).parent.parent
PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title></head><body>{}</body></html>'
)


def page(body: str = "") -> str:
    return PAGE.format(body)


# After MkDocs


def test_the_policy_stands_before_everything_that_it_governs() -> None:
    done = postprocess.ready(page('<script src="a.js"></script>'), "a.html")
    assert done.index("Content-Security-Policy") < done.index("<title>") < done.index("a.js")
    assert "unsafe-inline" not in done
    assert "'unsafe-eval'" not in done


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<SCRIPT type="module">import "x"</SCRIPT>',
        '<p style="color: red">x</p>',
        "<style>p{}</style>",
        '<p onclick="go()">x</p>',
        "<img src=x onerror=go()>",
    ],
)
def test_inline_code_and_style_stop_the_build(body: str) -> None:
    with pytest.raises(postprocess.NotReady, match=r"a\.html"):
        postprocess.ready(page(body), "a.html")


def test_a_page_without_the_place_for_its_policy_stops_the_build() -> None:
    with pytest.raises(postprocess.NotReady):
        postprocess.ready("<!doctype html><title>x</title>", "a.html")


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches_and_aligns_by_class() -> None:
    table = '<table><tr><th style="text-align: right;">1</th><td style="text-align: center;">2</td></tr></table>'
    done = postprocess.ready(page(table), "a.html")
    assert 'tabindex="0"' in done
    assert 'class="right"' in done
    assert 'class="centre"' in done
    assert "style=" not in done


def test_material_s_sheet_keeps_its_sizes_in_the_reader_s_own_rem() -> None:
    sheet = (
        "html{font-size:125%}@media screen and (min-width:100em){html{font-size:137.5%}}"
        "@media screen and (min-width:125em){html{font-size:150%}}p{margin:.8rem 1rem;color:#1rem}"
    )
    done = postprocess.rescaled(sheet)
    assert "font-size:100%" in done
    assert "margin:1rem 1.25rem" in done
    assert "150%" not in done


def test_a_new_sheet_of_material_s_that_is_not_as_expected_stops_the_build() -> None:
    with pytest.raises(postprocess.NotReady):
        postprocess.rescaled("html{font-size:112.5%}")


# Links


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.html").write_text(
        page('<a href="deep/">x</a><a href="deep/#there">x</a><a href="#">x</a>'), "utf-8"
    )
    (tmp_path / "deep" / "index.html").write_text(page('<p id="there"><a href="..">x</a></p>'), "utf-8")
    return tmp_path


def test_links_that_lead_somewhere_are_no_problem(small_site: Path) -> None:
    assert postprocess.broken_links(small_site) == []


def test_a_site_with_an_address_has_its_links_from_there(small_site: Path) -> None:
    address = "https://example.org/learning/"
    lost = small_site / "404.html"
    lost.write_text(page(f'<a href="/learning/deep/#there">x</a><link rel="canonical" href="{address}deep/">'), "utf-8")
    assert postprocess.broken_links(small_site, address) == []
    assert len(postprocess.broken_links(small_site)) == 2
    lost.write_text(page('<a href="/deep/#there">x</a><link rel="canonical" href="https://example.com/">'), "utf-8")
    assert len(postprocess.broken_links(small_site, address)) == 2


@pytest.mark.parametrize(
    "bad",
    [
        '<a href="nowhere/">x</a>',
        '<a href="deep/#nowhere">x</a>',
        '<a href="#nowhere">x</a>',
        '<a href="../../etc/">x</a>',
        '<img src="no.png" alt="">',
        '<script src="https://example.org/a.js"></script>',
        '<link rel="stylesheet" href="//example.org/a.css">',
        '<div data-worker="no.js"></div>',
    ],
)
def test_a_link_that_leads_nowhere_or_a_file_from_elsewhere_is_found(small_site: Path, bad: str) -> None:
    (small_site / "index.html").write_text(page(bad), "utf-8")
    assert len(postprocess.broken_links(small_site)) == 1


# Compression and headers


def test_what_is_squeezed_is_the_same_when_opened_again(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    site.mkdir()
    content = b"the same words again and again " * 200
    (site / "a.html").write_bytes(content)
    (site / "small.html").write_bytes(b"x")
    (site / "font.woff2").write_bytes(content)
    for _ in range(2):
        postprocess.squeeze(site, cache)
    assert brotli.decompress((site / "a.html.br").read_bytes()) == content
    assert gzip.decompress((site / "a.html.gz").read_bytes()) == content
    assert {p.name for p in site.iterdir()} == {"a.html", "a.html.br", "a.html.gz", "small.html", "font.woff2"}
    assert len(list(cache.iterdir())) == 2


NAMES = ("index.html", f"tool/py-{'0' * 16}/a.zip", f"tool/rt-{'0' * 16}/a.wasm", "download/a.zip", "sw.js")


@pytest.mark.parametrize("name", NAMES)
def test_the_headers_for_hosts_say_what_the_server_here_says(name: str) -> None:
    said = {"Cache-Control": "no-cache"}  # what those hosts say of themselves
    for rule in re.split(r"^(?=/)", postprocess.headers(), flags=re.M)[1:]:
        where, *lines = rule.splitlines()
        if fnmatch(f"/{name}", where):
            said |= dict(line.strip().split(": ", 1) for line in lines)
    assert said == postprocess.headers_for(name)
    assert "frame-ancestors" in said["Content-Security-Policy"]


# The server


@pytest.fixture
def client(small_site: Path) -> Iterator[http.client.HTTPConnection]:
    (small_site / "a.mjs").write_text("export default 1", "utf-8")
    (small_site / "a.wasm").write_bytes(b"\0asm" + bytes(2000))
    (small_site / "404.html").write_text(page("not here"), "utf-8")
    folder = small_site / "tool" / ("py-" + "0" * 16)
    folder.mkdir(parents=True)
    (folder / "x.wasm").write_bytes(b"\0asm")
    postprocess.squeeze(small_site, small_site.parent / f"{small_site.name}-cache")
    with serve.running(small_site) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        yield connection
        connection.close()


def got(client: http.client.HTTPConnection, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    client.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = client.getresponse()
    return answer, answer.read()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/a.mjs", "text/javascript"), ("/a.wasm", "application/wasm"), ("/deep/", "text/html")],
)
def test_every_file_has_the_type_that_browsers_insist_on(
    client: http.client.HTTPConnection, path: str, kind: str
) -> None:
    answer, _ = got(client, path)
    assert answer.status == 200
    assert (answer.getheader("Content-Type") or "").startswith(kind)
    for name in postprocess.HEADERS:
        assert answer.getheader(name)


def test_a_browser_that_takes_it_gets_the_squeezed_file(client: http.client.HTTPConnection) -> None:
    answer, content = got(client, "/a.wasm", Accept_Encoding="gzip, deflate, br")
    assert answer.getheader("Content-Encoding") == "br"
    assert answer.getheader("Content-Type") == "application/wasm"
    assert brotli.decompress(content)[:4] == b"\0asm"
    answer, content = got(client, "/a.wasm", Accept_Encoding="identity")
    assert answer.getheader("Content-Encoding") is None
    assert content[:4] == b"\0asm"


def test_only_what_is_named_by_its_content_is_kept_for_ever(client: http.client.HTTPConnection) -> None:
    answer, _ = got(client, "/")
    assert answer.getheader("Cache-Control") == "no-cache"
    answer, _ = got(client, f"/tool/py-{'0' * 16}/x.wasm")
    assert "immutable" in (answer.getheader("Cache-Control") or "")


@pytest.mark.parametrize("path", ["/nowhere", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/deep/nowhere.html"])
def test_what_is_not_there_or_not_ours_gets_the_page_that_says_so(
    client: http.client.HTTPConnection, path: str
) -> None:
    answer, content = got(client, path)
    assert answer.status == 404
    assert b"not here" in content


def test_a_folder_without_its_slash_is_sent_on(client: http.client.HTTPConnection) -> None:
    answer, _ = got(client, "/deep?x=1")
    assert (answer.status, answer.getheader("Location")) == (301, "/deep/")


def test_a_port_that_is_taken_gives_a_message_with_a_hint(small_site: Path) -> None:
    with serve.listen(small_site, 0) as server, pytest.raises(serve.PortInUse, match="hint"):
        serve.listen(small_site, server.server_port)


def test_a_change_of_a_source_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("x", "utf-8")
    before = serve.state(tmp_path)
    (tmp_path / "docs" / "new.md").write_text("x", "utf-8")
    assert serve.state(tmp_path) != before
    assert len(before) == 1


# Building


@pytest.fixture
def last_good(tmp_path: Path) -> Path:
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("the last good one", "utf-8")
    return out


def untouched(out: Path) -> bool:
    left = {p.name for p in out.parent.iterdir()} - {"library", "docs"}
    return (out / "index.html").read_text("utf-8") == "the last good one" and left == {"site"}


def test_a_broken_library_builds_nothing_and_leaves_the_last_site_as_it_was(tmp_path: Path, last_good: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(build.LIBRARY, library)
    facts = library / "facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("kind: choice", "kind: chioce", 1), "utf-8")
    with pytest.raises(ProblemsFound):
        build.build(last_good, library=library, say=lambda _: None)
    assert untouched(last_good)


@pytest.mark.node
@pytest.mark.parametrize(
    "wrong",
    some(["[nowhere](nowhere.md)", '<a href="nowhere/">raw</a>'], 1),
)
def test_a_page_with_a_fault_builds_nothing(tmp_path: Path, last_good: Path, wrong: str) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(build.DOCS, docs)
    about = docs / "about" / "privacy.md"
    about.write_text(f"{about.read_text('utf-8')}\n\n{wrong}\n", "utf-8")
    with pytest.raises(build.BuildProblem):
        build.build(last_good, docs=docs, say=lambda _: None)
    assert untouched(last_good)


# The commands


def test_every_target_of_the_makefile_is_declared_and_named_in_its_help() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.M))
    phony = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.M)[0].split())
    assert targets == phony
