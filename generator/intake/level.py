"""The names of authorities become the level they stand on, when the names themselves say it."""

from __future__ import annotations

import re

from generator.records.places import Divisions

_NATIONAL = re.compile(
    r"(?:国务院|中共中央|中央|全国|国家|中华人民共和国|最高人民).*|(?:[\u4e00-\u9fff]{1,10}部|(?:中国)?人民银行|审计署)"
)
_LEVELS = {"province": "provincial", "prefecture": "prefecture", "county": "county"}


def level_of(issuers: tuple[str, ...], divisions: Divisions) -> str:
    """Return the level all issuers share as the record writes it; empty when a name does not tell or they differ."""
    levels = {_level(name, divisions) for name in issuers}
    return levels.pop() if len(levels) == 1 else ""


def _level(name: str, divisions: Divisions) -> str:
    """Read 「浙江省绍兴市新昌县人民政府」 place by place; the last place counts, and only if its name has one level."""
    places, rest, found = _levels_by_name(divisions), name.removeprefix("中共"), ""
    while True:
        place = next((rest[:end] for end in range(min(len(rest), 15), 1, -1) if rest[:end] in places), "")
        if not place:
            break
        found = next(iter(places[place])) if len(places[place]) == 1 else "?"
        rest = rest[len(place) :]
    if found:
        return _LEVELS.get(found, "")
    return "national" if _NATIONAL.fullmatch(name) else ""


def _levels_by_name(divisions: Divisions) -> dict[str, frozenset[str]]:
    levels: dict[str, set[str]] = {}
    for row in divisions.rows:
        levels.setdefault(row.name, set()).add(row.level)
    return {name: frozenset(found) for name, found in levels.items()}
