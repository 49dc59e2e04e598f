"""A library of another plan works from content alone: its own duties, figures, words and readers, and none of the first plan's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.host.site import build_site
from county_casebook.ledger.ledger import LedgerEntry, ledger
from county_casebook.records import KINDS
from county_casebook.records.vocabulary import LEADS
from tests.building import one

HERE = Path(__file__).parent
FOREIGN = re.compile(
    r"90–110|(?<![\d.])1(?:\.00)?\s?[%％]|(?<!\d)53(?!\d)|科技工作年|most-2004|2004|2005|科技富民|冬暖式大棚"
    r"|先进县|示范县|薄弱县|高新区|方案要求|一帮一|[一二三]-\d"
)
"""Words and figures of the 2004 plan; nothing that a reader or an editor of another library meets may hold them."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(HERE / "second_plan", folder, dirs_exist_ok=True)
    return build_site(folder / "mkdocs.yml", folder / "site")


def page(site: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / url / "index.html").read_text("utf-8"))


def words(tree: LexborHTMLParser, at: str = "main") -> str:
    return " ".join(one(tree, at).text(separator=" ").split())


@pytest.fixture(scope="module")
def states() -> dict[str, LedgerEntry]:
    library = check_content(HERE / "second_plan/content").library.published()
    return {state.duty.id: state for state in ledger(library)}


def test_nothing_of_the_first_plan_is_met_anywhere(site: Path) -> None:
    texts = {
        path: LexborHTMLParser(path.read_text("utf-8")).text(separator=" ", strip=True)
        for path in site.rglob("*.html")
    }
    texts |= {path: path.read_text("utf-8-sig") for path in site.glob("duties/*.[cj]s*")}
    assert len(texts) > 40
    assert {path.relative_to(site).as_posix(): FOREIGN.findall(text) for path, text in texts.items()} == {
        path.relative_to(site).as_posix(): [] for path in texts
    }


@pytest.mark.parametrize(
    ("duty", "state", "found"),
    [
        ("model-counties", "met", "名单 2 个，合要求 2 个"),
        ("model-pairs", "partly", "已结对 1 / 2"),
        ("colleges", "not_met", "已结对 0 / 4，3 个缺数据"),
        ("first-county", "met", "名单 1 个，合要求 1 个"),
        ("early-lists", "met", "按期报送 1 / 1"),
        ("model-assessed", "partly", "当轮考核合格 1 / 2，1 个缺数据"),
        ("budget", "partly", "达到 1.5% 1 / 1；另有 4 个缺数据"),
        ("new-budget", "not_met", "达到 2.25% 0 / 1；另有 4 个缺数据"),
        ("chiefs", "partly", "科技局长已培训 1 / 5，4 个缺数据"),
        ("meeting", "no_data", "计划 2012 年 11 月；本库没有这次会议的记录"),
    ],
)
def test_every_duty_is_held_against_its_own_figures(
    states: dict[str, LedgerEntry], duty: str, state: str, found: str
) -> None:
    assert (states[duty].state, states[duty].found.words) == (state, found)


def test_each_year_of_a_county_is_held_against_the_line_drawn_for_it(site: Path) -> None:
    county = page(site, "counties/qingtang")
    table = one(county, ".cb-money table")
    rows = [[cell.text(strip=True) for cell in row.css("th, td")][-3:] for row in table.css("tbody tr")]
    assert rows == [
        ["0.90%", "没有规定", "—"],
        ["1.60%", "≥ 1.5%", "达标"],
        ["1.70%", "≥ 2.25%", "未达标"],
    ]
    caption = " ".join(one(table, "caption").text().split())
    assert "（《稻州省技术互助五年方案》二、2.：不少于 1.5%）" in caption
    assert "（《稻州省技术经费办法》一、1.：不少于 2.25%）" in caption
    assert {"2012 年规划要求", "2015 年办法要求"} <= {text.text() for text in county.css("svg text")}


def test_the_front_page_opens_with_the_librarys_own_words(site: Path) -> None:
    home = page(site, "")
    assert words(home, ".cb-lead") == "邻近的县怎样互相学手艺：谁教谁、教什么、缺什么。"
    doors = [words(home, f".cb-doors li:nth-child({number})") for number in (1, 2)]
    assert doors == ["织户 看别家的染缸怎样不褪色 1 个案例", "塘主 看给这一类读者的案例 1 个案例"]
    assert one(home, "#home-search").attributes["placeholder"] == "如：织染、塘鱼"


