"""What a model says of a field becomes what a person is told who fills in a form: words, not names and values of a file.

The forms in a browser, in Word and in Excel say it alike; each has a wording of its own for what the sources do not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel

from county_casebook.records import KINDS, Record
from county_casebook.records.record import LABELS
from county_casebook.schema.walk import Field, fields, fields_within

_NOT_STATED = re.compile(r"(?:写成|写|填)?[ ]?not_stated")
_TYPED_AS = re.compile(r"(写|加|补)[ ]?[a-z_]{2,30}:[ ]?(?=[\u4e00-\u9fff])")
"""A field of the file where a hint tells what to write into it."""
_NAME = re.compile(r"(?<![A-Za-z0-9_.#-])[a-z_]{2,}(?![A-Za-z0-9_.#-])")
_CHOICE = re.compile(r"(?<![A-Za-z_])([a-z_]{2,40})(?![A-Za-z_])([ ](?=[^或和时就]))?")
"""A fixed value; a blank behind it stands before its word, unless a word like 或 follows."""
_BESIDE = re.compile(r"[ ]?(“[^”]{0,40}”)[ ]?")
_PLACED = re.compile(r"写在[ ]?([a-z_]{2,40})(?![A-Za-z0-9_.#/-])")
_MARKDOWN = re.compile(r"[；，]?Markdown")
_AN_ID = re.compile("，写(?:它的)?编号|的编号|编号(?=#)")


def told(field: Field, model: type[BaseModel], unsaid: str, kind: type[Record] | None = None) -> str:
    """Return the description of a field of a model with words in place of the names and values that only a file holds.

    `unsaid` is what is done where the sources say nothing: “选“来源没有写明””. `kind` is the kind a part belongs to.
    """
    kind = kind or (model if issubclass(model, Record) else None)
    labels = _labels_of(kind)
    own = {choice: labels[choice] for choice in field.choices if labels.get(choice, choice) != choice}
    return described(_CHOICE.sub(lambda found: _in_words(found, own), _plain(field, unsaid)), model, kind)


def described(said: str, model: type[BaseModel], kind: type[Record] | None) -> str:
    """Return what is said beside a field or a list of a model as one sentence with the titles of other fields in place of their names."""
    words = _words(model, kind)
    said = _MARKDOWN.sub("", said).rstrip("。").strip("；，")
    said = _NAME.sub(lambda word: f"“{words[word[0]]}”" if word[0] in words else word[0], said)
    said = _BESIDE.sub(r"\1", said)
    return f"{said}。" if said else ""


def _plain(field: Field, unsaid: str) -> str:
    """The description without what only who writes a file has to know."""
    said = _MARKDOWN.sub("", spoken(without_id(field), unsaid)).rstrip("。")
    if field.reference:  # it is chosen from a list: how it is written in a file is nobody's business here
        said = said.replace("，写；", "；")
        said = "；".join(part.partition("，写成 ")[0] for part in said.split("；") if "#" not in part)
    return said.strip("；，")


def without_id(field: Field) -> str:
    """Return the description of a field for a form, where records are chosen by name and nobody writes an id."""
    return _AN_ID.sub("", field.description) if field.reference else field.description


def _in_words(found: re.Match[str], words: Mapping[str, str]) -> str:
    """Return what stands in place of a fixed value: nothing before its word, else its word."""
    if found[1] not in words:
        return found[0]
    return "" if found[2] else f"“{words[found[1]]}”"


def spoken(words: str, unsaid: str) -> str:
    """Return words that were written for a file as they are said beside a form."""
    said = _TYPED_AS.sub(r"\1", _NOT_STATED.sub(unsaid, words))
    return _BESIDE.sub(r"\1", _PLACED.sub(_placed, said))


def _placed(found: re.Match[str]) -> str:
    return f"写在“{_titles()[found[1]]}”" if found[1] in _titles() else found[0]


@cache
def _labels() -> dict[str, str]:
    """The words of all kinds for their fixed values."""
    return {**{value: word for kind in KINDS.values() for value, word in kind.labels.items()}, **LABELS}


def _labels_of(kind: type[Record] | None) -> dict[str, str]:
    return {**_labels(), **(kind.labels if kind else {})}


@cache
def _words(model: type[BaseModel], kind: type[Record] | None) -> dict[str, str]:
    """The words for what a description of a model's field may name: fields, and values of the fields beside it."""
    labels = _labels_of(kind)
    values = {choice: labels[choice] for each in fields(model) for choice in each.choices if choice in labels}
    beside = (*(fields(kind) if kind else ()), *fields(model))
    return {**_titles(), **{each.name: each.title for each in beside}, **values}


@cache
def _titles() -> dict[str, str]:
    """What the fields of all kinds are called, the outermost first."""
    found: dict[str, str] = {}
    paths = [(path, field) for model in KINDS.values() for path, field in fields_within(model)]
    for path, field in sorted(paths, key=lambda line: len(line[0])):
        found.setdefault(path[-1], field.title)
    return found


__all__ = ["described", "spoken", "told", "without_id"]
