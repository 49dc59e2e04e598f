"""The page of an audience answers whom it can ask, what it can learn and what it can apply for, from records alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.demo import write_demo
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.library.load import Entry
from county_casebook.publish.pages.vocabularies import vocabulary_pages
from county_casebook.records import Organization, Policy, Question, Record, Term
from county_casebook.records.organization import SERVICE_TYPES, OrganizationType
from county_casebook.source import read
from county_casebook.views.organization_network import NETWORK, network_pages
from county_casebook.views.page import made_by
from county_casebook.views.service import provinces_served, service
from tests.village import case, county, made, village

PROVINCES = ("990000", "991000", "992000")


def organization(record_id: str, **fields: Any) -> Organization:
    written = {
        "title": record_id,
        "type": "hotline",
        "since": "not_stated",
        "audiences": ["farmers"],
        **fields,
    }
    found: Organization = made(Organization, record_id, written)
    return found


def holding(*records: Record, **term: Any) -> Library:
    """A library whose audience is farmers."""
    blank = read(b"x: 1\n", "village.yml")
    farmers = Term.model_validate(
        {
            "id": "farmers",
            "title": "农民",
            "description": "not_stated",
            "ask": "乡里的农技站",
            "asks_as": ["farmer"],
            **term,
        }
    )
    library = village(*records)
    return replace(
        library, vocabulary={**library.vocabulary, "audiences": {"farmers": Entry(farmers, blank, 0)}}
    )


def pages(library: Library) -> dict[str, LexborHTMLParser]:
    found = made_by(vocabulary_pages(Edition.of(library)))
    return {page.url: LexborHTMLParser(f"<main>{page.body}</main>") for page in found}


def entry_page(*records: Record, **term: Any) -> LexborHTMLParser:
    return pages(holding(*records, **term))["audiences/farmers/"]


def words(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    assert node, selector
    return " ".join(node.text().split())


# Who serves which province ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "served"),
    [
        ({"place": {"code": "991121", "as_of": "2004"}}, {"乙省"}),
        ({"serves": ["c0", "c9"]}, {"甲省", "丙省"}),
        ({"serves_areas": [{"code": "992000", "as_of": "2004"}]}, {"丙省"}),
        ({"place": {"code": "990121", "as_of": "2004"}, "serves": ["c4"]}, {"甲省", "乙省"}),
        ({"reach": "nationwide"}, {"甲省", "乙省", "丙省"}),
        ({}, set()),
    ],
)
def test_an_organization_serves_where_it_stands_and_what_it_names(
    fields: dict[str, Any], served: set[str]
) -> None:
    library = holding(*map(county, range(12)), organization("a", **fields))
    assert provinces_served(library, library.of(Organization)["a"]) == served


# Whom to ask ----------------------------------------------------------------------------------------------------------


def test_every_province_is_one_tap_from_the_head_and_answers_even_where_nothing_is_held() -> None:
    tree = entry_page(
        organization("甲省热线", place={"code": "990121", "as_of": "2004"}),
        organization("全国热线", reach="nationwide", contact={"phone": "12316"}),
    )
    ways = [way.attributes["href"] or "" for way in tree.css(".cb-provinces a")]
    assert ways == [f"#in-{code}" for code in PROVINCES]
    assert "甲省热线" in words(tree, ways[0])
    for way in ways[1:]:
        told = words(tree, way)
        assert "本库还没有专门为" in told
        assert "全国热线" in told
        assert "12316" in told
        assert "乡里的农技站" in told
        assert "甲省热线" not in told


def test_one_that_has_closed_is_nobody_to_ask() -> None:
    here = {"place": {"code": "990121", "as_of": "2004"}}
    tree = entry_page(
        organization("旧站", until="2005-12", **here), organization("新站", until="2006-04", **here)
    )
    assert "新站" in words(tree, "#in-990000")
    assert "旧站" not in words(tree, ".cb-text")


def test_one_for_other_readers_is_not_listed() -> None:
    tree = entry_page(organization("孵化器", audiences=[], reach="nationwide"))
    assert "孵化器" not in words(tree, ".cb-text")
    assert "本库还没有为农民服务的机构的记录" in words(tree, 'section[aria-labelledby="ask"]')


def test_those_of_the_province_come_before_those_that_only_serve_it_and_the_rest_stand_on_a_page() -> None:
    served = [
        organization(f"o{number:02}", serves_areas=[{"code": "990000", "as_of": "2004"}])
        for number in range(11)
    ]
    found = pages(holding(*served, organization("z", place={"code": "990121", "as_of": "2004"})))
    tree = found["audiences/farmers/"]
    (first, *others) = [node.text() for node in tree.css("#in-990000 .cb-entries > li > a")]
    assert (first, len(others)) == ("z", 9)
    assert "其余 2 个" in words(tree, "#in-990000")
    assert len(found["audiences/farmers/in-990000/"].css(".cb-entries > li")) == 12


def test_who_taught_in_a_province_is_named_there_though_it_serves_no_audience() -> None:
    tree = entry_page(
        county(0),
        case(
            "one",
            0,
            ["tea"],
            audiences=["farmers"],
            actors=[{"type": "institution", "organization": "inst", "role": "教"}],
        ),
        organization("inst", title="茶叶所", type="institute", audiences=[]),
    )
    assert "茶叶所" in words(tree, "#in-990000")
    assert "茶叶所" not in words(tree, "#in-991000")


def test_a_number_is_told_with_the_year_of_its_source_and_can_be_dialled() -> None:
    source = {"title": "报道", "publisher": "报社", "date": "2008-12", "grade": "B"}
    one = organization("a", sources=[source], contact={"phone": "0990-5550123转8", "source": "1"})
    library = holding(one)
    told = service(library, one)
    assert (told.phone, told.call, told.told) == ("0990-5550123转8", "09905550123", "2008 年的资料")
    assert service(library, organization("b", contact={"phone": "12316"})).told == ""


def test_answered_questions_of_those_who_ask_as_this_audience_are_listed() -> None:
    def question(name: str, **fields: Any) -> Record:
        asked = {"title": name, "asked": "2005-04", "asked_by": "farmer", "themes": ["tea"], "text": name}
        found: Record = made(Question, name, {**asked, **fields})
        return found

    answered = {"answer": "剪。", "answered": "2005-05", "answered_by": {"name": "农技站"}}
    records = (
        question("黄叶", **answered),
        question("没答"),
        question("企业问", asked_by="firm", **answered),
    )
    told = words(entry_page(*records), 'section[aria-labelledby="ask"]')
    assert "黄叶" in told
    assert "没答" not in told
    assert "企业问" not in told
    assert "本库还没有收到农民的提问" in words(entry_page(*records, asks_as=[]), ".cb-text")


# What to learn and to apply for -----------------------------------------------------------------------------------------


def test_an_audience_of_which_nothing_is_held_is_told_so_under_each_question() -> None:
    tree = entry_page()
    assert "本库还没有专为农民办的培训、活动和写给他们的技术的记录" in words(tree, "section:has(#learn)")
    assert "本库还没有农民能申请的资金、计划和政策的记录" in words(tree, "section:has(#apply)")


def test_themes_name_a_case_each_and_all_cases_follow_in_pages() -> None:
    cases = [case(f"n{n:02}", 0, ["tea", "grain"], audiences=["farmers"]) for n in range(60)]
    found = pages(holding(county(0), *cases))
    tree = found["audiences/farmers/"]
    named = [way.text() for way in tree.css("section:has(#learn) .cb-plain a:not(.cb-more)")]
    assert len(named) == len(set(named)) == 2
    assert tree.css_first("#cases")
    second = found["audiences/farmers/page/2/"]
    assert len(second.css(".cb-entries > li")) == 10
    assert second.css_first("#ask") is None


def test_points_meant_for_an_audience_stand_under_what_it_can_apply_for_those_in_force_first() -> None:
    def policy(name: str, validity: str) -> Record:
        fields = {
            "title": name,
            "issuers": ["部"],
            "issued": "2004",
            "level": "national",
            "validity": validity,
            "sources": [{"title": "网页", "publisher": "部", "date": "2004", "grade": "A"}],
            "points": [
                {
                    "id": "a1",
                    "point": f"{name}给补助。",
                    "clause": "第一条",
                    "audiences": ["farmers"],
                    "source": "1",
                },
                {"id": "a2", "point": f"{name}管别的。", "source": "1"},
            ],
        }
        found: Record = made(Policy, name, fields)
        return found

    tree = entry_page(policy("old", "废止"), policy("still", "现行有效"))
    told = words(tree, "section:has(#apply)")
    assert "管别的" not in told
    assert told.index("still给补助") < told.index("old给补助")
    assert "已失效" in told[told.index("old给补助") :]
    assert tree.css_first('a[href="../../policies/still/#a1"]')


# The network ------------------------------------------------------------------------------------------------------------


def test_the_network_counts_by_province_and_type_and_says_what_is_lacking() -> None:
    library = holding(
        county(4),
        organization("a", serves=["c4"]),
        organization("b", type="incubator", reach="nationwide"),
        organization("c", serves=["c4"], until="2001"),
    )
    found = {
        page.url: LexborHTMLParser(f"<main>{page.body}</main>") for page in made_by(network_pages(library))
    }
    rows = [" ".join(row.text(separator=" ").split()) for row in found[NETWORK].css("tbody tr")]
    heads = [head.text().strip() for head in found[NETWORK].css("thead th")][1:]
    by_name = {row.split()[0]: dict(zip(heads, row.split()[1:], strict=True)) for row in rows}
    assert by_name["乙省"]["服务热线"] == "1"
    assert by_name["甲省"]["服务热线"] == "缺"
    assert by_name["面向全国"]["科技企业孵化器"] == "1"
    assert {"organizations/types/hotline/", "organizations/types/incubator/"} <= set(found)


def test_the_page_of_an_organization_leads_to_whom_it_serves_and_back(tiny_files: dict[str, bytes]) -> None:
    page = tiny_files["organizations/demo-service-line/index.html"].decode()
    assert 'href="../../audiences/farmers/"' in page
    assert re.search(r"示例部热线办公室，0990-5550316（工作日白天）", page)
    assert "demo-service-line" in tiny_files["audiences/farmers/index.html"].decode()
    assert "demo-service-line" in tiny_files["counties/yanpu/index.html"].decode()


# Libraries --------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_in_the_real_library_every_province_has_an_answer_for_farmers() -> None:
    library = check_content(Path(__file__).parents[1] / "content").library.published()
    tree = pages(library)["audiences/farmers/"]
    answers = tree.css(".cb-province")
    assert len(answers) >= 31
    for answer in answers:
        whom = [way for way in answer.css("a") if "/organizations/" in (way.attributes["href"] or "")]
        assert whom or "本地：" in answer.text()


@pytest.mark.slow
def test_the_fictional_library_has_every_type_of_organization_and_those_that_serve_say_whom_and_how(
    tmp_path: Path,
) -> None:
    write_demo(tmp_path, cases=120)
    held = check_content(tmp_path / "content").library.of(Organization).values()
    assert {each.type for each in held} == set(get_args(OrganizationType))
    serving = [each for each in held if each.type in SERVICE_TYPES]
    assert all(each.audiences and each.channels and each.contact for each in serving)
    numbers = {each.contact.phone or "" for each in serving if each.contact}
    assert all(number.startswith("0990-5550") for number in numbers)
