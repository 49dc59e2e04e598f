"""The record models become a template an editor fills in: every field, with its Chinese title and description as comment.

Required fields stand ready to be filled; optional ones are commented out, so that what is not known is simply not there.
Where clauses of policies can be cited, those of the library are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.load import Content, load
from generator.records import KINDS, Policy
from generator.records.clauses import Clause
from generator.records.fields import ID_PATTERN, NOT_STATED
from generator.records.places import Divisions
from generator.schema.walk import field_at, is_reference, leaves
from generator.sentences import models_in


class ScaffoldError(Exception):
    """Why no template could be written, in Chinese."""


def new_records(
    content: Path, kind: str, record_id: str | None, *, county: str | None = None, as_of: int | None = None
) -> list[Path]:
    """Write a template for a record, and the county's record too if it is named and missing; return what was written."""
    known = load(content)
    if kind == "counties" and not county:
        raise ScaffoldError("县市记录要写 --county 代码 --as-of 年份")
    county_id, county_file = _county(known.divisions, content, county, as_of) if county else (None, None)
    record_id = record_id or (county_id if kind == "counties" else None)
    if not record_id or not ID_PATTERN.fullmatch(record_id):
        raise ScaffoldError(f"编号“{record_id or ''}”不能用：写 3–80 个小写字母、数字和短横")
    if (content / kind / f"{record_id}.yml").exists():
        raise ScaffoldError(f"{content / kind / record_id}.yml 已经用了编号 {record_id}")
    values: dict[str, str] = {"county": county_id} if county_id and kind == "cases" else {}
    citable = tuple(_citable(known))
    files = {content / kind / f"{record_id}.yml": template(KINDS[kind], values, citable)}
    if county_file and county:
        existing = _existing_county(known.records["counties"], county, as_of)
        if existing and kind == "cases":
            files = {
                content / kind / f"{record_id}.yml": template(KINDS[kind], {"county": existing}, citable)
            }
        elif existing:
            raise ScaffoldError(f"这个县市已有记录 {existing}")
        else:
            path = content / "counties" / f"{record_id if kind == 'counties' else county_id}.yml"
            files[path] = template(KINDS["counties"], {"code": f'"{county}"', "as_of": str(as_of)})
    return [_write(path, text) for path, text in files.items()]


def _county(divisions: Divisions, content: Path, code: str, as_of: int | None) -> tuple[str, Path]:
    if as_of is None:
        raise ScaffoldError("--county 要和 --as-of 年份一起写：代码会换主")
    division = divisions.at(code, as_of)
    if not division:
        raise ScaffoldError(f"{as_of} 年没有 {code}（{divisions.hint(code, as_of)}）")
    if division.level != "county":
        raise ScaffoldError(f"{code} 是{division.full_name}，不是县级")
    county_id = f"c{code}-{division.start}"
    return county_id, content / "counties" / f"{county_id}.yml"


def _existing_county(counties: Mapping[str, Any], code: str, as_of: int | None) -> str | None:
    return next(
        (key for key, county in counties.items() if county.code == code and county.as_of == as_of), None
    )


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path


_CITABLE_LINES = 80
"""How many clauses a template lists in full; the policies that are cited most come first."""
_SHORT = 28


def _citable(known: Content) -> Iterator[str]:
    """Yield the clauses a record may cite, as they are written in a reference, with the beginning of their words."""
    policies = [
        policy
        for policy in known.records["policies"].values()
        if isinstance(policy, Policy) and policy.clauses
    ]
    cited = Counter(
        str(leaf.value).partition("#")[0]
        for records in known.records.values()
        for record in records.values()
        for leaf in leaves(record, is_reference)
        if "clauses" in leaf.field.reference
    )
    room = _CITABLE_LINES
    for policy in sorted(policies, key=lambda policy: (-cited[policy.id], policy.id)):
        numbered = [clause for clause in policy.clauses if clause.kind in ("article", "item", "point")]
        yield f"《{policy.title}》共 {len(numbered)} 条" + ("：" if room else f"，写成 {policy.id}#条款")
        for clause in numbered[:room]:
            yield f"  {policy.id}#{clause.id}　{_beginning(policy, clause)}"
        if room and len(numbered) > room:
            yield f"  …其余 {len(numbered) - room} 条见网站的 {policy.url}"
        room = max(0, room - len(numbered))


def _beginning(policy: Policy, clause: Clause) -> str:
    words = " ".join((policy.text or "")[clause.start : clause.end].split())
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"


def template(model: type[BaseModel], values: Mapping[str, str], citable: Sequence[str] = ()) -> str:
    """Return a YAML template of a model.

    `values` fill top-level fields, written as YAML (a block begins with its line end); `citable` are lines shown where
    clauses are cited.
    """
    name = getattr(model, "kind_name", "")
    head = f"# {name}：井号后面是说明。来源没有写明的填 {NOT_STATED}；不需要的行删掉；写完运行 casebook check。\n"
    return head + "\n".join(_lines(model, values, "", citable)) + "\n"


def _lines(
    model: type[BaseModel], values: Mapping[str, str], indent: str, citable: Sequence[str] = ()
) -> Iterator[str]:
    for name, field in model.model_fields.items():
        needed = field.is_required() or name in values
        off = "" if needed else "# "
        kinds = found.reference if (found := field_at(model, [name])) else ()
        hint = f"（{'、'.join(_kind_name(kind) for kind in kinds)}的 id）" if kinds else ""
        yield f"{indent}# {field.title}：{field.description}{hint}"
        yield from (f"{indent}#   {line}" for line in (citable if "clauses" in kinds else ()))
        if name in values:
            value = values[name]
            yield f"{indent}{name}:{value}" if value.startswith("\n") else f"{indent}{name}: {value}"
            continue
        parts = list(models_in(field.annotation))
        if not parts:
            yield f"{indent}{off}{name}: {_blank(field)}"
        elif _is_list(field.annotation):
            yield f"{indent}{off}{name}:"
            first, *rest = _lines(parts[0], {}, "")
            del first
            yield f"{indent}{off}  - {rest[0].removeprefix('# ')}"
            yield from (f"{indent}{off}    {line}" for line in rest[1:])
        else:
            yield f"{indent}{off}{name}:"
            yield from (f"{indent}{off}  {line}" for line in _lines(parts[0], {}, ""))


def _kind_name(kind: str) -> str:
    return KINDS[kind].kind_name if kind in KINDS else "条款" if kind == "clauses" else f"词表 {kind} "


def _blank(field: FieldInfo) -> str:
    choices = _choices(field.annotation)
    if _is_list(field.annotation):
        return "[]"
    if NOT_STATED in choices and len(choices) == 1:
        return NOT_STATED
    if "draft" in choices:
        return "draft"
    return choices[0] if choices else ""


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [choice for part in get_args(annotation) for choice in _choices(part)]


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return True
    return any(_is_list(part) for part in get_args(annotation))
