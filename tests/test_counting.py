"""How a duty counts, told to readers: only what its measure goes by, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from county_casebook.ledger.counting import counting_words
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.records.policy import Duty
from tests import building

TINY = link(load(building.TINY / "content"), date(2006, 3, 1))


def duty(measure: str, **asked: Any) -> Duty:
    return Duty.model_validate(
        {
            "id": "x",
            "clause": "demo-plan#2.1",
            "statement": "做到",
            "owed_by": "县",
            "measure": measure,
            **asked,
        }
    )


@pytest.mark.parametrize(
    ("measure", "asked", "words"),
    [
        ("advanced_counties", {}, ()),
        (
            "advanced_counties",
            {"must_state": ["batch", "recommender"]},
            ("每个称号须写明批次、推荐单位",),
        ),
        (
            "demonstration_counties",
            {
                "counted": "省级示范县",
                "regions": [
                    {"region": "西部", "open_to": "all"},
                    {"region": "东部", "open_to": "less_developed"},
                ],
            },
            ("数的是省级示范县", "限于西部（都可以）、东部（只限欠发达的县），没有列出的地带按缺数据处理"),
        ),
        (
            "demonstration_counties",
            {
                "regions": [
                    {"region": region, "open_to": "none"} for region in ("东部", "中部", "西部", "东北")
                ]
            },
            ("限于东部（都不可以）、中部（都不可以）、西部（都不可以）、东北（都不可以）",),
        ),
        ("zone_pairings", {}, ("数的是国家高新技术产业开发区",)),
        (
            "zone_pairings",
            {"organizations": "university", "counted": "部属高校", "out_of": 75},
            ("数的是部属高校（机构类型：大学）", "总数按 75 个计"),
        ),
        ("advanced_assessed", {}, ("公布名单当年和此前各年的考核都看",)),
        ("advanced_assessed", {"years_back": 0}, ("只看公布名单当年的考核",)),
        ("advanced_assessed", {"years_back": 2}, ("看公布名单当年和往前 2 年的考核",)),
        ("provincial_lists", {"exempt": ["台湾省", "海南省"]}, ("不计台湾省、海南省",)),
        ("leaders_trained", {}, ("党政主要领导、科技局长都轮训过才算",)),
        ("leaders_trained", {"trainings": ["bureau_head"]}, ("科技局长轮训过才算",)),
        (
            "leaders_trained",
            {"through_events": [{"trained": "leaders", "audiences": ["farmers"]}]},
            (
                "党政主要领导、科技局长都轮训过才算",
                "对象是农民的培训活动，来自的县（市）算党政主要领导已轮训",
            ),
        ),
        (
            "conference",
            {"years_back": 3, "out_of": 9, "exempt": ["台湾省"], "must_state": ["batch"]},
            (),
        ),
    ],
)
def test_the_words_follow_the_record(measure: str, asked: dict[str, Any], words: tuple[str, ...]) -> None:
    assert counting_words(TINY, duty(measure, **asked)) == words
