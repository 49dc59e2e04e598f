"""The record models become a template an editor fills in: every field, with its Chinese title and description as comment.

A template claims nothing: it holds what the caller gives, else `draft`, `not_stated` or another word for "nobody said", else a blank,
which `casebook check` asks for. Required fields stand ready to be filled; optional ones are commented out, so that what is not known
is simply not there. Comments stand on lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel

from county_casebook.records import KINDS, Record
from county_casebook.records.record import label
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import Field, case_of, fields

NEUTRAL = ("draft", NOT_STATED, "不详", "unknown")
"""Values that claim nothing, the better one first."""


def template(model: type[Record], values: Mapping[str, str], citable: Sequence[str] = ()) -> str:
    """Return a YAML template of a kind.

    `values` fill fields by their path with dots (`area.code`, `approach.0.what`), written as YAML; `citable` are lines shown
    where clauses are cited.
    """
    head = f"# {model.kind_name}：井号后面是说明。来源没有写明的填 {NOT_STATED}；不需要的行删掉；写完运行 casebook check。"
    lines = [head]
    for field in fields(model):
        lines.append(_comment(field, model))
        lines += [f"#   {line}" for line in (citable if "clauses" in field.reference else ())]
        lines += _entry(field, model, values)
    return "\n".join(lines) + "\n"


def _entry(field: Field, kind: type[Record], values: Mapping[str, str]) -> Iterator[str]:
    """Yield a field without its comment, commented out when it may be left out and nothing is given for it."""
    given = _below(values, field.name)
    off = "" if field.required or given or field.name in values else "# "
    if not field.parts or field.name in values:
        yield f"{off}{field.name}:{_said(values.get(field.name, _blank(field)))}"
        return
    yield f"{off}{field.name}:"
    inner = _item(field.parts, kind, _below(given, "0")) if field.is_list else _part(field.parts, kind, given)
    yield from (f"{off}  {line}" for line in inner)


def _said(value: str) -> str:
    return value if value.startswith("\n") or not value else f" {value}"


def _below(values: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the values whose path begins with a name, by the rest of it."""
    return {
        path.removeprefix(f"{name}."): value for path, value in values.items() if path.startswith(f"{name}.")
    }


def _part(parts: Sequence[type[BaseModel]], kind: type[Record], values: Mapping[str, str]) -> Iterator[str]:
    """Yield the fields of a part."""
    for field in _inside(parts):
        yield _comment(field, kind)
        yield from _entry(field, kind, values)


def _item(parts: Sequence[type[BaseModel]], kind: type[Record], values: Mapping[str, str]) -> Iterator[str]:
    """Yield one item of a list; a field that must be filled comes first, behind the dash."""
    inside = _inside(parts)
    first = next(field for field in inside if field.required)
    begin, *more = _entry(first, kind, values)
    yield _comment(first, kind)
    yield f"- {begin}"
    yield from (f"  {line}" for line in more)
    for field in inside:
        if field is not first:
            yield f"  {_comment(field, kind)}"
            yield from (f"  {line}" for line in _entry(field, kind, values))


def _inside(parts: Sequence[type[BaseModel]]) -> list[Field]:
    """Return the fields of a part; at least one is ready to be filled, so that the part is not empty."""
    inside = merged(parts) if len(parts) > 1 else list(fields(parts[0]))
    if not any(field.required for field in inside):
        inside[0] = replace(inside[0], required=True)
    return inside


def merged(parts: Sequence[type[BaseModel]]) -> list[Field]:
    """Return the fields of alternatives: the one that tells them apart, with every choice; the others as may be left out."""
    found: dict[str, Field] = {}
    for part in parts:
        case, choice = case_of(part)
        for field in fields(part):
            if field.name == case:
                known = found.get(field.name, replace(field, choices=(), description=""))
                found[field.name] = replace(
                    known,
                    choices=known.choices + field.choices,
                    description=known.description + field.description,
                )
            else:
                when = f"（{case} 写 {choice} 时用）"
                found[field.name] = replace(field, required=False, description=f"{field.description}{when}")
    return list(found.values())


def _comment(field: Field, kind: type[Record]) -> str:
    """Return the comment above a field: title, description, the choices it does not name yet, what it refers to."""
    choices = [choice for choice in field.choices if choice != NOT_STATED]
    named = [f"{choice} {word}" if (word := label(kind, choice)) != choice else choice for choice in choices]
    listed = "" if all(choice in field.description for choice in choices) else f"可选：{'、'.join(named)}。"
    return f"# {field.title}：{field.description}{listed}{_looked_up(field)}"


def _looked_up(field: Field) -> str:
    """Where ids are looked up that a field takes; nothing where its description names what they are ids of."""
    kinds = [kind for kind in field.reference if kind not in KINDS or "编号" not in field.description]
    return f"（{'、'.join(map(_kind_name, kinds))}的编号）" if kinds and kinds != ["clauses"] else ""


def _kind_name(kind: str) -> str:
    return KINDS[kind].kind_name if kind in KINDS else _OTHERS.get(kind) or f"词表 {kind} "


_OTHERS = {"clauses": "条款", "records": "任何一类记录"}
"""What a reference may name beside a kind or a vocabulary."""


def _blank(field: Field) -> str:
    """Return a value that claims nothing; where the model has none, a blank."""
    if field.is_list:
        return "[]"
    return next((value for value in NEUTRAL if value in field.choices), "")


__all__ = ["NEUTRAL", "merged", "template"]
