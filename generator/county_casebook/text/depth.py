"""Markdown becomes whether it is nested deeper than anybody reads; rendering takes the square of the depth."""

from __future__ import annotations

import re

DEEPEST = 20
_SIGN = r"[ \t]*+(?:>|[-+*](?=[ \t])|[0-9]{1,9}+[.)](?=[ \t]))"
TOO_DEEP = re.compile(rf"^((?:{_SIGN}){{{DEEPEST}}})(?={_SIGN})", re.MULTILINE)
"""The signs of quotations and lists at the beginning of a line that has more of them than `DEEPEST`."""


def flattened(text: str) -> str:
    """Return Markdown in which what is nested too deep is words."""
    return TOO_DEEP.sub(r"\1 \\", text) if len(text) > DEEPEST else text
