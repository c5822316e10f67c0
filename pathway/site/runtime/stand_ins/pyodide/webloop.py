"""Takes pyodide.webloop's place in the browser: no event loop, since there is no asyncio (see asyncio.py)."""

from __future__ import annotations


def _initialize_event_loop() -> None:
    """Nothing; Pyodide calls it when it starts."""
