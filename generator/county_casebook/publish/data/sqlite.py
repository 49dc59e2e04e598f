"""Every table of the library becomes one SQLite database: foreign keys, lists as link tables, full text, and views in Chinese.

SQLite is locked with the program, so that the same records give the same bytes on every machine; what the file says of the
version that wrote it is taken out.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import apsw

from county_casebook.library.edition import Edition
from county_casebook.publish.tables.columns import PARENT, Column, Table
from county_casebook.publish.tables.given import VERSION
from county_casebook.publish.tables.rows import Cell
from county_casebook.publish.tables.sets import LEADS, DataSet, all_tables, data_sets
from county_casebook.records import KINDS, Case
from county_casebook.records.county import DESIGNATIONS
from county_casebook.schema.walk import Leaf, is_text, leaves
from county_casebook.text.reviewers import office

TITLED = "cases_and_leads"
_HELPING = f"""
CREATE TABLE "{TITLED}" ("id" TEXT PRIMARY KEY, "kind" TEXT NOT NULL, "name" TEXT NOT NULL);
CREATE TABLE "exact_numbers" ("table_name" TEXT, "row" TEXT, "column_name" TEXT, "value" TEXT);
CREATE TABLE "columns" ("table_name" TEXT, "table_title" TEXT, "column_name" TEXT, "title" TEXT, "type" TEXT,
  "description" TEXT, PRIMARY KEY ("table_name", "column_name"));
CREATE TABLE "records" ("id" TEXT PRIMARY KEY, "kind" TEXT, "name" TEXT, "url" TEXT, "text" TEXT);
CREATE VIRTUAL TABLE "records_fts" USING fts5("name", "text", content="records", tokenize="trigram");
"""
_FULL_TEXT = """
INSERT INTO "records_fts" ("records_fts") VALUES ('rebuild');
INSERT INTO "records_fts" ("records_fts") VALUES ('optimize');
"""
_WRITTEN_BY = 3034000
"""The SQLite that every such file says it was written by: the first that reads all that is in it."""


def database(edition: Edition) -> bytes:
    """Return the database."""
    connection = apsw.Connection(":memory:")
    connection.execute(f"PRAGMA page_size = 4096; PRAGMA user_version = {VERSION}; BEGIN")
    connection.execute(_HELPING)
    for each in data_sets():
        for table in each.table.tables():
            connection.execute(_declared(table))
            _describe(connection, table)
        _insert(connection, each, edition)
    _insert_records(connection, edition)
    connection.execute(_FULL_TEXT)
    named = edition.library.titles_in("designations")
    for table in all_tables():
        connection.execute(_view(table, named))
    connection.execute("COMMIT; VACUUM")
    return _without_version(connection.serialize("main"))


def _without_version(data: bytes) -> bytes:
    """Take out how often the file was changed and which SQLite did it."""
    return b"".join(
        (data[:24], struct.pack(">I", 1), data[28:92], struct.pack(">II", 1, _WRITTEN_BY), data[100:])
    )


# What there is ----------------------------------------------------------------------------------------------------------


def foreign_table(column: Column) -> str:
    """Return the table in which a column's values are keys; a case that is named may be a lead."""
    if "records" in column.references:
        return "records"
    return TITLED if column.table == Case.kind and column.references else column.table


def link_table(table: Table, column: str) -> str:
    """Return the name of the table that holds the values of a list."""
    return f"{table.name}_{column}"


def _declared(table: Table) -> str:
    """The statements that make a table, and one of each of its lists."""
    single = [column for column in table.columns if column.type != "list"]
    lines = [f"{_quoted(column.name)} {_type(column)}{_rest(table, column)}" for column in single]
    made = [f"CREATE TABLE {_quoted(table.name)} ({', '.join(lines)})"]
    if table.parent:
        made.append(
            f"CREATE INDEX {_quoted(f'{table.name}_of')} ON {_quoted(table.name)} ({_quoted(PARENT)})"
        )
    for column in table.columns:
        if column.type == "list":
            parent = f'"parent_id" TEXT NOT NULL REFERENCES {_quoted(table.name)}'
            value = f'"value" TEXT NOT NULL{_foreign(column)}'
            made.append(
                f'CREATE TABLE {_quoted(link_table(table, column.name))} ({parent}, "position" INTEGER NOT NULL, {value}, '
                'PRIMARY KEY ("parent_id", "position")) WITHOUT ROWID'
            )
    return "; ".join(made)


