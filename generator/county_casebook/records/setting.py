"""Where a practice grew: its land, its trade, what was scarce, how far it spread."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from county_casebook.records.record import Part
from county_casebook.schema.fields import Ordinal, OrNotStated, Several

Terrain = Literal[
    "mountain",
    "hills",
    "plain",
    "plateau",
    "karst",
    "dryland",
    "saline",
    "sand",
    "grassland",
    "wetland",
    "coast",
]
Industry = Literal[
    "grain",
    "potatoes",
    "vegetables",
    "mushrooms",
    "fruit",
    "tea",
    "oil_crops",
    "herbs",
    "forestry",
    "livestock",
    "fishery",
    "manufacturing",
    "services",
]
Scarce = Literal["water", "soil", "land", "money", "technology", "talent", "market", "roads", "energy"]
Scale = Literal["villages", "townships", "county_wide", "wider"]

SETTINGS: dict[str, str] = {
    "mountain": "山区",
    "hills": "丘陵",
    "plain": "平原",
    "plateau": "高原",
    "karst": "石漠化山区",
    "dryland": "旱区",
    "saline": "盐碱地",
    "sand": "风沙地",
    "grassland": "草原牧区",
    "wetland": "水网湿地",
    "coast": "沿海",
    "grain": "粮食",
    "potatoes": "薯类",
    "vegetables": "蔬菜",
    "mushrooms": "食用菌",
    "fruit": "水果",
    "tea": "茶叶",
    "oil_crops": "油料",
    "herbs": "药材",
    "forestry": "林业和竹业",
    "livestock": "畜牧",
    "fishery": "水产",
    "manufacturing": "工业",
    "services": "服务业和电商",
    "water": "缺水",
    "soil": "地力差或水土流失",
    "land": "缺地",
    "money": "缺钱",
    "technology": "缺技术",
    "talent": "缺人才",
    "market": "缺销路",
    "roads": "交通不便",
    "energy": "缺燃料和电",
    "villages": "几个村",
    "townships": "几个乡镇",
    "county_wide": "全县",
    "wider": "跨县",
}
"""What readers see for the choices of a setting."""


def offered(choices: object) -> str:
    """The choices of a field with their words, for its description."""
    return "、".join(f"{choice} {SETTINGS[choice]}" for choice in get_args(choices))


class Setting(Part):
    """Where the practice grew: what a reader compares with a county of their own."""

    terrain: Several[Terrain] = Field((), title="地形", description=f"{offered(Terrain)}。")
    industry: Several[Industry] = Field((), title="产业", description=f"{offered(Industry)}。")
    scarce: Several[Scarce] = Field((), title="原来缺什么", description=f"{offered(Scarce)}。")
    scale: OrNotStated[Scale] = Field(title="铺开的范围", description=f"{offered(Scale)}。")
    source: Ordinal | None = Field(None, title="来源序号", description="sources 里的第几条。")
