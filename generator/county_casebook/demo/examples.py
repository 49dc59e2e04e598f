"""A kind becomes fictional records by its model alone: for kinds that the demo has no words of its own for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from county_casebook.records import Record, module_of
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import Field, fields

_CANDIDATES = ("示例文字。", "2004", "1", "https://example.org/1", "990100", "示例发〔2004〕1号", "0" * 64)
"""Texts tried in turn for a field: the first that its type accepts is taken."""


def examples(
    model: type[Record], count: int, ids: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, record) for `count` published records of a kind; `ids` are what references may name, by kind and vocabulary.

    Required fields and references are filled; what neither the model nor `ids` give stays away.
    """
    name = module_of(model)
    for number in range(count):
        record = dict(_values(model, number, ids))
        yield f"{name}-{number + 1:05}", {**record, "status": "published", "published": "2006-03-01"}


def _values(
    model: type[BaseModel], number: int, ids: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Any]]:
    for field in fields(model):
        if field.required or field.reference:
            value = _value(model, field, number, ids)
            if value is not None:
                yield field.name, value


def _value(model: type[BaseModel], field: Field, number: int, ids: Mapping[str, Sequence[str]]) -> Any:
    if field.reference:
        known = next((ids[kind] for kind in field.reference if ids.get(kind)), ())
        chosen: Any = known[number % len(known)] if known else None
    elif field.parts:
        chosen = dict(_values(field.parts[0], number, ids))
    elif field.choices and NOT_STATED not in field.choices:
        chosen = field.choices[number % len(field.choices)]
    else:
        chosen = _accepted(model, field)
    return [chosen] if field.is_list and chosen is not None else chosen


def _accepted(model: type[BaseModel], field: Field) -> str | None:
    """The first candidate that the field's type accepts; `not_stated` where it accepts nothing else."""
    declared = model.model_fields[field.name]
    annotation: Any = Annotated[(declared.annotation, field.name, *declared.metadata)]
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    for candidate in (*_CANDIDATES, NOT_STATED):
        try:
            adapter.validate_python((candidate,) if field.is_list else candidate)
        except ValidationError:
            continue
        return candidate
    return None
