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
        "run_by": "示例部",
        "clauses": [f"{PLAN}#3.2"],
        "note": "虚构",
        "sources": [{"title": "示例资料", "publisher": "示例社", "date": "2003", "grade": "D"}],
    }
    for n, name in enumerate("甲乙丙丁戊己庚辛")
]
_SCHEMES = [{"id": "demo-scheme", "title": "示例称号制度", "description": "not_stated"}]
AUDIENCES = [
    {"id": key, "title": title, "description": f"示例：{title}。"}
    for key, title in (("officials", "干部"), ("farmers", "农民"), ("firms", "中小企业"), ("experts", "专家"))
]
VOCABULARIES: dict[str, list[dict[str, Any]]] = {
    "themes": THEMES,
    "programmes": PROGRAMMES,
    "schemes": _SCHEMES,
    "audiences": AUDIENCES,
    "synonyms": [{"terms": ["科技特派员", "科特派"]}],
}
"""Every vocabulary by the name of its file."""
