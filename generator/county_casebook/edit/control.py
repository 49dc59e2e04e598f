"""A record as it is typed becomes the controls of a screen: what stands in each, what it asks for, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from county_casebook.edit.choosing import Choice, Choosing
from county_casebook.edit.found import Findings, Told
from county_casebook.edit.hints import NOT_STATED_WORDS, hint
from county_casebook.edit.pictured import Shown, shown
from county_casebook.edit.posted import MOST_ITEMS
from county_casebook.edit.shape import Shape, chosen_part, shapes
from county_casebook.records import Record
from county_casebook.records.record import GRADES, Area, grade_in_words, label
from county_casebook.schema.fields import NOT_STATED
from county_casebook.schema.walk import case_of
from county_casebook.source import Path

_WIDE = 44
"""Chinese characters on a line of a text that is typed."""
_FEW = 7
"""Choices shown side by side; more are a list to open."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for beside a field, and what was found."""

    words: str = ""
    within: str = ""
    found: tuple[Choice, ...] = ()
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """One control: `name` is the path of its field with dots; what it holds depends on its widget."""

    widget: str
    name: str
    title: str
    hint: str
    required: bool
    told: tuple[Told, ...] = ()
    value: str = ""
    longest: int = 0
    options: tuple[Choice, ...] = ()
    chosen: tuple[Choice, ...] = ()
    inner: tuple[Control, ...] = ()
    items: tuple[Control, ...] = ()
    aside: bool | None = None
    """Whether 「来源没有写明」 is chosen; None where it cannot be."""
    case: str = ""
    """The name of the field that tells alternatives apart."""
    kept: str = ""
    """A value that the form cannot show, to be given back as it is."""
    others: tuple[tuple[str, str], ...] = ()
    """What stands in a part and is none of its fields."""
    others_kept: str = ""
    search: Search | None = None
    policies: tuple[Choice, ...] = ()
    file: Shown | None = None
    """The picture or document that is named."""
    adds_pictures: bool = False
    """Whether pictures may be put in at the end of a list, each as an item of its own."""

    @property
    def is_closed(self) -> bool:
        """Whether it is a part that may be left out, and in which nothing stands yet."""
        asked = self.search is not None and self.search.is_asked
        quiet = not (self.told or self.others or asked or self.aside)
        return self.widget == "part" and not self.required and quiet and all(map(_is_empty, self.inner))

    @property
    def rows(self) -> int:
        """Lines that what is typed here takes, about, and one more."""
        lines = sum(1 + len(line) // _WIDE for line in self.value.split("\n"))
        return min(16, max(4 if self.widget == "prose" else 2, lines + 1))

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"


@dataclass
class Drawing:
    """What the controls of one record are made with."""

    model: type[Record]
    value: dict[str, Any]
    choosing: Choosing
    findings: Findings
    searched: dict[str, Search] = field(default_factory=dict)

    def controls(self, wanted: Sequence[Shape]) -> tuple[Control, ...]:
        """Return the controls of the record's fields."""
        held = self.value
        return tuple(
            self._control(shape, held.get(shape.name), (shape.name,), self.model) for shape in wanted
        )

    def _control(self, shape: Shape, value: Any, path: Path, model: type[BaseModel]) -> Control:
        asks = {**_asked(shape, path, model), "aside": value == NOT_STATED if shape.not_stated else None}
        value = None if shape.not_stated and value == NOT_STATED else value
        if not _fits(shape, value):
            told, kept = self.findings.take(path), json.dumps(value, ensure_ascii=False)
            return Control(**{**asks, "widget": "kept"}, told=told, kept=kept, value=_words(value))
        if shape.widget == "parts":
            items = tuple(self._item(shape, item, (*path, at)) for at, item in enumerate(value or ()))
            adds = any(one.widget == "picture" for part in shape.parts for one in shapes(part))
            return Control(**asks, items=items, told=self.findings.take(path), adds_pictures=adds)
        if shape.parts:
            return self._part(asks, shape, value or {}, path)
        return Control(**asks, **self._holding(shape, value, path), told=self.findings.take(path))

    def _item(self, shape: Shape, value: Any, path: Path) -> Control:
        title = f"{shape.field.title} {int(path[-1]) + 1}"
        asks = {**_asked(shape, path, self.model), "title": title, "hint": ""}
        asks["widget"] = "alternatives" if len(shape.parts) > 1 else "part"
        if not isinstance(value, dict):
            told, kept = self.findings.take(path), json.dumps(value, ensure_ascii=False)
            return Control(**{**asks, "widget": "kept"}, told=told, kept=kept, value=_words(value))
        return self._part(asks, shape, value, path)

    def _part(self, asks: dict[str, Any], shape: Shape, value: dict[str, Any], path: Path) -> Control:
        part, options, is_chosen = chosen_part(shape, value), self._cases(shape.parts), True
        wanted = shapes(part)
        if options:
            case = case_of(part)[0]
            wanted = tuple(one for one in wanted if one.name != case)
            is_chosen = value.get(case) in {option.value for option in options}
            asks = {**asks, "case": f"{_name(path)}.{case}", "value": str(value.get(case) or "")}
        inner = [
            self._control(one, value.get(one.name), (*path, one.name), part) for one in wanted if is_chosen
        ]
        known = {one.name for one in shapes(part)}
        others = {name: held for name, held in value.items() if name not in known}
        told = self.findings.take(path)
        area = self._area(value, path) if part is Area else {}
        return Control(**asks, options=options, inner=tuple(inner), told=told, **area, **_others(others))

    def _area(self, value: dict[str, Any], path: Path) -> dict[str, Any]:
        """Return a search for the place of an area, and the one that its code means."""
        place = self.choosing.place(value.get("code"), value.get("as_of"))
        return {"search": self._searched(path), "chosen": (place,) if place else ()}

    def _cases(self, parts: Sequence[type[BaseModel]]) -> tuple[Choice, ...]:
        """Return what tells alternatives apart; nothing where there is one alone."""
        words = [case_of(part)[1] for part in parts] if len(parts) > 1 else []
        return tuple(Choice(word, label(self.model, word)) for word in words)

    def _holding(self, shape: Shape, value: Any, path: Path) -> dict[str, Any]:
        """Return what a control without parts holds."""
        if shape.widget in ("reference", "references"):
            return self._naming(shape, [value] if isinstance(value, str) else value or [], path)
        if shape.choices:
            held = [value] if isinstance(value, str) else value or []
            return {"value": value if isinstance(value, str) else "", **self._fixed(shape, held)}
        if shape.widget == "lines":
            return {"value": "\n".join(value or ())}
        if shape.holds_file:
            return {"value": value or "", "file": shown(self.choosing.library, value) if value else None}
        if shape.widget == "source":
            return {"value": value or "", "options": tuple(self._sources(value))}
        return {"value": value or ""}

    def _fixed(self, shape: Shape, held: Sequence[str]) -> dict[str, Any]:
        known = [Choice(each, self._word(each)) for each in shape.choices]
        odd = [
            Choice(each, each, "没有这个值", is_unknown=True) for each in held if each not in shape.choices
        ]
        chosen = [each for value in held for each in (*known, *odd) if each.value == value]
        return {"options": _chosen_first((*known, *odd), chosen, shape), "chosen": tuple(chosen)}

    def _word(self, value: str) -> str:
        if value in GRADES:
            return grade_in_words(value)
        return NOT_STATED_WORDS if value == NOT_STATED else label(self.model, value)

    def _sources(self, value: str | None) -> Iterator[Choice]:
        """Yield the record's own sources by their numbers."""
        held = self.value.get("sources")
        sources = held if isinstance(held, list) else []
        for number, source in enumerate(sources, 1):
            title = source.get("title") if isinstance(source, dict) else ""
            yield Choice(str(number), f"{number}　{title or '（还没有名称）'}")
        if value and value not in {str(number) for number in range(1, len(sources) + 1)}:
            yield Choice(value, value, "没有这一条", is_unknown=True)

    def _naming(self, shape: Shape, held: Sequence[str], path: Path) -> dict[str, Any]:
        """Return what a control that names other records holds: all there is to choose, or a search."""
        kinds = shape.field.reference
        named = tuple(self.choosing.named(kinds, each) for each in held)
        value = held[0] if held and shape.widget == "reference" else ""
        whole = self.choosing.whole(kinds)
        if whole is None:
            policies = tuple(self.choosing.policies) if "clauses" in kinds else ()
            return {"value": value, "chosen": named, "search": self._searched(path), "policies": policies}
        options = _chosen_first((*whole, *(each for each in named if each.is_unknown)), named, shape)
        return {"value": value, "options": options, "chosen": named}

    def _searched(self, path: Path) -> Search:
        return self.searched.get(_name(path)) or Search()


def _is_empty(control: Control) -> bool:
    held = control.value or control.chosen or control.items or control.kept or control.aside or control.told
    return not held and all(map(_is_empty, control.inner))


def _chosen_first(options: Sequence[Choice], chosen: Sequence[Choice], shape: Shape) -> tuple[Choice, ...]:
    """Of several that may be chosen, those that are come first in the order in which they are written, so that it is kept."""
    if not shape.is_listed:
        return tuple(options)
    held = {each.value for each in chosen}
    return (*chosen, *(each for each in options if each.value not in held))


def _asked(shape: Shape, path: Path, model: type[BaseModel]) -> dict[str, Any]:
    return {
        "widget": shape.widget if not (shape.choices and shape.widget == "choice") else _choice(shape),
        "name": _name(path),
        "title": shape.field.title,
        "hint": "" if shape.holds_file else hint(shape.field, model),
        "required": shape.field.required,
        "longest": shape.longest,
    }


def _choice(shape: Shape) -> str:
    return "choice" if len(shape.choices) < _FEW else "select"


def _name(path: Path) -> str:
    return ".".join(map(str, path))


def _fits(shape: Shape, value: Any) -> bool:
    """Whether a control can show a value."""
    if value is None:
        return True
    if shape.widget == "parts":
        return isinstance(value, list) and len(value) <= MOST_ITEMS
    if shape.parts:
        return isinstance(value, dict)
    if shape.is_listed:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, str)


def _others(others: dict[str, Any]) -> dict[str, Any]:
    shown = tuple((name, _words(value)) for name, value in others.items())
    return {"others": shown, "others_kept": json.dumps(others, ensure_ascii=False) if others else ""}


def _words(value: Any) -> str:
    """Show a value that no control fits."""
    if isinstance(value, dict):
        return "；".join(f"{name}：{_words(held)}" for name, held in value.items())
    if isinstance(value, list):
        return "、".join(map(_words, value))
    return "（空）" if value is None else str(value)


__all__ = ["Control", "Drawing", "Search"]
