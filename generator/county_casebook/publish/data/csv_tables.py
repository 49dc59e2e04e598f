"""Tables become CSV for spreadsheets and programs: UTF-8 with BOM, Chinese titles in the first line.

A spreadsheet guesses what a cell is. A text it would change has an apostrophe before it, which whoever reads the file takes off
again (`formats.unmarked`); numbers, years and whole days stand as they are, so that every program reads them as such.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from county_casebook.publish.data.formats import kept_text
from county_casebook.publish.tables.columns import Column, Table
from county_casebook.publish.tables.rows import Cell, Row

_A_DAY, _A_YEAR = len("2004-08-10"), len("2004")
BOM = "\ufeff"


class CsvTables:
    """Takes the rows of a set in any order of tables; makes a file of each table, also of one without rows."""

    def __init__(self, whole: Table) -> None:
        self._texts = {table.name: io.StringIO() for table in whole.tables()}
        self._lines = {name: csv.writer(text, lineterminator="\r\n") for name, text in self._texts.items()}
        for table in whole.tables():
            self._texts[table.name].write(BOM)
            self._lines[table.name].writerow([column.title for column in table.columns])

    def add(self, table: Table, row: Row) -> None:
        """Write one row."""
        cells = zip(map(row.get, table.names), table.columns, strict=True)
        self._lines[table.name].writerow(
            ["" if value is None else csv_cell(value, column) for value, column in cells]
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files."""
        for name, text in self._texts.items():
            yield f"{name}.csv", text.getvalue().encode()


def csv_cell(value: Cell, column: Column) -> str:
    """Return a cell as text: nothing for a blank, several texts one on each line."""
    if value is None or value == ():
        return ""
    if column.is_numeric:
        return f"{value:f}" if column.type == "number" else str(value)
    text = "\n".join(value) if isinstance(value, tuple) else str(value)
    if column.type == "date" and len(text) in (_A_DAY, _A_YEAR):
        return text
    return kept_text(text)


__all__ = ["CsvTables", "csv_cell"]
