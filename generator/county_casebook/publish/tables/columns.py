"""A record model becomes tables: single fields lie flat in a row, each list of parts is a table of its own.

A column has the name and the title of its field, those of the parts it lies in before it. Nothing here names a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import BaseModel

from county_casebook.records import Record
from county_casebook.records.record import OF_WITHDRAWN, label
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.shapes import Shape, shapes
from county_casebook.schema.walk import Field, fields
from county_casebook.text.phrases import PHRASES

ColumnType: TypeAlias = Literal["text", "code", "date", "choice", "number", "integer", "list"]
"""`date` is a year, a month or a day as text; `list` several texts, each on one line; `code` digits that are no number."""

STATED = "stated"
"""What stands in the state column of a part or list that is stated; its values then stand beside it or in a table of their own."""

ROW, PARENT, POSITION = "row_id", "parent_id", "position"
_NUMERIC = {
    "number": "number",
    "amount": "number",
    "year": "integer",
    "source": "integer",
    "count": "integer",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `references` are the kinds that its ids may be of, `table` the one table that its values stand in as keys."""

    name: str
    title: str
    description: str
    type: ColumnType = "text"
    required: bool = False
    choices: Mapping[str, str] | None = None
    references: tuple[str, ...] = ()
    table: str = ""

    @property
    def is_numeric(self) -> bool:
        return self.type in ("number", "integer")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field of a model goes: into `column`, flat into the row by one of `layouts`, or into the rows of `table`.

    `state` is the column that says whether a value that may be blank or not stated is so, where its own cells cannot.
    """

    field: Field
    column: Column | None = None
    state: Column | None = None
    layouts: tuple[Layout, ...] = ()
    table: Table | None = None

    def columns(self) -> Iterator[Column]:
        """Yield the columns it takes in its row; those of a part that may be absent may be blank."""
        yield from filter(None, (self.state, self.column))
        is_always = self.field.required and self.state is None
        for column in _together(self.layouts):
            yield column if is_always else replace(column, required=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the fields of one model lie in a row."""

    model: type[BaseModel]
    places: tuple[Place, ...]

    def columns(self) -> Iterator[Column]:
        for place in self.places:
            yield from place.columns()

    def tables(self) -> Iterator[Table]:
        for place in self.places:
            if place.table:
                yield place.table
            for layout in place.layouts:
                yield from layout.tables()


def _together(layouts: Sequence[Layout]) -> Iterator[Column]:
    """Yield the columns of several layouts of one place, each once: with the choices of all, and required where all have it so."""
    found: dict[str, list[Column]] = {}
    for layout in layouts:
        for column in layout.columns():
            found.setdefault(column.name, []).append(column)
    for same in found.values():
        choices = {value: word for column in same for value, word in (column.choices or {}).items()}
        is_required = len(same) == len(layouts) and all(column.required for column in same)
        yield replace(same[0], choices=choices or None, required=is_required)


