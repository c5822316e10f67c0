"""The keys that each part of the format has, and what several parts share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pathway.authoring.written import Fields, Shape, Written
from pathway.engine.model import Texts

_TELEPHONE = re.compile(r"[0-9]+( [0-9]+)*")

CONSENTS = ("needed", "asked for", "not needed")

MORE_OR_LESS = ("more", "less")

EXCUSABLE = ("L2", "L3", "L4", "L5", "L7", "L8", "L9", "L10")
"""The laws that an exception may be made from."""

WHOSE = ("child", "parents", "schools")

STATUSES = ("draft",)

SHAPES = {
    "pathway": Shape(
        "pathway.yaml",
        ("title", "reviewed", "pages", "first", "all clear", "stages", "outcomes", "numbers", "concerns"),
        ("duties", "purposes", "forbidden pairs", "worse", "danger", "never clear", "not clear", "allowed"),
    ),
    "exception": Shape("an exception", ("law", "where", "case"), ("clause", "reason")),
    "duty": Shape("a duty", ("says", "carries")),
    "stage": Shape("a stage", ("number", "title", "in short", "says", "read"), ("carries",)),
    "outcome": Shape("an outcome", ("for", "says", "stages"), ("carries",)),
    "number": Shape("a named number", ("value", "unit", "says"), ("carries",)),
    "number here": Shape("a figure of an area", ("value", "carries")),
    "concern": Shape("a concern", ("title", "trees"), ("hint", "subject")),
    "fact": Shape(
        "a fact",
        ("kind", "ask"),
        (
            "hint",
            "why",
            "find out from",
            "unit",
            "from",
            "to",
            "choices",
            "may be",
            "asked of",
            "answered by",
            "default",
        ),
    ),
    "role": Shape("a role", ("name", "does"), ("side", "call", "text", "carries")),
    "clock": Shape(
        "a clock",
        ("title", "starts from", "length", "unit", "document says", "first day counts", "limit", "who", "words"),
        ("only if", "runs on from", "or later", "unless", "carries"),
    ),
    "source": Shape(
        "a source",
        ("title", "publisher", "dated", "kind", "checked", "seen in", "confidence", "clauses"),
        ("address", "local to"),
    ),
    "clause": Shape("a clause", ("place", "says"), ("as", "kind", "checked", "seen in", "confidence", "check current")),
    "area": Shape(
        "an area",
        ("area", "name", "council", "reviewed"),
        ("says", "adopts", "answers", "roles", "numbers", "breaks"),
    ),
    "role here": Shape("a role of an area", ("name",), ("contact",)),
    "contact": Shape("a contact", ("checked",), ("telephone", "email", "page", "form", "post", "hours")),
    "tree": Shape(
        "a tree",
        ("tree", "title", "reviewed"),
        ("status", "in force from", "in force until", "rests on", "questions", "steps", "examples"),
    ),
    "question": Shape("a question", ("ask", "if"), ("carries", "short", "headline")),
    "step": Shape(
        "a step",
        ("title", "stage", "lead", "by", "urgency", "consent", "do", "read", "then", "if not done"),
        (
            *("with", "need", "caution", "also", "later", "emergency", "outside", "ring", "carries"),
            *("you do", "recipient", "who then acts", "purpose", "send by", "answer by"),
            *("point", "say", "reasons", "papers", "no paper", "finds out", "then because"),
        ),
    ),
    "point": Shape("`point`", ("line", "says")),
    "ring": Shape("somebody to ring", ("who",), ("heading", "says")),
    "if not done": Shape("`if not done`", ("after", "go to")),
    "example": Shape("an example", ("name", "on", "area", "voice", "given", "reach"), ("done",)),
    "case": Shape(
        "a case",
        ("case", "story", "on", "area", "voice", "concerns", "given", "advise"),
        ("done", "next", "never", "training"),
    ),
    "training": Shape("`training`", ("title", "roles", "questions")),
    "room question": Shape("a question for the room", ("ask", "answer", "carries")),
}

# The keys of a fact that belong to one kind only: (required, optional).
KIND_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "yes or no": ((), ()),
    "choice": (("choices",), ()),
    "several choices": (("choices",), ()),
    "whole number": ((), ("unit", "from", "to")),
    "percentage": ((), ("unit", "from", "to")),
    "date": (("may be",), ("unit",)),
    "date ranges": ((), ()),
}


def carries_of(fields: Fields) -> tuple[str, ...]:
    return fields["carries"].all_known("clause")


def own_name(written: Written, stem: str) -> str:
    name = written.name()
    if name and name != stem:
        written.note("name-is-not-file", file=stem, name=name)
    return stem


def texts_of(written: Written) -> Texts | None:
    return written.texts() if written else None


def telephone_of(written: Written) -> str:
    """A telephone number as people write it."""
    number = written.text()
    if number and not _TELEPHONE.fullmatch(number):
        written.note("bad-number", value=number)
    return number
