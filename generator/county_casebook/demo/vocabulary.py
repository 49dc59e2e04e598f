"""The fictional vocabularies: themes, programmes, schemes, audiences and synonyms."""

from __future__ import annotations

from typing import Any

from county_casebook.demo.policies import PLAN

_THEME_NAMES = (
    "产业化",
    "实用技术",
    "特色产业",
    "企业创新",
    "服务体系",
    "科技特派员",
    "专家大院",
    "培训科普",
    "科技投入",
    "领导责任",
)
THEMES = [
    {
        "id": f"theme-{n + 1:02}",
        "title": f"示例主题·{name}",
        "description": f"虚构的主题：{name}。",
        "clauses": [f"{PLAN}#2.{n % 6 + 1}"],
    }
    for n, name in enumerate(_THEME_NAMES)
]
PROGRAMMES = [
    {
        "id": f"programme-{n + 1:02}",
        "title": f"示例计划{name}号",
        "description": "虚构的计划。",
        "since": "1990",
        "until": "2014",
        "successor": "示例后续计划",
        "run_by": "示例部",
        "clauses": [f"{PLAN}#3.2"],
        "note": "虚构",
        "sources": [{"title": "示例资料", "publisher": "示例社", "date": "2003", "grade": "D"}],
    }
    for n, name in enumerate("甲乙丙丁戊己庚辛")
]
_SCHEMES = [{"id": "demo-scheme", "title": "示例称号制度", "description": "not_stated"}]
AUDIENCES: list[dict[str, Any]] = [
    {
        "id": key,
        "title": title,
        "description": f"示例：{title}。",
        "invitation": invitation,
        "ask": f"本地管这件事的部门（示例，{title}）",
        "asks_as": asks_as,
    }
    for key, title, invitation, asks_as in (
        ("officials", "干部", "找一个和本县相近的做法，看清条件与不足，打印带去开会", ["bureau"]),
        ("farmers", "农民", "看别处的乡亲怎样增产增收、请谁来教", ["farmer", "cooperative", "village"]),
        ("firms", "中小企业", "找技术、找专家、找合作的办法", ["firm"]),
        ("experts", "专家", "看哪些县等着技术，别人怎样下去", ["other"]),
    )
]
_DESIGNATIONS = [
    {"id": key, "title": title, "description": f"示例：{title}。"}
    for key, title in (
        ("advanced", "先进县（市）"),
        ("demonstration", "试点示范县（市）"),
        ("weak", "科技工作较薄弱县"),
    )
]
VOCABULARIES: dict[str, list[dict[str, Any]]] = {
    "themes": THEMES,
    "programmes": PROGRAMMES,
    "schemes": _SCHEMES,
    "audiences": AUDIENCES,
    "designations": _DESIGNATIONS,
    "synonyms": [{"terms": ["科技特派员", "科特派"]}],
}
"""Every vocabulary by the name of its file."""
