"""The tool in one file, and the tool of the unpacked site, opened from a disk in Firefox and in WebKitGTK."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pathway.site import downloads
from tests.engines.conftest import NOTHING
from tests.engines.engine import Engine, missing
from tests.engines.reader import PATH, Reader, case

STEPS = "Array.from(document.querySelectorAll('#tool [data-do=done]'), (b) => b.dataset.step)"
CASE = "fifteen-days-in-a-row"


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def started(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One browser for all tests; what is no file is elsewhere."""
    if lacks := missing(request.param):
        pytest.skip(lacks)
    engine = Engine(request.param, "file://")
    yield engine
    engine.close()


@pytest.fixture
def engine(started: Engine) -> Iterator[Engine]:
    """The browser; afterwards nothing may have been asked of a network, and no script have failed."""
    started.act("size", 1280, 900)
    yield started
    assert started.act("seen") == NOTHING


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site out of its ZIP."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site / downloads.FOLDER / downloads.SITE) as archive:
        archive.extractall(folder)
    return folder / downloads.TOP


def test_the_one_file_gives_cpython_s_steps_and_keeps_them_over_a_reload(engine: Engine, site: Path) -> None:
    reader = Reader(engine, case(CASE), str(site.resolve() / downloads.FOLDER / downloads.TOOL))
    reader.go_on()
    names = [advised.name for advised in reader.expects().advised]
    assert names
    assert engine.run(STEPS) == names
    engine.act("reload")
    reader.comes_to("answer")
    assert engine.run(STEPS) == names


def test_the_unpacked_site_gives_cpython_s_steps_with_its_own_styles_and_script(engine: Engine, unpacked: Path) -> None:
    reader = Reader(engine, case(CASE), str(unpacked / PATH / "index.html"))
    assert engine.run("[...document.styleSheets].every((sheet) => sheet.ownerNode && !sheet.disabled)")
    assert engine.run("document.fonts.ready.then((all) => [...all].some((font) => font.status === 'loaded'))")
    assert engine.run("document.documentElement.classList.contains('scripted')")
    reader.go_on()
    assert engine.run(STEPS) == [advised.name for advised in reader.expects().advised]


def test_a_copy_that_was_cut_off_says_so(engine: Engine, site: Path, tmp_path: Path) -> None:
    content = (site / downloads.FOLDER / downloads.TOOL).read_bytes()
    copy = tmp_path / "copy.html"
    copy.write_bytes(content[: len(content) // 2])
    engine.open(str(copy))
    engine.until("document.querySelector('#tool h1')?.textContent.includes('cannot go on')")
    assert "not whole" in engine.run("document.getElementById('tool').textContent")
