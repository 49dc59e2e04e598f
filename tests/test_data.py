"""The library as data: a record that is read back from a format says what it said, and nothing else stands in any of them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county_casebook.cli import main
from county_casebook.deliver.target import MARKER
from county_casebook.library.edition import Edition
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.publish.data.csv_tables import CsvTables
from county_casebook.publish.data.formats import MARK, harmless, json_bytes, kept_text, unmarked
from county_casebook.publish.data.json_text import json_text
from county_casebook.publish.data.whole import export_files
from county_casebook.publish.tables.given import FORMATS
from county_casebook.publish.tables.rows import json_value, rows_of
from county_casebook.publish.tables.sets import LEADS, all_tables, sets_by_name
from county_casebook.records import KINDS, Case, Record
from county_casebook.records.record import OF_WITHDRAWN, Source
from tests.building import TINY, copy_of_tiny
from tests.data_back import from_csv, from_sqlite
from tests.right_records import TAKEN_FOR_ELSE, records_of

ID = "one-of-its-kind"


@cache
def tiny() -> Library:
    return link(load(TINY / "content"), date(2006, 3, 1))


def edition_of(records: list[Record]) -> Edition:
    """An edition of these records, and of the vocabularies of the tiny library."""
    kinds = {name: {each.id: each for each in records if each.kind == name} for name in KINDS}
    return Edition.of(replace(tiny(), kinds=kinds, named_persons=True))


def again(kind: type[Record], value: dict[str, Any]) -> Record:
    """The record that a value read from data is."""
    keys = ("id", "url", "name", "province")
    said = {name: found for name, found in value.items() if name not in keys or name in kind.model_fields}
    found: Record = kind.model_validate(said).called(ID)
    return found


def loaded(text: str) -> Any:
    """JSON as a record's file would be read: numbers as they are written."""
    return json.loads(text, parse_float=Decimal, parse_int=str)


def hostile_records() -> list[Record]:
    """Records of the tiny library whose titles and summaries are texts that programs take for something else."""
    case, county = tiny().of(Case)["jichuan-tea"], next(iter(tiny().of_kind("counties").values()))
    said = loaded(json_text(json_value(case)))
    texts = [text.strip() for text in TAKEN_FOR_ELSE]
    return [county] + [
        Case.model_validate({**said, "title": text, "summary": text, "keywords": ["2004-08", "词"]}).called(
            f"hostile-{number:02}"
        )
        for number, text in enumerate(texts)
    ]


def seen(record: Record) -> Record:
    """A record as it is where readers see it: not withdrawn."""
    return record.model_copy(update=dict.fromkeys(OF_WITHDRAWN))


# A record read back ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_record_read_back_from_csv_and_json_equals_the_record(name: str, data: st.DataObject) -> None:
    record, each = seen(data.draw(records_of(KINDS[name]))), sets_by_name()[name]
    written = CsvTables(each.table)
    for table, row in rows_of(each.table, {"id": ID, "url": "a/", "name": "=1"}, record):
        written.add(table, row)
    assert again(KINDS[name], from_csv(each, dict(written.files()))[ID]) == record
    assert again(KINDS[name], loaded(json_text(json_value(record)))) == record


