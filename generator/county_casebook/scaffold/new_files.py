"""New files are written all or none, and never over a file that is there."""

from __future__ import annotations

import os
import re
import secrets
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_ASIDE = re.compile(r"\..+\.[0-9a-f]{8}\.new")


class NotWritten(Exception):
    """Why nothing was written, in Chinese."""


def write_new(files: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files that are not there yet, in order, and return their paths; raise NotWritten when one cannot be, with none written.

    Every file is complete before the first one appears; a process that is killed leaves the first ones or none, never half a file.
    """
    asides: list[Path] = []
    placed: list[Path] = []
    try:
        for path, text in files.items():
            asides.append(set_aside(path, text.encode() if isinstance(text, str) else text))
        for aside, path in zip(asides, files, strict=True):
            _place(aside, path)
            placed.append(path)
    except BaseException as error:
        left = [path for path in placed if not _removed(path)]
        if isinstance(error, OSError):
            raise NotWritten(_reason(error, files, left)) from None
        raise
    finally:
        for aside in asides:
            aside.unlink(missing_ok=True)
    return placed


def set_aside(path: Path, data: bytes) -> Path:
    """Write a file complete under a hidden name beside its place, which no reader of ours looks at; leave nothing when that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def put_in_place(aside: Path, path: Path) -> None:
    """Let a finished file take the place of another; raise OSError where it cannot.

    Windows refuses while a virus scanner or an editor looks into the file, which takes a moment: then it is tried again.
    """
    for _ in range(_TRIES - 1):
        try:
            aside.replace(path)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    aside.replace(path)


_TRIES, _PAUSE = (20 if sys.platform == "win32" else 1), 0.05


def _sweep(folder: Path) -> None:
    """Remove what killed processes left aside in a folder; what is younger than a minute may still be written."""
    for path in folder.glob(".*.new"):
        with suppress(OSError):
            if _ASIDE.fullmatch(path.name) and path.lstat().st_mtime < time.time() - 60:
                path.unlink()


def _place(aside: Path, path: Path) -> None:
    """Give a finished file its name, unless the name is taken; file systems without links take the name first."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:
        path.open("xb").close()
        try:
            aside.replace(path)
        except BaseException:
            path.unlink()
            raise


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _reason(error: OSError, files: Mapping[Path, str | bytes], left: Sequence[Path]) -> str:
    """Return the sentence for what stood in the way; `left` could not be taken back."""
    state = f"请删掉没有写完的 {'、'.join(map(str, left))}" if left else "什么都没有写"
    taken = next((path for path in files if os.path.lexists(path) and path not in left), None)
    if isinstance(error, FileExistsError) and taken:
        return f"{taken} 已经有了，没有覆盖，{state}"
    where = next(iter(files)).parent
    return f"{where} 里写不了文件（{error.strerror or error}），{state}；请检查权限和磁盘空间"


def files_of(folder: Path, record_id: str, *suffixes: str) -> Iterator[Path]:
    """Yield what stands below a kind's folder under a record's id, also in folders below and whether it can be read or not."""
    names = {f"{record_id}{suffix}" for suffix in suffixes or (".yml", ".yaml")}
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted((*folders, *files)) if name in names)


__all__ = ["NotWritten", "files_of", "put_in_place", "set_aside", "write_new"]
