"""Chance becomes prose: sentences from a grammar over a large vocabulary, the same for the same seed everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from county_casebook.demo import words

_T = TypeVar("_T")


class Dice:
    """Numbers that look random and depend on nothing but their names (SHA-256 in counter mode)."""

    def __init__(self, *names: object) -> None:
        self._seed = "/".join(map(str, names)).encode()
        self._count = 0
        self._pool = b""

    def number(self, below: int) -> int:
        """An integer from 0 up to (not including) `below`."""
        if len(self._pool) < 4:
            self._pool = hashlib.sha256(self._seed + self._count.to_bytes(8, "big")).digest()
            self._count += 1
        value, self._pool = int.from_bytes(self._pool[:4], "big"), self._pool[4:]
        return value % below

    def one(self, choices: Sequence[_T]) -> _T:
        return choices[self.number(len(choices))]

    def some(self, choices: Sequence[_T], count: int) -> list[_T]:
        """`count` different choices, or all of them when there are fewer."""
        left = list(choices)
        return [left.pop(self.number(len(left))) for _ in range(min(count, len(left)))]

    def between(self, low: int, high: int) -> int:
        return low + self.number(high - low + 1)

    def chance(self, per_cent: int) -> bool:
        return self.number(100) < per_cent


def _thing(dice: Dice) -> str:
    return dice.one((words.CROPS, words.CROPS, words.ANIMALS, words.PRODUCTS)[dice.number(4)])


def _amount(dice: Dice) -> str:
    unit = dice.one(("亩", "户", "吨", "头", "人次", "个村", "万元", "公里", "台", "批", "家", "棵"))
    value = dice.between(2, 9800)
    return f"{value / 10:.1f} {unit}" if unit in ("万元", "公里", "吨") else f"{value} {unit}"


_FRAMES: tuple[Callable[[Dice], str], ...] = (
    lambda d: (
        f"{d.one(words.WHEN)}，{d.one(words.ORGANS)}{d.one(words.MANNERS)}{d.one(words.VERBS)}{_thing(d)}{_amount(d)}，用的是{d.one(words.METHODS)}的办法"
    ),
    lambda d: (
        f"{_thing(d)}一度受{d.one(words.PESTS)}所困，{d.one(words.ORGANS)}请来{d.one(words.ORGANS)}的人，{d.one(words.MANNERS)}查了{_amount(d)}"
    ),
    lambda d: (
        f"{d.one(words.CONNECTIVES)}，{d.one(words.METHODS)}在{_thing(d)}上用开，{d.one(words.GAINS)}约 {d.between(3, 48)}%"
    ),
    lambda d: (
        f"由{d.one(words.ORGANS)}出面，与{d.one(words.ORGANS)}签约{d.one(words.VERBS)}{_thing(d)}，合同载明{d.one(words.LESSONS)}"
    ),
    lambda d: f"原先{d.one(words.TROUBLES)}、{d.one(words.TROUBLES)}，{_thing(d)}只卖得出{d.between(2, 9)}成",
    lambda d: (
        f"{d.one(words.ORGANS)}把{d.one(words.METHODS)}编成{d.between(3, 12)}条口诀，{d.one(words.MANNERS)}教给{d.between(20, 900)} 户{_thing(d)}农户"
    ),
    lambda d: (
        f"检测 {d.one(words.LATIN)} 等 {d.between(3, 20)} 项指标后，{_thing(d)}才准进入{d.one(words.PRODUCTS)}车间"
    ),
    lambda d: (
        f"{d.one(words.WHEN)}最怕{d.one(words.TROUBLES)}，于是改用{d.one(words.METHODS)}，并留出{_amount(d)}作对照"
    ),
    lambda d: (
        f"一台{d.one(words.PRODUCTS)}设备由{d.one(words.ORGANS)}购置，{d.one(words.ORGANS)}代管，每{d.one(('亩', '吨', '户'))}收费 {d.between(5, 160)} 元"
    ),
    lambda d: (
        f"从{_thing(d)}到{d.one(words.PRODUCTS)}，中间隔着{d.one(words.TROUBLES)}这道坎，{d.one(words.ORGANS)}花了 {d.between(2, 30)} 个月才跨过去"
    ),
    lambda d: (
        f"{d.one(words.ORGANS)}与{d.one(words.ORGANS)}约定：{d.one(words.GAINS)}部分按 {d.between(2, 5)}:{d.between(3, 6)} 分成，{d.one(words.LESSONS)}"
    ),
    lambda d: (
        f"依照县里〔{d.between(2001, 2009)}〕{d.between(1, 180)} 号文，{d.one(words.VERBS)}{_thing(d)}的补助按{_amount(d)}兑付"
    ),
    lambda d: (
        f"土名叫“{d.one(words.RARE)}{d.one(words.PLACE_TAILS)}”的地块{d.one(words.MANNERS)}改种{_thing(d)}，{d.one(words.GAINS)}"
    ),
    lambda d: (
        f"{d.one(words.CONNECTIVES)}有人担心{d.one(words.TROUBLES)}，{d.one(words.ORGANS)}便{d.one(words.MANNERS)}公布{_thing(d)}的{d.one(words.VERBS)}账目"
    ),
    lambda d: (
        f"{d.one(words.METHODS)}、{d.one(words.METHODS)}与{d.one(words.METHODS)}三样配套，缺一样{_thing(d)}就容易{d.one(words.PESTS)}"
    ),
    lambda d: (
        f"{d.one(words.ORGANS)}{d.one(words.MANNERS)}办了 {d.between(4, 90)} 期班，讲{_thing(d)}怎样{d.one(words.VERBS)}、{d.one(words.PRODUCTS)}怎样{d.one(words.VERBS)}"
    ),
)
_LIMIT_FRAMES: tuple[Callable[[Dice], str], ...] = (
    lambda d: f"{d.one(words.LIMITS)}，{d.one(words.METHODS)}不宜照搬",
    lambda d: f"{d.one(words.VERBS)}{_thing(d)}时{d.one(words.TROUBLES)}没有解决，损失{_amount(d)}",
    lambda d: f"{_thing(d)}行情一变，{d.one(words.ORGANS)}的垫资就收不回来，教训是{d.one(words.LESSONS)}",
    lambda d: f"没有{d.one(words.ORGANS)}配合的地方，{d.one(words.PESTS)}照样反复",
)


def sentence(dice: Dice) -> str:
    """One sentence of one to three clauses."""
    parts = [dice.one(_FRAMES)(dice) for _ in range(dice.between(1, 2))]
    return "；".join(parts) + "。"


def paragraph(dice: Dice, sentences: int) -> str:
    return "".join(sentence(dice) for _ in range(sentences))


def limitation(dice: Dice) -> str:
    """A paragraph on what failed or where the practice will not fit."""
    return (
        "；".join(frame(dice) for frame in dice.some(_LIMIT_FRAMES, dice.between(2, 3)))
        + "。"
        + sentence(dice)
    )


def rich(dice: Dice, sentences: int) -> str:
    """A paragraph with now and then a list, an emphasis or a small table, in Markdown."""
    text = paragraph(dice, sentences)
    if dice.chance(25):
        text += "\n\n" + "\n".join(
            f"- {dice.one(words.LESSONS)}：{dice.one(_FRAMES)(dice)}" for _ in range(dice.between(2, 4))
        )
    if dice.chance(15):
        text += f"\n\n要紧的是**{dice.one(words.LESSONS)}**，*{dice.one(words.LESSONS)}*次之。"
    if dice.chance(10):
        rows = "\n".join(f"| {_thing(dice)} | {_amount(dice)} |" for _ in range(3))
        text += f"\n\n| 品类 | 数量 |\n| --- | --- |\n{rows}"
    return text


def subject(dice: Dice) -> tuple[str, str]:
    """What a case is about: a thing and a method."""
    return _thing(dice), dice.one(words.METHODS)
