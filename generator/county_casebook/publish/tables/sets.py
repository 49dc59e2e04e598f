"""What of an edition is given as data: each kind, the leads, the vocabularies, the clauses; each with its tables and its rows.

Of an edition readers know nothing else: drafts, withdrawn records, and the names of files that are not public stand in no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from county_casebook.library.edition import Edition
from county_casebook.library.text_pages import clause_address
from county_casebook.publish.tables.columns import Column, Table, table_of
from county_casebook.publish.tables.rows import Row, json_value, rows_of
from county_casebook.records import KINDS, Case, Policy, Record, Term
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.text.phrases import PHRASES

LEADS = "leads"
CLAUSES = "clauses"
WITHOUT_PAGES = ("designations",)

_ID = Column("id", "编号", "编号，也是网址的一部分。", required=True)
_URL = Column("url", "网页", "它在本站的网页；空着：没有自己的网页。")
_NAME = Column("name", "叫法", "网页上怎样称呼它。", required=True)
_PROVINCE = Column("province", "省份", "它所在的省级单位，由代码和年份算出；空着：不在某一个省，或看不出。")
_KEYS = (_ID, _URL, _NAME, _PROVINCE)
_CLAUSE_KEYS = (
    Column("id", "条款编号", "政策的编号、# 和条款的编号；别处引用条款就写这个。", required=True),
    _URL,
    Column(
        "policy", "政策", "它在哪一份政策里。", required=True, references=(Policy.kind,), table=Policy.kind
    ),
    Column("position", "第几条", "在这份政策里从 1 数起。", "integer", required=True),
    Column("label", "条款号", "照原文写的号；空着：这一段没有号。"),
    Column("text", "文字", "原文的这一段；正文未收录的，是本库写的要点；空着：只有标题的一层。"),
)


@dataclass(frozen=True, slots=True)
class DataSet:
    """One thing that is given as data: its name in addresses, what readers call it, its table, and what is in it.

    `model` is None for what is no record: its rows are made as they are.
    """

    name: str
    title: str
    table: Table
    model: type[BaseModel] | None
    held: Callable[[Edition], Iterator[tuple[Row, BaseModel | None]]]

    def rows(self, edition: Edition) -> Iterator[tuple[Table, Row]]:
        """Yield every row with the table it stands in, those of one record after another."""
        for keys, value in self.held(edition):
            yield from rows_of(self.table, keys, value)

    def values(self, edition: Edition) -> Iterator[dict[str, Any]]:
        """Yield what each record says as JSON holds it, behind its keys; numbers are Decimals."""
        for keys, value in self.held(edition):
            known = {name: found for name, found in keys.items() if found is not None}
            yield {**known, **(json_value(value) if value else {})}


def data_sets() -> tuple[DataSet, ...]:
    """Return every set, in the order in which readers meet the kinds; named again by `sets_by_name`."""
    return tuple(sets_by_name().values())


@cache
def sets_by_name() -> Mapping[str, DataSet]:
    found = [_of_kind(kind) for kind in KINDS.values()]
    leads = table_of(LEADS, PHRASES.lead, Case, _KEYS)
    found.append(
        DataSet(LEADS, PHRASES.lead, leads, Case, lambda edition: _records(edition, Case, leads=True))
    )
    found += [_of_vocabulary(name, title) for name, title in VOCABULARIES.items()]
    found.append(DataSet(CLAUSES, "条款", Table(CLAUSES, "条款", _CLAUSE_KEYS), None, _clauses))
    return {each.name: each for each in found}


def held_sets(edition: Edition) -> Iterator[DataSet]:
    """Yield the sets that are not empty."""
    return (each for each in data_sets() if any(True for _ in each.held(edition)))


@cache
def all_tables() -> tuple[Table, ...]:
    """Return every table of every set."""
    return tuple(table for each in data_sets() for table in each.table.tables())


def _of_kind(kind: type[Record]) -> DataSet:
    table = table_of(kind.kind, kind.kind_name, kind, _KEYS)
    return DataSet(kind.kind, kind.kind_name, table, kind, lambda edition: _records(edition, kind))


def _records(edition: Edition, kind: type[Record], *, leads: bool = False) -> Iterator[tuple[Row, BaseModel]]:
    library = edition.library
    for record in (library.case_leads if leads else library.of(kind)).values():
        place = library.division(record)
        yield (
            {
                "id": record.id,
                "url": _address(edition, record.url),
                "name": library.name(record),
                "province": place.province if place else None,
            },
            record,
        )


def _address(edition: Edition, url: str) -> str:
    """The whole address of a page where the site has one, else its path in the site."""
    return edition.site.address_of(url) or url


def _of_vocabulary(name: str, title: str) -> DataSet:
    def held(edition: Edition) -> Iterator[tuple[Row, BaseModel]]:
        for key, term in edition.library.terms(name).items():
            yield {"url": None if name in WITHOUT_PAGES else _address(edition, f"{name}/{key}/")}, term

    return DataSet(name, title, table_of(name, title, Term, (_URL,)), Term, held)


def _clauses(edition: Edition) -> Iterator[tuple[Row, None]]:
    library = edition.library
    for policy in library.of(Policy).values():
        for position, clause in enumerate(policy.clauses, 1):
            yield (
                {
                    "id": f"{policy.id}#{clause.id}",
                    "url": _clause_url(edition, policy, clause.id),
                    "policy": policy.id,
                    "position": position,
                    "label": clause.label or None,
                    "text": policy.words(clause).strip() or None,
                },
                None,
            )


def _clause_url(edition: Edition, policy: Policy, clause_id: str) -> str:
    page, sign, anchor = clause_address(edition.library, policy, clause_id).partition("#")
    return f"{_address(edition, page)}{sign}{anchor}"


__all__ = [
    "CLAUSES",
    "LEADS",
    "DataSet",
    "all_tables",
    "data_sets",
    "held_sets",
    "sets_by_name",
]
