"""Layouts that real texts use, each kind in several: what becomes of blanks, outlines, annexes, quotations and contents."""

from __future__ import annotations

import pytest

from county_casebook.text.clauses import parse_clauses
from county_casebook.text.marks import BLANKS
from tests.test_clauses import cited, ids


def kinds(text: str) -> list[str]:
    return [clause.kind for clause in parse_clauses(text).clauses]


def numbered(text: str) -> list[str]:
    return [clause.id for clause in parse_clauses(text).clauses if clause.label]


def words(text: str) -> dict[str, str]:
    return {clause.id: text[clause.start : clause.end].strip() for clause in parse_clauses(text).clauses}


def said(text: str) -> list[str]:
    return [irregularity.sentence for irregularity in parse_clauses(text).irregularities]


@pytest.mark.parametrize("blank", [*BLANKS, "\u2003\u2003", " \u3000", "\u200b\u2002"])
def test_every_blank_of_unicode_parts_a_number_from_its_words(blank: str) -> None:
    text = (
        f"茶园管护办法\n第一章{blank}管护\n第一节{blank}采摘\n第一条{blank}采茶限于春季。\n"
        f"{blank}第二条{blank}夏茶不采。{blank}\n"
    )
    assert numbered(text) == ["ch-1", "ch-1.sec-1", "art-1", "art-2"]
    assert numbered(f"灌溉规程\n1{blank}范围\n1.1{blank}渠首\n1.2{blank}支渠\n") == ["1", "1.1", "1.2"]


@pytest.mark.parametrize(
    ("heading", "address"),
    [
        ("第四章渔业资源的增殖", "ch-4"),
        ("第二章规划编制与规范管理", "ch-2"),
        ("第一章总则和适用范围", "ch-1"),
        ("第三节组织机构、职责及至村一级的分工", "sec-3"),
        ("第二编和解以外的程序", None),
        ("第五章规定的期限届满", None),
        ("第二章、第三章", None),
        ("第二章的罚则适用于前款", None),
        ("第六章：奖励与处分", "ch-6"),
        ("第１章养殖证的第一次发放", "ch-1"),
        ("第三章所列各项，由县农业农村局办理。", None),
    ],
)
def test_a_heading_needs_no_blank_and_a_sentence_about_a_chapter_is_none(
    heading: str, address: str | None
) -> None:
    found = numbered(f"渔政办法\n为了管好水面，制定本办法。\n{heading}\n")
    assert found == ([address] if address else [])


OUTLINES = [
    (
        "1 总则\n1.1 目的\n为抗旱。\n1.2 依据\n依法。\n2 机构\n2.1 指挥部\n2.1.1 职责\n2.1.2 成员\n3 附则\n",
        ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "3"],
    ),
    (
        "1总则\n1.1目的\n为抗旱。\n1.2依据\n依法。\n2组织指挥\n2.1指挥部\n2.1.1职责\n3附则\n",
        ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "3"],
    ),
    (
        "1. 总则\n1.1. 目的\n为抗旱。\n2. 机构\n2.1. 指挥部\n1. 通知各站；\n2. 开会。\n2.2. 办公室\n3. 附则\n",
        ["1", "1.1", "2", "2.1", "2.1.i1", "2.1.i2", "2.2", "3"],
    ),
    (
        "一、总则\n1.1 目的\n（1）保苗；\n（2）保水。\n1.2 依据\n二、机构\n2.1 指挥部\na) 县长；\nb) 局长。\n2.2 办公室\n",
        ["1", "1.1", "1.1.i1", "1.1.i2", "1.2", "2", "2.1", "2.1.a", "2.1.b", "2.2"],
    ),
    (
        "第一章 总则\n1.1 目的\n第二章 机构\n2.1 指挥部\n2.1.1 职责\n",
        ["ch-1", "ch-1.1", "ch-2", "ch-2.1", "ch-2.1.1"],
    ),
    (
        "１　总则\n１．１　目的\n１．２　依据\n２　机构\n２．１　指挥部\n",
        ["1", "1.1", "1.2", "2", "2.1"],
    ),
    (
        "3.2 预警\n3.2.1 分级\n红黄蓝三级。\n3.2.2 发布\n4 响应\n4.1 先期处置\n",
        ["3.2", "3.2.1", "3.2.2", "4", "4.1"],
    ),
    (
        "1 范围\n本文件适用于苗圃。\n2 术语\n2.1\n苗床\n育苗的地块。\n3 要求\n3.1 土壤 pH 为 6～7。\n3.2 水深 3.5 m，宽 1.2 m。\n",
        ["1", "2", "3", "3.1", "3.2"],
    ),
]


