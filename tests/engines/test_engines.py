"""The tool in Firefox and in WebKitGTK: the same steps as the command line's Python, and nothing sent."""

from __future__ import annotations

from contextlib import suppress

from pathway.authoring.reader import Case
from pathway.words.places import ANSWER, CONCERNS
from tests.engines.engine import Engine, Failed
from tests.engines.reader import Reader, authored

FOCUS = "document.activeElement.id"
STEPS = "Array.from(document.querySelectorAll('#tool [data-do=done]'), (b) => b.dataset.step)"
CASES = ("fifteen-days-in-a-row", "a-fourth-suspension-and-no-other-needs", "sixty-school-days-without-a-school")


def case(name: str) -> Case:
    """A worked case."""
    return next(case for case in authored().cases if case.id == name)


def steps(reader: Reader) -> list[str]:
    """The steps that CPython gives, which are those of the page too."""
    recommendation = reader.expects()
    assert recommendation.next
    names = [advised.name for advised in recommendation.advised]
    assert reader.engine.run(STEPS) == names
    return names


def test_the_steps_are_those_of_cpython_after_an_error_a_step_back_and_a_reload(engine: Engine) -> None:
    reader = Reader(engine, case(CASES[0]))
    reader.go_on(CONCERNS)
    reader.errs()
    assert engine.run(FOCUS) == "problem"
    assert str(engine.run("document.title")).startswith("Error")

    reader.go_on()
    names = steps(reader)
    assert engine.run(FOCUS) == "title"

    engine.act("back")
    last = list(reader.answered)[-1]
    reader.comes_to(last)
    assert reader.entered() == reader.answered[last]
    reader.continue_()
    reader.comes_to(ANSWER)
    engine.act("reload")
    reader.comes_to(ANSWER)
    assert engine.run(STEPS) == names

    for name in CASES[1:]:
        reader.restart(case(name))
        reader.go_on()
        assert steps(reader) != names


def test_what_a_page_does_wrong_is_seen(engine: Engine) -> None:
    """Else the other tests would find nothing in vain."""
    other = engine.site.replace("127.0.0.1", "localhost")
    engine.open("")
    engine.run(f"void fetch('{other}').catch(() => 0)")
    engine.run("void (document.cookie = 'a=b')")
    engine.run("void setTimeout(() => { document.title = 'done'; throw new Error('planted'); }, 0)")
    engine.until("document.title === 'done'")
    with suppress(Failed):  # WebKit's proxy does not answer
        engine.act("open", other)
    seen = engine.act("seen")
    assert any("planted" in words for words in seen["wrong"])
    assert any("connect-src" in words for words in seen["wrong"])
    assert any("localhost" in address for address in seen["elsewhere"])
    engine.open("")
    assert [cookie["name"] for cookie in engine.act("seen")["cookies"]] == ["a"]
    engine.run("void (document.cookie = 'a=; max-age=0')")
