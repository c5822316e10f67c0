"""What several pages of the tool are made of: links, kinds of rule, rows of answers, the ways back and out."""

from __future__ import annotations

from datetime import date

from pathway.engine.advice import Advised, contact, kinds, role_name
from pathway.engine.answers import in_words
from pathway.engine.contact import Contact
from pathway.engine.model import Library
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import KIND_NAMES, anchor
from pathway.words.reach import FIND_OUT, is_somewhere_else, ways
from pathway.words.wording import day_words, prose

SITE = "../"
"""From the tool's page to the root of the site."""


def page_address(read: str) -> str:
    """The address, from the site's root, of a page that a rule names by its Markdown file."""
    return read.removesuffix(".md").removesuffix("index").rstrip("/") + "/"


def clause_address(clause: str) -> str:
    """The address, from the site's root, of a clause on the page of sources."""
    return f"about/sources/#{anchor(clause)}"


def pills(library: Library, clauses: tuple[str, ...]) -> Html:
    return join([join(" " if i else "", pill(kind)) for i, kind in enumerate(kinds(library, clauses))])


def reached(found: Contact) -> Html:
    """The ways to reach somebody, as links where they can be pressed, and the day on which the source was read."""
    rows = [
        tag("li", f"{way.name}: ", tag("a", way.words, href=way.leads) if way.leads else way.words)
        for way in ways(found)
    ]
    return join(tag("ul", rows, class_="reach"), tag("p", f"Checked {day_words(found.checked)}.", class_="soft"))


def how_to_reach(library: Library, area: str, role: str) -> Html | None:
    """How to reach a role, where a source says it."""
    found = contact(library, area, role)
    if not found:
        return None
    return join(tag("p", tag("b", role_name(library, area, role)), class_="to"), reached(found))


def where_to_send(library: Library, area: str, role: str) -> Html | None:
    """The same for whoever a step turns to; where no source says it, folded, how to find it out."""
    if role and is_somewhere_else(library, role):
        return how_to_reach(library, area, role) or fold("Where do I send it?", tag("p", FIND_OUT))
    return how_to_reach(library, area, role)


def pill(kind: str) -> Html:
    return tag("span", KIND_NAMES[kind], class_=f"kind {kind}")


def answer_row(question: str, answer: str, place: str) -> Html:
    """One answer in a list of them, with a way to change it."""
    return tag("div", tag("dt", question), tag("dd", answer), tag("dd", change_link(place, question), class_="change"))


def change_link(place: str, question: str) -> Html:
    return tag("a", "Change", tag("span", f": {question}", class_="tool-unseen"), href="#", data_go=place)


def day_shown(iso: str) -> str:
    return in_words(date.fromisoformat(iso))


def clear_step(title: str) -> Html:
    """Nobody needs to finish the questions to learn what is certain."""
    see = tag("button", "See it now", type="button", class_="link", data_do="finish")
    more = ", or go on to find out what else applies."
    return tag("p", "Your next step is already clear: ", tag("b", title), ". ", see, more, class_="clear")


def clear_button(look: str) -> Html:
    return tag("button", "Clear my answers and start again", type="button", class_=look, data_do="restart")


def fold(words: Piece, *body: Piece, on_paper: bool = False) -> Html:
    """What can wait: a line that opens, and stands open `on_paper`."""
    return tag("details", tag("summary", tag("span", words)), *body, class_="fold", data_print=on_paper)


def done_button(a: Advised, voice: str) -> Html:
    hidden = tag("span", f": {a.step.title[voice]}", class_="tool-unseen")
    return tag("button", "This is done", hidden, type="button", class_="btn quiet", data_do="done", data_step=a.name)


def way_back() -> Html:
    return tag("p", tag("a", "Back", href="#", class_="back", data_do="back"))


def paragraphs(text: str) -> Html:
    """A rule's text as paragraphs and lists."""
    return join(
        [
            (tag("p", words) if words else None, tag("ul", [tag("li", item) for item in items]) if items else None)
            for words, items in prose(text)
        ]
    )
