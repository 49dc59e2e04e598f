"""A record and a seed become a broken record: as bytes, as lines, as tokens or as YAML, the way editors and editors' programs break files."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from county_casebook.layout.canonical import canonical

JUNK = (
    *(
        "",
        "null",
        "~",
        "[]",
        "{}",
        "[a]",
        "{a: b}",
        "- - -",
        "no",
        "1e9",
        "0x1F",
        "12:30",
        "'",
        '"',
        "&a",
        "*a",
        "!!x y",
        "%x",
    ),
    *(
        "|",
        ">-",
        "---",
        "...",
        "?",
        ": ",
        "#",
        " #1",
        "\t",
        "👍",
        "not_stated",
        "九",
        "２００４",
        "1，5",
        "\u202e",
        "\u200b",
    ),
    *(
        "\x00",
        "\r",
        "\u2028",
        "9" * 5_000,
        "a" * 3_000,
        "[" * 30,
        "- " * 30,
        "{{ x }}",
        "<script>",
        "2004-02-30",
        "\ufeff",
    ),
    *(
        "demo-plan#",
        "#2.1",
        "../../etc",
        "con",
        "13800138000",
        "\\",
        '"\\ud800"',
        "<<: *a",
        "@",
        "`",
        "，",
        "：",
        "𠮷",
        "-1",
    ),
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]+|[\u4e00-\u9fff]+|[^\w\s]|\s+")


def _bytes(draw: random.Random, data: bytes) -> bytes:
    """Change, drop or add a few bytes, cut the file, or write it in another encoding."""
    how = draw.randrange(6)
    if how == 0:
        return data[: draw.randrange(len(data))]
    if how == 1:
        return data.decode("utf-8", "ignore").encode(
            draw.choice(["gb18030", "utf-16", "utf-8-sig", "big5"]), "replace"
        )
    changed = bytearray(data)
    for _ in range(draw.randrange(1, 6)):
        at = draw.randrange(len(changed))
        if how in (2, 3):
            changed[at] = draw.randrange(256)
        elif how == 4:
            del changed[at : at + draw.randrange(1, 9)]
        else:
            changed[at:at] = draw.randbytes(draw.randrange(1, 9))
    return bytes(changed)


def _lines(draw: random.Random, data: bytes) -> bytes:
    """Drop, double, swap, indent or join lines, or put something in their place."""
    lines = data.decode().split("\n")
    for _ in range(draw.randrange(1, 4)):
        at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        key = lines[at].partition(":")[0]
        lines[at : at + 1] = draw.choice(
            [
                [],
                [lines[at]] * 2,
                [lines[other]],
                [f"{draw.choice(['  ', ' ', chr(9), '　'])}{lines[at]}"],
                [lines[at].lstrip()],
                [draw.choice(JUNK)],
                [f"{key}: {draw.choice(JUNK)}"],
                [lines[at].replace(": ", draw.choice(["：", ":", " : ", ": : "]), 1)],
                [f"{lines[at]}{draw.choice(JUNK)}"],
            ]
        )
        lines = lines or [""]
    return draw.choice(["\n", "\n", "\n", "\r\n", "\r"]).join(lines).encode()


def _tokens(draw: random.Random, data: bytes) -> bytes:
    """Drop, double, swap or replace words and signs."""
    tokens = _TOKEN.findall(data.decode())
    for _ in range(draw.randrange(1, 6)):
        at, other = draw.randrange(len(tokens)), draw.randrange(len(tokens))
        tokens[at] = draw.choice(["", tokens[at] * 2, tokens[other], draw.choice(JUNK), tokens[at][::-1]])
    return "".join(tokens).encode()


def _values(draw: random.Random, data: bytes, read: Callable[[bytes], Any]) -> bytes:
    """Put another value, a list or a mapping where a value stands; drop, rename and move fields."""
    value = read(data)
    for _ in range(draw.randrange(1, 4)):
        _change(draw, value)
    return canonical(None, value).encode()


def _change(draw: random.Random, value: Any) -> None:
    """Change one place anywhere inside a value."""
    places = list(_places(value))
    if not places:
        return
    holder, key = draw.choice(places)
    found = holder[key]
    how = draw.randrange(6)
    if how == 0:
        del holder[key]
    elif how == 1 and isinstance(holder, dict):
        holder[draw.choice(["titel", "标题", "", "x" * 300, f"{key}s"])] = holder.pop(key)
    else:
        holder[key] = draw.choice(
            [
                draw.choice((*JUNK[:3], "九", "1e9", "not_stated", "2004")),
                [found],
                {"a": found},
                [found, found],
                str(found) * 2,
            ]
        )


def _places(value: Any) -> Any:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, found in inside:
        yield value, key
        yield from _places(found)


def mutated(seed: int, data: bytes, read: Callable[[bytes], Any]) -> bytes:
    """Return a record broken in one of four ways, the same for the same seed."""
    draw = random.Random(seed)
    how = seed % 4
    if how == 3:
        return _values(draw, data, read)
    return (_bytes, _lines, _tokens)[how](draw, data)
