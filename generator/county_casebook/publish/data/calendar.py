"""Events become calendar files (RFC 5545): one beside each event whose day is known, and one of all of them.

The same records give the same bytes: an event is stamped with the day its record was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Entry
from icalendar.prop import vDatetime, vText, vUri

from county_casebook.library.edition import Edition
from county_casebook.records import Event
from county_casebook.records.record import label
from county_casebook.schema.fields import CoarseDate
from county_casebook.views.event_calendar import has_day, last_day
from county_casebook.views.page import Unit

CALENDAR_PAGE = "events/"
ALL = f"{CALENDAR_PAGE}calendar.ics"
_PRODUCT = "-//County Casebook//Events//ZH"
_NO_HOST = "county-casebook"
"""Stands for the host in a UID of a site without an address."""


def calendar_files(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield the unit of the calendar of every event whose first day is known, then that of the one of all of them."""
    events = [event for event in edition.library.of(Event).values() if has_day(event)]
    for event in events:
        path = f"{event.url}event.ics"
        yield Unit(path, partial(_files, path, edition, [event]))
    if events:
        yield Unit(ALL, partial(_files, ALL, edition, events))


def has_calendar(edition: Edition) -> bool:
    """Whether there is a calendar of all events."""
    return any(has_day(event) for event in edition.library.of(Event).values())


def _files(path: str, edition: Edition, events: Iterable[Event]) -> Iterator[tuple[str, bytes]]:
    yield path, _calendar(edition, events)


def _calendar(edition: Edition, events: Iterable[Event]) -> bytes:
    made = Calendar()
    made["PRODID"] = vText(_PRODUCT)
    made["VERSION"] = vText("2.0")
    made["CALSCALE"] = vText("GREGORIAN")
    made["X-WR-CALNAME"] = vText(edition.site.name)
    for event in events:
        made.add_component(_entry(edition, event))
    return bytes(made.to_ical())


def _entry(edition: Edition, event: Event) -> Entry:
    """One event as whole days; one of which no record tells that it was held is tentative."""
    days, made = event.days, Entry()
    if days is None or days.first is None:
        raise ValueError(event.id)
    made["UID"] = vText(f"{event.id}@{urlsplit(edition.site.address).hostname or _NO_HOST}")
    made["DTSTAMP"] = vDatetime(_stamp(event.published or days.first))
    made.add("DTSTART", days.first.first_day)
    made.add("DTEND", last_day(days) + timedelta(days=1))
    made["SUMMARY"] = vText(event.title)
    made["DESCRIPTION"] = vText(event.summary)
    made["CATEGORIES"] = vText(label(event, event.type))
    made["STATUS"] = vText("CONFIRMED" if event.actual else "TENTATIVE")
    if event.updated:
        made["LAST-MODIFIED"] = vDatetime(_stamp(event.updated))
    if places := "、".join(place.full_name for place in edition.library.divisions_of(event)):
        made["LOCATION"] = vText(places)
    if address := edition.site.address_of(event.url):
        made["URL"] = vUri(address)
    return made


def _stamp(day: CoarseDate) -> datetime:
    return datetime.combine(day.first_day, time(), UTC)
