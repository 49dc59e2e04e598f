"""The building of a fictional library: the whole command, then the same work split by stage in one process."""

from __future__ import annotations

import tempfile
from pathlib import Path

from mkdocs.config import load_config

from benchmarks.timing import command, stage, table
from county_casebook.build import today
from county_casebook.deliver.assets import shipped_files
from county_casebook.deliver.gate import faults
from county_casebook.demo import write_demo
from county_casebook.library.edition import Edition
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.publish.data.duties import duty_files
from county_casebook.publish.outputs import search_files
from county_casebook.publish.pages import pages
from county_casebook.render.environment import theme_directory
from county_casebook.rules import check


def measure(cases: int) -> None:
    """Print user CPU and peak memory of check and build, and CPU seconds by stage."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder)
        write_demo(library, cases=cases)
        rows = []
        for name, arguments in (
            ("check", ("check", "--content", str(library / "content"))),
            ("build", ("build", "-f", str(library / "mkdocs.yml"))),
        ):
            seconds, memory = command(*arguments)
            rows.append((name, f"{seconds:.1f}", f"{memory:.0f}"))
        table(rows, ("whole command", "user s", "peak MB"))
        _by_stage(library)


def _by_stage(folder: Path) -> None:
    times: dict[str, float] = {}
    with stage("load", times):
        content = load(folder / "content")
    with stage("link", times):
        library = link(content, today(folder))
    with stage("rules", times):
        check(library)
    shown = Edition.of(library)
    with stage("pages", times):
        count = sum(1 for _ in pages(shown))
    with stage("search index", times):
        size = sum(len(data) for _, data in search_files(shown) if isinstance(data, bytes))
    with stage("ledger", times):
        list(duty_files(shown))
    shipped = shipped_files(
        theme_directory(),
        [theme_directory(), *map(Path, load_config(str(folder / "mkdocs.yml")).theme.dirs)],
    )
    with stage("gate", times):
        refused = faults(folder / "site", shipped=shipped)
    total = sum(times.values())
    table(
        [(name, f"{seconds:.2f}", f"{seconds / total:.0%}") for name, seconds in times.items()],
        ("stage", "CPU s", "share"),
    )
    print(f"gate: {times['gate'] / count * 1000:.2f} ms a page, {len(refused)} faults")
    print(f"{count} pages; search files {size / 1e6:.1f} MB before compression")
