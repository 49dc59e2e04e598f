"""What the models refuse becomes sentences an editor reads, each at its own line; all wording of refusals is here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from county_casebook.problems import Problem, did_you_mean
from county_casebook.schema.walk import field_at
from county_casebook.source import Document


def model_problems(
    error: ValidationError, model: type[BaseModel], document: Document, prefix: tuple[str | int, ...] = ()
) -> Iterator[Problem]:
    """Turn every error of one model into a problem at its own line, in Chinese."""
    yield from (problem for _, problem in model_findings(error, model, document, prefix))


def model_findings(
    error: ValidationError, model: type[BaseModel], document: Document, prefix: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Problem]]:
    """The same, each with the path of the field it is about, which need not be there."""
    for detail in error.errors(include_url=False):
        if _is_echo(detail):
            continue
        path = (*prefix, *_path_in(document, prefix, detail["loc"]))
        yield path, _as_problem(detail, model, document, path)


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because items in it are wrong: those have their own sentence."""
    least = detail.get("ctx", {}).get("min_length")
    found = detail["input"]
    return detail["type"] == "too_short" and isinstance(found, (list, tuple)) and len(found) >= (least or 0)


def _path_in(
    document: Document, prefix: tuple[str | int, ...], location: Sequence[str | int]
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


def _as_problem(
    detail: ErrorDetails, model: type[BaseModel], document: Document, path: tuple[str | int, ...]
) -> Problem:
    name, kind, context = str(path[-1]) if path else "", detail["type"], detail.get("ctx", {})
    parent = model_at(model, path[:-1])
    title = _title(parent, name)
    if kind == "extra_forbidden":
        known = parent.model_fields if parent else {}
        missing = did_you_mean(name, known)
        hint = missing or f"这里可以写 {'、'.join(known)}"
        return Problem(document.location(path, key=True), "unknown-field", f"没有 {name} 这个字段", hint)
    if kind == "missing":
        return Problem(
            document.location(path[:-1]),
            "missing-field",
            f"缺少必填字段 {name}（{title}）",
            _description(parent, name),
        )
    place = document.location(path)
    if kind == "sentence":
        return Problem(place, "wrong-value", f"{_subject(name, title)}{context['sentence']}")
    return Problem(place, *_WORDS.get(kind, _other)(detail, _subject(name, title)))


def _subject(name: str, title: str) -> str:
    return f"{title or name}：" if name and not name.isdigit() else ""


_CHOICES = re.compile(r"'([^']*)'")


def _literal(detail: ErrorDetails, subject: str) -> tuple[str, str, str]:
    choices = _CHOICES.findall(str(detail.get("ctx", {}).get("expected", "")))
    found = detail["input"]
    said = (
        "留空了"
        if found in (None, "")
        else f"没有“{found}”这个值"
        if isinstance(found, str)
        else "应当是一个值"
    )
    hint = (did_you_mean(found, choices) if isinstance(found, str) else "") or f"可以是 {'、'.join(choices)}"
    return "wrong-choice", f"{subject}{said}", hint


def _tag(detail: ErrorDetails, subject: str) -> tuple[str, str, str]:
    choices = _CHOICES.findall(str(detail.get("ctx", {}).get("expected_tags", "")))
    found = detail.get("ctx", {}).get("tag")
    is_blank = isinstance(detail["input"], Mapping) and detail["input"].get("type", "") is None
    said = "type 留空了" if is_blank else f"type 没有“{found}”这个值" if found else "缺少 type"
    return "wrong-choice", f"{subject}{said}", f"可以是 {'、'.join(choices)}"


def _too_long(detail: ErrorDetails, subject: str) -> tuple[str, str, str]:
    longest = detail.get("ctx", {}).get("max_length")
    return "too-long", f"{subject}有 {len(str(detail['input']))} 字，最多 {longest} 字", "删到要点"


def _too_few(detail: ErrorDetails, subject: str) -> tuple[str, str, str]:
    return "too-few", f"{subject}至少要有 {detail.get('ctx', {}).get('min_length')} 条", ""


def _not_a_list(detail: ErrorDetails, subject: str) -> tuple[str, str, str]:
    return (
        "wrong-type",
        f"{subject}应当是列表，写的是{_found(detail['input'])}",
        "每一条以“- ”开头，或写成 [甲, 乙]",
    )


def _not_a_mapping(detail: ErrorDetails, subject: str) -> tuple[str, str, str]:
    return (
        "wrong-type",
        f"{subject}应当是一组字段，写的是{_found(detail['input'])}",
        "每行写成“字段: 内容”，冒号用半角、后面空一格",
    )


def _other(detail: ErrorDetails, subject: str) -> tuple[str, str, str]:
    return "wrong-value", f"{subject}这个值不合要求（{detail['type']}）", ""


def _found(value: object) -> str:
    if value is None:
        return "空白"
    return "列表" if isinstance(value, list) else "一组字段" if isinstance(value, dict) else "一段文字"


_WORDS: Mapping[str, Any] = {
    "literal_error": _literal,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _tag,
    "string_too_long": _too_long,
    "too_short": _too_few,
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "model_type": _not_a_mapping,
    "model_attributes_type": _not_a_mapping,
    "dict_type": _not_a_mapping,
}


def model_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model that describes the fields below `path`, or None."""
    if not any(isinstance(part, str) for part in path):
        return model
    field = field_at(model, path)
    return next(iter(field.parts), None) if field else None


def _title(model: type[BaseModel] | None, name: str) -> str:
    description = model.model_fields.get(name) if model else None
    return description.title or "" if description else ""


def _description(model: type[BaseModel] | None, name: str) -> str:
    description = model.model_fields.get(name) if model else None
    return (description.description or "").rstrip("。") if description else ""
