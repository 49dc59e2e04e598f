"""The data of a site: where it says they are they are, every answer of the interface fits its schema, and the gate knows them."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import apsw
import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

from county_casebook.deliver.gate.data_files import NotDataError, data_faults, inflated
from county_casebook.deliver.gate.texts import Machine
from county_casebook.files.zipped import zip_bytes
from county_casebook.host.site import BuildRefused
from county_casebook.library.edition import Edition
from county_casebook.publish.data.api import api_files
from county_casebook.publish.data.json_text import json_text
from county_casebook.publish.data.whole import data_files
from county_casebook.publish.tables.given import API, BASE
from county_casebook.publish.tables.rows import json_value
from county_casebook.publish.tables.sets import all_tables, held_sets
from county_casebook.records import Case
from tests.building import build_site, copy_of_tiny, files_of
from tests.test_data import loaded, tiny

COLUMNS = Path(__file__).parent / "vectors/data-columns.txt"


@pytest.fixture
def site(tiny_files: dict[str, bytes]) -> dict[str, bytes]:
    """The tiny site, which stands nowhere."""
    return tiny_files


def links(site: dict[str, bytes], url: str) -> set[str]:
    """What the page at an address links to, from the site's root."""
    page = LexborHTMLParser(site[f"{url}index.html"].decode())
    found = (node.attributes.get("href") or "" for node in page.css("main a"))
    return {urljoin(f"/{url}", link).removeprefix("/") for link in found}


def test_the_page_leads_to_every_file_of_data_that_there_is(site: dict[str, bytes]) -> None:
    pages = [f"data/{each.name}/" for each in held_sets(Edition.of(tiny()))]
    led = links(site, "data/").union(*(links(site, page) for page in pages))
    assert set(pages) <= led
    assert {name for name in site if name.startswith(BASE)} <= led
    assert {f"{API}index.json", "cite/"} <= led
    assert "data/" in {
        (node.attributes.get("href") or "").removeprefix("./")
        for node in LexborHTMLParser(site["index.html"].decode()).css("footer a")
    }


def test_the_checksums_are_those_of_all_files(site: dict[str, bytes]) -> None:
    listed = dict(line.split("  ")[::-1] for line in site[f"{BASE}SHA256SUMS"].decode().splitlines())
    held = {name.removeprefix(BASE): data for name, data in site.items() if name.startswith(BASE)}
    del held["SHA256SUMS"]
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in held.items()}


