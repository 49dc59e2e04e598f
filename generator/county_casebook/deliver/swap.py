"""A finished folder takes the place of the published one in one step; a failure leaves the old one whole.

MkDocs cleans its target first: killed at random it left a broken site every time. Here the new site is complete and
flushed to disk before anything of the old one moves. It is built in a hidden work folder of our own beside the site,
and the old one is held there for those who are still reading it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from county_casebook.deliver.durable import NO_SUCH_CALL, flush, flush_folder, held_lock
from county_casebook.deliver.target import mark, target_fault, work_folder, written_files
from county_casebook.deliver.unchanged import same_files

HELD_SECONDS = 30
"""How long a replaced site stays, at the least, for a reader who opened it; it goes when a later build begins."""

_PREFIX = "site-"
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
    with held_lock(work / "lock"):
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
    flush(aside)
    if not site.exists():
        aside.rename(site)
    else:
        os.utime(site)  # from now on it is held, even if the process ends right after the exchange
        if not _exchange(aside, site):
            _replace(aside, site)
    flush_folder(site.parent)


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
    except NO_SUCH_CALL:
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
