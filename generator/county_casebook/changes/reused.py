"""What ids were used for before becomes what is wrong with the library: an id that means another record now, an address that leads nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from county_casebook.changes.former import Former, Use, status_of
from county_casebook.changes.texts import likeness
from county_casebook.git.history import Past
from county_casebook.library.library import Library
from county_casebook.problems import Location, Problem
from county_casebook.records import Record, gist
from county_casebook.source import Refused, read

REUSED, LOST = "reused-id", "lost-address"
_SAME = 0.5
"""How alike the names of a record must be, or else all it says, to be the same record that was corrected."""
_NAMING = ("title", "code", "area", "helper", "helped", "county", "place")
"""The fields by which one record of a kind is told from another; the first of them alone where there is one."""


def reused(library: Library, past: Past, former: Former) -> Iterator[Problem]:
    """Yield an error for each record whose id meant another one that readers have seen. Raises GitFault."""
    found = list(_used_before(library, former))
    held = past.repository.contents(use.blob for _, use, _ in found)
    for record, use, what in found:
        if not _is_same(record, held[use.blob]):
            said = (
                f"编号 {record.id} 以前是另一条：{use.name} 在 {use.day} 的提交 {use.commit[:8]} 里{what}了"
            )
            yield Problem(Location(record.path), REUSED, said, _OTHER_ID)


_OTHER_ID = "换一个编号（文件名）；其实是同一条的，取回原来的内容再改"


def _used_before(library: Library, former: Former) -> Iterator[tuple[Record, Use, str]]:
    """Yield the records whose ids were used before, with the use and what became of it."""
    for key, use in former.removed.items():
        if record := library.record(key):
            yield record, use, "删掉"
    for key, use in former.withdrawn.items():
        record = library.record(key)
        if record and record.status != "withdrawn":
            yield record, use, "撤回"


def lost(library: Library, past: Past, former: Former, root: str) -> Iterator[Problem]:
    """Yield a warning for each record that readers have seen and whose address leads nowhere now. Raises GitFault.

    `root` is the name of the content folder.
    """
    gone = {key: held for key, held in former.held.items() if not _is_there(library, key)}
    states = past.repository.contents(blob for _, blob, _ in gone.values())
    for key, (name, blob, _) in gone.items():
        if status_of(states[blob]) == "published" or key in former.hidden:
            yield _lost(library, root, name, key, "删掉了（还没有提交）")
    for key, use in former.removed.items():
        if key not in former.held and not _is_there(library, key):
            yield _lost(library, root, use.name, key, f"在 {use.day} 的提交 {use.commit[:8]} 里删掉了")


def _is_there(library: Library, key: str) -> bool:
    """Whether an address still shows a record, or leads on; one that could not be read has complained already."""
    known, record = (library.moved, library.withdrawn, library.broken), library.record(key)
    return bool(record and gist.is_published(record)) or any(key in held for held in known)


def _lost(library: Library, root: str, name: str, key: str, what: str) -> Problem:
    if record := library.record(key):
        said = f"发布过的 {key} 状态现在是 {record.status}，旧网址没有着落"
        return Problem(record.at("status"), LOST, said, _SEEN_BEFORE, "warning")
    hint = f"换了编号的，在新的一条写 former_ids: [{key.partition('/')[2]}]；撤回的，在 changes.yml 写撤回，或取回文件，状态写 withdrawn"
    return Problem(
        Location(f"{root}/{name}"), LOST, f"发布过的 {key} {what}，旧网址没有着落", hint, "warning"
    )


_SEEN_BEFORE = "撤回的，状态写 withdrawn，published 留着；没有撤回的，状态写回 published"


def _is_same(record: Record, data: bytes) -> bool:
    """Whether an earlier content of a file is that of the record as it is now, however it was corrected."""
    document = record._document
    before, now = _value(data), _value(document.data if document else b"")
    pairs = ((_name(before), _name(now)), (_words(before), _words(now)))
    return any(one and likeness(one, other) >= _SAME for one, other in pairs)


def _value(data: bytes) -> Mapping[str, Any]:
    """What a record's file holds; nothing where it cannot be read."""
    try:
        found = read(data, "").value
    except Refused:
        return {}
    return found if isinstance(found, dict) else {}


def _name(value: Mapping[str, Any]) -> str:
    named = [value[field] for field in _NAMING if field in value]
    return named[0] if named and isinstance(named[0], str) else json.dumps(named, ensure_ascii=False)


def _words(value: Any) -> str:
    """Every text of a value, but for its sources, which many records share."""
    if isinstance(value, dict):
        return "\n".join(_words(inside) for name, inside in value.items() if name != "sources")
    return "\n".join(map(_words, value)) if isinstance(value, list) else str(value)
