"""The tool at Debian's nginx with the configuration that we ship."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import nginx
from tests.browser.conftest import Open, Opened
from tests.journeys import TODAY


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site at nginx."""
    if nginx.MISSING:
        pytest.skip(nginx.MISSING)
    with nginx.running(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def test_the_tool_comes_to_the_engine_s_own_answer(reads: Open) -> None:
    kinds: dict[str, str | None] = {}
    reader = reads(
        lambda page: page.on(
            "response", lambda r: kinds.update({r.url.rpartition(".")[2]: r.headers.get("content-encoding")})
        )
    )
    reader.go_through("parent", "england", ["health"], {"safety": "no worry", "health-days-missed": "15"})
    assert reader.child().on == TODAY
    expected = reader.recommended()
    assert expected.next
    assert reader.steps()[0] == expected.next.name
    assert {kinds[end] for end in ("wasm", "mjs", "js", "css")} == {"br"}


def test_a_page_that_is_not_there_leads_on_from_any_depth(opened: Opened) -> None:
    page = opened("no/such/page/")
    page.get_by_role("main").get_by_role("link", name="Find the next step").click()
    page.locator("#tool").wait_for()
