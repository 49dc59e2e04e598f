"""The library as it stands on disk, and with one record as it is being written: what is wrong with it, and how its page looks.

Nothing is written here. A record that is typed stands in place of its file for as long as somebody asks about it; what followed
from the library before, and still holds, is taken over, so that an answer takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Any, cast

from pydantic import ValidationError

from county_casebook.build import Checked, read_content, today
from county_casebook.edit.choosing import Choosing
from county_casebook.edit.found import Places, Told, told
from county_casebook.edit.unfinished import finished
from county_casebook.host.preview import Around, MkDocsHost
from county_casebook.layout.canonical import canonical
from county_casebook.library.content import Content
from county_casebook.library.edited import edited
from county_casebook.library.library import Library
from county_casebook.library.memory import Memory
from county_casebook.library.policy_text import attach_text
from county_casebook.library.refused import words_of
from county_casebook.library.sweep import sightings_in
from county_casebook.problems import Problem
from county_casebook.publish.asked import Asked
from county_casebook.records import KINDS, Policy, Record
from county_casebook.rules import check_record
from county_casebook.schema.refusals import model_findings
from county_casebook.source import Document, Refused, decode, read
from county_casebook.source import Path as ValuePath

Found = tuple[ValuePath, Problem]
_ROUNDS = 8
"""How often what is missing in a record is looked for anew: a part that is put in may miss something itself."""


@dataclass(frozen=True, slots=True)
class Key:
    """Which record: its kind and its id, both known to the library or fit to be."""

    kind: str
    id: str

    @property
    def model(self) -> type[Record]:
        return KINDS[self.kind]

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


class Desk:
    """One library; every method may be called by any thread."""

    def __init__(self, host: MkDocsHost) -> None:
        self.host = host
        self._lock = RLock()
        self._memory = Memory()
        self._touched: set[Path] | None = None
        """What changed on disk since the last reading; None: anything may have."""
        self._library: Library | None = None
        self._choosing: Choosing | None = None
        self._asked: dict[Key, tuple[bytes, Asked, Around]] = {}

    # The library on disk ---------------------------------------------------------------------------------------------

    def touch(self, paths: Iterable[Path]) -> None:
        """Take in that files may have changed."""
        with self._lock:
            if self._touched is not None:
                self._touched.update(paths)

    def doubt(self) -> None:
        """Take in that any file may have changed."""
        with self._lock:
            self._touched = None

    def content(self) -> Content:
        """Return what stands on disk now."""
        with self._lock:
            if self._touched is None:
                self._memory.doubt()
            elif not self._touched:
                return cast(Content, self._memory.last)
            else:
                self._memory.touch(self._touched)
            self._touched = set()
            checked = read_content(
                self.host.content,
                self._memory,
                named_persons=self.host.named_persons,
                before=self._library,
            )
            self._library, self._choosing = checked.library, Choosing(checked.library)
            self._asked.clear()
            return cast(Content, self._memory.last)

    def choosing(self) -> Choosing:
        """Return what the library on disk offers to choose from."""
        with self._lock:
            self.content()
            assert self._choosing
            return self._choosing

    def files(self, kind: str) -> Mapping[str, Path]:
        """Return the files of a kind by id, whether they can be read or not."""
        content = self.content()
        below = content.standing.below(content.root / kind)
        return {path.stem: path for path in below if path.suffix == ".yml"}

    def path_of(self, key: Key) -> Path:
        """Return where a record is written: its file, else the place of a new one."""
        return self.files(key.kind).get(key.id) or self.host.content / key.kind / f"{key.id}.yml"

    # A record as it is being written ---------------------------------------------------------------------------------

    def findings(self, key: Key, data: bytes) -> tuple[Told, ...]:
        """Return what is wrong with a record as it would be written."""
        with self._lock:
            return tuple(told(problem, path) for path, problem in self._findings(key, data))

    def _findings(self, key: Key, data: bytes) -> Iterator[Found]:
        found: list[Found] = []
        with_it = self._with(key, data, found)
        yield from found
        if with_it:
            library, record, document = with_it
            places = Places(document)
            yield from ((places.of(each.location), each) for each in check_record(library, record))

    def _with(self, key: Key, data: bytes, found: list[Found]) -> tuple[Library, Record, Document] | None:
        """Return the library with a record in its place; None, with the reasons in `found`, when it cannot be read."""
        content = self.content()
        path = self.path_of(key)
        try:
            document = read(data, content.shown(path))
            record = key.model.read(document.value, record_id=key.id, document=document.kept())
        except Refused as refused:
            found += (((), problem) for problem in refused.problems)
            return None
        except ValidationError as error:
            found += model_findings(error, key.model, document, words=words_of(key.model))
            return None
        if isinstance(record, Policy):
            text = path.with_suffix(".txt")
            wrong = attach_text(record, text, content.shown(text), is_there=text in content.standing.sizes)
            found += (((), problem) for problem in wrong)
        return self._linked(content, key, record, document), record, document

    def _linked(self, content: Content, key: Key, record: Record, document: Document) -> Library:
        text = decode(document.data, document.path)
        others = (seen for seen in content.personal_data if seen.place.path != document.path)
        held: dict[str, Any] = {**content.records, key.kind: {**content.records[key.kind], key.id: record}}
        seen = (*others, *sightings_in(document.path, text))
        now = replace(content, records=held, broken=content.broken - {str(key)}, personal_data=seen)
        now.standing = content.standing
        day, persons = today(content.root), self.host.named_persons
        self._library = edited(now, day, named_persons=persons, before=self._library)
        return self._library

    # Its page --------------------------------------------------------------------------------------------------------

    def page(self, key: Key, data: bytes, name: str) -> bytes | None:
        """Return a file of the site that holds a record as it would be written; None where there is none of this path.

        Raises Unreadable when the record cannot be read, HostFault when there is no site at all.
        """
        with self._lock:
            held = self._asked.get(key)
            if held is None or held[0] != data:
                held = self._asked[key] = (data, *self._site(key, data))
            _, asked, around = held
            made = asked.file(name)
            return made if made is not None else around.file(name)

    def _site(self, key: Key, data: bytes) -> tuple[Asked, Around]:
        found: list[Found] = []
        with_it = self._with(key, data, found) or self._finished(key, data, found)
        if with_it is None:
            raise Unreadable(tuple(told(problem, path) for path, problem in found))
        around = self.host.around(Checked(with_it[0], ()))
        return Asked(around.edition), around

    def _finished(self, key: Key, data: bytes, wrong: list[Found]) -> tuple[Library, Record, Document] | None:
        """Return the library with a record that is not finished, as its page can be shown; None where it cannot."""
        try:
            value = read(data, str(key)).value
        except Refused:
            return None
        for _ in range(_ROUNDS):
            paths = [(path, problem.rule == "missing-field") for path, problem in reversed(wrong)]
            if not isinstance(value, dict) or not finished(key.model, value, paths):
                return None
            wrong = []
            if with_it := self._with(key, canonical(key.model, value).encode(), wrong):
                return with_it
        return None


class Unreadable(Exception):
    """Why a record has no page yet: what is wrong with it."""

    def __init__(self, found: tuple[Told, ...]) -> None:
        super().__init__(found)
        self.found = found


__all__ = ["Desk", "Key", "Unreadable"]
