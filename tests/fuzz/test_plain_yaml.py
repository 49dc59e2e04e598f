"""The quick reading of YAML and libyaml's agree: what the first understands the second reads as the same value, without a problem.

Inputs are records broken in one to four places, and texts put together from pieces and lines that mean something in YAML.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from county_casebook.source import Document, Marked, Refused, forbidden_characters, marked, read
from county_casebook.yaml_places import place_in
from county_casebook.yaml_plain import Unsure, plain_value
from tests.building import TINY

VALUES = [
    *("", "", "", "甲", "甲乙 丙", "甲，乙。", "1", "-1", "- 1", "2004-08", "no", "a:b", "a: b", "甲 # 乙", "x#1", "甲:", "- "),
    *("[a, b]", '["a#1", b ]', "[]", "[a, [b]]", "[a b,c]", "[a,]", "{}", "{a: 1}", '{a: "1", b: 乙 }', "{a:1}", "{a: 1, a: 2}"),
    *('"甲"', '"甲" ', "'it''s'", "'甲", '"甲\\n"', "|", "|-", ">", ">-", "|+", "|2-", "| # 甲", "''", '""', "  甲  ", "# 甲", "\u00a0"),
    *("|-\n    甲\n    乙", "|\n  甲\n\n   乙\n", ">-\n    甲\n    乙\n\n    丙", ">\n  甲\n   乙", "|\n      甲\n\n\n", "甲\n    乙"),
    *("|\n    甲\n        \n    乙", "|\n    甲\n  \n    乙", ">-\n    甲\n      \n    乙"),
]  # fmt: skip
TEXTS = [path.read_text("utf-8") for path in sorted(TINY.rglob("*.yml"))]
SIGNS = " \t\n:-#,[]{}'\"|>&*!%@`?~.\\\u00a0甲1a\u3000\r"
PIECES = [
    *("- ", "-", "a: ", "a:", "b: ", "key: ", "  ", "    ", " ", "\n", "\n\n", "\n  ", "\n    ", "\n- ", "\n  - "),
    *("甲", "甲乙 丙", "1", "-1", "-", "2004-08", "no", "null", "~", "a:b", "a: b", "#", " #", "x#1", "\n# 说明\n"),
    *("[a, b]", '["a#1", b]', "[]", "[ ]", "[a, ]", "[-a]", "[a b , c]", "{}", "{a: 1}", '{a: "1", b: 乙 }', "{a: 1, a: 2}"),
    *('"甲"', '""', "''", "'it''s'", '"\\n"', '"a" # b', "'", '"', "|\n", "|-\n", ">\n", ">-\n", "|+\n", "|2-\n", "> \n"),
    *("---\n", "...\n", "%YAML 1.1\n", "&a ", "*a", "!t ", "? ", "?", ": ", ", ", "]", "}", "\t", "\u00a0", "   \n"),
]  # fmt: skip


def broken(draw: random.Random) -> str:
    """A record with characters put in, taken out or doubled, and lines indented, moved or cut."""
    text = draw.choice(TEXTS)
    start = draw.randrange(len(text))
    text = text if draw.random() < 0.3 else text[text.rfind("\n", 0, start) + 1 :][:600]
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        at = draw.randrange(len(text) + 1)
        end = text.find("\n", at) + 1 or len(text)
        line = text.rfind("\n", 0, at) + 1
        text = draw.choice(
            (
                text[:at] + draw.choice(SIGNS) + text[at:],
                text[:at] + text[at + draw.randint(1, 4) :],
                text[:line] + " " * draw.randint(1, 4) + text[line:],
                text[:line] + text[line:].lstrip(" "),
                text[:end] + draw.choice(PIECES) + text[end:],
                text[:at] + draw.choice(PIECES) + text[at:],
                text[:line] + text[end:],
                text[:end] + text[line:],
            )
        )
    return text


def assembled(draw: random.Random) -> str:
    """Up to fourteen pieces in a row, sometimes below a name."""
    text = "".join(draw.choice(PIECES) for _ in range(draw.randint(1, 14)))
    return draw.choice(("", "a: ", "a:\n  ", "- ")) + text + draw.choice(("\n", "\n", "\n", ""))


def lined(draw: random.Random) -> str:
    """Lines that are mostly well formed: indented like the one before or a little off it, with a dash, a name and a value."""
    lines, indent = [], 0
    for number in range(draw.randint(1, 4)):
        indent = max(0, indent + draw.choice((0, 0, 0, 0, 0, 0, 2, -2, 1, -4))) if number else 0
        dash = draw.choice(("", "", "", "", "", "- "))
        name = (
            f"{draw.choice('abcdefgh')}{number if draw.random() < 0.9 else ''}:"
            if draw.random() < 0.85
            else ""
        )
        value = draw.choice(VALUES)
        lines.append(" " * indent + dash + (f"{name} {value}" if name and value else name or value))
    return "\n".join(lines) + draw.choice(("\n", "\n", "\n", "\n\n", "", "\n# 完\n"))


def inputs(count: int, seed: int) -> Iterator[str]:
    draw = random.Random(seed)
    for _ in range(count):
        yield draw.choice((broken, assembled, lined, lined, lined))(draw)


def outcome(how: Callable[[Any, str], Marked | Document], given: str | bytes) -> object:
    """The value that is read, or the problems."""
    try:
        return [how(given, "x.yml").value]
    except Refused as refused:
        return refused.problems


def quickly(text: str) -> object:
    """The value the quick way understands, or None."""
    try:
        return [plain_value(text)]
    except Unsure:
        return None


def disagreements(count: int, seed: int) -> tuple[list[str], int]:
    """The texts that the two ways read differently, and how many the quick way understood."""
    found, understood = [], 0
    for text in inputs(count, seed):
        if any(forbidden_characters(text, "x.yml")) or not text.strip():
            continue
        careful = outcome(marked, text)
        plain = quickly(text)
        if outcome(read, text.encode()) != careful or (plain is not None and plain != careful):
            found.append(text)
        understood += plain is not None
    return found, understood


def test_both_ways_of_reading_agree() -> None:
    found, understood = disagreements(2000, seed=1)
    assert found == []
    assert understood > 200


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_both_ways_of_reading_agree_on_five_thousand_inputs(seed: int) -> None:
    found, understood = disagreements(5000, seed)
    assert found == []
    assert understood > 600


def misplaced(texts: Iterable[str]) -> tuple[list[object], int]:
    """The places that the two ways tell differently, and how many the quick way tells."""
    found: list[object] = []
    told = 0
    for text in texts:
        if any(forbidden_characters(text, "x.yml")) or not text.strip():
            continue
        try:
            careful = marked(text, "x.yml")
        except Refused:
            continue
        for key, marks in ((False, careful.marks), (True, careful.key_marks)):
            for path in (*marks, *NOWHERE):
                place = place_in(text.encode(), path, key=key)
                told += place is not None
                if place is not None and place != _place_of(careful, path, key=key):
                    found.append((text, path, key, place))
    return found, told


NOWHERE: list[tuple[str | int, ...]] = [
    ("no",),
    ("a", "no"),
    ("a", 99),
    (99, "a"),
    ("title", 0),
    ("a", 0, "a"),
]
"""Paths that lead nowhere in nearly all texts."""


def _place_of(careful: Marked, path: tuple[str | int, ...], *, key: bool) -> tuple[int, int, str] | None:
    """Where libyaml saw a value or its name; None where it saw none, for then a problem stands where the parent does."""
    if path not in (careful.key_marks if key else careful.marks):
        return None
    place = careful.location(path, key=key)
    return place.line, place.column, place.text


def test_every_value_and_name_stands_where_libyaml_sees_it() -> None:
    found, told = misplaced([*TEXTS, *inputs(1500, seed=11)])
    assert found == []
    assert told > 3000


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12, 16))
def test_every_value_and_name_of_five_thousand_inputs_stands_where_libyaml_sees_it(seed: int) -> None:
    found, told = misplaced(inputs(5000, seed))
    assert found == []
    assert told > 3000


def test_nearly_all_values_of_a_library_are_found_quickly() -> None:
    careful = [(text.encode(), marked(text, "x.yml")) for text in TEXTS]
    places = [place_in(data, path) for data, found in careful for path in found.marks]
    assert places.count(None) < 0.05 * len(places)


def test_pairs_in_braces_are_read_quickly() -> None:
    assert quickly('a: {b: 甲, long_name: "1" }\n') == [{"a": {"b": "甲", "long_name": "1"}}]
    assert quickly(f"a: {{{'b' * 100}: 1}}\n") == [{"a": {"b" * 100: "1"}}]


@pytest.mark.parametrize("inside", [f"{'b' * 101}: 1", "bb0, 99: 1", "b(0, 99): 1", "b{0,99}: 1"])
def test_other_names_in_braces_are_read_with_care(inside: str) -> None:
    assert quickly(f"a: {{{inside}}}\n") is None


def test_nearly_all_records_of_a_library_are_read_quickly() -> None:
    """Else the quick way would be of no use."""
    assert sum(quickly(text) is not None for text in TEXTS) > 0.9 * len(TEXTS)
