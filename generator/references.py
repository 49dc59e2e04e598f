"""A model's value becomes the references in it: which fields name other records, found once from the models themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.records.fields import Reference


def references(
    value: BaseModel, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...], str]]:
    """Yield (path, kinds, target) for every reference inside a model's value."""
    for name, kinds in _reference_fields(type(value)):
        found = getattr(value, name)
        if isinstance(found, str) and kinds:
            yield (*path, name), kinds, found
        elif isinstance(found, BaseModel):
            yield from references(found, (*path, name))
        elif isinstance(found, tuple):
            for position, member in enumerate(found):
                if isinstance(member, str) and kinds:
                    yield (*path, name, position), kinds, member
                elif isinstance(member, BaseModel):
                    yield from references(member, (*path, name, position))


@cache
def _reference_fields(model: type[BaseModel]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fields of a model that are references (with their kinds) or may hold some (with none)."""
    fields = []
    for name, description in model.model_fields.items():
        kinds = reference_kinds((*description.metadata, description.annotation))
        if kinds or _holds_models(description.annotation):
            fields.append((name, kinds))
    return tuple(fields)


def reference_kinds(parts: Iterable[Any]) -> tuple[str, ...]:
    for part in parts:
        if isinstance(part, Reference):
            return part.kinds
        inner = (*getattr(part, "__metadata__", ()), *getattr(part, "__args__", ()))
        found = reference_kinds(inner) if inner else ()
        if found:
            return found
    return ()


def _holds_models(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_holds_models(argument) for argument in getattr(annotation, "__args__", ()))
