"""The duty ledger becomes data files: JSON for programs, CSV for Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from generator.link import Library
from generator.rules.duties import STATE_WORDS, DutyState, ledger, owed_words


def duty_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield `duties/duties.json` and `duties/duties.csv` (UTF-8 with BOM, for Excel); nothing without duties."""
    states = ledger(library)
    if not states:
        return
    rows = [_row(state) for state in states]
    yield "duties/duties.json", (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
    text = io.StringIO()
    columns = [name for name in rows[0] if name != "list"]
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    yield "duties/duties.csv", text.getvalue().encode("utf-8-sig")


def _row(state: DutyState) -> dict[str, object]:
    duty, found = state.duty, state.found
    return {
        "id": duty.id,
        "clause": duty.clause,
        "statement": duty.statement,
        "owed_by": duty.owed_by,
        "owed": owed_words(duty),
        "due": str(duty.due or ""),
        "state": found.state,
        "state_chinese": STATE_WORDS[found.state],
        "numerator": found.numerator,
        "denominator": found.denominator,
        "found": found.words,
        "note": duty.note or "",
        "list": [
            {"name": line.name, "url": line.url, "counts": line.counts, "why": line.why}
            for line in found.lines
        ],
    }
