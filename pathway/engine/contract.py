"""The answer as JSON: what `pathway ask --json` prints and the browser returns, for other programs to read.

`CONTRACT` is its number. Within a number keys are only added; answer.schema.json, beside this file, and
docs/authors/json.md say what each one is.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from pathway.engine.advice import Advised, Recommendation, contact, role_name
from pathway.engine.model import Library, Texts

CONTRACT = 1


def as_json(recommendation: Recommendation) -> str:
    """The recommendation as the command line prints it and the browser returns it: two-space indent, final newline."""
    return json.dumps(as_data(recommendation), ensure_ascii=False, indent=2) + "\n"


def as_data(recommendation: Recommendation) -> dict[str, Any]:
    """The recommendation as plain data, its keys in the order of the published contract."""
    r, library, child = recommendation, recommendation.library, recommendation.child
    voice = child.voice

    def role(name: str) -> dict[str, Any]:
        found = contact(library, child.area, name)
        return {
            "role": name,
            "name": role_name(library, child.area, name),
            "contact": asdict(found) if found else None,
        }

    def texts(value: Texts | None) -> dict[str, str] | None:
        return None if value is None else {v: value[v] for v in ("school", "parent", "agency")}

    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    def step(a: Advised) -> dict[str, Any]:
        s, go_to = a.step, library.step(a.step.if_not_done.go_to)
        tree, _, name = a.step.if_not_done.go_to.partition("/")
        return {
            "tree": a.tree,
            "step": s.id,
            "title": s.title[voice],
            "stage": s.stage,
            "urgency": a.urgency,
            "stops": s.emergency,
            "lead": role(s.lead),
            "with": [role(w) for w in s.with_],
            "by": {
                "date": day(a.by.day),
                "words": a.by.words,
                "from": a.by.starts_from,
                "overdue": a.by.overdue,
                "exact": a.by.exact,
                "clock": a.by.clock or None,
                "unless": a.by.unless or None,
            },
            "consent": s.consent,
            "need": [n[voice] for n in s.need],
            "do": texts(s.do),
            "caution": texts(s.caution),
            "letter": s.paper(voice) or None,
            "read": s.read,
            "carries": [_clause(library, c) for c in a.carries],
            "if_not_done": {
                "after": a.after.words,
                "tree": tree,
                "step": name,
                "title": go_to.title[voice],
                "date": day(a.after.day),
            },
            "why": [
                {
                    "tree": p.tree,
                    "question": p.question,
                    "fact": p.fact,
                    "answer": p.answer,
                    "branch": p.branch,
                    "carries": list(p.carries),
                }
                for p in a.why
            ],
            "kind": a.kind,
            "outside": list(s.outside),
            "ring": [
                {
                    "heading": texts(ring.heading),
                    "who": [
                        {
                            "role": name,
                            "name": role_name(library, child.area, name),
                            "call": library.roles[name].call,
                            "text": library.roles[name].text,
                        }
                        for name in ring.roles
                    ],
                    "says": texts(ring.says),
                }
                for ring in s.ring
            ],
            "you_do": s.move(voice),
            "recipient": role(s.recipient[voice]) if s.recipient.get(voice) else None,
            "who_then_acts": role(s.who_then_acts[voice]) if s.who_then_acts.get(voice) else None,
            "purpose": s.purpose or None,
            "papers": list(s.papers.get(voice, ())),
        }

    return {
        "contract": CONTRACT,
        "asked": {
            "on": child.on,
            "area": child.area,
            "voice": voice,
            "concerns": list(child.concerns or ()),
            "done": list(child.done),
            "library": library.hash,
            "given": dict(sorted(child.given.items())),
        },
        "next": step(r.next) if r.next else None,
        "also": [step(a) for a in r.also],
        "so_far": [step(a) for a in r.so_far],
        "later": [
            {
                "date": day(d.day),
                "clock": d.clock,
                "what": d.title,
                "from": d.starts_from,
                "overdue": d.overdue,
                "words": d.words,
                "exact": d.exact,
                "unless": d.unless or None,
            }
            for d in r.later
        ],
        "stage": r.stage,
        "assumed": [
            {
                "fact": a.fact,
                "treated_as": a.treated_as,
                "find_out_from": (library.facts[a.fact].find_out_from or {}).get(voice, ""),
            }
            for a in r.assumed
        ],
        "ask_next": r.ask_next,
        "unanswered": list(r.unanswered),
        "coming": {
            "from": r.coming.day,
            "begins": [_named(a, voice) for a in r.coming.begins],
            "ends": [_named(a, voice) for a in r.coming.ends],
        }
        if r.coming
        else None,
    }


def _named(a: Advised, voice: str) -> dict[str, str]:
    return {"tree": a.tree, "step": a.step.id, "title": a.step.title[voice]}


def _clause(library: Library, name: str) -> dict[str, Any]:
    c = library.clauses[name]
    return {
        "clause": c.id,
        "document": library.sources[c.document].title,
        "place": c.place,
        "kind": c.kind,
        "checked": c.checked,
        "seen_in": c.seen_in,
        "confidence": c.confidence,
        "check_current": c.check_current,
    }
