"""Building blocks of the tests that need a site: the tiny library, and a build of it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.deliver.swap import building
from county_casebook.host.site import build_site
from county_casebook.publish.packed import unpacked
from county_casebook.views.compared import place_of

TINY = Path(__file__).parent / "tiny"


ADDRESS = "https://casebook.example/library/"
"""Where the site stands that knows its address: see `addressed_site`."""
NO_DATA = ":\n      data_formats: false"
"""What stands behind `- casebook` in a mkdocs.yml whose site is to hold no data for programs."""


def copy_of_tiny(folder: Path, *, data: bool = True) -> Path:
    """Copy the tiny library; return its mkdocs.yml.

    Without `data` its site holds none of the tables for programs: half of its files, and near to half of what its build takes.
    """
    shutil.copytree(TINY, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache"))
    config = folder / "mkdocs.yml"
    if not data:
        leave_out_data(config)
    return config


def leave_out_data(config: Path) -> None:
    """Let the site of a configuration hold no data for programs."""
    text = config.read_text("utf-8")
    assert text.count("- casebook\n") == 1
    config.write_text(text.replace("- casebook", f"- casebook{NO_DATA}"), "utf-8")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of this run by its name: the first process that asks for it fills it, and the others wait until it is whole.

    Nobody writes into it afterwards.
    """
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    if not folder.exists():
        with building(folder) as aside:
            if not folder.exists():  # another process may have filled it while this one waited
                make(aside)
                aside.rename(folder)
    return folder


def edited(config: Path) -> None:
    """Change a word of a case, so that a build has something to do."""
    case = config.parent / "content/cases/jichuan-tea.yml"
    case.write_text(case.read_text("utf-8").replace("summary: ", "summary: 改过，", 1), "utf-8")


def one(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """Return the first node that a CSS selector finds; it must be there."""
    found = page.css_first(selector)
    assert found is not None, selector
    return found


def files_of(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def compared(site: Mapping[str, bytes], key: str) -> dict[str, Any]:
    """Return what the site holds of a record for comparisons: title, near, and each row's heading with section and lines."""
    kind, _, record_id = key.partition("/")
    many = sum(name.startswith(f"compare/{kind}/") for name in site)
    held = json.loads(unpacked(site[f"compare/{kind}/{place_of(record_id, many)}.bin"]))
    title, near, sides = held["records"][record_id]
    rows = {heading: (lines, section) for (heading, section), lines in zip(held["rows"], sides, strict=True)}
    return {"title": title, "near": near, "rows": rows}


__all__ = ["TINY", "build_site", "compared", "copy_of_tiny", "files_of", "one"]
