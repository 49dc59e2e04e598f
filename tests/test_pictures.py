"""Pictures tell the records' figures: in their text, in their lengths, and to those who cannot see them."""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.demo import write_demo
from county_casebook.ledger.network import Coverage, Level, Peers, coverage, promises, streams, unpaired_peers
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.pictures import (
    Anchor,
    Matrix,
    Picture,
    ProvinceRow,
    change_picture,
    coverage_picture,
    neighbourhood_picture,
    network_picture,
    peer_table,
    promise_picture,
    promises_picture,
    province_picture,
    share_picture,
    timeline_picture,
)
from county_casebook.pictures.counts import STEPS, spans
from county_casebook.pictures.picture import WIDTH
from county_casebook.places.divisions import real_divisions
from county_casebook.publish.pages import pages
from county_casebook.records import Case, County, Organization, Pairing, Policy
from county_casebook.records.case import Indicator
from county_casebook.records.gist import start_year
from county_casebook.records.pairing import Flow
from county_casebook.views.case_page import key_figure
from tests.building import TINY
from tests.village import case, county, made, pairing, village
from tests.village import indicator as figure_of

LIMIT = 2048
"""No picture of common size weighs more, compressed."""


def indicator(before: object, after: object, name: str = "茶叶亩产") -> Indicator:
    value = {"name": name, "unit": "元", "before": before, "after": after, "measured_by": "self"}
    return Indicator.model_validate(value)


def at(value: object, year: int) -> dict[str, str]:
    return {"value": str(value), "year": str(year)}


def bars(svg: str) -> list[tuple[str, float]]:
    """The looks of the bars and how long they are; of those drawn as paths each ends where it began, and the next stands below it."""
    rects = LexborHTMLParser(svg).css("rect")
    if rects:
        return [(str(rect.attributes["class"]), float(rect.attributes["width"] or 0)) for rect in rects]
    drawn = re.findall(r'class="(cb-bar-[a-z]+)" d="M110 (\d+)h(\d+)v(?:15|20)h-\3z"', svg)
    top = 3 if "cb-ticks" in svg else 5
    assert [int(y) for _, y, _ in drawn] == [30 * row + top for row in range(len(drawn))]
    return [(look, float(length)) for look, _, length in drawn]


def ticks(svg: str) -> list[list[int]]:
    """How far each tick stands from zero, row by row; each is a unit broad, and those side by side are one stretch."""
    found = []
    for start, path in re.findall(
        r'class="cb-ticks" stroke-width="8" d="M([\d.]+) \d+((?:m\d+ 0h\d+)+)"', svg
    ):
        at, row = float(start) + 0.5 - 110, []
        for gap, length in re.findall(r"m(\d+) 0h(\d+)", path):
            row += [int(at) + int(gap) + place for place in range(int(length))]
            at += int(gap) + int(length)
        found.append(row)
    return found


def texts(svg: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(svg).css("text")]


def weight(svg: str) -> int:
    return len(gzip.compress(svg.encode(), mtime=0))


# Bars -----------------------------------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_figures() -> None:
    svg = change_picture(indicator(at(60, 1999), at(75, 2001)))
    (before, short), (after, long) = bars(svg)
    assert (before, after) == ("cb-bar-before", "cb-bar-after")
    assert short / long == pytest.approx(60 / 75, abs=0.01)
    assert "1999 年（前） 60；2001 年（后） 75" in svg
    assert 'role="img"' in svg


FIGURES = st.decimals(0, 10**7, places=2)


@settings(deadline=None)
@given(FIGURES, FIGURES, st.lists(FIGURES, max_size=5).map(sorted), st.lists(FIGURES, max_size=5).map(sorted))
def test_lengths_are_proportional_and_stay_inside_whatever_the_figures(
    before: Decimal, after: Decimal, earlier: list[Decimal], later: list[Decimal]
) -> None:
    peers = Peers(tuple(earlier), tuple(later)) if earlier or later else None
    svg = change_picture(indicator(at(before, 2000), at(after, 2004)), peers)
    (_, short), (_, long) = bars(svg)
    widest = max(before, after, *earlier, *later) or Decimal(1)
    assert short * float(after) == pytest.approx(long * float(before), abs=float(widest))
    for (_, length), words in zip(bars(svg), (f"{before:,}", f"{after:,}"), strict=True):
        assert words in texts(svg)
        assert 110 + length + 6 + len(words) * 7.5 <= WIDTH
    assert weight(svg) < LIMIT