@pytest.mark.parametrize(("outline", "expected"), OUTLINES)
def test_a_decimal_outline_nests_by_its_numbers(outline: str, expected: list[str]) -> None:
    text = "抗旱应急预案\n" + outline
    parsed = parse_clauses(text)
    assert numbered(text) == expected
    assert not parsed.irregularities
    given = {clause.id for clause in parsed.clauses}
    for clause in parsed.clauses:
        above = clause.id.rpartition(".")[0]
        if clause.label and above in given:
            assert clause.parent == above


@pytest.mark.parametrize(
    "line",
    [
        "3.2亿元已经到位。",
        "1.5万亩连片种植",
        "2.5%以上用于研发",
        "3 月 5 日前报送",
        "5个乡镇先行",
        "2004 年起执行",
        "1 张三村 20 30",
        "12 年来，全县共建渠。",
        "10.5公里长的干渠",
        "192.168.1.1 为地址",
        "3.15",
        "7",
    ],
)
def test_a_quantity_a_day_and_a_row_of_a_table_are_no_outline(line: str) -> None:
    assert numbered(f"总结\n一、概况。\n{line}\n二、打算。\n") == ["1", "2"]
    assert not said(f"总结\n一、概况。\n{line}\n二、打算。\n")


def test_clauses_of_an_outline_are_named_by_their_number_alone() -> None:
    named = cited("预案\n1 总则\n1.1 目的\n（1）甲。\n2 机构\n2.1.1 职责\n指挥抗旱。\n1．甲。\n")
    assert named["1.1"] == "1.1"
    assert named["1.1.i1"] == "1.1（1）"
    assert named["2.1.1.p1"] == "2.1.1 第 1 段"
    assert named["2.1.1.i1"] == "2.1.1 1．"


LETTER = "某县水利局关于印发抗旱文件的通知\n各乡镇：\n现印发给你们。\n"
SIGNED = "某县水利局\n2011年5月6日\n"


