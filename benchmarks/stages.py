"""Our own build in one process, stage by stage, in CPU seconds: where the time goes."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config

from benchmarks.timing import stage, table
from county_casebook.build import today
from county_casebook.deliver.assets import shipped_files
from county_casebook.deliver.inspection import faults
from county_casebook.library.edition import Edition
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.publish.outputs import OUTPUTS
from county_casebook.publish.pages import pages
from county_casebook.render.environment import theme_directory
from county_casebook.rules import check


def measure(folder: Path) -> None:
    """Print the stages of a build of a library folder whose site stands."""
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
    for name, output in OUTPUTS.items():
        if output.in_site and name != "pages":
            with stage(f"output: {name}", times):
                for _, data in output.files(shown):
                    if not isinstance(data, bytes):
                        any(True for _ in data)
    known = [theme_directory(), *map(Path, load_config(str(folder / "mkdocs.yml")).theme.dirs)]
    with stage("gate and personal numbers", times):
        refused = faults(folder / "site", shipped=shipped_files(theme_directory(), known))
    total = sum(times.values())
    table(
        [(name, f"{seconds:.2f}", f"{seconds / total:.0%}") for name, seconds in times.items()],
        ("stage", "CPU s", "share"),
    )
    print(f"{count} pages; {len(refused)} faults")
