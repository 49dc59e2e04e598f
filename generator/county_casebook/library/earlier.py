"""What a shelf holds of the last run, judged by the library of this one."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from county_casebook.cache.reads import Key
from county_casebook.cache.shelf import Shelf
from county_casebook.library.derived import KEPT
from county_casebook.library.kept_values import unpacked
from county_casebook.library.told_digest import Digests
from county_casebook.library.watched import Found

_HEAD, _LISTS, _BELOW, _VALUES = "#reads", "#lists", "#below", "#values"
_UNKNOWN, _SAME, _FOUND_SAME, _OTHER = range(4)
"""What is known of a key: nothing yet; all it was made of is the same; something is not, yet the same came of it; it is another."""


class Earlier:
    """The keys that were read, what each was found to be, and what those that are values were made of."""

    def __init__(self, shelf: Shelf, digests: Digests) -> None:
        self.digests = digests
        self.keys: list[Key] = []
        self.told: list[str] = []
        self.units: dict[str, tuple[int, int]] = {}
        self.values: Mapping[str, Mapping[str, Any]] = {}
        self.lists, self._starts, self._ends, self._below = (array("I") for _ in range(4))
        found = [shelf.get(part) for part in (_HEAD, _LISTS, _BELOW, _VALUES)]
        if None not in found:
            self._read(*(part or b"" for part in found))
        self.position = {key: at for at, key in enumerate(self.keys)}
        self.same = bytearray(len(self.keys))

    def _read(self, head: bytes, lists: bytes, below: bytes, values: bytes) -> None:
        held = json.loads(head)
        names = held["names"]
        self.keys = [(*names[name], which) for name, which in zip(held["named"], held["which"], strict=True)]
        self.told = held["told"]
        self.units = {name: (start, count) for name, start, count in held["units"]}
        self.lists.frombytes(lists)
        self._below.frombytes(below)
        ends = np.cumsum(np.array(held["counts"], np.uint32), dtype=np.uint32)
        self._ends.frombytes(ends.tobytes())
        self._starts.frombytes(np.concatenate([np.zeros(1, np.uint32), ends])[:-1].tobytes())
        self.values = json.loads(values)

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
            if not known:
                known = same[at] = self._judged(at)
            if known == _OTHER:
                return False
        return True

    def below(self, at: int) -> array[int]:
        """The places of what the value that a key names was made of; empty for what is no value."""
        return self._below[self._starts[at] : self._ends[at]]

    def _judged(self, at: int) -> int:
        below = self.below(at)
        if below and self.all_same(below):
            return _SAME
        if self.digests.of(self.keys[at]) != self.told[at]:
            return _OTHER
        return _FOUND_SAME if below else _SAME

    def place_of(self, key: Key) -> int | None:
        """The place of a key that is the same now, and so is all it was made of; None of any other."""
        at = self.position.get(key)
        return at if at is not None and self.all_same([at]) and self.same[at] == _SAME else None

    def is_found_same(self, at: int) -> bool:
        """Whether what a key names was made of something else now, and is the same."""
        return self.same[at] == _FOUND_SAME

    def value(self, key: Key) -> Found | None:
        """The value of a record that was kept under a key, where it would be the same now."""
        _, name, which = key
        held = self.values.get(name)
        at = self.position.get(key) if held and which in held else None
        below = self.below(at) if at is not None else None
        if held is None or at is None or not below or not self.all_same(below):
            return None
        _, _, compute = name.partition("/")
        return Found(
            tuple(self.keys[dep] for dep in below), unpacked(held[which], KEPT[compute]), self.told[at]
        )

    def reached(self, roots: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return the places of these keys and of all that those were made of, in order."""
        marked = np.zeros(len(self.keys), bool)
        starts, ends, below = (np.array(each, np.uint32) for each in (self._starts, self._ends, self._below))
        same = np.frombuffer(bytes(self.same), np.uint8)
        while len(roots):
            marked[roots] = True
            into = roots[same[roots] != _FOUND_SAME]
            deps = below[_ranges(starts[into], ends[into])]
            roots = np.unique(deps[~marked[deps]])
        return np.flatnonzero(marked).astype(np.uint32)


def _ranges(starts: NDArray[np.uint32], ends: NDArray[np.uint32]) -> NDArray[np.int64]:
    """All numbers of some ranges, one range after the other."""
    counts = (ends - starts).astype(np.int64)
    first = np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return first + np.arange(len(first))


def written(
    shelf: Shelf,
    keys: Mapping[Key, int],
    told: list[str],
    below: Mapping[int, Iterable[int]],
    units: Iterable[tuple[str, array[int]]],
    values: Mapping[str, Mapping[str, Any]],
) -> None:
    """Put onto a shelf what `Earlier` reads there."""
    lists, rows, made_of, counts = array("I"), [], array("I"), [0] * len(told)
    for name, deps in units:
        rows.append([name, len(lists), len(deps)])
        lists.extend(deps)
    for at in range(len(told)):
        if at in below:
            start = len(made_of)
            made_of.extend(below[at])
            counts[at] = len(made_of) - start
    names: dict[tuple[str, str], int] = {}
    named = [names.setdefault((what, name), len(names)) for what, name, _ in keys]
    head = {
        "names": list(names),
        "named": named,
        "which": [which for _, _, which in keys],
        "told": told,
        "counts": counts,
        "units": rows,
    }
    shelf.put(_HEAD, json.dumps(head, separators=(",", ":")).encode())
    shelf.put(_LISTS, lists.tobytes())
    shelf.put(_BELOW, made_of.tobytes())
    shelf.put(_VALUES, json.dumps(values, separators=(",", ":")).encode())


__all__ = ["Earlier", "written"]