@pytest.mark.parametrize(
    "listed",
    [
        "　　附件1.水库名册\n　　　　2.机井名册\n",
        "附件：1.水库名册\n2.机井名册\n",
        "　　附件1：水库名册\n　　附件2：机井名册\n",
        "附件：1．水库名册\n　　　2．机井\n　　　名册\n",
        "附件1、水库名册\n附件2、机井名册\n",
        "附：1.水库名册\n　　2.机井名册\n",
        "    附件 1 水库名册\n    附件 2 机井名册\n",
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_a_list_of_annexes_above_the_signature_is_tail_and_opens_none(listed: str, marked: bool) -> None:
    annexes = (
        "附件1.\n水库名册\n一、青龙库\n附件2\n机井名册\n一、一号井\n"
        if marked
        else "水库名册\n一、青龙库\n机井名册\n一、一号井\n"
    )
    text = LETTER + listed + SIGNED + annexes
    found = ids(text)
    assert [key for key in found if key.startswith("annex")] == (
        ["annex-1", "annex-1.p1", "annex-1.1", "annex-2", "annex-2.p1", "annex-2.1"]
        if marked
        else ["annex-1", "annex-1.1", "annex-2", "annex-2.1"]
    )
    assert "date" in found
    assert kinds(text)[: found.index("date") + 1][2:] == ["tail"] * (found.index("date") - 1)
    assert words(text)["date"] == "2011年5月6日"


@pytest.mark.parametrize(
    ("letter", "first", "second"),
    [
        (
            "某县关于印发三个办法的通知\n各乡镇：\n请执行。\n",
            "水费办法\n为收好水费，制定本办法：\n一、按方收费。\n",
            "电费办法\n为收好电费，制定本办法：\n一、按度收费。\n",
        ),
        (
            "某县关于印发制度的通知\n各乡镇：\n现将《巡渠制度》和《值班的几条要求》印发你们。\n",
            "巡渠制度\n第一条　每日巡渠。\n第二条　作好记录。\n",
            "值班的几条要求\n第一条　昼夜值班。\n",
        ),
        (
            "某县关于印发文件的通知\n各乡镇：\n请执行。\n",
            "某县节水暂行规定\n第一条　节约用水。\n第二条　本规定自印发之日起施行。\n",
            "机井管护细则（试行）\n第一条　专人管护。\n",
        ),
        (
            "某县关于印发文件的通知\n各乡镇：\n请执行。\n",
            "某县水库移民方案\n一、移民范围\n库区两村。\n",
            "某县水库移民补助办法\n一、补助标准\n按人补助。\n",
        ),
    ],
)
def test_a_second_text_attached_without_a_mark_is_an_annex_of_its_own(
    letter: str, first: str, second: str
) -> None:
    text = letter + SIGNED + first + second
    found = parse_clauses(text)
    annexes = {clause.id: clause.heading for clause in found.clauses if clause.kind == "annex"}
    assert annexes == {"annex-1": first.split("\n")[0], "annex-2": second.split("\n")[0]}
    assert not [clause.id for clause in found.clauses if "~" in clause.id]
    assert not found.irregularities


@pytest.mark.parametrize(
    "line", ["其他规定", "考核办法", "奖励措施", "资金管理办法", "某乡", "工作要点", "附：名单"]
)
def test_a_subheading_in_an_annex_begins_no_other(line: str) -> None:
    text = LETTER + SIGNED + f"节水方案\n一、要求\n节约用水；\n{line}\n二、保障\n落实到村。\n"
    assert [key for key in ids(text) if "." not in key and key.startswith("annex")] == ["annex-1"]


def test_what_an_older_letter_attaches_begins_with_a_line_of_its_own() -> None:
    text = (
        LETTER
        + "附：水价办法（试行）\n"
        + SIGNED
        + "附：水价办法（试行）\n第一条　按方收费。\n第二条　按季收费。\n"
    )
    assert ids(text)[-4:] == ["date", "annex-1", "annex-1.art-1", "annex-1.art-2"]
    assert cited(text)["annex-1.art-1"] == "附：水价办法（试行） 第一条"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("某县农村饮水工程\n维修养护管理办法\n", "某县农村饮水工程维修养护管理办法"),
        ("附件1\n某县抗旱物资\n储备办法（试行）\n", "附件1　某县抗旱物资储备办法（试行）"),
        ("附件1：\n某县小型水库\n巡查制度\n", "附件1：　某县小型水库巡查制度"),
        ("附件 1\n小水电名单\n青龙站\n", "附件 1　小水电名单"),
        ("水 价 办 法\n总则\n", "水 价 办 法"),
    ],
)
def test_a_title_of_two_lines_names_its_annex_whole(title: str, heading: str) -> None:
    text = LETTER + SIGNED + title + "第一条　照章管护。\n"
    annexes = [clause.heading for clause in parse_clauses(text).clauses if clause.kind == "annex"]
    assert annexes == [heading]
    assert "annex-1.art-1" in ids(text)


