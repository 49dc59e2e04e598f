"""How a roll of a commendation is met: by which document, how many it names, who they are and what they did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from county_casebook.ledger.words import designation_word
from county_casebook.library.edition import Edition
from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.records import Case, County, Event, Honour, Organization, Policy
from county_casebook.records.honour import Body, Notice, Person
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, facts_of
from county_casebook.views.honour_groups import group_table, groups, scheme_pages
from county_casebook.views.honoured import SHOWN, Honoured, honoured, honoured_pages
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.page import Page, PageUnit, root_of
from county_casebook.views.shapes import Named
from county_casebook.views.tables import ShownTable
from county_casebook.views.told import date_words, scheme_url
from county_casebook.views.view import Backlink, View, entry


@dataclass(frozen=True, slots=True)
class HonouredBody:
    """One organization or collective of a roll: its names, its county, what it was given, what it did."""

    names: list[Named]
    county: Named | None
    title: str
    deed: str
    cases: list[Entry]
    source: int | None


@dataclass(frozen=True, slots=True)
class HonouredPerson:
    """One person of a roll, in a library that may name persons, and the county."""

    told: Person
    county: Named | None


@dataclass(frozen=True, slots=True)
class HonourPage:
    """What `kinds/honour/page.html` shows."""

    honour: Honour
    scheme: Named | None
    givers: list[Named]
    year: str
    document: list[Named]
    event: Named | None
    held: dict[str, tuple[tuple[str, str, str, int | None], ...]]
    counties: list[Honoured]
    more: str
    bodies: list[HonouredBody]
    people: list[HonouredPerson]
    clauses: list[ClauseLink]
    gaps: Lacking
    parts: tuple[Part, ...]
    root: str


class HonourView(View[Honour]):
    """Rolls of commendations."""

    lead: ClassVar[str] = "受表彰的县（市）和单位，凭哪份文件，有哪些做法。"
    counted: ClassVar[str] = "份表彰名单"
    section: ClassVar[str] = "counties"
    weight: ClassVar[int] = 4
    chosen_by: ClassVar[tuple[str, ...]] = ("level",)
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("county", "本县的表彰", "honours"),
        Backlink("bodies.county", "本县受表彰的单位", "honoured"),
        Backlink("persons.county", "本县受表彰的个人", "honoured-people"),
        Backlink("bodies.organization", "受到的表彰", "honours"),
        Backlink("bodies.cases", "做它的单位受到的表彰", "honours"),
        Backlink("event", "会上的表彰", "honours"),
        Backlink("document.policy", "用它公布的表彰", "honours"),
        Backlink("scheme", "按它作的表彰", "honoured-by"),
    )

    def beside(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the units of the schemes with designations that name no roll."""
        yield from scheme_pages(edition.library)

    def lists_more(self, library: Library) -> bool:
        """Where counties were honoured and no roll is held."""
        return bool(groups(library))

    def opening(self, edition: Edition) -> Markup:
        """Rolls and designations without one, by scheme and batch."""
        shown = ShownTable.of(group_table(edition.library))
        weak = designation_word(edition.library, "weak")
        return Markup(render("kinds/honour/opening.html", shown=shown, weak=weak, root="../"))  # noqa: S704 - autoescaped

    def page(self, edition: Edition, record: Honour) -> Iterator[Page]:
        """Yield the page of a roll, and the pages of its counties where they are many."""
        found = honoured(edition.library, record)
        body = render("kinds/honour/page.html", _page(edition.library, record, found))
        yield Page(record.url, record.title, record.summary, body, self.tab)
        yield from honoured_pages(record.title, record.url, self.trail, found)
        yield from self.part_pages(edition, record)

    def entry(self, library: Library, record: Honour) -> Entry:
        """Its level, date, batch, and how many of those it names the library holds."""
        counts = (f"{what}{words}" for what, words, _, _ in _held(library, record))
        givers = [giver.name for giver in _givers(library, record)]
        facts = facts_of(
            *(givers or [f"{label(record, record.level)}级"]),
            date_words(record.date),
            record.batch or "",
            *counts,
        )
        return Entry(record.url, record.title, record.summary, facts)


VIEW = HonourView(Honour)


