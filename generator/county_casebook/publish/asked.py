"""One file of a site is made when it is asked for by its path, and nothing else is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from threading import RLock

from county_casebook.library.edition import Edition
from county_casebook.publish.cards import is_card
from county_casebook.publish.outputs import OUTPUTS, File, in_shell
from county_casebook.publish.pages import record_unit, units_beside
from county_casebook.publish.tables.given import API, BASE
from county_casebook.views.page import PageUnit, Unit

PAGE = "index.html"
SEARCH = "search/"
_HELD = (SEARCH, BASE, API, "duties/", "chain/", "match/", "assessments/", "leaders/")
"""Data that is made whole when one of its files is asked for, and kept for the others."""


class Asked:
    """The files that are made from the records of an edition.

    Pages are the files called `index.html`, everything else is data; of the units of either whose addresses begin a path,
    the one with the longest makes it.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._held: dict[str, Mapping[str, bytes]] = {}
        self._locks: defaultdict[str, RLock] = defaultdict(RLock)

    @cached_property
    def _pages(self) -> Mapping[str, PageUnit]:
        """The units of all pages but those of records, which are found by their ids."""
        return {unit.url: unit for unit in units_beside(self.edition)}

    @cached_property
    def _data(self) -> Mapping[str, Unit[File]]:
        outputs = [output for name, output in OUTPUTS.items() if output.in_site and name != "pages"]
        return {unit.url: unit for output in outputs for unit in output.units(self.edition)}

    def units(self) -> Iterator[Unit[File]]:
        """Yield every unit of the site, in the order in which a build makes them."""
        yield from OUTPUTS["pages"].units(self.edition)
        yield from self._data.values()

    def files(self, unit: Unit[File]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a unit; what is kept is not made again."""
        if self._is_held(unit):
            yield from self.whole(unit).items()
        else:
            yield from ((name, whole_bytes(data)) for name, data in unit.make())

    def _is_held(self, unit: Unit[File]) -> bool:
        return unit.url in _HELD and self._data.get(unit.url) is unit

    def cards(self) -> Iterator[str]:
        """Yield the path of every share card."""
        return filter(is_card, self._data)

    def names(self) -> Iterator[str]:
        """Yield the path of every file; to know those of the other units all are made, but no share card is drawn."""
        for unit in self.units():
            if is_card(unit.url):
                yield unit.url
            else:
                yield from (name for name, _ in unit.make())

    def unit(self, path: str) -> Unit[File] | None:
        """Return the unit that makes a file; None where none does."""
        if PurePosixPath(path).name != PAGE:
            return next((self._data[url] for url in _beginnings(path) if url in self._data), None)
        found = record_unit(self.edition, path)
        found = found or next((self._pages[url] for url in _beginnings(path) if url in self._pages), None)
        return in_shell(self.edition, found) if found else None

    def file(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where the site has none of that path."""
        unit = self.unit(path)
        if unit is None:
            return None
        if self._is_held(unit):
            return self.whole(unit).get(path)
        return next((whole_bytes(data) for name, data in unit.make() if name == path), None)

    def whole(self, unit: Unit[File], pause: Callable[[], None] = lambda: None) -> Mapping[str, bytes]:
        """Return all files of a unit, made once; `pause` is called after each, and what it raises ends it."""
        with self._locks[unit.url]:
            if unit.url not in self._held:
                made = {}
                for name, data in unit.make():
                    made[name] = whole_bytes(data)
                    pause()
                self._held[unit.url] = made
            return self._held[unit.url]


def whole_bytes(data: bytes | Iterable[bytes]) -> bytes:
    """Return what may come in pieces as one."""
    return data if isinstance(data, bytes) else b"".join(data)


def _beginnings(path: str) -> Iterator[str]:
    """Yield a path, then every folder it lies in, from the innermost to the root."""
    yield path
    parts = path.split("/")[:-1]
    for count in range(len(parts), -1, -1):
        yield "".join(f"{part}/" for part in parts[:count])
