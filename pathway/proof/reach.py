"""Whether each answer leads somewhere and each place is come to: gaps, overlaps, loops, and what nobody reaches."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.authoring.problems import Problem, problem
from pathway.authoring.reader import Authored
from pathway.engine import advice, walk
from pathway.engine.model import Library, Question
from pathway.engine.terms import NOT_SURE, NOTHING
from pathway.proof.boxes import Land
from pathway.proof.clauses import place_of

LONGEST_TREE = 14
"""No tree has more questions than this."""


def roots(library: Library) -> tuple[str, ...]:
    """The trees that a walk can start from, in the order in which they are walked."""
    return tuple(dict.fromkeys((*library.first, *advice.trees_for(library, (NOT_SURE,)))))


def proved(library: Library) -> tuple[str, ...]:
    """The trees whose walks are proved from their beginning: those of the concerns, and every draft."""
    return tuple(dict.fromkeys((*roots(library), *(t.id for t in library.trees.values() if t.draft))))


def branches(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Gaps, overlaps, dead branches, questions that decide nothing, and trees that are too long."""
    live = {key for land in lands for key in land.live}
    for tree in authored.library.trees.values():
        if len(tree.questions) > LONGEST_TREE:
            place = place_of(authored, f"trees/{tree.id}/questions")
            yield problem("long-tree", place, count=len(tree.questions), limit=LONGEST_TREE)
        for question in tree.questions.values():
            path = f"trees/{tree.id}/questions/{question.id}"
            yield from holes(authored, lands, tree.id, question, path)
            taken = [b for b in question.branches if (tree.id, question.id, b.phrase) in live]
            if len(taken) == 1:
                yield problem(
                    "one-way-question", place_of(authored, path), phrase=taken[0].phrase, target=taken[0].target
                )
            elif taken:
                for branch in question.branches:
                    if branch not in taken:
                        yield problem(
                            "dead-branch", place_of(authored, f"{path}/if/{branch.phrase}"), phrase=branch.phrase
                        )


def holes(authored: Authored, lands: list[Land], tree: str, question: Question, path: str) -> Iterator[Problem]:
    """The gaps and overlaps of one question, each said once for all areas that share it."""
    said: dict[tuple[str, str, str], list[str]] = {}
    for land in (one for one in lands if tree in one.library.trees):
        grid = land.grids[question.fact]
        if missing := land.gaps.get((tree, question.id), 0):
            if missing & grid.unsure():
                said.setdefault(("", "", NOT_SURE), []).append(land.area)
            if known := missing & ~grid.unsure():
                said.setdefault(("", "", grid.words(known)), []).append(land.area)
        for (t, q, one, two), both in land.overlaps.items():
            if (t, q) == (tree, question.id):
                said.setdefault((one, two, grid.words(both)), []).append(land.area)
    for (one, two, witness), areas in said.items():
        names = ", ".join(authored.library.areas[area].name for area in dict.fromkeys(areas))
        where = "" if set(areas) == {land.area for land in lands} else f" in {names}"
        if one:
            place = place_of(authored, f"{path}/if/{two}")
            yield problem("overlap", place, one=one, two=two, witness=witness, where=where)
        elif witness == NOT_SURE:
            yield problem("not-sure-missing", place_of(authored, path))
        else:
            yield problem("gap", place_of(authored, f"{path}/if"), witness=witness, where=where)


def loops_in(authored: Authored) -> list[Problem]:
    """Circles over branches, `tree NAME` and `then`, each once, at the line that closes it."""
    library = authored.library
    found: list[Problem] = []
    finished: set[str] = set()

    def visit(tree: str, node: str, trail: tuple[str, ...]) -> None:
        name = f"{tree}/{node}"
        if name in finished:
            return
        for path, target in ways_on(library, tree, node):
            at, to = walk.target(tree, target)
            if not at:
                continue
            to = to or library.trees[at].start
            if f"{at}/{to}" in (*trail, name):
                circle = [*trail, name][[*trail, name].index(f"{at}/{to}") :]
                words = ", then ".join([*circle, f"{at}/{to}"])
                found.append(problem("loop", place_of(authored, path), circle=words))
            else:
                visit(at, to, (*trail, name))
        finished.add(name)

    for tree in library.trees.values():
        for node in (*tree.questions, *tree.steps):
            visit(tree.id, node, ())
    return found


def ways_on(library: Library, tree: str, node: str) -> Iterator[tuple[str, str]]:
    """Where a walk can go from a question or a step: the path of the words that say so, and the target."""
    here = library.trees[tree]
    if node in here.questions:
        for branch in here.questions[node].branches:
            yield f"trees/{tree}/questions/{node}/if/{branch.phrase}", branch.target
    else:
        yield f"trees/{tree}/steps/{node}/then", here.steps[node].then


def reached(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Trees, questions, steps and concerns that no path of any area comes to.

    Where something else does lead to the place, that branch is dead or itself unreachable, and said to be so.
    """
    library = authored.library
    walked = proved(library)
    ends = [(land, end) for land in lands for root in land.roots for end in land.ends[root]]
    ended = {end.step for _, end in ends}
    steps = {step for land, end in ends for step in land.advised(end)}
    steps |= {library.all_clear, *([library.not_clear] if library.not_clear else [])}
    steps |= {s.if_not_done.go_to for s in map(library.step, steps)}
    questions = {q for land in lands for root in land.roots for q in land.visits[root]}
    led_to: set[tuple[str, str]] = set()
    trees = {s.partition("/")[0] for s in steps} | set(walked)
    for tree in library.trees.values():
        for node in (*tree.questions, *tree.steps):
            if f"{tree.id}/{node}" in steps - ended:  # advised beside another step: no walk goes on from there
                continue
            for _, target in ways_on(library, tree.id, node):
                at, to = walk.target(tree.id, target)
                led_to.add((at, to or library.trees[at].start) if at else ("", ""))
                trees |= {at} if at != tree.id else set()
    for tree in library.trees.values():
        if tree.id not in trees:
            yield problem("unreachable-tree", place_of(authored, f"trees/{tree.id}/tree"), name=tree.id)
            continue
        for kind, nodes in (("question", tree.questions), ("step", tree.steps)):
            for node in nodes:
                reached = (tree.id, node) in questions or f"{tree.id}/{node}" in steps
                if not reached and (tree.id, node) not in led_to and (node != tree.start or tree.id not in walked):
                    place = place_of(authored, f"trees/{tree.id}/{kind}s/{node}")
                    yield problem(f"unreachable-{kind}", place, name=node)
    for concern in library.concerns.values():
        if not any(e.step != NOTHING for land in lands for t in concern.trees for e in land.ends.get(t, ())):
            yield problem("unreachable-concern", place_of(authored, f"pathway/concerns/{concern.id}"), name=concern.id)
