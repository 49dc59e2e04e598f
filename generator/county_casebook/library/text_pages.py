"""The text of a policy becomes one page, or where it is too heavy for one, several: the one place that knows where a clause is read.

Pages begin at chapters where they can. They are numbered, and what is cut depends on the text alone: who cites a clause never
moves it, and text added at the end moves none before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from county_casebook.library.derived import derived_each
from county_casebook.library.library import Library
from county_casebook.library.text_references import referring
from county_casebook.records import Case, Policy
from county_casebook.text.clauses import CITED, Clause, citation
from county_casebook.text.references import references

WHOLE = 295_000
"""Bytes up to which a policy with all that stands on its page is one page."""
_PLAIN = 200_000
"""Bytes up to which its text stays on one page, with fewer beside each clause."""
_PART = 110_000
"""Bytes of text on each of several pages: contents, notes and the page shell come to them."""

_CLAUSE, _LINE, _CONTENTS, _GAP = 172, 7, 48, 30
"""Bytes of the markup of a clause, of a line of it, of its lines in the contents and among those that nobody carries out."""
_LINK = 110
"""Bytes of the markup of words that may lead to another text or article; whether they do depends on what the library holds."""
_NOTES, _CITING = 120, 30
"""Bytes of the markup of what stands beside a clause, and of one that cites it."""
_HEAD, _SAID = 12_000, 300
"""Bytes of a page without text; and of the markup of a point, a source or a version."""
SHOWN = 6
"""Cases or pairings shown beside a clause; more stand on a page of their own."""
_FEWER = (2, 0)
_TITLE = 300
"""Bytes of the address and the title of what cites a clause, as many as they may well be."""


@dataclass(frozen=True, slots=True)
class TextPages:
    """Where each page of a text begins, as positions among its clauses; and how many of those that cite a clause stand beside it."""

    starts: tuple[int, ...] = (0,)
    shown: int = SHOWN

    @property
    def count(self) -> int:
        return len(self.starts)


@derived_each
def text_pages(library: Library, policy: Policy) -> TextPages:
    """Return how a policy's text is spread over pages; one page where its text is not held."""
    if policy.text is None:
        return TextPages()
    weights = list(_weights(policy))
    plain = sum(weights) + _beside(policy)
    if plain + len(weights) * _notes_at_most() <= WHOLE:
        return TextPages()
    cited = [_cited(library, policy, clause) for clause in policy.clauses]
    if plain + sum(each.weight(SHOWN) for each in cited) <= WHOLE:
        return TextPages()
    starts = (0,) if plain <= _PLAIN else tuple(_starts(policy.clauses, weights))
    return TextPages(starts, _shown(starts, weights, cited))


def page_of(library: Library, policy: Policy, clause_id: str) -> int:
    """Return the number of the page of a policy on which a clause is read."""
    return _later(library, policy).get(clause_id, 1)


def clause_place(library: Library, policy: Policy, clause_id: str) -> str:
    """Return where a clause is read, from the policy's own page: `#12`, or `page/3/#12`."""
    return f"{page_below(page_of(library, policy, clause_id))}#{clause_id}"


def clause_address(library: Library, policy: Policy, clause_id: str) -> str:
    """Return the address of a clause, from the site's root."""
    return f"{policy.url}{clause_place(library, policy, clause_id)}"


def page_below(number: int) -> str:
    """Return where a page of a text stands, below the policy's own."""
    return "" if number == 1 else f"page/{number}/"


@derived_each
def _later(library: Library, policy: Policy) -> Mapping[str, int]:
    """The clauses that are not on the first page, each with the number of its page."""
    starts = text_pages(library, policy).starts
    bounds = pairwise((*starts[1:], len(policy.clauses)))
    return {
        clause.id: number
        for number, (start, end) in enumerate(bounds, start=2)
        for clause in policy.clauses[start:end]
    }


