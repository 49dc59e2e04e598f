"""A clause becomes the records that cite it, whatever their kind and field, so that whoever changes it knows whom to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from county_casebook.library.library import Library
from county_casebook.library.text_references import referring
from county_casebook.records import KINDS, Policy, Record
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.schema.walk import fields_within


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """A record or a term that cites a clause: its key, its name, its address, and the field by which it does."""

    key: str
    name: str
    url: str
    where: str


def citing_places(library: Library, reference: str) -> Iterator[CitingPlace]:
    """Yield who cites a clause (`policy#clause`): records by their fields, terms, and texts of policies by their words."""
    for model in KINDS.values():
        for path, title in _clause_fields(model):
            for record in library.citing(reference, model, path):
                yield CitingPlace(record.key, library.name(record), record.url, title)
    for vocabulary, key, title in library.terms_of_clause.get(reference, ()):
        yield CitingPlace(f"{vocabulary}/{key}", title, f"{vocabulary}/{key}/", VOCABULARIES[vocabulary])
    for by in dict.fromkeys(by for by, _ in referring(library).get(reference, ())):
        policy = library.of(Policy)[by]
        yield CitingPlace(policy.key, policy.title, policy.url, "正文")


@cache
def _clause_fields(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind that name clauses, each with its path and its title."""
    found = (
        (".".join(path), field.title) for path, field in fields_within(model) if "clauses" in field.reference
    )
    return tuple(found)


__all__ = ["CitingPlace", "citing_places"]
