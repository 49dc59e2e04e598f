"""In which formats a site gives its library as data, and where: the page that leads to the files and what makes them share it."""

from __future__ import annotations

from collections.abc import Mapping

from county_casebook.library.edition import Edition

VERSION = 1
"""Of tables, columns and answers: higher when one that was there is gone or means something else."""
BASE = f"data/v{VERSION}/"
API = f"api/v{VERSION}/"
"""Where data stand: addresses that stay as long as this version does."""
DATABASE = "casebook.sqlite"

FORMATS: Mapping[str, str] = {
    "csv": "表格（CSV，Excel 和 WPS 直接打开）",
    "xlsx": "Excel 工作簿，一类记录一本",
    "json": "JSON，一类记录一个文件",
    "ndjson": "全部记录，一行一条 JSON",
    "sqlite": "SQLite 数据库，带全文检索、外键和中文视图",
    "parquet": "Parquet，给数据分析用",
}
"""The formats, with what they are to readers."""
IN_SITE = ("csv", "xlsx", "ndjson", "sqlite", "parquet")
"""Those that a site gives unless it is configured otherwise; its JSON is the static interface."""
_PACKED = ("ndjson", "sqlite")
"""Formats that no program opens straight from the net: a site gives them compressed, under the same name and `.gz`."""


def formats_of(edition: Edition) -> tuple[str, ...]:
    """Return the formats that a site gives; none where it gives no data."""
    return IN_SITE if edition.site.data is None else edition.site.data


def is_packed(format_: str) -> bool:
    """Return whether a site gives a format compressed."""
    return format_ in _PACKED


def place_of(format_: str, name: str) -> str:
    """Return where a site gives a table or a set in a format, below `BASE`."""
    suffix = ".gz" if is_packed(format_) else ""
    return f"{DATABASE}{suffix}" if format_ == "sqlite" else f"{format_}/{name}.{format_}{suffix}"


def read_formats(configured: object) -> tuple[str, ...] | None:
    """Return what the plugin's option `data_formats` says: formats, or None for those that are given anyway.

    Raises ValueError with a sentence in Chinese.
    """
    if configured is None or configured is True:
        return None
    if configured is False:
        return ()
    if (
        isinstance(configured, list)
        and configured
        and all(isinstance(name, str) and name in FORMATS for name in configured)
    ):
        return tuple(name for name in FORMATS if name in configured)
    raise ValueError(
        f"data_formats 应当是 true、false，或一列格式，如 [csv, xlsx]；格式有 {'、'.join(FORMATS)}"
    )


__all__ = [
    "API",
    "BASE",
    "DATABASE",
    "FORMATS",
    "IN_SITE",
    "VERSION",
    "formats_of",
    "is_packed",
    "place_of",
    "read_formats",
]