PEERS = st.lists(st.integers(-9, 99).map(Decimal), max_size=60).map(lambda some: sorted([*some, Decimal(0)]))


@given(PEERS, PEERS)
def test_each_peer_has_a_tick_at_its_figure_and_there_is_no_other(
    earlier: list[Decimal], later: list[Decimal]
) -> None:
    svg = change_picture(indicator(at(100, 2000), at(100, 2004)), Peers(tuple(earlier), tuple(later)))
    (_, full), _ = bars(svg)
    for drawn, row in zip(ticks(svg), (earlier, later), strict=True):
        wanted = {float(value) * full / 100 for value in row if value >= 0}
        assert all(any(abs(place - far) <= 1 for place in drawn) for far in wanted)
        assert all(any(abs(place - far) <= 1 for far in wanted) for place in drawn)
        assert drawn == sorted(set(drawn))


def test_a_thousand_peers_weigh_no_more_than_the_places_they_stand_on() -> None:
    peers = Peers(tuple(map(Decimal, range(1000))), ())
    svg = change_picture(indicator(at(1000, 2000), at(1000, 2004)), peers)
    (_, full), _ = bars(svg)
    assert ticks(svg) == [list(range(int(full) + 1))]
    assert re.findall(r'cb-ticks"[^>]* d="([^"]+)"', svg) == [f"M109.5 24m0 0h{int(full) + 1}"]


def test_a_missing_figure_makes_no_picture() -> None:
    assert change_picture(indicator("not_stated", at(75, 2001))) == ""


def shares(*policies: Policy) -> str:
    """The picture of a county's spending in two years, in a library with these policies."""
    rows = [
        {"year": "2003", "st_spend": "99", "fiscal_spend": "10000", "account": "final"},
        {"year": "2004", "st_spend": "100", "fiscal_spend": "10000", "account": "final"},
    ]
    spending = county(0, funding=rows)
    return share_picture(village(spending, *policies), spending)


def line(policy_id: str, year: int, at_least: str) -> Policy:
    """A policy that draws a line for spending from a year on."""
    duty = {
        "id": policy_id,
        "clause": f"{policy_id}#1",
        "statement": "投入。",
        "owed_by": "县",
        "measure": "spend_share",
        "at_least": at_least,
    }
    fields = {
        "title": policy_id,
        "issuers": ["部"],
        "issued": str(year),
        "level": "national",
        "validity": "不详",
    }
    policy: Policy = made(Policy, policy_id, {**fields, "duties": [duty]})
    return policy


@pytest.mark.parametrize(
    ("policies", "looks", "words"),
    [
        ((), ["before", "before"], []),
        ((line("old", 2001, "1"),), ["short", "after", "line"], ["政策要求", "1.00%"]),
        ((line("late", 2004, "1.125"),), ["before", "short", "line"], ["1.125%"]),
        (
            (line("old", 2001, "0.5"), line("new", 2004, "2")),
            ["after", "short", "line", "line"],
            ["2001 年政策要求", "0.50%", "2004 年政策要求", "2.00%"],
        ),
    ],
)
def test_every_year_is_held_against_the_line_drawn_for_it(
    policies: tuple[Policy, ...], looks: list[str], words: list[str]
) -> None:
    svg = shares(*policies)
    assert [look for look, _ in bars(svg)] == [f"cb-bar-{look}" for look in looks]
    assert "0.99%" in svg
    assert not [word for word in words if word not in svg]


def flow(kind: str, unit: str, promised: str, delivered: str) -> Flow:
    value = {"kind": kind, "year": "2005", "unit": unit, "promised": promised, "delivered": delivered}
    return Flow.model_validate(value)


def test_promises_stand_beside_what_was_delivered() -> None:
    svg = promise_picture([flow("funds", "万元", "40", "10")])
    (_, promised), (_, delivered) = bars(svg)
    assert delivered / promised == pytest.approx(0.25, abs=0.01)


def test_all_promises_are_summed_by_kind_and_what_is_not_stated_is_said_to_be_left_out() -> None:
    flows = [
        {"kind": "funds", "year": "2005", "unit": "万元", "promised": p, "delivered": d}
        for p, d in (("40", "10"), ("60", "65"), ("7", "not_stated"))
    ]
    library = village(
        county(0), county(1), pairing("p", 0, 1, flows=flows[:1]), pairing("q", 1, 0, flows=flows[1:])
    )
    picture = promises_picture(promises(library))
    assert picture
    (_, promised), (_, delivered) = bars(picture.svg)
    assert delivered / promised == pytest.approx(0.75, abs=0.01)
    assert picture.table.rows == [("资金", Decimal(100), Decimal(75), "万元", "75%", 2, 1)]
    assert picture.note == "只计承诺与兑现都写明的条目；另有 1 条缺数，未计入。"


