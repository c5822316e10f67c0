"""Writes the engine's table of England's bank holidays from the `holidays` package.

`python -m pathway.authoring.bank_holidays` renews `pathway/engine/bank_holidays.py`. Move `CHECKED` on when you do:
one-off bank holidays are proclaimed late, so the table says on which day somebody last looked.
"""

from __future__ import annotations

from pathlib import Path

FIRST_YEAR = 2015
LAST_YEAR = 2035
CHECKED = "2026-11-21"


def days() -> tuple[str, ...]:
    """Every bank holiday of England from `FIRST_YEAR` to `LAST_YEAR`, as ISO dates in order."""
    import holidays  # only the maintainer who renews the table needs it

    found = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return tuple(sorted(day.isoformat() for day in found if FIRST_YEAR <= day.year <= LAST_YEAR))


def module() -> str:
    """The text of `pathway/engine/bank_holidays.py`."""
    lines = [
        '"""England\'s bank holidays. Made by `python -m pathway.authoring.bank_holidays`; do not edit by hand."""',
        "",
        f"FIRST_YEAR = {FIRST_YEAR}",
        f"LAST_YEAR = {LAST_YEAR}",
        f'CHECKED = "{CHECKED}"',
        "DAYS = (",
        *(f'    "{day}",' for day in days()),
        ")",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[1] / "engine" / "bank_holidays.py").write_text(module(), encoding="utf-8")
