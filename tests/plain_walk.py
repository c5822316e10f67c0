"""A reader of the plain pages: follows their links, page by page, as one child's answers say."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import html

from pathway.engine import bands
from pathway.engine.advice import CONCERNS
from pathway.engine.answers import Circumstances
from pathway.engine.model import Library
from pathway.engine.rules import values
from pathway.engine.terms import NOT_SURE
from pathway.engine.walk import Walker, ended
from pathway.site.pages import plain, walks

Pages = Mapping[str, html.HtmlElement]


def parsed(library: Library) -> Pages:
    """Every plain page by its file."""
    return {name: html.fromstring(text) for name, text in plain.generated(library).items()}


def steps(library: Library, pages: Pages, child: Circumstances) -> set[str]:
    """Every step that the pages show to this child's reader, who takes the concerns one after the other."""
    assert child.concerns, CONCERNS
    wanted = library.concerns if NOT_SURE in child.concerns else child.concerns
    wanted = sorted(wanted, key=lambda name: library.concerns[name].subject == "school")  # a child comes first
    before = walks.Walks(library).before
    named = list(dict.fromkeys(name for walk in wanted for name in (*before(walk), walk)))
    walker = Walker(library, child, final=True)
    found: set[str] = set()
    last = ""
    for walk in named:
        [start] = _links(pages[plain.START], f'//a[@data-concern="{walk}"]')
        shown, last, stopped = _walk(library, pages, walker, child, start)
        if library.concerns[walk].subject == "school":  # whoever was told that a duty does not cover the child knows it
            outside = frozenset(duty for name in found for duty in library.step(name).outside)
            shown = {name for name in shown if not ended(library, name.partition("/")[0], outside)}
        found |= shown
        if stopped:
            return found
    if not found:
        [end] = _links(pages[last], "//a[@data-all-clear]")
        found |= _shown(pages[end])
    return found


def _walk(
    library: Library, pages: Pages, walker: Walker, child: Circumstances, start: str
) -> tuple[set[str], str, bool]:
    """The steps of one concern's walk, the page where it ended, and whether a step stopped everything."""
    found: set[str] = set()
    at = start
    for _ in range(500):
        page = pages[at]
        shown = _shown(page)
        if shown:
            found |= shown
            on = _links(page, "//a[@data-on]")
            if not on:
                return found, at, True
            [at] = on
        elif page.xpath('//main[@class="question"]'):
            at = _answer(library, walker, child, at, page)
        else:
            return found, at, False
    raise AssertionError(f"the walk from {start} does not end")


def _answer(library: Library, walker: Walker, child: Circumstances, at: str, page: html.HtmlElement) -> str:
    here = _links(page, f'//a[@data-area="{child.area}"]')
    if here:
        return here[0]
    [place] = page.xpath("//main/@data-place")
    tree, _, question = place.partition("/")
    fact = library.facts[library.trees[tree].questions[question].fact]
    seen = walker.see(fact)
    assert seen is not None
    figures = values(library, library.areas[child.area])
    ways = [
        link.get("href")
        for link in page.xpath("//a[@data-branch]")
        if bands.parse(link.get("data-branch"), fact, figures).holds(seen[2], seen[3])
    ]
    assert len(ways) == 1, (at, seen, ways)
    return str(ways[0])


def _links(page: html.HtmlElement, path: str) -> list[str]:
    return [str(link.get("href")) for link in page.xpath(path)]


def _shown(page: html.HtmlElement) -> set[str]:
    return {str(part.get("data-step")) for part in page.xpath("//*[@data-step]")}
