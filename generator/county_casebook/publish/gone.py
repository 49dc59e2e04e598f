"""The addresses of an edition that no longer show a record: which lead on, and which say that it was withdrawn.

They stand in no list, no search and no data but the list of them that is for a site's server.
"""

from __future__ import annotations

from collections.abc import Mapping

from county_casebook.library.edition import Edition
from county_casebook.library.gone import Withdrawn


def moved(edition: Edition) -> Mapping[str, str]:
    """Return the address that each of before leads to: the page of a record that readers see, or that says it was withdrawn."""
    library = edition.library
    return {
        f"{former}/": f"{key}/"
        for former, key in library.moved.items()
        if (library.record(key) or key in library.withdrawn) and not library.record(former)
    }


def withdrawn(edition: Edition) -> Mapping[str, Withdrawn]:
    """Return what is told at the address of each record that was withdrawn after it had been published."""
    return {f"{key}/": told for key, told in edition.library.withdrawn.items()}


def unlisted(edition: Edition) -> frozenset[str]:
    """Return the files of the pages at these addresses: no list of a site's pages names them."""
    return frozenset(f"{url}index.html" for url in (*moved(edition), *withdrawn(edition)))
