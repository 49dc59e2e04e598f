"""The search in a real browser: exact hits and counts, typing through an input method, what happens when things are missing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from generator.build import check_content
from generator.publish.search.cutting import fold, runs
from generator.publish.searchable import search_documents

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/cutting.json").read_text("utf-8"))


def test_javascript_cuts_as_python_does(page: Page, address: str) -> None:
    page.goto(address + "search/")
    texts = [vector["text"] for vector in VECTORS]
    found = page.evaluate("texts => texts.map((text) => window.casebookSearch.runs(text))", texts)
    assert found == [vector["runs"] for vector in VECTORS]


def ask(page: Page, address: str, query: str) -> int:
    """The count the search page states for a query."""
    page.goto(f"{address}search/?q={quote(query)}")
    status = page.locator("#search-status")
    expect(status).to_contain_text(re.compile("找到"))
    counted = re.search(r"找到 (\d+) 条", status.inner_text())
    return int(counted[1]) if counted else 0


def test_counts_are_exact_for_words_substrings_names_numbers_and_latin(page: Page, address: str) -> None:
    library = check_content(ROOT / "content").library.published()
    texts = []
    for document in search_documents(library):
        fields = [document.title, *document.keywords, document.summary]
        fields += [text for passage in document.passages for text in (passage.heading, passage.text)]
        texts.append([fold(field) for field in fields])
    queries = [
        "科技特派员",
        "特派",
        "技特派",
        "县",
        "国办发〔2017〕43号",
        "寿光县",
        "三元朱村",
        "专家大院",
        "5,130",
        "13.2%",
        "GDP",
        "R&D",
        "国科发农〔2022〕158号",
        "一把手",
        "县（市）科技局",
        "1999 年 2 月",
        "冬暖式大棚",
        "盐碱地",
        "天津",
        "没有的词",
    ]
    for query in queries:
        parts = [("".join(run), run) for run in runs(query)]

        def holds(fields: list[str], parts: list[tuple[str, list[str]]] = parts) -> bool:
            return all(any(_stands(field, *part) for field in fields) for part in parts)

        truth = sum(holds(fields) for fields in texts)
        assert ask(page, address, query) == truth, query


def _stands(field: str, run: str, units: list[str]) -> bool:
    """Whether a run stands in a field, Latin and digit words whole."""
    cut = [unit for part in runs(field) for unit in [*part, ""]]
    return any(cut[at : at + len(units)] == units for at in range(len(cut)))


def test_typing_through_an_input_method_waits_for_its_end(page: Page, address: str) -> None:
    page.goto(address + "search/")
    box = page.get_by_label("要找的词")
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ke'ji", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(400)
    assert "q=" not in page.url
    session.send("Input.insertText", {"text": "科技特派员"})
    expect(page.locator("#search-status")).to_contain_text("“科技特派员”：找到 3 条")


def test_a_passage_opens_at_its_clause_with_the_whole_phrase_marked(page: Page, address: str) -> None:
    page.goto(address + "search/?q=农业科技专家大院")
    passage = page.locator(".cb-hit", has_text="二、4.“一是”")
    expect(passage.locator("mark")).to_have_text(["农业科技专家大院"])
    passage.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"most-2004-work-plan/#2\.4\.i1$"))


def test_counties_are_offered_only_after_a_province_and_chips_take_back(page: Page, address: str) -> None:
    page.goto(address + "search/?q=考核")
    expect(page.get_by_role("group", name="省份")).to_be_visible()
    expect(page.get_by_role("group", name="县（市）")).to_have_count(0)
    page.get_by_role("group", name="省份").get_by_label("湖南省").check()
    expect(page.get_by_role("group", name="县（市）")).to_be_visible()
    page.get_by_role("button", name="去掉 省份：湖南省").click()
    expect(page.get_by_role("group", name="县（市）")).to_have_count(0)


def test_nothing_found_says_so_and_offers_the_lists(page: Page, address: str) -> None:
    page.goto(address + "search/?q=没有这个词语啊")
    expect(page.locator("#search-status")).to_contain_text("没有找到“没有这个词语啊”")
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()


@pytest.mark.parametrize("missing", ["**/search/index.json", "**/search/shard-*", "**/search/columns-*"])
def test_a_missing_index_leads_to_the_lists(page: Page, address: str, missing: str) -> None:
    def gone(route: Route) -> None:
        route.fulfill(status=404)

    page.route(missing, gone)
    page.goto(address + "search/?q=科技特派员")
    expect(page.locator("#search-status")).to_contain_text("索引读不到")
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()
