"""A built folder becomes the list of what must not leave the house: everything that is not known to be right.

The gate knows what a site may hold (`allowed` for pages, `files` for the rest) and nothing of the records. It runs before
the swap, over every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from county_casebook.deliver.gate.files import Published, file_faults
from county_casebook.deliver.gate.links import Links
from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.deliver.gate.texts import Machine
from county_casebook.deliver.target import standing

_SHOWN = 20


def faults(
    site: Path, *, shipped: Mapping[str, bytes], own_address: str = "", endpoint: str = ""
) -> list[str]:
    """Return everything wrong in a built site, one Chinese line each, sorted; an empty list lets it through.

    `shipped` holds the files whose bytes are known beforehand: the theme's, and the headers. Pages may name the `endpoint`. The same fault in many files is one line.
    """
    return lines_of(_found(site, shipped, Known(own_address, endpoint)))


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


def _found(site: Path, shipped: Mapping[str, bytes], known: Known) -> Iterator[tuple[str, str]]:
    paths = {entry.name: entry for entry in standing(site) if not entry.is_folder}
    names = sorted(paths, key=lambda name: (not name.endswith(".html"), name))
    expected = dict(shipped)
    if "sitemap.xml" in paths:
        expected["sitemap.xml"] = Path(paths["sitemap.xml"].path).read_bytes()
    gate = Gate(expected, known, Machine.here(site))
    if "index.html" not in paths:
        yield "index.html", "没有首页"
    for name in names:
        if not paths[name].is_file:
            yield name, "不是普通文件"
            continue
        yield from ((name, what) for what in gate.faults_of(name, Path(paths[name].path).read_bytes()))
    gate.names.update(paths)
    yield from gate.broken()


class Gate:
    """Looks at one file after the other, pages first, and at the end at where their addresses lead."""

    def __init__(self, shipped: Mapping[str, bytes], known: Known, machine: Machine) -> None:
        self._shipped, self._known, self._machine = shipped, known, machine
        self._links = Links()
        self.names: set[str] = set()

    def faults_of(self, name: str, data: bytes) -> Iterator[str]:
        """Yield what is wrong with a file, and remember what it asks for."""
        self.names.add(name)
        if name.endswith(".html"):
            yield from self._of_page(name, data)
        else:
            yield from file_faults(
                Published(name, data, self._shipped, self._known.site_address, self._links, self._machine)
            )

    def _of_page(self, name: str, data: bytes) -> Iterator[str]:
        if name != "404.html" and name.rpartition("/")[2] != "index.html":
            yield "不认识的文件：网站里不该有它"
        page = read_page(data, self._known, self._machine)
        self._links.ids[name] = frozenset(page.ids)
        yield from page.faults
        yield from self._links.note(name, page.addresses)

    def broken(self) -> Iterator[tuple[str, str]]:
        """Yield (file, what is wrong) for every address that leads to none of the files seen, or to the wrong kind."""
        yield from self._links.broken(frozenset(self.names))
