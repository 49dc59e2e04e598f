"""What a page says of itself to other programs: schema.org data, and what a chat shows of a link to it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.host.site import build_site
from county_casebook.library.edition import Edition, Site
from county_casebook.publish.cards import card_of, card_units
from county_casebook.publish.shared import shared
from county_casebook.render.environment import linked_data
from county_casebook.views.page import Page
from tests.building import copy_of_tiny, files_of, one
from tests.schema_org import faults

ADDRESS = "https://casebook.example/stxf/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tiny site at an address of its own."""
    config = copy_of_tiny(tmp_path_factory.mktemp("shared"))
    config.write_text(f"{config.read_text('utf-8')}site_url: {ADDRESS}\n", "utf-8")
    return files_of(build_site(config, None))


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, LexborHTMLParser]:
    """Every page that has an address."""
    found = {
        name.removesuffix("index.html"): data for name, data in site.items() if name.endswith("index.html")
    }
    return {url: LexborHTMLParser(data.decode()) for url, data in found.items()}


def linked(page: LexborHTMLParser) -> list[dict[str, Any]]:
    return [json.loads(node.text()) for node in page.css('script[type="application/ld+json"]')]


def metas(page: LexborHTMLParser) -> dict[str, str]:
    found = {}
    for node in page.css("meta"):
        for key in ("property", "name"):
            if name := node.attributes.get(key):
                assert name not in found
                found[name] = node.attributes["content"] or ""
    return found


