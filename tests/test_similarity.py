"""Counties like this one: by what records hold, the same from both sides, and never by what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.library import similar as room
from county_casebook.library.eras import eras
from county_casebook.library.library import Library
from county_casebook.library.similar import WEIGHTS, similar_counties, similarity
from county_casebook.records import Case, County
from tests.village import case, county, indicator, pairing, village

THEMES = ("tea", "grain", "fish", "envoys")


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
            records.append(case(f"case-{unit}-{number}", unit, sorted(themes)))
    return village(*records)


def names(library: Library, of: County, limit: int = 12) -> list[str]:
    return [neighbour.county.id for neighbour in similar_counties(library, of, limit)]


@settings(max_examples=60, deadline=None)
@given(villages())
def test_scores_are_the_same_from_both_sides_and_nobody_is_its_own_neighbour(library: Library) -> None:
    for one in library.of(County).values():
        assert one.id not in names(library, one)
        for other in library.of(County).values():
            assert similarity(library, one, other) == similarity(library, other, one)


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


@settings(max_examples=60, deadline=None)
@given(villages())
def test_every_neighbour_says_why_and_has_something_to_tell(library: Library) -> None:
    for one in library.of(County).values():
        for neighbour in similar_counties(library, one, 12):
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
    library = village(first, second, case("one", 0, ["tea"]), case("two", 1, ["tea", "fish"]))
    (neighbour,) = similar_counties(library, first)
    assert neighbour.reason == (
        "主题相同：tea · 同属欠发达 · 同在东部 · 收入相近（2003 年 2,000 元与 2004 年 2,200 元） · 同为县 · 同省（甲省）"
    )


def test_a_county_with_only_pairings_has_something_to_tell_and_one_without_anything_has_not() -> None:
    first, second, third = county(0), county(1), county(2)
    library = village(first, second, third, pairing("p", 2, 1), case("x", 0, ["tea"]))
    assert set(names(library, first)) == {"c1"}
    assert similarity(library, first, third) < room.ENOUGH


def test_another_era_of_the_same_place_is_not_a_neighbour() -> None:
    now = county(0, less_developed="yes")
    before = county(0, less_developed="yes", as_of="1990")
    before._id = "before"
    library = village(now, before, case("x", 0, ["tea"]), pairing("p", 5, 0))
    assert eras(library, now) == (before,)
    assert similar_counties(library, now) == similar_counties(library, before) == ()


def test_every_weight_is_used_and_every_kind_of_trait_has_one() -> None:
    library = village(county(0), case("x", 0, ["tea"]))
    traits = room._traits(library)
    assert set(WEIGHTS) == {*traits.sets, *traits.singles, "indicators"}
    assert isinstance(library.of(Case)["x"], Case)
