"""The cases of a library become those that wait for a review, each with what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from county_casebook.library.library import Library
from county_casebook.records import Case
from county_casebook.records.case import Submitted
from county_casebook.review import standing_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was found of cases that have not been read anew since: a digest of every one would be slow at each request."""

    _found: dict[str, tuple[Case, str]] = field(default_factory=dict)

    def of(self, library: Library) -> Mapping[str, str]:
        """Return what the cases wait for, in words, by id; a draft waits for nothing, nor does a published case that is as reviewed."""
        return {case.id: words for case in library.of(Case).values() if (words := self._words(case))}

    def _words(self, case: Case) -> str:
        case_before, words = self._found.get(case.id, (None, ""))
        if case_before is not case:
            words = next(_waits(case), "")
            self._found[case.id] = (case, words)
        return words


def _waits(case: Case) -> Iterator[str]:
    if case.status in ("review", "published") and isinstance(case.provenance, Submitted):
        yield standing_of(case).waits_for


__all__ = ["Waiting"]
