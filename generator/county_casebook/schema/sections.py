"""A part of a record's page, declared once with its kind: page, brief, search, comparison and export go by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a section a printed brief holds: characters of one text, and how many texts."""

    characters: int
    texts: int = 99


@dataclass(frozen=True, slots=True)
class Section:
    """`id` is its anchor on the page, `fields` the record's top-level fields it shows, in order.

    `brief` is its room on paper (None: left out of a brief), `compared` says whether it is a row of the comparison.
    """

    id: str
    heading: str
    fields: tuple[str, ...] = ()
    brief: Room | None = None
    compared: bool = True


def heading(sections: tuple[Section, ...], section_id: str) -> str:
    """Return the heading of a section; raise StopIteration for one that is not declared."""
    return next(section.heading for section in sections if section.id == section_id)
