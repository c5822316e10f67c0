"""No page looks other with the trimmed style sheet than with the whole of Material's."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
from playwright.sync_api import Page, Route

from pathway.site import postprocess
from tests.browser.conftest import Opened

PAGES = ("toolkit/section-19-letter/", "about/accessibility/", "")
LOOKS = """() => [...document.querySelectorAll("*")].flatMap((element) => [null, "::before", "::after"].map((part) => {
  const style = getComputedStyle(element, part);
  if (part && style.content === "none") return "";
  const said = Array.from(style).filter((name) => !name.startsWith("--")).map((name) => style.getPropertyValue(name));
  return [element.tagName, element.className, part, ...said].join(" ");
}))"""


@pytest.mark.parametrize("path", PAGES)
def test_each_element_looks_as_with_the_whole_sheet(opened: Opened, path: str) -> None:
    sheet = next((Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css"))
    whole = postprocess.rescaled(sheet.read_text("utf-8"))

    def with_whole(page: Page) -> None:
        def give(route: Route) -> None:
            route.fulfill(body=whole, content_type="text/css")

        page.route("**/assets/material.css", give)

    still = {"reduced_motion": "reduce"}  # no colour is on its way from one to another
    ours, theirs = opened(path, **still), opened(path, prepare=with_whole, **still)
    for media in ("screen", "print"):
        looks = []
        for page in (ours, theirs):
            page.emulate_media(media=media)
            page.evaluate("document.fonts.ready.then(() => true)")
            looks.append(page.evaluate(LOOKS))
        assert looks[0]
        assert not [mine[:80] for mine, its in zip(*looks, strict=True) if mine != its]
