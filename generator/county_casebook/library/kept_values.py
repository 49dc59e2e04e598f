"""Values that follow from single records are kept from run to run (`kept_each`): as JSON, each with the list of what it read.

Only what is exactly the same when it is read again is kept: texts, whole numbers, yes and no, nothing, tuples of these, and
dataclasses that are named where the value is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from types import NoneType
from typing import Any

_PLAIN = (str, int, bool, NoneType)
_TUPLE = 0


class NotKept(Exception):
    """A value holds what would not be the same when it is read again."""


def packed(value: Any, parts: Sequence[type]) -> Any:
    """Return a value as JSON holds it: a tuple or dataclass is a list that begins with which it is. Raises NotKept."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [_TUPLE, *(packed(member, parts) for member in value)]
    if kind not in parts:
        raise NotKept(kind)
    return [parts.index(kind) + 1, *(packed(getattr(value, name), parts) for name in _names(kind))]


def unpacked(held: Any, parts: Sequence[type]) -> Any:
    """Return the value that was packed."""
    if type(held) is not list:
        return held
    which, *members = held
    made = (unpacked(member, parts) for member in members)
    return tuple(made) if which == _TUPLE else parts[which - 1](*made)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


__all__ = ["NotKept", "packed", "unpacked"]
