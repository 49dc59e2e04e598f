"""What an earlier look let through: files by name and bytes, with what each asks for and the ids it has.

A file is taken from here only while its name and the SHA-256 of its bytes are the same, and all else that its faults follow
from is (see `Shelf`: code and configuration). Whether what it asks for is there is looked up anew each time.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np

from county_casebook.cache.shelf import Shelf
from county_casebook.deliver.gate.allowed import Use
from county_casebook.deliver.gate.links import Links

_HEAD, _ASKED, _IDS = "head", "asked", "ids"
_NONE: array[int] = array("I")


class Passed:
    """The files without a fault of their own. With no shelf none is known, and none is kept."""

    def __init__(self, shelf: Shelf | None, links: Links) -> None:
        self._shelf, self._links = shelf, links
        self._asked, self._ids = array("I"), array("I")
        self._known: dict[str, tuple[str, slice, slice]] = {}
        self._hashes: dict[str, str] = {}
        self._is_new = False
        found = [shelf.get(part) for part in (_HEAD, _ASKED, _IDS)] if shelf else []
        if found and None not in found:
            head, asked, ids = (part or b"" for part in found)
            self._read(json.loads(head), asked, ids)

    def _read(self, head: dict[str, Any], asked: bytes, ids: bytes) -> None:
        for use, path, anchor in head["wants"]:
            self._links.wants[Use(use), path, anchor]
        for name in head["ids"]:
            self._links.id_names[name]
        self._asked.frombytes(asked)
        self._ids.frombytes(ids)
        first = at = 0
        for name, sha256, asks, has in head["files"]:
            self._known[name] = sha256, slice(first, first + asks), slice(at, at + has)
            first, at = first + asks, at + has

    def holds(self, name: str, sha256: str) -> bool:
        """Whether a file was let through as it is now; what it asks for and has is then noted."""
        known = self._known.get(name)
        if known is None or known[0] != sha256:
            return False
        asks, has = self._asked[known[1]], self._ids[known[2]]
        if asks:
            self._links.asks(name, asks)
        if name.endswith(".html"):
            self._links.ids[name] = has
        self._hashes[name] = sha256
        return True

    def add(self, name: str, sha256: str) -> None:
        """Remember a file that has just been read, and has no fault."""
        self._hashes[name] = sha256
        self._is_new = True

    def save(self) -> None:
        """Keep, for the next look, the files that were let through in this one."""
        if not self._shelf:
            return
        if not self._is_new and self._hashes.keys() == self._known.keys():
            self._shelf.close()
            return
        links = self._links
        asked = [links.asked.get(name, _NONE) for name in self._hashes]
        ids = [links.ids.get(name, _NONE) for name in self._hashes]
        wants, asked_bytes = _renumbered(list(links.wants), asked)
        names, ids_bytes = _renumbered(list(links.id_names), ids)
        files = [
            [name, sha256, len(asks), len(has)]
            for (name, sha256), asks, has in zip(self._hashes.items(), asked, ids, strict=True)
        ]
        head = {"wants": wants, "ids": names, "files": files}
        self._shelf.put(_HEAD, json.dumps(head, separators=(",", ":")).encode())
        self._shelf.put(_ASKED, asked_bytes)
        self._shelf.put(_IDS, ids_bytes)
        self._shelf.save(())


def _renumbered(values: list[Any], lists: Iterable[array[int]]) -> tuple[list[Any], bytes]:
    """Return the values that stand in the lists, and the lists one after the other with their numbers among those."""
    numbers = np.frombuffer(b"".join(lists), dtype=np.dtype("I"))
    used = np.flatnonzero(np.bincount(numbers, minlength=len(values)))
    places = np.zeros(len(values), dtype=np.dtype("I"))
    places[used] = np.arange(len(used))
    return [values[at] for at in used.tolist()], places[numbers].tobytes()


__all__ = ["Passed"]
