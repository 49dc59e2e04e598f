"""The model of what the library holds: one module per kind; everything else in the project is derived from it."""

from generator.records.case import Case
from generator.records.collection import Collection
from generator.records.county import County
from generator.records.organization import Organization
from generator.records.pairing import Pairing
from generator.records.policy import Policy
from generator.records.record import Record
from generator.records.vocabulary import Term

KINDS: dict[str, type[Record]] = {
    kind.kind: kind for kind in (Case, County, Pairing, Policy, Organization, Collection)
}
"""The record kinds by folder name, in the order in which readers meet them: the only list of kinds in the program."""

__all__ = ["KINDS", "Case", "Collection", "County", "Organization", "Pairing", "Policy", "Record", "Term"]
