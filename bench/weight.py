"""What a reader's browser fetches for each kind of page, in bytes as sent with brotli, beside its budget.

Counted are the page, its style sheets, scripts and fonts. The tool is counted with Python and the rules, as on a first
visit; the search with its index.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import html

from bench.figures import Figure

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "site"


@dataclass(frozen=True)
class Budget:
    """The most that pages of one kind may weigh; `pages` is a pattern, `more` are files fetched besides."""

    kind: str
    pages: str
    most: int
    more: tuple[str, ...] = ()


# The figures of the first two and of the tool are those that the project set itself; the others keep what was reached.
BUDGETS = (
    Budget("plain page", "plain/*.html", 30_000),
    Budget("guidance", "*/*/index.html", 130_000),
    Budget("home", "index.html", 90_000),
    Budget("search", "search/index.html", 380_000, ("search/search_index.json",)),
    Budget("tool", "next-step/index.html", 4_200_000, ("tool/rt-*/*", "tool/py-*/*")),
    Budget("explore", "tool/explore/index.html", 4_250_000, ("tool/rt-*/*", "tool/py-*/*", "tool/cases.json")),
)
FETCHED = ("//link[@rel='stylesheet' or @rel='modulepreload' or @rel='preload']/@href", "//script/@src")


def heaviest(site: Path, budget: Budget) -> tuple[str, int]:
    """The heaviest page of a kind and its bytes, everything that it fetches included."""
    more = sum(sent(path) for pattern in budget.more for path in site.glob(pattern) if is_source(path))
    named = ((page.relative_to(site).as_posix(), weight(site, page)) for page in site.glob(budget.pages))
    apart = {b.pages for b in BUDGETS if "*" not in b.pages} - {budget.pages}
    name, bytes_ = max(((n, w) for n, w in named if n not in apart), key=lambda found: found[1])
    return name, bytes_ + more


def weight(site: Path, page: Path) -> int:
    """The bytes of a page and of what it names."""
    root = html.fromstring(page.read_bytes())
    names = {str(name) for path in FETCHED for name in root.xpath(path)}
    files = {(page.parent / name).resolve() for name in names if "://" not in name}
    fonts = {site / "assets/fonts/atkinson-400.woff2"} if page.parent.name == "plain" else set()
    return sent(page) + sum(sent(file) for file in files | fonts)


def sent(path: Path) -> int:
    """The bytes that travel: those of the compressed file where there is one."""
    packed = path.with_name(path.name + ".br")
    return (packed if packed.is_file() else path).stat().st_size


def is_source(path: Path) -> bool:
    """Whether it is a file itself and not a compressed copy of one."""
    return path.is_file() and path.suffix not in (".br", ".gz")


def figures(site: Path = SITE) -> list[Figure]:
    """The heaviest page of each kind, as ours, held against its budget."""
    found = ((budget, *heaviest(site, budget)) for budget in BUDGETS)
    return [Figure(f"{budget.kind}: {name}", "bytes", bytes_, reach=budget.most) for budget, name, bytes_ in found]
