"""A text with choices becomes one text: `{a|b}` is a choice, `{name}` a fact, `{3-9}` a number between two; braces nest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from county_casebook.demo.dice import Dice

Node: TypeAlias = "str | tuple[Node, ...] | Choice"
_RANGE = re.compile(r"(\d+)-(\d+)")


class Choice:
    """Alternatives of which one is taken; a fact or a range of numbers is a choice of its own."""

    __slots__ = ("fact", "options", "range")

    def __init__(self, options: tuple[Node, ...]) -> None:
        alone = options[0] if len(options) == 1 else None
        found = _RANGE.fullmatch(alone) if isinstance(alone, str) else None
        self.range = (int(found[1]), int(found[2])) if found else None
        self.fact = alone if isinstance(alone, str) and not found else None
        self.options = options


def expand(text: str, dice: Dice, facts: Mapping[str, str]) -> str:
    """Return a text with every choice made; raise KeyError for a fact that is not known."""
    return _said(_read(text), dice, facts)


def _said(node: Node, dice: Dice, facts: Mapping[str, str]) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):
        return "".join([_said(part, dice, facts) for part in node])
    if node.range:
        return str(dice.between(*node.range))
    if node.fact is not None:
        return facts[node.fact]
    return _said(node.options[dice.number(len(node.options))], dice, facts)


@cache
def _read(text: str) -> Node:
    node, rest = _options(text, 0, "")
    if rest != len(text):
        raise ValueError(f"unbalanced braces: {text}")
    return node.options[0]


def _options(text: str, at: int, end: str) -> tuple[Choice, int]:
    """Alternatives up to the closing brace, or to the end of the text; and where reading goes on."""
    options: list[Node] = []
    parts: list[Node] = []
    start = at
    while at < len(text) and text[at] != "}":
        if text[at] in "{|" and at > start:
            parts.append(text[start:at])
        if text[at] == "{":
            choice, at = _options(text, at + 1, "}")
            parts.append(choice)
            start = at = at + 1
        elif text[at] == "|" and end:
            options.append(_joined(parts))
            parts, start, at = [], at + 1, at + 1
        else:
            at += 1
    if at > start:
        parts.append(text[start:at])
    return Choice((*options, _joined(parts))), at


def _joined(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else tuple(parts) if parts else ""
