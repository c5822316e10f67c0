"""What is made to be opened from a disk: whole, the same each time, and reaching for nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import html

from pathway.site import build, downloads, one_file, postprocess
from pathway.site.runtime import prepare
from pathway.tool.emergency import LEAVE
from pathway.words.html import tag
from tests.journeys import library

WEB = build.WEB
FOLDERS = frozenset({".", "about", "about/download", "parents", "plain"})
PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><link rel="manifest" href="../site.webmanifest">'
    '<link rel="stylesheet" href="../assets/site.css"><title>A page</title></head><body>{}</body></html>'
)


def page(body: str, name: str = "parents/index.html") -> str:
    """A built page with this body as it works from a disk."""
    return downloads.page_from_disk(postprocess.ready(PAGE.format(body), name), name, FOLDERS)


# A page of the ZIP


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("../about/", "../about/index.html"),
        ("../about", "../about/index.html"),
        ("../about/#here", "../about/index.html#here"),
        ("..", "../index.html"),
        ("./", "./index.html"),
        ("../plain/index.html#x", "../plain/index.html#x"),
        ("../next-step/file.docx", "../next-step/file.docx"),
        ("#here", "#here"),
        ("tel:999", "tel:999"),
        ("https://example.org/about/", "https://example.org/about/"),
    ],
)
def test_a_link_to_a_folder_names_its_index_and_every_other_link_stays(link: str, leads: str) -> None:
    assert f'<a href="{leads}">' in page(f'<a href="{link}">x</a>')


def test_a_page_from_a_disk_connects_to_nowhere_and_asks_for_no_manifest() -> None:
    made = page('<link rel="modulepreload" href="../tool/python.js">')
    policy = html.fromstring(made).xpath('string(//meta[@http-equiv="Content-Security-Policy"]/@content)')
    assert policy.startswith("default-src 'none'")
    assert "connect-src" not in policy
    assert "unsafe-inline" not in policy
    assert "manifest" not in made
    assert "modulepreload" not in made
    assert "site.css" in made


def test_the_tool_s_module_becomes_scripts_that_a_disk_can_give() -> None:
    made = page('<div id="tool" data-worker="../tool/rt/worker.js"></div><script type="module" src="../tool/tool.js">'
                "</script>")  # fmt: skip
    assert re.findall(r'<script src="([^"]*)">', made) == ["../tool/tool.js", "../tool/python.js"]
    assert "module" not in made
    assert "worker.js" not in made


def test_a_link_to_what_the_zip_does_not_hold_becomes_its_words() -> None:
    made = page('<a href="../download/back-to-learning.html" download>The tool</a>, <a href="../about/">about</a>')
    assert "The tool, <a" in made


def test_a_page_without_a_policy_stops_the_build() -> None:
    with pytest.raises(postprocess.NotReady):
        downloads.page_from_disk(PAGE.format(""), "a.html", FOLDERS)


# Scripts


def test_a_file_comes_out_as_it_went_in_and_is_packed_the_same_each_time() -> None:
    content = bytes(range(256)) * 100
    assert gzip.decompress(base64.b64decode(one_file.part(content))) == content
    assert one_file.part(content) == one_file.part(content)


@pytest.mark.parametrize("name", ["tool.js", "explore.js"])
def test_nothing_of_a_module_is_left_in_a_script_for_the_disk(name: str) -> None:
    texts = [
        (WEB / one).read_text("utf-8") for one in ("worker.js", "first.js", "leave.js", "python.js", "typed.js", name)
    ]
    script = one_file.page_script(one_file.Told(), *texts)
    assert not re.search(r"^\s*(?:import|export)\b", script, re.M)
    assert "import.meta" not in script
    own = script[script.index("function page(") :]
    assert not re.search(r"(?<![\w.])import\(", own)
    assert "pyimport(" in script


@pytest.mark.node
@pytest.mark.parametrize("name", ["tool.js", "explore.js"])
def test_a_script_for_the_disk_can_be_read(name: str, tmp_path: Path) -> None:
    texts = [
        (WEB / one).read_text("utf-8") for one in ("worker.js", "first.js", "leave.js", "python.js", "typed.js", name)
    ]
    path = tmp_path / "script.cjs"
    path.write_text(one_file.page_script(one_file.Told(), *texts), "utf-8")
    subprocess.run([prepare.find_node(), "--check", path], check=True)


# One file


def one(scripts: list[str]) -> str:
    return one_file.page(
        "Title", "Name", tag("main", "text"), "foot", ["p{color:red}"], scripts, "data:image/svg+xml,x"
    )


def test_the_policy_names_the_style_and_the_scripts_by_their_content() -> None:
    made = one(["let a = 1 < 2 && 'é';\n", "let b;"])
    root = html.fromstring(made)
    policy = root.xpath('string(//meta[@http-equiv="Content-Security-Policy"]/@content)')
    said = dict(part.split(" ", 1) for part in policy.split("; "))
    for name, key in (("script", "script-src"), ("style", "style-src")):
        for text in re.findall(rf"<{name}>(.*?)</{name}>", made, re.S):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in said[key]
    assert said["default-src"] == "'none'"
    assert "connect-src" not in said
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy


def test_no_script_can_end_the_element_that_holds_it() -> None:
    for text in ("let a = '</script>';", "// <!-- x"):
        with pytest.raises(postprocess.NotReady):
            one([text])


# All of it


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A site with everything that the downloads are made of, and little of it."""
    site = tmp_path / "site"
    files = dict.fromkeys(("py-0/pyodide.mjs", "py-0/pyodide.asm.mjs", "py-0/pyodide.asm.wasm"), "x" * 100)
    files |= {"py-0/std.wasm": "std", "rt-0/app.wasm": "app", "trees/one.svg": "<svg/>", "cases.json": "[]"}
    files |= {
        name: (WEB / name).read_text("utf-8")
        for name in ("tool.js", "first.js", "leave.js", "python.js", "typed.js", "explore.js", "tool.css")
    }
    files |= {"explore.css": "p{}", "qr.mjs": "", "rt-0/worker.js": (WEB / "worker.js").read_text("utf-8")}
    parts = [{"name": name, "size": 1} for name in files if name.startswith(("py-", "rt-"))]
    files["runtime.json"] = json.dumps({"worker": "rt-0/worker.js", "parts": parts})
    files = {f"tool/{name}": text for name, text in files.items()}
    files |= {name: PAGE.format("") for name in ("index.html", "404.html", "next-step/index.html")}
    rows = "".join(f'<a href="../../download/{name}" download>x</a> <span data-made="{name}"></span>'
                   for name in (downloads.TOOL, downloads.EXPLORE, downloads.SITE))  # fmt: skip
    files |= {downloads.PAGE: PAGE.format(rows), "assets/material.css": "", "assets/icon.svg": "<svg/>"}
    files |= {"assets/site.css": '@font-face{src:url("fonts/a.woff2") format("woff2")}', "assets/fonts/a.woff2": "font"}
    files |= {"assets/fonts/LICENSE.txt": "The licence of the font."}
    files |= {"sitemap.xml": "", "sitemap.xml.gz": "", "sw.js": "", "site.webmanifest": "{}"}
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    postprocess.prepare(site)
    return site


