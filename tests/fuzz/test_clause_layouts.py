"""Letters with decimal outlines, items and annexes, laid out at random: every clause where it was put, nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county_casebook.text.clauses import parse_clauses
from tests.test_clauses import chinese

BLANKS = st.sampled_from([" ", "\u3000", "\u2002", "\u2003", "\t", "\u00a0", "  "])
HEADINGS = ("总则", "组织机构", "监测预警", "应急响应", "后期处置", "保障措施", "附则", "编制依据")
SENTENCES = (
    "为做好防汛，制定本案。",
    "各乡镇按职责办理。",
    "水位超过警戒线 0.5 米的，立即报告。",
    "10.5 公里堤段由专人巡查。",
)
TITLES = ("巡堤查险办法", "物资储备方案", "人员转移规定", "值班制度")


@dataclass(frozen=True)
class Outline:
    """A decimal outline as it is laid out, with the address and the parent that each clause should have."""

    rows: tuple[tuple[str, str | None, str], ...]

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for _, _, line in self.rows)


@st.composite
def outlines(draw: st.DrawFn, prefix: str = "") -> Outline:
    shape = draw(st.lists(st.lists(st.integers(0, 3), max_size=4), min_size=1, max_size=5))
    blank = draw(st.one_of(BLANKS, st.just("")))
    dot = draw(st.sampled_from([".", "．"]))
    full = draw(st.booleans())
    rows: list[tuple[str, str | None, str]] = []

    def number(*path: int) -> str:
        written = dot.join(map(str, path))
        return written.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if full else written

    for first, sections in enumerate(shape, start=1):
        heading = HEADINGS[draw(st.integers(0, 7))]
        rows.append((f"{prefix}{first}", None, f"{number(first)}{blank}{heading}"))
        for second, parts in enumerate(sections, start=1):
            above = f"{prefix}{first}.{second}"
            rows.append((above, f"{prefix}{first}", f"{number(first, second)}{blank}{heading}"))
            rows += items_of(draw, above)
            for third in range(1, parts + 1):
                address = f"{above}.{third}"
                rows.append((address, above, f"{number(first, second, third)}{blank}{heading}"))
                rows += items_of(draw, address)
    return Outline(tuple(rows))


def items_of(draw: st.DrawFn, above: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield a sentence and a row of items below a clause, or nothing."""
    if draw(st.booleans()):
        yield f"{above}.p1", above, SENTENCES[draw(st.integers(0, 3))]
    sign = draw(st.sampled_from(["（{}）", "{}）", "({})"]))
    yield from (
        (f"{above}.i{order}", above, f"{sign.format(order)}报告险情。")
        for order in range(1, draw(st.integers(0, 3)) + 1)
    )


@st.composite
def letters(draw: st.DrawFn) -> tuple[str, list[tuple[str, str | None]]]:
    """A letter with an outline and some annexes, in one of the layouts; and the address and parent of each clause."""
    body = draw(outlines())
    count = draw(st.integers(0, 3))
    titles = TITLES[:count]
    text = f"某县防汛办关于印发预案的通知\n各乡镇人民政府：\n现通知如下。\n{body.text}"
    style = draw(st.sampled_from(["　　附件{}.{}\n", "附件{}、{}\n", "　　附件{}：{}\n"]))
    text += "".join(style.format(order, title) for order, title in enumerate(titles, start=1))
    text += "某县防汛办\n2012年7月21日\n"
    expected = [(address, parent) for address, parent, _ in body.rows]
    is_marked = draw(st.booleans())
    for order, title in enumerate(titles, start=1):
        annex = draw(outlines(prefix=f"annex-{order}."))
        mark = draw(st.sampled_from([f"附件{order}\n", f"附件{order}：\n", f"附件{chinese(order)}\n"]))
        text += (mark if is_marked else "") + f"{title}\n{annex.text}"
        expected.append((f"annex-{order}", None))
        expected += [(address, parent) for address, parent, _ in annex.rows]
    return text, expected


@pytest.mark.slow
@settings(max_examples=500, derandomize=True, deadline=None)
@given(letters())
def test_a_letter_with_outlines_and_annexes_comes_back_as_it_was_laid_out(
    laid_out: tuple[str, list[tuple[str, str | None]]],
) -> None:
    text, expected = laid_out
    parsed = parse_clauses(text)
    found = {clause.id: clause for clause in parsed.clauses}
    assert "".join(text[clause.start : clause.end] for clause in parsed.clauses) == text
    assert len(found) == len(parsed.clauses)
    wanted = {address for address, _ in expected}
    assert [
        (clause.id, clause.parent)
        for clause in parsed.clauses
        if clause.label or clause.kind == "annex" or clause.id in wanted
    ] == expected
    assert {found[key].kind for key in ("date",)} == {"tail"}
    assert not parsed.irregularities


@pytest.mark.slow
@settings(max_examples=200, derandomize=True, deadline=None)
@given(letters(), st.data())
def test_addresses_of_a_letter_stay_as_its_text_grows(
    laid_out: tuple[str, list[tuple[str, str | None]]], data: st.DataObject
) -> None:
    text, _ = laid_out
    lines = text.splitlines(keepends=True)
    cut = "".join(lines[: data.draw(st.integers(1, len(lines)))])
    before = [(clause.id, clause.start) for clause in parse_clauses(cut).clauses]
    after = [(clause.id, clause.start) for clause in parse_clauses(text).clauses]
    assert after[: len(before)] == before
