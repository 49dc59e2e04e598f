"""Who measured a result stands beside it wherever it is told, and what a grade is not is said once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from county_casebook.cli import main
from county_casebook.records import Case
from county_casebook.records.record import GRADES, MEASURED_BY, measurer
from county_casebook.render.environment import theme_directory
from county_casebook.scaffold.template import template
from tests.building import build_site, compared, copy_of_tiny, files_of


@pytest.fixture(scope="module")
def site(tiny_files: dict[str, bytes]) -> dict[str, bytes]:
    return tiny_files


def words(site: dict[str, bytes], name: str) -> str:
    return site[name].decode()


def test_every_claim_and_indicator_says_who_measured(site: dict[str, bytes]) -> None:
    case = words(site, "cases/chengxi-envoys/index.html")
    assert "<small><i>官方文件或统计，</i>衡量：自报</small>" in case
    assert "<small><i>官方文件或统计，</i>衡量：独立评估</small>" in case
    assert "衡量：帮扶方" in words(site, "pairings/chengxi-yanpu/index.html")


def test_the_comparison_says_it_too(site: dict[str, bytes]) -> None:
    rows = {heading: lines for heading, (lines, _) in compared(site, "cases/chengxi-envoys")["rows"].items()}
    assert [line.rpartition("衡量：")[2] for line in rows["成效"]] == ["独立评估）", "自报）"]
    assert rows["来源等级"] == ["A 官方文件或统计"]


def test_readers_may_choose_by_it(site: dict[str, bytes]) -> None:
    facets = dict(json.loads(site["search/index.json"])["facets"])
    assert facets["谁来衡量"]["values"] == ["独立评估", "自报"]
    assert facets["来源等级"]["values"] == ["A 官方文件或统计", "D 无来源或转引"]


def test_what_a_grade_is_not_is_said_once_and_the_grade_leads_there(site: dict[str, bytes]) -> None:
    said = [name for name, data in site.items() if name.endswith(".html") and "不是成效评价".encode() in data]
    assert said == ["guide/index.html"]
    assert 'id="grades"' in words(site, "guide/index.html")
    assert 'href="../../guide/#grades"' in words(site, "cases/jichuan-tea/index.html")


@pytest.mark.slow
def test_a_library_that_does_not_explain_the_grades_has_no_link_to_it(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "tiny", data=False)
    guide = config.parent / "content/pages/guide.md"
    guide.write_text(guide.read_text("utf-8").replace("[[来源等级表]]", ""), "utf-8")
    site = files_of(build_site(config, None))
    assert "#grades" not in words(site, "cases/jichuan-tea/index.html")


def test_an_export_and_a_new_record_hold_it(tmp_path: Path) -> None:
    content = copy_of_tiny(tmp_path / "tiny").parent / "content"
    assert main(["export", str(tmp_path / "lines"), "--format", "ndjson", "--content", str(content)]) == 0
    assert '"measured_by":"independent"' in (tmp_path / "lines/cases.ndjson").read_text("utf-8").replace(
        ": ", ":"
    )
    assert "measured_by: not_stated" in template(Case, {})


def test_every_measurer_has_a_word_of_its_own() -> None:
    assert len({measurer(key) for key in MEASURED_BY}) == len(MEASURED_BY) == 5


def test_the_style_sheet_says_what_the_letters_of_grades_mean() -> None:
    style = (theme_directory() / "assets/css/records.css").read_text("utf-8")
    said = {
        letter: f'abbr.cb-{letter}::after {{ content: "来源等级 {letter}：{words}"; }}'
        for letter, words in GRADES.items()
    }
    assert [letter for letter, rule in said.items() if rule not in style] == []


def test_no_page_says_a_letter_or_a_number_of_a_source_without_the_style_that_explains_it(
    site: dict[str, bytes],
) -> None:
    pages = "".join(data.decode() for name, data in site.items() if name.endswith(".html"))
    assert {letter for letter in GRADES if f'<abbr class="cb-{letter}">{letter}</abbr>' in pages} >= {
        "A",
        "D",
    }
    assert re.findall(r"<abbr(?! class=\"cb-([A-D])\">\1</abbr>)[^>]*>", pages) == []
    assert re.findall(r"<sup>(?!<a href=\"#source-(\d+)\">\1</a>)", pages) == []