def test_vocabularies_and_coverage_say_what_the_library_says_of_them(site: Path) -> None:
    assert words(page(site, "themes"), ".cb-lead") == "按互助方案列出的两门手艺分。"
    assert words(page(site, "audiences"), ".cb-lead") == "这些做法对谁有用。"
    coverage = page(site, "duties/coverage")
    assert [node.text() for node in coverage.css("section h2")][:3] == [
        "没有结对的标兵县",
        "没有结对的结缘大学",
        "没有帮扶方的待扶县",
    ]
    leads = [node.text() for node in coverage.css("section > .cb-small")]
    assert "《稻州省技术互助五年方案》一、2.：每个标兵县收一个待扶县为徒。" in leads
    assert "互助方案只要求行动覆盖沿河各县。" in leads
    heads = [head.text(strip=True) for head in coverage.css("th")]
    assert {"标兵县", "结缘大学", "先行县", "待扶县"} <= set(heads)


def test_designations_bear_the_librarys_names_on_pages_and_in_the_search(site: Path) -> None:
    assert "标兵县，省（市）级" in words(page(site, "counties/qingtang"))
    assert "标兵县还没有结对" in words(page(site, "regions/995000"))
    index = json.dumps(json.loads((site / "search/index.json").read_text("utf-8")), ensure_ascii=False)
    assert {name for name in ("标兵县", "先行县", "待扶县") if name in index} == {
        "标兵县",
        "先行县",
        "待扶县",
    }


def test_messages_speak_of_the_duty_that_asks() -> None:
    told = [
        problem.message + problem.hint for problem in check_content(HERE / "second_plan/content").problems
    ]
    assert told == [
        "青塘县：2015 年（决算）1.70%，未达标，应为 ≥ 2.25%见《稻州省技术经费办法》一、1.；核对两个数，属实则不必改",
        "石埠县（标兵县）：没有当轮考核的记录见《稻州省技术互助五年方案》一、1.；补录考核结果，或核对名单",
        "石埠县（标兵县）没有结对见《稻州省技术互助五年方案》一、2.；补录结对",
        "稻州大学（虚构）（结缘大学）没有结对见《稻州省技术互助五年方案》一、3.；补录结对",
    ]


def test_a_library_without_names_for_designations_has_neutral_ones(tmp_path: Path) -> None:
    shutil.copytree(HERE / "second_plan", tmp_path, dirs_exist_ok=True)
    (tmp_path / "content/vocabulary/designations.yml").unlink()
    (tmp_path / "content/vocabulary/leads.yml").unlink()
    told = [problem.message for problem in check_content(tmp_path / "content").problems]
    assert "石埠县（先进县）没有结对" in told


@pytest.mark.slow
def test_every_place_for_words_of_the_library_shows_them(tmp_path: Path) -> None:
    shutil.copytree(HERE / "second_plan", tmp_path, dirs_exist_ok=True)
    kinds = [kind for kind in KINDS if list((tmp_path / "content" / kind).glob("*.yml"))]
    places = {place: f"这里是第{number}处的话。" for number, place in enumerate([*kinds, *LEADS])}
    leads = "".join(f"- id: {place}\n  lead: {lead}\n" for place, lead in places.items())
    (tmp_path / "content/vocabulary/leads.yml").write_text(leads, "utf-8")
    site = build_site(tmp_path / "mkdocs.yml", tmp_path / "site")
    pages = "".join(
        (site / url / "index.html").read_text("utf-8")
        for url in (
            "",
            *kinds,
            "themes",
            "programmes",
            "audiences",
            "regions",
            "match",
            "assessments",
            "leaders",
            "duties/coverage",
        )
    )
    assert [place for place, lead in places.items() if lead not in pages] == []


@pytest.mark.parametrize(
    ("regions", "refused"),
    [
        ("", False),
        ("[{region: 东部, open_to: all}]", False),
        ("[{region: 东部, open_to: less_developed}]", True),
        ("[{region: 东部, open_to: none}]", True),
        ("[{region: 西部, open_to: all}]", False),
    ],
)
def test_where_a_designation_may_be_given_is_the_dutys_word(
    tmp_path: Path, regions: str, refused: bool
) -> None:
    shutil.copytree(HERE / "second_plan", tmp_path, dirs_exist_ok=True)
    policy = tmp_path / "content/policies/mutual-help.yml"
    text = policy.read_text("utf-8")
    asked = (
        f"    must_state: [project]\n    regions: {regions}\n" if regions else "    must_state: [project]\n"
    )
    policy.write_text(text.replace("    must_state: [project]\n", asked), "utf-8")
    rules = [problem.rule for problem in check_content(tmp_path / "content").problems]
    assert ("demonstration-region" in rules) is refused


def test_a_library_without_any_clause_asks_nobody_to_cite_one(tmp_path: Path) -> None:
    shutil.copytree(HERE / "tiny", tmp_path, dirs_exist_ok=True)
    for path in (tmp_path / "content").glob("p*/*"):
        if path.parent.name in ("policies", "pairings"):
            path.unlink()
    case = tmp_path / "content/cases/chengxi-envoys.yml"
    case.write_text(case.read_text("utf-8").replace("clauses: [demo-plan#2.1]\n", ""), "utf-8")
    rules = [problem.rule for problem in check_content(tmp_path / "content").problems]
    assert "clause-for-submitted" not in rules
