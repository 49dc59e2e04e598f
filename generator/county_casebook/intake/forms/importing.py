"""Filled forms become records, one by one and each as a whole or not at all; every fault is named by its place in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pypinyin import Style, lazy_pinyin

from county_casebook.files.images import NotPublishable
from county_casebook.intake import Unreadable
from county_casebook.intake.forms.excel_filled import read_excel_form
from county_casebook.intake.forms.names import Names
from county_casebook.intake.forms.pictures import bare_picture
from county_casebook.intake.forms.reading import Fault, Filled, Read, read_form
from county_casebook.intake.forms.reading import Path as Place
from county_casebook.intake.forms.shape import Form, form_of
from county_casebook.intake.forms.word_filled import read_word_form
from county_casebook.intake.package import MOST_BYTES
from county_casebook.intake.writing import Imported
from county_casebook.layout.canonical import canonical
from county_casebook.library.content import Content
from county_casebook.library.library import Library, link
from county_casebook.library.load import load
from county_casebook.library.refused import words_of
from county_casebook.library.tried import with_record
from county_casebook.places.divisions import Division
from county_casebook.problems import Location, Problem, format_problems, has_errors
from county_casebook.progress import counted
from county_casebook.records import County, Record
from county_casebook.rules import check_record
from county_casebook.scaffold.new import county_id_of
from county_casebook.scaffold.new_files import NotWritten, files_of, write_new
from county_casebook.schema.fields import ID_PATTERN
from county_casebook.schema.refusals import model_problems
from county_casebook.source import Document, read
from county_casebook.text.image_marks import FILES

READERS = {".docx": read_word_form, ".xlsx": read_excel_form}
"""What reads a filled form, by the ending of its name."""
_OLD = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".rtf": ".docx",
    ".odt": ".docx",
    ".xls": ".xlsx",
    ".et": ".xlsx",
    ".ods": ".xlsx",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A record ready to be written: its id, its text, its pictures by name, and what an editor should know."""

    id: str
    text: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    told: tuple[str, ...] = ()


class Refusal(Exception):
    """Why a form is not imported: its faults."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


def forms_in(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files as they are named, and of folders every office file below them, in order; what a program keeps open is left out."""
    for path in paths:
        if path.is_dir():
            held = sorted(each for each in path.rglob("*") if each.suffix.lower() in (*READERS, *_OLD))
            yield from (each for each in held if not each.name.startswith(("~$", ".")))
        else:
            yield path


def import_forms(
    kind: type[Record],
    paths: Sequence[Path],
    content: Path,
    today: date,
    *,
    record_id: str | None = None,
    dry: bool = False,
) -> Iterator[Imported]:
    """Import filled forms of a kind into a content folder; `dry` writes nothing."""
    known = load(content)
    if known.is_other_version:
        yield Imported(format_problems(known.problems).rstrip(), "unwritable")
        return
    maker = _Maker(kind, known, today, record_id)
    files = list(forms_in(paths))
    for path in counted("导入表格", files, len(files)):
        try:
            made = maker.made(path)
        except Unreadable as refusal:
            yield Imported(f"{path}：{refusal}", "unreadable")
        except Refusal as refusal:
            lines = [f"  {fault}" for fault in dict.fromkeys(map(str, refusal.faults))]
            yield Imported("\n".join([f"{path}：有 {len(lines)} 处要改，没有导入", *lines]), "unreadable")
        else:
            yield _finish(path, made, known, kind, dry=dry)
            maker.taken.add(made.id)


def _finish(path: Path, made: Made, known: Content, kind: type[Record], *, dry: bool) -> Imported:
    record = known.root / kind.kind / f"{made.id}.yml"
    told = [f"  {line}" for line in made.told]
    if dry:
        return Imported("\n".join([f"{path} → {record}", *told]))
    pictures = {known.root / FILES / name: data for name, data in made.pictures.items()}
    try:
        written = write_new({**pictures, record: made.text})
    except NotWritten as refusal:
        return Imported(f"{path}：{refusal}", "unwritable")
    return Imported("\n".join([*(f"已写好 {file}" for file in reversed(written)), *told]))


