"""What a view hands on: backlinks, rows of a comparison, passages for the search, and the page of any record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from county_casebook.records import Record
from county_casebook.text.phrases import PHRASES
from county_casebook.views.entries import Part
from county_casebook.views.lacking import Lacking
from county_casebook.views.told import Told

Answers = Literal["", "ask", "learn", "apply"]


@dataclass(frozen=True, slots=True)
class Backlink:
    """A list on the page of what a field names: its heading and its anchor, which is the address of the whole list too.

    `answers` is the question of a reader that the list answers on the entry page of an audience: `ask` whom one can ask,
    `learn` what one can learn, `apply` what one can apply for; empty: none of them.
    """

    field: str
    heading: str
    anchor: str
    answers: Answers = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name with the address of its page (empty: none)."""

    name: str
    url: str = ""


NONE_HELD = "本库没有记录"
"""What stands in a comparison where records, not sources, have nothing to say."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparison: a heading and its lines, or what stands for them where there are none.

    `section` is the id of the declared section its field belongs to; empty for facts.
    """

    heading: str
    lines: tuple[str, ...]
    section: str = ""
    nothing: str = PHRASES.not_stated


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a record or a clause of a policy for the search.

    `anchor` is its address on the page, empty for the top; `page` is the later page it stands on, below the record's own.
    """

    heading: str
    text: str
    anchor: str = ""
    page: str = ""

    @property
    def place(self) -> str:
        """Where it is read, from the record's own page: `#12`, `page/3/#12`; empty for the top."""
        return f"{self.page}#{self.anchor}" if self.anchor else ""


@dataclass(frozen=True, slots=True)
class ToldSection:
    """A section of a record's page: anchor, heading, and what its fields say."""

    id: str
    heading: str
    fields: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What `kinds/record.html` shows: a page for any kind that has no template of its own."""

    record: Record
    name: str
    place: str
    facts: tuple[Told, ...]
    sections: tuple[ToldSection, ...]
    gaps: Lacking
    parts: tuple[Part, ...]
    trail: tuple[tuple[str, str], ...]
    root: str
