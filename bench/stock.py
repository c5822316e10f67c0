"""The same pages as Material for MkDocs makes them by itself: what the site is measured beside."""

from __future__ import annotations

import logging
import re
import tempfile
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from pathway.engine import bundle
from pathway.site import build, postprocess
from pathway.site.pages import flowchart, generated
from pathway.site.runtime import prepare

FEATURES = ["navigation.tabs", "navigation.top", "content.tooltips", "toc.follow"]
OURS = re.compile(r"^(?:template|script):.*\n", re.MULTILINE)
"""Lines in the head of a page that only our theme knows."""


def stock(out: Path) -> None:
    """Nothing; builds into `out` the pages of the site, generated ones included, in the theme as it comes, compressed
    as ours are. Its font is the reader's own, as ours comes from the site: neither asks another host."""
    authored, report = build.checked(build.LIBRARY, build.DOCS)
    rules = authored.library
    with tempfile.TemporaryDirectory() as folder:
        docs, tool = Path(folder) / "docs", Path(folder) / "tool"
        made = prepare.build(tool, bundle.dump(rules), cache=build.CACHE / "runtime")
        drawn = flowchart.draw(rules, build.CACHE / "flowcharts")
        generated.write(rules, authored.glossary, report, build.DOCS, docs, drawn, made.worker, authored.cases)
        for page in docs.rglob("*.md"):
            page.write_text(OURS.sub("", page.read_text("utf-8"), count=2), "utf-8")
        theme = {"name": "material", "language": "en", "font": False, "features": FEATURES}
        logging.getLogger("mkdocs").setLevel(logging.ERROR)
        config = load_config(
            config_file=str(build.ROOT / "mkdocs.yml"),
            docs_dir=str(docs),
            site_dir=str(out),
            strict=False,
            theme=theme,
            extra_css=[],
            extra_javascript=[],
        )
        mkdocs_build(config)
    postprocess.squeeze(out, build.CACHE / "squeezed")
