"""Results are kept with the list of what they read, and taken again when every line of that list still finds the same.

The list of a result names what was asked of the library and the digest of what was found (`Digests`). A value that follows
from the library has a list of its own: where nothing of it has changed the value has not, and is not computed; where
something has, it is computed, and only another value is a change for who used it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np

from county_casebook.cache.digest import digest
from county_casebook.cache.reads import Key
from county_casebook.cache.shelf import Shelf
from county_casebook.cache.uncollected import uncollected
from county_casebook.library.derived import KEPT
from county_casebook.library.earlier import Earlier, written
from county_casebook.library.kept_values import NotKept, packed
from county_casebook.library.told_digest import Digests
from county_casebook.library.watched import Found, WatchedLibrary

_TABLE = "table"
"""A table that follows from the library, as it was found: not the same as soon as anything it read is not."""


class Traces:
    """The results on a shelf, for one library."""

    def __init__(self, shelf: Shelf, library: WatchedLibrary) -> None:
        self.shelf, self.log, self.digests = shelf, library.log, Digests(library)
        with uncollected():
            self.old = Earlier(shelf, self.digests)
        self.log.earlier = self.old.value
        self.keys: dict[Key, int] = {}
        self.told: list[str] = []
        self.below: dict[int, Iterable[int]] = {}
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
        with uncollected():
            units = [*self.units.items(), *self._held_on()]
            written(self.shelf, self.keys, self.told, self.below, units, self._kept_values())
            self.shelf.save([*self.units, *self.held])

    def close(self) -> None:
        """Let go of the files; what was made and not saved is gone."""
        self.shelf.close()

    def _held_on(self) -> Iterator[tuple[str, array[int]]]:
        """Yield what holds with the places of its reads in the new list."""
        lists = [np.array(deps, np.uint32) for deps in self.held.values()]
        joined = np.concatenate(lists or [np.zeros(0, np.uint32)])
        places = np.zeros(len(self.old.keys), np.uint32)
        for at in self.old.reached(np.unique(joined)).tolist():  # what a value was made of stands before it
            places[at] = self._carry(at)
        ends = np.cumsum([len(deps) for deps in lists])[:-1]
        for name, deps in zip(self.held, np.split(places[joined], ends), strict=False):
            yield name, array("I", deps.tobytes())

    def _kept_values(self) -> dict[str, dict[str, Any]]:
        """The values of the keys that are kept, by what computes them and the record: those known before as they were."""
        kept: dict[str, dict[str, Any]] = {}
        for (what, name, which), told in zip(self.keys, self.told, strict=True):
            parts = KEPT.get(name.partition("/")[2]) if what == "value" and which else None
            if parts is None:
                continue
            at, before = self.old.position.get((what, name, which)), self.old.values.get(name, {})
            if at is not None and self.old.told[at] == told and which in before:
                kept.setdefault(name, {})[which] = before[which]
            elif found := self.digests.value_of((what, name, which)):
                with suppress(NotKept):
                    kept.setdefault(name, {})[which] = packed(found.value, parts)
        return kept

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
        old = self.old.place_of(key)
        if old is not None:
            return self._carry(old)
        told = self.digests.of(key) if key[0] != _TABLE else _TABLE
        inside = self._reads_of(key) if told else None
        below: set[int] | None = set()
        if inside:
            is_part = key[0] in ("item", "all", "any")
            below = self._positions([(_TABLE, key[1], "")] if is_part else inside.reads)
        return None if not told or below is None else self._put(key, told, sorted(below) if inside else ())

    def _put(self, key: Key, told: str, below: Iterable[int]) -> int:
        """Put a key at the end of the list: after all that it was made of."""
        at = self.keys[key] = len(self.told)
        self.told.append(told)
        if below:
            self.below[at] = below
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
        if self.old.is_found_same(old):  # computed anew, and the same value came of it
            added = self._add(key)
            if added is not None:
                return added
        below = array("I", [self._carry(dep) for dep in self.old.below(old)])
        return self._put(key, self.old.told[old], below)


__all__ = ["Traces"]
