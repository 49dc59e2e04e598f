"""The record models and rules become tables of the guide for editors: what to write, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from county_casebook.records import KINDS, Record, Term
from county_casebook.records.change import Change
from county_casebook.records.record import MEASURED_BY, label
from county_casebook.records.vocabulary import VOCABULARIES, Lead, Synonyms, Waiver
from county_casebook.render.environment import render
from county_casebook.rules import RULES
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.forms import FORMS
from county_casebook.schema.walk import Field, fields_within


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as an editor meets it: its path with dots, title, whether it must be there, what it means.

    `choices` are its fixed values with their words, unless the description names them, `form` says how it is written, `names` are the kinds it may name.
    """

    path: str
    title: str
    required: bool
    description: str
    choices: tuple[tuple[str, str], ...]
    form: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of one model: what it is called, its anchor, and where it is written below `content/`."""

    name: str
    anchor: str
    place: str
    model: type[BaseModel]

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        return tuple(field_rows(self.model))


FIELD_TABLES = (
    *(FieldTable(kind.kind_name, kind.kind, f"{kind.kind}/", kind) for kind in KINDS.values()),
    FieldTable("词条", "vocabulary", "vocabulary/", Term),
    FieldTable("导语", "leads", "vocabulary/leads.yml", Lead),
    FieldTable("同义词", "synonyms", "vocabulary/synonyms.yml", Synonyms),
    FieldTable("例外", "waivers", "waivers.yml", Waiver),
    FieldTable("更正与撤回", "changes", "changes.yml", Change),
)
"""One a kind, then those of the lists."""

NAMES = {
    **{kind.kind: kind.kind_name for kind in KINDS.values()},
    **VOCABULARIES,
    "clauses": "条款",
    "records": "任何一类记录",
}
"""What a reference may name, in words."""


def field_rows(model: type[BaseModel]) -> Iterator[FieldRow]:
    """Yield the fields of a model, those of its groups after them."""
    kind = model if issubclass(model, Record) else None
    for path, field in fields_within(model):
        unnamed = () if all(choice in field.description for choice in field.choices) else field.choices
        choices = tuple((choice, label(kind, choice)) for choice in unnamed)
        yield FieldRow(
            ".".join(path),
            field.title,
            field.required,
            field.description,
            tuple((choice, "" if word == choice else word) for choice, word in choices),
            _form(field),
            field.reference,
        )


def _form(field: Field) -> str:
    """How the value of a field is written, where its form is not plain text."""
    if field.type in FORMS and field.type != "prose":
        return FORMS[field.type].message
    is_date = field.is_figure and not field.type and not field.parts and set(field.choices) <= {NOT_STATED}
    return FORMS["date"].message if is_date else ""


def grade_table() -> str:
    """What the grades of a source mean and who may have measured, as HTML."""
    return render("pages/grade_table.html", measures=MEASURED_BY)


def rule_table() -> str:
    """The table of rules, as HTML."""
    return render("pages/rule_table.html", rules=RULES)
