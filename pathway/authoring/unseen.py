"""Characters that nobody sees: a text that holds one can read one way to its reviewer and another way to a parent.

Seen or not is a question of the kind of character, as Unicode names it: controls, marks of format (those for the
direction of text and tags among them), private ones, and letters that are drawn as nothing. A space that does not break
is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from unicodedata import category, name

KINDS = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_UNUSUAL = re.compile(r"[^\t\n\r\x20-\x7e]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,30});?")


@lru_cache(maxsize=4096)
def is_unseen(character: str) -> bool:
    """Whether nobody sees this character."""
    return category(character) in KINDS or ord(character) & 0xFFFE == 0xFFFE or bool(DRAWN_AS_NOTHING.match(character))


def called(character: str) -> str:
    """Its number and its name."""
    return f"U+{ord(character):04X} {name(character, 'a control character')}"


def unseen(text: str) -> list[str]:
    """The characters of a text that nobody sees."""
    return [c for c in _UNUSUAL.findall(text) if is_unseen(c)]


def written(text: str) -> Iterator[tuple[int, str, int, str]]:
    """Each such character of a text, as it is or by its name or number of HTML: line, words, column, character."""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        for found in (*_UNUSUAL.finditer(line), *_REFERENCE.finditer(line)):
            for character in unseen(unescape(found[0])):
                yield number, line, found.start() + 1, character


def shown(text: str) -> str:
    """The text with each such character as its number, so that what is shown is what is there."""
    return _UNUSUAL.sub(lambda c: f"<U+{ord(c[0]):04X}>" if is_unseen(c[0]) else c[0], text)
