"""A finished folder takes the place of the published one in one step; a failure leaves the old one whole.

MkDocs cleans its target first: killed at random it left a broken site every time. Here the new site is complete and
flushed to disk before anything of the old one moves. It is built in a hidden work folder of our own beside the site,
and the old one is held there for those who are still reading it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from county_casebook.deliver.target import mark, target_fault, work_folder, written_files
from county_casebook.deliver.unchanged import same_files

HELD_SECONDS = 30
"""How long a replaced site stays, at the least, for a reader who opened it; it goes when a later build begins."""

_PREFIX = "site-"
_NO_SUCH_CALL = (AttributeError, OSError, TypeError)
"""What asking for a call of the system raises where there is none; Windows has no library without a name."""
_EXCHANGE = 2
_HERE = -100


class WorkFolderRefused(Exception):
    """Why there can be no work folder beside the site: its name is taken by something of somebody else's."""


@contextmanager
def building(site: Path) -> Iterator[Path]:
    """Give an empty folder to build in, one builder at a time; it is removed when the building fails.

    Raises WorkFolderRefused when the work folder's name is taken, OSError when it cannot be written.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    work = _made_work_folder(site)
    with _locked(work / "lock"):
        _sweep(work)
        aside = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=work))
        try:
            yield aside
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise


def _made_work_folder(site: Path) -> Path:
    """Return the hidden folder beside the site, made and marked as ours."""
    work = work_folder(site)
    if work.is_symlink():
        raise WorkFolderRefused(f"{work} 是链接，不是 casebook 建的；请先移走或改名")
    if fault := target_fault(work, "work", names=()):
        raise WorkFolderRefused(fault)
    work.mkdir(exist_ok=True)
    if written_files(work, "work") is None:
        mark(work, "work", ())
    return work


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file; the next builder waits. The system lets go of it whatever ends the process."""
    with path.open("ab") as handle:
        _lock(handle.fileno())
        yield


def _lock(descriptor: int) -> None:
    """Wait until no other builder holds the file; the system lets go of it when it is closed."""
    try:
        import fcntl
    except ImportError:
        _lock_on_windows(descriptor)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _lock_on_windows(descriptor: int) -> None:
    """Windows locks a byte, and gives up after ten seconds: then ask again."""
    import msvcrt

    lock: Callable[[int, int, int], None] = getattr(msvcrt, "locking")  # noqa: B009 - known on Windows alone
    while True:
        try:
            lock(descriptor, getattr(msvcrt, "LK_LOCK"), 1)  # noqa: B009 - known on Windows alone
        except OSError as error:
            if error.errno not in (errno.EDEADLK, errno.EACCES):
                raise
        else:
            return


def _sweep(work: Path) -> None:
    """Remove what killed builds left and the sites that were replaced, unless somebody may still be reading them."""
    for left in work.glob(f"{_PREFIX}*"):
        age = time.time() - left.lstat().st_mtime
        if left.is_dir() and not left.is_symlink() and abs(age) > HELD_SECONDS:
            shutil.rmtree(left)


def swap(aside: Path, site: Path, hashes: Mapping[str, str]) -> None:
    """Put the finished folder `aside` in the place of `site`; raise OSError with `site` unharmed when that fails.

    `hashes` are the SHA-256 of its files. The old site, if there was one, is then held in the work folder.
    """
    _keep_dates(aside, site, hashes)
    _flush(aside)
    if not site.exists():
        aside.rename(site)
    else:
        os.utime(site)  # from now on it is held, even if the process ends right after the exchange
        if not _exchange(aside, site):
            _replace(aside, site)
    _flush_folder(site.parent)


def _replace(aside: Path, site: Path) -> None:
    """Swap in two steps, where the system knows no exchange; put the old site back when the second fails."""
    held = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=aside.parent)) / "held"
    site.rename(held)
    try:
        aside.rename(site)
    except OSError:
        held.rename(site)
        raise


def _keep_dates(aside: Path, site: Path, hashes: Mapping[str, str]) -> None:
    """Give files that did not change the date of the published ones, so that what copies a site by date leaves them alone."""
    for name, state in same_files(site, hashes):
        os.utime(f"{aside}/{name}", ns=(state.st_atime_ns, state.st_mtime_ns))


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names atomically (Linux, renameat2 with RENAME_EXCHANGE); say whether the system could."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except _NO_SUCH_CALL:
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _flush(folder: Path) -> None:
    """Bring every file to disk before the swap: one call for the file system where there is one, else for all of them."""
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except _NO_SUCH_CALL:
        if hasattr(os, "sync"):
            os.sync()
        return
    with _opened(folder) as descriptor:
        if syncfs(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        with _opened(folder) as descriptor:
            os.fsync(descriptor)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
