"""Official texts become clauses: the plan of 2004 and the layouts that other texts use."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.records.clauses import Clause, citation, parse_clauses
from generator.records.numerals import number

PLAN = (Path(__file__).parent.parent / "content/policies/most-2004-work-plan.txt").read_text("utf-8")


def ids(text: str) -> list[str]:
    return [clause.id for clause in parse_clauses(text).clauses]


def cited(text: str) -> dict[str, str]:
    clauses = {clause.id: clause for clause in parse_clauses(text).clauses}
    return {key: citation(clause, clauses) for key, clause in clauses.items()}


def test_the_plan_has_five_six_and_seven_items() -> None:
    found = ids(PLAN)
    for chapter, count in (("1", 5), ("2", 6), ("3", 7)):
        assert [
            key
            for key in found
            if key.count(".") == 1 and key.startswith(f"{chapter}.") and key[2:].isdigit()
        ] == [f"{chapter}.{order}" for order in range(1, count + 1)]


def test_principle_five_follows_principle_four_without_a_blank_line() -> None:
    clauses = {clause.id: PLAN[clause.start : clause.end] for clause in parse_clauses(PLAN).clauses}
    assert clauses["1.4"].startswith("4. 上下联动")
    assert clauses["1.4"].endswith("具体实施示范工作。\n")
    assert clauses["1.5"].startswith("5. 远近结合")


def test_the_plan_comes_back_character_for_character() -> None:
    assert "".join(PLAN[clause.start : clause.end] for clause in parse_clauses(PLAN).clauses) == PLAN
    assert not parse_clauses(PLAN).irregularities


def test_paragraphs_and_points_of_the_plan_have_addresses() -> None:
    found = ids(PLAN)
    assert found[:2] == ["head", "p1"]
    assert {"1.p1", "2.p1", "3.3.p1", "3.3.p2", "2.4.i1", "2.4.i2", "2.4.i3"} <= set(found)


def test_a_law_of_120_articles_has_120_articles_in_their_chapters() -> None:
    numerals = "零一二三四五六七八九"

    def chinese(value: int) -> str:
        hundreds, rest = divmod(value, 100)
        tens, ones = divmod(rest, 10)
        text = f"{numerals[hundreds]}百" if hundreds else ""
        text += (
            f"{numerals[tens]}十"
            if tens > 1 or (tens and hundreds)
            else "十"
            if tens
            else "零"
            if hundreds and ones
            else ""
        )
        return text + (numerals[ones] if ones else "")

    lines = ["某某法", "（2004年8月28日通过）"]
    for article in range(1, 121):
        if article % 20 == 1:
            lines.append(f"第{chinese(article // 20 + 1)}章　总　则")
        lines.append(f"第{chinese(article)}条　为了试验，制定本条。")
        if article % 7 == 0:
            lines += ["前款所称试验包括：", "（一）甲；", "（二）乙。"]
    clauses = parse_clauses("\n".join(lines)).clauses
    articles = [clause for clause in clauses if clause.kind == "article"]
    assert [clause.id for clause in articles] == [f"art-{order}" for order in range(1, 121)]
    assert [clause.parent for clause in articles] == [
        f"ch-{(order - 1) // 20 + 1}" for order in range(1, 121)
    ]
    assert {"art-7.p2", "art-7.p2.i1", "art-7.p2.i2"} <= {clause.id for clause in clauses}


def test_an_opinion_nests_three_deep_and_counts_on_across_chapters() -> None:
    text = (
        "关于某事的意见\n一、总体要求\n（一）指导思想。甲。\n1.乙。\n2.丙。\n二、措施\n（二）丁。\n1.戊。\n"
    )
    assert ids(text) == ["head", "1", "1.1", "1.1.1", "1.1.2", "2", "2.2", "2.2.1"]
    assert not parse_clauses(text).irregularities


def test_a_reply_without_numbers_gives_its_paragraphs() -> None:
    text = "关于某事的复函\n某函〔2005〕21号\n某某省人民政府：\n　　来函收悉。\n　　同意。\n某某部\n二〇〇五年三月三日\n"
    assert ids(text) == ["head", "p1", "p2", "p3", "date"]


def test_a_repeated_and_a_skipped_number_are_reported_and_kept() -> None:
    parsed = parse_clauses("题目\n一、甲。\n二、乙。\n二、丙。\n五、丁。\n")
    assert [clause.id for clause in parsed.clauses] == ["head", "1", "2", "2~2", "5"]
    assert [irregularity.sentence for irregularity in parsed.irregularities] == [
        "编号重复：上一个是 2，这里是 二、",
        "编号跳号：上一个是 2，这里是 五、",
    ]


def test_a_contents_list_does_not_take_the_chapters_places() -> None:
    text = (
        "某法\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n"
    )
    found = parse_clauses(text).clauses
    assert [clause.id for clause in found if clause.kind == "chapter"] == ["ch-1", "ch-2"]
    assert [clause.parent for clause in found if clause.kind == "article"] == ["ch-1", "ch-2"]


def test_attachments_number_their_own() -> None:
    text = "通知\n一、甲。\n附件：1.名单\n2.办法\n某部\n2004年8月10日\n附件1\n名单\n一、乙。\n附件2\n办法\n一、丙。\n"
    found = ids(text)
    assert {"annex-1", "annex-1.1", "annex-2", "annex-2.1"} <= set(found)
    assert "2" not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("题\n一、甲。\n3.2亿元已到位。\n", ["head", "1", "1.p2"]),
        ("题\n一、甲。\n2004.5版。\n", ["head", "1", "1.p2"]),
        ("题\n１．甲。\n２．乙。\n", ["head", "1", "2"]),
        ("题\n1、甲。\n2、乙。\n", ["head", "1", "2"]),
        ("题\n第十二条之一　甲。\n", ["head", "art-12-1"]),
        ("题\r\n一、甲。\r\n二、乙。\r\n", ["head", "1", "2"]),
        ("", []),
        ("\n\n", ["head"]),
    ],
)
def test_traps_in_real_texts(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_clauses_are_named_as_officials_name_them() -> None:
    assert cited(PLAN)["3.3.p2"] == "三、3.第 2 段"
    law = "法\n第一章　总则\n第十二条　甲：\n（一）乙；\n"
    assert cited(law)["art-12.i1"] == "第十二条第（一）项"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("一百一十", 110),
        ("九千九百九十九", 9999),
        ("二〇〇四", 2004),
        ("０７", 7),
        ("③", 3),
        ("二○○四", 2004),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert number(text) == value


def test_a_clause_knows_its_parent_and_depth() -> None:
    clauses = {clause.id: clause for clause in parse_clauses(PLAN).clauses}
    for clause in clauses.values():
        assert clause.depth == (clauses[clause.parent].depth + 1 if clause.parent else 0)
    assert isinstance(clauses["3.3"], Clause)
