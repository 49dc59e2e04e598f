"""However much stands in one place, no page weighs more than a reader can load: long lists go on on pages of their own."""

from __future__ import annotations

from typing import Any

import pytest

from county_casebook.library.edition import Edition
from county_casebook.publish.pages import record_unit, units_beside
from county_casebook.records import Collection, Organization
from county_casebook.views.entries import entry_pages
from county_casebook.views.ways import Group, Way
from tests.village import case, county, made, village

MOST = 300_000
FRAME = 5_000
"""What the page shell adds to a body, and more."""
CASES = 3_000


@pytest.fixture(scope="module")
def edition() -> Edition:
    """A library whose cases all stand in one county, theme, programme, year, organization and collection."""
    told: dict[str, Any] = {
        "programmes": ["spark"],
        "audiences": ["farmers"],
        "summary": "一村从头一年先试后推，三年做到两千多亩，每亩产值原来二千元，后来七千元；没有做成的也写在后面。"
        * 2,
        "actors": [{"organization": "station", "role": "教技术"}],
        "adoptions": [{"county": "c1", "date": "2004", "changed": "改成三年做", "result": "头一年就回了本"}],
    }
    names = [f"case-{number:04}" for number in range(CASES)]
    cases = [
        case(name, 0, ["tea"], title=f"{name}：土墙大棚种草莓，从一百三十亩做起", **told) for name in names
    ]
    picks = made(
        Collection, "picks", {"title": "全部", "summary": "全部", "introduction": "全部。", "cases": names}
    )
    station = made(Organization, "station", {"title": "示例站", "type": "institute", "since": "not_stated"})
    return Edition(village(county(0), county(1), *cases, picks, station))


@pytest.mark.slow
def test_no_page_is_too_heavy_where_everything_stands_in_one_place(edition: Edition) -> None:
    keys = ("counties/c0", "counties/c1", "organizations/station", "collections/picks", "cases/case-0007")
    units = [*units_beside(edition), *filter(None, (record_unit(edition, key) for key in keys))]
    weights = {page.url: len(page.body.encode()) + FRAME for unit in units for page in unit.make()}
    assert {url: weight for url, weight in weights.items() if weight > MOST} == {}
    assert "collections/picks/cases/page/60/" in weights
    assert "counties/c0/cases/page/60/" in weights


def test_a_list_shows_some_of_a_thousand_ways_into_it_and_leads_to_all() -> None:
    ways = tuple(Way(f"主题{number}", f"themes/t{number}/", 1) for number in range(1_000))
    few, many = Group("主题", ways[:100], whole="themes/"), Group("主题", ways, whole="themes/")
    assert (len(few.shown), few.more) == (100, "")
    assert (len(many.shown), many.more) == (100, "themes/")
    page = next(entry_pages("cases/", "案例", [], section="cases", trail=[], groups=[many]))
    assert '<a class="cb-more" href="../themes/">全部主题</a>' in page.body
    assert page.body.count("themes/t") == 100