def test_the_same_site_gives_the_same_bytes_with_and_without_a_cache(small_site: Path, tmp_path: Path) -> None:
    told = (small_site / downloads.PAGE).read_text("utf-8")
    seen = []
    for cache in ("one", "one", "two"):
        (small_site / downloads.PAGE).write_text(told, "utf-8")
        downloads.write(small_site, library(), "", tmp_path / cache)
        out = small_site / downloads.FOLDER
        seen.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
        for path in out.iterdir():
            path.unlink()
        out.rmdir()
    assert seen[0] == seen[1] == seen[2]


def test_the_page_of_downloads_tells_their_true_sizes_and_versions(small_site: Path, tmp_path: Path) -> None:
    made = downloads.write(small_site, library(), "", tmp_path / "cache")
    told = (small_site / downloads.PAGE).read_text("utf-8")
    assert [one.name for one in made] == [downloads.TOOL, downloads.EXPLORE, downloads.SITE]
    for one in made:
        path = small_site / downloads.FOLDER / one.name
        assert path.stat().st_size == one.size
        assert f"({downloads.size_words(one.size)}, version {one.version})" in told
        if path.suffix == ".html":
            assert one.version in path.read_text("utf-8")
    assert "data-made" not in told


def test_the_zip_holds_one_folder_with_pages_and_without_what_only_a_host_needs(
    small_site: Path, tmp_path: Path
) -> None:
    downloads.write(small_site, library(), "", tmp_path / "cache")
    with zipfile.ZipFile(small_site / downloads.FOLDER / downloads.SITE) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        style = archive.read(f"{downloads.TOP}/assets/site.css").decode()
        read_me = archive.read(f"{downloads.TOP}/READ-ME.txt").decode()
    assert {name.partition("/")[0] for name in names} == {downloads.TOP}
    within = {name.partition("/")[2] for name in names}
    assert {"index.html", "next-step/index.html", "tool/tool.js", "tool/python.js", "tool/trees.js"} <= within
    host = {"404.html", "sw.js", "site.webmanifest", "sitemap.xml", "tool/runtime.json", "tool/rt-0/app.wasm"}
    assert not within & host
    assert not any(name.startswith("download") or name.endswith((".gz", ".br")) for name in within)
    assert "data:font/woff2;base64," in style
    assert "index.html" in read_me


def test_only_a_file_that_knows_the_site_s_address_leads_there(small_site: Path, tmp_path: Path) -> None:
    address = "https://learning.example/"
    downloads.write(small_site, library(), address, tmp_path / "cache")
    known = html.fromstring((small_site / downloads.FOLDER / downloads.TOOL).read_bytes())
    assert known.get_element_by_id("tool").get("data-plain") == f"{address}plain/index.html"
    assert address in known.xpath("//footer//a/@href")
    for path in (small_site / downloads.FOLDER).iterdir():
        path.unlink()
    (small_site / downloads.FOLDER).rmdir()
    downloads.write(small_site, library(), "", tmp_path / "cache")
    alone = html.fromstring((small_site / downloads.FOLDER / downloads.TOOL).read_bytes())
    assert alone.xpath("//@href[not(starts-with(., 'data:'))]") == [LEAVE, "tel:999", "tel:111"]
    assert alone.get_element_by_id("tool").get("data-plain") == ""
