"""What earlier runs have found of the files of a content folder: which read as records without fault, and which hold no personal number.

A file is known by its path and a digest of its bytes. A record of a known file is not read until a field of it is asked for.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import blake2b
from typing import Any

from county_casebook.cache.reads import Log
from county_casebook.cache.shelf import Shelf
from county_casebook.records.gist import Gist, as_text
from county_casebook.text.personal_data import may_hold_personal_data

_FILES = "files"


class Known:
    """What is known of files, and the log of the library that is read with it."""

    def __init__(self, shelf: Shelf, log: Log) -> None:
        self.shelf, self.log = shelf, log
        self.before: dict[str, list[Any]] = {}
        self.now: dict[str, list[Any]] = {}
        with suppress(ValueError, TypeError):
            self.before = dict(json.loads(shelf.get(_FILES) or b"{}"))

    def looked_at(self, shown: str, data: bytes) -> None:
        """Look at a file of this run; what is known of other bytes at its path is known no more."""
        told = blake2b(data, digest_size=16).hexdigest()
        found = self.before.get(shown)
        self.now[shown] = found if found and found[0] == told else [told, False, None]

    def is_harmless(self, shown: str) -> bool:
        """Whether a file that was looked at in this run holds no personal number."""
        return shown in self.now and self.now[shown][1]

    def gist(self, shown: str) -> Gist | None:
        """The gist of the record of a file that was looked at in this run and reads without fault."""
        found = self.now[shown][2] if shown in self.now else None
        return found if isinstance(found, Gist) else Gist.again(found) if found else None

    def note_harmless(self, shown: str) -> None:
        """Say that a file that was looked at holds no personal number."""
        if shown in self.now and not self.now[shown][1]:
            self.now[shown] = [self.now[shown][0], True, self.now[shown][2]]

    def note_gist(self, shown: str, gist: Gist) -> None:
        """Say that a file that was looked at reads without fault; a gist that may hold a personal number is not kept."""
        if may_hold_personal_data(as_text(gist)):
            return
        told, is_harmless, _ = self.now[shown]
        self.now[shown] = [told, is_harmless, gist]

    def save(self) -> None:
        """Keep what is known of the files of this run; of one that holds a personal number, in its name or its words, nothing."""
        kept = {shown: found for shown, found in self.now.items() if found[1]}
        if kept == self.before:
            self.shelf.close()
            return
        self.shelf.put(_FILES, json.dumps(kept, separators=(",", ":")).encode())
        self.shelf.save([])


__all__ = ["Known"]
