"""What stands beside a control of the form: what a model says of its field, in words."""

from __future__ import annotations

from pydantic import BaseModel

from county_casebook.records.in_words import spoken as in_words
from county_casebook.records.in_words import told
from county_casebook.schema.walk import Field

NOT_STATED_WORDS = "来源没有写明"
_UNSAID = f"选“{NOT_STATED_WORDS}”"


def hint(field: Field, model: type[BaseModel]) -> str:
    """Return what is said of a field of a model."""
    return told(field, model, _UNSAID)


def spoken(words: str) -> str:
    """Return words that were written for a file as they are said beside a form."""
    return in_words(words, _UNSAID)


__all__ = ["NOT_STATED_WORDS", "hint", "spoken"]
