"""What records chose of each facet becomes columns, small ones in the index itself, and counts for when nothing is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from county_casebook.publish.search.documents import LAZY_FACET
from county_casebook.publish.search.packing import data_file, json_bytes, packed

INLINE_BYTES = 1_000
"""Columns up to so many bytes, compressed, stand in the index itself; the others are fetched when they are needed."""

SHOWN_FIRST = 4
"""The facets that are open at first, where there is room: their columns are fetched as one. `panel.js` goes by it too."""

_FIRST_SIGN = ord("A")
"""Signs are no digits: what many records chose would else read as a number, and now and then as a bank card's."""
_END = ","

Rows = list[tuple[str, ...]]


class Columns:
    """The choices of records, in their order."""

    def __init__(self, facets: Sequence[str]) -> None:
        self._chosen: dict[str, Rows] = {facet: [] for facet in facets}
        self.kinds: list[str] = []
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, kinds: Sequence[str], facets: Iterable[Mapping[str, Sequence[str]]]) -> None:
        """Take in what records chose."""
        self.kinds += kinds
        nothing: tuple[str, ...] = ()
        for chosen in facets:
            for facet, rows in self._chosen.items():
                row = tuple(chosen[facet]) if facet in chosen else nothing
                rows.append(self._known.setdefault(row, row))

    def files(self) -> Generator[tuple[str, bytes], None, dict[str, Any]]:
        """Yield the files of columns; return `facets`, each with its column or the name of the file, and `rest`, their counts."""
        columns = {facet: _column(rows) for facet, rows in self._chosen.items() if any(rows)}
        large = [facet for facet, held in columns.items() if len(packed(json_bytes(held))) > INLINE_BYTES]
        held: dict[str, Any] = dict(columns)
        for group in _grouped(list(columns), large):
            name, path, data = data_file({facet: columns[facet] for facet in group})
            held |= dict.fromkeys(group, name)
            yield path, data
        counted = (facet for facet in large if facet != LAZY_FACET)
        return {"facets": list(held.items()), "rest": {facet: self._counts(facet) for facet in counted}}

    def _counts(self, facet: str) -> dict[str, dict[str, int]]:
        """How many records of each kind have each value."""
        counts: dict[str, Counter[str]] = {}
        for (kind, row), count in Counter(zip(self.kinds, self._chosen[facet], strict=True)).items():
            for value in row:
                counts.setdefault(kind, Counter())[value] += count
        return {kind: dict(found) for kind, found in counts.items()}


def _grouped(facets: Sequence[str], large: Sequence[str]) -> Iterator[list[str]]:
    """Yield the large columns that are fetched together."""
    offered = [facet for facet in facets if facet != LAZY_FACET]
    first = [facet for facet in offered[:SHOWN_FIRST] if facet in large]
    if first:
        yield first
    yield from ([facet] for facet in large if facet not in first)


def _column(rows: Rows) -> dict[str, Any]:
    """A facet's values, and each record's choice of them as signs from `A`, from the first record that has one to the last.

    With `many`, a comma ends each record.
    """
    values = sorted({value for row in rows for value in row})
    if len(values) > 0xD000:
        raise ValueError(f"a facet of {len(values)} values")
    signs = {value: chr(_FIRST_SIGN + number) for number, value in enumerate(values)}
    chosen = [at for at, row in enumerate(rows) if row]
    stated = rows[chosen[0] : chosen[-1] + 1]
    if all(len(row) == 1 for row in stated):
        return {"values": values, "first": chosen[0], "rows": "".join(signs[row[0]] for row in stated)}
    told = "".join("".join(signs[value] for value in row) + _END for row in stated)
    return {"values": values, "first": chosen[0], "many": True, "rows": told}
