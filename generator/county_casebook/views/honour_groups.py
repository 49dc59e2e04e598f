"""Commendations by scheme and batch: the rolls, and beside them the designations of counties that name no roll."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from county_casebook.ledger.coverage import Cell, Table
from county_casebook.ledger.coverage.table import columns, row
from county_casebook.ledger.words import designation_word
from county_casebook.library.derived import derived, kept_each
from county_casebook.library.library import Library
from county_casebook.records import County, Honour
from county_casebook.records.county import Designation
from county_casebook.records.record import label
from county_casebook.render.environment import render
from county_casebook.schema.fields import CoarseDate
from county_casebook.views.entries import Entry, Part, by_place, part_pages
from county_casebook.views.page import Page, PageUnit, Unit, root_of
from county_casebook.views.told import date_words, scheme_url
from county_casebook.views.view import entry

BASE = "honours/schemes/"
_TRAIL = (("表彰", "honours/"),)


@dataclass(frozen=True, slots=True)
class Group:
    """Designations of one scheme, kind, level and batch (or year) that name no roll, with their counties in order."""

    scheme: str
    kind: str
    level: str
    batch: str
    dates: tuple[str, ...]
    documents: tuple[str, ...]
    counties: tuple[County, ...]


@dataclass(frozen=True, slots=True)
class SchemePage:
    """What `kinds/honour/scheme.html` shows."""

    title: str
    lead: str
    scheme: str
    trail: Sequence[tuple[str, str]]
    rolls: list[Entry]
    parts: tuple[Part, ...]
    root: str


@derived
def groups(library: Library) -> tuple[Group, ...]:
    """Return the groups of designations without a roll, by scheme, the latest first; that a county is weak honours nobody."""
    found: dict[tuple[str, str, str, str], list[tuple[County, _Told]]] = {}
    counties = [one for one in by_place(library, library.of(County).values()) if isinstance(one, County)]
    for county in counties:
        for told in _without_roll(library, county):
            key = (told.scheme, told.kind, told.level, told.batch)
            found.setdefault(key, []).append((county, told))
    made = [_group(key, lines) for key, lines in found.items()]
    return tuple(sorted(made, key=lambda group: (group.scheme, group.kind, max(group.dates)), reverse=True))


@dataclass(frozen=True, slots=True)
class _Told:
    """A designation of a county as the groups tell of it."""

    scheme: str
    kind: str
    level: str
    batch: str
    date: str
    document: str


@kept_each(_Told)
def _without_roll(library: Library, county: County) -> tuple[_Told, ...]:
    """The designations of a county that name no roll; that it is weak honours nobody."""
    return tuple(
        _Told(
            told.scheme,
            told.kind,
            told.level,
            told.batch or _year(told),
            date_words(told.date),
            told.document or "",
        )
        for told in county.designations
        if told.kind != "weak" and told.honour not in library.of(Honour)
    )


def _year(told: Designation) -> str:
    return f"{told.date.year} 年" if isinstance(told.date, CoarseDate) else "日期未载明"


def _group(key: tuple[str, str, str, str], lines: list[tuple[County, _Told]]) -> Group:
    scheme, kind, level, batch = key
    dates = sorted({told.date for _, told in lines})
    documents = dict.fromkeys(told.document for _, told in lines if told.document)
    counties = dict.fromkeys(county.id for county, _ in lines)
    held = {county.id: county for county, _ in lines}
    return Group(
        scheme, kind, level, batch, tuple(dates), tuple(documents), tuple(held[key] for key in counties)
    )


def group_table(library: Library) -> Table:
    """Rolls and groups together: by which scheme, when, by which document, how many counties and bodies are held."""
    rolls = sorted(
        library.of(Honour).values(), key=lambda roll: (roll.scheme or "", str(roll.date)), reverse=True
    )
    rows = [
        *(_roll_row(library, roll) for roll in rolls),
        *(_group_row(library, one) for one in groups(library)),
    ]
    held = sum(len(one.counties) for one in groups(library))
    without = f"；另有 {held} 个称号没有写出自哪份名单" if held else ""
    return Table(
        "groups",
        "按制度和批次",
        f"名单 {len(rolls)} 份{without}",
        "本库还没有表彰的记录。",
        columns(
            what="名单或称号",
            scheme="制度",
            batch="批次或年份",
            date="日期",
            document="文件",
            counties="已收县（市）",
            said="文件称",
            bodies="已收单位",
        ),
        tuple(rows),
    )


def _roll_row(library: Library, roll: Honour) -> tuple[Cell, ...]:
    notice = roll.document
    policy = library.kinds["policies"].get(notice.policy or "") if notice else None
    named = f"《{library.name(policy)}》" if policy else notice.title if notice else None
    document = "，".join(filter(None, (named, notice.doc_no if notice else None)))
    return row(
        Cell(roll.title, roll.url),
        _scheme(library, roll.scheme) if roll.scheme else "—",
        roll.batch or "—",
        date_words(roll.date),
        document or "—",
        len(library.citing(roll, County, "designations.honour")),
        "、".join(f"{label(roll, told.of)} {told.count}" for told in roll.stated) or "—",
        len(roll.bodies),
    )


def _group_row(library: Library, group: Group) -> tuple[Cell, ...]:
    return row(
        Cell(f"{_word(library, group)}（没有名单）", f"{BASE}{group.scheme}/"),
        _scheme(library, group.scheme),
        group.batch,
        "；".join(group.dates),
        "；".join(group.documents) or "—",
        len(group.counties),
        "—",
        0,
    )


def _scheme(library: Library, scheme: str) -> Cell:
    return Cell(library.scheme_title(scheme), scheme_url(library, scheme))


def _word(library: Library, group: Group) -> str:
    return f"{label(County, group.level)}级{designation_word(library, group.kind)}"


def scheme_pages(library: Library) -> Iterator[PageUnit]:
    """Yield the unit of each scheme with designations that name no roll."""
    for scheme in dict.fromkeys(group.scheme for group in groups(library)):
        yield Unit(f"{BASE}{scheme}/", partial(_scheme_pages, library, scheme))


def _scheme_pages(library: Library, scheme: str) -> Iterator[Page]:
    """Yield the page of a scheme: its rolls, then the counties batch by batch."""
    url, name = f"{BASE}{scheme}/", library.scheme_title(scheme)
    parts = tuple(_parts(library, scheme, url))
    shown = SchemePage(
        f"{name}：表彰与称号",
        "名单以外的称号，按批次或年份列出；每个县（市）的来源见它的页面。",
        scheme_url(library, scheme),
        _TRAIL,
        [entry(library, roll) for roll in library.of(Honour).values() if roll.scheme == scheme],
        parts,
        root_of(url),
    )
    yield Page(url, shown.title, shown.lead, render("kinds/honour/scheme.html", shown), "counties")
    yield from part_pages(parts, name, section="counties", trail=[*_TRAIL, (name, url)])


def _parts(library: Library, scheme: str, url: str) -> Iterator[Part]:
    own = [group for group in groups(library) if group.scheme == scheme]
    for number, group in enumerate(own, start=1):
        document = f"，{'；'.join(group.documents)}" if group.documents else ""
        heading = f"{_word(library, group)}，{group.batch}{document}"
        entries = tuple(entry(library, county) for county in group.counties)
        yield Part(heading, f"batch-{number}", entries, f"{url}batch-{number}/")
