"""A high-tech zone, university, institute, expert courtyard, incubator … (plan 二-4, 三-3)."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from county_casebook.records.record import Area, Record
from county_casebook.schema.fields import CoarseDate, CountyId, Link, OrNotStated, Plain, Prose, Several
from county_casebook.schema.sections import Section

OrganizationType = Literal[
    "high_tech_zone",
    "university",
    "institute",
    "expert_courtyard",
    "productivity_centre",
    "incubator",
    "technology_market",
    "leading_enterprise",
    "science_park",
    "government",
    "other",
]


class Organization(Record):
    """One organization that helps counties or serves them."""

    kind: ClassVar[str] = "organizations"
    kind_name: ClassVar[str] = "机构"
    labels: ClassVar[dict[str, str]] = {
        "high_tech_zone": "国家高新技术产业开发区",
        "university": "大学",
        "institute": "科研院所",
        "expert_courtyard": "专家大院",
        "productivity_centre": "生产力促进中心",
        "incubator": "科技企业孵化器",
        "technology_market": "技术市场",
        "leading_enterprise": "龙头企业",
        "science_park": "农业科技园",
        "government": "政府部门",
        "other": "其他机构",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("profile", "简介", ("profile",)),
        Section("title_note", "名称说明", ("title_note",)),
        Section("serves", "服务的县市", ("serves",)),
        Section("sources", "来源", ("sources",), searched=False, compared=False),
    )

    title: Plain = Field(title="名称", description="机构名称；没有见到正式名称时写法见 title_note。")
    title_note: Plain | None = Field(None, title="名称说明", description="名称如何得来，例如未见正式名称。")
    type: OrganizationType = Field(title="类型", description="机构类型。")
    place: Area | None = Field(None, title="所在地", description="所在地的代码和年份。")
    since: OrNotStated[CoarseDate] = Field(title="成立或批准", description="成立或批准的日期。")
    basis: Plain | None = Field(None, title="批准文件", description="批准文件的名称或发文字号。")
    serves: Several[CountyId] = Field((), title="服务县市", description="服务的县（市）id。")
    homepage: Link | None = Field(None, title="网站", description="机构网站。")
    profile: OrNotStated[Prose] = Field("not_stated", title="简介", description="简介；Markdown。")
