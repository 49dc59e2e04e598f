"""The fields no page shows, each with the reason: everything else that a record holds is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

DELIBERATELY_NOT_SHOWN: Mapping[str, str] = {
    "*.status": "只有已发布的记录进网站",
    "*.keywords": "正文没有的检索词，只供搜索",
    "*.former_ids": "旧网址上有一页引到这一页",
    "*.withdrawal.date": "撤回的记录没有网页，原来的网址上只说哪一天、为什么撤回",
    "*.withdrawal.reason": "同上",
    "*.sources.facts": "底稿里的编号，供核对数字；读者看到的是来源本身",
    "*.sources.sha256": "供检查文件有没有被改动",
    "*.sources.public": "决定文件随不随网站公开；公开的以链接显示",
    "cases.provenance.reviews.digest": "供检查审后内容有没有再改",
    "policies.text_sha256": "供检查正文有没有被改动",
    "policies.points.id": "网址的一部分，显示的是要点本身",
    "policies.duties.id": "网址的一部分，显示的是责任本身",
    "policies.duties.measure": "算法的代号；应当做到的数目、计数办法、算出的结果和名单都显示",
    "vocabulary.invitation": "显示在首页的入口上",
    "vocabulary.asks_as": "决定对象的页面列出哪些人问过的问题",
    "vocabulary.id": "网址的一部分，显示的是名称",
}
"""By folder (`*`: every kind) and path of the field."""


WITHOUT_PAGES: Mapping[str, str] = {"designations": "名称显示在县市的页面上，词条没有自己的网页"}
"""The vocabularies whose terms have no page, each with the reason."""


def reason_not_shown(folder: str, path: Sequence[str]) -> str:
    """Return why the pages of a kind do not show a field; empty for one that they show."""
    name = ".".join(path)
    return DELIBERATELY_NOT_SHOWN.get(f"{folder}.{name}") or DELIBERATELY_NOT_SHOWN.get(f"*.{name}") or ""
