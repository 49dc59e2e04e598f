"""Lineage: both ways, over generations, with circles, two ways to one case, and bounds; told on cases, counties and pairings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.lineage import DEEPEST, WIDEST, Branch, branches_of, circle, ways_down_to
from county_casebook.library.load import load
from county_casebook.records import Case, County, Pairing, Record
from county_casebook.views.lineage import lineage
from county_casebook.views.view import view_of
from tests.building import TINY


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def holding(**adopted: str) -> Library:
    """The tiny library with these cases alone; each names, after its county, the cases that took it over."""
    made = {}
    for name, told in adopted.items():
        county, *others = told.split()
        lines = [
            {"county": adopted.get(other, "yanpu").split()[0], "date": "2004", "case": other}
            | {"changed": f"改成{other}", "result": "not_stated"}
            for other in others
        ]
        made[name] = case(name, county, lines)
    return replace(tiny(), kinds={**tiny().kinds, "cases": dict(sorted(made.items()))})


def case(name: str, county: str, adoptions: list[dict[str, Any]]) -> Case:
    least = dict.fromkeys(("problem", "benefit_sharing", "resources", "limits", "transfer"), "not_stated")
    made = Case.model_validate(
        {
            **least,
            "status": "published",
            "title": f"案例{name}",
            "summary": "一句话。",
            "county": county,
            "period": {"start": "2000"},
            "themes": ["tea"],
            "approach": [{"what": "派人。"}],
            "adoptions": adoptions,
            "provenance": {"type": "compiled"},
        }
    )
    return made.called(name)


def drawn(branches: tuple[Branch, ...]) -> str:
    """Branches in short: `b(c d)`, with what is left out after a plus sign."""
    said = (
        f"{branch.own.id if branch.own else branch.taken.adoption.county}"
        + (f"({drawn(branch.branches)})" if branch.branches else "")
        + (f"+{branch.left_out}" if branch.left_out else "")
        for branch in branches
    )
    return " ".join(said)


def ways(library: Library, name: str) -> list[str]:
    found = ways_down_to(library, library.of(Case)[name])
    return [" ".join(taken.origin.id for taken in way) for way in found]


@pytest.mark.parametrize(
    ("adopted", "below", "above"),
    [
        ({"a": "chengxi"}, "", {"a": []}),
        ({"a": "chengxi b", "b": "yanpu"}, "b", {"b": ["a"]}),
        ({"a": "chengxi b", "b": "yanpu c", "c": "lingping"}, "b(c)", {"c": ["a b"]}),
        ({"a": "chengxi gone"}, "yanpu", {"a": []}),
        ({"a": "chengxi b c", "b": "yanpu d", "c": "lingping d", "d": "yanpu e", "e": "lingping"}, "b(d(e)) c(d+1)", {"d": ["a b", "a c"]}),
        ({"a": "chengxi b", "b": "yanpu a"}, "b(a+1)", {"a": ["b"]}),
        ({"a": "chengxi b", "b": "yanpu c", "c": "lingping b"}, "b(c(b+1))", {"b": ["a", "c"]}),
        ({"a": "chengxi a"}, "a+1", {"a": []}),
    ],
)  # fmt: skip
def test_lineage_is_read_both_ways_and_ends(adopted: dict[str, str], below: str, above: dict[str, list[str]]) -> None:  # fmt: skip
    library = holding(**adopted)
    assert drawn(branches_of(library, library.of(Case)["a"])) == below
    for name, expected in above.items():
        assert ways(library, name) == expected
    for each in library.of(Case).values():
        assert lineage(library, each).lines >= 0


def test_a_long_line_is_cut_above_and_below() -> None:
    names = "abcdefghi"
    library = holding(
        **{name: f"chengxi {after}" for name, after in zip(names, names[1:] + "j", strict=True)}
    )
    below = drawn(branches_of(library, library.of(Case)["a"]))
    assert below == "b(c(d(e(f+1))))"
    assert below.count("(") + 1 == DEEPEST
    assert ways(library, "i") == ["d e f g h"]


def test_all_of_a_case_are_told_and_of_those_below_no_more_than_the_bound() -> None:
    many = [f"n{number:02}" for number in range(WIDEST + 7)]
    library = holding(a=f"chengxi {' '.join(many)}", n00="yanpu z", z="lingping")
    found = branches_of(library, library.of(Case)["a"])
    assert len(found) == WIDEST + 7
    assert found[0].left_out == 1


@pytest.mark.parametrize(
    ("adopted", "expected"),
    [
        ({"a": "chengxi b", "b": "yanpu"}, ()),
        ({"a": "chengxi a"}, ()),
        ({"a": "chengxi b", "b": "yanpu a"}, ("a", "b", "a")),
        ({"x": "chengxi b", "b": "yanpu c", "c": "lingping b"}, ("b", "c", "b")),
        ({"a": "chengxi c", "b": "yanpu a", "c": "lingping b"}, ("a", "c", "b", "a")),
        ({"a": "chengxi b c", "b": "yanpu d", "c": "lingping d", "d": "yanpu"}, ()),
    ],
)
def test_a_circle_is_found_in_the_order_of_taking(adopted: dict[str, str], expected: tuple[str, ...]) -> None:
    assert circle(holding(**adopted)) == expected


def body(library: Library, kind: type[Record], name: str) -> str:
    (first, *_) = view_of(kind).page(Edition.of(library), library.of(kind)[name])
    return str(first.body)


def test_a_case_shows_where_it_came_from_and_who_took_it_over() -> None:
    library = holding(a="chengxi b", b="yanpu c", c="lingping")
    page = body(library, Case, "b")
    for words in ("借鉴自", "案例a", "本案例", "案例c", "改成c", "被谁借鉴：1 个县（市）", "改成b"):
        assert words in page
    assert page.count('aria-current="true"') == 1
    assert 'href="#adoptions"' in body(library, Case, "c")
    assert 'id="adoptions"' not in body(holding(a="chengxi"), Case, "a")


def test_a_county_lists_what_it_took_and_what_others_took_from_it() -> None:
    library = holding(a="chengxi b", b="yanpu")
    assert "借鉴的做法（1）" in body(library, County, "yanpu")
    assert "别处从本县借鉴的做法（1）" in body(library, County, "chengxi")
    assert "别处从本县借鉴的做法" not in body(library, County, "yanpu")


def test_a_pairing_lists_what_came_through_it() -> None:
    assert "经由这项结对借鉴的做法（1）" in body(tiny(), Pairing, "chengxi-yanpu")
    assert "经由这项结对" not in body(tiny(), Pairing, "zone-yanpu")
