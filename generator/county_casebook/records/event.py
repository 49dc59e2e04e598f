"""A conference, training, exchange, seminar, site visit, commendation or popular-science event (plan 二-5, 三-1, 三-5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from county_casebook.records.record import Area, Part, Record
from county_casebook.schema.fields import (
    Amount,
    AudienceId,
    CaseId,
    ClauseRef,
    CoarseDate,
    Count,
    CountyId,
    Ordinal,
    OrganizationId,
    OrNotStated,
    Plain,
    PolicyId,
    Prose,
    Several,
)
from county_casebook.schema.sections import Section

EventType = Literal["conference", "training", "exchange", "seminar", "site_visit", "award", "outreach"]


class Days(Part):
    """From when to when, as exactly as it is known."""

    start: OrNotStated[CoarseDate] = Field(
        title="开始", description="第一天，知道多细写多细；日期未见就写 not_stated。"
    )
    end: CoarseDate | None = Field(None, title="结束", description="最后一天；只有一天或不详时不写。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")

    @property
    def first(self) -> CoarseDate | None:
        """When it begins; None when that is not known."""
        return self.start if isinstance(self.start, CoarseDate) else None

    @property
    def last(self) -> CoarseDate | None:
        """When it ends; None when not even its beginning is known."""
        return self.end or self.first

    @property
    def chinese(self) -> str:
        """Both dates in words; empty when neither is known."""
        if self.first and self.end:
            return f"{self.first.chinese}—{self.end.chinese}"
        return self.first.chinese if self.first else f"至 {self.end.chinese}" if self.end else ""


class Host(Part):
    """Who held it: an organization of the library, or a name."""

    organization: OrganizationId | None = Field(None, title="机构", description="本库机构的编号。")
    name: Plain | None = Field(
        None, title="名称", description="本库没有这个机构时写它的名称；写单位，不写个人。"
    )


class Attendance(Part):
    """How many came, and who they were."""

    audience: AudienceId | None = Field(None, title="对象", description="属于哪一类对象的编号。")
    who: Plain | None = Field(None, title="什么人", description="照来源写，如 分管科技的市长；不写姓名。")
    persons: OrNotStated[Count] = Field(title="人数", description="来了多少人。")
    precision: Literal["about", "at_least"] | None = Field(
        None, title="约数", description="about 约、at_least 以上；准数不写。"
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Document(Part):
    """One document of it."""

    title: Plain = Field(title="名称", description="文件、讲话或教材的名称。")
    policy: PolicyId | None = Field(None, title="政策", description="本库收了这份文件时写它的编号。")


class Event(Record):
    """One conference, training, exchange, seminar, site visit, commendation or popular-science event."""

    kind: ClassVar[str] = "events"
    kind_name: ClassVar[str] = "活动"
    labels: ClassVar[dict[str, str]] = {
        "conference": "会议",
        "training": "培训",
        "exchange": "交流",
        "seminar": "研讨",
        "site_visit": "实地观摩",
        "award": "表彰",
        "outreach": "科普",
        "about": "约",
        "at_least": "以上",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("outcome", "结果", ("outcome",)),
        Section("attendance", "谁来参加", ("attendance", "counties")),
        Section("agenda", "日程与内容", ("agenda",)),
        Section("shown", "讲到的案例", ("cases",)),
        Section("documents", "会上的文件", ("documents",)),
        Section("clauses", "落实条款", ("clauses",)),
        Section("sources", "来源", ("sources",), compared=False),
    )
    newest_first: ClassVar[bool] = True

    title: Plain = Field(title="名称", description="活动的名称，不超过 60 字。", max_length=60)
    type: EventType = Field(
        title="类别",
        description="conference 会议、training 培训、exchange 交流、seminar 研讨、site_visit 实地观摩、"
        "award 表彰、outreach 科普。",
    )
    summary: Plain = Field(title="摘要", description="一两句话，不超过 200 字。", max_length=200)
    county: CountyId | None = Field(
        None, title="县市", description="在哪个县（市）办；不在本库县市时改写 area。"
    )
    area: Area | None = Field(None, title="地区", description="在哪个地市或省办，写代码和年份；全国的不写。")
    also: tuple[Area, ...] = Field(
        (), title="还在", description="在几个地方办的，第一处写在 area，其余写在这里。"
    )
    planned: Days | None = Field(None, title="计划", description="文件或通知原定的日期。")
    actual: Days | None = Field(
        None,
        title="举行",
        description="实际举行的日期；没有举行的记录就不写，举行过而日期未见的写 not_stated。",
    )
    organizers: tuple[Host, ...] = Field((), title="主办", description="谁主办。")
    co_organizers: tuple[Host, ...] = Field((), title="协办", description="谁协办、承办或会同。")
    audiences: Several[AudienceId] = Field((), title="对象", description="为谁办的。")
    counties: Several[CountyId] = Field(
        (), title="来自县市", description="哪些县（市）的人参加了；培训在这里写过，县市记录里不必再写。"
    )
    hours: Amount | None = Field(None, title="学时", description="一共多少小时；来源没有写就不写。")
    attendance: tuple[Attendance, ...] = Field((), title="人数", description="按对象写各来了多少人。")
    cases: Several[CaseId] = Field((), title="案例", description="会上讲到、看过的案例，写编号。")
    agenda: OrNotStated[Prose] = Field(
        "not_stated", title="日程", description="讲了什么、看了什么；Markdown。"
    )
    documents: tuple[Document, ...] = Field((), title="文件", description="通知、报告、教材等。")
    outcome: OrNotStated[Prose] = Field(
        title="结果", description="定了什么、成了什么；会议名称、礼节不算。Markdown。"
    )
    clauses: Several[ClauseRef] = Field(
        (), title="落实条款", description="政策编号#条款；责任台账按它认出要求召开的会议。"
    )

    def areas(self) -> Iterator[tuple[tuple[str | int, ...], Area]]:
        """Its area, then the others it was also held in."""
        yield from super().areas()
        yield from ((("also", order), area) for order, area in enumerate(self.also))

    @property
    def days(self) -> Days | None:
        """When it was held, else when it was to be held; None where neither is told."""
        known = [days for days in (self.actual, self.planned) if days and days.first]
        return next(iter(known), self.actual or self.planned)

    @property
    def is_done(self) -> bool:
        """Whether it was held."""
        return self.actual is not None

    def done(self) -> CoarseDate | None:
        """When it ended; None where that is not known, or it was only planned."""
        return self.actual.last if self.actual else None

    def dates(self) -> Iterator[CoarseDate]:
        """When it was held, else when it was to be held."""
        if self.days:
            yield from filter(None, (self.days.first, self.days.end))