def test_the_data_package_and_the_catalogue_name_files_that_are_there_as_they_are(
    site: dict[str, bytes],
) -> None:
    package = json.loads(site[f"{BASE}datapackage.json"])
    for resource in package["resources"]:
        data = site[BASE + resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (
            len(data),
            f"sha256:{hashlib.sha256(data).hexdigest()}",
        )
    catalogue = json.loads(site[f"{BASE}dcat.jsonld"])
    assert {
        given["spdx:checksum"]["spdx:checksumValue"]["@type"]
        for held in catalogue["dcat:dataset"]
        for given in held["dcat:distribution"]
    } == {"xsd:hexBinary"}
    addresses = [
        given["dcat:downloadURL"]["@id"]
        for held in catalogue["dcat:dataset"]
        for given in held["dcat:distribution"]
    ]
    assert sorted(addresses) == sorted(each["path"] for each in package["resources"])


# The interface -----------------------------------------------------------------------------------------------------------


def answers(files: dict[str, bytes]) -> dict[str, Any]:
    return {name: loaded(data.decode()) for name, data in files.items() if name.startswith(API)}


def valid(found: dict[str, bytes]) -> int:
    """Hold every answer against the schema it belongs to, by the index; return how many there are."""
    at = {name: json.loads(data) for name, data in found.items() if name.startswith(API)}
    index = at[f"{API}index.json"]
    schemas = {each["name"]: at[each["schema"]["url"]] for each in index["sets"]}
    Draft202012Validator(at[index["schema"]["url"]]).validate(index)
    count = 1
    for each in index["sets"]:
        Draft202012Validator.check_schema(schemas[each["name"]])
        for told in each["pages"]:
            page = at[told["url"]]
            Draft202012Validator(schemas[each["name"]]).validate(page)
            assert [page["records"][0]["id"], page["records"][-1]["id"]] == [told["first"], told["last"]]
            count += 1
        assert sum(len(at[told["url"]]["records"]) for told in each["pages"]) == each["count"]
    return count


@pytest.mark.slow
def test_every_answer_of_the_interface_fits_its_schema_and_the_index_leads_to_each(
    site: dict[str, bytes],
) -> None:
    api = [name for name in site if name.startswith(API)]
    count = valid(site)
    schemas = [name for name in api if name.startswith(f"{API}schema/")]
    assert count + len(schemas) == len(api)


def test_a_schema_refuses_what_an_answer_never_holds() -> None:
    made = dict(api_files(Edition.of(tiny())))
    found = {name: data if isinstance(data, bytes) else b"".join(data) for name, data in made.items()}
    schema = json.loads(found[f"{API}schema/cases.json"])
    page = json.loads(found[f"{API}cases/1.json"])
    for wrong in (
        {"status": "secret"},
        {"title": None},
        {"unheard": "of"},
        {"results": [{"claim": 3}]},
        {"themes": "a"},
    ):
        assert list(
            Draft202012Validator(schema).iter_errors({**page, "records": [{**page["records"][0], **wrong}]})
        )


@pytest.mark.slow
def test_many_records_are_on_several_pages_that_follow_one_another() -> None:
    case = tiny().of(Case)["jichuan-tea"]
    said = loaded(json_text(json_value(case)))
    many = {f"case-{n:03}": Case.model_validate(said).called(f"case-{n:03}") for n in range(120)}
    edition = Edition.of(replace(tiny(), kinds={**tiny().kinds, "cases": many}))
    found = {name: data if isinstance(data, bytes) else b"".join(data) for name, data in api_files(edition)}
    assert valid(found)
    path, ids = f"{API}cases/1.json", []
    while path:
        page = json.loads(found[path])
        ids += [record["id"] for record in page["records"]]
        path = page.get("next", {}).get("url", "")
    assert ids == list(many)


# What a site may choose ----------------------------------------------------------------------------------------------------


def built(folder: Path, options: str) -> dict[str, bytes]:
    config = copy_of_tiny(folder)
    config.write_text(config.read_text("utf-8").replace("- casebook", f"- casebook: {options}"), "utf-8")
    return files_of(build_site(config, None))


@pytest.mark.slow
def test_a_site_gives_the_formats_it_is_told_and_none_where_it_is_told_so(tmp_path: Path) -> None:
    some = built(tmp_path / "some", "{data_formats: [csv, json], license: {title: 示例许可}}")
    kinds = {
        name.removeprefix(BASE).partition("/")[0]
        for name in some
        if name.startswith(BASE) and name.count("/") > 2
    }
    assert kinds == {"csv", "json"}
    assert "示例许可" in some["data/index.html"].decode()
    none = built(tmp_path / "none", "{data_formats: false}")
    assert not [name for name in none if name.startswith(("data/", "api/"))]
    assert 'href="data/"' not in none["index.html"].decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("{data_formats: [csv, pdf]}", "data_formats 应当是 true、false，或一列格式"),
        ("{data_formats: all}", "data_formats 应当是"),
        ("{data_formats: [{csv: true}]}", "data_formats 应当是 true、false，或一列格式"),
        ("{license: 署名}", "license 应当是一组字段，名称必须写"),
        ("{license: {title: 署名, url: 'javascript:a'}}", "license 里的 url 不能用"),
    ],
)
def test_what_cannot_be_given_is_refused_in_words(options: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BuildRefused, match=said):
        built(tmp_path, options)


# The gate ------------------------------------------------------------------------------------------------------------------

HERE = Machine(("/srv/our-folder",))


def workbook(change: Callable[[str, bytes], tuple[str, bytes]], site: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(site[f"{BASE}xlsx/cases.xlsx"])) as package:
        return zip_bytes(change(name, package.read(name)) for name in package.namelist())


def with_trigger(database: bytes) -> bytes:
    connection = apsw.Connection(":memory:")
    connection.deserialize("main", database)
    connection.execute("CREATE TRIGGER a AFTER INSERT ON records BEGIN DELETE FROM records; END")
    return connection.serialize("main")


def test_a_record_may_tell_of_triggers_of_a_database() -> None:
    case = tiny().of(Case)["jichuan-tea"]
    said = loaded(json_text(json_value(case)))
    told = Case.model_validate({**said, "summary": "写了 CREATE TRIGGER 语句。"}).called("told")
    edition = Edition.of(replace(tiny(), kinds={**tiny().kinds, "cases": {"told": told}}))
    (database,) = (data for name, data in data_files(edition) if name.endswith(".sqlite.gz"))
    assert b"CREATE TRIGGER" in gzip.decompress(database)
    assert list(data_faults(f"{BASE}casebook.sqlite.gz", database, HERE)) == []


