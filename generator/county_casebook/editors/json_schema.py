"""The record models become JSON Schema (draft 2020-12): hover, completion and underlined mistakes in an editor of text.

Our YAML holds every value as text, while such editors read `2004` as a number and `no`, in older YAML, as false: so a value has
a pattern where it is text and a range where it is a number. What only rules know (days that do not exist, dates in order,
reviews) is left to `casebook check`; a text that is nothing but `true` or `null` needs quotes here, and none there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from pydantic import BaseModel

from county_casebook.editors.ids import ids_of, unread_ids
from county_casebook.editors.skeleton import skeleton
from county_casebook.library.library import Library
from county_casebook.library.version import Declared
from county_casebook.records import KINDS, Record
from county_casebook.records.change import Change
from county_casebook.records.record import label
from county_casebook.records.vocabulary import VOCABULARIES, Lead, Synonyms, Term, Waiver
from county_casebook.schema.fields import ID_PATTERN, NOT_STATED
from county_casebook.schema.forms import FORMS, Form, line
from county_casebook.schema.shapes import Shape, shapes
from county_casebook.schema.walk import case_of, fields
from county_casebook.text.meant import EMPTY, UNSAID

Schema: TypeAlias = "dict[str, Any]"

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMMENT = "由 casebook schema 从记录的模型写成；不要改，改了会被覆盖。"
_FEW = 40
"""So many ids are shown with a field; more are completed by their first letters, or by a word of their title."""
_MOST, _MOST_PUBLISHED = 5000, 500
"""More ids than that make a file too large, the more so one that is fetched; then only their form is told."""
_BLANK: Schema = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
_UNWRITTEN: Schema = {
    "not": {
        "anyOf": [{"type": ["number", "boolean", "array", "object"]}, {"type": "string", "pattern": r"\S"}]
    }
}
"""What a draft may hold in any place: nothing yet."""
_IS_DRAFT: Schema = {"required": ["status"], "properties": {"status": {"const": "draft"}}}
_NO_OR_YES: Schema = {"not": {"type": ["string", "number", "null", "array", "object"]}}
"""`no` and `yes` as they are read by YAML 1.1; said by what it is not, so that `true` is never proposed."""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One schema: the name of its file, what it is for, and the files of a library it describes, below `content/`."""

    name: str
    title: str
    files: tuple[str, ...]
    model: type[BaseModel]
    is_list: bool = False


def schema_files() -> tuple[SchemaFile, ...]:
    """Return every schema there is."""
    return (
        *(SchemaFile(kind.kind, kind.kind_name, (f"{kind.kind}/**/*.yml",), kind) for kind in KINDS.values()),
        SchemaFile(
            "terms", "词条", tuple(f"vocabulary/{name}.yml" for name in VOCABULARIES), Term, is_list=True
        ),
        SchemaFile("leads", "导语", ("vocabulary/leads.yml",), Lead, is_list=True),
        SchemaFile("synonyms", "同义词", ("vocabulary/synonyms.yml",), Synonyms, is_list=True),
        SchemaFile("waivers", "例外", ("waivers.yml",), Waiver, is_list=True),
        SchemaFile("changes", "更正与撤回", ("changes.yml", "changes/*.yml"), Change, is_list=True),
        SchemaFile("casebook", "内容格式", ("casebook.yml",), Declared),
    )


def json_schema(file: SchemaFile, library: Library, *, is_strict: bool) -> Schema:
    """Return a schema; `is_strict` refuses ids that the library does not hold, else these are only proposed."""
    kind = file.model if issubclass(file.model, Record) else None
    maker = _Maker(kind, library, is_strict=is_strict)
    whole = maker.part(file.model)
    if kind:
        whole = {"if": _IS_DRAFT, "then": replace(maker, is_draft=True).part(kind), "else": whole}
    if file.is_list:
        one = {**whole, "defaultSnippets": [_snippet(file.title, file.model)]}
        whole = {"type": "array", "items": one}
    return {
        "$schema": DIALECT,
        "$comment": COMMENT,
        "title": file.title,
        **whole,
        "$defs": maker.definitions,
    }


