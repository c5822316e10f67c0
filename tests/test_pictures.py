"""The drawings of the guidance: safe to stand in a page, described in words, and true to the library."""

from __future__ import annotations

import re
from base64 import b64encode
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from pathway.authoring.guidance import PICTURES
from pathway.site import build, licences
from pathway.site.pages import guidance
from pathway.words.names import KIND_NAMES
from tests.under_node import library

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted(path.stem for path in PICTURES.glob("*.svg"))
ELEMENTS = {"svg", "title", "desc", "g", "rect", "circle", "path", "text"}
SHEET = (build.DOCS / "assets" / "site.css").read_text("utf-8")
PHONE = 375


def drawing(name: str) -> ElementTree.Element:
    """The root of a drawing."""
    return ElementTree.fromstring((PICTURES / f"{name}.svg").read_text("utf-8"))


def words(name: str) -> str:
    """All the words of a drawing, in order."""
    return " ".join(element.text or "" for element in drawing(name).iter(f"{SVG}text"))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_says_what_it_shows_to_who_cannot_see_it(name: str) -> None:
    root = drawing(name)
    said = {e.get("id"): e.text for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img"
    for key, least in (("aria-labelledby", 3), ("aria-describedby", 20)):
        text = said[root.get(key)]
        assert text
        assert len(text.split()) >= least


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_holds_nothing_that_the_security_policy_forbids(name: str) -> None:
    for element in drawing(name).iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert not [key for key in element.attrib if key == "style" or key.startswith("on") or key.endswith("href")]


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_leaves_its_colours_to_the_sheet_and_so_to_the_scheme(name: str) -> None:
    ruled = set(re.findall(r"\.([a-z][a-z0-9-]*)", " ".join(line for line in SHEET.splitlines() if ".drawn" in line)))
    for element in drawing(name).iter():
        assert not {"fill", "stroke", "color"} & set(element.keys())
        assert {*(element.get("class") or "").split()} <= ruled


@pytest.mark.parametrize("name", NAMES)
def test_the_words_for_kinds_of_rule_are_those_of_the_site(name: str) -> None:
    marks = [g for g in drawing(name).iter(f"{SVG}g") if "mark" in (g.get("class") or "")]
    for mark in marks:
        kind = (mark.get("class") or "").replace("mark ", "")
        text = mark.find(f"{SVG}text")
        assert text is not None
        assert text.text == KIND_NAMES[kind]


def test_the_picture_of_the_stages_names_the_stages_of_the_library_in_their_order() -> None:
    said = words("stages")
    stages = sorted(library().stages.values(), key=lambda stage: stage.number)
    for variant in (said[: len(said) // 2], said[len(said) // 2 :]):
        places = [variant.find(stage.title.split()[0]) for stage in stages]
        assert places == sorted(places)
        assert -1 not in places
    for stage in stages:
        assert stage.title in said
        assert stage.in_short in said


def test_the_days_of_the_timeline_are_those_of_the_library() -> None:
    numbers = library().numbers
    days = [int(day) for day in re.findall(r"\bday (\d+)\b", words("first-fifteen-days"))]
    drawn = [day for day in days if day != 15]
    assert drawn == [1, 2, 5, numbers["monitor-days"].value]
    assert numbers["review-days"].value == numbers["monitor-days"].value
    assert days[-1] == library().clocks["day-fifteen"].length == 15


@pytest.mark.parametrize("name", ["escalation", "section-f"])
def test_a_ladder_waits_as_long_as_the_library_says(name: str) -> None:
    spelt = {3: "three", 5: "five", 10: "ten"}
    assert f"{spelt[int(library().numbers['reply-days'].value)]} working days" in words(name)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 768, PHONE])
@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_picture_is_small_cut_off_or_outside_its_box(chromium: Browser, name: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    try:
        shown = guidance.picture(name, (PICTURES / f"{name}.svg").read_text("utf-8"))
        page.set_content(
            "<!doctype html><meta name=viewport content='width=device-width'><body>"
            f"<div class='wrap'><article class='md-typeset'>{shown}</article></div>"
        )
        page.add_style_tag(content=without_fonts())
        found = page.evaluate(MEASURED)
    finally:
        page.close()
    assert found["least"] >= 14
    assert found["outside"] == []
    assert found["wide"] <= width


def without_fonts() -> str:
    """The site's sheet with the font's files from where the build takes them."""
    sans = ":root{--md-text-font-family:'Atkinson Hyperlegible Next',sans-serif}"
    return sans + re.sub(r'url\("fonts/atkinson-(\d+)\.woff2"\)', lambda found: f'url("{font(found[1])}")', SHEET)


def font(weight: str) -> str:
    """A weight of the site's font as a data address."""
    path = licences.folder(licences.FONT) / "files" / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
    return f"data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}"


# The least height of a letter, and the words that stick out of the drawing or of the box in which they begin.
MEASURED = """async () => {
  await document.fonts.load("16px 'Atkinson Hyperlegible Next'");
  await document.fonts.load("700 16px 'Atkinson Hyperlegible Next'");
  const drawing = document.querySelector("svg.drawn").getBoundingClientRect();
  const boxes = [...document.querySelectorAll("svg .card, svg .seat, svg .table, svg .mark rect")]
    .map((box) => box.getBoundingClientRect()).filter((box) => box.width);
  const outside = [];
  let least = Infinity;
  for (const text of document.querySelectorAll("svg text")) {
    const own = text.getBoundingClientRect();
    if (!own.width) continue;
    least = Math.min(least, text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize));
    const middle = (own.top + own.bottom) / 2;
    const starts = (box) => own.left > box.left && own.left < box.right && middle > box.top && middle < box.bottom;
    const fits = (box) =>
      own.left >= box.left - 1 && own.right <= box.right + 1 && own.top >= box.top - 3 && own.bottom <= box.bottom + 3;
    if (!fits(drawing) || !boxes.filter(starts).every(fits)) outside.push(text.textContent);
  }
  return { least, outside, wide: document.documentElement.scrollWidth };
}"""
