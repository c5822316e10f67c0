"""How a body is reached, as a source gives it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """The ways to reach a role in an area; what no source gives is empty. `checked` is the day on which it was read."""

    telephone: str = ""
    email: str = ""
    page: str = ""
    form: str = ""
    post: str = ""
    hours: str = ""
    checked: str = ""
