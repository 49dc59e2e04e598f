"""The library becomes tables of who is covered and who is not: helpers, zones, weak counties, provinces, programmes, clauses.

Each table says in one sentence what it shows and, when it has no row, what is missing. Pages and data files print the
same tables; nothing here knows a page.
"""

from __future__ import annotations

from county_casebook.ledger.coverage.clauses import clause_table
from county_casebook.ledger.coverage.funds import fund_table
from county_casebook.ledger.coverage.programmes import programme_matrix, programme_shares
from county_casebook.ledger.coverage.table import Cell, Column, Table
from county_casebook.ledger.coverage.units import (
    advanced_table,
    province_table,
    share_table,
    weak_table,
    zone_table,
)
from county_casebook.ledger.coverage.work_programmes import asking, work_programme_table
from county_casebook.library.derived import derived
from county_casebook.library.library import Library


@derived
def coverage(library: Library) -> dict[str, Table]:
    """Return every coverage table by its id, in the order readers meet them; a library never changes, so it is done once."""
    tables = (
        advanced_table(library),
        zone_table(library),
        weak_table(library),
        province_table(library),
        share_table(library),
        programme_shares(library),
        programme_matrix(library),
        fund_table(library),
        *([work_programme_table(library)] if asking(library) else []),
        clause_table(library),
    )
    return {table.id: table for table in tables}


def unpaired(library: Library) -> tuple[Table, ...]:
    """Return the tables of those that have no pairing, without making the others."""
    return advanced_table(library), zone_table(library), weak_table(library)


__all__ = ["Cell", "Column", "Table", "coverage", "programme_matrix", "unpaired"]
