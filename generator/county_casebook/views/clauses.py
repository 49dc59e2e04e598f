"""A policy's clauses become what stands on its page: the words, the name, and beside them who cites the clause.

Cases and terms cite a clause themselves. A pairing cites a policy as its scheme, so it stands under the clause of the
duty that demands such a pairing: a county's under the one on advanced counties, a zone's under the one on zones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from county_casebook.ledger.ledger import STATE_SIGNS, STATE_WORDS, LedgerEntry, ledger
from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.library.text_pages import clause_place, text_pages
from county_casebook.records import Case, Organization, Pairing, Policy, Record
from county_casebook.records.policy import Measure
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.render.environment import render
from county_casebook.text.clauses import Clause, citation
from county_casebook.text.table_rows import cell_places
from county_casebook.views.entries import sliced
from county_casebook.views.linked_words import Link, Words, cut, links_of
from county_casebook.views.page import Page, root_of
from county_casebook.views.referring import citing_policies
from county_casebook.views.view import entry


@dataclass(frozen=True, slots=True)
class Citing:
    """Something that cites a clause: what it is called, where it stands, and a word before it."""

    title: str
    url: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Citings:
    """All of one kind that cite a clause: the first few, how many there are, where all stand (empty: all are shown)."""

    total: int
    first: tuple[Citing, ...]
    rest: str

    def __bool__(self) -> bool:
        return self.total > 0

    @property
    def are_few(self) -> bool:
        """Whether they are so few that the margin shows them unasked."""
        return self.total <= 3


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause on the page: its words unchanged, what they lead to, how it is named, and who cites it.

    `place` is where it is read, from the policy's own page; `level` is the level of its first line as a heading of the page, 2 to 6; 0 when that line is no heading.
    """

    clause: Clause
    place: str
    name: str
    words: str
    cases: Citings
    pairings: Citings
    duties: tuple[Citing, ...]
    terms: tuple[Citing, ...]
    policies: Citings
    links: tuple[Link, ...] = ()
    level: int = 0

    @property
    def is_cited(self) -> bool:
        return bool(self.cases or self.pairings or self.duties or self.terms or self.policies)

    @property
    def in_contents(self) -> str:
        """Its line in the contents: number and heading, apart where the number does not end in a sign of its own."""
        if self.clause.heading.startswith(self.clause.label):
            return self.clause.heading or self.clause.label
        apart = "" if self.clause.label.endswith(("、", "）", ")")) else " "
        return f"{self.clause.label}{apart}{self.clause.heading}".strip()

    @property
    def lines(self) -> list[str]:
        """The words line by line, blank lines kept apart by the page."""
        return [line for line in self.words.splitlines() if line.strip()]

    @property
    def lead(self) -> str:
        """The number and the heading, when the first line begins with both."""
        first = self.lines[0] if self.lines else ""
        end = first.find(self.clause.heading) + len(self.clause.heading)
        has_lead = self.clause.label and self.clause.heading and first.find(self.clause.heading) >= 0
        return first[:end] if has_lead else ""

    @property
    def after_lead(self) -> str:
        """The rest of the first line."""
        return self.lines[0][len(self.lead) :]

    @property
    def shown(self) -> list[tuple[Words, ...]]:
        """The lines, each in pieces that lead somewhere or nowhere."""
        return [cut(self.words, self.links, start, end) for start, end in self._bounds()]

    @property
    def shown_lead(self) -> tuple[Words, ...]:
        """The number and the heading in pieces."""
        start = self._bounds()[0][0]
        return cut(self.words, self.links, start, start + len(self.lead))

    @property
    def shown_after(self) -> tuple[Words, ...]:
        """The rest of the first line in pieces."""
        start, end = self._bounds()[0]
        return cut(self.words, self.links, start + len(self.lead), end)

    @property
    def cells(self) -> list[tuple[Words, ...]]:
        """The cells of a row of a table in pieces; empty for other words."""
        row = self.words.rstrip()
        return [cut(self.words, self.links, *place) for place in cell_places(row)] if "\n" not in row else []

    def _bounds(self) -> list[tuple[int, int]]:
        """Where each line begins and ends in the words."""
        kept = self.words.splitlines(keepends=True)
        starts = accumulate((len(line) for line in kept), initial=0)
        found = zip(starts, kept, self.words.splitlines(), strict=False)
        return [(start, start + len(line)) for start, _, line in found if line.strip()]


def clause_views(library: Library, policy: Policy) -> list[ClauseView]:
    """Return the clauses of a policy as its page shows them."""
    by_id = {clause.id: clause for clause in policy.clauses}
    pairings, links = pairings_of_clause(library, policy), links_of(library, policy)
    views = [
        replace(_view(library, policy, clause, by_id, pairings), links=links.get(clause.id, ()))
        for clause in policy.clauses
    ]
    return list(_with_levels(views))


