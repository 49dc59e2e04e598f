"""Two lists become pairs of what is the same item, however it was changed or moved, and what was put in or taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from county_casebook.changes.texts import likeness

_T = TypeVar("_T")
_LEAST = 0.5
_MOST_COMPARED = 10_000
"""Pairs of items whose texts are compared; longer lists are paired by what is equal and by place."""


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pair the items of two lists by their texts: (place before, place now), one of them None for an item taken out or put in.

    Equal ones first, in order; then those most alike; then the only ones left on both sides at the same place. The pairs come in
    the order of the new list, what was taken out where it stood.
    """
    pairs = _equal(old, new)
    left = [place for place in range(len(old)) if place not in pairs]
    right = [place for place in range(len(new)) if place not in pairs.values()]
    for before, now in _alike(old, new, left, right):
        if before not in pairs and now not in pairs.values():
            pairs[before] = now
    return _in_order(pairs, len(old), len(new))


def _equal(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(new):
        places.setdefault(text, []).append(place)
    return {place: places[text].pop(0) for place, text in enumerate(old) if places.get(text)}


def _alike(
    old: Sequence[str], new: Sequence[str], left: Sequence[int], right: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs that may be the same item, the most alike first; of equally alike ones the nearest."""
    if len(left) * len(right) > _MOST_COMPARED:
        return [(place, place) for place in left if place in set(right)]
    found = [
        (likeness(old[before], new[now]), -abs(before - now), before, now) for before in left for now in right
    ]
    return [(before, now) for ratio, _, before, now in sorted(found, reverse=True) if ratio >= _LEAST]


def _in_order(pairs: dict[int, int], olds: int, news: int) -> list[tuple[int | None, int | None]]:
    before = {now: place for place, now in pairs.items()}
    result: list[tuple[int | None, int | None]] = [(before.get(now), now) for now in range(news)]
    for place in range(olds):
        if place not in pairs:
            follows = next((index + 1 for index, pair in enumerate(result) if pair[0] == place - 1), 0)
            result.insert(follows, (place, None))
    return result


def is_moved(pairs: Sequence[tuple[int | None, int | None]]) -> bool:
    """Whether items that are in both lists stand in another order."""
    kept = [before for before, now in pairs if before is not None and now is not None]
    return kept != sorted(kept)
