"""What is typed is kept beside the library at once, and becomes the record's file only when somebody saves it.

A draft stands in `.casebook/edit/<kind>/<id>.yml`, with the file it began from beside it (`.base`), so that it is noticed when
that file has changed meanwhile. What is dropped or written over is set aside there (`.kept-1` …): nothing typed is ever lost.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from county_casebook.edit.desk import Key
from county_casebook.library.misplaced import is_reserved
from county_casebook.records import KINDS
from county_casebook.scaffold.new_files import put_in_place, set_aside
from county_casebook.schema.fields import ID_PATTERN

FOLDER = ".casebook"
_IGNORE = "# 正在写的草稿，只在这台电脑上\n*\n"


class NotKept(Exception):
    """Why nothing could be written, in Chinese."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as it is being written, and the file it began from (None: there was none)."""

    data: bytes
    base: bytes | None


class Drafts:
    """The drafts beside one library."""

    def __init__(self, beside: Path) -> None:
        self._home = beside / FOLDER
        self._folder = self._home / "edit"
        self._lock = RLock()

    def get(self, key: Key) -> Draft | None:
        """Return the draft of a record; None when nothing was typed since it was saved."""
        with self._lock:
            data = _bytes(self._path(key))
            return None if data is None else Draft(data, _bytes(self._path(key, ".base")))

    def keep(self, key: Key, data: bytes, base: bytes | None) -> None:
        """Keep what was typed; `base` is the record's file when that began. Raise NotKept when the disk refuses."""
        with self._lock:
            if not self._path(key).exists():
                self._begin(self._path(key, ".base"), base)
            self._make_home()
            write(self._path(key), data)

    def _begin(self, path: Path, base: bytes | None) -> None:
        """Keep what a draft begins from; what was left of one that was dropped is none of it."""
        if base is None:
            _remove(path)
        else:
            write(path, base)

    def drop(self, key: Key, *, aside: bool) -> None:
        """Forget a draft; with `aside` what it held is set aside under another name. Raise NotKept when the disk refuses."""
        with self._lock:
            data = _bytes(self._path(key))
            if aside and data is not None:
                self.set_aside(key, data)
            for suffix in (".yml", ".base"):
                _remove(self._path(key, suffix))

    def set_aside(self, key: Key, data: bytes) -> Path:
        """Keep what would be lost, and return where."""
        with self._lock:
            self._make_home()
            number = 1
            while (path := self._path(key, f".kept-{number}")).exists():
                number += 1
            write(path, data)
            return path

    @property
    def files(self) -> Path:
        """Where pictures and documents stand that nothing names any more."""
        return self._folder / "files"

    def set_file_aside(self, name: str, path: Path) -> None:
        """Take a file out of the library and keep it here; raise NotKept when the disk refuses."""
        with self._lock:
            try:
                self._make_home()
                self.files.mkdir(parents=True, exist_ok=True)
                stem, suffix = Path(name).stem, Path(name).suffix
                to, number = self.files / f"{stem}{suffix}", 1
                while to.exists():
                    number += 1
                    to = self.files / f"{stem}.{number}{suffix}"
                shutil.move(path, to)
            except OSError as error:
                raise NotKept(f"{path} 移不走（{error.strerror or error}），请检查权限和磁盘空间") from None

    def paths(self) -> Iterator[Path]:
        """Yield the files of the drafts."""
        yield from (self._path(key) for key in self.all())

    def all(self) -> Iterator[Key]:
        """Yield the records of which something was typed and not saved."""
        for kind in KINDS:
            for path in sorted((self._folder / kind).glob("*.yml")):
                if fits(path.stem):
                    yield Key(kind, path.stem)

    def _path(self, key: Key, suffix: str = ".yml") -> Path:
        return self._folder / key.kind / f"{key.id}{suffix}"

    def _make_home(self) -> None:
        """Make the folder, which git leaves alone."""
        ignore = self._home / ".gitignore"
        if not ignore.exists():
            write(ignore, _IGNORE.encode())


def write(path: Path, data: bytes) -> None:
    """Write a file whole, in place of what stood there; raise NotKept with the reason when the disk refuses."""
    try:
        aside = set_aside(path, data)
        try:
            put_in_place(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise NotKept(f"{path} 写不了（{error.strerror or error}），请检查权限和磁盘空间") from None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise NotKept(f"{path} 删不了（{error.strerror or error}），请检查权限") from None


def fits(record_id: str) -> bool:
    """Whether a text may be the id of a record: then it is the name of a file and nothing else."""
    return ID_PATTERN.fullmatch(record_id) is not None and not is_reserved(record_id)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


__all__ = ["FOLDER", "Draft", "Drafts", "NotKept", "fits", "write"]