def test_the_checksum_of_a_public_source_is_told_where_its_file_is_not_kept_here_too() -> None:
    case = tiny().of(Case)["jichuan-tea"]
    source = {
        "title": "甲",
        "publisher": "not_stated",
        "date": "not_stated",
        "grade": "B",
        "sha256": "9" * 64,
    }
    whole = loaded(json_text(json_value(case)))
    said = [
        json_value(Case.model_validate({**whole, "sources": [{**source, "public": public}]}).sources[0])
        for public in ("yes", "no")
    ]
    assert [each.get("sha256") for each in said] == ["9" * 64, None]


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_records_of_every_kind_read_back_from_csv_json_and_sqlite_equal_the_records(
    data: st.DataObject,
) -> None:
    records = [seen(data.draw(records_of(kind))) for kind in KINDS.values()]
    edition = edition_of(records)
    files = {name: dict(export_files(name, edition)) for name in ("csv", "json", "ndjson", "sqlite")}
    for record in records:
        is_lead = isinstance(record, Case) and record.is_lead
        name = LEADS if is_lead else record.kind
        each, kind = sets_by_name()[name], type(record)
        assert again(kind, from_csv(each, files["csv"])[ID]) == record
        assert again(kind, from_sqlite(each, files["sqlite"]["casebook.sqlite"])[ID]) == record
        (listed,) = loaded(files["json"][f"{name}.json"].decode())
        assert again(kind, listed) == record
        assert loaded(files["ndjson"][f"{name}.ndjson"].decode()) == listed


def test_every_record_of_the_tiny_library_is_read_back_from_each_format() -> None:
    edition = Edition.of(tiny())
    files = {name: exported(name) for name in ("csv", "json", "sqlite")}
    count = 0
    for name, each in sets_by_name().items():
        held = {str(keys["id"]): value for keys, value in each.held(edition) if isinstance(value, Record)}
        if not held:
            continue
        listed = {each["id"]: each for each in loaded(files["json"][f"{name}.json"].decode())}
        of_csv = from_csv(each, files["csv"])
        of_sqlite = from_sqlite(each, files["sqlite"]["casebook.sqlite"])
        for record_id, record in held.items():
            shown = type(record).model_validate(loaded(json_text(json_value(record)))).called(ID)
            assert again(type(record), listed[record_id]) == shown
            assert again(type(record), of_csv[record_id]) == shown
            assert again(type(record), of_sqlite[record_id]) == shown
            count += 1
    assert count == len(list(edition.library.with_leads()))


# What stands in them -----------------------------------------------------------------------------------------------------


def test_no_column_waits_for_what_no_reader_sees() -> None:
    for table in all_tables():
        assert not [name for name in table.names if name.startswith(OF_WITHDRAWN)], table.name


def test_no_two_tables_columns_or_titles_are_called_the_same() -> None:
    tables = all_tables()
    assert len({table.name for table in tables}) == len({table.title for table in tables}) == len(tables)
    for table in tables:
        assert len({column.title for column in table.columns}) == len(table.columns)
        assert not {column.name for column in table.keys} & {
            column.name for layout in table.layouts for column in layout.columns()
        }
        for layout in table.layouts:
            once = [column.name for place in layout.places for column in place.columns()]
            assert len(set(once)) == len(once), table.name


def test_of_parts_that_are_one_of_several_a_column_has_the_choices_of_all() -> None:
    columns = {column.name: column for column in sets_by_name()["cases"].table.columns}
    assert columns["provenance_type"].choices == {"submitted": "县方报送", "compiled": "公开资料整理"}
    assert columns["provenance_type"].required
    assert not columns["provenance_by"].required
    assert not columns["contact_office"].required


@pytest.mark.parametrize("text", TAKEN_FOR_ELSE)
def test_a_spreadsheet_finds_no_formula_number_or_date_in_a_text_and_whoever_reads_it_finds_the_text(
    text: str,
) -> None:
    cell = kept_text(text)
    assert unmarked(cell) == text
    assert unmarked(str(harmless(text))) == text or harmless(text) == text
    assert cell.startswith(MARK) or cell.lstrip()[:1] not in tuple("=+-@＝＋－＠0123456789(")
    assert kept_text("茶叶 2 号") == "茶叶 2 号"


@cache
def exported(name: str) -> dict[str, bytes]:
    return dict(export_files(name, Edition.of(tiny())))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_library_gives_the_same_bytes(name: str) -> None:
    assert dict(export_files(name, Edition.of(link(load(TINY / "content"), date(2006, 3, 1))))) == exported(
        name
    )


