"""A task of one of the four levels behind a demonstration (plan 一-4, 三-3, 三-7); the record of what was done meets it."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from county_casebook.records.record import Part
from county_casebook.schema.fields import ClauseRef, CoarseDate, Ordinal, Plain, RecordKey

Level = Literal["national", "provincial", "prefecture", "county"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The four levels of plan 三-3 (四级联动) in their order."""


class ResponsibleLevels(Part):
    """Who answers for a demonstration at each of the four levels."""

    national: Plain = Field(title="国家级责任单位", description="国家一级由谁负责。")
    provincial: Plain = Field(title="省级责任单位", description="省（市）一级由谁负责。")
    prefecture: Plain = Field(title="地级责任单位", description="地（市）一级由谁负责。")
    county: Plain = Field(title="县级责任单位", description="县（市）一级由谁负责。")


class Task(Part):
    """What one level owes by one clause; its state is computed and never written down."""

    level: Level = Field(
        title="哪一级", description="national 国家、provincial 省、prefecture 地（市）、county 县（市）。"
    )
    clause: ClauseRef = Field(title="依据条款", description="出自哪一条，写成政策编号#条款。")
    what: Plain = Field(title="任务", description="要做成什么，写一句。")
    who: Plain | None = Field(
        None, title="由谁做", description="写单位，不写个人；不写就是四级责任单位里这一级的单位。"
    )
    due: CoarseDate | None = Field(None, title="期限", description="文件写明的期限；没有写明就不写。")
    met_by: RecordKey | None = Field(
        None,
        title="完成的记录",
        description="本库里证明做成了的那条记录，写成 类别/编号，如 events/plan-conference；没有就不写。",
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")