def _type(column: Column) -> str:
    return {"integer": "INTEGER", "number": "REAL"}.get(column.type, "TEXT")


def _rest(table: Table, column: Column) -> str:
    if column.name == table.key:
        return " PRIMARY KEY NOT NULL"
    return _foreign(column)


def _foreign(column: Column) -> str:
    target = foreign_table(column)
    return f" REFERENCES {_quoted(target)}" if target else ""


def _view(table: Table, designations: Mapping[str, str]) -> str:
    """The table as readers call it: Chinese titles, words for fixed values, lists in one cell.

    What a designation is called is the library's own word.
    """
    columns = [
        replace(column, choices=designations) if set(column.choices or ()) == set(DESIGNATIONS) else column
        for column in table.columns
    ]
    chosen = ", ".join(f"{_shown(table, column)} AS {_quoted(column.title)}" for column in columns)
    return f"CREATE VIEW {_quoted(table.title)} AS SELECT {chosen} FROM {_quoted(table.name)} AS t"  # noqa: S608 - names of our tables


def _shown(table: Table, column: Column) -> str:
    if column.type == "list":
        link = _quoted(link_table(table, column.name))
        own = f"{link} WHERE parent_id = t.{_quoted(table.key)} ORDER BY position"
        ordered = f"SELECT {_words(column, 'value')} AS w FROM {own}"  # noqa: S608 - names of our tables
        return f"(SELECT group_concat(w, '；') FROM ({ordered}))"  # noqa: S608 - the same
    return _words(column, f"t.{_quoted(column.name)}")


def _words(column: Column, value: str) -> str:
    """The value, or the word for it where it is one of a few."""
    if not column.choices:
        return value
    cases = " ".join(f"WHEN {_text(key)} THEN {_text(word)}" for key, word in column.choices.items())
    return f"CASE {value} {cases} ELSE {value} END"


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _text(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


# What is in it ----------------------------------------------------------------------------------------------------------


def _describe(connection: apsw.Connection, table: Table) -> None:
    rows = [
        (table.name, table.title, each.name, each.title, each.type, each.description)
        for each in table.columns
    ]
    _insert_into(connection, "columns", rows)


def _insert(connection: apsw.Connection, each: DataSet, edition: Edition) -> None:
    """Write the rows of a set, those of its lists, and the numbers that a REAL cannot hold."""
    single = {
        table.name: [column.name for column in table.columns if column.type != "list"]
        for table in each.table.tables()
    }
    rows: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for table, row in each.rows(edition):
        rows[table.name].append([_bound(row.get(name)) for name in single[table.name]])
        for name, value in row.items():
            if isinstance(value, tuple):
                links = ((row[table.key], position, text) for position, text in enumerate(value, 1))
                rows[link_table(table, name)].extend(links)
            elif isinstance(value, Decimal) and _bound(value) != value:
                rows["exact_numbers"].append((table.name, row[table.key], name, f"{value:f}"))
    for name, lines in rows.items():
        _insert_into(connection, name, lines)


def _bound(value: Cell) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _insert_records(connection: apsw.Connection, edition: Edition) -> None:
    """Write a line for every record that has a page, with all its words: what the full text is made of."""
    library = edition.library
    titled = [(key, Case.kind, library.name(case)) for key, case in library.of(Case).items()]
    titled += [(key, LEADS, library.name(case)) for key, case in library.case_leads.items()]
    _insert_into(connection, TITLED, titled)
    _insert_into(connection, "records", _records(edition))


def _records(edition: Edition) -> Iterator[tuple[str, str, str, str, str]]:
    for each in data_sets():
        for keys, value in each.held(edition):
            if value is not None and each.name in (*KINDS, LEADS):
                text = "\n".join(dict.fromkeys(map(_told, leaves(value, is_text))))
                kind = Case.kind if each.name == LEADS else each.name
                yield f"{kind}/{keys['id']}", each.name, str(keys["name"]), str(keys["url"]), text


def _told(leaf: Leaf) -> str:
    return office(leaf.value) if leaf.field.is_office else str(leaf.value)


def _insert_into(connection: apsw.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    found = list(rows)
    if found:
        marks = ", ".join("?" for _ in found[0])
        connection.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", found)  # noqa: S608 - names of our tables


__all__ = ["TITLED", "database", "foreign_table", "link_table"]
