"""A name in a form becomes the id of a record, and an id the name people read: by the library, and only where one alone fits.

A county is looked up by its name and a year in the whole table of places, not only among the counties that the library
holds: a name that two counties bear says nothing, even if only one of them has a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.problems import did_you_mean
from county_casebook.records import KINDS, County
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.text.width import half_width

NAMED = (*VOCABULARIES, *(kind for kind in KINDS if kind != "policies"))
"""What is named by a title in forms: terms and records; clauses and keys of any record are written as they are."""
_WITH_ID = re.compile(r"(.+)[（(]([a-z0-9-]{3,80})[）)]", re.DOTALL)
_WITH_YEAR = re.compile(r"(.*?)[（(]?((?:1[89]|20)[0-9]{2})年?[）)]?")


class NotFound(Exception):
    """Why a name leads to nothing, or to several, in Chinese."""


class Names:
    """The names and ids of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def offered(self, kind: str) -> list[str]:
        """Every term or record of a kind as forms write it, in order."""
        return [self.shown((kind,), each) for each in self._titles.get(kind, ())]

    def shown(self, kinds: tuple[str, ...], record_id: str) -> str:
        """Return the name of an id with the id behind it; the id alone where it has no name."""
        titles = [self._titles.get(kind, {}).get(record_id) for kind in kinds]
        title = next(filter(None, titles), "")
        return (
            f"{title}（{record_id}）"
            if title and _WITH_ID.fullmatch(f"{title}（{record_id}）")
            else record_id
        )

    def found(self, kinds: tuple[str, ...], written: str) -> str:
        """Return the id that a text names; raise NotFound where none or more than one fits."""
        if not any(kind in NAMED or kind == "policies" for kind in kinds):
            return half_width(written)
        held = {key: title for kind in kinds for key, title in self._titles.get(kind, {}).items()}
        if written in held:
            return written
        if (match := _WITH_ID.fullmatch(written)) and match[2] in held:
            if _same(match[1]) != _same(held[match[2]]):
                raise NotFound(f"“{written}”前后不一：本库里 {match[2]} 是“{held[match[2]]}”（核对后改一处）")
            return match[2]
        if "counties" in kinds:
            return self._county(written)
        return _one([key for key, title in held.items() if _same(title) == _same(written)], written, held)

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        found = {
            kind: {key: term.title for key, term in self.library.terms(kind).items()} for kind in VOCABULARIES
        }
        for kind in KINDS:
            found[kind] = {key: self._title(kind, key) for key in self.library.of_kind(kind)}
        return found

    def _title(self, kind: str, record_id: str) -> str:
        record = self.library.of_kind(kind)[record_id]
        division = self._division(record) if isinstance(record, County) else None
        return division.full_name if division else record.name(self.library)

    def _division(self, county: County) -> Division | None:
        return self.library.divisions.at(county.code, county.as_of)

    def _county(self, written: str) -> str:
        """Return the record of the county a name means."""
        rows = self._one_place(written, "county")
        held = {key: self._division(county) for key, county in self.library.of(County).items()}
        keys = [key for key, division in held.items() if division in rows]
        if not keys:
            made = f"casebook new county --county {rows[0].code} --as-of {rows[0].start}"
            raise NotFound(f"本库还没有“{written}”的县市记录（先建：{made}）")
        if len(keys) > 1:
            listed = "、".join(self.shown(("counties",), key) for key in keys)
            raise NotFound(f"“{written}”在本库有几条记录：{listed}（写清编号）")
        return keys[0]

    def code(self, written: str, year: int | None) -> str:
        """Return the division code of a place by its name in a year; raise NotFound where none or several bear it."""
        return self._one_place(f"{written}{year or ''}", "")[0].code

    def _one_place(self, written: str, level: str) -> list[Division]:
        """Return the rows of the one place that bears a name, in the year written behind it if there is one."""
        match = _WITH_YEAR.fullmatch(_same(written))
        name, year = (match[1], int(match[2])) if match and match[1] else (_same(written), None)
        rows = [
            row
            for row in self.library.divisions.rows
            if name in _called(row) and row.level == (level or row.level)
        ]
        rows = [row for row in rows if year is None or self.library.divisions.at(row.code, year) == row]
        if not rows:
            in_year = f"{year} 年" if year else ""
            raise NotFound(f"{in_year}没有叫“{name}”的地方（写全名，如 浙江省绍兴市新昌县 2004）")
        if len({self.library.divisions.today(row) for row in rows}) > 1:
            listed = "、".join(dict.fromkeys(f"{row.full_name}（{row.code}）" for row in rows[:6]))
            raise NotFound(f"叫“{name}”的不止一个：{listed}（写上省、市和年份，或写编号）")
        return rows


def _called(row: Division) -> Iterator[str]:
    """Every way to say the name of a place."""
    yield row.name
    yield row.full_name
    yield f"{row.province}{row.name}"
    yield f"{row.prefecture}{row.name}"


def _same(words: str) -> str:
    """Words as they are compared: without blanks and title marks, signs half-width."""
    return re.sub(r"[\s《》]", "", half_width(words))


def _one(keys: list[str], written: str, held: Iterable[str]) -> str:
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise NotFound(f"叫“{written}”的不止一个：{'、'.join(keys)}（写编号）")
    raise NotFound(f"本库没有“{written}”（{did_you_mean(written, held) or '照代码表写，或先建这条记录'}）")


__all__ = ["NAMED", "Names", "NotFound"]
