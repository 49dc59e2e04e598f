"""Special funds: single years and sums over years are two tables, and what is not known is not taken for nothing."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from county_casebook.demo.examples import examples
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import KINDS, Fund
from county_casebook.records.fund import FundYear
from county_casebook.views.fund_years import amount_words, year_tables
from county_casebook.views.view import view_of
from tests.building import TINY


@cache
def library() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def fund(**values: object) -> Fund:
    """A national fund with the values given."""
    whole = {
        "status": "draft",
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
    assert table.heads == ("省（万元）", "项目")
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
    none._id = "none"
    body = "".join(page.body for page in view_of(Fund).page(Edition.of(library()), none))
    assert "<dd>没有</dd>" in body
    assert "尚缺" not in body


def test_a_fund_stands_on_the_pages_of_its_programme_its_readers_and_its_policy() -> None:
    backlinks = {link.field: link.anchor for link in view_of(Fund).backlinks}
    assert set(backlinks) == {"county", "programme", "policies", "audiences"}


def test_a_choice_that_may_be_unknown_is_filled_where_a_kind_has_no_words_of_its_own_in_the_demo() -> None:
    named = {name: ["some-record"] for name in (*KINDS, "programmes", "audiences", "clauses")}
    made = [Fund.model_validate(record) for _, record in examples(Fund, 3, named)]
    assert [record.exists for record in made] == ["not_stated"] * 3
