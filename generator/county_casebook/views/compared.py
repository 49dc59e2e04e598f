"""Which records can be compared, and which of a kind's files holds what is compared of each."""

from __future__ import annotations

from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.views.view import views

_MOST = 12
"""Records a file, on average and at the most: few enough to be fetched for one of them, many enough that files stay few."""


def compared_kinds(library: Library) -> list[type[Record]]:
    """Return every kind that compares and has records."""
    return [view.kind for view in views() if view.compares and library.of(view.kind)]


def compared_files_said(library: Library) -> str:
    """Return how many files each kind has, as pages tell their scripts: "cases/128 counties/64"."""
    return " ".join(f"{kind.kind}/{files_of(len(library.of(kind)))}" for kind in compared_kinds(library))


def files_of(records: int) -> int:
    """Return the number of files for so many records: a power of two, so that one record more seldom moves the others."""
    return 1 << max(0, (records - 1) // _MOST).bit_length()


def place_of(record_id: str, files: int) -> int:
    """Return which of its kind's files holds a record: FNV-1a of its id, as `compare/chunks.js` computes it too."""
    digest = 0x811C9DC5
    for byte in record_id.encode():
        digest = (digest ^ byte) * 0x01000193 & 0xFFFFFFFF
    return digest % files
