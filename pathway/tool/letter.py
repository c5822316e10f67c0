"""The page of a letter: boxes to type in, the letter beside them as it will be sent, and the ways to send it.

What is typed stays in the page's own script (`web/typed.js`): it is no answer, and is in no state, link or saved file.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathway.engine.advice import Advised, Recommendation
from pathway.papers import letters, wordings
from pathway.papers.blanks import Blank
from pathway.papers.letters import Letter
from pathway.tool.frame import SITE, fold, how_to_reach, page_address, way_back
from pathway.words.html import Html, join, tag
from pathway.words.places import CHECK
from pathway.words.reach import FIND_OUT
from pathway.words.wording import listed, sentence

IN_VIEW = 5
"""Boxes that stand open; more are offered."""
FILLED_BY = {"your-name": "name", "your-address": "address-line1"}
"""What a browser may offer for a box, of what its reader has let it keep."""
HINTS = {"your-child-s-date-of-birth": "For example 14 March 2013"}
PARTS = {
    "exclusion-kind": "an exclusion",
    "exclusion-risk": "an exclusion",
    "off-roll-since": "having no school",
    "health-days-missed": "days missed because of health",
    "anxiety-part": "anxiety or low mood",
    "who-teaches": "teaching that you do or pay for",
    "offer-usable": "what the council has offered",
    "reason-given": "the council's reason",
    "ehc-plan": "an education, health and care plan",
    "section-f": "Section F of an education, health and care plan",
    "disability": "a disability",
    "life-events": "a death",
}
"""What a part of a letter is about, by the fact on which it hangs; the others are too small to name."""


def page(r: Recommendation, a: Advised) -> Html:
    """The letters of a step, made from the case."""
    found = letters.for_step(r, a)
    boxes = letters.boxes(found)
    voice = r.child.voice
    reached = how_to_reach(r.library, r.child.area, a.step.recipient.get(voice, ""))
    return join(
        way_back(),
        tag("h1", _title(found, voice), id="title", tabindex="-1"),
        tag("p", tag("b", a.step.title[voice])) if voice != "parent" else None,
        _intro(min(len(boxes), IN_VIEW)) if boxes else None,
        tag(
            "div",
            _boxes(boxes) if boxes else None,
            tag("p", _take("Copy the letter", "letter-text", a, "btn"), _take("Word file", "letter", a, "btn quiet"),
                tag("button", "Print it", type="button", class_="btn quiet", data_do="print"), class_="take"),
            tag("div", [_paper(one, alone=len(found) == 1) for one in found], class_="sheets"),
            reached,
            tag("div", None if reached else fold("Where do I send it?", tag("p", _where(found))), _left_out(r, a),
                class_="folds"),
            class_="desk",
        ),
        tag("p", tag("a", "About this letter, and what happens next",
                     href=SITE + page_address(f"toolkit/{a.step.paper(voice)}.md"))),
    )  # fmt: skip


def _intro(count: int) -> Html:
    boxes = f"{count} boxes" if count > 1 else "one box"
    return tag("p", f"Fill in {boxes}. What you type stays in this tab and is sent to nobody. You can send the letter "
               "with a box empty: it stays a line to write on.")  # fmt: skip


def _paper(letter: Letter, alone: bool) -> Html:
    return tag("section", None if alone else tag("h2", letter.title), letters.shown(letter), class_="letter",
               aria_label=letter.title)  # fmt: skip


def _title(found: Sequence[Letter], voice: str) -> str:
    """What the page is called: whose letter it is, and whom it goes to as the heading on its own page says."""
    whose = "Your" if voice == "parent" else "A parent's"
    if len(found) > 1:
        return f"{whose} letters"
    return f"{whose} {found[0].title.removeprefix('The ')}"


def _where(found: Sequence[Letter]) -> str:
    if all("council" in one.title and "section 19" in letters.text(one) for one in found):
        return (
            "Look on the council's website for “children with health needs” or “education out of school”. Is there no "
            "address? Send it to the council's main address and write “section 19” in the subject. Ask for a receipt."
        )
    return FIND_OUT


def _left_out(r: Recommendation, a: Advised) -> Html | None:
    """What the letter does not say, because nobody said that it applies."""
    gone = wordings.left_out(r.library.letters[a.step.paper(r.child.voice)], wordings.told(r))
    about = list(dict.fromkeys(PARTS[fact] for fact in gone if fact in PARTS))
    if not about:
        return None
    check = tag("a", "Check your answers", href="#", data_go=CHECK)
    words = f"The parts about {listed(about)}. Nothing that you told us says that they apply. Is that wrong? "
    return fold("What we left out, and why", tag("p", words, check, "."))


def _boxes(boxes: Sequence[Blank]) -> Html:
    """Names first, in the order of the letter; then what somebody may add in their own words."""
    short = sorted(boxes, key=lambda blank: blank.lines > 1)
    more = short[IN_VIEW:]
    return tag(
        "fieldset",
        tag("legend", "For the letter", class_="tool-unseen"),
        [_box(blank) for blank in short[:IN_VIEW]],
        fold("Add your own words, or papers", [_box(blank) for blank in more]) if more else None,
        class_="boxes",
    )


def _box(blank: Blank) -> Html:
    name, hint = f"box-{blank.box}", HINTS.get(blank.box)
    how: dict[str, str | bool | None] = {
        "id": name, "data_fill": blank.box, "autocomplete": FILLED_BY.get(blank.box, "off"),
        "aria_describedby": f"{name}-hint" if hint else None,
    }  # fmt: skip
    if blank.lines > 1:
        entry = tag("textarea", rows=str(min(blank.lines, 4)), maxlength="1500", **how)
    else:
        entry = tag("input", type="text", maxlength="200", **how)
    return tag(
        "div",
        tag("label", sentence(blank.words), for_=name),
        tag("span", hint, class_="hint", id=f"{name}-hint") if hint else None,
        entry,
        class_="field",
    )


def _take(words: str, what: str, a: Advised, look: str) -> Html:
    return tag("button", words, type="button", class_=look, data_do="take", data_what=what, data_step=a.name)