@dataclass(frozen=True)
class Table:
    """One table: columns that are no field (`keys`), then those of its model; of a union of models, those of each.

    No two columns have one title: a second one has its name behind it.
    """

    name: str
    title: str
    keys: tuple[Column, ...]
    layouts: tuple[Layout, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        found: dict[str, Column] = {}
        for column in (*self.keys, *_together(self.layouts)):
            if column.name not in found:
                is_taken = any(other.title == column.title for other in found.values())
                title = f"{column.title}（{column.name}）" if is_taken else column.title
                found[column.name] = replace(column, title=title)
        return tuple(found.values())

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def key(self) -> str:
        """The column that tells its rows apart."""
        return ROW if self.parent else "id"

    @cached_property
    def parent(self) -> str:
        """The table its rows belong to; empty for the first of a kind."""
        return next((column.table for column in self.keys if column.name == PARENT), "")

    def tables(self) -> Iterator[Table]:
        """Yield it, then the tables that its rows have rows in, one below the other."""
        yield self
        for layout in self.layouts:
            for table in layout.tables():
                yield from table.tables()


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a table a model lies: the table's name and title, the kind whose words its choices have, the parts around it."""

    table: str
    title: str
    kind: type[Record] | None
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def inside(self, field: Field) -> _At:
        return replace(self, names=(*self.names, field.name), titles=(*self.titles, field.title))

    @property
    def name(self) -> str:
        return "_".join(self.names)

    @property
    def words(self) -> str:
        return "：".join(self.titles)


def table_of(name: str, title: str, model: type[BaseModel], keys: tuple[Column, ...]) -> Table:
    """Return the table of a model and, inside it, those of its lists of parts."""
    kind = model if issubclass(model, Record) else None
    return Table(name, title, keys, (_layout(model, _At(name, title, kind)),))


def _layout(model: type[BaseModel], at: _At) -> Layout:
    known = shapes(model)
    unseen = OF_WITHDRAWN if issubclass(model, Record) else ()
    held = (field for field in fields(model) if field.name not in unseen)
    return Layout(model, tuple(_place(field, known[field.name], at.inside(field)) for field in held))


def _place(field: Field, shape: Shape, at: _At) -> Place:
    """Return the place of a field; its state has a column where no value of its own can say it."""
    if shape.item and shape.item.parts:
        return Place(field, state=_state(field, shape, at), table=_rows(shape.item.parts, at))
    if shape.parts:
        layouts = tuple(_layout(part, at) for part in shape.parts)
        is_told = not shape.may_be_not_stated and (not shape.may_be_blank or any(map(_telling, layouts)))
        return Place(field, state=None if is_told else _state(field, shape, at, always=True), layouts=layouts)
    column = _column(field, shape, at)
    both = shape.may_be_not_stated and shape.may_be_blank
    return Place(
        field, column, _state(field, shape, at) if shape.item or (both and column.is_numeric) else None
    )


def _telling(layout: Layout) -> bool:
    """Whether a row that holds a part always holds a value of it: then no column need say that it is there."""
    return telling_column(layout) is not None


def telling_column(layout: Layout) -> Column | None:
    """Return a column that is never blank in a row that holds the part; None where there is none."""
    own = (place.column for place in layout.places if place.column)
    return next((column for column in own if column.required), None)


def _state(field: Field, shape: Shape, at: _At, *, always: bool = False) -> Column | None:
    if not (always or shape.may_be_not_stated or shape.may_be_blank):
        return None
    words = {STATED: "已写明", **({NOT_STATED: PHRASES.not_stated} if shape.may_be_not_stated else {})}
    said = f"{field.title}有没有写明；空着：没有这一项。"
    return Column(f"{at.name}_state", f"{at.words}（有没有）", said, "choice", choices=words)


def _rows(parts: tuple[type[BaseModel], ...], at: _At) -> Table:
    """The table of a list of parts: each row has a key, the row it belongs to, and its place in the list."""
    name, title = f"{at.table}_{at.name}", f"{at.title}：{at.words}"
    below = _At(name, title, at.kind)
    return Table(name, title, row_keys(at.table), tuple(_layout(part, below) for part in parts))


def row_keys(parent: str) -> tuple[Column, ...]:
    """Return the columns of rows that belong to a row of another table."""
    return (
        Column(ROW, "行号", "这一行的编号：所属那一行的编号，加上第几条。", required=True),
        Column(PARENT, "所属", "它属于哪一行。", required=True, table=parent),
        Column(POSITION, "第几条", "从 1 数起。", "integer", required=True),
    )


def _column(field: Field, shape: Shape, at: _At) -> Column:
    held = shape.item or shape
    numeric = _NUMERIC.get(held.type, "")
    kind: ColumnType = (
        "list"
        if shape.item
        else numeric or ("choice" if held.choices else held.type if held.type in ("date", "code") else "text")  # type: ignore[assignment]
    )
    blank = (
        f"空着：{PHRASES.not_stated}。"
        if numeric and shape.may_be_not_stated and not shape.may_be_blank
        else ""
    )
    found = Column(at.name, at.words, f"{field.description}{blank}", kind)
    choices = [*held.choices, *([NOT_STATED] if held.may_be_not_stated and held.choices else ())]
    return replace(
        found,
        required=field.required and not (numeric and shape.may_be_not_stated) and not shape.item,
        choices={choice: label(at.kind, choice) for choice in choices} or None,
        references=held.reference,
        table=held.reference[0] if len(held.reference) == 1 else "",
    )


__all__ = [
    "PARENT",
    "POSITION",
    "ROW",
    "STATED",
    "Column",
    "ColumnType",
    "Layout",
    "Place",
    "Table",
    "row_keys",
    "table_of",
    "telling_column",
]
