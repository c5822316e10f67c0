"""Who answers now: the numbers of a step, as words and as links."""

from __future__ import annotations

from dataclasses import dataclass

from pathway.engine.model import Library, Ring, Step


@dataclass(frozen=True)
class Number:
    """A number to call or text, what its button says before it, where the button leads, and whose number it is."""

    name: str
    number: str
    leads: str
    role: str

    @property
    def words(self) -> str:
        """The button's words."""
        return f"{self.name} {self.number}"


def numbers(library: Library, ring: Ring) -> tuple[Number, ...]:
    """The numbers of a group, in its order: `Call 999`, `Childline 0800 1111`, `Text Shout 85258`."""
    found = []
    for name in ring.roles:
        role = library.roles[name]
        short = "Call" if " " not in role.call else role.name
        if role.call:
            found.append(Number(short, role.call, f"tel:{role.call.replace(' ', '')}", name))
        if role.text:
            found.append(Number(f"Text {role.name}", role.text, f"sms:{role.text}", name))
    return tuple(found)


def in_text(library: Library, step: Step, voice: str) -> list[str]:
    """Who to ring as lines of text, for the command line and for papers."""
    lines = []
    for ring in step.ring:
        heading = f"{ring.heading[voice]}: " if ring.heading else ""
        says = f". {ring.says[voice]}" if ring.says else ""
        lines.append(heading + "; ".join(n.words for n in numbers(library, ring)) + says)
    return lines
