"""The pages that come out of the rules: nothing left out, nothing unescaped, every plain walk true to the engine."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest
from lxml import html
from markdown import markdown

from pathway.authoring import reader
from pathway.engine import advice, answers
from pathway.engine.contact import Contact
from pathway.engine.model import Library, RoleHere
from pathway.engine.terms import NOT_SURE, VOICES
from pathway.proof import clauses
from pathway.proof.clauses import Carried, ClauseReport
from pathway.site import build
from pathway.site.pages import flowchart, generated, lists, plain, walks
from pathway.words import phrases, reach
from pathway.words.names import VOICE_NAMES, anchor
from tests import plain_walk
from tests.circumstances import circumstances
from tests.small import area, ask, child, clock, fact, library, step, tree
from tests.under_node import library as real

NASTY = '<b>"&</b> * [x](y) | `c`'

HEALTH = tree(
    "health",
    [
        ask("here", "panel", {"yes": "days", "no": "nothing"}),
        ask("days", "missed", {"below limit": "nothing", "limit or more": "who", "not sure": "write"}),
        ask("who", "known-to", {"early help or nobody": "write", "social care": "tree more", "not sure": "write"}),
    ],
    [step("write", urgency="now", also=("more/tell",), then="days"), step("ring", by="soon", emergency=True)],
)
MORE = tree("more", [ask("q", "agreed", {"yes": "tell", "no": "nothing", "not sure": "tell"})], [step("tell")])
SMALL = library(
    [HEALTH, MORE],
    [
        fact("panel", answered_by_area=True),
        fact("missed", "whole number", unit="school days", low=0, high=195),
        fact("known-to", "choice", choices=("early help", "social care", "nobody")),
        fact("agreed", asked_of=("school", "agency")),
    ],
    [clock("soon")],
    concerns={"ill": ("health", "more"), "late": ("more",)},
    numbers={"limit": (10, "school days")},
    areas=[area("here", answers={"panel": "yes"}, numbers={"limit": 12}), area("there", answers={"panel": "no"})],
)
SMALL = replace(SMALL, areas={k: a for k, a in SMALL.areas.items() if k != "england"})
CARRIED = (Carried("law-1", "step", ("health/write",)), Carried("local-1", "", ("number limit", "docs/a.md")))
REPORT = ClauseReport(CARRIED, (), (), ())


@lru_cache(maxsize=1)
def report() -> ClauseReport:
    """Which clause is carried where, as the command line says it."""
    authored = reader.read(build.LIBRARY)
    return clauses.clauses(authored, authored.pages)


def pages_of(rules: Library, told: ClauseReport = REPORT) -> dict[str, str]:
    """The generated pages of a library, its trees not drawn."""
    drawn = dict.fromkeys(rules.trees, "<svg></svg>")
    return generated.generated(rules, told, {"docs/a.md": "A"}, drawn, "rt/worker.js")


def read(page: str) -> Any:
    """A generated page as the tree of its HTML."""
    _, _, body = page.removeprefix("---\n").partition("\n---\n")
    return html.fromstring(f"<main>{markdown(body, extensions=['attr_list', 'md_in_html'])}</main>")


def anchors(page: Any) -> Counter[str]:
    """How often each anchor stands on a page."""
    return Counter(page.xpath("//@id"))


# Words


@pytest.mark.parametrize(
    ("kind", "phrase", "figures"),
    [
        ("whole number", "below 10", ["10"]),
        ("whole number", "10 or more", ["10"]),
        ("whole number", "5 to below 10", ["5", "10"]),
        ("percentage", "more than 75 to 90", ["75", "90"]),
        ("date", "less than 6 weeks ago", ["6"]),
        ("date", "more than 12 ago", ["12"]),
    ],
)
def test_a_phrase_in_words_keeps_its_figures_in_order(kind: str, phrase: str, figures: list[str]) -> None:
    words = phrases.in_words(SMALL, fact("x", kind, unit="weeks"), phrase, "school")
    places = [words.index(figure) for figure in figures]
    assert places == sorted(places)


def test_a_named_number_shows_the_figure_and_those_of_areas_that_differ() -> None:
    words = phrases.in_words(SMALL, SMALL.facts["missed"], "limit or more", "school")
    assert "10 school days" in words
    assert "12" in words
    assert "Here" in words


def test_every_branch_of_the_library_has_words_that_no_other_branch_of_its_question_has() -> None:
    for each in real().trees.values():
        for question in each.questions.values():
            about = real().facts[question.fact]
            for voice in VOICES:
                said = [phrases.in_words(real(), about, branch.phrase, voice) for branch in question.branches]
                assert len(set(said)) == len(said), (each.id, question.id, said)


# Generated Markdown


def test_every_tree_has_a_page_with_an_anchor_for_every_question_and_step() -> None:
    made = pages_of(SMALL)
    for each in SMALL.trees.values():
        page = made[f"trees/{each.id}.md"]
        for name in (*each.questions, *each.steps):
            assert f'id="{name}"' in page


def test_every_clause_has_its_anchor_among_the_sources() -> None:
    page = generated.sources_page(real())
    assert all(f'id="{anchor(name)}"' in page for name in real().clauses)


def test_a_clause_seen_in_secondary_pages_only_is_not_shown_as_seen_in_the_document() -> None:
    seen = replace(SMALL.clauses["law-1"], seen_in="secondary pages", check_current=True)
    assert phrases.standing(seen) != phrases.standing(SMALL.clauses["law-1"])


def test_texts_of_the_library_are_escaped_on_every_generated_page() -> None:
    nasty = dict.fromkeys(VOICES, NASTY)
    steps = {k: replace(s, title=nasty, do=nasty, need=(nasty,)) for k, s in HEALTH.steps.items()}
    rules = replace(
        SMALL,
        trees={**SMALL.trees, "health": replace(HEALTH, title=NASTY, steps=steps)},
        facts={k: replace(f, ask=nasty, hint=nasty) for k, f in SMALL.facts.items()},
        concerns={k: replace(c, title=nasty) for k, c in SMALL.concerns.items()},
        clocks={k: replace(c, title=NASTY, words=NASTY) for k, c in SMALL.clocks.items()},
        roles={k: replace(r, does=NASTY) for k, r in SMALL.roles.items()},
        numbers={k: replace(n, says=NASTY) for k, n in SMALL.numbers.items()},
        clauses={k: replace(c, says=NASTY, place=NASTY) for k, c in SMALL.clauses.items()},
        areas={
            k: replace(a, roles={"school": RoleHere(NASTY, Contact(email=NASTY, form=NASTY, checked="2026-11-21"))})
            for k, a in SMALL.areas.items()
        },
    )
    made = pages_of(rules) | plain.generated(rules)
    assert not [name for name, text in made.items() if '<b>"&' in text]


# Lists of everything of one kind


def test_every_clock_and_every_named_number_has_its_place_once() -> None:
    found = anchors(read(lists.clocks_page(real())))
    assert all(found[name] == 1 for name in real().clocks)
    assert all(found[f"number-{name}"] == 1 for name in real().numbers)
    assert max(found.values()) == 1


def test_a_clock_stands_under_who_must_act_and_names_every_step_that_names_it() -> None:
    page = read(lists.clocks_page(real()))
    for each in real().clocks.values():
        [entry] = page.xpath(f'//div[h3/@id="{each.id}"]')
        assert entry.xpath("preceding::h2[1]/@id") == [f"for-{each.who}"]
        named = {
            f"../../trees/{t.id}/#{s.id}"
            for t in real().trees.values()
            for s in t.steps.values()
            if each.id in (s.by, s.if_not_done.after, *s.later)
        }
        assert {link for link in entry.xpath(".//a/@href") if "/trees/" in link} == named


def test_the_length_of_a_clock_shows_the_figure_of_each_area_that_differs() -> None:
    soon = clock("soon", length="limit", unit="school days")
    [entry] = read(lists.clocks_page(replace(SMALL, clocks={"soon": soon}))).xpath('//div[h3/@id="soon"]')
    words = entry.text_content()
    assert re.search(r"\b10 school days\b", words)
    assert re.search(r"\bHere 12\b", words)
    assert "There" not in words


def test_a_clock_says_whether_the_first_day_counts_and_what_its_limit_is() -> None:
    given = {
        name: clock("soon", **more)
        for name, more in {
            "usual": {},
            "counted": {"first_day_counts": True},
            "earliest": {"limit": "at the earliest"},
            "exactly": {"limit": "on that day"},
            "dated": {"starts_from": "agreed"},
            "days so far": {"starts_from": "missed", "unit": "school days"},
        }.items()
    }
    facts = {**SMALL.facts, "agreed": fact("agreed", "date")}
    said = [lists.clocks_page(replace(SMALL, facts=facts, clocks={"soon": each})) for each in given.values()]
    assert len(set(said)) == len(said)


def test_every_role_has_its_place_once_with_the_steps_that_it_leads_and_its_names() -> None:
    page = read(lists.roles_page(real()))
    found = anchors(page)
    assert max(found.values()) == 1
    for role in real().roles.values():
        assert found[role.id] == 1
        [entry] = page.xpath(f'//h2[@id="{role.id}"]/following-sibling::div[1]')
        linked = {link for link in entry.xpath(".//a/@href") if "/trees/" in link}
        part = {
            f"../../trees/{t.id}/#{s.id}"
            for t in real().trees.values()
            for s in t.steps.values()
            if role.id in (s.lead, *s.with_)
        }
        assert linked == part
        for each in real().areas.values():
            if role.id in each.roles:
                assert each.roles[role.id].name in entry.text_content()
                contact = each.roles[role.id].contact
                assert all(way.words in entry.text_content() for way in (reach.ways(contact) if contact else ()))


def test_the_page_of_clauses_says_what_the_command_line_says() -> None:
    page = read(lists.clauses_page(real(), report(), lists.page_titles(build.DOCS)))
    shown = {(anchor(c.clause), c.form): len(c.by) for c in report().carried}  # every place is one link
    found = {
        (where, dd.get("data-form")): len(dd.xpath(".//a"))
        for entry in page.xpath('//div[@class="clause"]')
        for where in entry.xpath("@id")
        for dd in entry.xpath(".//dd")
    }
    assert found == shown
    [counts] = page.xpath('//p[@class="counts"]')
    assert re.findall(r"\d+", counts.text_content()) == re.findall(r"\d+", str(report()).splitlines()[-1])


def test_every_clause_has_its_place_once_in_the_order_of_the_documents() -> None:
    page = read(lists.clauses_page(real(), report(), {}))
    shown = page.xpath('//div[@class="clause"]/@id')
    ordered = [c for source in real().sources for c in real().clauses.values() if c.document == source]
    assert shown == [anchor(c.id) for c in ordered]
    assert max(anchors(page).values()) == 1


def test_every_link_from_list_to_list_and_to_a_tree_leads_to_an_anchor() -> None:
    made = {
        name: read(text)
        for name, text in pages_of(real(), report()).items()
        if name not in ("next-step.md", "tool/explore.md")
    }
    there = {name: anchors(page) for name, page in made.items()}
    followed = 0
    for name, page in made.items():
        here = name.removesuffix(".md").removesuffix("index")
        for link in page.xpath("//a/@href"):
            address, _, place = link.partition("#")
            if link.startswith(("https://", "tel:", "sms:", "mailto:")) or address.endswith(".md"):
                continue
            leads = name if not address else f"{normpath(join(here, address))}.md"
            if leads in made and place:
                assert there[leads][place] == 1, (name, link)
                followed += 1
            else:
                path = build.DOCS / leads
                assert path.is_file() or path.with_suffix("").is_dir() or leads in made, (name, link)
    assert followed > len(real().clauses)


def test_a_title_is_that_of_the_front_matter(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "for").mkdir(parents=True)
    (docs / "for" / "a.md").write_text('---\ncarries: []\ntitle: "A: b"\n---\n\n# Other\n', "utf-8")
    (docs / "b.md").write_text("# No front matter\n\ntitle: no\n", "utf-8")
    assert lists.page_titles(docs) == {"docs/for/a.md": "A: b"}


# Pictures


def test_a_picture_holds_every_node_and_no_colour_style_or_id_of_the_layout() -> None:
    laid_out = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="9pt" height="9pt">'
        '<g id="graph0" class="graph">'
        '<title>%0</title><polygon fill="white" points="0,0 1,1"/>'
        '<g id="n1" class="node question"><title>days</title><path fill="none" stroke="black" d="M0,0"/>'
        '<text font-family="Arial" x="5" y="6" fill="#fff">How many?</text></g>'
        '<g id="e1" class="edge"><title>a</title><path d="M1,1"/><text x="1" y="2">A long way over the edge</text></g>'
        "</g></svg>"
    )
    root = ET.fromstring(flowchart.clean(laid_out, "health", NASTY, "says"))
    told = {key for element in root.iter() for key in element.attrib}
    assert not told & {"style", "fill", "stroke", "font-family"}
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert {e.get("id") for e in root.iter() if e.get("id")} == set(labels)
    assert [e.get("data-node") for e in root.iter() if e.get("data-node")] == ["days"]
    assert not root.findall(".//{*}polygon")


def test_a_picture_is_wide_enough_for_words_that_the_layout_puts_past_its_edge() -> None:
    laid_out = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 50"><g><g class="edge"><text x="0" y="5">'
        "Some words that are long</text></g></g></svg>"
    )
    root = ET.fromstring(flowchart.clean(laid_out, "x", "x", "x"))
    left, _, width, _ = (float(part) for part in (root.get("viewBox") or "").split())
    assert left < 0
    assert width > 50


def test_the_description_of_a_layout_quotes_what_could_end_a_text() -> None:
    rules = replace(
        SMALL, facts={k: replace(f, ask=dict.fromkeys(VOICES, 'a "b" \\ c')) for k, f in SMALL.facts.items()}
    )
    dot = flowchart.dot(rules, HEALTH)
    assert '\\"b\\"' in dot
    assert "\\\\" in dot


@pytest.mark.node
def test_every_tree_of_the_library_is_drawn_with_all_its_questions_and_steps() -> None:
    from pathway.site.build import CACHE

    drawn = flowchart.draw(real(), CACHE / "flowcharts")
    for each in real().trees.values():
        root = ET.fromstring(drawn[each.id])
        nodes = {e.get("data-node") for e in root.iter() if e.get("data-node")}
        assert nodes >= {*each.questions, *each.steps}
        assert float(root.get("width") or 0) == float((root.get("viewBox") or "0 0 0").split()[2])


# Plain pages


def test_every_link_of_the_plain_pages_leads_to_a_page() -> None:
    for rules in (SMALL, real()):
        made = plain.generated(rules)
        for name, text in made.items():
            for link in html.fromstring(text).xpath("//main//a/@href"):
                if not link.startswith(("../", "http", "#", "tel:", "sms:", "mailto:")):
                    assert link.partition("#")[0] in made, (name, link)


def test_every_plain_page_can_be_reached_from_the_start() -> None:
    made = plain.generated(real())
    todo, seen = [plain.START], {plain.START}
    while todo:
        for link in html.fromstring(made[todo.pop()]).xpath("//a/@href"):
            page = link.partition("#")[0]
            if page in made and page not in seen:
                seen.add(page)
                todo.append(page)
    assert seen == set(made)


def test_a_parent_is_told_to_pass_by_a_question_that_parents_are_never_asked() -> None:
    page = html.fromstring(plain.generated(SMALL)[walks.Place("late", 0, "more", "q").page])
    [unsure] = page.xpath(f'//a[@data-branch="{NOT_SURE}"]')
    assert VOICE_NAMES["parent"].lower() in unsure.text_content().lower()


def test_a_question_for_the_area_is_asked_as_where_the_child_lives() -> None:
    page = html.fromstring(plain.generated(SMALL)[walks.Place("ill", 0, "health", "here").page])
    leads = {link.get("data-area"): link.get("href") for link in page.xpath("//a[@data-area]")}
    assert leads == {
        "here": walks.Place("ill", 0, "health", "days").page,
        "there": walks.end_of("ill"),  # the next tree is walked by itself, before this walk
    }


def test_a_plain_walk_of_a_small_library_shows_what_the_engine_advises() -> None:
    read = plain_walk.parsed(SMALL)
    for where in SMALL.areas:
        for missed in ("9", "10", "11", "12", NOT_SURE):
            for known in ("early help", "social care", "nobody", NOT_SURE):
                for concerns in (("ill",), ("late",), ("ill", "late"), (NOT_SURE,)):
                    given = {"missed": missed, "known-to": known, "agreed": "no"}
                    about = child(given, where=where, concerns=concerns)
                    _agree(SMALL, read, about)


def test_plain_walks_show_exactly_the_steps_that_the_tool_gives_as_next_and_also() -> None:
    rules = real()
    read = plain_walk.parsed(rules)
    walked = 0
    shown: set[str] = set()
    for raw in circumstances(rules, 600):
        about, _ = answers.read(
            rules,
            on=raw["on"],
            area=raw["area"],
            voice=raw["voice"],
            concerns=raw["concerns"],
            given=raw["given"],
            done=(),
        )
        if about is None or not about.concerns or _said_of_a_child(rules, about):
            continue
        shown |= _agree(rules, read, about)
        walked += 1
    assert walked > 300
    assert len(shown) > 40


def _said_of_a_child(rules: Library, about: answers.Circumstances) -> bool:
    """Whether something was said of one child although every concern is a whole school's: no plain walk asks for it."""
    schools = all(name in rules.concerns and rules.concerns[name].subject == "school" for name in about.concerns or ())
    first = {q.fact for name in rules.first for q in rules.trees[name].questions.values()}
    return schools and bool(first & set(about.given))


def _agree(rules: Library, read: plain_walk.Pages, about: answers.Circumstances) -> set[str]:
    advised = {a.name for a in advice.ask(rules, about, final=True).advised}
    walked = plain_walk.steps(rules, read, about)
    assert walked == advised, about
    return walked
