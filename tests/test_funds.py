"""Special funds: single years and sums over years are two tables, and what is not known is not taken for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.demo.examples import examples
from county_casebook.ledger.coverage.funds import fund_table, owing_provinces
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.places.divisions import real_divisions
from county_casebook.publish.pages.vocabularies import vocabulary_pages
from county_casebook.records import KINDS, Fund
from county_casebook.records.fund import FundYear
from county_casebook.views.fund_years import amount_words, year_tables
from county_casebook.views.page import made_by
from county_casebook.views.programme_money import programme_money
from county_casebook.views.view import view_of
from tests.building import TINY
from tests.real import real_library


@cache
def library() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def fund(**values: object) -> Fund:
    """A national fund with the values given."""
    whole = {
        "status": "published",
        "title": "示例专项",
        "summary": "一句话。",
        "level": "national",
        "exists": "yes",
        **values,
    }
    return Fund.model_validate(whole)


def test_a_sum_over_years_stands_in_a_table_of_its_own_and_is_added_to_nothing() -> None:
    yearly, accumulated = year_tables(library().of(Fund)["spark-national"])
    assert [row.years for row in yearly.rows] == ["2004", "2005"]
    assert [row.years for row in accumulated.rows] == ["2002—2005"]
    assert "不相加" in accumulated.caption
    assert not {"70", "160"} & {
        cell for table in (yearly, accumulated) for row in table.rows for cell in row.cells
    }


def test_only_columns_that_some_line_speaks_of_stand_in_the_table() -> None:
    tables = year_tables(
        fund(years=[{"year": "2004", "provincial": "not_stated"}, {"year": "2005", "projects": "3"}])
    )
    (table,) = tables
    assert table.heads == ("省", "项目")
    assert [row.cells for row in table.rows] == [("未载明", "—"), ("—", "3")]


@pytest.mark.parametrize(
    ("precision", "words"),
    [(None, "1,300"), ("about", "约 1,300"), ("at_least", "1,300 以上"), ("under", "不到 1,300")],
)
def test_an_amount_is_said_as_exactly_as_it_is_known(precision: str | None, words: str) -> None:
    line = FundYear.model_validate({"year": "2004", "national": "1300", "precision": precision})
    assert line.parts
    assert amount_words(fund(), line, line.parts[0]) == words


def test_a_fund_that_was_not_set_up_is_said_not_to_exist_and_is_asked_for_nothing() -> None:
    none = fund(exists="no", level="provincial", area={"code": "990000", "as_of": "2004"})
    none.called("none")
    body = "".join(page.body for page in view_of(Fund).page(Edition.of(library()), none))
    assert "<dd>没有</dd>" in body
    assert "尚缺" not in body


def test_a_fund_stands_on_the_pages_of_its_county_its_readers_and_its_policy() -> None:
    backlinks = {link.field: link.anchor for link in view_of(Fund).backlinks}
    assert set(backlinks) == {"county", "policies", "audiences"}


# Programmes ----------------------------------------------------------------------------------------------------------


def with_funds(*funds: Fund) -> Library:
    """The tiny library with these funds alone."""
    for number, made in enumerate(funds):
        made.called(f"fund-{number}")
    return replace(library(), kinds={**library().kinds, "funds": {made.id: made for made in funds}})


PROVINCE = {"level": "provincial", "area": {"code": "990000", "as_of": "2004"}}
OTHER = {"level": "provincial", "area": {"code": "991000", "as_of": "2004"}}


def test_a_programme_tells_its_money_by_payer_and_adds_nothing_up() -> None:
    national = fund(programme="spark", years=[{"year": "2005", "national": "30", "counties": "9"}])
    local = fund(programme="spark", years=[{"year": "2004", "national": "7", "provincial": "5"}], **PROVINCE)
    held = with_funds(local, national)
    money = programme_money(held, "spark")
    assert money
    assert [row.cells for table in money.national for row in table.rows] == [("30", "9")]
    assert [row.cells for table in money.local for row in table.rows] == [("7", "5")]
    assert [part.title for part in money.funds] == ["专项资金：国家", "专项资金：省（市）"]
    body = next(
        page.body for page in made_by(vocabulary_pages(Edition.of(held))) if page.url == "programmes/spark/"
    )
    assert f'href="../../funds/{national.id}/#years"' in body
    assert not {"37", "12"} & {cell.text(strip=True) for cell in LexborHTMLParser(body).css("td")}


def test_evaluations_stand_on_the_page_of_the_programme_with_who_measured() -> None:
    body = next(
        page.body
        for page in made_by(vocabulary_pages(Edition.of(library())))
        if page.url == "programmes/spark/"
    )
    (found,) = LexborHTMLParser(body).css("#evaluation + ul > li")
    assert "四个项目三个按期验收。" in found.text()
    assert "独立评估" in found.text()
    assert "source-" not in (found.html or "")


def test_a_programme_without_funds_says_nothing_of_money() -> None:
    assert programme_money(with_funds(), "spark") is None


# Provinces -----------------------------------------------------------------------------------------------------------


def cells(held: Library) -> dict[str, list[str]]:
    """The cells of the table of provinces, sign and word, by province."""
    return {
        str(row[0].value): [f"{cell.sign}{cell.value}" for cell in row[1:]] for row in fund_table(held).rows
    }


def test_a_province_without_a_record_is_not_known_and_never_without_a_fund() -> None:
    held = with_funds(
        fund(programme="spark", exists="no", **PROVINCE),
        fund(exists="yes", **PROVINCE),
        fund(exists="not_stated", **OTHER),
    )
    assert cells(held) == {"云岚省": ["○没有", "●有"], "沐翎省": ["？不详", "？不详"]}
    heads = [column.title for column in fund_table(held).columns]
    assert heads == ["省份", "示例星火计划", "自设的专项"]


def test_of_several_funds_of_a_province_the_one_there_is_speaks_and_the_cell_leads_to_all() -> None:
    held = with_funds(fund(exists="not_stated", **PROVINCE), fund(exists="yes", **PROVINCE))
    (row, _) = fund_table(held).rows
    assert (row[1].sign, row[1].value, row[1].url) == ("●", "有（2）", "regions/990000/#funds")


def test_a_unit_that_no_region_names_is_no_row_of_the_table() -> None:
    assert len(owing_provinces(replace(library(), divisions=real_divisions()))) == 31


def test_national_and_county_money_is_no_province_s() -> None:
    assert not fund_table(with_funds(fund(programme="spark"))).rows


def test_a_choice_that_may_be_unknown_is_filled_where_a_kind_has_no_words_of_its_own_in_the_demo() -> None:
    named = {name: ["some-record"] for name in (*KINDS, "programmes", "audiences", "clauses")}
    made = [Fund.model_validate(record) for _, record in examples(Fund, 3, named)]
    assert [record.exists for record in made] == ["not_stated"] * 3


def test_regions_of_a_programmes_page_have_different_names() -> None:
    edition = Edition.of(real_library(date(2026, 11, 24)))
    named = {
        page.url: re.findall(r'role="region" aria-label="([^"]*)"', page.body)
        for page in made_by(vocabulary_pages(edition))
        if page.url.startswith("programmes/")
    }
    assert max(map(len, named.values())) > 1
    assert {url: names for url, names in named.items() if len(set(names)) < len(names)} == {}
