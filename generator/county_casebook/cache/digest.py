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
    elif kind in _PLAIN:
        put(f"{kind.__name__} {value!r}")
    elif kind in (tuple, list):
        put(f"({len(value)}")
        for member in value:
            _put(member, put, seen)
    else:
        _put_other(value, put, seen)


def _put_other(value: Any, put: Callable[[str], None], seen: _Seen) -> None:
    name = _name(value)
    if isinstance(value, Named):
        put(f"@{name} {value.digest_name}")
    elif isinstance(value, (str, int, Enum, PurePath)):
        put(f"{name} {value!r}")
    elif isinstance(value, tuple):
        put(f"{name}({len(value)}")
        for member in value:
            _put(member, put, seen)
    elif isinstance(value, (set, frozenset)):
        put(f"{{{' '.join(sorted(_sure(member) for member in value))}")
    elif id(value) in seen:
        put(f"^{seen[id(value)][0]}")
    elif is_dataclass(value) and not isinstance(value, type):
        seen[id(value)] = len(seen), value
        put(name)
        for field in _fields(type(value)):
            _put(getattr(value, field), put, seen)
    elif isinstance(value, BaseModel):
        put(name)
        for field in type(value).model_fields:
            _put(getattr(value, field), put, seen)
    else:
        _put_rare(value, name, put, seen)


def _put_rare(value: Any, name: str, put: Callable[[str], None], seen: _Seen) -> None:
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
