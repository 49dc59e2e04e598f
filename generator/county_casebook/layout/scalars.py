"""A text becomes a YAML scalar that every reader takes for that text: ours, those of YAML 1.1 and those of YAML 1.2.

Plain where that is safe, else in double quotes; in single quotes where double ones would need a backslash, in double ones with
escapes where there is no other way. Long prose and what has several lines is literal text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import yaml

LONGEST = 150
"""Prose of more characters stands on lines of its own, below its name."""

_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
_NOT_IN_LISTS = re.compile(r"""[\[\]{},:?&*!|>'"%@`\\]""")
_YES_OR_NO = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", ".nan"}
    | {f"{sign}.inf" for sign in ("", "+", "-")}
)
_LIKE_A_NUMBER = re.compile(
    r"[-+]?(?:0o[0-7_]+|0x[0-9a-f_]+|0b[01_]+|\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?"
    r"|[0-9][0-9_.:-]*(?:e[-+]?[0-9]+)?)",
    re.IGNORECASE,
)
_RESOLVERS: Mapping[str, Sequence[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
"""By its first sign, what a reader of YAML 1.1 takes a plain text for."""


def scalar(text: str, *, is_figure: bool = False) -> str:
    """Return a text as a value on one line; a number or a date stays plain where the field holds figures."""
    if is_figure and _FIGURE.fullmatch(text):
        return text
    return text if _may_be_plain(text) else _quoted(text)


def member(text: str, *, is_figure: bool = False) -> str:
    """Return a text as a member of a list in brackets."""
    if is_figure and _FIGURE.fullmatch(text):
        return text
    return text if _may_be_plain(text) and not _NOT_IN_LISTS.search(text) else _quoted(text)


def literal(text: str, indent: str, *, is_prose: bool = False) -> tuple[str, list[str]] | None:
    """Return the sign and the lines of a literal text, `indent` being where its field stands; None when it fits on one line.

    A text of nothing but blanks and line ends is never literal: nobody would see it.
    """
    body = text.rstrip("\n")
    if not body.strip(" \t\n") or not ("\n" in text or (is_prose and len(text) > LONGEST)):
        return None
    ends = len(text) - len(body)
    sign = f"|{'2' if _begins_with_blanks(body) else ''}{'+' if ends > 1 else '' if ends else '-'}"
    lines = [f"{indent}  {line}" if line else "" for line in body.split("\n")]
    return sign, [*lines, *[""] * (ends - 1)]


def _begins_with_blanks(body: str) -> bool:
    """Whether a reader could not tell the text's own blanks from its indentation: up to the first line with words."""
    before = body[: len(body) - len(body.lstrip(" \t\n"))]
    return before.strip("\n") != ""


def _may_be_plain(text: str) -> bool:
    return (
        text != ""
        and text == text.strip()
        and text[0] not in _FIRST
        and not any(sign in text for sign in (": ", " #", "\n", "\t"))
        and not text.endswith(":")
        and not text.startswith("...")
        and not _means_something_else(text)
    )


def _means_something_else(text: str) -> bool:
    """Whether a reader of YAML 1.1 or 1.2 takes a plain text for a number, a date, a yes or no, or nothing.

    Whatever is made of digits and dots counts as such, so that of the numbers 4.1 and 4.1.1 not only one is quoted.
    """
    if text.lower() in _YES_OR_NO or _LIKE_A_NUMBER.fullmatch(text):
        return True
    return any(pattern.match(text) for _, pattern in _RESOLVERS.get(text[0], ()))


def _quoted(text: str) -> str:
    if "\n" in text or "\t" in text:
        return json.dumps(text, ensure_ascii=False)
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


__all__ = ["literal", "member", "scalar"]
