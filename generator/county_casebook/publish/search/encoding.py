"""Sorted occurrences become the bytes of postings: gaps between records, weight classes and positions as base-128 numbers.

`theme/assets/js/search/postings.js` reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from county_casebook.publish.search.tokenizer import Numbers, Small

CLASS_STEP = 1.25
"""Weights are kept as eight classes: class c weighs 2 ** (c / CLASS_STEP)."""

Sums = NDArray[np.float64]

_CLASS_BOUNDS = [2 ** ((order + 0.5) / CLASS_STEP) for order in range(7)]
_CHUNK = 1_000_000


def starts_of(keys: Numbers) -> Numbers:
    """Where each run of equal keys begins."""
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(keys)), dtype=bool), keys[1:] != keys[:-1])))


def records_tokens(keys: Numbers, sums: Sums, name: Callable[[int], str]) -> Iterator[tuple[str, bytes]]:
    """Terms that hold records: for each a gap and a weight class, `gap << 3 | class`. Keys are `term << 32 | record`."""
    order = np.argsort(keys, kind="stable")
    keys, sums = keys[order], sums[order]
    del order
    starts = starts_of(keys >> 32)
    for first, last in _parts(starts, len(keys)):
        begin, end = int(starts[first]), int(starts[last]) if last < len(starts) else len(keys)
        part = starts[first:last] - begin
        owners = (keys[begin:end] & 0xFFFFFFFF).astype(np.int32)
        classes = np.searchsorted(_CLASS_BOUNDS, sums[begin:end]).astype(np.int32)
        data, ends = varints(_gaps(owners, part) << 3 | classes)
        bounds = np.append(np.concatenate(([0], ends))[part], len(data)).tolist()
        for at, term in enumerate((keys[starts[first:last]] >> 32).tolist()):
            yield name(term), data[bounds[at] : bounds[at + 1]]


def _parts(starts: Numbers, count: int) -> Iterator[tuple[int, int]]:
    """Ranges of terms, some millions of occurrences each, by where the terms start."""
    cuts = np.searchsorted(starts, np.arange(_CHUNK, count, _CHUNK))
    yield from pairwise(np.unique(np.concatenate(([0], cuts, [len(starts)]))).tolist())


def positions_tokens(
    keys: Numbers, thirds: Small, owners: Small, positions: Small, name: Callable[[int, int], str]
) -> Iterator[tuple[str, bytes]]:
    """Terms that hold positions, some millions of occurrences at a time; a term is a key and what follows it."""
    changes = (keys[1:] != keys[:-1]) | (thirds[1:] != thirds[:-1])
    starts = np.flatnonzero(np.concatenate((np.ones(min(1, len(keys)), dtype=bool), changes)))
    for first, last in _parts(starts, len(keys)):
        begin = int(starts[first])
        end = int(starts[last]) if last < len(starts) else len(keys)
        part = starts[first:last] - begin
        data, bounds = _positions_data(owners[begin:end], positions[begin:end], part)
        at = starts[first:last]
        for order, (key, third) in enumerate(zip(keys[at].tolist(), thirds[at].tolist(), strict=True)):
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
    lengths = np.ones(len(values), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        lengths += values >= 1 << bits
    ends = np.cumsum(lengths)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    begins = ends - lengths
    for order in range(int(lengths.max(initial=0))):
        here = lengths > order
        more = (lengths[here] > order + 1).astype(np.int32)
        out[begins[here] + order] = (values[here] >> (7 * order) & 0x7F) | (more << 7)
    return out.tobytes(), ends
