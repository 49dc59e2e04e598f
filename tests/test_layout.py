"""The one form of YAML: whatever is written reads back as it was, twice is once, and every comment line is kept."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from county_casebook.layout.canonical import canonical, formatted
from county_casebook.layout.comments import Comments, comments_of
from county_casebook.layout.scalars import scalar
from county_casebook.records import KINDS, Case, Policy
from county_casebook.records.vocabulary import Lead, Synonyms, Term, Waiver
from county_casebook.schema.walk import fields
from county_casebook.source import Refused, read
from county_casebook.yaml_plain import Value
from tests.values import ANYTHING, NASTY, TEXTS, paths_in, values_of

MODELS: dict[str, type[BaseModel]] = {
    **KINDS,
    "terms": Term,
    "leads": Lead,
    "synonyms": Synonyms,
    "waivers": Waiver,
}
SLOW = settings(max_examples=40, suppress_health_check=list(HealthCheck))
LINES = st.one_of(
    st.just(""), TEXTS.filter(lambda text: "\n" not in text).map(lambda text: f"#{text}".rstrip())
)


def comment_lines(comments: Comments) -> Counter[str]:
    return Counter(line for lines in comments.values() for line in lines if line)


def is_as_it_was(model: type[BaseModel] | None, value: Value, comments: Comments) -> None:
    text = canonical(model, value, comments)
    assert read(text.encode(), "a.yml").value == value
    found = comments_of(text)
    assert comment_lines(found) == comment_lines(comments)
    assert formatted(text.encode(), "a.yml", model) == text
    assert canonical(model, value, found) == text


@pytest.mark.slow
@pytest.mark.parametrize("kind", MODELS)
@SLOW
@given(data=st.data())
def test_a_record_of_any_kind_reads_back_with_its_comments_and_its_fields_stand_in_the_order_of_the_model(
    kind: str, data: st.DataObject
) -> None:
    value = data.draw(values_of(MODELS[kind]))
    comments = data.draw(
        st.dictionaries(
            st.sampled_from([*paths_in(value), ("gone", 3)]), st.lists(LINES, max_size=3), max_size=4
        )
    )
    is_as_it_was(MODELS[kind], value, {path: tuple(lines) for path, lines in comments.items()})
    written = read(canonical(MODELS[kind], value).encode(), "a.yml").value
    known = [field.name for field in fields(MODELS[kind])]
    assert isinstance(written, dict)
    assert list(written) == [
        *(name for name in known if name in value),
        *(name for name in value if name not in known),
    ]


@SLOW
@given(st.one_of(ANYTHING, st.none()), st.data())
def test_any_value_reads_back_with_its_comments(value: Value, data: st.DataObject) -> None:
    comments = data.draw(
        st.dictionaries(st.sampled_from([*paths_in(value)]), st.lists(LINES, max_size=3), max_size=4)
    )
    is_as_it_was(None, value, {path: tuple(lines) for path, lines in comments.items()})


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_reads_back_wherever_it_stands(text: str) -> None:
    values: tuple[Any, ...] = (
        text,
        [text],
        {"a": text},
        {text: "a"},
        {"a": [text, "b"]},
        [[text]],
        [{"a": text}],
        {"a": {text: text}},
    )
    for value in values:
        is_as_it_was(None, value, {("a", -1): ("# b",), (0, 0): ("", "# c")})


@pytest.mark.slow
@pytest.mark.parametrize("kind", MODELS)
@SLOW
@given(data=st.data())
def test_a_record_written_by_other_hands_keeps_value_and_comments(kind: str, data: st.DataObject) -> None:
    written = yaml.dump(
        data.draw(values_of(MODELS[kind])),
        default_flow_style=data.draw(st.sampled_from([None, True, False])),
        default_style=data.draw(st.sampled_from([None, None, '"', "'", "|", ">"])),
        indent=data.draw(st.sampled_from([2, 4, 7])),
        width=data.draw(st.sampled_from([20, 100, 10_000])),
        explicit_start=data.draw(st.booleans()),
        line_break=data.draw(st.sampled_from(["\n", "\r\n"])),
        allow_unicode=True,
        sort_keys=False,
    )
    lines = written.splitlines(keepends=True)
    before = _value(written)
    told: list[str] = []
    for number in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(lines)))
        told.append(f"# {number}")
        if at and lines[at - 1].rstrip().endswith((":", "-")) and data.draw(st.booleans()):
            lines[at - 1] = f"{lines[at - 1].rstrip()} # {number}\n"
        else:
            lines.insert(at, f"{' ' * data.draw(st.integers(0, 9))}# {number}\n")
            lines.insert(at, data.draw(st.sampled_from(["", "", "\n"])))
    text = "".join(lines)
    assume(_value(text) == before)
    made = formatted(text.encode(), "a.yml", MODELS[kind])
    assert read(made.encode(), "a.yml").value == before
    assert comment_lines(comments_of(made)) == Counter(told)
    assert formatted(made.encode(), "a.yml", MODELS[kind]) == made


def _value(text: str) -> Value:
    """The value of a text; what cannot be read is no example."""
    try:
        return read(text.encode(), "a.yml").value
    except Refused:
        assume(False)
        raise


@given(TEXTS)
def test_other_readers_take_a_text_for_a_text(text: str) -> None:
    assert yaml.safe_load(f"a: {scalar(text)}") == {"a": text}


@pytest.mark.parametrize(
    "text",
    [
        "~",
        "null",
        "Null",
        "yes",
        "No",
        "on",
        "OFF",
        "y",
        "N",
        "true",
        "=",
        "<<",
        "0123",
        "0o17",
        "0x1F",
        "0b1",
        "1_000",
        "1e9",
        "1e-9",
        ".5",
        "5.",
        "-.inf",
        ".NaN",
        "+1",
        "12:30",
        "2004-08-10",
        "4.1.1",
    ],
)
def test_what_some_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'
    assert scalar(text, is_figure=True) in (f'"{text}"', "2004-08-10")


def test_the_form_is_this() -> None:
    ugly = """\
