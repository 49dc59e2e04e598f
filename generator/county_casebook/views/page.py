"""What a page is before it is put into the page shell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

_T = TypeVar("_T", covariant=True)


@dataclass(frozen=True, slots=True)
class Unit(Generic[_T]):
    """What is made together: `make` yields pages (or files), all of them at or below `url`; nothing is made before.

    Of several units whose addresses begin an address, the one with the longest makes it.
    """

    url: str
    make: Callable[[], Iterator[_T]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `title` and `description` are plain text, `body` and `head` HTML that is already safe.

    `url` is relative to the site's root and ends in `/`; the home page's is empty. `canonical` is the address of the page that
    holds the same, as deep below the root; empty for nearly all, which are their own.
    """

    url: str
    title: str
    description: str
    body: str
    section: str = ""
    head: str = ""
    canonical: str = ""

    @property
    def root(self) -> str:
        """The way from this page to the site's root."""
        return root_of(self.url)


PageUnit: TypeAlias = Unit[Page]


def made_by(units: Iterable[Unit[_T]]) -> Iterator[_T]:
    """Yield all that units make, in order."""
    for unit in units:
        yield from unit.make()


def root_of(url: str) -> str:
    return "../" * url.count("/")
