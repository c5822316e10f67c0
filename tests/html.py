"""The built pages are valid HTML by the Nu checker: `python -m tests.html build/site`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

JAR = Path(__file__).parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SHOWN = 40


def errors(site: Path) -> list[str]:
    """Every error, as `page:line: message`."""
    command = ["java", "-Xss4m", "-jar", str(JAR), "--skip-non-html", "--errors-only", "--format", "json", str(site)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        said = json.loads(ran.stderr)["messages"]
    except (ValueError, KeyError):
        return [f"the checker did not run: {ran.stderr.strip()[:500]}"]
    where = site.resolve().as_uri()
    return [
        f"{m.get('url', '').removeprefix('file:').removeprefix(where.removeprefix('file://')).lstrip('/')}"
        f":{m.get('lastLine', 0)}: {m['message']}"
        for m in said
        if m["type"] != "info" and not m["message"].startswith("CSS:")  # it knows fewer properties than browsers do
    ]


def main(site: Path) -> int:
    """0 when every page is valid, else 1 with the errors on standard error."""
    if not (site / "index.html").is_file():
        print(f"{site} is not built: run `make build` first", file=sys.stderr)
        return 1
    found = errors(site)
    for line in found[:SHOWN]:
        print(line, file=sys.stderr)
    print(f"{len(found)} HTML errors in {sum(1 for _ in site.rglob('*.html'))} pages")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
