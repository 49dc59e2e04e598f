"""The names of authorities become the level they stand on, when the names themselves say it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from county_casebook.places.divisions import Divisions

_MINISTRY = r"(?!.*(?:中共|[省市县区州旗盟镇委校院厂]|(?<!城)乡|武装|组织|宣传|统战|公司))[\u4e00-\u9fff]{1,10}部(?:办公厅)?"
"""「科学技术部」; departments of a committee, a county or a school end with 部 too."""
_NATIONAL = re.compile(
    r"(?:国务院|中共中央|中央(?!大街|大道|路|街)|全国|国家(?!级)|中华人民共和国|最高人民).*"
    rf"|{_MINISTRY}|(?:中国)?人民银行|审计署"
)
_BRANCH = re.compile(
    r"(?:中华人民共和国)?国家[^局]{1,15}局(?!办公|党组|机关).{2,}(?:局|队|中心|所)|中华人民共和国.{2,8}(?:海关|海事局|检验检疫局)"
)
"""A part of a national body that may stand anywhere: 「国家税务总局某县税务局」."""
_BELOW_COUNTY = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道|苏木)(?:人民政府|政府|党委|党工委|委员会|工作委员会|办事处|人大|$)"
    r"|[\u4e00-\u9fff]{1,20}?(?:村民|居民)委员会"
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
    """Read 「浙江省绍兴市新昌县人民政府」 place by place; the last place counts, and only if its name has one level and no town follows."""
    rest, found = name.removeprefix("中共"), ""
    while place := next((rest[:end] for end in range(min(len(rest), 15), 1, -1) if rest[:end] in places), ""):
        found = next(iter(places[place])) if len(places[place]) == 1 else "several"
        rest = rest[len(place) :]
    if _BELOW_COUNTY.match(rest):
        return ""
    if found:
        return _LEVELS.get(found, "")
    return "national" if _NATIONAL.fullmatch(name) and not _BRANCH.fullmatch(name) else ""


def _levels_by_name(divisions: Divisions, year: int | None) -> dict[str, frozenset[str]]:
    levels: dict[str, set[str]] = {}
    for row in divisions.rows:
        if year is None or row.holds(year):
            levels.setdefault(row.name, set()).add(row.level)
    return {name: frozenset(found) for name, found in levels.items()}
