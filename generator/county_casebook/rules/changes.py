"""Rules on the list of changes: it names records by what they are, and says of each what is so."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.content import Entry
from county_casebook.library.library import Library
from county_casebook.problems import did_you_mean
from county_casebook.records import KINDS
from county_casebook.rules.rule import Finding, error
from county_casebook.schema.fields import ID_PATTERN


@error
def change_of_nothing(library: Library) -> Iterator[Finding]:
    """更正和补充的记录必须存在；写了撤回的，文件必须已经删掉，也不是换了编号。"""
    for entry in library.changes:
        key, what = entry.value.record, entry.value.what
        if fault := _misnamed(key):
            yield entry.at("record"), fault, "写成 类别/编号，如 cases/xinchang-rd"
        elif what == "withdrawn" and (record := library.record(key)):
            yield entry.at("record"), f"{key} 还在 {record.path}", _STILL_THERE
        elif what == "withdrawn" and key in library.moved:
            yield entry.at("record"), f"{key} 是换了编号，现在是 {library.moved[key]}", _NOT_GONE
        elif what != "withdrawn" and not library.record(key) and key not in library.broken:
            yield entry.at("record"), f"没有 {key} 这条记录", _instead(library, entry)


_NOT_GONE = "没有撤回的，这一条删掉；真的撤回了，从那一条的 former_ids 里去掉"
_STILL_THERE = "文件还留着的，在记录里写 status: withdrawn 和 withdrawal，这一条删掉"


def _misnamed(key: str) -> str:
    kind, _, record_id = key.partition("/")
    return "" if kind in KINDS and ID_PATTERN.fullmatch(record_id) else f"“{key}”不是一条记录"


def _instead(library: Library, entry: Entry) -> str:
    key = entry.value.record
    if key in library.moved:
        return f"编号换过了，写 {library.moved[key]}"
    return did_you_mean(key, [record.key for record in library.records()]) or "检查拼写"
