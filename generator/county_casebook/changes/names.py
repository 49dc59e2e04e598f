"""What a field names becomes what people call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import BaseModel

from county_casebook.library.library import Library
from county_casebook.records import Policy, Record
from county_casebook.records.record import label
from county_casebook.schema.fields import NOT_STATED, CoarseDate
from county_casebook.schema.walk import Field, fields
from county_casebook.text.phrases import PHRASES
from county_casebook.text.reviewers import office


@dataclass(frozen=True, slots=True)
class Names:
    """A library as it is now, and records that are no longer in it, by key."""

    library: Library
    gone: Mapping[str, Record] = field(default_factory=dict)

    def record(self, key: str) -> Record | None:
        return self.library.record(key) or self.gone.get(key)

    def of(self, record: Record) -> str:
        """What readers call a record."""
        return record.name(self.library)

    def referred(self, reference: Field, value: str) -> str:
        """Return a reference as 「title（id）」; the id alone where nothing of that name is known."""
        titles = (self._title(kind, value) for kind in reference.reference)
        title = next(filter(None, titles), "")
        return f"{title}（{value}）" if title and title != value else value

    def _title(self, kind: str, value: str) -> str:
        if kind == "clauses":
            policy, _, clause = value.partition("#")
            found = self.record(f"{Policy.kind}/{policy}")
            return f"《{self.of(found)}》{clause}" if found else ""
        if kind in self.library.vocabulary:
            term = self.library.term(kind, value)
            return term.title if term else ""
        found = self.record(value if kind == "records" else f"{kind}/{value}")
        return self.of(found) if found else ""

    def said(self, model: type[Record], of: Field, value: object) -> str:
        """Return a value of a record in words: titles, Chinese choices, dates, and what a part holds, field by field."""
        if of.names_persons and not self.library.named_persons:
            return f"{len(value) if isinstance(value, tuple) else 1} 个人（不写姓名）"
        if of.is_office:
            return office(str(value))
        if isinstance(value, tuple):
            return "、".join(self.said(model, of, member) for member in value)
        if isinstance(value, BaseModel):
            return self._part(model, value)
        if value == NOT_STATED:
            return PHRASES.not_stated
        if of.choices and str(value) in of.choices:
            return label(model, str(value))
        if of.reference:
            return self.referred(of, str(value))
        if of.type == "source" and isinstance(value, int):
            return f"第 {value} 条" if value > 0 else f"原第 {-value} 条"
        if isinstance(value, CoarseDate):
            return value.chinese
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def _part(self, model: type[Record], part: BaseModel) -> str:
        said = (
            (inner, getattr(part, inner.name)) for inner in fields(type(part)) if getattr(part, inner.name) not in (None, ())
        )  # fmt: skip
        return "；".join(f"{inner.title}：{self.said(model, inner, value)}" for inner, value in said)
