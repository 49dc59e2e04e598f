"""The names of authorities become the level they stand on, when the names themselves say it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from county_casebook.places.divisions import Divisions

_NATIONAL = re.compile(
    r"(?:国务院|中共中央|中央|全国|国家|中华人民共和国|最高人民).*|(?:[\u4e00-\u9fff]{1,10}部|(?:中国)?人民银行|审计署)"
)
_LEVELS = {"province": "provincial", "prefecture": "prefecture", "county": "county"}


def level_of(issuers: tuple[str, ...], divisions: Divisions, year: int | None = None) -> str:
    """Return the level all issuers share as the record writes it; empty when a name does not tell or they differ.

    `year` is when the text was issued: 重庆市 was a prefecture until 1997, many a 市 was once of county level.
    """
    places = _levels_by_name(divisions, year)
    levels = {_level(name, places) for name in issuers}
    return levels.pop() if len(levels) == 1 else ""


def _level(name: str, places: Mapping[str, frozenset[str]]) -> str:
    """Read 「浙江省绍兴市新昌县人民政府」 place by place; the last place counts, and only if its name has one level."""
    rest, found = name.removeprefix("中共"), ""
    while place := next((rest[:end] for end in range(min(len(rest), 15), 1, -1) if rest[:end] in places), ""):
        found = next(iter(places[place])) if len(places[place]) == 1 else "several"
        rest = rest[len(place) :]
    if found:
        return _LEVELS.get(found, "")
    return "national" if _NATIONAL.fullmatch(name) else ""


def _levels_by_name(divisions: Divisions, year: int | None) -> dict[str, frozenset[str]]:
    levels: dict[str, set[str]] = {}
    for row in divisions.rows:
        if year is None or row.holds(year):
            levels.setdefault(row.name, set()).add(row.level)
    return {name: frozenset(found) for name, found in levels.items()}
