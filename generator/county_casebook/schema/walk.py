"""A model becomes its fields, and a value everything it holds: the one walk that rules, search, guide and exports share.

What a field is (its title, its choices, whether it is a reference or Markdown) is read from the model once and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from county_casebook.cache.reads import opened
from county_casebook.schema.fields import NOT_STATED, CoarseDate, OfficeOnly, Reference, ValueType

Path: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model as declared.

    `parts` are the models inside it, `choices` its fixed values, `reference` the kinds it may name, `type` what its text
    means (see `ValueType`; empty: a date, a choice or a part); `is_figure` says that it holds numbers or dates.
    """

    name: str
    title: str
    description: str
    required: bool
    is_list: bool
    parts: tuple[type[BaseModel], ...]
    choices: tuple[str, ...]
    reference: tuple[str, ...]
    type: str
    is_figure: bool = False
    is_office: bool = False
    """Whether it names an office or a post, and what reads as a person's name is told to nobody."""

    @property
    def names_persons(self) -> bool:
        """Whether it lists persons by name."""
        return self.type == "persons"

    @property
    def is_text(self) -> bool:
        """Whether it holds words that people read: a line or Markdown, not the id of another record."""
        return self.type in ("line", "prose") and not self.reference


class Leaf(NamedTuple):
    """One value inside a record: where it stands, the field it belongs to, and the value."""

    path: Path
    field: Field
    value: Any


Wanted: TypeAlias = "Callable[[Field], bool]"


@cache
def fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the fields of a model in their order."""
    return tuple(_field(name, description) for name, description in model.model_fields.items())


def case_of(part: type[BaseModel]) -> tuple[str, str]:
    """Return the field that tells an alternative from the others, and its value there."""
    field = next(
        field for field in fields(part) if len(field.choices) == 1 and NOT_STATED not in field.choices
    )
    return field.name, field.choices[0]


def field_at(model: type[BaseModel], path: Iterable[str | int]) -> Field | None:
    """Return the field a path leads to; positions in lists are passed over; None where there is none."""
    found: Field | None = None
    models: tuple[type[BaseModel], ...] = (model,)
    for name in (part for part in path if isinstance(part, str)):
        found = next((field for inside in models for field in fields(inside) if field.name == name), None)
        if found is None:
            return None
        models = found.parts
    return found


def fields_within(
    model: type[BaseModel], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield every field of a model with its path, those of a part after it; a name that two parts share comes once."""
    seen: set[tuple[str, ...]] = set()
    for field in fields(model):
        here = (*path, field.name)
        yield here, field
        for part in field.parts:
            for below, inner in fields_within(part, here):
                if below not in seen:
                    seen.add(below)
                    yield below, inner


def is_text(field: Field) -> bool:
    return field.is_text


def is_prose(field: Field) -> bool:
    return field.type == "prose"


def is_reference(field: Field) -> bool:
    return bool(field.reference)


def is_choice(field: Field) -> bool:
    return bool(field.choices)


def is_source_number(field: Field) -> bool:
    return field.type == "source"


def anything(field: Field) -> bool:  # noqa: ARG001 - one signature with the other predicates
    return True


def leaves(value: BaseModel, wanted: Wanted = anything, path: Path = ()) -> Iterator[Leaf]:
    """Return every stated value of the wanted fields inside a model's value, lists member by member, in field order."""
    return iter(_gathered(opened(value), wanted, path) if path else _LAST.held(opened(value), wanted))


def _gathered(value: BaseModel, wanted: Wanted, path: Path = ()) -> list[Leaf]:
    found: list[Leaf] = []
    _gather(value, wanted, path, found.append)
    return found


class _Last:
    """What was gathered in the value looked at last: many rules ask the same of one record before they go on to the next."""

    def __init__(self) -> None:
        self._held: tuple[BaseModel | None, dict[Callable[..., Any], Any]] = (None, {})

    def held(self, value: BaseModel, asked: Callable[..., Any]) -> Any:
        """Return the leaves of the fields that are asked for; of `texts_in` all texts."""
        whose, known = self._held
        if whose is not value:
            known = {}
            self._held = value, known
        if asked not in known:
            own = value.__dict__.values()
            known[asked] = _gather_texts(own, []) if asked is texts_in else _gathered(value, asked)
        return known[asked]


_LAST = _Last()


