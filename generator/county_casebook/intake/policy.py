"""An official text as a file becomes a policy record and its text: what the file says is filled in, the rest is told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, get_args
from urllib.parse import urlsplit

from pypinyin import Style, lazy_pinyin

from county_casebook.intake import Unreadable
from county_casebook.intake.decoding import without_hidden
from county_casebook.intake.letter import Letter, read_letter
from county_casebook.intake.level import level_of
from county_casebook.intake.reading import Reading
from county_casebook.intake.values import date_of, kind_of, names
from county_casebook.intake.weighing import Weighed, weigh_date, weigh_issuers, weigh_number, weigh_title
from county_casebook.layout.canonical import canonical
from county_casebook.places.divisions import Divisions
from county_casebook.records import Policy
from county_casebook.rules.policy import SUBJECT_WORDS_END
from county_casebook.scaffold.template import template
from county_casebook.schema.fields import ID_PATTERN, NOT_STATED, CoarseDate
from county_casebook.text.clauses import Parsed, parse_clauses
from county_casebook.text.digest import text_digest
from county_casebook.text.personal_data import masked

_T = TypeVar("_T")


@dataclass(frozen=True)
class Draft:
    """A record ready to be written: field values, the text, and in Chinese what found no place.

    `unsure` names the fields whose value may be another, each with a sentence why; `left` tells them too.
    """

    id: str
    values: Mapping[str, Any]
    text: str
    left: tuple[str, ...]
    unsure: Mapping[str, str] = field(default_factory=dict)

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
    left = tuple(_one_line(sentence) for sentence in filled.left)
    return Draft(suggested, values, reading.text, left, filled.unsure)


_TABLE_BEGINS = 1981
"""The table of divisions says nothing of the years before; the names of its first year are the nearest."""


class _Filling:
    """Fills the fields of a record from a reading; what has no place, and what is not sure, is told."""

    def __init__(self, reading: Reading, divisions: Divisions) -> None:
        self.reading, self.divisions = reading, divisions
        self.left = list(reading.left)
        self.unsure: dict[str, str] = {}
        if reading.doubt:
            self.unsure = dict.fromkeys(("title", "doc_no", "issuers", "issued"), reading.doubt)
        self.letter: Letter = read_letter(reading.text)
        self.cells = {row.name: row for row in reversed(reading.table) if row.name and row.value}
        self.left += [
            f"表里的“{row.label}”没有字段可放：{row.value}"
            for row in reading.table
            if not row.name and row.value
        ]

    def values(self) -> dict[str, Any]:
        """Return the values of every field the file speaks of, in the order of the model."""
        title = self._sure("title", *_pair(weigh_title(self.reading, self.letter)))
        if not title:
            raise Unreadable("没有认出标题：文首应是标题、发文字号和主送机关")
        number = self._sure("doc_no", *_pair(weigh_number(self.reading, self.letter, title)))
        issued = self._sure("issued", *_pair(weigh_date(self.reading, self.letter, number))) or NOT_STATED
        weighed = weigh_issuers(self.reading, self.letter, title)
        issuers = tuple(dict.fromkeys(self._sure("issuers", weighed.names, weighed.doubt)))
        released = self._cell("released", date_of) or self.reading.released
        year = max(int(issued[:4]), _TABLE_BEGINS) if issued != NOT_STATED else None
        found: dict[str, Any] = {
            "status": "draft",
            "sources": self._sources(title, released),
            "title": title,
            "doc_no": number,
            "issuers": list(issuers) or [NOT_STATED],
            "issued": issued,
            "released": released,
            "document_kind": self._cell("document_kind", str) or kind_of(title),
            "subject_class": self._cell("subject_class", str),
            "index_no": self._cell("index_no", str),
            "level": level_of(issuers, self.divisions, year) or NOT_STATED,
            "validity": self._cell("validity", _validity) or "不详",
            "versions": [{"date": each.date, "note": each.note} for each in self.letter.versions],
            "text_sha256": text_digest(self.reading.text),
        }
        found["subject_words"] = self._subject_words(found["issued"])
        self._tell_unknown(found)
        return {name: found[name] for name in Policy.model_fields if found.get(name)}

    def _sure(self, name: str, value: _T, doubt: str) -> _T:
        """Return a value, and take note of why it may be another."""
        if doubt:
            self.unsure[name] = doubt
            self.left.append(f"{title_of(name)}（{name}）拿不准：{doubt}")
        return value

    def _cell(self, name: str, read: Callable[[str], str]) -> str:
        """Return a table cell as a value; one that cannot be read, or that the model refuses, is told."""
        row = self.cells.get(name)
        value = read(row.value.strip()) if row else ""
        if row and not value:
            self.left.append(f"表里的“{row.label}”读不成{title_of(name)}：{row.value}")
        return value

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
                if name != "level":  # a level is only what the names of the issuers say
                    self.unsure.setdefault(name, "没有认出")
                self.left.append(f"{title_of(name)}（{name}）没有认出，暂写 {NOT_STATED}，请核对原件")

    def _subject_words(self, issued: str) -> list[str]:
        """Return the 主题词 of the table or the tail; later texts print none, and without a day nobody can tell."""
        row = self.cells.get("subject_words")
        printed = row.value if row else self.letter.tail.subject_words
        if printed and (issued == NOT_STATED or CoarseDate.parse(issued).last_day >= SUBJECT_WORDS_END):
            self.left.append(f"主题词没有放进来，只收 {SUBJECT_WORDS_END} 以前的：{printed}")
            return []
        return list(dict.fromkeys(names(printed)))


def _pair(weighed: Weighed) -> tuple[str, str]:
    return weighed.value, weighed.doubt


def _validity(words: str) -> str:
    return words if words in get_args(Policy.model_fields["validity"].annotation) else ""


def title_of(name: str) -> str:
    return Policy.model_fields[name].title or name


def _one_line(sentence: str) -> str:
    """Return a sentence as a comment can hold it: one line, no hidden characters, no personal numbers, a readable length."""
    words = masked(" ".join(without_hidden(sentence)[0].split()))
    return words if len(words) <= 200 else f"{words[:200]}…（共 {len(words)} 字）"


def suggest_id(doc_no: str, title: str) -> str:
    """Suggest an id: 国办发〔2017〕47号 gives `gbf-2017-47`; without a number, the initials of the title."""
    if match := re.fullmatch(r"(.+)〔([0-9]{4})〕([0-9]+)号", doc_no):
        return f"{_initials(match[1])}-{match[2]}-{match[3]}"
    if match := re.fullmatch(r"([\u4e00-\u9fff]+?)(?:([0-9]{4})年)?第([0-9]+)号", doc_no):
        return "-".join(filter(None, (_initials(match[1]), match[2], match[3])))
    suggested = _initials(title)[:24]
    if ID_PATTERN.fullmatch(suggested):
        return suggested
    return f"policy-{hashlib.sha256(title.encode()).hexdigest()[:8]}"


def _initials(words: str) -> str:
    only = "".join(re.findall(r"[\u4e00-\u9fff]", words))
    return re.sub("[^a-z]", "", "".join(lazy_pinyin(only, style=Style.FIRST_LETTER)).lower())
