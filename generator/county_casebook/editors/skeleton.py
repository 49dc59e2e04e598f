"""A model becomes the shortest record that names everything required, with places to fill in: what snippets insert."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from pydantic import BaseModel

from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.shapes import Shape, shapes
from county_casebook.schema.walk import Field, fields

Skeleton: TypeAlias = "dict[str, Any]"


def skeleton(model: type[BaseModel]) -> Skeleton:
    """Return what must be written, each value a place to fill in as snippets of editors mark it."""
    return _Counter().part(model)


class _Counter:
    """Numbers the places in the order in which an editor goes through them."""

    def __init__(self) -> None:
        self._last = 0

    def part(self, model: type[BaseModel]) -> Skeleton:
        known = shapes(model)
        required = [each for each in fields(model) if each.required] or [fields(model)[0]]
        return {each.name: self._value(each, known[each.name]) for each in required}

    def _value(self, field: Field, shape: Shape) -> Any:
        if shape.item:
            return [self._value(field, shape.item)] if shape.least or not shape.item.parts else []
        if shape.parts:
            return self.part(shape.parts[-1])
        self._last += 1
        if shape.choices:
            choices = [*shape.choices, *([NOT_STATED] if shape.may_be_not_stated else ())]
            return f"${{{self._last}|{','.join(choices)}|}}" if len(choices) > 1 else choices[0]
        return f"${{{self._last}:{NOT_STATED if shape.may_be_not_stated else field.title}}}"


def yaml_lines(value: Skeleton, indent: str = "") -> Iterator[str]:
    """Yield a skeleton as lines of YAML."""
    for name, inside in value.items():
        if isinstance(inside, dict):
            yield f"{indent}{name}:"
            yield from yaml_lines(inside, f"{indent}  ")
        elif isinstance(inside, list) and inside and isinstance(inside[0], dict):
            yield f"{indent}{name}:"
            for item in inside:
                first, *more = yaml_lines(item, f"{indent}    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from more
        else:
            written = f"[{', '.join(inside)}]" if isinstance(inside, list) else inside
            yield f"{indent}{name}: {written}"


__all__ = ["skeleton", "yaml_lines"]
