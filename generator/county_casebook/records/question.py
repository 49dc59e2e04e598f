"""A technical problem that a farmer, a firm or a bureau asks about, and its answer (plan 二-4, 三-4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from county_casebook.records.record import Area, Part, Record
from county_casebook.schema.fields import (
    CaseId,
    ClauseRef,
    CoarseDate,
    CountyId,
    OrganizationId,
    Plain,
    Prose,
    QuestionId,
    Several,
    TechniqueId,
    ThemeId,
)
from county_casebook.schema.sections import Section

Asker = Literal["farmer", "firm", "cooperative", "bureau", "village", "other"]
Channel = Literal["phone", "message", "website", "letter", "visit", "on_site", "broadcast", "other_way"]
Answering = Literal["open", "answered", "elsewhere"]


class Answerer(Part):
    """Who answered: an organization of the library, or the name of an office."""

    organization: OrganizationId | None = Field(None, title="机构", description="本库机构的编号。")
    name: Plain | None = Field(
        None, title="名称", description="本库没有这个机构时写它的名称；写单位，不写个人。"
    )


class Question(Record):
    """One question as it was asked, and its answer."""

    kind: ClassVar[str] = "questions"
    kind_name: ClassVar[str] = "问答"
    labels: ClassVar[dict[str, str]] = {
        "farmer": "农民",
        "firm": "企业",
        "cooperative": "合作社",
        "bureau": "科技局",
        "village": "村组织",
        "other": "其他",
        "phone": "电话",
        "message": "短信",
        "website": "网站",
        "letter": "来信",
        "visit": "到户时",
        "on_site": "坐堂时",
        "broadcast": "广播电视",
        "other_way": "其他途径",
        "open": "还没有回答",
        "answered": "已回答",
        "elsewhere": "见同样的问题",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("question", "问题", ("text",)),
        Section("answer", "回答", ("answer", "same_as")),
        Section("cases", "有关的案例", ("cases",)),
        Section("techniques", "有关的技术", ("techniques",)),
        Section("organizations", "可以找的机构", ("organizations",)),
        Section("clauses", "有关的条款", ("clauses",)),
        Section("sources", "来源", ("sources",), compared=False),
    )
    newest_first: ClassVar[bool] = True

    title: Plain = Field(title="题目", description="一句话说清问什么，不超过 60 字。", max_length=60)
    asked: CoarseDate = Field(title="提问日期", description="哪一天问的，知道多细写多细。")
    asked_by: Asker = Field(
        title="谁问的",
        description="farmer 农民、firm 企业、cooperative 合作社、bureau 科技局、village 村组织、other 其他；"
        "只写是哪一类人，不写姓名。",
    )
    county: CountyId | None = Field(
        None, title="县市", description="问的人在哪个县（市）；不在本库县市时改写 area，不写到乡村。"
    )
    area: Area | None = Field(None, title="地区", description="问的人在哪个地方，写代码和年份；不详就不写。")
    themes: Annotated[Several[ThemeId], Field(min_length=1)] = Field(
        title="主题", description="至少一个主题的编号。"
    )
    text: Prose = Field(
        title="问题",
        description="作物或产品、出了什么事、从什么时候起、试过什么；Markdown。不写姓名、电话、住址。",
    )
    channel: Channel | None = Field(
        None,
        title="途径",
        description="怎样问来的：phone 电话、message 短信、website 网站、letter 来信、visit 到户、on_site 坐堂、"
        "broadcast 广播电视、other_way 其他。",
    )
    answer: Prose | None = Field(None, title="回答", description="照答复写；没有回答就不写。Markdown。")
    answered_by: Answerer | None = Field(None, title="谁回答", description="哪个单位回答的。")
    answered: CoarseDate | None = Field(None, title="回答日期", description="哪一天回答的，知道多细写多细。")
    same_as: QuestionId | None = Field(
        None, title="同一个问题", description="已经回答过的同一个问题，写它的编号；写了它就不再写 answer。"
    )
    cases: Several[CaseId] = Field((), title="案例", description="可以参看的案例，写编号。")
    techniques: Several[TechniqueId] = Field((), title="技术", description="可以参看的技术，写编号。")
    organizations: Several[OrganizationId] = Field(
        (), title="机构", description="可以再去问的机构，写编号；回答的机构写在 answered_by。"
    )
    clauses: Several[ClauseRef] = Field((), title="条款", description="有关的政策编号#条款。")

    @property
    def answering(self) -> Answering:
        """Whether it has an answer of its own, one elsewhere, or none yet."""
        if self.answer:
            return "answered"
        return "elsewhere" if self.same_as else "open"

    @property
    def days(self) -> int | None:
        """Days from the question to its answer; None where a day is not known, or there is no answer."""
        if not self.answer or not self.answered or not (self.asked.day and self.answered.day):
            return None
        return (self.answered.first_day - self.asked.first_day).days

    def dates(self) -> Iterator[CoarseDate]:
        """When it was asked, and when it was answered."""
        yield from filter(None, (self.asked, self.answered))