def things(value: Any) -> list[dict[str, Any]]:
    """Every thing with a type, however deep."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and "@type" in value else []
    return own + [found for each in inside for found in things(each)]


def test_what_every_page_says_is_in_the_vocabulary(pages: dict[str, LexborHTMLParser]) -> None:
    wrong = {url: found for url, page in pages.items() for data in linked(page) if (found := faults(data))}
    assert wrong == {}
    said = {data["@type"] for page in pages.values() for data in linked(page)}
    assert said >= {
        "AdministrativeArea",
        "Article",
        "BreadcrumbList",
        "CollectionPage",
        "Event",
        "Legislation",
        "QAPage",
        "TechArticle",
        "WebSite",
    }


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "Artikel"}, "it: no type Artikel"),
        ({"@type": "Article", "headlines": "甲"}, "it.headlines: no property of that name"),
        ({"@type": "Article", "startDate": "2004"}, "it.startDate: no property of Article"),
        ({"@type": "Article", "datePublished": "2004年"}, "it.datePublished: takes no '2004年'"),
        ({"@type": "Article", "author": "某某局"}, "it.author: takes no '某某局'"),
        ({"@type": "Article", "author": {"@type": "Event"}}, "it.author: takes no Event"),
        ({"@type": "Article", "isBasedOn": ["demo plan#2.1"]}, "it.isBasedOn: takes no 'demo plan#2.1'"),
        (
            {"@type": "Legislation", "legislationLegalForce": "InForce"},
            "it.legislationLegalForce: takes no 'InForce'",
        ),
        (
            {"@type": "Legislation", "legislationLegalForce": {"@id": "https://schema.org/Forced"}},
            "it.legislationLegalForce: takes no Forced",
        ),
    ],
)
def test_what_is_not_in_the_vocabulary_is_told(thing: dict[str, Any], fault: str) -> None:
    assert faults({"@context": "https://schema.org", **thing}) == [fault]


def test_every_page_below_the_home_page_tells_the_way_to_it_as_it_shows_it(
    pages: dict[str, LexborHTMLParser],
) -> None:
    for url, page in pages.items():
        ways = [data for data in linked(page) if data["@type"] == "BreadcrumbList"]
        assert len(ways) == (url != ""), url
        shown = [node.text() for node in page.css(".cb-crumbs a")] or ["首页"] * (url != "")
        steps = ways[0]["itemListElement"] if ways else []
        assert [step["item"]["name"] for step in steps[:-1]] == shown, url
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        for step in steps[:-1]:
            assert step["item"]["@id"].removeprefix(ADDRESS) in pages, url


def test_a_case_tells_where_it_is_who_wrote_it_and_which_clauses_it_carries_out(
    pages: dict[str, LexborHTMLParser],
) -> None:
    case = linked(pages["cases/chengxi-envoys/"])[0]
    assert case["about"][0]["name"] == "云岚省霁川市澄溪县"
    assert case["author"] == [{"@type": "Organization", "name": "澄溪县科技局"}]
    assert case["publisher"]["name"] == "县域科技经验库（示例）"
    assert case["isBasedOn"] == [
        {"@type": "Legislation", "@id": f"{ADDRESS}policies/demo-plan/#2.1", "name": "二、1."}
    ]


def test_no_thing_is_a_person(pages: dict[str, LexborHTMLParser]) -> None:
    found = {thing["@type"] for page in pages.values() for thing in things(linked(page))}
    assert "Organization" in found
    assert "Person" not in found


def test_a_chat_is_told_title_summary_and_address_of_every_page(
    pages: dict[str, LexborHTMLParser],
) -> None:
    for url, page in pages.items():
        said = metas(page)
        assert said["og:url"] == ADDRESS + url
        assert one(page, "title").text().startswith(said["og:title"]), url
        assert said["og:description"], url
        assert said["og:site_name"] == "县域科技经验库（示例）"
        assert said["og:type"] == ("article" if url else "website")


@pytest.mark.slow
def test_without_an_address_nothing_is_told_that_would_need_one(tmp_path: Path) -> None:
    built = files_of(build_site(copy_of_tiny(tmp_path / "tiny", data=False), None))
    assert not [name for name in built if name.startswith("cards/")]
    page = LexborHTMLParser(built["cases/chengxi-envoys/index.html"].decode())
    said = metas(page)
    assert said["og:title"] == "澄溪县派科技特派员进茶园"
    assert {"og:url", "og:image"}.isdisjoint(said)
    case, way = linked(page)
    assert case["isBasedOn"][0]["@id"] == "../../policies/demo-plan/#2.1"
    assert way["itemListElement"][0]["item"]["@id"] == "../../"
    assert faults(case) == faults(way) == []


def test_every_page_names_a_card_that_the_site_holds_and_its_own_where_it_has_one(
    site: dict[str, bytes], pages: dict[str, LexborHTMLParser]
) -> None:
    named = {url: metas(page)["og:image"].removeprefix(ADDRESS) for url, page in pages.items()}
    assert {name for name in site if name.startswith("cards/")} == set(named.values())
    assert named["cases/chengxi-envoys/"] == "cards/cases/chengxi-envoys.png"
    assert named["policies/demo-plan/"] == "cards/policies/demo-plan.png"
    assert named["counties/yanpu/"] == "cards/counties/yanpu.png"
    assert {named[url] for url in ("", "cases/", "about/", "pairings/chengxi-yanpu/")} == {
        "cards/library.png"
    }
    for url, page in pages.items():
        assert metas(page)["twitter:card"] == "summary_large_image"
        (picture,) = page.css('meta[itemprop="image"]')
        assert picture.attributes["content"] == ADDRESS + named[url]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_only_what_readers_see_has_a_card(status: str, tmp_path: Path) -> None:
    case = copy_of_tiny(tmp_path).parent / "content/cases/jichuan-tea.yml"
    case.write_text(case.read_text("utf-8").replace("status: published", f"status: {status}"), "utf-8")
    stands = Site(address=ADDRESS, cards=True)
    edition = Edition.of(check_content(tmp_path / "content").library, stands)
    cards = {unit.url for unit in card_units(edition)}
    assert "cards/cases/chengxi-envoys.png" in cards
    assert "cards/cases/jichuan-tea.png" not in cards
    assert card_of(edition, "cases/jichuan-tea/") == "cards/library.png"


@pytest.mark.slow
def test_cards_can_be_switched_off(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny")
    text = config.read_text("utf-8").replace("  - casebook\n", "  - casebook: {cards: false}\n")
    config.write_text(f"{text}site_url: {ADDRESS}\n", "utf-8")
    built = files_of(build_site(config, None))
    assert not [name for name in built if name.startswith("cards/")]
    assert "og:image" not in metas(LexborHTMLParser(built["index.html"].decode()))


HOSTILE = (
    "</script><script>hit()</script>",
    "<!--<script>",
    "]]>",
    "\u2028\u2029",
    '"}',
    "\\u003c/script>",
    "&lt;",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_data(title: str) -> None:
    html = linked_data({"@type": "Article", "headline": title})
    page = LexborHTMLParser(f"<!doctype html><head>{html}<title>x</title></head><body><p>rest</p>")
    assert [node.attributes for node in page.css("script")] == [{"type": "application/ld+json"}]
    assert linked(page)[0]["headline"] == title
    assert [node.text() for node in page.css("p")] == ["rest"]
    assert not re.search(r"[<>&]", html.removeprefix("<script").removesuffix("</script>").partition(">")[2])


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_step_on_the_way_stays_data(title: str) -> None:
    from markupsafe import escape

    crumbs = f'<nav class="cb-crumbs" aria-label="位置"><a href="../../">首页</a> › <a href="../">{escape(title)}</a></nav>'
    html = shared(Site(address=ADDRESS), Page("cases/a/", title, "", crumbs), "")
    (way,) = linked(LexborHTMLParser(html))
    assert [step.get("name") or step["item"]["name"] for step in way["itemListElement"]] == [
        "首页",
        title,
        title,
    ]
    assert [step["item"]["@id"] for step in way["itemListElement"][:-1]] == [ADDRESS, f"{ADDRESS}cases/"]


def test_a_page_that_goes_on_leads_back_to_its_beginning() -> None:
    crumbs = '<nav class="cb-crumbs"><a href="../../../../">首页</a> › <a href="../../">甲</a></nav>'
    (way,) = linked(
        LexborHTMLParser(shared(Site(), Page("cases/a/more/2/", "甲（第 2 页）", "", crumbs), ""))
    )
    assert [step["item"]["@id"] for step in way["itemListElement"][:-1]] == [
        "../../../../",
        "../../../../cases/a/",
    ]
