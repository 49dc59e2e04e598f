"""An editors' pick: cases that belong together, in the order in which they are best read."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from county_casebook.records.record import Record
from county_casebook.schema.fields import CaseId, Plain, Prose, Several
from county_casebook.schema.sections import Section


class Collection(Record):
    """A title, an introduction and cases in order."""

    kind: ClassVar[str] = "collections"
    kind_name: ClassVar[str] = "选编"

    sections: ClassVar[tuple[Section, ...]] = (
        Section("introduction", "导言", ("introduction",)),
        Section("cases", "按这个顺序读", ("cases",)),
        Section("sources", "来源", ("sources",), compared=False),
    )
    newest_first: ClassVar[bool] = True

    title: Plain = Field(
        title="标题", description="这一组案例讲的是什么；最好不超过 30 字，最多 40 字。", max_length=40
    )
    summary: Plain = Field(title="摘要", description="一两句话，不超过 120 字。", max_length=120)
    introduction: Prose = Field(title="导言", description="为什么放在一起读、先看什么；Markdown。")
    cases: Annotated[Several[CaseId], Field(min_length=2)] = Field(
        title="案例", description="案例的编号，至少两个，按阅读的先后排列。"
    )
