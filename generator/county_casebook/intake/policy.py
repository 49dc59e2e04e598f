"""An official text as a file becomes a policy record and its text: what the file says is filled in, the rest is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, get_args
from urllib.parse import urlsplit

from pypinyin import Style, lazy_pinyin

from county_casebook.intake import Unreadable
from county_casebook.intake.decoding import without_hidden
from county_casebook.intake.letter import (
    FIRST,
    Letter,
    date_of,
    doc_no_of,
    issuers_in_title,
    kind_of,
    names,
    read_letter,
)
from county_casebook.intake.level import level_of
from county_casebook.intake.reading import Reading
from county_casebook.layout.canonical import canonical
from county_casebook.places.divisions import Divisions
from county_casebook.records import Policy
from county_casebook.rules.policy import SUBJECT_WORDS_END
from county_casebook.scaffold.template import template
from county_casebook.schema.fields import ID_PATTERN, NOT_STATED, CoarseDate
from county_casebook.text.clauses import Parsed, parse_clauses
from county_casebook.text.digest import text_digest


@dataclass(frozen=True)
class Draft:
    """A record ready to be written: field values, the text, and in Chinese what found no place."""

    id: str
    values: Mapping[str, Any]
    text: str
    left: tuple[str, ...]

    @cached_property
    def parsed(self) -> Parsed:
        return parse_clauses(self.text)

    @property
    def yaml(self) -> str:
        """The record as `casebook new` writes it, filled in; what found no place stands above it as comments."""
        written = {
            name: canonical(Policy, {name: value}).partition(":")[2].strip(" ").rstrip("\n")
            for name, value in self.values.items()
        }
        told = "".join(f"# 请核对：{sentence}\n" for sentence in self.left)
        return told + template(Policy, written)


# From what was read to the record ------------------------------------------------------------------------------------


def draft_policy(reading: Reading, divisions: Divisions, record_id: str | None = None) -> Draft:
    """Fill a policy record from a reading; raise Unreadable when not even a title can be found."""
    filled = _Filling(reading, divisions)
    values = filled.values()
    suggested = record_id or suggest_id(values.get("doc_no", ""), values["title"])
    return Draft(suggested, values, reading.text, tuple(_one_line(sentence) for sentence in filled.left))


_TABLE_BEGINS = 1981
"""The table of divisions says nothing of the years before; the names of its first year are the nearest."""


class _Filling:
    """Weighs the head table against the text: the table is the site's catalogue and goes first; a difference is told."""

    def __init__(self, reading: Reading, divisions: Divisions) -> None:
        self.reading, self.divisions = reading, divisions
        self.left = list(reading.left)
        self.letter: Letter = read_letter(reading.text, parse_clauses(reading.text).clauses)
        self.cells = {row.name: row for row in reading.table if row.name and row.value}
        self.left += [
            f"表里的“{row.label}”没有字段可放：{row.value}"
            for row in reading.table
            if not row.name and row.value
        ]

    def values(self) -> dict[str, Any]:
        """Return the values of every field the file speaks of, in the order of the model."""
        title = self._title()
        issuers = self._issuers(title)
        versions = [{"date": version.date, "note": version.note} for version in self.letter.versions]
        adopted = next((version["date"] for version in versions if version["note"] in FIRST), "")
        released = self._cell("released", date_of) or self.reading.released
        issued = self._agreed("issued", date_of, self.letter.date) or adopted or NOT_STATED
        year = max(int(issued[:4]), _TABLE_BEGINS) if issued != NOT_STATED else None
        found: dict[str, Any] = {
            "status": "draft",
            "sources": self._sources(title, released),
            "title": title,
            "doc_no": self._doc_no(),
            "issuers": list(issuers) or [NOT_STATED],
            "issued": issued,
            "released": released,
            "document_kind": self._cell("document_kind", str) or kind_of(title),
            "subject_class": self._cell("subject_class", str),
            "index_no": self._cell("index_no", str),
            "level": level_of(issuers, self.divisions, year) or NOT_STATED,
            "validity": self._cell("validity", _validity) or "不详",
            "versions": versions,
            "text_sha256": text_digest(self.reading.text),
        }
        found["subject_words"] = self._subject_words(found["issued"])
        self._tell_unknown(found)
        return {name: found[name] for name in Policy.model_fields if found.get(name)}

    def _cell(self, name: str, read: Callable[[str], str]) -> str:
        """Return a table cell as a value; one that cannot be read, or that the model refuses, is told."""
        row = self.cells.get(name)
        value = read(row.value.strip()) if row else ""
        if row and not value:
            self.left.append(f"表里的“{row.label}”读不成{title_of(name)}：{row.value}")
        return value

    def _agreed(self, name: str, read: Callable[[str], str], in_text: str) -> str:
        """Return the table's value, else the text's; when they differ, tell."""
        in_table = self._cell(name, read)
        if in_table and in_text and in_table != in_text:
            self.left.append(f"{title_of(name)}两处不同：表里是 {in_table}（已采用），正文是 {in_text}")
        return in_table or in_text

    def _title(self) -> str:
        row = self.cells.get("title")
        title = row.value if row else self.letter.title or self.reading.page_title
        if not re.search(r"[\u4e00-\u9fff]{2}", title):
            raise Unreadable("没有认出标题：文首应是标题、发文字号和主送机关")
        if row and _solid(title) not in _solid(self.reading.text[:2000]):
            self.left.append(f"正文开头没有表里的标题；文首是：{self.letter.title or '（没有认出标题）'}")
        return title

    def _doc_no(self) -> str:
        row = self.cells.get("doc_no")
        if row and not doc_no_of(row.value):
            self.left.append(f"表里的“{row.label}”不是发文字号：{row.value}")
            return self.letter.doc_no
        in_table = doc_no_of(row.value) if row else ""
        is_order = "令第" in in_table and in_table.partition("令")[2] == self.letter.doc_no.partition("令")[2]
        if in_table and self.letter.doc_no and in_table != self.letter.doc_no and not is_order:
            self.left.append(f"发文字号两处不同：表里是 {in_table}（已采用），正文是 {self.letter.doc_no}")
        return in_table or self.letter.doc_no

    def _issuers(self, title: str) -> tuple[str, ...]:
        row = self.cells.get("issuers")
        found = tuple(names(row.value)) if row else self._issuers_in_text(title)
        return tuple(dict.fromkeys(found))

    def _issuers_in_text(self, title: str) -> tuple[str, ...]:
        """Return who signed; a law names who adopted it instead; else the title begins with its authority."""
        adopted = (version.body for version in self.letter.versions if version.note in FIRST)
        return self.letter.signatures or tuple(islice(adopted, 1)) or issuers_in_title(title)

    def _sources(self, title: str, released: str) -> list[dict[str, str]]:
        url = self.reading.url
        host = urlsplit(url).hostname or "" if url else ""
        if not host.endswith(".gov.cn"):
            where = f"网址 {url} 不在 gov.cn，来源等级请自定" if url else "文件里没有网址"
            self.left.append(f"来源没有写：{where}；请补 sources")
            return []
        publisher, date = self.reading.site or NOT_STATED, released or NOT_STATED
        return [{"title": title, "publisher": publisher, "date": date, "url": url, "grade": "A"}]

    def _tell_unknown(self, found: Mapping[str, Any]) -> None:
        for name in ("issuers", "issued", "level"):
            if found[name] in (NOT_STATED, [NOT_STATED]):
                self.left.append(f"{title_of(name)}（{name}）没有认出，暂写 {NOT_STATED}，请核对原件")

    def _subject_words(self, issued: str) -> list[str]:
        """Return the 主题词 of the table or the tail; later texts print none, and without a day nobody can tell."""
        row = self.cells.get("subject_words")
        printed = row.value if row else self.letter.subject_words
        if printed and (issued == NOT_STATED or CoarseDate.parse(issued).last_day >= SUBJECT_WORDS_END):
            self.left.append(f"主题词没有放进来，只收 {SUBJECT_WORDS_END} 以前的：{printed}")
            return []
        return list(dict.fromkeys(names(printed)))


