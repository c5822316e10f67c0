"""Every kind of page in a real browser: at any width and in both schemes, by keyboard, on paper, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pathway.site import postprocess
from pathway.site.pages import plain, walks
from tests.browser.conftest import Opened
from tests.under_node import library

KINDS = {
    "home": "",
    "tool": "next-step/",
    "guidance": "parents/",
    "stages": "pathway/",
    "stage": "pathway/interim/",
    "tree": "trees/education-now/",
    "trees": "trees/",
    "clocks": "protocol/clocks/",
    "roles": "protocol/roles/",
    "sources": "about/sources/",
    "clauses": "about/clauses/",
    "search": "search/",
    "authors": "authors/format/",
    "not there": "nowhere/",
    "plain start": f"plain/{plain.START}",
    "plain question": f"plain/{walks.Place('health', 0, 'safety', 'danger').page}",
    "plain emergency": f"plain/{walks.Place('health', 0, 'safety', 'call-for-help').page}",
    "plain step": f"plain/{walks.Place('health', 1, 'scope', 'before-school-age').page}",
    "plain end": f"plain/{walks.end_of('health')}",
    "emergency": "next-step/now/",
    "crisis": "next-step/talk/",
    "for a child alone": "next-step/listen/",
    "plain roles": f"plain/{plain.ROLES}",
}
WIDTHS = (1280, 375)
Axe = Callable[[Page], list[str]]

# Where the focus is after a press of Tab: what it is, whether it can be seen, and whether it shows that it is there.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0 && box.left >= -1 && box.right <= innerWidth + 1 &&
    box.bottom > 0 && box.top < innerHeight;
  const marks = [getComputedStyle(e), getComputedStyle(e, "::after")];
  return {
    name: `${e.tagName} ${e.id} ${e.className} ${e.textContent.trim().slice(0, 40)}`,
    seen,
    marked: marks.some((s) => parseFloat(s.outlineWidth) >= 3 && s.outlineStyle !== "none"),
  };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_kind_of_page(opened: Opened, axe: Axe, kind: str, scheme: str) -> None:
    page = opened(KINDS[kind], color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == [], width


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_small_phone_or_400_per_cent(opened: Opened, kind: str) -> None:
    page = opened(KINDS[kind], width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("kind", ["home", "guidance", "tree", "clocks", "search", "tool", "plain start"])
def test_every_stop_of_the_tab_key_can_be_seen_and_is_marked(opened: Opened, kind: str, width: int) -> None:
    page = opened(KINDS[kind], width=width, height=700)
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        stops.append(focus)
    assert len(stops) > 5
    assert not [stop["name"] for stop in stops if not stop["seen"]]
    assert not [stop["name"] for stop in stops if not stop["marked"]]


def test_the_first_stop_of_the_tab_key_leads_past_the_header(opened: Opened) -> None:
    page = opened(KINDS["guidance"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_on_a_phone_few_stops_stand_before_the_page_itself(opened: Opened) -> None:
    page = opened(KINDS["guidance"], width=320, height=640)
    inside = "document.getElementById('main').contains(document.activeElement)"
    # Past the header, the name, the menu, 999 and the way to help: the next is in the page.
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(inside):
            break
    assert page.evaluate(inside)


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(opened: Opened) -> None:
    page = opened("", width=375, height=800)
    menu = page.locator(".top .menu")
    links = page.locator("#menu a")
    assert not links.first.is_visible()
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert links.first.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.classList.contains('menu')")


def test_the_name_of_the_site_stands_whole_on_a_phone(opened: Opened) -> None:
    name = opened("", width=320, height=640).locator(".top .name")
    assert name.evaluate("e => e.scrollWidth <= e.clientWidth && e.getBoundingClientRect().height < 60")


def test_no_single_key_does_anything(opened: Opened) -> None:
    page = opened(KINDS["guidance"])
    before = page.url
    for key in "fs/np.,":
        page.keyboard.press(key)
    assert page.url == before
    assert page.evaluate("document.activeElement === document.body")


def test_the_chosen_scheme_is_kept_from_page_to_page(opened: Opened) -> None:
    page = opened("", color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.locator(".top .scheme").click()
    dark = page.evaluate(colour)
    assert dark != light
    page.goto(page.url + KINDS["guidance"])
    assert page.evaluate(colour) == dark


def test_the_danger_line_stands_on_every_page(site: Path) -> None:
    without = [
        path.relative_to(site).as_posix() for path in site.rglob("*.html") if "tel:999" not in path.read_text("utf-8")
    ]
    assert not without


def test_search_finds_a_page_and_keeps_the_words_out_of_the_address_that_is_sent(opened: Opened) -> None:
    page = opened(KINDS["search"])
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url))
    page.get_by_role("searchbox").fill("healthcare plan")
    page.keyboard.press("Enter")
    first = page.locator(".found a").first
    first.wait_for()
    assert not [url for url in sent if "plan" in url.partition("#")[0]]
    first.click()
    expect(page).not_to_have_url(re.compile("/search/"))
    page.locator("h1").wait_for()


def test_search_that_finds_nothing_says_so(opened: Opened) -> None:
    page = opened(KINDS["search"])
    page.get_by_role("searchbox").fill("xyzzyx")
    page.keyboard.press("Enter")
    page.locator("form.search [role=status]:not(:empty)").wait_for()
    assert page.locator(".found li").count() == 0


def test_without_a_script_every_section_and_the_plain_pages_are_in_reach(opened: Opened) -> None:
    page = opened("", width=375, height=800, java_script_enabled=False)
    assert page.locator("#menu a").first.is_visible()
    assert not page.locator(".top .menu").is_visible()
    page.goto(page.url + KINDS["tool"])
    page.locator("noscript a, a[href*='plain/']").first.click()
    expect(page).to_have_url(re.compile("/plain/"))
    page.locator("a[data-concern]").first.click()
    page.locator("a[data-branch]").first.click()
    expect(page.locator("[data-step], [data-branch], [data-area]")).not_to_have_count(0)


@pytest.mark.parametrize("width", [1280, 375])
def test_the_words_of_a_flowchart_are_never_smaller_than_14_pixels(opened: Opened, width: int) -> None:
    page = opened("trees/recovery/", width=width, height=800)
    sizes = page.eval_on_selector_all(
        ".flow svg",
        "all => all.map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width * "
        "parseFloat(getComputedStyle(s.querySelector('text')).fontSize))",
    )
    assert sizes
    assert min(sizes) >= 14


def test_the_text_of_a_page_is_18_pixels_and_its_lines_are_short(opened: Opened) -> None:
    page = opened(KINDS["guidance"])
    words = page.locator("article > p").first
    assert words.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") == 18
    assert words.evaluate("e => e.getBoundingClientRect().width") <= 34 * 16


def test_the_fonts_come_from_the_site_itself(opened: Opened) -> None:
    page = opened("")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('700 18px \"Atkinson Hyperlegible Next\"')")


def weight(site: Path, *names: str) -> int:
    """Bytes on the wire of some files of the site, as brotli sends them."""
    total = 0
    for name in names:
        squeezed = site / f"{name}.br"
        total += (squeezed if squeezed.is_file() else site / name).stat().st_size
    return total


def test_a_plain_page_weighs_no_more_than_30_kilobytes_with_all_it_needs(site: Path) -> None:
    shared = ("plain/plain.css", plain.FONT, "assets/icon.svg")
    pages = [f"plain/{path.name}" for path in (site / "plain").glob("*.html")]
    heaviest = max(pages, key=lambda name: weight(site, name))
    assert weight(site, heaviest, *shared) <= 30_000


def test_a_page_of_guidance_weighs_no_more_than_130_kilobytes(site: Path) -> None:
    shared = ("assets/material.css", "assets/site.css", "assets/site.js", "assets/icon.svg")
    fonts = ("assets/fonts/atkinson-400.woff2", "assets/fonts/atkinson-700.woff2")
    for name in ("parents/index.html", "pathway/interim/index.html"):
        assert weight(site, name, *shared, *fonts) <= 130_000


def test_each_stage_page_shows_where_it_stands_in_the_picture(opened: Opened) -> None:
    for stage in library().stages.values():
        page = opened(stage.read.removesuffix(".md") + "/")
        here = page.locator(".stages [aria-current=page]")
        assert here.count() == 1


def test_a_printed_page_has_its_words_and_no_menus(opened: Opened) -> None:
    page = opened(KINDS["guidance"])
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("#menu").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_policy_forbids_every_inline_script(opened: Opened) -> None:
    page = opened("")
    ran = page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; "
        "document.head.append(s); return window.ran === true; }"
    )
    assert not ran
    assert page.evaluate("brokenPolicy.splice(0).length") > 0
    assert "unsafe-inline" not in postprocess.HEADERS["Content-Security-Policy"]
