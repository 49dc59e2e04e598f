"""Rules on rolls of commendations, and on the designations that name one."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.records import County, Event, Honour
from county_casebook.records.county import Designation
from county_casebook.rules.rule import Finding, error, lack, warning
from county_casebook.schema.fields import CoarseDate

_ADDRESSES = ("schemes", "page")
"""What stands at `/honours/` beside the rolls."""


@error
def honour_address(honour: Honour) -> Iterator[Finding]:
    """表彰的编号是网址，不得是 schemes、page。"""
    if honour.id in _ADDRESSES:
        yield honour.at(), f"“{honour.id}”是表彰栏目自己的网址", "文件换一个名字"


@error
def honour_place(honour: Honour) -> Iterator[Finding]:
    """县级的表彰写 county，省、地两级的写 area，国家级的都不写。"""
    wanted = {"county": "county", "national": ""}.get(honour.level, "area")
    written = [name for name in ("county", "area") if getattr(honour, name)]
    for name in written:
        if name != wanted:
            hint = f"改写 {wanted}" if wanted else "删掉这一项，或改 level"
            yield honour.at(name), f"level 是 {honour.level}，却写了 {name}", hint
    if wanted and not written:
        yield honour.at("level"), f"level 是 {honour.level}，没有写 {wanted}", f"补上 {wanted}"


@lack
def body_without_name(honour: Honour) -> Iterator[Finding]:
    """受表彰的单位和集体要写机构或名称。"""
    for position, body in enumerate(honour.bodies):
        if not body.organization and not body.name:
            yield honour.at("bodies", position), "没有写是哪个单位", "写 organization 或 name"


@error
def designation_against_roll(library: Library, county: County) -> Iterator[Finding]:
    """称号写了出自哪份名单，依据、层级、日期和批次就要与名单一致。"""
    for position, found, honour in _named(library, county):
        for name in ("scheme", "level", "batch"):
            own, roll = getattr(found, name), getattr(honour, name)
            if own and roll and own != roll:
                yield county.at("designations", position, name), *_against(own, honour, roll)
        if _apart(found.date, honour.date):
            yield county.at("designations", position, "date"), *_against(found.date, honour, honour.date)


def _named(library: Library, county: County) -> Iterator[tuple[int, Designation, Honour]]:
    """Every designation of a county that names a roll of the library."""
    for position, found in enumerate(county.designations):
        honour = library.of(Honour).get(found.honour or "")
        if honour:
            yield position, found, honour


def _against(own: object, honour: Honour, roll: object) -> tuple[str, str]:
    return f"写的是 {own}，名单 {honour.id} 写的是 {roll}", "核对两处，或去掉 honour"


def _apart(one: object, other: object) -> bool:
    """Whether two dates cannot mean the same day."""
    if not isinstance(one, CoarseDate) or not isinstance(other, CoarseDate):
        return False
    return one.last_day < other.first_day or other.last_day < one.first_day


@error
def more_than_stated(library: Library, honour: Honour) -> Iterator[Finding]:
    """收到名下的县（市）、单位不得多于文件自己说的个数。"""
    counties = len(library.citing(honour, County, "designations.honour"))
    for position, told in enumerate(honour.stated):
        bodies = [body for body in honour.bodies if not told.who or body.title == told.who]
        persons = [one for one in honour.persons if not told.who or one.title == told.who]
        held = {"counties": counties, "bodies": len(bodies), "persons": len(persons)}[told.of]
        if held > told.count:
            place = honour.at("stated", position, "count")
            yield place, f"文件称 {told.count} 个，本库收了 {held} 个", "核对个数和名单"


@error
def until_before_year(honour: Honour) -> Iterator[Finding]:
    """评到的年度不得早于评的年度；写 until 就要写 year。"""
    if honour.until and (honour.year is None or honour.until < honour.year):
        yield honour.at("until"), f"评到 {honour.until}，{_from(honour.year)}", "检查两个年份"


def _from(year: int | None) -> str:
    return "没有写 year" if year is None else f"却从 {year} 起"


@error
def honour_after_publication(honour: Honour) -> Iterator[Finding]:
    """表彰的日期不得晚于本记录在本站发布的日期。"""
    date, published = honour.date, honour.published
    if isinstance(date, CoarseDate) and published and date.first_day > published.last_day:
        yield honour.at("date"), f"表彰在 {date}，晚于发布的 {published}", "检查两个日期"


@warning
def honour_after_event(library: Library, honour: Honour) -> Iterator[Finding]:
    """在会上表彰的，名单的日期不应晚于会期。"""
    event = library.of(Event).get(honour.event or "")
    last = event.actual.last if event and event.actual else None
    if last and isinstance(honour.date, CoarseDate) and honour.date.first_day > last.last_day:
        said = f"名单在 {honour.date}，表彰会 {honour.event} 在 {last} 已开完"
        yield honour.at("date"), said, "检查日期，或去掉 event"
