"""The offline bundle in a real browser, opened from a disk: no server, no network, and yet lists, links and the search."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from county_casebook.cli import main
from county_casebook.deliver.offline import OPENED_BY
from tests.browser.counting import counted

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def unpacked(library: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a folder with a name of Chinese and blanks, in which the bundle of the real content was unpacked."""
    folder = tmp_path_factory.mktemp("u") / "我的 U 盘#1"
    made = folder.parent / "库.zip"
    assert main(["bundle", str(library), "-o", str(made)]) == 0
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder)
    return folder.as_uri()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which a request that leaves the disk, a file that is not there or a script error fails the test."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:")) else wrong.append(asked.url)
    )
    opened.on(
        "requestfailed",
        lambda asked: wrong.append(asked.url) if asked.failure != "net::ERR_ABORTED" else None,
    )
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    assert not wrong


def test_from_the_opening_page_through_search_and_facet_to_a_case_its_clause_and_back(
    page: Page, unpacked: str
) -> None:
    page.goto(f"{unpacked}/{OPENED_BY}")
    expect(page).to_have_url(re.compile(r"/site/index\.html$"))
    page.get_by_placeholder("搜索案例、县市、政策、文号").fill("科技特派员")
    page.keyboard.press("Enter")
    expect(page.locator("#search-status")).to_contain_text(f"找到 {counted('科技特派员')} 条")
    kinds = page.locator('.cb-facet[data-facet="类型"]')
    if kinds.get_attribute("open") is None:
        kinds.locator("summary").click()
    kinds.get_by_label("案例").check()
    found = f"找到 {counted('科技特派员', 类型='案例')} 条"
    expect(page.locator("#search-status")).to_contain_text(found)
    page.get_by_role("link", name="南平市派科技特派员下村，再让他们入股", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("南平市派科技特派员下村，再让他们入股")
    page.get_by_role("complementary").get_by_role("link", name="二、4.“一是”").click()
    expect(page).to_have_url(re.compile(r"/policies/most-2004-work-plan/index\.html#2\.4\.i1$"))
    expect(page.locator('[id="2.4.i1"]')).to_be_in_viewport()
    page.go_back()
    page.go_back()
    expect(page.locator("#search-status")).to_contain_text(found)
    page.go_back()
    expect(page.locator("#search-status")).to_contain_text(f"找到 {counted('科技特派员')} 条")


def test_suggestions_lists_comparison_and_places_work(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}/site/index.html")
    page.get_by_placeholder("搜索案例、县市、政策、文号").press_sequentially("shouguang")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile(r"/index\.html$"))
    page.goto(f"{unpacked}/site/cases/index.html?q=大棚")
    expect(page.locator("#search-results a").first).to_be_visible()
    page.goto(f"{unpacked}/site/compare/index.html?a=cases/nanping-envoys&b=cases/quzhou-saline-land")
    expect(page.locator("#compare-table th a.cb-small")).to_have_count(2)
    expect(page.locator('.cb-tabs a[aria-current="true"]')).to_have_text("案例")
    page.goto(f"{unpacked}/site/match/index.html?county=532626&terrain=mountain,karst&industry=fruit")
    expect(page.locator("#match-found li").first).to_be_visible()
    page.locator("#match-found a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("context", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_and_on_paper(page: Page, unpacked: str, tmp_path: Path) -> None:
    page.goto(f"{unpacked}/site/search/index.html?q=科技特派员")
    expect(page.locator("#search-status")).to_contain_text("找到")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("checkbox", name="案例").check()
    page.get_by_role("button", name="查看结果").click()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    page.locator("#search-results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert len(page.pdf()) > 10_000


def test_a_citation_and_a_quotation_name_no_folder_of_the_reader(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}/site/cases/nanping-envoys/index.html")
    assert "file:" not in page.locator(".cb-cite").inner_text()
    page.add_init_script("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.goto(f"{unpacked}/site/policies/most-2004-work-plan/index.html#2.4.i1")
    page.locator(".cb-here button").first.click()
    page.wait_for_function("window.copied")
    assert "——" in page.evaluate("window.copied")
    assert "file:" not in page.evaluate("window.copied")


def test_what_was_not_unpacked_beside_it_leaves_the_opening_page_with_what_to_do(
    browser: Browser, unpacked: str, tmp_path: Path
) -> None:
    alone = tmp_path / OPENED_BY
    alone.write_bytes(Path(url2pathname(urlsplit(f"{unpacked}/{OPENED_BY}").path)).read_bytes())
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(alone.as_uri())
    expect(page.get_by_text("还没有解压")).to_be_visible()
    context.close()


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_every_list_is_there(page: Page, unpacked: str) -> None:
    page.goto(f"{unpacked}/{OPENED_BY}")
    page.get_by_role("link", name="打开").click()
    page.get_by_role("search").first.get_by_role("button").click()
    expect(page.locator("#search-status")).to_have_text("搜索要用 JavaScript；下面的列表不用。")
    page.get_by_role("link", name="科技特派员").first.click()
    page.get_by_role("link", name="南平市派科技特派员下村，再让他们入股", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("南平市派科技特派员下村，再让他们入股")
