"""Pictures tell the records' figures: in their text, in their lengths, and to those who cannot see them."""

from __future__ import annotations

import gzip
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import check_content
from generator.publish.pictures import change_picture, network_picture, promise_picture, share_picture
from generator.records.case import Indicator
from generator.records.county import Funding
from generator.records.pairing import Flow
from tests.building import TINY


def indicator(before: object, after: object) -> Indicator:
    value = {"name": "茶叶亩产", "unit": "公斤", "before": before, "after": after}
    return Indicator.model_validate(value)


def bars(svg: str) -> list[tuple[str, float]]:
    tree = LexborHTMLParser(svg)
    return [
        (str(rect.attributes["class"]), float(rect.attributes["width"] or 0)) for rect in tree.css("rect")
    ]


def test_bars_are_as_long_as_their_figures() -> None:
    svg = change_picture(indicator({"value": "60", "year": "1999"}, {"value": "75", "year": "2001"}), "x")
    (before, short), (after, long) = bars(svg)
    assert (before, after) == ("cb-bar-before", "cb-bar-after")
    assert short / long == pytest.approx(60 / 75, abs=0.01)
    assert "1999 年（前） 60；2001 年（后） 75" in svg
    assert 'role="img"' in svg


def test_a_missing_figure_makes_no_picture() -> None:
    assert change_picture(indicator("not_stated", {"value": "75", "year": "2001"}), "x") == ""


def test_shares_below_the_line_look_and_read_otherwise() -> None:
    rows = [
        {"year": "2003", "st_spend": "99", "fiscal_spend": "10000", "account": "final"},
        {"year": "2004", "st_spend": "100", "fiscal_spend": "10000", "account": "final"},
    ]
    svg = share_picture([Funding.model_validate(row) for row in rows], "x")
    assert [look for look, _ in bars(svg)] == ["cb-bar-short", "cb-bar-after", "cb-bar-line"]
    assert "0.99%" in svg


def test_promises_stand_beside_what_was_delivered() -> None:
    flow = Flow.model_validate(
        {"kind": "funds", "year": "2005", "unit": "万元", "promised": "40", "delivered": "10"}
    )
    svg = promise_picture([flow], "x")
    (_, promised), (_, delivered) = bars(svg)
    assert delivered / promised == pytest.approx(0.25, abs=0.01)
    assert flow.promised == Decimal(40)


def test_the_network_counts_every_pairing_once_and_stays_small() -> None:
    library = check_content(TINY / "content").library.published()
    svg, rows = network_picture(library)
    assert sum(count for _, _, count in rows) == len(library.pairings)
    assert rows == [("中部", "中部", 2)]
    assert "中部→中部 2 项" in svg
    assert len(gzip.compress(svg.encode())) < 2048
