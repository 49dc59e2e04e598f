"""Documents that are there become a memory of their numbers, titles and texts: so that the same one is noticed when it comes again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from county_casebook.records import Policy, Record
from county_casebook.schema.fields import NOT_STATED


class Documents:
    """What is known of documents, by the name an editor knows each by: a record's id, or a file."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._numbers: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        for record in records:
            if isinstance(record, Policy):
                self.add(record.id, record.title, record.doc_no or "", record.text or "")

    def add(self, name: str, title: str, number: str, text: str) -> None:
        """Take note of a document; the first of several keeps its place."""
        for held, key in (
            (self._numbers, number),
            (self._titles, _solid(title)),
            (self._texts, _digest(text)),
        ):
            if key and key != NOT_STATED:
                held.setdefault(key, name)

    def same_text(self, text: str) -> str:
        """Return the name of the document with this very text, blanks apart; empty when there is none."""
        return self._texts.get(_digest(text), "")

    def alike(self, record_id: str, title: str, number: str) -> Iterator[str]:
        """Yield a sentence on each document that has the same number or title and another id."""
        other = self._numbers.get(number, "") if number else ""
        if other and other != record_id:
            yield f"发文字号已是 {other} 的，请先核对是不是同一份"
        named = self._titles.get(_solid(title), "")
        if named and named not in (record_id, other):
            yield f"标题和 {named} 的相同，请先核对是不是同一份"


def _solid(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _digest(text: str) -> str:
    solid = _solid(text)
    return hashlib.sha256(solid.encode()).hexdigest() if solid else ""


__all__ = ["Documents"]
