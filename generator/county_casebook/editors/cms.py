"""The record models become the configuration of a CMS (Sveltia), for those who write on a code host where everybody has an account.

The CMS itself is not shipped: its package fetches fonts and libraries from other hosts. What it writes are plain values of YAML
1.2 without comments, which the reader takes and `casebook fmt` brings into form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel

from county_casebook.editors.ids import ids_of
from county_casebook.library.library import Library
from county_casebook.records import KINDS, Record, Term
from county_casebook.records.record import label
from county_casebook.records.vocabulary import VOCABULARIES
from county_casebook.schema.fields import ID_PATTERN, NOT_STATED
from county_casebook.schema.forms import FORMS, Form, line
from county_casebook.schema.shapes import Shape, shapes
from county_casebook.schema.walk import Field, case_of, fields
from county_casebook.text.image_marks import FILES

PACKAGE, VERSION = "@sveltia/cms", "0.221.1"
"""The version whose schema the configuration is held against."""

BackendName = Literal["gitlab", "github", "gitea"]
Config: TypeAlias = "dict[str, Any]"

_MOST = 5000
_WIDEST, _HEAVIEST = 2048, 10_000_000
"""Pixels and bytes of a picture as the CMS hands it over; it is drawn anew there, so that where it was taken is lost."""
_NUMBERS = {
    "source": "int",
    "count": "int",
    "year": "int",
    "number": "float/string",
    "amount": "float/string",
}


@dataclass(frozen=True, slots=True)
class Backend:
    """Where the library lies: the software of the code host, the repository there, its own address (empty: the public one), the branch."""

    name: BackendName
    repository: str
    address: str = ""
    branch: str = "main"

    def config(self) -> Config:
        """Return it as the CMS wants it; a host of one's own says where it answers."""
        found: Config = {"name": self.name, "repo": self.repository, "branch": self.branch}
        if self.address:
            roots = {"gitlab": "/api/v4", "github": "/api/v3", "gitea": "/api/v1"}
            found |= {"base_url": self.address, "api_root": f"{self.address}{roots[self.name]}"}
        if self.address and self.name == "gitlab":
            found["graphql_api_root"] = f"{self.address}/api/graphql"
        return found


def cms_config(library: Library, backend: Backend, content: str) -> Config:
    """Return the configuration for a library; `content` is its content folder as it stands in the repository."""
    maker = _Maker(library, content)
    drafts = {"publish_mode": "editorial_workflow"} if backend.name != "gitea" else {}
    return {
        "backend": backend.config(),
        **drafts,
        "media_folder": f"{content}/{FILES}",
        "public_folder": "/",
        "media_libraries": {"default": {"config": _PICTURES}},
        "app_title": "县域科技经验库",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True, "yaml": {"indent_size": 2, "quote": "none"}},
        "collections": [*(maker.collection(kind) for kind in KINDS.values()), maker.vocabularies()],
    }


_PICTURES: Config = {
    "max_file_size": _HEAVIEST,
    "transformations": {
        "raster_image": {"format": "webp", "quality": 85, "width": _WIDEST, "height": _WIDEST},
    },
}