def _weights(policy: Policy) -> Iterator[int]:
    """Yield the bytes of each clause, with its lines in the contents and among those that nobody carries out."""
    by_id = {clause.id: clause for clause in policy.clauses}
    for clause in policy.clauses:
        words, named = policy.words(clause), len(citation(clause, by_id).encode())
        said = (
            len(escape(words).encode())
            + _LINE * words.count("\n")
            + _LINK * len(references(words, clause.label))
        )
        heading = len((clause.label + clause.heading).encode())
        in_contents = _CONTENTS + len(clause.id) + heading if clause.label and clause.depth <= 1 else 0
        in_gaps = _GAP + len(clause.id) + named + heading if clause.kind in CITED else 0
        yield _CLAUSE + 2 * (len(clause.id) + named) + said + in_contents + in_gaps


def _beside(policy: Policy) -> int:
    """Bytes of what else stands on the page of a policy."""
    told = (*policy.points, *policy.sources, *policy.versions, *policy.relations)
    return _HEAD + sum(_SAID + len(part.model_dump_json(exclude_none=True).encode()) for part in told)


def _notes_at_most() -> int:
    return 3 * (_NOTES + (SHOWN + 1) * (_CITING + _TITLE))


@dataclass(frozen=True, slots=True)
class _Cited:
    """What cites a clause: the bytes of titles and addresses of cases, of policies, of what names it, and whether pairings may."""

    cases: tuple[int, ...]
    policies: tuple[int, ...]
    named: tuple[int, ...]
    has_pairings: bool

    def weight(self, shown: int) -> int:
        """Bytes beside the clause when so many cases and pairings are shown there."""
        cases = _few(self.cases, shown) + _few(self.policies, shown)
        pairings = 2 * _NOTES + shown * (_CITING + _TITLE) if self.has_pairings else 0
        return cases + pairings + sum(_CITING + size for size in self.named) + _NOTES * bool(self.named)


def _few(sizes: tuple[int, ...], shown: int) -> int:
    """Bytes of the first of a list, and of its summary and the way to the rest."""
    more = _NOTES if len(sizes) > shown else 0
    return sum(_CITING + size for size in sizes[:shown]) + (_NOTES + more if sizes else 0)


def _cited(library: Library, policy: Policy, clause: Clause) -> _Cited:
    reference = f"{policy.id}#{clause.id}"
    cases = library.citing(reference, Case, "clauses")
    duties = library.duties_of_clause.get(reference, ())
    terms = library.terms_of_clause.get(reference, ())
    named = (*(duty.statement for duty in duties), *(title for _, _, title in terms))
    return _Cited(
        tuple(len(f"{case.url}{library.name(case)}".encode()) for case in cases[: SHOWN + 1]),
        (_TITLE,) * len({by for by, _ in referring(library).get(reference, ())}),
        tuple(_TITLE // 4 + len(name.encode()) for name in named),
        bool(duties),
    )


def _shown(starts: Sequence[int], weights: Sequence[int], cited: Sequence[_Cited]) -> int:
    """How many of those that cite a clause find room beside it on every page."""
    bounds = [slice(start, end) for start, end in pairwise((*starts, len(weights)))]
    for shown in (SHOWN, *_FEWER[:-1]):
        if all(
            _HEAD + sum(weights[each]) + sum(one.weight(shown) for one in cited[each]) <= WHOLE
            for each in bounds
        ):
            return shown
    return _FEWER[-1]


def _starts(clauses: Sequence[Clause], weights: Sequence[int]) -> Iterator[int]:
    """Yield where pages begin: of the places that fill the second half of a page, the outermost, and of these the last."""
    yield 0
    start = held = 0
    for position in range(len(clauses)):
        held += weights[position]
        if held > _PART and position > start:
            start = _best(clauses, weights, start, position)
            held = sum(weights[start : position + 1])
            yield start


def _best(clauses: Sequence[Clause], weights: Sequence[int], start: int, end: int) -> int:
    held, late = 0, []
    for position in range(start, end):
        if held > _PART // 2:
            late.append(position)
        held += weights[position]
    return min([*late, end], key=lambda position: (clauses[position].depth, -position))


__all__ = ["SHOWN", "TextPages", "clause_address", "clause_place", "page_below", "page_of", "text_pages"]
