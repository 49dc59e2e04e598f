"""A site becomes the folder of its next release: what an earlier release holds already is linked, the rest is copied.

Every byte is read and held against the site's list on the way, also of what was linked and of what an interrupted
publishing left: a release is whole, or there is none.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.releases.packing import PACKED, PACKERS, is_of, is_packed
from county_casebook.deliver.releases.record import RECORD, NotRecord, Record, read_record
from county_casebook.deliver.releases.store import ReleaseRefused
from county_casebook.deliver.sums import SUMS, read_list, read_sums
from county_casebook.deliver.target import standing
from county_casebook.progress import counted


class Filled(NamedTuple):
    """How many files of a release were copied, how many are those of the release before, and the sums of what is compressed."""

    copied: int
    linked: int
    packed: Mapping[str, str]


class _Put(NamedTuple):
    """A file that stands in the draft, whether it is one of the release before, and the sums of the compressed ones beside it."""

    is_linked: bool
    packed: dict[str, str]


def fill(draft: Path, site: Path, sums: bytes, before: Path | None) -> Filled:
    """Fill the folder of a release with a site whose list is `sums`; raises ReleaseRefused, OSError."""
    wanted = {**read_sums(sums), SUMS: sha256(sums).hexdigest()}
    folders = {str(parent) for name in wanted for parent in PurePosixPath(name).parents}
    _sweep(draft, wanted, folders)
    for folder in sorted(folders):
        (draft / folder).mkdir(exist_ok=True)
        (draft / folder).chmod(0o755)
    work = _Filling(draft, site, wanted, before)
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        found = list(counted("放进新的版本", pool.map(work.put, sorted(wanted)), total=len(wanted)))
    finally:
        pool.shutdown(cancel_futures=True)
    packed = {name: told for put in found for name, told in put.packed.items()}
    Record(before.name if before else "", PACKERS, packed).write(draft)
    linked = sum(put.is_linked for put in found)
    return Filled(len(found) - linked, linked, packed)


def _sweep(draft: Path, wanted: Mapping[str, str], folders: Collection[str]) -> None:
    """Take out of a draft what does not belong to this release; a draft of other encoders loses what these made."""
    stays = set(wanted)
    if _is_ours(draft):
        stays |= {name + suffix for name in wanted for suffix in PACKED}
    Record("", PACKERS).write(draft)
    found = list(standing(draft))
    for entry in found:
        if not entry.is_folder and entry.name != RECORD and not (entry.is_file and entry.name in stays):
            os.unlink(entry.path)  # noqa: PTH108 - of tens of thousands
    for entry in sorted(found, reverse=True):
        if entry.is_folder and entry.name not in folders:
            os.rmdir(entry.path)  # noqa: PTH106 - of tens of thousands


def _is_ours(draft: Path) -> bool:
    try:
        return read_record(draft).packers == PACKERS
    except (NotRecord, OSError):
        return False


class _Filling:
    """Puts one file after the other into a draft. Several threads may do so, each with another file."""

    def __init__(self, draft: Path, site: Path, wanted: Mapping[str, str], before: Path | None) -> None:
        self._draft, self._site, self._wanted, self._before = draft, site, wanted, before
        self._held = read_sums(read_list(before)) if before else {}
        record = read_record(before) if before else Record()
        self._packed = record.packed if record.packers == PACKERS else {}

    def put(self, name: str) -> _Put:
        """Put a file and the compressed ones beside it into the draft; raises ReleaseRefused, OSError."""
        told, is_linked = self._wanted[name], False
        data = _read_as(self._draft / name, told)
        if data is None:
            _take_away(self._draft / name)
            data = self._linked(name, told) if self._held.get(name) == told else None
            is_linked = data is not None
        if data is None:
            data = self._copied(name, told)
        return _Put(is_linked, dict(self._beside(name, data)))

    def _linked(self, name: str, told: str) -> bytes | None:
        """Take over a file of the release before, when it is as it was published; return its bytes, else nothing."""
        data = _read_as(self._before / name, told) if self._before else None
        if data is None or not self._before:
            return None
        try:
            os.link(self._before / name, self._draft / name)
        except OSError:  # a file system that has no such links, or no more for this file
            self._write(name, data, int((self._before / name).stat().st_mtime))
        return data

    def _copied(self, name: str, told: str) -> bytes:
        """Copy a file of the site; raises ReleaseRefused when it is no longer what the site's list says."""
        data = read_file(self._site / name)
        if sha256(data).hexdigest() != told:
            raise ReleaseRefused(f"{self._site / name} 在发布的时候变了；等生成完了再运行一次")
        self._write(name, data, max(int((self._site / name).stat().st_mtime), self._later(name)))
        return data

    def _later(self, name: str) -> int:
        """Return a second in which the file of the release before was not yet changed: servers tell files apart by it."""
        if not self._before:
            return 0
        try:
            return int((self._before / name).lstat().st_mtime) + 1
        except OSError:
            return 0

    def _write(self, name: str, data: bytes, changed: int) -> None:
        with (self._draft / name).open("xb") as file:
            file.write(data)
        (self._draft / name).chmod(0o644)
        os.utime(self._draft / name, (changed, changed))

    def _beside(self, name: str, data: bytes) -> Iterator[tuple[str, str]]:
        """Put the compressed files of a file beside it; yield the name and SHA-256 of each."""
        for suffix, packer in PACKED.items():
            if name + suffix in self._wanted:
                continue
            if not is_packed(name, len(data)):
                _take_away(self._draft / (name + suffix))
                continue
            packed = self._packed_before(name, suffix, data)
            if packed is None:
                packed = packer.pack(data)
                if len(packed) >= len(data):
                    continue
                self._write(name + suffix, packed, int((self._draft / name).stat().st_mtime))
            yield name + suffix, sha256(packed).hexdigest()

    def _packed_before(self, name: str, suffix: str, data: bytes) -> bytes | None:
        """Return a compressed file that an interrupted publishing left, or that of the release before, which is then linked."""
        left = self._draft / (name + suffix)
        found = _read_as(left)
        if found is not None and is_of(found, data, suffix):
            return found
        _take_away(left)
        told = self._packed.get(name + suffix)
        return (
            self._linked(name + suffix, told) if told and self._held.get(name) == self._wanted[name] else None
        )


def _read_as(path: Path, told: str = "") -> bytes | None:
    """Return the bytes of an ordinary file that everybody may read and that has a SHA-256, or any; nothing where there is none."""
    try:
        if path.lstat().st_mode != stat.S_IFREG | 0o644:
            return None
        data = read_file(path)
    except OSError:
        return None
    return data if not told or sha256(data).hexdigest() == told else None


def _take_away(path: Path) -> None:
    path.unlink(missing_ok=True)