# Peers ----------------------------------------------------------------------------------------------------------------


def peered(*others: County) -> tuple[Library, Pairing, Indicator]:
    figures = {"before": at(1500, 2003), "after": at(1800, 2005)}
    change = {"name": "收入", "unit": "元", **figures, "measured_by": "self"}
    helped = pairing("p", 4, 0, indicators=[change])
    return village(county(0), county(4), helped, *others), helped, helped.indicators[0]


def test_peers_are_counties_of_the_same_band_type_indicator_and_year_without_a_pairing() -> None:
    def with_income(unit: int, **figures: int) -> County:
        values = [figure_of("收入", value, int(year[1:])) for year, value in figures.items()]
        return county(unit, indicators=values)

    library, helped, change = peered(
        with_income(1, y2003=1300, y2005=1500),
        with_income(2, y2003=9999),  # a city, no county
        with_income(5, y2003=8888),  # another economic region
    )
    assert unpaired_peers(library, helped, change) == Peers((Decimal(1300),), (Decimal(1500),))
    library, helped, change = peered(with_income(1, y2004=1300))
    assert unpaired_peers(library, helped, change) is None
    library, helped, change = peered(with_income(1, y2003=1300), pairing("q", 1, 4))  # type: ignore[arg-type]
    assert unpaired_peers(library, helped, change) is None


def test_peers_are_ticks_without_names_and_their_table_tells_the_middle_one() -> None:
    change = indicator(at(1500, 2003), at(1800, 2005))
    peers = Peers(tuple(map(Decimal, (900, 1200, 3000))), tuple(map(Decimal, (1000, 1400, 1500, 3200))))
    svg = change_picture(change, peers)
    assert [len(line) for line in ticks(svg)] == [3, 4]
    (_, before), (_, _) = bars(svg)
    assert ticks(svg)[0][2] == pytest.approx(before * 2, abs=1)
    assert peer_table(change, peers).rows == [
        ("2003 年", 3, 900, 1200, 3000),
        ("2005 年", 4, 1000, 1400, 3200),
    ]
    assert "甲二县" not in svg


# Network --------------------------------------------------------------------------------------------------------------


def thickness(svg: str) -> list[float]:
    found = re.findall(r' d="M\d+ [\d.]+c[^v]+v([\d.]+)c', svg)
    return [float(value) for value in found]


def blocks(svg: str) -> tuple[list[float], list[float]]:
    tree = LexborHTMLParser(svg)
    sides: dict[str | None, list[float]] = {"104": [], "310": []}
    for rect in tree.css("rect"):
        if rect.attributes.get("x") in sides:
            sides[rect.attributes["x"]].append(float(rect.attributes["height"] or 0))
    return sides["104"], sides["310"]


@st.composite
def networks(draw: st.DrawFn) -> Library:
    ends = draw(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=40))
    records: list[object] = [county(unit) for unit in range(12)]
    records += [
        pairing(f"p{number}", helper, helped)
        for number, (helper, helped) in enumerate(ends)
        if helper != helped
    ]
    return village(*records)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", ["economic_region", "province"])
@settings(max_examples=30, deadline=None)
@given(library=networks())
def test_flows_sum_to_the_blocks_and_count_every_pairing_once(library: Library, level: Level) -> None:
    picture = network_picture(library, level)
    total = len(library.of(Pairing))
    assert sum(int(str(row[2])) for row in picture.table.rows) == total
    assert f"共 {total} 项" in picture.svg
    left, right = blocks(picture.svg)
    flows = thickness(picture.svg)
    for side in (left, right):
        assert sum(side) == pytest.approx(200 if total else 0, abs=0.05)
        assert sum(side) == pytest.approx(sum(flows), abs=0.3)
    counts = [
        int(found) for text in texts(picture.svg) if (found := (re.findall(r" (\d+)$", text) or [""])[0])
    ]
    assert sum(counts) == 2 * total
    for side, name in ((left, "helper"), (right, "helped")):
        places = [library.division_at(getattr(one, name).whereabouts) for one in library.of(Pairing).values()]
        expected = Counter(place.province for place in places if place)
        assert side == pytest.approx(
            [expected[head] * 200 / total for head in sorted(expected, key=order)], abs=0.01
        )


