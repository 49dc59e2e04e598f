"""Two states of one record become its changed fields, each with where it stands and what it said, in words.

What a field says is compared, not how it is written. The number of a source is the source it stands for, so that a source put
in at the head of the list is told as one change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from county_casebook.changes.matching import is_moved, paired
from county_casebook.changes.names import Names
from county_casebook.changes.texts import Piece, compared
from county_casebook.records import Record
from county_casebook.schema.walk import Field, Path, fields
from county_casebook.text.source_marks import SOURCE_MARK

Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One changed field: its path in the new state (of one that was taken out, in the old), its place in words, and both values.

    `pieces` are given for texts that were changed. A `moved` list holds the same items in another order.
    """

    path: Path
    where: str
    kind: Kind
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


def changed_fields(old: Record, new: Record, names: Names) -> tuple[FieldChange, ...]:
    """Return what changed between two states of one record, in the order of its model."""
    before, after = _sources(old), _sources(new)
    numbers = {
        one + 1: other + 1 for one, other in paired(before, after) if one is not None and other is not None
    }
    comparison = _Comparison(type(new), names)
    return tuple(
        change
        for of in fields(type(new))
        for change in comparison.field(
            of,
            _renumbered(of, getattr(old, of.name, None), numbers),
            getattr(new, of.name),
            (of.name,),
            (of.title,),
        )
    )


def _sources(record: Record) -> list[str]:
    return [str(source.model_dump(mode="json", exclude_none=True)) for source in record.sources]


def _renumbered(of: Field, value: Any, numbers: Mapping[int, int]) -> Any:
    """Return an old value with the numbers that its sources have now; of a source that was taken out, the number below zero."""
    if of.type == "source" and isinstance(value, int):
        return numbers.get(value, -value)
    if of.type == "prose" and isinstance(value, str):
        return SOURCE_MARK.sub(lambda mark: f"[^{numbers.get(int(mark[1]), mark[1])}]", value)
    if isinstance(value, BaseModel):
        inner = {
            each.name: _renumbered(each, getattr(value, each.name), numbers) for each in fields(type(value))
        }
        return value.model_copy(update=inner)
    return tuple(_renumbered(of, member, numbers) for member in value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How two states of a record of one kind are compared."""

    model: type[Record]
    names: Names

    def field(
        self, of: Field, old: Any, new: Any, path: Path, where: tuple[str, ...]
    ) -> Iterator[FieldChange]:
        """Yield the changes of one field; nothing where it says the same."""
        if old == new:
            return
        if isinstance(old, tuple) and isinstance(new, tuple):
            yield from self.items(of, old, new, path, where)
        elif isinstance(old, BaseModel) and isinstance(new, BaseModel) and type(old) is type(new):
            for inner in fields(type(new)):
                was, is_now = getattr(old, inner.name), getattr(new, inner.name)
                yield from self.field(inner, was, is_now, (*path, inner.name), (*where, inner.title))
        else:
            yield self.value(of, old, new, path, where)

    def value(self, of: Field, old: Any, new: Any, path: Path, where: tuple[str, ...]) -> FieldChange:
        before, after = self._said(of, old), self._said(of, new)
        kind: Kind = "changed" if before and after else "added" if after else "removed"
        is_text = of.is_text and (before, after) == (
            old,
            new,
        )  # not of what is said in other words, or not at all
        pieces = compared(before, after) if is_text else ()
        return FieldChange(path, " · ".join(where), kind, before, after, pieces)

    def items(
        self, of: Field, old: tuple[Any, ...], new: tuple[Any, ...], path: Path, where: tuple[str, ...]
    ) -> Iterator[FieldChange]:
        """Yield the changes of a list: what is still there, however changed or moved, is compared with itself."""
        before, after = ([self._said(of, item) for item in items] for items in (old, new))
        pairs = paired(before, after)
        for was, is_now in pairs:
            one = None if was is None else old[was]
            other = None if is_now is None else new[is_now]
            place = is_now if is_now is not None else was or 0
            spot = (
                (_place(other, place) if is_now is not None else f"原{_place(one, place)}",)
                if of.parts
                else ()
            )
            yield from self.field(of, one, other, (*path, place), (*where, *spot))
        if is_moved(pairs):
            yield FieldChange(path, " · ".join(where), "moved", "；".join(before), "；".join(after))

    def _said(self, of: Field, value: Any) -> str:
        return "" if value in (None, ()) else self.names.said(self.model, of, value)


def _place(item: Any, place: int) -> str:
    """Say which of a list an item is: 「第 2 步」."""
    return f"第 {place + 1} {getattr(item, 'counting_word', '条')}"
