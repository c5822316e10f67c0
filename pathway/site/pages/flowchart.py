"""A tree as a picture: laid out by Graphviz under Node, then cleaned so that the style sheet alone gives it colours."""

from __future__ import annotations

import hashlib
import json
import textwrap
import xml.etree.ElementTree as ET
from pathlib import Path

from pathway.engine.model import Library, Tree
from pathway.engine.terms import NOTHING
from pathway.engine.walk import target
from pathway.site.runtime import prepare
from pathway.words import phrases

HERE = Path(__file__).parent
SVG = "{http://www.w3.org/2000/svg}"
TEXT = 15
"""Size of the words in pixels; the picture is never shown smaller than it was drawn."""
KEPT = ("d", "points", "cx", "cy", "rx", "ry", "x", "y", "transform", "text-anchor", "viewBox")


def draw(library: Library, cache: Path) -> dict[str, str]:
    """One SVG a tree, by the tree's name. What was drawn before comes out of the cache."""
    dots = {tree.id: dot(library, tree) for tree in library.trees.values()}
    layout = (HERE / "flowchart.mjs").read_bytes()
    files = {name: cache / f"{_digest(layout, text.encode())}.svg" for name, text in dots.items()}
    missing = {name: text for name, text in dots.items() if not files[name].exists()}
    if missing:
        drawn: dict[str, str] = json.loads(prepare.run_node(HERE / "flowchart.mjs", given=json.dumps(missing)))
        cache.mkdir(parents=True, exist_ok=True)
        for name, svg in drawn.items():
            files[name].write_text(svg, "utf-8")
    return {
        name: clean(file.read_text("utf-8"), name, library.trees[name].title, description(library.trees[name]))
        for name, file in files.items()
    }


def dot(library: Library, tree: Tree) -> str:
    """The tree in Graphviz's language: questions in a column, ends in a column beside it, so that a phone can show it.

    The classes of nodes and edges are those of the style sheet.
    """
    lines = [
        "digraph {",
        '  graph [rankdir=LR nodesep=0.3 ranksep=0.3 margin=0 bgcolor="transparent"]',
        f'  node [fontname="Arial" fontsize={TEXT} shape=box style=rounded margin="0.15,0.1"]',
        f'  edge [fontname="Arial" fontsize={TEXT} arrowsize=0.7]',
    ]
    column = [_id(name) for name in tree.questions]
    if column:
        lines.append(f"  {{rank=same {' '.join(column)}}}")
    for question in tree.questions.values():
        fact = library.facts[question.fact]
        lines.append(f"  {_id(question.id)} [label={_text(fact.ask['agency'], 24)} class={_id('question')}]")
        ways: dict[str, list[str]] = {}
        for branch in question.branches:
            ways.setdefault(branch.target, []).append(phrases.in_words(library, fact, branch.phrase, "agency"))
        for leads, said in ways.items():
            end = leads
            if leads == NOTHING or leads.startswith("tree "):
                # Its own end for each question: one shared end would draw lines across the whole picture.
                end = f"{question.id} to {leads}"
                lines.append(_end(library, end, leads))
            lines.append(f"  {_id(question.id)} -> {_id(end)} [label={_text(_joined(said), 18)}]")
    lines += [
        f"  {_id(step.id)} [label={_text(step.title['agency'], 22)} class={_id('step ' + step.urgency)}]"
        for step in tree.steps.values()
    ]
    return "\n".join([*lines, "}"])


def description(tree: Tree) -> str:
    """What the picture shows, for those who do not see it."""
    return (
        f"Flowchart of {len(tree.questions)} questions that lead to {len(tree.steps)} steps. "
        "The same questions and steps stand on this page as text."
    )


def clean(svg: str, name: str, title: str, says: str) -> str:
    """Graphviz's SVG without colours, sizes, styles or ids, and with a name and a description."""
    root = ET.fromstring(svg)
    graph = root.find(f"{SVG}g")
    if graph is None:
        raise ValueError(f"the layout of {name} holds no graph")
    drawing = _cleaned(graph, outermost=True)
    # Words on lines come last, so that no other line runs through them.
    said = ET.SubElement(drawing, "g", {"class": "said"})
    for edge in drawing.findall("g[@class='edge']"):
        for words in edge.findall("text"):
            edge.remove(words)
            said.append(words)
    width, height = (float(x) for x in (root.get("viewBox") or "").split()[2:])
    left = min([0.0, *(_middle(text) - _reach(text) for text in said)])
    right = max([width, *(_middle(text) + _reach(text) for text in said)])
    made = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"{left:.0f} 0 {right - left:.0f} {height:.0f}",
            "width": f"{right - left:.0f}",
            "height": f"{height:.0f}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-says",
            "font-size": str(TEXT),
        },
    )
    ET.SubElement(made, "title", {"id": f"{name}-title"}).text = title
    ET.SubElement(made, "desc", {"id": f"{name}-says"}).text = says
    made.append(drawing)
    return ET.tostring(made, encoding="unicode")


def _middle(text: ET.Element) -> float:
    return float(text.get("x", "0"))


def _reach(text: ET.Element) -> float:
    """Half the width of some words, generously: the layout does not know our font and may place them past its edge."""
    return len(text.text or "") * TEXT * 0.3 + 4


def _cleaned(element: ET.Element, outermost: bool = False) -> ET.Element:
    tag = element.tag.removeprefix(SVG)
    kept = {key: value for key, value in element.attrib.items() if key in KEPT}
    if tag == "g" and not outermost and "class" in element.attrib:
        kept["class"] = element.attrib["class"]
        node = element.find(f"{SVG}title")
        if node is not None and "node" in kept["class"].split():
            kept["data-node"] = node.text or ""
        elif node is not None and "edge" in kept["class"].split():
            kept["data-line"] = node.text or ""
    made = ET.Element(tag, kept)
    made.text = element.text.replace("\u00a0", " ") if tag == "text" and element.text else None
    for child in element:
        # The polygon of the graph itself is its white background.
        if child.tag == f"{SVG}title" or (outermost and child.tag == f"{SVG}polygon"):
            continue
        made.append(_cleaned(child))
    return made


def _end(library: Library, name: str, leads: str) -> str:
    tree, _ = target("", leads)
    label = f"Go on: {library.trees[tree].title}" if tree else "Nothing more here"
    return f"  {_id(name)} [label={_text(label, 22)} class={_id('tree' if tree else 'nothing')}]"


def _joined(said: list[str]) -> str:
    return " / ".join([said[0], *(s[0].lower() + s[1:] for s in said[1:])])


def _id(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _text(text: str, width: int) -> str:
    # In DOT a backslash starts an escape, and a line break is one.
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "\\n".join(textwrap.wrap(plain, width, break_long_words=False)) + '"'


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:20]
