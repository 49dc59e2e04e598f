"""What cases state is counted at every build; what they lack is one line; whom to ask and where to write is said on every page that needs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.host.site import BuildRefused
from county_casebook.library.addressee import read_addressee
from county_casebook.places.divisions import Division, Divisions
from county_casebook.records.case import Contact
from county_casebook.views.ask import ask
from county_casebook.views.lacking import lacking
from tests.building import NO_DATA, build_site, copy_of_tiny, one
from tests.village import UNITS, case, county, village

OFFICE = {
    "office": "示例县科技局",
    "phone": "0990-5550111",
    "email": "kjj@shili.gov.cn",
    "url": "https://example.org/send",
}


def configured(folder: Path, corrections: str) -> Path:
    config = copy_of_tiny(folder)
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("  - casebook\n", f"  - casebook{NO_DATA}\n      corrections: {corrections}\n"), "utf-8"
    )
    return config


def page(site: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / url / "index.html").read_text("utf-8"))


def words(tree: LexborHTMLParser, at: str) -> str:
    return " ".join(one(tree, at).text().split())


# Whom to ask ----------------------------------------------------------------------------------------------------------


def test_without_a_stated_office_the_place_is_called_by_its_present_names() -> None:
    gone = Division(
        "990199", "旧县", "county", "甲省", "", 1981, 2010, ((UNITS[0].code, 2010), (UNITS[1].code, 2010))
    )
    divisions = Divisions((gone, *UNITS), {"甲省": "东部", "乙省": "中部", "丙省": "西部"})
    told = case("one", 0, ["tea"], county=None, area={"code": "990199", "as_of": "2004"})
    found = ask(village(told, divisions=divisions), told)
    assert (found.contact, found.then) == (None, "旧县")
    assert found.places == (UNITS[0].full_name, UNITS[1].full_name)


def test_a_place_that_kept_its_name_is_told_once() -> None:
    told = case("one", 0, ["tea"])
    found = ask(village(county(0), told), told)
    assert (found.places, found.then) == ((UNITS[0].full_name,), "")


def test_an_office_that_a_source_states_is_given_and_no_other_number_is_there() -> None:
    told = case("one", 0, ["tea"], contact={"office": "茶叶站", "phone": "0990-5550111"})
    assert ask(village(county(0), told), told).contact == Contact(office="茶叶站", phone="0990-5550111")


def test_every_case_says_whom_to_ask(tiny_site: Path) -> None:
    for name in ("chengxi-envoys", "jichuan-tea", "lingping-tea"):
        tree = page(tiny_site, f"cases/{name}")
        assert one(tree, 'section[aria-labelledby="ask"]').text().strip(), name
    assert "可以问云岚省霁川市主管科技工作的部门" in words(
        page(tiny_site, "cases/jichuan-tea"), 'section[aria-labelledby="ask"]'
    )
    assert "乡镇的农技站" in words(page(tiny_site, "audiences/farmers"), ".cb-text")
    assert "参与的机构" in words(page(tiny_site, "audiences/farmers"), ".cb-text")


# What is missing ------------------------------------------------------------------------------------------------------


def test_what_is_not_stated_is_one_line_and_no_empty_row(tiny_site: Path) -> None:
    tree = page(tiny_site, "cases/jichuan-tea")
    assert (
        words(tree, ".cb-gap") == "尚缺：时间、难点、利益联结、投入、不足与不适用、推广条件、成效（补充资料）"
    )
    assert one(tree, ".cb-gap a").attributes["href"] == "../../about/#call"
    for path in tiny_site.glob("cases/*/index.html"):
        assert "来源未载明" not in path.read_text("utf-8"), path


def test_a_part_that_is_stated_in_part_names_what_is_not() -> None:
    resources = {"money": "12 万元", "people": "not_stated", "time": "not_stated", "funds_origin": "省里"}
    told = case("one", 0, ["tea"], resources=resources, problem="难")
    names = lacking(village(county(0), told), told).names
    assert "投入（人力、时间）" in names
    assert "难点" not in names


# What is asked for, and where to send it ------------------------------------------------------------------------------


def test_the_cases_that_state_limits_are_counted_and_the_others_named(tiny_site: Path) -> None:
    call = one(page(tiny_site, "about"), "#call")
    rows = {" ".join(row.text(separator=" ").split()) for row in call.css("tbody tr")}
    assert {"不足与不适用 1 1", "投入 1 1", "推广条件 1 1", "前后数字，并写明由谁衡量 1 1"} == rows
    assert "霁川市茶产业的做法" in call.text()
    assert "收件的单位和办法，办站单位还没有公布" in call.text()


@pytest.mark.slow
def test_where_corrections_go_stands_in_every_footer_and_beside_what_is_asked_for(tmp_path: Path) -> None:
    given = "{office: 示例县科技局, phone: 0990-5550111, email: kjj@shili.gov.cn, url: 'https://example.org/send'}"
    site = build_site(configured(tmp_path, given), None)
    for url in ("", "cases", "about", "cases/jichuan-tea"):
        footer = one(page(site, url), ".cb-corrections")
        assert " ".join(footer.text().split()) == (
            "更正和来稿寄到：示例县科技局，电话 0990-5550111，kjj@shili.gov.cn，网上提交"
        )
        links = [link.attributes["href"] for link in footer.css("a")]
        assert links == ["mailto:kjj@shili.gov.cn", "https://example.org/send"]
    assert "寄到：示例县科技局" in words(page(site, "about"), "#call")


def test_without_configuration_no_footer_speaks_of_corrections(tiny_site: Path) -> None:
    assert not page(tiny_site, "cases").css(".cb-corrections")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("phone", "13812345678"),
        ("email", "somebody@qq.com"),
        ("email", "kjj"),
        ("url", "javascript:alert(1)"),
        ("office", ""),
        ("fax", "0990-5550111"),
    ],
)
def test_what_may_not_be_published_is_refused_in_a_sentence(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=rf"corrections\.{name} 不能用（"):
        read_addressee({**OFFICE, name: value}, "corrections")


def test_a_refused_configuration_publishes_nothing(tmp_path: Path) -> None:
    with pytest.raises(BuildRefused, match=r"mkdocs\.yml 的 corrections\.phone 不能用（公开电话"):
        build_site(configured(tmp_path, "{phone: '13812345678'}"), None)
    assert not (tmp_path / "site").exists()
