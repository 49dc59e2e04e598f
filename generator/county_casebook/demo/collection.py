"""A number and the cases there are become a fictional editors' pick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from county_casebook.demo.parts import sources
from county_casebook.demo.prose import Dice, rich, sentence, subject


def collection(number: int, records: Mapping[str, Mapping[str, Any]], seed: int) -> dict[str, Any]:
    """A fictional editors' pick of published cases among `records` (by path)."""
    dice = Dice(seed, "collection", number)
    published = [
        path.rpartition("/")[2]
        for path, record in records.items()
        if path.startswith("cases/") and record["status"] == "published"
    ]
    return {
        "status": "published",
        "published": f"2006-05-{number % 28 + 1:02}",
        "updated": "2006-06-01",
        "sources": sources(dice),
        "keywords": ["示例选编"],
        "title": f"示例选编{number + 1}：{subject(dice)[1]}的几种办法",
        "summary": sentence(dice)[:100],
        "introduction": rich(dice, 2),
        "cases": dice.some(published, dice.between(3, 7)),
    }
