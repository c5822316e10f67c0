"""Every link and anchor of the built pages leads somewhere: `python -m tests.links build/site`."""

from __future__ import annotations

import sys
from pathlib import Path

from pathway.site import postprocess


def main(site: Path) -> int:
    """0 when no link is broken, else 1 with each of them on standard error."""
    if not (site / "index.html").is_file():
        print(f"{site} is not built: run `make build` first", file=sys.stderr)
        return 1
    wrong = postprocess.broken_links(site)
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(wrong)} broken links in {sum(1 for _ in site.rglob('*.html'))} pages")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
