"""Data files become an export: each takes its place whole, what no longer belongs to it goes, and what else is in the folder stays.

A folder may hold exports of several formats. Which files the last one of a format wrote stands in a list of its own beside the
marker, so that the next one takes away what it no longer writes: of a kind that became empty, of a record that was withdrawn.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.target import MARKER, entries, mark, target_fault, written_files
from county_casebook.progress import counted
from county_casebook.publish.outputs import File


def write_export(
    folder: Path, format_: str, files: Iterable[File], *, sources: Sequence[tuple[str, Path]]
) -> str:
    """Write the files of a format outside the source folders; return why the folder is refused, in Chinese, or nothing.

    Raises OSError; a file of the export before is then whole, old or new.
    """
    if fault := target_fault(folder, "export", folders=sources, names=()):
        return fault
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{MARKER}.", dir=folder) as aside:
        names = frozenset(_written(Path(aside), files))
        if fault := target_fault(folder, "export", folders=sources, names=names):
            return fault
        before = written_files(folder, "export") or frozenset()
        known = _listed(folder, format_) & before & frozenset(entries(folder))
        stale = known - names - _of_others(folder, format_)
        mark(folder, "export", names | before)
        for name in sorted(names):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            Path(aside, name).replace(folder / name)
    _take_away(folder, stale)
    mark(folder, "export", (names | before) - stale)
    _list(folder, format_, names)
    return ""


def _written(folder: Path, files: Iterable[File]) -> Iterator[str]:
    """Write each file below the folder and yield its name."""
    for name, data in counted("写导出的文件", files):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        yield name


def _list(folder: Path, format_: str, names: Iterable[str]) -> None:
    """Keep which files a format has, at once or not at all."""
    handle, draft = tempfile.mkstemp(prefix=f"{MARKER}.", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{name}\n" for name in sorted(names))
    Path(draft).chmod(0o644)
    Path(draft).replace(folder / f"{_LIST}{format_}")


def _listed(folder: Path, format_: str) -> frozenset[str]:
    """Return the files of the last export of a format; none where that is not known."""
    try:
        return frozenset(read_file(folder / f"{_LIST}{format_}").decode().splitlines())
    except (OSError, UnicodeDecodeError):
        return frozenset()


_LIST = f"{MARKER}.of-"


def _of_others(folder: Path, format_: str) -> frozenset[str]:
    """Return the files that the last export of another format wrote: what explains the data has one name in all."""
    others = (path.name.removeprefix(_LIST) for path in folder.glob(f"{_LIST}*"))
    return frozenset().union(*(_listed(folder, other) for other in others if other != format_))


def _take_away(folder: Path, names: Iterable[str]) -> None:
    """Remove files, and the folders that hold nothing then. Raises OSError."""
    for name in sorted(names):
        (folder / name).unlink(missing_ok=True)
        for parent in PurePosixPath(name).parents[:-1]:
            try:
                (folder / parent).rmdir()
            except OSError:
                break
