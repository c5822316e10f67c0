"""The pages that ask. Every form carries `data-form`, the place it belongs to; the page's script knows nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pathway.engine.answers import Message
from pathway.engine.model import Fact, Library
from pathway.engine.terms import NONE_OF_THESE, NONE_YET, NOT_SURE, VOICES
from pathway.tool.frame import answer_row, clear_button, clear_step, day_shown, way_back
from pathway.words.html import Html, Piece, join, tag
from pathway.words.names import CHILD, VOICE_HINTS, VOICE_NAMES
from pathway.words.places import CHECK, DAY

NOBODY_CHOSEN, NOWHERE_CHOSEN = "Select who you are", "Select where the child lives"


@dataclass(frozen=True)
class Form:
    """A page that asks: what was entered before (for this place) and what is wrong with it."""

    place: str
    entered: Mapping[str, Sequence[str]]
    messages: tuple[Message, ...] = ()
    back: bool = False
    early: bool = False  # whether the answer so far may be asked for
    clear: str = ""  # the title of the next step, where no later answer can change it


def voice_page(form: Form) -> Html:
    """Who is asking."""
    options = [(v, VOICE_NAMES[v], VOICE_HINTS[v]) for v in VOICES]
    choices = _choices(form, "Who are you?", "So that the questions and the answer fit you", options)
    saved = tag(
        "details",
        tag("summary", "Open answers that you saved before"),
        tag("p", tag("label", "The file with your answers (it ends in .json)", for_="saved")),
        tag("p", tag("input", type="file", id="saved", accept=".json,application/json")),
    )
    return join(_page(form, choices), tag("div", saved, class_="tool-help"))


def area_page(library: Library, form: Form, voice: str) -> Html:
    """Where the child lives."""
    options = [(a.id, a.name, "") for a in library.areas.values()]
    legend = f"Where does {CHILD[voice]} live?"
    hint = "The council where the child lives must act, even if the school is somewhere else"
    return _page(form, _choices(form, legend, hint, options))


def day_page(form: Form, right: bool) -> Html:
    """Which day it is: asked where the device's clock cannot be `right`, and changed where the reader wants to."""
    why = "We count every other date from this one"
    hint = why if right else f"The clock of this device is not right. {why}"
    return _page(form, _date(form, "What is today's date?", hint, ()))


def day_row(on: str) -> tuple[str, str, str]:
    """The day that the answer is worked out for, beside the answers."""
    return "Today's date", day_shown(on) if on else "Not known", DAY


def concerns_page(library: Library, form: Form, voice: str) -> Html:
    """What is happening: tick all that apply."""
    options = [(c.id, c.title[voice], c.hint[voice] if c.hint else "") for c in library.concerns.values()]
    legend = "What is happening? Select all that apply"
    return _page(form, _choices(form, legend, "", options, several=True, last=[(NOT_SURE, "I am not sure")]))


def fact_page(fact: Fact, form: Form, voice: str) -> Html:
    """One question about one fact."""
    legend, hint = fact.ask[voice], fact.hint[voice] if fact.hint else ""
    not_sure = [(NOT_SURE, "I am not sure")]
    if fact.kind == "yes or no":
        body = _choices(form, legend, hint, [("yes", "Yes", ""), ("no", "No", "")], last=not_sure)
    elif fact.kind in ("choice", "several choices"):
        options = [(c.id, c.label[voice], "") for c in fact.choices]
        several = fact.kind == "several choices"
        last = [(NONE_OF_THESE, "None of these"), *not_sure] if several else not_sure
        body = _choices(form, legend, hint, options, several=several, last=last)
    elif fact.kind == "date":
        last = ([(NONE_YET, "It has not happened yet")] if NONE_YET in fact.may_be else []) + not_sure
        body = _date(form, legend, hint, last)
    elif fact.kind == "date ranges":
        body = _lines(form, legend, hint)
    else:
        body = _number(form, fact, legend, hint, not_sure)
    help_: list[Piece] = []
    if fact.why:
        help_.append(tag("details", tag("summary", "Why we ask"), tag("p", fact.why[voice])))
    if fact.find_out_from:
        who = tag("p", fact.find_out_from[voice])
        help_.append(tag("details", tag("summary", "Not sure? Who would know"), who))
    return _page(form, body, tag("div", help_, class_="tool-help") if help_ else None)


def check_page(rows: Sequence[tuple[str, str, str]], back: bool) -> Html:
    """Every answer so far, each with a way to change it."""
    return join(
        way_back() if back else None,
        tag("h1", "Check your answers", id="title", tabindex="-1"),
        tag("p", "Change anything that is not right. Your other answers stay. We ask more only if we need it."),
        tag("dl", [answer_row(*row) for row in rows], class_="answers"),
        tag("p", tag("button", "See the next step", type="button", class_="btn", data_do="ahead"),
            tag("button", "Save these answers to a file", type="button", class_="btn quiet", data_do="take",
                data_what="answers"), class_="take"),
        tag("p", clear_button("link"), class_="ways"),
    )  # fmt: skip