def order(province: str) -> int:
    """The three provinces in code order; each is a economic region of its own."""
    return "甲乙丙".index(province[0])


@settings(max_examples=30, deadline=None)
@given(networks())
def test_chains_and_double_help_are_marked_as_the_records_say(library: Library) -> None:
    found = list(library.of(Pairing).values())
    helpers = {p.helped.county: {q.helper.county for q in found if q.helped == p.helped} for p in found}
    helping, helped = {p.helper.county for p in found}, {p.helped.county for p in found}
    chain = {p.id for p in found if p.helper.county in helped or p.helped.county in helping}
    several = {p.id for p in found if len(helpers[p.helped.county]) > 1}
    rows = streams(library, "economic_region")
    assert sum(row.chain for row in rows) == len(chain)
    assert sum(row.several for row in rows) == len(several)
    svg = network_picture(library).svg
    assert (f"连锁 {len(chain)} 项" in svg) is bool(chain)
    assert (f"多方帮扶 {len(several - chain)} 项" in svg) is bool(several - chain)


def test_the_tiny_network_is_one_flow_of_two() -> None:
    library = check_content(TINY / "content").library.published()
    picture = network_picture(library)
    assert picture.table.rows == [("中部", "中部", 2, 0, 2)]
    assert "中部→中部 2 项；多方帮扶 2 项" in picture.svg


def test_a_neighbourhood_names_helpers_helped_and_one_step_further() -> None:
    units = [county(unit) for unit in (0, 1, 2, 4, 5, 8)]
    links = [(1, 0), (2, 0), (0, 4), (4, 8), (5, 1)]
    library = village(*units, *(pairing(f"p{n}", *ends) for n, ends in enumerate(links)))
    picture = neighbourhood_picture(library, library.of(County)["c0"], "../../")
    assert picture
    shown = texts(picture.svg)
    assert shown[:2] == ["帮扶本县", "本县帮扶"]
    assert {"甲一县", "甲二县", "甲三市", "乙一县", "乙二县", "丙一县", "2 家帮扶"} <= set(shown)
    assert [str(row[-1]) for row in picture.table.rows] == [
        "连锁、多方帮扶",
        "连锁、多方帮扶",
        "连锁",
        "连锁",
        "连锁",
    ]
    assert "帮扶本县：甲二县、甲三市 2 项；本县帮扶：乙一县 1 项；虚线是再往外一层的结对" in picture.svg
    assert neighbourhood_picture(village(county(0)), county(0), "") is None


def test_a_neighbourhood_of_hundreds_stays_small_and_says_how_many_are_not_drawn() -> None:
    library = village(
        county(0), *(county(unit) for unit in range(1, 12)), *(pairing(f"p{n}", 0, n) for n in range(1, 12))
    )
    picture = neighbourhood_picture(library, library.of(County)["c0"], "")
    assert picture
    assert "另有 5 家，见表" in texts(picture.svg)
    assert len(picture.table.rows) == 11
    assert weight(picture.svg) < LIMIT


def test_coverage_is_a_part_of_what_is_owed_and_no_data_is_not_zero() -> None:
    picture = coverage_picture([Coverage("先进县（市）", "", 3, 4), Coverage("国家高新区", "", None, 53)])
    assert picture
    assert bars(picture.svg) == [
        ("cb-bar-before", WIDTH - 1),
        ("cb-bar-after", WIDTH * 3 / 4),
        ("cb-bar-line", WIDTH - 1),
    ]
    assert "已结对 3 / 应结对 4" in picture.svg
    assert "已结对 缺数据 / 应结对 53" in picture.svg
    assert coverage_picture(coverage(village(county(0), county(1), pairing("p", 0, 1)))) is None


# Counts ---------------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 999)] * 3), min_size=1, max_size=31))
def test_province_bars_are_proportional_within_their_column(counts: list[tuple[int, int, int]]) -> None:
    rows = [ProvinceRow(f"示例{number}省", figures) for number, figures in enumerate(counts)]
    svg = province_picture(rows, ["案例", "县市", "结对"])
    lengths = [length for _, length in bars(svg)]
    for column in range(3):
        found, own = lengths[column::3], [figures[column] for figures in counts]
        most = max(own) or 1
        assert [length / (max(found) or 1) for length in found] == pytest.approx(
            [figure / most for figure in own], abs=0.001
        )
    assert [text for text in texts(svg) if text.isdigit()] == [str(n) for figures in counts for n in figures]


