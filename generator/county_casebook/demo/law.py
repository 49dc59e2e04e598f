"""A fictional law and the rules that it replaced: articles in chapters, most of them the same in both."""

from __future__ import annotations

from county_casebook.demo.dice import Dice
from county_casebook.demo.ruling import rule

NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def law(seed: int) -> str:
    """Return the law: twelve articles in three chapters, every third with items."""
    lines = ["示例科技普及条例", "（2002年6月29日通过）"]
    for article in range(1, 13):
        if article % 4 == 1:
            lines.append(f"第{NUMERALS[article // 4 + 1]}章　示例")
        lines += _article(seed, article, article)
    return "\n".join(lines) + "\n"


def former_law(seed: int) -> str:
    """Return the rules before it: without its fifth article, two in another order, one in other words."""
    lines = ["示例科技普及暂行规定", "（1993年4月1日通过）"]
    for order, article in enumerate((1, 2, 3, 4, 7, 6, 8, 9, 10, 11, 12), start=1):
        lines += _article(seed, article, order)
        if article == 2:
            lines[-1] += "经费由县里酌定。"
    return "\n".join(lines) + "\n"


def _article(seed: int, article: int, order: int) -> list[str]:
    dice = Dice(seed, "law", article)
    lines = [f"第{NUMERALS[order]}条　{rule(dice)}"]
    if article % 3 == 0:
        lines += ["有下列情形之一的，依照前款：", f"（一）{rule(dice)}", f"（二）{rule(dice)}"]
    return lines
