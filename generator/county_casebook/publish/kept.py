"""Pages, files of a unit and QR codes are made, or taken from what an earlier run made of the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields

from county_casebook.library.edition import Edition
from county_casebook.render.qr_code import qr_code
from county_casebook.views.page import Page, Unit

_BETWEEN = "\0"
"""Stands in no page: the gate lets no control character through."""
_FIELDS = len(fields(Page))


def pages_of(edition: Edition, unit: Unit[Page]) -> Iterable[Page]:
    """Return the pages of a unit of a bare edition."""
    if edition.kept is None:
        return unit.make()
    made: list[Page] = []

    def make() -> bytes | None:
        made.extend(unit.make())
        return _packed_pages(made)

    data = edition.kept.made(f"page {unit.url}", unit.make, make)
    return made if made or not data else list(_pages(data.decode()))


def code_of(edition: Edition, address: str) -> str:
    """Return the QR code of an address; nothing without one."""
    if edition.kept is None or not address:
        return qr_code(address)

    def make() -> bytes:
        return qr_code(address).encode()

    return (edition.kept.made(f"code {address}", None, make) or make()).decode()


def _packed_pages(pages: list[Page]) -> bytes | None:
    """Return pages as bytes; None where a page holds what stands between them."""
    texts = [text for page in pages for text in astuple(page)]
    if any(_BETWEEN in text for text in texts):
        return None
    return _BETWEEN.join(texts).encode()


def _pages(text: str) -> Iterator[Page]:
    texts = text.split(_BETWEEN)
    for start in range(0, len(texts), _FIELDS):
        yield Page(*texts[start : start + _FIELDS])


def files_of(
    edition: Edition, unit: Unit[tuple[str, bytes | Iterable[bytes]]]
) -> Iterable[tuple[str, bytes | Iterable[bytes]]]:
    """Return the files of a unit of a bare edition."""
    if edition.kept is None:
        return unit.make()
    made: list[tuple[str, bytes]] = []

    def make() -> bytes:
        made.extend((path, data if isinstance(data, bytes) else b"".join(data)) for path, data in unit.make())
        return _packed_files(made)

    data = edition.kept.made(f"file {unit.url}", unit.make, make)
    return made if made or not data else list(_files(data))


def _packed_files(files: list[tuple[str, bytes]]) -> bytes:
    head = json.dumps([[path, len(data)] for path, data in files]).encode()
    return head + b"\n" + b"".join(data for _, data in files)


def _files(packed: bytes) -> Iterator[tuple[str, bytes]]:
    head, _, data = packed.partition(b"\n")
    start = 0
    for path, length in json.loads(head):
        yield path, data[start : start + length]
        start += length


__all__ = ["files_of", "pages_of"]