def test_an_annex_of_a_standard_has_a_letter_and_numbers_after_it() -> None:
    text = "育苗技术规程\n1 范围\n本文件适用于苗圃。\n附录A\n苗床记录表\nA.1 填写\nA.1.1 用墨水填写。\nA.2 保存\n附录B\nB.1 图例\n"
    assert [key for key in ids(text) if key.startswith("annex")] == [
        "annex-1",
        "annex-1.p1",
        "annex-1.1",
        "annex-1.1.1",
        "annex-1.2",
        "annex-2",
        "annex-2.1",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "解答\n三、关于承包\n（一）发包\n第五条　发包须公示：\n（一）面积；\n（二）期限。\n（二）续包\n第六条　到期续包。\n",
            ["3", "3.1", "art-5", "art-5.i1", "art-5.i2", "3.2", "art-6"],
        ),
        (
            "解答\n一、收费\n第一条　按方收费。\n第二条　分三档：\n（一）甲；\n（二）乙。\n二、减免\n第三条　五保户减免。\n",
            ["1", "art-1", "art-2", "art-2.i1", "art-2.i2", "2", "art-3"],
        ),
        (
            "解答\n（一）借水\n第一条　先登记。\n（二）还水\n第二条　还水分两种：\n（一）足额；\n（二）折价。\n（三）欠水\n第三条　限期。\n",
            ["1", "art-1", "2", "art-2", "art-2.i1", "art-2.i2", "3", "art-3"],
        ),
        (
            "解答\n第一章　总则\n一、甲\n第一条　子：\n一、丑；\n二、寅。\n二、乙\n第二条　卯。\n",
            ["ch-1", "ch-1.1", "art-1", "art-1.1", "art-1.2", "ch-1.2", "art-2"],
        ),
    ],
)
def test_a_subheading_between_articles_is_no_item_of_the_article_before(
    text: str, expected: list[str]
) -> None:
    assert numbered(text) == expected
    assert not said(text)


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        ("1．1，3-二甲苯\n2．4-氯苯\n3．2，4，6-三硝基甲苯\n4．沥青\n", ["1．", "2．", "3．", "4．"]),
        ("1.2019年修渠。\n2.2020年清淤。\n3.建闸。\n", ["1.", "2.", "3."]),
        ("1、1号机井。\n2、2号机井。\n3、泵站。\n", ["1、", "2、", "3、"]),
        ("1．修渠。\n2．15户搬迁。\n3．建闸。\n", ["1．", "2．", "3．"]),
    ],
)
def test_words_that_begin_with_a_digit_leave_the_number_before_them_a_number(
    lines: str, labels: list[str]
) -> None:
    text = "事项\n" + lines
    parsed = parse_clauses(text)
    assert [clause.label for clause in parsed.clauses if clause.label] == labels
    assert not parsed.irregularities


@pytest.mark.parametrize(
    ("text", "expected", "held"),
    [
        (
            "决定\n一、修改《水价办法》\n1.第三条改为：\n“水价分三档：\n1.生活；\n2.灌溉；\n3.其他。”\n2.删去第九条。\n二、本决定即日施行。\n",
            ["1", "1.1", "1.2", "2"],
            {"1.1.p2": "“水价分三档：", "1.1.p5": "3.其他。”"},
        ),
        (
            "决定\n第一条　将第四条修改为：“第四条　水费按季交。\n第五条　逾期加收：\n（一）一月的；\n（二）一季的。”\n第二条　增加一条。\n",
            ["art-1", "art-2"],
            {"art-1.p3": "（一）一月的；"},
        ),
        (
            "决定\n一、增加一章，作为第二章：\n“第二章　机井\n第八条　机井有证。\n第九条　无证封停。”\n二、“渠首”改为“渠口”。\n三、其余不变。\n",
            ["1", "2", "3"],
            {"1.p3": "第八条　机井有证。"},
        ),
        (
            "决定\n（一）第一款改为：\n「一、先登记。\n二、后取水。」\n（二）删去第二款。\n",
            ["1", "2"],
            {"1.p3": "二、后取水。」"},
        ),
        (
            '决定\n一、第二条改为："第二条　每年普查。\n第三条　普查分两步。"\n二、删去第五条。\n',
            ["1", "2"],
            {"1.p2": '第三条　普查分两步。"'},
        ),
        (
            "决定\n一、第二条改为：\n“取水须申请。\n二、第三条改为：“不得私接。”\n三、施行。\n",
            ["1", "2", "3"],
            {},
        ),
        ("意见\n一、推广“一村一井“做法。\n二、建“水管员”队伍。\n", ["1", "2"], {}),
    ],
)
def test_numbers_in_a_quotation_belong_to_the_quotation(
    text: str, expected: list[str], held: dict[str, str]
) -> None:
    assert numbered(text) == expected
    assert held.items() <= words(text).items()
    assert not said(text)


BODY = "第一章 总则\n第一条 管水。\n第二章 水费\n第一节 计价\n第二条 按方。\n第三章 附则\n第三条 施行。\n"
ADDRESSES = ["ch-1", "art-1", "ch-2", "ch-2.sec-1", "art-2", "ch-3", "art-3"]


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n第一章 总则\n第二章 水费\n*第一节 计价\n第三章 附则\n",
        "目　次\n● 第一章 总则\n● 第二章 水费\n　○ 第一节 计价\n● 第三章 附则\n",
        "第一章 总则\n第二章 水费\n第一节 计价\n第三章 附则\n",
        "第一章 总则\n第二章 水费\n＊第一节 计价\n第三章 附则\n",
        "第一章 总则……1\n第二章 水费……3\n第一节 计价……3\n第三章 附则……12\n",
        "第一章 总则........................1\n第二章 水费 · · · · 3\n第一节 计价\t3\n第三章 附则 ...... 12\n",
        "目录\n前言……1\n第一章 总则……2\n第二章 水费……3\n第一节 计价……3\n第三章 附则……12\n附录 水表型号……15\n",
        "第一章　总则\n第二章　水费\n第一节　计价\n第三章　附则\n水费办法\n",
    ],
)
def test_contents_are_one_block_and_leave_the_chapters_their_addresses(contents: str) -> None:
    text = "水费办法\n" + contents + BODY
    assert numbered(text) == ADDRESSES
    block = [place for place, kind in enumerate(kinds(text)) if kind == "contents"]
    lines = [line for line in contents.splitlines() if line != "水费办法"]
    assert block == list(range(1, 1 + len(lines)))
    assert not said(text)


