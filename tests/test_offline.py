"""What is kept on the device: the list, the plain pages as one file, the worker's version, and the manifest."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from pathway.site import build, offline, postprocess

DOCS = Path(__file__).parent.parent / "docs"
FILES = {
    "index.html": "home",
    "404.html": "not here",
    "about/index.html": "about",
    "about/offline/index.html": "offline",
    "plain/index.html": "plain start",
    "plain/a.1.html": "käse",
    "plain/plain.css": "p{}",
    "assets/keep.js": "1",
    f"tool/rt-{'0' * 16}/worker.js": "2",
}
NOT_KEPT = ("_headers", "sitemap.xml", "sitemap.xml.gz", "index.html.br", "download/tool.html")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name], "utf-8")
    for name in NOT_KEPT:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    return tmp_path


def written(site: Path) -> dict[str, Any]:
    offline.write(site, postprocess.HASHED, postprocess.TO_SAVE)
    listed: dict[str, Any] = json.loads((site / "offline.json").read_text("utf-8"))
    return listed


def told(site: Path) -> dict[str, Any]:
    line = re.findall(r"^const told = (.*);$", (site / "sw.js").read_text("utf-8"), re.M)
    found: dict[str, Any] = json.loads(line[0])
    return found


def test_everything_a_reader_needs_is_listed_and_a_folder_s_page_by_its_folder(small: Path) -> None:
    files = written(small)["files"]
    worker = f"tool/rt-{'0' * 16}/worker.js"
    assert set(files) == {
        "", "404.html", "about/", "about/offline/", "plain/plain.css", "assets/keep.js", worker, offline.PLAIN_PAGES,
    }  # fmt: skip


def test_each_hash_is_that_of_the_file_and_the_worker_has_that_of_the_list(small: Path) -> None:
    def sha(content: bytes) -> str:
        return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"

    files = written(small)["files"]
    assert files["about/"] == sha(b"about")
    assert files[offline.PLAIN_PAGES] == sha((small / offline.PLAIN_PAGES).read_bytes())
    assert told(small)["list"] == sha((small / "offline.json").read_bytes())


def test_every_plain_page_lies_in_the_one_file_where_its_list_says(small: Path) -> None:
    written(small)
    content = (small / offline.PLAIN_PAGES).read_bytes()
    index = told(small)["plain"]["index"]
    places = json.loads(content[:index])
    found = {name: content[index + at : index + at + size].decode() for name, (at, size) in places.items()}
    assert found == {"plain/": "plain start", "plain/a.1.html": "käse"}


def test_the_same_site_gives_the_same_bytes_however_often_it_is_done(small: Path) -> None:
    made = []
    for _ in range(2):
        written(small)
        made.append([(small / name).read_bytes() for name in ("offline.json", "sw.js", offline.PLAIN_PAGES)])
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["index.html", "plain/a.1.html", "assets/keep.js"])
def test_a_change_of_any_file_gives_another_version(small: Path, name: str) -> None:
    written(small)
    before = told(small)["version"]
    (small / name).write_text("changed", "utf-8")
    written(small)
    assert told(small)["version"] != before


def test_another_worker_is_another_version(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(small)
    before = told(small)["version"]
    script = tmp_path / "other.js"
    script.write_text(offline.SCRIPT.read_text("utf-8") + "// changed\n", "utf-8")
    monkeypatch.setattr(offline, "SCRIPT", script)
    (small / "offline.json").unlink()
    offline.write(small, postprocess.HASHED, re.compile(r"^download/|other\.js"))
    assert told(small)["version"] != before


def test_a_site_without_plain_pages_has_no_file_of_them(small: Path) -> None:
    for path in (small / "plain").glob("*.html"):
        path.unlink()
    assert offline.PLAIN_PAGES not in written(small)["files"]
    assert told(small)["plain"]["file"] == ""


# The manifest


MANIFEST = json.loads((DOCS / "site.webmanifest").read_text("utf-8"))
PICTURES = [icon for icon in MANIFEST["icons"] if icon["src"].endswith(".png")]


def size(picture: Path) -> tuple[int, int]:
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


@pytest.mark.parametrize("icon", PICTURES, ids=lambda icon: str(icon["src"]))
def test_each_picture_of_the_manifest_is_there_in_the_size_it_says(icon: dict[str, str]) -> None:
    assert "{}x{}".format(*size(DOCS / icon["src"])) == icon["sizes"]


def test_the_manifest_has_what_browsers_ask_of_a_site_that_can_be_installed() -> None:
    assert {icon["sizes"] for icon in PICTURES} >= {"192x192", "512x512"}
    assert any(icon.get("purpose") == "maskable" for icon in PICTURES)
    assert (MANIFEST["start_url"], MANIFEST["scope"]) == (".", ".")
    assert MANIFEST["display"] in ("standalone", "minimal-ui")
    assert all((DOCS / icon["src"]).is_file() for icon in MANIFEST["icons"])


def test_the_colours_of_the_manifest_and_of_the_browser_are_those_of_the_site() -> None:
    sheet = (DOCS / "assets" / "site.css").read_text("utf-8")
    tops = re.findall(r"--top:(#[0-9a-f]{6})", sheet)
    head = (build.ROOT / "pathway" / "site" / "theme" / "main.html").read_text("utf-8")
    assert re.findall(r'<meta name="theme-color" content="(#[0-9a-f]{6})"', head) == tops[:2]
    assert MANIFEST["theme_color"] == tops[0]
    assert MANIFEST["background_color"] in re.findall(r"--paper:(#[0-9a-f]{6})", sheet)
