"""A reusable piece that several cases use: a variety, a process, equipment, or a way of organizing."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from county_casebook.records.case import Indicator, Result
from county_casebook.records.record import MeasuredBy, Part, Record
from county_casebook.records.setting import SETTINGS, Industry, Scarce, Terrain, offered
from county_casebook.schema.fields import (
    AudienceId,
    ClauseRef,
    CoarseDate,
    Ordinal,
    OrganizationId,
    OrNotStated,
    Plain,
    Prose,
    Several,
    ThemeId,
    Year,
)
from county_casebook.schema.sections import Section

TechniqueType = Literal["variety", "process", "equipment", "organizing"]


class Cost(Part):
    """What one thing cost, when and where: a price without them cannot be set beside another."""

    what: Plain = Field(title="花在哪里", description="买什么、做什么的钱，如 每亩种苗。")
    amount: OrNotStated[Plain] = Field(title="金额", description="照来源写，数字后面带单位，如 每亩 180 元。")
    year: OrNotStated[Year] = Field(title="年份", description="哪一年的价；来源没有写明就写 not_stated。")
    place: Plain | None = Field(None, title="地方", description="哪里的价，写地名；来源没有写就不写。")
    measured_by: MeasuredBy
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Standard(Part):
    """A standard or a patent by its number."""

    kind: Literal["standard", "patent"] = Field(title="种类", description="standard 标准、patent 专利。")
    number: OrNotStated[Plain] = Field(
        title="编号",
        description="标准号如 GB/T 9704-2012、DB62/T 1935-2010，专利号从 ZL 写起；没有见到编号写 not_stated。",
    )
    title: OrNotStated[Plain] = Field(title="名称", description="标准或专利的名称。")
    state: Literal["in_force", "replaced", "ended", "not_stated"] = Field(
        "not_stated",
        title="状态",
        description="in_force 有效、replaced 已被代替、ended 废止或失效；没有查到就不写。",
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Advice(Part):
    """Who gives advice: an organization of the library, or an office by its name."""

    organization: OrganizationId | None = Field(None, title="机构", description="本库机构的编号。")
    name: Plain | None = Field(
        None, title="名称", description="本库没有这个机构时写单位或科室的名称，不写个人。"
    )
    on: Plain | None = Field(None, title="问什么", description="能向它问什么、要什么。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Technique(Record):
    """One variety, process, piece of equipment or way of organizing, told once for the cases that use it."""

    kind: ClassVar[str] = "techniques"
    kind_name: ClassVar[str] = "技术"
    labels: ClassVar[dict[str, str]] = {
        "variety": "品种",
        "process": "工艺",
        "equipment": "装备",
        "organizing": "组织办法",
        "standard": "标准",
        "patent": "专利",
        "in_force": "有效",
        "replaced": "已被代替",
        "ended": "废止或失效",
        **SETTINGS,
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("what", "是什么、怎样做", ("what",)),
        Section("needs", "需要什么", ("needs",)),
        Section("costs", "花费", ("costs",)),
        Section("effects", "效果", ("results", "indicators")),
        Section("fits", "适用的地方", ("terrain", "industry", "scarce", "fits")),
        Section("unfit", "局限与不适用", ("unfit",)),
        Section("standards", "标准与专利", ("standards",)),
        Section("advice", "向谁请教", ("advice",)),
        Section("clauses", "对应条款", ("clauses",)),
        Section("sources", "来源", ("sources",), compared=False),
    )

    title: Plain = Field(
        title="名称", description="技术的名称；最好不超过 40 字，最多 60 字。", max_length=60
    )
    type: TechniqueType = Field(
        title="类别",
        description="variety 品种、process 工艺、equipment 装备、organizing 组织办法。",
    )
    also_called: Several[Plain] = Field((), title="又名", description="别的叫法，一个一条。")
    summary: Plain = Field(title="摘要", description="是什么、管什么用，不超过 200 字。", max_length=200)
    themes: Several[ThemeId] = Field((), title="主题", description="主题的编号。")
    audiences: Several[AudienceId] = Field((), title="对象", description="谁用得上。")
    what: OrNotStated[Prose] = Field(title="是什么", description="是什么、怎样做；Markdown。")
    needs: OrNotStated[Prose] = Field(title="需要什么", description="要有哪些条件、材料、人手；Markdown。")
    costs: OrNotStated[tuple[Cost, ...]] = Field(
        title="花费", description="一项一条，写明哪一年、哪里的价；来源没有写就写 not_stated。"
    )
    results: tuple[Result, ...] = Field((), title="效果", description="可以核对的效果，各注来源和由谁衡量。")
    indicators: tuple[Indicator, ...] = Field((), title="指标", description="用与不用、之前与之后的数字。")
    terrain: Several[Terrain] = Field((), title="地形", description=f"适用的地形。{offered(Terrain)}。")
    industry: Several[Industry] = Field((), title="产业", description=f"用在什么产业。{offered(Industry)}。")
    scarce: Several[Scarce] = Field(
        (), title="缺什么", description=f"为缺什么的地方所用。{offered(Scarce)}。"
    )
    fits: OrNotStated[Prose] = Field(title="适用的地方", description="在什么样的地方合用；Markdown。")
    unfit: OrNotStated[Prose] = Field(
        title="局限与不适用", description="在哪里不合用，有什么短处；Markdown。"
    )
    standards: tuple[Standard, ...] = Field((), title="标准与专利", description="标准和专利，按编号写。")
    advice: tuple[Advice, ...] = Field((), title="向谁请教", description="哪些单位能指点；不写个人。")
    clauses: Several[ClauseRef] = Field((), title="对应条款", description="政策编号#条款。")

    @property
    def stated_costs(self) -> tuple[Cost, ...]:
        """Its costs; none where the sources do not say."""
        return () if isinstance(self.costs, str) else self.costs

    def year_of_source(self, number: int | None) -> int | None:
        """The year of one of its sources; None where there is no such source or it has no date."""
        found = self.sources[number - 1] if number and number <= len(self.sources) else None
        return found.date.year if found and isinstance(found.date, CoarseDate) else None
