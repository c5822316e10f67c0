"""Lighthouse, as on a phone, has nothing against any kind of page; how fast they are is for the bench to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bench import lighthouse
from tests.rare import some

CATEGORIES = ("accessibility", "best-practices", "seo")
Audits = Callable[[str], lighthouse.Audit]


@pytest.fixture(scope="module")
def audit() -> Iterator[Audits]:
    """Audits a page in one browser for all tests."""
    with lighthouse.auditor(*CATEGORIES) as found:
        yield found


@pytest.mark.parametrize("kind", some(lighthouse.PAGES, 4))
def test_every_kind_of_page_scores_100(audit: Audits, served: str, kind: str) -> None:
    found = audit(served + lighthouse.PAGES[kind])
    assert found.failed == ()
    assert found.scores == dict.fromkeys(CATEGORIES, 1)
