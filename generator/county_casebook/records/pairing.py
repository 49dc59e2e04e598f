"""One helper and one helped county (plan 三-3: 一帮一、结对子、对口联系)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from county_casebook.records.case import Indicator
from county_casebook.records.record import Area, Part, Places, Record, Whereabouts
from county_casebook.schema.fields import (
    Amount,
    CaseId,
    CoarseDate,
    CountyId,
    Ordinal,
    OrganizationId,
    OrNotStated,
    Plain,
    Prose,
    SchemeId,
    Several,
    Year,
)
from county_casebook.schema.sections import Section


class Party(Part):
    """A county of the library, an organization of the library, or a prefecture or province: exactly one."""

    county: CountyId | None = Field(None, title="县市", description="本库县（市）的编号。")
    organization: OrganizationId | None = Field(
        None, title="机构", description="本库机构的编号；只有帮扶方可以是机构。"
    )
    area: Area | None = Field(None, title="地区", description="地市或省的代码和年份。")

    @property
    def whereabouts(self) -> Whereabouts:
        return Whereabouts(self.county, self.organization, self.area)


class Flow(Part):
    """What was promised and what was delivered in one year."""

    kind: Literal["technology", "talent", "funds", "market", "training"] = Field(
        title="类别", description="technology 技术、talent 人才、funds 资金、market 市场、training 培训。"
    )
    year: Year = Field(title="年度", description="承诺或兑现所属年度。")
    unit: Plain = Field(title="单位", description="计量单位，如 项、人、万元。")
    promised: OrNotStated[Amount] = Field(title="承诺", description="承诺的数量。")
    delivered: OrNotStated[Amount] = Field(title="兑现", description="兑现的数量。")
    note: Plain | None = Field(None, title="说明", description="具体内容。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class LogEntry(Part):
    date: CoarseDate = Field(title="日期", description="发生的日期。")
    entry: Prose = Field(title="事项", description="做了什么。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Pairing(Record):
    """One helper and one helped place."""

    kind: ClassVar[str] = "pairings"
    kind_name: ClassVar[str] = "结对"
    labels: ClassVar[dict[str, str]] = {
        "technology": "技术",
        "talent": "人才",
        "funds": "资金",
        "market": "市场",
        "training": "培训",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("goals", "目标", ("goals",)),
        Section("flows", "承诺与兑现", ("flows",)),
        Section("log", "纪事", ("log",)),
        Section("change", "受助方前后", ("indicators",)),
        Section("cases", "由此产生的案例", ("cases",)),
        Section("sources", "来源", ("sources",), compared=False),
    )
    newest_first: ClassVar[bool] = True

    helper: Party = Field(title="帮扶方", description="县（市）、机构，或地市、省。")
    helped: Party = Field(title="受助方", description="县（市），或地市、省。")
    scheme: SchemeId = Field(title="依据", description="结对所依据的政策、计划或制度的编号。")
    forms: Several[Plain] = Field(
        (), title="形式", description="结对的形式，如 对口联系、定点帮扶、师徒结对。"
    )
    start: OrNotStated[CoarseDate] = Field(title="开始", description="结对开始的日期。")
    end: CoarseDate | None = Field(None, title="结束", description="结束的日期；仍在进行或不详时不写。")
    summary: Plain = Field(title="摘要", description="不超过 200 字。", max_length=200)
    goals: tuple[Plain, ...] = Field((), title="目标", description="约定的目标。")
    flows: tuple[Flow, ...] = Field((), title="承诺与兑现", description="按年、按类别的承诺与兑现。")
    log: tuple[LogEntry, ...] = Field((), title="纪事", description="按日期记录的事项。")
    indicators: tuple[Indicator, ...] = Field((), title="受助方指标", description="受助方前后对比的数字。")
    cases: Several[CaseId] = Field((), title="案例", description="由这次结对产生的案例，写编号。")

    def whereabouts(self) -> Whereabouts:
        """Where the helped side is."""
        return self.helped.whereabouts

    def areas(self) -> Iterator[tuple[tuple[str | int, ...], Area]]:
        """The areas of both sides."""
        for side, party in (("helper", self.helper), ("helped", self.helped)):
            if party.area:
                yield (side, "area"), party.area

    def name(self, places: Places) -> str:
        """Who helps whom."""
        return f"{places.name_at(self.helper.whereabouts)} → {places.name_at(self.helped.whereabouts)}"
