"""The history of a library becomes which ids were used before, by what, and when that was removed or withdrawn.

An id that readers have seen never means another record. What follows from the newest commit alone is kept from run to run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby

from county_casebook.cache.shelf import Shelf
from county_casebook.changes.since import key_of
from county_casebook.git.history import Happening, Past, happenings
from county_casebook.library.change_files import is_of_changes

_STATUS = re.compile(rb"^status:[ \t]*+[\"']?([a-z]++)", re.MULTILINE)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Use:
    """How an id was used: the file from the content folder and its content, until a commit of a day removed or withdrew it."""

    name: str
    blob: str
    commit: str
    day: str


@dataclass(frozen=True, slots=True)
class Former:
    """What the commits tell, by key: records that were removed, those that were withdrawn, and what there is at the newest commit.

    Of the first two only those that readers have seen. `held` holds file, content, and the day it was changed last; `hidden` the keys
    of those in it that readers have seen and see no more; `listed` the commits that wrote the list of changes, each with its day:
    the last two, or the only one.
    """

    removed: Mapping[str, Use] = field(default_factory=dict)
    withdrawn: Mapping[str, Use] = field(default_factory=dict)
    held: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    listed: tuple[tuple[str, str], ...] = ()


def former(past: Past, shelf: Shelf | None = None) -> Former:
    """Return what the commits up to the newest tell; raise GitFault. `shelf` keeps it for that commit."""
    kept = shelf.get(past.head) if shelf else None
    if kept:
        told = json.loads(kept)
        removed, withdrawn = (_again(told[name]) for name in ("removed", "withdrawn"))
        held = {key: tuple(each) for key, each in told["held"].items()}
        listed = tuple((commit, day) for commit, day in told["listed"])
        return Former(removed, withdrawn, held, tuple(told["hidden"]), listed)
    found = _found(past, list(happenings(past)))
    if shelf:
        shelf.put(past.head, json.dumps(asdict(found)).encode())
        shelf.save([])
    return found


def _again(written: Mapping[str, Mapping[str, str]]) -> dict[str, Use]:
    return {key: Use(**use) for key, use in written.items()}


def _found(past: Past, told: list[Happening]) -> Former:
    of_records = [(key, each) for each in told if (key := key_of(each.name))]
    states = _states(past, (blob for _, each in of_records for blob in (each.before, each.after) if blob))
    shown = {key for key, each in of_records if states.get(each.after) == "published"}
    withdrawn = {
        key: _use(each, each.after) for key, each in of_records if states.get(each.after) == "withdrawn"
    }
    removed, held = _removed(of_records)
    listed = [(each.commit, each.day) for each in told if is_of_changes(each.name)]
    public = {key: use for key, use in removed.items() if key in shown or key in withdrawn}
    hidden = tuple(key for key, (_, blob, _) in held.items() if key in shown and states[blob] != "published")
    return Former(public, withdrawn, held, hidden, tuple(listed[-2:]))


def _removed(
    told: list[tuple[str, Happening]],
) -> tuple[dict[str, Use], dict[str, tuple[str, str, str]]]:
    """The records that were not there after some commit, the last time each; and those that are there after the newest."""
    removed: dict[str, Use] = {}
    held: dict[str, dict[str, tuple[str, str]]] = {}
    for _, group in groupby(told, key=lambda each: each[1].commit):
        changed = list(group)
        for key, each in changed:
            files = held.setdefault(key, {})
            files.pop(each.name, None)
            files.update({each.name: (each.after, each.day)} if each.after else {})
        removed.update({key: _use(each, each.before) for key, each in changed if not held[key]})
    there = {key: next(iter(files.items())) for key, files in held.items() if files}
    return removed, {key: (name, blob, day) for key, (name, (blob, day)) in there.items()}


def _use(told: Happening, blob: str) -> Use:
    return Use(told.name, blob, told.commit, told.day)


def _states(past: Past, blobs: Iterable[str]) -> dict[str, str]:
    """The status that each content names; contents are read a thousand at once and let go."""
    found: dict[str, str] = {}
    wanted = list(dict.fromkeys(blobs))
    for start in range(0, len(wanted), _AT_ONCE):
        held = past.repository.contents(wanted[start : start + _AT_ONCE])
        found.update({blob: status_of(data) for blob, data in held.items()})
    return found


def status_of(data: bytes) -> str:
    """Return the status that a record's file names; empty where it names none."""
    match = _STATUS.search(data)
    return match[1].decode() if match else ""
