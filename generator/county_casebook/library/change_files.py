"""The list of changes stands in one file, and what it has become too long for in one file of each year or month before.

A file may have a mebibyte (`source.MAX_BYTES`), some five thousand entries: well before that it is told how to go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from county_casebook.library.content import Content
from county_casebook.problems import Location, Problem
from county_casebook.source import MAX_BYTES

CHANGES = "changes.yml"
"""The file that new entries are written to."""
EARLIER = "changes"
"""The folder of the files of before: `2025.yml`, of a year that has more than a file holds `2025-11.yml`."""
_NAME = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?\.yml")
_LONG = MAX_BYTES * 3 // 5


def is_of_changes(name: str) -> bool:
    """Whether a path from the content folder is that of a file of the list."""
    folder, _, file = name.rpartition("/")
    return name == CHANGES or (folder == EARLIER and _NAME.fullmatch(file) is not None)


def change_files(content: Content) -> Iterator[Path]:
    """Yield the files of the list, the newest first; what stands among them and should not is a problem, and so is one that gets too long."""
    root, sizes = content.root, content.standing.sizes
    if (newest := root / CHANGES) in sizes:
        if sizes[newest] > _LONG:
            content.problems.append(_long(content.shown(newest), sizes[newest]))
        yield newest
    for path in reversed(content.standing.folders.get(root / EARLIER, ())):
        if path in sizes and is_of_changes(path.relative_to(root).as_posix()):
            yield path
        else:
            content.refuse(
                path,
                "stray-file",
                f"{EARLIER} 里只放往年的更正与撤回",
                f"写成 {EARLIER}/2025.yml 或 {EARLIER}/2025-11.yml",
            )


def _long(shown: str, size: int) -> Problem:
    said = f"有 {size / MAX_BYTES:.1f} MiB，到 {MAX_BYTES >> 20} MiB 就读不了"
    hint = f"运行 casebook changes --by-year，把往年的移到 {EARLIER} 文件夹；网页和网址都不变"
    return Problem(Location(shown), "long-list", said, hint, "warning")
