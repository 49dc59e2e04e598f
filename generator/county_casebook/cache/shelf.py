"""A file of named entries: each is verified when it is taken, and a file that is damaged, foreign or old holds nothing.

The file is written aside and put in place in one step, so that another process meets the old one or the new one. What
cannot be written is not kept: no fault of a cache is a fault of the command that uses it.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO

_MAGIC = b"casebook cache 1\n"
_FOOT = 8 + 32
_DAY = 86_400


class Shelf:
    """The entries of one file that were made by one version of what makes them (`version`)."""

    def __init__(self, path: Path, version: str) -> None:
        self.path, self.version = path, version.encode()
        self._file: IO[bytes] | None = None  # set before anything can fail: the end of a shelf closes it
        self._index: dict[str, tuple[int, int, str]] = {}
        self._aside: IO[bytes] | None = None
        self._new: dict[str, tuple[int, int, str]] = {}
        with suppress(OSError, ValueError, TypeError):
            self._open()

    def _open(self) -> None:
        self._file = self.path.open("rb")
        size = os.fstat(self._file.fileno()).st_size
        if self._file.read(len(_MAGIC)) != _MAGIC or size < len(_MAGIC) + _FOOT:
            return
        self._file.seek(size - _FOOT)
        foot = self._file.read(_FOOT)
        start = int.from_bytes(foot[:8], "big")
        if not len(_MAGIC) <= start <= size - _FOOT:
            return
        self._file.seek(start)
        index = self._file.read(size - _FOOT - start)
        if self._digest("", index, 32) == foot[8:]:
            self._index = {key: (at, length, told) for key, (at, length, told) in json.loads(index).items()}

    def _digest(self, key: str, data: bytes, size: int = 16) -> bytes:
        made = blake2b(self.version, digest_size=size)
        made.update(f"\0{key}\0".encode())
        made.update(data)
        return made.digest()

    def keys(self) -> Iterable[str]:
        """The names of the entries found, verified or not."""
        return self._index.keys()

    def get(self, key: str) -> bytes | None:
        """Return an entry as it was put; None when there is none that verifies."""
        if key not in self._index or not self._file:
            return None
        at, length, told = self._index[key]
        try:
            self._file.seek(at)
            data = self._file.read(length)
        except (OSError, ValueError):
            return None
        return data if self._digest(key, data).hex() == told else None

    def put(self, key: str, data: bytes) -> None:
        """Write an entry aside; it is found after `save`, by who opens the file then."""
        if not self._aside and not self._begin():
            return
        assert self._aside
        try:
            at = self._aside.tell()
            self._aside.write(data)
        except OSError:
            self._give_up()
            return
        self._new[key] = (at, len(data), self._digest(key, data).hex())

    def _begin(self) -> bool:
        """Open the file aside; False where nothing can be written."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(self.path)
            self._aside = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed by save or close
                dir=self.path.parent, prefix=f"{self.path.name}.", suffix=".aside", delete=False
            )
            self._aside.write(_MAGIC)
        except OSError:
            self._aside = None
        return self._aside is not None

    def _give_up(self) -> None:
        if self._aside:
            with suppress(OSError):
                self._aside.close()
            with suppress(OSError):
                Path(self._aside.name).unlink()
        self._aside, self._new = None, {}

    def save(self, kept: Iterable[str]) -> None:
        """Put the file in place with the entries put since and those found before that are `kept`; all others are gone."""
        kept = [key for key in kept if key in self._index and key not in self._new]
        if not self._new and len(kept) == len(self._index):
            self.close()
            return
        for key in kept:
            data = self.get(key)
            if data is not None:
                self.put(key, data)
        if not self._aside and not self._begin():
            return
        assert self._aside
        index = json.dumps(self._new, separators=(",", ":")).encode()
        try:
            start = self._aside.tell()
            self._aside.write(index + start.to_bytes(8, "big") + self._digest("", index, 32))
            self._aside.close()
            self._close_found()
            Path(self._aside.name).replace(self.path)
        except OSError:
            self._give_up()
        self._aside, self._new = None, {}

    def _close_found(self) -> None:
        """Let go of the old file: some systems replace no file that is open."""
        if self._file:
            self._file.close()
        self._file, self._index = None, {}

    def close(self) -> None:
        """Let go of everything; what was put and not saved is gone."""
        self._give_up()
        self._close_found()

    def __del__(self) -> None:
        self.close()


def _sweep(path: Path) -> None:
    """Take away what commands that were stopped have left beside a file for more than a day."""
    for left in path.parent.glob(f"{path.name}.*.aside"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _DAY:
                left.unlink()
