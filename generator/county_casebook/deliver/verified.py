"""A site, in a folder or at an address, is held against the list of sums that its build wrote, and its links followed.

Files that are as they were built have passed the gate then, and only where they lead is looked at; of one that has changed
everything is told that the gate finds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from county_casebook.deliver.disk import disk_fault
from county_casebook.deliver.gate import Gate
from county_casebook.deliver.gate.page import Known
from county_casebook.deliver.gate.texts import NO_MACHINE
from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.releases.record import RECORD, NotRecord, read_record
from county_casebook.deliver.sums import SUMS, NotSums, read_list, read_sums, tree_hash
from county_casebook.deliver.target import LITTER, MARKER, Entry, standing

Kind = Literal["list", "missing", "changed", "unknown", "content", "link", "answer"]
"""What kind of fault: of the list, of a file against it, of what a changed file holds, of a link, of what a host answers."""


class Fault(NamedTuple):
    """A file, the kind of fault, and what is wrong, in Chinese."""

    file: str
    kind: Kind
    words: str


class Verified(NamedTuple):
    """How many files the list names, the SHA-256 of the list, and everything that is wrong, sorted."""

    files: int
    sums: str
    faults: list[Fault]


class Comparison:
    """Holds one file after the other against a list; at the end also says where their links lead nowhere."""

    def __init__(self, sums: Mapping[str, str], home: bytes, *, links: bool = True) -> None:
        self.sums, self._links = sums, links
        self._gate = Gate({}, Known(address_of(home)), NO_MACHINE)

    def faults_of(self, name: str, data: bytes) -> Iterator[Fault]:
        """Yield what is wrong with a file, and remember what it asks for; what was seen once as it was built is not read again."""
        is_as_built = sha256(data).hexdigest() == self.sums[name]
        if is_as_built and name in self._gate.names:
            return
        self._gate.names.add(name)
        found = list(self._gate.own_faults(name, data)) if self._links or not is_as_built else []
        if not is_as_built:
            yield Fault(name, "changed", "和生成时不一样")
            yield from (Fault(name, "content", what) for what in found)

    def holds(self, name: str) -> None:
        """Note that a file is there, though it is answered as something else."""
        self._gate.names.add(name)

    def broken(self) -> Iterator[Fault]:
        """Yield every link, of the files seen so far, that leads to none of them."""
        if self._links:
            yield from (Fault(name, "link", what) for name, what in self._gate.broken())


_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"<>]*)"')


def address_of(home: bytes) -> str:
    """Return the address that a site's home page gives itself; empty when it gives none."""
    match = _CANONICAL.search(home)
    return html.unescape(match[1].decode("utf-8", "replace")) if match else ""


def verify_folder(site: Path, listed: bytes | None = None, *, links: bool = True) -> Verified:
    """Verify a built site or a release in a folder, by its own list or one given; its `links` only where wanted. Raises OSError for an unreadable folder."""
    try:
        data = read_list(site) if listed is None else listed
        sums = read_sums(data)
    except FileNotFoundError:
        if not site.is_dir():
            raise
        return Verified(0, "", [Fault(SUMS, "list", NO_LIST)])
    except NotSums as fault:
        return Verified(0, "", [Fault(SUMS, "list", f"校验清单{fault}")])
    found = sorted({*_faults_in(site, sums, links=links)} | {*_faults_of_list(site, data)})
    return Verified(len(sums), tree_hash(data), found)


def whole_fault(site: Path, sums: bytes | None, why: str) -> str:
    """Return what is wrong with a site that is not what its list says, a line each, and `why` it matters; else nothing. Raises OSError."""
    faults = verify_folder(site, sums, links=False).faults
    lines = [f"{fault.file}：{fault.words}" for fault in faults[:_SHOWN]]
    more = [f"……共 {len(faults)} 处"] if len(faults) > _SHOWN else []
    return "\n".join([*lines, *more, why]) if faults else ""


_SHOWN = 20

NO_LIST = (
    "没有校验清单：casebook build 在网站过关后才写它；带草稿的预览和 mkdocs build 的产物没有，也不能发布"
)


def _faults_of_list(site: Path, data: bytes) -> Iterator[Fault]:
    try:
        same = read_list(site) == data
    except OSError as error:
        yield Fault(SUMS, "missing", disk_fault(error, site))
        return
    if not same:
        yield Fault(SUMS, "changed", "和生成时不一样")


def _faults_in(site: Path, sums: Mapping[str, str], *, links: bool) -> Iterator[Fault]:
    entries = {entry.name: entry for entry in standing(site) if not entry.is_folder}
    yield from (Fault(name, "missing", "没有这个文件") for name in sums if name not in entries)
    home = entries.get("index.html")
    look = Comparison(sums, read_file(home.path) if home and home.is_file else b"", links=links)
    beside = _packed(site) if RECORD in entries else {}
    yield from (Fault(name, "missing", "没有这个文件") for name in beside if name not in entries)
    for name in sorted(entries, key=lambda name: (not name.endswith(".html"), name)):
        yield from _faults_at(entries[name], look, beside)
    yield from look.broken()


def _packed(release: Path) -> Mapping[str, str]:
    """Return the sums of a release's compressed files; none where its record cannot be read."""
    try:
        return read_record(release).packed
    except (NotRecord, OSError):
        return {}


def _faults_at(entry: Entry, look: Comparison, beside: Mapping[str, str]) -> Iterator[Fault]:
    name = entry.name
    if not entry.is_file:
        yield Fault(name, "unknown", "不是普通文件")
        return
    if name in (SUMS, MARKER, RECORD) or name.rpartition("/")[2] in LITTER:
        return
    if name not in look.sums and name not in beside:
        yield Fault(name, "unknown", "清单里没有这个文件")
        return
    try:
        data = read_file(entry.path)
    except OSError as error:
        yield Fault(name, "missing", disk_fault(error, Path(entry.path)))
        return
    if name in look.sums:
        yield from look.faults_of(name, data)
    elif sha256(data).hexdigest() != beside[name]:
        yield Fault(name, "changed", "和发布时不一样")
