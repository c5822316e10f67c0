"""The tool at Debian's nginx with the configuration that we ship."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests import nginx
from tests.browser.conftest import Open, Opened
from tests.browser.reader import PATH
from tests.journeys import TODAY


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which nginx writes its two logs."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def served(site: Path, logs: Path) -> Iterator[str]:
    """The address of the built site at nginx."""
    if nginx.MISSING:
        pytest.skip(nginx.MISSING)
    with nginx.running(site, logs) as address:
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


def test_a_link_that_a_mail_program_changed_gives_its_answers_and_they_stay_out_of_both_logs(
    reads: Open, served: str, logs: Path
) -> None:
    for path, sign in product((PATH, "tool/explore/"), ("%23", "%2523")):
        reader = reads(path=f"{path}{sign}v=1&voice=school&area=kent&concerns=health&safety=in%20danger")
        assert reader.page.url == served + path
    assert "voice" not in (logs / "visits").read_text("utf-8") + (logs / "errors").read_text("utf-8")


def test_a_page_that_is_not_there_leads_on_from_any_depth(opened: Opened) -> None:
    page = opened("no/such/page/")
    page.get_by_role("main").get_by_role("link", name="Find the next step").click()
    page.locator("#tool").wait_for()
