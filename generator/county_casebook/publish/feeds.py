"""What feeds there are: of the whole library, of policies and questions, of every theme and province, each with its newest entries.

A feed gives every entry an instant. So it holds what is known to the day; what is known to the month or the year alone stands in
the list of changes, as it is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from county_casebook.library.derived import derived
from county_casebook.library.happened import WORDS, Happened, happened, in_any_order
from county_casebook.library.library import Library
from county_casebook.records import KINDS, Policy, Question, gist

MOST = 50
_A_DAY = len("2026-11-28")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: the address of the page it goes with, what it is of (empty: of everything), and its entries, the newest first."""

    base: str
    of: str
    entries: tuple[Happened, ...]


def has_feeds(library: Library) -> bool:
    """Return whether a library has a feed; as `feeds` does, but hardly a record is opened for it."""
    return any(len(one.day) == _A_DAY for one in in_any_order(library))


@derived
def feeds(library: Library) -> Mapping[str, Feed]:
    """Return the feeds of a library by the addresses of the pages they go with; one without an entry is none."""
    told = [one for one in happened(library) if len(one.day) == _A_DAY]
    places = {record.key: code for code, held in library.provinces.items() for record in held}
    found: dict[str, list[Happened]] = {}
    for one in told:
        for base in _bases(library, one.key, places):
            found.setdefault(base, []).append(one)
    return {
        base: Feed(base, _named(library, base), tuple(entries[:MOST]))
        for base, entries in sorted(found.items())
    }


def _bases(library: Library, key: str, places: Mapping[str, str]) -> Iterator[str]:
    """The addresses of the pages whose feeds tell of a record; of one that was withdrawn no more is told than its kind."""
    yield ""
    kind, record = key.partition("/")[0], library.record(key)
    if kind in (Policy.kind, Question.kind) and library.of_kind(kind):
        yield f"{kind}/"
    if record is None:
        return
    yield from (f"themes/{theme}/" for theme in dict.fromkeys(gist.named(record, "themes")))
    if key in places:
        yield f"regions/{places[key]}/"


def _named(library: Library, base: str) -> str:
    folder, _, name = base.rstrip("/").partition("/")
    if folder == "themes":
        return library.term_title("themes", name) or name
    if folder == "regions":
        return next((one.name for one in library.divisions.provinces if one.code == name), name)
    return KINDS[folder].kind_name if folder else ""


def title_of(library: Library, one: Happened) -> str:
    """Return the title of an entry: what the record is called, behind the word for what became of it where it was not added.

    One that was withdrawn has its kind and id for a name.
    """
    record, (kind, _, record_id) = library.record(one.key), one.key.partition("/")
    name = library.name(record) if record else f"{KINDS[kind].kind_name} {record_id}"
    return name if one.what == "added" else f"{WORDS[one.what]}：{name}"