def test_codes_are_text_in_csv_and_the_titles_are_those_of_the_fields() -> None:
    text = exported("csv")["counties.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert exported("csv")["counties.csv"].startswith(b"\xef\xbb\xbf")
    assert all(row["行政区划代码"].startswith("'99") for row in rows)
    assert KINDS["counties"].model_fields["as_of"].title in rows[0]


def test_a_workbook_holds_every_row_numbers_as_numbers_and_formulas_nowhere() -> None:
    import openpyxl

    for path, data in exported("xlsx").items():
        if not path.endswith(".xlsx"):
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert package.testzip() is None
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        book = openpyxl.load_workbook(io.BytesIO(data))
        tables = {table.title[:31]: table for table in all_tables()}
        for sheet in book:
            table = tables[sheet.title]
            head, *lines = sheet.iter_rows()
            assert [cell.value for cell in head] == [column.title for column in table.columns]
            assert (
                len(lines)
                == len(
                    list(
                        csv.reader(
                            io.StringIO(exported("csv")[f"{table.name}.csv"].decode("utf-8-sig"), newline="")
                        )
                    )
                )
                - 1
            )
            for line in lines:
                for column, cell in zip(table.columns, line, strict=True):
                    assert cell.value is None or cell.data_type == ("n" if column.is_numeric else "s")


def test_a_text_that_a_workbook_takes_for_the_number_of_a_sign_stays_what_it_is() -> None:
    said = loaded(json_text(json_value(tiny().of(Case)["jichuan-tea"])))
    case = Case.model_validate({**said, "summary": "甲_x000D_乙"}).called("told")
    found = everything("xlsx", edition_of([case]))
    assert "甲_x005F_x000D_乙".encode() in found
    assert "甲_x000D_乙".encode() not in found


# The database ------------------------------------------------------------------------------------------------------------


def opened() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    connection.deserialize("main", exported("sqlite")["casebook.sqlite"])
    return connection


def test_every_foreign_key_of_the_database_leads_somewhere() -> None:
    database = opened()
    assert list(database.execute("PRAGMA integrity_check")) == [("ok",)]
    assert list(database.execute("PRAGMA foreign_key_check")) == []
    targets = {row[2] for row in database.execute('PRAGMA foreign_key_list("cases_adoptions")')}
    assert {"cases", "counties", "cases_and_leads"} <= targets


def test_the_full_text_finds_chinese_inside_a_sentence_and_names_the_record() -> None:
    found = opened().execute(
        "SELECT id FROM records WHERE rowid IN (SELECT rowid FROM records_fts WHERE records_fts MATCH '科技特派员')"
    )
    assert "cases/chengxi-envoys" in {row[0] for row in found}


def test_the_views_have_the_rows_of_the_tables_under_chinese_titles_and_words() -> None:
    database = opened()
    for table in all_tables():
        rows, shown = (
            next(iter(database.execute(f'SELECT count(*) FROM "{name}"')))[0]
            for name in (table.name, table.title)
        )
        assert rows == shown
    head = [row[1] for row in database.execute("PRAGMA table_info('案例')")]
    assert head[:3] == ["编号", "网页", "叫法"]
    assert {row[0] for row in database.execute('SELECT "状态" FROM "案例"')} == {"已发布"}


def test_a_designation_is_called_in_the_views_as_the_library_calls_it() -> None:
    titles = set(tiny().titles_in("designations").values())
    shown = {row[0] for row in opened().execute('SELECT "称号类别" FROM "县市：称号"')}
    assert shown
    assert shown <= titles


def test_the_file_does_not_say_which_sqlite_wrote_it() -> None:
    data = exported("sqlite")["casebook.sqlite"]
    assert data[24:28] == data[92:96] == b"\0\0\0\1"
    assert int.from_bytes(data[96:100]) == 3034000


# What may not be told ------------------------------------------------------------------------------------------------------


def everything(name: str, edition: Edition) -> bytes:
    """All bytes of an export, those inside workbooks and compressed columns too."""
    found = b""
    for path, data in export_files(name, edition):
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                found += b"".join(package.read(part) for part in package.namelist())
        elif path.endswith(".parquet"):
            rest = data
            while (start := rest.find(b"\x1f\x8b\x08")) >= 0:
                inflating = zlib.decompressobj(31)
                found += inflating.decompress(rest[start:])
                rest = inflating.unused_data
        found += data
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_drafts_withdrawn_records_and_files_that_are_not_public_stand_in_no_byte(name: str) -> None:
    case = tiny().of(Case)["jichuan-tea"]
    said = json_value(case)
    source = {"title": "可以看到的来源", "publisher": "not_stated", "date": "not_stated", "grade": "B"}
    hidden = {**source, "file": "canary-file.pdf", "sha256": "9" * 64}
    whole = loaded(json_text(said))
    shown = Case.model_validate({**whole, "sources": [hidden, *whole["sources"]]}).called("shown")
    held = {"shown": shown} | {
        status: Case.model_validate({**whole, "status": status, "title": f"canary-{status}"}).called(
            f"canary-{status}"
        )
        for status in ("draft", "review", "withdrawn")
    }
    edition = Edition.of(replace(tiny(), kinds={**tiny().kinds, "cases": held}))
    found = everything(name, edition)
    assert b"canary" not in found
    assert b"9" * 64 not in found
    assert "可以看到的来源".encode() in found


def test_an_export_explains_and_proves_itself(tmp_path: Path) -> None:
    config = copy_of_tiny(tmp_path / "own")
    text = config.read_text("utf-8").replace(
        "- casebook", "- casebook: {license: {title: 示例许可, url: 'https://example.org/licence'}}"
    )
    config.write_text(text, "utf-8")
    out = tmp_path / "out"
    assert main(["export", str(out), "--format", "csv", "--content", str(config.parent / "content")]) == 0
    names = {path.name for path in out.iterdir() if not path.name.startswith(MARKER)} - {"SHA256SUMS"}
    sums = dict(line.split("  ")[::-1] for line in (out / "SHA256SUMS").read_text().splitlines())
    assert sums == {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    assert "示例许可（https://example.org/licence）" in (out / "README.txt").read_text("utf-8")
    package = json.loads((out / "datapackage.json").read_bytes())
    assert package["licenses"] == [{"title": "示例许可", "path": "https://example.org/licence"}]
    assert {each["path"] for each in package["resources"]} == {
        name for name in names if name.endswith(".csv")
    } - {"dictionary.csv"}
    (catalogue,) = [json.loads((out / "dcat.jsonld").read_bytes())]
    named = [each["dct:title"] for held in catalogue["dcat:dataset"] for each in held["dcat:distribution"]]
    assert sorted(named) == sorted(each["path"] for each in package["resources"])


def test_the_dictionary_names_every_column_once() -> None:
    text = exported("json")["dictionary.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == sum(len(table.columns) for table in all_tables())
    (grade,) = [row for row in rows if (row["表名"], row["列名"]) == ("cases_sources", "grade")]
    assert grade["列"] == Source.model_fields["grade"].title
    assert grade["可取的值"] == "A；B；C；D"


LEAVES = (
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(st.sampled_from('甲"\\\n{},[]:'), max_size=6)
)


@settings(deadline=None)
@given(
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
        max_leaves=20,
    )
)
def test_a_data_file_of_json_is_read_back_as_it_was(data: object) -> None:
    assert json.loads(json_bytes(data)) == data


def test_a_data_file_of_json_has_a_line_for_each_entry_and_no_other_blank() -> None:
    listed = [{"name": "甲", "years": [1999, 2000]}, {"name": "乙", "rows": [{"a": 1}, {"b": None}]}]
    assert json_bytes(listed).decode() == (
        '[\n{"name":"甲","years":[1999,2000]},\n{"name":"乙","rows":[\n{"a":1},\n{"b":null}\n]}\n]\n'
    )
