"""A small finished site, as far as a publishing asks: pages that say their version, and the list of sums. Light, for many runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from county_casebook.deliver.sums import SUMS, write_sums

PAGES = tuple(f"pages/{number}/index.html" for number in range(12))
SAME = {
    "index.html": b"<p>home</p>" * 40,
    "assets/site.css": b"p { color: inherit }\n" * 40,
    "files/a.png": bytes(range(256)) * 8,
}
"""Files that are the same in every version."""


def make_site(folder: Path, version: str) -> Path:
    """Write a site whose every page says its version; return its folder."""
    files = SAME | {page: f"{page} {version}\n".encode() * 40 for page in PAGES}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    write_sums(folder, {name: hashlib.sha256(data).hexdigest() for name, data in files.items()})
    return folder


def version_of(target: Path) -> str:
    """Return the version that readers see; every page says the same one, and nothing is missing or too much."""
    opened = target / (target / "current").readlink()
    held = {
        path.relative_to(opened).as_posix(): path.read_bytes() for path in opened.rglob("*") if path.is_file()
    }
    plain = {
        name: data
        for name, data in held.items()
        if not name.endswith((".gz", ".br")) and name not in (SUMS, ".casebook-release")
    }
    found = {data.split()[1].decode() for name, data in plain.items() if name in PAGES}
    assert len(found) == 1, found
    version = found.pop()
    expected = SAME | {page: f"{page} {version}\n".encode() * 40 for page in PAGES}
    assert plain == expected
    return version
