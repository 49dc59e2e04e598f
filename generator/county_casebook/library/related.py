"""A case becomes its related cases: those that share themes, clauses or a kind of place, each with the reasons in words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from county_casebook.library.derived import derived, derived_each, piece
from county_casebook.library.library import Library
from county_casebook.library.likeness import SETTING, setting_of, setting_reasons
from county_casebook.records import Case
from county_casebook.records.gist import setting
from county_casebook.records.setting import SETTINGS
from county_casebook.text.phrases import PHRASES

WEIGHTS = {"theme": 3, "clause": 2}
"""What one shared theme or clause counts; land, living, wants, economic region and province, where shared, count one each."""

_WIDEST = 60
"""How many cases of one theme are looked at: enough to choose from, and linear for large libraries."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another case, and in words why a reader of this one may want it."""

    record: Case
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        return " · ".join(self.reasons)


_MOST = 5
"""How many related cases are named."""


@derived_each
def related_cases(library: Library, case: Case) -> tuple[Related, ...]:
    """Return the cases most like this one, at most five; ties go to the smaller id. A lead has none."""
    if case.is_lead:
        return ()
    scores: dict[str, int] = defaultdict(int)
    for weight, groups, keys in (
        (WEIGHTS["theme"], library.cited(Case, "themes"), case.themes),
        (WEIGHTS["clause"], library.cited(Case, "clauses"), case.clauses),
    ):
        for key in keys:
            for other in _around(groups.get(key, ()), case):
                scores[other.id] += weight
    scores.pop(case.id, None)
    traits = _traits(library)
    region, province, *settings = traits[case.id]
    for key in scores:
        region_there, province_there, *settings_there = traits[key]
        shared = sum(1 for one, other in zip(settings, settings_there, strict=True) if one & other)
        scores[key] += (region == region_there) + (province == province_there) + shared
    best = sorted(scores, key=lambda key: (-scores[key], key))[:_MOST]
    return tuple(
        Related(library.of(Case)[key], _reasons(library, case, library.of(Case)[key])) for key in best
    )


_BITS = {value: 1 << at for at, value in enumerate(SETTINGS)}
_UNKNOWN = float("nan")
"""Equals nothing, not even itself."""


@derived
def _traits(library: Library) -> Mapping[str, tuple[str | float, str | float, *tuple[int, ...]]]:
    """What counts of each case beside themes and clauses: its economic region and province, then for each trait of its
    setting a number whose bits are the values told. An unknown place equals none; what is not told shares no bit."""
    return {key: _traits_of(library, case) for key, case in library.of(Case).items()}


@piece
def _traits_of(library: Library, case: Case) -> tuple[str | float, str | float, *tuple[int, ...]]:
    division = library.division(case)
    told = (set(setting(case, trait)) for trait in SETTING)
    return (
        library.economic_region(case) or _UNKNOWN,
        division.province if division else _UNKNOWN,
        *(sum(_BITS[value] for value in values) for values in told),
    )


def _reasons(library: Library, case: Case, other: Case) -> tuple[str, ...]:
    both = [key for key in library.ids_in("themes") if key in case.themes and key in other.themes]
    reasons = [f"{PHRASES.same_theme}：{'、'.join(library.titles('themes', both))}"] if both else []
    if set(case.clauses) & set(other.clauses):
        reasons.append("对应同一条款")
    reasons.extend(setting_reasons(setting_of([case]), setting_of([other])))
    here, there = library.division(case), library.division(other)
    if here and there and here.province == there.province:
        reasons.append(f"同在{here.province}")
    elif (economic_region := library.economic_region(case)) and economic_region == library.economic_region(
        other
    ):
        reasons.append(f"同属{economic_region}")
    return tuple(reasons)


def _around(cases: tuple[Case, ...], case: Case) -> tuple[Case, ...]:
    """All cases of a group, or in a large one those that follow the case itself, round the end: every case is near some."""
    if len(cases) <= _WIDEST:
        return cases
    start = bisect_left(cases, case.id, key=lambda other: other.id)
    end = start + _WIDEST
    return cases[start:end] + cases[: max(0, end - len(cases))]
