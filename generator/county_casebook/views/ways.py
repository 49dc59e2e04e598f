"""Ways into lists that need no search: by vocabulary, province and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from county_casebook.ledger.leaders import BASE as LEADERS
from county_casebook.ledger.leaders import leader_provinces
from county_casebook.ledger.rounds import BASE as ASSESSMENTS
from county_casebook.ledger.rounds import rounds
from county_casebook.library.library import Library
from county_casebook.records import County, Honour, Record


@dataclass(frozen=True, slots=True)
class Way:
    """One way into a list: a title, an address and how many records stand there."""

    title: str
    url: str
    count: int


_MOST = 100
"""Ways of a group that a list shows beside it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with ways below it; `url` leads to all of them where the front page cuts them short, `whole` where others do."""

    title: str
    ways: tuple[Way, ...]
    url: str = ""
    whole: str = ""

    @property
    def shown(self) -> tuple[Way, ...]:
        """The ways that a list shows beside it: a vocabulary may have thousands of terms."""
        return self.ways[:_MOST] if self.whole else self.ways

    @property
    def more(self) -> str:
        """Where all stand; empty where all are shown."""
        return self.whole if len(self.ways) > _MOST else ""


def vocabulary_ways(
    library: Library, vocabulary: str, records: Mapping[str, Sequence[Record]]
) -> tuple[Way, ...]:
    """The terms that have records, in the order of their file."""
    return tuple(
        Way(title, f"{vocabulary}/{key}/", len(records[key]))
        for key, title in library.titles_in(vocabulary).items()
        if key in records
    )


def table_ways(library: Library) -> tuple[Way, ...]:
    """The pages made of what counties tell that are no list of records: rolls, rounds of assessment, leaders and bureaus."""
    found = (
        Way("表彰", "honours/", len(library.of(Honour)) + _unlisted(library)),
        Way("科技进步考核", ASSESSMENTS, len(rounds(library))),
        Way("一把手工程与科技局", LEADERS, len(leader_provinces(library))),
    )
    return tuple(way for way in found if way.count)


def _unlisted(library: Library) -> int:
    """How many designations of counties name no roll; that a county is weak honours nobody."""
    told = (found for county in library.of(County).values() for found in county.designations)
    return sum(found.kind != "weak" and found.honour is None for found in told)


def province_ways(library: Library, records: Iterable[Record]) -> tuple[Way, ...]:
    """The provinces in which some of the records stand, in code order."""
    counts = Counter(
        name
        for record in records
        for name in {found.province: None for found in library.divisions_of(record)}
    )
    return _ways_to(library, counts)


def ways_of_kind(library: Library, kind: type[Record]) -> tuple[Way, ...]:
    """The provinces in which some records of a kind stand, in code order."""
    found = {
        province.name: sum(record.kind == kind.kind for record in library.provinces[province.code])
        for province in library.divisions.provinces
        if province.code in library.provinces
    }
    return _ways_to(library, {name: count for name, count in found.items() if count})


def _ways_to(library: Library, counts: Mapping[str, int]) -> tuple[Way, ...]:
    return tuple(
        Way(province.name, f"regions/{province.code}/", counts[province.name])
        for province in library.divisions.provinces
        if province.name in counts
    )
