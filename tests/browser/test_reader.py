"""What a reader meets in a real browser: the way from a search to a clause and back, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visit
from tests.browser.counting import counted

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "cases/",
    "cases/shouguang-greenhouses/",
    "techniques/",
    "techniques/drip-irrigation/",
    "techniques/types/process/",
    "counties/",
    "counties/huaiyang/",
    "counties/shangyu/",
    "counties/chunan/",
    "pairings/",
    "pairings/network/",
    "pairings/east-west/",
    "pairings/most-jinggangshan/",
    "policies/",
    "policies/most-2004-work-plan/",
    "policies/gbf-2017-43/",
    "organizations/zone-beijing/",
    "organizations/",
    "organizations/network/",
    "audiences/farmers/",
    "audiences/farmers/#in-620000",
    "regions/",
    "regions/330000/",
    "regions/610000/",
    "themes/",
    "themes/envoys/",
    "programmes/envoy/",
    "programmes/enrich-county/",
    "funds/",
    "funds/enrich-county-guangxi/",
    "work-programmes/",
    "years/",
    "years/1999/",
    "duties/",
    "honours/",
    "honours/sustainable-advanced-2008/",
    "honours/schemes/st-assessment/",
    "assessments/",
    "assessments/2013-st-assessment/",
    "assessments/2017-530400-yuxi-target/",
    "leaders/",
    "leaders/330000/",
    "counties/chengjiang-yuxi/",
    "collections/",
    "collections/people-to-villages/",
    "questions/",
    "questions/ask/",
    "match/",
    "match/?county=532626&terrain=mountain,karst&industry=fruit&scarce=water",
    "match/?county=330624",
    "compare/",
    "compare/?a=cases/nanping-envoys&b=cases/quzhou-saline-land",
    "compare/?a=counties/xinchang&b=counties/shangyu&c=counties/deqing",
    "search/?q=科技特派员",
    "search/?q=没有这个词语啊",
    "about/",
    "guide/",
    "guide/start/",
    "guide/fields/cases/",
    "guide/fields/leads/",
    "guide/ids/themes/",
    "guide/ids/counties/",
    "guide/messages/",
    "guide/reviews/",
    "guide/cms/",
)


def test_from_home_through_search_and_facet_to_the_case_its_clause_and_back(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_placeholder("搜索案例、县市、政策、文号").fill("科技特派员")
    page.keyboard.press("Enter")
    expect(page.locator("#search-status")).to_contain_text(f"找到 {counted('科技特派员')} 条")
    kinds = page.locator('.cb-facet[data-facet="类型"]')
    if kinds.get_attribute("open") is None:
        kinds.locator("summary").click()
    kinds.get_by_label("案例").check()
    expect(page.locator("#search-status")).to_contain_text(f"找到 {counted('科技特派员', 类型='案例')} 条")
    expect(page).to_have_url(re.compile("%E7%B1%BB%E5%9E%8B="))
    page.get_by_role("link", name="南平市派科技特派员下村，再让他们入股", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("南平市派科技特派员下村，再让他们入股")
    page.get_by_role("complementary").get_by_role("link", name="二、4.“一是”").click()
    expect(page).to_have_url(re.compile(r"/policies/most-2004-work-plan/#2\.4\.i1$"))
    clause = page.locator('[id="2.4.i1"]')
    expect(clause).to_be_in_viewport()
    clause.get_by_role("link", name="南平市派科技特派员下村，再让他们入股").click()
    expect(page).to_have_url(re.compile(r"/cases/nanping-envoys/$"))
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.locator("#search-status")).to_contain_text(f"找到 {counted('科技特派员', 类型='案例')} 条")


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_the_same_way_without_javascript_through_the_lists(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("search").first.get_by_role("button").click()
    expect(page.locator("#search-status")).to_have_text("搜索要用 JavaScript；下面的列表不用。")
    page.get_by_role("link", name="科技特派员").first.click()
    page.get_by_role("link", name="南平市派科技特派员下村，再让他们入股", exact=True).click()
    page.get_by_role("link", name="二、4.“一是”").click()
    page.get_by_role("link", name="南平市派科技特派员下村，再让他们入股", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("南平市派科技特派员下村，再让他们入股")


def _told(page: Page) -> list[str]:
    """What keeps readers out of the page that is open: what axe finds, and what stands beyond its edge, also in type twice as large."""
    told = [
        f"{v['id']}: {v['nodes'][0]['html'][:120]} {v['nodes'][0]['failureSummary'][:200]}"
        for v in Axe().run(page).response["violations"]
    ]
    told += _wide(page, "wide")
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    return told + _wide(page, "wide when twice as large")


def _wide(page: Page, said: str) -> list[str]:
    return [said] if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1") else []


@pytest.mark.parametrize(
    "context",
    [
        pytest.param(
            {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}"
        )
        for width in (390, 1280)
        for scheme in ("light", "dark")
    ],
    indirect=True,
)
def test_axe_finds_nothing_and_no_page_scrolls_sideways_also_in_type_twice_as_large(
    page: Page, address: str
) -> None:
    """Nor does the policy stop anything on any kind of page: every test of a `context` looks at that."""
    found: dict[str, list[str]] = {}
    for path in PAGES:
        visit(page, address + path)
        if told := _told(page):
            found[path] = told
    assert not found


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(address + path)
        if _wide(page, path):
            wide.append(path)
    context.close()
    assert not wide


def test_large_type_and_dark_mode_are_kept_between_visits(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="深色").click()
    page.goto(address + "cases/")
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 26)"


def test_paper_has_the_text_and_no_navigation(page: Page, address: str) -> None:
    page.goto(address + "cases/nanping-envoys/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="栏目")).to_be_hidden()
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.get_by_text("不足与不适用").locator("visible=true").first).to_be_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")


def test_the_keyboard_reaches_the_text_first(page: Page, address: str) -> None:
    page.goto(address + "cases/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#cb-main")).to_be_focused()