def _solid(words: str) -> str:
    """Return words without blanks and line ends: a title is broken into lines where it looks well."""
    return re.sub(r"\s+", "", words)


def _validity(words: str) -> str:
    return words if words in get_args(Policy.model_fields["validity"].annotation) else ""


def title_of(name: str) -> str:
    return Policy.model_fields[name].title or name


def _one_line(sentence: str) -> str:
    """Return a sentence as a comment can hold it: one line, no hidden characters, a readable length."""
    words = " ".join(without_hidden(sentence)[0].split())
    return words if len(words) <= 200 else f"{words[:200]}…（共 {len(words)} 字）"


def suggest_id(doc_no: str, title: str) -> str:
    """Suggest an id: 国办发〔2017〕47号 gives `gbf-2017-47`; without a number, the initials of the title."""
    if match := re.fullmatch(r"(.+)〔([0-9]{4})〕([0-9]+)号", doc_no):
        return f"{_initials(match[1])}-{match[2]}-{match[3]}"
    if match := re.fullmatch(r"(.+令)第([0-9]+)号", doc_no):
        return f"{_initials(match[1])}-{match[2]}"
    suggested = _initials(title)[:24]
    if ID_PATTERN.fullmatch(suggested):
        return suggested
    return f"policy-{hashlib.sha256(title.encode()).hexdigest()[:8]}"


def _initials(words: str) -> str:
    only = "".join(re.findall(r"[\u4e00-\u9fff]", words))
    return re.sub("[^a-z]", "", "".join(lazy_pinyin(only, style=Style.FIRST_LETTER)).lower())