def _with_levels(views: list[ClauseView]) -> Iterator[ClauseView]:
    """Give each clause whose first line is number and heading alone its level, one below the heading it stands under."""
    levels: dict[str | None, int] = {}
    for view in views:
        above = levels.get(view.clause.parent, 1)
        is_heading = bool(view.lead) and not view.after_lead.strip()
        level = min(above + 1, 6) if is_heading else 0
        levels[view.clause.id] = level or above
        yield replace(view, level=level)


def _view(
    library: Library,
    policy: Policy,
    clause: Clause,
    by_id: dict[str, Clause],
    pairings: dict[str, list[Pairing]],
) -> ClauseView:
    reference = f"{policy.id}#{clause.id}"
    cases = library.citing(reference, Case, "clauses")
    shown = text_pages(library, policy).shown
    return ClauseView(
        clause,
        clause_place(library, policy, clause.id),
        citation(clause, by_id) if clause.parent or clause.label else "",
        policy.words(clause),
        _citings(library, cases, f"{policy.url}{clause.id}/", shown),
        _citings(library, tuple(pairings.get(clause.id, ())), f"{policy.url}{clause.id}/", shown),
        tuple(
            Citing(
                state.duty.statement,
                f"duties/#{state.duty.id}",
                f"{STATE_SIGNS[state.state]} {STATE_WORDS[state.state]}",
            )
            for state in _duties(library).get(reference, ())
        ),
        tuple(
            Citing(title, f"{vocabulary}/{key}/", VOCABULARIES[vocabulary])
            for vocabulary, key, title in library.terms_of_clause.get(reference, ())
            if vocabulary not in ("schemes", "designations")
        ),
        _policies(library, reference, f"{policy.url}{clause.id}/", shown),
    )


def _policies(library: Library, reference: str, url: str, shown: int) -> Citings:
    """The policies whose texts refer to a clause, each leading to the clause that does."""
    found = citing_policies(library, reference)
    first = tuple(Citing(f"{link.policy}{link.name}", link.url) for link in found[:shown])
    return Citings(len(found), first, url if len(found) > shown else "")


@derived
def _duties(library: Library) -> dict[str, list[LedgerEntry]]:
    """The states of the duties by the clause that lays them down."""
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    for state in ledger(library):
        found[state.duty.clause].append(state)
    return dict(found)


def _citings(library: Library, records: tuple[Record, ...], url: str, shown: int) -> Citings:
    few = len(records) <= shown
    return Citings(
        len(records),
        tuple(Citing(library.name(record), record.url) for record in records[:shown]),
        "" if few else url,
    )


def pairings_of_clause(library: Library, policy: Policy) -> dict[str, list[Pairing]]:
    """Pairings made under a policy, by the id of the clause whose duty demands them."""
    clauses: dict[Measure, str] = {}
    for duty in policy.duties:
        policy_id, _, clause_id = duty.clause.partition("#")
        if policy_id == policy.id:
            clauses.setdefault(duty.measure, clause_id)
    found: dict[str, list[Pairing]] = defaultdict(list)
    for pairing in library.citing(policy, Pairing, "scheme"):
        clause = clauses.get(_demanded_by(library, pairing))  # type: ignore[arg-type]
        if clause:
            found[clause].append(pairing)
    return dict(found)


def _demanded_by(library: Library, pairing: Pairing) -> Measure | None:
    if pairing.helper.county:
        return "advanced_pairings"
    organization = library.of(Organization).get(pairing.helper.organization or "")
    return "zone_pairings" if organization and organization.type == "high_tech_zone" else None


def clause_pages(library: Library, policy: Policy, views: list[ClauseView]) -> Iterator[Page]:
    """Yield, for each clause that more cite than its margin holds, a page with all of them."""
    pairings = pairings_of_clause(library, policy)
    for view in views:
        if not (view.cases.rest or view.pairings.rest or view.policies.rest):
            continue
        reference = f"{policy.id}#{view.clause.id}"
        cases: tuple[Case, ...] = library.citing(reference, Case, "clauses")
        policies = [library.of(Policy)[link.policy_id] for link in citing_policies(library, reference)]
        records = [*cases, *pairings.get(view.clause.id, ()), *policies]
        yield from _citing_pages(library, policy, view, records)


def _citing_pages(
    library: Library, policy: Policy, view: ClauseView, records: list[Case | Pairing | Policy]
) -> Iterator[Page]:
    entries = [entry(library, record) for record in records]
    told = "案例、结对与文件" if view.policies else "案例与结对"
    title = f"对应{view.name}的{told}"
    for part in sliced(f"{policy.url}{view.clause.id}/", entries):
        body = render(
            "pages/clause.html",
            policy=policy,
            view=view,
            title=title,
            part=part,
            root=root_of(part.url),
        )
        name = title if part.number == 1 else f"{title}（第 {part.number} 页）"
        yield Page(part.url, name, f"《{policy.title}》{view.name}：{told}", body, "policies")
