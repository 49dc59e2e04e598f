"""Words of a text lead to the text or the article they mean, where the library holds it, and nowhere where that is not sure."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from county_casebook.deliver.gate.page import Known, read_page
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.library.text_references import referring, text_references
from county_casebook.publish.continued import MOST
from county_casebook.publish.outputs import in_shell
from county_casebook.publish.pages import record_unit
from county_casebook.records import Policy
from county_casebook.text.clauses import parse_clauses
from county_casebook.text.references import references
from tests.building import one
from tests.test_continued import Frame
from tests.test_long_texts import WORDS, numeral
from tests.village import county, made, village

OWN = "本文"


def spoken(words: str, label: str = "", names: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """What words refer to: the words, whose text it is, and the article down to the item."""
    return [
        (
            words[each.start : each.end],
            each.title or each.number or OWN,
            ".".join(filter(None, (each.article, *each.below))),
        )
        for each in references(words, label, names)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("按照第三条办理。", [("第三条", OWN, "art-3")]),
        ("本办法第五条第二款所称渠道", [("本办法第五条第二款", OWN, "art-5.p2")]),
        (
            "违反本条例第七条第（三）项、第八条规定的",
            [("本条例第七条第（三）项", OWN, "art-7.i3"), ("第八条", OWN, "art-8")],
        ),
        ("第三条至第五条的期限", [("第三条", OWN, "art-3"), ("第五条", OWN, "art-5")]),
        ("有本细则第十二条之一第一项情形", [("本细则第十二条之一第一项", OWN, "art-12-1.i1")]),
        ("《水利法》第十六条", [("《水利法》第十六条", "水利法", "art-16")]),
        (
            "依照《水利法》第九条、第十条和第十二条第一款处罚",
            [
                ("《水利法》第九条", "水利法", "art-9"),
                ("第十条", "水利法", "art-10"),
                ("第十二条第一款", "水利法", "art-12.p1"),
            ],
        ),
        (
            "《水利法》（以下简称水法）第九条",
            [("《水利法》", "水利法", ""), ("第九条", "水利法", "art-9")],
        ),
        ("根据国发〔2006〕6号", [("国发〔2006〕6号", "国发〔2006〕6号", "")]),
        (
            "依照第二条第三款和甲农字〔2003〕5号",
            [("第二条第三款", OWN, "art-2.p3"), ("甲农字〔2003〕5号", "甲农字〔2003〕5号", "")],
        ),
        (
            "《水利法》第二条、第三条和甲农字〔2003〕5号",
            [
                ("《水利法》第二条", "水利法", "art-2"),
                ("第三条", "水利法", "art-3"),
                ("甲农字〔2003〕5号", "甲农字〔2003〕5号", ""),
            ],
        ),
        ("（甲政办发[2011]第12号）", [("甲政办发[2011]第12号", "甲政办发〔2011〕12号", "")]),
        (
            "《关于修渠的意见》（甲政发〔2012〕3号）第二条",
            [
                ("《关于修渠的意见》", "关于修渠的意见", ""),
                ("甲政发〔2012〕3号", "甲政发〔2012〕3号", ""),
                ("第二条", "关于修渠的意见", "art-2"),
            ],
        ),
        (
            "《关于印发〈渠道办法〉的通知》",
            [("《关于印发〈渠道办法〉的通知》", "关于印发〈渠道办法〉的通知", "")],
        ),
    ],
)
def test_words_say_what_they_refer_to(words: str, expected: list[tuple[str, str, str]]) -> None:
    assert spoken(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "违反本条例第二十条第一款、第三款和第二十一条的",
            [
                ("本条例第二十条第一款", OWN, "art-20.p1"),
                ("第三款", OWN, "art-20.p3"),
                ("第二十一条", OWN, "art-21"),
            ],
        ),
        (
            "依照《水利法》第八条第二款第（二）项、第（三）项或者第五项",
            [
                ("《水利法》第八条第二款第（二）项", "水利法", "art-8.p2.i2"),
                ("第（三）项", "水利法", "art-8.p2.i3"),
                ("第五项", "水利法", "art-8.p2.i5"),
            ],
        ),
        (
            "适用第六条第一项至第三项的规定",
            [("第六条第一项", OWN, "art-6.i1"), ("第三项", OWN, "art-6.i3")],
        ),
        ("根据国发 〔2006〕 6 号文件", [("国发 〔2006〕 6 号", "国发〔2006〕6号", "")]),
        ("按照第 16 条、第 十七 条办理", [("第 16 条", OWN, "art-16"), ("第 十七 条", OWN, "art-17")]),
        ("按照2.1.1的要求启动", [("2.1.1", OWN, "2.1.1")]),
        ("程序见3.2、3.3和4.1.2。", [("3.2", OWN, "3.2"), ("3.3", OWN, "3.3"), ("4.1.2", OWN, "4.1.2")]),
        ("按5.2执行；本预案6.1条另有规定的除外", [("5.2", OWN, "5.2"), ("6.1", OWN, "6.1")]),
        ("名单见附件2，格式见附件3", [("附件2", OWN, "annex-2"), ("附件3", OWN, "annex-3")]),
        ("按照附件所列项目填报附件一", [("附件", OWN, "annex"), ("附件一", OWN, "annex-1")]),
    ],
)
def test_lists_blanks_outlines_and_annexes_are_understood(
    words: str, expected: list[tuple[str, str, str]]
) -> None:
    assert spoken(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "前款所称渠道",
        "按照2.5米的标准",
        "按1.2倍补偿",
        "达到3.2的",
        "增长2.1.",
        "见3.5万元以上",
        "根据2.1%的比例",
        "按2.5计",
        "2.1.1指挥部",
        "将附件2修改为",
        "填写附件2-1",
        "见附件12—1",
        "附件一式三份",
        "提交附件三份",
        "按照附件1至3填报",
        "《水利法》实施办法的附件2",
        "附件齐全",
        "依照《水利规程》2.1.1的要求",
        "“按照2.1.1启动”",
        "第二款、第三款",
        "依照水土保持法第九条",
        "本种子法第九条",
        "省种子法第九条",
        "本条第二款",
        "依照刑法第三百条定罪",
        "水利法第九条、第十条规定的渠道",
        "依照水利法第九条的规定，或者第十条的规定",
        "将第三条修改为：",
        "删去第八条第二款",
        "增加一条，作为第九条",
        "上级办法第四条",
        "修建第三条渠道",
        "“第三条　渠道分三级。”",
        "改为“按照第三条办理”",
        "第三季度",
        "2006年6号文",
    ],
)
def test_what_may_be_of_another_text_refers_to_nothing(words: str) -> None:
    assert spoken(words, names=("种子法",)) == ([] if "《" not in words else spoken(words)[:1])


def test_a_short_name_that_the_text_gives_is_known_without_title_marks() -> None:
    names = ("种子法", "管护办法")
    assert spoken("依照种子法第十一条、第十二条第一款处罚。", names=names) == [
        ("第十一条", "种子法", "art-11"),
        ("第十二条第一款", "种子法", "art-12.p1"),
    ]
    assert spoken("管护办法第三条规定的渠道", names=names) == [("第三条", "管护办法", "art-3")]
    assert spoken("种子法第十一条、本办法第三条", names=names)[1:] == [("本办法第三条", OWN, "art-3")]


def test_a_sentence_that_names_another_text_leaves_bare_numbers_alone() -> None:
    assert spoken("《水利法》施行后，按照第三条办理。") == [("《水利法》", "水利法", "")]
    assert spoken("《水利法》施行后，按照本办法第三条办理。")[1:] == [("本办法第三条", OWN, "art-3")]
    assert spoken("《水利法》已经施行。按照第三条办理。")[1:] == [("第三条", OWN, "art-3")]


def test_the_number_that_words_begin_with_is_their_own() -> None:
    assert spoken("第四条　按照第三条办理。", "第四条") == [("第三条", OWN, "art-3")]
    assert spoken("第四条按照第三条办理。", "第四条") == [("第三条", OWN, "art-3")]


def policy(policy_id: str, title: str, text: str | None, **fields: Any) -> Policy:
    told = {
        "title": title,
        "issuers": ["示例机关"],
        "issued": "2004",
        "level": "national",
        "validity": "不详",
    }
    found: Policy = made(Policy, policy_id, {**told, **fields})
    found._text = text
    found._clauses = parse_clauses(text).clauses if text is not None else ()
    return found


WATER = policy(
    "water",
    "中华人民共和国渠道法",
    "渠道法\n第一条　渠道分三级。\n第二条　管护：\n（一）清淤；\n（二）补堤。\n费用由县负担。\n第三条　按照第二条第（一）项清淤；违反本法第九条的，处罚。\n",
)
TOLD = policy(
    "told",
    "机井条例",
    None,
    doc_no="示例〔2010〕7号",
    points=[
        {"id": "a4", "point": "机井有证。", "clause": "第四条"},
        {"id": "a5", "point": "旧文。", "clause": "第五条第一款"},
    ],
)
NOTICE = policy(
    "notice",
    "示例局关于印发《巡渠办法》的通知",
    "关于印发《巡渠办法》的通知\n各乡镇：\n现印发给你们。\n示例局\n2011年3月1日\n巡渠办法\n第一条　每日巡渠。\n第二条　依照第一条巡渠。\n",
)
LOCAL = policy(
    "local",
    "甲县渠道细则",
    "甲县渠道细则\n第一条　根据《中华人民共和国渠道法》第二条第二款和《机井条例》（以下简称《条例》），制定本细则。\n"
    "第二条　机井依照《条例》第四条、第五条第一款办证。\n第三条　巡渠依照《巡渠办法》第二条；《渔业法》第三条另有规定的除外。\n"
    "第四条　示例〔2010〕7号、示例〔2010〕8号同时执行。\n",
)


def library() -> Library:
    return village(county(0), WATER, TOLD, NOTICE, LOCAL)


def led(held: Library, record: Policy) -> list[tuple[str, str]]:
    """What the words of a policy lead to: the words, and the policy with its clause."""
    text = record.text or ""
    return [
        (text[each.start : each.end], f"{each.target}#{each.target_clause}".rstrip("#"))
        for each in text_references(held, held.of(Policy)[record.id])
    ]


def test_references_lead_to_what_the_library_holds_and_nowhere_else() -> None:
    held = library()
    assert led(held, LOCAL) == [
        ("《中华人民共和国渠道法》第二条第二款", "water#art-2.p2"),
        ("《机井条例》", "told"),
        ("《条例》第四条", "told#a4"),
        ("第五条第一款", "told#a5"),
        ("《巡渠办法》第二条", "notice#annex-1.art-2"),
        ("示例〔2010〕7号", "told"),
    ]
    assert led(held, WATER) == [("第二条第（一）项", "water#art-2.i1")]
    assert led(held, NOTICE)[-1] == ("第一条", "notice#annex-1.art-1")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"issued": "2003"}, ["water#art-1", "water#art-2"]),
        ({"issued": "2004"}, ["water#art-1", "water#art-2"]),
        ({"issued": "2009"}, ["water"]),
        (
            {
                "issued": "1995",
                "versions": [{"date": "1995", "note": "通过"}, {"date": "2012", "note": "修订"}],
            },
            ["water"],
        ),
        ({"issued": "not_stated"}, ["water#art-1", "water#art-2"]),
    ],
)
def test_a_text_older_than_the_one_held_refers_to_the_law_as_a_whole(
    fields: dict[str, Any], expected: list[str]
) -> None:
    law = policy("water", "渠道法", WATER.text, **fields)
    older = policy("older", "甲县细则", "甲县细则\n第一条　依照《渠道法》第一条、第二条修渠。\n")
    held = village(county(0), law, older)
    assert [target for _, target in led(held, older)] == expected


def test_an_article_that_the_text_does_not_have_leads_to_the_text_where_it_is_named() -> None:
    local = policy(
        "local", "甲县细则", "甲县细则\n第一条　依照《渠道法》第八十条、第九十条修渠，按照第七十条处罚。\n"
    )
    assert led(village(county(0), WATER, local), local) == [("《渠道法》第八十条", "water")]


PLAN = policy(
    "plan",
    "甲县防汛预案",
    "甲县防汛预案\n1 总则\n1.1 目的\n依照《中华人民共和国渠道法》（以下简称渠道法）制定。\n2 指挥\n2.1 指挥部\n2.1.1 指挥部由县政府领导。\n"
    "2.1.2 职责见附件2，联系方式见附件3。\n3 响应\n3.1 启动\n按照2.1.1的要求启动，水位达到2.1米的按3.2执行；见9.9。\n3.2 处置\n"
    "渠道法第三条规定的巡查照常。\n附件1\n成员名单\n一、水利局。\n附件2\n职责分工\n一、按照2.1.2报告。\n",
)


def test_outlines_annexes_and_short_names_lead_to_clauses_that_are_held() -> None:
    held = village(county(0), WATER, PLAN)
    assert led(held, PLAN) == [
        ("《中华人民共和国渠道法》", "water"),
        ("附件2", "plan#annex-2"),
        ("2.1.1", "plan#2.1.1"),
        ("3.2", "plan#3.2"),
        ("第三条", "water#art-3"),
    ]
    assert referring(held)["water#art-3"] == (("plan", "3.2.p1"),)
    page = LexborHTMLParser(pages(held, "plan")["policies/plan/index.html"])
    links = [(link.text(), link.attributes["href"]) for link in page.css("a.cb-refers")]
    assert ("附件2", "../plan/#annex-2") in links
    assert ("2.1.1", "../plan/#2.1.1") in links


def test_what_a_text_calls_its_own_may_be_another_that_it_names_so() -> None:
    """Rules for a law may call the law 本法: 「本法第二条」 is an article of the law, and 「本细则第二条」 one of the rules."""
    rules = policy(
        "rules",
        "乙县渠道细则",
        "乙县渠道细则\n第一条　为实施《渠道法》（以下简称本法）制定本细则。\n第二条　修渠。\n第三条　依照本法第二条和本细则第二条处理。\n",
    )
    unheld = policy(
        "unheld",
        "丙县细则",
        (rules.text or "").replace("《渠道法》", "《渔业法》").replace("乙县渠道", "丙县"),
    )
    held = village(county(0), WATER, rules, unheld)
    assert led(held, rules) == [
        ("《渠道法》", "water"),
        ("第二条", "water#art-2"),
        ("本细则第二条", "rules#art-2"),
    ]
    assert led(held, unheld) == [("本细则第二条", "unheld#art-2")]


def test_an_annex_without_number_is_the_only_one_of_the_text() -> None:
    letter = "甲县名单办法\n第一条　名单见附件。\n甲县\n2004年1月1日\n"
    one_annex = policy("one", "甲县名单办法", f"{letter}附件\n成员名单\n一、水利局。\n")
    two = policy("two", "乙县名单办法", f"{letter}附件1\n成员名单\n一、水利局。\n附件2\n职责\n一、水利局。\n")
    held = village(county(0), one_annex, two)
    assert led(held, one_annex) == [("附件", "one#annex-1")]
    assert led(held, two) == []


def test_a_title_that_two_policies_have_leads_nowhere() -> None:
    twin = policy("twin", "机井条例", "机井条例\n第四条　机井无证。\n")
    held = village(county(0), WATER, TOLD, NOTICE, LOCAL, twin)
    assert ("《机井条例》", "told") not in led(held, LOCAL)
    assert ("示例〔2010〕7号", "told") in led(held, LOCAL)


def test_a_text_that_amends_another_has_no_articles_of_its_own_to_refer_to() -> None:
    amending = policy(
        "amending",
        "关于修改《渠道法》的决定",
        "决定\n第一条　清淤。\n第二条　“违反第一条的，处罚。\n按照第一条清淤。”\n",
    )
    assert led(village(county(0), amending), amending) == []


def test_who_refers_to_a_policy_is_known_from_both_sides() -> None:
    found = referring(library())
    assert found["water"] == (("local", "art-1"),)
    assert found["water#art-2.p2"] == (("local", "art-1"),)
    assert found["told"] == (("local", "art-1"), ("local", "art-2"), ("local", "art-4"))
    assert found["told#a4"] == (("local", "art-2"),)


def pages(held: Library, policy_id: str) -> dict[str, str]:
    unit = record_unit(Edition(held, shell=lambda _depth, _section: Frame()), f"policies/{policy_id}/")
    assert unit is not None
    made_of = in_shell(Edition(held, shell=lambda _depth, _section: Frame()), unit).make()
    return {path: (data if isinstance(data, bytes) else b"".join(data)).decode() for path, data in made_of}


def test_the_page_leads_there_and_back_and_keeps_its_words() -> None:
    held = library()
    html = pages(held, "local")["policies/local/index.html"]
    assert read_page(html.encode(), Known()).faults == []
    page = LexborHTMLParser(html)
    links = [(link.text(), link.attributes["href"]) for link in page.css("a.cb-refers")]
    assert links[0] == ("《中华人民共和国渠道法》第二条第二款", "../water/#art-2.p2")
    assert ("《条例》第四条", "../told/#a4") in links
    shown = [line.text() for line in page.css(".cb-official .cb-words > :not(.cb-anchor)")]
    assert shown == (LOCAL.text or "").splitlines()

    water = LexborHTMLParser(pages(held, "water")["policies/water/index.html"])
    beside = one(water, '[id="art-2.p2"] > .cb-carried')
    assert "1 份文件引用本条" in beside.text()
    assert one(beside, "a").attributes["href"] == "../local/#art-1"
    whole = one(water, 'section[aria-labelledby="referring"]')
    assert "引用本文件的文件（1）" in whole.text()
    assert "见其第一条。" in whole.text()


def test_a_clause_that_many_refer_to_has_a_page_with_all_of_them() -> None:
    others = [
        policy(f"local-{order}", f"乙县渠道细则之{order}", "细则\n第一条　依照《渠道法》第一条修渠。\n")
        for order in range(9)
    ]
    files = pages(village(county(0), WATER, *others), "water")
    page = LexborHTMLParser(files["policies/water/index.html"])
    beside = one(page, '[id="art-1"] > .cb-carried')
    assert "9 份文件引用本条" in beside.text()
    assert len(beside.css("li")) < 9
    listed = LexborHTMLParser(files["policies/water/art-1/index.html"])
    assert "对应第一条的案例、结对与文件" in listed.css("h1")[0].text()
    assert sum("乙县渠道细则" in (link.text() or "") for link in listed.css("main a, article a")) >= 9


@pytest.mark.slow
def test_a_text_full_of_references_that_many_refer_to_stays_within_its_pages() -> None:
    dense = "".join(
        f"第{numeral(order)}条　依照本法第三条、第四条第一款、第五条和《机井条例》第四条、第五条第一款，{WORDS}\n"
        for order in range(1, 301)
    )
    cited = "".join(
        f"第{numeral(order)}条　依照《示例法》第{numeral(order)}条修渠。\n" for order in range(1, 120)
    )
    others = [policy(f"local-{order}", f"乙县渠道细则之{order}", f"细则\n{cited}") for order in range(9)]
    held = village(county(0), policy("law", "示例法", f"示例法\n{dense}"), TOLD, *others)
    files = pages(held, "law")
    assert len([path for path in files if "/page/" in path]) > 1
    assert {path: len(html) for path, html in files.items() if len(html.encode()) > MOST} == {}
    links = sum(html.count('class="cb-refers"') for path, html in files.items() if "/art-" not in path)
    assert links == 5 * 300 - 3  # articles 3, 4 and 5 name themselves
