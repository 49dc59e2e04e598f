"""The annotation of a field becomes what it may hold, said in one flat way: for JSON Schema and for forms of other programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from county_casebook.schema.fields import ALONE, NOT_STATED, UNIQUE, CoarseDate, Reference, ValueType


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may be: a list of `item`, one of `parts`, one of `choices`, or a text whose meaning is `type`.

    `least` is how many items a list must have, `longest` how many characters a text may, `alone` that a text must not look like
    several; beside all that, a value may be `not_stated` or left blank.
    """

    choices: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    parts: tuple[type[BaseModel], ...] = ()
    item: Shape | None = None
    least: int = 0
    longest: int = 0
    is_unique: bool = False
    is_alone: bool = False
    may_be_not_stated: bool = False
    may_be_blank: bool = False
    type: str = ""


@cache
def shapes(model: type[BaseModel]) -> dict[str, Shape]:
    """Return the shape of every field of a model, by name, in their order."""
    return {
        name: _marked(_shape(found.annotation), found.metadata) for name, found in model.model_fields.items()
    }


def _shape(annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(_shape(arguments[0]), arguments[1:])
    if origin in (Union, UnionType):
        return _either(arguments)
    if origin is Literal:
        choices = tuple(choice for choice in arguments if choice != NOT_STATED)
        return Shape(choices=choices, may_be_not_stated=NOT_STATED in arguments)
    if origin is tuple:
        return Shape(item=_shape(arguments[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(parts=(annotation,))
    return Shape(type="date") if annotation is CoarseDate else Shape()


def _either(arguments: Iterable[Any]) -> Shape:
    """Put alternatives together: a blank, `not_stated`, and several parts or one thing else."""
    found = [_shape(each) for each in arguments if each is not type(None)]
    parts = tuple(part for each in found for part in each.parts)
    stated = next((each for each in found if each not in (_ONLY_NOT_STATED, _BLANK)), _BLANK)
    return replace(
        stated,
        parts=parts,
        may_be_not_stated=any(each.may_be_not_stated for each in found),
        may_be_blank=type(None) in arguments or any(each.may_be_blank for each in found),
    )


_ONLY_NOT_STATED, _BLANK = Shape(may_be_not_stated=True), Shape(may_be_blank=True)


def _marked(shape: Shape, marks: Iterable[Any]) -> Shape:
    """Add what the marks of an annotation say."""
    for mark in marks:
        match mark:
            case FieldInfo():
                shape = _marked(shape, mark.metadata)
            case ValueType(name):
                shape = replace(shape, type=name)
            case Reference():
                shape = replace(shape, reference=mark.kinds)
            case MinLen(least):
                shape = replace(shape, least=least)
            case MaxLen(longest):
                shape = replace(shape, longest=longest)
            case _:
                shape = replace(
                    shape,
                    is_unique=shape.is_unique or mark == UNIQUE,
                    is_alone=shape.is_alone or mark == ALONE,
                )
    return shape


__all__ = ["Shape", "shapes"]
