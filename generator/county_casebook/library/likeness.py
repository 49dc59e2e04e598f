"""What two places are known to share becomes a judgement: alike or not, by one table for every page that says so.

The pages of counties and cases judge by it here, and `/match/` in the browser, which gets the figures with its data. Being a
county in the same region is no likeness: two places are alike only by their land, what they live by, what they lack, or
figures, and never when both land and living are known to differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from county_casebook.library.derived import derived_each
from county_casebook.library.library import Library
from county_casebook.records import Case, County
from county_casebook.records.gist import setting
from county_casebook.records.setting import SETTINGS


@dataclass(frozen=True, slots=True)
class Weight:
    """What a trait adds when both sides are known to share it (each value, up to `most`), and takes when they are known to differ."""

    same: int
    different: int = 0
    most: int = 1


WEIGHTS: Mapping[str, Weight] = {
    "terrain": Weight(3, different=1),
    "industry": Weight(3, different=1),
    "scarce": Weight(2, most=2),
    "less_developed": Weight(2, different=1),
    "indicators": Weight(1, most=2),
    "themes": Weight(1, most=2),
    "economic_region": Weight(1),
    "province": Weight(1),
    "designations": Weight(1),
}
"""What counts how much."""

GROUNDS = ("terrain", "industry", "scarce", "less_developed", "indicators", "province")
"""The traits that make places alike; the others only order those that are. Of `less_developed` only `yes` is a ground."""

ENOUGH = 3
"""A score below this, or with less than this from grounds, is chance: such places are not named. One want alone is below it,
and so is a province: only both together are enough."""

APART = ("terrain", "industry")
"""Places known to differ in all of these are not alike, whatever else they share."""

SETTING: Mapping[str, str] = {"terrain": "地形相同", "industry": "产业相同", "scarce": "难处相同"}
"""The traits that cases tell of the place they grew in, each with the words for sharing it."""


def setting_of(cases: Iterable[Case]) -> dict[str, tuple[str, ...]]:
    """What cases tell of their place together, by trait, in the order of the choices; traits nobody tells are absent."""
    told = tuple(cases)
    found = {name: {value for case in told for value in setting(case, name)} for name in SETTING}
    return {
        name: tuple(value for value in SETTINGS if value in values)
        for name, values in found.items()
        if values
    }


@derived_each
def county_setting(library: Library, county: County) -> dict[str, tuple[str, ...]]:
    """What the cases of a county tell of its land, its living and what it lacked."""
    return setting_of(library.citing(county, Case, "county"))


def setting_reasons(
    mine: Mapping[str, tuple[str, ...]], theirs: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Say in words what two settings share: 「地形相同：山区」."""
    for name, words in SETTING.items():
        shared = [SETTINGS[value] for value in mine.get(name, ()) if value in theirs.get(name, ())]
        if shared:
            yield f"{words}：{'、'.join(shared)}"
