"""Releases that nobody needs any more are removed, file by file as their own lists name them: nothing else is ever touched."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from county_casebook.deliver.disk import disk_fault
from county_casebook.deliver.releases.record import RECORD, NotRecord, read_record
from county_casebook.deliver.releases.store import Store
from county_casebook.deliver.sums import SUMS, NotSums, read_list, read_sums
from county_casebook.deliver.target import LITTER, standing
from county_casebook.text.characters import shown

_LAST = (SUMS, RECORD)
"""What tells which files are ours goes when nothing else of a release is left."""


def remove_old(store: Store, keep: int) -> list[str]:
    """Remove all releases but the `keep` last ones, the current one and that before it; return why some had to stay, in Chinese."""
    names, current = store.names(), store.current()
    stays = {*names[-keep:], current, before(store, current)}
    return [*finish(store), *_removed(store, (name for name in names if name not in stays))]


def before(store: Store, name: str) -> str:
    """Return the release that was current before one was published; empty when it is gone or there was none."""
    try:
        found = read_record(store.place(name)).before if name else ""
    except (NotRecord, OSError):
        return ""
    return found if found in store.names() else ""


def finish(store: Store) -> list[str]:
    """Go on with removals that were interrupted; return why some had to stop."""
    return [why for place in store.left() if (why := _erased(place))]


def _removed(store: Store, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        place = store.place(name)
        try:
            if foreign := _foreign(place):
                yield f"没有删 {place}：里面有不是 casebook 放的 {shown(foreign)}"
                continue
            place.rename(store.gone(name))
        except OSError as error:
            yield f"没有删 {place}：{disk_fault(error, place)}"
            continue
        if why := _erased(store.gone(name)):
            yield why


def _ours(place: Path) -> set[str]:
    """Return the files that a publishing put into a release, by the release's own lists; raises OSError."""
    names: set[str] = set(_LAST)
    try:
        names |= {*read_record(place).packed, *read_sums(read_list(place))}
    except (NotRecord, NotSums, FileNotFoundError):
        return names
    return names


def _foreign(place: Path) -> str:
    """Return something in a release that was not put there by a publishing; empty when there is nothing. Raises OSError."""
    if mounted := next(mounts_below(place), ""):
        return mounted
    ours = _ours(place)
    for entry in standing(place):
        is_ours = entry.is_folder or (entry.is_file and entry.name in ours)
        if not is_ours and entry.name.rpartition("/")[2] not in LITTER:
            return entry.name
    return ""


def _erased(place: Path) -> str:
    """Remove a release that has been put aside; return why that had to stop."""
    try:
        if foreign := _foreign(place):
            return f"没有删完 {place}：里面有不是 casebook 放的 {shown(foreign)}"
        found = list(standing(place))
        for entry in sorted(found, key=lambda entry: _LAST.index(entry.name) if entry.name in _LAST else -1):
            if not entry.is_folder:
                os.unlink(entry.path)  # noqa: PTH108 - of tens of thousands
        for entry in sorted(found, reverse=True):
            if entry.is_folder:
                os.rmdir(entry.path)  # noqa: PTH106 - of tens of thousands
        place.rmdir()
    except OSError as error:
        return f"没有删完 {place}：{disk_fault(error, place)}"
    return ""


_MOUNTS = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")


def mounts_below(folder: Path) -> Iterator[str]:
    """Yield where other file systems, or folders from elsewhere, are mounted in a folder, as far as the system tells."""
    if not _MOUNTS.exists():
        yield from (
            entry.path for entry in standing(folder) if entry.is_folder and os.path.ismount(entry.path)
        )
        return
    for line in _MOUNTS.read_bytes().split(b"\n")[:-1]:
        written = os.fsdecode(line.split(b" ")[4])
        place = Path(_OCTAL.sub(lambda match: chr(int(match[1], 8)), written))
        if place.is_relative_to(folder):
            yield str(place)
