"""Whole-library judgements, area by area: is every answer answered, every rule cited, every promise kept?

`check` proves it with boxes (`pathway.authoring.boxes`), not by trying cases, so that what it does not report is not
there. `clauses` says which clause of the sources is carried where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pathway.authoring import guidance
from pathway.authoring.boxes import Land
from pathway.authoring.cases import run_case
from pathway.authoring.problems import Place, Problem, problem
from pathway.authoring.reader import Authored, Example
from pathway.authoring.written import Desk
from pathway.engine import advice, walk
from pathway.engine.answers import Circumstances
from pathway.engine.model import NOT_SURE, NOTHING, STRAIGHT_AWAY, TODAY, Library, Question

LONGEST_TREE = 14
"""No tree has more questions than this."""
# Where a clause is cited, and the form that it is carried in there.
WHERE = {
    "rule": "on a question, a number or a clock that is used",
    "step": "on a step",
    "role": "on a role, in roles.yaml",
    "outcome": "on an outcome or a stage",
    "page": "under `carries:` in the front matter of a page",
    "tool": "under `carries:` of a page of the toolkit or the training, or of one with a `script:`",
    "": "anywhere",
}


@dataclass(frozen=True)
class Carried:
    """A clause in one form that it is needed in (empty: in any), and every place that carries it there."""

    clause: str
    form: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class ClauseReport:
    """Which clause is carried where.

    `problems` are those of the pages. `missing` is what is carried nowhere; `missing_rules` leaves out of
    it the forms that guidance carries (page, tool), which may follow the rules. `pages` are those that were read.
    """

    carried: tuple[Carried, ...]
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...]
    missing_rules: tuple[Problem, ...]
    pages: tuple[guidance.Page, ...] = ()

    def __str__(self) -> str:
        """The report in words, a line for each clause and form, what is missing first."""
        lines = [f"{c.clause:<10} {c.form or 'anywhere':<9} {', '.join(c.by) or 'NOT YET'}" for c in self.carried]
        lines.sort(key=lambda line: not line.endswith("NOT YET"))
        left = len(self.missing)
        lines.append(f"{len(self.carried)} wanted, {len(self.carried) - left} carried, {left} not yet")
        return "\n".join(lines)


def check(authored: Authored) -> list[Problem]:
    """Every problem of a library that reads well, sorted by file and line."""
    library = authored.library
    loops = _loops(authored)
    lands = [Land(library, area, roots(library)) for area in library.areas]
    found = [
        *loops,
        *_branches(authored, lands),
        *_reached(authored, lands),
        *_unused(authored),
        *_local(authored, lands),
        *_forbidden(authored, lands),
        *_forms(authored),
    ]
    if not loops:
        found += [*_examples(authored, lands), *_cases(authored)]
    return sorted(set(found))


def _cases(authored: Authored) -> Iterator[Problem]:
    """What the worked cases expect and the engine does not advise, or advises though it must not."""
    for case in authored.cases:
        try:
            ran = run_case(authored.library, case)
        except ValueError:  # a gap, which is reported where it stands
            continue
        place = _place(authored, f"cases/{case.id}/case")
        for one in ran:
            if not one.passed:
                yield problem("case-fails", place, expected=one.expected, found=one.found)


def clauses(authored: Authored, pages: Path | None = None, today: str = "") -> ClauseReport:
    """Which clause is carried where, and what is wrong with the pages under `pages`; no review is after `today`."""
    library = authored.library
    cited: dict[tuple[str, str], list[str]] = {}
    for form, where, carries, _ in _citations(library):
        for name in carries:
            cited.setdefault((name, form), []).append(where)
    desk = Desk(known={"clause": library.clauses, "fact": library.facts})
    written = guidance.read(pages, desk, authored.glossary, today) if pages is not None else ()
    for page in written:
        for name in page.carries:
            for form in page.forms:
                cited.setdefault((name, form), []).append(f"{pages.name if pages else ''}/{page.name}")
    carried = []
    missing = []
    missing_rules = []
    for clause in library.clauses.values():
        for form in clause.forms or ("",):
            forms = (form,) if form else ("rule", "step", "role", "outcome", "page")
            by = tuple(dict.fromkeys(w for f in forms for w in cited.get((clause.id, f), ())))
            carried.append(Carried(clause.id, form, by))
            if not by:
                place = _place(authored, f"sources/{clause.document}/clauses/{clause.id}")
                words = {"name": clause.id, "form": f"as {form}" if form else "anywhere", "where": WHERE[form]}
                missing.append(problem("not-carried", place, **words))
                if form not in ("page", "tool"):
                    missing_rules.append(missing[-1])
    problems = tuple(sorted(set(desk.problems)))
    return ClauseReport(tuple(carried), problems, tuple(sorted(missing)), tuple(sorted(missing_rules)), written)


def roots(library: Library) -> tuple[str, ...]:
    """The trees that a walk can start from, in the order in which they are walked."""
    return tuple(dict.fromkeys((*library.first, *advice.trees_for(library, (NOT_SURE,)))))


def _place(authored: Authored, path: str) -> Place:
    """Where a value stands; for one that is not written out, where its owner does."""
    while path not in authored.places and "/" in path:
        path = path.rpartition("/")[0]
    return authored.places.get(path, Place(f"{path}.yaml", 1))


# --- questions and branches ---


def _branches(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Gaps, overlaps, dead branches, questions that decide nothing, and trees that are too long."""
    live = {key for land in lands for key in land.live}
    for tree in authored.library.trees.values():
        if len(tree.questions) > LONGEST_TREE:
            place = _place(authored, f"trees/{tree.id}/questions")
            yield problem("long-tree", place, count=len(tree.questions), limit=LONGEST_TREE)
        for question in tree.questions.values():
            path = f"trees/{tree.id}/questions/{question.id}"
            yield from _holes(authored, lands, tree.id, question, path)
            taken = [b for b in question.branches if (tree.id, question.id, b.phrase) in live]
            if len(taken) == 1:
                yield problem(
                    "one-way-question", _place(authored, path), phrase=taken[0].phrase, target=taken[0].target
                )
            elif taken:
                for branch in question.branches:
                    if branch not in taken:
                        yield problem(
                            "dead-branch", _place(authored, f"{path}/if/{branch.phrase}"), phrase=branch.phrase
                        )


