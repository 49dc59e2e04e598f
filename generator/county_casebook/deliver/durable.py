"""What is written reaches the disk before anybody is told of it, and one process at a time writes."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from county_casebook.deliver.ordinary import opened_for_lock

NO_SUCH_CALL = (AttributeError, OSError, TypeError)
"""What asking for a call of the system raises where there is none; Windows has no library without a name."""


@contextmanager
def held_lock(path: Path) -> Iterator[None]:
    """Hold a lock file, once whoever holds it lets go; the system lets go of it whatever ends the process. Raises OSError."""
    with _closed_after(opened_for_lock(path)) as descriptor:
        while not _is_locked_by_us(descriptor, waits=True):
            pass
        yield


@contextmanager
def lock_at_once(path: Path) -> Iterator[bool]:
    """Hold a lock file, or yield False where another process holds it. Raises OSError."""
    with _closed_after(opened_for_lock(path)) as descriptor:
        yield _is_locked_by_us(descriptor, waits=False)


def _is_locked_by_us(descriptor: int, *, waits: bool) -> bool:
    """Lock a file; say whether that could be done. The lock ends when the file is closed."""
    try:
        import fcntl
    except ImportError:
        return _is_locked_on_windows(descriptor, waits=waits)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_locked_on_windows(descriptor: int, *, waits: bool) -> bool:
    """Windows locks a byte, and stops waiting for it after ten seconds."""
    import msvcrt

    lock: Callable[[int, int, int], None] = getattr(msvcrt, "locking")  # noqa: B009 - known on Windows alone
    try:
        lock(descriptor, getattr(msvcrt, "LK_LOCK" if waits else "LK_NBLCK"), 1)
    except OSError as error:
        if error.errno not in (errno.EDEADLK, errno.EACCES):
            raise
        return False
    return True


def flush(folder: Path) -> None:
    """Bring every file to disk: one call for the file system where there is one, else for all of them."""
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except NO_SUCH_CALL:
        if hasattr(os, "sync"):
            os.sync()
        return
    with _closed_after(os.open(folder, os.O_RDONLY)) as descriptor:
        if syncfs(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))


def flush_folder(folder: Path) -> None:
    """Bring to disk which names a folder holds."""
    if os.name == "posix":
        with _closed_after(os.open(folder, os.O_RDONLY)) as descriptor:
            os.fsync(descriptor)


@contextmanager
def _closed_after(descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        os.close(descriptor)
