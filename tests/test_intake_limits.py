"""Files made to cost without end are refused with a sentence, or read, and never keep a whole folder waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from county_casebook.intake import Unreadable
from county_casebook.intake.policy import draft_policy
from county_casebook.intake.reading import read_file
from county_casebook.intake.site_lines import is_around, is_below
from county_casebook.places.divisions import real_divisions
from tests.word_files import W, document, level, listed, numbering, packed, paragraph, with_chunk

TITLE = paragraph("示例县科技特派员管理办法")
REFUSED: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "a page of very many tags": (".html", lambda: "<p>甲</p>" * 80_000, "个标签"),
    "a page nested very deep": (".html", lambda: "<b>" * 200 + "甲" + "</b>" * 200, "套得太深"),
    "a page of one long text": (".html", lambda: f"<p>{'甲' * 2_000_000}</p>", "超过 1 MiB"),
    "a Word file of very many elements": (".docx", lambda: document("<w:p/>" * 1_100_000), "个标签"),
    "a Word file that unpacks without end": (".docx", lambda: packed({"word/document.xml": b" " * (70 << 20)}), "超过 60 MB"),
    "an embedded page nested very deep": (".docx", lambda: with_chunk("a.html", b"<div>" * 500), "套得太深"),
    "an archive of very many parts": (".mht", lambda: b"MIME-Version: 1.0\n" + b"\n--b\n" * 3000, "部件太多"),
    "an archive nested very deep": (
        ".mht",
        lambda: b"MIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(1900)),
        "没有网页",
    ),
    "a text of numbers": (".txt", lambda: "第" + "一" * 400_000 + "条\n", "超过 1 MiB|没有认出标题"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_costs_without_end_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    suffix, make, said = REFUSED[name]
    held = make()
    path = tmp_path / f"a{suffix}"
    path.write_bytes(held if isinstance(held, bytes) else held.encode())
    with pytest.raises(Unreadable, match=said):
        draft_policy(read_file(path), real_divisions())


def _many_rows() -> bytes:
    rows = "".join(f"<tr><td rowspan=1000>{order}</td><td>{'甲' * 3000}</td></tr>" for order in range(60))
    return f"<h1>示例县科技特派员管理办法</h1><div id=zoom><p>{'为了管理，' * 9}。</p><table>{rows}</table></div>".encode()


def _long_merged() -> bytes:
    first = f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("甲" * 9000)}</w:tc><w:tc>{paragraph("乙")}</w:tc></w:tr>'
    more = (
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    )
    return document(f"{TITLE}<w:tbl>{first}{more * 5000}</w:tbl>")


READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cells over a thousand rows each": (".html", _many_rows),
    "a long cell over very many rows": (".docx", _long_merged),
    "a list with a number of ten thousand places": (
        ".docx",
        lambda: document(
            TITLE + listed(1, 0, "甲。") * 3000, numbering=numbering(level(0, "decimal", "%1" * 10_000))
        ),
    ),
    "styles based on one another without end": (
        ".docx",
        lambda: document(
            TITLE + paragraph("甲。", '<w:pStyle w:val="s1"/>') * 2000,
            styles=f"<w:styles {W}>"
            + "".join(
                f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(20_000)
            )
            + "</w:styles>",
        ),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_a_file_that_repeats_itself_is_read_at_the_cost_of_its_size(name: str, tmp_path: Path) -> None:
    suffix, make = READ[name]
    (tmp_path / f"a{suffix}").write_bytes(make())
    reading = read_file(tmp_path / f"a{suffix}")
    assert draft_policy(reading, real_divisions()).values["title"] == "示例县科技特派员管理办法"
    assert len(reading.text.encode()) < 1 << 20


@pytest.mark.parametrize(
    "line",
    [
        "首页" + "|" * 250 + "!",
        "甲" + "  |" * 90 + "。",
        "首页" + "→" * 250 + "。",
        "浏览次数" + " " * 250 + "!",
    ],
    ids=["tools", "bars", "trail", "counts"],
)
def test_a_line_that_may_be_a_sites_in_very_many_ways_is_judged_all_the_same(line: str) -> None:
    assert not is_around(line)
    assert not is_below(line)
