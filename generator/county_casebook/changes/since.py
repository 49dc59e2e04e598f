"""A version of the repository and the files as they are now become the records that changed between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from county_casebook.changes.fields import FieldChange, changed_fields
from county_casebook.changes.names import Names
from county_casebook.git import Change, Repository
from county_casebook.library.library import Library
from county_casebook.records import KINDS, Record
from county_casebook.records.reading import record_in

What = Literal["added", "changed", "published", "withdrawn", "removed", "unreadable"]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record and what became of it; `unreadable` when it cannot be read as it is now.

    `was_readable` is False for one that was written in another format before, so that its fields cannot be compared.
    """

    key: str
    kind_name: str
    title: str
    status: str
    path: str
    what: What
    fields: tuple[FieldChange, ...] = ()
    was_readable: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that changed, by kind and id, and the other files, by path."""

    records: tuple[RecordChange, ...]
    files: tuple[tuple[str, Change], ...]


def changes_since(repository: Repository, commit: str, content: Path, library: Library) -> Changes:
    """Compare a content folder, read as `library`, with what a commit holds of it; raise GitFault."""
    start = repository.name_of(content)
    found = repository.changed_since(commit, content)
    keys = {name: key for name in found if (key := key_of(name.removeprefix(f"{start}/")))}
    blobs = repository.files_at(commit, start)
    old = repository.contents(blobs[name] for name in keys if name in blobs)
    before = {keys[name]: record_in(old[blobs[name]], name, keys[name]) for name in keys if name in blobs}
    names = Names(library, {key: record for key, record in before.items() if record})
    paths = {key: name for name, key in keys.items() if found[name] != "removed"}
    told = (_told(key, paths.get(key), before, names) for key in sorted(set(keys.values()), key=_order))
    records = tuple(
        change for change in told if change.what != "changed" or change.fields or not change.was_readable
    )
    return Changes(records, tuple((name, change) for name, change in found.items() if name not in keys))


def key_of(name: str) -> str:
    """Return the key of the record that a path from the content folder holds; empty for any other file."""
    parts = name.split("/")
    is_record = parts[0] in KINDS and len(parts) > 1 and parts[-1].endswith(".yml")
    return f"{parts[0]}/{parts[-1].removesuffix('.yml')}" if is_record else ""


def _order(key: str) -> tuple[int, str]:
    return list(KINDS).index(key.partition("/")[0]), key


def _told(key: str, path: str | None, before: Mapping[str, Record | None], names: Names) -> RecordChange:
    kind_name = KINDS[key.partition("/")[0]].kind_name
    was, is_now = before.get(key), names.library.record(key) if path else None
    if is_now:
        what = _what(key in before, was, is_now)
        compared = changed_fields(was, is_now, names) if was else ()
        readable = was is not None or key not in before
        return RecordChange(
            key, kind_name, names.of(is_now), is_now.status, path or "", what, compared, readable
        )
    title, status = (names.of(was), was.status) if was else (key, "")
    return RecordChange(key, kind_name, title, status, path or "", "unreadable" if path else "removed")


def _what(was_there: bool, was: Record | None, is_now: Record) -> What:
    if not was_there:
        return "added"
    turned = is_now.status if was and was.status != is_now.status else ""
    return {"withdrawn": "withdrawn", "published": "published"}.get(turned, "changed")  # type: ignore[return-value]
