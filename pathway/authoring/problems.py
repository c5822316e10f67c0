"""Every message that an author can meet: its code, its words and what to do about it.

A `Problem` is shown in three parts: the place and what is wrong, the line itself, and a hint:

    trees/monitor.yaml:12: unknown-fact there is no fact `days-misssed`
        ask: days-misssed
             ^
    hint: did you mean `days-missed`?
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from pathway.authoring.unseen import shown

MANY = 3
"""So many problems more of one cause are too many to be shown one by one."""
WIDEST = 100
"""So many characters of a line are shown with a caret."""
NAMED = 5
"""So many other files are named then."""
ONE_CAUSE = ("area-silent", "bad-phrase", "example-incomplete")
"""Problems that have one cause where their words are the same; so has every unknown name."""


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file of the library (or of a page), and the words on it."""

    file: str
    line: int
    text: str = ""
    column: int = 0


@dataclass(frozen=True, order=True)
class Problem:
    """Something that an author must mend. Problems sort by file, then by line."""

    file: str
    line: int
    code: str
    message: str
    text: str
    hint: str
    column: int = 0


class ProblemsFound(Exception):
    """Raised with every problem of every file at once, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = gathered(problems)
        super().__init__(render(self.problems))


@dataclass(frozen=True)
class Message:
    """The words of one kind of problem. Both are templates; `hint` may be replaced by a better one on the spot."""

    says: str
    hint: str


MESSAGES = {
    # The file as a whole
    "no-file": Message("`{name}` is missing", "every library has this file; docs/authors/format.md shows its shape"),
    "stray-file": Message("`{name}` is not a file that a library has", "rename it, or move it out of the library"),
    "too-large": Message("the file is larger than {limit}", "split it into several"),
    "not-utf-8": Message("the file is not saved as UTF-8 (byte {byte})", "save it again with the encoding UTF-8"),
    "unseen-character": Message(
        "{name} is here: nobody sees it, and the words may not be the ones that are seen",
        "take it out, or write the words again by hand: it often comes with words that were copied from elsewhere",
    ),
    "empty-file": Message("the file is empty", "write it, or delete it"),
    "not-yaml": Message("this cannot be read as YAML: {reason}", "look at this line and the one before it"),
    "several-documents": Message(
        "a second document starts here (`---`)", "one file holds one document: split the file"
    ),
    "anchor": Message("`&{name}` is an anchor, which is not allowed here", "write the words out where they are needed"),
    "alias": Message("`*{name}` is an alias, which is not allowed here", "write the words out, or quote the text"),
    "tag": Message("`{name}` is a tag, which is not allowed here", "take it out, or quote the text"),
    "merge-key": Message("`<<` merges keys, which is not allowed here", "write the keys out"),
    "double-key": Message("`{name}` is written twice (first on line {first})", "keep one of the two"),
    "cut-off": Message(
        "the text ends before ` #`, and the rest of the line is lost",
        'quote it: "{text} {rest}"; or put the comment on its own line',
    ),
    # Shape
    "wrong-shape": Message("{what} should be {wanted}, but this is {found}", "write {wanted}"),
    "brace-value": Message("{what} should be a text, but a value that starts with `{brace}` is not", "use | or quotes"),
    "unknown-key": Message("{what} has no key `{name}`", "it may have: {allowed}"),
    "key-not-here": Message("`{name}` does not belong to a fact of kind `{kind}`", "take it out, or change the kind"),
    "missing-key": Message("{what} lacks `{name}`", "add `{name}:`"),
    "missing-voice": Message(
        "{what} has no words for {voice}", "add `{voice}:`, or write one plain text for all voices"
    ),
    "empty": Message("{what} is empty", "write something, or take the key out"),
    "bad-name": Message("`{name}` is not a name", "a name is lower case with hyphens, as in `ten-day-monitor`"),
    "reserved-name": Message("`{name}` has a meaning of its own and cannot be a name here", "choose another name"),
    "bad-choice-name": Message("`{name}` cannot name a choice: {reason}", "choose other words"),
    "bad-clause-id": Message("`{name}` is not a clause's id", "an id starts with a capital letter, as in `HN-2`"),
    "bad-value": Message("{what} cannot be `{value}`", "it may be: {allowed}"),
    "bad-date": Message("`{value}` is not a date", "write a day that exists, as in 2026-11-21"),
    "bad-dates": Message(
        "`{value}` is not a range of dates", "write it as in `2026-10-26 to 2026-10-30`, first day first"
    ),
    "bad-whole-number": Message("`{value}` is not a whole number", "write figures only"),
    "bad-bounds": Message("`from` ({low}) is above `to` ({high})", "the smaller comes first"),
    "bad-consent": Message(
        "`{value}` does not say whether consent is needed",
        "start with `needed`, `asked for` or `not needed`; more words may follow after a comma",
    ),
    "bad-contact": Message("`{value}` is not {what}", "write it as in `{as_in}`"),
    "empty-contact": Message(
        "this contact names no way to reach anybody", "give a telephone, an email, a page, a form or a post"
    ),
    "bad-number": Message("`{value}` is not a telephone number", "write it in figures, with spaces as people say it"),
    "listed-twice": Message("`{name}` is listed twice", "keep one of the two"),
    "two-of-a-name": Message("`{name}` is already the name of {other}", "rename one of them"),
    "name-is-not-file": Message("the file is `{file}` but names itself `{name}`", "make the two the same"),
    "dated-outside": Message(
        "this is dated {on}, and the tree `{tree}` does not hold on that day",
        "give it a day on which the tree holds, or answers for an earlier or later day from another tree",
    ),
    "all-clear-dated": Message(
        "the tree of `all clear` holds on some days only", "take `in force from` and `in force until` out of this tree"
    ),
    "stage-numbers": Message("the stages are numbered {numbers}", "number them 1, 2, 3 and so on, each once"),
    # Names that lead nowhere
    "unknown-fact": Message("there is no fact `{name}`", "facts stand in facts.yaml"),
    "unknown-role": Message("there is no role `{name}`", "roles stand in roles.yaml"),
    "unknown-clock": Message("there is no clock `{name}`", "clocks stand in clocks.yaml; or write `straight away`"),
    "unknown-clause": Message("there is no clause `{name}`", "clauses stand in sources.yaml"),
    "unknown-source": Message("there is no source `{name}`", "sources stand in sources.yaml"),
    "unknown-number": Message("there is no named number `{name}`", "named numbers stand in pathway.yaml"),
    "unknown-stage": Message("there is no stage `{name}`", "stages stand in pathway.yaml"),
    "unknown-figure": Message(
        "`{{{name}}}` names no figure",
        "the named numbers stand in pathway.yaml, and `in words` may follow one",
    ),
    "stale-figure": Message(
        "`{words}` is written out, but the number is named",
        "write {names} in its place; `in words` may follow the name",
    ),
    "figure-of-one-area": Message(
        "`{{{name}}}` is a figure of one council's document, and this text speaks to every area",
        "say whose it is: `{{{area}: {name}}}`",
    ),
    "figure-differs": Message(
        "`{name}` is {value} here, and the clause {clause} says {said}",
        "which document changed it? Cite that one, or put the figure right",
    ),
    "dated-value": Message(
        "the days of this value are not in order", "the first item has no `from`; each later one has, and a later day"
    ),
    "unknown-purpose": Message(
        "there is no purpose `{name}`", "purposes stand in pathway.yaml; add one where none says what the step is for"
    ),
    "unknown-duty": Message("there is no duty `{name}`", "duties stand in pathway.yaml; or write `everything`"),
    "unknown-helpline": Message(
        "there is no role `{name}` that can be rung", "give the role a `call:` or a `text:` in roles.yaml"
    ),
    "unknown-concern": Message("there is no concern `{name}`", "concerns stand in pathway.yaml"),
    "unknown-case": Message("there is no case `{name}`", "cases stand in cases/, one file each"),
    "unknown-area": Message("there is no area `{name}`", "areas stand in areas/, one file each"),
    "unknown-tree": Message("there is no tree `{name}`", "trees stand in trees/, one file each"),
    "unknown-step": Message("there is no step `{name}`", "name a step of this tree, or TREE/STEP"),
    "unknown-target": Message(
        "`{name}` leads nowhere", "name a question or step of this tree, `tree NAME`, or `nothing`"
    ),
    "leads-to-draft": Message(
        "the tree `{name}` is a draft, and this one is not",
        "lead somewhere else until it is finished, or take `status: draft` out of it",
    ),
    "unknown-page": Message(
        "there is no page `{name}`", "pages stand in the folder that `pages:` of pathway.yaml names"
    ),
    "unknown-letter": Message("there is no letter `{name}`", "letters stand in the pages' folder as toolkit/NAME.md"),
    "not-a-start": Message(
        "a clock cannot start from `{name}`, which is of kind `{kind}`",
        "start it from `today`, a date, or a whole number of days so far",
    ),
    "wrong-unit": Message("`{name}` counts in {theirs}, but this clock in {ours}", "let both count in the same unit"),
    "not-asked": Message("`{name}` is of kind `{kind}`, so no tree can ask for it", "ask for another fact"),
    "area-answers": Message(
        "`{name}` is answered by the area, so it is not given", "take it out; the area file answers it"
    ),
    "not-area-fact": Message(
        "`{name}` is not a fact that an area answers", "take it out, or give the fact `answered by: area`"
    ),
    "area-silent": Message(
        "the area does not answer `{name}`", "add it under `answers:`, or give the fact a `default:` in facts.yaml"
    ),
    "bad-answer": Message("`{value}` is no answer to `{name}`", "write an answer that the fact allows"),
    "bad-phrase": Message("{reason}", "{hint}"),
    "unfilled": Message(
        "`{what}: ?` has not been filled in", "a person must say what the source asks for here; the engine cannot"
    ),
    "empty-tree": Message("the tree has neither a question nor a step", "add `steps:`"),
    "uncited-step": Message(
        "the step `{name}` cites nothing",
        "add `carries:`; a suggestion of ours is a clause of the source `our-suggestions`",
    ),
    # Judgements of the whole library
    "gap": Message("no branch for {witness}{where}", "add a branch, or widen one"),
    "overlap": Message("`{one}` and `{two}` both cover {witness}{where}", "let each answer fall under one branch only"),
    "not-sure-missing": Message("no branch for `not sure`", "add `not sure:` with a safe way on"),
    "dead-branch": Message(
        "no path of any area takes the branch `{phrase}`", "take it out, or mend the branches that lead here"
    ),
    "one-way-question": Message(
        "every path that comes here takes the same branch, `{phrase}`",
        "lead straight to `{target}` and take the question out",
    ),
    "unreachable-question": Message(
        "no path of any area reaches the question `{name}`", "lead a branch to it, or take it out"
    ),
    "unreachable-step": Message("no path of any area reaches the step `{name}`", "lead a branch to it, or take it out"),
    "unreachable-tree": Message(
        "no concern walks the tree `{name}`, and nothing leads to it",
        "list it under a concern of pathway.yaml, or delete it",
    ),
    "unreachable-concern": Message(
        "no tree of the concern `{name}` ever advises anything", "give it a tree that does, or take it out"
    ),
    "loop": Message("the walk goes round in a circle: {circle}", "lead one of them somewhere else, or to `nothing`"),
    "wrong-form": Message("`{name}` is cited on {on}, but it is needed as {forms}", "cite it {where}"),
    "local-step": Message(
        "`{name}` rests only on sources that {area} does not adopt, but it is advised there{how}",
        "send the walk another way with a fact that the area answers",
    ),
    "forbidden-pair": Message(
        "`{one}` and `{two}` are advised together in {area}: {witness}",
        "part them with a question, or take the pair out of `forbidden pairs`",
    ),
    "counts-otherwise": Message(
        "the document says `{says}`, but the clock has `{key}: {value}`",
        "write `{key}: {wanted}`, or read the document again",
    ),
    "no-document-words": Message(
        "the clock rests on {kind} (`{name}`) and does not say how the document puts its time",
        "write how, as in `document says: within`; `nothing` is for our own times and for local ones",
    ),
    "unused-fact": Message("nothing asks for the fact `{name}`", "ask for it in a tree or a clock, or delete it"),
    "unused-clock": Message(
        "nothing uses the clock `{name}`", "name it under `by:`, `later:` or `after:` of a step, or delete it"
    ),
    "unused-number": Message("no branch and no clock uses the number `{name}`", "use it, or delete it"),
    "long-tree": Message(
        "the tree has {count} questions, more than {limit}",
        "one obligation, one tree: split it, and lead on with `tree NAME`",
    ),
    "untested-branch": Message("no example takes the branch `{phrase}`", "add an example:\n{example}"),
    "one-sided-cut": Message(
        "no example stands at {at}, where `{number}` cuts",
        "add an example:\n{example}",
    ),
    "example-fails": Message(
        "the example reaches `{found}`, not `{wanted}`",
        "mend the example or the tree: which of the two agrees with the source?",
    ),
    "example-incomplete": Message(
        "the example does not say `{name}`, which the tree asks for",
        "add `{name}` under `given:`; `not sure` is an answer too",
    ),
    "case-fails": Message(
        "expected: {expected}; found: {found}", "mend the case or the trees: which of the two agrees with the source?"
    ),
    # Pages
    "front-matter": Message(
        "the page's front matter cannot be read: {reason}", "it is YAML between two lines of `---`"
    ),
    "no-front-matter": Message(
        "the page does not begin with its front matter",
        "begin with `---`, then `title:`, `description:`, `voice:`, `reviewed:` and `carries:`, then `---`",
    ),
    "future-date": Message("`{value}` has not come yet", "write the day on which somebody reviewed the page"),
    "unknown-script": Message("there is no script `{name}`", "scripts of pages stand in assets/, as NAME.js"),
    "unknown-picture": Message("there is no picture `{name}`", "pictures stand in pathway/site/pictures/, as NAME.svg"),
    "bad-picture": Message("the picture `{name}` cannot be used: {says}", "mend the drawing"),
    "bad-blank": Message(
        "{says}", "write it as in `[[what happened | 4]]`, `[[the first day = absent-since]]` or `[[ ]]`"
    ),
    "bad-wording": Message(
        "{says}", "write `{{if FACT is ANSWER}}`, `{{or ANSWER}}` and `{{end if}}`, each on a line of its own"
    ),
    "banned-word": Message("`{words}` is not for this site", "write it another way"),
    "long-sentence": Message(
        "a sentence of {count} words (`{begins} ...`); a page for parents has {limit} at most", "make it two"
    ),
    "abbreviation": Message(
        "`{name}` is used before this page has written it out",
        "write it out here, as in `long form ({name})`, and add it to glossary.yaml",
    ),
    "old-name": Message("`{name}` is an old name, and today's is not beside it", "add `now the {now}`"),
    "not-carried": Message("`{name}` is needed {form} and not carried there yet", "cite it {where}"),
}


def problem(code: str, place: Place, hint: str = "", **words: object) -> Problem:
    """The problem of that code at that place; `hint` says better than the usual hint what to do."""
    message = MESSAGES[code]
    return Problem(
        file=place.file,
        line=place.line,
        code=code,
        message=message.says.format(**words),
        text=place.text,
        hint=hint or message.hint.format(**words),
        column=place.column,
    )


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in order. One name that is unknown in many places is one problem, which says how many and where."""
    alike: dict[object, list[Problem]] = {}
    for found in sorted(set(problems)):
        alike.setdefault(_cause(found), []).append(found)
    one_each = []
    for first, *others in alike.values():
        if len(others) < MANY:
            one_each += [first, *others]
            continue
        files = list(dict.fromkeys(other.file for other in others))
        more = f" and {len(files) - NAMED} more files" if len(files) > NAMED else ""
        words = f"{first.message} (and in {len(others)} other places: {', '.join(files[:NAMED])}{more})"
        one_each.append(replace(first, message=words))
    return tuple(sorted(one_each))


