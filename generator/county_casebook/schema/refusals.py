"""What the models refuse becomes sentences an editor reads, each at its own line; all wording of refusals is here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from county_casebook.problems import Problem, did_you_mean, nearest
from county_casebook.schema.fields import NOT_STATED, one_of
from county_casebook.schema.hints import (
    Words,
    as_list,
    choice_meant,
    could_be,
    first_of,
    is_lack,
    name_by_sound,
    name_meant,
    several_meant,
    shape_of,
    told_choice,
    told_choices,
    unsaid_hint,
)
from county_casebook.schema.walk import Field, field_at, fields
from county_casebook.source import Document, Marked
from county_casebook.text.meant import EMPTY, is_unsaid

NO_WORDS: Words = MappingProxyType({})


def model_problems(
    error: ValidationError,
    model: type[BaseModel],
    document: Document | Marked,
    prefix: tuple[str | int, ...] = (),
    words: Words = NO_WORDS,
) -> Iterator[Problem]:
    """Turn every error of one model into a problem at its own line, in Chinese; `words` are those for fixed values."""
    yield from (problem for _, problem in model_findings(error, model, document, prefix, words))


def model_findings(
    error: ValidationError,
    model: type[BaseModel],
    document: Document | Marked,
    prefix: tuple[str | int, ...] = (),
    words: Words = NO_WORDS,
) -> Iterator[tuple[tuple[str | int, ...], Problem]]:
    """The same, each with the path of the field it is about, which need not be there."""
    refusals = [
        _Refusal(detail, model, document, (*prefix, *_path_in(document, prefix, detail["loc"])), words)
        for detail in error.errors(include_url=False)
        if not _is_echo(detail)
    ]
    meant = {
        (*refusal.path[:-1], _meant(refusal)) for refusal in refusals if refusal.kind == "extra_forbidden"
    }
    for refusal in refusals:
        if refusal.kind != "missing" or refusal.path not in meant:
            problem = _as_problem(refusal)
            yield refusal.path, replace(problem, level="unfinished") if refusal.is_unfinished else problem


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because items in it are wrong: those have their own sentence."""
    least = detail.get("ctx", {}).get("min_length")
    found = detail["input"]
    return detail["type"] == "too_short" and isinstance(found, (list, tuple)) and len(found) >= (least or 0)


def _path_in(
    document: Document | Marked, prefix: tuple[str | int, ...], location: Sequence[str | int]
) -> tuple[str | int, ...]:
    """Drop from an error's path what pydantic adds of its own: the tags of unions."""
    path: tuple[str | int, ...] = ()
    for position, part in enumerate(location):
        last = position == len(location) - 1
        if (*prefix, *path, part) in document.marks or (
            last and part not in ("stated", "not_stated", "submitted", "compiled")
        ):
            path = (*path, part)
    return path


@dataclass(frozen=True)
class _Refusal:
    """One error of a model: what pydantic says, and where in the text the value stands."""

    detail: ErrorDetails
    model: type[BaseModel]
    document: Document | Marked
    path: tuple[str | int, ...]
    words: Words

    @property
    def kind(self) -> str:
        return self.detail["type"]

    @cached_property
    def name(self) -> str:
        return str(self.path[-1]) if self.path else ""

    @cached_property
    def parent(self) -> type[BaseModel] | None:
        """The model of the part that the field stands in."""
        return model_at(self.model, self.path[:-1])

    @cached_property
    def field(self) -> Field | None:
        """The field; of an item of a list, the list."""
        if not self.name.isdigit():
            return (
                next((field for field in fields(self.parent) if field.name == self.name), None)
                if self.parent
                else None
            )
        return field_at(self.model, self.path)

    @property
    def found(self) -> Any:
        return self.detail["input"]

    @property
    def is_unfinished(self) -> bool:
        """Whether something is not there yet, in a draft: not written, left blank, or fewer items than are wanted."""
        value = self.document.value
        return isinstance(value, dict) and value.get("status") == "draft" and is_lack(self.kind, self.found)

    @property
    def subject(self) -> str:
        if not self.name or self.name.isdigit():
            return ""
        return f"{self.field.title if self.field else self.name}："

    def said(self, name: str) -> Any:
        """What pydantic says besides: a limit, the choices."""
        return self.detail.get("ctx", {}).get(name)


