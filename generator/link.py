"""Records become one immutable graph: references resolved, backlinks, related records, everything in order.

After this stage nothing changes: rules and publishers only read a Library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from generator.load import Content, Entry, MediaFile
from generator.records import KINDS, Case, Collection, County, Organization, Pairing, Policy, Record, Term
from generator.records.clauses import Clause
from generator.records.fields import CoarseDate
from generator.records.pairing import Party
from generator.records.places import Band, Division, Divisions
from generator.records.policy import Duty
from generator.records.record import Area, Grade
from generator.records.vocabulary import Synonyms
from generator.references import references

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference as written: from which record, at which field path, to what."""

    record: Record
    path: tuple[str | int, ...]
    kinds: tuple[str, ...]
    target: str


@dataclass(frozen=True, eq=False)
class Library:
    """Every record, by kind and id in id order, with what follows from them together."""

    policies: Mapping[str, Policy]
    counties: Mapping[str, County]
    organizations: Mapping[str, Organization]
    cases: Mapping[str, Case]
    pairings: Mapping[str, Pairing]
    collections: Mapping[str, Collection]
    vocabulary: Mapping[str, Mapping[str, Entry]]
    synonyms: tuple[Synonyms, ...]
    waivers: tuple[Entry, ...]
    media: Mapping[str, MediaFile]
    divisions: Divisions
    today: date
    broken: frozenset[str] = field(default=frozenset())

    # Records ---------------------------------------------------------------------------------------------------------

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """The records of one kind by id, e.g. `of_kind("cases")`."""
        return cast(Mapping[str, Record], getattr(self, kind))

    def records(self) -> Iterator[Record]:
        for kind in KINDS:
            yield from self.of_kind(kind).values()

    def published(self, *, drafts: bool = False) -> Library:
        """Return the library readers see: published records, and with `drafts` those still in work; never withdrawn ones."""
        shown = ("published", "draft", "review") if drafts else ("published",)
        kinds: dict[str, Any] = {
            kind: {key: record for key, record in self.of_kind(kind).items() if record.status in shown}
            for kind in KINDS
        }
        return replace(self, **kinds)

    @cached_property
    def is_fictional(self) -> bool:
        """Whether the library tells of fictional places (codes 99xxxx)."""
        return any(code.startswith("99") for _, _, code, _ in self.codes())

    def codes(self) -> Iterator[tuple[Record, tuple[str | int, ...], str, int]]:
        """Every (record, path of the field group, code, year) that names a place."""
        for county in self.counties.values():
            yield county, (), county.code, county.as_of
        for record, path, area in self._areas():
            yield record, path, area.code, area.as_of

    def _areas(self) -> Iterator[tuple[Record, tuple[str | int, ...], Area]]:
        for case in self.cases.values():
            if case.area:
                yield case, ("area",), case.area
        for organization in self.organizations.values():
            if organization.place:
                yield organization, ("place",), organization.place
        for pairing in self.pairings.values():
            for side in ("helper", "helped"):
                area = cast(Party, getattr(pairing, side)).area
                if area:
                    yield pairing, (side, "area"), area

    # Vocabularies ----------------------------------------------------------------------------------------------------

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """The terms of one vocabulary in the order of its file."""
        return {key: entry.value for key, entry in self.vocabulary[vocabulary].items()}

    def term(self, vocabulary: str, term_id: str) -> Term | None:
        entry = self.vocabulary[vocabulary].get(term_id)
        return entry.value if entry else None

    def scheme_title(self, scheme: str) -> str:
        """The title of what gave a designation or a pairing: a scheme, a policy or a programme."""
        term = self.term("schemes", scheme) or self.term("programmes", scheme)
        policy = self.policies.get(scheme)
        return term.title if term else f"《{policy.title}》" if policy else scheme

    # Places ----------------------------------------------------------------------------------------------------------

    def division(self, record: Record) -> Division | None:
        """Where a record stands: a county's own unit, a case's county or area, an organization's place, the helped side."""
        return self._divisions_of[id(record)] if id(record) in self._divisions_of else self._stands(record)

    @cached_property
    def _divisions_of(self) -> Mapping[int, Division | None]:
        return {id(record): self._stands(record) for record in self.records()}

    def _stands(self, record: Record) -> Division | None:
        if isinstance(record, County):
            return self.divisions.at(record.code, record.as_of)
        if isinstance(record, Case):
            return self._place(record.county, record.area)
        if isinstance(record, Organization):
            return self._place(None, record.place)
        if isinstance(record, Pairing):
            return self.party_division(record.helped)
        return None

    def party_division(self, party: Party) -> Division | None:
        organization = self.organizations.get(party.organization or "")
        return self._stands(organization) if organization else self._place(party.county, party.area)

    def _place(self, county_id: str | None, area: Area | None) -> Division | None:
        county = self.counties.get(county_id or "")
        if county:
            return self._stands(county)
        return self.divisions.at(area.code, area.as_of) if area else None

    def band(self, record: Record) -> Band | None:
        division = self.division(record)
        return self.divisions.band(division) if division else None

    def county_name(self, county: County) -> str:
        division = self.division(county)
        return division.name if division else county.code

    def name(self, record: Record) -> str:
        """What readers call a record."""
        if isinstance(record, County):
            return self.county_name(record)
        if isinstance(record, Pairing):
            return f"{self.party_name(record.helper)} → {self.party_name(record.helped)}"
        return cast(str, getattr(record, "title"))  # noqa: B009 - every other kind has a title

    def party_name(self, party: Party) -> str:
        """The name of one side of a pairing."""
        organization = self.organizations.get(party.organization or "")
        if organization:
            return organization.title
        division = self.party_division(party)
        return division.name if division else party.county or party.organization or "不详"

    def party_record(self, party: Party) -> County | Organization | None:
        return self.counties.get(party.county or "") or self.organizations.get(party.organization or "")

    def eras(self, county: County) -> tuple[County, ...]:
        """Records of the same unit in other eras of its code: the same code, or joined by succession."""
        found = {other.id: other for key in self._era_keys(county) for other in self._counties_by_era[key]}
        found.pop(county.id, None)
        return tuple(found[key] for key in sorted(found))

    @cached_property
    def _counties_by_era(self) -> Mapping[str, tuple[County, ...]]:
        return _grouped(self.counties.values(), self._era_keys)

    def _era_keys(self, county: County) -> list[str]:
        """The code itself and the codes its area has today."""
        division = self.division(county)
        return (
            [county.code, *(row.code for row in self.divisions.today(division))]
            if division
            else [county.code]
        )

    # Backlinks -------------------------------------------------------------------------------------------------------

    @cached_property
    def cases_of_county(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.cases.values(), lambda case: [case.county] if case.county else [])

    @cached_property
    def cases_of_theme(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.cases.values(), lambda case: case.themes)

    @cached_property
    def cases_of_programme(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.cases.values(), lambda case: case.programmes)

    @cached_property
    def cases_of_audience(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(self.cases.values(), lambda case: case.audiences)

    @cached_property
    def cases_of_organization(self) -> Mapping[str, tuple[Case, ...]]:
        return _grouped(
            self.cases.values(), lambda case: [a.organization for a in case.actors if a.organization]
        )

    @cached_property
    def cases_of_clause(self) -> Mapping[str, tuple[Case, ...]]:
        """Cases by clause reference (`policy-id#clause`)."""
        return _grouped(self.cases.values(), lambda case: case.clauses)

    @cached_property
    def adoptions_by_county(self) -> Mapping[str, tuple[Case, ...]]:
        """Cases that a county took over from elsewhere."""
        return _grouped(self.cases.values(), lambda case: [adoption.county for adoption in case.adoptions])

    @cached_property
    def counties_of_scheme(self) -> Mapping[str, tuple[County, ...]]:
        """Counties by the scheme that designated them."""
        return _grouped(self.counties.values(), lambda county: [d.scheme for d in county.designations])

    @cached_property
    def pairings_helped(self) -> Mapping[str, tuple[Pairing, ...]]:
        """Pairings by the id of the helped county."""
        return _grouped(self.pairings.values(), lambda p: [p.helped.county] if p.helped.county else [])

    @cached_property
    def pairings_helping(self) -> Mapping[str, tuple[Pairing, ...]]:
        """Pairings by the id of the helper: a county's or an organization's."""
        return _grouped(
            self.pairings.values(), lambda p: [key for key in (p.helper.county, p.helper.organization) if key]
        )

    @cached_property
    def pairings_of_scheme(self) -> Mapping[str, tuple[Pairing, ...]]:
        """Pairings by the policy, programme or scheme they were made under."""
        return _grouped(self.pairings.values(), lambda pairing: [pairing.scheme])

    @cached_property
    def pairings_of_case(self) -> Mapping[str, tuple[Pairing, ...]]:
        return _grouped(self.pairings.values(), lambda pairing: pairing.cases)

    @cached_property
    def collections_of_case(self) -> Mapping[str, tuple[Collection, ...]]:
        return _grouped(self.collections.values(), lambda collection: collection.cases)

    @cached_property
    def duties_of_clause(self) -> Mapping[str, tuple[Duty, ...]]:
        return _grouped(
            (duty for policy in self.policies.values() for duty in policy.duties), lambda duty: [duty.clause]
        )

    @cached_property
    def terms_of_clause(self) -> Mapping[str, tuple[tuple[str, Term], ...]]:
        """Terms that name a clause, as (vocabulary, term), by clause reference."""
        named = [
            (vocabulary, entry.value)
            for vocabulary, entries in self.vocabulary.items()
            for entry in entries.values()
        ]
        return _grouped(named, lambda pair: pair[1].clauses)

    @cached_property
    def provinces(self) -> Mapping[str, tuple[Record, ...]]:
        """Records by the code of the province they stand in."""
        codes = {province.name: province.code for province in self.divisions.provinces}

        def province_of(record: Record) -> list[str]:
            division = self.division(record)
            return [codes[division.province]] if division and division.province in codes else []

        return _grouped(self.records(), province_of)

    @cached_property
    def relations_to(self) -> Mapping[str, tuple[tuple[str, Policy], ...]]:
        """Policies that name this one in their relations, as (relation type, policy)."""
        pairs = [
            (relation.type, policy, relation.policy)
            for policy in self.policies.values()
            for relation in policy.relations
        ]
        return {
            key: tuple((t, p) for t, p, _ in found)
            for key, found in _grouped(pairs, lambda pair: [pair[2]]).items()
        }

    def clause(self, reference: str) -> tuple[Policy, Clause] | None:
        """Resolve `policy-id#clause`; None when there is no such policy or clause."""
        policy_id, _, clause_id = reference.partition("#")
        policy = self.policies.get(policy_id)
        clause = self._clauses.get(policy_id, {}).get(clause_id)
        return (policy, clause) if policy and clause else None

    @cached_property
    def _clauses(self) -> Mapping[str, Mapping[str, Clause]]:
        return {
            key: {clause.id: clause for clause in policy.clauses} for key, policy in self.policies.items()
        }

    def clause_ids(self, policy_id: str) -> tuple[str, ...]:
        return tuple(self._clauses.get(policy_id, ()))

    # Mentions --------------------------------------------------------------------------------------------------------

    def mentions(self) -> Iterator[Mention]:
        """Every reference in every record, as written."""
        for record in self.records():
            for path, kinds, target in references(record):
                yield Mention(record, path, kinds, target)

    def resolves(self, kinds: Iterable[str], target: str) -> bool:
        """Whether a reference leads to a record, a term or a clause of one of these kinds."""
        return any(self._resolves(kind, target) for kind in kinds)

    def _resolves(self, kind: str, target: str) -> bool:
        if kind == "clauses":
            return self.clause(target) is not None
        return target in (self.vocabulary[kind] if kind in self.vocabulary else self.of_kind(kind))

    # Evidence --------------------------------------------------------------------------------------------------------

    def evidence(self, case: Case) -> Grade:
        """The grade of a case: the best its results and indicators name; without any, the best of its sources, else D."""
        named = [result.source for result in case.results] + [
            indicator.source for indicator in case.indicators
        ]
        grades = [
            case.sources[number - 1].grade for number in named if number and number <= len(case.sources)
        ]
        return min(grades or [source.grade for source in case.sources] or ["D"])

    def years(self, record: Record) -> tuple[int, ...]:
        """The years a record speaks of, for the year facet: from its start to its end, at most to its last dated word."""
        if isinstance(record, Case):
            dates = [record.period.start, record.period.end]
        elif isinstance(record, Pairing):
            dates = [record.start, record.end]
        elif isinstance(record, Policy):
            dates = [record.issued]
        elif isinstance(record, County):
            return tuple(sorted({d.date.year for d in record.designations if isinstance(d.date, CoarseDate)}))
        else:
            dates = [getattr(record, "since", None)]
        return tuple(sorted({value.year for value in dates if isinstance(value, CoarseDate)}))


def link(content: Content, today: date) -> Library:
    """Make the graph from what was loaded; what does not resolve is left for the rules to report."""
    records: dict[str, Any] = {kind: dict(sorted(by_id.items())) for kind, by_id in content.records.items()}
    return Library(
        **records,
        vocabulary=content.vocabulary,
        synonyms=content.synonyms,
        waivers=content.waivers,
        media=content.media,
        divisions=content.divisions,
        today=today,
        broken=frozenset(content.broken),
    )


def _grouped(
    values: Iterable[_Value], keys: Callable[[_Value], Iterable[_Key]]
) -> dict[_Key, tuple[_Value, ...]]:
    groups: dict[_Key, dict[int, _Value]] = defaultdict(dict)
    for value in values:
        for key in keys(value):
            groups[key].setdefault(id(value), value)
    return {key: tuple(found.values()) for key, found in groups.items()}