@settings(deadline=None)
@given(st.lists(st.integers(1950, 2024), min_size=1, max_size=200), st.integers(0, 5))
def test_the_timeline_counts_every_case_once_and_leaves_no_year_out(years: list[int], unknown: int) -> None:
    columns = spans(years)
    assert sum(column.count for column in columns) == len(years)
    assert all(later.first == earlier.last + 1 for earlier, later in pairwise(columns))
    assert columns[0].first <= min(years) <= max(years) <= columns[-1].last
    assert len(columns) <= 41
    picture = timeline_picture(years, unknown, {})
    assert picture
    assert sum(int(str(row[1])) for row in picture.table.rows) == len(years)
    heights = [float(rect.attributes["height"] or 0) for rect in LexborHTMLParser(picture.svg).css("rect")]
    shown = [column.count for column in columns if column.count]
    assert [height / max(heights) for height in heights] == pytest.approx(
        [count / max(shown) for count in shown], abs=0.001
    )
    assert bool(picture.note) == bool(unknown)
    assert weight(picture.svg) < LIMIT


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=8))
def test_tints_follow_the_numbers_and_the_numbers_stand_in_the_cells(table: list[list[int]]) -> None:
    matrix = Matrix(
        "表", "角", ["一", "二", "三"], [(Anchor(f"行{n}", ""), tuple(row)) for n, row in enumerate(table)]
    )
    cells = LexborHTMLParser(matrix.__html__()).css("td")
    numbers = [int(cell.text()) for cell in cells]
    assert numbers == [count for row in table for count in row]
    steps = [int(str(cell.attributes["class"])[-1]) for cell in cells]
    assert all(0 <= step <= STEPS for step in steps)
    assert all((step == 0) == (number == 0) for step, number in zip(steps, numbers, strict=True))
    ordered = sorted(zip(numbers, steps, strict=True))
    assert [step for _, step in ordered] == sorted(steps)


# Whole libraries ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("demo")
    write_demo(folder, cases=120)
    return check_content(folder / "content").library.published()


@pytest.mark.slow
def test_every_picture_of_a_library_is_named_described_small_and_styled_by_classes_alone(
    demo: Library,
) -> None:
    drawn = 0
    for page in pages(Edition(demo)):
        tree = LexborHTMLParser(page.body)
        for svg in tree.css("svg.cb-picture"):
            drawn += 1
            assert svg.attributes["role"] == "img"
            title = svg.css_first("title")
            assert title is not None
            name, _, description = title.text().partition("：")
            assert name
            assert description
            assert not svg.css("[style], [stroke], [onclick], script, style, image, foreignObject")
            assert all((node.attributes["fill"] or "").startswith("url(#") for node in svg.css("[fill]"))
            assert weight(svg.html or "") < LIMIT, page.url
        for figure in tree.css("figure.cb-drawing"):
            table = figure.css_first("details table")
            assert table is not None
            assert table.css_first("caption")
    assert drawn > 100


@pytest.mark.slow
def test_the_numbers_of_the_pages_are_those_of_the_records(demo: Library) -> None:
    by_url = {page.url: page.body for page in pages(Edition(demo))}
    starts = [start_year(record) for record in demo.of(Case).values()]
    for year, count in Counter(starts).items():
        assert f"共 {count} 条" in by_url[f"years/{year}/"]
    columns = LexborHTMLParser(by_url["years/"]).css("svg rect")
    assert len(columns) == len(set(starts))
    cells = LexborHTMLParser(by_url["themes/"]).css(".cb-matrix td")
    assert sum(int(cell.text()) for cell in cells) == sum(
        len(record.themes) for record in demo.of(Case).values()
    )
    cells = LexborHTMLParser(by_url["programmes/"]).css(".cb-matrix td")
    assert sum(int(cell.text()) for cell in cells) == sum(
        len(record.programmes) for record in demo.of(Case).values()
    )
    bars_of = [int(text) for text in texts(by_url["regions/"]) if text.isdigit()]
    of_all = {
        case.id: {place.province for place in demo.divisions_of(case)} for case in demo.of(Case).values()
    }
    assert sum(bars_of[::3]) == sum(map(len, of_all.values()))
    assert sum(bars_of[1::3]) == len(demo.of(County))
    assert sum(bars_of[2::3]) == len(demo.of(Pairing))


