"""A folder of releases: which there are, which is current, and whether anything stands in it that is not ours.

DEST/current -> releases/0007-5f2c9a1b33de    what the web server reads
DEST/releases/0006-…  0007-…                  whole sites; equal files are one file where the file system can
DEST/.casebook-files, .casebook-lock          our marker, and the lock of who publishes
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from county_casebook.deliver.durable import flush_folder, lock_at_once
from county_casebook.deliver.releases.record import NotRecord, read_record
from county_casebook.deliver.sums import NotSums, read_list, read_sums
from county_casebook.deliver.target import LITTER, MARKER, mark, real, target_fault, written_files
from county_casebook.text.characters import shown

_NAME = re.compile(r"([0-9]{4,9})-[0-9a-f]{12}")
_DRAFT, _GONE = ".new", ".gone-"
_NEW_LINK = ".current.new"
_OURS = frozenset({"releases", "current", MARKER, ".casebook-lock", _NEW_LINK})
_OF_THE_SYSTEM = frozenset({"lost+found", *LITTER})


class ReleaseRefused(Exception):
    """Why nothing is published, in Chinese; what readers see is as it was."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of releases."""

    folder: Path

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def lock(self) -> Path:
        return self.folder / ".casebook-lock"

    @property
    def draft(self) -> Path:
        """Where the next release is made; what an interrupted publishing left there is gone on with."""
        return self.releases / _DRAFT

    def place(self, name: str) -> Path:
        return self.releases / name

    def names(self) -> list[str]:
        """Return the releases, the first published first."""
        found = (path.name for path in self.releases.iterdir() if _NAME.fullmatch(path.name))
        return sorted(found, key=number_of)

    def current(self) -> str:
        """Return the release that readers see; empty when there is none. Raises ReleaseRefused for a link of somebody else's."""
        link = self.folder / "current"
        if not os.path.lexists(link):
            return ""
        there = link.readlink().as_posix() if link.is_symlink() else ""
        name = there.removeprefix("releases/")
        if not _NAME.fullmatch(name) or there != f"releases/{name}":
            raise ReleaseRefused(f"{link} 不是 casebook 建的链接；请先移走，再运行一次")
        return name

    def readable(self, name: str) -> Path | None:
        """Return the folder of a release that later ones may take files over from; nothing where its lists cannot be read."""
        place = self.place(name)
        try:
            read_record(place)
            read_sums(read_list(place))
        except (OSError, NotRecord, NotSums):
            return None
        return place

    def next_name(self, sums: str) -> str:
        """Return the name of the next release, of a site whose list has this SHA-256."""
        names = self.names()
        return f"{number_of(names[-1]) + 1 if names else 1:04}-{sums[:12]}"

    def switch(self, name: str) -> None:
        """Make a release the current one: readers see the one before or this one, whatever happens. Raises OSError."""
        link = self.folder / _NEW_LINK
        link.unlink(missing_ok=True)
        link.symlink_to(f"releases/{name}", target_is_directory=True)
        link.replace(self.folder / "current")
        flush_folder(self.folder)

    def left(self) -> list[Path]:
        """Return the releases whose removal was interrupted."""
        return sorted(path for path in self.releases.iterdir() if path.name.startswith(_GONE))

    def gone(self, name: str) -> Path:
        """Return the name under which a release is removed."""
        return self.releases / f"{_GONE}{name}"


def number_of(name: str) -> int:
    """Return the number of a release: the first has 1."""
    return int(name.partition("-")[0])


@contextmanager
def opened(folder: Path, site: Path | None = None) -> Iterator[Store]:
    """Give a folder of releases to one publisher at a time; it is made and marked when it is new.

    `site` is what shall be published there, and stands outside; without one the folder must be there. Raises
    ReleaseRefused, OSError.
    """
    store = Store(real(folder))
    is_new = _is_new(store, site)
    if is_new:
        _make_folder(store.folder)
        mark(store.folder, "releases", ())
    _require_lock(store.lock)
    with lock_at_once(store.lock) as is_ours:
        if not is_ours:
            raise ReleaseRefused(f"另一次发布正在写 {store.folder}；等它完成再运行一次")
        _require_links(store, is_new=is_new)
        _make_folder(store.releases)
        if foreign := min(_foreign(store), default=""):
            raise ReleaseRefused(
                f"{store.folder} 里有不是 casebook 放的 {shown(foreign)}；请先移走，或另指一个新的或空的文件夹"
            )
        yield store


def _require_lock(lock: Path) -> None:
    """Raise ReleaseRefused for a lock that was not made here: a link leads away, a pipe is waited for without end."""
    if lock.is_symlink():
        raise ReleaseRefused(f"{lock} 是链接，不是 casebook 建的；请先移走")
    if lock.exists() and not lock.is_file():
        raise ReleaseRefused(f"{lock} 不是文件，不是 casebook 建的；请先移走")


def _make_folder(folder: Path) -> None:
    """Make a folder that the server may read, whatever the umask; one that is there, or just came, keeps its mode."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return
    folder.chmod(0o755)


def _is_new(store: Store, site: Path | None) -> bool:
    """Whether a folder is still to be made one of releases; raises ReleaseRefused where it must not be."""
    sources = [("网站文件夹", site)] if site else []
    if fault := target_fault(store.folder, "releases", folders=sources, names=()):
        raise ReleaseRefused(fault)
    is_new = written_files(store.folder, "releases") is None
    if is_new and not site:
        raise ReleaseRefused(f"{store.folder} 不是 casebook publish 建的发布文件夹")
    return is_new


def _require_links(store: Store, *, is_new: bool) -> None:
    """Raise ReleaseRefused where no links can be made: a new folder is then left as it was."""
    link = store.folder / _NEW_LINK
    try:
        link.unlink(missing_ok=True)
        link.symlink_to("releases", target_is_directory=True)
        link.unlink()
    except (OSError, NotImplementedError) as error:
        if is_new:
            (store.folder / MARKER).unlink()
            store.lock.unlink()
        if isinstance(error, OSError) and error.errno not in _NO_LINKS_THERE:
            raise
        raise ReleaseRefused(NO_LINKS.format(store.folder)) from None


_NO_LINKS_THERE = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL})

NO_LINKS = (
    "{} 所在的磁盘不能建链接（U 盘的 FAT、exFAT 和有些网络盘都这样），换版本做不到一步完成；"
    "请换一个磁盘，或照 docs/hosting.md 用 rsync 或对象存储发布"
)


def _foreign(store: Store) -> Iterator[str]:
    """Yield what stands among the releases, or beside them, and was not put there by a publishing."""
    for path in store.folder.iterdir():
        is_ours = path.name in _OURS or path.name.startswith(f"{MARKER}.")
        if not is_ours and path.name not in _OF_THE_SYSTEM:
            yield path.name
    yield from (path.name for path in (store.lock, store.releases) if path.is_symlink())
    for path in store.releases.iterdir():
        if path.name not in LITTER and not _is_release(path):
            yield f"releases/{path.name}"


def _is_release(path: Path) -> bool:
    """Whether a folder is a release, or one that is being made or removed."""
    if path.is_symlink() or not path.is_dir():
        return False
    if path.name == _DRAFT or path.name.startswith(_GONE):
        return True
    try:
        read_record(path)
    except (NotRecord, OSError):
        return False
    return _NAME.fullmatch(path.name) is not None
