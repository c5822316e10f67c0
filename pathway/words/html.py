"""HTML as text that cannot be broken out of: the one place where everything shown is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))
_ESCAPES = str.maketrans(
    {chr(n): None for n in range(32) if chr(n) not in "\n\t"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
)


class Html(str):
    """Text that is HTML already. Any other text is escaped where it enters a `tag`."""

    __slots__ = ()


Piece = str | Iterable["Piece"] | None
"""What a tag may hold: HTML, text to be escaped, several of these, or nothing."""


@lru_cache(maxsize=8192)  # a page says most of its words many times, and the next page says them again
def escape(text: str) -> Html:
    """The text, safe between tags and in quoted attributes; characters that HTML forbids are left out."""
    return Html(text.translate(_ESCAPES))


def join(*pieces: Piece) -> Html:
    """All pieces as one, text escaped."""
    out: list[str] = []
    for piece in pieces:
        if piece is None:
            continue
        if isinstance(piece, Html):
            out.append(piece)
        elif isinstance(piece, str):
            out.append(escape(piece))
        else:
            out.append(join(*piece))
    return Html("".join(out))


def tag(name: str, /, *pieces: Piece, **attributes: str | bool | None) -> Html:
    """One element. `class_` is class, `data_form` is data-form; True is a bare attribute, False and None leave it."""
    shown = ""
    for key, value in attributes.items():
        if value is not None and value is not False:
            shown += f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{escape(value)}"'
    return Html(f"<{name}{shown}>" if name in _VOID else f"<{name}{shown}>{join(*pieces)}</{name}>")


@lru_cache(maxsize=256)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
