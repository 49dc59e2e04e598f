"""A content folder says which version of the content's format it is written in, or a problem says what to do about it.

The version stands in `content/casebook.yml`; a library without that file is of version 1, from before there were versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from county_casebook.library.folder import Standing
from county_casebook.problems import Location, Problem
from county_casebook.records import KINDS
from county_casebook.records.record import Part
from county_casebook.schema.fields import Count
from county_casebook.schema.refusals import model_problems
from county_casebook.source import Document, Refused, read

CURRENT = 3
"""The version this program reads and writes; `migrate/steps.py` holds the way from each earlier one to the next."""

FILE = "casebook.yml"


class Declared(Part):
    """What `content/casebook.yml` says."""

    schema_version: Count = Field(
        title="内容格式",
        description="内容按哪一版格式写的；由 casebook init 和 casebook migrate 写，不要自己改。",
    )


_CHANGED_SINCE_1 = re.compile(
    rb"^(?:results|indicators):(?![ ]*\[\])|^status:[ ]*[\"']?withdrawn(?![\s\S]*^withdrawal:)", re.MULTILINE
)
"""What a record of version 1 may hold that is written otherwise now."""


@dataclass(frozen=True, slots=True)
class Version:
    """The version a library is written in (0: not known), and why it cannot be read as it is; no problem: it can."""

    number: int
    problems: tuple[Problem, ...] = ()


def written(version: int = CURRENT) -> str:
    """Return the text of the file for a library of a version."""
    return (
        f"# 内容按哪一版格式写的。程序升级后由 casebook migrate 改，不要自己改。\nschema_version: {version}\n"
    )


def version_of(standing: Standing) -> Version:
    """Return the version of a content folder; one without the file and without anything that changed since 1 is as good as new."""
    path = standing.root / FILE
    if path not in standing.sizes:
        is_older = any(_CHANGED_SINCE_1.search(_bytes(record)) for record in _records(standing))
        return _judged(1, Location(standing.root.name)) if is_older else Version(CURRENT)
    try:
        document = read(path.read_bytes(), standing.shown(path))
        number = max(1, Declared.model_validate(document.value).schema_version)
    except Refused as refused:
        return Version(0, refused.problems)
    except ValidationError as error:
        return Version(0, tuple(model_problems(error, Declared, document)))
    except OSError as error:
        problem = Problem(
            Location(standing.shown(path)), "unreadable", f"文件读不出来：{error.strerror}", "检查权限"
        )
        return Version(0, (problem,))
    return _judged(number, _place(document))


def _records(standing: Standing) -> Iterator[Path]:
    for kind in KINDS:
        yield from (path for path in standing.below(standing.root / kind) if path.suffix == ".yml")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _place(document: Document) -> Location:
    return document.location(("schema_version",))


def _judged(number: int, place: Location) -> Version:
    if number < CURRENT:
        said = f"内容是第 {number} 版格式，现在是第 {CURRENT} 版；改好以前不检查别的"
        return Version(number, (Problem(place, "older-schema", said, "运行 casebook migrate，再检查"),))
    if number > CURRENT:
        said = f"内容是第 {number} 版格式，这个程序只认到第 {CURRENT} 版"
        return Version(number, (Problem(place, "newer-schema", said, "升级 casebook"),))
    return Version(number)


__all__ = ["CURRENT", "FILE", "Declared", "Version", "version_of", "written"]
