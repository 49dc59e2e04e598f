"""Cases become matrices: themes by economic region, programmes by province; counties by programme stand with the coverage tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from county_casebook.library.library import Library
from county_casebook.pictures import Anchor, Matrix, short_name
from county_casebook.places.divisions import ECONOMIC_REGIONS
from county_casebook.records import Case

_NOWHERE = "地带不详"


def matrix(library: Library, vocabulary: str, root: str) -> Matrix | str:
    """The matrix of a vocabulary; empty where it has none or its cases stand in a single place."""
    if vocabulary == "themes":
        return _themes(library, root)
    return _programmes(library, root) if vocabulary == "programmes" else ""


def _themes(library: Library, root: str) -> Matrix | str:
    rows = _used(library, "themes", library.cited(Case, "themes"))

    def economic_region(case: Case) -> str:
        return library.economic_region(case) or _NOWHERE

    present = {economic_region(case) for _, _, cases in rows for case in cases}
    heads = [head for head in (*ECONOMIC_REGIONS, _NOWHERE) if head in ECONOMIC_REGIONS or head in present]
    if len(present) < 2:
        return ""
    return Matrix(
        "主题与地带：各主题在各地带的案例数（一个案例可以有几个主题）",
        "主题",
        heads,
        [_row(f"{root}themes/", term, heads, economic_region) for term in rows],
    )


def _programmes(library: Library, root: str) -> Matrix | str:
    """By province, so that the cases of prefectures and of provinces count too."""
    rows = _used(library, "programmes", library.cited(Case, "programmes"))
    cases = [case for _, _, found in rows for case in found]

    def place(case: Case) -> str:
        division = library.division(case)
        return division.province if division else ""

    present = {place(case): division.code for case in cases if (division := library.division(case))}
    heads = sorted(present, key=lambda head: (present[head], head))
    if len(heads) < 2:
        return ""
    return Matrix(
        "计划与省份：各省案例数，含地市、省级",
        "计划",
        [short_name(head) for head in heads],
        [_row(f"{root}programmes/", term, heads, place) for term in rows],
    )


def _used(
    library: Library, vocabulary: str, cases: Mapping[str, tuple[Case, ...]]
) -> list[tuple[str, str, tuple[Case, ...]]]:
    return [
        (key, title, cases[key]) for key, title in library.titles_in(vocabulary).items() if cases.get(key)
    ]


def _row(
    base: str,
    term: tuple[str, str, tuple[Case, ...]],
    heads: Sequence[str],
    place: Callable[[Case], str],
) -> tuple[Anchor, tuple[int, ...]]:
    key, title, cases = term
    counts = Counter(map(place, cases))
    return Anchor(title, f"{base}{key}/"), tuple(counts[head] for head in heads)
