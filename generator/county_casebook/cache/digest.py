"""A value becomes a digest of all that can be read from it; a record in it is its name alone, since reading it is noted.

What cannot be told apart from another value by what it holds has no digest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from hashlib import blake2b
from pathlib import PurePath
from types import FunctionType, MethodType, ModuleType, NoneType
from typing import Any, TypeAlias

import numpy as np
from pydantic import BaseModel

from county_casebook.cache.reads import Watched

_OURS = __name__.partition(".")[0] + "."
_PLAIN = (str, int, float, bytes, bool, NoneType, Decimal, date)


class Named:
    """A mark for classes whose instances stand for what is noted by itself: their name is their digest."""

    @property
    def digest_name(self) -> str:
        """Return what tells it from every other."""
        raise NotImplementedError


def digest(value: object) -> str:
    """Return the digest of a value; empty when it has none."""
    if isinstance(value, Named):
        return f"@{_name(value)} {value.digest_name}"
    found: list[str] = []
    try:
        _put(value, found.append, {})
    except (_Unknown, RecursionError):
        return ""
    return blake2b("\0".join(found).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


_Seen: TypeAlias = "dict[int, tuple[int, object]]"
"""The parts met so far, by identity, each with its number: a part that many hold is told once, and named where it comes again."""


class _Unknown(Exception):
    pass


def _put(value: Any, put: Callable[[str], None], seen: _Seen) -> None:
    kind = type(value)
    if kind is str:
        put(f"s{len(value)}")
        put(value)
    else:
        (_WAYS.get(kind) or _way(kind))(value, put, seen)


_Way: TypeAlias = "Callable[[Any, Callable[[str], None], _Seen], None]"
_WAYS: dict[object, _Way] = {}
"""How the values of each type met so far are told."""


def _way(kind: Any) -> _Way:
    """Find how the values of a type are told."""
    ways: tuple[tuple[bool, _Way], ...] = (
        (kind in _PLAIN, _put_plain),
        (kind in (tuple, list), _put_members),
        (issubclass(kind, Named), _put_named),
        (issubclass(kind, (str, int, Enum, PurePath)), _put_text),
        (issubclass(kind, tuple), _put_named_tuple),
        (issubclass(kind, (set, frozenset)), _put_set),
        (not issubclass(kind, type) and is_dataclass(kind), _put_dataclass),
        (issubclass(kind, BaseModel), _put_model),
        (True, _put_rare),
    )
    _WAYS[kind] = next(way for is_so, way in ways if is_so)
    return _WAYS[kind]


def _put_plain(value: Any, put: Callable[[str], None], seen: _Seen) -> None:  # noqa: ARG001 - one signature
    put(f"{type(value).__name__} {value!r}")


def _put_members(value: Any, put: Callable[[str], None], seen: _Seen) -> None:
    put(f"({len(value)}")
    for member in value:
        _put(member, put, seen)


def _put_named(value: Any, put: Callable[[str], None], seen: _Seen) -> None:  # noqa: ARG001
    put(f"@{_name(value)} {value.digest_name}")


def _put_text(value: Any, put: Callable[[str], None], seen: _Seen) -> None:  # noqa: ARG001
    put(f"{_name(value)} {value!r}")


def _put_named_tuple(value: Any, put: Callable[[str], None], seen: _Seen) -> None:
    put(_name(value))
    _put_members(value, put, seen)


def _put_set(value: Any, put: Callable[[str], None], seen: _Seen) -> None:  # noqa: ARG001
    put(f"{{{' '.join(sorted(_sure(member) for member in value))}")


def _put_dataclass(value: Any, put: Callable[[str], None], seen: _Seen) -> None:
    if id(value) in seen:
        put(f"^{seen[id(value)][0]}")
        return
    seen[id(value)] = len(seen), value
    kind: Any = type(value)
    put(_name(value))
    for field in _fields(kind):
        _put(getattr(value, field), put, seen)


def _put_model(value: Any, put: Callable[[str], None], seen: _Seen) -> None:
    put(_name(value))
    for field in type(value).model_fields:
        _put(getattr(value, field), put, seen)


def _put_rare(value: Any, put: Callable[[str], None], seen: _Seen) -> None:
    name = _name(value)
    if isinstance(value, Watched):
        put(f"@{value.name}")
    elif isinstance(value, Mapping):
        put(f"{name}{{{len(value)}")
        for key, member in value.items():
            _put(key, put, seen)
            _put(member, put, seen)
    elif isinstance(value, np.ndarray) and value.dtype != object:
        put(f"{name} {value.dtype} {value.shape} {blake2b(value.tobytes()).hexdigest()}")
    elif isinstance(value, type):
        put(f"{value.__module__}.{value.__qualname__}")
    elif isinstance(value, partial):
        put(name)
        _put((value.func, value.args, value.keywords), put, seen)
    elif isinstance(value, MethodType):
        put(name)
        _put((value.__self__, value.__func__), put, seen)
    elif isinstance(value, FunctionType):
        put(f"{value.__module__}.{value.__qualname__} {value.__code__.co_firstlineno}")
        _put(tuple(cell.cell_contents for cell in value.__closure__ or ()), put, seen)
        _put((value.__defaults__, value.__kwdefaults__), put, seen)
    elif name.startswith(_OURS) and not isinstance(value, ModuleType) and hasattr(value, "__dict__"):
        put(name)
        _put(vars(value), put, seen)
    else:
        raise _Unknown(name)


_NAMES: dict[object, str] = {}


def _name(value: object) -> str:
    """The name of the type of a value."""
    kind: object = type(value)
    name = _NAMES.get(kind)
    if name is None:
        name = _NAMES[kind] = f"{type(value).__module__}.{type(value).__qualname__}"
    return name


@cache
def _fields(model: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(model))


def _sure(value: object) -> str:
    found = digest(value)
    if not found:
        raise _Unknown(type(value).__name__)
    return found


__all__ = ["Named", "digest"]
