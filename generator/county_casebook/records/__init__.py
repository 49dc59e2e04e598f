"""The model of what the library holds: one module per kind; everything else in the project is derived from it."""

from importlib import import_module

from county_casebook.records.case import Case
from county_casebook.records.collection import Collection
from county_casebook.records.county import County
from county_casebook.records.event import Event
from county_casebook.records.fund import Fund
from county_casebook.records.honour import Honour
from county_casebook.records.organization import Organization
from county_casebook.records.pairing import Pairing
from county_casebook.records.policy import Policy
from county_casebook.records.question import Question
from county_casebook.records.record import Record
from county_casebook.records.technique import Technique
from county_casebook.records.vocabulary import Term

MODULES = (
    "case",
    "technique",
    "county",
    "pairing",
    "policy",
    "fund",
    "honour",
    "organization",
    "event",
    "question",
    "collection",
)
"""The record kinds in the order in which readers meet them: the only list of kinds in the program.

Each is the name of a module here and, on the floors above, of one in `rules/` (if it has rules) and one in `views/`.
"""


def _kind(name: str) -> type[Record]:
    """Return the one class of a module that is a kind."""
    module = import_module(f"{__name__}.{name}")
    found = (
        value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Record)
    )
    return next(value for value in found if value.__module__ == module.__name__)


KINDS: dict[str, type[Record]] = {kind.kind: kind for kind in map(_kind, MODULES)}
"""The record kinds by folder name."""


def module_of(kind: type[Record]) -> str:
    """Return the name of a kind's module, which is its name in commands and on every floor: `case`."""
    return kind.__module__.rpartition(".")[2]


__all__ = [
    "KINDS",
    "MODULES",
    "Case",
    "Collection",
    "County",
    "Event",
    "Fund",
    "Honour",
    "Organization",
    "Pairing",
    "Policy",
    "Question",
    "Record",
    "Technique",
    "Term",
    "module_of",
]
