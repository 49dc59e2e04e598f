"""Results are kept with the list of what they read, and taken again when every line of that list still finds the same.

The list of a result names what was asked of the library and the digest of what was found (`Digests`). A value that follows
from the library has a list of its own: where nothing of it has changed the value has not, and is not computed; where
something has, it is computed, and only another value is a change for who used it.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from county_casebook.cache.digest import digest
from county_casebook.cache.reads import Key
from county_casebook.cache.shelf import Shelf
from county_casebook.library.told_digest import Digests
from county_casebook.library.watched import Found, WatchedLibrary

_HEAD, _LISTS = "#reads", "#lists"
_TABLE = "table"
"""A table that follows from the library, as it was found: not the same as soon as anything it read is not."""


class Traces:
    """The results on a shelf, for one library."""

    def __init__(self, shelf: Shelf, library: WatchedLibrary) -> None:
        self.shelf, self.log, self.digests = shelf, library.log, Digests(library)
        self.old = _Old(shelf, self.digests)
        self.keys: dict[Key, int] = {}
        self.told: list[str] = []
        self.values: dict[int, list[int]] = {}
        self.units: dict[str, array[int]] = {}
        self.held: dict[str, array[int]] = {}
        self.carried: dict[int, int] = {}

    def made(self, name: str, asked: object, make: Callable[[], bytes | None]) -> bytes | None:
        """Return what `make` does, from the shelf when that is known to be the same; `asked` is all else it depends on.

        What has no digest, or makes None, is made each time.
        """
        asked_digest = digest(asked)
        name = f"{name} {asked_digest}"  # two results of one name are two
        if asked_digest and (deps := self.old.deps(name)) is not None:
            found = self.shelf.get(name)
            if found is not None:
                self.held[name] = deps
                return found
        with self.log.reading() as reads:
            made = make()
        if made is not None and asked_digest and (positions := self._positions(reads)) is not None:
            self.shelf.put(name, made)
            self.units[name] = array("I", positions)
        return made

    def save(self) -> None:
        """Write what was made, and what was found to hold; what nothing asked for is gone."""
        if not self.units and self.held.keys() == self.old.units.keys():
            self.shelf.close()
            return
        lists, rows = array("I"), []
        for name, deps in (*self.units.items(), *self._held_on()):
            rows.append([name, len(lists), len(deps)])
            lists.extend(deps)
        head = {
            "keys": [[*key, told] for key, told in zip(self.keys, self.told, strict=True)],
            "values": [[at, *deps] for at, deps in self.values.items()],
            "units": rows,
        }
        self.shelf.put(_HEAD, json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode())
        self.shelf.put(_LISTS, lists.tobytes())
        self.shelf.save([*self.units, *self.held])

    def _held_on(self) -> Iterator[tuple[str, array[int]]]:
        """Yield what holds with the places of its reads in the new list."""
        lists = [np.array(deps, np.uint32) for deps in self.held.values()]
        joined = np.concatenate(lists or [np.zeros(0, np.uint32)])
        old = np.unique(joined)
        places = np.zeros(len(self.old.keys), np.uint32)
        places[old] = [self._carry(at) for at in old.tolist()]
        ends = np.cumsum([len(deps) for deps in lists])[:-1]
        for name, deps in zip(self.held, np.split(places[joined], ends), strict=False):
            yield name, array("I", deps.tolist())

    def _positions(self, reads: Iterable[Key]) -> set[int] | None:
        """The places of what was read in the list of all keys; None when something has no digest."""
        found: set[int] = set()
        for key in reads:
            at = self.keys.get(key)
            if at is None:
                at = self._add(key)
            if at is None:
                inside = self._reads_of(key)
                below = self._positions(inside.reads) if inside else None
                if below is None:
                    return None
                found |= below
            else:
                found.add(at)
        return found

    def _add(self, key: Key) -> int | None:
        """Add a key with its digest, and what the value it names has read; None when it has no digest."""
        told = self.digests.of(key) if key[0] != _TABLE else _TABLE
        inside = self._reads_of(key) if told else None
        below: set[int] | None = set()
        if inside:
            is_part = key[0] in ("item", "all", "any")
            below = self._positions([(_TABLE, key[1], "")] if is_part else inside.reads)
        if not told or below is None:
            return None
        at = self.keys[key] = len(self.told)
        self.told.append(told)
        if inside:
            self.values[at] = sorted(below)
        return at

    def _reads_of(self, key: Key) -> Found | None:
        if key[0] == "value":
            return self.digests.found(key)
        if key[0] == "gist":
            return Found((("record", key[1], ""),), None, "")
        return self.digests.table_found(key[1]) if key[0] in ("item", "all", "any", _TABLE) else None

    def _carry(self, old: int) -> int:
        """Take a key over whose digest is known to be the same, and what its value has read."""
        at = self.carried.get(old)
        if at is None:
            key = self.old.keys[old]
            at = self.keys.get(key, -1)
            if at < 0:
                at = self._carried(old, key)
            self.carried[old] = at
        return at

    def _carried(self, old: int, key: Key) -> int:
        inside = self.old.values.get(old)
        if inside is not None and not self.old.all_same(
            inside
        ):  # computed anew, and the same value came of it
            added = self._add(key)
            if added is not None:
                return added
        below = sorted({self._carry(dep) for dep in inside}) if inside is not None else None
        at = self.keys[key] = len(self.told)
        self.told.append(self.old.told[old])
        if below is not None:
            self.values[at] = below
        return at


class _Old:
    """What a shelf holds of the last run, judged by the library of this one."""

    def __init__(self, shelf: Shelf, digests: Digests) -> None:
        self.digests = digests
        self.keys: list[Key] = []
        self.told: list[str] = []
        self.values: dict[int, list[int]] = {}
        self.units: dict[str, tuple[int, int]] = {}
        self.lists = array("I")
        head, lists = shelf.get(_HEAD), shelf.get(_LISTS)
        if head is not None and lists is not None:
            self._read(json.loads(head), lists)
        self.same: list[bool | None] = [None] * len(self.keys)

    def _read(self, head: dict[str, Any], lists: bytes) -> None:
        for what, name, which, told in head["keys"]:
            self.keys.append((what, name, which))
            self.told.append(told)
        self.values = {at: deps for at, *deps in head["values"]}
        self.units = {name: (start, count) for name, start, count in head["units"]}
        self.lists.frombytes(lists)

    def deps(self, name: str) -> array[int] | None:
        """The places of what a result read; None when there is none, or it would be another now."""
        if name not in self.units:
            return None
        start, count = self.units[name]
        deps = self.lists[start : start + count]
        return deps if self.all_same(deps) else None

    def all_same(self, deps: Iterable[int]) -> bool:
        """Whether all of these still find what they found."""
        same = self.same
        for at in deps:
            known = same[at]
            if known is None:
                known = same[at] = self._is_same(at)
            if not known:
                return False
        return True

    def _is_same(self, at: int) -> bool:
        below = self.values.get(at)
        if below is not None and self.all_same(below):
            return True
        return self.digests.of(self.keys[at]) == self.told[at]


__all__ = ["Traces"]
