"""Counties like this one: by what records hold, the same from both sides, and never by what nobody knows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.library import similar as room
from county_casebook.library.eras import eras
from county_casebook.library.library import Library
from county_casebook.library.likeness import APART, GROUNDS, WEIGHTS, setting_of
from county_casebook.library.similar import are_alike, nearest_counties, similar_counties, similarity
from county_casebook.places.divisions import Divisions
from county_casebook.records import Case, County
from tests.village import DIVISIONS, case, county, indicator, pairing, village

THEMES = ("tea", "grain", "fish", "envoys")
TERRAINS, INDUSTRIES, SCARCE = ("mountain", "plain", "saline"), ("tea", "grain"), ("water", "money", "roads")
VECTORS = json.loads((Path(__file__).parent / "vectors/likeness.json").read_text("utf-8"))
PROVINCES = {"甲省": 0, "乙省": 4, "丙省": 8}
TWO_REGIONS = Divisions(DIVISIONS.rows, {"甲省": "东部", "乙省": "东部", "丙省": "西部"})
"""Two provinces in one region, one in another."""


def some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.sets(st.sampled_from(values), max_size=2).map(sorted)


def setting(**traits: list[str]) -> dict[str, Any]:
    return {"setting": {"scale": "not_stated", **traits}}


@st.composite
def villages(draw: st.DrawFn) -> Library:
    records: list[Any] = []
    for unit in draw(st.sets(st.integers(0, 11), min_size=2)):
        records.append(
            county(
                unit,
                less_developed=draw(st.sampled_from(("yes", "no", "unknown"))),
                indicators=[
                    indicator("收入", draw(st.integers(0, 4000)), draw(st.integers(1998, 2004)))
                    for _ in range(draw(st.integers(0, 2)))
                ],
            )
        )
        for number, themes in enumerate(
            draw(st.lists(st.sets(st.sampled_from(THEMES), min_size=1), max_size=2))
        ):
            told = {
                "terrain": draw(some(TERRAINS)),
                "industry": draw(some(INDUSTRIES)),
                "scarce": draw(some(SCARCE)),
            }
            records.append(case(f"case-{unit}-{number}", unit, sorted(themes), **setting(**told)))
    return village(*records)


def names(library: Library, of: County, limit: int = 12) -> list[str]:
    return [neighbour.county.id for neighbour in nearest_counties(library, of, limit)]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(villages())
def test_scores_are_the_same_from_both_sides_and_nobody_is_its_own_neighbour(library: Library) -> None:
    for one in library.of(County).values():
        assert one.id not in names(library, one)
        for other in library.of(County).values():
            assert similarity(library, one, other) == similarity(library, other, one)
            assert are_alike(library, one, other) == are_alike(library, other, one)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(villages(), st.data())
def test_another_county_does_not_change_the_order_of_the_others(
    library: Library, data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(library.of(County))))
    fewer = replace(
        library,
        kinds={
            **library.kinds,
            "counties": {key: one for key, one in library.of(County).items() if key != gone},
            "cases": {key: one for key, one in library.of(Case).items() if one.county != gone},
        },
    )
    for one in fewer.of(County).values():
        assert names(fewer, one) == [name for name in names(library, one) if name != gone]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(villages())
def test_every_neighbour_says_why_and_has_something_to_tell(library: Library) -> None:
    for one in library.of(County).values():
        for neighbour in nearest_counties(library, one, 12):
            assert neighbour.reasons
            assert all(neighbour.reasons)
            assert neighbour.county.id in library.cited(Case, "county")


def test_what_is_unknown_counts_neither_for_nor_against() -> None:
    def score(one: str, other: str) -> int:
        first, second = county(0, less_developed=one), county(1, less_developed=other)
        return similarity(village(first, second), first, second)

    base, weight = score("unknown", "unknown"), WEIGHTS["less_developed"]
    assert score("unknown", "yes") == score("no", "unknown") == base
    assert score("yes", "yes") == score("no", "no") == base + weight.same
    assert score("yes", "no") == base - weight.different


@pytest.mark.parametrize(
    ("mine", "theirs", "close"),
    [
        ((1000, 2004), (1250, 2004), True),
        ((1000, 2004), (1251, 2004), False),
        ((1000, 2004), (1000, 2001), True),
        ((1000, 2004), (1000, 2000), False),
        ((0, 2004), (0, 2004), True),
        ((0, 2004), (1, 2004), False),
        ((-5, 2004), (-6, 2004), False),
    ],
)
def test_values_are_close_within_a_quarter_and_three_years(
    mine: tuple[int, int], theirs: tuple[int, int], close: bool
) -> None:
    def score(*figures: dict[str, str]) -> int:
        first = county(0, indicators=[indicator("收入", *mine)])
        second = county(4, indicators=list(figures))
        return similarity(village(first, second), first, second)

    assert score(indicator("收入", *theirs)) - score() == WEIGHTS["indicators"].same * close


def test_reasons_name_what_is_shared_with_figures_and_years() -> None:
    first = county(0, less_developed="yes", indicators=[indicator("收入", 2000, 2003)])
    second = county(1, less_developed="yes", indicators=[indicator("收入", 2200, 2004)])
    library = village(
        first,
        second,
        case("one", 0, ["tea"], **setting(terrain=["mountain", "karst"], industry=["tea"], scarce=["roads"])),
        case("two", 1, ["tea", "fish"], **setting(terrain=["karst"], industry=["tea"], scarce=["roads"])),
    )
    (neighbour,) = similar_counties(library, first)
    assert neighbour.reason == (
        "地形相同：石漠化山区 · 产业相同：茶叶 · 难处相同：交通不便 · 同属欠发达 · "
        "收入相近（2003 年 2,000 元与 2004 年 2,200 元） · 主题相同：tea · 同省（甲省）"
    )


def _village_of(vector: dict[str, Any]) -> Library:
    """Two counties that have the traits of a vector, each with one case that tells its setting."""
    records: list[Any] = []
    for order, side in enumerate(("mine", "theirs")):
        traits = dict(vector[side])
        unit = PROVINCES[traits.pop("province", "甲省" if order else "丙省")] + order
        named = {"kind": "other", "title": "称号", "level": "national", "date": "not_stated"}
        designations = [{**named, "scheme": scheme} for scheme in traits.pop("designations", ())]
        less_developed = traits.pop("less_developed", "unknown")
        records.append(county(unit, less_developed=less_developed, designations=designations))
        records.append(case(f"case-{order}", unit, [THEMES[order]], **setting(**traits)))
    return village(*records, divisions=TWO_REGIONS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["why"])
def test_two_places_are_alike_by_land_living_and_want_and_never_because_both_are_counties(
    vector: dict[str, Any],
) -> None:
    library = _village_of(vector)
    one, other = library.of(County).values()
    assert similarity(library, one, other) == vector["score"]
    assert are_alike(library, one, other) is vector["alike"]
    assert [found.county for found in similar_counties(library, one)] == [other] * vector["alike"]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(villages())
def test_nobody_is_alike_without_a_ground_or_with_another_land_and_living(library: Library) -> None:
    for one in library.of(County).values():
        mine = setting_of(library.citing(one, Case, "county"))
        for found in nearest_counties(library, one, 12):
            theirs = setting_of(library.citing(found.county, Case, "county"))
            assert any(
                "相同：" in reason or "欠发达" in reason or "相近" in reason for reason in found.reasons
            )
            differs = [
                name in mine and name in theirs and not set(mine[name]) & set(theirs[name]) for name in APART
            ]
            assert not all(differs)


def test_a_county_with_only_pairings_has_something_to_tell_and_one_without_anything_has_not() -> None:
    first, second, third = (county(unit, less_developed="yes") for unit in range(3))
    library = village(first, second, third, pairing("p", 3, 1), case("x", 0, ["tea"]))
    assert set(names(library, first)) == {"c1"}
    assert are_alike(library, first, third)


def test_another_era_of_the_same_place_is_not_a_neighbour() -> None:
    now = county(0, less_developed="yes")
    before = county(0, less_developed="yes", as_of="1990").called("before")
    library = village(now, before, case("x", 0, ["tea"]), pairing("p", 5, 0))
    assert eras(library, now) == (before,)
    assert similar_counties(library, now) == similar_counties(library, before) == ()


def test_every_weight_is_used_and_every_kind_of_trait_has_one() -> None:
    library = village(county(0), case("x", 0, ["tea"]))
    traits = room._traits(library)
    assert set(WEIGHTS) == {*traits.sets, *traits.singles, "indicators"}
    assert {*GROUNDS, *APART} <= set(WEIGHTS)
    assert isinstance(library.of(Case)["x"], Case)
