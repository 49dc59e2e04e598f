"""What a published calendar (RFC 5545) may hold: events of whole days, and nothing that rings, fetches or invites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from icalendar import Calendar
from icalendar.cal.component import Component

_PROPERTIES = {
    "VCALENDAR": {"PRODID", "VERSION", "CALSCALE", "X-WR-CALNAME"},
    "VEVENT": {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "CATEGORIES",
        "STATUS",
        "LAST-MODIFIED",
        "LOCATION",
        "URL",
    },
}
"""The components there may be, each with its properties."""
_OWED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY")
_LONGEST_LINE = 75
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calendar_faults(data: bytes) -> Iterator[str]:
    """Yield what is wrong with a calendar file."""
    yield from _line_faults(data)
    found = _read(data)
    if found is None or found.name != "VCALENDAR" or str(found.get("VERSION")) != "2.0":
        yield "不是 iCalendar"
        return
    names: set[str] = set()
    for part in found.walk():
        yield from _part_faults(part)
        uid = str(part.get("UID", ""))
        if uid and uid in names:
            yield f"两个活动用了同一个 UID：{uid[:60]}"
        names.add(uid)
    if not found.walk("VEVENT"):
        yield "日历里没有活动"


def calendar_addresses(data: bytes) -> Iterator[str]:
    """Yield the addresses a calendar names."""
    found = _read(data)
    for part in found.walk("VEVENT") if found else ():
        if "URL" in part:
            yield str(part["URL"])


def _line_faults(data: bytes) -> Iterator[str]:
    if not data.endswith(b"\r\n") or data.count(b"\n") != data.count(b"\r\n"):
        yield "日历的行要以 CRLF 结束"
    if any(len(line) > _LONGEST_LINE for line in data.split(b"\r\n")):
        yield f"日历里有超过 {_LONGEST_LINE} 字节的行"
    if _CONTROL.search(data):
        yield "日历里有控制字符"


def _read(data: bytes) -> Component | None:
    """The calendar; None for what is none, and for several."""
    try:
        return Calendar.from_ical(data.decode("utf-8"))
    except (ValueError, IndexError, KeyError):
        return None


def _part_faults(part: Component) -> Iterator[str]:
    allowed = _PROPERTIES.get(str(part.name))
    if allowed is None:
        yield f"日历里不许有 {part.name}"
        return
    for name in part:
        if name.upper() not in allowed:
            yield f"日历里不许有 {name}"
    for name, reason in part.errors:
        yield f"日历里的 {name} 读不懂：{str(reason)[:60]}"
    if part.name == "VEVENT" and not part.errors:
        yield from _event_faults(part)


def _event_faults(part: Component) -> Iterator[str]:
    missing = [name for name in _OWED if name not in part]
    if missing:
        yield f"活动缺少 {'、'.join(missing)}"
        return
    start, end = (_day(part[name]) for name in ("DTSTART", "DTEND"))
    if start is None or end is None:
        yield "活动的日期不是整天（VALUE=DATE）"
    elif end <= start:
        yield "活动的结束不晚于开始"


def _day(value: object) -> date | None:
    """The day a property names; None for one that names a time, or does not say that it is a day."""
    found = getattr(value, "dt", None)
    is_day = isinstance(found, date) and not isinstance(found, datetime)
    said = getattr(value, "params", {}).get("VALUE") == "DATE"
    return found if is_day and said else None
