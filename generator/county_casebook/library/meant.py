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
    return _told(written, *_found(written, names))


def _found(written: str, names: Iterable[tuple[str, str]]) -> tuple[Mapping[str, str], bool]:
    """The ids that a name may stand for, each with its name; and whether the name is theirs, and not only like it."""
    plain = bare(written)
    if not plain or plain.isascii():
        return {}, False
    every = list(names)
    exact = {key: name for name, key in every if name == plain}
    return exact or {key: name for name, key in every if _nearly(name, plain)}, bool(exact)


def _told(written: str, found: Mapping[str, str], is_exact: bool) -> str:
    if not 1 <= len(found) <= _MOST:
        return f"有 {len(found)} 条的名称里有“{written}”，写编号" if found else ""
    told = [key if is_exact else f"{key}（{name}）" for key, name in found.items()]
    if len(told) > 1:
        return f"选一个写：{'、'.join(told)}"
    return f"写 {told[0]}" if is_exact else f"是不是 {told[0]}？"


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
    found, is_exact = _found(title, policies)
    policy_id = next(iter(found), "")
    known = library.clause_ids(policy_id)
    example = next((clause for clause in known if any(map(str.isdigit, clause))), "")
    if len(found) != 1 or not example:
        return _told(title, found, is_exact)
    asked = "" if is_exact else f"是不是《{found[policy_id]}》？"
    return f"{asked}写成 {policy_id}#条款编号，如 {policy_id}#{example}"


__all__ = ["bare", "clause_by_name", "id_by_name"]