def _holes(authored: Authored, lands: list[Land], tree: str, question: Question, path: str) -> Iterator[Problem]:
    """The gaps and overlaps of one question, each said once for all areas that share it."""
    said: dict[tuple[str, str, str], list[str]] = {}
    for land in lands:
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
        names = ", ".join(authored.library.areas[area].name for area in areas)
        where = "" if len(areas) == len(lands) else f" in {names}"
        if one:
            place = _place(authored, f"{path}/if/{two}")
            yield problem("overlap", place, one=one, two=two, witness=witness, where=where)
        elif witness == NOT_SURE:
            yield problem("not-sure-missing", _place(authored, path))
        else:
            yield problem("gap", _place(authored, f"{path}/if"), witness=witness, where=where)


def _loops(authored: Authored) -> list[Problem]:
    """Circles over branches, `tree NAME` and `then`, each once, at the line that closes it."""
    library = authored.library
    found: list[Problem] = []
    finished: set[str] = set()

    def visit(tree: str, node: str, trail: tuple[str, ...]) -> None:
        name = f"{tree}/{node}"
        if name in finished:
            return
        for path, target in _ways_on(library, tree, node):
            at, to = walk.target(tree, target)
            if not at:
                continue
            to = to or library.trees[at].start
            if f"{at}/{to}" in (*trail, name):
                circle = [*trail, name][[*trail, name].index(f"{at}/{to}") :]
                words = ", then ".join([*circle, f"{at}/{to}"])
                found.append(problem("loop", _place(authored, path), circle=words))
            else:
                visit(at, to, (*trail, name))
        finished.add(name)

    for tree in library.trees.values():
        for node in (*tree.questions, *tree.steps):
            visit(tree.id, node, ())
    return found


