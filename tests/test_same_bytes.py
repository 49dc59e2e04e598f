"""One record, typed into the browser form or filled into a Word form, is the same file byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from county_casebook.edit.screens import screens
from county_casebook.layout.canonical import formatted
from county_casebook.records import KINDS, module_of
from tests.forms import Browser, editing_of, fields_of
from tests.office import Paper
from tests.test_office import imported, library_for

NEW = "written-anew"


def typed(folder: Path, kind: str, record_id: str) -> bytes:
    """Type what a record says into the form of a new one, screen by screen; return the new file."""
    editing = editing_of(folder)
    try:
        browser = Browser(editing)
        browser.ask(f"/new/{kind}", {"id": [NEW], "title": ["先写一个"]})
        for screen in screens(KINDS[kind]):
            said, new = (
                fields_of(browser.get(f"/{kind}/{name}/{screen.id}").css("form#form")[0])
                for name in (record_id, NEW)
            )
            browser.ask(f"/{kind}/{NEW}/{screen.id}", {**said, "seen": new["seen"], "op": ["save"]})
        return (folder / f"content/{kind}/{NEW}.yml").read_bytes()
    finally:
        editing.stop()


@pytest.mark.parametrize(
    ("kind", "record_id"),
    [
        ("cases", "jichuan-tea"),
        ("cases", "chengxi-envoys"),
        ("events", "tea-training"),
        ("organizations", "demo-institute"),
        ("questions", "tea-stove"),
    ],
)
def test_the_form_in_the_browser_and_the_form_in_word_write_the_same_bytes(
    kind: str, record_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library_for(tmp_path / "word")
    paper = Paper.of(kind, record_id).write("编号", NEW).save(tmp_path / "表.docx")
    code, told = imported(tmp_path / "word", module_of(KINDS[kind]), str(paper), capsys=capsys)
    assert code == 0, told
    filled = (tmp_path / f"word/content/{kind}/{NEW}.yml").read_bytes()
    assert typed(tmp_path / "browser", kind, record_id) == filled
    assert formatted(filled, "x.yml", KINDS[kind]).encode() == filled
