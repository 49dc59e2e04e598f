"""Rolls of commendations and designations without one: by scheme and batch, with what is held of what a document says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.pages.lists import list_pages
from county_casebook.publish.pages.vocabularies import scheme_pages
from county_casebook.records import County, Honour
from county_casebook.records.county import Designation
from county_casebook.views.honour import VIEW, kept_words, year_words
from county_casebook.views.honour_groups import group_table, groups
from county_casebook.views.page import made_by
from tests.building import TINY

ADVANCED = {
    "kind": "advanced",
    "title": "先进县",
    "scheme": "demo-plan",
    "level": "national",
    "date": "2004-08",
}


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def holding(designations: Mapping[str, list[dict[str, Any]]], *, rolls: bool = True) -> Library:
    """The tiny library with these designations alone, copies of its first county under these ids."""
    county = tiny().of(County)["chengxi"]
    made = {}
    for key, told in designations.items():
        made[key] = county.model_copy(
            update={"designations": tuple(Designation.model_validate(one) for one in told)}
        )
        made[key].called(key)
    held = tiny().kinds["honours"] if rolls else {}
    return replace(tiny(), kinds={**tiny().kinds, "counties": made, "honours": held})


def pages(library: Library) -> dict[str, str]:
    edition = Edition(library)
    return {page.url: page.body for page in made_by((*list_pages(edition), *VIEW.pages(edition)))}


def test_designations_without_a_roll_are_grouped_by_scheme_kind_level_and_batch() -> None:
    library = holding(
        {
            "one": [ADVANCED, {**ADVANCED, "kind": "demonstration", "document": "示例〔2004〕8号"}],
            "two": [{**ADVANCED, "batch": "第二批"}],
            "three": [{**ADVANCED, "honour": "tea-roll"}],
            "four": [{**ADVANCED, "kind": "weak"}],
            "five": [{**ADVANCED, "date": "2004-09"}],
        }
    )
    found = {(group.kind, group.batch): [county.id for county in group.counties] for group in groups(library)}
    assert found == {
        ("advanced", "2004 年"): ["five", "one"],
        ("advanced", "第二批"): ["two"],
        ("demonstration", "2004 年"): ["one"],
    }
    table = group_table(library)
    assert table.summary == "名单 1 份；另有 4 个称号没有写出自哪份名单"
    assert table.rows[0][0].value == "示例先进县和先进集体名单"
    assert [cell.value for cell in table.rows[0]][-3:] == [1, "县（市） 2、单位和集体 1", 1]


def test_the_list_stands_before_there_is_a_roll_and_is_not_there_without_anything_to_list() -> None:
    told = pages(holding({"one": [ADVANCED]}, rolls=False))
    assert "没有名单" in told["honours/"]
    assert "2004 年" in told["honours/schemes/demo-plan/"]
    for nothing in ({}, {"one": [{**ADVANCED, "kind": "weak"}]}):
        assert [url for url in pages(holding(nothing, rolls=False)) if url.startswith("honours/")] == []


def test_many_counties_of_a_roll_have_pages_of_their_own() -> None:
    named = {f"c{number:02}": [{**ADVANCED, "honour": "tea-roll", "batch": "第一批"}] for number in range(60)}
    told = pages(holding(named))
    assert told["honours/tea-roll/"].count('<li><a href="../../counties/') == 12
    assert "已收 60 个，文件称 2 个" in told["honours/tea-roll/"]
    assert told["honours/tea-roll/counties/page/2/"].count("../counties/") == 10
    assert 'href="../../honours/tea-roll/counties/"' in told["honours/tea-roll/"]


def test_a_county_of_a_roll_is_told_with_what_it_did() -> None:
    page = pages(tiny())["honours/tea-roll/"]
    for words in ("示例先进县", "一把手工程：示例茶园示范（2004 年，县长）", "澄溪县派科技特派员进茶园"):
        assert words in page
    bare = pages(replace(tiny(), kinds={**tiny().kinds, "cases": {}}))["honours/tea-roll/"]
    assert "一把手工程" in bare


@pytest.mark.parametrize(
    ("kept", "said", "words"),
    [
        (3, 92, "已收 3 个，文件称 92 个"),
        (0, 0, "已收 0 个，文件称 0 个"),
        (3, None, "已收 3 个"),
        (None, 10, "文件称 10 个，本库不收姓名"),
    ],
)
def test_what_is_held_is_told_beside_what_the_document_says(
    kept: int | None, said: int | None, words: str
) -> None:
    assert kept_words(kept, said) == words


@pytest.mark.parametrize(
    ("year", "until", "words"),
    [
        (None, None, ""),
        (2013, None, "2013 年度"),
        (2011, 2012, "2011—2012 年度"),
        (2013, 2013, "2013 年度"),
    ],
)
def test_the_years_that_were_assessed_are_told(year: int | None, until: int | None, words: str) -> None:
    assert year_words(year, until) == words


def test_one_roll_of_several_titles_counts_each_alone() -> None:
    roll = tiny().of(Honour)["tea-roll"]
    other = roll.bodies[0].model_copy(update={"title": "另一称号"})
    more = roll.model_copy(update={"bodies": (*roll.bodies, other)})
    library = replace(tiny(), kinds={**tiny().kinds, "honours": {"tea-roll": more}})
    facts = [fact.words for fact in VIEW.entry(library, more).facts]
    assert "单位和集体已收 1 个，文件称 1 个" in facts


def test_two_counts_of_one_kind_stand_under_one_heading() -> None:
    roll = tiny().of(Honour)["tea-roll"]
    told = [found for found in roll.stated if found.of == "bodies"]
    more = roll.model_copy(
        update={"stated": (*told, *(each.model_copy(update={"who": "乙等"}) for each in told))}
    )
    body = pages(replace(tiny(), kinds={**tiny().kinds, "honours": {"tea-roll": more}}))["honours/tea-roll/"]
    assert body.count("<dt>单位和集体</dt>") == 1
    assert "乙等：" in body


def test_the_page_of_a_scheme_lists_its_rolls() -> None:
    scheme = next(iter(tiny().terms("schemes")))
    roll = tiny().of(Honour)["tea-roll"].model_copy(update={"scheme": scheme})
    for honours, expected in (({"tea-roll": roll}, 1), ({}, 0)):
        library = replace(tiny(), kinds={**tiny().kinds, "honours": honours})
        told = {page.url: page.body for page in made_by(scheme_pages(Edition(library)))}
        assert told[f"schemes/{scheme}/"].count("示例先进县和先进集体名单") == expected
