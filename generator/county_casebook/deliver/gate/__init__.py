"""A built folder becomes the list of what must not leave the house: everything that is not known to be right.

The gate knows what a site may hold (`allowed` for pages, `files` for the rest) and nothing of the records. It runs before
the swap, over every file (`deliver/inspection.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from county_casebook.deliver.gate.files import file_faults, standing_faults
from county_casebook.deliver.gate.links import Links
from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.deliver.gate.published import Published
from county_casebook.deliver.gate.surroundings import Standing
from county_casebook.deliver.gate.texts import Machine

_SHOWN = 20


def lines_of(faults: Iterable[tuple[str, str]]) -> list[str]:
    """Return one line for each (file, what is wrong), sorted; the same in many files is one line."""
    found: dict[str, list[str]] = {}
    for name, what in faults:
        found.setdefault(what, []).append(name)
    return sorted(line for what, names in found.items() for line in _lines(what, sorted(set(names))))


def _lines(what: str, names: list[str]) -> Iterator[str]:
    if len(names) > _SHOWN:
        yield f"{names[0]} 等 {len(names)} 个文件：{what}"
        return
    yield from (f"{name}：{what}" for name in names)


class Gate:
    """Looks at one file after the other, pages first, and at the end at where their addresses lead."""

    def __init__(self, shipped: Mapping[str, bytes], known: Known, machine: Machine) -> None:
        self._known, self._machine = known, machine
        self.links = Links()
        self._site = Standing(shipped, self.links)
        self.names: set[str] = set()

    def faults_of(self, name: str, data: bytes) -> Iterator[str]:
        """Yield what is wrong with a file, and remember what it asks for."""
        yield from self.own_faults(name, data)
        yield from self.standing_faults(name, data)

    def own_faults(self, name: str, data: bytes) -> Iterator[str]:
        """Yield what is wrong with a file by its name and bytes, and remember what it asks for."""
        if name.endswith(".html"):
            return self._of_page(name, data)
        return file_faults(Published(name, data, self._known.site_address, self.links, self._machine))

    def standing_faults(self, name: str, data: bytes) -> Iterator[str]:
        """Yield what is wrong with a file in this site, once what it asks for is remembered."""
        self.names.add(name)
        if not name.endswith(".html"):
            yield from standing_faults(name, data, self._site)

    def _of_page(self, name: str, data: bytes) -> Iterator[str]:
        if name != "404.html" and name.rpartition("/")[2] != "index.html":
            yield "不认识的文件：网站里不该有它"
        page = read_page(data, self._known, self._machine)
        self.links.has(name, page.ids)
        yield from page.faults
        yield from self.links.note(name, page.addresses)

    def broken(self) -> Iterator[tuple[str, str]]:
        """Yield (file, what is wrong) for every address that leads to none of the files seen, or to the wrong kind."""
        yield from self.links.broken(frozenset(self.names))
