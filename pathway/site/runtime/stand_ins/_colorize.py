"""Takes _colorize's place in the browser: no terminal, no colours.

`traceback` imports it at every start, to build tables of colours out of a dozen dataclasses.
"""

from __future__ import annotations


class _Plain:
    """A theme whose every colour is no text at all."""

    def __getattr__(self, name: str) -> object:
        return self if name == "traceback" else ""


def can_colorize(*, file: object = None) -> bool:
    """False: nobody looks at a terminal."""
    return False


def get_theme(*, force_color: bool = False, force_no_color: bool = False) -> _Plain:
    """The theme without colours."""
    return _Plain()
