"""Ways into lists that need no search: by vocabulary, province and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.records import Record


@dataclass(frozen=True, slots=True)
class Way:
    """One way into a list: a title, an address and how many records stand there."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with ways below it; `url` leads to all of them where they are cut short."""

    title: str
    ways: tuple[Way, ...]
    url: str = ""


def vocabulary_ways(
    library: Library, vocabulary: str, records: Mapping[str, Sequence[Record]]
) -> tuple[Way, ...]:
    """The terms that have records, in the order of their file."""
    return tuple(
        Way(term.title, f"{vocabulary}/{key}/", len(records[key]))
        for key, term in library.terms(vocabulary).items()
        if key in records
    )


def province_ways(library: Library, records: Iterable[Record]) -> tuple[Way, ...]:
    """The provinces in which some of the records stand, in code order."""
    counts = Counter(
        name
        for record in records
        for name in {found.province: None for found in library.divisions_of(record)}
    )
    return tuple(
        Way(province.name, f"regions/{province.code}/", counts[province.name])
        for province in library.divisions.provinces
        if province.name in counts
    )
