"""A case is reviewed in the form: what has changed, which stage is next, and an office that signs it; then it is published.

What is signed is the record's file as it was shown, by the function that `casebook review` uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from county_casebook.changes import Names
from county_casebook.edit import typed
from county_casebook.edit.desk import Key
from county_casebook.edit.door import Door
from county_casebook.edit.drafts import NotKept, write
from county_casebook.edit.found import Told
from county_casebook.edit.hints import hint
from county_casebook.edit.screens import FIRST, LAST, screen_of
from county_casebook.edit.templates import render
from county_casebook.edit.web import Answer, Request, page, see
from county_casebook.edit.writing import Conflict, Held, Writing, stamp, without_blanks, written
from county_casebook.records import Case, Record
from county_casebook.records.case import Review
from county_casebook.records.reading import record_in
from county_casebook.records.record import label
from county_casebook.records.reviewed import STAGES
from county_casebook.review import (
    MENDED_BY_REVIEWS,
    NotInOrder,
    ReviewWanted,
    Standing,
    day_of,
    published,
    recorded,
    since_review,
    standing_of,
)
from county_casebook.schema.walk import fields
from county_casebook.text.reviewers import office

NAME = "review"
"""The last part of the page's address."""

_TYPED = ("by", "note", "date", "secrecy")
_OTHER = "您看过以后文件又改过，没有记下；请再看一遍。"
_UNSAVED = "还有没保存的改动，没有记下；先保存，或回到上次保存。"
_ELSEWHERE = "文件在别处改过；先回到表单点“保存”，看两边写的，再来审。"
_NO_STAGE = "没有写明哪一审；请刷新页面再试。"
_UNCONFIRMED = "还没有确认：勾上“三审和保密审查都做过，可以公开”，再发布。"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a page says besides how the case stands: what was in the way, and what was typed."""

    trouble: str = ""
    wrong: tuple[tuple[Told, str, str], ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    done: str = ""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The page on which one record is reviewed."""

    writing: Writing
    door: Door
    site_name: str
    key: Key

    def answered(self, request: Request) -> Answer:
        """Show how the record stands, or do what a button says."""
        if request.sent is None:
            return self._page(self.writing.held(self.key), _Said(done=request.asked("done")))
        with self.writing.turn:
            held, op = self.writing.held(self.key), request.said("op")
            if held and op == "save":
                return self._saved(held)
            if held and op in ("sign", "secrecy", "publish"):
                return self._done(held, request, op)
        return self._page(held, _Said())

    # What a button does ----------------------------------------------------------------------------------------------

    def _saved(self, held: Held) -> Answer:
        """Write what was typed into the record's file, so that it can be reviewed."""
        try:
            self.writing.save(self.key)
        except NotKept as reason:
            return self._page(held, _Said(str(reason)))
        except Conflict:
            return self._page(held, _Said(_ELSEWHERE))
        return see(f"/{self.key}/{NAME}")

    def _done(self, held: Held, request: Request, op: str) -> Answer:
        """Record a review, or publish the case; what cannot be is said, and what was typed stays on the page."""
        said = {name: typed.one_line(request.said(name)) for name in _TYPED}
        try:
            _require_as_shown(held, request)
            record = self._read(held.data)
            if record is None or self._wrong(held):
                return self._page(held, _Said(typed=said))
            data = _turned(record, held.data, request, op, said).encode()
            wrong = self._found(data) if op == "publish" else ()
            if wrong:
                return self._page(held, _Said(wrong=wrong, typed=said))
            write(self.writing.desk.path_of(self.key), data)
        except (NotInOrder, NotKept) as reason:
            return self._page(held, _Said(str(reason), typed=said))
        self.writing.desk.touch([self.writing.desk.path_of(self.key)])
        return see(f"/{self.key}/{NAME}?done={op}")

    # What stands there -----------------------------------------------------------------------------------------------

    def _read(self, data: bytes) -> Record | None:
        """Return the record that a file holds; None for one that does not fit the model."""
        path = self.writing.desk.content().shown(self.writing.desk.path_of(self.key))
        return record_in(data, path, str(self.key))

    def _wrong(self, held: Held) -> tuple[tuple[Told, str, str], ...]:
        """Return what must be mended before a review: a draft is looked at as one that waits for it."""
        value: dict[str, Any] = without_blanks(held.value)
        if value.get("status") == "draft":
            value = {**value, "status": "review"}
        found = self._found(written(self.key, value, held.data))
        return tuple(each for each in found if each[0].rule not in MENDED_BY_REVIEWS)

    def _found(self, data: bytes) -> tuple[tuple[Told, str, str], ...]:
        """Return the errors of a record as it would be written, each with the screen it stands on, by id and heading."""
        found = [one for one in self.writing.desk.findings(self.key, data) if one.level != "warning"]
        at = [screen_of(self.key.model, str(one.path[0]) if one.path else FIRST) for one in found]
        return tuple((one, screen.id, screen.heading) for one, screen in zip(found, at, strict=True))

    # Showing ---------------------------------------------------------------------------------------------------------

    def _page(self, held: Held | None, said: _Said) -> Answer:
        if held is None:
            return see("/")
        record, wrong, trouble = self._read(held.data), said.wrong or self._wrong(held), said.trouble
        standing = None
        try:
            standing = standing_of(record) if record else None
        except NotInOrder as reason:
            trouble, wrong = str(reason), ()
        since = self._since(record) if record and standing else None
        title = held.value.get("title")
        html = render(
            "review.html",
            site_name=self.site_name,
            csrf=self.door.csrf,
            key=self.key,
            kind_name=self.key.model.kind_name,
            title=title if isinstance(title, str) and title else self.key.id,
            state_screen=LAST,
            is_draft=held.is_draft,
            mark=stamp(held.data),
            standing=standing,
            trail=list(_trail(standing)) if standing else [],
            since=since,
            trouble=trouble,
            wrong=wrong,
            typed={**dict.fromkeys(_TYPED, ""), **said.typed},
            done=said.done,
            today=date.today().isoformat(),
            hints={each.name: hint(each, Review) for each in fields(Review)},
        )
        return page(html)

    def _since(self, record: Record) -> Any:
        path, library = self.writing.desk.path_of(self.key), self.writing.desk.choosing().library
        return since_review(record, path, Names(library))


