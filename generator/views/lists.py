"""Records become list entries and numbered pages of them: the lists that work without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.link import Library
from generator.records import Case, Collection, County, Organization, Pairing, Policy, Record
from generator.records.fields import CoarseDate
from generator.records.record import label

PAGE_SIZE = 50
_T = TypeVar("_T")
_R = TypeVar("_R", bound=Record)


ENDED_SIGN = "✕"


@dataclass(frozen=True, slots=True)
class Fact:
    """One small fact of a record in a list; `has_ended` marks what is no longer in force."""

    words: str
    has_ended: bool = False

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: where it leads, what it is, a summary and a few small facts.

    `compared` is the record's key when it can be set beside others of its kind, else empty.
    """

    url: str
    title: str
    summary: str
    facts: tuple[Fact, ...]
    grade: str = ""
    compared: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a long list, with the addresses of its neighbours (relative to the site's root; empty: none)."""

    members: tuple[object, ...]
    number: int
    count: int
    url: str
    previous: str
    following: str


def sliced(base: str, members: Sequence[_T]) -> Iterator[Slice]:
    """Cut a list into pages of 50: `cases/`, `cases/page/2/`, …; an empty list has one empty page."""
    count = max(1, -(-len(members) // PAGE_SIZE))
    addresses = [base if number == 1 else f"{base}page/{number}/" for number in range(1, count + 1)]
    for number in range(1, count + 1):
        part = tuple(members[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
        previous = addresses[number - 2] if number > 1 else ""
        following = addresses[number] if number < count else ""
        yield Slice(part, number, count, addresses[number - 1], previous, following)


def entry(library: Library, record: Record) -> Entry:
    """Return how a record stands in a list."""
    division = library.division(record)
    place = division.full_name if division else ""
    if isinstance(record, Case):
        themes = "、".join(term.title for key in record.themes if (term := library.term("themes", key)))
        facts = facts_of(place, _year(record.period.start), themes)
        return Entry(
            record.url, record.title, record.summary, facts, library.evidence(record), compared=record.key
        )
    if isinstance(record, Pairing):
        scheme = library.scheme_title(record.scheme)
        return Entry(record.url, library.name(record), record.summary, facts_of(scheme, _year(record.start)))
    if isinstance(record, Policy):
        facts = facts_of(record.doc_no or "", "、".join(record.issuers), _year(record.issued))
        held = "" if record.text else "本站未收录正文，只列文号、日期和来源。"
        return Entry(record.url, record.title, held, (*facts, _standing(record)))
    if isinstance(record, Organization):
        facts = facts_of(label(record, record.type), place, _year(record.since))
        return Entry(record.url, record.title, "", facts)
    if isinstance(record, Collection):
        return Entry(record.url, record.title, record.summary, facts_of(f"{len(record.cases)} 个案例"))
    return _county_entry(library, record)


def _county_entry(library: Library, record: Record) -> Entry:
    assert isinstance(record, County)
    division = library.division(record)
    cases, pairings = (
        len(library.citing(record, Case, "county")),
        len(library.citing(record, Pairing, "helped.county")),
    )
    facts = facts_of(
        f"按 {record.as_of} 年区划",
        library.band(record) or "",
        f"{cases} 个案例" if cases else "",
        f"{pairings} 项受助结对" if pairings else "",
    )
    titles = "；".join(designation.title for designation in record.designations)
    title = division.full_name if division else record.code
    return Entry(record.url, title, titles, facts, compared=record.key)


def _standing(policy: Policy) -> Fact:
    """The validity of a policy; one that has ended carries a sign, so that no list shows it as if it were in force."""
    if policy.validity == "不详":
        return Fact("效力不详")
    if policy.has_ended:
        return Fact(f"{ENDED_SIGN} {policy.validity}", has_ended=True)
    return Fact(policy.validity)


def _year(value: object) -> str:
    return f"{value.year} 年" if isinstance(value, CoarseDate) else ""


def facts_of(*words: str) -> tuple[Fact, ...]:
    """Return the facts of an entry; empty words are left out."""
    return tuple(Fact(each) for each in words if each)


def newest(records: Sequence[_R]) -> list[_R]:
    """Order records by publication date, newest first, then by id."""
    return sorted(records, key=lambda record: (-_published(record), record.id))


def _published(record: Record) -> int:
    return record.published.first_day.toordinal() if record.published else 0
