"""How many children a second the engine advises on one core, beside GoRules zen with its trace on, on the same trees.

Every tree becomes one nested expression of zen's (a decision table with a row for each path is more than a hundred
times slower), dates handed to it as the days that have passed. It is asked by a key that is loaded beforehand and given
no more than the tree looks at: its quickest way. Both must come to the same end for every child and tree; only then is
anything timed. Its trace holds what went in and what came out; ours keeps every question, answer, branch and clause.
The second figure is the whole recommendation besides: order, dates, what follows and where it comes from.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import zen

from bench.figures import Figure
from pathway.engine import advice, answers, contract
from pathway.engine.answers import Circumstances
from pathway.engine.bands import Cover
from pathway.engine.model import Library
from pathway.engine.rules import Rules
from pathway.engine.rules import rules as rules_of
from pathway.engine.terms import NOT_SURE, NOTHING
from pathway.engine.walk import Walker, target
from tests.circumstances import circumstances
from tests.journeys import library

CHILDREN = 200
FAR = -(10**9)
"""Below every number that a reader may enter: what zen compares where the answer is a word."""
PEER = "GoRules zen with trace"


def children(rules: Library) -> list[Circumstances]:
    """Children whose answers are all allowed, and who have done none of the steps yet."""
    found = []
    for raw in circumstances(rules, 4 * CHILDREN):
        told = {key: raw[key] for key in ("on", "area", "voice", "concerns", "given")}
        child, _ = answers.read(rules, **told)
        if child and child.concerns:
            found.append(child)
    return found[:CHILDREN]


def trees(rules: Library, child: Circumstances) -> tuple[str, ...]:
    """The trees that are walked for the child."""
    named = advice.trees_for(rules, child.concerns or ())
    return (*rules.first, *(tree for tree in named if tree not in rules.first))


# As zen has it


def name(fact: str) -> str:
    """The fact's name in an expression, where a dash would be a minus."""
    return fact.replace("-", "_").replace(".", "_")


def phrase(fact: str, cover: Cover) -> str:
    """What a branch covers, as an expression."""
    words, number = f"words.{name(fact)}", f"numbers.{name(fact)}"
    if NOT_SURE in cover.names:
        return f'"{NOT_SURE}" in {words}'
    if cover.choice:
        inside = "in" if "includes" in cover.names else "not in"
        return f'"{NOT_SURE}" not in {words} and "{cover.choice}" {inside} {words}'
    if cover.band is None:
        return "(" + " or ".join(f'"{word}" in {words}' for word in sorted(cover.names)) + ")"
    (low, after), (high, upto) = cover.band.low, cover.band.high
    return f"{number} > {FAR} and {number} {'>' if after else '>='} {low} and {number} {'<=' if upto else '<'} {high}"


def ends(here: Rules, tree: str, node: str, facts: set[str]) -> str:
    """The walk from a node on as one expression, whose value is the end; adds to `facts` what it looks at."""
    question = here.nodes[tree].get(node)
    if question is None:
        return json.dumps(f"{tree}/{node}")
    facts.add(question.fact.id)
    said = ""
    for number, (cover, branch, _) in enumerate(question.branches, 1):
        at, to = target(tree, branch.target)
        end = ends(here, at, to or here.library.trees[at].start, facts) if at else json.dumps(NOTHING)
        said += end if number == len(question.branches) else f"{phrase(question.fact.id, cover)} ? {end} : "
    return f"({said})"


def decision(here: Rules, tree: str) -> tuple[str, set[str]]:
    """The tree as a decision of zen's, in JSON, and the facts that it looks at."""
    facts: set[str] = set()
    whole = ends(here, tree, here.library.trees[tree].start, facts)
    content = {"expressions": [{"id": "end", "key": "end", "value": whole}]}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "walk", "name": "walk", "type": "expressionNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b} for a, b in (("in", "walk"), ("walk", "out"))]
    return json.dumps({"nodes": nodes, "edges": edges}), facts


def seen(walker: Walker, facts: set[str]) -> dict[str, Any]:
    """The child's answers as zen reads them."""
    told: dict[str, Any] = {"words": {}, "numbers": {}}
    for fact in facts:
        look = walker.see(walker.library.facts[fact])
        assert look is not None  # a walker that is final takes what is missing as not sure
        told["words"][name(fact)] = sorted(look[2])
        told["numbers"][name(fact)] = FAR if look[3] is None else look[3]
    return told


# Measured


def rate(work: Callable[[], object], count: int) -> float:
    """How many of `count` pieces of work are done a second."""
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def figures(runs: int) -> list[Figure]:
    """Trees a second and whole children a second, ours beside zen's."""
    rules = library()
    some = children(rules)
    asked = [trees(rules, child) for child in some]
    made = {
        (area, tree): decision(rules_of(rules, area, rules.reviewed), tree)
        for area in rules.areas
        for tree in rules.trees
    }
    ready = {f"{area} {tree}": zen.ZenDecisionContent(text) for (area, tree), (text, _) in made.items()}
    engine = zen.ZenEngine({"loader": ready.__getitem__})
    told = []
    for child, named in zip(some, asked, strict=True):
        walker = Walker(rules, child, final=True)
        told.append([(f"{child.area} {tree}", seen(walker, made[child.area, tree][1])) for tree in named])
    traced = {"trace": True}

    def theirs() -> list[list[str]]:
        return [[engine.evaluate(key, given, traced)["result"]["end"] for key, given in child] for child in told]

    def walked() -> list[list[str]]:
        walkers = (Walker(rules, child, final=True) for child in some)
        return [[walker.walk(tree).end for tree in named] for walker, named in zip(walkers, asked, strict=True)]

    def advised() -> list[str]:
        return [contract.as_json(advice.ask(rules, child, final=True)) for child in some]

    if (ours := walked()) != (its := theirs()):
        both = zip(some, asked, ours, its, strict=True)
        odd = next((c, t, a, b) for c, named, x, y in both for t, a, b in zip(named, x, y, strict=True) if a != b)
        raise SystemExit(f"the two disagree: {odd}")
    walks = sum(map(len, asked))
    measured: dict[str, list[float]] = {"walks": [], "zen": [], "children": []}
    for _ in range(runs):
        measured["walks"].append(rate(walked, walks))
        measured["zen"].append(rate(theirs, walks))
        measured["children"].append(rate(advised, len(some)))
    walk, zen_rate, child = (statistics.median(measured[key]) for key in ("walks", "zen", "children"))
    its_children = zen_rate * len(some) / walks
    return [
        Figure("one tree walked, every step of the way kept", "a second", walk, PEER, zen_rate, 1, more=True),
        Figure("one child advised, as JSON", "a second", child, f"{PEER}, ends alone", its_children, 1, more=True),
    ]
