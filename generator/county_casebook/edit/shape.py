"""A field of a model becomes the shape of its control: what is typed, chosen or listed there, and within which bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from pydantic import BaseModel

from county_casebook.schema import shapes as schema
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import Field, case_of, fields

Widget: TypeAlias = Literal[
    "line", "text", "prose", "date", "number", "choice", "choices", "lines", "source",
    "reference", "references", "part", "alternatives", "parts", "picture", "document",
]  # fmt: skip

_TYPED: Mapping[str, Widget] = {
    "source": "source",
    "prose": "prose",
    "date": "date",
    "number": "number",
    "amount": "number",
    "count": "number",
    "year": "number",
}
_LONG = 80
"""A line of more characters than this is typed into a box of several lines."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a field is filled in.

    `choices` are its fixed values; `not_stated` says whether 「来源没有写明」 is chosen beside it (else it may be one of the
    choices); `longest` is the most characters it takes, 0 without a bound.
    """

    field: Field
    widget: Widget
    choices: tuple[str, ...] = ()
    not_stated: bool = False
    longest: int = 0

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def parts(self) -> tuple[type[BaseModel], ...]:
        return self.field.parts

    @property
    def holds_file(self) -> bool:
        """Whether a file is put into it: its value is the name of one in the library."""
        return self.widget in ("picture", "document")

    @property
    def takes_files(self) -> bool:
        """Whether a file is put into it or into a part of it."""
        return self.holds_file or any(shape.takes_files for part in self.parts for shape in shapes(part))

    @property
    def is_listed(self) -> bool:
        """Whether its value is a list of texts."""
        return self.widget in ("choices", "lines", "references")


@cache
def shapes(model: type[BaseModel]) -> tuple[Shape, ...]:
    """Return the shapes of a model's fields, in their order."""
    return tuple(_shape(model, field) for field in fields(model))


def shape_at(model: type[BaseModel], steps: Sequence[str]) -> Shape | None:
    """Return the shape of the field a path leads to; positions in lists are passed over; None where there is none."""
    models: tuple[type[BaseModel], ...] = (model,)
    found: Shape | None = None
    for step in steps:
        if step.isdecimal() and found:
            continue
        found = next((shape for each in models for shape in shapes(each) if shape.name == step), None)
        if found is None:
            return None
        models = found.parts
    return found


def chosen_part(shape: Shape, value: object) -> type[BaseModel]:
    """Return the part that a value is of: of alternatives the one its type names, else the first."""
    held = value if isinstance(value, dict) else {}
    for part in shape.parts[1:]:
        name, word = case_of(part)
        if held.get(name) == word:
            return part
    return shape.parts[0]


def _shape(model: type[BaseModel], field: Field) -> Shape:
    held = schema.shapes(model)[field.name]
    longest = held.longest or (held.item.longest if held.item else 0)
    stated = tuple(choice for choice in field.choices if choice != NOT_STATED)
    aside = NOT_STATED in field.choices and not stated
    widget = _widget(field, bool(stated), held.type, longest)
    if field.type == "file":  # a picture is a file with a text for those who cannot see it
        widget = "picture" if "alt" in model.model_fields else "document"
    return Shape(field, widget, field.choices if stated else (), aside, longest)


def _widget(field: Field, has_choices: bool, meaning: str, longest: int) -> Widget:
    if field.parts:
        return "parts" if field.is_list else "alternatives" if len(field.parts) > 1 else "part"
    if field.reference:
        return "references" if field.is_list else "reference"
    if has_choices:
        return "choices" if field.is_list else "choice"
    if field.is_list:
        return "lines"
    if meaning in _TYPED:
        return _TYPED[meaning]
    return "text" if longest > _LONG else "line"


__all__ = ["Shape", "Widget", "chosen_part", "shape_at", "shapes"]
