"""The record models and rules become the tables of the writing guide: what to write, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from generator.records import KINDS
from generator.render.environment import render
from generator.rules import RULES
from generator.sentences import models_in


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as an editor meets it: its path with dots, title, whether it must be there, what it means."""

    path: str
    title: str
    required: bool
    description: str


def field_rows(model: type[BaseModel], prefix: str = "") -> Iterator[FieldRow]:
    """Yield the fields of a model, those of its groups after them."""
    for name, field in model.model_fields.items():
        path = prefix + name
        yield FieldRow(path, field.title or name, field.is_required(), field.description or "")
        seen: set[str] = set()
        for part in models_in(field.annotation):
            for row in field_rows(part, f"{path}."):
                if row.path not in seen:
                    seen.add(row.path)
                    yield row


def field_tables() -> str:
    """One table a kind, as HTML."""
    kinds = [(kind.kind_name, kind.kind, list(field_rows(kind))) for kind in KINDS.values()]
    return render("records/field_tables.html", kinds=kinds)


def rule_table() -> str:
    """The table of rules, as HTML."""
    return render("records/rule_table.html", rules=RULES)
