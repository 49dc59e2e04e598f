"""What a field is said to be, over all fields of all models: whole sentences, with no word that only a program knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from annotated_types import MaxLen

from county_casebook.publish.pages.guide import FIELD_TABLES, NAMES
from county_casebook.records import KINDS, Record
from county_casebook.records.in_words import without_id
from county_casebook.schema.walk import fields_within

FIELDS = [(table, path, field) for table in FIELD_TABLES for path, field in fields_within(table.model)]
WRITTEN = {name for _, path, _ in FIELDS for name in path} | {
    choice for _, _, field in FIELDS for choice in field.choices
}
"""What stands in a file beside the values: a description may name it."""
KNOWN = {
    "ZL",
    "PDF",
    "Markdown",
    "content",
    "files",
    "facts",
    "csv",
    "txt",
    "casebook",
    "named_persons",
    "true",
}
EXAMPLE = re.compile(r"[A-Za-z][A-Za-z-]*[/#0-9][A-Za-z0-9./#-]*")
"""A number of a standard, an id with its clause, a path: a sign in it tells it from a word."""
LEADS = set(
    re.findall(
        r"[a-z-]+",
        next(
            field.description for table, path, field in FIELDS if (table.anchor, path) == ("leads", ("id",))
        ),
    )
)
"""Places for a lead, which its own field lists."""
BROKEN = {
    "does not end with 。": re.compile(r"[^。]\Z"),
    "two signs in a row": re.compile(r"[，。；：、！？][ ]?[，。；：、！？]"),
    "an example is missing": re.compile(r"(?:如|写成)[ ]*[，。；：、）]|[：（“「][ ]*[，。；：、）”」]"),
    "a blank beside a sign": re.compile(r" [，。；：、）”]|[，。；：、（“] |  |^ | \Z"),
    "nothing is said": re.compile(r"\A[。 ]*\Z"),
}


def faults(said: str) -> Iterator[str]:
    """Yield what is wrong with a description."""
    yield from (name for name, pattern in BROKEN.items() if pattern.search(said))
    for opened, closed in ("（）", "“”", "「」", "《》", "()", "〔〕"):
        if said.count(opened) != said.count(closed):
            yield f"{opened} without {closed}"
    words = set(re.findall(r"[A-Za-z_]+(?:-[a-z]+)*", EXAMPLE.sub("", said)))
    yield from sorted(words - WRITTEN - KNOWN - set(NAMES) - LEADS)


def test_every_description_is_a_whole_sentence_in_words_an_editor_knows() -> None:
    found = {
        f"{table.anchor} {'.'.join(path)}": list(faults(field.description)) for table, path, field in FIELDS
    }
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
    assert len(found) > 500


def test_every_title_is_chinese() -> None:
    assert {
        field.title
        for _, _, field in FIELDS
        if not re.fullmatch(r"[\u4e00-\u9fff0-9 ]+(?:（[\u4e00-\u9fff]+）)?", field.title)
    } == set()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (
            "标准号如 GB/T 9704-2012，专利号如 ；没有见到不写。",
            {"an example is missing", "a blank beside a sign"},
        ),
        ("只写数字", {"does not end with 。"}),
        ("只写数字。。", {"two signs in a row"}),
        ("只写数字，，不写单位。", {"two signs in a row"}),
        ("谁来衡量（）。", {"an example is missing"}),
        ("主题的 id。", set()),
        ("写到哪一年（知道多细写多细。", {"（ without ）"}),
        ("用 slug 引用。", {"slug"}),
        ("", {"nothing is said"}),
    ],
)
def test_what_is_broken_is_seen(said: str, wrong: set[str]) -> None:
    assert wrong <= set(faults(said))


def test_beside_a_form_where_records_are_found_by_name_nobody_is_told_to_write_an_id() -> None:
    asked = [
        field for _, _, field in FIELDS if field.reference and re.search("，写编号|的编号", field.description)
    ]
    assert len(asked) > 40
    assert {said for said in map(without_id, asked) if "编号" in said} == set()
    assert not [said for said in map(without_id, asked) if set(faults(said)) & set(BROKEN)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_length_that_is_told_is_the_length_that_is_taken(kind: type[Record]) -> None:
    for model in {kind, *(part for _, field in fields_within(kind) for part in field.parts)}:
        for name, info in model.model_fields.items():
            taken = [mark.max_length for mark in info.metadata if isinstance(mark, MaxLen)]
            told = [
                int(number) for number in re.findall(r"(?:不超过|最多) ([0-9]+) 字", info.description or "")
            ]
            assert not told or told[-1:] == taken, name
