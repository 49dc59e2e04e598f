"""The record models and rules become the tables of the writing guide: what to write, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from county_casebook.records import KINDS
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


def field_rows(model: type[BaseModel]) -> Iterator[FieldRow]:
    """Yield the fields of a model, those of its groups after them."""
    for path, field in fields_within(model):
        yield FieldRow(".".join(path), field.title, field.required, field.description)


def field_tables() -> str:
    """One table a kind, as HTML."""
    kinds = [(kind.kind_name, kind.kind, list(field_rows(kind))) for kind in KINDS.values()]
    return render("pages/field_tables.html", kinds=kinds)


def rule_table() -> str:
    """The table of rules, as HTML."""
    return render("pages/rule_table.html", rules=RULES)
