"""The words of a clause become pieces: those that refer to a text or an article the library holds lead there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from county_casebook.library.derived import derived_each
from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_address
from county_casebook.library.text_references import text_references
from county_casebook.records import Policy


@dataclass(frozen=True, slots=True)
class Link:
    """Characters of a clause, and the address they lead to, from the site's root."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a line; `url` is empty where it leads nowhere."""

    text: str
    url: str = ""


@derived_each
def links_of(library: Library, policy: Policy) -> Mapping[str, tuple[Link, ...]]:
    """Return by clause what its words lead to, in order."""
    starts = {clause.id: clause.start for clause in policy.clauses}
    found: dict[str, list[Link]] = defaultdict(list)
    for each in text_references(library, policy):
        target = library.of(Policy)[each.target]
        url = clause_address(library, target, each.target_clause) if each.target_clause else target.url
        start = starts[each.clause]
        found[each.clause].append(Link(each.start - start, each.end - start, url))
    return {key: tuple(links) for key, links in found.items()}


def cut(words: str, links: Sequence[Link], start: int, end: int) -> tuple[Words, ...]:
    """Return the characters from `start` to `end` of some words in pieces, in order; a link that lies partly outside is words."""
    pieces: list[Words] = []
    at = start
    for link in links:
        if at <= link.start and link.end <= end:
            pieces += [Words(words[at : link.start]), Words(words[link.start : link.end], link.url)]
            at = link.end
    return tuple(piece for piece in (*pieces, Words(words[at:end])) if piece.text)


__all__ = ["Link", "Words", "cut", "links_of"]