# 头上的话

# 题
title:   '甲'
public: no
strange:
   # 空的
area:
    as_of: 2010
    code: '410000'
    # 地方说完了
# 来源的话
sources:
# 第一条
- date: "2004-08"
  title: 乙：丙
  # 还没有网址
- {title: "丁: 戊", facts: [g001, 2004]}
summary: "一行。\\n\\n又一行。"

# 完
"""
    expected = """\
# 头上的话

# 来源的话
sources:
  # 第一条
  - title: 乙：丙
    date: 2004-08
    # 还没有网址
  - title: "丁: 戊"
    facts: [g001, "2004"]
# 题
title: 甲
area:
  code: "410000"
  as_of: 2010
  # 地方说完了
summary: |-
  一行。

  又一行。
public: "no"
strange:
  # 空的

# 完
"""
    assert formatted(ugly.encode(), "a.yml", Case) == expected
    assert formatted(f"\ufeff{ugly}".replace("\n", "\r\n").encode(), "a.yml", Case) == expected


@pytest.mark.parametrize(
    ("model", "value", "expected"),
    [
        (None, None, "---\n"),
        (None, {}, "{}\n"),
        (None, {"a": None, "b": "", "c": [], "d": {}}, 'a:\nb: ""\nc: []\nd: {}\n'),
        (None, {"a": [None, ["b"], [{"c": "d"}]]}, "a:\n  -\n  - [b]\n  - - c: d\n"),
        (None, {"k" * 2000: {"a": "b"}}, f"? {'k' * 2000}\n:\n  a: b\n"),
        (None, {"a": " b\nc\n"}, "a: |2\n   b\n  c\n"),
        (None, {"a": '"b" \\'}, "a: '\"b\" \\'\n"),
        (
            Policy,
            {"issued": "2004-08-10", "title": "2004-08-10"},
            'title: "2004-08-10"\nissued: 2004-08-10\n',
        ),
        (
            Case,
            {"provenance": {"reviews": [], "strange": "a", "by": "b", "type": "submitted"}},
            "provenance:\n  type: submitted\n  by: b\n  reviews: []\n  strange: a\n",
        ),
        (Case, {"provenance": {"by": "b", "type": "x"}}, "provenance:\n  type: x\n  by: b\n"),
        (Case, {"provenance": ["b"], "area": "a: b"}, 'area: "a: b"\nprovenance: [b]\n'),
        (Policy, [{"title": "甲", "status": "draft"}], "- status: draft\n  title: 甲\n"),
    ],
)
def test_single_values(model: type[BaseModel] | None, value: Any, expected: str) -> None:
    assert canonical(model, value) == expected


def test_a_file_that_cannot_be_read_is_refused_as_check_refuses_it() -> None:
    with pytest.raises(Refused) as refused:
        formatted(b"title: \xe7\x94\xb2 # \xe4\xb9\x99\n", "a.yml", Case)
    assert [problem.rule for problem in refused.value.problems] == ["swallowed-comment"]
