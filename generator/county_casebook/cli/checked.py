"""A content folder is read and checked for a command, and its records are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from county_casebook.build import Checked, check_content
from county_casebook.cache.folder import CacheFolder
from county_casebook.records import KINDS, Record


def checked(content: Path, *, cached: bool = False) -> Checked:
    """Check a content folder as the site beside it is configured; what is kept is kept beside the configuration."""
    from county_casebook.host.naming import may_name_persons

    beside = content.parent / "mkdocs.yml"
    cache = CacheFolder.beside(beside) if cached and beside.is_file() else None
    return check_content(content, named_persons=may_name_persons(content), cache=cache)


def counted(records: Iterable[Record]) -> str:
    """Return how many records there are of each kind."""
    counts = Counter(record.kind for record in records)
    return "，".join(f"{KINDS[kind].kind_name} {count}" for kind, count in counts.items()) or "还没有记录"
