"""A field of a record in words: what a page without a template of its own, the comparison and the search say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from county_casebook.library.library import Library
from county_casebook.records import Case, Policy, Record
from county_casebook.records.record import label
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.render.environment import figure
from county_casebook.render.markdown import plain
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.schema.walk import Field, Leaf, fields, is_source_number, leaves
from county_casebook.text.reviewers import office
from county_casebook.views.clause_links import clause_links


@dataclass(frozen=True, slots=True)
class Told:
    """A field with its Chinese title and what it says, line by line; `sources` are the numbers its values name."""

    title: str
    lines: tuple[str, ...]
    sources: tuple[int, ...] = ()


def told(library: Library, record: Record, name: str) -> Told:
    """Return a field of a record in words: a line for each member of a list; no line where the sources do not say."""
    field = next(field for field in fields(type(record)) if field.name == name)
    value = getattr(record, name)
    numbers = dict.fromkeys(_sources(value))
    return Told(field.title, lines_of(library, record, field, value), tuple(numbers))


def lines_of(library: Library, record: Record, field: Field, value: Any) -> tuple[str, ...]:
    """Return the value of a field line by line: one for each member of a list, and for each line of its Markdown."""
    members: Iterable[Any] = value if isinstance(value, tuple) else (value,)
    lines = (line for member in members for line in _lines(library, record, field, member))
    return tuple(line.strip() for line in lines if line.strip())


def _lines(library: Library, record: Record, field: Field, member: Any) -> Iterator[str]:
    if member is None or member == NOT_STATED:
        return
    if isinstance(member, BaseModel):
        yield "；".join(_part_words(library, record, member))
    else:
        yield from line_of(Leaf((), field, member), library, record).splitlines()


def _part_words(library: Library, record: Record, part: BaseModel) -> Iterator[str]:
    for leaf in leaves(part, _is_told):
        words = line_of(leaf, library, record)
        if words:
            yield f"{leaf.field.title}：{words}"


def _is_told(field: Field) -> bool:
    return field.type != "source"


def _sources(value: Any) -> Iterator[int]:
    for member in value if isinstance(value, tuple) else (value,):
        if isinstance(member, BaseModel):
            yield from (leaf.value for leaf in leaves(member, is_source_number))


def line_of(leaf: Leaf, library: Library | None = None, record: Record | None = None) -> str:
    """Return one value as a reader reads it; empty for what the sources do not give."""
    value = leaf.value
    if value == NOT_STATED:
        return ""
    if leaf.field.is_office:
        return office(str(value))
    if leaf.field.reference and library:
        return title_of(library, leaf.field.reference, value)
    if isinstance(value, CoarseDate):
        return value.chinese
    if isinstance(value, Decimal):
        return figure(value)
    if leaf.field.type == "prose":
        return plain(str(value))
    return label(record, str(value)) if leaf.field.choices and record else str(value)


def title_of(library: Library, kinds: Iterable[str], target: str) -> str:
    """Return what readers call the record, term or clause a reference names; the reference itself where it leads nowhere."""
    for kind in kinds:
        if kind == "clauses":
            return next(
                (f"《{found.policy}》{found.name}" for found in clause_links(library, [target])), target
            )
        if kind == "records" and (record := library.record(target)):
            return library.name(record)
        if kind in VOCABULARIES:
            if title := library.term_title(kind, target):
                return title
        elif kind == Case.kind and target in library.case_leads:
            return library.name(library.case_leads[target])
        elif kind in library.kinds and target in library.of_kind(kind):
            return library.name(library.of_kind(kind)[target])
    return target


def scheme_url(library: Library, scheme: str) -> str:
    """Return the page of what gave a designation or a pairing; empty where it is not held."""
    policy = library.of(Policy).get(scheme)
    held = (name for name in ("schemes", "programmes") if scheme in library.ids_in(name))
    return policy.url if policy else next((f"{name}/{scheme}/" for name in held), "")


def period(start: object, end: CoarseDate | None) -> str:
    """A period in words: 「1999 年 2 月起」, 「2004–2013 年」, or empty when nothing is known."""
    if not isinstance(start, CoarseDate):
        return f"至 {end.chinese}" if end else ""
    return f"{start.chinese}—{end.chinese}" if end else f"{start.chinese}起"


def date_words(value: object) -> str:
    """A date in words, also where the sources do not give it."""
    return value.chinese if isinstance(value, CoarseDate) else "日期未载明"