class _Maker:
    """Makes records from forms, in one library."""

    def __init__(self, kind: type[Record], known: Content, today: date, record_id: str | None) -> None:
        self.form: Form = form_of(kind)
        self.known, self.record_id = known, record_id
        self.library: Library = link(known, today)
        self.names = Names(self.library)
        self.taken: set[str] = set()

    def made(self, path: Path) -> Made:
        """Return the record of a form; raise Unreadable or Refusal."""
        filled = _read_file(path, self.form)
        found = read_form(self.form, filled, self.names)
        pictures = self.pictures(found)
        is_draft = found.value.get("status", "draft") == "draft"
        if found.faults or (found.lacking and not is_draft):
            raise Refusal(*found.faults, *found.lacking)
        record_id, told = self.id_of(found, path)
        files = {}
        for order, (place, (suffix, data)) in enumerate(pictures.items(), 1):
            name = f"{record_id}-{order}{suffix}"
            if name in self.known.files:
                raise Refusal(
                    Fault(found.where[place], f"{FILES}/{name} 已经有了（换一个编号，或先处理原来的图片）")
                )
            _put(found.value, place, name)
            files[name] = data
        text = record_text(self.form.kind, found.value)
        lacking = [f"待补：{fault}" for fault in dict.fromkeys(map(str, found.lacking))]
        checked = self.checked(record_id, text, found.where, set(files))
        told += [*lacking, *(line for line in checked if not (lacking and line.startswith("待补：")))]
        return Made(record_id, text, files, tuple(told))

    def pictures(self, found: Read) -> dict[Place, tuple[str, bytes]]:
        """Return the pictures of a form, bare; one that may not be published is a fault."""
        bare: dict[Place, tuple[str, bytes]] = {}
        for place, (data, *_) in found.pictures.items():
            try:
                bare[place] = bare_picture(data)
            except NotPublishable as reason:
                found.faults.append(Fault(found.where[place], f"{reason.message}（{reason.hint}）"))
        return bare

    def id_of(self, found: Read, path: Path) -> tuple[str, list[str]]:
        """Return the id of a record, and a line that says where it was taken from if nobody wrote it."""
        self.check_county(found)
        written = self.record_id or found.id
        made = written or self._suggested(found, path)
        if not ID_PATTERN.fullmatch(made):
            said = f"“{made}”不能用" if made else "没有填"
            raise Refusal(Fault("「编号」", f"{said}（写 3–80 个小写字母、数字和短横）"))
        if made in self.taken or next(files_of(self.known.root / self.form.kind.kind, made), None):
            raise Refusal(Fault("「编号」", f"{made} 已经用了，没有覆盖（换一个编号，或先处理原来的记录）"))
        return made, [] if written else [f"编号没有写，取 {made}；要改就改文件名"]

    def check_county(self, found: Read) -> None:
        """Refuse a county that has a record."""
        if division := self._division(found):
            held = self.library.of(County).values()
            same = (each.id for each in held if self.known.divisions.at(each.code, each.as_of) == division)
            if other := next(same, None):
                raise Refusal(Fault("「行政区划代码」", f"这个县市已有记录 {other}（改那一份）"))

    def _division(self, found: Read) -> Division | None:
        """Return the place a county's record is about; None for another kind."""
        year = str(found.value.get("as_of", "")) if self.form.kind is County else ""
        return self.known.divisions.at(str(found.value.get("code")), int(year)) if year.isdecimal() else None

    def _suggested(self, found: Read, path: Path) -> str:
        if division := self._division(found):
            return county_id_of(division)
        if ID_PATTERN.fullmatch(path.stem):
            return path.stem
        only = "".join(re.findall(r"[\u4e00-\u9fff]", str(found.value.get("title", ""))))
        return re.sub("[^a-z]", "", "".join(lazy_pinyin(only, style=Style.FIRST_LETTER)).lower())[:24]

    def checked(self, record_id: str, text: str, where: dict[Place, str], pictures: set[str]) -> list[str]:
        """Return what is to be added and what rules remind of; raise Refusal with what model and rules refuse, each at its place."""
        path = f"{self.known.root.name}/{self.form.kind.kind}/{record_id}.yml"
        document = read(text.encode(), path)
        try:
            record = self.form.kind.read(document.value, record_id=record_id, document=document.kept())
        except ValidationError as error:
            found = list(model_problems(error, self.form.kind, document, words=words_of(self.form.kind)))
        else:
            found = self._by_rules(record, pictures)
        if has_errors(found):
            errors = (problem for problem in found if problem.level == "error")
            raise Refusal(*_placed(errors, document, where))
        words = ["待补" if problem.level == "unfinished" else "提醒" for problem in found]
        return [
            f"{word}：{fault}" for word, fault in zip(words, _placed(found, document, where), strict=True)
        ]

    def _by_rules(self, record: Record, pictures: set[str]) -> list[Problem]:
        found = check_record(with_record(self.library, record), record)
        return [problem for problem in found if not any(name in problem.message for name in pictures)]


def _read_file(path: Path, form: Form) -> Filled:
    """Return what a file holds; raise Unreadable."""
    suffix = path.suffix.lower()
    if not path.is_file():
        raise Unreadable("没有这个文件")
    if suffix in _OLD:
        raise Unreadable(f"{suffix} 读不了（在 Word、Excel 或 WPS 里另存为 {_OLD[suffix]} 再导入）")
    if suffix not in READERS:
        raise Unreadable(f"只读 {'、'.join(READERS)}")
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(f"文件超过 {MOST_BYTES >> 20} MB（把图片压缩后再贴）")
    try:
        return READERS[suffix](path.read_bytes(), form)
    except OSError as error:
        raise Unreadable(f"读不出来：{error.strerror}") from None


def record_text(kind: type[Record], value: dict[str, Any]) -> str:
    """Return the YAML of a record: the one form every way of writing ends in."""
    return canonical(kind, value)


def _placed(problems: Any, document: Document, where: dict[Place, str]) -> Iterator[Fault]:
    """Yield problems with the place in the form instead of the line in the file."""
    marks = {mark: path for path, mark in sorted(document.marks.items(), key=lambda item: len(item[0]))}
    for problem in problems:
        place = _place(problem.location, marks)
        while place and place not in where:
            place = place[:-1]
        said = f"{problem.message}（{problem.hint}）" if problem.hint else problem.message
        yield Fault(where.get(place, "整张表"), said)


def _place(location: Location, marks: dict[tuple[int, int], Place]) -> Place:
    """Return the path of the value that stands at a location, or that begins last before it."""
    before = [mark for mark in marks if mark <= (location.line, location.column)]
    return marks[max(before)] if before else ()


def _put(value: Any, place: Place, name: str) -> None:
    for part in place[:-1]:
        value = value[part]
    value[place[-1]] = name


__all__ = ["Made", "Refusal", "forms_in", "import_forms", "record_text"]
