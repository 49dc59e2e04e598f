"""Every figure of the content rests on a fact: a row of `content/facts.csv` that a source of the record names.

The figures of the 2004 plan need no row: they stand in its text, and the record cites the clause.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from county_casebook.library.facts import FACTS
from county_casebook.library.library import Library
from county_casebook.records import Case, Collection, Policy, Record
from county_casebook.schema.fields import CoarseDate
from county_casebook.schema.walk import Leaf, anything, is_reference, leaves
from county_casebook.text.numerals import CHARACTERS, number
from tests.editors_yaml import as_yaml
from tests.real import CONTENT, real_library

_NUMBER = re.compile(r"(?<![A-Za-z\d.])\d[\d,]*(?:\.\d+)?")
_CHINESE = re.compile(f"[{CHARACTERS}]+")
_SCALES = (Decimal(1), Decimal(10**4), Decimal(10**8))
_NO_FIGURES = re.compile(r"\[\^\d+\]|第 ?\d+|\]\([^)]*\)|[国发农科办函令]〔\d{4}〕\d+ ?号|〔\d{4}〕\d+ ?号")
"""Numbers that count nothing: marks of sources, ordinals, addresses, document numbers."""
_NOT_TOLD = {
    "id",
    "duties",
    "published",
    "updated",
    "sources",
    "keywords",
    "code",
    "as_of",
    "text_sha256",
    "doc_no",
    "index_no",
}
"""Fields that say nothing of the world, that other checks hold against a table, or that cite a clause (duties)."""


@cache
def facts() -> Mapping[str, Mapping[str, str]]:
    """The rows of the table by id."""
    with (CONTENT / FACTS).open(encoding="utf-8", newline="") as table:
        return {row["id"]: row for row in csv.DictReader(table)}


def library() -> Library:
    return real_library(date(2026, 11, 24))


def named(part: object) -> Iterator[str]:
    """Every id that a `facts` anywhere in a parsed file names."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            yield from value if name == "facts" else named(value)
    elif isinstance(part, list):
        for value in part:
            yield from named(value)


@cache
def named_in_content() -> frozenset[str]:
    """Every id named in content: by the sources of records, and by those of the vocabulary."""
    files = (as_yaml(file.read_text("utf-8")) for file in sorted(CONTENT.rglob("*.yml")))
    return frozenset(key for file in files for key in named(file))


def numbers_in(text: str) -> set[Decimal]:
    """The numbers a text writes in digits."""
    return {
        Decimal(found.replace(",", "")) for found in _NUMBER.findall(text.replace("，", " ").translate(_WIDE))
    }


_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


def spelt_in(text: str) -> set[Decimal]:
    """The numbers a text writes in Chinese."""
    return {Decimal(number(found)) for found in _CHINESE.findall(text)}


_PLAN_YEAR = "2004"
"""The year of the plan the library begins with; every record may name it."""


def known(record: Record) -> set[Decimal]:
    """Every number the record's facts and the clauses it cites give, and the dates and titles of its sources.

    A collection tells of its cases and rests on their facts and on what they tell.
    """
    if isinstance(record, Collection):
        cases = [library().of(Case)[key] for key in record.cases]
        return {value for case in cases for value in known(case) | told(case)} | numbers_in(_PLAN_YEAR)
    texts = [value for source in record.sources for key in source.facts for value in _words(key)]
    texts += [f"{source.title} {source.date} {source.note or ''}" for source in record.sources]
    texts += [policy.text or "" for policy in _cited(record)]
    return {value for text in texts for value in numbers_in(text) | spelt_in(text)}


def _words(key: str) -> list[str]:
    """What a row of the table says, without what only names it."""
    return [value for name, value in facts()[key].items() if name not in ("id", "url", "code", "note")]


def _cited(record: Record) -> Iterator[Policy]:
    for leaf in leaves(record, is_reference):
        policy = library().of(Policy).get(str(leaf.value).partition("#")[0])
        if policy and "clauses" in leaf.field.reference:
            yield policy
    if isinstance(record, Policy):
        yield record


def told(record: Record) -> set[Decimal]:
    """Every number the record itself tells."""
    return {value for leaf in leaves(record, anything) if _is_told(leaf) for value in _values(leaf)}


def _is_told(leaf: Leaf) -> bool:
    return (
        not leaf.field.reference
        and leaf.field.type not in ("source", "link", "file")
        and not (set(leaf.path) & _NOT_TOLD)
    )


def _values(leaf: Leaf) -> set[Decimal]:
    if isinstance(leaf.value, CoarseDate):
        return {Decimal(leaf.value.year)}
    return numbers_in(_NO_FIGURES.sub(" ", str(leaf.value)))


def unsupported(record: Record) -> list[Decimal]:
    """The numbers of a record that no fact gives, also not written with 万 or 亿."""
    held = known(record)
    scaled = {value * scale for value in held for scale in _SCALES} | held
    return sorted(value for value in told(record) if not any(value * scale in scaled for scale in _SCALES))


def records() -> list[Record]:
    return sorted(library().records(), key=lambda record: record.key)


def test_the_table_holds_what_is_used_and_nothing_else() -> None:
    assert sorted(named_in_content() - facts().keys()) == [], "named by a source, but not in the table"
    assert sorted(facts().keys() - named_in_content()) == [], "in the table, but no source names it"


def test_ids_are_found_wherever_a_source_stands() -> None:
    part = {"a": [{"sources": [{"facts": ["x001"]}]}, {"note": "x002"}], "facts": ["x003"]}
    assert list(named(part)) == ["x001", "x003"]


def test_no_case_is_written_from_a_fact_whose_original_was_not_seen() -> None:
    unseen = {
        f"{record.key}: {key}"
        for record in records()
        for source in record.sources
        for key in source.facts
        if isinstance(record, Case) and facts()[key]["grade"] == "D"
    }
    assert unseen == set()


@pytest.mark.slow
def test_every_figure_rests_on_a_fact() -> None:
    found = {record.key: numbers for record in records() if (numbers := unsupported(record))}
    assert found == {}, "no fact of their sources gives these numbers"


def test_every_figure_that_the_library_tells_of_itself_rests_on_a_fact() -> None:
    found = {}
    for entry in library().leads:
        texts = [value for source in entry.value.sources for key in source.facts for value in _words(key)]
        held = {value for text in texts for value in numbers_in(text) | spelt_in(text)}
        told_here = numbers_in(_NO_FIGURES.sub(" ", entry.value.text or ""))
        if missing := sorted(told_here - held):
            found[entry.value.id] = missing
    assert found == {}, "no fact of their sources gives these numbers"


def test_a_figure_without_a_fact_is_found() -> None:
    record = next(
        record for record in records() if any(source.facts for source in record.sources) and told(record)
    )
    bare = record.model_copy(update={"sources": ()})
    assert unsupported(bare)
