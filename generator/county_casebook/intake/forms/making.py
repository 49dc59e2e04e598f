"""What is asked of `casebook template` becomes a form: empty, or filled with a record of the library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from county_casebook.intake.forms.excel_form import excel_form
from county_casebook.intake.forms.filling import Content as Filling
from county_casebook.intake.forms.filling import content_of
from county_casebook.intake.forms.names import Names
from county_casebook.intake.forms.shape import form_of
from county_casebook.intake.forms.word_form import word_form
from county_casebook.library.library import link
from county_casebook.library.load import load
from county_casebook.problems import format_problems
from county_casebook.records import Record
from county_casebook.scaffold.new_files import NotWritten, write_new
from county_casebook.source import read

WRITERS = {".docx": word_form, ".xlsx": excel_form}
"""What writes a form, by the ending of the file's name."""


class NoForm(Exception):
    """Why no form could be made, in Chinese."""


def form_from(kind: type[Record], record_id: str | None, names: Names, suffix: str) -> bytes:
    """Return the form of a kind, empty or filled with a record; raise NoForm where the library has no such record."""
    form = form_of(kind)
    if record_id is None:
        return WRITERS[suffix](form, Filling({("status",): ("草稿",)}), names)
    record = names.library.of_kind(kind.kind).get(record_id)
    if record is None or record._document is None:
        raise NoForm(f"没有 {record_id} 这条{kind.kind_name}记录，或者它读不出来（先运行 casebook check）")
    value = read(record._document.data, record.path).value
    return WRITERS[suffix](form, content_of(form, record_id, value, names), names)


def write_form(
    kind: type[Record], output: Path, content: Path, today: date, *, record_id: str | None = None
) -> Path:
    """Write a form to a file that is not there yet; raise NoForm or NotWritten."""
    suffix = output.suffix.lower()
    if suffix not in WRITERS:
        raise NoForm(f"文件名以 {'或 '.join(WRITERS)} 结尾，写成如 -o {kind.kind_name}表.docx")
    known = load(content)
    if known.is_other_version:
        raise NoForm(format_problems(known.problems).rstrip())
    return write_new({output: form_from(kind, record_id, Names(link(known, today)), suffix)})[0]


__all__ = ["NoForm", "NotWritten", "form_from", "write_form"]
