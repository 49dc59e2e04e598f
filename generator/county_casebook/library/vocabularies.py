"""The vocabularies of a library: their terms, and what is asked of a term by whoever needs no more of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from county_casebook.library.content import Entry
from county_casebook.library.derived import Deriving
from county_casebook.records import Term


@dataclass(frozen=True, eq=False)
class Vocabularies(Deriving):
    """The terms by vocabulary and id, in the order of their files.

    With a cache, who asks for a title or an id depends on nothing else of the term: so its title is not asked of the term.
    """

    vocabulary: Mapping[str, Mapping[str, Entry]]

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """The terms of one vocabulary in the order of its file."""
        return {key: entry.value for key, entry in self.vocabulary[vocabulary].items()}

    def term(self, vocabulary: str, term_id: str) -> Term | None:
        entry = self.vocabulary[vocabulary].get(term_id)
        return entry.value if entry else None

    def term_title(self, vocabulary: str, term_id: str | None) -> str | None:
        """The title of a term; None where there is no such term."""
        entry = self.vocabulary[vocabulary].get(term_id or "")
        return entry.value.title if entry else None

    def titles(self, vocabulary: str, ids: Iterable[str]) -> list[str]:
        """The titles of those terms of a vocabulary that exist, in the order given."""
        return [title for key in ids if (title := self.term_title(vocabulary, key)) is not None]

    def titles_in(self, vocabulary: str) -> Mapping[str, str]:
        """The titles of one vocabulary by id, in the order of its file."""
        return {key: entry.value.title for key, entry in self.vocabulary[vocabulary].items()}

    def ids_in(self, vocabulary: str) -> Mapping[str, str]:
        """The ids of one vocabulary in the order of its file, each by itself."""
        return {key: key for key in self.vocabulary[vocabulary]}


__all__ = ["Vocabularies"]
