"""Thousands of digits, brackets or blanks where a few are meant are told as problems, in about twice the time for twice as many."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from county_casebook.build import check_content
from county_casebook.intake.writing import import_policies
from county_casebook.problems import format_problems
from county_casebook.publish.search.folding import terms
from county_casebook.render.markdown import plain, prose
from county_casebook.text.clauses import parse_clauses
from county_casebook.text.personal_data import masked
from tests.building import TINY

PIECES = (
    *("[a]( ", "[", "![a](", "<a", "<!--", "`", "*", "_", "**a", "> ", "- ", "|", "\n|", "#", "a\n\n"),
    *(
        " ",
        "\t",
        "\n",
        "　",
        "0",
        "１",
        "九",
        "十",
        "〇",
        "（一）",
        "一、",
        "第一条",
        "第",
        "1.",
        "①",
        "一是",
        "第一，",
    ),
    *(
        "附件",
        "附件1",
        "。",
        "：",
        "委员会　",
        "138",
        "1 3 8 ",
        "@qq.com",
        "%31",
        "&#49;",
        "$",
        "¥1",
        "=",
        "ICP备",
        "年月日",
    ),
)


@pytest.mark.parametrize("digits", ["1", "１", "〇", "九", "十"])
def test_a_row_of_digits_is_no_number_of_a_clause(digits: str) -> None:
    row = digits * 5_000
    for line in (
        f"第{row}条　甲",
        f"{row}、甲",
        f"（{row}）甲",
        f"{row}.甲",
        f"附件{row}",
        f"目录\n甲…{row}",
    ):
        assert parse_clauses(f"通知\n\n一、总则\n{line}\n乙。\n")


def test_a_reference_with_a_row_of_digits_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1141171200")
    shutil.copytree(TINY / "content", tmp_path / "content")
    file = tmp_path / "content/cases/chengxi-envoys.yml"
    for clause in ("1" * 5_000, "2." + "1" * 5_000, "2.p1~" + "1" * 5_000):
        text = (TINY / "content/cases/chengxi-envoys.yml").read_text("utf-8")
        file.write_text(text.replace("demo-plan#2.1", f"demo-plan#{clause}"), "utf-8")
        assert [problem.rule for problem in check_content(tmp_path / "content").problems] == [
            "unknown-reference"
        ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于甲的通知（试行）", "通知"),
        ("中国（上海）自由贸易区管理办法（试行）", "办法"),
        ("甲的决定（2004年（修正））", "决定"),
    ],
)
def test_only_the_brackets_at_the_end_of_a_title_are_beside_it(title: str, kind: str) -> None:
    from county_casebook.intake.values import kind_of

    assert kind_of(title) == kind


WAYS: dict[str, Callable[[str], object]] = {
    "prose": prose,
    "plain": plain,
    "clauses": parse_clauses,
    "masked": masked,
    "terms": terms,
}


def seconds(way: Callable[[str], object], text: str) -> float:
    started = process_time()
    way(text)
    return process_time() - started


def is_linear(way: Callable[[str], object], half: str, whole: str) -> bool:
    """Whether the whole takes about twice as long as the half; what is quick anyway is not measured twice."""
    for _ in range(3):
        long = seconds(way, whole)
        if long < 0.3 or long < 3 * seconds(way, half):
            return True
    return False


@pytest.mark.hostile
@pytest.mark.parametrize("name", WAYS)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    way = WAYS[name]
    for piece in PIECES:
        half, whole = (piece * (length // len(piece.encode())) for length in (50_000, 100_000))
        assert is_linear(way, half, whole), piece


@pytest.mark.hostile
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_a_document_of_one_piece_again_and_again_is_read_in_one_go(suffix: str, tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")

    def read(text: str) -> None:
        file = tmp_path / f"a{suffix}"
        file.write_text(f"关于甲的通知\n\n{text}\n", "utf-8")
        list(import_policies([file], tmp_path / "content", record_id="told-once", dry=True))

    for piece in PIECES:
        half, whole = (piece * (length // len(piece.encode())) for length in (50_000, 100_000))
        assert is_linear(read, half, whole), piece


@pytest.mark.hostile
def test_a_record_with_hostile_prose_is_checked_in_one_go(tmp_path: Path) -> None:
    shutil.copytree(TINY / "content", tmp_path / "content")
    file = tmp_path / "content/cases/chengxi-envoys.yml"
    text = file.read_text("utf-8")

    def check(prose: str) -> None:
        lines = "\n".join(f"  {line}" for line in prose.split("\n"))
        file.write_text(
            text.replace("benefit_sharing: 增产部分三七分成。", f"benefit_sharing: |-\n  甲\n{lines}"),
            "utf-8",
        )
        assert format_problems(check_content(tmp_path / "content").problems) is not None

    for piece in PIECES:
        half, whole = (piece * (length // len(piece.encode())) for length in (50_000, 100_000))
        assert is_linear(check, half, whole), piece
