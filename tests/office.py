"""Building blocks of the tests of Word and Excel forms: the tiny library's names, and a form filled in by its labels."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Cell, _Row

from county_casebook.intake.forms.making import form_from
from county_casebook.intake.forms.names import Names
from county_casebook.intake.forms.word_filled import solid
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.records import KINDS, Record
from tests.building import TINY

DAY = date(2026, 1, 1)


@cache
def library() -> Library:
    return link(load(TINY / "content"), DAY)


@cache
def names() -> Names:
    return Names(library())


@cache
def filled_form(kind: str, record_id: str, suffix: str = ".docx") -> bytes:
    """The form of a record of the tiny library."""
    return form_from(KINDS[kind], record_id, names(), suffix)


def plain(value: Any) -> Any:
    """A value of a record without what says nothing: empty lists, and line ends behind a text."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items() if inner not in ([], None)}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.rstrip("\n") if isinstance(value, str) else value


class Paper:
    """A Word form on an editor's screen."""

    def __init__(self, data: bytes) -> None:
        self.document: Document = docx.Document(io.BytesIO(data))

    @classmethod
    def of(cls, kind: str, record_id: str) -> Paper:
        return cls(filled_form(kind, record_id))

    def rows(self) -> list[_Row]:
        return [_Row(element, table) for table in self.document.tables for element in table._tbl.tr_lst]

    def row(self, label: str, block: str = "") -> _Row:
        """The row of a label, in the block whose head begins so."""
        inside, table = not block, None
        for row in self.rows():
            first = row.cells[0].paragraphs[0].text
            inside, table = inside if row.table is table else not block, row.table
            if first.startswith("【"):
                inside = bool(block) and first.startswith(block)
            if inside and solid(first) == label:
                return row
        raise LookupError(label)

    def place(self, label: str, block: str = "") -> _Cell:
        return self.row(label, block).cells[1]

    def line(self, listing: str, number: int) -> list[_Cell]:
        """The cells of a line of a narrow listing, its number first."""
        for table in self.document.tables:
            lines = [_Row(element, table) for element in table._tbl.tr_lst]
            for order, row in enumerate(lines):
                if row.cells[0].paragraphs[0].text.startswith(f"【{listing}】"):
                    return list(lines[order + 1 + number].cells)
        raise LookupError(listing)

    def write(self, label: str, *paragraphs: str, block: str = "") -> Paper:
        put(self.place(label, block), *paragraphs)
        return self

    def data(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def save(self, path: Path) -> Path:
        path.write_bytes(self.data())
        return path


def put(cell: _Cell, *paragraphs: str) -> None:
    """Replace what stands in a cell by paragraphs."""
    for element in list(cell._tc)[1:]:
        cell._tc.remove(element)
    for text in paragraphs or ("",):
        cell.add_paragraph(text)


def put_xml(cell: _Cell, inside: str) -> None:
    """Replace what stands in a cell by one paragraph of WordprocessingML."""
    for element in list(cell._tc)[1:]:
        cell._tc.remove(element)
    cell._tc.append(parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))


def kinds_with_forms() -> list[type[Record]]:
    from county_casebook.cli.template import FORMED

    return list(FORMED.values())


Change = Callable[[Paper], object]

__all__ = [
    "DAY",
    "Change",
    "Paper",
    "filled_form",
    "kinds_with_forms",
    "library",
    "names",
    "plain",
    "put",
    "put_xml",
]
