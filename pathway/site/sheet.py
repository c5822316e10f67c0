"""Material's style sheet without what our pages cannot use: most of it is for parts of the theme that we replace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

WORD = re.compile(r"[\w-]+")
WITHIN = re.compile(r":(?:not|is|where|has|-webkit-any)\([^()]*\)")
"""Parts of a selector that may name what is not there and still match."""
NAMED = re.compile(r"[.#]([\w-]+)|\[([\w-]+)")
PROPERTY = re.compile(r"var\(\s*(--[\w-]+)")
NESTING = ("media", "supports", "layer", "container")


def trimmed(sheet: str, texts: Iterable[str], others: str = "") -> str:
    """The sheet with only the rules that may match and the custom properties that are read.

    `texts` are all pages and scripts: a class, id or attribute none of them holds as a word is on no page. `others`
    are the style sheets that stand beside it, which may read its properties.
    """
    words = frozenset().union(*(WORD.findall(text) for text in texts))
    text = _kept(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), _matching(words))
    before = ""
    while before != text:  # a property that only an idle one reads is idle too
        before, read = text, frozenset(PROPERTY.findall(text + others))
        text = _kept(tinycss2.parse_stylesheet(text), lambda selector: True, read)
    return text


def _matching(words: frozenset[str]) -> Callable[[str], bool]:
    def may_match(selector: str) -> bool:
        while (bare := WITHIN.sub("", selector)) != selector:
            selector = bare
        return all((name or attribute) in words for name, attribute in NAMED.findall(selector))

    return may_match


def _kept(rules: Iterable[Node], may_match: Callable[[str], bool], read: frozenset[str] | None = None) -> str:
    found = []
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword in NESTING and rule.content is not None:
            inner = _kept(tinycss2.parse_rule_list(rule.content, skip_whitespace=True), may_match, read)
            if inner:
                found.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif isinstance(rule, QualifiedRule):
            selectors = ",".join(s for s in _parted(tinycss2.serialize(rule.prelude)) if may_match(s))
            said = tinycss2.serialize(rule.content) if read is None else _read(rule.content, read)
            if selectors and said:
                found.append(f"{selectors}{{{said}}}")
        else:
            found.append(rule.serialize())
    return "".join(found)


def _read(content: list[Node], read: frozenset[str]) -> str:
    """The declarations without the custom properties that nothing reads."""
    said = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return ";".join(
        d.serialize().rstrip(";")
        for d in said
        if not (isinstance(d, Declaration) and d.name.startswith("--") and d.name not in read)
    )


def _parted(selectors: str) -> list[str]:
    """The selectors of a list; a comma in brackets parts nothing."""
    parts, depth = [""], 0
    for sign in selectors:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]
