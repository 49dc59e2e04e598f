"""An organization that helps counties or serves people in them: a hotline, an expert courtyard, an incubator … (plan 二-4, 三-3, 三-4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from county_casebook.records.record import Area, Part, Record
from county_casebook.schema.fields import (
    AudienceId,
    CoarseDate,
    CountyId,
    Link,
    Ordinal,
    OrNotStated,
    Phone,
    Plain,
    Prose,
    Several,
)
from county_casebook.schema.sections import Section

OrganizationType = Literal[
    "high_tech_zone",
    "university",
    "institute",
    "expert_courtyard",
    "envoy_station",
    "backyard",
    "productivity_centre",
    "incubator",
    "technology_market",
    "leading_enterprise",
    "science_park",
    "extension",
    "rural_service",
    "hotline",
    "information_network",
    "government",
    "other",
]
SERVICE_TYPES: frozenset[str] = frozenset(
    (
        "expert_courtyard",
        "envoy_station",
        "backyard",
        "productivity_centre",
        "incubator",
        "technology_market",
        "extension",
        "rural_service",
        "hotline",
        "information_network",
    )
)
"""The types that exist to serve people: without audiences and an area nobody finds them."""

Channel = Literal[
    "phone",
    "message",
    "broadcast",
    "television",
    "website",
    "app",
    "video",
    "visit",
    "on_site",
    "course",
    "demonstration",
]


class PublicContact(Part):
    """How the public reaches an organization, as a source states it."""

    office: Plain | None = Field(None, title="联系单位", description="对外联系的单位或科室，不写个人。")
    phone: Phone | None = Field(
        None,
        title="公开电话",
        description="座机写区号，热线写号码，如 12316、12396；手机号码不能写。",
    )
    hours: Plain | None = Field(None, title="接待时间", description="什么时候有人接、有人在，照来源写。")
    source: Ordinal | None = Field(
        None, title="来源序号", description="sources 里的第几条；号码会变，写明出处。"
    )


class Organization(Record):
    """One organization that helps counties or serves people in them."""

    kind: ClassVar[str] = "organizations"
    kind_name: ClassVar[str] = "机构"
    labels: ClassVar[dict[str, str]] = {
        "high_tech_zone": "国家高新技术产业开发区",
        "university": "大学",
        "institute": "科研院所",
        "expert_courtyard": "专家大院",
        "envoy_station": "科技特派员工作站",
        "backyard": "科技小院",
        "productivity_centre": "生产力促进中心",
        "incubator": "科技企业孵化器",
        "technology_market": "技术市场",
        "leading_enterprise": "龙头企业",
        "science_park": "农业科技园",
        "extension": "技术推广机构",
        "rural_service": "农村科技服务组织",
        "hotline": "服务热线",
        "information_network": "科技信息服务网",
        "government": "政府部门",
        "other": "其他机构",
        "nationwide": "全国",
        "phone": "电话",
        "message": "短信",
        "broadcast": "广播",
        "television": "电视",
        "website": "网站",
        "app": "手机应用",
        "video": "视频",
        "visit": "到户到田",
        "on_site": "坐堂",
        "course": "办班",
        "demonstration": "示范",
    }

    sections: ClassVar[tuple[Section, ...]] = (
        Section("services", "做什么", ("services",)),
        Section("profile", "简介", ("profile",)),
        Section("title_note", "名称说明", ("title_note",)),
        Section("contact", "怎样联系", ("contact",), compared=False),
        Section("serves", "服务的县市", ("serves",)),
        Section("sources", "来源", ("sources",), compared=False),
    )

    title: Plain = Field(title="名称", description="机构名称；没有见到正式名称时写法见 title_note。")
    title_note: Plain | None = Field(None, title="名称说明", description="名称如何得来，例如未见正式名称。")
    type: OrganizationType = Field(title="机构类型", description="机构类型。")
    place: Area | None = Field(
        None, title="所在地", description="所在地的代码和年份；没有所在地的热线、网站不写。"
    )
    since: OrNotStated[CoarseDate] = Field(title="成立或批准", description="成立、开通或批准的日期。")
    until: CoarseDate | None = Field(
        None, title="停办", description="撤销、停办或并入别处的日期；还在或不详时不写。"
    )
    basis: Plain | None = Field(None, title="批准文件", description="批准文件的名称或发文字号。")
    audiences: Several[AudienceId] = Field(
        (), title="服务对象", description="为哪几类人服务；这些人的入口页会列出它，来源没有说的不写。"
    )
    channels: Several[Channel] = Field(
        (),
        title="服务方式",
        description="phone 电话、message 短信、broadcast 广播、television 电视、website 网站、app 手机应用、"
        "video 视频、visit 到户到田、on_site 坐堂、course 办班、demonstration 示范。",
    )
    reach: Literal["nationwide"] | None = Field(
        None,
        title="服务范围",
        description="nationwide 全国；只服务几个地方的不写，写 serves 或 serves_areas。",
    )
    serves: Several[CountyId] = Field((), title="服务县市", description="服务的县（市），写编号。")
    serves_areas: tuple[Area, ...] = Field(
        (), title="服务地区", description="服务的省、地市或本库没有记录的县，写代码和年份。"
    )
    contact: PublicContact | None = Field(
        None, title="联系", description="对外的单位、公开电话和接待时间，不写个人。"
    )
    homepage: Link | None = Field(None, title="网站", description="机构网站。")
    services: Prose | None = Field(None, title="做什么", description="提供什么服务、怎样收费；Markdown。")
    profile: OrNotStated[Prose] = Field("not_stated", title="简介", description="简介；Markdown。")

    def areas(self) -> Iterator[tuple[tuple[str | int, ...], Area]]:
        """Its place, then the areas it serves."""
        yield from super().areas()
        yield from ((("serves_areas", order), area) for order, area in enumerate(self.serves_areas))
