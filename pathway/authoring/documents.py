"""Documents and their clauses, from the words of sources.yaml."""

from __future__ import annotations

import re

from pathway.authoring.shapes import SHAPES
from pathway.authoring.written import YES_NO, Written
from pathway.engine.model import Clause, Source
from pathway.engine.terms import CLAUSE_FORMS, CONFIDENCES, RULE_KINDS, SEEN_IN

_CLAUSE_ID = re.compile(r"[A-Z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*")


def sources_of(written: Written) -> tuple[dict[str, Source], dict[str, Clause]]:
    sources: dict[str, Source] = {}
    clauses: dict[str, Clause] = {}
    for key, value in written.entries():
        f = value.map(SHAPES["source"])
        source = Source(
            id=key.name(),
            title=f["title"].text(),
            publisher=f["publisher"].text(),
            dated=f["dated"].text(),
            address=f["address"].text(may_be_empty=True),
            kind=f["kind"].one_of(RULE_KINDS),
            local_to=f["local to"].known("area"),
        )
        sources[source.id] = source
        usual = (f["checked"].day(), f["seen in"].one_of(SEEN_IN), f["confidence"].one_of(CONFIDENCES))
        for clause_key, clause_value in f["clauses"].entries():
            clause = clause_of(clause_key, clause_value, source, *usual)
            if clause.id in clauses:
                clause_key.note("two-of-a-name", name=clause.id, other=f"a clause of `{clauses[clause.id].document}`")
            clauses[clause.id] = clause
    return sources, clauses


def clause_of(key: Written, value: Written, source: Source, checked: str, seen_in: str, confidence: str) -> Clause:
    f = value.map(SHAPES["clause"])
    name = key.text()
    if not _CLAUSE_ID.fullmatch(name):
        key.note("bad-clause-id", name=name)
    return Clause(
        id=name,
        document=source.id,
        place=f["place"].text(),
        kind=f["kind"].one_of(RULE_KINDS) or source.kind,
        says=f["says"].text(),
        forms=f["as"].once([item.one_of(CLAUSE_FORMS) for item in f["as"].items()]),
        checked=f["checked"].day() or checked,
        seen_in=f["seen in"].one_of(SEEN_IN) or seen_in,
        confidence=f["confidence"].one_of(CONFIDENCES) or confidence,
        check_current=f["check current"].one_of(YES_NO) == "yes",
    )
