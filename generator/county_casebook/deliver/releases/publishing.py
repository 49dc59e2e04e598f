"""A site is published, or the one before it again: in one step, and only when every byte of it is as it was built."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import NamedTuple

from county_casebook.deliver.durable import flush, flush_folder
from county_casebook.deliver.releases.filling import Filled, fill
from county_casebook.deliver.releases.packing import PACKERS
from county_casebook.deliver.releases.record import NotRecord, read_record
from county_casebook.deliver.releases.removing import before, mounts_below, remove_old
from county_casebook.deliver.releases.store import ReleaseRefused, Store, number_of, opened
from county_casebook.deliver.sums import read_list, tree_hash
from county_casebook.deliver.target import real
from county_casebook.deliver.verified import NO_LIST, whole_fault
from county_casebook.progress import stage

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Published(NamedTuple):
    """The release that readers see now, what was done for it (nothing when it was current), and what had to stay of old ones."""

    name: str
    filled: Filled | None
    left: list[str]


def publish(site: Path, folder: Path, keep: int) -> Published:
    """Publish a finished site below a folder; raises ReleaseRefused, OSError: readers then see what they saw."""
    site = real(site)
    sums = _list_of(site)
    with opened(folder, site) as store:
        stage("核对网站")
        _require_whole(site, sums, f"{site} 不是完整的成品，没有发布")
        current, filled = store.current(), None
        name = _made_before(store, sums)
        if not name:
            name, filled = _made(store, site, sums)
        if name != current:
            store.switch(name)
        return Published(name, filled, remove_old(store, keep))


def roll_back(folder: Path, wanted: str = "") -> str:
    """Make the release before the current one, or the one that is wanted, current again; return its name.

    Raises ReleaseRefused, OSError.
    """
    with opened(folder) as store:
        name = _wanted(store, wanted) if wanted else _one_before(store)
        _require_whole(store.place(name), None, f"{store.place(name)} 已经不完整，不能换回去")
        store.switch(name)
        return name


def _list_of(site: Path) -> bytes:
    """Return the list of a site's sums; raises ReleaseRefused."""
    try:
        return read_list(site)
    except (FileNotFoundError, NotADirectoryError):
        what = NO_LIST if site.is_dir() else "没有这个文件夹"
        raise ReleaseRefused(f"{site} 不能发布：{what}") from None


def _require_whole(site: Path, sums: bytes | None, why: str) -> None:
    """Raise ReleaseRefused, with what is wrong, for a site that is not what its list says."""
    if fault := whole_fault(site, sums, why):
        raise ReleaseRefused(fault)


def _made_before(store: Store, sums: bytes) -> str:
    """Return the current release, or one made to follow it, when it holds this very site and is whole; else nothing."""
    current = store.current()
    for name in reversed(store.names()):
        try:
            record = read_record(store.place(name))
            is_next = name == current or record.before == current
            if is_next and record.packers == PACKERS and read_list(store.place(name)) == sums:
                _require_whole(store.place(name), sums, "")
                return name
        except (OSError, NotRecord, ReleaseRefused):
            continue
    return ""


def _made(store: Store, site: Path, sums: bytes) -> tuple[str, Filled]:
    """Make the next release aside and give it its name; return this, and what was done for it."""
    current, name, draft = store.current(), store.next_name(tree_hash(sums)), store.draft
    draft.mkdir(exist_ok=True)
    if mounted := next(mounts_below(draft), ""):
        raise ReleaseRefused(f"{mounted} 是挂载点，不是 casebook 放的；请先移走")
    try:
        filled = fill(draft, site, sums, store.readable(current) if current else None)
        stage("写到磁盘")
        flush(draft)
    except OSError as error:
        if error.errno in _FULL:
            shutil.rmtree(draft, ignore_errors=True)
        raise
    draft.rename(store.place(name))
    flush_folder(store.releases)
    return name, filled


def _one_before(store: Store) -> str:
    current = store.current()
    if not current:
        raise ReleaseRefused(f"{store.folder} 还没有发布过")
    names = store.names()
    older = names[: names.index(current)] if current in names else names
    earlier = before(store, current) or "".join(older[-1:])
    if not earlier:
        raise ReleaseRefused(f"{current} 之前没有别的版本可以换回去")
    return earlier


def _wanted(store: Store, wanted: str) -> str:
    """Return the release that a name or its number means; raises ReleaseRefused."""
    names = store.names()
    number = int(wanted) if wanted.isdecimal() else 0
    found = [name for name in names if name == wanted or number_of(name) == number]
    if not found:
        raise ReleaseRefused(f"没有版本 {wanted}；有的是：{'、'.join(names) or '（一个也没有）'}")
    return found[0]
