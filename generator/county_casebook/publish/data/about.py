"""What stands beside data: the dictionary of its columns, a data package, a catalogue, words on how to read it, checksums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from county_casebook.ledger.freshness import last_change
from county_casebook.library.edition import Edition
from county_casebook.publish.data.dcat import dcat
from county_casebook.publish.data.formats import csv_lines
from county_casebook.publish.data.given import Given
from county_casebook.publish.data.json_text import json_text
from county_casebook.publish.data.package import data_package
from county_casebook.publish.tables.dictionary import TITLES, column_lines
from county_casebook.publish.tables.given import VERSION


def about_files(edition: Edition, given: Sequence[Given]) -> Iterator[tuple[str, bytes]]:
    """Yield what explains and proves files of data, and last the checksums of all."""
    made = {
        "README.txt": _readme(edition).encode(),
        "datapackage.json": f"{json_text(data_package(edition, given))}\n".encode(),
        "dcat.jsonld": f"{json_text(dcat(edition, given))}\n".encode(),
        "dictionary.csv": csv_lines([TITLES, *column_lines()]),
    }
    yield from made.items()
    whole = [*given, *(Given.of(path, data) for path, data in made.items())]
    sums = (f"{each.sha256}  {each.path}\n" for each in sorted(whole, key=lambda each: each.path))
    yield "SHA256SUMS", "".join(sums).encode()


_HOW = """\
一类记录是一张表，一行一条；记录里成组的多条内容（成效、来源、做法的各步……）另成一张表，
“所属”一列写着它属于哪一行。每一列的意思、取值和指向，见 dictionary.csv。

空着：记录没有写这一项。not_stated：来源没有写明；数字没有写明的也空着，数据字典里注明。
日期知道多细写多细：2015、2015-08 或 2015-08-10。一格里有几个值的，一行一个（Parquet 里是列表）。

CSV 是 UTF-8，带 BOM。会被表格软件改成数字、日期或公式的文字，前面加了一个 '，程序读时去掉一个。
网址没有主机名的，从网站的根算起。没有公开的文件，不写文件名。

datapackage.json 是 Frictionless 数据包，dcat.jsonld 是 DCAT-AP 目录，SHA256SUMS 用 sha256sum -c 核对。
"""


def _readme(edition: Edition) -> str:
    """The words on how to read the data, after whose they are and on what terms they may be used."""
    site, changed = edition.site, last_change(edition.library)
    licence = site.licence
    terms = (
        f"{licence.title}{f'（{licence.url}）' if licence.url else ''}" if licence.title else "网站没有写明"
    )
    lines = [f"{site.name}的数据，第 {VERSION} 版格式", f"网站：{site.address}" if site.address else ""]
    lines += [f"最近一次改动的记录：{changed}" if changed else "", f"使用许可：{terms}"]
    return "\n".join(filter(None, lines)) + f"\n\n{_HOW}"


__all__ = ["about_files"]
