"""A content folder of an older version becomes files with new bytes, all of them or none, or the problems in the way.

Nothing but the YAML of records and `casebook.yml` is touched. Whatever is put in is read again before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from county_casebook.layout.canonical import formatted
from county_casebook.library.folder import Standing, walk
from county_casebook.library.version import CURRENT, FILE, Version, version_of, written
from county_casebook.migrate.edits import NoRoom, inserted
from county_casebook.migrate.steps import STEPS
from county_casebook.problems import Location, Problem
from county_casebook.records import KINDS
from county_casebook.source import Refused, decode, location_in, read

_BOM = b"\xef\xbb\xbf"


class NotMigrated(Exception):
    """Why nothing is changed; `problems` say it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Change:
    """A file with its new bytes, and how many places of it change."""

    path: Path
    shown: str
    data: bytes
    places: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What brings a library forward: from which version, and every file that changes, the one with the version last."""

    version: int
    changes: tuple[Change, ...]

    @property
    def files(self) -> Mapping[Path, bytes]:
        return {change.path: change.data for change in self.changes}


def plan(root: Path) -> Plan:
    """Return what brings a content folder to the current version; raise NotMigrated when one of its files cannot be."""
    if not root.is_dir():
        raise NotMigrated(
            Problem(Location(root.name), "no-content", "没有 content 文件夹", "在项目根目录运行")
        )
    standing = walk(root)
    version = version_of(standing)
    if not version.number or version.number > CURRENT:
        raise NotMigrated(*version.problems)
    if version.number == CURRENT:
        return Plan(CURRENT, ())
    return Plan(version.number, (*_records(standing, version), _version_file(standing)))


def _records(standing: Standing, version: Version) -> Iterator[Change]:
    """Yield the records that change; everything in the way is raised at once."""
    changes, problems = [], list(standing.problems)
    for kind in KINDS:
        for path in standing.below(standing.root / kind):
            if path.suffix == ".yml":
                try:
                    changes.append(_forward(standing, kind, path, version.number))
                except Refused as refused:
                    problems.extend(refused.problems)
    if problems:
        raise NotMigrated(*problems)
    yield from (change for change in changes if change.places)


def _forward(standing: Standing, kind: str, path: Path, version: int) -> Change:
    """Return a record's file brought forward; raise Refused when it cannot be read, or what was put in cannot.

    A file as `casebook fmt` writes it stays one; of any other every byte that was there stays.
    """
    shown = standing.shown(path)
    try:
        before = data = path.read_bytes()
    except OSError as error:
        raise Refused(
            Problem(Location(shown), "unreadable", f"文件读不出来：{error.strerror}", "检查权限")
        ) from None
    places = 0
    for step in STEPS[version - 1 :]:
        read(data, shown)
        text = decode(data, shown)
        try:
            insertions = tuple(step(kind, text))
        except NoRoom as found:
            place = location_in(shown, tuple(text.splitlines()), found.line, found.column)
            raise Refused(
                Problem(place, "no-room", "这里加不进新的字段", "把它写在花括号里，或分行写")
            ) from None
        new = inserted(text, insertions).encode()
        data = (_BOM if data.startswith(_BOM) else b"") + new
        places += len(insertions)
    read(data, shown)
    if places and formatted(before, shown, KINDS[kind]).encode() == before:
        data = formatted(data, shown, KINDS[kind]).encode()
    return Change(path, shown, data, places)


def _version_file(standing: Standing) -> Change:
    """Return the file that says the version, whatever else stands in it kept."""
    path = standing.root / FILE
    shown = standing.shown(path)
    if path not in standing.sizes:
        return Change(path, shown, written().encode(), 1)
    data = path.read_bytes()
    document = read(data, shown)
    text = decode(data, shown)
    line, column = document.marks[("schema_version",)]
    lines = text.splitlines(keepends=True)
    old = lines[line - 1]
    value = str(document.value["schema_version"]) if isinstance(document.value, dict) else ""
    lines[line - 1] = f"{old[: column - 1]}{old[column - 1 :].replace(value, str(CURRENT), 1)}"
    return Change(path, shown, (_BOM if data.startswith(_BOM) else b"") + "".join(lines).encode(), 1)


__all__ = ["Change", "NotMigrated", "Plan", "plan"]
