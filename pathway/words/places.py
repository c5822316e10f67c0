"""The places of the tool: the pages that ask or show something, by the names that address and history give them."""

from __future__ import annotations

from pathway.engine.advice import CONCERNS

__all__ = ["ANSWER", "AREA", "ASK", "CHECK", "CONCERNS", "DAY", "LETTER", "VOICE"]

VOICE, AREA, CHECK, DAY, ANSWER = "voice", "area", "check", "today", "answer"
ASK, LETTER = "ask/", "letter/"
"""What stands before the name of a fact, and before that of a step."""
