"""200 filled forms with 40 planted faults: 40 named by heading or cell, none guessed, none lost."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from county_casebook.cli import main
from county_casebook.cli.template import FORMED
from county_casebook.layout.canonical import formatted
from county_casebook.records import KINDS, module_of
from tests.office import Paper, filled_form, library
from tests.test_office import FAULTS as WORD_FAULTS
from tests.test_office import library_for
from tests.test_office_excel import FAULTS as EXCEL_FAULTS
from tests.test_office_excel import Book

pytestmark = pytest.mark.slow
FORMS = 200


@dataclass(frozen=True)
class Planted:
    """A form as it was sent in: its kind, the record it was made from, its bytes, and the place of its fault (empty: none)."""

    kind: str
    record_id: str
    suffix: str
    data: bytes
    where: str = ""


def faulty() -> list[Planted]:
    """Forms with one fault each, of as many sorts as the tests know."""
    made: list[Planted] = []
    for _, change, where in WORD_FAULTS:
        paper = Paper.of("cases", "chengxi-envoys").write("编号", "")
        change(paper)
        made.append(Planted("cases", "chengxi-envoys", ".docx", paper.data(), where))
    for name, change, where in EXCEL_FAULTS:
        book = Book()
        change(book)
        if name not in ("blank",):
            book.write("县市表", "编号", None)
        made.append(Planted("counties", "chengxi", ".xlsx", book.data(), where))
    for typed in ("2024年13月", "二〇二四年"):
        paper = Paper.of("events", "tea-training").write("编号", "").write("举行·开始", typed)
        made.append(Planted("events", "tea-training", ".docx", paper.data(), "「举行·开始」"))
    return made[:40]


def as_an_office_leaves_it(kind: str, record_id: str, suffix: str, order: int) -> bytes:
    """A form without fault, with what people leave behind: rows too many, blanks at the end, digits of another width."""
    data = filled_form(kind, record_id, suffix)
    stream = io.BytesIO()
    if suffix == ".docx":
        document = docx.Document(io.BytesIO(data))
        for table in document.tables[order % 3 :: 3]:
            table.add_row()  # type: ignore[no-untyped-call]
        paper = Paper(data)
        paper.document = document
        return paper.write("编号", "").data()
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(max_col=2):
        if row[0].value == "编号":
            row[1].value = None
        elif isinstance(row[1].value, str) and row[1].value[:4].isdecimal() and order % 2:
            row[1].value = (
                "".join(chr(ord(sign) + 0xFEE0) if sign.isdecimal() else sign for sign in row[1].value) + " "
            )
    sheet.cell(150, 3).value = "   "
    book.save(stream)
    return stream.getvalue()


def sound(count: int) -> list[Planted]:
    once = (
        "counties",
        "pairings",
    )  # a place or a pair has one record; that these come back whole is tested elsewhere
    kinds = [kind.kind for kind in FORMED.values() if kind.kind not in once]
    records = [record for kind in kinds for record in library().of_kind(kind).values()]
    chosen = [records[order % len(records)] for order in range(count)]
    made = []
    for order, record in enumerate(chosen):
        suffix = ".xlsx" if order % 4 == 0 else ".docx"
        data = as_an_office_leaves_it(record.kind, record.id, suffix, order)
        made.append(Planted(record.kind, record.id, suffix, data))
    return made


def test_every_fault_is_named_and_nothing_is_guessed_or_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = library_for(tmp_path)
    bad = faulty()
    forms = [*bad, *sound(FORMS - len(bad))]
    assert (len(bad), len(forms)) == (40, 200)
    folder = tmp_path / "表"
    for order, form in enumerate(forms):
        path = folder / form.kind / f"form-{order}{form.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(form.data)
    told = ""
    for kind in {form.kind: None for form in forms}:
        main(["import", module_of(KINDS[kind]), str(folder / kind), "--content", str(content)])
        caught = capsys.readouterr()
        told += caught.out + caught.err
    named, guessed, lost = judged(forms, content, told)
    assert (len(named), guessed, lost) == (40, [], [])


def judged(forms: list[Planted], content: Path, told: str) -> tuple[list[int], list[int], list[int]]:
    """Which faulty forms were named at their place, which were written all the same, and which sound ones did not arrive whole."""
    named, guessed, lost = [], [], []
    for order, form in enumerate(forms):
        record = content / form.kind / f"form-{order}.yml"
        said = told.partition(f"form-{order}{form.suffix}：")[2].partition("\n/")[0].splitlines()
        if form.where:
            named += [order] if any(line.startswith(f"  {form.where}") for line in said[1:]) else []
            guessed += [order] if record.exists() else []
            continue
        original = (content / form.kind / f"{form.record_id}.yml").read_bytes()
        whole = formatted(original, "x.yml", KINDS[form.kind])
        lost += [] if record.exists() and record.read_text("utf-8") == whole else [order]
    return named, guessed, lost
