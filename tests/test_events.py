"""Events: the duty to hold a conference, calendars of files and of links, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest
from icalendar import Calendar

from county_casebook.deliver.gate.calendars import calendar_faults
from county_casebook.ledger.events import conference
from county_casebook.ledger.results import DutyResult
from county_casebook.library.edition import Edition, Site
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.data.calendar import ALL, calendar_files
from county_casebook.records import Event, Policy
from county_casebook.records.policy import Duty
from county_casebook.views.event import VIEW
from county_casebook.views.event_totals import totals_pages
from county_casebook.views.page import made_by
from tests.building import TINY

SITE = Site(name="示例库", address="https://example.org/library/")
DUTY = {
    "id": "conference",
    "clause": "demo-plan#2.1",
    "statement": "开会。",
    "owed_by": "示例部",
    "measure": "conference",
}


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def event(name: str = "marked", **fields: Any) -> Event:
    """An event with what is given and the least that is owed."""
    least = {"status": "published", "published": "2006-02-01", "title": "示例会", "summary": "一句话。"}
    made = Event.model_validate({"type": "conference", "outcome": "not_stated", **least, **fields})
    return made.called(name)


def holding(*events: Event) -> Library:
    """The tiny library with these events alone."""
    return replace(tiny(), kinds={**tiny().kinds, "events": {each.id: each for each in events}})


# The duty ------------------------------------------------------------------------------------------------------------


def found(*events: Event, due: str | None = "2004-09-30") -> DutyResult:
    duty = Duty.model_validate({**DUTY, **({"due": due} if due else {})})
    library = holding(*events)
    return conference(library, library.of(Policy)["demo-plan"], duty)


def held(start: str, **more: Any) -> Event:
    return event(actual={"start": start}, clauses=["demo-plan#2.1"], **more)


def test_without_a_conference_there_is_no_data_whatever_else_was_held() -> None:
    for others in ((), (held("2004-09-01", type="training"),), (event(actual={"start": "2004-09-01"}),)):
        result = found(*others)
        assert (result.state, result.lines) == ("no_data", ())
        assert "2004 年 9 月 30 日" in result.words


@pytest.mark.parametrize(
    ("start", "state"),
    [
        ("2004-09-30", "met"),
        ("2004-09", "met"),
        ("2003", "met"),
        ("2004", "no_data"),
        ("2004-10-01", "not_met"),
        ("2005", "not_met"),
        ("not_stated", "no_data"),
    ],
)
def test_a_conference_is_held_against_its_deadline_as_exactly_as_its_day_is_known(
    start: str, state: str
) -> None:
    result = found(held(start))
    assert result.state == state
    assert result.lines[0].url == "events/marked/"


def test_one_that_is_only_planned_is_no_data_and_one_in_time_is_enough() -> None:
    planned = event("later", planned={"start": "2004-09"}, clauses=["demo-plan#2.1"])
    assert found(planned).state == "no_data"
    assert found(planned, held("2004-09-28")).state == "met"
    assert found(held("not_stated"), due=None).state == "met"


# Calendar files --------------------------------------------------------------------------------------------------------


def files(*events: Event, site: Site = SITE) -> Mapping[str, bytes]:
    return dict(made_by(calendar_files(Edition(holding(*events), site))))


def entries(data: bytes) -> Iterator[Any]:
    yield from Calendar.from_ical(data.decode()).walk("VEVENT")


def test_an_event_with_a_day_has_a_calendar_of_whole_days_with_a_stable_name_and_stamp() -> None:
    data = files(event(actual={"start": "2004-09-28", "end": "2004-10-02"}, updated="2006-02"))
    one = data["events/marked/event.ics"]
    assert data[ALL] == one
    for line in (
        "UID:marked@example.org",
        "DTSTAMP:20060201T000000Z",
        "DTSTART;VALUE=DATE:20040928",
        "DTEND;VALUE=DATE:20041003",
        "LAST-MODIFIED:20060201T000000Z",
        "URL:https://example.org/library/events/marked/",
        "STATUS:CONFIRMED",
    ):
        assert f"{line}\r\n".encode() in one
    assert files(event(actual={"start": "2004-09-28", "end": "2004-10-02"}, updated="2006-02")) == data
    assert list(calendar_faults(one)) == []


def test_what_is_only_planned_is_tentative_and_what_has_no_day_is_in_no_calendar() -> None:
    data = files(
        event("planned", planned={"start": "2004-09-28"}),
        event("month", actual={"start": "2004-09"}),
        event("unknown", actual={"start": "not_stated"}),
    )
    assert sorted(data) == [ALL, "events/planned/event.ics"]
    assert [str(entry["STATUS"]) for entry in entries(data[ALL])] == ["TENTATIVE"]
    assert files(event("month", actual={"start": "2004-09"})) == {}


def test_words_with_signs_of_the_format_and_long_ones_come_back_as_they_were() -> None:
    title = "一；二,三;四\\五：" + "很长的名称" * 8
    data = files(event(title=title, actual={"start": "2004-09-28"}), site=Site())[ALL]
    (entry,) = entries(data)
    assert str(entry["SUMMARY"]) == title
    assert b"@county-casebook" in data
    assert b"URL" not in data
    assert list(calendar_faults(data)) == []


GOOD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20060201T000000Z\r\n"
    b"DTSTART;VALUE=DATE:20040928\r\nDTEND;VALUE=DATE:20040929\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_good_calendar_passes_the_gate() -> None:
    assert list(calendar_faults(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\n", b"\n"),
        (b"VERSION:2.0", b"VERSION:1.0"),
        (b"SUMMARY:x", b"SUMMARY:" + b"x" * 80),
        (b"SUMMARY:x", b"ATTENDEE:mailto:a@b.example"),
        (b"SUMMARY:x", b"SUMMARY:x\r\nATTACH:https://example.org/x"),
        (b"SUMMARY:x", b"SUMMARY:x\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT1H\r\nEND:VALARM"),
        (b"SUMMARY:x", b"SUMMARY:x\x07"),
        (b"DTSTART;VALUE=DATE:20040928", b"DTSTART:20040928T080000Z"),
        (b"DTSTART;VALUE=DATE:20040928", b"DTSTART:20040928"),
        (b"DTSTART;VALUE=DATE:20040928", b"DTSTART;VALUE=DATE:20041028"),
        (b"DTSTART;VALUE=DATE:20040928", b"DTSTART;VALUE=DATE:20049928"),
        (b"UID:a@b\r\n", b""),
        (b"BEGIN:VEVENT", b"BEGIN:VTODO"),
        (b"END:VCALENDAR\r\n", GOOD.partition(b"PRODID:x\r\n")[2]),
        (GOOD, b""),
        (GOOD, b"\xff\r\n"),
        (GOOD, b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"),
    ],
)
def test_a_calendar_with_anything_else_in_it_is_refused(old: bytes, new: bytes) -> None:
    changed = GOOD.replace(old, new)
    assert changed != GOOD
    assert list(calendar_faults(changed))


# Pages -----------------------------------------------------------------------------------------------------------------


def pages(*events: Event) -> Mapping[str, str]:
    return {page.url: page.body for page in made_by(VIEW.pages(Edition(holding(*events), SITE)))}


def test_the_calendar_names_every_day_of_an_event_and_the_months_it_reaches_into() -> None:
    made = pages(event(title="跨月的会", actual={"start": "2004-09-29", "end": "2004-10-01"}))
    year = made["events/calendar/2004/"]
    assert year.count('title="跨月的会"') == 3
    assert 'id="m9"' in year
    assert 'id="m10"' in year
    assert 'href="../../events/calendar/2004/#m10"' in made["events/calendar/"]


def test_what_is_known_by_month_year_or_not_at_all_is_listed_without_a_day() -> None:
    made = pages(
        event("month", title="某月的会", actual={"start": "2004-09"}),
        event("year", title="某年的会", actual={"start": "2004"}),
        event("never", title="不知哪年的会", actual={"start": "not_stated"}),
    )
    year = made["events/calendar/2004/"]
    assert "<table" not in year
    assert "某月的会" in year
    assert "只知道年份的" in year
    assert "不知哪年的会" not in year
    assert "不知哪年的会" in made["events/calendar/"]


def test_a_calendar_crosses_the_end_of_a_year() -> None:
    made = pages(event(actual={"start": "2004-12-31", "end": "2005-01-02"}))
    assert made["events/calendar/2004/"].count("示例会") > 1
    assert 'id="m1"' in made["events/calendar/2005/"]


def test_events_have_lists_by_year_and_type() -> None:
    made = pages(
        event("a", title="观摩会", type="site_visit", actual={"start": "2004-05"}),
        event("b", title="表彰会", type="award", actual={"start": "2005-05"}),
    )
    assert "观摩会" in made["events/years/2004/"]
    assert "表彰会" not in made["events/years/2004/"]
    assert "观摩会" in made["events/types/site-visit/"]
    assert "events/types/training/" not in made


def test_totals_add_what_is_told_of_each_audience_and_say_of_how_much_it_was_told() -> None:
    library = holding(
        event(
            "a",
            actual={"start": "2004"},
            hours="8",
            area={"code": "990000", "as_of": "2004"},
            attendance=[{"audience": "farmers", "persons": "30"}, {"who": "别的人", "persons": "5"}],
        ),
        event("b", planned={"start": "2005"}, audiences=["farmers"]),
    )
    (page,) = totals_pages(library)
    by_audience, by_type, by_province = page.body.split('class="cb-table"')[1:]
    assert "30 人（1）" in by_audience
    assert "35 人（2）" in by_type
    assert "35 人（2）" in by_province
    assert "未载明" not in by_audience.split("</thead>")[1].split("</td>")[2]


def test_totals_say_that_a_figure_is_a_bound_and_count_persons_of_no_province_twice() -> None:
    places = {"area": {"code": "990000", "as_of": "2004"}, "also": [{"code": "991000", "as_of": "2004"}]}
    library = holding(
        event(
            "a",
            actual={"start": "2004"},
            **places,
            attendance=[{"who": "来听的人", "persons": "500", "precision": "at_least"}],
        ),
        event(
            "b",
            actual={"start": "2005"},
            area={"code": "990000", "as_of": "2004"},
            attendance=[{"who": "学员", "persons": "7", "precision": "about"}],
        ),
    )
    (page,) = totals_pages(library)
    _, by_type, by_province = page.body.split('class="cb-table"')[1:]
    assert "507 人以上（2）" in by_type
    lines = by_province.split("<tr>")[2:]
    assert ["约 7 人（1）" in line for line in lines] == [True, False]
    assert "几个省份合办的" in lines[1]
    assert "500 人以上（1）" in lines[1]


def test_a_library_without_events_has_none_of_their_pages(tmp_path: Path) -> None:
    assert pages() == {}
    assert files() == {}


@pytest.mark.slow
def test_a_year_with_many_events_has_pages_for_each_month_and_every_day_leads_to_its_event() -> None:
    days = [f"2004-{1 + number % 12:02}-{1 + number % 28:02}" for number in range(1_500)]
    many = [
        event(f"e{number}", title=f"第 {number} 次科技下乡活动", actual={"start": day})
        for number, day in enumerate(days)
    ]
    made = {url: body for url, body in pages(*many).items() if url.startswith("events/calendar/2004/")}
    assert max(len(body.encode()) for body in made.values()) < 100_000
    anchors = {
        (url, each) for url, body in made.items() for each in re.findall(r' id="(m[0-9]+-[0-9]+)"', body)
    }
    assert len(anchors) == len(many)
    for url, body in made.items():
        for way in re.findall(r'<a href="([^"]*#m[0-9]+-[0-9]+)"', body):
            address, _, anchor = way.partition("#")
            assert (normpath(join(url, address)) + "/", anchor) in anchors
    assert 'href="../../../events/calendar/2004/5/"' in made["events/calendar/2004/"]
    assert "等 " in made["events/calendar/2004/"]


def test_many_events_without_a_month_go_on_on_pages_of_their_own() -> None:
    made = pages(
        *(event(f"y{number}", title=f"第 {number} 次", actual={"start": "2004"}) for number in range(300)),
        *(
            event(f"n{number}", title=f"第 {number} 回", actual={"start": "not_stated"})
            for number in range(300)
        ),
    )
    year = "".join(body for url, body in made.items() if url.startswith("events/calendar/2004/unplaced/"))
    never = "".join(body for url, body in made.items() if url.startswith("events/calendar/undated/"))
    assert all(f"第 {number} 次<" in year and f"第 {number} 回<" in never for number in range(300))
    assert len(made["events/calendar/"].encode()) < 60_000
