"""What is rare and long: a test keeps some of its likes for `make test`, and `make test-all` runs every one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

RARE = pytest.mark.rare
"""For a test that takes long and seldom finds anything."""


def some(names: Iterable[Any], keep: int) -> list[Any]:
    """The parameters of a test whose cases are alike: `keep` of them, spread over all, are not rare."""
    every = list(names)
    kept = {at * len(every) // keep for at in range(keep)}
    return [one if at in kept else pytest.param(one, marks=RARE) for at, one in enumerate(every)]
