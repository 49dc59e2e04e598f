"""The programs that readers use open the data: pandas, pyarrow, DuckDB, Datasette, frictionless, openpyxl, LibreOffice and feedparser.

`python .ci/data_readers.py make FOLDER` (with the program's own Python) exports the library, and records whose every text is one
that a spreadsheet takes for something else; `… read FOLDER` (with a Python that has the readers) opens all of it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

FORMATS = ("csv", "xlsx", "json", "ndjson", "sqlite", "parquet")
# Commas between fields, quotes round them, UTF-8, from the first line; read as Excel reads: whatever looks like a number is one.
AS_EXCEL = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"


def make(folder: Path) -> None:
    """Export what is to be read, and what must be found in it."""
    from county_casebook.cli import main
    from county_casebook.publish.data.whole import export_files
    from county_casebook.publish.tables.sets import all_tables, data_sets
    from tests.test_data import edition_of, hostile_records

    tables = {
        table.name: {
            "title": table.title,
            "columns": [[column.name, column.title, column.type] for column in table.columns],
        }
        for table in all_tables()
    }
    for name in FORMATS:
        if main(["export", str(folder / "real" / name), "--format", name]):
            raise SystemExit("the content has errors")
        place = folder / "hostile" / name
        place.mkdir(parents=True)
        for path, data in export_files(name, edition_of(hostile_records())):
            (place / path).write_bytes(data)
    from county_casebook.build import check_content
    from county_casebook.library.edition import Edition

    editions = {
        "real": Edition.of(check_content(Path("content")).library),
        "hostile": edition_of(hostile_records()),
    }
    make_feeds(folder, editions)
    told: dict[str, Any] = {"tables": tables}
    for which, edition in editions.items():
        rows: dict[str, list[list[Any]]] = {}
        for each in data_sets():
            for table, row in each.rows(edition):
                rows.setdefault(table.name, []).append([row.get(column.name) for column in table.columns])
        told[which] = rows
    (folder / "expected.json").write_text(json.dumps(told, ensure_ascii=False, default=str), "utf-8")


def make_feeds(folder: Path, editions: dict[str, Any]) -> None:
    """Write the feeds and the calendars of libraries, as a site at an address has them."""
    from county_casebook.library.edition import Edition, Site
    from county_casebook.publish.asked import whole_bytes
    from county_casebook.publish.outputs import OUTPUTS

    for which, edition in editions.items():
        placed = Edition.of(edition.library, Site("示例库", "https://example.org/casebook/"))
        for name in ("feeds", "calendar"):
            for path, data in OUTPUTS[name].files(placed):
                place = folder / which / "followed" / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(whole_bytes(data))


class Reading:
    """One library in every format, with what must be found; each method opens it with one program and returns what it saw."""

    def __init__(self, folder: Path, expected: dict[str, Any]) -> None:
        self.folder, self.columns = (
            folder,
            {name: each["columns"] for name, each in expected["tables"].items()},
        )
        self.titles = {name: each["title"] for name, each in expected["tables"].items()}
        self.rows: dict[str, list[list[Any]]] = expected[folder.name]

    def files(self, name: str) -> list[tuple[str, Path]]:
        """The files of a format by table; every table that has rows has one."""
        found = {path.stem: path for path in sorted((self.folder / name).glob(f"*.{name}"))}
        assert set(self.rows) <= set(found)
        return [(table, found[table]) for table in found if table in self.columns]

    def held(self, table: str, at: int) -> list[Any]:
        return [row[at] for row in self.rows.get(table, [])]

    def pandas(self) -> str:
        import pandas

        cells = 0
        for table, path in self.files("csv"):
            frame = pandas.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
            assert len(frame) == len(self.rows.get(table, [])), table
            assert list(frame.columns) == [title for _, title, _ in self.columns[table]]
            for at, (name, title, kind) in enumerate(self.columns[table]):
                held = [value for value in self.held(table, at) if value not in (None, [])]
                is_number = pandas.api.types.is_numeric_dtype(frame[title])
                assert not held or kind == "date" or is_number == (kind in ("number", "integer")), (
                    table,
                    name,
                )
                if kind in ("text", "code", "choice"):
                    assert [value.removeprefix("'") for value in frame[title].dropna()] == held, (table, name)
                cells += len(frame)
        for table, path in self.files("parquet"):
            frame = pandas.read_parquet(path)
            assert len(frame) == len(self.rows.get(table, [])), table
            for at, (name, _, kind) in enumerate(self.columns[table]):
                for value, held in zip(frame[name], self.held(table, at), strict=True):
                    if kind == "list":
                        assert list(value) == (held or []), (table, name)
                    elif held is None:
                        assert pandas.isna(value), (table, name)
                    else:
                        assert value == (Decimal(str(held)) if kind == "number" else held), (table, name)
        return f"pandas {pandas.__version__}: CSV and Parquet, {cells} cells of CSV"

    def pyarrow(self) -> str:
        import pyarrow
        from pyarrow import parquet

        types = {"integer": "int64", "number": "decimal128(18, 6)", "list": "list<element: string not null>"}
        for table, path in self.files("parquet"):
            found = parquet.read_table(path)
            assert found.num_rows == len(self.rows.get(table, []))
            for name, _, kind in self.columns[table]:
                assert str(found.schema.field(name).type) == types.get(kind, "string"), (table, name)
            assert json.loads(found.schema.metadata[b"column_titles"])[name] == self.columns[table][-1][1]
        return f"pyarrow {pyarrow.__version__}: types and titles of Parquet"

    def duckdb(self) -> str:
        import duckdb

        types = {"integer": "BIGINT", "number": "DECIMAL(18,6)", "list": "VARCHAR[]"}
        read_as = {
            "integer": ("BIGINT",),
            "number": ("BIGINT", "DOUBLE"),
            "date": ("VARCHAR", "DATE", "BIGINT"),
            "choice": ("VARCHAR", "BOOLEAN"),  # yes and no
        }
        for table, path in self.files("parquet"):
            found = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
            assert [str(each) for each in found.types] == [
                types.get(kind, "VARCHAR") for *_, kind in self.columns[table]
            ]
            assert len(found.fetchall()) == len(self.rows.get(table, []))
        for table, path in self.files("csv"):
            found = duckdb.sql(f"SELECT * FROM read_csv('{path}')")
            lines = found.fetchall()
            assert len(lines) == len(self.rows.get(table, [])), table
            for at, (name, _, kind) in enumerate(self.columns[table]):
                if any(value not in (None, []) for value in self.held(table, at)):
                    assert str(found.types[at]) in read_as.get(kind, ("VARCHAR",)), (
                        table,
                        name,
                        found.types[at],
                    )
        for path in sorted((self.folder / "ndjson").glob("*.ndjson")):
            count = duckdb.sql(f"SELECT count(*) FROM read_ndjson_objects('{path}')").fetchall()[0][0]
            assert count == len(self.rows[path.stem])
        return f"DuckDB {duckdb.__version__}: CSV (types as it guesses them), Parquet, NDJSON"

    def datasette(self) -> str:
        import asyncio

        from datasette.app import Datasette
        from datasette.utils import tilde_encode
        from datasette.version import __version__

        served = Datasette([str(self.folder / "sqlite/casebook.sqlite")])

        async def asked(path: str) -> Any:
            answer = await served.client.get(f"/casebook/{path}")
            assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
            return (
                answer.json()
                if answer.headers["content-type"].startswith("application/json")
                else answer.text
            )

        async def all_of_it() -> int:
            for name, title in self.titles.items():
                for called in (name, title):
                    told = await asked(f"{tilde_encode(called)}.json?_size=0")
                    assert told["filtered_table_rows_count"] == len(self.rows.get(name, [])), called
            assert "标题" in await asked(tilde_encode("案例"))
            return len(await asked(f"records.json?_search={quote('科技局')}&_shape=array"))

        found = asyncio.run(all_of_it())
        assert found or self.folder.name != "real"
        return f"Datasette {__version__}: {len(self.titles)} tables and views, a search that finds {found}"

    def frictionless(self) -> str:
        import frictionless

        report = frictionless.validate(str(self.folder / "csv/datapackage.json"))
        assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "type", "note"])[:10]
        return f"frictionless {frictionless.__version__}: {len(report.tasks)} resources, checksums and foreign keys"

    def openpyxl(self) -> str:
        import openpyxl

        for path in sorted((self.folder / "xlsx").glob("*.xlsx")):
            self._sheets(path)
        return f"openpyxl {openpyxl.__version__}: every sheet, every cell"

    def libreoffice(self) -> str:
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if not office:
            raise SystemExit("LibreOffice is not here: apt-get install libreoffice-calc")
        with tempfile.TemporaryDirectory() as out:
            settings = f"-env:UserInstallation={Path(out, 'settings').as_uri()}"
            start = [office, settings, "--headless", "--convert-to", "xlsx", "--outdir"]
            books = sorted((self.folder / "xlsx").glob("*.xlsx"))
            _run(*start, f"{out}/books", *map(str, books))
            if not Path(out, "books").is_dir():
                raise SystemExit("LibreOffice is here without Calc: apt-get install libreoffice-calc")
            for book in books:
                self._sheets(Path(out, "books", book.name))
            tables = [(table, path) for table, path in self.files("csv") if self.rows.get(table)]
            _run(*start, f"{out}/tables", f"--infilter={AS_EXCEL}", *(str(path) for _, path in tables))
            for table, path in tables:
                self._read_as_csv(table, Path(out, "tables", f"{path.stem}.xlsx"))
        return f"{_run(office, '--version').strip()}: {len(books)} workbooks, {len(tables)} CSV files"

    def _sheets(self, path: Path) -> None:
        """Every sheet of a workbook holds the rows of its table: texts as texts, numbers as numbers, no formula."""
        import openpyxl

        tables = {title[:31]: name for name, title in self.titles.items()}
        for sheet in openpyxl.load_workbook(path):
            table = tables[sheet.title]
            head, *lines = sheet.iter_rows()
            assert [cell.value for cell in head] == [title for _, title, _ in self.columns[table]]
            assert len(lines) == len(self.rows[table]), table
            for line, row in zip(lines, self.rows[table], strict=True):
                for (name, _, kind), cell, held in zip(self.columns[table], line, row, strict=True):
                    wanted = None if held in (None, []) else "\n".join(held) if kind == "list" else held
                    if wanted is None:
                        assert cell.value is None, (table, name, cell.value)
                    elif kind in ("integer", "number"):
                        assert (cell.data_type, cell.value) == ("n", float(wanted)), (table, name)
                    else:
                        assert cell.data_type == "s", (table, name, cell.value)
                        assert _same(cell.value, wanted), (table, name, cell.value, wanted)

    def _read_as_csv(self, table: str, path: Path) -> None:
        """A CSV file as LibreOffice took it: codes and what looks like something else are texts, nothing is a formula."""
        import openpyxl

        head, *lines = openpyxl.load_workbook(path).active.iter_rows(max_col=len(self.columns[table]))
        assert [cell.value for cell in head] == [title for _, title, _ in self.columns[table]]
        assert len(lines) == len(self.rows[table]), (table, len(lines))
        for line, row in zip(lines, self.rows[table], strict=True):
            for (name, _, kind), cell, held in zip(self.columns[table], line, row, strict=True):
                if held in (None, []):
                    continue
                if kind in ("integer", "number"):
                    assert (cell.data_type, cell.value) == ("n", float(held)), (table, name, cell.value)
                elif kind != "date":
                    wanted = "\n".join(held) if kind == "list" else held
                    assert cell.data_type == "s", (table, name, cell.value, cell.data_type)
                    assert _same(cell.value.removeprefix("'"), wanted), (table, name, cell.value, wanted)

    def feedparser(self) -> str:
        import feedparser

        entries, feeds = 0, sorted((self.folder / "followed").rglob("feed.xml"))
        assert feeds
        for path in feeds:
            found, told = (
                feedparser.parse(path.read_bytes()),
                json.loads(path.with_name("feed.json").read_bytes()),
            )
            assert (found.bozo, found.version) == (False, "atom10"), (path, found.get("bozo_exception"))
            assert (found.feed.title, bool(found.feed.updated_parsed)) == (told["title"], True), path
            for entry, item in zip(found.entries, told["items"], strict=True):
                assert [entry.id, entry.link, entry.updated] == [
                    item["id"],
                    item["url"],
                    item["date_published"],
                ], path
                assert [entry.title_detail.value, entry.summary_detail.value] == [
                    item["title"],
                    item["content_text"],
                ], path
                assert (entry.title_detail.type, bool(entry.updated_parsed)) == ("text/plain", True), path
                entries += 1
        return f"feedparser: {entries} entries of {len(feeds)} Atom feeds, as in the JSON feeds"


def _same(found: str, wanted: str) -> bool:
    """Whether two texts are the same; Excel's format knows one way to end a line."""
    return found.replace("_x000D_", "").replace("\r\n", "\n") == wanted


def _run(*command: str) -> str:
    program = shutil.which(command[0]) or str(Path(sys.executable).with_name(command[0]))
    run = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{command[0]}: {run.stderr[-2000:]}")
    return run.stdout


def read(folder: Path) -> None:
    """Open everything with every program, and say what was seen."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    for which in ("real", "hostile"):
        reading = Reading(folder / which, expected)
        count = sum(map(len, reading.rows.values()))
        print(f"{which}: {count} rows in {len(reading.rows)} tables", flush=True)
        for open_it in (
            reading.pandas, reading.pyarrow, reading.duckdb, reading.datasette, reading.frictionless, reading.openpyxl, reading.libreoffice,
            reading.feedparser,
        ):  # fmt: skip
            print(f"  {open_it()}", flush=True)


if __name__ == "__main__":
    {"make": make, "read": read}[sys.argv[1]](Path(sys.argv[2]))
