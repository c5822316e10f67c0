"""The served site of the Chromium tests, and the mark of the tests in this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import served, site

__all__ = ["served", "site"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.engines)
