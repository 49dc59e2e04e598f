"""What the sources do not give of a record becomes one line of its page, instead of an empty row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from county_casebook.library.handwritten import CALL, page_with
from county_casebook.library.library import Library
from county_casebook.schema.fields import NOT_STATED


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a page lacks, as readers call it, and where what is known can be sent (empty: nowhere)."""

    names: tuple[str, ...]
    url: str


def lacking(library: Library, record: BaseModel, *more: str, without: Iterable[str] = ()) -> Lacking:
    """Return what a record does not state, then what else its page lacks; `without` are fields that are not told of."""
    return Lacking((*_unstated(record, frozenset(without)), *more), call_url(library))


def call_url(library: Library) -> str:
    """Where the library says what it asks for next; empty where no page says it."""
    page = page_with(library.pages, CALL)
    return f"{page}#call" if page else ""


def _unstated(record: BaseModel, without: frozenset[str]) -> Iterator[str]:
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name in without:
            continue
        if value == NOT_STATED:
            yield str(field.title)
        elif isinstance(value, BaseModel):
            yield from _in_part(str(field.title), value)


def _in_part(title: str, part: BaseModel) -> Iterator[str]:
    """The title of a part none of whose texts is stated, else the title with those that are not."""
    open_ones = [name for name, field in type(part).model_fields.items() if field.is_required()]
    unstated = [name for name in open_ones if getattr(part, name) == NOT_STATED]
    names = "、".join(str(type(part).model_fields[name].title) for name in unstated)
    if unstated:
        yield title if len(unstated) == len(open_ones) else f"{title}（{names}）"
