"""The list of changes is held against the commits: what of the records readers see was changed, and is told there or not.

The list begins with the commit that first holds it; what changed before stands in none. Each writing tells what changed since the
one before, so that what changed since the last one wants an entry that this one did not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from county_casebook.changes.fields import FieldChange, changed_fields
from county_casebook.changes.former import Former
from county_casebook.changes.names import Names
from county_casebook.changes.since import key_of
from county_casebook.git.history import Past, differing
from county_casebook.library.change_files import CHANGES, EARLIER, is_of_changes
from county_casebook.library.content import Entry
from county_casebook.library.library import Library
from county_casebook.problems import Location, Problem
from county_casebook.records import Record
from county_casebook.records.reading import record_in
from county_casebook.records.record import OF_STATE
from county_casebook.source import Refused, read
from county_casebook.yaml_plain import Value

UNTOLD, UNSEEN = "untold-change", "unseen-change"
_SHOWN = 3
_NAMED = ("date", "record", "what")


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that readers see and saw before, and what it tells otherwise now."""

    record: Record
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the list was written once: the commit with its day, the records, the entries added."""

    commit: str
    day: str
    changed: Mapping[str, Changed]
    entries: tuple[Entry, ...]

    @property
    def words(self) -> str:
        return f"{self.day} 的提交 {self.commit[:8]} 以后"


def since_listed(library: Library, root: Path, past: Past, former: Former) -> tuple[Since, ...]:
    """Return what changed since the list was written the time before last, and the last; nothing where no commit holds one. Raises GitFault."""
    return tuple(_since(library, root, past, *listed) for listed in former.listed)


def _since(library: Library, root: Path, past: Past, commit: str, day: str) -> Since:
    before = {name: blob for name, blob in differing(root, commit).items() if blob and key_of(name)}
    contents = past.repository.contents(before.values())
    names = Names(library)
    told = (
        _changed(library.record(key_of(name)), contents[blob], name, names) for name, blob in before.items()
    )
    return Since(commit, day, {one.record.key: one for one in told if one}, _new(library, past, commit))


def missing(listed: Iterable[Since]) -> Mapping[str, tuple[Since, Changed]]:
    """Return what no entry tells, by key: what changed since a writing, without an entry that was added since."""
    found: dict[str, tuple[Since, Changed]] = {}
    for since in listed:
        told = {entry.value.record for entry in since.entries}
        for key, changed in since.changed.items():
            if key not in told:
                found.setdefault(key, (since, changed))
    return found


def _changed(record: Record | None, data: bytes, name: str, names: Names) -> Changed | None:
    """What a record tells otherwise than before; None where nothing of it, or readers did not see it then and now."""
    was = record_in(data, name, record.key) if record else None
    if not record or not was or not (record.is_published and was.is_published):
        return None
    found = tuple(change for change in changed_fields(was, record, names) if change.path[0] not in OF_STATE)
    return Changed(record, found) if found else None


def _new(library: Library, past: Past, commit: str) -> tuple[Entry, ...]:
    """The entries that the list of a commit did not hold, in whatever words."""
    known, found = _known(past, commit), []
    for entry in library.changes:
        named = tuple(str(getattr(entry.value, name)) for name in _NAMED)
        if named in known:
            known.remove(named)
        else:
            found.append(entry)
    return tuple(found)


def _known(past: Past, commit: str) -> list[tuple[str, ...]]:
    """What the entries of a commit's list name; nothing where it cannot be read."""
    git = past.repository.git
    listed = git.ask("ls-tree", "-z", "--name-only", commit, f"./{CHANGES}", f"./{EARLIER}/").entries
    answers = (git.ask("cat-file", "blob", f"{commit}:./{name}") for name in listed if is_of_changes(name))
    entries = (entry for answer in answers if answer.code == 0 for entry in _entries(answer.out))
    return [tuple(str(entry.get(name)) for name in _NAMED) for entry in entries]


def _entries(data: bytes) -> list[dict[str, Value]]:
    try:
        held = read(data, CHANGES).value
    except Refused:
        return []
    return [entry for entry in held if isinstance(entry, dict)] if isinstance(held, list) else []


def untold(library: Library, root: Path, past: Past, former: Former) -> Iterator[Problem]:
    """Yield a warning for each change that the list does not tell, and for each entry of it that tells of none. Raises GitFault."""
    listed = since_listed(library, root, past, former)
    for since, changed in missing(listed).values():
        yield Problem(Location(changed.record.path), UNTOLD, _untold(since, changed), _HINT, "warning")
    for since in listed[:1]:
        for entry in since.entries:
            if fault := _unseen(since, entry):
                yield Problem(entry.at("record"), UNSEEN, fault, _NOT_CHANGED, "warning")


_HINT = "运行 casebook changes 记上，再把话改顺"
_NOT_CHANGED = "检查是哪一条、哪一天；没有改就删掉这一条"


def _untold(since: Since, changed: Changed) -> str:
    places = list(dict.fromkeys(change.where for change in changed.fields))
    more = " 等" if len(places) > _SHOWN else ""
    return f"{since.words}改了 {'、'.join(places[:_SHOWN])}{more}，{CHANGES} 里没有说"


def _unseen(since: Since, entry: Entry) -> str:
    change = entry.value
    if change.what == "withdrawn":
        return ""
    if change.record not in since.changed:
        return f"{since.words}，{change.record} 给读者看的内容没有改过"
    is_early = str(change.date.last_day) < since.day
    return f"日期 {change.date} 早于上次记的 {since.day}" if is_early else ""
