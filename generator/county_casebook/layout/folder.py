"""A content folder becomes its YAML files, each with what it should hold and how it would be written in the one form."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from pydantic import BaseModel

from county_casebook.layout.canonical import formatted
from county_casebook.library.change_files import CHANGES, EARLIER
from county_casebook.library.content import Content
from county_casebook.library.folder import walk
from county_casebook.library.load import yaml_files
from county_casebook.library.version import FILE, Declared, version_of
from county_casebook.problems import Location, Problem
from county_casebook.records import KINDS
from county_casebook.records.change import Change
from county_casebook.records.vocabulary import VOCABULARIES, Lead, Synonyms, Term, Waiver
from county_casebook.source import Refused

LISTS: dict[str, type[BaseModel]] = {**dict.fromkeys(VOCABULARIES, Term), "synonyms": Synonyms, "leads": Lead}
"""What each file of `content/vocabulary` lists."""
_ALONE: dict[str, type[BaseModel]] = {"waivers.yml": Waiver, CHANGES: Change, FILE: Declared}
_NOT_ASKED = ("stray-file", "bad-id")
"""What `casebook check` says of a folder and is no obstacle to writing its YAML."""


@dataclass(frozen=True, slots=True)
class Found:
    """The YAML files of a content folder with their models, and why something in it is none that can be written."""

    files: dict[Path, type[BaseModel] | None] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A file's bytes, and what they are in the one form."""

    path: Path
    shown: str
    before: bytes
    after: bytes

    @property
    def is_it(self) -> bool:
        return self.before == self.after

    def difference(self) -> Problem:
        """Return the problem of the first line that is written otherwise."""
        if self.before.startswith(b"\xef\xbb\xbf"):
            return self._problem(1, 1, "", "文件头有 BOM")
        old, new = self.before.decode().split("\n"), self.after.decode().split("\n")
        lines = enumerate(zip_longest(old, new), 1)
        number, (was, now) = next((line, pair) for line, pair in lines if pair[0] != pair[1])
        if was is not None and "\r" in was:
            line = was.split("\r", 1)[0]
            return self._problem(number, len(line) + 1, line, "换行不是 LF")
        if now == "" and number == len(old) + 1:
            return self._problem(number - 1, len(old[-1]) + 1, old[-1], "文件末尾少一个换行")
        if now is None and was == "":
            return self._problem(number - 1, 1, "", "文件末尾多了空行")
        same = zip_longest(was or "", now or "")
        column = next((place for place, (one, other) in enumerate(same, 1) if one != other), 1)
        return self._problem(number, column, was or "", _instead(was, now))

    def _problem(self, line: int, column: int, text: str, said: str) -> Problem:
        place = Location(self.shown, line, column, text)
        return Problem(place, "layout", f"写法不统一：{said}", "运行 casebook fmt")


def _instead(was: str | None, now: str | None) -> str:
    """Return what should stand in a line, None being the end of a file."""
    if now is None or (not now and was):
        return "文件在这里应当结束" if now is None else "这里应是空行"
    if was is None:
        return f"文件还没完，接着应是“{_short(now)}”"
    return f"这里应是“{_short(now)}”"


def _short(line: str) -> str:
    words = line.strip()
    return words if len(words) <= 60 else f"{words[:60]}…"


def yaml_in(root: Path) -> Found:
    """Return the YAML files of a content folder; none, with the reason, when it is of another version of the format."""
    content = Content(root)
    content.standing = walk(root)
    if of_version := version_of(content.standing).problems:
        return Found(problems=of_version)
    files: dict[Path, type[BaseModel] | None] = {}
    for kind, model in KINDS.items():
        files |= dict.fromkeys(yaml_files(content, root / kind), model)
    files |= {path: LISTS.get(path.stem) for path in yaml_files(content, root / "vocabulary")}
    files |= dict.fromkeys(yaml_files(content, root / EARLIER), Change)
    files |= {root / name: model for name, model in _ALONE.items() if root / name in content.standing.sizes}
    told = (*content.problems, *content.standing.problems)
    return Found(files, tuple(problem for problem in told if problem.rule not in _NOT_ASKED))


def form_of(root: Path, path: Path, model: type[BaseModel] | None) -> Form:
    """Return a file and its form; raise Refused with every problem that keeps it from being read."""
    shown = path.relative_to(root.parent).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(Location(shown), "unreadable", f"文件读不出来：{error.strerror}", "检查权限")
        raise Refused(problem) from None
    return Form(path, shown, data, formatted(data, shown, model).encode())


__all__ = ["LISTS", "Form", "Found", "form_of", "yaml_in"]
