"""The folder of the caches, beside a site's configuration; it may be deleted at any time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from county_casebook.cache.code import code_version
from county_casebook.cache.shelf import Shelf

CACHE = ".cache/casebook"


@dataclass(frozen=True, slots=True)
class CacheFolder:
    """Where results are kept."""

    path: Path

    @classmethod
    def beside(cls, configuration: Path) -> CacheFolder:
        """The folder of the site that a file configures."""
        return cls(configuration.parent / CACHE)

    def shelf(self, name: str, also: str = "", themes: Iterable[Path] = ()) -> Shelf:
        """Return what is kept under a name and was made by the same code and theme folders; `also` is what else all follows from."""
        return Shelf(self.path / name, f"{code_version(themes)} {also}")


__all__ = ["CACHE", "CacheFolder"]
