"""Takes pyodide._package_loader's place in the browser: the tool installs no packages.

Pyodide imports it whenever it starts, and with it what unpacks archives of every kind.
"""

from __future__ import annotations


class _Nowhere:
    """A folder for packages that nobody fills. Pyodide asks for its text by this very method."""

    def __str__(self) -> str:
        return "/no-packages"


SITE_PACKAGES = DSO_DIR = _Nowhere()


def init_loaded_packages() -> None:
    """Nothing; Pyodide calls it when it has read its list of packages."""
