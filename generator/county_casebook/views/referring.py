"""The policies whose texts refer to another become what stands on its page: beside a clause, and in a list below the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from county_casebook.library.library import Library
from county_casebook.library.text_references import referring
from county_casebook.records import Policy
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Part
from county_casebook.views.view import entry

_NAMED = 4
"""Clauses of one policy that are named as places where it refers to another."""


def citing_policies(library: Library, reference: str) -> tuple[ClauseLink, ...]:
    """Return the policies whose texts refer to a clause (`policy#clause`), each by the first clause that does."""
    first: dict[str, str] = {}
    for policy, clause in referring(library).get(reference, ()):
        first.setdefault(policy, f"{policy}#{clause}")
    return tuple(clause_links(library, first.values()))


def referring_parts(library: Library, policy: Policy) -> Iterator[Part]:
    """Yield the list of policies whose texts refer to a policy or to a clause of it; nothing where none does."""
    places: dict[str, list[str]] = {}
    for by, clause in referring(library).get(policy.id, ()):
        places.setdefault(by, []).append(f"{by}#{clause}")
    if not places:
        return
    entries = (
        replace(entry(library, library.of(Policy)[by]), summary=_where(library, cited))
        for by, cited in places.items()
    )
    yield Part("引用本文件的文件", "referring", tuple(entries), f"{policy.url}referring/")


def _where(library: Library, cited: list[str]) -> str:
    """Say in which clauses a policy refers to another: 「见其第三条、第五条等 6 处」."""
    names = "、".join(link.name for link in clause_links(library, cited[:_NAMED]))
    more = f"等 {len(cited)} 处" if len(cited) > _NAMED else ""
    return f"见其{names}{more}。"


__all__ = ["citing_policies", "referring_parts"]