def _require_as_shown(held: Held, request: Request) -> None:
    """Raise NotInOrder when what would be signed is not what was shown, or not what the file holds."""
    if held.is_draft:
        raise NotInOrder(_UNSAVED)
    if request.said("mark") != stamp(held.data):
        raise NotInOrder(_OTHER)


def _turned(record: Record, data: bytes, request: Request, op: str, said: Mapping[str, str]) -> str:
    """Return the record's file as a button makes it; raise NotInOrder."""
    day = day_of(typed.date(said["date"]))
    if op == "publish":
        if not request.said("confirmed"):
            raise NotInOrder(_UNCONFIRMED)
        return published(record, data, day)
    is_check = op == "secrecy"
    stage = None if is_check else request.said("stage")
    if stage is not None and stage not in STAGES:
        raise NotInOrder(_NO_STAGE)
    wanted = ReviewWanted(stage, said["by"], day, said["note"], is_check or bool(said["secrecy"]))
    return recorded(record, data, wanted)


def _trail(standing: Standing) -> Iterator[tuple[str, str, str, str, bool]]:
    """Yield what was recorded: what, by which office, when, with which note, and whether the case has changed since."""
    for review in standing.reviews:
        is_outdated = review in standing.outdated
        yield (
            label(Case, review.stage), office(review.reviewer), review.date.chinese, review.note or "", is_outdated
        )  # fmt: skip
    if check := standing.secrecy:
        yield "保密审查", office(check.reviewer), check.date.chinese, "", False


__all__ = ["NAME", "Reviewing"]
