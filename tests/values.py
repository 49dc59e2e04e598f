"""Random values of records, made from the models: right ones, wrong ones and hostile ones, so that a new kind is tried by itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from county_casebook.schema.walk import Field, fields
from county_casebook.source import Path
from county_casebook.text.characters import hidden
from county_casebook.yaml_plain import Value

NASTY = (
    *(
        "",
        " ",
        "\n",
        "\n\n",
        "\t",
        "　",
        " \n ",
        "a\n",
        "a\n\n",
        "\na",
        "\n a",
        " a\nb",
        "a\n b",
        "a \nb",
        "a\n \nb",
        "a\n ",
        "\n　",
        "a\n \n\n",
    ),
    *(
        "\ta\nb",
        "a\n\tb",
        "a\n\n\nb",
        "  \n  a\nb",
        "- a",
        "-a",
        "--- a",
        "---",
        "...",
        "... a",
        "? a",
        "?a",
        ": a",
    ),
    *(
        ":a",
        "a:",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "#a",
        "&a",
        "*a",
        "!a",
        "!!str a",
        "|",
        ">",
        "|-\n a",
        "%a",
        "@a",
        "`a",
    ),
    *(
        "'a'",
        '"a"',
        "a'b",
        'a"b',
        "\\",
        "a\\n",
        "'\"\\",
        "[a]",
        "[a",
        "a]",
        "{a: b}",
        "{",
        "}",
        ",",
        "a,b",
        "a, b",
    ),
    *(
        "~",
        "null",
        "Null",
        "no",
        "NO",
        "yes",
        "on",
        "Off",
        "y",
        "N",
        "true",
        "False",
        "=",
        "<<",
        "0",
        "0123",
        "0o17",
    ),
    *(
        "0x1F",
        "0b11",
        "1_000",
        "1e9",
        "1.5E+3",
        ".5",
        "-.inf",
        ".NaN",
        "+1",
        "-1",
        "1.",
        "12:30",
        "190:20:30.15",
    ),
    *(
        "2004",
        "2004-08",
        "2004-08-10",
        "2004-08-10 12:30:00",
        "2004-8-1",
        "4.1",
        "4.1.1",
        "410000",
        "013022",
        "not_stated",
    ),
    *(
        "二〇〇四年",
        "１２",
        "a b",
        "a\u00a0",
        "\u00a0a",
        "𠮷",
        "“引”",
        "甲：乙",
        "x" * 200,
        "字" * 160,
        "字" * 160 + "\n",
    ),
)
_SIGNS = " \n\t-:#'\"[]{},|>&*!%@`?\\~=_.0123eEaxon一，　"
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(_SIGNS, max_size=12),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12),
).filter(lambda text: not any(hidden(text)))
FIGURES = st.one_of(
    st.integers(-9999, 9999).map(str), st.dates().map(str), st.dates().map(lambda day: str(day)[:7])
)
ANYTHING: st.SearchStrategy[Value] = st.recursive(
    st.one_of(TEXTS, st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)


@cache
def values_of(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Value]]:
    """Values that were meant for a model: any of its fields in any order, a few that it does not know."""
    known = st.fixed_dictionaries({}, optional={field.name: _of(field) for field in fields(model)})
    strange = st.dictionaries(TEXTS, ANYTHING, max_size=1)
    return st.tuples(known, strange, st.randoms()).map(_shuffled)


def _shuffled(parts: tuple[dict[str, Any], dict[str, Any], Any]) -> dict[str, Value]:
    items = [*parts[0].items(), *parts[1].items()]
    parts[2].shuffle(items)
    return dict(items)


def _of(field: Field) -> st.SearchStrategy[Value]:
    """Values for a field: mostly of its own sort."""
    right: list[st.SearchStrategy[Any]] = [values_of(part) for part in field.parts]
    right += [st.sampled_from(field.choices)] if field.choices else []
    right += [FIGURES] if field.is_figure else []
    one = st.one_of(*(right or [TEXTS]))
    several = st.lists(one, max_size=4) if field.is_list else one
    return st.one_of(several, several, several, ANYTHING)


def paths_in(value: Value, path: Path = ()) -> Iterator[Path]:
    """Every place inside a value where a comment can stand, ends too."""
    yield path
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths_in(inner, (*path, key))
    yield (*path, -1)


__all__ = ["ANYTHING", "NASTY", "TEXTS", "paths_in", "values_of"]
