"""Building blocks of the tests that need a site: the tiny library, and a build of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from county_casebook.host.site import build_site

TINY = Path(__file__).parent / "tiny"


def copy_of_tiny(folder: Path) -> Path:
    """Copy the tiny library; return its mkdocs.yml."""
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    return folder / "mkdocs.yml"


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


__all__ = ["TINY", "build_site", "copy_of_tiny", "files_of", "one"]
