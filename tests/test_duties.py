"""The duty ledger on the tiny library: met, not met, no data, and what each verdict rests on."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.build import check_content
from county_casebook.demo import write_demo
from county_casebook.ledger.coverage import coverage
from county_casebook.ledger.ledger import LedgerEntry, ledger
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.data.duties import duty_files
from county_casebook.publish.pages.coverage import coverage_pages
from county_casebook.records.county import Funding, share_percent
from county_casebook.views.county import share_words
from county_casebook.views.page import made_by
from tests.building import TINY


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(TINY / "content", tmp_path / "content")
    return tmp_path / "content"


def states(content: Path) -> dict[str, LedgerEntry]:
    return {state.duty.id: state for state in ledger(check_content(content).library.published())}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_what_is_paired_counted_and_carried_is_met(content: Path) -> None:
    found = states(content)
    assert {key: state.state for key, state in found.items()} == {
        "advanced-counties": "met",
        "advanced-pairings": "met",
        "spend-share": "partly",
        "demonstration-counties": "met",
        "zone-pairings": "met",
    }


def test_the_share_at_0_99_is_not_met_at_1_00_met_and_without_a_figure_no_data(content: Path) -> None:
    change(content / "counties/yanpu.yml", "st_spend: 101", "st_spend: 99")
    share = states(content)["spend-share"].found
    assert [(line.why, line.counts) for line in share.lines] == [
        ("2004 年（决算）1.00%，达标", True),
        ("缺分子或分母", False),
        ("2004 年（决算）0.99%，未达标", False),
    ]
    assert share.words == "达到 1% 1 / 2；另有 1 个缺数据"


@pytest.mark.parametrize(
    ("spend", "fiscal", "words"),
    [
        ("99", "10000", ("0.99%", "未达标")),
        ("100", "10000", ("1.00%", "达标")),
        ("996", "100000", ("0.996%", "未达标")),
        ("99999", "10000000", ("0.999%", "未达标")),
        ("100", "not_stated", ("", "缺数据")),
        ("not_stated", "100", ("", "缺数据")),
        ("1", "0", ("", "缺数据")),
    ],
)
def test_shares_are_judged_by_the_exact_figures(spend: str, fiscal: str, words: tuple[str, str]) -> None:
    funding = Funding.model_validate(
        {"year": "2004", "st_spend": spend, "fiscal_spend": fiscal, "account": "final"}
    )
    assert share_words(funding, Decimal(1)) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"st_spend": "624", "fiscal_spend": "not_stated", "share": "1.38"}, ("来源自称 1.38%", "缺数据")),
        (
            {"st_spend": "not_stated", "fiscal_spend": "not_stated", "share": "0.4"},
            ("来源自称 0.4%", "缺数据"),
        ),
        ({"st_spend": "1", "fiscal_spend": "100", "share": "1.00"}, ("1.00%", "达标")),
    ],
)
def test_a_share_that_only_a_source_states_is_told_and_not_judged(
    figures: dict[str, str], words: tuple[str, str]
) -> None:
    funding = Funding.model_validate({"year": "2004", "account": "not_stated", **figures})
    assert share_words(funding, Decimal(1)) == words


def test_the_ledger_tells_the_newest_stated_share_beside_no_data(content: Path) -> None:
    change(
        content / "counties/lingping.yml",
        "    fiscal_spend: not_stated\n    account: final\n",
        "    fiscal_spend: not_stated\n    account: not_stated\n    share: 1.7\n",
    )
    line = states(content)["spend-share"].found.lines[1]
    assert (line.state, line.why) == ("no_data", "缺分子或分母；来源自称 1.7%，没有可核的两个数")
    assert (line.since, [found.title for found in line.basis]) == ("2004 年", ["示例名单（虚构）"])


def test_where_no_share_can_be_computed_the_duty_is_no_data_and_lists_what_sources_state(
    content: Path,
) -> None:
    change(content / "counties/lingping.yml", "    account: final\n", "    account: final\n    share: 1.7\n")
    for county in ("chengxi", "yanpu"):
        file = content / f"counties/{county}.yml"
        file.write_text(
            re.sub("fiscal_spend: .*", "fiscal_spend: not_stated", file.read_text("utf-8")), "utf-8"
        )
    found = states(content)["spend-share"].found
    assert (found.state, found.words) == ("no_data", "3 个县市都缺分子或分母，其中 1 个有来源自称的占比")
    assert [line.why for line in found.lines] == ["缺分子或分母；来源自称 1.7%，没有可核的两个数"]


def test_an_advanced_county_without_a_pairing_is_the_gap(content: Path) -> None:
    (content / "pairings/chengxi-yanpu.yml").unlink()
    duty = states(content)["advanced-pairings"]
    assert (duty.state, [gap.name for gap in duty.gaps]) == ("not_met", ["澄溪县"])


def test_only_records_of_the_duties_own_policy_count(content: Path) -> None:
    change(content / "counties/chengxi.yml", "scheme: demo-plan", "scheme: demo-title")
    assert states(content)["advanced-counties"].state == "no_data"


def test_a_list_without_a_recommending_province_is_not_wholly_met(content: Path) -> None:
    change(content / "counties/chengxi.yml", "    recommender: 云岚省科技厅\n", "")
    assert states(content)["advanced-counties"].state == "partly"


@pytest.mark.slow
def test_the_real_library_mostly_says_no_data() -> None:
    library = check_content(Path(__file__).parents[1] / "content").library.published()
    states = {entry.duty.id: entry.state for entry in ledger(library)}
    assert len(states) == 10
    told = {duty: state for duty, state in states.items() if state != "no_data"}
    assert told == {"all-assessed": "partly"}


def test_the_ledger_is_told_as_json_and_csv(content: Path) -> None:
    files = dict(duty_files(Edition(library_of(content))))
    rows = json.loads(files["duties/duties.json"])
    table = list(csv.DictReader(io.StringIO(files["duties/duties.csv"].decode("utf-8-sig"))))
    lists = list(csv.DictReader(io.StringIO(files["duties/lists.csv"].decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [row["id"] for row in table]
    assert sum(len(row["list"]) for row in rows) == len(lists)
    assert rows[1]["list"] == [
        {
            "name": "澄溪县",
            "province": "云岚省",
            "url": "counties/chengxi/",
            "state": "met",
            "counts": True,
            "why": "帮扶砚浦县",
            "since": "2004 年 10 月",
            "sources": [{"title": "示例协议（虚构）", "grade": "A"}],
        }
    ]


def library_of(content: Path) -> Library:
    return check_content(content).library.published()


@pytest.mark.parametrize("share", ["0.9949", "0.995", "0.996", "0.99999", "1", "1.004", "12.345"])
def test_a_share_is_never_shown_on_the_other_side_of_the_line(share: str) -> None:
    shown = share_percent(Decimal(share), Decimal(1))
    assert (Decimal(shown.rstrip("%")) >= 1) == (Decimal(share) >= 1)


def test_a_final_account_is_preferred_and_years_before_the_policy_do_not_count(content: Path) -> None:
    change(
        content / "counties/chengxi.yml",
        "funding:\n",
        "funding:\n"
        "  - {year: 2003, st_spend: 900, fiscal_spend: 10000, account: final, source: 1}\n"
        "  - {year: 2004, st_spend: 900, fiscal_spend: 10000, account: budget, source: 1}\n",
    )
    lines = {line.name: line.why for line in states(content)["spend-share"].found.lines}
    assert lines["澄溪县"] == "2004 年（决算）1.00%，达标"


def test_known_shares_that_all_reach_the_line_are_not_wholly_met_while_others_are_unknown(
    content: Path,
) -> None:
    change(content / "counties/yanpu.yml", "st_spend: 101\n", "st_spend: 100\n")
    assert states(content)["spend-share"].state == "partly"


def test_without_any_pairing_of_the_scheme_nobody_is_called_in_default(content: Path) -> None:
    for pairing in (content / "pairings").glob("*.yml"):
        pairing.unlink()
    found = states(content)
    assert (found["advanced-pairings"].state, found["zone-pairings"].state) == ("no_data", "no_data")
    assert not [p for p in check_content(content).problems if p.rule == "helper-without-pairing"]


def test_a_withdrawn_pairing_leaves_the_gap_open_on_the_page_and_in_the_warnings(content: Path) -> None:
    change(content / "pairings/chengxi-yanpu.yml", "status: published", "status: withdrawn")
    assert states(content)["advanced-pairings"].state == "not_met"
    assert [p.rule for p in check_content(content).problems if p.level == "warning"] == [
        "helper-without-pairing"
    ]


def test_a_pairing_with_a_prefecture_is_shown_and_counts_for_no_county(content: Path) -> None:
    change(content / "pairings/zone-yanpu.yml", "  county: yanpu", "  area: {code: '990100', as_of: 2004}")
    duty = states(content)["zone-pairings"]
    assert [line.state for line in duty.found.lines] == ["no_data"]
    assert duty.state == "no_data"


def test_an_unknown_region_is_no_data_not_a_pass(content: Path) -> None:
    change(content / "counties/lingping.yml", 'code: "990123"', 'code: "991121"')
    change(content / "counties/lingping.yml", "  value: yes\n  basis: 示例名单\n", "  value: unknown\n")
    duty = states(content)["demonstration-counties"]
    assert [line.state for line in duty.found.lines] == ["no_data"]
    assert duty.state == "partly"


def test_a_provincial_demonstration_county_in_the_developed_east_is_no_error(content: Path) -> None:
    county = content / "counties/lingping.yml"
    change(
        county,
        'code: "990123"\nas_of: 2004\nless_developed:\n  value: yes',
        'code: "991121"\nas_of: 2004\nless_developed:\n  value: no',
    )
    assert [p.rule for p in check_content(content).problems if p.level == "error"] == ["demonstration-region"]
    change(county, "level: national", "level: provincial")
    assert not [p for p in check_content(content).problems if p.level == "error"]


@pytest.mark.slow
def test_coverage_of_the_real_library_says_what_is_missing() -> None:
    library = check_content(Path(__file__).parents[1] / "content").library.published()
    tables = coverage(library)
    assert all(table.rows or table.missing for table in tables.values())
    assert tables["advanced"].missing == "本库没有先进县（市）名单，所以列不出谁没有结对。"
    [page] = [page for page in made_by(coverage_pages(Edition(library))) if page.url == "duties/coverage/"]
    assert tables["weak"].missing in page.body


def test_a_case_counts_for_a_clause_with_all_that_is_nested_in_it_once(content: Path) -> None:
    rows = {str(cells[0].value): cells for cells in coverage(library_of(content))["clauses"].rows}
    assert {name.split("　")[0]: cells[1].value for name, cells in rows.items()} == {
        "一、": 0,
        "一、1.": 0,
        "一、2.": 0,
        "二、": 1,
        "二、1.": 1,
        "二、2.": 0,
    }


@pytest.mark.slow
def test_a_large_matrix_is_told_by_province_with_the_counties_a_page_each(tmp_path: Path) -> None:
    write_demo(tmp_path, cases=200)
    library = library_of(tmp_path / "content")
    pages = {page.url: page.body for page in made_by(coverage_pages(Edition(library)))}
    by_province = [url for url in pages if url.startswith("duties/coverage/programmes/")]
    assert by_province
    whole = LexborHTMLParser(pages["duties/coverage/"]).css(".cb-cells-programmes tbody tr")
    assert len(whole) == len(by_province)
    told = json.loads(dict(duty_files(Edition(library)))["duties/coverage.json"])
    matrix = next(table for table in told if table["id"] == "programmes")
    counties = [LexborHTMLParser(pages[url]).css("tbody tr") for url in by_province]
    assert len(matrix["rows"]) == sum(len(rows) for rows in counties) > 60
