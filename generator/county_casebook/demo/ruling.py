"""Plain sentences as a fictional policy says them."""

from __future__ import annotations

from county_casebook.demo.dice import Dice
from county_casebook.demo.practices import rules
from county_casebook.demo.template import expand


def rule(dice: Dice) -> str:
    """One or two sentences of what is to be done."""
    return (
        "；".join(expand(text, dice, {}).rstrip("。") for text in dice.some(rules(), dice.between(1, 2)))
        + "。"
    )


def paragraph(dice: Dice, sentences: int) -> str:
    return "".join(rule(dice) for _ in range(sentences))
