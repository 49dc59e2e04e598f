"""The words of a record as the search knows them: what its page says of every field, section by section.

A field that a page shows is searched, unless it is listed here with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.schema.walk import Field, Leaf, fields, leaves
from county_casebook.views.not_shown import reason_not_shown
from county_casebook.views.shapes import Passage
from county_casebook.views.told import line_of

_COUNTED = "怎样计数的设置，页面编成一句话；责任本身和数的是谁在内"

NOT_SEARCHED: Mapping[str, str] = {
    "*.published": "本站发布的日期，不是记录说的事",
    "*.updated": "本站更新的日期，不是记录说的事",
    "policies.duties.organizations": _COUNTED,
    "policies.duties.must_state": _COUNTED,
    "policies.duties.trainings": _COUNTED,
    "policies.duties.through_events.trained": _COUNTED,
}
"""By folder (`*`: every kind) and path of the field: what a page shows and the search does not find, with the reason."""

NO_WORDS: Mapping[str, str] = {
    "source": "来源的序号：所指的来源本身在内",
    "link": "网址是去处，不是词",
    "file": "文件名是去处，不是词",
}
"""By type of the field: what stands on a page as a link or a number and not as words."""


_HEAD = ("title", "summary", "keywords")
"""What a search document holds in fields of its own."""


@cache
def is_searched(folder: str, path: tuple[str, ...]) -> bool:
    """Return whether a record is found by the words of a field."""
    name = ".".join(path)
    listed = f"{folder}.{name}" in NOT_SEARCHED or f"*.{name}" in NOT_SEARCHED
    return not listed and not reason_not_shown(folder, path)


def fact_lines(library: Library, record: Record) -> Iterator[str]:
    """Yield the words of the fields that stand in no section of a record, a line for each value."""
    sectioned = {name for section in record.sections for name in section.fields}
    for field in fields(type(record)):
        if field.name not in sectioned and field.name not in _HEAD:
            yield from _lines(library, record, field)


def section_passages(library: Library, record: Record) -> Iterator[Passage]:
    """Yield a passage for each section of a record that says something."""
    declared = {field.name: field for field in fields(type(record))}
    for section in record.sections:
        text = "\n".join(line for name in section.fields for line in _lines(library, record, declared[name]))
        if text:
            yield Passage(section.heading, text, section.id)


def part_lines(library: Library, record: Record, path: tuple[str, ...], part: BaseModel) -> Iterator[str]:
    """Yield the words of a part of a record, which the path of field names leads to."""
    for leaf in leaves(part, _has_words, path):
        names = tuple(name for name in leaf.path if isinstance(name, str))
        if is_searched(record.kind, names) and (line := line_of(leaf, library, record)):
            yield line


def _lines(library: Library, record: Record, field: Field) -> Iterator[str]:
    if not _has_words(field) or not is_searched(record.kind, (field.name,)):
        return
    value = getattr(record, field.name)
    for member in value if isinstance(value, tuple) else () if value is None else (value,):
        if isinstance(member, BaseModel):
            yield from part_lines(library, record, (field.name,), member)
        elif line := line_of(Leaf((field.name,), field, member), library, record):
            yield line


def _has_words(field: Field) -> bool:
    return field.type not in NO_WORDS
