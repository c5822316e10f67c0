"""What is fetched from package registries is what was locked, to the byte, wherever it is fetched from."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pathway.site.build import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
OPTION = "--only-binary :all:"
PINNED = re.compile(r"([a-z0-9-]+)==([^\s;]+)(?: ; (\S.*?))?((?: --hash=sha256:[0-9a-f]{64})+)")
OURS = "back-to-learning"


def lines(lock: Path) -> list[str]:
    """The lines of a lock, those that go on joined, without what says that it was made."""
    joined = lock.read_text("utf-8").replace(" \\\n    ", " ")
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


def locked(*locks: Path) -> list[tuple[Requirement, str, int]]:
    """Every version that the locks name, with its marker and how many files it may be."""
    rows = [PINNED.fullmatch(line) for lock in locks for line in lines(lock) if line != OPTION]
    marked = [(row[1], row[2], f" ; {row[3]}" if row[3] else "", row[4]) for row in rows if row]
    return [(Requirement(name + marker), version, hashes.count("--hash")) for name, version, marker, hashes in marked]


def here(*locks: Path) -> dict[str, str]:
    """The versions that the locks name for this machine and this Python."""
    return {one.name: version for one, version, _ in locked(*locks) if not one.marker or one.marker.evaluate()}


# What the locks say


def test_a_lock_names_versions_and_hashes_and_never_a_place() -> None:
    assert [lock.stem for lock in LOCKS] == ["bench", "lock", "node", "setup"]
    for lock in LOCKS:
        assert lines(lock)[0] == OPTION, "what is built on the spot fetches what builds it, and that is in no lock"
        for line in lines(lock)[1:]:
            assert PINNED.fullmatch(line), f"{lock.name}: {line[:80]}"
        assert not re.search(r"://|file:|index-url|find-links|trusted-host", lock.read_text("utf-8"))


def test_what_pyproject_asks_for_is_locked_and_so_is_what_builds_the_package() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = asked["dependency-groups"]
    project = asked["project"]
    groups["setup"] += [*project["dependencies"], *project["optional-dependencies"]["site"]]
    groups["setup"] += asked["build-system"]["requires"]
    assert set(project["optional-dependencies"]) == {"site"}
    assert set(groups) == {lock.stem for lock in LOCKS}
    for name, wanted in groups.items():
        versions = here(ROOT / "requirements" / f"{name}.txt")
        for requirement in map(Requirement, wanted):
            version = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{name}: {requirement}"


def test_what_is_installed_here_is_what_was_locked() -> None:
    versions = here(*LOCKS)
    installed = {canonicalize_name(one.name): one.version for one in distributions()}
    assert {OURS, "pip", "setuptools", "mkdocs-material"} <= set(installed)
    others = {name: version for name, version in installed.items() if name not in {OURS, "pip"}}
    assert others == {name: versions.get(name, "not locked") for name in others}


def test_two_locks_never_want_two_versions() -> None:
    by_name: dict[tuple[str, str], set[str]] = {}
    for one, version, _ in locked(*LOCKS):
        by_name.setdefault((one.name, str(one.marker)), set()).add(version)
    assert not {name: versions for name, versions in by_name.items() if len(versions) > 1}


def test_a_package_with_compiled_parts_is_locked_for_more_machines_than_this_one() -> None:
    files = {one.name: count for one, _, count in locked(*LOCKS)}
    assert min(files[name] for name in ("lxml", "markupsafe", "mypy", "pyyaml", "ruff", "uv")) > 10


# What is run


def commands() -> list[tuple[str, str]]:
    """Every command of ours that has pip fetch or install something, by the file that it stands in."""
    files = [ROOT / "Makefile", *(ROOT / ".ci").iterdir(), *(ROOT / "hosting").iterdir()]
    variable = re.compile(r"^PIP := (.*)$", re.M)
    pip = variable.findall((ROOT / "Makefile").read_text("utf-8"))[0]
    fetches = re.compile(r"\bpip3? (?:install|download)")
    found = []
    for file in files:
        text = variable.sub("", file.read_text("utf-8")).replace("$(PIP)", pip)
        found += [(file.name, line.strip()) for line in text.splitlines() if fetches.search(line)]
    return found


def test_pip_installs_nothing_without_its_hash() -> None:
    used = set()
    for file, command in commands():
        if command.endswith("--no-index --no-deps --no-build-isolation -e ."):
            continue  # our own package, built by what is installed already
        ends = re.search(r" --require-hashes -r requirements/(\w+)\.txt$", command)
        assert ends, f"{file}: {command}"
        used.add(ends[1])
    assert used == {lock.stem for lock in LOCKS}


def wheel(folder: Path) -> str:
    """The sum of a small package made in the folder."""
    path = folder / "small-1.0-py3-none-any.whl"
    told = {"WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
    told["METADATA"] = "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n"
    files = {f"small-1.0.dist-info/{name}": text for name, text in told.items()} | {"small.py": "here = True\n"}
    sums = {name: base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()) for name, text in files.items()}
    record = "".join(f"{name},sha256={code.decode().rstrip('=')},\n" for name, code in sums.items())
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, "small-1.0.dist-info/RECORD": record}.items():
            archive.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("hashed", "said"),
    [
        (lambda right: f" --hash=sha256:{right}", ""),
        (lambda right: f" --hash=sha256:{right[:-1]}{'0' if right[-1] != '0' else '1'}", "DO NOT MATCH THE HASHES"),
        (lambda right: "", "Hashes are required"),
    ],
    ids=["right", "changed", "missing"],
)
def test_a_package_that_is_not_the_one_that_was_locked_is_not_installed(
    tmp_path: Path, hashed: Callable[[str], str], said: str
) -> None:
    (tmp_path / "requirements.txt").write_text(f"{OPTION}\nsmall==1.0{hashed(wheel(tmp_path))}\n")
    command = shlex.split(next(line for file, line in commands() if file == "Makefile"))
    options = command[command.index("install") : command.index("-r")]
    more = ["--no-index", "--find-links", ".", "--target", "there", "-r", "requirements.txt"]
    ran = subprocess.run(
        [sys.executable, "-m", "pip", *options, *more], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (tmp_path / "there" / "small.py").exists() == (not said) == (ran.returncode == 0), ran.stderr
    assert said in ran.stderr


# Node's packages


def test_npm_takes_only_what_its_lock_names_and_runs_nothing_of_it() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    rows = [row for name, row in packages.items() if name]
    assert all(row["integrity"].startswith("sha512-") and "resolved" not in row for row in rows)
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text("utf-8").split()
    for file in ("node", "browser"):
        ran = re.findall(r"^npm (\w+)", (ROOT / ".ci" / file).read_text("utf-8"), re.M)
        assert ran == ["ci"]
