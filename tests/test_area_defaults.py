"""An area that does not answer a fact of its own has the fact's default."""

from __future__ import annotations

import shutil
from pathlib import Path

from pathway.authoring.reader import read
from pathway.engine import bundle
from pathway.proof.check import check

GOOD = Path(__file__).parent / "bad" / "_good"


def test_an_area_that_is_silent_has_the_default(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    facts, elsewhere = tmp_path / "facts.yaml", tmp_path / "areas" / "elsewhere.yaml"
    facts.write_text(facts.read_text("utf-8").replace("by: area\n", "by: area\n  default: no\n"), encoding="utf-8")
    elsewhere.write_text(elsewhere.read_text("utf-8").replace("answers: {panel-here: no}\n", ""), encoding="utf-8")
    authored = read(tmp_path)
    assert check(authored) == []
    areas = authored.library.areas
    assert {name: area.answers for name, area in areas.items()} == {
        "elsewhere": {"panel-here": "no"},
        "here": {"panel-here": "yes"},
    }
    assert bundle.load(bundle.dump(authored.library)).facts["panel-here"].default == "no"
