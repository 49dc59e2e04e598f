"""Sorted occurrences become the bytes of postings: gaps between records, weight classes and positions as base-128 numbers.

`theme/assets/js/search/postings.js` reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from county_casebook.publish.search.places import Sums
from county_casebook.publish.search.tokenizer import Numbers, Small

CLASS_STEP = 1.25
"""Weights are kept as eight classes: class c weighs 2 ** (c / CLASS_STEP)."""

_CLASS_BOUNDS = [2 ** ((order + 0.5) / CLASS_STEP) for order in range(7)]


def starts_of(*columns: Numbers | Small) -> Numbers:
    """Where each run of equal rows begins."""
    opens = np.zeros(len(columns[0]), dtype=bool)
    opens[:1] = True
    for column in columns:
        opens[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(opens)


def sorted_places(keys: Numbers) -> tuple[Numbers, Numbers]:
    """Return keys in order, none below 0, and where each stood; equal ones stay as they were."""
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > 63:
        order = np.argsort(keys, kind="stable")
        return keys[order], order
    joined = np.sort(keys << bits | np.arange(len(keys)))  # six times as fast as a stable sort
    return joined >> bits, joined & (1 << bits) - 1


def records_tokens(
    keys: Numbers, owners: Small, sums: Sums, name: Callable[[int], str]
) -> Iterator[tuple[str, bytes]]:
    """Terms that hold records, in order: for each record a gap and a weight class, `gap << 3 | class`."""
    starts = starts_of(keys)
    classes = np.searchsorted(_CLASS_BOUNDS, sums).astype(np.int32)
    data, ends = varints(_gaps(owners, starts) << 3 | classes)
    bounds = np.append(np.append(0, ends)[starts], len(data)).tolist()
    for at, key in enumerate(keys[starts].tolist()):
        yield name(key), data[bounds[at] : bounds[at + 1]]


def positions_tokens(
    keys: Numbers, thirds: Small, owners: Small, positions: Small, name: Callable[[int, int], str]
) -> Iterator[tuple[str, bytes]]:
    """Terms that hold positions, in order; a term is a key and what follows it."""
    starts = starts_of(keys, thirds)
    data, bounds = _positions_data(owners, positions, starts)
    for order, (key, third) in enumerate(zip(keys[starts].tolist(), thirds[starts].tolist(), strict=True)):
        yield name(key, third), data[bounds[order] : bounds[order + 1]]


def _positions_data(owners: Small, positions: Small, starts: Numbers) -> tuple[bytes, list[int]]:
    """Postings of terms that begin at `starts`, and where each begins among the bytes.

    For each record `gap << 1 | several`, then with `several` the count less 2, then its positions: the first as it is,
    the others as the distance from the one before, less 1.
    """
    opens = np.zeros(len(owners), dtype=bool)
    opens[starts] = True
    opens[1:] |= owners[1:] != owners[:-1]
    at = np.flatnonzero(opens)
    sizes = np.diff(np.append(at, len(owners)))
    several = sizes > 1
    room = np.ones(len(owners), dtype=np.int64)
    room[at] += 1 + several
    places = np.cumsum(room)
    values = np.zeros(int(places[-1]) if len(places) else 0, dtype=np.int32)
    values[places - 1] = np.where(opens, positions, np.diff(positions, prepend=0) - 1)
    heads = places[at] - room[at]
    values[heads] = _gaps(owners[at], np.searchsorted(at, starts)) << 1 | several
    values[heads[several] + 1] = sizes[several] - 2
    data, ends = varints(values)
    begins = np.concatenate(([0], ends))
    return data, [*begins[heads[np.searchsorted(at, starts)]].tolist(), len(data)]


def _gaps(owners: Small, starts: Numbers) -> Small:
    """Each record's distance from the one before; the first of a term counts from zero."""
    gaps = np.diff(owners, prepend=0)
    gaps[starts] = owners[starts]
    return gaps


def varints(values: Small) -> tuple[bytes, Numbers]:
    """Encode numbers as little-endian base-128; return the bytes and where each number ends."""
    lengths = np.ones(len(values), dtype=np.uint8)
    for bits in range(7, int(values.max(initial=0)).bit_length(), 7):
        lengths += values >= 1 << bits
    ends = np.cumsum(lengths, dtype=np.int64)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    begins = ends - lengths
    out[begins] = values & 0x7F
    for order in range(1, int(lengths.max(initial=0))):
        here = np.flatnonzero(lengths > order)
        out[begins[here] + order - 1] |= 0x80
        out[begins[here] + order] = values[here] >> (7 * order) & 0x7F
    return out.tobytes(), ends
