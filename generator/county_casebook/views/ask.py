"""A case becomes the answer to 「whom can I ask?」: the office its sources name, else the one that answers for such work there."""

from __future__ import annotations

from dataclasses import dataclass

from county_casebook.library.library import Library
from county_casebook.places.divisions import Division
from county_casebook.records import Case, Organization
from county_casebook.records.case import Contact


@dataclass(frozen=True, slots=True)
class Ask:
    """`contact` is stated by the sources; `places` are what the place of the case is called now, with `then` where that differs.

    `organizations` took part in the case; `readers` are (kind of reader, whom such readers ask at home).
    """

    contact: Contact | None
    places: tuple[str, ...]
    then: str
    organizations: tuple[Organization, ...]
    readers: tuple[tuple[str, str], ...]


def ask(library: Library, case: Case) -> Ask:
    """Return whom a reader of a case can ask; no number is given but the one a source states."""
    division = library.division(case)
    now = library.divisions.today(division) if division else ()
    also = (row for each in library.divisions_of(case)[1:] for row in library.divisions.today(each))
    found = (library.of(Organization).get(actor.organization or "") for actor in case.actors)
    return Ask(
        contact=case.contact,
        places=tuple(dict.fromkeys(row.full_name for row in (*now, *also))),
        then=_then(division, now),
        organizations=tuple({each.id: each for each in found if each}.values()),
        readers=tuple(
            (term.title, term.ask)
            for key in case.audiences
            if (term := library.term("audiences", key)) and term.ask
        ),
    )


def _then(division: Division | None, now: tuple[Division, ...]) -> str:
    """What the place was called then; empty while its name is the same."""
    same = division is None or [row.full_name for row in now] == [division.full_name]
    return "" if same or division is None else division.name
