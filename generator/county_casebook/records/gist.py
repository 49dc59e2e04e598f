"""What is asked of every record of a library: whether readers see it, what it names, where it stands.

With a cache it is kept from run to run, so that a record nobody reads is not read from its file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from county_casebook.cache.reads import Closed, Log, Seal
from county_casebook.records.case import Case
from county_casebook.records.record import Area, Record, Whereabouts
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.schema.walk import NOTHING_SET, fields_within, is_prose, is_reference, leaves, values_at
from county_casebook.source import Kept, read
from county_casebook.text.image_marks import image_marks, resolved

_R = TypeVar("_R", bound=Record)


class Gist(NamedTuple):
    """`references` holds what each field names, by the path of the field with dots: `actors.organization`.

    `place` is its whereabouts: the ids of county and organization, the code and the year of an area. `areas` are the codes and
    years it names, with the paths of their fields; `pictures` and `documents` the names of what it shows from `files/`;
    `published` the first day it can have been published on, counted as `date.toordinal` does, 0 where it is not told;
    `start_year` the year in which what a case tells of began, None where the sources do not say; `setting` what a case tells of
    the place it grew in, by trait. `former_ids` are those it had before; `withdrawn` when and why it was withdrawn after it had
    been published, empty where that is not known, None of any other.
    """

    status: str
    is_lead: bool
    references: Mapping[str, list[str]]
    place: tuple[str | None, str | None, tuple[str, int] | None]
    areas: list[tuple[tuple[str | int, ...], str, int]]
    pictures: list[str]
    documents: list[str]
    published: int
    start_year: int | None
    setting: Mapping[str, list[str]]
    former_ids: list[str]
    withdrawn: list[str] | None

    @classmethod
    def again(cls, written: list[Any]) -> Gist:
        """Return a gist that was written as JSON."""
        made = cls(*written)
        return made._replace(areas=[(tuple(path), code, year) for path, code, year in made.areas])


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_text(gist: Gist) -> str:
    """Return a gist as text: the same for one that was written as JSON and read again."""
    return _encoded(gist)


def gist_of(record: Record) -> Gist:
    """Return the gist of a record; unlike `named` it notes nothing."""
    seal = _seal(record)
    return seal.gist if seal else _gist(record)


def is_shown(record: Record, statuses: Collection[str]) -> bool:
    """Whether a record has one of these statuses; noted by who asks the library for the record."""
    seal = _seal(record)
    return (seal.gist if seal else record).status in statuses


def is_published(record: Record) -> bool:
    """Return whether a record is published, as it says itself: see `Record.is_published`."""
    seal = _noted(record)
    return seal.gist.status == "published" if seal else record.is_published


def is_lead(case: Case) -> bool:
    """Whether a case is a lead; noted as above."""
    seal = _seal(case)
    return bool((seal.gist if seal else case).is_lead)


def named(record: Record, path: str) -> Iterable[str]:
    """Return what a record names in a field, by the path of the field with dots."""
    seal = _noted(record) if path in _reference_paths(type(record)) else None
    return seal.gist.references.get(path, ()) if seal else values_at(record, path.split("."))


def whereabouts(record: Record) -> Whereabouts:
    """Return where a record stands: see `Record.whereabouts`."""
    seal = _noted(record)
    if not seal:
        return record.whereabouts()
    county, organization, area = seal.gist.place
    return Whereabouts(county, organization, _area(*area) if area else None)


def areas(record: Record) -> Iterable[tuple[tuple[str | int, ...], str, int]]:
    """Return the code and the year of every area that a record names itself, with the path of the field."""
    seal = _noted(record)
    return seal.gist.areas if seal else _areas(record)


def pictures_named(record: Record) -> Iterable[str]:
    """Return the names of the pictures below `files/` that a record shows."""
    seal = _noted(record)
    return seal.gist.pictures if seal else _pictures(record)


def documents_named(record: Record) -> Iterable[str]:
    """Return the names of the documents below `files/` that the sources of a record are kept in."""
    seal = _noted(record)
    return seal.gist.documents if seal else _documents(record)


def published(record: Record) -> int:
    """Return the first day a record can have been published on, counted as `date.toordinal` does; 0 where it is not told."""
    seal = _noted(record)
    return int(seal.gist.published) if seal else _published(record)


def start_year(case: Case) -> int | None:
    """Return the year in which what a case tells of began; None where the sources do not say."""
    seal = _noted(case)
    return seal.gist.start_year if seal else _start_year(case)


def setting(case: Case, trait: str) -> Sequence[str]:
    """Return what a case tells of a trait of the place it grew in."""
    seal = _noted(case)
    found: Sequence[str] = seal.gist.setting.get(trait, ()) if seal else getattr(case.setting, trait, ())
    return found


def former_ids(record: Record) -> Sequence[str]:
    """Return the ids a record had before; noted by who asks the library for what has moved."""
    seal = _seal(record)
    return (seal.gist if seal else record).former_ids


def withdrawn(record: Record) -> Sequence[str] | None:
    """Return when and why a record was withdrawn after it had been published; None of any other. Noted as above."""
    seal = _seal(record)
    return seal.gist.withdrawn if seal else _withdrawn(record)


def to_rest(record: Record, log: Log) -> None:
    """Put a record to rest: it has no fields until somebody asks for one, who is noted then."""
    if not _seal(record):
        own = record.__dict__
        seal = Seal(log, record.key, _named(record.kind, record.id), record._document, lambda: own)
        seal.gist = _gist(record)
        object.__setattr__(record, "__dict__", seal.resting)


def unread(kind: type[_R], record_id: str, document: Kept, gist: Gist, log: Log) -> _R:
    """Return a record at rest that is read from its document when it is opened: one that is known to read without fault."""

    def make() -> dict[str, Any]:
        value = read(document.data, document.path).value
        held: dict[str, Any] = kind.read(value, record_id=record_id, document=document).__dict__
        return held

    named = _named(kind.kind, record_id)
    seal = Seal(log, named["key"], named, document, make)
    seal.gist = gist
    made = kind.__new__(kind)
    held = {"fields_set__": NOTHING_SET, "extra__": None, "private__": None}
    for name, value in held.items():
        object.__setattr__(made, f"__pydantic_{name}", value)
    object.__setattr__(made, "__dict__", seal.resting)
    return made


def _named(kind: str, record_id: str) -> dict[str, Any]:
    """What a record at rest holds: see `Record.called`."""
    key = f"{kind}/{record_id}"
    return {"id": record_id, "key": key, "url": f"{key}/"}


def _seal(record: Record) -> Seal | None:
    own = record.__dict__
    return own.seal if type(own) is Closed else own.get("_seal")


def _noted(record: Record) -> Seal | None:
    """The seal of a record, its gist noted as read; None of a record that is watched by nobody."""
    seal = _seal(record)
    if seal:
        seal.log.reads.add(("gist", record.key, ""))
    return seal


def _gist(record: Record) -> Gist:
    references: dict[str, list[str]] = defaultdict(list)
    for leaf in leaves(record, is_reference):
        references[".".join(name for name in leaf.path if isinstance(name, str))].append(leaf.value)
    county, organization, area = record.whereabouts()
    return Gist(
        status=record.status,
        is_lead=isinstance(record, Case) and record.is_lead,
        references=dict(references),
        place=(county, organization, (area.code, area.as_of) if area else None),
        areas=_areas(record),
        pictures=_pictures(record),
        documents=_documents(record),
        published=_published(record),
        start_year=_start_year(record),
        setting=_setting(record),
        former_ids=list(record.former_ids),
        withdrawn=_withdrawn(record),
    )


@cache
def _area(code: str, as_of: int) -> Area:
    return Area.model_construct(code=code, as_of=as_of)


def _areas(record: Record) -> list[tuple[tuple[str | int, ...], str, int]]:
    return [(path, area.code, area.as_of) for path, area in record.areas()]


def _pictures(record: Record) -> list[str]:
    shown = [medium.file for medium in getattr(record, "media", ())]
    marks = [mark for leaf in leaves(record, is_prose) for mark in image_marks(leaf.value) if not mark.fault]
    return [name for name in (*shown, *(resolved(mark.target) for mark in marks)) if name]


def _published(record: Record) -> int:
    return record.published.first_day.toordinal() if record.published else 0


def _start_year(record: Record) -> int | None:
    start = record.period.start if isinstance(record, Case) else None
    return start.year if isinstance(start, CoarseDate) else None


def _setting(record: Record) -> dict[str, list[str]]:
    told = record.setting if isinstance(record, Case) else None
    traits = vars(told) if told else {}
    return {trait: list(values) for trait, values in traits.items() if isinstance(values, tuple)}


def _withdrawn(record: Record) -> list[str] | None:
    told = record.withdrawal if record.status == "withdrawn" and record.published else None
    return ["" if each == NOT_STATED else str(each) for each in (told.date, told.reason)] if told else None


def _documents(record: Record) -> list[str]:
    return [source.file for source in record.sources if source.file]


@cache
def _reference_paths(kind: type[Record]) -> frozenset[str]:
    return frozenset(".".join(path) for path, field in fields_within(kind) if field.reference)


__all__ = [
    "Gist",
    "areas",
    "as_text",
    "documents_named",
    "former_ids",
    "gist_of",
    "is_lead",
    "is_published",
    "is_shown",
    "named",
    "pictures_named",
    "published",
    "setting",
    "start_year",
    "to_rest",
    "unread",
    "whereabouts",
    "withdrawn",
]
