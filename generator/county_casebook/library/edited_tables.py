"""Tables of a library that is edited: what is read of them, thread by thread, and what was changed between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import local
from typing import Any, TypeVar, cast

from county_casebook.cache.reads import Key, Log, Watched
from county_casebook.records import Record

_V = TypeVar("_V")


class _Nobody(set[Key]):
    """Notes nothing: what is read outside of what is kept."""

    def add(self, _: Key) -> None:
        """Note nothing."""

    def __ior__(self, _: object) -> _Nobody:  # type: ignore[override]
        return self


def no_pause() -> None:
    """Do not pause."""


class ThreadsLog(local, Log):
    """The reads of what is being computed, thread by thread: pages are asked for while the rest is looked over."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = _Nobody()
        self.pause: Callable[[], None] = no_pause


class Table(Watched[_V]):
    """A table that also knows what was only looked for: whether it is there stays the same while it changes."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self.log.reads.add(("has", self.name, key))
        return key in self.held


def held(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a table holds, without a note."""
    return cast("Watched[Any]", table).held


def differing_keys(before: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """The keys of what came, went or is another now."""
    if before is now:
        return set()
    gone = before.keys() - now.keys()
    return {*gone, *(key for key, value in now.items() if before.get(key) is not value)}


def with_others(
    table: Mapping[str, Any], pairs: Iterable[tuple[Record | None, Record | None]], touched: Iterable[str]
) -> Mapping[str, Any]:
    """A table with other records in the places of those that they replace."""
    instead = {id(was): now for was, now in pairs}
    return {**table, **{key: tuple(instead.get(id(each), each) for each in table[key]) for key in touched}}


def changes(
    table: str, keys: set[str], was: Mapping[str, Any], now: Mapping[str, Any] | None
) -> Iterator[Key]:
    """Yield what was changed in a table by what it is asked for; of a table that is found anew (None) anything may be."""
    if not keys:
        return
    yield ("all", table, "")
    if now is None or bool(was) != bool(now):
        yield ("any", table, "")
    for key in keys:
        yield ("item", table, key)
        if now is None or (key in was) != (key in now):
            yield ("has", table, key)


def without_items(reads: set[Key]) -> frozenset[Key]:
    """What was read, without the items of tables that were read whole."""
    whole = {name for what, name, _ in reads if what == "all"}
    return (
        frozenset(key for key in reads if key[0] != "item" or key[1] not in whole)
        if whole
        else frozenset(reads)
    )


__all__ = [
    "Table",
    "ThreadsLog",
    "changes",
    "differing_keys",
    "held",
    "no_pause",
    "with_others",
    "without_items",
]
