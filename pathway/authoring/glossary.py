"""The glossary: short names, words that not everybody knows, and old names with the one of today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pathway.authoring.written import YES_NO, Shape, Written

KINDS = ("abbreviation", "word", "old name")
SHAPE = Shape("a term", ("kind", "says"), ("long", "now", "known", "carries"))


@dataclass(frozen=True)
class Term:
    """One entry. `long` is what a short name stands for, `now` the name of today; `known`: everybody knows it."""

    name: str
    kind: str
    says: str
    long: str = ""
    now: str = ""
    known: bool = False
    carries: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Its place on the page of the glossary."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def in_full(self) -> str:
        """The words that introduce a short name: `long form (SHORT)`."""
        return f"{self.long} ({self.name})" + (f", now the {self.now}" if self.now else "")


Glossary = Mapping[str, Term]


def terms(root: Written | None) -> Glossary:
    """The terms of the file by their names, in its order; none without a file."""
    found: dict[str, Term] = {}
    for key, value in root.entries() if root is not None else ():
        f = value.map(SHAPE)
        kind = f["kind"].one_of(KINDS)
        # What the kind needs beside what all need.
        for wanted, of in (("long", "abbreviation"), ("now", "old name")):
            if kind == of and wanted not in f:
                value.note("missing-key", what=f"`{key.text()}`", name=wanted)
        found[key.text()] = Term(
            name=key.text(),
            kind=kind,
            says=f["says"].text(),
            long=f["long"].text(),
            now=f["now"].text(),
            known=f["known"].one_of(YES_NO) == "yes",
            carries=f["carries"].all_known("clause"),
        )
    return found
