"""The search page with an endpoint instead of the static index: what it asks fits the exported mapping, what it shows is the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from county_casebook.build import check_content
from county_casebook.publish.search.folding import fold
from county_casebook.publish.search.opensearch import mapping, opensearch_files
from county_casebook.publish.search.searchable import facet_names, search_documents
from tests.browser.conftest import served
from tests.building import build_site, copy_of_tiny

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def endpoint_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("endpoint")
    config = copy_of_tiny(folder / "tiny")
    config.write_text(
        config.read_text("utf-8") + "extra:\n  casebook:\n    search:\n      endpoint: /api/casebook\n",
        "utf-8",
    )
    build_site(config, folder / "site")
    with served(folder / "site") as server:
        yield f"http://127.0.0.1:{server.server_port}/"


def documents() -> list[dict[str, Any]]:
    library = check_content(Path(__file__).parents[1] / "tiny/content").library.published()
    lines = (
        b"".join(dict(opensearch_files(search_documents(library), facet_names()))["bulk.ndjson"])
        .decode()
        .splitlines()
    )
    return [
        {"_id": json.loads(action)["index"]["_id"], "_source": json.loads(body)}
        for action, body in zip(lines[::2], lines[1::2], strict=True)
    ]


def known_fields(properties: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, shape in properties.items():
        yield before + name
        yield from known_fields(shape.get("properties", {}), f"{before}{name}.")


def asked_fields(query: object) -> Iterator[str]:
    """Every field a request names: in phrases, terms, multi-field matches, aggregations and sorts."""
    if isinstance(query, list):
        for part in query:
            yield from asked_fields(part)
    if not isinstance(query, dict):
        return
    for key, value in query.items():
        if key in ("match_phrase", "terms") and isinstance(value, dict):
            yield from (value["field"],) if "field" in value else value
        elif key == "fields":
            yield from (field.split("^")[0] for field in value)
        elif key == "path":
            yield value
        elif key.startswith("facets."):
            yield key
        else:
            yield from asked_fields(value)


def phrases(query: object) -> Iterator[str]:
    if isinstance(query, list):
        for part in query:
            yield from phrases(part)
    elif isinstance(query, dict):
        for key, value in query.items():
            if key == "match_phrase" and "title" in value:
                yield value["title"]["query"]
            else:
                yield from phrases(value)


def answer(body: dict[str, Any]) -> dict[str, Any]:
    """What an index would answer: documents that hold every phrase, the facets of all of them, the chosen ones as hits."""
    wanted = list(phrases(body["query"]))
    found = [
        hit
        for hit in documents()
        if all(phrase in fold(json.dumps(hit, ensure_ascii=False)) for phrase in wanted)
    ]

    def chosen(filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
        terms = [
            (field.removeprefix("facets."), values)
            for part in filters
            for field, values in part["terms"].items()
        ]
        return [
            hit
            for hit in found
            if all(set(values) & set(hit["_source"]["facets"].get(facet, ())) for facet, values in terms)
        ]

    groups = {}
    for facet, group in body.get("aggs", {}).items():
        counts: dict[str, int] = {}
        for hit in chosen(group["filter"]["bool"]["filter"]):
            for value in hit["_source"]["facets"].get(facet, ()):
                counts[value] = counts.get(value, 0) + 1
        groups[facet] = {
            "values": {"buckets": [{"key": key, "doc_count": count} for key, count in sorted(counts.items())]}
        }
    hits = chosen(body.get("post_filter", {"bool": {"filter": []}})["bool"]["filter"])
    return {"hits": {"total": {"value": len(hits)}, "hits": hits[: body["size"]]}, "aggregations": groups}


def test_the_page_asks_the_endpoint_in_the_fields_of_the_mapping_and_shows_its_answer(
    page: Page, endpoint_site: str
) -> None:
    fields = set(known_fields(mapping(facet_names())["mappings"]["properties"]))
    asked: list[dict[str, Any]] = []

    def serve(route: Route) -> None:
        body = json.loads(route.request.post_data or "")
        asked.append(body)
        route.fulfill(json=answer(body))

    page.route("**/api/casebook/_search", serve)
    page.goto(endpoint_site + "search/?q=茶")
    expect(page.locator("#search-status")).to_contain_text("“茶”：找到")
    expect(page.locator("#search-results mark").first).to_have_text("茶")
    kinds = page.locator('.cb-facet[data-facet="类型"]')
    if kinds.get_attribute("open") is None:
        kinds.locator("summary").click()
    kinds.get_by_label("案例").check()
    expect(page.locator("#search-status")).to_contain_text("“茶”、案例：找到")
    page.get_by_label("要找的词").fill("绝无此语")
    expect(page.locator("#search-status")).to_contain_text(
        "“绝无此语”、案例：没有一条含全部这些字，最接近的 2 条。"
    )
    named = set(asked_fields(asked))
    assert {"title", "passages", "passages.text", "facets.类型"} <= named
    assert named <= fields


def test_an_endpoint_that_does_not_answer_leads_to_the_lists(page: Page, endpoint_site: str) -> None:
    page.route("**/api/casebook/_search", lambda route: route.fulfill(status=503))
    page.goto(endpoint_site + "search/?q=茶")
    expect(page.locator("#search-status")).to_contain_text("索引读不到")
    expect(page.get_by_role("heading", name="按列表查看")).to_be_visible()
