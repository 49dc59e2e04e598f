"""Points: what a policy without its text says can be cited, found, counted and owed like a clause; a law's texts are a chain."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.ledger.coverage.clauses import clause_table
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.pages.duties import duty_pages
from county_casebook.records import Policy
from county_casebook.scaffold.new import new_records
from county_casebook.views.clause_links import clause_links
from county_casebook.views.page import made_by
from county_casebook.views.view import view_of
from tests.building import TINY, one

DUTY = """duties:
  - id: funds
    clause: demo-held#a2
    statement: 县里每年安排农技经费。
    owed_by: 县（市）
    measure: spend_share
    at_least: 1.2
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The tiny library, where a case, a theme and a duty name a point of a policy whose text is not held."""
    shutil.copytree(TINY / "content", tmp_path / "content")
    change(tmp_path / "content/cases/chengxi-envoys.yml", "[demo-plan#2.1]", "[demo-held#a2]")
    change(
        tmp_path / "content/vocabulary/themes.yml", "- id: tea\n", "- id: tea\n  clauses: [demo-held#a2]\n"
    )
    policy = tmp_path / "content/policies/demo-held.yml"
    policy.write_text(policy.read_text("utf-8") + DUTY, "utf-8")
    return tmp_path / "content"


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def library_of(content: Path) -> Library:
    checked = check_content(content)
    assert checked.problems == ()
    return checked.library.published()


def page_of(content: Path, policy_id: str = "demo-held") -> LexborHTMLParser:
    pages = made_by(view_of(Policy).pages(Edition(library_of(content))))
    return LexborHTMLParser(next(page.body for page in pages if page.url == f"policies/{policy_id}/"))


def words(node: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(found.text().split()) for found in node.css(selector)]


def test_a_point_has_its_address_and_beside_it_stand_those_who_cite_it(content: Path) -> None:
    point = one(page_of(content), '[id="a2"]')
    assert one(point, "strong").text() == "第二条"
    assert "1.2%" in point.text()
    beside = [link.text() for link in one(point, ".cb-carried").css("a")]
    assert beside == ["澄溪县派科技特派员进茶园", "县里每年安排农技经费。", "茶产业"]


def test_points_stand_text_by_text_the_latest_first_and_say_once_what_was_seen(content: Path) -> None:
    section = one(page_of(content), '[aria-labelledby="points"]')
    assert words(section, "h3") == ["2012 年文本（修改）", "2010 年文本（印发）"]  # type: ignore[arg-type]
    assert section.text().count("据法规汇编，未见公报原文。") == 1
    assert section.text().count("据转载，未见原文。") == 1


def test_a_point_of_an_older_text_is_named_after_it(content: Path) -> None:
    found = clause_links(library_of(content), ["demo-held#a2", "demo-held#y2010.a2"])
    assert [link.name for link in found] == ["第二条", "2010 年文本第二条"]
    assert found[0].words == "示例：县里每年给农技站安排经费，不少于上年。"
    assert found[0].url == "policies/demo-held/#a2"


def test_points_that_nobody_carries_out_are_listed_where_others_are_carried_out(content: Path) -> None:
    gaps = [link.attributes["href"] for link in page_of(content).css(".cb-gaps a")]
    assert gaps == ["#a3.2", "#y2010.a2"]
    change(content / "cases/chengxi-envoys.yml", "[demo-held#a2]", "[demo-plan#2.1]")
    assert page_of(content).css(".cb-gaps") == []


def test_coverage_counts_points_like_clauses(content: Path) -> None:
    rows = {str(row[0].value): row[1].value for row in clause_table(library_of(content)).rows}
    assert rows["第二条　示例：县里每年给农技站安排经费，不少于上年。"] == 1
    assert rows["第三条第二款　示例：农技站要在当地试过再推广。"] == 0


def test_a_duty_may_be_laid_down_in_a_point(content: Path) -> None:
    pages = {page.url: page.body for page in made_by(duty_pages(Edition(library_of(content))))}
    links = [link.attributes["href"] for link in LexborHTMLParser(pages["duties/"]).css("a")]
    assert "../policies/demo-held/#a2" in links


def test_the_search_finds_a_point_under_its_name_and_address(content: Path) -> None:
    library = library_of(content)
    found = {
        passage.anchor: passage
        for passage in view_of(Policy).passages(library, library.of(Policy)["demo-held"])
    }
    assert found["a2"].heading == "第二条"
    assert "不少于上年" in found["a2"].text
    assert "县级人民政府" in found["a2"].text
    assert "points" not in found


def test_a_policy_with_its_text_keeps_its_clauses_and_its_points_lead_to_them(content: Path) -> None:
    library = library_of(content)
    assert library.clause("demo-plan#k1") is None
    page = page_of(content, "demo-plan")
    assert page.css('[id="k1"]') == []
    leading = one(page, ".cb-point a")
    assert (leading.attributes["href"], leading.text()) == ("#2.2", "二、2.")
    found = view_of(Policy).passages(library, library.of(Policy)["demo-plan"])
    assert "points" in [passage.anchor for passage in found]


def test_a_theme_lists_the_policies_whose_points_are_of_it(content: Path) -> None:
    library = library_of(content)
    assert [policy.id for policy in library.citing("tea", Policy, "points.theme")] == ["demo-held"]


def test_a_template_names_the_points_that_can_be_cited(content: Path) -> None:
    written = new_records(content, "cases", "new-case")[0].read_text("utf-8")
    assert "demo-held#a2　示例：县里每年给农技站安排经费" in written


def test_the_texts_of_a_law_are_a_chain_with_what_changed_for_counties(content: Path) -> None:
    section = one(page_of(content), '[aria-labelledby="versions"]')
    steps = section.css(".cb-chain > li")
    assert [(one(step, ".cb-chain-date").text(), one(step, "strong").text()) for step in steps] == [
        ("2010 年 1 月 5 日", "印发"),
        ("2012 年 3 月", "修改"),
    ]
    assert "示例令第9号，2012 年 5 月 1 日起施行" in steps[1].text()
    assert "农技站改由乡镇管" in steps[1].text()
    assert [("cb-now" in (step.attributes.get("class") or "")) for step in steps] == [False, True]


@pytest.mark.slow
def test_the_page_says_until_when_its_legal_status_was_looked_up_and_why(content: Path) -> None:
    facts = " ".join(one(page_of(content), ".cb-factbox").text().split())
    assert facts.startswith("效力不详 （截至 2012 年）1 示例：未见废止的文件。")


@pytest.mark.parametrize(
    ("seen_in", "said"),
    [("compilation", "据法规汇编，未见公报原文"), ("repost", "据转载，未见原文"), (None, "转引，未见原文")],
)
def test_a_source_says_once_what_was_seen_of_it(content: Path, seen_in: str | None, said: str) -> None:
    line = f"    seen_in: {seen_in}\n" if seen_in else ""
    change(content / "policies/demo-held.yml", "    grade: D\n    seen_in: repost\n", f"    grade: D\n{line}")
    source = one(page_of(content), '[id="source-1"]').text()
    assert source.count("未见") == 1
    assert f"{said}。" in source


def test_the_line_that_names_the_clause_of_an_address_is_alone_of_its_class(content: Path) -> None:
    page = page_of(content)
    assert page.css(".cb-chain .cb-now")
    assert [found.tag for found in page.css(".cb-here")] == ["div"]
