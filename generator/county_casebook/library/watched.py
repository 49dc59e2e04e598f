"""A library that knows what is read of it: every record, every item and every fact of its own, whoever asks and by whatever way.

Computations whose results are kept for the next run are given this library. Its records are at rest until a field of them
is asked for, its mappings note what is taken out of them, its own fields note that they were read, and what follows from it
has a list of reads of its own, so that who uses the value depends on the value and not on all it was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, TypeVar, cast

from county_casebook.cache.digest import Named, digest
from county_casebook.cache.reads import Key, Log, Watched
from county_casebook.library.derived import name_of
from county_casebook.library.library import Library
from county_casebook.records import Record, Term
from county_casebook.records.gist import to_rest
from county_casebook.records.vocabulary import Lead

_V = TypeVar("_V")
_R = TypeVar("_R", bound=Record)


_TOLD = {"titles": "title", "ids": "id"}
"""What a table tells of each term, by what it is called; any other holds the whole."""


class Found(NamedTuple):
    """A value that follows from a library: what was read for it, the value as it is handed out, and its digest."""

    reads: tuple[Key, ...]
    value: Any
    digest: str


class _Noted:
    """A field of the library that is noted when it is read."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, library: WatchedLibrary, owner: object = None) -> Any:
        library.log.reads.add(("field", self.name, ""))
        return library.__dict__[self.name]

    def __set__(self, library: WatchedLibrary, value: Any) -> None:
        library.__dict__[self.name] = value


@dataclass(frozen=True, eq=False)
class WatchedLibrary(Library, Named):
    """See the module; `part` says which records it holds: `whole`, `shown`, `drafts`."""

    log: Log = field(default_factory=Log)
    part: str = "whole"
    cited_found: dict[str, Found] = field(default_factory=dict, init=False, repr=False)
    _names: dict[Callable[..., Any], str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        own = self.__dict__
        own["kinds"] = {kind: self._watched(kind, held) for kind, held in self.kinds.items()}
        own["case_leads"] = self._watched("leads", self.case_leads)

    @property
    def digest_name(self) -> str:
        """Which records it holds: all else is noted when it is read."""
        return self.part

    def _watched(self, name: str, held: Mapping[str, Any]) -> Watched[Any]:
        for record in held.values():
            to_rest(record, self.log)
        return Watched(self.log, f"{self.part}/{name}", dict(held))

    def _showing(self, *, drafts: bool) -> Library:
        """The records that readers see: who asks for one of them depends on whether it is there, not on how that was found."""
        with self.log.reading():
            shown = super()._showing(drafts=drafts)
            return replace(cast(WatchedLibrary, shown), part="drafts" if drafts else "shown")

    def _name(self, compute: Callable[..., Any]) -> str:
        """The name of what is computed for this library."""
        name = self._names.get(compute)
        if name is None:
            name = self._names[compute] = f"{self.part}/{name_of(compute)}"
        return name

    def derive(self, compute: Callable[[Any], _V]) -> _V:
        name = self._name(compute)
        if compute not in self.derived:
            with self.log.reading() as reads:
                value: Any = compute(self)
            is_table = isinstance(value, Mapping) and all(type(key) is str for key in value)
            handed = Watched(self.log, name, value) if is_table else value
            self.derived[compute] = Found(self.log.listed(reads), handed, "" if is_table else digest(value))
        found: Found = self.derived[compute]
        if not isinstance(found.value, Watched):
            self.log.reads.add(("value", name, ""))
        return cast(_V, found.value)

    def derive_each(self, compute: Callable[[Any, _R], _V], record: _R) -> _V:
        known: dict[str, tuple[Record, Found, Key]] = self.derived.setdefault(compute, {})
        found = known.get(record.key)
        if found is None or found[0] is not record:
            if self._own(record) is not record:
                return compute(self, record)
            key = ("value", self._name(compute), record.key)
            earlier: Found | None = self.log.earlier(key)
            found = known[record.key] = record, earlier or self._found(compute, record), key
        self.log.reads.add(found[2])
        return cast(_V, found[1].value)

    def _found(self, compute: Callable[[Any, _R], _V], record: _R) -> Found:
        with self.log.reading() as reads:
            value = compute(self, record)
        return Found(self.log.listed(reads), value, digest(value))

    def _own(self, record: Record) -> Record | None:
        """The record of this library that has the key of a record, without a note."""
        kind, _, record_id = record.key.partition("/")
        leads = cast("Watched[Record]", self.case_leads).held if kind == "cases" else {}
        return cast("Watched[Record]", self.kinds[kind]).held.get(record_id) or leads.get(record_id)

    def cited(self, kind: type[_R], field_path: str) -> Mapping[str, tuple[_R, ...]]:
        key = (kind.kind, field_path)
        if key not in self._citations:
            with self.log.reading() as reads:
                held = super().cited(kind, field_path)
            name = f"{self.part}/cited {kind.kind} {field_path}"
            self._citations[key] = Watched(self.log, name, held)
            self.cited_found[name] = Found(self.log.listed(reads), self._citations[key], "")
        return cast("Mapping[str, tuple[_R, ...]]", self._citations[key])

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        return cast("Mapping[str, Term]", self.table(f"terms {vocabulary}"))

    def term(self, vocabulary: str, term_id: str) -> Term | None:
        return self.terms(vocabulary).get(term_id)

    def term_title(self, vocabulary: str, term_id: str | None) -> str | None:
        return self.titles_in(vocabulary).get(term_id or "")

    def titles_in(self, vocabulary: str) -> Mapping[str, str]:
        return self.table(f"titles {vocabulary}")

    def ids_in(self, vocabulary: str) -> Mapping[str, str]:
        return self.table(f"ids {vocabulary}")

    def said(self, page: str) -> Lead | None:
        return cast("Lead | None", self.table("said").get(page))

    def table(self, name: str) -> Mapping[str, Any]:
        """The terms of a vocabulary (`terms themes`), their titles or ids (`titles themes`), or what is said on pages (`said`), by id."""
        key = ("", name)
        if key not in self._citations:
            what, _, vocabulary = name.partition(" ")
            own = self.__dict__
            entries = own["vocabulary"].get(vocabulary, {}).values() if vocabulary else own["leads"]
            held: dict[str, Any] = {}
            for entry in entries:
                term = entry.value
                held.setdefault(term.id, getattr(term, _TOLD[what]) if what in _TOLD else term)
            self._citations[key] = Watched(self.log, f"{self.part}/{name}", held)
        return self._citations[key]


for _name in (found.name for found in fields(Library) if found.init):
    if _name not in ("kinds", "case_leads"):
        setattr(WatchedLibrary, _name, _Noted(_name))


__all__ = ["Found", "WatchedLibrary"]
