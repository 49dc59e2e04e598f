"""An address becomes its page: the list of records, a new record, a screen of one, what can be chosen there, and its page in a frame.

A name in an address is looked up among the kinds, records and drafts that are there; none of them is ever a path.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from http import HTTPStatus

from jinja2 import TemplateError

from county_casebook.edit.beginning import BadId, begun
from county_casebook.edit.desk import Key, Unreadable
from county_casebook.edit.door import Door
from county_casebook.edit.drafts import NotKept, fits
from county_casebook.edit.found import Told
from county_casebook.edit.pictured import served
from county_casebook.edit.record_page import RecordPage
from county_casebook.edit.reviewing import NAME as REVIEW
from county_casebook.edit.reviewing import Reviewing
from county_casebook.edit.screens import Screen, screens
from county_casebook.edit.server import type_of
from county_casebook.edit.submission import Submission
from county_casebook.edit.templates import render
from county_casebook.edit.waiting import Waiting
from county_casebook.edit.web import Answer, Request, page, see, told
from county_casebook.edit.writing import Held, NotReadable, Writing
from county_casebook.publish.asked import PAGE
from county_casebook.records import KINDS, Case, Record, module_of
from county_casebook.records.record import label
from county_casebook.scaffold.new import ScaffoldError
from county_casebook.scaffold.new_files import NotWritten
from county_casebook.serve.host import HostFault

_MOST = 100
"""Records listed of one kind; the rest is found by its name."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of the form of one library."""

    writing: Writing
    door: Door
    site_name: str
    waiting: Waiting = field(default_factory=Waiting)

    def answer(self, request: Request) -> Answer:
        """Answer a request that the door let in."""
        match request.path:
            case ():
                return self._list(request)
            case ("file",):
                return served(self.writing.desk.choosing().library, request.asked("name")) or self._missing()
            case ("new", kind) if kind in KINDS:
                return self._new(kind, request)
            case (kind, record_id, "submit" | "review" as name) if kind in KINDS:
                return self._to_review(self._key(kind, record_id), name, request)
            case (kind, record_id, *rest) if kind in KINDS and len(rest) < 2:
                key = self._key(kind, record_id)
                with self.writing.turn if request.sent is not None else nullcontext():
                    return self._record(key, rest[0] if rest else "", request) if key else self._missing()
        return self._missing()

    def _missing(self) -> Answer:
        return page(render("missing.html", site_name=self.site_name), HTTPStatus.NOT_FOUND)

    def _key(self, kind: str, record_id: str) -> Key | None:
        """Return a record that has a file or a draft; None for any other name."""
        key = Key(kind, record_id)
        is_there = record_id in self.writing.desk.files(kind) or key in set(self.writing.drafts.all())
        return key if is_there and fits(record_id) else None

    # The list of records ---------------------------------------------------------------------------------------------

    def _list(self, request: Request) -> Answer:
        kind, words = request.asked("kind"), request.asked("q").strip()
        chosen = kind if kind in KINDS else next(iter(KINDS))
        lines = list(self._lines(KINDS[chosen], words))
        waiting = self._waiting()
        html = render(
            "list.html",
            site_name=self.site_name,
            csrf=self.door.csrf,
            kinds=[
                (each.kind, each.kind_name, len(self.writing.desk.files(each.kind)))
                for each in KINDS.values()
            ],
            kind=chosen,
            kind_name=KINDS[chosen].kind_name,
            words=words,
            drafts=[(key, key.model.kind_name, self._title(key)) for key in self.writing.drafts.all()],
            waiting=waiting[:_MOST],
            waiting_left=max(0, len(waiting) - _MOST),
            lines=lines[:_MOST],
            left=max(0, len(lines) - _MOST),
        )
        return page(html)

    def _waiting(self) -> list[tuple[Key, str, str]]:
        """Return the cases that wait for a review: which, its title, what comes next."""
        choosing = self.writing.desk.choosing()
        found = self.waiting.of(choosing.library).items()
        named = choosing.named
        return [
            (Key(Case.kind, each), named((Case.kind,), each).title, words) for each, words in sorted(found)
        ]

    def _lines(self, model: type[Record], words: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield the records of a kind that some words fit: id, name, what tells it apart, its state."""
        choosing = self.writing.desk.choosing()
        for key in sorted(self.writing.desk.files(model.kind)):
            record = choosing.library.of_kind(model.kind).get(key)
            choice = choosing.named((model.kind,), key)
            state = label(model, record.status) if record else "读不出来"
            if all(word in f"{key} {choice.title} {choice.detail}".lower() for word in words.lower().split()):
                yield key, choice.title, choice.detail if record else "", state

    def _title(self, key: Key) -> str:
        try:
            held = self.writing.held(key)
        except NotReadable:
            return key.id
        titled = held.value.get("title") if held else None
        if isinstance(titled, str) and titled:
            return titled
        return self.writing.desk.choosing().named((key.kind,), key.id).title

    # A new record ----------------------------------------------------------------------------------------------------

    def _new(self, kind: str, request: Request) -> Answer:
        trouble = ""
        if request.sent is not None:
            try:
                return see(f"/{begun(self.writing, KINDS[kind], request)}/")
            except (BadId, NotKept, NotWritten, ScaffoldError) as reason:
                trouble = str(reason)
        words = request.said("q") or request.asked("q")
        places = self.writing.desk.choosing().places(words) if kind == "counties" and words else []
        html = render(
            "new.html",
            site_name=self.site_name,
            csrf=self.door.csrf,
            kind=kind,
            kind_name=KINDS[kind].kind_name,
            module=module_of(KINDS[kind]),
            has_title="title" in KINDS[kind].model_fields,
            is_county=kind == "counties",
            trouble=trouble,
            title=request.said("title"),
            record_id=request.said("id"),
            words=words,
            places=places,
        )
        return page(html, HTTPStatus.OK if not trouble else HTTPStatus.BAD_REQUEST)

    # A record --------------------------------------------------------------------------------------------------------

    def _record(self, key: Key, name: str, request: Request) -> Answer:
        try:
            held = self.writing.held(key)
        except NotReadable as broken:
            return self._broken(key, broken.found)
        if held is None:
            return self._missing()
        if name == "page":
            return self._preview(key, held, request.asked("from"))
        if name == "pick":
            return self._pick(key, request)
        if name == "resolve":
            return self._form(key, screens(key.model)[0]).answered(held, request)
        screen = next((each for each in screens(key.model) if each.id == name), None)
        if screen is None:
            return see(f"/{key}/{screens(key.model)[0].id}") if not name else self._missing()
        form = self._form(key, screen)
        return form.shown(held, request) if request.sent is None else form.posted(held, request)

    def _to_review(self, key: Key | None, name: str, request: Request) -> Answer:
        """Answer one of the two pages that hold no turn while git is asked: a review, and what is sent to one."""
        if key is None:
            return self._missing()
        of = Submission if name == "submit" else Reviewing
        try:
            return of(self.writing, self.door, self.site_name, key).answered(request)
        except NotReadable as broken:
            return self._broken(key, broken.found)

    def _form(self, key: Key, screen: Screen) -> RecordPage:
        return RecordPage(self.writing, self.door, self.site_name, key, screen)

    def _broken(self, key: Key, found: tuple[Told, ...]) -> Answer:
        """Show why a file cannot be edited in a form."""
        where = self.writing.desk.content().shown(self.writing.desk.path_of(key))
        html = render("broken.html", site_name=self.site_name, key=key, told=found, where=where)
        return page(html, HTTPStatus.CONFLICT)

    def _pick(self, key: Key, request: Request) -> Answer:
        """Answer a script that asks what can be chosen."""
        form = self._form(key, screens(key.model)[0])
        found = form.found(request.asked("name"), request.asked("q"), request.asked("in"))
        return told([{"value": one.value, "title": one.title, "detail": one.detail} for one in found])

    def _preview(self, key: Key, held: Held, screen: str) -> Answer:
        """Show the record's page in a frame that can reach nothing of ours."""
        html = render(
            "preview.html",
            site_name=self.site_name,
            key=key,
            kind_name=key.model.kind_name,
            title=self._title(key),
            address=f"{self.door.view(key)}{key}/",
            screen=next((each for each in _screens_of(key) if each == screen), ""),
            is_draft=held.is_draft,
        )
        return page(html)

    # Its page in the frame -------------------------------------------------------------------------------------------

    def view(self, secret: str, path: str) -> Answer:
        """Answer what stands in the frame of the record that a secret belongs to."""
        key = self.door.viewed(secret)
        name = f"{path}{PAGE}" if path.endswith("/") or not path else path
        try:
            held = self.writing.held(key) if key else None
            data = self.writing.desk.page(key, held.data, name) if key and held else None
        except (Unreadable, NotReadable) as broken:
            return page(render("no_page.html", told=broken.found, trouble=""))
        except (HostFault, TemplateError) as fault:
            return page(render("no_page.html", told=(), trouble=self._explained(fault)))
        if data is None:
            return page(render("no_page.html", told=(), trouble="成稿里没有这一页"), HTTPStatus.NOT_FOUND)
        return Answer(data, type_of(name))

    def _explained(self, fault: Exception) -> str:
        return self.writing.desk.host.explained(fault) if isinstance(fault, TemplateError) else str(fault)


def _screens_of(key: Key) -> list[str]:
    """The pages of a record from which its page is looked at."""
    return [REVIEW, *(screen.id for screen in screens(key.model))]


__all__ = ["Pages"]
