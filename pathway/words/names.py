"""The names of things, once each: kinds of rule, urgencies, voices, and the child as each voice says it."""

from __future__ import annotations

KIND_NAMES = {
    "law": "Law",
    "guidance": "Statutory guidance",
    "case": "Courts and Ombudsman",
    "advice": "Advice",
    "local": "Local arrangement",
    "suggestion": "Our suggestion",
}
URGENCY_NAMES = {"now": "Now", "soon": "Soon", "planned": "Planned"}
VOICE_NAMES = {
    "parent": "Parent or carer",
    "school": "School",
    "agency": "Council, health or social care",
}
VOICE_HINTS = {
    "parent": "Or somebody who helps a family",
    "school": "SENCO, attendance, pastoral staff, head",
    "agency": "Officers, practitioners, multi-agency groups, trainers",
}
CHILD = {"parent": "your child", "school": "the pupil", "agency": "the child"}
CONCERNS_ASKED = {
    "parent": "What is happening? Choose all that apply",
    "school": "What is happening with this pupil? Choose all that apply",
    "agency": "What is happening with this child? Choose all that apply",
}


def anchor(clause: str) -> str:
    """The anchor of a clause on the pages that list them: `W2.3` is `w2-3`."""
    return clause.lower().replace(".", "-")
