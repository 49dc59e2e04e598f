"""The small lists that editors may extend: themes, programmes, schemes, audiences."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from county_casebook.records.record import Part, Source
from county_casebook.schema.fields import ClauseRef, CoarseDate, OrNotStated, Plain, Prose, Several

VOCABULARIES: dict[str, str] = {
    "themes": "主题",
    "programmes": "计划",
    "schemes": "制度",
    "audiences": "对象",
}
"""The lists by file name, with what readers call them."""


class Term(Part):
    """One entry of a vocabulary."""

    id: Plain = Field(title="编号", description="小写字母、数字和短横，用作网址。")
    title: Plain = Field(title="名称", description="读者看到的名称。")
    description: OrNotStated[Prose] = Field(title="说明", description="一两句话说明。")
    since: OrNotStated[CoarseDate] | None = Field(None, title="起始", description="计划或制度开始的日期。")
    run_by: OrNotStated[Plain] | None = Field(None, title="主管", description="由谁主管。")
    clauses: Several[ClauseRef] = Field((), title="条款", description="提到它的条款。")
    note: Plain | None = Field(None, title="备注", description="已知与未知，例如起始年份未见。")
    sources: tuple[Source, ...] = Field((), title="来源", description="来源清单。")


class Waiver(Part):
    """Permission to break one rule in one record until a day."""

    rule: Plain = Field(title="规则", description="规则名，见检查结果方括号里的名字。")
    record: Plain = Field(title="记录", description="记录，写成 cases/xinchang-rd。")
    reason: Plain = Field(title="理由", description="为什么可以例外。")
    expires: CoarseDate = Field(title="到期", description="到哪一天为止。")


class Synonyms(Part):
    """Words that readers use for one thing; search offers the others."""

    terms: Annotated[Several[Plain], Field(min_length=2)] = Field(
        title="同义词", description="意思相同的词，至少两个。"
    )