def _snippet(title: str, model: type[BaseModel]) -> Schema:
    return {"label": f"＋{title}", "description": f"新的一条：{title}", "body": skeleton(model)}


@dataclass(slots=True)
class _Maker:
    """Makes the schema of one kind; groups of fields and lists of ids stand once, among the definitions.

    In a draft (`is_draft`) everything may be missing, blank or too few yet, as the check has it.
    """

    kind: type[Record] | None
    library: Library
    is_strict: bool = field(kw_only=True)
    is_draft: bool = False
    definitions: Schema = field(default_factory=dict)

    def part(self, model: type[BaseModel]) -> Schema:
        """Return the schema of a group of fields."""
        known = shapes(model)
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [each.name for each in fields(model) if each.required and not self.is_draft],
            "properties": {
                each.name: {
                    "title": each.title,
                    "description": each.description + ("" if each.required else "可以不写。"),
                    **self.value(known[each.name], each.title),
                }
                for each in fields(model)
            },
        }

    def value(self, shape: Shape, title: str = "") -> Schema:
        """Return the schema of a value."""
        found = self._written(shape, title)
        return _any_of([found, _UNWRITTEN]) if self.is_draft else found

    def _written(self, shape: Shape, title: str) -> Schema:
        if shape.item:
            return self._or(shape, self._list(shape, shape.item, title))
        if shape.parts:
            return self._or(shape, self._parts(shape.parts, title))
        if shape.choices:
            return self._choice(shape)
        if shape.reference:
            return self._or(shape, self._reference(shape.reference))
        return self._text(shape)

    def _or(self, shape: Shape, schema: Schema) -> Schema:
        """Add `not_stated` and a blank, where these may stand."""
        stated = {"const": NOT_STATED, "title": label(self.kind, NOT_STATED)}
        found = [
            schema,
            *([stated] if shape.may_be_not_stated else ()),
            *([_BLANK] if shape.may_be_blank else ()),
        ]
        return _any_of(found)

    def _list(self, shape: Shape, item: Shape, title: str) -> Schema:
        one = self.value(item, title)
        if len(item.parts) == 1:
            one = {**one, "defaultSnippets": [_snippet(title, item.parts[0])]}
        return {
            "type": "array",
            "items": one,
            **({"minItems": shape.least} if shape.least and not self.is_draft else {}),
            **({"uniqueItems": True} if shape.is_unique else {}),
        }

    def _parts(self, parts: Sequence[type[BaseModel]], title: str) -> Schema:
        """One group of fields, or one of several, told apart by the field that has one choice in each."""
        if len(parts) == 1:
            return self._group(parts[0], title)
        name, _ = case_of(parts[0])
        choices = {case_of(part)[1]: self._group(part, title) for part in parts}
        cases = [
            {"if": {"required": [name], "properties": {name: {"const": choice}}}, "then": group}
            for choice, group in choices.items()
        ]
        return {
            "type": "object",
            "required": [] if self.is_draft else [name],
            "properties": {name: self.value(Shape(choices=tuple(choices)))},
            "allOf": cases,
        }

    def _group(self, model: type[BaseModel], title: str) -> Schema:
        name = f"{model.__module__.rpartition('.')[2]}-{model.__name__}{'-draft' if self.is_draft else ''}"
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = {"title": title, **self.part(model)}
        return {"$ref": f"#/$defs/{name}"}

    def _choice(self, shape: Shape) -> Schema:
        """One of fixed values, each with its word; `yes` and `no` also as older YAML reads them."""
        choices = [*shape.choices, *([NOT_STATED] if shape.may_be_not_stated else ())]
        words = [label(self.kind, choice) for choice in choices]
        found: Schema = {"enum": choices, "enumDescriptions": words, "markdownEnumDescriptions": words}
        also = [*([_NO_OR_YES] if "no" in choices else ()), *([_BLANK] if shape.may_be_blank else ())]
        return _any_of([found, *also])

    def _reference(self, kinds: tuple[str, ...]) -> Schema:
        name = f"id-{'-'.join(kinds)}"
        if name not in self.definitions:
            known = ids_of(self.library, kinds, _MOST if self.is_strict else _MOST_PUBLISHED)
            if known and self.is_strict:
                known = {**unread_ids(self.library, kinds), **known}
            self.definitions[name] = self._ids(known, kinds)
        return {"$ref": f"#/$defs/{name}"}

    def _ids(self, known: Mapping[str, str], kinds: Iterable[str]) -> Schema:
        """Ids that are there; they are proposed by id and title."""
        form: Schema = _scalar(line(), can_be_blank=False)
        if not set(kinds) & {"clauses", "records"}:
            form = _scalar(
                Form(f"^{ID_PATTERN.pattern}$", "编号用 3–80 个小写字母、数字和短横", (0, 10**80)),
                can_be_blank=False,
            )
        if not known:
            return form
        proposed = [
            {"label": f"{key} {title}", "description": title, "body": key} for key, title in known.items()
        ]
        if not self.is_strict:
            return {**form, "defaultSnippets": proposed}
        said = {"errorMessage": "本库没有这个编号；刚建的，再运行一次 casebook schema"}
        if len(known) <= _FEW:
            titles = list(known.values())
            return {
                "enum": [as_yaml(key) for key in known],
                "enumDescriptions": titles,
                "markdownEnumDescriptions": titles,
                **said,
            }
        found = _scalar(
            Form(f"^(?:{'|'.join(map(_literally, known))})$", said["errorMessage"], (0, 10**80)),
            can_be_blank=False,
        )
        return {**found, "defaultSnippets": proposed}

    def _text(self, shape: Shape) -> Schema:
        form = FORMS.get(shape.type) or line(shape.longest, is_alone=shape.is_alone)
        if shape.may_be_not_stated and shape.type in FORMS and shape.type != "prose":
            form = form.or_not_stated()
        found = _scalar(form, can_be_blank=shape.may_be_blank)
        if not shape.may_be_not_stated:
            return found
        if form.is_words:
            self.definitions.setdefault("unsaid", {"enum": sorted(EMPTY | UNSAID)})
            found = {**found, "not": {"$ref": "#/$defs/unsaid"}}
        return {**found, "examples": [NOT_STATED]}


