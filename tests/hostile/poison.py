"""A library becomes the same library with a payload in every text: what nobody could write past the rules, so that escaping alone is met.

The models say which fields hold words; nothing is listed by hand, so that a new field or kind is poisoned too.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from county_casebook.library.library import Library
from county_casebook.library.load import Entry
from county_casebook.records import Policy, Record
from county_casebook.records.vocabulary import Synonyms
from county_casebook.schema.walk import Field, fields, fields_within, is_text
from county_casebook.text.clauses import parse_clauses

Location = tuple[str, ...]
"""Where a payload stood: the kind or list, then the names of the fields."""


class Poison:
    """Deals out payloads: every place gets all of them in turn, each place in an order of its own."""

    def __init__(self, payloads: Sequence[str]) -> None:
        self.payloads = payloads
        self.orders: dict[Location, list[str]] = {}
        self.given: dict[Location, set[str]] = defaultdict(set)
        self.counts: dict[Location, int] = defaultdict(int)

    def next(self, place: Location) -> str:
        if place not in self.orders:
            order = list(self.payloads)
            random.Random("/".join(place)).shuffle(order)
            self.orders[place] = order
        payload = self.orders[place][self.counts[place] % len(self.payloads)]
        self.counts[place] += 1
        self.given[place].add(payload)
        return payload

    def library(self, library: Library) -> Library:
        """Return a library in which every text of every record, term, lead, change and group of synonyms is a payload."""
        return replace(
            library,
            kinds={
                kind: {key: self.record(record) for key, record in by_id.items()}
                for kind, by_id in library.kinds.items()
            },
            withdrawn={
                key: replace(told, reason=self.next(("withdrawn", "reason")))
                for key, told in library.withdrawn.items()
            },
            leads=tuple(
                replace(each, value=self.kept(each.value, ("leads",), "id")) for each in library.leads
            ),
            changes=tuple(
                replace(each, value=self.kept(each.value, ("changes",), "record")) for each in library.changes
            ),
            vocabulary={name: self.terms(name, terms) for name, terms in library.vocabulary.items()},
            synonyms=tuple(
                Synonyms.model_construct(terms=tuple(self.next(("synonyms", "terms")) for _ in group.terms))
                for group in library.synonyms
            ),
        )

    def record(self, record: Record) -> Record:
        made = self.value(record, (record.kind,))
        assert isinstance(made, Record)
        if isinstance(made, Policy) and made.text:
            # behind the lines: the addresses of its clauses are cited
            lines = [
                f"{line}{self.next(('policies', 'the text'))}" if line.strip() else line
                for line in made.text.split("\n")
            ]
            made._text = "\n".join(lines)
            made._clauses = parse_clauses(made._text).clauses
        return made

    def terms(self, name: str, terms: Mapping[str, Entry]) -> dict[str, Entry]:
        return {
            key: replace(entry, value=self.value(entry.value, ("vocabulary", name)))
            for key, entry in terms.items()
        }

    def value(self, value: BaseModel, place: Location) -> BaseModel:
        """Return a copy of a model's value with a payload in every text, also where none was."""
        changes = {
            field.name: self.field(getattr(value, field.name), field, (*place, field.name))
            for field in fields(type(value))
        }
        return value.model_copy(update=changes)

    def kept(self, value: BaseModel, place: Location, name: str) -> BaseModel:
        """Return a copy of an entry of a list with a payload in every text but the one that says what it is of."""
        return self.value(value, place).model_copy(update={name: getattr(value, name)})

    def field(self, found: Any, field: Field, place: Location) -> Any:
        if field.is_text and not isinstance(found, BaseModel):
            return tuple(self.next(place) for _ in found or (None,)) if field.is_list else self.next(place)
        if isinstance(found, tuple):
            return tuple(
                self.value(member, place) if isinstance(member, BaseModel) else member for member in found
            )
        return self.value(found, place) if isinstance(found, BaseModel) else found


def text_places(model: type[BaseModel], *place: str) -> set[Location]:
    """Every place of a model that holds words."""
    return {(*place, *path) for path, field in fields_within(model) if is_text(field)}
