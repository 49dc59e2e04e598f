"""Nested values become bytes in Thrift's compact protocol, as far as Parquet's metadata needs it.

A struct is a mapping of field numbers to values in rising order: an `int` is an i32, `Long` an i64, a `str` a string, a list
holds values of one sort, a mapping is a struct again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12


class Long(int):
    """A whole number that Thrift calls an i64."""


Value: TypeAlias = "int | str | Sequence[Value] | Mapping[int, Value]"


def varint(number: int) -> bytes:
    """Return a number that is not negative, seven bits a byte, the lowest first."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def struct_bytes(fields: Mapping[int, Value]) -> bytes:
    """Return a struct."""
    found, last = bytearray(), 0
    for number, value in fields.items():
        found.append(
            (number - last) << 4 | _sort(value)
        )  # numbers rise by less than 16 in all that Parquet has
        found += _value(value)
        last = number
    return bytes(found) + b"\0"


def _sort(value: Value) -> int:
    if isinstance(value, str):
        return _BINARY
    if isinstance(value, int):
        return _I64 if isinstance(value, Long) else _I32
    return _STRUCT if isinstance(value, Mapping) else _LIST


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return varint(len(value.encode())) + value.encode()
    if isinstance(value, int):
        return varint(value << 1 if value >= 0 else (-value << 1) - 1)
    return struct_bytes(value) if isinstance(value, Mapping) else _list(value)


def _list(values: Sequence[Value]) -> bytes:
    sort = _sort(values[0]) if values else _STRUCT
    head = (
        bytes([len(values) << 4 | sort]) if len(values) < 15 else bytes([0xF0 | sort]) + varint(len(values))
    )
    return head + b"".join(map(_value, values))


__all__ = ["Long", "Value", "struct_bytes", "varint"]
