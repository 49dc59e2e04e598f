"""A practice across provinces stands in each of them; one whose counties no source names stands without a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.search.searchable import search_documents
from county_casebook.records import Case
from county_casebook.rules import check
from tests.building import build_site, copy_of_tiny, one

TEA = "cases/jichuan-tea.yml"
PERIOD = "period:\n  start: not_stated"


def rewritten(folder: Path, name: str, **changes: str) -> None:
    """Write a case like the tiny tea one, each word of `changes` replaced."""
    text = (folder / "content" / TEA).read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "content" / name).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny library with a case in two provinces and one without a place."""
    folder = tmp_path_factory.mktemp("across")
    copy_of_tiny(folder)
    area = 'area:\n  code: "990100"\n  as_of: 2004\n'
    rewritten(folder, "cases/nowhere.yml", **{area: "setting:\n  scale: wider\n", "霁川市": "几个县"})
    rewritten(folder, TEA, **{PERIOD: f'also:\n  - code: "991000"\n    as_of: 2004\n{PERIOD}'})
    return folder


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return link(load(folder / "content"), date(2026, 11, 24))


def test_nothing_is_wrong_with_either(library: Library) -> None:
    assert not [str(problem) for problem in check(library) if problem.level == "error"]


def test_a_province_holds_what_stands_in_it_also(library: Library) -> None:
    case = library.of(Case)["jichuan-tea"]
    assert [place.name for place in library.divisions_of(case)] == ["霁川市", "沐翎省"]
    assert case in library.provinces["990000"]
    assert case in library.provinces["991000"]


def test_the_search_finds_it_by_both_provinces_and_regions(library: Library) -> None:
    facets = {found.id: found.facets for found in search_documents(library)}["cases/jichuan-tea"]
    assert facets["省份"] == ("云岚省", "沐翎省")
    assert facets["地带"] == ("中部", "东部")


@pytest.mark.slow
def test_its_page_and_the_provinces_name_each_other(folder: Path) -> None:
    site = build_site(folder / "mkdocs.yml", None)
    page = LexborHTMLParser((site / "cases/jichuan-tea/index.html").read_text("utf-8"))
    assert "还在沐翎省（2004年）" in "".join(one(page, ".cb-factbox").text().split())
    for province in ("990000", "991000"):
        assert "jichuan-tea" in (site / f"regions/{province}/index.html").read_text("utf-8")
    page = LexborHTMLParser((site / "cases/nowhere/index.html").read_text("utf-8"))
    assert "跨县，来源没有写地名" in one(page, ".cb-factbox").text()