def _scalar(form: Form, *, can_be_blank: bool) -> Schema:
    """One value: text, or what an editor takes for a number."""
    found: Schema = {"type": ["string"], "pattern": form.pattern}
    found |= {"errorMessage": form.message, "patternErrorMessage": form.message}
    if form.is_words or form.range:
        found["type"].append("number")
    if form.range:
        found |= {"minimum": form.range[0], "maximum": form.range[1]}
        found |= {"multipleOf": 1} if form.is_whole else {}
    return _any_of([found, _BLANK]) if can_be_blank else found


def _literally(text: str) -> str:
    """Return an id or the address of a clause as a pattern."""
    return text.replace(".", "[.]")


def as_yaml(text: str) -> str | int | float:
    """Return what an editor that follows YAML 1.2 reads where an id looks like a number."""
    if text.isdecimal() and text.isascii():
        return int(text)
    before, sign, power = text.partition("e")
    if sign and all(part.isdecimal() and part.isascii() for part in (before, power.removeprefix("-"))):
        return float(text)
    return text


def _any_of(found: list[Schema]) -> Schema:
    return found[0] if len(found) == 1 else {"anyOf": found}


__all__ = ["COMMENT", "DIALECT", "SchemaFile", "as_yaml", "json_schema", "schema_files"]
