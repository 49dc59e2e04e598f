"""What became of many files becomes a report: a table for a spreadsheet, and a page to read, with what is to be looked at first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from county_casebook.publish.data.formats import csv_lines
from county_casebook.scaffold.new_files import put_in_place, set_aside
from county_casebook.text.personal_data import masked

_HERE = Path(__file__).parent / "templates"
NAME = "casebook-import"
"""The name of the files of a report; what stands under it is written over."""
Outcome = Literal["refused", "unsure", "read"]
TITLES: dict[Outcome, str] = {"refused": "没有导入", "unsure": "存疑，请核对", "read": "已读"}
"""What became of a file, what needs a person first."""
_COLUMNS = (
    "文件",
    "结果",
    "编号",
    "标题",
    "发文字号",
    "发文机关",
    "成文日期",
    "拿不准的",
    "请核对的",
    "没有导入的原因",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: what was read from it, and what is not sure; or why it was refused. Personal numbers are masked."""

    file: str
    record_id: str = ""
    title: str = ""
    doc_no: str = ""
    issuers: str = ""
    issued: str = ""
    unsure: Mapping[str, str] = field(default_factory=dict)
    told: Sequence[str] = ()
    refused: str = ""

    @property
    def outcome(self) -> Outcome:
        return "refused" if self.refused else "unsure" if self.unsure else "read"

    @property
    def cells(self) -> list[str]:
        """Its line in the table."""
        unsure = "；".join(f"{name}：{why}" for name, why in self.unsure.items())
        values = (self.record_id, self.title, self.doc_no, self.issuers, self.issued, unsure)
        return [
            masked(cell)
            for cell in (self.file, TITLES[self.outcome], *values, "；".join(self.told), self.refused)
        ]


def report_folder(content: Path) -> Path:
    """Return where a report stands when nobody says where: beside the library, where git leaves it alone."""
    return content.absolute().parent / ".casebook" / "import"


def write_report(entries: Iterable[Entry], folder: Path, *, dry: bool) -> list[Path]:
    """Write the table, the page and its style into a folder, over those of the last time; return the first two."""
    found = list(entries)
    table, page, style = (folder / f"{NAME}{suffix}" for suffix in (".csv", ".html", ".css"))
    folder.mkdir(parents=True, exist_ok=True)
    ignored = [(folder / ".gitignore", b"*\n")] if folder.parent.name == ".casebook" else []
    for path, data in (
        *ignored,
        (style, (_HERE / "import_report.css").read_bytes()),
        (table, csv_lines([_COLUMNS, *(entry.cells for entry in found)])),
        (page, _page(found, style.name, dry=dry).encode()),
    ):
        put_in_place(set_aside(path, data), path)
    return [table, page]


def _page(entries: Sequence[Entry], style: str, *, dry: bool) -> str:
    made = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    groups = [
        (
            title,
            [dict(zip(_COLUMNS, entry.cells, strict=True)) for entry in entries if entry.outcome == outcome],
        )
        for outcome, title in TITLES.items()
    ]
    return (
        made.get_template("import_report.html").render(
            groups=groups, style=style, is_dry=dry, count=len(entries)
        )
        + "\n"
    )


__all__ = ["NAME", "Entry", "report_folder", "write_report"]