@pytest.mark.parametrize(
    "contents",
    ["1 总则\n1.1 目的\n2 机构\n", "目录\n1 总则…1\n1.1 目的…1\n2 机构…2\n", "一、总则\n二、机构\n"],
)
def test_contents_of_an_outline_are_no_clauses_either(contents: str) -> None:
    first = "1 总则\n1.1 目的\n抗旱。\n2 机构\n" if "1" in contents else "一、总则\n抗旱。\n二、机构\n"
    text = "抗旱预案\n" + contents + first
    assert numbered(text) == numbered("抗旱预案\n" + first)
    assert not said(text)


OUTLINED = "1 总则\n1.1 目的\n抗旱。\n2 机构\n2.1 指挥部\n指挥。\n3 附则\n"


@pytest.mark.parametrize(
    "contents",
    [
        "1. 总则\n1.1 目的\n2. 机构\n2.1 指挥部\n3. 附则\n",
        "总则\n1.1 目的\n机构\n2.1 指挥部\n3  附则\n",
        "目    录\n1   总则\n1.1目的\n2   机构\n2.1 指挥部\n3   附则\n",
        "目录\n1总则……………1\n1.1目的…………1\n2机构……………3\n2.1指挥部………3\n3附则……………12\n",
        "1 总则\n1.1 目的\n2 机构\n2.1 指挥部\n3 附则\n附件 水位表\n",
    ],
)
def test_contents_of_an_outline_may_be_set_otherwise_than_its_headings(contents: str) -> None:
    text = "抗旱预案\n" + contents + OUTLINED
    assert numbered(text) == ["1", "1.1", "2", "2.1", "3"]
    assert not said(text)


@pytest.mark.parametrize(
    "label",
    [
        "第六条之一　",
        "第六条 之一 ",
        "第六条　之一　",
        "第6条之1 ",
        "第六条（之一）　",
        "第六条\n之一\n",
        "第六条\n　　之一　",
        "第6-1条　",
        "第六之一条　",
        "第六条之一",
    ],
)
def test_an_inserted_article_has_its_address_however_it_is_set(label: str) -> None:
    text = f"取水办法\n第六条　取水须申请。\n{label}水量过大的，另行论证。\n第六条之二　论证须公示。\n第七条　照章收费。\n"
    assert numbered(text) == ["art-6", "art-6-1", "art-6-2", "art-7"]
    assert cited(text)["art-6-1"] == "".join(label.split())
    assert not said(text)


@pytest.mark.parametrize(
    "line",
    [
        "第六条修改为：",
        "第六条后增加一条，作为第七条：",
        "第六条 删去。",
        "第六条增加一款",
        "第六条中的“机井”改为“水井”",
        "第六条之规定适用于机井。",
        "第六条之一规定的取水。",
        "第六条、第七条",
        "第六条第二款",
    ],
)
def test_a_sentence_about_an_article_is_no_article(line: str) -> None:
    assert numbered(f"取水办法\n第六条　取水须申请。\n{line}\n第七条　收费。\n") == ["art-6", "art-7"]


