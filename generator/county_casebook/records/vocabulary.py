"""The small lists that editors may extend: themes, programmes, schemes, audiences, and the words of the library itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from county_casebook.records.question import Asker
from county_casebook.records.record import Part, Source
from county_casebook.schema.fields import ClauseRef, CoarseDate, OrNotStated, Plain, Prose, Several

VOCABULARIES: dict[str, str] = {
    "themes": "主题",
    "programmes": "计划",
    "schemes": "制度",
    "audiences": "对象",
    "designations": "称号类别",
}
"""The lists by file name, with what readers call them."""

LEADS: dict[str, str] = {
    "home-search": "首页搜索框里的例子",
    "themes": "主题",
    "programmes": "计划",
    "audiences": "对象",
    "regions": "省份",
    "match": "像我们县",
    "assessments": "历次考核",
    "leaders": "一把手工程与科技局",
    "coverage-advanced": "覆盖情况：没有结对的县",
    "coverage-zones": "覆盖情况：没有结对的机构",
    "coverage-weak": "覆盖情况：没有帮扶方的县",
    "coverage-provinces": "覆盖情况：各省",
    "coverage-shares": "覆盖情况：科技投入占比",
    "coverage-programme-shares": "覆盖情况：计划延伸到了哪里",
    "coverage-programmes": "覆盖情况：计划与县市",
    "coverage-clauses": "覆盖情况：条款与案例",
}
"""Where a library may say a few words of its own, beside the lists of its kinds, with what readers call the place."""


class Term(Part):
    """One entry of a vocabulary."""

    id: Plain = Field(title="编号", description="小写字母、数字和短横，用作网址。")
    title: Plain = Field(title="名称", description="读者看到的名称。")
    description: OrNotStated[Prose] = Field(title="说明", description="一两句话说明。")
    since: OrNotStated[CoarseDate] | None = Field(None, title="起始", description="计划或制度开始的日期。")
    until: CoarseDate | None = Field(None, title="结束", description="结束的日期；仍在进行或不详时不写。")
    successor: Plain | None = Field(None, title="后来", description="后来叫什么，或并入了什么；有依据才写。")
    run_by: OrNotStated[Plain] | None = Field(None, title="主管", description="由谁主管。")
    clauses: Several[ClauseRef] = Field((), title="条款", description="提到它的条款。")
    invitation: Plain | None = Field(
        None, title="入口语", description="首页上这一类读者的入口写什么：来这里能找到什么；只用于对象。"
    )
    ask: Plain | None = Field(
        None, title="向谁了解", description="这一类读者在当地可以问谁，写单位，不写电话；只用于对象。"
    )
    asks_as: Several[Asker] = Field(
        (),
        title="提问身份",
        description="问答里哪几种提问的人属于这一类：farmer、firm、cooperative、bureau、village、other；只用于对象。",
    )
    note: Plain | None = Field(None, title="备注", description="已知与未知，例如起始年份未见。")
    sources: tuple[Source, ...] = Field((), title="来源", description="来源清单。")


class Lead(Part):
    """What the library says of itself at the head of one of its pages."""

    id: Plain = Field(
        title="编号",
        description=f"哪一处：记录的类别（如 organizations），或 {'、'.join(f'{place} {title}' for place, title in LEADS.items())}。",
    )
    lead: Plain = Field(
        title="导语", description="读者在标题下面看到的一两句话；home-search 是首页搜索框里的例子。"
    )
    heading: Plain | None = Field(None, title="正文标题", description="列表下面那几段话的标题。")
    text: Prose | None = Field(
        None, title="正文", description="列表下面的几段话，只用于记录的类别；没有记录时代替列表。Markdown。"
    )
    sources: tuple[Source, ...] = Field((), title="来源", description="正文的来源清单，正文里写 [^2]。")


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
