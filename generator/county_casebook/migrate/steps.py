"""The way from each version of the content's format to the next: a kind and a document's text become what is put in.

A step is history: it says what it changes in words of its own and follows no model, which will have moved on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from county_casebook.migrate.edits import Insertion, child, mappings_in, new_pair, tree

Step: TypeAlias = "Callable[[str, str], Iterator[Insertion]]"
"""From the kind of a record and the text of its file to what is put into it. Raises NoRoom."""


def who_measured(kind: str, text: str) -> Iterator[Insertion]:
    """1 to 2: every result and indicator says who measured it (`measured_by`); what nobody said is `not_stated`."""
    if kind not in ("cases", "pairings", "counties"):
        return
    record = tree(text)
    for name in ("results", "indicators"):
        for told in mappings_in(child(record, name)):
            if child(told, "measured_by") is None:
                yield new_pair(text, told, "measured_by: not_stated")


def why_withdrawn(kind: str, text: str) -> Iterator[Insertion]:  # noqa: ARG001 - one signature with the other steps
    """2 to 3: a withdrawn record says when and why (`withdrawal`); what nobody noted is `not_stated`."""
    record = tree(text)
    status = child(record, "status")
    if status is not None and status.value == "withdrawn" and child(record, "withdrawal") is None:
        yield new_pair(text, record, "withdrawal: {date: not_stated, reason: not_stated}")


STEPS: tuple[Step, ...] = (who_measured, why_withdrawn)
"""`STEPS[0]` leads from version 1 to 2, and so on."""
