"""A figure stands in one place: a council that changes it changes one line, and no text goes on saying the old one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from pathway.authoring.guidance import Page
from pathway.authoring.problems import Problem, ProblemsFound
from pathway.authoring.reader import Authored, read
from pathway.engine.model import Library
from pathway.engine.rules import everywhere, for_everybody, rules
from pathway.proof import check, clauses, figures
from pathway.site import build
from pathway.site.pages import flowchart, lists, plain
from tests.journeys import library as ours

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "pathway" / "library"
OLD = re.compile(r"\b(?:60|sixty) school days", re.I)
DOCUMENT = """\
lancashire-changed:
  title: The figures of Lancashire, changed
  publisher: Lancashire County Council
  dated: 2027
  kind: local
  local to: lancashire
  checked: 2026-11-25
  seen in: the document
  confidence: H
  clauses:
    L9.1: {place: Section 1, says: The panel looks at a child after 45 school days off roll, as: [rule]}
"""


def spoken(library: Library) -> Iterator[str]:
    """The texts of a library that speak as the rule: not what a document says, nor a number's own line."""
    for part in fields(library):
        if part.name not in ("clauses", "numbers", "amendments", "letters", "hash"):
            yield from figures.strings(getattr(library, part.name))


def with_figure(folder: Path, figure: str) -> Path:
    """A copy of the library and its pages in which Lancashire has a figure of its own for days off roll."""
    shutil.copytree(LIBRARY, folder / "pathway" / "library")
    shutil.copytree(ROOT / "docs", folder / "docs")
    area = folder / "pathway" / "library" / "areas" / "lancashire.yaml"
    text = area.read_text("utf-8")
    assert "\nnumbers: {}\n" in text
    area.write_text(text.replace("\nnumbers: {}\n", f"\nnumbers: {{off-roll-days: {figure}}}\n"), "utf-8")
    return folder / "pathway" / "library"


def found(library: Path) -> tuple[Problem, ...]:
    """What `check` finds, in the rules and the pages."""
    try:
        authored = read(library)
    except ProblemsFound as wrong:
        return wrong.problems
    return tuple(sorted({*check.check(authored), *clauses.clauses(authored, authored.pages).problems}))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authored, tuple[Page, ...]]:
    """Lancashire with 45 days by a document of 2027: its library, and its pages as they are built."""
    folder = with_figure(tmp_path_factory.mktemp("lancashire"), "{value: 45, carries: [L9.1]}")
    sources, area = folder / "sources.yaml", folder / "areas" / "lancashire.yaml"
    sources.write_text(f"{sources.read_text('utf-8').rstrip()}\n{DOCUMENT}", "utf-8")
    text = area.read_text("utf-8")
    area.write_text(
        text.replace("[lancashire-interventions]", "[lancashire-interventions, lancashire-changed]"), "utf-8"
    )
    authored = read(folder)
    shown = everywhere(authored.library)
    written = clauses.clauses(authored, authored.pages).pages
    return authored, tuple(for_everybody(page, shown) for page in written if page.is_guidance)


def test_a_figure_of_which_no_document_is_named_is_asked_for_once(tmp_path: Path) -> None:
    """And the examples and cases at the old figure are asked for, and no text: each names the figure."""
    codes = [problem.code for problem in found(with_figure(tmp_path, "45"))]
    assert codes.count("figure-differs") == 1
    assert set(codes) == {"figure-differs", "example-fails", "case-fails", "one-sided-cut"}


def test_with_its_document_only_examples_and_cases_at_the_old_figure_are_left(
    changed: tuple[Authored, tuple[Page, ...]],
) -> None:
    authored, _ = changed
    codes = {problem.code for problem in (*check.check(authored), *clauses.clauses(authored, authored.pages).problems)}
    assert codes == {"example-fails", "case-fails", "one-sided-cut"}


def test_no_text_that_speaks_as_the_rule_gives_the_old_figure(changed: tuple[Authored, tuple[Page, ...]]) -> None:
    """Not the tool, the letters, the pages and their Word files, the plain pages or the pictures."""
    authored, pages = changed
    shown = everywhere(authored.library)
    said = [*spoken(rules(authored.library, "lancashire", "2026-11-27").library), *spoken(shown)]
    said += [page.text for page in pages]
    said += [for_everybody(term, shown).says for term in authored.glossary.values()]
    said += [flowchart.dot(shown, shown.trees[name]) for name in ("cme-panel", "after-the-panel", "interim")]
    said += plain.generated(shown).values()
    assert [text for text in said if OLD.search(text)] == []
    assert any("45 school days" in text for text in said)


def test_no_built_page_for_readers_shows_the_name_of_a_figure_in_its_place() -> None:
    names = "|".join(sorted(ours().numbers))
    wanted = re.compile(rf"\{{(?:[a-z]+: )?(?:{names})(?: in words)?\}}", re.I)
    pages = [path for path in build.OUT.rglob("*.html") if not {"authors", "decisions"} & set(path.parts)]
    assert len(pages) > 100
    assert [path.name for path in pages if wanted.search(path.read_text("utf-8"))] == []


def test_what_a_document_says_stays_and_stands_beside_the_figure_with_both_days(
    changed: tuple[Authored, tuple[Page, ...]],
) -> None:
    shown = everywhere(changed[0].library)
    assert OLD.search(shown.clauses["L1.4a"].says)
    page = lists.clocks_page(shown)
    entry = page[page.index('id="number-off-roll-days"') :].partition("</div></div>")[0]
    assert "In Lancashire: 45 school days" in entry
    assert "L1.4a" in entry and "L9.1" in entry and entry.count("25 November 2026") >= 2


def test_the_clause_behind_a_figure_of_an_area_is_what_an_answer_cites(
    changed: tuple[Authored, tuple[Page, ...]],
) -> None:
    node = rules(changed[0].library, "lancashire", "2026-11-27").nodes["cme-panel"]
    cited = {
        name
        for one in node.values()
        for cover, _, names in one.branches
        if "off-roll-days" in cover.numbers
        for name in names
    }
    assert "L9.1" in cited


def test_every_time_that_a_council_may_set_otherwise_has_a_name() -> None:
    """Only times of law and guidance stand in a clock itself, and eleven of the Ombudsman's twelve months, our own."""
    library = ours()
    literal = [
        clock.id
        for clock in library.clocks.values()
        if isinstance(clock.length, int)
        and clock.length > 1
        and {library.clauses[c].kind for c in clock.carries} <= {"local", "suggestion"}
    ]
    assert literal == ["ombudsman-near"]