def _as_problem(refusal: _Refusal) -> Problem:
    kind, path, document = refusal.kind, refusal.path, refusal.document
    if kind == "extra_forbidden":
        return Problem(document.location(path, key=True), "unknown-field", *_unknown_field(refusal))
    if kind == "missing":
        field = refusal.field
        said = f"缺少必填字段 {refusal.name}（{field.title if field else ''}）"
        hint = field.description.rstrip("。") if field else ""
        return Problem(document.location(path[:-1]), "missing-field", said, hint)
    place = document.location(path)
    if is_blank_for_unsaid(refusal):
        return Problem(place, "wrong-value", *_unsaid(refusal))
    if kind == "sentence":
        return Problem(place, "wrong-value", f"{refusal.subject}{refusal.said('sentence')}")
    return Problem(place, *_WORDS.get(kind, _other)(refusal))


def is_blank_for_unsaid(refusal: _Refusal) -> bool:
    """Whether what was refused says that nothing is known, in a field that has another way to say so."""
    found = refusal.found
    return isinstance(found, str) and is_unsaid(found) and bool(unsaid_hint(refusal.field))


def _unsaid(refusal: _Refusal) -> tuple[str, str]:
    hint = unsaid_hint(refusal.field)
    if refusal.found.strip() in EMPTY and NOT_STATED in hint:
        return f"{refusal.subject}“{refusal.found}”看不出是没有还是不知道", f"{hint}；确实没有就写成一句话"
    return f"{refusal.subject}“{refusal.found}”不能这样写", hint


def _unknown_field(refusal: _Refusal) -> tuple[str, str]:
    """Say which field is meant: by its name, its title, or as a field of another part."""
    parent, name = refusal.parent, refusal.name
    said = f"没有 {name} 这个字段"
    if parent is None:
        return said, ""
    if meant := _meant(refusal):
        return said, f"是不是 {meant}？"
    elsewhere = [field.name for field in fields(refusal.model) if name in _names_in(field)]
    if elsewhere:
        return said, f"{name} 写在 {'、'.join(elsewhere)} 里面：检查缩进"
    there = refusal.document.key_marks
    return said, could_be(parent, (str(key[-1]) for key in there if key[:-1] == refusal.path[:-1]))


def _meant(refusal: _Refusal) -> str:
    """The field of the same part that an unknown one is meant to be, or an empty text."""
    if refusal.parent is None:
        return ""
    name, parent = refusal.name, refusal.parent
    return name_meant(name, parent) or nearest(name, parent.model_fields) or name_by_sound(name, parent)


def _names_in(field: Field) -> set[str]:
    return {name for part in field.parts for name in part.model_fields}


_CHOICES = re.compile(r"'([^']*)'")


def _literal(refusal: _Refusal) -> tuple[str, str, str]:
    choices = _CHOICES.findall(str(refusal.said("expected") or ""))
    if refusal.field and refusal.field.choices and set(choices) < set(refusal.field.choices):
        choices = list(refusal.field.choices)
    found = refusal.found
    if found in (None, ""):
        return "wrong-choice", f"{refusal.subject}留空了", told_choices(choices, refusal.words)
    if not isinstance(found, str):
        hint = one_of(found).strip("（）") or told_choices(choices, refusal.words)
        return "wrong-choice", f"{refusal.subject}应当是一个值，写的是{shape_of(found)}", hint
    quoted = found if found[0] in "“‘" else f"“{found}”"
    said = f"{refusal.subject}没有{quoted}这个值"
    if meant := choice_meant(found, choices, refusal.words):
        return "wrong-choice", said, f"写 {told_choice(meant, refusal.words)}"
    if refusal.name.isdigit() and (several := several_meant(found, choices, refusal.words)):
        return "wrong-choice", said, f"写成 {several}，逗号用半角"
    return "wrong-choice", said, did_you_mean(found, choices) or told_choices(choices, refusal.words)


