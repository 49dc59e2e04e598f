"""A built folder is read once, file by file: what the gate says of each, the personal numbers in it, and its SHA-256.

What an earlier inspection let through is not read again while its bytes are the same; where its addresses lead is always
looked up. A file with a fault is kept from no inspection, so its message is always a new one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from county_casebook.cache.shelf import Shelf
from county_casebook.deliver.gate import Gate, lines_of
from county_casebook.deliver.gate.page import Known
from county_casebook.deliver.gate.passed import Passed
from county_casebook.deliver.gate.texts import Machine
from county_casebook.deliver.ordinary import read_file
from county_casebook.deliver.outgoing import Looked, numbers_in_file
from county_casebook.deliver.target import Entry, standing
from county_casebook.text.personal_data import masked

Fault = tuple[str, str]
"""A file, and what is wrong with it."""


class Inspection(NamedTuple):
    """What is wrong in a site, one Chinese line each; and the SHA-256 of every file as it was read."""

    faults: list[str]
    hashes: dict[str, str]


def faults(
    site: Path, *, shipped: Mapping[str, bytes], own_address: str = "", endpoint: str = ""
) -> list[str]:
    """Return everything wrong in a built site, with no cache: see `inspection`."""
    return inspection(site, shipped=shipped, own_address=own_address, endpoint=endpoint).faults


def inspection(
    site: Path,
    *,
    shipped: Mapping[str, bytes],
    own_address: str = "",
    endpoint: str = "",
    shelf: Callable[[str], Shelf] | None = None,
) -> Inspection:
    """Look over a built site: what the gate found, sorted, then the personal numbers by file; none lets it through.

    `shipped` holds the files whose bytes are known beforehand: the theme's, and the headers. Pages may name the `endpoint`.
    The same fault in many files is one line. `shelf` gives the place of what was let through, told what else that follows from.
    """
    machine = Machine.here(site)
    asked = json.dumps([own_address, endpoint, machine.telling, sys.byteorder])
    files = {entry.name: entry for entry in standing(site) if not entry.is_folder}
    expected = dict(shipped)
    if "sitemap.xml" in files:
        expected["sitemap.xml"] = read_file(files["sitemap.xml"].path)
    look = _Look(Gate(expected, Known(own_address, endpoint), machine), shelf(asked) if shelf else None)
    found = list(look.over(files))
    look.passed.save()
    names = sorted(look.numbers, key=lambda name: name.split("/"))
    return Inspection(
        [*lines_of(found), *(line for name in names for line in look.numbers[name])], look.hashes
    )


class _Look:
    """One look over a site."""

    def __init__(self, gate: Gate, shelf: Shelf | None) -> None:
        self.gate, self.passed, self.looked = gate, Passed(shelf, gate.links), Looked()
        self.numbers: dict[str, list[str]] = {}
        self.hashes: dict[str, str] = {}

    def over(self, files: Mapping[str, Entry]) -> Iterator[Fault]:
        """Yield what the gate finds; pages first, since they tell what the other files are for."""
        if "index.html" not in files:
            yield "index.html", "没有首页"
        for name in sorted(files, key=lambda name: (not name.endswith(".html"), name)):
            if not files[name].is_file:
                yield name, "不是普通文件"
                continue
            yield from ((name, what) for what in self._at(name, read_file(files[name].path)))
        self.gate.names.update(files)
        yield from self.gate.broken()

    def _at(self, name: str, data: bytes) -> Iterator[str]:
        """Yield what the gate finds in a file, and remember the rest of it."""
        held = self.hashes[name] = sha256(data).hexdigest()
        if not self.passed.holds(name, held):
            found = list(self.gate.own_faults(name, data))
            yield from found
            numbers = numbers_in_file(name, data, self.looked)
            lines = [f"{masked(name)}：有{number.what} {number.shown}" for number in numbers]
            if lines:
                self.numbers[name] = lines
            if not found and not lines:
                self.passed.add(name, held)
        yield from self.gate.standing_faults(name, data)


__all__ = ["Inspection", "faults", "inspection"]
