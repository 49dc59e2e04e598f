"""Techniques: numbers of standards and patents, what the page tells, who uses them, and the lists by type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.search.searchable import search_documents, suggestions
from county_casebook.records import Case, Technique
from county_casebook.text.standard_numbers import is_standard_number, mended_standard, patent_fault
from county_casebook.views.page import made_by
from county_casebook.views.technique import VIEW
from county_casebook.views.view import view_of
from tests.building import TINY

# Numbers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "GB 5749-2022",
        "GB/T 9704-2012",
        "GB/T 2260.1—2007",
        "GB/Z 21738-2008",
        "GBJ 87-85",
        "NY/T 391-2021",
        "HJ 2.1-2016",
        "JJG 1-1999",
        "DB62/T 1935—2010",
        "DB62/T 1935-2010",
        "DB44/26-2001",
        "DB3301/T 025-2003",
        "DB99/T 0001-2004",
        "T/CAS 123-2019",
        "Q/ABC 001-2004",
        "ISO 9001:2000",
        "ISO/IEC 17025:2005",
    ],
)
def test_the_number_of_a_standard_is_known(number: str) -> None:
    assert is_standard_number(number)
    assert mended_standard(number) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gb/t9704-2012", "GB/T 9704-2012"),
        ("GBT 9704-2012", "GB/T 9704-2012"),
        ("GB / T 9704 - 2012", "GB/T 9704-2012"),
        ("ＧＢ／Ｔ　９７０４－２０１２", "GB/T 9704-2012"),
        ("GB/T 9704–2012", "GB/T 9704-2012"),
        ("GB/T 9704——2012", "GB/T 9704—2012"),
        ("GB7718-94", "GB 7718-94"),
        ("NYT391-2021", "NY/T 391-2021"),
        ("DB 62/T1935-2010", "DB62/T 1935-2010"),
        ("DB62 / T 1935−2010", "DB62/T 1935-2010"),
        ("db44 26-2001", "DB44 26-2001"),
    ],
)
def test_a_number_written_carelessly_is_mended(written: str, meant: str) -> None:
    assert not is_standard_number(written)
    assert mended_standard(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "GB/T 9704",
        "DB/T 1935-2010",
        "GB/T-2012",
        "GB/T 9704-3012",
        "标准 9704-2012",
        "GB/T 9704-012",
        "",
        "2012",
    ],
)
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert not is_standard_number(text)
    assert mended_standard(text) == ""


@pytest.mark.parametrize("number", ["ZL200310102344.5", "ZL 200310102344.5", "CN 1234567 A", "CN101234567B2"])
def test_the_number_of_a_patent_is_known(number: str) -> None:
    """The first is the example of ZC 0006-2003."""
    assert patent_fault(number) == ""


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("ZL200310102344.6", "专利号的校验位不对"),
        ("ZL200310102344.X", "专利号的校验位不对"),
        ("ZL200310102345.5", "专利号的校验位不对"),
        ("ZL200310102344", "不像专利号"),
        ("zl200310102344.5", "不像专利号"),
        ("ZL2003101023445", "不像专利号"),
        ("ＺＬ200310102344.5", "不像专利号"),
        ("200310102344.5", "不像专利号"),
        ("ZL9811111.1", "不像专利号"),
    ],
)
def test_a_wrong_number_of_a_patent_is_told(number: str, fault: str) -> None:
    assert patent_fault(number) == fault


def test_the_check_digit_tells_every_digit_that_is_wrong() -> None:
    digits = "200310102344"
    for position, right in enumerate(digits):
        for wrong in "0123456789":
            changed = f"{digits[:position]}{wrong}{digits[position + 1 :]}"
            assert bool(patent_fault(f"ZL{changed}.5")) == (wrong != right)


# Pages and lists -------------------------------------------------------------------------------------------------------


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def technique(name: str = "marked", **fields: Any) -> Technique:
    """A technique with what is given and the least that is owed."""
    nothing = dict.fromkeys(("what", "needs", "costs", "fits", "unfit"), "not_stated")
    least = {"status": "published", "published": "2006-02-01", "title": "示例技术", "summary": "一句话。"}
    made = Technique.model_validate({"type": "process", **nothing, **least, **fields})
    return made.called(name)


def case(name: str, county: str, *techniques: str) -> Case:
    """A case of the tiny library in another county, with these techniques."""
    model = tiny().of(Case)["chengxi-envoys"]
    made = model.model_copy(update={"county": county, "techniques": techniques, "themes": ("tea",)})
    return made.called(name)


def holding(*techniques: Technique, cases: tuple[Case, ...] = ()) -> Library:
    """The tiny library with these techniques and cases alone."""
    kinds = {
        **tiny().kinds,
        "techniques": {each.id: each for each in techniques},
        "cases": {each.id: each for each in cases},
    }
    return replace(tiny(), kinds=kinds)


def page(found: Technique, library: Library | None = None) -> str:
    (first, *_) = VIEW.page(Edition.of(library or holding(found)), found)
    return first.body


SOURCE = {"title": "示例", "publisher": "示例社", "date": "2003", "grade": "B"}
COST = {"what": "每亩种苗", "amount": "90 元", "measured_by": "self"}


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        ({"year": "2001", "source": "1"}, "<td>2001</td>"),
        ({"year": "not_stated", "source": "1"}, "<td>年份未载明（来源 2003 年）</td>"),
        ({"year": "not_stated"}, "<td>年份未载明</td>"),
        ({"year": "not_stated", "source": "2"}, "<td>年份未载明</td>"),
    ],
)
def test_a_cost_says_its_year_or_that_of_its_source(cost: dict[str, str], words: str) -> None:
    undated = {**SOURCE, "date": "not_stated"}
    body = page(technique(costs=[{**COST, **cost}], sources=[SOURCE, undated]))
    assert words in body


def test_what_the_sources_do_not_give_is_one_line_and_no_empty_section() -> None:
    body = page(technique())
    for heading in ("costs", "effects", "fits", "unfit", "standards", "advice", "what", "needs"):
        assert f'id="{heading}"' not in body
    assert "是什么、需要什么、花费、适用的地方、局限与不适用" in body


def test_counties_whose_cases_use_it_stand_once_those_with_most_cases_first() -> None:
    found = technique()
    cases = (
        case("a", "chengxi", "marked"),
        case("b", "yanpu", "marked"),
        case("c", "yanpu", "marked"),
        case("d", "lingping"),
    )
    (parts,) = [part for part in VIEW.parts(holding(found, cases=cases), found) if part.anchor == "counties"]
    assert [entry.url for entry in parts.entries] == ["counties/yanpu/", "counties/chengxi/"]


def test_a_case_names_its_techniques_beside_its_approach_and_is_found_by_their_names() -> None:
    edition = Edition.of(tiny())
    (first, *_) = view_of(Case).page(edition, tiny().of(Case)["chengxi-envoys"])
    at = [first.body.index(f'id="{anchor}"') for anchor in ("approach", "techniques", "results")]
    assert at == sorted(at)
    assert 'href="../../techniques/tea-pruning/"' in first.body
    (document,) = [found for found in search_documents(edition.library) if found.id == "cases/chengxi-envoys"]
    assert {"老茶园台刈更新", "台刈", "增产分成的技术承包"} <= set(document.keywords)


def test_a_draft_technique_is_no_line_of_a_case() -> None:
    cases = (case("a", "chengxi", "marked"),)
    library = holding(technique(status="draft"), cases=cases).published()
    (first, *_) = view_of(Case).page(Edition.of(library), library.of(Case)["a"])
    assert 'id="techniques"' not in first.body


def test_another_name_of_a_technique_is_suggested() -> None:
    (found,) = [each for each in suggestions(Edition.of(tiny())) if each.url == "techniques/tea-pruning/"]
    assert "台刈" in str(found)


def test_techniques_are_listed_by_type_and_by_how_many_cases_use_them() -> None:
    library = holding(
        technique("a", type="organizing"),
        technique("b"),
        technique("c"),
        cases=(case("x", "chengxi", "c"),),
    )
    assert [each.id for each in VIEW.in_order(library)] == ["c", "b", "a"]
    urls = [each.url for each in made_by(VIEW.pages(Edition.of(library)))]
    assert urls[:2] == ["techniques/types/process/", "techniques/types/organizing/"]
    (types, *_) = VIEW.groups(library)
    assert [(way.title, way.count) for way in types.ways] == [("工艺", 2), ("组织办法", 1)]
