"""What is typed in a form becomes the text of a record: turned where it is plain what was meant, and left alone where it is not."""

from __future__ import annotations

import re

import pytest

from county_casebook.edit import typed
from county_casebook.edit.hints import hint, spoken
from county_casebook.records import KINDS, Case
from county_casebook.records.county import LessDeveloped
from county_casebook.schema.walk import fields, fields_within
from county_casebook.text.characters import hidden


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("2024年5月", "2024-05"),
        ("2024 年 5 月 12 日", "2024-05-12"),
        ("２０２４年５月", "2024-05"),
        ("2024-5-2", "2024-05-02"),
        ("2024.5", "2024-05"),
        ("2024/05/12", "2024-05-12"),
        ("\u200b2024-05 ", "2024-05"),
        ("2024年13月", "2024-13"),
        ("去年", "去年"),
        ("5月", "5月"),
        ("2024年5月上旬", "2024年5月上旬"),
        ("24年5月", "24年5月"),
        ("2004年8 月10日", "2004-08-10"),
        ("2004 - 5 - 2", "2004-05-02"),
        ("2004.1-2", "2004.1-2"),
        ("2004/1-2", "2004/1-2"),
        ("2004年1-2月", "2004年1-2月"),
        ("2004-1 2", "2004-1 2"),
        ("2004年1 2月", "2004年1 2月"),
        ("", ""),
    ],
)
def test_a_date_is_written_as_the_library_writes_it(said: str, written: str) -> None:
    assert typed.date(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("１５．５", "15.5"),
        (" 15,000 ", "15,000"),
        ("-3", "-3"),
        ("15 万", "15 万"),
        ("１５万", "１５万"),
        ("十五", "十五"),
        ("", ""),
    ],
)
def test_a_number_keeps_its_value(said: str, written: str) -> None:
    assert typed.number(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("甲\r\n乙", "甲乙"),
        ("one\ntwo", "one two"),
        ("甲\none", "甲one"),
        ("零\u200b宽\ufeff字", "零宽字"),
        ("私\ue000用", "私〓用"),
        ("a\tb", "a b"),
        (" 空 ", "空"),
    ],
)
def test_a_line_is_one_line_that_everybody_sees(said: str, written: str) -> None:
    assert typed.one_line(said) == written
    assert not list(hidden(typed.one_line(said)))


def test_paragraphs_stay() -> None:
    assert typed.several_lines("\r\n一  \r\n\r\n  二\u2028三\r\n\r\n") == "一\n\n  二\n三"
    assert typed.each_line("甲\r\n\r\n 乙 \n") == ["甲", "乙"]


def test_no_hint_of_a_form_speaks_of_the_file() -> None:
    """Neither the word for what is not known, nor fixed values that have a word of their own."""
    for kind in KINDS.values():
        for model in {kind, *(part for _, field in fields_within(kind) for part in field.parts)}:
            for field in fields(model):
                said = hint(field, model)
                assert not field.reference or not re.search("#|写成 |，写；", said), said
                assert "not_stated" not in said
                assert "Markdown" not in said
                assert said == "" or said.endswith("。")
                assert "。。" not in said
    developed = {field.name: hint(field, LessDeveloped) for field in fields(LessDeveloped)}
    assert developed["value"] == "“是”、“否”或“不详”；没有依据就写“不详”。"
    assert developed["basis"] == "依据哪份文件或名单；写“是”或“否”时必填。"
    told = {field.name: hint(field, Case) for field in fields(Case)}
    assert told["county"] == "做法所在县（市）；在地市或省一级时改写“地区”。"
    assert told["status"] == "草稿、待审、已发布、已撤回；只有已发布的进网站。"
    assert told["published"] == "本记录在本站发布的日期；状态为“已发布”时必填。"


def test_what_a_rule_advises_is_said_without_the_names_of_a_file() -> None:
    assert spoken("没有来源（写 source: 第几条来源）") == "没有来源（写第几条来源）"
    assert spoken("不知道就写 not_stated") == "不知道就选“来源没有写明”"


def test_what_is_said_beside_a_field_calls_other_fields_by_their_titles() -> None:
    assert spoken("里有单位“公斤”（只写 60，单位写在 unit）") == "里有单位“公斤”（只写 60，单位写在“单位”）"
    assert spoken("地方写在 area，其余写在 nowhere") == "地方写在“地区”，其余写在 nowhere"
    assert spoken("写在 content/files 下") == "写在 content/files 下"
