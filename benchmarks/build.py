"""The building of a fictional library beside Hugo's build of the same records, in turn; then our time stage by stage.

What Hugo is spared is told in `benchmarks.hugo`. Every figure is a whole process: user CPU, peak memory, seconds on the wall;
the smallest of the runs counts, and the largest is shown beside it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks import hugo, stages
from benchmarks.timing import Used, command, process, table
from county_casebook.demo import write_demo
from county_casebook.records import KINDS

_WITHOUT_SEARCH = """
import sys
from dataclasses import replace
from county_casebook.publish import outputs
outputs.OUTPUTS = {**outputs.OUTPUTS, "search": replace(outputs.OUTPUTS["search"], in_site=False)}
from county_casebook.cli import run
sys.exit(run())
"""
_NO_DATA = "no_data.yml"
"""The configuration without the library as data, for which the other site has nothing."""
_PLACED = "placed.yml"
"""The same of a site that knows its address: QR codes, feeds, tags for chats, whole addresses in references; no share cards."""
_ADDRESS = "https://casebook.example.cn/"
_MARK = "改动一处"
RUNS = 3


def measure(cases: int) -> None:
    """Print the table of one size: builds and checks, cold and warm, ours and Hugo's."""
    with tempfile.TemporaryDirectory() as folder:
        library, peer = Path(folder) / "library", Path(folder) / "hugo"
        write_demo(library, cases=cases)
        peer.mkdir()
        hugo.write_site(library, peer)
        found = _in_turn(works(library, peer))
        _print(found)
        _print_size(library)
        stages.measure(library)


class Work(NamedTuple):
    """Something measured: what it is called, what is done before it, and itself."""

    name: str
    before: Callable[[], None]
    run: Callable[[], Used]


def works(library: Path, peer: Path) -> list[Work]:
    """What is measured, in order; the last leaves a site behind."""
    build = partial(command, "build", "-f", str(library / "mkdocs.yml"))
    no_data = ("build", "-f", str(without_data(library)))
    placed = partial(command, "build", "-f", str(_placed(library)))
    check = partial(command, "check", "--content", str(library / "content"))
    record = min((library / "content" / "cases").rglob("*.yml"))
    cold, edited = partial(_cold, library), partial(_edit, record)
    return [
        Work("hugo", _nothing, partial(hugo.build, peer)),
        Work("check, cold", cold, check),
        Work("check, one case edited", edited, check),
        Work("check, nothing changed", _nothing, check),
        Work(
            "build, cold, without search and data",
            cold,
            partial(process, sys.executable, "-c", _WITHOUT_SEARCH, *no_data),
        ),
        Work("build, cold, without data", cold, partial(command, *no_data)),
        Work("the same at an address", cold, placed),
        Work("the same, one case edited", edited, placed),
        Work("build, cold", cold, build),
        Work("build, one case edited", edited, build),
        Work("build, nothing changed", _nothing, build),
    ]


def without_data(library: Path) -> Path:
    """Write the library's configuration once more, with no data files in the site, and return its path."""
    return _configured(library, _NO_DATA, "{data_formats: false}")


def _placed(library: Path) -> Path:
    return _configured(library, _PLACED, "{data_formats: false, cards: false}", f"site_url: {_ADDRESS}\n")


def _configured(library: Path, name: str, options: str, more: str = "") -> Path:
    text = (library / "mkdocs.yml").read_text("utf-8")
    configuration = library / name
    configuration.write_text(text.replace("- casebook\n", f"- casebook: {options}\n") + more, "utf-8")
    return configuration


def _nothing() -> None:
    """What is done before work that begins where the last ended."""


def _cold(library: Path) -> None:
    for name in (".cache", "site", ".site.casebook"):
        shutil.rmtree(library / name, ignore_errors=True)


def _edit(record: Path) -> None:
    text = record.read_text("utf-8")
    record.write_text(text.replace("\nsummary: ", f"\nsummary: {_MARK}，", 1), "utf-8")


def _in_turn(works: Sequence[Work]) -> dict[str, list[Used]]:
    found: dict[str, list[Used]] = {work.name: [] for work in works}
    for _ in range(RUNS):
        for work in works:
            work.before()
            found[work.name].append(work.run())
    return found


def _print(found: dict[str, list[Used]]) -> None:
    least = min(used.user for used in found["hugo"])
    rows = [
        (
            name,
            _spread([used.user for used in runs]),
            f"{min(used.user for used in runs) / least:.2f}",
            _spread([used.system for used in runs]),
            _spread([used.wall for used in runs]),
            f"{max(used.memory for used in runs):.0f}",
        )
        for name, runs in found.items()
    ]
    table(rows, ("whole process", "user s", "× hugo", "system s", "wall s", "peak MB"))


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.1f}–{max(values):.1f}"


def _print_size(library: Path) -> None:
    files = [path for path in (library / "site").rglob("*") if path.is_file()]
    records = sum(1 for kind in KINDS for _ in (library / "content" / kind).rglob("*.yml"))
    size = sum(path.stat().st_size for path in files)
    print(
        f"{records} records; {len(files)} files ({len(files) / records:.2f} each), "
        f"{size / 1e6:.1f} MB ({size / records / 1000:.1f} KB each)"
    )
