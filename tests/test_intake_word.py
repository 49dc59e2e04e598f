"""Word documents as offices have them: lists numbered by Word, tables, notes, hidden words, web pages put in as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.intake import Unreadable
from county_casebook.intake.policy import draft_policy
from county_casebook.intake.reading import Reading, read_file
from county_casebook.intake.word_formats import number_text
from county_casebook.places.divisions import real_divisions
from tests.word_files import (
    W,
    archive,
    document,
    level,
    listed,
    numbering,
    packed,
    paragraph,
    table,
    with_chunk,
)

HEAD = paragraph("示例县科技特派员管理办法") + paragraph("为了示范，制定本办法。")


def read(data: bytes, folder: Path) -> Reading:
    (folder / "a.docx").write_bytes(data)
    return read_file(folder / "a.docx")


def lines(data: bytes, folder: Path) -> list[str]:
    return read(data, folder).text.splitlines()[2:]


@pytest.mark.parametrize(
    ("format_", "shown"),
    [
        ("decimal", {1: "1", 30: "30"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一〇五"}),
        (
            "chineseCountingThousand",
            {10: "十", 21: "二十一", 105: "一百零五", 110: "一百一十", 1001: "一千零一"},
        ),
        ("japaneseCounting", {3: "三", 12: "十二"}),
        ("taiwaneseCountingThousand", {30: "三十", 20_012: "二万零一十二"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 23: "贰拾叁", 105: "壹佰零伍"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("ideographEnclosedCircle", {10: "㊉"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 19: "XIX"}),
        ("lowerRoman", {9: "ix"}),
        ("numberInDash", {3: "- 3 -"}),
        ("none", {3: ""}),
        ("aFormatOfLaterYears", {3: "3"}),
    ],
)
def test_a_number_is_written_as_word_writes_it(format_: str, shown: dict[int, str]) -> None:
    assert {value: number_text(value, format_) for value in shown} == shown


def test_articles_numbered_by_word_are_articles(tmp_path: Path) -> None:
    levels = (
        level(0, "chineseCountingThousand", "第%1章"),
        level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
        level(2, "chineseCounting", "（%3）"),
    )
    body = "".join(
        listed(1, at, words)
        for at, words in (
            (0, "总则"),
            (1, "为了示范。"),
            (1, "本办法适用于："),
            (2, "示例甲；"),
            (2, "示例乙。"),
            (0, "附则"),
            (1, "自公布之日起施行。"),
        )
    )
    reading = read(document(HEAD + body, numbering=numbering(*levels)), tmp_path)
    assert reading.text.splitlines()[2:] == [
        "第一章　总则",
        "第一条　为了示范。",
        "第二条　本办法适用于：",
        "（一）示例甲；",
        "（二）示例乙。",
        "第二章　附则",
        "第三条　自公布之日起施行。",
    ]
    clauses = draft_policy(reading, real_divisions()).parsed.clauses
    assert [clause.id for clause in clauses if clause.kind == "article"] == ["art-1", "art-2", "art-3"]
    assert reading.left == ()


def test_a_decimal_outline_restarts_below_a_new_heading_and_may_write_plain_digits(tmp_path: Path) -> None:
    levels = (
        level(0, "chineseCounting", "%1"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3", '<w:isLgl/><w:suff w:val="space"/>'),
    )
    body = "".join(listed(1, at, "甲") for at in (0, 1, 1, 2, 2, 0, 1, 2))
    assert lines(document(HEAD + body, numbering=numbering(*levels)), tmp_path) == [
        "一　甲",
        "1.1　甲",
        "1.2　甲",
        "1.2.1 甲",
        "1.2.2 甲",
        "二　甲",
        "2.1　甲",
        "2.1.1 甲",
    ]


def test_another_list_goes_on_counting_unless_it_sets_a_start_of_its_own(tmp_path: Path) -> None:
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'upperLetter', '%1.')}</w:lvlOverride></w:num>"
    )
    body = "".join(listed(number, 0, "甲") for number in (1, 1, 2, 3, 3, 4))
    parts = numbering(level(0, "decimal", "%1."), numbers=numbers)
    assert lines(document(HEAD + body, numbering=parts), tmp_path) == [
        "1.　甲", "2.　甲", "3.　甲", "5.　甲", "6.　甲", "G.　甲",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("definitions", "override", "shown"),
    [
        (
            {
                "0": '<w:numStyleLink w:val="Law"/>',
                "1": '<w:styleLink w:val="Law"/>'
                + level(0, "chineseCounting", "第%1条")
                + level(1, "chineseCounting", "（%2）"),
            },
            "",
            ["第一条　甲", "（一）乙", "第二条　丙"],
        ),
        (
            {
                "0": '<w:numStyleLink w:val="Law"/>',
                "1": '<w:styleLink w:val="Law"/>'
                + level(0, "decimal", "%1.")
                + level(1, "lowerLetter", "%2)"),
            },
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>',
            ["7.　甲", "a)乙", "8.　丙"],
        ),
        (
            {
                "0": '<w:numStyleLink w:val="Law"/>',
                "1": '<w:styleLink w:val="Law"/><w:numStyleLink w:val="Plan"/>',
                "2": '<w:styleLink w:val="Plan"/>' + level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"),
            },
            "",
            ["1　甲", "1.1　乙", "2　丙"],
        ),
        (
            {
                "0": '<w:styleLink w:val="Plan"/><w:numStyleLink w:val="Law"/>',
                "1": '<w:styleLink w:val="Law"/><w:numStyleLink w:val="Plan"/>',
            },
            "",
            ["甲", "乙", "丙"],
        ),
        ({"0": '<w:numStyleLink w:val="Nowhere"/>'}, "", ["甲", "乙", "丙"]),
    ],
)
def test_a_list_that_only_names_a_style_of_lists_is_numbered_by_that_style(
    definitions: dict[str, str], override: str, shown: list[str], tmp_path: Path
) -> None:
    held = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>'
        for key, inner in definitions.items()
    )
    parts = f'<w:numbering {W}>{held}<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num></w:numbering>'
    body = listed(1, 0, "甲") + listed(1, 1, "乙") + listed(1, 0, "丙")
    assert lines(document(HEAD + body, numbering=parts), tmp_path) == shown


def test_styles_that_number_their_paragraphs_do_so_also_when_they_are_based_on_another(
    tmp_path: Path,
) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="One"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Two"><w:basedOn w:val="One"/></w:style>'
        '<w:style w:styleId="Deep"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    parts = numbering(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"))
    body = (
        paragraph("甲", '<w:pStyle w:val="One"/>')
        + paragraph("乙", '<w:pStyle w:val="Deep"/>')
        + paragraph("丙", '<w:pStyle w:val="Two"/>')
        + paragraph("丁", '<w:pStyle w:val="Two"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(document(HEAD + body, numbering=parts, styles=styles), tmp_path) == [
        "一、甲",
        "（一）乙",
        "二、丙",
        "丁",
    ]


def test_an_empty_paragraph_counts_and_a_deleted_mark_joins(tmp_path: Path) -> None:
    joined = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>'
    body = listed(1, 0, "甲") + listed(1, 0, "") + listed(1, 0, "乙") + joined + paragraph("后半。")
    parts = numbering(level(0, "decimal", "%1、"))
    assert lines(document(HEAD + body, numbering=parts), tmp_path) == ["1、甲", "", "3、乙", "前半后半。"]


def test_a_table_is_a_line_a_row_and_a_merged_cell_speaks_for_every_row_it_covers(tmp_path: Path) -> None:
    merged = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + paragraph("示例县") + "</w:tc><w:tc>"
        + paragraph("甲公司") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + paragraph("") + "</w:tc><w:tc>"
        + paragraph("乙|公司") + paragraph("（筹）") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    body = HEAD + table([["序号", "企业"], ["1", "丙公司"]]) + merged
    assert lines(document(body), tmp_path) == [
        "| 序号 | 企业 |",
        "| 1 | 丙公司 |",
        "| 示例县 | 甲公司 |",
        "| 示例县 | 乙｜公司 （筹） |",
    ]


def test_a_table_that_only_places_words_on_the_page_becomes_their_lines(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('第一段。')}{table([['甲', '乙'], ['丙', '丁']])}{paragraph('第二段。')}</w:tc></w:tr></w:tbl>"
    assert lines(document(HEAD + inner), tmp_path) == ["第一段。", "| 甲 | 乙 |", "| 丙 | 丁 |", "第二段。"]


def test_hidden_words_text_boxes_and_notes_are_left_out_and_told(tmp_path: Path) -> None:
    body = (
        HEAD
        + paragraph("藏起来的话", run="<w:vanish/>")
        + paragraph("没有藏的话", run='<w:vanish w:val="0"/>')
        + "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        + '<w:p><w:r><w:t>有注的话</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("注里的话")}</w:footnote></w:footnotes>'
    reading = read(document(body, footnotes=notes), tmp_path)
    assert reading.text.splitlines()[2:] == ["", "没有藏的话", "", "有注的话"]
    assert reading.left == (
        "1 处脚注没有放进来",
        "没有放进来的隐藏的文字：藏起来的话",
        "没有放进来的文本框：框里的字",
        "脚注的文字没有放进来：注里的话",
    )


PAGE = (
    "<html><head><meta charset='utf-8'></head><body><p>示例县人民政府关于示范的通知</p><p>示例政发〔2015〕3号</p>"
    "<p>各乡镇人民政府：</p><p>现通知如下。</p><p>示例县人民政府</p><p>2015年5月4日</p></body></html>"
)
WORDS = [
    "示例县人民政府关于示范的通知", "示例政发〔2015〕3号", "各乡镇人民政府：", "现通知如下。", "示例县人民政府", "2015年5月4日",
]  # fmt: skip
CHUNKS = {
    "chunk.html": PAGE.encode(),
    "chunk.xhtml": PAGE.encode(),
    "afchunk.mht": archive(PAGE),
    "afchunk.dat": archive(PAGE),
    "chunk.txt": "\n".join(WORDS).encode("gbk"),
    "chunk.docx": document("".join(map(paragraph, WORDS))),
}


@pytest.mark.parametrize("name", CHUNKS)
def test_a_document_embedded_in_a_word_file_is_read_where_it_stands(name: str, tmp_path: Path) -> None:
    whole = read(with_chunk(name, CHUNKS[name]), tmp_path)
    assert whole.text.splitlines() == WORDS
    values = draft_policy(whole, real_divisions()).values
    assert (values["title"], values["doc_no"], values["issued"]) == (
        WORDS[0],
        "示例政发〔2015〕3号",
        "2015-05-04",
    )
    middle = read(with_chunk(name, CHUNKS[name], paragraph("甲"), paragraph("乙")), tmp_path)
    assert middle.text.splitlines() == ["甲", *WORDS, "乙"]


@pytest.mark.parametrize("suffix", [".mht", ".mhtml"])
def test_a_page_saved_as_one_file_is_read_as_a_page(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_bytes(archive(PAGE))
    assert read_file(tmp_path / f"a{suffix}").text.splitlines() == WORDS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_chunk("chunk.rtf", b"{\\rtf1 abc}"), "RTF"),
        (with_chunk("chunk.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx"), "没有网页"),
        (with_chunk("chunk.html", b"<div>" * 100_000), "套得太深"),
        (
            packed({"word/document.xml": f"<w:document {W}><w:body><w:altChunk/></w:body></w:document>"}),
            "没有读到正文",
        ),
    ],
)
def test_an_embedded_document_that_cannot_be_read_is_one_sentence(
    data: bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data, tmp_path)


def test_documents_embedded_in_one_another_without_end_are_refused(tmp_path: Path) -> None:
    data = document(HEAD)
    for _ in range(6):
        data = with_chunk("chunk.docx", data)
    with pytest.raises(Unreadable, match="套得太深"):
        read(data, tmp_path)


@pytest.mark.slow
def test_a_part_that_grows_when_it_is_unpacked_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for name in ("numbering", "styles", "footnotes"):
        with pytest.raises(Unreadable, match="MB"):
            read(document(HEAD, **{name: b" " * (61 << 20)}), tmp_path)
