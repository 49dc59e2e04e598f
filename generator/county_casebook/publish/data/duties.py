"""The duty ledger and the coverage tables become data files: JSON for programs, CSV for Excel."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.ledger.coverage import Table, coverage
from county_casebook.ledger.ledger import STATE_WORDS, LedgerEntry, ResultLine, ledger, owed_words
from county_casebook.library.edition import Edition
from county_casebook.publish.data.formats import csv_bytes, json_bytes


def duty_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the ledger (`duties.json`, `duties.csv`), its lists (`lists.csv`) and `coverage.json`, all below `duties/`.

    CSV is UTF-8 with BOM, for Excel. Without duties there is nothing.
    """
    library = edition.library
    states = ledger(library)
    if not states:
        return
    rows = [_row(state) for state in states]
    yield "duties/duties.json", json_bytes(rows)
    yield "duties/duties.csv", csv_bytes([{k: v for k, v in row.items() if k != "list"} for row in rows])
    lines = [_flat(state, line) for state in states for line in state.ordered]
    if lines:
        yield "duties/lists.csv", csv_bytes(lines)
    yield "duties/coverage.json", json_bytes([_table(table) for table in coverage(library).values()])


def _row(state: LedgerEntry) -> dict[str, object]:
    duty, found = state.duty, state.found
    return {
        "id": duty.id,
        "policy": state.policy.id,
        "clause": duty.clause,
        "statement": duty.statement,
        "owed_by": duty.owed_by,
        "owed": owed_words(duty),
        "due": str(duty.due or ""),
        "state": found.state,
        "state_chinese": STATE_WORDS[found.state],
        "numerator": found.numerator if found.state != "no_data" else None,
        "denominator": found.denominator,
        "found": found.words,
        "gaps": len(state.gaps),
        "note": duty.note or "",
        "list": [_line(line) for line in state.ordered],
    }


def _line(line: ResultLine) -> dict[str, object]:
    return {
        "name": line.name,
        "province": line.province,
        "url": line.url,
        "state": line.state,
        "counts": line.counts,
        "why": line.why,
        "since": line.since,
        "sources": [{"title": basis.title, "grade": basis.grade} for basis in line.basis],
    }


def _flat(state: LedgerEntry, line: ResultLine) -> dict[str, object]:
    return {
        "duty": state.duty.id,
        "name": line.name,
        "province": line.province,
        "state": line.state,
        "state_chinese": STATE_WORDS[line.state],
        "why": line.why,
        "since": line.since,
        "sources": "；".join(f"{basis.title}（{basis.grade}）" for basis in line.basis),
        "url": line.url,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "id": table.id,
        "title": table.title,
        "summary": table.summary,
        "missing": "" if table.rows else table.missing,
        "columns": {column.key: column.title for column in table.columns},
        "rows": [
            {column.key: cell.value for column, cell in zip(table.columns, cells, strict=True)}
            | {
                f"{column.key}_url": cell.url
                for column, cell in zip(table.columns, cells, strict=True)
                if cell.url
            }
            for cells in table.rows
        ],
    }
