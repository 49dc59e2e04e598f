"""How fresh the library is, for whoever judges it by a day: `casebook health SITE`, and programs that watch the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from county_casebook.ledger.freshness import freshness
from county_casebook.library.edition import Edition


def health_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield `health/state.json`; nothing where the library has no record."""
    if any(edition.library.kinds.values()):
        told = asdict(freshness(edition.library))
        yield "health/state.json", json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
