"""Random records of any kind that its model takes, made from the model alone: with every value that readers of data may stumble over."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from county_casebook.records import Record
from county_casebook.records.record import Source
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.shapes import Shape, shapes
from county_casebook.schema.walk import Field, fields
from county_casebook.text.characters import hidden
from county_casebook.text.meant import is_unsaid

TAKEN_FOR_ELSE = (
    "=1+1", "=HYPERLINK(\"x\")", "+86", "-2", "@SUM(A1)", "＝1", "'", "''a", "'=1", "007", "1e5", "3-1", "1/2", "12:30", "10:30 pm",
    "TRUE", "false", "2004", "2004-08", "2004-08-10", "2004年8月", "331023", "may-2004", "dec1", "1,234", "50%", "¥5", "(5)",
    "\u3000a", "a\tb", "a;b", 'a"b', "a,b", "NULL", "nan", "NA", "None", "inf", "#N/A", "{a}", "[1]", "\\u00001\\u0000", "－１", "１２",
)  # fmt: skip
"""Texts that programs take for a formula, a number, a date, a blank, or the end of a cell."""
_TEXTS = st.one_of(
    st.sampled_from(TAKEN_FOR_ELSE),
    st.text("0123456789-/:.=+@' eE一县", min_size=1, max_size=10),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=12),
).filter(lambda text: bool(text.strip()) and not any(hidden(text)) and not is_unsaid(text.strip()))
_LINES = _TEXTS.filter(lambda text: "\n" not in text)
_PROSE = st.one_of(_TEXTS, st.lists(_TEXTS, min_size=2, max_size=3).map("\n\n".join))
_WHOLE = st.one_of(st.integers(0, 10**12 - 1), st.integers(0, 3000)).map(str)
_AMOUNTS = st.one_of(
    _WHOLE,
    st.tuples(_WHOLE, st.text("0123456789", min_size=1, max_size=6)).map(lambda parts: ".".join(parts)),
)
_DAYS = st.dates().filter(lambda day: 1000 <= day.year <= 2099).map(str)
_OF_TYPE: dict[str, st.SearchStrategy[str]] = {
    "line": _LINES,
    "prose": _PROSE,
    "number": st.one_of(_AMOUNTS, _AMOUNTS.map(lambda text: f"-{text}")),
    "amount": _AMOUNTS,
    "year": st.integers(1800, 2099).map(str),
    "count": st.integers(0, 999_999_999).map(str),
    "source": st.integers(1, 99).map(str),
    "code": st.text("0123456789", min_size=6, max_size=6),
    "date": st.one_of(_DAYS, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4])),
    "sha256": st.text("0123456789abcdef", min_size=64, max_size=64),
    "link": st.sampled_from(("https://example.org/a?b=c", "http://www.example.org/")),
    "doc_no": st.just("示例发〔1987〕1号"),
    "phone": st.sampled_from(("0575-86123456", "12345", "400-123-4567")),
    "point": st.sampled_from(("a9", "1e5", "13.2", "2")),
    "file": st.sampled_from(("a/b.pdf", "2004-08.pdf")),
    "id": st.sampled_from(("demo-before", "1e5", "331023", "2004-08")),
}
_IDS = st.sampled_from(("demo-one", "331023", "2004-08", "1e5", "true", "may-2004"))
OFFICES = st.sampled_from(("办公室", "科技局办公室", "农村科"))


@cache
def parts_of(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Values of a model: what must stand there does, the rest may."""
    known = {field.name: _of(field, shapes(model)[field.name]) for field in fields(model)}
    optional = {name for name in known if not model.model_fields[name].is_required()}
    found = st.fixed_dictionaries(
        {name: known[name] for name in known if name not in optional},
        optional={name: known[name] for name in optional},
    )
    return found.map(_without_hidden_files) if model is Source else found


def _without_hidden_files(source: dict[str, Any]) -> dict[str, Any]:
    """A source whose file is public: the name of another stands in no data."""
    return source if source.get("public") == "yes" else {
        name: value for name, value in source.items() if name not in ("file", "sha256")
    }  # fmt: skip


def _of(field: Field, shape: Shape) -> st.SearchStrategy[Any]:
    found = _stated(field, shape)
    return st.one_of(found, st.just(NOT_STATED)) if shape.may_be_not_stated else found


def _stated(field: Field, shape: Shape) -> st.SearchStrategy[Any]:
    if shape.item:
        one = _of(field, shape.item)
        if shape.item.is_alone:
            one = one.filter(lambda text: not set("，、；,;") & set(str(text)))
        unique = (lambda value: str(value).strip()) if shape.is_unique and not shape.item.parts else None
        return st.lists(one, min_size=shape.least, max_size=max(3, shape.least), unique_by=unique)
    if shape.parts:
        return st.one_of([parts_of(part) for part in shape.parts])
    if shape.choices:
        return st.sampled_from(shape.choices)
    if field.is_office:
        return OFFICES
    return _IDS if shape.reference else _OF_TYPE[shape.type]


def records_of(kind: type[Record]) -> st.SearchStrategy[Record]:
    """Published records of a kind."""
    return parts_of(kind).map(lambda value: _read(kind, value)).filter(lambda record: record is not None)  # type: ignore[return-value]


def _read(kind: type[Record], value: dict[str, Any]) -> Record | None:
    try:
        return kind.model_validate({**value, "status": "published"}).called("one-of-its-kind")
    except ValidationError:
        return None


__all__ = ["TAKEN_FOR_ELSE", "records_of"]