def test_the_gate_lets_the_data_through_and_finds_what_is_wrong_in_them(site: dict[str, bytes]) -> None:
    database = gzip.decompress(site[f"{BASE}casebook.sqlite.gz"])
    wrong = {
        "工作簿里有公式": ("xlsx/cases.xlsx", workbook(lambda n, d: (n, d.replace(b"<c/>", b"<c><f>1+1</f></c>", 1)), site)),
        "工作簿里不许有 xl/vbaProject.bin": ("xlsx/cases.xlsx", workbook(lambda n, d: (n.replace("xl/styles.xml", "xl/vbaProject.bin"), d), site)),
        "不是 Excel 工作簿": ("xlsx/cases.xlsx", b"PK\x03\x04"),
        "不是 SQLite 数据库": ("casebook.sqlite.gz", gzip.compress(b"text")),
        "数据库里有触发器": ("casebook.sqlite.gz", gzip.compress(with_trigger(database))),
        "有本机的路径：/srv/our-folder": ("casebook.sqlite.gz", gzip.compress(database + b"/srv/our-folder/x")),
        "不是 gzip": ("ndjson/cases.ndjson.gz", b"{}"),
        "不是完整的 gzip": ("ndjson/cases.ndjson.gz", site[f"{BASE}ndjson/cases.ndjson.gz"][:-9]),
        "gzip 后面还有别的东西": ("ndjson/cases.ndjson.gz", gzip.compress(b"{}\n") + b"x"),
        "不是一行一条 JSON": ("ndjson/cases.ndjson.gz", gzip.compress(b"{}\n{\n")),
        "不是 UTF-8": ("README.txt", b"\xff"),
        "不是 Parquet": ("parquet/cases.parquet", b"PAR1"[:3]),
    }  # fmt: skip
    for said, (name, data) in wrong.items():
        assert list(data_faults(f"{BASE}{name}", data, HERE)) == [said]
    for name, data in site.items():
        if re.fullmatch(rf"{BASE}(?:xlsx|parquet|ndjson)/.*|{BASE}casebook.*|{BASE}[A-Z].*", name):
            assert list(data_faults(name, data, HERE)) == [], name


def test_of_data_that_is_too_large_it_is_said_what_would_do(site: dict[str, bytes]) -> None:
    with pytest.raises(NotDataError, match=r"在 mkdocs\.yml 的 data_formats 里去掉这种格式"):
        inflated(gzip.compress(b"x" * 100), 99)
    assert inflated(gzip.compress(b"x" * 100), 100) == (b"x" * 100, b"")
    book = bytearray(site[f"{BASE}xlsx/cases.xlsx"])
    size = book.index(b"PK\x01\x02") + 24
    book[size : size + 4] = (1 << 31).to_bytes(4, "little")
    (said,) = data_faults(f"{BASE}xlsx/cases.xlsx", bytes(book), HERE)
    assert "data_formats" in said


@pytest.mark.slow
def test_a_large_database_is_looked_through_to_its_end_and_addresses_in_it_are_no_paths() -> None:
    """Its pieces are cut nowhere within a text: `/home/` in an address is found in no piece without what stands before it."""
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE a (b TEXT)")
    rows = [("https://example.org/home/county/file:/" * (90 + number % 7),) for number in range(4_000)]
    connection.executemany("INSERT INTO a VALUES (?)", rows)
    connection.execute("INSERT INTO a VALUES (?)", (b"A:\\WI " * 1000,))  # bytes of an index, no text
    fine = connection.serialize("main")
    assert len(fine) > 3 << 22
    assert list(data_faults(f"{BASE}casebook.sqlite.gz", gzip.compress(fine, 1), HERE)) == []
    connection.execute("INSERT INTO a VALUES ('见 /srv/our-folder/x'), ('/home/me/x'), ('D:\\me\\x')")
    said = list(
        data_faults(f"{BASE}casebook.sqlite.gz", gzip.compress(connection.serialize("main"), 1), HERE)
    )
    assert {fault.partition("：")[2][:10] for fault in said} == {"/srv/our-f", "/home/me/x", r"D:\me\x"}


def test_bytes_of_numbers_in_parquet_are_no_path_and_a_path_beside_them_is_one() -> None:
    name, numbers = f"{BASE}parquet/cases.parquet", b"\x00\x01A:\\WI\x02\x03\xff\xfeC:\\x9\xf0" * 1_000
    assert list(data_faults(name, b"PAR1" + numbers + gzip.compress(numbers) + b"\x00PAR1", HERE)) == []
    for path in (rb"D:\users\me", b"/home/me/x", b"/srv/our-folder/x"):
        page = gzip.compress(numbers + b"\x0b\x00\x00\x00" + path + b"\x07\x00\x00\x00" + numbers)
        assert len(list(data_faults(name, b"PAR1" + page + b"PAR1", HERE))) == 1, path


# Addresses that stay -------------------------------------------------------------------------------------------------------


def test_no_column_of_this_version_is_gone(request: pytest.FixtureRequest) -> None:
    """A column that programs read is not taken away without another version; new ones may come."""
    found = [
        f"{table.name}.{column.name} {column.type}" for table in all_tables() for column in table.columns
    ]
    if request.config.getoption("--renew"):
        COLUMNS.write_text("".join(f"{line}\n" for line in found), "utf-8")
    expected = COLUMNS.read_text("utf-8").splitlines()
    assert set(expected) <= set(found), "take another VERSION in publish/tables/given.py, or keep the column"
