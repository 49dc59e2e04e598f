"""One payer's money for one programme, or a special fund of a province, prefecture or county of its own (plan 三-2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from county_casebook.records.record import Area, MeasuredBy, Part, Record
from county_casebook.schema.fields import (
    Amount,
    AudienceId,
    ClauseRef,
    CoarseDate,
    Count,
    CountyId,
    Ordinal,
    OrNotStated,
    Plain,
    PolicyId,
    ProgrammeId,
    Prose,
    Several,
    Year,
)
from county_casebook.schema.sections import Section

FundLevel = Literal["national", "provincial", "prefecture", "county"]

MONEY = ("national", "provincial", "matching", "undivided", "other")
"""The fields of a year's line whose sum `total` is."""


class FundYear(Part):
    """What was paid in one year, or in all years of a span together."""

    year: Year = Field(title="年度", description="哪一年；几年合计的写第一年。")
    until: Year | None = Field(
        None, title="至", description="几年合计的数写到哪一年，如 2001—2009 写 2009；只是一年的不写。"
    )
    total: OrNotStated[Amount] | None = Field(
        None, title="合计", description="各方合在一起的数，万元；来源没有给合计就不写，不自己加。"
    )
    national: OrNotStated[Amount] | None = Field(
        None, title="国家", description="国家出的钱，万元；出了钱而数目未见写 not_stated，没有提到就不写。"
    )
    provincial: OrNotStated[Amount] | None = Field(
        None, title="省", description="省（市）出的钱，万元；写法同上。"
    )
    matching: OrNotStated[Amount] | None = Field(
        None, title="地方配套", description="地（市）、县（市）配套的钱，万元；写法同上。"
    )
    undivided: OrNotStated[Amount] | None = Field(
        None, title="财政（未分）", description="财政的钱而来源没有分国家、省和地方的，万元；写法同上。"
    )
    other: OrNotStated[Amount] | None = Field(
        None, title="其他", description="单位自筹、银行和社会的钱，万元；写法同上。"
    )
    precision: Literal["about", "at_least", "under"] | None = Field(
        None, title="约数", description="钱数是 about 约、at_least 以上还是 under 不到；准数不写。"
    )
    projects: Count | None = Field(None, title="项目", description="支持了多少项；来源没有写就不写。")
    counties: Count | None = Field(
        None, title="县（市）", description="到了多少个县（市）；来源没有写就不写。"
    )
    less_developed: Count | None = Field(
        None, title="其中欠发达", description="这些县（市）里有多少个欠发达；来源没有写就不写。"
    )
    note: Plain | None = Field(None, title="说明", description="读者要知道的口径，如 计划数、含贷款。")
    measured_by: MeasuredBy | None = Field(
        None, title="谁来衡量", description="钱和项目是谁统计的：self、helper、press、independent；不详不写。"
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")

    @property
    def is_accumulated(self) -> bool:
        """Whether it tells of several years together; such a line is never added to others."""
        return self.until is not None

    @property
    def years(self) -> str:
        """Its year, or the first and the last of its span: 「2004」, 「2001—2009」."""
        return f"{self.year}—{self.until}" if self.until else str(self.year)

    @property
    def parts(self) -> tuple[Decimal, ...]:
        """The amounts it states, of those that make up its total."""
        amounts = (getattr(self, name) for name in MONEY)
        return tuple(amount for amount in amounts if isinstance(amount, Decimal))


class Evaluation(Part):
    """What someone found of it."""

    finding: Prose = Field(title="评价", description="一句可以核对的话：成了什么、没有成什么。")
    year: Year | None = Field(None, title="年份", description="哪一年评的；不详不写。")
    measured_by: MeasuredBy
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Fund(Record):
    """One payer's money for one programme, or a special fund of its own."""

    kind: ClassVar[str] = "funds"
    kind_name: ClassVar[str] = "专项资金"
    labels: ClassVar[dict[str, str]] = {
        "national": "国家",
        "provincial": "省（市）",
        "prefecture": "地（市）",
        "county": "县（市）",
        "yes": "有",
        "no": "没有",
        "about": "约",
        "at_least": "以上",
        "under": "不到",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("supports", "支持什么", ("supports",)),
        Section("conditions", "谁能申请", ("conditions",)),
        Section("years", "历年的钱", ("years",)),
        Section("evaluation", "评价", ("evaluation",)),
        Section("contradictions", "说法不一的地方", ("contradictions",)),
        Section("limits", "不足", ("limits",)),
        Section("clauses", "落实条款", ("clauses",)),
        Section("policies", "依据的文件", ("policies",)),
        Section("sources", "来源", ("sources",), compared=False),
    )

    title: Plain = Field(title="名称", description="资金的名称，不超过 60 字。", max_length=60)
    summary: Plain = Field(title="摘要", description="一两句话，不超过 200 字。", max_length=200)
    programme: ProgrammeId | None = Field(
        None, title="计划", description="属于哪个计划，写编号；自己另设的专项不写。"
    )
    level: FundLevel = Field(
        title="层级", description="谁的钱：national 国家、provincial 省、prefecture 地、county 县。"
    )
    county: CountyId | None = Field(None, title="县市", description="县级资金写本库县市的编号。")
    area: Area | None = Field(
        None, title="地区", description="省级、地级资金写省或地市的代码和年份；国家的不写。"
    )
    exists: Literal["yes", "no", "not_stated"] = Field(
        title="有没有",
        description="yes 有；no 有来源说没有设；来源没有说清写 not_stated。没有见到资料不等于没有。",
    )
    run_by: OrNotStated[Plain] = Field("not_stated", title="主管", description="谁管这笔钱；写单位。")
    since: OrNotStated[CoarseDate] = Field("not_stated", title="设立", description="何时设立。")
    end: CoarseDate | None = Field(None, title="结束", description="何时结束；仍在或不详不写。")
    audiences: Several[AudienceId] = Field((), title="对象", description="谁能申请，写对象的编号。")
    supports: OrNotStated[Prose] = Field(
        "not_stated", title="支持什么", description="钱用在什么事上；Markdown。"
    )
    conditions: OrNotStated[Prose] = Field(
        "not_stated", title="谁能申请", description="谁能申请、要什么条件、怎样申请；Markdown。"
    )
    years: tuple[FundYear, ...] = Field(
        (), title="历年的钱", description="一年一条，早的在前；几年合计的数另写一条，写 until。"
    )
    evaluation: tuple[Evaluation, ...] = Field((), title="评价", description="谁评过、说了什么。")
    contradictions: Prose | None = Field(
        None, title="说法不一的地方", description="几个来源的数对不上的，各写各的，不自己取舍；没有就不写。"
    )
    limits: OrNotStated[Prose] = Field(
        "not_stated", title="不足", description="哪些没有做到、哪些地方不适用；Markdown。"
    )
    clauses: Several[ClauseRef] = Field((), title="落实条款", description="政策编号#条款。")
    policies: Several[PolicyId] = Field((), title="依据的文件", description="依据哪些文件设立、管理。")

    def dates(self) -> Iterator[CoarseDate]:
        """When it was set up and when it ended, then the years it tells of."""
        yield from super().dates()
        told = {year for line in self.years for year in (line.year, line.until) if year}
        yield from map(CoarseDate, sorted(told))
