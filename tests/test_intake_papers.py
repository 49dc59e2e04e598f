"""Official papers as counties have them: title, number, issuers and date are right, or marked unsure, and never silently wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from county_casebook.intake.policy import Draft, draft_policy
from county_casebook.intake.reading import read_file
from county_casebook.places.divisions import real_divisions
from tests.generated_papers import generated, generated_pages
from tests.official_papers import FIELDS, Paper, as_table, figures, outcomes, papers


@pytest.mark.slow
def test_each_field_is_right_on_nine_of_ten_papers_and_wrong_without_a_mark_on_one_of_a_hundred_at_most(
    tmp_path: Path,
) -> None:
    counts = figures(outcomes(paper, tmp_path) for paper in papers())
    print(as_table(counts))
    for name in FIELDS:
        total = sum(counts[name].values())
        assert total >= 30
        assert counts[name]["right"] >= 0.90 * total, name
        assert counts[name]["unsure"] <= 0.09 * total, name
        assert counts[name]["wrong"] <= 0.01 * total, name


@pytest.mark.slow
@pytest.mark.parametrize(
    "made",
    [generated(1, 300), generated(2, 300), generated_pages(1, 300)],
    ids=["files", "more files", "pages"],
)
def test_papers_put_together_by_chance_are_right_on_nine_of_ten_and_wrong_on_one_of_a_hundred_at_most(
    made: Iterator[Paper], tmp_path: Path
) -> None:
    found = {paper.name: outcomes(paper, tmp_path) for paper in made}
    assert len(found) == 300
    counts = figures(found.values())
    print(as_table(counts))
    for name in FIELDS:
        assert counts[name]["right"] >= 270, name
        assert counts[name]["unsure"] <= 27, name
        assert counts[name]["wrong"] <= 3, [
            outcome[name] for outcome in found.values() if outcome[name].startswith("wrong")
        ]


@pytest.mark.slow
def test_no_line_of_a_text_is_lost_however_its_page_is_made(tmp_path: Path) -> None:
    for paper in generated_pages(3, 150):
        (tmp_path / paper.name).write_bytes(paper.data)
        reading = read_file(tmp_path / paper.name)
        assert "坚持因地制宜，分类指导。" in reading.text, paper.name
        assert "另一份文件" not in reading.text, paper.name
        kept = reading.text + "".join(reading.left) + "".join(row.value for row in reading.table)
        assert "".join(paper.content.issuers[0].split()) in "".join(kept.split()), paper.name


def draft(text: str, folder: Path, name: str = "a.txt") -> Draft:
    (folder / name).write_text(text, "utf-8")
    return draft_policy(read_file(folder / name), real_divisions())


def fields(found: Draft) -> tuple[str, str, list[str], str]:
    return tuple(found.values.get(name, "") for name in FIELDS)


NOTICE = "示例县人民政府关于清理文件\n有关事项的通知"
SAID = ("示例县人民政府关于清理文件有关事项的通知", "示政办〔2016〕3号", ["示例县人民政府"], "2016-03-01")
BELOW = "各乡镇人民政府：\n请抓紧清理。\n示例县人民政府\n2016年3月1日\n"
HEADS = {
    "number below a title whose first line ends in 文件": f"{NOTICE}\n示政办〔2016〕3号\n",
    "the red head above": f"示例县人民政府文件\n示政办〔2016〕3号\n{NOTICE}\n",
    "the number in brackets on a line of its own": f"{NOTICE}\n（示政办〔2016〕3号）\n",
    "the number in square brackets with blanks": f"{NOTICE}\n示政办 [ 2016 ] 3 号\n",
    "the number behind the title in brackets": f"{NOTICE}（示政办〔2016〕3号）\n",
    "the number with who signed": f"示政办〔2016〕3号　　签发人：某某\n{NOTICE}\n",
    "urgent and secret marks": f"000012\n特急\n示例县人民政府文件\n示政办〔2016〕003号\n{NOTICE}\n",
    "navigation glued to the title": f"当前位置：首页>政务公开>政策文件\n返回顶部\n{NOTICE}\n发表时间：2016-03-09 来源：示例县政府办\n示政办〔2016〕3号\n",
    "navigation by arrows and tools": f"首页 » 政府信息公开 » 文件\n【字体：大 中 小】 \n打印\n{NOTICE}\n示政办〔2016〕3号\n",
    "labels below the title": f"{NOTICE}\n索引号:000014349/2013-00001 文号:示政办〔2016〕3号 成文日期:2016年3月1日\n",
    "labels in brackets": f"[ 索引号 ] 000014349/2013-00001\n[ 发文字号 ] 示政办〔2016〕3号\n【成文日期】2016年3月1日\n{NOTICE}\n",
    "labels without colons on lines of their own": f"索引号\n000014349/2013\n发文字号\n示政办〔2016〕3号\n成文日期\n2016年3月1日\n{NOTICE}\n",
    "labels in cells": f"索引号\t000014349/2013\t发文字号\t示政办〔2016〕3号\n成文日期\t2016年3月1日\t公开方式\t主动公开\n{NOTICE}\n",
    "a link to an explanation": f"政策解读链接：《{SAID[0]}》解读\n{NOTICE}\n示政办〔2016〕3号\n",
    "a collection that says the title three times": f"您的位置: 首页 » 示例资料网 » 法规 »\n{SAID[0]}\n时间:2024-07-02 08:50:40 来源: 示例资料网 作者:示例资料网 阅读:8411\n"
    f"下载地址: 点击此处下载\n{SAID[0]}\n示例省示例市示例县人民政府\n{NOTICE}\n示政办〔2016〕3号\n",
    "labels behind bullets, values below": f"返回顶部\n{SAID[0]}\n• 索引号:\n\n6107/2024-001005\n• 主题分类:\n\n• 来源:\n\n• 发文字号:\n\n示政办〔2016〕3号\n• 有效性:\n\n• 内容概述:\n\n{NOTICE}\n",
    "tools nobody knows above a title that names its authority": f"转第\n保留字段信息\n页面宽度\n{NOTICE}\n示政办〔2016〕3号\n",
    "words between bars": f"热门站点| 资料网 | 论坛\n收藏本站| 设为首页| 首页\n{NOTICE}\n示政办〔2016〕3号\n",
    "all labels twice": "索引号: 115/2021-00021 发文字号: 示政办〔2016〕3号\n成文日期: 2016-03-01 发布日期: 2016-03-15\n主题分类: 人事 有效性:\n"
    f"索引号: 115/2021-00021\n发文字号: 示政办〔2016〕3号\n成文日期: 2016-03-01\n有效性:\n{NOTICE}\n",
    "a red head that names its kind above": f"示例县人民政府公告\n示政办〔2016〕3号\n{NOTICE}\n",
    "a spread red head that names its kind": f"示例县人民政府\n会 议 纪 要\n示政办〔2016〕3号\n{NOTICE}\n",
    "the day and hour of a site before its labels": f"{NOTICE}\n2016年03月09日 14:20　信息来源：县府办　点击：321\n示政办〔2016〕3号\n",
    "the day and hour of a site alone": f"2016-03-09 14:20:33\n{NOTICE}\n示政办〔2016〕3号\n",
    "number, body and day in a note": f"{SAID[0]}\n（示政办〔2016〕3号　示例县人民政府2016年3月1日印发）\n",
    "day, body and number in a note": f"{SAID[0]}\n（2016年3月1日示例县人民政府发布，示政办〔2016〕3号文件印发）\n",
    "who issued it below the title": f"示政办〔2016〕3号\n{NOTICE}\n示例县人民政府\n（2016年3月1日）\n",
    "a rule below the number": f"示例县人民政府文件\n示政办〔2016〕3号\n────────────\n{NOTICE}\n",
    "a rule of other signs": f"示政办〔2016〕3号\n＝＝＝＝＝＝\n{NOTICE}\n* * * * *\n",
    "a kind alone as the red head": f"专 题 会 议 纪 要\n示政办〔2016〕3号\n{NOTICE}\n",
    "a letter without a number of the council": f"示例县人民政府便函\n示政办〔2016〕3号\n{NOTICE}\n",
    "a number of registration below the title": f"示政办〔2016〕3号\n{NOTICE}\nSLXD00-2016-0006\n",
    "an account and its hour below the title": f"{NOTICE}\n示例发布 2016-03-05 17:30 发表于示例\n示政办〔2016〕3号\n",
    "who wrote it and the day on a line below the title": f"示政办〔2016〕3号\n{NOTICE}\n示例县人民政府　2016年3月1日\n",
    "the number before the title on one line": f"示例县人民政府文件\n示政办〔2016〕3号　{SAID[0]}\n",
    "a kind alone above the title": f"示政办〔2016〕3号\n通　知\n{NOTICE}\n",
    "the result of a proposal": f"示政办〔2016〕3号\n办理结果：A\n{NOTICE}\n",
    "a number and a day in labels": f"{NOTICE}\n文号：示政办〔2016〕3号    日期：2016-03-01\n",
    "the number in Chinese numerals": f"示政办〔二〇一六〕三号\n{NOTICE}\n",
    "the number in Chinese numerals, with letters for zeros": f"示政办（二OO一六）三号\n{NOTICE}\n".replace("二OO一六", "二0一六"),
    "the number called a paper": f"{NOTICE}\n示政办〔2016〕3号文件\n",
    "the title twice": f"{SAID[0]}\n发布时间：2016-03-09 浏览次数：12\n示例县人民政府文件\n示政办〔2016〕3号\n{NOTICE}\n",
}  # fmt: skip


@pytest.mark.parametrize("layout", HEADS)
def test_the_head_of_a_paper_is_read_in_every_layout(layout: str, tmp_path: Path) -> None:
    found = draft(HEADS[layout] + BELOW, tmp_path)
    assert fields(found) == SAID
    assert not {*FIELDS} & found.unsure.keys()


BROKEN_TITLES = [
    "示例县农业农村科技专项规划\n（2021—2025年）",
    "示例市人民政府关于示例县国土空间总体规划\n（2021—2035年）的批复",
    "关于示例县农业科技成果转化项目\n（第一批）立项的\n通知",
    "示例县人民政府办公室关于印发示例县科技创新券管理办法\n（试行）\n的通知",
    "示例县科技局关于2023年入库企业名单\n（第三批）\n的公示",
    "示例县特色农业发展规划\n（2022－2030年）",
    "示例县特色农业发展规划\n（2022年至2030年）",
    "示例县科技型企业拟入库名单公示\n（第二批）",
    "示例县科技成果转化管理办法\n（公开征求意见稿）",
]


@pytest.mark.parametrize("lines", BROKEN_TITLES)
def test_a_title_that_was_broken_at_a_bracket_is_whole(lines: str, tmp_path: Path) -> None:
    found = draft(f"{lines}\n{BELOW}", tmp_path)
    assert found.values["title"] == lines.replace("\n", "")
    assert (found.values["issued"], found.text) == ("2016-03-01", f"{lines}\n{BELOW}")
    assert not {"title", "issued"} & found.unsure.keys()


@pytest.mark.parametrize(
    ("note", "issuers", "issued"),
    [
        ("2011年11月5日示例县科技特派员协会第一次会员代表大会通过", "示例县科技特派员协会", "2011-11-05"),
        ("2012年3月1日示例县供销合作社第二次社员大会通过", "示例县供销合作社", "2012-03-01"),
        ("示例县财政局2015年3月17日印发", "示例县财政局", "2015-03-17"),
        ("一九九四年九月一日示例县科学技术委员会发布", "示例县科学技术委员会", "1994-09-01"),
        (
            "二〇〇四年十月二十三日示例县第十三届人民代表大会第二次会议通过",
            "示例县人民代表大会",
            "2004-10-23",
        ),
    ],
)
def test_a_note_under_the_title_says_who_and_when(
    note: str, issuers: str, issued: str, tmp_path: Path
) -> None:
    found = draft(f"示例县科技特派员协会章程\n（{note}）\n第一条 为了规范，制定本章程。\n", tmp_path)
    assert (found.values["issuers"], found.values["issued"]) == ([issuers], issued)


@pytest.mark.parametrize("note", ["根据示政发〔2018〕3号修改", "示例县政府办示政发〔2018〕3号，已修改"])
def test_a_number_in_a_note_that_may_be_of_another_text_is_unsure(note: str, tmp_path: Path) -> None:
    found = draft(f"示例县科技项目管理办法\n（{note}）\n第一条 为了规范。\n", tmp_path)
    assert "doc_no" in found.unsure


@pytest.mark.parametrize(
    "lines", ["示例县统计局\n2019年9月30日", "示例县统计局　示例县财政局\n2019年9月30日"]
)
def test_authorities_below_a_title_are_no_part_of_it(lines: str, tmp_path: Path) -> None:
    found = draft(
        f"2018年示例县科技经费投入统计公报\n{lines}\n2018年投入增加。\n一、情况\n增加。\n", tmp_path
    )
    assert found.values["title"] == "2018年示例县科技经费投入统计公报"
    assert found.values["issuers"] == lines.split("\n")[0].split("\u3000")
    assert found.values["issued"] == "2019-09-30"
    assert not {*FIELDS} & found.unsure.keys()


BODIES = ("示例县委组织部", "示例县科技局", "示例县财政局")
JOINT = ("关于开展示范工作的通知", "示组发〔2015〕7号", list(BODIES), "2015-05-04")
JOINT_HEADS = {
    "文件 beside the first": f"{BODIES[0]}　文件\n{BODIES[1]}\n{BODIES[2]}\n",
    "文件 beside the one in the middle": f"{BODIES[0]}\n{BODIES[1]}　文件\n{BODIES[2]}\n",
    "文件 on a line of its own": "\n".join(BODIES) + "\n文件\n",
    "all on one line": " ".join(BODIES) + "文件\n",
}


@pytest.mark.parametrize("layout", JOINT_HEADS)
@pytest.mark.parametrize(
    "signed", ["　".join(BODIES), "\n".join(BODIES), "\n".join(f"{each}（章）" for each in BODIES)]
)
def test_a_joint_letterhead_names_every_body_and_no_title(layout: str, signed: str, tmp_path: Path) -> None:
    head = f"{JOINT_HEADS[layout]}示组发〔2015〕7号\n关于开展示范工作的通知\n各乡镇：\n请组织申报。\n"
    found = draft(f"{head}{signed}\n2015年5月4日\n", tmp_path)
    assert fields(found) == JOINT
    assert not {*FIELDS} & found.unsure.keys()


ORDER = ("示例市科技进步办法", "示例市人民政府令第7号", ["示例市人民政府"], "2009-11-02")
RULES = "示例市科技进步办法\n第一条 为促进科技进步，制定本办法。\n"
ORDERS = {
    "the number below": "示例市人民政府令\n第7号\n现公布《示例市科技进步办法》，自2010年1月1日起施行。\n市长　某某\n2009年11月2日\n",
    "the number beside, adopted before": "示例市人民政府令第7号\n《示例市科技进步办法》已经2009年10月20日市政府第3次常务会议通过，现予发布。\n市长　某某\n二〇〇九年十一月二日\n",
    "spread, in full-width figures": "示 例 市 人 民 政 府 令\n第 ７ 号\n《示例市科技进步办法》已经市政府同意，现予公布，自2010年1月1日起施行。\n市长　某　某\n2009年11月2日\n",
    "the number before the word 令": "示例市人民政府第7号令\n现公布《示例市科技进步办法》，自2010年1月1日起施行。\n市长　某某\n2009年11月2日\n",
    "the number in Chinese before the word 令": "示例市人民政府\n示例市人民政府第七号令\n《示例市科技进步办法》已经通过，现予公布。\n市长　某某\n2009年11月2日\n",
    "the office spread": "示例市人民政府令\n第7号\n现公布《示例市科技进步办法》，自2010年1月1日起施行。\n市　长　　某某某\n2009年11月2日\n",
    "the office with a colon": "示例市人民政府令\n第7号\n现公布《示例市科技进步办法》。\n市 长：某 某\n2009年11月2日\n",
    "the word 令 on a line of its own": "示例市人民政府\n令\n第七号\n现发布《示例市科技进步办法》。\n示例市人民政府\n2009年11月2日\n",
}  # fmt: skip


@pytest.mark.parametrize("layout", ORDERS)
def test_an_order_gives_the_title_of_the_regulation_it_publishes(layout: str, tmp_path: Path) -> None:
    found = draft(ORDERS[layout] + RULES, tmp_path)
    assert fields(found) == ORDER
    assert not {*FIELDS} & found.unsure.keys()


PAGE = (
    "<html><head><title>{window}</title>{meta}</head><body>{above}<div id='zoom'>{words}</div></body></html>"
)
WORDS = "".join(f"<p>{line}</p>" for line in BELOW.splitlines())
PAGES = {
    "h1 and window outside the body": {"window": f"{SAID[0]}_示例县人民政府", "above": f"<h1>{SAID[0]}</h1><p>示政办〔2016〕3号</p>"},
    "a heading of level two, the number in a label": {"window": "政策文件", "above": f"<h2>{SAID[0]}</h2><ul><li>【文号】示政办〔2016〕3号</li><li>【成文日期】2016-03-01</li></ul>"},
    "labels in elements that only their boxes part": {"window": SAID[0], "above": f"<h1>{SAID[0]}</h1><div><span>文号：示政办〔2016〕3号</span><span>发布机构：示例县政府办</span><span>成文日期：2016-03-01</span></div>"},
    "labels in a row of one element": {"window": SAID[0], "above": f"<h1>{SAID[0]}</h1><div>文号：示政办〔2016〕3号 &nbsp; 来源：县府办 &nbsp; 成文日期：2016-03-01</div>"},
    "a column's name in the window": {"window": "公示公告", "above": "", "words": f"<p><b>{NOTICE}</b></p><p>示政办〔2016〕3号</p>{WORDS}".replace("\n", "<br>")},
    "its name cut short in the window": {"window": f"{SAID[0][:14]}...", "above": f"<div>{SAID[0]}</div><p>示政办〔2016〕3号</p>"},
    "a tag of the head alone": {"window": "", "meta": f"<meta name=ArticleTitle content='{SAID[0]}'>", "above": "<p>示政办〔2016〕3号</p>"},
    "the body begins with a link to an explanation": {"window": SAID[0], "above": f"<h1>{SAID[0]}</h1><p>示政办〔2016〕3号</p>", "words": f"<p>政策解读链接：《{SAID[0]}》解读</p>{WORDS}"},
    "lines that are set": {"window": SAID[0], "above": "", "words": f"<pre>{NOTICE}\n示政办〔2016〕3号\n<b>各乡镇人民政府：</b>\n    请抓紧清理。\n示例县人民政府\n2016年3月1日</pre>"},
    "lines that are set, by Windows": {"window": "示例县", "above": f"<h1>{SAID[0]}</h1>", "words": f"<pre>示政办〔2016〕3号\r\n{BELOW}</pre>".replace("\n", "\r\n")},
    "br alone": {"window": "示例县", "above": "", "words": f"{NOTICE}\n示政办〔2016〕3号\n{BELOW}".replace("\n", "<br/>&nbsp;&nbsp;")},
}  # fmt: skip


@pytest.mark.parametrize("layout", PAGES)
@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_saved_page_gives_its_title_wherever_it_stands(layout: str, charset: str, tmp_path: Path) -> None:
    held = {"window": "", "meta": "", "above": "", "words": WORDS} | PAGES[layout]
    html = PAGE.format(**held).replace("<head>", f"<head><meta charset={charset}>")
    (tmp_path / "a.html").write_bytes(html.encode(charset))
    found = draft_policy(read_file(tmp_path / "a.html"), real_divisions())
    assert fields(found) == SAID
    assert not {*FIELDS} & found.unsure.keys()
    assert found.text.splitlines()[-1].strip(" \u00a0") == "2016年3月1日"


TAILS = {
    "a seal of another body between": "示例县联席会议办公室\n（示例县科技局代章）\n2016年3月1日\n",
    "name and date on one line": "示例县联席会议办公室　2016年3月1日\n",
    "name and date in the last row of a layout table": "| 示例县联席会议办公室 | 2016年3月1日 |\n",
    "the name spread, the date in Chinese": "示 例 县 联 席 会 议 办 公 室\n二○一六年三月一日\n",
    "a day of the first month by its name": "示例县联席会议办公室\n二○一六年三月一日\n（二○一五年元月九日讨论）\n",
    "a day with its hour": "示例县联席会议办公室\n2016年3月1日18时\n",
    "a name with its seal": "示例县联席会议办公室（盖章）\n2016.3.1\n",
    "notes and a print below": "示例县联席会议办公室\n2016年3月1日\n（此件公开发布）\n抄送：示例市政府。\n示例县政府办公室 2016年3月5日印发\n",
    "an annex with a date of its own": "示例县联席会议办公室\n2016年3月1日\n附件1\n名单\n示例县统计局\n2015年1月1日\n",
}


@pytest.mark.parametrize("layout", TAILS)
def test_who_signed_and_when_is_read_in_every_layout(layout: str, tmp_path: Path) -> None:
    head = "示联办〔2016〕3号\n关于开展示范工作的通知\n各乡镇：\n请组织申报。\n"
    found = draft(head + TAILS[layout], tmp_path)
    said = ("关于开展示范工作的通知", "示联办〔2016〕3号", ["示例县联席会议办公室"], "2016-03-01")
    assert fields(found) == said
    assert not {*FIELDS} & found.unsure.keys()


ATTACHED = "关于推进科技特派员工作的意见\n为推进工作，提出以下意见。\n一、选好人\n县科技局　县人事局\n二〇〇五年三月一日\n"
LETTERS = {
    "as its title names it": "示例县人民政府办公室转发县科技局等部门\n关于推进科技特派员工作的意见的通知\n各乡镇：\n现转发给你们。\n",
    "as its words name it": "示例县人民政府办公室关于转发有关文件的通知\n各乡镇：\n县科技局《关于推进科技特派员工作的意见》已经同意。\n现转发给你们。\n",
}


@pytest.mark.parametrize("layout", LETTERS)
def test_who_signed_what_a_letter_sends_along_did_not_sign_the_letter(layout: str, tmp_path: Path) -> None:
    found = draft(LETTERS[layout] + ATTACHED, tmp_path)
    assert found.values["issuers"] == ["示例县人民政府办公室"]
    assert found.values["issued"] == "not_stated"
    assert "issued" in found.unsure
    signed = draft(f"{LETTERS[layout]}示例县人民政府办公室\n2005年3月9日\n{ATTACHED}", tmp_path, "b.txt")
    assert (signed.values["issuers"], signed.values["issued"]) == (["示例县人民政府办公室"], "2005-03-09")
    assert not {"issuers", "issued"} & signed.unsure.keys()


@pytest.mark.parametrize("signs", ["〈〉", "《》", "＜＞"])
def test_an_order_that_amends_has_the_title_that_stands_over_the_decision(signs: str, tmp_path: Path) -> None:
    title = "示例市人民政府关于修改《示例市专利促进办法》的决定"
    named = title.translate(str.maketrans("《》", signs))
    found = draft(
        f"示例市人民政府令\n第71号\n《{named}》已经通过，现予公布。\n市长　某某\n2022年5月6日\n{title}\n一、删去第二条。\n",
        tmp_path,
    )
    assert found.values["title"] == title
    assert "title" not in found.unsure


@pytest.mark.parametrize(
    "note",
    ["2015年12月22日中国共产党示例县第十三届委员会第九次全体会议通过", "2015年12月22日中共示例县委第九次全体会议通过"],
)  # fmt: skip
def test_a_committee_by_its_whole_name_is_the_committee(note: str, tmp_path: Path) -> None:
    found = draft(
        f"中共示例县委\n关于制定规划的建议\n（{note}）\n当前形势很好。\n一、目标\n发展。\n", tmp_path
    )
    assert not {*FIELDS} & found.unsure.keys()
    assert found.values["issued"] == "2015-12-22"


def test_a_list_of_which_no_sentence_ends_has_its_first_lines_as_title_and_is_unsure(tmp_path: Path) -> None:
    found = draft(
        "2018年度示例县科技进步奖\n获奖项目名单\n一等奖\n高山蔬菜技术集成\n二等奖\n油茶采穗圃建设\n", tmp_path
    )
    assert found.values["title"] == "2018年度示例县科技进步奖获奖项目名单"
    assert "下面还有 一等奖" in found.unsure["title"]


@pytest.mark.parametrize("day", ["二〇一六年元月九日", "2016年元月9日", "二O一六年元月九日"])
def test_the_first_month_has_a_name_of_its_own(day: str, tmp_path: Path) -> None:
    found = draft(
        f"示政办〔2016〕3号\n{NOTICE}\n各乡镇：\n请抓紧清理。\n示例县人民政府\n{day}\n附件：名单\n", tmp_path
    )
    assert found.values["issued"] == "2016-01-09"
    assert "date" in {clause.id for clause in found.parsed.clauses}


def test_a_title_that_goes_on_from_the_line_above_is_whole(tmp_path: Path) -> None:
    found = draft(f"示例县人民政府转发县科技局、\n县财政局关于加强服务意见的通知\n{BELOW}", tmp_path)
    assert found.values["title"] == "示例县人民政府转发县科技局、县财政局关于加强服务意见的通知"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("示例县科技局\n示例县财政局\n关于甲的通知", "示例县科技局 示例县财政局关于甲的通知"),
        ("示例县科技局\n示例县财政局关于甲的通知", "示例县科技局 示例县财政局关于甲的通知"),
        ("示例县人民政府\n办公室关于甲的通知", "示例县人民政府办公室关于甲的通知"),
        ("中共示例县委\n组织部关于甲的通知", "中共示例县委组织部关于甲的通知"),
        ("示例县人民政府办\n公室关于甲的通知", "示例县人民政府办公室关于甲的通知"),
        (
            "示例省科技厅　示例省供销\n合作社联合社关于甲的通知",
            "示例省科技厅 示例省供销合作社联合社关于甲的通知",
        ),
        ("示例省科技厅　示例省乡村\n振兴局印发《甲》的通知", "示例省科技厅 示例省乡村振兴局印发《甲》的通知"),
    ],
)
def test_a_blank_stands_between_authorities_and_none_in_a_name(
    lines: str, title: str, tmp_path: Path
) -> None:
    assert draft(f"{lines}\n示科〔2016〕3号\n{BELOW}", tmp_path).values["title"] == title


def test_an_office_without_a_name_stands_above_the_date_of_an_order(tmp_path: Path) -> None:
    text = "示例省气象管理规定\n政府令〔2010〕第15号\n《示例省气象管理规定》已经通过，现予公布。\n省长\n二○一○年十二月二十五日\n示例省气象管理规定\n第一条 甲。\n"
    found = draft(text, tmp_path)
    assert (found.values["title"], found.values["issued"]) == ("示例省气象管理规定", "2010-12-25")


@pytest.mark.parametrize(
    "beside",
    ["<ul><li>示政办〔2018〕9号</li></ul>", "<p>示政办〔2018〕9号</p>", "<div>相关文件：<br>示政办〔2018〕9号</div>"],
)  # fmt: skip
@pytest.mark.parametrize("number", ["", "<p>示政办〔2016〕3号</p>"])
def test_a_number_beside_the_text_of_a_page_is_not_taken_for_its_own(
    beside: str, number: str, tmp_path: Path
) -> None:
    html = f"<html><body><h1>{SAID[0]}</h1>{number}<div id='zoom'>{WORDS}</div>{beside}</body></html>"
    found = draft(html, tmp_path, "a.html")
    assert found.values.get("doc_no", "") == (SAID[1] if number else "")
    assert ("doc_no" in found.unsure) == (not number)


BOXED = "".join(f"<div><p><span>{line}</span></p></div>" for line in BELOW.splitlines())
SHORT_PAGES = {
    "each line in a box, the title in a longer one beside": f"<div class=t>{SAID[0]}</div><p>示政办〔2016〕3号</p><div class=c>{BOXED}</div>",
    "boxes in a wrapper of the whole page": f"<div id=page><div class=t>{SAID[0]}</div><p>示政办〔2016〕3号</p><div class=c>{BOXED}</div><div>地址：示例县</div></div>",
    "its title a line above that nothing marks": f"<div class=t>{SAID[0]}</div><p>示政办〔2016〕3号</p><div class=c>{WORDS}</div>",
    "a cell of a layout table": f"<h1>{SAID[0]}</h1><p>示政办〔2016〕3号</p><table><tr><td>{WORDS}</td></tr></table>",
}


@pytest.mark.parametrize("layout", SHORT_PAGES)
def test_the_text_of_a_short_page_is_all_of_it_however_it_is_boxed(layout: str, tmp_path: Path) -> None:
    related = "".join(
        f"<li><a href='/{order}'>示例县另一份文件之{order}的通知</a></li>" for order in range(6)
    )
    found = draft(f"<html><body>{SHORT_PAGES[layout]}<ul>{related}</ul></body></html>", tmp_path, "a.html")
    assert fields(found) == SAID
    assert BELOW in found.text
    assert "另一份文件" not in found.text


UNSURE = {
    "lines that may or may not be the title": (
        "title",
        "政务公开\n示例县科技特派员管理办法\n第一条 为了管理。\n",
    ),
    "two titles": ("title", f"示例县农业局关于春耕的通知\n（2016年）\n{NOTICE}\n{BELOW}"),
    "an end that no title has": ("title", f"示例县科技工作情况\n{BELOW}"),
    "a number without the word of its office": ("doc_no", f"{NOTICE}\n〔2016〕3号\n{BELOW}"),
    "two numbers": ("doc_no", f"示政办〔2016〕3号\n{NOTICE}\n示政办〔2016〕4号\n{BELOW}"),
    "another name under the text than over it": (
        "issuers",
        f"示例县水利局文件\n示政办〔2016〕3号\n{NOTICE}\n{BELOW}",
    ),
    "a number that may stand in a label": (
        "doc_no",
        f"{NOTICE}\n发布时间：2010-11-08 来源：示例县科技局示科〔2010〕11号\n{BELOW}",
    ),
    "a day of printing alone": (
        "issued",
        f"{NOTICE}\n各乡镇：\n请抓紧。\n示例县人民政府办公室 2016年3月5日印发\n",
    ),
    "a day far from the number's year": ("issued", f"示政办〔2013〕3号\n{NOTICE}\n{BELOW}"),
}


@pytest.mark.parametrize("layout", UNSURE)
def test_what_may_be_read_in_another_way_is_marked_unsure(layout: str, tmp_path: Path) -> None:
    name, text = UNSURE[layout]
    found = draft(text, tmp_path)
    assert name in found.unsure
    assert any(f"（{name}）" in sentence for sentence in found.left)
    assert f"（{name}）" in found.yaml


def rows_of(*rows: tuple[str, ...]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


LISTS = {
    "names of bases": rows_of(("序号", "名称", "运营主体"), ("1", "甲基地", "示例茶叶公司")),
    "papers that end": rows_of(
        ("标题", "说明"), ("示例县农机补贴的通知", "失效"), ("示例县种子管理办法", "有效")
    ),
    "who is responsible, in bold": rows_of(
        ("<b>序号</b>", "<b>发文机关</b>", "<b>件数</b>"),
        ("1", "示例县林业局", "5"),
        ("2", "示例县水利局", "7"),
    ),
}


@pytest.mark.parametrize("layout", LISTS)
def test_the_names_of_the_columns_of_a_list_are_no_labels_of_the_page(layout: str, tmp_path: Path) -> None:
    table = f"<dl><dt>文号</dt><dd>{SAID[1]}</dd><dt>成文日期</dt><dd>2016-03-01</dd></dl>"
    page = f"<div class=con-title>{SAID[0]}</div><div id=zoom><p>各乡镇人民政府：</p><p>请抓紧清理。</p><table>{LISTS[layout]}</table><p>示例县人民政府</p><p>2016年3月1日</p></div>"
    found = draft(f"<html><body>{table}{page}</body></html>", tmp_path, "a.html")
    assert fields(found) == SAID
    assert not {*FIELDS} & found.unsure.keys()


def test_a_table_with_bare_labels_in_its_first_row_alone_is_still_the_head_of_a_page(tmp_path: Path) -> None:
    table = rows_of(("文号", SAID[1], "成文日期", "2016-03-01"), ("载明事项", "一", "备考", "二"))
    page = f"<table>{table}</table><h1>{SAID[0]}</h1><div id=zoom>{WORDS}</div>"
    found = draft(f"<html><body>{page}</body></html>", tmp_path, "a.html")
    assert fields(found) == SAID


def test_a_title_in_the_table_that_is_formed_like_none_is_unsure_where_the_page_has_another(
    tmp_path: Path,
) -> None:
    table = rows_of(("文件名称", "甲类"), ("发文字号", SAID[1]))
    page = f"<table>{table}</table><h1>{SAID[0]}</h1><div id=zoom>{WORDS}</div>"
    found = draft(f"<html><body>{page}</body></html>", tmp_path, "a.html")
    assert SAID[0] in found.unsure["title"]


@pytest.mark.parametrize("tag", ["div", "p", "td"])
def test_a_row_of_links_above_the_title_is_no_part_of_it(tag: str, tmp_path: Path) -> None:
    links = "".join(f"<a href=/{each}>{each}</a> " for each in ("首页", "政务公开", "办事服务", "互动交流"))
    row = f"<{tag}>{links}</{tag}>" if tag != "td" else f"<table><tr><td>{links}</td></tr></table>"
    page = f"{row}<div><font color=red>{SAID[0]}</font></div><p>示政办〔2016〕3号</p>{WORDS}"
    found = draft(f"<html><body>{page}</body></html>", tmp_path, "a.html")
    assert fields(found) == SAID
    assert not {*FIELDS} & found.unsure.keys()
    assert any("办事服务" in told for told in found.left)
    assert "办事服务" not in found.text


def test_who_signed_in_spread_letters_with_wider_gaps_between_is_several(tmp_path: Path) -> None:
    found = draft(
        "关于清理文件的通知\n各乡镇：\n请抓紧清理。\n示 例 县 财 政 局　　　示 例 县 科 技 局\n2016年3月1日\n",
        tmp_path,
    )
    assert found.values["issuers"] == ["示例县财政局", "示例县科技局"]


@pytest.mark.parametrize(
    ("titled", "signed"),
    [
        ("示例县科协　示例县妇联", "示例县科协　示例县妇联"),
        ("示例县科协　示例县科技局", "示例县科学技术协会　示例县科学技术局"),
    ],
)
def test_short_names_of_bodies_begin_a_title(titled: str, signed: str, tmp_path: Path) -> None:
    found = draft(f"{titled}\n关于举办活动的通知\n各乡镇：\n请组织参加。\n{signed}\n2016年3月1日\n", tmp_path)
    assert found.values["title"] == " ".join(titled.split()) + "关于举办活动的通知"
    assert found.values["issuers"] == signed.split("\u3000")
    assert not {"title", "issuers"} & found.unsure.keys()


def test_a_term_of_a_congress_makes_no_other_body(tmp_path: Path) -> None:
    text = "示例县第十八届人民代表大会常务委员会\n关于促进创新的决定\n（2022年11月25日示例县第十八届人民代表大会常务委员会第七次会议通过）\n会议决定：\n一、加强领导。\n"
    assert "issuers" not in draft(text, tmp_path).unsure


NUMBERS_IN_A_ROW = {
    "an order of a year": (
        "示例省农业厅令\n2021年第9号\n《示例省种子办法》已经通过，现予公布。\n厅长　某某\n2021年3月1日\n示例省种子办法\n第一条 甲。\n",
        "示例省农业厅令2021年第9号",
    ),
    "an order of a year on one line": (
        "示例省农业厅令 2021 年第 09 号\n《示例省种子办法》已经通过，现予公布。\n厅长　某某\n2021年3月1日\n示例省种子办法\n第一条 甲。\n",
        "示例省农业厅令2021年第9号",
    ),
    "an announcement counted through": (
        f"示例省农业厅公告\n第 712 号\n现将名单予以公告。\n{BELOW}",
        "示例省农业厅公告第712号",
    ),
    "an announcement of a year with a title of its own": (
        f"示例县人民政府公告\n2016年第3号\n关于禁止焚烧秸秆的公告\n现公告如下。\n{BELOW}",
        "示例县人民政府公告2016年第3号",
    ),
    "the number of an announcement in its title": (
        f"示例县人民政府通告（2016年第3号）\n现通告如下。\n{BELOW}",
        "示例县人民政府通告2016年第3号",
    ),
    "the number in Chinese": (
        f"示例县人民政府公告\n第十二号\n现公告如下。\n{BELOW}",
        "示例县人民政府公告第12号",
    ),
}


@pytest.mark.parametrize("layout", NUMBERS_IN_A_ROW)
def test_a_number_counted_in_a_row_keeps_its_year_and_names_the_row(layout: str, tmp_path: Path) -> None:
    text, number = NUMBERS_IN_A_ROW[layout]
    found = draft(text, tmp_path)
    assert found.values["doc_no"] == number
    assert "doc_no" not in found.unsure


@pytest.mark.parametrize(
    "said",
    [
        "信息来源：示例县科技局　发布时间：2016-03-05",
        "【来源】：县府办",
        "发布日期：2016-03-05 10:20 浏览：3",
    ],
)
def test_the_line_above_where_a_site_says_whence_and_when_is_the_title(said: str, tmp_path: Path) -> None:
    html = f"<title>示例县</title><div>示例县</div><div class=t>关于认定企业名单的公示</div><div>{said}</div><div id=zoom><p>现将名单予以公示，公示期为五天。</p><p>名单见附件。</p></div>"
    found = draft(f"<html><body>{html}</body></html>", tmp_path, "a.html")
    assert found.values["title"] == "关于认定企业名单的公示"
    assert "title" not in found.unsure


@pytest.mark.parametrize("behind", ["-通知公告-科技局", "_政策文件_示例县", "|公示|示例县"])
def test_the_columns_behind_the_title_of_a_window_make_no_other_title(behind: str, tmp_path: Path) -> None:
    title = "关于清理文件的通知"
    html = (
        f"<title>{title}{behind}</title><div>{title}</div><p>时间：2016-03-05</p><div id=zoom>{WORDS}</div>"
    )
    found = draft(f"<html><body>{html}</body></html>", tmp_path, "a.html")
    assert found.values["title"] == title
    assert "title" not in found.unsure


@pytest.mark.parametrize(
    "line",
    ["2016-03-05 09:12:45　示例县科技局", "2016年3月5日 9:12 县府办", "2016/03/05 09:12　　示例发布"],
)
def test_when_to_the_minute_and_who_put_a_text_up_is_no_part_of_its_head(line: str, tmp_path: Path) -> None:
    found = draft(f"{NOTICE}\n{line}\n示政办〔2016〕3号\n{BELOW}", tmp_path)
    assert fields(found) == SAID
    assert not {*FIELDS} & found.unsure.keys()


TITLES_ABOVE = {
    "an authority on a line of its own": (
        "示例县科技局<br>关于认定企业的通知",
        "示例县科技局关于认定企业的通知",
    ),
    "two authorities": (
        "示例县科技局 示例县财政局<br>关于印发《资金办法》的通知",
        "示例县科技局 示例县财政局关于印发《资金办法》的通知",
    ),
    "broken behind 印发": (
        "示例县科技局关于印发<br>示例县科技项目办法的通知",
        "示例县科技局关于印发示例县科技项目办法的通知",
    ),
}


@pytest.mark.parametrize("layout", TITLES_ABOVE)
def test_a_title_of_several_lines_above_the_text_of_a_page_is_whole(layout: str, tmp_path: Path) -> None:
    lines, title = TITLES_ABOVE[layout]
    html = f"<title>文件</title><div>文件公开</div><div class=t>{lines}</div><div>来源：县府办　发布时间：2016-03-05 10:00</div><div id=zoom>{WORDS}</div>"
    found = draft(f"<html><body>{html}</body></html>", tmp_path, "a.html")
    assert found.values["title"] == title
    assert "title" not in found.unsure


def test_the_second_half_of_a_name_above_the_text_of_a_page_is_unsure(tmp_path: Path) -> None:
    html = f"<div>示例县2016年农业生产</div><div>社会化服务实施方案</div><div>来源：县府办　发布时间：2016-03-05 10:00</div><div id=zoom>{WORDS}</div>"
    found = draft(f"<html><body>{html}</body></html>", tmp_path, "a.html")
    assert found.values["title"].startswith("示例县2016年农业生产") or "title" in found.unsure


@pytest.mark.parametrize(
    "line",
    [
        "[ 发布时间：2016-03-05 | 点击数：45 | 文章来源：县府办 ]",
        "【发布时间：2016-03-05　来源：县府办】",
        "2016-03-05",
        "2016/03/05",
    ],
)
def test_what_a_site_says_of_a_paper_in_one_pair_of_brackets_or_as_a_day_alone_is_no_part_of_the_title(
    line: str, tmp_path: Path
) -> None:
    for text in (
        f"{NOTICE}\n{line}\n示政办〔2016〕3号\n{BELOW}",
        f"{line}\n{NOTICE}\n示政办〔2016〕3号\n{BELOW}",
    ):
        found = draft(text, tmp_path)
        assert fields(found) == SAID
        assert not {*FIELDS} & found.unsure.keys()


@pytest.mark.parametrize("kind", ["实施方案", "管理办法", "申报指南", "工作方案", "名单公示"])
def test_a_kind_alone_on_the_second_line_ends_the_title(kind: str, tmp_path: Path) -> None:
    found = draft(f"2016年示例县耕地质量保护与提升项目\n{kind}\n{BELOW}", tmp_path)
    assert found.values["title"] == f"2016年示例县耕地质量保护与提升项目{kind}"
    assert "title" not in found.unsure


def test_an_office_beside_the_day_and_another_body_above_leave_the_issuer_unsure(tmp_path: Path) -> None:
    text = "示例县人民政府\n常务会议纪要\n示府纪〔2016〕3号\n示例县人民政府办公室　2016年3月1日\n示例县人民政府第33次常务会议纪要\n会议听取了汇报。\n会议要求抓紧落实。\n"
    found = draft(text, tmp_path)
    assert found.values["issuers"] == ["示例县人民政府办公室"]
    assert "示例县人民政府" in found.unsure["issuers"]


@pytest.mark.parametrize("number", ["示政发2016年3号", "示政发〔2016〕3", "示科字2016第3号"])
def test_a_line_that_is_like_a_number_is_unsure(number: str, tmp_path: Path) -> None:
    found = draft(f"{number}\n{NOTICE}\n{BELOW}", tmp_path)
    assert "doc_no" not in found.values
    assert number in found.unsure["doc_no"]


@pytest.mark.parametrize(
    "below", ["主题词：科技　通知", "抄送：县委办公室。", "主 题 词：科技", "抄 报：市科技局"]
)
def test_a_day_alone_above_what_follows_a_letter_is_its_day(below: str, tmp_path: Path) -> None:
    found = draft(
        f"示政办〔2016〕3号\n{NOTICE}\n各乡镇：\n一、提高认识\n二、抓好落实\n2016年3月1日\n{below}\n",
        tmp_path,
    )
    assert found.values["issued"] == "2016-03-01"
    assert "issued" not in found.unsure


@pytest.mark.parametrize("number", ["〔2016〕3号", "[2016] 3 号", "（2016）第3号", "2016年第3号"])
def test_a_number_without_the_word_of_its_office_is_told_with_what_would_do(
    number: str, tmp_path: Path
) -> None:
    found = draft(f"示例县人民政府\n{number}\n{NOTICE}\n{BELOW}", tmp_path)
    assert "doc_no" not in found.values
    assert "没有机关代字" in found.unsure["doc_no"]
    assert "写进说明（note）" in found.unsure["doc_no"]


def test_a_list_of_firms_is_rows_that_a_record_can_cite(tmp_path: Path) -> None:
    rows = [("序号", "县（市）", "企业"), ("1", "示例县", "示例茶叶公司"), ("2", "样本县", "样本农机公司")]
    html = (
        "<table>"
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        + "</table>"
    )
    words = f"<h1>关于拟认定企业名单的公示</h1><p>现将名单予以公示，公示期为五天。</p>{html}<p>示例省科技厅</p><p>2020年5月4日</p>"
    found = draft(f"<html><body><div id='zoom'>{words}</div></body></html>", tmp_path, "a.html")
    cited = [found.text[clause.start : clause.end].strip() for clause in found.parsed.clauses]
    assert "| 1 | 示例县 | 示例茶叶公司 |" in cited
    assert "| 2 | 样本县 | 样本农机公司 |" in cited
    assert len({clause.id for clause in found.parsed.clauses}) == len(found.parsed.clauses)


def test_what_a_site_prints_above_and_below_is_left_out_and_told(tmp_path: Path) -> None:
    found = draft(
        f"{HEADS['navigation glued to the title']}{BELOW}【打印本页】\n主办：示例县政府办\n", tmp_path
    )
    assert found.text == f"{NOTICE}\n示政办〔2016〕3号\n{BELOW}"
    assert found.values["released"] == "2016-03-09"
    assert found.left[:2] == (
        "正文前的 2 行没有放进来：当前位置：首页>政务公开>政策文件｜返回顶部",
        "文末的网站文字没有放进来：【打印本页】｜主办：示例县政府办",
    )
