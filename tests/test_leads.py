"""A case without approach is a lead: listed by itself, and met nowhere among the cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.publish.packed import unpacked
from tests.building import build_site, compared, copy_of_tiny, files_of, one

LEAD = "cases/lingping-tea/"


@pytest.fixture(scope="module")
def site(tiny_site: Path) -> Path:
    return tiny_site


def pages_naming_it(site: Path) -> set[str]:
    return {
        path.parent.relative_to(site).as_posix()
        for path in site.rglob("index.html")
        if "lingping-tea" in path.read_text("utf-8") or "岭坪县种茶" in path.read_text("utf-8")
    }


def test_only_the_list_of_leads_and_its_own_page_name_it(site: Path) -> None:
    assert pages_naming_it(site) == {"leads", "cases/lingping-tea"}
    data = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.json")}
    assert [name for name, held in data.items() if "岭坪县种茶".encode() in held] == ["api/v1/leads/1.json"]
    held = [json.loads(unpacked(path.read_bytes()))["records"] for path in site.glob("compare/cases/*.bin")]
    assert held
    assert not [records for records in held if "lingping-tea" in records]


def test_it_counts_nowhere(site: Path) -> None:
    home = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    assert "2 个案例" in " ".join(one(home, ".cb-figures").text().split())
    theme = LexborHTMLParser((site / "themes/tea/index.html").read_text("utf-8"))
    assert "2 个案例" in one(theme, ".cb-text").text()
    assert compared(files_of(site), "cases/jichuan-tea")["near"]
    held = [unpacked(path.read_bytes()).decode() for path in site.rglob("compare/**/*.bin")]
    assert held
    assert not [text for text in held if "lingping-tea" in text]


def test_its_page_says_what_it_is_and_the_list_of_cases_leads_there(site: Path) -> None:
    page = LexborHTMLParser((site / LEAD / "index.html").read_text("utf-8"))
    assert "来源没有写明做法，还不是案例" in one(page, ".cb-head").text()
    assert not page.css(".cb-compare-link")
    ways = [link.attributes.get("href") for link in page.css(".cb-crumbs a")]
    assert ways[-2:] == ["../../cases/", "../../leads/"] or "../../leads/" in ways
    cases = LexborHTMLParser((site / "cases/index.html").read_text("utf-8"))
    assert "另有 1 条线索" in " ".join(one(cases, "#cb-main").text().split())
    assert "../leads/" in [link.attributes.get("href") for link in cases.css("#cb-main a")]


@pytest.mark.slow
def test_a_library_without_leads_has_no_list_of_them(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path, data=False)
    (tmp_path / "content/cases/lingping-tea.yml").unlink()
    site = build_site(config, None)
    assert not (site / "leads").exists()
    assert "线索" not in (site / "cases/index.html").read_text("utf-8")
