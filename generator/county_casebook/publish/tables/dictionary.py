"""Every column of every table in words: the data dictionary, as lines of a file and of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from county_casebook.publish.tables.columns import Column, Table
from county_casebook.publish.tables.sets import all_tables, data_sets
from county_casebook.records.vocabulary import VOCABULARIES

TITLES = ("表", "表名", "列", "列名", "类型", "说明", "可取的值", "指向的表")

TYPES: Mapping[str, str] = {
    "text": "文字",
    "code": "代码（文字）",
    "date": "日期（年、年-月或年-月-日）",
    "choice": "几个固定值之一",
    "number": "数",
    "integer": "整数",
    "list": "几个值",
}
"""The types of columns, in words."""


def column_lines() -> Iterator[tuple[str, ...]]:
    """Yield a line a column, under `TITLES`."""
    for table in all_tables():
        for column in table.columns:
            yield (table.title, table.name, *column_words(column))


def column_words(column: Column) -> tuple[str, ...]:
    """Return a column in words: its title, its name, its type, what it means, its values, where its ids lead."""
    return (
        column.title,
        column.name,
        TYPES[column.type],
        column.description,
        _choices(column),
        _leads_to(column),
    )


def _choices(column: Column) -> str:
    """The values it may have, each with its word unless the description says what they mean."""
    known = column.choices or {}
    is_told = all(value in column.description for value in known)
    return "；".join(
        value if is_told or value == word else f"{value} {word}" for value, word in known.items()
    )


def _leads_to(column: Column) -> str:
    titles = {each.name: each.title for each in data_sets()}
    named = column.references or ((column.table,) if column.table else ())
    return "、".join(titles.get(name) or VOCABULARIES.get(name) or _title(name) for name in named)


def _title(name: str) -> str:
    """The title of a table that is no set; any record where a key may be one of any kind."""
    found: dict[str, Table] = {table.name: table for table in all_tables()}
    return found[name].title if name in found else "任何一类记录"


__all__ = ["TITLES", "TYPES", "column_lines", "column_words"]
