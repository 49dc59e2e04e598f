"""Rounds of assessment and what is told of leaders and bureaus become CSV files, for Excel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from county_casebook.ledger.coverage import Table
from county_casebook.ledger.leaders import BASE as LEADERS
from county_casebook.ledger.leaders import leader_county_table, leader_provinces
from county_casebook.ledger.round_tables import county_table, round_table
from county_casebook.ledger.rounds import BASE as ROUNDS
from county_casebook.ledger.rounds import round_title, rounds
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library
from county_casebook.publish.data.formats import csv_lines
from county_casebook.views.page import Unit


def table_files(edition: Edition) -> Iterator[Unit[tuple[str, bytes]]]:
    """Yield the units of the tables of the rounds and of the leaders.

    CSV is UTF-8 with BOM; heads are those of the pages' tables.
    """
    yield Unit(ROUNDS, partial(_round_files, edition.library))
    yield Unit(LEADERS, partial(_leader_files, edition.library))


def _round_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield `assessments/rounds.csv` and `assessments/counties.csv` where there are rounds."""
    found = rounds(library)
    if found:
        tables = [round_table(library, national=national) for national in (True, False)]
        yield f"{ROUNDS}rounds.csv", _csv([("层级", one.title, one) for one in tables])
        each = [
            ("哪一轮", round_title(library, one), county_table(library, one, whole=True)) for one in found
        ]
        yield f"{ROUNDS}counties.csv", _csv(each)


def _leader_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield `leaders/counties.csv` where there are counties."""
    provinces = leader_provinces(library)
    if provinces:
        held = [("省份", one.name, leader_county_table(library, here)) for one, here in provinces.items()]
        yield f"{LEADERS}counties.csv", _csv(held)


def _csv(tables: list[tuple[str, str, Table]]) -> bytes:
    """Write tables of the same columns one after another, each row behind what its table is called."""
    first, _, table = tables[0]
    lines: list[list[object]] = [[first, *(column.title for column in table.columns)]]
    for _, name, held in tables:
        lines += ([name, *(cell.value for cell in cells)] for cells in held.rows)
    return csv_lines(lines)
