"""One thing read of a library becomes the digest of what was found there, so that a later library can be asked for the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any, cast

from county_casebook.cache.digest import digest
from county_casebook.cache.reads import Closed, Key, Watched
from county_casebook.library.derived import DERIVED
from county_casebook.library.folder import StoredFile
from county_casebook.library.watched import Found, WatchedLibrary
from county_casebook.places.divisions import real_divisions
from county_casebook.records import KINDS, Policy, Record
from county_casebook.records.gist import as_text, gist_of

ABSENT = "absent"


class Digests:
    """Answers for one library, whole and as readers see it; an empty digest: what was read cannot be told by one."""

    def __init__(self, library: WatchedLibrary) -> None:
        self.library = library
        self._tables: dict[str, Mapping[str, Any] | None] = {}

    def of(self, key: Key) -> str:
        """Return the digest of what a key names in this library."""
        with self.library.log.reading():
            what, name, which = key
            if what == "record":
                return self._record(name)
            if what == "gist":
                record = self.library.record(name)
                return digest(as_text(gist_of(record))) if record else ABSENT
            if what == "field":
                return self._field(name)
            if what == "value":
                found = self.found(key)
                return found.digest if found else ABSENT
            return self._in_table(what, name, which) if what in ("item", "all", "any") else ABSENT

    def found(self, key: Key) -> Found | None:
        """Return what follows from the library under a name, computed now if it was not; None when nothing has that name."""
        _, name, which = key
        library, compute = self._named(name)
        if not compute:
            return None
        if which:
            record = library.record(which)
            if record is None:
                return None
            library.derive_each(compute, record)
            return cast(Found, library.derived[compute][which][1])
        library.derive(compute)
        return cast(Found, library.derived[compute])

    def value_of(self, key: Key) -> Found | None:
        """Return what was found of a record under a name in this run; None when nobody asked."""
        _, name, which = key
        library, compute = self._named(name)
        found = library.derived.get(compute, {}).get(which) if compute else None
        return found[1] if found else None

    def table_found(self, name: str) -> Found | None:
        """Return how a table that follows from the library was found; None for one that is the library's own."""
        library, compute = self._named(name)
        if compute:
            return self.found(("value", name, ""))
        return library.cited_found.get(name) if self._table(name) is not None else None

    def _named(self, name: str) -> tuple[WatchedLibrary, Callable[..., Any] | None]:
        part, _, rest = name.partition("/")
        library = self.library if part == "whole" else self.library.published(drafts=part == "drafts")
        return cast(WatchedLibrary, library), DERIVED.get(rest)

    def _in_table(self, what: str, name: str, which: str) -> str:
        held = self._table(name)
        if held is None:
            return ABSENT
        if what == "any":
            return str(bool(held))
        if what == "all":
            return digest(dict(held))
        return digest(held[which]) if which in held else ABSENT

    def _table(self, name: str) -> Mapping[str, Any] | None:
        """The table of a name, found once."""
        if name not in self._tables:
            self._tables[name] = self._found_table(name)
        return self._tables[name]

    def _found_table(self, name: str) -> Mapping[str, Any] | None:
        library, compute = self._named(name)
        _, _, rest = name.partition("/")
        if compute:
            found = library.derive(compute)
        elif rest.startswith("cited "):
            _, kind, path = rest.split(" ")
            found = library.cited(KINDS[kind], path) if kind in KINDS else None
        elif rest == "said" or rest.startswith(("terms ", "titles ", "ids ")):
            found = library.table(rest)
        else:
            found = library.case_leads if rest == "leads" else library.kinds.get(rest)
        return found.held if isinstance(found, Watched) else None

    def _record(self, key: str) -> str:
        record = self.library.record(key)
        return record_digest(record) if record else ABSENT

    def _field(self, name: str) -> str:
        held = self.library.__dict__.get(name)
        if name == "files" and held is not None:
            return digest({key: (file.size, _bytes_of(file)) for key, file in held.items()})
        return "the real table" if held is real_divisions() else digest(held)


def record_digest(record: Record) -> str:
    """Return the digest of everything a record was made of: its file, its place, and its text."""
    own = record.__dict__
    document = own.seal.document if type(own) is Closed else record._document
    made = blake2b(digest_size=16)
    for part in (document.path.encode(), document.data) if document else ():
        made.update(len(part).to_bytes(4, "big") + part)
    made.update((record.text or "").encode() if isinstance(record, Policy) else b"")
    return made.hexdigest()


def _bytes_of(file: StoredFile) -> str:
    try:
        return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return ""


__all__ = ["Digests", "record_digest"]
