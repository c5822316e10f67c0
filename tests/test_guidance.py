"""The written pages: what is read of them, what is refused, and what becomes of them on the site."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from pathway.authoring import guidance as authored
from pathway.authoring import prose, reader
from pathway.authoring.glossary import Term
from pathway.authoring.guidance import Page, Whole
from pathway.authoring.written import Desk
from pathway.engine.advice import kinds
from pathway.proof import clauses
from pathway.proof.clauses import ClauseReport
from pathway.site import build
from pathway.site.pages import guidance
from pathway.words import phrases
from pathway.words.names import anchor
from tests import reading
from tests.under_node import library as real

SENCO = Term("SENCO", "abbreviation", "A teacher.", long="special educational needs coordinator")
EHC = Term("EHC", "abbreviation", "A plan.", long="education, health and care")
GP = Term("GP", "abbreviation", "A doctor.", long="general practitioner", known=True)
CCG = Term("CCG", "old name", "It paid.", long="clinical commissioning group", now="integrated care board")
TERMS = {term.name: term for term in (SENCO, EHC, GP, CCG)}


@cache
def report() -> ClauseReport:
    """The pages of this site, and what is wrong with them."""
    rules = reader.read(build.LIBRARY)
    return clauses.clauses(rules, build.DOCS)


def unexplained(markdown: str) -> list[str]:
    """The short names that a text uses before it writes them out."""
    return [name for name, _ in authored.unexplained(Whole(prose.passages(markdown)), TERMS)]


def texts(markdown: str) -> list[str]:
    """What is read of a text."""
    return [passage.text for passage in prose.passages(markdown)]


# What is read


def test_only_what_a_person_reads_is_read() -> None:
    page = (
        "---\ntitle: A\n---\n\n# A *loud* heading {: .x }\n\n"
        "Text with [a link](b.md) and `code`, as the rule says [HN-2](../about/sources.md#hn-2).\n"
        "<!-- a note -->\n\n```text\nnot this\n```\n\n> Said **so**.\n\n- [[the name | 2]]\n\n"
        "| Head | Other |\n|---|---|\n| One | [W2.1](sources.md#w2-1) |\n"
    )
    assert texts(page) == [
        "A loud heading",
        "Text with a link and, as the rule says.",
        "Said so.",
        "the name",
        "Head",
        "Other",
        "One",
    ]


def test_a_sentence_knows_its_line_and_ends_with_its_passage() -> None:
    first, second, third = (
        sentence
        for passage in prose.passages("One two\nthree. Four\nfive\n\n- six seven")
        for sentence in prose.sentences(passage)
    )
    assert (first.text, first.line, first.words) == ("One two three.", 1, ["One", "two", "three"])
    assert (second.text, second.line) == ("Four five", 2)
    assert (third.text, third.line) == ("six seven", 5)


def test_a_link_over_two_lines_moves_nothing_down() -> None:
    assert [(p.text, p.line()) for p in prose.passages("See [a\nlong](x.md) link.\n\nNext.")] == [
        ("See a long link.", 1),
        ("Next.", 4),
    ]


# Short names


@pytest.mark.parametrize(
    "markdown",
    [
        "The special educational needs coordinator (SENCO) knows. The SENCO says so.",
        "Ask a special educational needs co-ordinator\n(SENCO) first.",
        "## Special educational needs coordinators (SENCOs)",
        "An education, health and care plan (EHC plan) helps.",
        "An **education, health and care (EHC)** plan helps.",
        "**SENCO**: special educational needs coordinator.",
        "| EHC plan: an education, health and care plan |",
        "Your GP, rule HN-2, code W2.3, section III and `CAMHS`.",
        "The longest known name (XYZ) counts, and XYZ again.",
    ],
)
def test_a_short_name_that_is_written_out_or_known_to_all_is_fine(markdown: str) -> None:
    assert unexplained(markdown) == []


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        ("The SENCO, a special educational adviser.", ["SENCO"]),
        ("## The SENCO\n\nThe special educational needs coordinator (SENCO).", ["SENCO"]),
        ("| EHC plan |\n\nNow the education, health and care (EHC) plan.", ["EHC"]),
        ("Two SENCOs met.", ["SENCO"]),
        ("Nobody knows the XYZ.", ["XYZ"]),
        ("An EHC-funded place.", ["EHC"]),
        ("[The SENCO](senco.md) knows.", ["SENCO"]),
        ("SENCO. Ask the special educational needs coordinator.", ["SENCO"]),
    ],
)
def test_a_short_name_before_it_is_written_out_is_found(markdown: str, names: list[str]) -> None:
    assert unexplained(markdown) == names


def test_an_old_name_needs_the_name_of_today_in_its_passage() -> None:
    def found(markdown: str) -> list[int]:
        return [line for _, line in authored.outdated(Whole(prose.passages(markdown)), TERMS)]

    assert found("The clinical commissioning group (CCG), now the integrated care board.") == []
    assert found("Text.\n\nThe clinical commissioning group met.\n\nThe integrated care board is new.") == [3]


def test_a_short_name_becomes_a_link_once_a_section_after_it_is_written_out() -> None:
    text = (
        "---\ntitle: The SENCO\n---\n\n# A\n\nThe special educational needs coordinator (SENCO). A SENCO, a SENCO.\n\n"
        "## The SENCO\n\nSENCO `SENCO` [SENCO](x.md) and two SENCOs.\n"
    )
    made = guidance.linked(Page("a/b.md", text=text), TERMS)
    link = '[SENCO](../about/glossary.md#senco "special educational needs coordinator"){ .term }'
    assert made.count(link) == 2
    assert f"(SENCO). A {link}, a SENCO." in made
    assert f"{link} `SENCO` [SENCO](x.md) and two SENCOs" in made
    assert made.startswith("---\ntitle: The SENCO\n---\n\n# A\n")


def test_a_link_to_the_glossary_leads_to_its_entry() -> None:
    page = guidance.glossary_page(real(), reader.read(build.LIBRARY).glossary)
    shown = set(re.findall(r"^### .* \{ #([a-z0-9-]+) \}$", page, re.M))
    terms = reader.read(build.LIBRARY).glossary.values()
    assert {term.anchor for term in terms if not term.known} == shown
    assert len({term.anchor for term in terms}) == len(terms)


# Forms in which a page carries a clause


@pytest.mark.parametrize(
    ("page", "forms"),
    [
        (Page("toolkit/a.md"), {"page", "tool"}),
        (Page("training/a.md"), {"page", "tool"}),
        (Page("protocol/funding.md", script="funding"), {"page", "tool"}),
        (Page("protocol/a.md"), {"page"}),
    ],
)
def test_only_something_to_use_carries_a_clause_as_a_tool(page: Page, forms: set[str]) -> None:
    assert set(page.forms) == forms


# The foot


def test_the_foot_names_every_rule_once_strongest_kind_first() -> None:
    by_kind = {clause.kind: name for name, clause in reversed(real().clauses.items())}
    names = tuple(by_kind.values())
    last = names[-1]
    page = Page("a/b.md", carries=names[:-1], cited=(anchor(last), anchor(names[0]), "nothing"))
    foot = html.fromstring(f"<main>{guidance.foot(real(), page)}</main>")
    links = [link.partition("#")[2] for link in foot.xpath("//section//a/@href")]
    assert sorted(links) == sorted(map(anchor, names))
    assert foot.xpath("//h3/text()") == [guidance.FORCES[kind] for kind in kinds(real(), names)]
    for name in names:
        row = foot.xpath(f"//li[.//a[contains(@href, '#{anchor(name)}')]]")[0].text_content()
        clause = real().clauses[name]
        assert real().sources[clause.document].title in row
        assert clause.place in row
        assert phrases.standing(clause) in row


@pytest.mark.parametrize(
    ("name", "root"), [("a/b.md", "../../"), ("a/index.md", "../"), ("b.md", "../"), ("a/b/c.md", "../../../")]
)
def test_the_foot_leads_from_where_its_page_is_built(name: str, root: str) -> None:
    foot = str(guidance.foot(real(), Page(name, carries=("HN-2",))))
    assert f'href="{root}about/sources/#hn-2"' in foot
    assert f'href="{root}next-step/"' in foot


def test_a_long_list_of_rules_is_folded_and_a_page_may_do_without_the_button() -> None:
    many = tuple(list(real().clauses)[: guidance.FOLDED + 1])
    assert "<details>" in guidance.foot(real(), Page("a/b.md", carries=many))
    assert "<details>" not in guidance.foot(real(), Page("a/b.md", carries=many[1:]))
    assert "next-step" not in guidance.foot(real(), Page("a/b.md", carries=many, next_step=False))
    assert guidance.foot(real(), Page("a/b.md", next_step=False)) == ""


# Pictures

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 9 9" aria-labelledby="t">\n'
    '<title id="t">A  way</title><desc id="says">From\nhere</desc>'
    '<defs><marker id="tip"/></defs><path marker-end="url(#tip)"/></svg>'
)


def test_a_picture_is_one_line_with_ids_of_its_own() -> None:
    made = guidance.picture("way", DRAWN)
    assert "\n" not in made
    root = ET.fromstring(made)
    ids = {e.get("id") for e in root.iter() if e.get("id")}
    assert ids == {"way-t", "way-says", "way-tip"}
    assert root[0].get("aria-labelledby") == "way-t"
    assert 'marker-end="url(#way-tip)"' in made


@pytest.mark.parametrize(
    ("drawing", "flaw"),
    [
        (DRAWN, ""),
        (DRAWN.replace("</svg>", ""), "XML"),
        (DRAWN.replace(' role="img"', ""), "role"),
        (re.sub("<desc.*</desc>", "", DRAWN, flags=re.S), "desc"),
        (DRAWN.replace("<defs>", "<defs><script/>"), "script"),
        (DRAWN.replace("<path", '<path style="fill:red"'), "style"),
        (DRAWN.replace("<path", '<path onclick="x()"'), "script"),
        (DRAWN.replace('xmlns="http://www.w3.org/2000/svg" ', ""), "name space"),
    ],
)
def test_a_picture_that_a_page_cannot_hold_is_refused(drawing: str, flaw: str, tmp_path: Path) -> None:
    (tmp_path / "way.svg").write_text(drawing, "utf-8")
    (tmp_path / "docs").mkdir()
    desk = Desk(known={"clause": (), "fact": ()})
    authored.read(tmp_path / "docs", desk, {}, pictures=tmp_path)
    assert [p.code for p in desk.problems] == (["bad-picture"] if flaw else [])
    assert flaw in authored.picture_flaw(drawing)


def test_a_page_holds_the_picture_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "way.svg").write_text(DRAWN, "utf-8")
    made = guidance.pages([Page("a.md", text="# A\n\n<!-- picture: way -->\n\nText.\n")], {}, tmp_path)
    assert "<!-- picture" not in made["a.md"]
    assert "\n\n" + guidance.picture("way", DRAWN) + "\n\n" in made["a.md"]


# The search


def test_what_people_type_stands_in_the_index_with_its_page_only(tmp_path: Path) -> None:
    index = tmp_path / "search" / "search_index.json"
    addresses = ("a/b/", "a/b/#c", "a/b/#picture", "a/", "", "trees/t/")
    for at in (address for address in addresses if "#" not in address):
        (tmp_path / at).mkdir(parents=True, exist_ok=True)
        (tmp_path / at / "index.html").write_text('<meta name="description" content="It&#39;s so.">', "utf-8")
    index.parent.mkdir()
    docs = [{"location": at, "title": "", "text": ""} for at in addresses]
    index.write_text(json.dumps({"config": {}, "docs": docs}), "utf-8")
    guidance.add_to_search(tmp_path, [Page("a/b.md", find=("school refusal",)), Page("a/index.md", find=("x", "y"))])
    made = {doc["location"]: doc for doc in json.loads(index.read_text("utf-8"))["docs"]}
    found = {at: doc.get("find") for at, doc in made.items()}
    assert found == {"a/b/": ["school refusal"], "a/b/#c": None, "a/": ["x", "y"], "": None, "trees/t/": None}
    assert made["trees/t/"]["boost"] < 1
    assert {at for at, doc in made.items() if doc.get("says") == "It's so."} == {at for at in made if "#" not in at}


# This site's own pages


def test_the_pages_of_this_site_have_no_problem() -> None:
    assert not report().problems


def test_every_page_is_plain_enough_for_its_readers() -> None:
    hard = [read for page in report().pages if page.is_guidance if not (read := reading.read(page)).is_plain]
    assert not hard


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    assert reading.grade([(10, 15)]) == pytest.approx(0.39 * 10 + 11.8 * 1.5 - 15.59)
    assert reading.grade([(10, 15), (20, 30)]) == pytest.approx(0.39 * 15 + 11.8 * 1.5 - 15.59)
    assert reading.grade([]) == 0


def test_a_harder_page_has_a_higher_grade() -> None:
    easy = Page("a.md", voice="parent", text="You can ask. The school must act. It should be soon.")
    hard = replace(
        easy, text="Notwithstanding considerable organisational responsibilities, authorities necessarily prioritise."
    )
    assert reading.read(easy).is_plain
    assert not reading.read(hard).is_plain
