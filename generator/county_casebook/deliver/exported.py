"""Data files become an export: each takes its place whole, and what else is in the folder stays."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from county_casebook.deliver.target import MARKER, mark, target_fault, written_files
from county_casebook.progress import counted
from county_casebook.publish.outputs import File


def write_export(folder: Path, files: Iterable[File], *, sources: Sequence[tuple[str, Path]]) -> str:
    """Write the files outside the source folders; return why the folder is refused, in Chinese, or nothing.

    Raises OSError; a file of the export before is then whole, old or new.
    """
    if fault := target_fault(folder, "export", folders=sources, names=()):
        return fault
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{MARKER}.", dir=folder) as aside:
        names = list(_written(Path(aside), files))
        if fault := target_fault(folder, "export", folders=sources, names=names):
            return fault
        mark(folder, "export", {*names, *(written_files(folder, "export") or ())})
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            Path(aside, name).replace(folder / name)
    return ""


def _written(folder: Path, files: Iterable[File]) -> Iterator[str]:
    """Write each file below the folder and yield its name."""
    for name, data in counted("写导出的文件", files):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        yield name
