"""A folder in which only records were edited is what it was, with those records in their places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from county_casebook.library.content import Content
from county_casebook.library.sweep import sweep_file
from county_casebook.records import KINDS


def reread(content: Content, load: Callable[[Content, str, Path], None]) -> Content | None:
    """Return what a folder gives when its last reading found nothing wrong and since then only records changed.

    None where anything else may have happened, and where a record that changed has anything wrong with it: then all is
    looked at. `load` reads the record of a kind and a file into a content.
    """
    memory = content.memory
    before = memory.last if memory else None
    if not memory or not isinstance(before, Content) or memory.edited is None or not _is_sound(before):
        return None
    read = Content(content.root, memory=memory)
    read.standing = content.standing
    for path in memory.edited:
        kind = path.relative_to(content.root).parts[0]
        held = before.records.get(kind, {}).get(path.stem)
        if path.suffix != ".yml" or not held or held.path != content.shown(path):
            return None
        load(read, kind, path)
        if path.stem not in read.records[kind] or sweep_file(content.standing, path, memory):
            return None
    if not _is_sound(read):
        return None
    records = {kind: {**before.records[kind], **read.records[kind]} for kind in KINDS}
    found = replace(before, records=records, memory=memory)
    found.standing = content.standing
    return found


def _is_sound(content: Content) -> bool:
    return not (content.problems or content.broken or content.personal_data or content.is_other_version)


__all__ = ["reread"]
