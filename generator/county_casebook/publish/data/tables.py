"""Rounds of assessment and what is told of leaders and bureaus become CSV files, for Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from county_casebook.ledger.coverage import Table
from county_casebook.ledger.leaders import leader_county_table, leader_provinces
from county_casebook.ledger.round_tables import county_table, round_table
from county_casebook.ledger.rounds import round_title, rounds
from county_casebook.library.edition import Edition


def table_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield `assessments/rounds.csv`, `assessments/counties.csv` and `leaders/counties.csv`, each where it has rows.

    CSV is UTF-8 with BOM; heads are those of the pages' tables.
    """
    library = edition.library
    found = rounds(library)
    if found:
        tables = [round_table(library, national=national) for national in (True, False)]
        yield "assessments/rounds.csv", _csv([("层级", one.title, one) for one in tables])
        each = [
            ("哪一轮", round_title(library, one), county_table(library, one, whole=True)) for one in found
        ]
        yield "assessments/counties.csv", _csv(each)
    provinces = leader_provinces(library)
    if provinces:
        held = [("省份", one.name, leader_county_table(library, here)) for one, here in provinces.items()]
        yield "leaders/counties.csv", _csv(held)


def _csv(tables: list[tuple[str, str, Table]]) -> bytes:
    """Write tables of the same columns one after another, each row behind what its table is called."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    first, _, table = tables[0]
    writer.writerow([first, *(column.title for column in table.columns)])
    for _, name, table in tables:
        writer.writerows([name, *(cell.value for cell in cells)] for cells in table.rows)
    return text.getvalue().encode("utf-8-sig")