def _page(form: Form, *body: Piece) -> Html:
    return join(
        way_back() if form.back else None,
        clear_step(form.clear) if form.early and form.clear else None,
        _summary(form),
        tag("form", body, tag("p", tag("button", "Continue", type="submit", class_="btn"), class_="take"),
            data_form=form.place, novalidate=True, method="post", autocomplete="off"),
        tag(
            "p",
            tag("button", "See the answer so far", type="button", class_="link", data_do="finish")
            if form.early and not form.clear
            else None,
            tag("a", "Check your answers", href="#", class_="link", data_go=CHECK) if form.early else None,
            clear_button("link"),
            class_="ways",
        )
        if form.back
        else None,
    )  # fmt: skip


def _summary(form: Form) -> Html | None:
    if not form.messages:
        return None
    items = [tag("li", tag("a", m.words, href="#field", data_focus="field")) for m in form.messages]
    inner = tag("div", tag("h2", "There is a problem"), tag("ul", items), role="alert")
    return tag("div", inner, class_="summary", id="problem", tabindex="-1")


def _group(form: Form, legend: str, hint: str, *fields: Piece) -> Html:
    described = " ".join(i for i, on in (("hint", hint), ("wrong", form.messages)) if on) or None
    inside = tag(
        "fieldset",
        tag("legend", tag("h1", legend, id="title", tabindex="-1")),
        tag("p", hint, class_="hint", id="hint") if hint else None,
        _wrong(form),
        fields,
        aria_describedby=described,
    )
    return tag("div", inside, class_="bad" if form.messages else None)


def _wrong(form: Form) -> Html | None:
    if not form.messages:
        return None
    hidden = tag("span", "Error: ", class_="tool-unseen")
    return tag("p", hidden, "; ".join(m.words for m in form.messages), class_="wrong", id="wrong")


def _choices(
    form: Form,
    legend: str,
    hint: str,
    options: Sequence[tuple[str, str, str]],
    several: bool = False,
    last: Sequence[tuple[str, str]] = (),
) -> Html:
    chosen = form.entered.get("answer", ())
    kind = "checkbox" if several else "radio"
    boxes = [_box(kind, "answer", i, *option, option[0] in chosen) for i, option in enumerate(options)]
    ends = [_box(kind, "answer", len(options) + i, v, words, "", v in chosen) for i, (v, words) in enumerate(last)]
    hint = hint or ("Select all that apply" if several and "all that apply" not in legend else "")
    return _group(form, legend, hint, boxes, tag("p", "or", class_="or") if ends else None, ends)


def _box(kind: str, name: str, number: int, value: str, words: str, small: str, checked: bool) -> Html:
    own = "field" if number == 0 else f"field-{number}"
    return tag(
        "div",
        tag("input", type=kind, name=name, id=own, value=value, checked=checked),
        tag("label", words, tag("small", small) if small else None, for_=own),
        class_="choice",
    )


def _others_boxes(form: Form, last: Sequence[tuple[str, str]]) -> Html:
    chosen = form.entered.get("other", ())
    boxes = [_box("checkbox", "other", i + 1, v, words, "", v in chosen) for i, (v, words) in enumerate(last)]
    return join(tag("p", "or", class_="or"), boxes)


def _number(form: Form, fact: Fact, legend: str, hint: str, last: Sequence[tuple[str, str]]) -> Html:
    unit = "%" if fact.kind == "percentage" else fact.unit
    entered = "".join(form.entered.get("answer", ())[:1])
    box = tag(
        "p",
        tag("input", type="text", inputmode="decimal" if unit == "%" else "numeric", name="answer", id="field",
            size=str(max(6, len(entered) + 1)), class_="num", maxlength="20", value=entered,
            aria_labelledby="title field-unit" if unit else "title", aria_invalid="true" if form.messages else None),
        tag("span", f" {unit}", id="field-unit") if unit else None,
    )  # fmt: skip
    return _group(form, legend, hint, box, _others_boxes(form, last))


def _date(form: Form, legend: str, hint: str, last: Sequence[tuple[str, str]]) -> Html:
    def part(name: str, label: str, own: str, size: str) -> Html:
        entered = "".join(form.entered.get(name, ())[:1])
        field = tag("input", type="text", inputmode="numeric" if name != "month" else None, name=name, id=own,
                    size=size, maxlength="20", class_="num", value=entered,
                    aria_invalid="true" if form.messages else None)  # fmt: skip
        return tag("div", tag("label", label, for_=own), field)

    fields = tag(
        "div", part("day", "Day", "field", "2"), part("month", "Month", "field-month", "4"),
        part("year", "Year", "field-year", "4"), class_="date",
    )  # fmt: skip
    example = "For example, 27\u00a03\u00a02026"
    hint = f"{hint.removesuffix('.')}. {example}" if hint else example
    return _group(form, legend, hint, fields, _others_boxes(form, last) if last else None)


def _lines(form: Form, legend: str, hint: str) -> Html:
    shown = "".join(form.entered.get("answer", ())[:1]).replace(", ", "\n")
    area = tag("textarea", shown, name="answer", id="field", rows="6", maxlength="500", aria_labelledby="title")
    hint = hint or "One holiday a line, first day to last day, for example 21 12 2026 to 1 1 2027"
    return _group(form, legend, hint, tag("p", area))
