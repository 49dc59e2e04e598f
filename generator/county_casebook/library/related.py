"""A case becomes its related cases: those that share themes, clauses or a kind of place, each with the reasons in words."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from operator import eq

from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.library.likeness import SETTING, setting_of, setting_reasons
from county_casebook.records import Case
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


def related_cases(library: Library, case: Case) -> tuple[Related, ...]:
    """Return the cases most like this one, at most five; ties go to the smaller id. A lead has none."""
    known = _known(library)
    if case.id not in known:
        known[case.id] = _most_like(library, case)
    return known[case.id]


@derived
def _known(library: Library) -> dict[str, tuple[Related, ...]]:  # noqa: ARG001 - one memory for each library
    return {}


def _most_like(library: Library, case: Case) -> tuple[Related, ...]:
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
    places, settings = _places(library), _settings(library)
    for key in scores:
        scores[key] += sum(map(eq, places[case.id], places[key]))
        scores[key] += sum(
            not one.isdisjoint(other) for one, other in zip(settings[case.id], settings[key], strict=True)
        )
    best = sorted(scores, key=lambda key: (-scores[key], key))[:_MOST]
    return tuple(
        Related(library.of(Case)[key], _reasons(library, case, library.of(Case)[key])) for key in best
    )


@derived
def _places(library: Library) -> Mapping[str, tuple[object, object]]:
    """Economic region and province of each case; what is unknown equals nothing."""
    return {
        key: (
            library.economic_region(case) or object(),
            division.province if (division := library.division(case)) else object(),
        )
        for key, case in library.of(Case).items()
    }


@derived
def _settings(library: Library) -> Mapping[str, tuple[frozenset[str], ...]]:
    """What each case tells of where it grew, trait by trait; what it does not tell is shared with nobody."""
    return {
        key: tuple(frozenset(getattr(case.setting, name, ())) for name in SETTING)
        for key, case in library.of(Case).items()
    }


def _reasons(library: Library, case: Case, other: Case) -> tuple[str, ...]:
    shared = [
        term.title
        for key, term in library.terms("themes").items()
        if key in case.themes and key in other.themes
    ]
    reasons = [f"{PHRASES.same_theme}：{'、'.join(shared)}"] if shared else []
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
    return (cases + cases)[start : start + _WIDEST]
