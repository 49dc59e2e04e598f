"""Pairings between economic regions: every pairing is counted once, and units are never mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from county_casebook.ledger.east_west import KINDS, exchanges, flow_sums
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import Pairing
from county_casebook.records.pairing import Flow
from county_casebook.views.east_west import URL, east_west_pages
from tests.building import TINY


@cache
def library() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def with_flows(flows: Iterable[Flow]) -> Pairing:
    """A pairing of the tiny library with other flows."""
    return next(iter(library().of(Pairing).values())).model_copy(update={"flows": tuple(flows)})


def flow(
    kind: str = "funds", unit: str = "万元", promised: str = "10", delivered: str = "not_stated"
) -> Flow:
    return Flow.model_validate(
        {"kind": kind, "year": "2005", "unit": unit, "promised": promised, "delivered": delivered}
    )


def test_what_is_counted_in_another_unit_is_never_added() -> None:
    sums = flow_sums([with_flows([flow(), flow(unit="元", promised="7"), flow(promised="5")])])
    assert [(found.unit, found.promised.total) for found in sums] == [
        ("万元", Decimal(15)),
        ("元", Decimal(7)),
    ]


def test_promised_and_delivered_are_each_added_from_the_lines_that_state_them() -> None:
    lines = [flow(), flow(promised="not_stated", delivered="4"), flow(promised="not_stated")]
    (found,) = flow_sums([with_flows(lines)])
    assert (found.lines, found.promised.total, found.promised.stated) == (3, Decimal(10), 1)
    assert (found.delivered.total, found.delivered.stated) == (Decimal(4), 1)


def test_where_no_line_gives_a_figure_there_is_none_and_not_nought() -> None:
    (found,) = flow_sums([with_flows([flow(promised="not_stated")])])
    assert found.promised.total is None
    assert found.delivered.total is None


def test_only_technology_talent_and_funds_are_told_in_this_order() -> None:
    sums = flow_sums(
        [with_flows([flow("funds"), flow("market", "家"), flow("talent", "人"), flow("technology", "项")])]
    )
    assert [found.kind for found in sums] == list(KINDS)


amounts = st.one_of(st.just("not_stated"), st.integers(0, 10**6).map(str))
flows = st.builds(flow, st.sampled_from(KINDS), st.sampled_from(["万元", "人", "项"]), amounts, amounts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(flows, max_size=4), max_size=4))
def test_sums_hold_every_figure_once(of_pairings: list[list[Flow]]) -> None:
    sums = flow_sums(map(with_flows, of_pairings))
    every = [line.promised for lines in of_pairings for line in lines if isinstance(line.promised, Decimal)]
    assert sum((found.promised.total or Decimal(0) for found in sums), Decimal(0)) == sum(every, Decimal(0))
    assert sum(found.promised.stated for found in sums) == len(every)
    assert sum(found.lines for found in sums) == sum(map(len, of_pairings))


def test_every_pairing_stands_behind_one_cell_of_the_table() -> None:
    assert sum(each.stream.total for each in exchanges(library())) == len(library().of(Pairing))
    page = next(page for page in east_west_pages(library()) if page.url == URL)
    body = LexborHTMLParser(page.body)
    cells = [node for node in body.css("td a") if f"{URL}#" in (node.attributes.get("href") or "")]
    assert sum(int(node.text()) for node in cells) == len(library().of(Pairing))
    for node in cells:
        anchor = (node.attributes.get("href") or "").partition("#")[2]
        assert body.css_first(f"h2#{anchor}"), anchor


def test_a_library_without_pairings_has_no_table_of_them() -> None:
    assert exchanges(replace(library(), kinds={**library().kinds, "pairings": {}})) == ()
