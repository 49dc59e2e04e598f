"""What a form says beside a place: the field's own description in the words that readers see, and what may be chosen."""

from __future__ import annotations

from county_casebook.intake.forms.cells import UNKNOWN, word_of
from county_casebook.intake.forms.names import Names
from county_casebook.intake.forms.shape import NOTE, Entry, Listing
from county_casebook.records import Record
from county_casebook.records.in_words import described, spoken, told
from county_casebook.records.vocabulary import VOCABULARIES

MOST_OFFERED = 60
"""A longer list is looked up among the codes, not chosen from."""


_UNSAID = f"写“{UNKNOWN}”"


def hint(entry: Entry, kind: type[Record]) -> str:
    """Return the line beside a place."""
    said = "图片直接贴在这一格。" if entry.is_picture else told(entry.field, entry.model, _UNSAID, kind)
    if entry.field.reference and not entry.holds_several:
        said += "写名称或编号。"
    if entry.holds_several:
        said += "勾选，或一行写一个。" if entry.choices or entry.field.reference else "一行写一个。"
    if entry.may_be_unknown and not entry.is_whole and UNKNOWN not in said:
        said += f"来源没有写明就写“{UNKNOWN}”。"
    return f"{NOTE}{said}"


def listing_hint(listing: Listing, kind: type[Record]) -> str:
    """Return the line above the items of a list."""
    return f"{NOTE}{described(spoken(listing.description, _UNSAID), listing.columns[-1].model, kind)}"


def offered(entry: Entry, kind: type[Record], names: Names) -> list[str]:
    """Return what may be chosen in a place, in words; nothing where it is written freely, or the list is long."""
    if entry.is_whole:
        return [UNKNOWN]
    found = [word_of(entry, kind, choice) for choice in entry.choices]
    if not found:
        found = [
            word for each in entry.field.reference if each in VOCABULARIES for word in names.offered(each)
        ]
    if len(found) > MOST_OFFERED:
        return []
    return [*found, UNKNOWN] if found and entry.may_be_unknown else found


__all__ = ["MOST_OFFERED", "hint", "listing_hint", "offered"]