class _Maker:
    """Makes collections and their fields."""

    def __init__(self, library: Library, content: str) -> None:
        self._library, self._content = library, content

    def collection(self, kind: type[Record]) -> Config:
        """Return the collection of a kind: a file an entry, whose name is its id and never changes."""
        titled = next(name for name in ("title", "name", *kind.model_fields) if name in kind.model_fields)
        said = "编号用 3–80 个小写字母、数字和短横，定了不改"
        return {
            "name": kind.kind,
            "label": kind.kind_name,
            "label_singular": kind.kind_name,
            "folder": f"{self._content}/{kind.kind}",
            "extension": "yml",
            "format": "yaml",
            "identifier_field": titled,
            "summary": "{{slug}}　{{" + titled + "}}",
            "create": True,
            "delete": False,
            "slug": {"editable": ["create"], "pattern": [f"^{ID_PATTERN.pattern}$", said], "hint": said},
            "fields": self.fields(kind, kind),
        }

    def vocabularies(self) -> Config:
        """Return the collection of the lists that editors may extend."""
        return {
            "name": "vocabulary",
            "label": "词表",
            "format": "yaml",
            "files": [
                {
                    "name": name,
                    "label": title,
                    "file": f"{self._content}/vocabulary/{name}.yml",
                    "fields": [self._terms(title)],
                }
                for name, title in VOCABULARIES.items()
            ],
        }

    def _terms(self, title: str) -> Config:
        whole = {
            "name": "terms",
            "label": title,
            "widget": "list",
            "root": True,
            "summary": "{{id}}　{{title}}",
        }
        return {**whole, "fields": self.fields(Term, None)}

    def fields(self, model: type[BaseModel], kind: type[Record] | None) -> list[Config]:
        """Return the fields of a model; a value that tells alternatives apart is written by the CMS itself."""
        known = shapes(model)
        return [self._field(each, known[each.name], model, kind) for each in fields(model)]

    def _field(self, field: Field, shape: Shape, model: type[BaseModel], kind: type[Record] | None) -> Config:
        cannot = shape.may_be_not_stated and bool(shape.parts or shape.item)
        hint = field.description + ("来源没有写明的，留空，存下后在文件里写 not_stated。" if cannot else "")
        common = {
            "name": field.name,
            "label": field.title,
            "hint": hint,
            "required": field.required and not cannot,
        }
        return common | self._widget(shape, model, kind)

    def _widget(self, shape: Shape, model: type[BaseModel], kind: type[Record] | None) -> Config:
        if shape.item:
            return self._list(shape, shape.item, kind)
        if len(shape.parts) == 1:
            return {"widget": "object", "collapsed": "auto", "fields": self.fields(shape.parts[0], kind)}
        if shape.parts:
            return self._alternatives(shape.parts, kind)
        if shape.choices:
            return _select(_choices(shape, kind), default="draft" if "draft" in shape.choices else "")
        if shape.reference:
            return self._reference(shape.reference, shape)
        if shape.type == "file":
            return _file(is_picture="alt" in model.model_fields)
        return _text(shape)

    def _list(self, shape: Shape, item: Shape, kind: type[Record] | None) -> Config:
        least = {"min": shape.least} if shape.least else {}
        if item.parts:
            inside = self.fields(item.parts[0], kind)
            return {"widget": "list", "collapsed": "auto", "fields": inside, **least}
        if item.choices:
            return {**_select(_choices(item, kind)), "multiple": True, **least}
        if item.reference:
            return {**self._reference(item.reference, item), "multiple": True, **least}
        return {"widget": "list", **least}

    def _alternatives(self, parts: Sequence[type[BaseModel]], kind: type[Record] | None) -> Config:
        name, _ = case_of(parts[0])
        types = [(case_of(part)[1], self.fields(part, kind)) for part in parts]
        return {
            "widget": "object",
            "typeKey": name,
            "types": [
                {
                    "name": choice,
                    "label": label(kind, choice),
                    "widget": "object",
                    "fields": [each for each in inside if each["name"] != name],
                }
                for choice, inside in types
            ],
        }

    def _reference(self, kinds: tuple[str, ...], shape: Shape) -> Config:
        """Records of one kind are picked from its collection; terms, clauses and records of any kind from a list."""
        if len(kinds) == 1 and kinds[0] in KINDS and not shape.may_be_not_stated:
            titled = [name for name in ("title", "name", "code") if name in KINDS[kinds[0]].model_fields]
            shown = ["{{slug}}", *titled[:1]]
            return {
                "widget": "relation",
                "collection": kinds[0],
                "value_field": "{{slug}}",
                "display_fields": shown,
                "search_fields": shown,
            }
        known = ids_of(self._library, kinds, _MOST)
        if not known:
            return {"widget": "string"}
        stated = {NOT_STATED: label(None, NOT_STATED)} if shape.may_be_not_stated else {}
        return _select({**stated, **known})


def _choices(shape: Shape, kind: type[Record] | None) -> dict[str, str]:
    stated = (NOT_STATED,) if shape.may_be_not_stated else ()
    return {choice: label(kind, choice) for choice in (*shape.choices, *stated)}


def _select(values: Mapping[str, str], default: str = "") -> Config:
    options = [
        {"label": value if word == value else f"{word}（{value}）", "value": value}
        for value, word in values.items()
    ]
    return {"widget": "select", "options": options, **({"default": default} if default else {})}


def _file(*, is_picture: bool) -> Config:
    """A file below `content/files`, written as the path from there."""
    return {"widget": "image" if is_picture else "file", "choose_url": False, "public_folder": ""}


def _text(shape: Shape) -> Config:
    if shape.type in _NUMBERS and not shape.may_be_not_stated:
        return {"widget": "number", "value_type": _NUMBERS[shape.type], **_range(FORMS[shape.type])}
    form = FORMS.get(shape.type) or line(shape.longest)
    if shape.may_be_not_stated and not form.is_words:
        form = form.or_not_stated()
    pattern = {"pattern": [form.pattern, form.message]}
    default = {"default": NOT_STATED} if shape.may_be_not_stated else {}
    if shape.type == "prose":
        return {"widget": "text", **default}
    longest = {"maxlength": shape.longest} if shape.longest else {}
    return {"widget": "string", **longest, **pattern, **default}


def _range(form: Form) -> Config:
    return {"min": form.range[0], "max": form.range[1]} if form.range else {}


__all__ = ["PACKAGE", "VERSION", "Backend", "BackendName", "cms_config"]
