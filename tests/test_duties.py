"""The duty ledger on the tiny library: met, not met, no data, and what each verdict rests on."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from generator.build import check_content
from generator.publish.duties import duty_files
from generator.publish.pages.counties import share_words
from generator.records.county import Funding
from generator.rules.duties import DutyState, ledger
from tests.building import TINY


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(TINY / "content", tmp_path / "content")
    return tmp_path / "content"


def states(content: Path) -> dict[str, DutyState]:
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
    assert share_words(funding) == words


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


def test_the_real_library_mostly_says_no_data() -> None:
    library = check_content(Path(__file__).parents[1] / "content").library.published()
    assert [state.state for state in ledger(library)] == ["no_data"] * 10


def test_the_ledger_is_told_as_json_and_csv(content: Path) -> None:
    files = dict(duty_files(check_content(content).library.published()))
    rows = json.loads(files["duties/duties.json"])
    table = list(csv.DictReader(io.StringIO(files["duties/duties.csv"].decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [row["id"] for row in table]
    assert rows[0]["list"] == [
        {"name": "澄溪县", "url": "counties/chengxi/", "counts": True, "why": "推荐：云岚省科技厅"}
    ]
