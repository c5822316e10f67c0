"""What the browser starts: the door, whose dataclasses find their methods compiled when the site was built.

A dataclass writes its methods as source and has them compiled each time its module is imported. In the browser that is
most of what our package takes to start, because Python's compiler must itself be made ready first. So the build
imports the package once and keeps what was compiled, and this module hands it out. Any other text is compiled as ever.
"""

from __future__ import annotations

import dataclasses
import marshal
from pkgutil import get_data
from types import CodeType
from typing import Any


def hand_out(kept: dict[str, CodeType]) -> None:
    """Nothing; from now on the dataclasses module runs the kept code of a text where there is one."""

    def run(text: str, names: dict[str, Any], found: dict[str, Any]) -> None:
        exec(kept.get(text, text), names, found)

    # A module's own name comes before the built-in one, so this reaches `dataclasses` alone.
    vars(dataclasses)["exec"] = run


hand_out(marshal.loads(get_data("pathway", "methods.bin") or b""))

from pathway.tool.door import answer, ask_json, library  # noqa: E402

__all__ = ["answer", "ask_json", "library"]
