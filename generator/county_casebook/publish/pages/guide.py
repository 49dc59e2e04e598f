"""The record models and rules become the tables of the writing guide: what to write, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from county_casebook.records import KINDS, Term
from county_casebook.records.record import MEASURED_BY
from county_casebook.records.vocabulary import Lead
from county_casebook.render.environment import render
from county_casebook.rules import RULES
from county_casebook.schema.walk import fields_within


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as an editor meets it: its path with dots, title, whether it must be there, what it means."""

    path: str
    title: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of one model: what it is called, its anchor, and where it is written below `content/`."""

    name: str
    anchor: str
    place: str
    rows: tuple[FieldRow, ...]


def field_rows(model: type[BaseModel]) -> Iterator[FieldRow]:
    """Yield the fields of a model, those of its groups after them."""
    for path, field in fields_within(model):
        yield FieldRow(".".join(path), field.title, field.required, field.description)


def field_tables() -> str:
    """One table a kind, then those of the vocabularies and of the leads, as HTML."""
    tables = [
        *(
            FieldTable(kind.kind_name, kind.kind, f"{kind.kind}/", tuple(field_rows(kind)))
            for kind in KINDS.values()
        ),
        FieldTable("词条", "vocabulary", "vocabulary/", tuple(field_rows(Term))),
        FieldTable("导语", "leads", "vocabulary/leads.yml", tuple(field_rows(Lead))),
    ]
    return render("pages/field_tables.html", tables=tables)


def grade_table() -> str:
    """What the grades of a source mean and who may have measured, as HTML."""
    return render("pages/grade_table.html", measures=MEASURED_BY)


def rule_table() -> str:
    """The table of rules, as HTML."""
    return render("pages/rule_table.html", rules=RULES)
