"""A policy's page: every clause has an address and shows who cites it; the chain of relations; what no longer binds."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.records import Case, Policy
from county_casebook.text.digest import text_digest
from county_casebook.views.citation import cite
from county_casebook.views.page import made_by
from county_casebook.views.relations import LONGEST, chain, in_force_instead
from county_casebook.views.view import view_of
from tests.building import TINY, one

HEAD = "status: published\npublished: 2006-01-10\nsources: [{title: 示例, publisher: 示例部, date: 2004, grade: A}]\nissuers: [示例部]\nlevel: national\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(TINY / "content", tmp_path / "content")
    return tmp_path / "content"


def write_policy(content: Path, policy_id: str, issued: str, *relations: str, validity: str = "不详") -> None:
    written = "".join(
        f"  - {{type: {kind}, policy: {other}}}\n" for kind, _, other in (r.partition(" ") for r in relations)
    )
    text = f"{HEAD}title: 示例{policy_id}\nissued: {issued}\nvalidity: {validity}\n"
    (content / f"policies/{policy_id}.yml").write_text(
        text + (f"relations:\n{written}" if written else ""), "utf-8"
    )


def library_of(content: Path) -> Library:
    checked = check_content(content)
    assert not [problem for problem in checked.problems if problem.level == "error"]
    return checked.library.published()


def page_of(content: Path, policy_id: str) -> LexborHTMLParser:
    url = f"policies/{policy_id}/"
    return LexborHTMLParser(
        next(
            page.body
            for page in made_by(view_of(Policy).pages(Edition(library_of(content))))
            if page.url == url
        )
    )


def beside(page: LexborHTMLParser, clause_id: str) -> list[str]:
    found = page.css_first(f'[id="{clause_id}"] > .cb-carried')
    return [link.text() for link in found.css("a")] if found else []


def test_every_clause_has_an_address_and_a_link_to_it(content: Path) -> None:
    library = library_of(content)
    page = page_of(content, "demo-plan")
    clauses = page.css(".cb-clause")
    assert [clause.id for clause in clauses] == [
        clause.id for clause in library.of(Policy)["demo-plan"].clauses
    ]
    assert [anchor.attributes["href"] for anchor in page.css(".cb-anchor")] == [
        f"#{clause.id}" for clause in clauses
    ]


def test_the_text_stands_on_the_page_word_for_word(content: Path) -> None:
    text = library_of(content).of(Policy)["demo-plan"].text or ""
    shown = [line.text() for line in page_of(content, "demo-plan").css(".cb-words > :not(.cb-anchor)")]
    assert shown == [line for line in text.splitlines() if line.strip()]


def test_a_line_of_number_and_title_is_a_heading_below_the_one_it_stands_under(content: Path) -> None:
    text = "第一章　总则\n第一条　为了富民，制定本办法。\n第二章　措施\n一、推广\n1. 结对\n谁帮谁。\n2. 培训。要培训。\n"
    write_policy(content, "levels", "2003")
    path = content / "policies/levels.yml"
    path.with_suffix(".txt").write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(f"{path.read_text('utf-8')}text_sha256: {digest}\n", "utf-8")
    found = page_of(content, "levels").css(".cb-words > :is(h2, h3, h4, h5)")
    assert [(heading.tag, heading.text()) for heading in found] == [
        ("h2", "第一章　总则"),
        ("h2", "第二章　措施"),
        ("h3", "一、推广"),
        ("h4", "1. 结对"),
    ]


def test_beside_a_clause_stand_its_cases_pairings_duties_and_terms(content: Path) -> None:
    themes = content / "vocabulary/themes.yml"
    text = themes.read_text("utf-8")
    themes.write_text(text.replace("- id: tea\n", "- id: tea\n  clauses: [demo-plan#2.1]\n"), "utf-8")
    shown = beside(page_of(content, "demo-plan"), "2.1")
    assert "澄溪县 → 砚浦县" in shown
    assert any(name.endswith("高新区 → 砚浦县") for name in shown)
    assert "每个先进县（市）帮扶一个薄弱县。" in shown
    assert "茶产业" in shown
    assert any(name in shown for name in (case.title for case in library_of(content).of(Case).values()))


def test_a_pairing_stands_under_the_clause_whose_duty_demands_it(content: Path) -> None:
    policy = content / "policies/demo-plan.yml"
    text = policy.read_text("utf-8")
    one = "  - id: advanced-pairings\n    clause: demo-plan#2.1"
    assert one in text
    policy.write_text(text.replace(one, one.replace("2.1", "1.2")), "utf-8")
    page = page_of(content, "demo-plan")
    assert "澄溪县 → 砚浦县" in beside(page, "1.2")
    assert "澄溪县 → 砚浦县" not in beside(page, "2.1")


def test_clauses_nobody_carries_out_are_listed_and_a_duty_alone_carries_nothing_out(content: Path) -> None:
    page = page_of(content, "demo-plan")
    gaps = [link.attributes["href"] for link in page.css(".cb-gaps a")]
    assert "#1.2" in gaps
    assert "#2.1" not in gaps
    assert beside(page, "2.2")
    assert "#2.2" in gaps
    assert "本库所收 4 条编号条款中有 3 条" in one(page, ".cb-gaps").text()


def test_a_policy_without_relations_has_no_chain(content: Path) -> None:
    write_policy(content, "alone", "2001")
    library = library_of(content)
    assert chain(library, library.of(Policy)["alone"]).steps == ()


def test_the_chain_goes_both_ways_and_all_along_by_date(content: Path) -> None:
    write_policy(content, "old", "1990", validity="废止")
    write_policy(content, "middle", "1995", "replaces old")
    write_policy(content, "new", "2003-05", "replaces middle")
    write_policy(content, "reply", "2004-02-03", "interprets new")
    library = library_of(content)
    steps = chain(library, library.of(Policy)["middle"]).steps
    assert [(step.policy.id, step.is_here, step.is_direct) for step in steps] == [
        ("old", False, True),
        ("middle", True, False),
        ("new", False, True),
        ("reply", False, False),
    ]
    told = [(tie.words, tie.other.id if tie.other else None) for step in steps for tie in step.ties]
    assert told == [("本文件取代它", None), ("取代", None), ("解释", "new")]


def test_relations_in_a_ring_end(content: Path) -> None:
    write_policy(content, "one", "1990", "replaces other")
    write_policy(content, "other", "1991", "replaces one")
    library = library_of(content)
    assert [step.policy.id for step in chain(library, library.of(Policy)["one"]).steps] == ["one", "other"]
    assert in_force_instead(library, library.of(Policy)["one"]) is library.of(Policy)["other"]


def test_a_law_that_many_carry_out_tells_the_nearest_and_says_so(content: Path) -> None:
    for number in range(LONGEST):
        write_policy(content, f"local-{number}", str(1990 + number), "implements demo-held")
    write_policy(content, "far", "1980", "interprets local-0")
    library = library_of(content)
    told = chain(library, library.of(Policy)["demo-held"])
    assert (len(told.steps), told.is_cut) == (LONGEST, True)
    assert "far" not in [step.policy.id for step in told.steps]


def test_what_no_longer_binds_says_so_in_words_and_names_what_does(content: Path) -> None:
    write_policy(content, "old", "1990", validity="废止")
    write_policy(content, "middle", "1995", "replaces old", validity="失效")
    write_policy(content, "new", "2003", "replaces middle")
    standing = one(page_of(content, "old"), ".cb-standing-ended")
    assert standing.text(strip=True) == "✕本文件已废止，条文只供查考。取代它的是《示例new》（2003 年）。"
    assert page_of(content, "new").css_first(".cb-standing") is None


def test_a_policy_is_cited_after_the_standard(content: Path) -> None:
    citation = cite(library_of(content), library_of(content).of(Policy)["demo-plan"])
    assert (
        citation.before
        == "示例部. 示例县（市）科技工作方案: 示例〔2004〕12号[EB/OL]. 县域科技经验库, (2004-06-01)"
    )


def test_a_policy_without_text_is_cited_where_it_stands(content: Path) -> None:
    library = library_of(content)
    policy = library.of(Policy)["demo-held"]
    seen = policy.sources[0].model_copy(update={"url": "https://example.org/a", "grade": "A"})
    copied = seen.model_copy(update={"url": None, "grade": "D"})
    held = str(cite(library, policy.model_copy(update={"sources": (seen,)})))
    assert "[EB/OL]" in held
    assert held.endswith("[引用日期]. https://example.org/a.")
    assert "[Z]" in str(cite(library, policy.model_copy(update={"sources": (copied,)})))


def test_the_policy_and_its_clauses_are_legislation_to_search_engines(content: Path) -> None:
    write_policy(content, "rules", "2005", "implements demo-plan", validity="废止")
    heads = {page.url: page.head for page in made_by(view_of(Policy).pages(Edition(library_of(content))))}

    def data(policy_id: str) -> dict[str, object]:
        found = re.search(r'ld\+json">(.*?)</script>', heads[f"policies/{policy_id}/"])
        assert found
        return json.loads(found[1])  # type: ignore[no-any-return]

    plan, rules = data("demo-plan"), data("rules")
    assert (plan["@type"], plan["legislationDate"], plan["legislationLegalForce"]) == (
        "Legislation",
        "2004-06-01",
        {"@id": "https://schema.org/InForce"},
    )
    assert {"@type": "Legislation", "@id": "#2.1", "name": "二、1."} in plan["hasPart"]  # type: ignore[operator]
    assert rules["legislationLegalForce"] == {"@id": "https://schema.org/NotInForce"}
    assert rules["legislationApplies"] == [
        {"@type": "Legislation", "@id": "../../policies/demo-plan/", "name": "示例县（市）科技工作方案"}
    ]


def test_a_clause_that_many_cite_has_a_page_with_all_of_them(content: Path) -> None:
    case = (content / "cases/jichuan-tea.yml").read_text("utf-8")
    for number in range(8):
        text = case.replace("\ntitle: ", f"\nclauses: [demo-plan#2.1]\ntitle: 第{number}个", 1)
        (content / f"cases/more-{number}.yml").write_text(text, "utf-8")
    pages = {page.url: page.body for page in made_by(view_of(Policy).pages(Edition(library_of(content))))}
    everything = LexborHTMLParser(pages["policies/demo-plan/2.1/"])
    assert len([a for a in everything.css(".cb-entries > li > a") if "第" in a.text()]) == 8
    shown = one(LexborHTMLParser(pages["policies/demo-plan/"]), '[id="2.1"] > .cb-carried')
    assert "policies/demo-plan/2.1/" in [
        (link.attributes["href"] or "").removeprefix("../../") for link in shown.css("a")
    ]


def test_a_row_of_a_table_is_its_cells_and_has_an_address_as_every_clause(content: Path) -> None:
    text = "示例名单\n各厅：\n名单如下。\n| 序号 | 县（市） | 企业 |\n| 1 | 示例县 | 甲公司 |\n|  | 样本县 | 乙公司 |\n"
    write_policy(content, "a-list", "2004-01-01")
    record = content / "policies/a-list.yml"
    record.write_text(f"{record.read_text('utf-8')}text_sha256: {text_digest(text)}\n", "utf-8")
    record.with_suffix(".txt").write_text(text, "utf-8")
    rows = page_of(content, "a-list").css(".cb-row")
    assert [[cell.text() for cell in row.css("span")] for row in rows] == [
        ["序号", "县（市）", "企业"],
        ["1", "示例县", "甲公司"],
        ["", "样本县", "乙公司"],
    ]
    addresses = [row.parent.parent.attributes.get("id") for row in rows if row.parent and row.parent.parent]
    assert len(set(addresses)) == 3
    assert None not in addresses
