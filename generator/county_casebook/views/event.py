"""How an event is met: what it was, planned against actual, who came, what was shown; by year, by type, in a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, get_args

from markupsafe import Markup

from county_casebook.library.derived import derived, kept_each
from county_casebook.library.edition import Edition
from county_casebook.library.groups import grouped
from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Case, County, Event, Organization, Policy
from county_casebook.records.event import Attendance, Days, Document, EventType, Host
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.views.clause_links import ClauseLink, clause_links
from county_casebook.views.entries import Entry, Part, entry_pages, facts_of
from county_casebook.views.event_calendar import URL as CALENDAR
from county_casebook.views.event_calendar import calendar_pages, has_day
from county_casebook.views.event_totals import URL as TOTALS
from county_casebook.views.event_totals import persons_words, totals_pages
from county_casebook.views.lacking import Lacking, lacking
from county_casebook.views.linked import Linked, area, day, organizations, thing
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.shapes import Named
from county_casebook.views.view import Backlink, View, entry
from county_casebook.views.ways import Group, Way, vocabulary_ways


@dataclass(frozen=True, slots=True)
class Came:
    """One line of who came: what they are, the audience they belong to, how many."""

    who: str
    audience: Named | None
    persons: str
    source: int | None


@dataclass(frozen=True, slots=True)
class EventPage:
    """What `kinds/event/page.html` shows."""

    event: Event
    state: str
    places: list[tuple[Division, Division | None, int | None]]
    days: list[tuple[str, Days]]
    organizers: list[list[Named]]
    co_organizers: list[list[Named]]
    audiences: list[Named]
    counties: list[Entry]
    came: list[Came]
    cases: list[Entry]
    documents: list[tuple[str, Named | None]]
    clauses: list[ClauseLink]
    has_day: bool
    gaps: Lacking
    parts: tuple[Part, ...]
    root: str


class EventView(View[Event]):
    """Events."""

    lead: ClassVar[str] = "会议、培训、交流和科普活动；计划与实际分开写，人数照来源写。"
    counted: ClassVar[str] = "次活动"
    has_tab: ClassVar[bool] = True
    weight: ClassVar[int] = 4
    facets: ClassVar[tuple[str, ...]] = ("对象",)
    chosen_by: ClassVar[tuple[str, ...]] = ("type",)
    backlinks: ClassVar[tuple[Backlink, ...]] = (
        Backlink("county", "本县的活动", "events"),
        Backlink("counties", "本县的人参加的活动", "events-attended"),
        Backlink("cases", "讲到它的活动", "events"),
        Backlink("organizers.organization", "主办的活动", "events"),
        Backlink("co_organizers.organization", "协办的活动", "events-joined"),
        Backlink("audiences", "为他们办的活动", "events", "learn"),
        Backlink("documents.policy", "用到它的活动", "events"),
    )

    def beside(self, edition: Edition) -> Iterator[PageUnit]:
        """Yield the units of the lists by year and type, of the calendar and of the totals."""
        library = edition.library
        if library.of(Event):
            yield from _lists(library)
            yield Unit(CALENDAR, partial(calendar_pages, library))
            yield Unit(TOTALS, partial(totals_pages, library))

    def page(self, edition: Edition, record: Event) -> Iterator[Page]:
        """Yield the page of an event."""
        body = render("kinds/event/page.html", _page(edition.library, record))
        yield Page(record.url, record.title, record.summary, body, self.tab)
        yield from self.part_pages(edition, record)

    def linked(self, edition: Edition, record: Event) -> Linked:
        """The event itself: when it was, else is to be, where, and who held it."""
        library, days = edition.library, record.days
        hosts = (*record.organizers, *record.co_organizers)
        names = dict.fromkeys(named.name for host in hosts for named in _host(library, host))
        return thing(
            "Event",
            name=record.title,
            inLanguage="zh-CN",
            startDate=day(days.first) if days else "",
            endDate=day(days.end) if days else "",
            location=list(map(area, library.divisions_of(record))),
            organizer=organizations(names),
        )

    def entry(self, library: Library, record: Event) -> Entry:
        """Its type, when and where, and that no record tells of its being held."""
        places = "、".join(place.full_name for place in library.divisions_of(record))
        when = record.days.chinese if record.days else ""
        facts = facts_of(label(record, record.type), when or "日期未载明", places, _state(record))
        return Entry(record.url, record.title, record.summary, facts)

    def in_order(self, library: Library) -> list[Event]:
        """The latest first; those without a date at the end."""
        return sorted(
            library.of(Event).values(), key=lambda event: (_listed(library, event)[0], event.id), reverse=True
        )

    def groups(self, library: Library) -> tuple[Group, ...]:
        """Types, years, audiences and provinces that have events."""
        groups = (
            Group("类别", tuple(_type_ways(library))),
            Group("年份", tuple(_year_ways(library))),
            Group("对象", vocabulary_ways(library, "audiences", library.cited(Event, "audiences"))),
        )
        return (*(group for group in groups if group.ways), *super().groups(library))

    def opening(self, edition: Edition) -> Markup:
        """The calendar, the totals and the calendar file."""
        dated = any(map(has_day, edition.library.of(Event).values()))
        return Markup(render("kinds/event/opening.html", dated=dated, root="../"))  # noqa: S704 - autoescaped

    def facet_values(self, library: Library, record: Event) -> Mapping[str, Sequence[str]]:
        """The audiences it was held for."""
        return {"对象": library.titles("audiences", record.audiences)}


VIEW = EventView(Event)


@kept_each()
def _listed(library: Library, event: Event) -> tuple[str, str, tuple[int, ...]]:  # noqa: ARG001 - one signature
    """The first day of an event, its type, and the years it falls in."""
    first = event.days.first if event.days else None
    return str(first or ""), event.type, tuple(day.year for day in event.dates())


def _state(event: Event) -> str:
    """That no record tells of its being held; empty where one does."""
    return "" if event.actual else "没有举行的记录"


def _page(library: Library, event: Event) -> EventPage:
    cases, counties = library.of(Case), library.of(County)
    return EventPage(
        event=event,
        state=_state(event),
        places=_places(library, event),
        days=[(title, days) for title, days in (("计划", event.planned), ("举行", event.actual)) if days],
        organizers=[_host(library, host) for host in event.organizers],
        co_organizers=[_host(library, host) for host in event.co_organizers],
        audiences=[_audience(library, key) for key in event.audiences],
        counties=[entry(library, counties[key]) for key in event.counties if key in counties],
        came=[_came(library, told) for told in event.attendance],
        cases=[entry(library, cases[key]) for key in event.cases if key in cases],
        documents=[_document(library, document) for document in event.documents],
        clauses=clause_links(library, event.clauses),
        has_day=has_day(event),
        gaps=lacking(library, event),
        parts=VIEW.parts(library, event),
        root=root_of(event.url),
    )


def _places(library: Library, event: Event) -> list[tuple[Division, Division | None, int | None]]:
    """Each place with its province and the year of its code, where the record names one."""
    years = [area.as_of for area in (event.area, *event.also) if area]
    found = library.divisions_of(event)
    known = years if len(years) == len(found) else [None] * len(found)
    return [
        (place, library.divisions.province_of(place), year) for place, year in zip(found, known, strict=True)
    ]


def _host(library: Library, host: Host) -> list[Named]:
    """An organization of the library, a name, or both as written."""
    organization = library.of(Organization).get(host.organization or "")
    named = [Named(organization.title, organization.url)] if organization else []
    return [*named, *([Named(host.name)] if host.name else [])]


def _audience(library: Library, key: str) -> Named:
    title = library.term_title("audiences", key)
    return Named(title, f"audiences/{key}/") if title else Named(key)


def _came(library: Library, told: Attendance) -> Came:
    audience = _audience(library, told.audience) if told.audience else None
    persons = persons_words(told.persons, told.precision or "") if isinstance(told.persons, int) else ""
    return Came(told.who or "", audience, persons, told.source)


def _document(library: Library, document: Document) -> tuple[str, Named | None]:
    """What a document is called, where that is not the title of a policy of the library, and that policy."""
    policy = library.of(Policy).get(document.policy or "")
    held = Named(f"《{policy.title}》", policy.url) if policy else None
    return "" if policy and policy.title == document.title else document.title, held


# Lists by year and type -----------------------------------------------------------------------------------------------


@derived
def _by_year(library: Library) -> dict[int, tuple[Event, ...]]:
    """Events by the years they fall in, the latest year first."""
    found = grouped(VIEW.in_order(library), lambda event: _listed(library, event)[2])
    return dict(sorted(found.items(), reverse=True))


@derived
def _by_type(library: Library) -> dict[str, tuple[Event, ...]]:
    found = grouped(VIEW.in_order(library), lambda event: [_listed(library, event)[1]])
    return {name: found[name] for name in get_args(EventType) if name in found}


def _year_ways(library: Library) -> Iterator[Way]:
    for year, events in _by_year(library).items():
        yield Way(f"{year} 年", f"events/years/{year}/", len(events))


def _type_ways(library: Library) -> Iterator[Way]:
    for name, events in _by_type(library).items():
        yield Way(label(Event, name), f"events/types/{name.replace('_', '-')}/", len(events))


def _lists(library: Library) -> Iterator[PageUnit]:
    """Yield the unit of the list of every year and of every type."""
    years = zip(_year_ways(library), _by_year(library).values(), strict=True)
    types = zip(_type_ways(library), _by_type(library).values(), strict=True)
    for way, events in (*years, *types):
        yield Unit(way.url, partial(_list, library, way, events))


def _list(library: Library, way: Way, events: Sequence[Event]) -> Iterator[Page]:
    entries = [entry(library, event) for event in events]
    title = f"{way.title}的活动" if way.title.endswith("年") else way.title
    yield from entry_pages(way.url, title, entries, section=VIEW.tab, trail=VIEW.trail)
