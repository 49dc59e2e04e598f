"""The phrases that readers meet again and again, each written here and nowhere else: templates and code take them by name."""

from __future__ import annotations

from typing import Final, NamedTuple


class Phrases(NamedTuple):
    """A phrase by what it says; templates know it as `PHRASES.compiled`."""

    not_stated: str = "来源未载明"
    missing: str = "尚缺"
    compiled: str = "据公开资料整理，未经当地核实"
    unseen: str = "转引，未见原文"
    compilation: str = "据法规汇编，未见公报原文"
    repost: str = "据转载，未见原文"
    newest: str = "最近收录"
    doors: str = "按身份查找"
    compare_with: str = "与本县对照"
    table: str = "查看数据表"
    pictured: str = "图中内容"
    more: str = "显示更多"
    practice: str = "做法"
    paired: str = "结对"
    same_theme: str = "主题相同"
    clauses: str = "对应条款"
    owed: str = "规定数"
    counting: str = "核算说明"
    today: str = "现行区划"
    unchanged: str = "未变"
    ask: str = "向谁了解"
    supply: str = "补充资料"
    without_region: str = "高校、院所和部委"
    without_year: str = "年份未载明"
    lead: str = "线索"
    call: str = "征集"
    place_unknown: str = "跨县，来源没有写地名"
    limits_unknown: str = "来源只讲成效，没有讲不足；照做之前请先"


PHRASES: Final = Phrases()
