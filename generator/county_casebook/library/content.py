"""What is read from a content folder: records, vocabularies, pages, files, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar, cast

from county_casebook.library.folder import Standing, StoredFile
from county_casebook.library.handwritten import WrittenPage
from county_casebook.library.known import Known
from county_casebook.library.memory import Given, Memory
from county_casebook.library.sweep import Sighting
from county_casebook.places.divisions import Divisions, real_divisions
from county_casebook.problems import Location, Problem
from county_casebook.records import KINDS, Record
from county_casebook.records.vocabulary import VOCABULARIES, Synonyms
from county_casebook.source import Document, Refused, read

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term or a waiver with the document it was written in."""

    value: Any
    document: Document
    position: int

    def at(self, *path: str | int) -> Location:
        return self.document.location((self.position, *path))


@dataclass
class Content:
    """Everything read from one content folder; `broken` holds the keys of records that could not be read.

    Of a library in another version of the format nothing is read: `problems` say why, and `is_other_version` that it is so.
    """

    root: Path
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    vocabulary: dict[str, dict[str, Entry]] = field(
        default_factory=lambda: {name: {} for name in VOCABULARIES}
    )
    synonyms: tuple[Synonyms, ...] = ()
    leads: tuple[Entry, ...] = ()
    waivers: tuple[Entry, ...] = ()
    changes: tuple[Entry, ...] = ()
    pages: dict[str, WrittenPage] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    personal_data: tuple[Sighting, ...] = ()
    facts: frozenset[str] = frozenset()
    divisions: Divisions = field(default_factory=real_divisions)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    is_other_version: bool = False
    standing: Standing = field(init=False)
    memory: Memory | None = None
    known: Known | None = None

    def __post_init__(self) -> None:
        self.standing = Standing(self.root)

    @property
    def unfinished(self) -> frozenset[str]:
        """The keys of drafts that only lack something: nothing in them is wrong, and they cannot be read yet."""
        levels: dict[str, set[str]] = {}
        for problem in self.problems:
            levels.setdefault(problem.location.path, set()).add(problem.level)
        paths = [PurePosixPath(path) for path, found in levels.items() if found == {"unfinished"}]
        return frozenset(self.broken) & {f"{path.parts[1]}/{path.stem}" for path in paths}

    def shown(self, path: Path) -> str:
        """The path as messages show it."""
        return self.standing.shown(path)

    def refuse(self, path: Path, rule: str, message: str, hint: str) -> None:
        """Note what is wrong with a file or folder as such."""
        self.problems.append(Problem(Location(self.shown(path)), rule, message, hint))

    def bytes_of(self, path: Path) -> bytes | None:
        """Return what a file holds; None, with the reason among the problems, when it cannot be read."""
        try:
            data = path.read_bytes()
        except OSError as error:
            self.refuse(path, "unreadable", f"文件读不出来：{error.strerror}", "检查权限")
            return None
        if self.known:
            self.known.looked_at(self.shown(path), data)
        return data

    def document(self, path: Path, data: bytes | None = None) -> Document | None:
        """Read a YAML file; None, with the reasons among the problems, when it cannot be read."""
        data = self.bytes_of(path) if data is None else data
        try:
            return None if data is None else read(data, self.shown(path))
        except Refused as refused:
            self.problems.extend(refused.problems)
        return None

    def given(self, use: str, path: Path, read: Callable[[Content, Path], _T], *beside: Path) -> _T:
        """Return what reading a file gives, and take over what it found wrong; from memory when nothing changed since."""
        if not self.memory:
            return read(self, path)

        def anew() -> Given:
            alone = Content(self.root)
            alone.standing = self.standing
            return Given(read(alone, path), alone.problems, alone.broken)

        given = self.memory.given(use, path, self.standing, anew, *beside)
        self.problems.extend(given.problems)
        self.broken.update(given.broken)
        return cast("_T", given.value)