def _cause(found: Problem) -> object:
    """What problems share that have one cause; anything else has its own."""
    if found.code == "case-fails":
        # A question that no case answers, or a step that comes before all others: a new tree does both.
        for sign in ("no answer to ", "; found: next: "):
            if sign in found.message:
                return found.code, sign, found.message.partition(sign)[2].partition(", ")[0]
        return found
    return (found.code, found.message) if found.code.startswith("unknown-") or found.code in ONE_CAUSE else found


def render(problems: Iterable[Problem]) -> str:
    """The problems in words, three parts each, with a blank line between two; what nobody sees is made seen."""
    return "\n\n".join(shown(_one(found)) for found in problems)


def _one(found: Problem) -> str:
    lines = [f"{found.file}:{found.line}: {found.code} {found.message}"]
    if found.text.strip():
        lines += [f"    {line}" for line in _line(found.text, found.column)]
    first, *more = found.hint.split("\n")
    return "\n".join([*lines, f"hint: {first}", *more])


def _line(text: str, column: int) -> list[str]:
    """A line without its indent, and a caret below the column (from 1 on; 0 for none) that is meant.

    Of a long line only the part around the column is shown. What nobody sees counts as it will be shown.
    """
    line = text.strip()
    at = column - 1 - (len(text) - len(text.lstrip()))
    if not column or not 0 <= at <= len(line):
        return [line]
    before, after = line[:at], line[at:]
    if len(line) > WIDEST:
        before = f"...{before[-WIDEST // 3 :]}" if len(before) > WIDEST // 3 else before
        rest = WIDEST - len(before)
        after = f"{after[:rest]}..." if len(after) > rest else after
    return [before + after, " " * len(shown(before)) + "^"]


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON list, for editors and other programs."""
    return json.dumps([asdict(found) for found in problems], ensure_ascii=False, indent=2) + "\n"
