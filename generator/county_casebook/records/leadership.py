"""What a county's leaders took in hand themselves, and what its bureau of science and technology has (plan 二-1, 二-3)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from county_casebook.records.record import Part
from county_casebook.schema.fields import Count, Ordinal, OrNotStated, Plain, Year


class LeaderProject(Part):
    """A project that a leader of the county took in hand."""

    title: Plain = Field(title="项目", description="一把手科技示范工程的项目名称。")
    leader_post: Plain = Field(title="领导职务", description="由哪一职务的领导亲自抓；写职务，不写姓名。")
    year: Year = Field(title="年份", description="开始的年份。")
    state: Literal["planned", "under_way", "done", "stopped", "not_stated"] = Field(
        "not_stated",
        title="进展",
        description="planned 计划中、under_way 进行中、done 已完成、stopped 已停止；来源没有写就是 not_stated。",
    )
    summary: Plain | None = Field(None, title="简介", description="一句话说明做什么。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")


class Bureau(Part):
    """Aggregates of the county's science and technology bureau; never a person."""

    year: Year = Field(title="年份", description="数字所属年份。")
    staff: OrNotStated[Count] = Field(
        title="在编人数", description="科技局在编人数；来源没有写就写 not_stated。"
    )
    professionals: Count | None = Field(None, title="专业背景人数", description="其中有专业知识背景的人数。")
    under_45: Count | None = Field(None, title="45 岁以下人数", description="其中 45 岁以下的人数。")
    functions: Plain | None = Field(
        None, title="机构与职能", description="科技局怎样设的、管什么，一两句话；不写姓名。"
    )
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")
