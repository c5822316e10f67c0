"""The whole site, built in a folder of its own and put in place only when everything in it is right."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import material
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from pathway.authoring import reader
from pathway.authoring.problems import ProblemsFound
from pathway.authoring.worked import Case
from pathway.engine import bundle
from pathway.engine.model import Library
from pathway.engine.rules import everywhere, for_everybody
from pathway.proof import check, clauses
from pathway.site import downloads, licences, postprocess, sheet
from pathway.site.pages import flowchart, generated, guidance, plain
from pathway.site.runtime import prepare

# Material's advice to its users about the next MkDocs: known, and no use to whoever builds this site.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "pathway" / "library"
DOCS = ROOT / "docs"
CACHE = ROOT / ".tools"
OUT = ROOT / "build" / "site"
WEB = ROOT / "pathway" / "tool" / "web"
PAPERS = ROOT / "pathway" / "papers"
WEIGHTS = (400, 700)
VENDOR = {"fflate": "esm/browser.js", "papaparse": "papaparse.min.js"}
"""Packages that a page loads when it needs them, as assets/vendor/NAME.js."""
UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images")
"""What Material brings and our templates do not use."""

Say = Callable[[str], None]


class BuildProblem(Exception):
    """The site cannot be built; the words say why."""


def build(
    out: Path = OUT, library: Path = LIBRARY, docs: Path = DOCS, say: Say | None = None, drafts: bool = False
) -> None:
    """Nothing; builds the site into `out`, with its drafts where a preview is asked for.

    A library with problems raises `ProblemsFound`, anything else that is wrong `BuildProblem`; `out` then stays as it
    was.
    """
    say = say or _say
    say("reading and checking the rules")
    authored, report = checked(library, docs, drafts)
    rules = _marked(authored.library)
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".building-") as folder:
        work = Path(folder)
        site = work / "site"
        try:
            say("preparing Python for the browser")
            made = prepare.build(work / "tool", bundle.dump(rules), cache=CACHE / "runtime")
            shown = everywhere(rules)
            written = tuple(for_everybody(page, shown) if page.is_guidance else page for page in report.pages)
            report, terms = replace(report, pages=written), for_everybody(authored.glossary, shown)
            say("drawing the trees")
            drawn = flowchart.draw(shown, CACHE / "flowcharts")
            say("writing the pages")
            generated.write(shown, terms, report, docs, work / "docs", drawn, made.worker, authored.cases)
            address = _mkdocs(work / "docs", site, generated.for_theme(shown, report.pages))
            guidance.add_to_search(site, report.pages)
            _assets(site)
            shutil.copytree(work / "tool", site / "tool", dirs_exist_ok=True)
            _tool(site / "tool", drawn, authored.cases)
            plain.write(shown, site / "plain")
            postprocess.prepare(site)
            say("packing the downloads")
            downloads.write(site, shown, address, CACHE / "downloads")
            say("checking links and compressing")
            postprocess.finish(site, CACHE / "squeezed", address)
        except (prepare.RuntimeProblem, postprocess.NotReady, FileExistsError) as wrong:
            raise BuildProblem(str(wrong)) from wrong
        _swap(site, out, work / "old")


def checked(library: Path, docs: Path, drafts: bool = False) -> tuple[reader.Authored, clauses.ClauseReport]:
    """The library as it was written, and where pages and rules carry each clause; a problem raises `ProblemsFound`."""
    authored = reader.read(library, drafts)
    report = clauses.clauses(authored, docs)
    if problems := sorted({*check.check(authored), *report.problems}):
        raise ProblemsFound(problems)
    return authored, report


def _marked(library: Library) -> Library:
    """The library with the word on every draft, so that a preview is not taken for the site."""
    drafts = {t.id: replace(t, title=f"{t.title} (draft)") for t in library.trees.values() if t.draft}
    return bundle.sealed(replace(library, trees={**library.trees, **drafts})) if drafts else library


def _mkdocs(docs: Path, site: Path, extra: Mapping[str, Any]) -> str:
    """Where the site will be published, or empty where the configuration does not say."""
    address = ""
    noted = _Noted()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(noted)
    logger.propagate = False
    try:
        config = load_config(config_file=str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site))
        config.extra.update(extra)
        mkdocs_build(config)
        address = config.site_url or ""
        wrong = noted.lines
    except (Abort, BuildError, ConfigurationError) as stopped:
        wrong = [*noted.lines, *([] if noted.lines else [str(stopped)])]
    finally:
        logger.removeHandler(noted)
    if wrong:
        raise BuildProblem("the pages have problems:\n  " + "\n  ".join(wrong))
    return address


class _Noted(logging.Handler):
    """Keeps what MkDocs warns about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _assets(site: Path) -> None:
    """Material's style sheet in our scale, the two weights of the font, and what some pages load later."""
    sheets = list((Path(material.__file__).parent / "templates" / "assets" / "stylesheets").glob("main.*.min.css"))
    if len(sheets) != 1:
        raise BuildProblem("Material's main style sheet was not found")
    for name in UNUSED:
        shutil.rmtree(site / name, ignore_errors=True)
    (site / "assets" / "material.css").write_text(_material(sheets[0].read_text("utf-8"), site), "utf-8")
    fonts = site / "assets" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    font = licences.folder(licences.FONT)
    for weight in WEIGHTS:
        name = f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
        shutil.copyfile(font / "files" / name, fonts / f"atkinson-{weight}.woff2")
    (fonts / "LICENSE.txt").write_text(licences.of(licences.FONT).text + "\n", "utf-8")
    vendor = site / "assets" / "vendor"
    vendor.mkdir()
    for name, path in VENDOR.items():
        (vendor / f"{name}.js").write_text(_licensed(name, path), "utf-8")


