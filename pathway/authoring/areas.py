"""Areas, from the words of their files."""

from __future__ import annotations

import re

from pathway.authoring.facts import area_answer
from pathway.authoring.shapes import SHAPES, carries_of, own_name, telephone_of
from pathway.authoring.written import Written, is_day
from pathway.engine.contact import Contact
from pathway.engine.model import Area, RoleHere

_EMAIL = re.compile(r"[^\s@<>\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def area_of(stem: str, written: Written) -> Area:
    f = written.map(SHAPES["area"])
    desk = written.desk
    name = own_name(f["area"], stem)
    given: dict[str, str] = {}
    for key, value in f["answers"].entries():
        fact_id = key.known("fact")
        fact = desk.facts.get(fact_id)
        if fact is not None and not fact.answered_by_area:
            key.note("not-area-fact", name=fact_id)
        elif fact is not None:
            given[fact_id] = area_answer(value, fact)
    answered = [k.text() for k, _ in f["answers"].entries()]
    for fact in desk.facts.values():
        if fact.answered_by_area and fact.id not in answered:
            given[fact.id] = fact.default
            if not fact.default:
                (f["answers"] or f["area"]).note("area-silent", name=fact.id)
    numbers = {k.known("number"): _figure(v) for k, v in f["numbers"].entries()}
    return Area(
        id=name,
        name=f["name"].text(),
        council=f["council"].text(),
        reviewed=f["reviewed"].day(),
        adopts=f["adopts"].all_known("source"),
        answers=given,
        roles={k.known("role"): role_here(v) for k, v in f["roles"].entries()},
        numbers={name: value for name, (value, _) in numbers.items()},
        breaks=tuple(break_of(item) for item in f["breaks"].items()),
        says=f["says"].text(),
        cites={name: carries for name, (_, carries) in numbers.items() if carries},
    )


def _figure(written: Written) -> tuple[int, tuple[str, ...]]:
    """A figure that differs here, and the clauses that set it where they are not those of everywhere else."""
    if written.pairs is None:
        return written.whole(), ()
    f = written.map(SHAPES["number here"])
    return f["value"].whole(), carries_of(f)


def role_here(written: Written) -> RoleHere:
    if written.pairs is None:
        return RoleHere(written.text())
    f = written.map(SHAPES["role here"])
    return RoleHere(f["name"].text(), _contact(f["contact"]) if "contact" in f else None)


def _contact(written: Written) -> Contact:
    f = written.map(SHAPES["contact"])
    email, page = f["email"].text(), f["page"].text()
    if email and not _EMAIL.fullmatch(email):
        f["email"].note("bad-contact", value=email, what="an e-mail address", as_in="name@council.gov.uk")
    if page and not page.startswith("https://"):
        f["page"].note("bad-contact", value=page, what="the address of a page", as_in="https://www.council.gov.uk/sen")
    telephone = telephone_of(f["telephone"])
    found = Contact(telephone, email, page, f["form"].text(), f["post"].text(), f["hours"].text(), f["checked"].day())
    if written.pairs is not None and not any((telephone, email, page, found.form, found.post)):
        written.note("empty-contact")
    return found


def break_of(written: Written) -> tuple[str, str]:
    text = written.text()
    first, _, last = text.partition(" to ")
    if text and not (is_day(first) and is_day(last) and first <= last):
        written.note("bad-dates", value=text)
    return first, last
