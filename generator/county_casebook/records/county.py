"""A county-level unit in one era of its code, and what is known of it (plan 二-1, 二-3, 二-6, 三-3, 三-6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import ClassVar, Literal, get_args

from pydantic import Field

from county_casebook.records.assessment import Assessment
from county_casebook.records.leadership import Bureau, LeaderProject
from county_casebook.records.record import Area, MeasuredBy, Part, Places, Record, Whereabouts, YesNo
from county_casebook.records.task import ResponsibleLevels, Task
from county_casebook.schema.fields import (
    Amount,
    CoarseDate,
    DivisionCode,
    HonourId,
    Number,
    Ordinal,
    OrNotStated,
    Plain,
    Prose,
    SchemeId,
    Year,
)
from county_casebook.schema.sections import Section

DesignationKind = Literal["advanced", "demonstration", "weak", "other"]
DESIGNATIONS: tuple[str, ...] = get_args(DesignationKind)


class LessDeveloped(Part):
    value: YesNo = Field(title="是否欠发达", description="yes、no 或 unknown；没有依据就写 unknown。")
    basis: Plain | None = Field(None, title="依据", description="依据哪份文件或名单；写 yes 或 no 时必填。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Designation(Part):
    kind: DesignationKind = Field(
        title="称号类别",
        description="advanced 先进、demonstration 试点示范、weak 较薄弱、other 其他；对读者的叫法写在词表 designations 里。",
    )
    title: Plain = Field(title="称号", description="文件上的称号原名。")
    scheme: SchemeId = Field(title="授予依据", description="授予这一称号的政策、计划或制度，写编号。")
    level: Literal["national", "provincial", "prefecture"] = Field(
        title="层级", description="national 国家、provincial 省、prefecture 地（市）。"
    )
    date: OrNotStated[CoarseDate] = Field(title="日期", description="授予或确认的日期。")
    batch: Plain | None = Field(None, title="批次", description="第几批或哪一年度。")
    recommender: Plain | None = Field(None, title="推荐单位", description="由哪个省（市）推荐。")
    document: Plain | None = Field(None, title="文件", description="公布文件的名称或发文字号。")
    honour: HonourId | None = Field(None, title="表彰名单", description="出自哪一份名单，本库表彰的编号。")
    leader_post: Plain | None = Field(
        None, title="挂帅领导职务", description="由哪一职务的党政一把手挂帅；写职务，不写姓名。"
    )
    project: Plain | None = Field(None, title="示范项目", description="作为载体的项目名称。")
    feature: Plain | None = Field(None, title="示范特色", description="示范工作的特色。")
    responsible: ResponsibleLevels | None = Field(
        None, title="四级责任单位", description="国家、省、地、县四级各由谁负责。"
    )
    tasks: tuple[Task, ...] = Field(
        (), title="四级任务", description="四级各要做什么、到什么时候、由哪条记录证明做成；状态由程序算出。"
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")

    def office(self, task: Task) -> str:
        """Who does a task: its own word, else who answers for its level; empty where neither is told."""
        return task.who or (str(getattr(self.responsible, task.level)) if self.responsible else "")


class Funding(Part):
    """One year of plan 二-6: science and technology spend against the county's own fiscal expenditure."""

    year: Year = Field(title="年度", description="财政年度。")
    st_spend: OrNotStated[Amount] = Field(
        title="科技投入", description="应用技术研究与开发经费（原科技三项费），万元。"
    )
    fiscal_spend: OrNotStated[Amount] = Field(
        title="本级财政支出", description="县（市）本级财政支出，万元。"
    )
    account: OrNotStated[Literal["budget", "final"]] = Field(
        title="口径", description="budget 预算、final 决算。"
    )
    share: Amount | None = Field(
        None,
        title="占比",
        description="百分数；两个数都有就不用写，由它们算出，写了必须一致；"
        "两个数不全而来源自己写了占比，照它写并写 source，只列出，不算达标。",
    )
    scope: Plain | None = Field(
        None, title="包括什么", description="科技投入这一年算进了哪些钱；与上一年不同时写。"
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")

    @property
    def computed_share(self) -> Decimal | None:
        """The share in per cent, exact; None when a figure is missing."""
        if (
            not isinstance(self.st_spend, Decimal)
            or not isinstance(self.fiscal_spend, Decimal)
            or not self.fiscal_spend
        ):
            return None
        return self.st_spend * 100 / self.fiscal_spend

    @property
    def stated_share(self) -> Decimal | None:
        """The share a source states where it cannot be computed; nothing is judged by it."""
        return self.share if self.computed_share is None else None


def share_percent(share: Decimal, line: Decimal | None) -> str:
    """Write a share with two decimals, and with more where these would put it on the other side of its line: 0.996%."""
    shown = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    digits = 2
    while line is not None and (shown >= line) != (share >= line):
        digits += 1
        shown = share.quantize(Decimal(1).scaleb(-digits), ROUND_FLOOR)
    return f"{shown}%"


def stated_words(funding: Funding) -> str:
    """Say what a source states where the share cannot be computed: 「来源自称 1.38%」; empty where none does."""
    return "" if funding.stated_share is None else f"来源自称 {funding.stated_share}%"


class Training(Part):
    """Whether leaders and bureau heads were trained (plan 三-5)."""

    audience: Literal["leaders", "bureau_head"] = Field(
        title="培训对象", description="leaders 党政主要领导、bureau_head 科技局长。"
    )
    date: CoarseDate = Field(title="日期", description="培训日期。")
    organizer: Plain = Field(title="主办单位", description="由谁主办。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class CountyIndicator(Part):
    name: Plain = Field(title="指标", description="指标名称。")
    unit: Plain = Field(title="单位", description="计量单位。")
    year: Year = Field(title="年份", description="数字所属年份。")
    value: Number = Field(title="数值", description="只写数字。")
    measured_by: MeasuredBy
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class County(Record):
    """One county-level unit in one era of its code."""

    kind: ClassVar[str] = "counties"
    kind_name: ClassVar[str] = "县市"
    labels: ClassVar[dict[str, str]] = {
        "advanced": "先进县",
        "demonstration": "试点示范县",
        "weak": "较薄弱县",
        "other": "其他称号",
        "national": "国家",
        "provincial": "省（市）",
        "prefecture": "地（市）",
        "county": "县（市）",
        "passed": "合格",
        "failed": "不合格",
        "absent": "未参加",
        "unpublished": "未公布",
        "planned": "计划中",
        "under_way": "进行中",
        "done": "已完成",
        "stopped": "已停止",
        "budget": "预算",
        "final": "决算",
        "leaders": "党政主要领导",
        "bureau_head": "科技局长",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("designations", "称号", ("designations",)),
        Section("assessments", "科技进步考核", ("assessments",)),
        Section("funding", "科技投入", ("funding",)),
        Section("leaders", "一把手科技示范工程", ("leader_projects",)),
        Section("bureau", "科技局与轮训", ("bureau", "trainings")),
        Section("indicators", "县情指标", ("indicators",)),
        Section("profile", "县情", ("profile",)),
        Section("sources", "来源", ("sources",), compared=False),
    )

    code: DivisionCode = Field(
        title="行政区划代码", description="六位代码（GB/T 2260）；名称、省份、地市由代码表给出。"
    )
    as_of: Year = Field(title="代码年份", description="代码所属的年份；代码会换主，所以必须写明。")
    less_developed: LessDeveloped = Field(title="欠发达", description="是否属于欠发达地区，以及依据。")
    designations: tuple[Designation, ...] = Field(
        (), title="称号", description="授予它的各种称号，各有依据。"
    )
    assessments: tuple[Assessment, ...] = Field((), title="科技进步考核", description="历次考核及结果。")
    funding: tuple[Funding, ...] = Field((), title="科技投入", description="历年科技投入与本级财政支出。")
    leader_projects: tuple[LeaderProject, ...] = Field(
        (), title="一把手科技示范工程", description="党政领导亲自抓的科技示范工作。"
    )
    bureau: tuple[Bureau, ...] = Field((), title="科技局", description="科技局的汇总数字。")
    trainings: tuple[Training, ...] = Field((), title="轮训", description="党政领导和科技局长的培训。")
    indicators: tuple[CountyIndicator, ...] = Field(
        (), title="县情指标", description="人口、收入等县情数字，各注年份和来源。"
    )
    profile: OrNotStated[Prose] = Field(title="县情", description="县情简介；Markdown。")

    def whereabouts(self) -> Whereabouts:
        """The unit itself."""
        return Whereabouts(area=self._unit)

    @property
    def _unit(self) -> Area:
        return Area.model_construct(code=self.code, as_of=self.as_of)

    def areas(self) -> Iterator[tuple[tuple[str | int, ...], Area]]:
        """The unit itself, whose code and year are the record's own fields."""
        yield (), self._unit

    def dates(self) -> Iterator[CoarseDate]:
        """The dates of its designations."""
        yield from (d.date for d in self.designations if isinstance(d.date, CoarseDate))

    def name(self, places: Places) -> str:
        """The short name of its unit."""
        return places.place_name(self)
