"""Whatever the layout: nothing lost, nothing twice, in order, and addresses that do not depend on what follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.text.clauses import Clause, parse_clauses
from tests.test_clauses import chinese

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
        "第一分编　",
        "第十条",
        "㈠",
        "⒈",
        "1）",
        "附件：1.",
        "　　2．",
        "抄送：",
        "二OO四年八月十日",
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
        "第一，甲。第二，乙。又，第一，丙；第二，丁。",
        "科技部　财政部",
        "总理　　某某",
        "有下列情形：",
        "乙；",
        "某 某 规 则",
    ]
)
LINES = st.lists(st.tuples(LABELS, WORDS, st.sampled_from(["\n", "\n\n", "\r\n"])), max_size=25).map(
    lambda rows: "".join("".join(row) for row in rows)
)


@pytest.mark.slow
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


def settled(text: str) -> list[tuple[str, int]]:
    """The addresses that a text has given for good: all but those of a row of headings at its very end.

    Such a row is a table of contents when its first comes again right after, and only what follows can say so.
    """
    clauses = list(parse_clauses(text).clauses)
    while clauses and is_bare_heading(text, clauses[-1]):
        clauses.pop()
    return [(clause.id, clause.start) for clause in clauses]


def is_bare_heading(text: str, clause: Clause) -> bool:
    is_numbered = clause.kind in ("part", "chapter", "section", "item")
    return is_numbered and not re.search("[。；！？]|：$", text[clause.start : clause.end].strip())


@pytest.mark.slow
@settings(max_examples=200, derandomize=True, deadline=None)
@given(LINES, LINES)
def test_addresses_stay_when_text_is_appended(text: str, more: str) -> None:
    text = text.rstrip("\r\n") + "\n" if text.strip() else ""
    before = settled(text)
    after = [(clause.id, clause.start) for clause in parse_clauses(text + more).clauses]
    assert after[: len(before)] == before


@pytest.mark.slow
@settings(max_examples=200, derandomize=True, deadline=None)
@given(LINES, LINES)
def test_a_row_of_headings_at_the_end_keeps_its_addresses_unless_its_first_comes_again(
    text: str, more: str
) -> None:
    text = text.rstrip("\r\n") + "\n一、水利\n二、渔业\n"
    before = [(clause.id, clause.start) for clause in parse_clauses(text).clauses]
    after = [(clause.id, clause.start) for clause in parse_clauses(text + "众人修渠。\n" + more).clauses]
    assert after[: len(before)] == before


SIGNS: tuple[Callable[[int], str], ...] = (
    lambda order: f"{chinese(order)}、",
    lambda order: f"（{chinese(order)}）",
    lambda order: f"{order}.",
    lambda order: f"（{order}）",
    lambda order: chr(ord("①") + order - 1),
)
TREES: st.SearchStrategy[list[Any]] = st.recursive(
    st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=25
)


def outline(tree: list[Any], depth: int, above: str) -> Iterator[tuple[str, str]]:
    """Yield (address, line) of a tree of items, each level with the sign of its own."""
    for order, below in enumerate(tree, start=1):
        address = f"{above}.{order}" if above else str(order)
        yield address, f"{SIGNS[depth](order)}甲乙。\n"
        yield from outline(below, depth + 1, address) if depth + 1 < len(SIGNS) else ()


@pytest.mark.slow
@settings(max_examples=200, derandomize=True, deadline=None)
@given(TREES, st.booleans())
def test_an_outline_comes_back_as_it_was_laid_out(tree: list[Any], in_annex: bool) -> None:
    rows = list(outline(tree, 0, ""))
    before = "某部\n2004年8月10日\n附件1\n" if in_annex else ""
    text = "某办法\n为了甲，制定乙。\n" + before + "".join(line for _, line in rows)
    parsed = parse_clauses(text)
    items = [clause for clause in parsed.clauses if clause.kind == "item"]
    prefix = "annex-1." if in_annex else ""
    assert [clause.id for clause in items] == [f"{prefix}{address}" for address, _ in rows]
    assert [clause.parent for clause in items] == [
        f"{prefix}{address.rpartition('.')[0]}" if "." in address else None for address, _ in rows
    ]
    assert not parsed.irregularities


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.text(alphabet="一二十第条章、（）1.①；。：是附件年月日　\n\t甲", max_size=200))
def test_any_characters_at_all_are_kept_in_order(text: str) -> None:
    clauses = parse_clauses(text).clauses
    assert "".join(text[clause.start : clause.end] for clause in clauses) == text
