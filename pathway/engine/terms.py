"""The closed lists of the format, and the words in it that have a meaning of their own."""

from __future__ import annotations

from collections.abc import Mapping

VOICES = ("parent", "school", "agency")

URGENCIES = ("now", "soon", "planned")

FACT_KINDS = ("yes or no", "choice", "several choices", "whole number", "percentage", "date", "date ranges")

DATE_WHENS = ("past", "future", "none yet")

UNITS = ("days", "working days", "school days", "weeks")

CLOCK_UNITS = (*UNITS, "months")

LIMITS = ("at the latest", "before that day", "at the earliest", "on that day")

LATEST = ("at the latest", "before that day")
"""The limits after which something is overdue."""

# How a document puts the time that it gives, and whether the day that starts it is then day one.
DOCUMENT_SAYS: Mapping[str, bool | None] = {
    "beginning with": True,
    "on the day": True,
    "within": False,
    "by": False,
    "before": False,
    "after": False,
    "at least": False,
    "reaching": False,
    "nothing": None,
}

# Strongest first: where a step rests on several, the weakest of them is what the reader is shown.
RULE_KINDS = ("law", "guidance", "case", "advice", "local", "suggestion")

SUBJECTS = ("child", "school")
"""Whom the questions of a concern are about."""

CLAUSE_FORMS = ("rule", "step", "role", "page", "outcome", "tool")

BINDING = ("law", "guidance")
"""The kinds that say what somebody has to do or should do, everywhere in England."""

SEEN_IN = ("the document", "secondary pages", "our own")

CONFIDENCES = ("H", "M", "L")

SIDES = ("parent", "school", "council", "other")
"""Who acts for whom: each voice stands on the side of the same place, and nobody reads for the last."""

NOT_SURE = "not sure"

NONE_YET = "none yet"

NONE_OF_THESE = "none of these"

NOTHING = "nothing"

NOBODY = "nobody"

EVERYWHERE = ""
"""No area of its own: what a page says that speaks to every area."""

TODAY = "today"

EVERYTHING = "everything"
"""What an `outside` step names where no rule of the library covers the child at all."""

STRAIGHT_AWAY = "straight away"
