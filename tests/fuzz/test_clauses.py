"""Whatever the layout: nothing lost, nothing twice, in order, and addresses that do not depend on what follows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.records.clauses import parse_clauses

LABELS = st.sampled_from(
    [
        "",
        "　　",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "1.",
        "2. ",
        "1、",
        "（1）",
        "①",
        "②",
        "第一章　",
        "第二章 ",
        "第一节　",
        "第一条　",
        "第二条　",
        "第三条之一　",
        "第一编　",
        "附件1",
        "附件：",
        "目　录",
        "2004年8月10日",
        "一是",
        "第一，",
    ]
)
WORDS = st.sampled_from(
    [
        "",
        "总则",
        "为了试验，制定本办法。",
        "各省人民政府：",
        "一是甲；二是乙；三是丙。",
        "某部",
        "（2004年通过）",
        "第二款",
        "3.2亿元",
    ]
)
LINES = st.lists(st.tuples(LABELS, WORDS, st.sampled_from(["\n", "\n\n", "\r\n"])), max_size=25).map(
    lambda rows: "".join("".join(row) for row in rows)
)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(LINES)
def test_every_character_is_in_exactly_one_clause_in_order(text: str) -> None:
    clauses = parse_clauses(text).clauses
    assert "".join(text[clause.start : clause.end] for clause in clauses) == text
    assert all(clause.start <= clause.end for clause in clauses)
    assert len({clause.id for clause in clauses}) == len(clauses)
    seen: dict[str, int] = {}
    for clause in clauses:
        assert clause.parent is None or clause.parent in seen
        assert clause.depth == (seen[clause.parent] + 1 if clause.parent else 0)
        seen[clause.id] = clause.depth


@settings(max_examples=200, derandomize=True, deadline=None)
@given(LINES, LINES)
def test_addresses_stay_when_text_is_appended(text: str, more: str) -> None:
    text = text.rstrip("\r\n") + "\n" if text.strip() else ""
    before = [(clause.id, clause.start) for clause in parse_clauses(text).clauses]
    after = [(clause.id, clause.start) for clause in parse_clauses(text + more).clauses]
    assert after[: len(before)] == before
