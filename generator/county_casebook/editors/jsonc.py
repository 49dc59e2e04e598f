"""Settings with comments, as editors of text write them, are read, and entries are added to them without touching anything else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*+"|//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)|[{}\[\],:]')
_STRING = re.compile(r'("(?:[^"\\\n]|\\.)*+")')
_TRAILING = re.compile(r",(?=\s*+[}\]])")


class Unsafe(Exception):
    """The text cannot be read, or not be added to without changing what it says."""


def read_jsonc(text: str) -> dict[str, Any]:
    """Return the settings of a text; raise Unsafe when it is none, or says a thing twice."""
    try:
        found = json.loads(_plain(text), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Unsafe(str(error)) from None
    if not isinstance(found, dict):
        raise Unsafe("no object")
    return found


def added(text: str, key: str, entries: Mapping[str, Any] | list[str]) -> str:
    """Return the text with entries added to the object or list under a key, which is made if it is missing.

    What is there stays as it is, and wins. Raise Unsafe where that cannot be done.
    """
    before = read_jsonc(text)
    there = before.get(key, type(entries)())
    if type(there) is not type(entries):
        raise Unsafe(f"{key} is something else")
    missing = _missing(there, entries)
    if not missing:
        return text
    expected = {**before, key: {**missing, **there} if isinstance(there, dict) else [*missing, *there]}
    at = _opening(text, key)
    if at is None:
        after = _inserted(text, _opening(text, None) or 0, [_member(key, entries)], is_empty=not before)
    else:
        lines = list(missing) if isinstance(missing, list) else [_member(*each) for each in missing.items()]
        lines = (
            [json.dumps(line, ensure_ascii=False) for line in lines] if isinstance(missing, list) else lines
        )
        after = _inserted(text, at, lines, is_empty=not there)
    if read_jsonc(after) != expected:
        raise Unsafe("the text would say something else")
    return after


def _missing(there: Any, entries: Mapping[str, Any] | list[str]) -> Any:
    if isinstance(entries, list):
        return [each for each in entries if each not in there]
    return {name: value for name, value in entries.items() if name not in there}


def _member(key: str, value: Any) -> str:
    return f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False, indent=2)}"


def _inserted(text: str, at: int, members: list[str], *, is_empty: bool) -> str:
    """Put members behind the bracket at a place, each on lines of its own."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    indent = line[: len(line) - len(line.lstrip())] + "  "
    end = "\r\n" if "\r\n" in text else "\n"
    body = f",{end}{indent}".join(member.replace("\n", f"{end}{indent}") for member in members)
    close = "" if not is_empty else f"{end}{indent[:-2]}"
    rest = text[at + 1 :]
    follows = "," if not is_empty else ""
    return (
        f"{text[: at + 1]}{end}{indent}{body}{follows}{close if rest.lstrip(' ')[:1] in '}]' else ''}{rest}"
    )


def _opening(text: str, key: str | None) -> int | None:
    """Return where the bracket of the outermost object stands, or of the value under one of its keys; None: no such key."""
    depth, name = 0, ""
    for sign, at in _signs(text):
        if sign in "{[":
            if depth == (key is not None) and name == (key or ""):
                return at
            depth += 1
        elif sign in "}]":
            depth -= 1
        if depth == 1 and sign != ":":
            name = json.loads(sign) if sign[0] == '"' else ""
    return None


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """Yield strings and signs with where they stand, comments left out."""
    for match in _TOKEN.finditer(text):
        if match[0][0] != "/":
            yield match[0], match.start()


def _plain(text: str) -> str:
    """Return the text as JSON: comments and commas before a closing bracket become blanks; everything stays in its place."""
    without = _TOKEN.sub(lambda match: " " * len(match[0]) if match[0][0] == "/" else match[0], text)
    without = f" {without[1:]}" if without.startswith("\ufeff") else without
    parts = _STRING.split(without)
    return "".join(part if position % 2 else _TRAILING.sub(" ", part) for position, part in enumerate(parts))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


__all__ = ["Unsafe", "added", "read_jsonc"]
