"""Official texts become clauses: the plan of 2004 and the layouts that other texts use."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.text.clauses import Clause, citation, parse_clauses
from county_casebook.text.numerals import number

PLAN = (Path(__file__).parent.parent / "content/policies/most-2004-work-plan.txt").read_text("utf-8")


def chinese(value: int) -> str:
    """Write a number up to 9999 as laws number their articles: 十二, 一百零三, 一千零一十."""
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if zero else "") + "零一二三四五六七八九"[digit] + name
        zero = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


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
        ("题\n㈠甲。\n⒈乙。\n⑴丙。\n", ["head", "1", "1.1", "1.1.1"]),
        ("题\n１）甲。\n２）乙。\n", ["head", "1", "2"]),
        ("题\n第一章总则\n第一条为了甲。\n第一条规定的乙。\n", ["head", "ch-1", "art-1", "art-1.p2"]),
        ("题\n第１０条　甲。\n", ["head", "art-10"]),
        (
            "题\n第一条　甲：\n（一）项目；\n（二）乙。\n（一）至（二）项所列。\n",
            ["head", "art-1", "art-1.i1", "art-1.i2", "art-1.p2"],
        ),
        (
            "题\n第一章　甲\n第一条　乙。\n业主委员会\n第二条　丙。\n",
            ["head", "ch-1", "art-1", "art-1.p2", "art-2"],
        ),
        ("题\n一、甲：\n（1）乙；\n（2）丙。\n丁。\n", ["head", "1", "1.1", "1.2", "1.p2"]),
        ("题\n一、甲。\n（一）乙。\n丙。\n", ["head", "1", "1.1", "1.1.p2"]),
        ("题\n各省人民政府：\n现通知如下：\n一、甲。\n", ["head", "p1", "1"]),
        ("题\n现通知如下：\n一、甲。\n", ["head", "p1", "1"]),
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


def test_a_code_has_its_books_chapters_sections_and_articles() -> None:
    text = (
        "某法典\n目　录\n第一编　总则\n第一章　甲……1\n第二编　分则\n第一分编　乙\n第一章　丙……9\n"
        "第一编　总则\n第一章　甲\n第一节　子\n第一条　丑。\n第二编　分则\n第一分编　乙\n第一章　丙\n第二条　寅。\n"
    )
    parsed = parse_clauses(text)
    numbered = [clause.id for clause in parsed.clauses if clause.label]
    assert numbered == [
        "part-1",
        "part-1.ch-1",
        "part-1.ch-1.sec-1",
        "art-1",
        "part-2",
        "part-2.subpart-1",
        "part-2.ch-1",
        "art-2",
    ]
    assert [clause.kind for clause in parsed.clauses].count("contents") == 6
    assert not parsed.irregularities


def test_an_article_has_paragraphs_items_and_subitems() -> None:
    text = "某法\n第十二条　甲。\n乙有下列情形：\n（一）丙；\n（二）丁；\n（三）戊：\n1.己；\n2.庚。\n辛。\n第十二条之一　壬。\n"
    assert ids(text) == [
        "head",
        "art-12",
        "art-12.p2",
        "art-12.p2.i1",
        "art-12.p2.i2",
        "art-12.p2.i3",
        "art-12.p2.i3.1",
        "art-12.p2.i3.2",
        "art-12.p3",
        "art-12-1",
    ]
    assert cited(text)["art-12.p2.i3.1"] == "第十二条第2款第（三）项第1目"


LETTER = (
    "某某部关于某事\n的指导意见\n某发〔2004〕3号\n各省、自治区、直辖市人民政府：\n甲。\n一、乙\n（一）丙。\n1.丁。\n"
    "二、戊。一是己；二是庚。\n附件：1．辛\n　　　2．壬\n某某部\n某某委员会\n二OO四年八月十日\n（此件公开发布）\n"
    "抄送：某某办。\n"
)


def test_a_letter_has_a_head_a_signature_a_date_and_notes() -> None:
    found = {clause.id: clause for clause in parse_clauses(LETTER).clauses}
    words = {key: LETTER[clause.start : clause.end].strip() for key, clause in found.items()}
    assert words["head"].endswith("某发〔2004〕3号\n各省、自治区、直辖市人民政府：")
    assert list(found)[1:] == [
        "p1",
        "1",
        "1.1",
        "1.1.1",
        "2",
        "2.i1",
        "2.i2",
        "p2",
        "p3",
        "p4",
        "p5",
        "date",
        "date.p1",
        "date.p2",
    ]
    assert (words["p2"], words["p4"], words["date.p2"]) == ("附件：1．辛", "某某部", "抄送：某某办。")
    assert {found[key].kind for key in ("p2", "p3", "p4", "p5", "date", "date.p1", "date.p2")} == {"tail"}
    assert not parse_clauses(LETTER).irregularities


def test_what_is_attached_after_the_date_numbers_its_own_and_is_named() -> None:
    text = (
        LETTER
        + "某 某 规 则\n第一章　总 则\n第一条　子。\n附件2\n名 单\n1.丑县\n2.寅县\n某某部\n2004年8月11日\n"
    )
    assert ids(text)[15:] == [
        "annex-1",
        "annex-1.ch-1",
        "annex-1.art-1",
        "annex-2",
        "annex-2.p1",
        "annex-2.1",
        "annex-2.2",
        "annex-2.2.p1",
        "annex-2.date",
    ]
    assert cited(text)["annex-1.art-1"] == "《某某规则》第一条"
    assert cited(text)["annex-2.1"] == "附件2 1."
    annex = next(clause for clause in parse_clauses(text).clauses if clause.id == "annex-2")
    assert annex.heading == "附件2　名 单"


def test_an_order_carries_its_regulation() -> None:
    text = (
        "某某国务院令\n第9号\n《某某条例》已经通过，现予公布。\n总理　　某某某\n2018年11月6日\n某某条例\n（2018年通过）\n"
        "第一章　总则\n第一条　甲。\n"
    )
    assert ids(text) == [
        "head",
        "p1",
        "p2",
        "date",
        "annex-1",
        "annex-1.p1",
        "annex-1.ch-1",
        "annex-1.art-1",
    ]


def test_two_rows_of_points_in_one_paragraph_have_addresses_of_their_own() -> None:
    text = "题\n一、甲。第一，乙；第二，丙。又：一是丁；二是戊。\n"
    assert ids(text) == ["head", "1", "1.i1", "1.i2", "1.i1~2", "1.i2~2"]
    assert ids("题\n一、甲。一是乙；三是丙。\n") == ["head", "1"]


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
        ("一千零一", 1001),
        ("两千〇四十", 2040),
        ("１２", 12),
        ("㈩", 10),
        ("⒛", 20),
        ("㉑", 21),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert number(text) == value


def test_every_numeral_up_to_9999_is_read_as_it_is_written() -> None:
    for value in range(1, 10_000):
        assert number(chinese(value)) == value
        assert number(chinese(value).replace("零", "〇")) == value


def test_a_clause_knows_its_parent_and_depth() -> None:
    clauses = {clause.id: clause for clause in parse_clauses(PLAN).clauses}
    for clause in clauses.values():
        assert clause.depth == (clauses[clause.parent].depth + 1 if clause.parent else 0)
    assert isinstance(clauses["3.3"], Clause)
