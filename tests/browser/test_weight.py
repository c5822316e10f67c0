"""What a reader fetches, in bytes: the same on every machine, so it is held here and not only measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import weight


@pytest.mark.parametrize("budget", weight.BUDGETS, ids=lambda budget: budget.kind)
def test_no_page_of_a_kind_is_heavier_than_its_budget(site: Path, budget: weight.Budget) -> None:
    name, bytes_ = weight.heaviest(site, budget)
    assert 0 < bytes_ <= budget.most, name
