"""Provinces' own work programmes: what counts as one, what is not known, and any plan that asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.ledger.coverage import coverage
from county_casebook.ledger.coverage.work_programmes import (
    BASE,
    asking,
    provincial_programmes,
    work_programme_table,
)
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.pages.work_programmes import work_programme_pages
from county_casebook.records import Policy
from county_casebook.views.page import made_by
from tests.building import TINY

OWN = "yunlan-programme"


@cache
def library() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def with_policies(changes: Mapping[str, Mapping[str, Any]], *without: str) -> Library:
    """The tiny library with fields of some of its policies changed, and without others."""
    policies = {key: policy for key, policy in library().of(Policy).items() if key not in without}
    for key, fields in changes.items():
        changed = policies[key].model_copy(update=fields).called(key)
        changed._clauses, changed._text = policies[key]._clauses, policies[key]._text
        policies[key] = changed
    return replace(library(), kinds={**library().kinds, "policies": policies})


def has(held: Library) -> list[str]:
    """The provinces that have a work programme for the plan."""
    plan = held.of(Policy)["demo-plan"]
    return [line.province.name for line in provincial_programmes(held, plan) if line.policies]


def related(**fields: object) -> dict[str, Mapping[str, Any]]:
    """The work programme with its relation to the plan changed."""
    (relation,) = library().of(Policy)[OWN].relations
    return {OWN: {"relations": (relation.model_copy(update=fields),)}}


def test_a_provincial_policy_that_implements_the_clause_that_asks_is_a_work_programme() -> None:
    assert has(library()) == ["云岚省"]


@pytest.mark.parametrize(
    ("clause", "counts"),
    [(None, True), ("demo-plan#1.1", True), ("demo-plan#1", False), ("demo-plan#2.1", False)],
)
def test_one_that_implements_the_whole_counts_and_one_of_another_clause_does_not(
    clause: str | None, counts: bool
) -> None:
    assert bool(has(with_policies(related(clause=clause)))) is counts


@pytest.mark.parametrize("kind", ["annex_of", "replaces", "interprets", "amends"])
def test_no_other_relation_makes_a_work_programme(kind: str) -> None:
    assert has(with_policies(related(type=kind))) == []


@pytest.mark.parametrize("level", ["national", "prefecture", "county"])
def test_a_policy_of_another_level_is_none(level: str) -> None:
    assert has(with_policies({OWN: {"level": level}})) == []


def test_a_policy_without_a_province_is_no_province_s() -> None:
    assert has(with_policies({OWN: {"area": None}})) == []


def test_what_no_record_tells_is_no_data_and_not_a_province_without_one() -> None:
    table = work_programme_table(library())
    rows = [[f"{cell.sign}{cell.value}" for cell in row] for row in table.rows]
    assert rows == [
        ["云岚省", "●有", "2004 年 7 月 20 日", "1 条", "云岚省县（市）科技工作方案"],
        ["沐翎省", "？未见", "缺数据", "—", "—"],
    ]
    assert table.summary == "2 个省里，有 1、未见 1；未见的是缺数据，不等于没有制订"


def test_two_plans_that_ask_are_told_apart() -> None:
    held = with_policies({"demo-held": {"work_programmes": "demo-held#a2"}})
    table = work_programme_table(held)
    assert len(asking(held)) == 2
    assert table.columns[0].key == "plan"
    assert [row[2].value for row in table.rows].count("有") == 1
    assert len(table.rows) == 4


def test_a_library_whose_plans_ask_for_none_has_no_page_and_no_table() -> None:
    held = with_policies({"demo-plan": {"work_programmes": None}})
    assert list(made_by(work_programme_pages(Edition.of(held)))) == []
    assert "work-programmes" not in coverage(held)


def test_the_page_tells_the_points_and_the_table_leads_to_them() -> None:
    (page,) = made_by(work_programme_pages(Edition.of(library())))
    assert page.url == BASE
    body = LexborHTMLParser(page.body)
    assert body.css_first(f'td a[href$="{BASE}#demo-plan-990000"]')
    section = body.css_first("#demo-plan-990000")
    assert section
    assert "遴选两个试点示范县" in section.text()
    assert "省科技厅" in section.text()