def _material(whole: str, site: Path) -> str:
    """Material's sheet, as much of it as the pages of the site and of the tool can use."""
    ours = (*WEB.rglob("*"), *WEB.parent.glob("*.py"), *PAPERS.glob("*.py"))
    sources = (path for path in ours if path.suffix in (".js", ".py"))
    texts = [path.read_text("utf-8") for path in (*site.rglob("*.html"), *site.rglob("*.js"), *sources)]
    own = "".join(path.read_text("utf-8") for path in (*site.glob("assets/*.css"), *WEB.glob("*.css")))
    return sheet.trimmed(postprocess.rescaled(whole), texts, own)


def _licensed(name: str, path: str) -> str:
    """The code of a package that the site serves, its licence before it: that asks to travel along."""
    return f"/*!\n{licences.of(name).text}\n*/\n{(licences.folder(name) / path).read_text('utf-8')}"


def _tool(tool: Path, drawn: Mapping[str, str], cases: Sequence[Case]) -> None:
    """The tool's own files beside its runtime, where worker.js is already; the trees and the cases to explore."""
    for path in WEB.iterdir():
        if path.name != "worker.js":
            shutil.copyfile(path, tool / path.name)
    (tool / "trees").mkdir()
    for name, svg in drawn.items():
        (tool / "trees" / f"{name}.svg").write_text(svg, "utf-8")
    (tool / "cases.json").write_text(cases_json(cases), "utf-8")
    (tool / "qr.mjs").write_text(_licensed("uqr", "dist/index.mjs"), "utf-8")


def cases_json(cases: Sequence[Case]) -> str:
    """The worked cases as the page that explores them reads them: the story and the answers."""
    kept = ("story", "on", "area", "voice", "concerns", "given", "done")
    rows = [
        {"case": c.id, "title": _case_title(c), "trains": c.training is not None, **{k: getattr(c, k) for k in kept}}
        for c in sorted(cases, key=lambda c: (c.training is None, _case_title(c)))
    ]
    return json.dumps(rows, ensure_ascii=False, default=dict)


def _case_title(case: Case) -> str:
    return case.training.title if case.training else case.id.replace("-", " ").capitalize()


def _swap(new: Path, out: Path, old: Path) -> None:
    if out.exists():
        out.rename(old)
    new.rename(out)


def _say(words: str) -> None:
    print(f"   {words}", file=sys.stderr)
