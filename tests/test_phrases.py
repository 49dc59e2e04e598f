"""What readers meet again and again is written once, and taken from there by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from county_casebook.records.record import Source
from county_casebook.render.environment import source_note
from county_casebook.text.phrases import PHRASES

ROOT = Path(__file__).parents[1]
FOR_EDITORS = ("rules", "records", "schema", "demo", "starter", "scaffold", "intake", "migrate")
"""Rooms whose words are for editors: they may say a phrase inside an explanation."""


def sources() -> dict[str, str]:
    """The templates, scripts and modules that readers' words come from."""
    package = ROOT / "generator/county_casebook"
    modules = [
        path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in FOR_EDITORS
    ]
    files = [*modules, *(ROOT / "theme").rglob("*.html")]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in files
        if path.name != "phrases.py"
    }


def scripts() -> dict[str, str]:
    """The scripts: what they say stands in them, since they cannot take it by name."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "theme").rglob("*.js")
    }


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|\"\"\".*?\"\"\"|#[^\n]*", "", text, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("grade", "note", "shown"),
    [
        ("D", "未见原文，据转载件", ""),
        ("D", "未见原文", ""),
        ("D", "转引，未见原文；字号据期刊摘要", "字号据期刊摘要"),
        ("D", "未见原文，据转载件；字号已核", "字号已核"),
        ("D", "只见开头", "只见开头"),
        ("B", "未见原文，据转载件", "未见原文，据转载件"),
        ("D", None, ""),
    ],
)
def test_that_an_original_was_not_seen_is_said_once(grade: str, note: str | None, shown: str) -> None:
    source = Source.model_validate(
        {"title": "某件", "publisher": "not_stated", "date": "not_stated", "grade": grade, "note": note}
    )
    assert source_note(source) == shown


LONG = [name for name in PHRASES._fields if len(getattr(PHRASES, name)) > 3]
"""Phrases long enough not to occur by chance inside other words."""


@pytest.mark.parametrize("name", LONG)
def test_a_phrase_is_written_in_one_place(name: str) -> None:
    phrase = getattr(PHRASES, name)
    found = [path for path, text in sources().items() if phrase in without_comments(text)]
    assert found == []


@pytest.mark.parametrize("name", PHRASES._fields)
def test_a_phrase_is_used(name: str) -> None:
    uses = sources() | {"records": (ROOT / "generator/county_casebook/records/record.py").read_text("utf-8")}
    assert any(f"PHRASES.{name}" in text for text in uses.values())


@pytest.mark.parametrize(
    "old",
    [
        *(
            "抄得走",
            "最近收入",
            "从这里进",
            "比一比",
            "看表：",
            "图里的事",
            "再显示一些",
            "同做",
            "落实或印证",
        ),
        *("沿用至今", "<dt>局限</dt>", "<dt>应当</dt>", "做了什么", "谁帮谁", "移出", "贴上"),
        *("怎样数", "从这里选", "出自结对", "库里没有", "库里还没有", "没有也不要紧"),
    ],
)
def test_no_page_says_it_as_it_was_said_before(old: str) -> None:
    texts = sources() | scripts()
    assert [path for path, text in texts.items() if old in without_comments(text)] == []
