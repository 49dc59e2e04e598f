"""References to every record as files that programs of references read, kind by kind, and to the library as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from county_casebook.ledger.freshness import last_change
from county_casebook.library.edition import Edition
from county_casebook.views.citation import Citation, cite, cite_library, is_citable
from county_casebook.views.page import Unit
from county_casebook.views.reference_files import FOLDER, WHOLE, bibtex, cff, ris

_File = tuple[str, bytes]


def reference_units(edition: Edition) -> Iterator[Unit[_File]]:
    """Yield the unit of the reference to the whole, and those of the files of each kind that has records."""
    if is_citable(edition.library):
        yield Unit(WHOLE, partial(_whole, edition))
    for kind, records in edition.library.kinds.items():
        for ending, written in _FORMATS.items() if records else ():
            path = f"{FOLDER}{kind}.{ending}"
            yield Unit(path, partial(_of_kind, edition, kind, path, written))


_FORMATS = {"bib": bibtex, "ris": ris}


def _whole(edition: Edition) -> Iterator[_File]:
    citation = cite_library(edition.site, last_change(edition.library))
    yield WHOLE, cff(citation, edition.site).encode()


def _of_kind(edition: Edition, kind: str, path: str, written: Callable[[Citation], str]) -> Iterator[_File]:
    records = edition.library.of_kind(kind).values()
    yield path, "\n".join(written(cite(edition.library, record, edition.site)) for record in records).encode()


__all__ = ["reference_units"]
