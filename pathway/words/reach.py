"""How to reach somebody, in words and as links; where no source says it, how to find out."""

from __future__ import annotations

from dataclasses import dataclass

from pathway.engine.contact import Contact
from pathway.engine.model import Library

FIND_OUT = (
    "Look on the website of whoever it goes to. Is there no address for this? Send it to the main address and say in "
    "the subject what it is about. Ask for a receipt."
)
"""What helps where no source gives an address. It is our own advice."""
AT_HAND = ("child", "gp", "school-nurse")
"""Whom a family knows how to reach."""


@dataclass(frozen=True)
class Way:
    """One way to reach somebody: what it is, the words for it, and where a link leads; some have none."""

    name: str
    words: str
    leads: str = ""


def ways(found: Contact) -> tuple[Way, ...]:
    """The ways that a contact names, the quickest first."""
    named = (
        Way("Telephone", found.telephone, f"tel:{found.telephone.replace(' ', '')}"),
        Way("E-mail", found.email, f"mailto:{found.email}"),
        Way("Form", found.form, found.form if found.form.startswith("https://") else ""),
        Way("Page", found.page, found.page),
        Way("Post", found.post),
        Way("Hours", found.hours),
    )
    return tuple(way for way in named if way.words)


def in_text(found: Contact) -> str:
    """The ways as one line of text."""
    return "; ".join(f"{way.name}: {way.words}" for way in ways(found))


def is_somewhere_else(library: Library, role: str) -> bool:
    """Whether somebody who writes to this role needs an address: a council or another service, not the own school."""
    return library.roles[role].stands in ("council", "other") and role not in AT_HAND