def _tag(refusal: _Refusal) -> tuple[str, str, str]:
    choices = _CHOICES.findall(str(refusal.said("expected_tags") or ""))
    found = refusal.said("tag")
    is_blank = isinstance(refusal.found, Mapping) and refusal.found.get("type", "") is None
    said = "type 留空了" if is_blank else f"type 没有“{found}”这个值" if found else "缺少 type"
    meant = choice_meant(str(found), choices, refusal.words) if found else ""
    hint = f"写 {told_choice(meant, refusal.words)}" if meant else told_choices(choices, refusal.words)
    return "wrong-choice", f"{refusal.subject}{said}", hint


def _too_long(refusal: _Refusal) -> tuple[str, str, str]:
    longest = refusal.said("max_length")
    return "too-long", f"{refusal.subject}有 {len(str(refusal.found))} 字，最多 {longest} 字", "删到要点"


def _too_few(refusal: _Refusal) -> tuple[str, str, str]:
    return "too-few", f"{refusal.subject}至少要有 {refusal.said('min_length')} 条", ""


_CLOSE_DASH = re.compile(r"(?:^|\s)-(?=\S)")


def _not_a_list(refusal: _Refusal) -> tuple[str, str, str]:
    found, field = refusal.found, refusal.field
    said = f"{refusal.subject}应当是列表，写的是{shape_of(found)}"
    if isinstance(found, str) and field and not field.parts and "\n" not in found:
        items = [part.strip() for part in _CLOSE_DASH.split(found) if part.strip()]
        if len(items) > 1:
            return "wrong-type", said, "每一条另起一行，以“- ”开头（短横后空一格）"
        return "wrong-type", said, f"写成 {as_list(found)}"
    if isinstance(found, dict):
        return "wrong-type", said, "每一条的第一行前面加“- ”，其余各行往右缩两格"
    if field and field.parts:
        return "wrong-type", said, f"每一条写成“{first_of(field.parts)}”"
    return "wrong-type", said, "每一条以“- ”开头，或写成 [甲, 乙]"


def _not_a_part(refusal: _Refusal) -> tuple[str, str, str]:
    found, field = refusal.found, refusal.field
    said = f"{refusal.subject}应当是一组字段，写的是{shape_of(found)}"
    if field and field.parts and refusal.path:
        inside = "、".join(f"{inner.name}（{inner.title}）" for inner in fields(field.parts[0])[:4])
        if field.is_list and isinstance(found, str):
            return "wrong-type", said, f"写成“{first_of(field.parts)}”"
        if isinstance(found, list):
            return "wrong-type", said, f"这里只有一组，不用“- ”；下面分行写 {inside}"
        return "wrong-type", said, f"下面分行写 {inside}，每行“字段: 内容”"
    return "wrong-type", said, "每行写成“字段: 内容”，冒号用半角、后面空一格"


def _other(refusal: _Refusal) -> tuple[str, str, str]:
    return "wrong-value", f"{refusal.subject}这个值不合要求（{refusal.kind}）", ""


_WORDS: Mapping[str, Callable[[_Refusal], tuple[str, str, str]]] = {
    "literal_error": _literal,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _tag,
    "string_too_long": _too_long,
    "too_short": _too_few,
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "model_type": _not_a_part,
    "model_attributes_type": _not_a_part,
    "dict_type": _not_a_part,
}


def model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model that describes the fields below `path`, or None."""
    if not any(isinstance(part, str) for part in path):
        return model
    field = field_at(model, path)
    return next(iter(field.parts), None) if field else None
