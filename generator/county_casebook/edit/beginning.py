"""A new record begins as a draft: under the id that was asked for, else one made of its name in pinyin."""

from __future__ import annotations

import re
from typing import Any

from county_casebook.edit.desk import Key
from county_casebook.edit.drafts import fits
from county_casebook.edit.typed import one_line
from county_casebook.edit.web import Request
from county_casebook.edit.writing import Writing
from county_casebook.records import Record, module_of
from county_casebook.scaffold.new import ScaffoldError, county_record
from county_casebook.text.pinyin import pinyin

_UNIT = re.compile(r"([0-9]{6})@([0-9]{4})")
_SYLLABLES = 5


class BadId(Exception):
    """Why a record cannot begin under an id, in Chinese."""


def begun(writing: Writing, model: type[Record], request: Request) -> Key:
    """Begin a record and return it; raise BadId, ScaffoldError or what keeps it from being written."""
    if model.kind == "counties":
        return _county(writing, request.said("place"))
    title, asked = one_line(request.said("title")), one_line(request.said("id"))
    if asked:
        _require_free(writing, model, asked)
    key = Key(model.kind, asked or _free_id(writing, model, title))
    value: dict[str, Any] = {"status": "draft"}
    if title and "title" in model.model_fields:
        value["title"] = title
    writing.keep(key, value, None)
    return key


def _county(writing: Writing, place: str) -> Key:
    unit = _UNIT.fullmatch(place)
    if not unit:
        raise BadId("先找到县（市），再从列出的里面选一个")
    county_id, written = county_record(writing.desk.content(), unit[1], int(unit[2]))
    if written:
        writing.desk.doubt()
    return Key("counties", county_id)


def _require_free(writing: Writing, model: type[Record], record_id: str) -> None:
    if not fits(record_id):
        raise BadId(f"编号“{record_id}”不能用：写 3–80 个小写字母、数字和短横，如 tiantai-envoys")
    if _is_taken(writing, model, record_id):
        raise BadId(f"编号 {record_id} 已经有了：换一个，或打开那一条")


def _is_taken(writing: Writing, model: type[Record], record_id: str) -> bool:
    return (
        record_id in writing.desk.files(model.kind)
        or writing.drafts.get(Key(model.kind, record_id)) is not None
    )


def _free_id(writing: Writing, model: type[Record], title: str) -> str:
    """Return an id that nobody has: the first syllables of the name, with a number where that is taken."""
    read = [syllable.lower() for syllable in pinyin(title[:40]) if re.fullmatch("[A-Za-z0-9]+", syllable)]
    stem = "-".join(read[:_SYLLABLES])[:60].strip("-")
    stem = stem if fits(stem) else f"{module_of(model)}-{stem}".strip("-")
    number, found = 1, stem
    while not fits(found) or _is_taken(writing, model, found):
        number += 1
        found = f"{stem}-{number}"
    return found


__all__ = ["BadId", "ScaffoldError", "begun"]
