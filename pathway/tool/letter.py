"""The page of a letter: boxes to type in, the letter beside them as it will be sent, and the ways to send it.

What is typed stays in the page's own script (`web/typed.js`): it is no answer, and is in no state, link or saved file.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathway.engine.advice import Advised, Recommendation
from pathway.papers import blanks, letters
from pathway.papers.blanks import Blank
from pathway.papers.letters import Letter
from pathway.tool.frame import SITE, fold, page_address, way_back
from pathway.words.html import Html, join, tag
from pathway.words.wording import sentence

IN_VIEW = 5
"""Boxes that stand open; more are offered."""
FILLED_BY = {"your-name": "name", "your-address": "street-address"}
"""What a browser may offer for a box, of what its reader has let it keep."""


def page(r: Recommendation, a: Advised) -> Html:
    """The letters of a step, made from the case."""
    found = letters.for_step(r, a)
    boxes = letters.boxes(found)
    voice = r.child.voice
    return join(
        way_back(),
        tag("h1", _title(r, a) if voice == "parent" else "A letter for this step", id="title", tabindex="-1"),
        tag("p", tag("b", a.step.title[voice])),
        tag("p", "What you told us is in it already. What you type here stays in this tab and is sent to nobody. An "
            "empty box stays a line to write on."),
        tag(
            "div",
            _boxes(boxes) if boxes else None,
            tag("div", [_paper(one, alone=len(found) == 1) for one in found]),
            class_="desk",
        ),
        tag("p", _take("Copy the letter", "letter-text", a, "btn"), _take("Word file", "letter", a, "btn quiet"),
            tag("button", "Print it", type="button", class_="btn quiet", data_do="print"), class_="take"),
        tag(
            "div",
            fold("Where do I send it?",
                 tag("p", "Look on the website of the council or the school for an address. Is there none? Send it to "
                     "the main address and say in the subject what it is about. Ask for a receipt, and keep a copy.")),
            class_="folds",
        ),
        tag("p", tag("a", "About this letter, and what happens next",
                     href=SITE + page_address(f"toolkit/{a.step.paper(voice)}.md"))),
    )  # fmt: skip


def _paper(letter: Letter, alone: bool) -> Html:
    return tag("section", None if alone else tag("h2", letter.title), letters.shown(letter), class_="letter")


def _title(r: Recommendation, a: Advised) -> str:
    """What the page is called, by whom the letter goes to."""
    role = a.step.recipient.get(r.child.voice, "")
    side = role if role in ("school", "council") else r.library.roles[role].side if role else ""
    return f"Your letter to the {side}" if side in ("school", "council") else "Your letter"


def _boxes(boxes: Sequence[Blank]) -> Html:
    more = boxes[IN_VIEW:]
    return tag(
        "fieldset",
        tag("legend", "For the letter"),
        [_box(blank) for blank in boxes[:IN_VIEW]],
        fold(f"Add more, if you like: {len(more)} boxes", [_box(blank) for blank in more]) if len(more) > 1 else None,
        _box(more[0]) if len(more) == 1 else None,
        class_="boxes",
    )


def _box(blank: Blank) -> Html:
    name = blanks.key(blank.words)
    how: dict[str, str | bool | None] = {
        "id": f"box-{name}", "data_fill": name, "autocomplete": FILLED_BY.get(name, "off"), "maxlength": "1500",
    }  # fmt: skip
    entry = (
        tag("textarea", rows=str(min(blank.lines, 4)), **how) if blank.lines > 1 else tag("input", type="text", **how)
    )
    return tag("div", tag("label", sentence(blank.words), for_=f"box-{name}"), entry, class_="field")


def _take(words: str, what: str, a: Advised, look: str) -> Html:
    return tag("button", words, type="button", class_=look, data_do="take", data_what=what, data_step=a.name)