def kept_words(kept: int | None, said: int | None) -> str:
    """How many the library holds of how many the document names: 「已收 3 个，文件称 92 个」, 「文件称 10 个，本库不收姓名」."""
    if kept is None:
        return f"文件称 {said} 个，本库不收姓名"
    return f"已收 {kept} 个" + (f"，文件称 {said} 个" if said is not None else "")


def _page(library: Library, honour: Honour, found: list[Honoured]) -> HonourPage:
    root = root_of(honour.url)
    event = library.of(Event).get(honour.event or "")
    title = library.scheme_title(honour.scheme) if honour.scheme else ""
    return HonourPage(
        honour=honour,
        scheme=Named(title, scheme_url(library, honour.scheme)) if honour.scheme else None,
        givers=list(_givers(library, honour)),
        year=year_words(honour.year, honour.until),
        document=list(_document(library, honour.document)) if honour.document else [],
        event=Named(event.title, event.url) if event else None,
        held=grouped(_held(library, honour), lambda line: line[:1]),
        counties=found[:SHOWN],
        more=f"{honour.url}counties/" if len(found) > SHOWN else "",
        bodies=[_body(library, body) for body in honour.bodies],
        people=[_person(library, person) for person in honour.persons],
        clauses=clause_links(library, honour.clauses),
        gaps=lacking(library, honour),
        parts=VIEW.parts(library, honour),
        root=root,
    )


def year_words(year: int | None, until: int | None) -> str:
    """The years that were assessed: 「2013 年度」, 「2011—2012 年度」; empty when they are not known."""
    if year is None:
        return f"到 {until} 年度" if until else ""
    return f"{year}—{until} 年度" if until and until != year else f"{year} 年度"


def _givers(library: Library, honour: Honour) -> Iterator[Named]:
    """The county and the place that gave it, each with the year of its code; none for what is national."""
    county = library.of(County).get(honour.county or "")
    if county and (division := library.division(county)):
        yield Named(f"{division.full_name}（{county.as_of} 年）", county.url)
    area = honour.area
    if area and (place := library.divisions.at(area.code, area.as_of)):
        province = library.divisions.province_of(place)
        url = f"regions/{province.code}/" if province else ""
        yield Named(f"{place.full_name}（{area.as_of} 年）", url)


def _document(library: Library, notice: Notice) -> Iterator[Named]:
    """A policy of the library, then the name and the number as written."""
    policy = library.of(Policy).get(notice.policy or "")
    if policy:
        yield Named(f"《{policy.title}》", policy.url)
    yield from (Named(words) for words in (notice.title, notice.doc_no) if words)


def _held(library: Library, honour: Honour) -> Iterator[tuple[str, str, str, int | None]]:
    """What the library holds against what the document says, as (what, words, of whom, source)."""
    said = {told.of for told in honour.stated}
    for told in honour.stated:
        kept = _kept(library, honour, told.of, told.who or "")
        yield label(honour, told.of), kept_words(kept, told.count), told.who or "", told.source
    for of in ("counties", "bodies", "persons"):
        if of not in said and (kept := _kept(library, honour, of, "")):
            yield label(honour, of), kept_words(kept, None), "", None


def _kept(library: Library, honour: Honour, of: str, who: str) -> int | None:
    """How many of a sort the library holds, of bodies and persons those given one title; None: it names no persons."""
    if of == "counties":
        return len(library.citing(honour, County, "designations.honour"))
    if of == "persons" and not honour.persons and not library.named_persons:
        return None
    listed = honour.persons if of == "persons" else honour.bodies
    return sum(not who or one.title == who for one in listed)


def _body(library: Library, body: Body) -> HonouredBody:
    organization = library.of(Organization).get(body.organization or "")
    county, cases = library.of(County).get(body.county or ""), library.of(Case)
    names = [Named(organization.title, organization.url)] if organization else []
    return HonouredBody(
        [*names, *([Named(body.name)] if body.name else [])],
        Named(library.name(county), county.url) if county else None,
        body.title or "",
        body.deed or "",
        [entry(library, cases[key]) for key in body.cases if key in cases],
        body.source,
    )


def _person(library: Library, person: Person) -> HonouredPerson:
    county = library.of(County).get(person.county or "")
    return HonouredPerson(person, Named(library.name(county), county.url) if county else None)
