"""`python -m pathway`."""

from __future__ import annotations

from pathway.cli.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
