"""What follows from a whole library, or from one record in it, is computed once, and lives as long as the library does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from county_casebook.library.library import Library
    from county_casebook.records import Record

_P = ParamSpec("_P")
_V = TypeVar("_V")
_R = TypeVar("_R", bound="Record")

DERIVED: dict[str, Callable[..., Any]] = {}
"""What is computed, by its name."""

KEPT: dict[str, tuple[type, ...]] = {}
"""What is computed for each record and kept from run to run, by its name: the dataclasses its values are made of."""


@dataclass(frozen=True, eq=False)
class Deriving:
    """What keeps the values that follow from it."""

    derived: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)

    def derive(self, compute: Callable[[Any], _V]) -> _V:
        """Return what a function finds of the library, found once: see `derived`."""
        if compute not in self.derived:
            self.derived[compute] = compute(self)
        return cast(_V, self.derived[compute])

    def derive_each(self, compute: Callable[[Any, _R], _V], record: _R) -> _V:
        """Return what a function finds of a record of the library, found once: see `derived_each`."""
        found = self.derived.setdefault(compute, {})
        if record.key not in found or found[record.key][0] is not record:
            found[record.key] = record, compute(self, record)
        return cast(_V, found[record.key][1])

    def derive_piece(self, compute: Callable[..., _V], record: Any, more: tuple[Any, ...]) -> _V:
        """Return what a function finds of a record and what else it is given: see `piece`."""
        return compute(self, record, *more)


def derived(compute: Callable[[Library], _V]) -> Callable[[Library], _V]:
    """Make a function of a library alone compute its value once for each; the value is kept on the library itself.

    So nothing is computed twice however many libraries are in use (the whole one and what readers see of it), and nothing
    outlives its library.
    """
    DERIVED[name_of(compute)] = compute

    @wraps(compute)
    def value(library: Library) -> _V:
        return library.derive(compute)

    return value


def derived_each(compute: Callable[[Library, _R], _V]) -> Callable[[Library, _R], _V]:
    """Make a function of a library and one of its records compute its value once for each record."""
    DERIVED[name_of(compute)] = compute

    @wraps(compute)
    def value(library: Library, record: _R) -> _V:
        return library.derive_each(compute, record)

    return value


def kept_each(
    *parts: type,
) -> Callable[[Callable[[Library, _R], _V]], Callable[[Library, _R], _V]]:
    """Do as `derived_each`, for values that are kept from run to run, so that nobody opens the record for them.

    They are made of texts, whole numbers, yes and no, nothing, tuples and these dataclasses; any other is computed each time.
    """

    def kept(compute: Callable[[Library, _R], _V]) -> Callable[[Library, _R], _V]:
        KEPT[name_of(compute)] = parts
        return derived_each(compute)

    return kept


def piece(compute: Callable[Concatenate[Any, _R, _P], _V]) -> Callable[Concatenate[Any, _R, _P], _V]:
    """Mark a function of a library, a record and more that gives a part of a larger value.

    It is computed whenever it is called, for the larger value is found once; where a library is edited again and again, only
    for records that changed (`EditedLibrary`). What else it is given stays the same object while what it was read from does.
    """

    @wraps(compute)
    def value(library: Any, record: _R, *more: _P.args, **named: _P.kwargs) -> _V:
        assert not named
        return cast(_V, library.derive_piece(compute, record, more))

    return cast("Callable[Concatenate[Any, _R, _P], _V]", value)


def name_of(compute: Callable[..., Any]) -> str:
    """Return the name of what is computed."""
    return f"{compute.__module__}.{compute.__qualname__}"


__all__ = ["DERIVED", "KEPT", "Deriving", "derived", "derived_each", "kept_each", "name_of", "piece"]
