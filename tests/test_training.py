"""The training cases: whole, known roles and clauses, and an answer page that says what the engine says."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from lxml import html
from markdown import markdown

from pathway.authoring import reader
from pathway.authoring.problems import ProblemsFound
from pathway.authoring.worked import Case
from pathway.engine import whatif
from pathway.engine.advice import Recommendation, ask
from pathway.engine.answers import Circumstances
from pathway.site import build, postprocess
from pathway.site.pages import training
from pathway.tool import outside

GOOD = Path(__file__).parent / "bad" / "_good"
WHOLE = {
    "title": "A story",
    "roles": ["school"],
    "questions": [{"ask": "What now?", "answer": "This.", "carries": ["A-1"]}],
}


@cache
def authored() -> reader.Authored:
    """The library as it stands."""
    return reader.read(build.LIBRARY)


@cache
def made() -> dict[str, str]:
    """The Markdown of every page for training."""
    return training.pages(authored().library, authored().cases, authored().glossary)


def chosen() -> list[Case]:
    """The training cases."""
    return [c for c in authored().cases if c.training]


def advised(case: Case) -> Recommendation:
    """What the engine says of a case."""
    child = Circumstances(case.on, case.area, case.voice, case.concerns, case.given, case.done)
    return ask(authored().library, child)


def page(name: str) -> Any:
    """A page as the tree of its HTML."""
    _, _, body = made()[f"{training.FOLDER}/{name}.md"].removeprefix("---\n").partition("\n---\n")
    return html.fromstring(f"<main>{markdown(body, extensions=['attr_list', 'md_in_html'])}</main>")


def ids(case: Case) -> str:
    """The name of a case, for the list of tests."""
    return case.id


each = pytest.mark.parametrize("case", chosen(), ids=ids)


# The cases


def test_the_cases_together_show_every_stage_and_every_area() -> None:
    assert {advised(c).stage for c in chosen()} == set(authored().library.stages)
    assert {c.area for c in chosen()} == set(authored().library.areas)


@each
def test_a_training_case_has_a_story_people_for_it_and_three_to_five_questions_with_their_rules(case: Case) -> None:
    assert case.training
    assert case.story
    assert len(case.training.roles) >= 3
    assert 3 <= len(case.training.questions) <= 5
    assert all(q.ask and q.answer and q.carries for q in case.training.questions)


def mistaken(folder: Path, **change: Any) -> list[str]:
    """The codes of what is found wrong with the training part of a case, changed from a whole one."""
    shutil.copytree(GOOD, folder)
    path = next(folder.rglob("cases/*.yaml"))
    part = {k: v for k, v in (WHOLE | change).items() if v is not None}
    path.write_text(path.read_text("utf-8") + yaml.safe_dump({"training": part}), "utf-8")
    try:
        reader.read(folder)
    except ProblemsFound as found:
        return [p.code for p in found.problems]
    return []


def test_a_whole_training_part_has_no_problem(tmp_path: Path) -> None:
    assert mistaken(tmp_path / "library") == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"roles": ["headmistress"]}, "unknown-role"),
        ({"roles": []}, "empty"),
        ({"questions": []}, "empty"),
        ({"title": None}, "missing-key"),
        ({"questions": [{"ask": "What now?", "answer": "This."}]}, "missing-key"),
        ({"questions": [{"ask": "What now?", "answer": "This.", "carries": ["NOT-1"]}]}, "unknown-clause"),
        ({"voice": "school"}, "unknown-key"),
    ],
)
def test_what_is_wrong_with_a_training_part_is_found(change: dict[str, Any], code: str, tmp_path: Path) -> None:
    assert mistaken(tmp_path / "library", **change) == [code]


# Their pages


def test_a_case_without_training_has_no_page() -> None:
    wanted = {f"{training.FOLDER}/{c.id}{end}.md" for c in chosen() for end in ("", "-answer")}
    assert set(made()) == wanted | {f"{training.FOLDER}/index.md"}


def test_a_library_without_training_cases_has_no_list_of_them() -> None:
    others = [c for c in authored().cases if not c.training]
    assert training.pages(authored().library, others, authored().glossary) == {}


def test_the_list_leads_to_every_case_once_and_to_no_answer() -> None:
    links = [a.get("href") for a in page("index").iter("a")]
    assert sorted(link for link in links if not link.startswith("..")) == sorted(f"{c.id}.md" for c in chosen())


@each
def test_the_answer_shows_exactly_the_steps_that_the_engine_advises_in_its_order(case: Case) -> None:
    shown = [e.get("data-step") for e in page(f"{case.id}-answer").iter() if e.get("data-step")]
    assert shown == [a.name for a in advised(case).advised]


@each
def test_the_answer_names_every_step_that_must_not_come_out_with_its_rule(case: Case) -> None:
    rows = {e.get("data-never"): e for e in page(f"{case.id}-answer").iter("li") if e.get("data-never")}
    assert set(rows) == set(case.never)
    for step, clause in case.never.items():
        assert clause in [a.text for a in rows[step].iter("a")]


@each
def test_the_answer_shows_each_change_that_leads_elsewhere_but_to_what_always_comes_first(case: Case) -> None:
    library = authored().library
    changes = [c for c in whatif.changes(library, advised(case).child) if c.next.tree not in library.first]
    text = " ".join(page(f"{case.id}-answer").text_content().split())
    assert changes
    for change in changes:
        assert f"Then: {change.next.step.title[case.voice]}." in text


@each
def test_no_answer_stands_on_the_page_that_the_room_gets(case: Case) -> None:
    assert case.training
    text = " ".join(page(case.id).text_content().split())
    assert training.written_out(case.story, authored().glossary) in text
    assert all(q.ask in text and q.answer not in text for q in case.training.questions)
    assert not [a for a in advised(case).advised if a.step.do[case.voice] in text]


def test_a_short_name_is_written_out_at_its_first_use_in_a_story_only() -> None:
    told = training.written_out("An EHC plan, and again EHC; the GP says so.", authored().glossary)
    assert told == "An education, health and care (EHC) plan, and again EHC; the GP says so."


@each
def test_only_the_answer_is_kept_out_of_the_search(case: Case) -> None:
    heads = [made()[f"{training.FOLDER}/{case.id}{end}.md"].split("\n---\n")[0] for end in ("", "-answer")]
    assert [bool(yaml.safe_load(head.removeprefix("---\n")).get("search")) for head in heads] == [False, True]


@each
def test_both_links_into_the_tool_carry_the_answers_of_the_case_and_no_more(case: Case) -> None:
    links = [urlsplit(a.get("href")) for a in page(case.id).iter("a") if "#v=" in a.get("href", "")]
    assert [link.path for link in links] == ["../../../next-step/", "../../../tool/explore/"]
    for link in links:
        said = dict(parse_qsl(link.fragment))
        assert outside.from_link(authored().library, link.fragment, case.on).notes == ()  # whole, and known to be
        said.pop("sum")
        rest = {k: said.pop(k, "") for k in ("v", "on", "area", "voice", "concerns", "done")}
        assert said == dict(case.given)
        assert rest == {
            "v": "1",
            "on": case.on,
            "area": case.area,
            "voice": case.voice,
            "concerns": ", ".join(case.concerns),
            "done": ", ".join(case.done),
        }


def test_answers_in_a_link_are_no_anchor_and_an_anchor_is_still_looked_for(tmp_path: Path) -> None:
    links = '<a href="#v=1&amp;on=2026-11-23">x</a><a href="#nowhere">x</a>'
    (tmp_path / "a.html").write_text(f"<!doctype html><title>x</title>{links}", "utf-8")
    assert len(postprocess.broken_links(tmp_path)) == 1
