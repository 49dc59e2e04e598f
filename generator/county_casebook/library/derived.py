"""What follows from a whole library is computed once, and lives as long as the library does."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from county_casebook.library.library import Library

_V = TypeVar("_V")


def derived(compute: Callable[[Library], _V]) -> Callable[[Library], _V]:
    """Make a function of a library alone compute its value once for each; the value is kept on the library itself.

    So nothing is computed twice however many libraries are in use (the whole one and what readers see of it), and nothing
    outlives its library.
    """

    @wraps(compute)
    def value(library: Library) -> _V:
        known = library.derived
        if compute not in known:
            known[compute] = compute(library)
        return cast(_V, known[compute])

    return value


__all__ = ["derived"]
