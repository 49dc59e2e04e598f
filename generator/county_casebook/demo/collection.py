"""A number and the cases there are become a fictional editors' pick: cases of one kind of land."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.parts import sources
from county_casebook.records.setting import SETTINGS


def collection(number: int, records: Mapping[str, Mapping[str, Any]], seed: int) -> dict[str, Any]:
    """A fictional editors' pick of published cases among `records` (by path)."""
    dice = Dice(seed, "collection", number)
    by_land = _published(records)
    lands = sorted((land for land in by_land if len(by_land[land]) > 1), key=lambda land: -len(by_land[land]))
    land = lands[number % len(lands)] if lands else ""
    chosen = by_land[land] if land else [key for keys in by_land.values() for key in keys]
    name = SETTINGS.get(land, "各地")
    return {
        "status": "published",
        "published": f"2006-05-{number % 28 + 1:02}",
        "updated": "2006-06-01",
        "sources": sources(dice),
        "keywords": ["示例选编"],
        "title": f"示例选编{number + 1}：{name}的几种办法",
        "summary": f"同在{name}，缺的不一样，做法也不一样；每一个都写了没有做好的地方。",
        "introduction": f"这一组都在**{name}**。先看各自原来缺什么，再看花了多少钱、用了几年，最后看哪里没有做成。",
        "cases": dice.some(chosen, dice.between(3, 7)),
    }


def _published(records: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The ids of published cases by their land."""
    found: dict[str, list[str]] = {}
    for path, record in records.items():
        if path.startswith("cases/") and record["status"] == "published":
            found.setdefault(record["setting"]["terrain"][0], []).append(path.rpartition("/")[2])
    return found
