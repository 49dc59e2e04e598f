"""Rules on places: a code belongs to a year, real and fictional places never mix, each unit has one record."""

from __future__ import annotations

from collections.abc import Iterator

from county_casebook.library.library import Library
from county_casebook.places.divisions import FIRST_YEAR
from county_casebook.records import County, Record
from county_casebook.records.gist import areas
from county_casebook.rules.rule import Finding, error, warning


@error
def code_not_valid(library: Library, record: Record) -> Iterator[Finding]:
    """行政区划代码必须在所写的年份有效。"""
    if "divisions" in library.broken:
        return
    for path, code, year in areas(record):
        if not library.divisions.at(code, year) and (year >= FIRST_YEAR or not library.divisions.eras(code)):
            yield record.at(*path, "code"), f"{year} 年没有 {code}", library.divisions.hint(code, year)


@warning
def before_the_table(library: Library, record: Record) -> Iterator[Finding]:
    """代码表从 1981 年起，更早的年份无法核对。"""
    for path, code, year in areas(record):
        if year < FIRST_YEAR and library.divisions.eras(code):
            yield (
                record.at(*path, "as_of"),
                f"代码表从 {FIRST_YEAR} 年起，{year} 年的 {code} 无法核对",
                "写 1981 年以后的年份更稳妥",
            )


@error
def real_and_fictional(library: Library) -> Iterator[Finding]:
    """真实地方与虚构地方（99 开头的代码）不得放在同一个库里。"""
    codes = list(library.codes())
    fictional = [code.startswith("99") for _, _, code, _ in codes]
    if any(fictional) and not all(fictional):
        fewer = sum(fictional) * 2 <= len(fictional)
        for (record, path, code, _), is_fictional in zip(codes, fictional, strict=True):
            if is_fictional == fewer:
                here, others = ("虚构", "真实") if is_fictional else ("真实", "虚构")
                yield (
                    record.at(*path, "code"),
                    f"{code} 是{here}地方，库里还有{others}地方",
                    "示例数据另放一个库",
                )


@error
def county_level(library: Library, record: Record) -> Iterator[Finding]:
    """县市记录必须用县级代码，area 和 also 必须用地市或省的代码。"""
    for path, code, year in areas(record):
        division = library.divisions.at(code, year)
        if not division:
            continue
        if record.kind == "counties" and division.level != "county":
            yield record.at("code"), f"{code} 是{division.name}，不是县级", "县市记录写县级代码"
        if "also" in path or path[-1:] == ("area",):
            named = "also" if "also" in path else "area"
        else:
            continue
        if division.level == "county":
            yield (
                record.at(*path, "code"),
                f"{code} 是{division.name}，县级地方不写在 {named}",
                "改用 county，并建这个县的记录",
            )


@error
def one_record_per_era(library: Library) -> Iterator[Finding]:
    """同一地方的同一个代码时期只能有一条县市记录。"""
    first: dict[tuple[str, int], str] = {}
    for county in library.of(County).values():
        division = library.division(county)
        if division:
            key = (division.code, division.start)
            if key in first:
                yield (
                    county.at("code"),
                    f"{division.name}（{county.code}）已有记录 {first[key]}",
                    "两条合成一条",
                )
            first.setdefault(key, county.id)
