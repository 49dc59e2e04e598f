"""Values become the bytes of a data file: JSON for programs, CSV with BOM for Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence


def json_bytes(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def csv_bytes(rows: Sequence[Mapping[str, object]]) -> bytes:
    """The rows under the keys of the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
