"""A policy's page: where notes stand in the margin, which clauses a chapter holds, what is copied."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.js.engine import Engine

NOTES = Engine("policy/notes.js")
CHAPTERS = Engine("policy/chapters.js")
COPYING = Engine("core/copying.js")
HELD = Engine("later/held.js")


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 300)), max_size=12))
def test_no_note_covers_another_and_none_stands_above_its_clause(notes: list[tuple[int, int]]) -> None:
    wanted = sorted(top for top, _ in notes)
    tall = [height for _, height in notes]
    tops = NOTES.call("heights", wanted, tall, 16)
    assert all(top >= asked for top, asked in zip(tops, wanted, strict=True))
    assert all(top + tall[at] + 16 <= tops[at + 1] for at, top in enumerate(tops[:-1]))


def test_a_note_stands_at_its_clause_where_there_is_room() -> None:
    assert NOTES.call("heights", [0, 100, 110], [40, 200, 10], 16) == [0, 100, 316]


def test_a_chapter_holds_what_follows_until_the_next() -> None:
    begins = "(clause) => clause.startsWith('第')"
    found = CHAPTERS.run(
        f"casebook.chaptersOf(['序', '第一章', '一', '二', '第二章', '第三章', '三'], {begins})"
    )
    assert found == [["第一章", "一", "二"], ["第三章", "三"]]


def test_a_clause_is_quoted_with_whose_it_is_and_its_address() -> None:
    quoted = COPYING.call(
        "quotedClause", ["一段。", "又一段。"], "《示例方案》三、3.", "https://example.org/#3.3"
    )
    assert quoted == "一段。\n又一段。\n——《示例方案》三、3.\nhttps://example.org/#3.3"


def test_a_reference_is_one_line_without_its_heading() -> None:
    words = "引用（GB/T 7714）\n某局. 做法[EB/OL]. (2026)[2026-05-04].  https://example.org/ ."
    assert (
        COPYING.call("referenceIn", words) == "某局. 做法[EB/OL]. (2026)[2026-05-04]. https://example.org/ ."
    )


def test_a_clause_is_held_by_those_it_is_nested_in() -> None:
    assert HELD.call("heldBy", "art-12.p2.i1") == ["art-12.p2.i1", "art-12.p2", "art-12"]
    assert HELD.call("heldBy", "") == [""]
