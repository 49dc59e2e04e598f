"""A library made in memory from a few words: three fictional provinces with four units each, and what a test puts there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from county_casebook.library.library import Library, link
from county_casebook.library.load import Content, Entry
from county_casebook.places.divisions import Division, Divisions
from county_casebook.records import Case, County, Pairing, Record, Term
from county_casebook.source import read

_PROVINCES = {"甲省": "东部", "乙省": "中部", "丙省": "西部"}
_ENDINGS = ("县", "县", "市", "区")
UNITS = tuple(
    Division(f"99{p}1{21 + n}", f"{head}{'一二三四'[n]}{ending}", "county", province, "", 1981, None, ())
    for p, (head, province) in enumerate(zip("甲乙丙", _PROVINCES, strict=True))
    for n, ending in enumerate(_ENDINGS)
)
_ROWS = tuple(
    Division(f"99{p}000", province, "province", province, "", 1981, None, ())
    for p, province in enumerate(_PROVINCES)
)
DIVISIONS = Divisions((*UNITS, *_ROWS), _PROVINCES)  # type: ignore[arg-type]
TERMS = {
    "themes": ("tea", "grain", "fish", "envoys"),
    "programmes": ("spark", "torch"),
    "schemes": ("scheme", "other"),
    "audiences": (),
}


def made(model: type[Record], record_id: str, fields: dict[str, Any]) -> Any:
    """A published record of any kind, with its id."""
    return model.model_validate({"status": "published", **fields}).called(record_id)


def county(unit: int, *, less_developed: str = "unknown", **fields: Any) -> County:
    """The county of unit 0–11, with the id `c0` … `c11` (so that id order is not unit order past nine)."""
    record: County = made(
        County,
        f"c{unit}",
        {
            "code": UNITS[unit].code,
            "as_of": "2004",
            "less_developed": {"value": less_developed},
            "profile": "not_stated",
            **fields,
        },
    )
    return record


def case(record_id: str, unit: int, themes: Iterable[str], *, start: str = "2001", **fields: Any) -> Case:
    """A case of a unit."""
    texts = ("problem", "benefit_sharing", "resources", "limits", "transfer")
    record: Case = made(
        Case,
        record_id,
        {
            "title": record_id,
            "county": f"c{unit}",
            "period": {"start": start},
            "themes": list(themes),
            "summary": record_id,
            "provenance": {"type": "compiled"},
            "approach": [{"what": record_id}],
            **dict.fromkeys(texts, "not_stated"),
            **fields,
        },
    )
    return record


def pairing(record_id: str, helper: int, helped: int, **fields: Any) -> Pairing:
    """A pairing of two units."""
    record: Pairing = made(
        Pairing,
        record_id,
        {
            "helper": {"county": f"c{helper}"},
            "helped": {"county": f"c{helped}"},
            "scheme": "scheme",
            "start": "not_stated",
            "summary": record_id,
            **fields,
        },
    )
    return record


def indicator(name: str, value: object, year: int = 2004) -> dict[str, str]:
    """A figure of a county."""
    return {"name": name, "unit": "元", "year": str(year), "value": str(value), "measured_by": "self"}


def village(*records: Record, divisions: Divisions = DIVISIONS) -> Library:
    """Link records into a library; its terms are those of `TERMS`, titled as they are called."""
    content = Content(root=None, divisions=divisions)  # type: ignore[arg-type]
    for record in records:
        content.records[record.kind][record.id] = record
    blank = read(b"x: 1\n", "village.yml")
    for name, ids in TERMS.items():
        terms = [Term.model_validate({"id": key, "title": key, "description": "not_stated"}) for key in ids]
        content.vocabulary[name] = {term.id: Entry(term, blank, 0) for term in terms}
    return link(content, date(2006, 3, 1))


__all__ = [
    "DIVISIONS",
    "UNITS",
    "case",
    "county",
    "indicator",
    "made",
    "pairing",
    "village",
]
