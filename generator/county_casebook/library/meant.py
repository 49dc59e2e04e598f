"""A name written where an id belongs becomes the id: names of places, titles of records and of terms are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from county_casebook.library.derived import derived
from county_casebook.library.library import Library
from county_casebook.records import County, Policy, Record
from county_casebook.text.width import half_width

_DRESS = re.compile(r"[\s“”‘’「」『』\"'《》〈〉【】\[\]（）()]")
_MOST = 4
"""More ids than these are no help."""


def id_by_name(library: Library, kinds: Sequence[str], written: str) -> str:
    """Say which ids are meant by a name, or return an empty text: exact names first, else names that hold it or are held by it."""
    names = [(name, key) for kind in kinds for name, key in _names(library).get(kind, ())]
    return _told(written, names)


def _told(written: str, names: Iterable[tuple[str, str]]) -> str:
    plain = bare(written)
    if not plain or plain.isascii():
        return ""
    every = list(names)
    found = [key for name, key in every if name == plain]
    found = found or [key for name, key in every if _nearly(name, plain)]
    keys = list(dict.fromkeys(found))
    if not 1 <= len(keys) <= _MOST:
        return f"有 {len(keys)} 条的名称里有“{written}”，写编号" if keys else ""
    return f"写 {keys[0]}" if len(keys) == 1 else f"选一个写：{'、'.join(keys)}"


def _nearly(name: str, plain: str) -> bool:
    return len(plain) > 1 and (plain in name or (len(name) > 1 and name in plain))


def bare(text: str) -> str:
    """Return a name without blanks, quotes and brackets, its signs half-width."""
    return _DRESS.sub("", half_width(text))


@derived
def _names(library: Library) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Every name by kind, each with the id that stands for it."""
    kinds = {
        kind: [(bare(name), key) for key, record in by_id.items() for name in _of(library, record)]
        for kind, by_id in library.kinds.items()
    }
    terms = {
        name: [(bare(entry.value.title), key) for key, entry in entries.items()]
        for name, entries in library.vocabulary.items()
    }
    return {**kinds, **terms}


def _of(library: Library, record: Record) -> Iterator[str]:
    yield library.name(record)
    if isinstance(record, County) and (division := library.division(record)):
        yield from dict.fromkeys([division.name, division.name[:-1], division.full_name])


_CLAUSE = re.compile(r"(?:《([^》]+)》|([^#第]*))#?(.*)")


def clause_by_name(library: Library, written: str) -> str:
    """Say how a clause is written whose policy is named by its title; an empty text where none is."""
    match = _CLAUSE.fullmatch(written)
    title = (match[1] or match[2] or "") if match else ""
    if not match or title.isascii():
        return ""
    policies = [(bare(policy.title), key) for key, policy in library.of(Policy).items()]
    found = _told(title, policies)
    if not found.startswith("写 "):
        return found
    policy_id = found.removeprefix("写 ")
    known = library.clause_ids(policy_id)
    example = next((clause for clause in known if any(map(str.isdigit, clause))), "")
    return f"写成 {policy_id}#条款编号，如 {policy_id}#{example}" if example else found


__all__ = ["bare", "clause_by_name", "id_by_name"]
