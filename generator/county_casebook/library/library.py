"""Records become one immutable graph: references resolved, backlinks, related records, everything in order.

After this stage nothing changes: rules and publishers only read a Library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast

from county_casebook.library.derived import derived, derived_each, kept_each
from county_casebook.library.folder import StoredFile
from county_casebook.library.gone import Withdrawn, moved_of, withdrawn_of
from county_casebook.library.groups import grouped
from county_casebook.library.handwritten import WrittenPage
from county_casebook.library.leads import leads_apart
from county_casebook.library.load import Content, Entry
from county_casebook.library.persons import shown_kinds
from county_casebook.library.sweep import Sighting
from county_casebook.library.unfinished import without_lacking
from county_casebook.library.vocabularies import Vocabularies
from county_casebook.places.divisions import Division, Divisions, EconomicRegion
from county_casebook.records import Case, County, Organization, Policy, Record, gist
from county_casebook.records.policy import Duty
from county_casebook.records.record import Grade, Whereabouts
from county_casebook.records.vocabulary import VOCABULARIES, Lead, Synonyms
from county_casebook.text.clauses import CITED, Clause

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, eq=False)
class Library(Vocabularies):
    """Every record, by kind and id in id order, with what follows from them together.

    In what readers see, cases without approach stand in `case_leads`, and not among the cases. `moved` holds the key of today by
    each of before, `withdrawn` what is told of records that were published once: both of the whole library.
    """

    kinds: Mapping[str, Mapping[str, Record]]
    synonyms: tuple[Synonyms, ...]
    leads: tuple[Entry, ...]
    waivers: tuple[Entry, ...]
    changes: tuple[Entry, ...]
    pages: Mapping[str, WrittenPage]
    files: Mapping[str, StoredFile]
    divisions: Divisions
    today: date
    broken: frozenset[str] = field(default=frozenset())
    unfinished: frozenset[str] = frozenset()
    personal_data: tuple[Sighting, ...] = ()
    facts: frozenset[str] = frozenset()
    named_persons: bool = False
    case_leads: Mapping[str, Case] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict)
    _shown: dict[bool, Library] = field(default_factory=dict, init=False, repr=False)
    _citations: dict[tuple[str, str], Mapping[str, tuple[Record, ...]]] = field(
        default_factory=dict, init=False, repr=False
    )

    def of(self, kind: type[_R]) -> Mapping[str, _R]:
        """The records of one kind by id, e.g. `of(Case)`."""
        return cast(Mapping[str, _R], self.kinds[kind.kind])

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """The records of one kind by id, e.g. `of_kind("cases")`."""
        return self.kinds[kind]

    def records(self) -> Iterator[Record]:
        for by_id in self.kinds.values():
            yield from by_id.values()

    def record(self, key: str) -> Record | None:
        """The record of a key, of whatever kind, leads too: `record("events/plan-conference")`."""
        kind, _, record_id = key.partition("/")
        found = self.kinds.get(kind, {}).get(record_id)
        return found or (self.case_leads.get(record_id) if kind == Case.kind else None)

    def with_leads(self) -> Iterator[Record]:
        """Every record that has a page: in what readers see these are the records and the leads."""
        yield from self.records()
        yield from self.case_leads.values()

    def published(self, *, drafts: bool = False) -> Library:
        """Return what readers see: published records, and with `drafts` those in work; persons named only with `named_persons`."""
        if drafts not in self._shown:
            self._shown[drafts] = self._showing(drafts=drafts)
        return self._shown[drafts]

    def _showing(self, *, drafts: bool) -> Library:
        shown = ("published", "draft", "review") if drafts else ("published",)
        kinds = without_lacking(self.kinds, self.unfinished) if drafts else self.kinds
        told, leads = leads_apart(shown_kinds(kinds, shown, named_persons=self.named_persons))
        return replace(self, kinds=told, case_leads=leads)

    @property
    @derived
    def is_fictional(self) -> bool:
        """Whether the library tells of fictional places (codes 99xxxx)."""
        return any(code.startswith("99") for _, _, code, _ in self.codes())

    def codes(self) -> Iterator[tuple[Record, tuple[str | int, ...], str, int]]:
        """Every (record, path of the field group, code, year) that names a place."""
        for record in self.records():
            for path, code, year in gist.areas(record):
                yield record, path, code, year

    # Words of the library ---------------------------------------------------------------------------------------------

    def lead(self, page: str, otherwise: str) -> str:
        """What the library says at the head of a page, else the words given."""
        said = self.said(page)
        return said.lead if said else otherwise

    def said(self, page: str) -> Lead | None:
        """All that the library says of itself on a page; None where it says nothing."""
        return next((entry.value for entry in self.leads if entry.value.id == page), None)

    def scheme_title(self, scheme: str) -> str:
        """The title of what gave a designation or a pairing: a scheme, a policy or a programme."""
        title = self.term_title("schemes", scheme) or self.term_title("programmes", scheme)
        policy = self.of(Policy).get(scheme)
        return title or (f"《{self.name(policy)}》" if policy else scheme)

    # Places ----------------------------------------------------------------------------------------------------------

    @derived_each
    def division(self, record: Record) -> Division | None:
        """Where a record stands: a county's own unit, a case's county or area, an organization's place, the helped side."""
        return self.division_at(gist.whereabouts(record))

    def divisions_of(self, record: Record) -> tuple[Division, ...]:
        """Every division a record stands in: its own first, then those a practice across provinces also names."""
        named = gist.areas(record) if "also" in type(record).model_fields else ()
        also = (self.divisions.at(code, year) for path, code, year in named if path[0] == "also")
        return tuple(found for found in (self.division(record), *also) if found)

    def division_at(self, whereabouts: Whereabouts) -> Division | None:
        """The division of an organization, a county or an area; None when it is not known."""
        if found := self.record_at(whereabouts):
            return self.division_at(gist.whereabouts(found))
        area = whereabouts.area
        return self.divisions.at(area.code, area.as_of) if area else None

    def record_at(self, whereabouts: Whereabouts) -> County | Organization | None:
        """The organization or county that whereabouts name, if the library holds it."""
        organization = self.of(Organization).get(whereabouts.organization or "")
        return organization or self.of(County).get(whereabouts.county or "")

    def economic_region(self, record: Record) -> EconomicRegion | None:
        division = self.division(record)
        return self.divisions.economic_region(division) if division else None

    def place_name(self, record: Record) -> str:
        """The short name of the place a record stands in, else its code or an empty string."""
        division = self.division(record)
        return division.name if division else str(getattr(record, "code", ""))

    def name_at(self, whereabouts: Whereabouts) -> str:
        """The name of an organization, or of the place of a county or an area."""
        if organization := self.of(Organization).get(whereabouts.organization or ""):
            return organization.title
        division = self.division_at(whereabouts)
        return division.name if division else whereabouts.county or whereabouts.organization or "不详"

    @kept_each()
    def name(self, record: Record) -> str:
        """What readers call a record."""
        return record.name(self)

    @property
    @derived
    def provinces(self) -> Mapping[str, tuple[Record, ...]]:
        """Records by the codes of the provinces they stand in."""
        codes = {province.name: province.code for province in self.divisions.provinces}

        def provinces_of(record: Record) -> list[str]:
            named = dict.fromkeys(found.province for found in self.divisions_of(record))
            return [codes[name] for name in named if name in codes]

        return grouped(self.records(), provinces_of)

    # Backlinks -------------------------------------------------------------------------------------------------------

    def citing(self, target: Record | str, kind: type[_R], field_path: str) -> tuple[_R, ...]:
        """Records of a kind that name a record, a term or a clause in one of their fields, in id order.

        `field_path` has dots: `county`, `actors.organization`. A target given as text is the reference as written.
        """
        return self.cited(kind, field_path).get(target if isinstance(target, str) else target.id, ())

    def cited(self, kind: type[_R], field_path: str) -> Mapping[str, tuple[_R, ...]]:
        """Records of a kind by what one of their fields names: `cited(Case, "themes")`."""
        key = (kind.kind, field_path)
        if key not in self._citations:
            records = self.of(kind).values()
            self._citations[key] = grouped(records, lambda record: gist.named(record, field_path))
        return cast(Mapping[str, tuple[_R, ...]], self._citations[key])

    @property
    @derived
    def duties_of_clause(self) -> Mapping[str, tuple[Duty, ...]]:
        duties = (duty for policy in self.of(Policy).values() for duty in policy.duties)
        return grouped(duties, lambda duty: [duty.clause])

    @property
    @derived
    def terms_of_clause(self) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
        """Terms that name a clause, as (vocabulary, id, title), by clause reference."""
        terms = [(name, key, term) for name in VOCABULARIES for key, term in self.terms(name).items()]
        found = grouped(terms, lambda told: told[2].clauses)
        return {
            clause: tuple((name, key, term.title) for name, key, term in named)
            for clause, named in found.items()
        }

    @property
    @derived
    def relations_to(self) -> Mapping[str, tuple[tuple[str, Policy], ...]]:
        """Policies that name this one in their relations, as (relation type, policy)."""
        policies = self.of(Policy).values()
        pairs = [(told.type, policy, told.policy) for policy in policies for told in policy.relations]
        by_policy = grouped(pairs, lambda pair: [pair[2]])
        return {key: tuple((t, p) for t, p, _ in found) for key, found in by_policy.items()}

    def clause(self, reference: str) -> tuple[Policy, Clause] | None:
        """Resolve `policy-id#clause`; None when there is no such policy or clause."""
        policy_id, _, clause_id = reference.partition("#")
        policy = self.of(Policy).get(policy_id)
        clause = self._clauses.get(policy_id, {}).get(clause_id)
        return (policy, clause) if policy and clause else None

    @property
    @derived
    def _clauses(self) -> Mapping[str, Mapping[str, Clause]]:
        return {
            key: {clause.id: clause for clause in policy.clauses} for key, policy in self.of(Policy).items()
        }

    @property
    @derived
    def example_clause(self) -> str:
        """A clause that records of this library may cite, as it is written: one that a duty names, else the first; empty without."""
        clauses = [
            f"{policy.id}#{clause.id}"
            for policy in self.of(Policy).values()
            for clause in policy.clauses
            if clause.kind in CITED
        ]
        owed = (clause for clause in clauses if clause in self.duties_of_clause)
        return next(owed, next(iter(clauses), ""))

    def clause_ids(self, policy_id: str) -> tuple[str, ...]:
        return tuple(self._clauses.get(policy_id, ()))

    def evidence(self, record: Record) -> Grade:
        """The grade of a record: the best its results and indicators name; without any, the best of its sources, else D."""
        claims = (*getattr(record, "results", ()), *getattr(record, "indicators", ()))
        grades = [
            record.sources[claim.source - 1].grade
            for claim in claims
            if claim.source and claim.source <= len(record.sources)
        ]
        return min(grades or [source.grade for source in record.sources] or ["D"])

    def years(self, record: Record) -> tuple[int, ...]:
        """The years a record speaks of, for the year facet."""
        return tuple(sorted({day.year for day in record.dates()}))


def link(
    content: Content, today: date, *, named_persons: bool = False, made: Callable[..., Library] | None = None
) -> Library:
    """Make the graph from what was loaded; what does not resolve is left to the rules. `named_persons`: persons may be named."""
    return (made or Library)(
        kinds={kind: dict(sorted(by_id.items())) for kind, by_id in content.records.items()},
        vocabulary=content.vocabulary,
        synonyms=content.synonyms,
        leads=content.leads,
        waivers=content.waivers,
        changes=content.changes,
        pages=content.pages,
        files=content.files,
        divisions=content.divisions,
        today=today,
        broken=frozenset(content.broken),
        unfinished=content.unfinished,
        personal_data=content.personal_data,
        facts=content.facts,
        named_persons=named_persons,
        moved=moved_of(content.records),
        withdrawn=withdrawn_of(content),
    )