def _gather(value: BaseModel, wanted: Wanted, path: Path, keep: Callable[[Leaf], None]) -> None:
    """Hand over the leaves below a part; its fields are taken from where pydantic holds them, since rules walk every record."""
    held = value.__dict__
    for name, field, parts, is_wanted, goes_below in _plan(type(value), wanted):
        found = held.get(name)
        if found is None:
            continue
        here = (*path, name)
        several = isinstance(found, tuple)
        if not several and not parts:
            keep(Leaf(here, field, found))
            continue
        for position, member in enumerate(found if several else (found,)):
            place = (*here, position) if several else here
            if parts and type(member) in parts:
                if goes_below:
                    _gather(member, wanted, place, keep)
            elif is_wanted:
                keep(Leaf(place, field, member))


def texts_in(value: BaseModel) -> list[str]:
    """Every text inside a model's value without its place, and a few of what follows from it: ten times as quick as `leaves`."""
    found: list[str] = _LAST.held(opened(value), texts_in)
    return found


def _gather_texts(values: Iterable[Any], found: list[str]) -> list[str]:
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            _gather_texts(value, found)
        elif value is not None and (held := getattr(value, "__dict__", None)):
            _gather_texts(held.values(), found)
    return found


def values_at(value: Any, names: Sequence[str]) -> Iterator[str]:
    """Yield the texts a path of field names leads to inside a value, through lists and parts; nothing where there is none."""
    if not names:
        yield from (value if isinstance(value, tuple) else () if value is None else (value,))
        return
    for member in value if isinstance(value, tuple) else (value,):
        if isinstance(member, BaseModel):
            yield from values_at(getattr(member, names[0], None), names[1:])


@cache
def _plan(model: type[BaseModel], wanted: Wanted) -> tuple[_Visit, ...]:
    """The fields of a model worth visiting: (name, field, its parts, itself wanted, something wanted inside it)."""
    visited = (
        (field.name, field, field.parts, wanted(field), any(_plan(part, wanted) for part in field.parts))
        for field in fields(model)
    )
    return tuple(visit for visit in visited if visit[3] or visit[4])


_Visit: TypeAlias = tuple[str, Field, tuple[type[BaseModel], ...], bool, bool]


def forget_what_was_set(value: BaseModel) -> None:
    """Let a model and its parts share one empty note of which fields were written: nobody asks, and it is a third of a record."""
    object.__setattr__(value, "__pydantic_fields_set__", NOTHING_SET)
    held = value.__dict__
    for name, parts in _fields_with_parts(type(value)):
        found = held[name]
        for member in found if isinstance(found, tuple) else (found,):
            if type(member) in parts:
                forget_what_was_set(member)


NOTHING_SET: set[str] = set()


@cache
def _fields_with_parts(model: type[BaseModel]) -> tuple[tuple[str, tuple[type[BaseModel], ...]], ...]:
    return tuple((field.name, field.parts) for field in fields(model) if field.parts)


def _field(name: str, description: FieldInfo) -> Field:
    annotations = (*description.metadata, description.annotation)
    return Field(
        name,
        description.title or name,
        description.description or "",
        description.is_required(),
        _is_list(description.annotation),
        tuple(dict.fromkeys(_models(description.annotation))),
        tuple(dict.fromkeys(_choices(description.annotation))),
        next((mark.kinds for mark in _marks(annotations) if isinstance(mark, Reference)), ()),
        next((mark.name for mark in _marks(annotations) if isinstance(mark, ValueType)), ""),
        any(value in _FIGURES for value in _types(description.annotation)),
        any(isinstance(mark, OfficeOnly) for mark in _marks(annotations)),
    )


_FIGURES = (int, Decimal, CoarseDate)


def _types(annotation: Any) -> Iterator[Any]:
    """Yield the types a value of a field may have, those inside lists and unions."""
    yield annotation
    if not _is_model(annotation):
        for argument in get_args(annotation):
            yield from _types(argument)


def _marks(annotations: Iterable[Any]) -> Iterator[Reference | ValueType | OfficeOnly]:
    for annotation in annotations:
        if isinstance(annotation, (Reference, ValueType, OfficeOnly)):
            yield annotation
        elif not _is_model(annotation):
            yield from _marks((*getattr(annotation, "__metadata__", ()), *get_args(annotation)))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for argument in get_args(annotation):
            if not _is_model(argument):
                yield from _choices(argument)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(part) for part in get_args(annotation))


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
