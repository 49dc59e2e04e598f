"""A hundred mistakes that editors make: each changes the text of a record, and says on which line which rule must tell it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with a mistake in it; `line` and `rule` are those of the one problem it must get."""

    text: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in records of a kind; `plant` returns None where the record has not what it breaks."""

    name: str
    kind: str
    plant: Callable[[str], Planted | None]


def swap(kind: str, find: str, put: str, rule: str, *, down: int = 0, column: str = "") -> Mistake:
    """A pattern of whole lines (`^` and `$` are a line's) replaced; the problem stands `down` lines below where it begins."""
    pattern = re.compile(find, re.MULTILINE)

    def plant(text: str) -> Planted | None:
        match = pattern.search(text)
        if not match:
            return None
        line = text.count("\n", 0, match.start()) + 1 + down
        return Planted(text[: match.start()] + match.expand(put) + text[match.end() :], line, rule)

    return Mistake(f"{kind}: {find} -> {put}", kind, plant)


def missing(kind: str, field: str) -> Mistake:
    """A required field of the first level left out: told on the first line."""
    pattern = re.compile(rf"^{field}:.*\n(?:[ ].*\n|\n)*", re.MULTILINE)

    def plant(text: str) -> Planted | None:
        match = pattern.search(text)
        return Planted(text.replace(match[0], "", 1), 1, "missing-field") if match else None

    return Mistake(f"{kind}: without {field}", kind, plant)


CASE, COUNTY, PAIR, ORG, PICKS = "cases", "counties", "pairings", "organizations", "collections"
VALUE, CHOICE, KEY, REFERENCE, YAML = (
    "wrong-value",
    "wrong-choice",
    "unknown-field",
    "unknown-reference",
    "yaml-syntax",
)

MISTAKES: tuple[Mistake, ...] = (
    # fields that are not there, misspelt, or of another kind
    *(
        missing(CASE, field)
        for field in (
            "title",
            "period",
            "themes",
            "summary",
            "problem",
            "approach",
            "limits",
            "transfer",
            "provenance",
        )
    ),
    *(missing(CASE, field) for field in ("benefit_sharing", "resources", "status")),
    *(missing(COUNTY, field) for field in ("code", "as_of", "less_developed", "profile")),
    *(missing(PAIR, field) for field in ("scheme", "start", "summary")),
    *(missing(ORG, field) for field in ("type", "since")),
    swap(CASE, r"^sources:$", r"source:", KEY),
    swap(CASE, r"^keywords:", r"keyword:", KEY),
    swap(CASE, r"^  money: (.*)$", r"  money: \1\n  mony: 3 万元", KEY, down=1),
    swap(CASE, r"^    caption:", r"    captoin:", KEY),
    swap(CASE, r"^contact:$", r"contact:\n  mail: 办公室", KEY, down=1),
    swap(COUNTY, r"^    account: final$", r"    account: final\n    accounts: final", KEY, down=1),
    swap(PAIR, r"^forms:", r"form:", KEY),
    swap(PAIR, r"^goals:", r"标题: 甲\ngoals:", KEY),
    swap(ORG, r"^homepage:", r"home_page:", KEY),
    # dates, years, numbers
    swap(CASE, r"^  start: .*$", "  start: 2004-02-30", VALUE),
    swap(CASE, r"^  start: .*$", "  start: 2004.8", VALUE),
    swap(CASE, r"^  start: .*$", "  start: ２００４", VALUE),
    swap(CASE, r"^  start: .*$", "  start: 二〇〇四年", VALUE),
    swap(CASE, r"^  start: .*$", "  start: 9999", VALUE),
    swap(CASE, r"^  start: .*$", "  start:", VALUE),
    swap(CASE, r"^      year: .*$", "      year: 04", VALUE),
    swap(CASE, r"^      value: .*$", "      value: 约 300", VALUE),
    swap(CASE, r"^      value: .*$", "      value: 1，5", VALUE),
    swap(CASE, r"^      value: .*$", "      value: 3,14", VALUE),
    swap(CASE, r"^      value: .*$", "      value: 1_0", VALUE),
    swap(CASE, r"^      value: .*$", "      value: 1e3", VALUE),
    swap(CASE, r"^    source: .*$", "    source: 第一条", VALUE),
    swap(CASE, r"^published: .*$", "published: 2006/03/01", VALUE),
    swap(COUNTY, r"^    st_spend: .*$", "    st_spend: -5", VALUE),
    swap(COUNTY, r"^    fiscal_spend: .*$", "    fiscal_spend: 6 万", VALUE),
    swap(COUNTY, r"^    staff: .*$", "    staff: 8.5", VALUE),
    swap(COUNTY, r"^code: .*$", "code: 99112", VALUE),
    swap(COUNTY, r"^as_of: .*$", "as_of: 20004", VALUE),
    swap(PAIR, r"^    delivered: .*$", "    delivered: -1", VALUE),
    swap(PAIR, r"^  - date: .*$", "  - date: 2005-13", VALUE),
    swap(ORG, r"^since: .*$", "since: 1998-2", VALUE),
    # fixed values
    swap(CASE, r"^status: .*$", "status: publish", CHOICE),
    swap(CASE, r"^status: .*$", "status: 已发布", CHOICE),
    swap(CASE, r"^  cost: .*$", "  cost: cheap", CHOICE),
    swap(CASE, r"^  difficulty: .*$", "  difficulty: 难", CHOICE),
    swap(CASE, r"^    grade: A$", "    grade: a", CHOICE),
    swap(CASE, r"^    - stage: first$", "    - stage: 1st", CHOICE),
    swap(COUNTY, r"^    account: final$", "    account: 决算", CHOICE),
    swap(COUNTY, r"^    level: .*$", "    level: state", CHOICE),
    swap(COUNTY, r"^  value: \"(?:yes|no)\"$", "  value: 是", CHOICE),
    swap(PAIR, r"^  - kind: .*$", "  - kind: money", CHOICE),
    swap(ORG, r"^type: .*$", "type: zone", CHOICE),
    # links, texts, lists
    swap(CASE, r"^    url: .*$", "    url: www.example.org", VALUE),
    swap(CASE, r"^    url: .*$", "    url: javascript:x()", VALUE),
    swap(CASE, r"^    url: .*$", '    url: "https://evil.example\\\\\\\\@a.cn"', VALUE),
    swap(ORG, r"^homepage: .*$", "homepage: 无", VALUE),
    swap(CASE, r"^  phone: .*$", "  phone: 办公室", VALUE),
    swap(CASE, r"^title: .*$", "title:", VALUE),
    swap(CASE, r"^title: .*$", "title: [甲]", VALUE),
    swap(CASE, r"^title: .*$", f"title: {'很长的标题' * 20}", "too-long"),
    swap(PAIR, r"^summary: .*$", f"summary: {'很长的摘要' * 50}", "too-long"),
    swap(CASE, r"^themes: .*$", "themes: []", "too-few"),
    swap(CASE, r"^keywords: .*$", "keywords: [豆制品，杂交]", VALUE),
    swap(CASE, r"^keywords: .*$", "keywords: [甲, 甲]", VALUE),
    swap(CASE, r"^keywords: .*$", "keywords: 甲", "wrong-type"),
    swap(CASE, r"^period:\n  start: .*\n(?:  end: .*\n)?", "period: 2004\n", "wrong-type"),
    # names of other records
    swap(CASE, r"^county: .*$", "county: c999999", REFERENCE),
    swap(CASE, r"^themes: .*$", "themes: [theme-99]", REFERENCE),
    swap(CASE, r"^audiences: .*$", "audiences: [firm]", REFERENCE),
    swap(CASE, r"^clauses: .*$", 'clauses: ["demo-work-plan#2.9"]', REFERENCE),
    swap(CASE, r"^  - organization: .*$", "  - organization: org-999", REFERENCE),
    swap(PAIR, r"^scheme: .*$", "scheme: demo-workplan", REFERENCE),
    swap(PAIR, r"^cases: \[.+\]$", "cases: [case-99999]", REFERENCE),
    swap(ORG, r"^serves: .*$", "serves: [c990000]", REFERENCE),
    swap(PICKS, r"^cases: .*$", "cases: [case-99998, case-00001]", REFERENCE),
    swap(CASE, r"^    source: .*$", "    source: 9", "unknown-source"),
    # what cannot be
    swap(CASE, r"^(  start: .*)\n  end: .*$", r"\1\n  end: 1949", "end-before-start", down=1),
    swap(CASE, r"^updated: .*$", "updated: 2001", "updated-before-published"),
    swap(CASE, r"^      date: 2005-12-01$", "      date: 2005-10-01", "review-order"),
    swap(CASE, r"^      reviewer: 示例复审员$", "      reviewer: 示例初审员", "three-reviews"),
    swap(CASE, r"^  - file: \w+\.\w+$", "  - file: dem.png", "media-file"),
    swap(COUNTY, r"^    share: .*$", "    share: 1.7", "share-disagrees"),
    swap(COUNTY, r"^    professionals: .*$", "    professionals: 400", "part-above-whole"),
    swap(COUNTY, r"^    st_spend: .*$", "    st_spend: 99999999", "part-above-whole"),
    swap(PAIR, r"^start: .*$(?!\nend:)", "start: 2004-11\nend: 2001", "end-before-start", down=1),
    # YAML
    swap(CASE, r"^title: (.*)$", r"title: \1: 甲", YAML),
    swap(CASE, r"^title: (.*)$", r'title: "\1', YAML),
    swap(CASE, r"^title: (.*)$", "title: @甲", YAML),
    swap(CASE, r"^keywords: .*$", "keywords: [甲, 乙", YAML),
    swap(CASE, r"^title: (.*)$", r"title：\1", YAML),
    swap(CASE, r"^  people: ", "\tpeople: ", YAML),
    swap(CASE, r"^  people: ", "   people: ", YAML),
    swap(CASE, r"^title: (.*)$", r"title: \1\ntitle: \1", "duplicate-key", down=1),
    swap(CASE, r"^title: (.*)$", r"title: \1 #1", "swallowed-comment"),
    swap(CASE, r"^title: .*$", "title: *a", "alias"),
    swap(CASE, r"^title: .*$", "title: &a 甲", "anchor"),
    swap(CASE, r"^title: .*$", "title: !甲 乙", YAML),
    swap(CASE, r"^title: .*$", "title: !a 乙", "tag"),
    swap(CASE, r"^title: .*$", 'title: "甲\\\\u202e乙"', "hidden-character"),
    swap(CASE, r"^title: .*$", "title: 甲\u200b乙", "hidden-character"),
    # words
    swap(CASE, r"^  failed: .*$", "  failed: 投入<b>不足</b>，垫资收不回来。", "html-in-prose"),
    swap(
        CASE, r"^  unfit: .*$", '  unfit: "见[说明](javascript:x)，没有种子公司的县不合适。"', "link-target"
    ),
    swap(CASE, r"^  unfit: .*$", "  unfit: 请打 13800138000 问问，没有种子公司的县不合适。", "personal-data"),
    swap(CASE, r"^    name: 示例(.*)$", "    name: 示例，身份证 11010519491231002X", "personal-data"),
)
