"""What was typed of a record becomes its draft, and its draft the record's file, in the one layout that `casebook fmt` writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from county_casebook.edit.desk import Desk, Key
from county_casebook.edit.drafts import Drafts, NotKept, write
from county_casebook.edit.found import Told, told
from county_casebook.edit.lists import Moved
from county_casebook.edit.posted import as_before
from county_casebook.edit.shelf import Shelf, names_in
from county_casebook.layout.canonical import canonical
from county_casebook.layout.comments import comments_of
from county_casebook.source import MAX_BYTES, Path, Refused, decode, read


@dataclass(frozen=True, slots=True)
class Held:
    """A record as it stands in its draft, else in its file; `saved` is its file, None where it has none yet."""

    value: dict[str, Any]
    data: bytes
    saved: bytes | None
    is_draft: bool


class NotReadable(Exception):
    """Why a form cannot show a record: what is wrong with its file."""

    def __init__(self, found: tuple[Told, ...]) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Conflict(Exception):
    """The record's file is another one than the draft began from: what was typed, and what stands there now."""

    mine: dict[str, Any]
    theirs: dict[str, Any]
    stamp: str
    """Names what stands there now."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The drafts and the files of one library."""

    desk: Desk
    drafts: Drafts
    turn: RLock = field(default_factory=RLock)
    """Held by whoever writes: two windows that send at once come one after the other."""

    @property
    def shelf(self) -> Shelf:
        """Where the pictures and documents stand that are put into a record."""
        return Shelf(self.desk, self.drafts)

    def held(self, key: Key) -> Held | None:
        """Return a record as it stands; None where there is neither file nor draft. Raise NotReadable for one that no form can show."""
        draft, saved = self.drafts.get(key), self.saved(key)
        data = draft.data if draft else saved
        if data is None:
            return None
        return Held(self._value(key, data), data, saved, draft is not None)

    def saved(self, key: Key) -> bytes | None:
        """Return the record's file; None where it has none. Raise NotReadable for one that is there and cannot be opened."""
        path = self.desk.path_of(key)
        try:
            return path.read_bytes()
        except OSError as error:
            if path.is_file():
                words = f"文件打不开（{error.strerror or error}），请检查权限，或看看是不是别的程序占着它"
                raise NotReadable((Told((), "error", words, "unreadable-file"),)) from None
            return None

    def _value(self, key: Key, data: bytes) -> dict[str, Any]:
        path = self.desk.content().shown(self.desk.path_of(key))
        try:
            value = read(data, path).value
        except Refused as refused:
            raise NotReadable(tuple(told(problem, ()) for problem in refused.problems)) from None
        if not isinstance(value, dict):
            raise NotReadable(self.desk.findings(key, data))
        return value

    def keep(self, key: Key, value: dict[str, Any], held: Held | None, moved: Moved | None = None) -> Held:
        """Keep what was typed as the record's draft; raise NotKept when it is too much, or the disk refuses."""
        data = written(key, value, held.data if held else b"", moved)
        if len(data) > MAX_BYTES:
            raise NotKept(f"一条记录最多 {MAX_BYTES >> 20} MiB，这次没有存下；长材料请另附")
        saved = held.saved if held else self.saved(key)
        said = None if saved is None else self._says(key, saved)
        if saved is not None and said == as_before(said, value):  # typed, and taken back
            self.drafts.drop(key, aside=False)
            kept = Held(value, saved, saved, is_draft=False)
        else:
            self.drafts.keep(key, data, saved)
            kept = Held(value, data, saved, is_draft=True)
        self._clear_away(key, held.value if held else {}, value)
        return kept

    def drop(self, key: Key) -> None:
        """Forget the draft of a record, what it held is set aside; raise NotKept when the disk refuses."""
        held = self.held(key)
        self.drafts.drop(key, aside=True)
        if held:
            self._clear_away(key, held.value, {})

    def _clear_away(self, key: Key, before: Any, after: Any) -> None:
        """Set aside the pictures and documents that a record no longer names, unless something else does."""
        gone = {*names_in(key.model, before)} - {*names_in(key.model, after)}
        if gone:
            self.shelf.clear_away(sorted(gone))

    def save(self, key: Key, over: str = "") -> None:
        """Write the draft into the record's file.

        Raise Conflict when the file has changed since the draft began and holds something else, unless `over` names what stands
        there now: that is then set aside. Raise NotKept when the disk refuses.
        """
        held, draft = self.held(key), self.drafts.get(key)
        if not held or not draft:
            return
        data = written(key, without_blanks(held.value), held.data)
        if held.saved not in (draft.base, data):
            self._allow(key, held, over)
        path = self.desk.path_of(key)
        before = self._says(key, held.saved) if held.saved is not None else {}
        write(path, data)
        self.desk.touch([path])
        self.drafts.drop(key, aside=False)
        self._clear_away(key, before, held.value)

    def _allow(self, key: Key, held: Held, over: str) -> None:
        there = held.saved or b""
        if over != stamp(there):
            raise Conflict(held.value, self._says(key, there) or {}, stamp(there))
        if there:
            self.drafts.set_aside(key, there)

    def _says(self, key: Key, data: bytes) -> dict[str, Any] | None:
        """Return what a file says; None for one that no form can show."""
        try:
            return self._value(key, data)
        except NotReadable:
            return None


def written(key: Key, value: dict[str, Any], before: bytes, moved: Moved | None = None) -> bytes:
    """Return a record as it is written, with the comments that people wrote into what stood there before."""
    comments = comments_of(decode(before, str(key))) if before else {}
    if moved:
        placed: dict[Path, tuple[str, ...]] = {}
        for path, lines in comments.items():
            place = moved.place(path)
            placed[place] = (*placed.get(place, ()), *lines)
        comments = placed
    return canonical(key.model, value, comments).encode()


def stamp(data: bytes) -> str:
    """Name some bytes."""
    return hashlib.sha256(data).hexdigest()[:32]


def seen(value: dict[str, Any], names: Iterable[str]) -> str:
    """Name what some fields hold, so that it is noticed when somebody else has changed them."""
    return stamp(json.dumps([value.get(name) for name in names], ensure_ascii=False).encode())


def without_blanks(value: Any) -> Any:
    """Return a value without items and parts that nothing was written into."""
    if isinstance(value, dict):
        inner = {name: without_blanks(held) for name, held in value.items()}
        return {name: held for name, held in inner.items() if held not in ({}, [])}
    if isinstance(value, list):
        return [held for held in map(without_blanks, value) if held not in ({}, [], "")]
    return value


__all__ = ["Conflict", "Held", "NotReadable", "Writing", "seen", "stamp", "without_blanks", "written"]
