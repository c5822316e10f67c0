"""Firefox and WebKitGTK over the served site of the Chromium tests, and the mark of the tests in this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import served, site
from tests.engines.engine import Engine, missing

__all__ = ["served", "site"]


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def started(request: pytest.FixtureRequest, served: str) -> Iterator[Engine]:
    """One browser for all tests of a file, so that it starts once."""
    if lacks := missing(request.param):
        pytest.skip(lacks)
    engine = Engine(request.param, served)
    yield engine
    engine.close()


@pytest.fixture
def engine(started: Engine) -> Iterator[Engine]:
    """The browser; afterwards nothing may have left the site, no cookie be kept, and no script have failed."""
    started.act("size", 1280, 900)
    started.open("")  # the tool's page, opened where it stands already, would go on with the answers before
    yield started
    assert started.act("seen") == NOTHING


NOTHING = {"elsewhere": [], "wrong": [], "cookies": []}
"""What a browser has seen where all is well."""