def test_an_article_on_amending_is_an_article() -> None:
    text = "规划办法\n第一条 修改规划须公示。\n第二条 增加用地的，另行申请。\n第三条 删除数据须留痕。\n第四条 中心城区另定。\n"
    assert numbered(text) == ["art-1", "art-2", "art-3", "art-4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("节录\n三、水价\n（二）灌溉用水\n（三）生活用水\n四、水费\n", ["3", "3.2", "3.3", "4"]),
        ("节录\n第二十一条　甲。\n第二十二条　乙。\n", ["art-21", "art-22"]),
        ("节录\n5.修渠。\n6.清淤。\n", ["5", "6"]),
        ("节录\n第四章　罚则\n第三十条　罚款。\n", ["ch-4", "art-30"]),
    ],
)
def test_numbers_may_begin_midway(text: str, expected: list[str]) -> None:
    assert numbered(text) == expected
    assert not said(text)


@pytest.mark.parametrize(
    "text",
    [
        "办法\n一、甲：\n1.子；\n2.丑。\n另有：\n1.寅；\n2.卯。\n二、乙。\n",
        "某规定\n第一条　甲。\n第二条　本规定自发布之日起施行。\n某细则\n第一条　乙。\n第二条　丙。\n",
        "名单\n一、东片\n1.甲村\n2.乙村\n二、西片\n3.丙村\n4.丁村\n",
        "意见\n一、甲\n（一）子。\n（二）丑。\n二、乙\n（一）寅。\n",
        "办法\n第一条　一类：\n（一）甲；\n（二）乙。\n第二条　二类：（一）丙；\n（二）丁；\n（三）戊。\n",
        "办法\n第一条　观测：\n（一）水位；\n（二）雨量；（三）蒸发；\n（四）水温。\n",
        "办法\n第一条　甲。 第二条　乙。\n第三条　丙。 第四条　丁。 第五条　戊。\n第二章　罚则\n第六条　己。\n",
        "名单\n第一节　东片\n1．甲村 2．乙村 3．丙村\n第二节　西片\n4．丁村 5．戊村\n",
        "办法\n第一条　下列为水费：\n（一）甲；\n（二）乙。\n（一）至（二）项由乡收。\n第二条　丙。\n",
    ],
)
def test_a_text_that_is_right_is_not_complained_of(text: str) -> None:
    assert not said(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("办法\n第一条　甲。\n第二条　乙。\n第四条　丙。\n", "编号跳号：上一个是 2，这里是 第四条"),
        ("办法\n一、甲。\n二、乙。\n二、丙。\n", "编号重复：上一个是 2，这里是 二、"),
        ("预案\n1 总则\n1.1 目的\n1.2 依据\n1.4 原则\n", "编号跳号：上一个是 2，这里是 1.4"),
        ("办法\n第一章　甲\n第一条　子。\n第三章　乙\n", "编号跳号：上一个是 1，这里是 第三章"),
        (
            "办法\n第一条　分：\n（一）甲；\n（二）乙。\n第二条　再分：\n丙；\n（二）丁。\n",
            "编号不从一开始：这里是 （二），前面没有 1",
        ),
        ("通知\n1.甲。\n1.乙。\n", "编号重复：上一个是 1，这里是 1."),
    ],
)
def test_a_row_that_breaks_is_told(text: str, sentence: str) -> None:
    assert said(text) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办法\n第一条　甲。 第二条　乙。\n第三条　丙。\n", {"art-1": "第一条　甲。", "art-2": "第二条　乙。"}),
        ("办法\n第1条 甲；第2条 乙。第3条 丙。\n", {"art-2": "第2条 乙。", "art-3": "第3条 丙。"}),
        ("办法\n第二条\u2003甲。第三条\u2003乙。第五条\u2003丙。\n", {"art-3": "第三条\u2003乙。第五条\u2003丙。"}),
        ("办法\n第一条 依照“甲。第二条 乙。”办理。第二条 丙。\n", {"art-1": "第一条 依照“甲。第二条 乙。”办理。"}),
        (
            "办法\n第一章　总则　第一条　甲。 第二条 乙。 第二章 管护 第三条 丙。\n第三章　附则\n第四条　丁。\n",
            {"ch-1": "第一章　总则", "art-1": "第一条　甲。", "ch-2": "第二章 管护", "art-3": "第三条 丙。", "art-4": "第四条　丁。"},
        ),
        ("条例\n第三编 水 第九条 甲。\n", {"art-9": "第九条 甲。"}),
        ("办法\n第一章　总则　　第1条　甲；第2条　乙。\n", {"ch-1": "第一章　总则", "art-2": "第2条　乙。"}),
        (
            "决定\n一、将“第三章　管护　第五条　清淤。”改为补堤。\n二、丙。\n",
            {"1": "一、将“第三章　管护　第五条　清淤。”改为补堤。", "2": "二、丙。"},
        ),
    ],
)  # fmt: skip
def test_each_of_several_articles_on_a_line_has_its_address(text: str, expected: dict[str, str]) -> None:
    found = words(text)
    assert {address: found[address] for address in expected} == expected
    assert "".join(text[clause.start : clause.end] for clause in parse_clauses(text).clauses) == text