def scattered(count: int) -> tuple[Library, random.Random]:
    """Pairings between counties of all provinces."""
    dice = random.Random(2004)
    rows = [row for row in real_divisions().rows if row.level == "county" and row.holds(2004)]
    units = dice.sample(rows, 400)
    texts_of = {"profile": "not_stated", "less_developed": {"value": "unknown"}}
    counties = [
        made(County, f"c{row.code}", {"code": row.code, "as_of": "2004", **texts_of}) for row in units
    ]
    pairings = [
        made(
            Pairing,
            f"p{number}",
            {
                "helper": {"county": helper.id},
                "helped": {"county": helped.id},
                "scheme": "scheme",
                "start": "not_stated",
                "summary": "示例",
            },
        )
        for number in range(count)
        for helper, helped in [dice.sample(counties, 2)]
    ]
    return village(*counties, *pairings, divisions=real_divisions()), dice


def test_eight_hundred_pairings_between_all_provinces_stay_small_and_readable() -> None:
    library, dice = scattered(800)
    for level in ("economic_region", "province"):
        picture = network_picture(library, level)
        assert sum(int(str(row[2])) for row in picture.table.rows) == 800
        left, right = blocks(picture.svg)
        assert len(left) <= 8
        assert len(right) <= 8
        assert weight(picture.svg) < LIMIT
    assert "其他省份" in network_picture(library, "province").svg
    rows_of = [ProvinceRow(p.name, (dice.randrange(300), 90, 40)) for p in real_divisions().provinces][:31]
    assert weight(province_picture(rows_of, ["案例", "县市", "结对"])) < LIMIT


@pytest.mark.parametrize("level", ["economic_region", "province"])
def test_a_thousand_pairings_are_a_table_of_from_where_to_where(level: Level) -> None:
    picture = network_picture(scattered(1000)[0], level)
    assert "<svg" not in picture.svg
    tree = LexborHTMLParser(picture.svg)
    assert sum(int(cell.text()) for cell in tree.css("tbody td")) == 1000
    assert len(tree.css("tbody tr")) == len({row[0] for row in picture.table.rows})
    assert len(tree.css("thead th")) - 1 == len({row[1] for row in picture.table.rows})
    for row in picture.table.rows:
        assert str(row[2]) in tree.text()
    assert "<svg" in network_picture(scattered(999)[0], level).svg


def test_organizations_without_a_region_are_called_what_they_are() -> None:
    college = made(
        Organization, "college", {"title": "示例大学", "type": "university", "since": "not_stated"}
    )
    helps = {"helper": {"organization": "college"}, "helped": {"county": "c0"}}
    fields = {"scheme": "scheme", "start": "not_stated", "summary": "示例"}
    picture = network_picture(village(county(0), college, made(Pairing, "p", {**helps, **fields})))
    assert [str(row[0]) for row in picture.table.rows] == ["高校、院所和部委"]
    assert "地带不详" not in picture.svg
    lines = [text for text in texts(picture.svg) if "高校" in text or "部委" in text]
    assert "".join(lines).replace(" ", "").endswith("高校、院所和部委1")
    assert all(len(line) <= 8 for line in lines if "→" not in line and "；" not in line)


def test_a_figure_without_a_year_is_drawn_and_says_so() -> None:
    line = indicator({"value": "60", "year": "not_stated"}, {"value": "75", "year": "2001"})
    picture = change_picture(line)
    assert "前，年份未载明" in picture
    assert "2001 年（后）" in picture
    both = indicator({"value": "60", "year": "not_stated"}, {"value": "75", "year": "not_stated"})
    said = [key.years for key in map(key_figure, (both, line)) if key]
    assert said == ["年份未载明", "前：年份未载明，后：2001 年"]


def test_a_picture_in_a_page_carries_its_table_folded_beneath() -> None:
    library = village(county(0), county(1), pairing("p", 0, 1), case("x", 0, ["tea"]))
    picture = network_picture(library)
    assert isinstance(picture, Picture)
    figure = LexborHTMLParser(picture.__html__()).css_first("figure")
    assert figure
    assert [child.tag for child in figure.iter()] == ["svg", "details"]
    assert [cell.text() for cell in figure.css("details tbody td, details tbody th")] == [
        "东部",
        "东部",
        "1",
        "0",
        "0",
    ]
