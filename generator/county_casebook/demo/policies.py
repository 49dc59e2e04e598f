"""Fictional policies in the layouts real ones use: a plan of 一、/1., an opinion of three levels, a law, a reply."""

from __future__ import annotations

import hashlib
from typing import Any

from county_casebook.demo.dice import Dice
from county_casebook.demo.law import NUMERALS, former_law, law
from county_casebook.demo.places import PROVINCES, province_name
from county_casebook.demo.points import POINTS
from county_casebook.demo.ruling import rule

PLAN = "demo-work-plan"
_ASKS = {"work_programmes": f"{PLAN}#1.4"}
_HEADS = (
    ("一、指导思想和工作原则", ("突出重点", "统筹规划", "分类指导", "上下联动", "远近结合")),
    (
        "二、重点任务",
        ("党政领导责任", "示范推广", "科技管理部门职能", "科技服务体系", "科技培训和科普", "科技投入"),
    ),
    (
        "三、重点举措",
        (
            "召开会议",
            "计划向县（市）延伸",
            "示范与结对",
            "信息服务网",
            "领导培训",
            "科技进步考核",
            "组织领导",
        ),
    ),
)


def _plan_text() -> str:
    lines = ["示例县（市）科技工作方案", ""]
    for chapter, (head, names) in enumerate(_HEADS, start=1):
        lines += [head, "", "本章规定如下，均为示例文字：", ""]
        for order, name in enumerate(names, start=1):
            dice = Dice("plan", chapter, order)
            lines += [f"{order}. {name}。{rule(dice)}", "", rule(dice), ""]
    return "\n".join(lines)


PLAN_TEXT = _plan_text()


def _duty(
    duty_id: str, clause: str, statement: str, owed_by: str, measure: str, **more: object
) -> dict[str, object]:
    return {
        "id": duty_id,
        "clause": f"{PLAN}#{clause}",
        "statement": statement,
        "owed_by": owed_by,
        "measure": measure,
        **more,
    }


_DUTIES = [
    _duty(
        "advanced-counties",
        "3.3",
        "表彰 100 个左右先进县（市）。",
        "示例部",
        "advanced_counties",
        at_least="90",
        at_most="110",
        must_state=["recommender"],
        note="“左右”按 90–110 计。",
    ),
    _duty(
        "demonstration-counties",
        "3.3",
        "支持 100 个左右试点示范县（市）。",
        "示例部",
        "demonstration_counties",
        at_least="90",
        at_most="110",
        must_state=["leader_post", "project", "responsible"],
        regions=[
            {"region": "中部", "open_to": "all"},
            {"region": "西部", "open_to": "all"},
            {"region": "东部", "open_to": "less_developed"},
        ],
    ),
    _duty(
        "advanced-pairings", "3.3", "每个先进县（市）帮扶一个薄弱县。", "先进县（市）", "advanced_pairings"
    ),
    _duty(
        "zone-pairings",
        "3.3",
        "每个高新区帮扶一个薄弱县。",
        "高新区",
        "zone_pairings",
        counted="国家高新区",
        out_of="53",
    ),
    _duty(
        "advanced-assessed",
        "3.6",
        "先进县（市）从考核合格者中选。",
        "示例部",
        "advanced_assessed",
        years_back="2",
    ),
    _duty("all-assessed", "3.6", "全部县（市）都考核并公布。", "各省", "all_assessed"),
    _duty("spend-share", "2.6", "科技投入占财政支出不少于 1%。", "县（市）", "spend_share", at_least="1"),
    _duty(
        "provincial-lists",
        "3.3",
        "各省 8 月 10 日前报送名单。",
        "各省",
        "provincial_lists",
        due="2004-08-10",
        exempt=[province_name(PROVINCES - 1)],
    ),
    _duty(
        "leaders-trained",
        "3.5",
        "领导和局长轮训一次。",
        "各省",
        "leaders_trained",
        due="2005-12-31",
        through_events=[{"trained": "leaders", "audiences": ["officials"]}],
    ),
    _duty("conference", "3.1", "召开会议。", "示例部", "conference", due="2004-09-30"),
]


def policies(seed: int, provinces: int = PROVINCES) -> dict[str, tuple[dict[str, Any], str | None]]:
    """Every fictional policy as (record, text or None); of the provinces the last is not asked for its list."""
    texts = {PLAN: PLAN_TEXT, "demo-opinion": _opinion(seed), "demo-law": law(seed)}
    texts |= {"demo-reply": _reply(seed), "demo-old-rules": former_law(seed)}
    made: dict[str, tuple[dict[str, Any], str | None]] = {}
    for policy_id, (head, more) in _POLICIES.items():
        text = texts.get(policy_id)
        digest = {} if text is None else {"text_sha256": hashlib.sha256(text.encode()).hexdigest()}
        made[policy_id] = ({**_record(*head), **digest, **more}, text)
    made[PLAN][0]["duties"] = [
        {**duty, "exempt": [province_name(provinces - 1)]} if "exempt" in duty else duty for duty in _DUTIES
    ]
    return made


