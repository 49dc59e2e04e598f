"""What the check takes the schemas take, and what the models refuse they refuse: records, a demo, every golden mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from county_casebook.build import today
from county_casebook.demo import write_demo
from county_casebook.editors.json_schema import SchemaFile, as_yaml
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.schema.fields import CoarseDate
from county_casebook.schema.forms import FORMS, line
from county_casebook.text import values
from tests.editors_yaml import as_an_editor_reads
from tests.record_schemas import SCHEMAS, refusals, require_schema, schema_of, validator

ROOT = Path(__file__).parents[1]


def read(content: Path) -> Library:
    return link(load(content), today(content))


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "nothing"},
        {"properties": {"a": {"type": "nothing"}}},
        {"properties": ["a"]},
        {"properties": {"a": 1}},
        {"$defs": {"a": {"properties": {"b": {"pattern": 1}}}}},
        {"properties": {"a": {"items": {"required": "b"}}}},
    ],
)
def test_what_is_no_schema_is_known_wherever_it_stands(wrong: Any) -> None:
    require_schema({"type": "object", "properties": {"a": {"type": "string"}}})
    for known in (Draft202012Validator.check_schema, require_schema):
        with pytest.raises(SchemaError):
            known(wrong)


def everything(content: Path) -> Iterator[tuple[Path, SchemaFile]]:
    for path in sorted(content.rglob("*.yml")):
        file = schema_of(path.relative_to(content).as_posix())
        if file:
            yield path, file


@pytest.mark.parametrize("is_strict", [True, False])
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("content", marks=pytest.mark.slow),
        "tests/tiny/content",
        "tests/second_plan/content",
    ],
)
def test_every_record_fits(name: str, is_strict: bool) -> None:
    _every_record_fits(ROOT / name, is_strict=is_strict)


@pytest.mark.slow
def test_every_record_of_a_demo_fits(tmp_path: Path) -> None:
    write_demo(tmp_path, cases=40, seed=3)
    _every_record_fits(tmp_path / "content", is_strict=True)


def _every_record_fits(content: Path, *, is_strict: bool) -> None:
    known = read(content)
    checkers = {file.name: validator(file, known, is_strict=is_strict) for file in SCHEMAS.values()}
    seen = 0
    for path, file in everything(content):
        seen += 1
        assert refusals(checkers[file.name], as_an_editor_reads(path.read_text("utf-8"))) == [], path
    assert seen > 12


_PARSERS: dict[str, Callable[[str], object]] = {
    "date": CoarseDate.parse,
    "number": values.number,
    "amount": values.amount,
    "year": values.year,
    "source": values.ordinal,
    "count": values.count,
    "code": values.division_code,
    "sha256": values.sha256,
    "doc_no": values.doc_no,
    "link": values.link,
    "phone": values.phone,
    "point": values.point_id,
    "id": values.record_id,
}
_PIECES = st.sampled_from(
    [
        *"0123456789-.,/:a#?%2Ae～〔〕号第令国发（）() +",
        "2004",
        "-02",
        "-29",
        "http://",
        "www.gov.cn",
        "0575",
        "86123456",
        "转",
    ]
)
_WRITTEN = st.one_of(
    st.lists(_PIECES, max_size=8).map("".join),
    st.from_regex(r"[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True),
    st.from_regex(r"-?[0-9]{1,13}(,[0-9]{3}){0,2}(\.[0-9]{1,7})?", fullmatch=True),
    st.from_regex(r"https?://[a-z.]{1,9}(:[0-9]{1,5})?(/[a-z%0-9]{0,5})?", fullmatch=True),
    st.from_regex(r"[国发]{1,3}〔[0-9]{4}〕[0-9]{1,3}号", fullmatch=True),
)


@cache
def _checker(name: str) -> Draft202012Validator:
    return Draft202012Validator({"pattern": FORMS[name].pattern})


@pytest.mark.slow
@given(_WRITTEN)
def test_a_pattern_takes_whatever_the_model_takes(text: str) -> None:
    for name, parse in _PARSERS.items():
        try:
            parse(text)
        except ValueError:
            continue
        is_mobile = name == "phone" and not values._PHONE.fullmatch(text)
        assert _checker(name).is_valid(text) or is_mobile, (name, text)


@given(_WRITTEN)
def test_a_pattern_refuses_what_the_model_refuses(text: str) -> None:
    """But for days of leap years, hosts that cannot be and ports that are too large."""
    for name, parse in _PARSERS.items():
        if name not in ("link",) and not text.endswith("-02-29") and _checker(name).is_valid(text):
            parse(text)


@pytest.mark.parametrize("text", ["一行", " 一行 ", "a: b", "\n一行\n", "行" * 10, "  " + "行" * 10 + "\n"])
def test_a_line_is_taken(text: str) -> None:
    assert Draft202012Validator({"pattern": line(10).pattern}).is_valid(text)
    assert Draft202012Validator({"pattern": line().pattern}).is_valid(text)


@pytest.mark.parametrize("text", ["", "  ", "\n", "一\n二", "行" * 11])
def test_what_is_no_short_line_is_refused(text: str) -> None:
    assert not Draft202012Validator({"pattern": line(10).pattern}).is_valid(text)


@pytest.mark.parametrize("text", ["甲", "甲（乙，丙）", "甲（乙", "《甲、乙》", "甲（乙）丙"])
def test_one_is_one(text: str) -> None:
    assert Draft202012Validator({"pattern": line(is_alone=True).pattern}).is_valid(text)


@pytest.mark.parametrize("text", ["甲，乙", "甲（乙），丙", "甲（乙，丙", "a,b"])
def test_several_in_one_are_refused(text: str) -> None:
    assert not Draft202012Validator({"pattern": line(is_alone=True).pattern}).is_valid(text)


@pytest.mark.parametrize("text", ["2004", "1e5", "12e-3", "envoys", "e5", "5e", "0x1f"])
def test_an_id_is_listed_as_an_editor_reads_it(text: str) -> None:
    assert as_yaml(text) == as_an_editor_reads(f"- {text}")[0] or text == "0x1f"
