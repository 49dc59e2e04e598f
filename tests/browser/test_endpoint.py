"""The search page with an endpoint instead of the static index: words, facets, order, passages, synonyms, suggestions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from county_casebook.build import check_content
from county_casebook.publish.search.opensearch import entries
from tests.browser.conftest import awaited, served
from tests.building import build_site, copy_of_tiny
from tests.endpoint import Endpoint

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class EndpointSite:
    address: str
    folder: Path
    content: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EndpointSite]:
    folder = tmp_path_factory.mktemp("endpoint")
    config = copy_of_tiny(folder / "tiny")
    config.write_text(
        config.read_text("utf-8") + "extra:\n  casebook:\n    search:\n      endpoint: /api/casebook\n",
        "utf-8",
    )
    build_site(config, folder / "site")
    with served(folder / "site") as server:
        yield EndpointSite(
            f"http://127.0.0.1:{server.server_port}/", folder / "site", folder / "tiny/content"
        )


@pytest.fixture
def endpoint(site: EndpointSite, page: Page) -> Endpoint:
    """What the page asks is answered by what a real index would be made of."""
    made = Endpoint(entries(check_content(site.content).library.published()))

    def serve(route: Route) -> None:
        route.fulfill(json=made.answer(json.loads(route.request.post_data or "")))

    page.route("**/api/casebook/_search", serve)
    return made


def test_the_site_holds_no_index_but_what_the_page_must_know(site: EndpointSite) -> None:
    assert {path.name for path in (site.folder / "search").iterdir()} == {"index.html", "engine.json"}


def test_the_page_shows_the_answers_of_an_endpoint(
    page: Page, site: EndpointSite, endpoint: Endpoint
) -> None:
    page.goto(site.address + "search/?q=茶")
    expect(page.locator("#search-status")).to_contain_text("“茶”：找到")
    expect(page.locator("#search-results mark").first).to_have_text("茶")
    expect(page.locator("#search-results .cb-hit mark").first).to_be_visible()
    kinds = page.locator('.cb-facet[data-facet="类型"]')
    if kinds.get_attribute("open") is None:
        kinds.locator("summary").click()
    counted = int(kinds.locator("label", has_text="案例").first.locator("span").last.text_content() or "")
    kinds.get_by_label("案例").check()
    expect(page.locator("#search-status")).to_contain_text(f"“茶”、案例：找到 {counted} 条")
    page.get_by_label("排序").select_option("date")
    expect(page.locator("#search-results li")).to_have_count(counted)
    awaited(
        page, lambda: any("order.year" in json.dumps(asked.get("sort")) for asked in endpoint.asked), True
    )
    page.get_by_label("要找的词").fill("茶园绝无")
    expect(page.locator("#search-status")).to_contain_text("没有一条含全部这些字，最接近的")
    page.get_by_label("要找的词").fill("科特派")
    expect(page.get_by_role("button", name="不找同义词 科技特派员")).to_be_visible()
    expect(page.locator("#search-results mark", has_text="科技特派员").first).to_be_visible()


def test_a_clause_is_found_and_opened_at_its_place(
    page: Page, site: EndpointSite, endpoint: Endpoint
) -> None:
    page.goto(site.address + "search/?类型=政策")
    anchored = page.locator("#search-results .cb-hit a[href*='#']")
    words = next(
        each[1][:6]
        for document in endpoint._documents
        if document["kind"] == "政策"
        for each in document.get("passages", ())
        if each[2]
    )
    page.get_by_label("要找的词").fill(words)
    expect(anchored.first).to_be_visible()


def test_search_boxes_offer_what_the_endpoint_knows(
    page: Page, site: EndpointSite, endpoint: Endpoint
) -> None:
    page.goto(site.address + "search/")
    box = page.get_by_label("要找的词")
    box.press_sequentially("chengxi")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("澄溪")
    assert any("suggest.keys" in json.dumps(asked) for asked in endpoint.asked)


def test_an_endpoint_that_does_not_answer_leads_to_the_lists(page: Page, site: EndpointSite) -> None:
    page.route("**/api/casebook/_search", lambda route: route.fulfill(status=503))
    page.goto(site.address + "search/?q=茶")
    expect(page.locator("#search-status")).to_contain_text("暂时用不了")
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()


def test_an_endpoint_that_comes_back_answers_again(
    page: Page, site: EndpointSite, endpoint: Endpoint
) -> None:
    page.route("**/api/casebook/_search", lambda route: route.fulfill(status=503), times=2)
    page.goto(site.address + "search/?q=茶")
    expect(page.locator("#search-status")).to_contain_text("暂时用不了")
    page.wait_for_timeout(300)
    page.get_by_label("要找的词").fill("茶园")
    expect(page.locator("#search-status")).to_contain_text("“茶园”：找到")
