"""Examples put into the file of a tree, in the way in which its author writes them. What is there stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pathway.authoring.written import UNFILLED

_KEY = re.compile(r"^examples:[ \t]*(?P<rest>.*)$", re.M)
_ITEM = re.compile(r"^(?P<indent> *)- (?P<flow>\{)?", re.M)
_PLAIN = re.compile(r"(?![-?:!&*%@`|>'\"#{}\[\],\s])(?:(?!: | #)[^\n])+(?<![:\s])")
_PLAIN_IN_BRACKETS = re.compile(r"(?![-?:!&*%@`|>'\"#\s])(?:(?!: | #)[^,\[\]{}\"\n])+(?<![:\s])")


@dataclass(frozen=True)
class Sample:
    """An example that nobody has written yet. Its `reach` is for a person to fill in, until a walk has said it."""

    tree: str
    name: str
    on: str
    area: str
    voice: str
    given: Mapping[str, str]
    done: tuple[str, ...] = ()
    reach: str = UNFILLED

    def lines(self, indent: str = "  ") -> str:
        """As an item of a list, a key a line."""
        first, *more = (f"{key}: {value}" for key, value in self._pairs(_PLAIN))
        return "\n".join([f"{indent}- {first}", *(f"{indent}  {line}" for line in more)])

    def line(self, indent: str = "  ") -> str:
        """As an item of a list, on one line."""
        return f"{indent}- {{{', '.join(f'{key}: {value}' for key, value in self._pairs(_PLAIN_IN_BRACKETS))}}}"

    def _pairs(self, plain: re.Pattern[str]) -> Iterable[tuple[str, str]]:
        own = tuple(name.removeprefix(f"{self.tree}/") for name in self.done)
        yield "name", _text(self.name, plain)
        yield "on", self.on
        yield "area", self.area
        yield "voice", self.voice
        yield "given", _flow(self.given)
        if own:
            yield "done", f"[{', '.join(own)}]"
        yield "reach", self.reach.removeprefix(f"{self.tree}/")


def with_examples(text: str, samples: Iterable[Sample]) -> str:
    """The text of a tree's file with these examples after its own."""
    key = _KEY.search(text)
    if key is None or key["rest"].partition("#")[0].strip() in ("[]", ""):
        start = len(text) if key is None else key.end()
        end = start if key is None else _end(text, start)
    else:  # a list in brackets on one line: opened, its items are not touched
        raise ValueError("the examples stand in brackets")
    item = _ITEM.search(text, start, end)
    indent, flow = (item["indent"], bool(item["flow"])) if item else ("  ", False)
    new = "\n".join(one.line(indent) if flow else one.lines(indent) for one in samples)
    before, after = text[:end].rstrip(), text[end:].lstrip("\n")
    if key is None:
        before += "\n\nexamples:"
    elif key["rest"].startswith("[]"):
        before = f"{text[: key.start()]}examples:{text[key.end() : end].rstrip()}"
    return f"{before}\n{new}\n" + (f"\n{after}" if after else "")


def _end(text: str, start: int) -> int:
    """Where the list ends that begins below `start`: at the next key, or with the file."""
    other = re.compile(r"^[^\s#-]", re.M).search(text, start)
    return other.start() if other else len(text)


def _flow(given: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_answer(answer)}" for name, answer in given.items()) + "}"


def _answer(answer: str) -> str:
    parts = [_text(part, _PLAIN_IN_BRACKETS) for part in answer.split(", ")]
    return f"[{', '.join(parts)}]" if len(parts) > 1 else parts[0]


def _text(words: str, plain: re.Pattern[str]) -> str:
    """A text as it is where YAML takes it for one, else in quotes."""
    return words if plain.fullmatch(words) else json.dumps(words, ensure_ascii=False)
