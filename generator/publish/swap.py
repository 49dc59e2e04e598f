"""A finished folder takes the place of the published one in one step; a failure leaves the old one whole.

MkDocs cleans its target first: killed at random it left a broken site every time. Here the new site is complete and
flushed to disk before anything of the old one moves.
"""

from __future__ import annotations

import ctypes
import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EXCHANGE = 2
_HERE = -100


@contextmanager
def building(site: Path) -> Iterator[Path]:
    """Give an empty folder beside `site` to build in, one builder at a time; it is gone afterwards unless swapped in."""
    site.parent.mkdir(parents=True, exist_ok=True)
    with _locked(site.parent / f".{site.name}.lock"):
        aside = site.parent / f".{site.name}.new"
        _remove(aside)
        aside.mkdir()
        try:
            yield aside
        finally:
            _remove(aside)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file; the next builder waits. The system lets go of it whatever ends the process."""
    with path.open("w") as handle:
        try:
            import fcntl
        except ImportError:  # Windows: builds are not serialised there
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def swap(aside: Path, site: Path) -> None:
    """Put the finished folder `aside` in the place of `site`; raise OSError with `site` unharmed when that fails."""
    _keep_dates(aside, site)
    _flush(aside)
    if not site.exists():
        aside.rename(site)
    elif not _exchange(aside, site):
        old = site.parent / f".{site.name}.old"
        _remove(old)
        site.rename(old)
        aside.rename(site)
        _remove(old)
    _flush_folder(site.parent)


def _keep_dates(aside: Path, site: Path) -> None:
    """Give files that did not change the date of the published ones, so that what copies a site by date leaves them alone."""
    for new in aside.rglob("*"):
        old = site / new.relative_to(aside)
        if new.is_file() and old.is_file() and filecmp.cmp(old, new, shallow=False):
            shutil.copystat(old, new)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names atomically (Linux, renameat2 with RENAME_EXCHANGE); say whether the system could."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _flush(folder: Path) -> None:
    """Bring every file to disk before the swap: one call for the whole file system where there is one."""
    if hasattr(os, "sync"):
        os.sync()
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
