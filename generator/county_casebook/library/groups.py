"""Values become groups by what they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def grouped(
    values: Iterable[_Value], keys: Callable[[_Value], Iterable[_Key]]
) -> dict[_Key, tuple[_Value, ...]]:
    """Return the values by each of their keys, each once, in the order given."""
    groups: dict[_Key, dict[int, _Value]] = defaultdict(dict)
    for value in values:
        for key in keys(value):
            groups[key].setdefault(id(value), value)
    return {key: tuple(found.values()) for key, found in groups.items()}
