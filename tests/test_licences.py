"""What others made goes out with its licence and with the place of its source, in the site and in every download."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from lxml import html
from markdown import markdown

from pathway.site import build, downloads, licences, postprocess
from pathway.site.build import ROOT
from pathway.site.runtime import prepare
from tests.journeys import library
from tests.test_downloads import small_site  # noqa: F401
from tests.under_node import made

BUILT_WITH = {"@hpcc-js/wasm-graphviz"}
"""Node's packages that the build uses and the site does not ship."""
SAYS = {
    "MIT": "Permission is hereby granted, free of charge",
    "MPL-2.0": "Mozilla Public License Version 2.0",
    "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1",
    "PSF-2.0": "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
    "Apache-2.0": "Apache License",
}


def page() -> html.HtmlElement:
    _, _, body = licences.page().removeprefix("---\n").partition("\n---\n")
    return html.fromstring(f"<main>{markdown(body, extensions=['attr_list'])}</main>")


# What is named


def test_every_package_whose_code_is_shipped_is_named_with_its_licence() -> None:
    named = {work.package for work in licences.shipped() if work.package}
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert named == {*asked, licences.MATERIAL} - BUILT_WITH
    assert set(build.VENDOR) <= named
    assert {"Pyodide", "CPython", "Material Design Icons"} <= {work.name for work in licences.shipped()}


def test_versions_are_the_ones_that_were_installed() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    for work in licences.shipped():
        if work.package in asked:
            assert work.version == asked[work.package]
    material = next(work for work in licences.shipped() if work.package == licences.MATERIAL)
    site = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["site"]
    assert f"mkdocs-material=={material.version}" in site


def test_a_licence_s_text_is_whole_and_of_that_licence() -> None:
    for work in licences.shipped():
        assert SAYS[work.licence] in work.text, work.name
        assert len(work.text) > 1000, work.name
        assert work.source.startswith("https://"), work.name
    assert "END OF TERMS AND CONDITIONS" in next(w.text for w in licences.shipped() if w.licence == "Apache-2.0")
    assert "Exhibit B" in licences.of("pyodide").text


def test_a_package_without_a_licence_here_is_not_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assets").mkdir()
    monkeypatch.setitem(build.VENDOR, "@hpcc-js/wasm-graphviz", "dist/index.js")
    with pytest.raises(postprocess.NotReady, match=r"shipped without its licence\n  hint: "):
        build._assets(tmp_path)


# Where readers find it


def test_the_page_names_each_work_with_its_version_its_licence_and_its_source() -> None:
    files = licences.pages()
    rows = page().xpath("//tbody/tr")
    assert len(rows) == len(licences.shipped())
    for row, work in zip(rows, licences.shipped(), strict=True):
        words = row.text_content()
        assert all(part in words for part in (work.name, work.version, work.licence))
        text, source = row.xpath(".//a/@href")
        assert files[licences.TEXTS + text].strip() == work.text
        assert source == work.source


def test_the_page_says_where_the_source_of_pyodide_is_and_what_was_changed() -> None:
    version = licences.of("pyodide").version
    told = page()
    assert f"https://github.com/pyodide/pyodide/tree/{version}" in told.xpath("//p//a/@href")
    code = set(told.xpath("//p/code/text()"))
    assert {"pyodide.asm.wasm", "asyncio", "pyodide.webloop"} <= code
    assert len(code) == len(prepare.FROM_PYODIDE) + len(list(prepare.STAND_INS.rglob("*.py")))


@pytest.mark.node
def test_pyodide_s_files_go_out_unchanged_as_the_page_says() -> None:
    folder, built = made()
    for name in prepare.FROM_PYODIDE:
        part = next(part for part in built.parts if part.name.endswith(f"/{name}"))
        assert (folder / part.name).read_bytes() == (prepare.NODE_MODULES / "pyodide" / name).read_bytes()


def test_every_download_holds_the_text_of_every_licence(small_site: Path, tmp_path: Path) -> None:  # noqa: F811
    for name, text in licences.pages().items():
        path = small_site / name
        if path.suffix == ".txt":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    downloads.write(small_site, library(), "", tmp_path / "cache")
    texts = [licences.OURS.read_text("utf-8").strip(), *(work.text for work in licences.shipped())]
    for name in (downloads.TOOL, downloads.EXPLORE):
        foot = html.fromstring((small_site / downloads.FOLDER / name).read_bytes()).xpath("//footer")[0]
        assert foot.xpath(".//details//pre/text()") == texts
        words = foot.text_content()
        assert all(f"{work.name} {work.version}: {work.licence}" in words for work in licences.shipped())
        assert all(work.source in words for work in licences.shipped())
    with zipfile.ZipFile(small_site / downloads.FOLDER / downloads.SITE) as archive:
        held = {archive.read(name).decode().strip() for name in archive.namelist() if name.endswith(".txt")}
        read_me = archive.read(f"{downloads.TOP}/READ-ME.txt").decode()
    assert set(texts) <= held
    assert "about/licences/index.html" in read_me


def test_the_pages_of_downloads_and_about_lead_to_the_page_of_licences() -> None:
    for name in ("download", "index"):
        assert "(licences.md)" in (build.DOCS / "about" / f"{name}.md").read_text("utf-8")
    assert re.search(r"^ +- Licences: about/licences\.md$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)
