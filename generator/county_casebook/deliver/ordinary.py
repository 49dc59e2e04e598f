"""Ordinary files are read, written and locked, and nothing else: a folder may be somebody else's, and a pipe in it is waited for without end."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path


def read_file(path: str | Path, most: int = sys.maxsize) -> bytes:
    """Return the bytes of an ordinary file, of one longer than `most` only as many as tell so; raises OSError.

    A site has tens of thousands, so the system is asked for no more than needed.
    """
    size = _size_of(path)
    descriptor = os.open(path, os.O_RDONLY | _AS_IS)
    try:
        parts = [os.read(descriptor, min(size, most) + 1)]
        if len(parts[0]) == size:
            return parts[0]
        while parts[-1] and sum(map(len, parts)) <= most:
            parts.append(os.read(descriptor, _MORE))
        return b"".join(parts)
    finally:
        os.close(descriptor)


def write_file(path: str | Path, data: bytes) -> None:
    """Write a file of a folder of our own anew; raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _AS_IS, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def opened_for_lock(path: Path) -> int:
    """Return the descriptor of a file that is locked, made where it is missing; no link is followed. Raises OSError."""
    if os.path.lexists(path):
        _size_of(path)
    no_link = getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | no_link | _AS_IS, 0o666)


def _size_of(path: str | Path) -> int:
    """Return the size of an ordinary file, or of the one that a link leads to. Raises OSError for everything else."""
    state = os.stat(path)  # noqa: PTH116 - of tens of thousands
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "不是普通文件（是管道或设备）", os.fspath(path))
    return state.st_size


_AS_IS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_MORE = 1 << 20