def _ways_on(library: Library, tree: str, node: str) -> Iterator[tuple[str, str]]:
    """Where a walk can go from a question or a step: the path of the words that say so, and the target."""
    here = library.trees[tree]
    if node in here.questions:
        for branch in here.questions[node].branches:
            yield f"trees/{tree}/questions/{node}/if/{branch.phrase}", branch.target
    else:
        yield f"trees/{tree}/steps/{node}/then", here.steps[node].then


# --- what is reached, and what is used ---


def _reached(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Trees, questions, steps and concerns that no path of any area comes to.

    Where something else does lead to the place, that branch is dead or itself unreachable, and said to be so.
    """
    library = authored.library
    walked = roots(library)
    ends = [(land, end) for land in lands for root in walked for end in land.ends[root]]
    ended = {end.step for _, end in ends}
    steps = {step for land, end in ends for step in land.advised(end)}
    steps |= {s.if_not_done.go_to for s in map(library.step, steps)} | {library.all_clear}
    questions = {q for land in lands for root in walked for q in land.visits[root]}
    led_to: set[tuple[str, str]] = set()
    trees = {s.partition("/")[0] for s in steps} | set(walked)
    for tree in library.trees.values():
        for node in (*tree.questions, *tree.steps):
            if f"{tree.id}/{node}" in steps - ended:  # advised beside another step: no walk goes on from there
                continue
            for _, target in _ways_on(library, tree.id, node):
                at, to = walk.target(tree.id, target)
                led_to.add((at, to or library.trees[at].start) if at else ("", ""))
                trees |= {at} if at != tree.id else set()
    for tree in library.trees.values():
        if tree.id not in trees:
            yield problem("unreachable-tree", _place(authored, f"trees/{tree.id}/tree"), name=tree.id)
            continue
        for kind, nodes in (("question", tree.questions), ("step", tree.steps)):
            for node in nodes:
                reached = (tree.id, node) in questions or f"{tree.id}/{node}" in steps
                if not reached and (tree.id, node) not in led_to and (node != tree.start or tree.id not in walked):
                    place = _place(authored, f"trees/{tree.id}/{kind}s/{node}")
                    yield problem(f"unreachable-{kind}", place, name=node)
    for concern in library.concerns.values():
        if not any(e.step != NOTHING for land in lands for t in concern.trees for e in land.ends[t]):
            yield problem("unreachable-concern", _place(authored, f"pathway/concerns/{concern.id}"), name=concern.id)


def _used(library: Library) -> tuple[set[str], set[str], set[str]]:
    """The facts, clocks and numbers that something uses."""
    asked = {q.fact for tree in library.trees.values() for q in tree.questions.values()}
    clocks = {c.id for c in library.clocks.values() if c.starts_from in asked}
    for tree in library.trees.values():
        for step in tree.steps.values():
            clocks |= {step.by, step.if_not_done.after, *step.later}
    clocks.discard(STRAIGHT_AWAY)
    running = [library.clocks[c] for c in clocks]
    numbers = {c.length for c in running if isinstance(c.length, str)}
    for area in library.areas:
        for nodes in walk.ground(library, area).nodes.values():
            numbers |= {n for node in nodes.values() for cover, _, _ in node.branches for n in cover.numbers}
    facts = asked | {c.starts_from for c in running} | {f for c in running for f, _ in c.only_if}
    return facts - {TODAY}, clocks, numbers


def _unused(authored: Authored) -> Iterator[Problem]:
    library = authored.library
    facts, clocks, numbers = _used(library)
    for fact in library.facts.values():
        if fact.id not in facts and fact.kind != "date ranges":
            yield problem("unused-fact", _place(authored, f"facts/{fact.id}"), name=fact.id)
    for clock in library.clocks:
        if clock not in clocks:
            yield problem("unused-clock", _place(authored, f"clocks/{clock}"), name=clock)
    for number in library.numbers:
        if number not in numbers:
            yield problem("unused-number", _place(authored, f"pathway/numbers/{number}"), name=number)


# --- where rules come from ---


def _citations(library: Library) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Every place that cites: the form it carries a clause in, its name, what it cites, and its path."""
    _, clocks, numbers = _used(library)
    for tree in library.trees.values():
        for question in tree.questions.values():
            yield "rule", f"{tree.id}/{question.id}", question.carries, f"trees/{tree.id}/questions/{question.id}"
        for step in tree.steps.values():
            yield "step", f"{tree.id}/{step.id}", step.carries, f"trees/{tree.id}/steps/{step.id}"
    for number in library.numbers.values():
        if number.id in numbers:
            yield "rule", f"number {number.id}", number.carries, f"pathway/numbers/{number.id}"
    for clock in library.clocks.values():
        if clock.id in clocks:
            yield "rule", f"clock {clock.id}", clock.carries, f"clocks/{clock.id}"
    for role in library.roles.values():
        yield "role", f"role {role.id}", role.carries, f"roles/{role.id}"
    for outcome in library.outcomes.values():
        yield "outcome", f"outcome {outcome.id}", outcome.carries, f"pathway/outcomes/{outcome.id}"
    for stage in library.stages.values():
        yield "outcome", f"stage {stage.id}", stage.carries, f"pathway/stages/{stage.id}"


def _forms(authored: Authored) -> Iterator[Problem]:
    """Clauses that are cited, but in none of the forms that they are needed in."""
    library = authored.library
    cited: dict[str, list[tuple[str, str]]] = {}
    for form, _, carries, path in _citations(library):
        for index, name in enumerate(carries):
            cited.setdefault(name, []).append((form, f"{path}/carries/{index}"))
    names = {
        "rule": "a question, number or clock",
        "step": "a step",
        "role": "a role",
        "outcome": "a stage or an outcome",
    }
    for clause in library.clauses.values():
        places = cited.get(clause.id, [])
        wanted = [f for f in clause.forms if f in names]
        have = {form for form, _ in places}
        lacking = [f for f in wanted if f not in have]
        misplaced = [(form, path) for form, path in places if form not in clause.forms]
        if clause.forms and misplaced and (lacking or not wanted):
            form, path = misplaced[0]
            forms = " and ".join(lacking or clause.forms)
            words = {"name": clause.id, "on": names[form], "forms": forms, "where": WHERE[(lacking or clause.forms)[0]]}
            yield problem("wrong-form", _place(authored, path), **words)


def _local(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Steps that rest on another area's own practice alone, and are advised all the same."""
    library = authored.library
    for land in lands:
        adopted = library.areas[land.area].adopts
        reached: dict[str, str] = {}
        for root in land.roots:
            for end in land.ends[root]:
                for name in land.advised(end):
                    reached.setdefault(name, "" if name == end.step else f" with `{end.step}`")
        for name in tuple(reached):
            reached.setdefault(library.step(name).if_not_done.go_to, f" when `{name}` is not done")
        for name, how in reached.items():
            rests_on = [library.clauses[c] for c in library.step(name).carries]
            if all(c.kind == "local" and c.document not in adopted for c in rests_on):
                place = _place(authored, f"trees/{name.replace('/', '/steps/', 1)}")
                yield problem("local-step", place, name=name, area=library.areas[land.area].name, how=how)


def _forbidden(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Pairs of steps that must never be advised together, and are, each with somebody whom that happens to."""
    library = authored.library
    for index, (one, two) in enumerate(library.forbidden):
        for land in lands:
            box = land.together(one, two)
            if box is not None:
                voice, given = land.given(box, library.reviewed)
                witness = ", ".join([f"voice {voice}", *(f"{f}: {a}" for f, a in given.items())])
                place = _place(authored, f"pathway/forbidden pairs/{index}")
                area = library.areas[land.area].name
                yield problem("forbidden-pair", place, one=one, two=two, area=area, witness=witness)
                break


# --- examples ---


def _example(authored: Authored, example: Example, place: Place) -> tuple[set[tuple[str, str, str]], list[Problem]]:
    """The branches that an example takes, and what is wrong with it."""
    child = Circumstances(example.on, example.area, example.voice, (), example.given, example.done)
    try:
        path = walk.Walker(authored.library, child).walk(example.tree)
    except ValueError:  # a gap, which is reported where it stands
        return set(), []
    found = []
    if path.needs:
        found.append(problem("example-incomplete", place, name=path.needs))
    elif path.end != example.reach:
        own = f"{example.tree}/"
        words = {"found": path.end.removeprefix(own), "wanted": example.reach.removeprefix(own)}
        found.append(problem("example-fails", place, **words))
    return {(p.tree, p.question, p.branch) for p in path.passed}, found


def _examples(authored: Authored, lands: list[Land]) -> Iterator[Problem]:
    """Examples that do not hold, and branches that no example takes, with an example ready to be filled in."""
    taken: set[tuple[str, str, str]] = set()
    for tree in authored.library.trees:
        for index, example in enumerate(e for e in authored.examples if e.tree == tree):
            passed, found = _example(authored, example, _place(authored, f"trees/{tree}/examples/{index}"))
            taken |= passed
            yield from found
    untested = {key for land in lands for key in land.live} - taken
    for tree_id, question_id, phrase in _in_order(authored.library):
        if (tree_id, question_id, phrase) in untested:
            place = _place(authored, f"trees/{tree_id}/questions/{question_id}/if/{phrase}")
            sample = _sample(authored, lands, tree_id, question_id, phrase)
            hint = "" if sample else "add an example that comes here from the tree's first question"
            yield problem("untested-branch", place, hint, phrase=phrase, example=sample)


def _in_order(library: Library) -> Iterator[tuple[str, str, str]]:
    """Every branch: its tree, its question and its phrase."""
    for tree in library.trees.values():
        for question in tree.questions.values():
            for branch in question.branches:
                yield tree.id, question.id, branch.phrase


def _sample(authored: Authored, lands: list[Land], tree: str, question: str, phrase: str) -> str:
    """An example that takes the branch, to be pasted in; `reach: ?` is for a person to fill in."""
    fact = authored.library.trees[tree].questions[question].fact
    on = next((e.on for e in authored.examples if e.tree == tree), authored.library.reviewed)
    for land in lands:
        covers = walk.ground(authored.library, land.area).nodes[tree][question].branches
        mask = next(land.grids[fact].mask(c) for c, b, _ in covers if b.phrase == phrase)
        for box, done in land.visits[tree].get((tree, question), ()):
            met = land.branch(box, fact, mask)
            if met is None:
                continue
            # An example answers every question to the end of its walk.
            whole = (land.meet(met, end.box) for end in land.ends[tree] if end.done == done)
            voice, given = land.given(next((w for w in whole if w is not None), met), on)
            if "?" in given.values():
                continue
            lines = [
                f"  - name: {question}, {phrase}",
                f"    on: {on}",
                f"    area: {land.area}",
                f"    voice: {voice}",
                f"    given: {_flow(given)}",
                *([f"    done: [{', '.join(sorted(done))}]"] if done else []),
                "    reach: ?",
            ]
            return "\n".join(lines)
    return ""


def _flow(given: Mapping[str, str]) -> str:
    words = {name: f"[{answer}]" if ", " in answer else answer for name, answer in given.items()}
    return "{" + ", ".join(f"{name}: {answer}" for name, answer in words.items()) + "}"
