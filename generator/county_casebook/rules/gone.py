"""Rules on records that were withdrawn, or have another id than before: their addresses go on telling what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.records import Record
from county_casebook.rules.rule import Finding, error, final
from county_casebook.schema.fields import NOT_STATED, CoarseDate


@error
def withdrawn_without_reason(record: Record) -> Iterator[Finding]:
    """已撤回的记录要写哪一天、为什么撤回；没有撤回的不写。"""
    if record.status == "withdrawn" and not record.withdrawal:
        hint = "补上 withdrawal: 下面写 date 和 reason"
        yield record.at("status"), "状态是 withdrawn，没有写哪一天、为什么撤回", hint
    elif record.withdrawal and record.status != "withdrawn":
        said = f"写了撤回，状态却是 {record.status}"
        yield record.at("withdrawal", key=True), said, "状态改成 withdrawn，或删掉 withdrawal"


@error
def withdrawn_before_published(record: Record) -> Iterator[Finding]:
    """撤回日期不得早于发布日期。"""
    told, published = record.withdrawal, record.published
    day = told.date if told else NOT_STATED
    if isinstance(day, CoarseDate) and published and day.last_day < published.first_day:
        yield record.at("withdrawal", "date"), f"撤回 {day} 早于发布 {published}", "检查两个日期"


@final
def former_id_in_use(library: Library, record: Record) -> Iterator[Finding]:
    """曾用编号只属于一条记录：不得是现有记录的编号，也不得写在两条记录里；不能例外。"""
    for position, former in enumerate(record.former_ids):
        key = f"{record.kind}/{former}"
        holder = library.record(key)
        if former == record.id:
            yield record.at("former_ids", position), f"{former} 就是它现在的编号", "删掉这一个"
        elif holder:
            said = f"{former} 又是 {holder.path} 的编号"
            yield record.at("former_ids", position), said, "那一条换一个编号：一个编号永远只指一条记录"
        elif library.moved[key] != record.key:
            said = f"{former} 也写在 {library.moved[key]} 的曾用编号里"
            yield record.at("former_ids", position), said, "只留在它真正的那一条里"