_POLICIES: dict[str, tuple[tuple[str, str, str, str], dict[str, Any]]] = {
    PLAN: (("示例县（市）科技工作方案", "示例〔2004〕12号", "2004-06-01", "方案"), _ASKS),
    "demo-opinion": (
        ("示例关于农机服务的意见", "示例〔2006〕34号", "2006-05-20", "意见"),
        {
            "released": "2006-06-01",
            "subject_class": "科技、教育\\科技",
            "index_no": "示例/2006-00034",
            "subject_words": ["科技", "县域"],
            "relations": [{"type": "implements", "policy": PLAN, "note": "示例关系"}],
            "note": "示例：三级编号的意见。",
        },
    ),
    "demo-law": (
        ("示例科技普及条例", "", "2002-06-29", "条例"),
        {
            "validity": "已修改",
            "relations": [{"type": "replaces", "policy": "demo-old-rules"}],
            "versions": [
                {"date": "1993-07-02", "note": "通过", "effective": "1993-10-01", "source": "1"},
                {
                    "date": "2002-06-29",
                    "note": "修正",
                    "order": "示例令第12号",
                    "effective": "2003-01-01",
                    "changed": "示例：县里的科普经费列入预算，此前由县里酌定。",
                    "source": "1",
                },
            ],
        },
    ),
    "demo-reply": (
        ("示例关于节水建议的复函", "示例函〔2005〕21号", "2005-03-03", "函"),
        {"relations": [{"type": "interprets", "policy": "demo-law", "note": "示例：答复第三条"}]},
    ),
    "demo-held": (
        ("示例只收元数据的通知", "示例〔2010〕7号", "2010-01-05", "通知"),
        {
            "relations": [{"type": "amends", "policy": "demo-opinion"}],
            "versions": [
                {"date": "2010-01-05", "note": "印发", "source": "2"},
                {"date": "2012-03", "note": "修改", "source": "1"},
            ],
            "points": POINTS,
        },
    ),
    "demo-old-rules": (
        ("示例科技普及暂行规定", "示例〔1993〕3号", "1993-04-01", "规定"),
        {"validity": "废止"},
    ),
    "demo-annex": (
        ("示例农机服务实施细则", "", "2006-07", "细则"),
        {
            "relations": [
                {"type": "annex_of", "policy": "demo-held"},
                {"type": "implements", "policy": "demo-law"},
            ]
        },
    ),
}
"""Title, document number, day and kind of each, and what it has beside them."""


def _source() -> dict[str, str]:
    return {
        "title": "示例文件（虚构）",
        "publisher": "示例部",
        "date": "2004-06",
        "file": "demo.pdf",
        "sha256": hashlib.sha256(document()).hexdigest(),
        "public": "yes",
        "grade": "A",
        "note": "虚构",
    }


_COMPILED = {
    "title": "示例文件汇编（虚构）",
    "publisher": "示例社",
    "date": "2006",
    "grade": "D",
    "seen_in": "compilation",
}


def _record(title: str, doc_no: str, issued: str, kind: str) -> dict[str, Any]:
    record = {
        "status": "published",
        "published": "2006-01-10",
        "updated": "2006-02",
        "keywords": ["示例政策"],
        "sources": [_source(), _COMPILED],
        "title": title,
        "doc_no": doc_no,
        "issuers": ["示例部"],
        "issued": issued,
        "document_kind": kind,
        "level": "national",
        "validity": "现行有效",
        "validity_basis": {"as_of": "2006-01", "note": "示例：2006 年 1 月的目录列为有效。", "source": "1"},
    }
    return {key: value for key, value in record.items() if value}


def document() -> bytes:
    """A PDF of one empty page: it stands for a source that is kept (ISO 32000-2, 7.5)."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
    )
    body, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, written in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, written)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n" % size + table + trailer


def _opinion(seed: int) -> str:
    lines = ["示例关于农机服务的意见", "各省人民政府：", "为试用本库，编写以下意见。"]
    order = 0
    for numeral in "一二三四":
        lines.append(f"{numeral}、第{numeral}方面")
        for _ in range(3):
            order += 1
            dice = Dice(seed, "opinion", order)
            lines += [f"（{NUMERALS[order]}）{rule(dice)}", f"1.{rule(dice)}", f"2.{rule(dice)}"]
    return "\n".join([*lines, "示例部", "2006年5月20日"]) + "\n"


def _reply(seed: int) -> str:
    dice = Dice(seed, "reply")
    by = "依照《示例科技普及条例》第三条、第六条第二款和示例〔2006〕34号办理。"
    return f"示例关于节水建议的复函\n某某委员：\n{rule(dice)}\n{by}{rule(dice)}\n示例部\n二〇〇五年三月三日\n"