@pytest.mark.parametrize(
    "text",
    [
        "办法\n第九条 依照《甲办法》。第八条 的规定除外。\n",
        "办法\n第一条 见第二条 的规定。第二条的规定除外。\n",
        "通知\n一、甲。第一条 乙。第二条 丙。\n",
    ],
)
def test_articles_that_a_line_only_speaks_of_are_none(text: str) -> None:
    assert len(numbered(text)) == 1


@pytest.mark.parametrize("heading", ["附则", "附　则", "附 则"])
@pytest.mark.parametrize(
    ("above", "beside"),
    [("第一章 总则\n", "ch-1"), ("第一编 总则\n第一章 甲\n", "part-1"), ("", "art-1")],
)
def test_last_rules_without_a_number_stand_beside_the_highest_divisions(
    heading: str, above: str, beside: str
) -> None:
    clauses = {
        clause.id: clause
        for clause in parse_clauses(f"条例\n{above}第一条 甲。\n{heading}\n第二条 乙。\n").clauses
    }
    assert clauses["supplement"].depth == clauses[beside].depth == 0
    assert clauses["supplement"].kind == "chapter"
    assert clauses["art-2"].parent == "supplement"
    assert "art-1.p2" not in clauses
    assert cited(f"条例\n{above}第一条 甲。\n{heading}\n第二条 乙。\n")["art-2"] == "第二条"


FORWARDED = "转发通知\n各乡镇：\n现转发。\n某某县人民政府\n2020年5月4日\n"
OPINION = "关于管理的意见\n"


@pytest.mark.parametrize(
    "below",
    ["县科技局\n（2020年4月20日）\n", "（二〇二〇年四月二十日）\n", "县科技局\n2020年4月20日\n", "某某县科技局　某某县财政局\n(2020年4月)\n"],
)  # fmt: skip
def test_who_wrote_what_is_attached_may_stand_with_the_day_below_its_title(below: str) -> None:
    found = parse_clauses(f"{FORWARDED}{OPINION}{below}一、甲\n子。\n二、乙\n丑。\n").clauses
    assert [clause.id for clause in found if clause.kind == "item"] == ["annex-1.1", "annex-1.2"]
    assert [clause.id for clause in found if clause.kind == "annex"] == ["annex-1"]


def test_a_day_below_the_words_of_an_annex_still_ends_it() -> None:
    text = f"{FORWARDED}{OPINION}一、甲\n子。\n县科技局\n2020年4月20日\n某某办法\n第一条 丑。\n"
    assert {"annex-1.date", "annex-2", "annex-2.art-1"} <= set(ids(text))


@pytest.mark.parametrize(
    "listed",
    ["附件：1.申报表\n2.汇总表\n", "附件: 1、申报表\n　　　2、汇总表\n", "附件：申报表.doc\n", "附件1：申报表.docx\n附件2：汇总表.xls\n"],
)  # fmt: skip
def test_a_list_of_annexes_below_the_day_opens_none(listed: str) -> None:
    text = f"通知\n各乡镇：\n请申报。\n某某县科技局\n2020年1月2日\n{listed}"
    assert not [address for address in ids(text) if address.startswith("annex")]
    assert kinds(text)[-1] == "tail"
    attached = f"{text}附件1\n申报表\n一、甲\n附件2\n汇总表\n一、乙\n"
    assert {"annex-1", "annex-1.1", "annex-2", "annex-2.1"} <= set(ids(attached))
    assert not said(attached)


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u2002"])
def test_a_number_whose_characters_are_spread_is_a_number(blank: str) -> None:
    article, chapter = blank.join("第十二条"), blank.join("第十二章")
    assert numbered(
        f"条例\n{chapter}\u3000总则\n{article}\u3000甲。\n{blank.join('第一百零三条')}\u3000乙。\n"
    ) == [
        "ch-12",
        "art-12",
        "art-103",
    ]
