"""Takes asyncio's place in the browser: the tool answers one message at a time and awaits nothing in Python.

Pyodide imports asyncio whenever it starts, and with it sockets, encryption, threads and logging: 42 modules, a third of
the library's bytes and about a seventh of the whole start.
"""

from __future__ import annotations


def __getattr__(name: str) -> object:
    """Never anything: whoever reaches for asyncio learns that it is not here."""
    raise AttributeError(f"asyncio.{name} is not part of this tool (pathway/site/runtime/stand_ins/asyncio.py)")
