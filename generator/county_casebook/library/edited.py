"""A library that is edited and read again: what followed from the one before, and read nothing that was changed, is taken over.

Every value keeps the list of all it was made of: tables of records, single items of them, fields of the library. Where a
reading finds other records than the one before, those that differ are known, and with them what each list is asked for;
whatever is in doubt is computed again. Records are told apart by being the same object: a file that did not change gives
the record it gave before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

from county_casebook.cache.reads import Key, Watched
from county_casebook.library.content import Content
from county_casebook.library.edited_tables import (
    Table,
    ThreadsLog,
    changes,
    differing_keys,
    held,
    no_pause,
    with_others,
    without_items,
)
from county_casebook.library.library import Library, link
from county_casebook.library.persons import without_persons
from county_casebook.library.watched import WatchedLibrary
from county_casebook.records import Case, Record
from county_casebook.records.gist import named

_V = TypeVar("_V")
_R = TypeVar("_R", bound=Record)
_PARTS = {False: "shown", True: "drafts"}
_PROVINCES = ("", "provinces")
_FIELDS = tuple(
    found.name for found in fields(Library) if found.init and found.name not in ("kinds", "case_leads")
)


class Followed(NamedTuple):
    """A value, all it was made of, and what it was asked for: a record, and what else was given."""

    value: Any
    reads: frozenset[Key]
    asked: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class EditedLibrary(WatchedLibrary):
    """See the module."""

    log: ThreadsLog = field(default_factory=ThreadsLog)

    def _watched(self, name: str, held: Mapping[str, Any]) -> Watched[Any]:
        """A table that notes what is taken out of it; its records stay as they are, for whoever has one has asked for it."""
        return Table(self.log, f"{self.part}/{name}", held.held if isinstance(held, Watched) else held)

    @property
    def provinces(self) -> Mapping[str, tuple[Record, ...]]:
        """Records by the codes of the provinces they stand in: a table of its own, for nearly every page asks for it."""
        if _PROVINCES not in self._citations:
            with self.log.reading():
                self._citations[_PROVINCES] = self._watched("provinces", super().provinces)
        return self._citations[_PROVINCES]

    def derive(self, compute: Callable[[Any], _V]) -> _V:
        self.log.pause()
        found: Followed | None = self.derived.get(compute)
        if found is None:
            with self.log.reading() as reads:
                value = compute(self)
            found = self.derived[compute] = Followed(value, without_items(reads))
        self.log.reads |= found.reads
        return cast(_V, found.value)

    def derive_each(self, compute: Callable[[Any, _R], _V], record: _R) -> _V:
        self.log.pause()
        known: dict[object, Followed] = self.derived.setdefault(compute, {})
        found = known.get(record.key)
        if found is None or found.asked[0] is not record:
            with self.log.reading() as reads:
                value = compute(self, record)
            found = known[record.key] = Followed(value, without_items(reads), (record,))
        self.log.reads |= found.reads
        return cast(_V, found.value)

    def derive_piece(self, compute: Callable[..., _V], record: Any, more: tuple[Any, ...]) -> _V:
        self.log.pause()
        known: dict[object, Followed] = self.derived.setdefault(compute, {})
        asked = (record, *more)
        key = tuple(each.key if isinstance(each, Record) else getattr(each, "id", each) for each in asked)
        found = known.get(key)
        if found is None or any(was is not now for was, now in zip(found.asked, asked, strict=True)):
            with self.log.reading() as reads:
                value = compute(self, record, *more)
            found = known[key] = Followed(value, without_items(reads), asked)
        self.log.reads |= found.reads
        return cast(_V, found.value)

    def take_over(self, before: EditedLibrary) -> None:
        """Take what followed from a library as it was before, and holds in this one."""
        values = [
            before._values()
        ]  # first: what is asked of `before` from now on may read tables that are not looked at here
        pairs = [(before, self)]
        for kind, now in self.kinds.items():
            if not differing_keys(held(before.kinds[kind]), held(now)):
                cast("dict[str, Any]", self.kinds)[kind] = before.kinds[kind]
        for drafts, shown in list(before._shown.items()):
            values.append(cast(EditedLibrary, shown)._values())
            again = self._shown_again(before, cast(EditedLibrary, shown), drafts=drafts)
            self._shown[drafts] = again
            pairs.append((cast(EditedLibrary, shown), again))
        changed = {("field", name, "") for name in _FIELDS if self._is_other(name, before)}
        for old, new in pairs:
            changed.update(new._taking_tables(old))
        for (_, new), found in zip(pairs, values, strict=True):
            new._take(found, changed)

    def _is_other(self, name: str, before: EditedLibrary) -> bool:
        now, was = self.__dict__[name], before.__dict__[name]
        return now is not was and (name == "files" or now != was)

    def _shown_again(self, before: EditedLibrary, shown: EditedLibrary, *, drafts: bool) -> EditedLibrary:
        """What readers see of this library: what they saw of every record that is the same, and the others as they are now."""
        leads: Mapping[str, Record] = held(shown.case_leads)
        kinds = {kind: held(told) for kind, told in shown.kinds.items()}
        for kind, now in self.kinds.items():
            was = held(before.kinds[kind])
            if held(now) is not was:
                seen = {**kinds[kind], **(leads if kind == Case.kind else {})}
                kinds[kind] = self._seen_again(was, held(now), seen, drafts=drafts)
        if kinds[Case.kind] is not held(shown.kinds[Case.kind]):
            told = kinds[Case.kind]
            leads = {key: case for key, case in told.items() if cast(Case, case).is_lead}
            kinds[Case.kind] = {key: case for key, case in told.items() if key not in leads}
        with self.log.reading():
            leads_apart = cast("Mapping[str, Case]", leads)
            return replace(self, kinds=kinds, case_leads=leads_apart, part=_PARTS[drafts])

    def _seen_again(
        self,
        was: Mapping[str, Record],
        now: Mapping[str, Record],
        seen: Mapping[str, Record],
        *,
        drafts: bool,
    ) -> Mapping[str, Record]:
        """The records of a kind that readers see, those that are the same as they saw them."""
        statuses = ("published", "draft", "review") if drafts else ("published",)
        found = {
            key: seen.get(key) if was.get(key) is record else self._seen(record, statuses)
            for key, record in now.items()
        }
        return {key: record for key, record in found.items() if record}

    def _seen(self, record: Record, statuses: tuple[str, ...]) -> Record | None:
        """A record as readers see it; None where they do not."""
        if record.status not in statuses:
            return None
        return record if self.__dict__["named_persons"] else without_persons(record)

    # Tables ----------------------------------------------------------------------------------------------------------

    def _taking_tables(self, before: EditedLibrary) -> Iterator[Key]:
        """Take over the tables of what records name where they hold; yield what was changed in all tables."""
        differing: dict[str, set[str]] = {}
        for kind, now in self.kinds.items():
            was = held(before.kinds[kind])
            differing[kind] = differing_keys(was, held(now))
            yield from changes(f"{self.part}/{kind}", differing[kind], was, held(now))
        was, leads = held(before.case_leads), held(self.case_leads)
        yield from changes(f"{self.part}/leads", differing_keys(was, leads), was, leads)
        for (kind, name), table in list(before._citations.items()):
            if kind:
                yield from self._taking_cited(before, kind, name, held(table), differing[kind])
            elif name == "provinces":
                yield from self._taking_provinces(before, held(table), differing)
            else:
                was, found = held(table), held(self.table(name))
                yield from changes(f"{self.part}/{name}", differing_keys(was, found), was, found)

    def _pairs(
        self, before: EditedLibrary, kind: str, keys: Iterable[str]
    ) -> list[tuple[Record | None, Record | None]]:
        """Records as they were and as they are."""
        was, now = held(before.kinds[kind]), held(self.kinds[kind])
        return [(was.get(key), now.get(key)) for key in keys]

    def _taking_cited(
        self, before: EditedLibrary, kind: str, path: str, table: Mapping[str, Any], differing: set[str]
    ) -> Iterator[Key]:
        """Take over who names what in a field, where those that are others now name what they named; yield what was changed."""
        if not differing:
            self._citations[kind, path] = before._citations[kind, path]
            return
        pairs = self._pairs(before, kind, differing)
        told = [[list(dict.fromkeys(named(each, path))) if each else None for each in pair] for pair in pairs]
        touched = {value for pair in told for values in pair for value in values or ()}
        found = with_others(table, pairs, touched) if all(was == now for was, now in told) else None
        if found is not None:
            self._citations[kind, path] = self._watched(f"cited {kind} {path}", found)
        yield from changes(f"{self.part}/cited {kind} {path}", touched, table, found)

    def _taking_provinces(
        self, before: EditedLibrary, table: Mapping[str, Any], differing: Mapping[str, set[str]]
    ) -> Iterator[Key]:
        """The same of who stands where, where those that are others now stand where they stood, and whoever stands with them."""
        pairs = [pair for kind, keys in differing.items() for pair in self._pairs(before, kind, keys)]
        codes = {province.name: province.code for province in self.__dict__["divisions"].provinces}
        touched, found = {*table, *codes.values()}, None
        with self.log.reading():
            if not self._is_other("divisions", before) and all(
                was and now and _stands(before, was) == _stands(self, now) for was, now in pairs
            ):
                places = {each.province for was, _ in pairs if was for each in before.divisions_of(was)}
                touched = {codes[name] for name in places if name in codes}
                found = with_others(table, pairs, touched)
                self._citations[_PROVINCES] = self._watched("provinces", found)
        yield from changes(f"{self.part}/provinces", touched, table, found)

    # Values ----------------------------------------------------------------------------------------------------------

    def _values(self) -> dict[Callable[..., Any], Any]:
        """What followed from this library until now."""
        return {
            compute: found if isinstance(found, Followed) else dict(found)
            for compute, found in list(self.derived.items())
        }

    def _take(self, values: Mapping[Callable[..., Any], Any], changed: set[Key]) -> None:
        """Take over every value that was made of nothing that was changed."""
        for compute, found in values.items():
            if not isinstance(found, Followed):
                self.derived[compute] = {
                    key: each for key, each in found.items() if changed.isdisjoint(each.reads)
                }
            elif changed.isdisjoint(found.reads):
                self.derived[compute] = found


def edited(
    content: Content, today: date, *, named_persons: bool = False, before: Library | None = None
) -> Library:
    """Make the graph from what was loaded: see `link`; what followed from the library `before`, and holds, is taken over."""
    if not isinstance(before, EditedLibrary) or before.named_persons != named_persons:
        return link(content, today, named_persons=named_persons, made=EditedLibrary)
    made = partial(EditedLibrary, log=before.log)
    library = cast(EditedLibrary, link(content, today, named_persons=named_persons, made=made))
    library.take_over(before)
    return library


@contextmanager
def pausing(library: Library, pause: Callable[[], None]) -> Iterator[None]:
    """Let what this thread computes of a library call `pause` again and again; what that raises ends the computation."""
    log = library.log if isinstance(library, EditedLibrary) else ThreadsLog()
    log.pause = pause
    try:
        yield
    finally:
        log.pause = no_pause


def _stands(library: Library, record: Record) -> object:
    """What decides where a record stands, and whoever stands where it does."""
    return record.whereabouts(), library.divisions_of(record)


__all__ = ["EditedLibrary", "edited", "pausing"]
