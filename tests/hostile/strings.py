"""A regular expression becomes the texts that are slow for it: what it repeats, repeated, and an end that does not fit.

The expression is taken apart by the standard library's own parser. From every repetition in it come a text that leads
there, the repeated piece many times over, and an end that makes the match fail, so that whoever goes back goes back far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_parser: Any = __import__("re._parser", fromlist=["parse"])

ENDS = ("", "\x00", "!", "\n")
BETWEEN = 3
"""How often the alternatives of one class or branch are tried at most."""


def hostile(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Yield texts of about `length` characters that a pattern is slow on if it is slow on any."""
    seen: set[str] = set()
    for lead, again in sorted(_pairs(pattern)):
        for end in ENDS:
            text = lead + again * max(1, length // len(again)) + end
            if text not in seen:
                seen.add(text)
                yield text


def _pairs(pattern: re.Pattern[Any]) -> set[tuple[str, str]]:
    """(what leads to a repetition, what it repeats); also each piece and each sign of the pattern by itself."""
    written = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    nodes = _parser.parse(
        written, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    whole = [_sample(nodes, pick) for pick in range(BETWEEN)]
    pairs = {("", text) for text in whole if text}
    for lead, body in _repeats(nodes, ""):
        for pick in range(BETWEEN):
            again = _sample(body, pick)
            if again:
                pairs |= {(lead, again), ("", again), ("", lead + again), (whole[0], again)}
    pairs |= {("", sign) for text in whole for sign in text}
    pairs |= {(text[:1], text[-1:]) for text in whole if text}
    pairs |= {("", blank) for blank in (" ", "\t", "\u3000", "0", "一", "甲")}
    return pairs


def _repeats(nodes: Any, lead: str) -> Iterator[tuple[str, Any]]:
    """Yield (text that leads there, what is repeated) for every repetition, the inner ones too."""
    for op, argument in nodes:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, body = argument
            if most > 1:
                yield lead, body
            yield from _repeats(body, lead)
        elif name == "SUBPATTERN":
            yield from _repeats(argument[-1], lead)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repeats(branch, lead)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(argument[1], lead)
        elif name == "ATOMIC_GROUP":
            yield from _repeats(argument, lead)
        lead += _sample([(op, argument)], 0)


def _sample(nodes: Any, pick: int) -> str:
    """Return a text that the nodes match, the `pick`th of its kind."""
    return "".join(_piece(str(op), argument, pick) for op, argument in nodes)


def _piece(name: str, argument: Any, pick: int) -> str:
    match name:
        case "LITERAL":
            return chr(argument)
        case "NOT_LITERAL":
            return "甲" if argument != ord("甲") else "乙"
        case "ANY":
            return "甲a "[pick % 3]
        case "IN":
            return _member(argument, pick)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, body = argument
            return _sample(body, pick) * max(int(least), min(1, int(most)))
        case "SUBPATTERN":
            return _sample(argument[-1], pick)
        case "ATOMIC_GROUP":
            return _sample(argument, pick)
        case "BRANCH":
            return _sample(argument[1][pick % len(argument[1])], pick)
    return ""


_CATEGORIES = {
    "DIGIT": "1",
    "SPACE": " ",
    "WORD": "a",
    "NOT_DIGIT": "甲",
    "NOT_SPACE": "甲",
    "NOT_WORD": "，",
}


def _member(members: Any, pick: int) -> str:
    if str(members[0][0]) == "NEGATE":
        refused = re.compile("".join(["[", *map(_written, members[1:]), "]"]))
        return next(sign for sign in "甲a1 ，（.-\n"[pick:] + "甲乙a1 ，\x01" if not refused.match(sign))
    op, argument = members[pick % len(members)]
    if str(op) == "RANGE":
        return chr(argument[0])
    if str(op) == "CATEGORY":
        return _CATEGORIES[str(argument).removeprefix("CATEGORY_")]
    return chr(argument)


def _written(member: tuple[Any, Any]) -> str:
    op, argument = member
    if str(op) == "RANGE":
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    if str(op) == "CATEGORY":
        name = str(argument).removeprefix("CATEGORY_")
        sign = name.removeprefix("NOT_")[0].lower()
        return "\\" + (sign.upper() if name.startswith("NOT_") else sign)
    return re.escape(chr(argument))
