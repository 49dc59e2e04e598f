"""The search in a real browser: exact hits and counts, typing through an input method, what happens when things are missing."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from benchmarks.search.truth import Truth
from county_casebook.build import check_content
from county_casebook.publish.search.folding import fold
from county_casebook.publish.search.searchable import search_documents
from county_casebook.records import Case
from tests.browser.conftest import awaited, fetch_every_card, late, visit
from tests.browser.counting import counted

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


def ask(page: Page, address: str, query: str) -> int:
    """The count the search page states for a query."""
    page.goto(f"{address}search/?q={quote(query)}")
    status = page.locator("#search-status")
    expect(status).to_contain_text(f"“{query}”")
    counted = re.search(r"找到 (\d+) 条", status.inner_text())
    return int(counted[1]) if counted else 0


def test_counts_are_exact_for_words_substrings_names_numbers_and_latin(page: Page, address: str) -> None:
    library = check_content(ROOT / "content").library.published()
    truth = Truth(search_documents(library), [group.terms for group in library.synonyms])
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
        "科技特派员 南平",
        "企业技术创新 浙江省温州市洞头县",
        "冬暖式大棚",
        "盐碱地",
        "天津",
        "没有的词",
    ]
    for query in queries:
        assert ask(page, address, query) == len(truth.holding(query, synonyms=True)), query


def test_typing_through_an_input_method_waits_for_its_end(page: Page, address: str) -> None:
    page.goto(address + "search/")
    box = page.get_by_label("要找的词")
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ke'ji", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(400)
    assert "q=" not in page.url
    session.send("Input.insertText", {"text": "科技特派员"})
    expect(page.locator("#search-status")).to_contain_text(f"“科技特派员”：找到 {counted('科技特派员')} 条")


def test_what_is_typed_before_the_script_has_come_is_searched(page: Page, address: str) -> None:
    page.route("**/assets/js/search.js", late)
    page.goto(address + "search/", wait_until="commit")
    page.get_by_label("要找的词").fill("科技特派员")
    expect(page.locator("#search-status")).to_contain_text(f"找到 {counted('科技特派员')} 条")
    expect(page.get_by_label("要找的词")).to_have_value("科技特派员")


def test_a_passage_opens_at_its_clause_with_the_whole_phrase_marked(page: Page, address: str) -> None:
    page.goto(address + "search/?q=农业科技专家大院")
    passage = page.locator(".cb-hit", has_text="二、4.“一是”")
    expect(passage.locator("mark")).to_have_text(["农业科技专家大院"])
    passage.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"most-2004-work-plan/#2\.4\.i1$"))


def choose(page: Page, facet: str, value: str) -> None:
    group = page.locator(f'.cb-facet[data-facet="{facet}"]')
    expect(group).to_be_visible()
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_label(value).check()


def test_counties_are_offered_only_after_a_province_and_chips_take_back(page: Page, address: str) -> None:
    page.goto(address + "search/?q=考核")
    counties = page.locator('.cb-facet[data-facet="县（市）"]')
    expect(page.locator('.cb-facet[data-facet="省份"]')).to_be_visible()
    expect(counties).to_have_count(0)
    choose(page, "省份", "湖南省")
    expect(counties).to_be_visible()
    page.get_by_role("button", name="去掉 省份：湖南省").click()
    expect(counties).to_have_count(0)


def test_counts_of_facets_are_those_of_the_records(page: Page, address: str) -> None:
    library = check_content(ROOT / "content").library.published()
    truth: dict[tuple[str, str], int] = {}
    for document in search_documents(library):
        if "考核" in fold(
            " ".join(
                [
                    document.title,
                    *document.keywords,
                    document.summary,
                    *(f"{p.heading} {p.text}" for p in document.passages),
                ]
            )
        ):
            for facet, values in document.facets.items():
                for value in values:
                    truth[facet, value] = truth.get((facet, value), 0) + 1
    page.goto(address + "search/?q=考核")
    expect(page.locator("#search-facets")).to_be_visible()
    closed = page.locator(".cb-facet:not([open])")
    for left in reversed(range(closed.count())):
        closed.first.locator("summary").click()
        expect(closed).to_have_count(left)
    page.wait_for_load_state("networkidle")
    shown = page.eval_on_selector_all(
        ".cb-facet",
        """groups => groups.flatMap((group) => [...group.querySelectorAll("label")].map((line) =>
            [group.dataset.facet, line.children[1].textContent, Number(line.children[2].textContent)]))""",
    )
    assert {(facet, value): count for facet, value, count in shown} == {
        key: count for key, count in truth.items() if key[0] != "县（市）"
    }


def test_a_synonym_is_searched_with_and_can_be_left_out(page: Page, address: str) -> None:
    page.goto(address + "search/?q=高新区")
    status = page.locator("#search-status")
    expect(status).to_contain_text("找到")
    both = status.inner_text()
    page.get_by_role("button", name="不找同义词 国家高新技术产业开发区").click()
    expect(status).not_to_have_text(both)
    expect(page).to_have_url(re.compile("without="))
    page.get_by_role("button", name="也找 国家高新技术产业开发区").click()
    expect(status).to_have_text(both)


def test_what_is_chosen_stands_in_the_address_and_the_back_button_takes_it_back(
    page: Page, address: str
) -> None:
    page.goto(address + "search/?q=考核")
    status = page.locator("#search-status")
    expect(status).to_contain_text("找到")
    before = status.inner_text()
    choose(page, "类型", "案例")
    expect(status).to_contain_text("“考核”、案例")
    page.get_by_label("排序").select_option("county")
    expect(page).to_have_url(re.compile("sort=county"))
    page.go_back()
    page.go_back()
    expect(status).to_have_text(before)
    page.go_forward()
    expect(status).to_contain_text("“考核”、案例")


def test_results_are_sorted_by_year_and_by_place(page: Page, address: str) -> None:
    page.goto(address + "search/?q=科技&类型=案例&sort=date")
    expect(page.locator("#search-results a.cb-entry-title").first).to_be_visible()
    while page.locator("#search-more").is_visible():
        page.locator("#search-more").click()
    fetch_every_card(page)
    library = check_content(ROOT / "content").library.published()
    years = [
        max(library.years(library.of(Case)[link.rstrip("/").rsplit("/", 1)[1]]), default=0)
        for link in page.eval_on_selector_all(
            "#search-results a.cb-entry-title", "links => links.map((link) => link.href)"
        )
    ]
    assert len(years) > 5
    assert years == sorted(years, reverse=True)


def test_cards_below_the_first_screen_come_when_they_are_near(page: Page, address: str) -> None:
    page.goto(address + "search/?q=科技")
    expect(page.locator("#search-results li")).to_have_count(10)
    page.locator("#search-results li").last.scroll_into_view_if_needed()
    expect(page.locator("#search-results li").last.locator("a.cb-entry-title")).to_be_visible()


def test_arrow_keys_go_from_the_box_through_the_results(page: Page, address: str) -> None:
    page.goto(address + "search/?q=科技")
    titles = page.locator("#search-results a.cb-entry-title")
    expect(titles.first).to_be_visible()
    page.get_by_label("要找的词").focus()
    page.keyboard.press("ArrowDown")
    expect(titles.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("要找的词")).to_be_focused()


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_the_facets_are_a_sheet_over_the_results(page: Page, address: str) -> None:
    page.goto(address + "search/?q=考核")
    status = page.locator("#search-status")
    expect(status).to_contain_text("找到")
    expect(page.locator("#search-facets")).to_be_hidden()
    top = page.locator("#search-results").bounding_box()
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("dialog", name="筛选")).to_be_visible()
    choose(page, "类型", "案例")
    page.get_by_role("button", name="查看结果").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(status).to_contain_text("“考核”、案例")
    assert top
    assert top["y"] < 700
    page.get_by_role("button", name="筛选").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("xinchang", "新昌县"),
        ("kjtpy", "科技特派员"),
        ("国办发〔2017〕43", "国务院办公厅关于县域创新驱动发展的若干意见"),
        ("新昌", "新昌县"),
    ],
)
def test_the_box_in_the_header_suggests_by_words_pinyin_and_numbers(
    page: Page, address: str, typed: str, wanted: str
) -> None:
    page.goto(address + "about/")
    box = page.get_by_role("combobox", name="搜索案例、县市、政策")
    box.press_sequentially(typed, delay=5)
    option = page.get_by_role("option", name=wanted).first
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    box.press("End")
    box.press_sequentially(" ")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(wanted)


def is_whole(page: Page, option: Locator) -> bool:
    """Whether an option is inside the screen from edge to edge, and high enough for a finger."""
    place, screen = option.bounding_box(), page.viewport_size
    assert screen
    return bool(place and place["height"] >= 24 and 0 <= place["x"] <= screen["width"] - place["width"])


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}, {}], indirect=True)
@pytest.mark.parametrize(("start", "name"), [("", "搜索全库"), ("search/", "要找的词")])
def test_the_boxes_of_the_front_page_and_of_the_search_suggest_too(
    page: Page, address: str, start: str, name: str
) -> None:
    page.goto(address + start)
    box = page.get_by_role("combobox", name=name)
    box.press_sequentially("zzzz", delay=5)
    page.wait_for_timeout(400)
    expect(page.get_by_role("option")).to_have_count(0)
    box.fill("")
    box.press_sequentially("xinchang", delay=5)
    option = page.get_by_role("option", name="新昌县").first
    expect(option).to_be_visible()
    awaited(page, lambda: is_whole(page, option), True)  # a later letter's answer replaces the list
    option.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("新昌县")


def test_a_search_that_is_sent_closes_what_was_suggested(page: Page, address: str) -> None:
    page.goto(address + "search/")
    box = page.get_by_role("combobox", name="要找的词")
    box.press_sequentially("新昌", delay=5)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("option").first).to_be_hidden()
    expect(page.locator("#search-status")).to_contain_text("“新昌”：找到")
    box.press("ArrowDown")
    expect(page.locator("#search-results a.cb-entry-title").first).to_be_focused()


def test_cases_are_chosen_by_their_setting(page: Page, address: str) -> None:
    page.goto(address + "cases/")
    choose(page, "地形", "平原")
    cases = check_content(ROOT / "content").library.published().of(Case).values()
    truth = sum("plain" in case.setting.terrain for case in cases if case.setting)
    expect(page.locator("#search-status")).to_have_text(f"平原：找到 {truth} 条")


def test_lists_are_chosen_from_by_the_same_facets_without_a_query(page: Page, address: str) -> None:
    page.goto(address + "cases/")
    choose(page, "主题", "产学研合作")
    expect(page.locator("#search-status")).to_have_text(
        f"产学研合作：找到 {counted(类型='案例', 主题='产学研合作')} 条"
    )
    expect(page.locator("#search-results a.cb-entry-title").first).to_be_visible()
    expect(page.locator("#search-lists")).to_be_hidden()
    page.get_by_role("link", name="加入比较").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("比较")
    page.go_back()
    page.get_by_role("searchbox", name="在案例里找").fill("德清")
    expect(page.locator("#search-status")).to_contain_text(
        f"“德清”、产学研合作：找到 {counted('德清', 类型='案例', 主题='产学研合作')} 条"
    )
    page.go_back()
    expect(page.locator("#search-lists")).to_be_visible()


def test_a_question_without_exact_hits_leads_to_the_nearest_records(page: Page, address: str) -> None:
    page.goto(address + "search/?q=怎么办好专家的大院")
    said = re.compile(r"^“怎么办好专家的大院”：没有一条含全部这些字，最接近的 \d+ 条。$")
    expect(page.locator("#search-status")).to_have_text(said)
    expect(page.locator("#search-results a.cb-entry-title").first).to_contain_text("专家大院")
    expect(page.locator("#search-results mark").first).to_be_visible()


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}, {}], indirect=True)
def test_words_that_hardly_a_record_holds_together_are_found_one_by_one(page: Page, address: str) -> None:
    page.goto(address + "search/")
    page.get_by_label("要找的词").fill("盐碱地 大棚")
    page.keyboard.press("Enter")
    status = page.locator("#search-status")
    said = r"^“盐碱地 大棚”：.*含其中一部分的 \d+ 条，含得多的在前：“盐碱地” \d+ 条，“大棚” \d+ 条。$"
    expect(status).to_have_text(re.compile(said))
    fetch_every_card(page)
    notes = page.locator("#search-results li p:first-of-type").all_inner_texts()
    assert {"含“盐碱地”，没有“大棚”", "含“大棚”，没有“盐碱地”"} <= set(notes[:5])


@pytest.mark.parametrize("query", ["，。？", "😀🌾"])
def test_signs_alone_search_nothing_and_the_page_says_so(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}search/?q={quote(query)}")
    expect(page.locator("#search-status")).to_have_text(
        f"“{query}”里没有可以查找的字。请输入词语、县市或文号。"
    )
    expect(page.locator("#search-results li")).to_have_count(0)
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()


@pytest.mark.parametrize(
    "query", ["国办发2017 43", "国办发〔2017〕43号", "国办发[2017]43", "国办发（２０１７）43号文件"]
)
def test_a_document_number_is_found_however_it_is_typed(page: Page, address: str, query: str) -> None:
    assert ask(page, address, query) >= 1
    title = page.locator("#search-results a.cb-entry-title").first
    expect(title).to_have_attribute("href", re.compile(r"policies/gbf-2017-43/$"))


def test_the_first_results_are_not_many_like_names(page: Page, address: str) -> None:
    assert ask(page, address, "高新区") > 50
    fetch_every_card(page)
    kinds = page.locator("#search-results .cb-kind").all_inner_texts()
    assert len(kinds) == 10
    assert kinds[:4].count("机构") < 3


@pytest.mark.parametrize("query", ["水稻种植能手", "zzzz"])
def test_what_is_hardly_alike_is_not_suggested(page: Page, address: str, query: str) -> None:
    ask(page, address, query)
    expect(page.locator("#search-near")).to_be_hidden()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=科技特派员",
        "?q=没有这个词语啊",
        "?q=专家怎么进村办大院",
        "?类型=案例&省份=浙江省",
        "?q=科技&sort=county",
    ],
)
@pytest.mark.parametrize(
    "context",
    [
        {"viewport": {"width": width, "height": 844}, "color_scheme": scheme}
        for width in (390, 1280)
        for scheme in ("light", "dark")
    ],
    indirect=True,
)
def test_axe_finds_nothing_in_any_state_of_the_search(page: Page, address: str, query: str) -> None:
    visit(page, address + "search/" + query)
    expect(page.locator("#search-status")).not_to_contain_text("JavaScript")
    if page.locator("#search-open").is_visible():
        page.locator("#search-open").click()
        expect(page.locator("#search-values > *").first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found] == []


def test_the_search_works_under_a_strict_policy(page: Page, address: str) -> None:
    def strict(route: Route) -> None:
        reply = route.fetch()
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'"
        route.fulfill(response=reply, headers={**reply.headers, "content-security-policy": policy})

    refused: list[str] = []
    page.on(
        "console",
        lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None,
    )
    page.route("**/search/?*", strict)
    page.goto(address + "search/?q=科技特派员")
    expect(page.locator("#search-status")).to_contain_text(f"找到 {counted('科技特派员')} 条")
    assert not refused


def test_a_browser_that_cannot_unpack_the_index_loads_a_script_that_does(page: Page, address: str) -> None:
    page.add_init_script("delete window.DecompressionStream")
    assert ask(page, address, "科技特派员") == counted("科技特派员")
    expect(page.locator("#search-results a.cb-entry-title").first).to_be_visible()
    expect(page.locator("script[src$='/inflate.js']")).to_have_count(1)


def test_nothing_found_says_so_and_offers_the_lists(page: Page, address: str) -> None:
    page.goto(address + "search/?q=饕餮貔貅")
    expect(page.locator("#search-status")).to_contain_text("没有找到“饕餮貔貅”")
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()


@pytest.mark.parametrize("missing", ["**/search/index.json", "**/search/*.bin", "**/search/cards/*"])
def test_a_missing_index_leads_to_the_lists(page: Page, address: str, missing: str) -> None:
    def gone(route: Route) -> None:
        route.fulfill(status=404)

    page.route(missing, gone)
    page.goto(address + "search/?q=科技特派员")
    expect(page.locator("#search-status")).to_contain_text("暂时用不了")
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()


def test_opened_as_a_file_the_page_leads_to_the_lists(context: BrowserContext, tiny_site: Path) -> None:
    page = context.new_page()
    page.goto(f"{tiny_site.as_uri()}/search/index.html?q=茶")
    expect(page.locator("#search-status")).to_contain_text("暂时用不了")
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()
