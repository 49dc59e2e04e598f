"""Two states of the library become what changed between them, field by field, in words."""

from county_casebook.changes.fields import FieldChange, changed_fields
from county_casebook.changes.names import Names
from county_casebook.changes.texts import Piece

__all__ = ["FieldChange", "Names", "Piece", "changed_fields"]
