"""A built folder becomes the list of what must not leave the house: everything that is not known to be right.

The gate knows what a site may hold (`allowed` for pages, `files` for the rest) and nothing of the records. It runs before
the swap, over every file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    found: dict[str, list[str]] = {}
    for name, what in _found(site, shipped, Known(own_address, endpoint)):
        found.setdefault(what, []).append(name)
    return sorted(line for what, names in found.items() for line in _lines(what, sorted(set(names))))


def _lines(what: str, names: list[str]) -> Iterator[str]:
    if len(names) > _SHOWN:
        yield f"{names[0]} 等 {len(names)} 个文件：{what}"
        return
    yield from (f"{name}：{what}" for name in names)


def _found(site: Path, shipped: Mapping[str, bytes], known: Known) -> Iterator[tuple[str, str]]:
    links, machine = Links(), Machine.here(site)
    paths = {entry.name: entry for entry in standing(site) if not entry.is_folder}
    names = sorted(paths, key=lambda name: (not name.endswith(".html"), name))
    expected = dict(shipped)
    if "sitemap.xml" in paths:
        expected["sitemap.xml"] = Path(paths["sitemap.xml"].path).read_bytes()
    if "index.html" not in paths:
        yield "index.html", "没有首页"
    for name in names:
        if not paths[name].is_file:
            yield name, "不是普通文件"
            continue
        data = Path(paths[name].path).read_bytes()
        if name.endswith(".html"):
            yield from ((name, what) for what in _page_faults(name, data, links, known, machine))
        else:
            file = Published(name, data, expected, known.site_address, links, machine)
            yield from ((name, what) for what in file_faults(file))
    yield from links.broken(frozenset(paths))


def _page_faults(name: str, data: bytes, links: Links, known: Known, machine: Machine) -> Iterator[str]:
    if name != "404.html" and name.rpartition("/")[2] != "index.html":
        yield "不认识的文件：网站里不该有它"
    page = read_page(data, known, machine)
    links.ids[name] = frozenset(page.ids)
    yield from page.faults
    yield from links.note(name, page.addresses)
